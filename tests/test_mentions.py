"""Mentions of names found in one pass come to what one pattern with all names as alternatives finds."""

import re

import re2
from facevalue.nlp.mentions import Mentions
from facevalue.nlp.roles import either
from hypothesis import given
from hypothesis import strategies as st

FORMS = ["Artist", "Artist Group", "KI, Inc", "KI", "Group", "Orlo"]
TEXTS = st.lists(
    st.sampled_from([*FORMS, "Artists", "KI  Inc", "XKI", " grants ", ", ", " shall ", "grants ", " ", "the ", "\n"]),
    max_size=25,
).map("".join)


@given(TEXTS)
def test_names_before_a_verb(text: str) -> None:
    pattern = re.compile(rf"\b({either(FORMS)}),? (?:grants|shall) ")
    found = Mentions(text, FORMS).followed(re.compile(",? (?:grants|shall) "))
    assert [(m.start, m.end) for m in found] == [m.span(1) for m in pattern.finditer(text)]


@given(TEXTS)
def test_names_behind_a_verb(text: str) -> None:
    pattern = re.compile(rf"\b(?:grants) (?:the )?({either(FORMS)})\b")
    found = Mentions(text, FORMS).behind(re2.compile(r"\bgrants (?:the )?"))
    assert [(m.start, m.end) for m in found] == [m.span(1) for m in pattern.finditer(text)]
