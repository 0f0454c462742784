"""What contracts say of themselves, in many wordings (tests/data/metadata_cases.yaml)."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from facevalue.corpus.characters import lowered
from facevalue.corpus.metadata import Metadata, describe
from facevalue.corpus.model import Document
from facevalue.corpus.preamble import read_preamble

CASES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "data" / "metadata_cases.yaml").read_text("utf8")
)
PARTIES = 'between Orlo, Inc. ("Orlo") and Hollin LLC ("Hollin"). '
OPENING = f"This Agreement is made as of March 5, 2008 by and {PARTIES}"
MADE = f'VOICE AGREEMENT\n\nThis Agreement is made as of March 5, 2008 (the "Effective Date") by and {PARTIES}\n\n'


def said(text: str) -> Metadata:
    return describe(Document("a", "text/plain", text), "a.txt", "contract")


def cases(name: str) -> list[Any]:
    return [pytest.param(case, id=f"{n}") for n, case in enumerate(CASES[name])]


@pytest.mark.parametrize("case", cases("preambles"))
def test_parties(case: dict[str, Any]) -> None:
    text = case["text"]
    if not text.startswith(("JOINT FILING", "AGREEMENT\n")):  # these have their titles, and signatures at their end
        text = f"AGREEMENT\n\n{text}\n\n1. Services. The parties agree to what follows below.\n"
    assert [party.name for party in read_preamble(text, lowered(text)).parties] == case["parties"]


@pytest.mark.parametrize("case", cases("dates"))
def test_dates(case: dict[str, Any]) -> None:
    assert said(case["text"].replace("PARTIES", PARTIES)).value("agreement_date") == case["made"]


@pytest.mark.parametrize("case", cases("terms"))
def test_ends(case: dict[str, Any]) -> None:
    text = f"{MADE}{case['text']}\n\n9. Governing law. New York law governs."
    assert said(text).value("expiration") == case["ends"]


@pytest.mark.parametrize("case", cases("titles"))
def test_titles(case: dict[str, Any]) -> None:
    text = case["text"].replace("OPENING", OPENING)
    assert said(f"{text}\n\n1. Services. Hollin shall provide services.\n").title == case["title"]


@pytest.mark.parametrize("case", cases("contracts"))
def test_openings_as_filed(case: dict[str, Any]) -> None:
    """Title, date and parties of one opening; what is not asked of it is left out of the case."""
    signed = "By:" in case["text"]
    found = said(case["text"] if signed else f"{case['text']}\n\n9. Entire agreement. This is all that was agreed.\n")
    told = {
        "title": found.title,
        "made": found.value("agreement_date"),
        "parties": [party.name for party in found.parties],
    }
    asked = {name: value for name, value in case.items() if name != "text"}
    assert {name: told[name] for name in asked} == asked
