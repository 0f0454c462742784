"""The passages shown for a coding are those that a careful coder would cite."""

from itertools import combinations

import pytest
from coding_cases import codings
from facevalue.corpus.model import Span
from facevalue.nlp.decisions import Decision
from facevalue.nlp.findings import Findings
from facevalue.nlp.model import Evidence, Tag
from facevalue.nlp.proof import QUOTES, proof
from hypothesis import given
from hypothesis import strategies as st

LONG = "The Artist grants the Company a licence of it for tea."
# (case, text, variable, words of the passage that goes first)
FIRST = [
    (
        "the clause before the recital",
        "WHEREAS the Company desires to use the name, voice and likeness of the Artist for its tea;\n\n"
        "1. The Artist grants the Company the right to use her name, voice and likeness to advertise the Company's tea.",
        "identity_attributes",
        "The Artist grants",
    ),
    (
        "the clause before the wish",
        "The Company desires to obtain the right to use the likeness of the Artist to promote the Company's products.\n\n"
        "1. The Artist grants the Company the right to use her likeness to promote the Company's products.",
        "purpose_scope",
        "The Artist grants",
    ),
    (
        "one clause that tells all before two that tell a part each",
        "1. The Artist's voice may be recorded on the first day. The Artist's signature may be copied from her letters.\n\n"
        "2. The Artist grants the Company the right to use her name, voice and likeness in its advertising.",
        "identity_attributes",
        "The Artist grants",
    ),
]


@pytest.mark.parametrize(("text", "variable", "words"), [c[1:] for c in FIRST], ids=[c[0] for c in FIRST])
def test_what_goes_first(text: str, variable: str, words: str) -> None:
    assert words in codings(text)[variable].evidence[0].quote


def test_a_term_is_shown_by_its_length_and_by_the_grant_that_it_bounds() -> None:
    text = (
        "1. The Artist grants the Company the right to use her voice and likeness during the Term in its advertising.\n\n"
        "2. The term of this Agreement shall begin on 1 May 2024 and end on 30 April 2026."
    )
    shown = " ".join(e.quote for e in codings(text)["licence_term"].evidence)
    assert "end on 30 April 2026" in shown
    assert "during the Term" in shown


def _tag(value: str, start: int, end: int, score: float) -> Tag:
    evidence = Evidence("d", Span(start, end), (LONG * 20)[start:end])
    return Tag("grant_type", value, score, f"rules:{value}-{score}", evidence)


spans = st.tuples(st.integers(0, 300), st.integers(1, 200)).map(lambda x: (x[0], x[0] + x[1]))
tags = st.lists(
    st.builds(lambda v, s, x: _tag(v, *s, x), st.sampled_from("abc"), spans, st.sampled_from((0.5, 0.7, 0.9)))
)


@given(tags)
def test_passages_are_few_apart_and_of_what_was_found(some: list[Tag]) -> None:
    chosen = proof(Decision(("a",), tags=tuple(some)), Findings(some))
    assert set(chosen) <= {t.evidence for t in some}
    assert len(chosen) <= QUOTES
    assert bool(chosen) == bool(some)
    assert not any(a.span.start < b.span.end and b.span.start < a.span.end for a, b in combinations(chosen, 2))
