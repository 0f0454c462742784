"""Claims of an article weighed by rules and encoder."""

import json
from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from facevalue.corpus.model import Document
from facevalue.nlp import opinions
from facevalue.nlp.claims import Reader
from facevalue.nlp.companies import Companies
from facevalue.nlp.model import Claim
from facevalue.nlp.opinions import Balance, balance, logits
from facevalue.nlp.press import shipped
from facevalue.nlp.shipped import packaged

KNOWN = Companies.load()
EACH, ONCE = ("reuse_payment", "each_use"), ("compensation_components", "fixed_fee")
STATED = "The retailer Olma pays the model Ada Marsh 90 euros each time her digital double is used."
PLAIN = "Her double can be seen in its spring catalogue."
MIX = "Olma made a digital double of the model Ada Marsh."


class Says:
    """An encoder that gives each claim of a sentence the probability it is told, and 0 to all others."""

    def __init__(self, told: Mapping[tuple[str, str], float], where: str) -> None:
        self.answers = tuple(("press", *pair) for pair in (EACH, ONCE))
        self._told = told
        self._where = where

    def read(self, sentences: Sequence[tuple[str, str]]) -> np.ndarray:
        rows = [
            [self._told.get(a[1:], 0.0) if self._where in own else 0.0 for a in self.answers] for _, own in sentences
        ]
        return np.array(rows, np.float32).reshape(len(rows), len(self.answers))


def read(text: str, told: Mapping[tuple[str, str], float], where: str) -> dict[tuple[str, str], Claim]:
    reader = Reader(shipped(), KNOWN, Says(told, where))  # type: ignore[arg-type]
    found = reader.read(Document("d" * 64, "text/plain", text, language="en"))
    return {(c.variable, c.values[0]): c for c in found}


def test_what_both_read_is_likelier_than_what_one_does_and_twice_is_likelier_than_once() -> None:
    held = balance()
    assert held.chance(True, [0.9]) > held.chance(False, [0.9]) > held.chance(False, [0.5]) > held.chance(False, [])
    assert held.chance(False, [0.9, 0.9]) > held.chance(False, [0.9])
    assert held.chance(True, [0.9]) > held.enough > held.chance(False, [])


def test_the_score_of_a_claim_is_its_chance_which_is_low_where_the_encoder_sees_nothing_of_it() -> None:
    seen = read(STATED, {EACH: 0.9}, "each time")
    assert seen[EACH].score == pytest.approx(balance().chance(True, [0.9]))
    assert read(STATED, {}, "each time")[EACH].score == pytest.approx(balance().chance(True, []))


def test_rules_alone_read_as_ever() -> None:
    found = Reader(shipped(), KNOWN).read(Document("d" * 64, "text/plain", STATED, language="en"))
    assert EACH in {(c.variable, c.values[0]) for c in found}


def test_a_claim_of_the_encoder_rests_on_the_sentence_that_is_likeliest_to_make_it() -> None:
    found = read(f"{MIX} {PLAIN}", {ONCE: 0.7}, "catalogue")
    assert found[ONCE].evidence.quote == PLAIN
    assert ONCE not in read(f"{MIX} {PLAIN}", {ONCE: 0.1}, "catalogue")


def test_what_is_too_unlikely_to_be_weighed_counts_as_none() -> None:
    assert logits([]) == logits([0.05, 0.05])
    assert logits([0.5, 0.5])[0] == 0


def test_the_shipped_balance_is_read_from_its_file() -> None:
    held = json.loads(packaged("press_weighing.json").read_text("utf8"))
    assert Balance(**held) == opinions.balance()
    assert min(held["stated"], held["likely"], held["again"]) > 0
    assert 0.2 <= held["enough"] <= 0.5
