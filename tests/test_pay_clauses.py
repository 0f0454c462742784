"""Sums in short pay clauses and whole offers of many registers (tests/data/pay_*.yaml, all invented): found, of the right kind, per the right thing."""

from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from facevalue.corpus.readers import document as read_document
from facevalue.corpus.segment import segment
from facevalue.nlp import codebook
from facevalue.nlp.amounts import normalise, read_amounts
from facevalue.nlp.model import Amount
from facevalue.nlp.roles import read_roles

DATA = Path(__file__).parent / "data"
PERIODS = {"year": 1, "half-year": 2, "quarter": 4, "month": 12, "week": 52}


def clauses(half: str) -> list[dict[str, Any]]:
    return yaml.safe_load((DATA / f"pay_{half}.yaml").read_text("utf8"))


def read(clause: dict[str, Any]) -> list[Amount]:
    document = read_document(clause["text"].encode(), f"{clause['id']}.txt")
    kind = clause.get("kind", "contract")
    found = read_amounts(document, segment(document), read_roles(document.text, kind), kind)
    assert all(amount.evidence.holds(document) for amount in found)
    return found


def key(value: object, rate: object, currency: str | None, kind: str) -> tuple[str, str | None, str]:
    shown = value if value is not None else rate
    return ("" if shown is None else f"{float(str(shown)):g}", currency, kind)


def expected(clause: dict[str, Any]) -> Counter[tuple[str, str | None, str]]:
    return Counter(key(a.get("amount"), a.get("rate_percent"), a.get("currency"), a["kind"]) for a in clause["amounts"])


# Measured: docs/measurements.md, "Amounts". A change may not fall below.
@pytest.mark.parametrize(("half", "least"), [("development", 0.91), ("scored", 0.68)])
def test_sums_of_pay(half: str, least: float) -> None:
    right = found = wanted = 0
    for clause in clauses(half):
        ours = Counter(key(a.amount, a.rate_percent, a.currency, a.kind) for a in read(clause))
        theirs = expected(clause)
        right, found, wanted = right + (ours & theirs).total(), found + ours.total(), wanted + theirs.total()
    assert 2 * right / (found + wanted) >= least


def test_sums_are_put_on_one_basis() -> None:
    seen: Counter[str] = Counter()
    for clause in clauses("development"):
        for amount in read(clause):
            a_year, a_use, assumption = normalise(amount)
            assert assumption
            assert a_year is None or a_use is None
            if amount.per in PERIODS and amount.amount is not None and amount.currency:
                assert a_year == amount.amount * PERIODS[amount.per]
                seen[amount.per] += 1
            if amount.per in ("day", "hour", "total", None):
                assert a_year is None
                assert a_use is None
    assert {"year", "month", "quarter", "half-year", "week"} <= set(seen)


def test_blacked_out_sums_say_so() -> None:
    wanted = {c["id"] for c in clauses("development") if any(a.get("redacted") for a in c["amounts"])}
    told = {c["id"] for c in clauses("development") if any(a.redacted for a in read(c))}
    assert wanted
    assert wanted <= told
    assert all(
        a.amount is None and a.rate_percent is None for c in clauses("development") for a in read(c) if a.redacted
    )


def test_the_clauses_are_coded_by_the_codebook() -> None:
    kinds = {*codebook.load()["compensation_components"].value_ids, "other"}
    for clause in clauses("development") + clauses("scored"):
        for amount in clause["amounts"]:
            assert amount["kind"] in kinds
            assert Decimal(str(amount.get("amount") or amount.get("rate_percent") or 1)) > 0
