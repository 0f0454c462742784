"""Scores of codings are chances: within bounds, higher with more support, and close to the share that is right."""

import sys
from pathlib import Path

from facevalue.corpus.model import Document
from facevalue.corpus.segment import segment
from facevalue.nlp import calibration, codebook
from facevalue.nlp.analyst import Analyst
from facevalue.nlp.coding import code
from facevalue.nlp.companies import Companies
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from coding_cases import coded


def plain(text: str) -> Document:
    return Document(id="d" * 64, media_type="text/plain", text=text, language="en")


IDS = [v.id for v in codebook.load().document_variables("contract")]


@given(st.sampled_from(IDS), st.floats(0, 1), st.floats(0, 1))
def test_more_support_never_lowers_the_chance(variable: str, a: float, b: float):
    held = calibration.load()
    low, high = sorted((a, b))
    traits = calibration.Traits(4_000)
    assert 0 < held.chance(variable, "stated", low, 1, traits) <= held.chance(variable, "stated", high, 1, traits) < 1


def test_every_variable_has_a_term_of_its_own():
    held = calibration.load()
    assert set(IDS) <= set(held.said.variable)
    assert set(IDS) <= set(held.silence.variable)


def test_silences_differ_by_variable_and_are_less_sure_than_a_document_without_a_likeness():
    nothing = code("d", "contract", codebook.load(), (), human_likeness=False)[0]
    certain = min(0.99, round(calibration.load().negative.chance(calibration.Traits()), 3))
    assert {c.score for c in nothing} == {certain}
    silent = code("d", "contract", codebook.load(), (), human_likeness=True)[0]
    scores = {c.variable: c.score for c in silent if c.status == "not_stated"}
    assert len(set(scores.values())) > 5
    assert max(scores.values()) < certain


def test_a_document_in_which_persons_are_shown_is_less_surely_one_without_a_likeness():
    negative = calibration.load().negative
    chances = [negative.chance(calibration.Traits(2_000, persons)) for persons in (0, 1, 3, 9)]
    assert chances == sorted(chances, reverse=True)
    assert chances[0] > 0.95
    assert chances[-1] < 0.6


def test_the_reading_of_a_document_says_how_often_persons_are_shown_where_no_likeness_was_found():
    analyst = Analyst(codebook.load(), Companies.load())
    tool = plain("The supplier delivers lenses. You keep the pictures of the lenses.")
    read = analyst.read(tool, segment(tool), "contract")
    assert not read.human
    assert read.traits.persons == 1
    valves = plain("The supplier delivers valves.")
    assert analyst.read(valves, segment(valves), "contract").traits == calibration.Traits(29, 0)


def test_a_score_does_not_change_what_is_said():
    assert coded("The Artist assigns to the Company all rights in the Artist's likeness.")["grant_type"] == "assignment"
