"""A document in the terminal: found by any name, drawn with its evidence, never steering the terminal."""

from collections.abc import Callable
from typing import Any

import pytest
from facevalue.corpus import SetupError
from facevalue.reports.terminal import explained, find, marked

FIRST, ARTICLE = "00" + "ab" * 31, "22" + "ab" * 31


@pytest.mark.parametrize(
    ("wanted", "key"),
    [("00ab", FIRST), (FIRST, FIRST), ("corpus/contract-0.txt", FIRST), ("CONTRACT-0", FIRST), ("press-22", ARTICLE)],
)
def test_a_document_is_found_by_id_address_or_part_of_it(store: Any, wanted: str, key: str) -> None:
    assert find(store, wanted) == key


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ("contract-", "8 documents fit 'contract-': give more(.|\n)*corpus/contract-0.txt"),
        ("nowhere", "no document fits 'nowhere'"),
        ("broken.pdf", "could not be read"),
        ("00", "documents fit|no document fits"),
    ],
)
def test_what_cannot_be_found_is_said_with_what_to_try(store: Any, wanted: str, message: str) -> None:
    with pytest.raises(SetupError, match=message):
        find(store, wanted)


def test_the_text_stands_whole_with_numbered_evidence(store: Any) -> None:
    shown = str(marked(store, FIRST))
    assert "[1] [2] The Studio pays the Artist as this clause says." in shown
    assert "<script>alert('x')</script> Café naïve \U0001f600 end." in shown
    assert "[2] Compensation structure: buyout  0.90" in shown


def test_parties_and_facts_stand_above_the_text(store: Any) -> None:
    shown = str(marked(store, "01" + "ab" * 31))
    assert 'Party  Aldermoor <Studios>  "Studio, Company" | company side | aldermoor' in shown
    assert 'Party  (name taken out or left blank)  "Artist" | artist | talent side' in shown
    assert "governing law  New York  page 1" in shown
    assert "expiration  2024-07  worked out, page 1" in shown


def test_an_article_shows_who_claims_what(store: Any) -> None:
    shown = str(marked(store, ARTICLE))
    assert "brightvale: Compensation structure = ongoing unspecified  said by company, planned" in shown
    assert "disputed, denied" in shown


def test_why_tells_the_answer_the_rule_the_words_and_the_tags(store: Any) -> None:
    shown = str(explained(store, FIRST, "compensation_components"))
    assert "royalty, minimum guarantee  score 0.90" in shown
    assert "Rule    the payment clause decides" in shown
    assert "by rules, page 1" in shown
    with pytest.raises(SetupError, match="the codebook has no variable 'pay'"):
        explained(store, FIRST, "pay")


def test_why_of_silence_says_what_was_searched(store: Any) -> None:
    shown = str(explained(store, "05" + "ab" * 31, "rights_retention"))
    assert "not stated" in shown
    assert "No passage was tagged: no rule fits any of 4 passages." in shown
    assert "Searched for: reserves all rights not expressly granted" in shown
    assert "None of these words stands in the document." in shown


def test_why_of_silence_shows_the_passages_that_came_nearest(
    rows: dict[str, Any], tables_of: Callable[..., Any]
) -> None:
    key = "05" + "ab" * 31
    document = next(d for d in rows["documents"] if d["document_id"] == key)
    document["text"] = "Retain " + document["text"][7:]
    shown = str(explained(tables_of(**rows), key, "rights_retention"))
    assert "Nearest passages" in shown
    assert "page 1, retain" in shown


def test_a_document_cannot_steer_the_terminal(rows: dict[str, Any], tables_of: Callable[..., Any]) -> None:
    rows["documents"][0]["text"] += "\x1b]0;owned\x07\x1b[2J\u202e"
    rows["profiles"][0]["title"] = "\x1b[31mred"
    shown = str(marked(tables_of(**rows), FIRST))
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "owned" in shown
