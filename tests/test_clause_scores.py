"""Measures of clause tags, by hand-made tags whose measures are known."""

import math

import numpy as np
import pytest
from facevalue.corpus.model import Span
from facevalue.nlp.clause_card import LearntFrom, card
from facevalue.nlp.clause_scores import Score, says_the_same, score, words
from facevalue.nlp.model import Evidence, Tag
from hypothesis import given, settings
from hypothesis import strategies as st

GRANT, LAW = "license_grant", "governing_law"
LABEL = "the studio may use the voice"


def tag(sure: float, quote: str = LABEL, value: str = GRANT) -> Tag:
    return Tag(
        value=value, variable="clause_type", score=sure, tagger="clauses", evidence=Evidence("d", Span(0, 1), quote)
    )


def scored(*documents: tuple[list[Tag], list[str]]) -> Score:
    [one, _] = score([tags for tags, _ in documents], [{GRANT: texts} for _, texts in documents], [GRANT, LAW])
    return one


@pytest.mark.parametrize(
    ("documents", "measures"),
    [
        ([([tag(0.9)], [LABEL])], (1, 1, 1, 1)),
        ([([], [LABEL]), ([], [])], (0, 0, 0.5, 2 / 3)),  # a tie counts against us
        ([([tag(0.9), tag(0.8)], [LABEL])], (1, 1, 1, 1)),  # found twice: counts neither way
        ([([tag(0.9, "noon"), tag(0.8)], [LABEL])], (0.5, 0.5, 1, 1)),
        ([([tag(0.9), tag(0.8, "noon")], [LABEL])], (1, 1, 1, 1)),  # wrong only after all is found
        ([([tag(0.9, value=LAW)], [LABEL])], (0, 0, 1, 1)),  # another type
        ([([tag(0.9, "noon")], []), ([tag(0.8)], [LABEL])], (0.5, 0.5, 0.5, 2 / 3)),
        ([([tag(0.9)], [LABEL, "noon"])], (0.5, 0, 1, 1)),  # half of the labels: 80 % are never reached
    ],
)
def test_measures(documents: list[tuple[list[Tag], list[str]]], measures: tuple[float, ...]):
    assert scored(*documents).measures == pytest.approx(measures)


def test_passages_agree_by_half_of_their_words():
    assert says_the_same(words("The Studio, may use"), words("the studio may use it all now"))
    assert not says_the_same(words("the studio may use"), words("the studio will sell"))
    assert not says_the_same(words(""), words(""))


def test_types_without_labels_are_left_out_of_the_mean():
    scores = score([[tag(0.9)]], [{GRANT: [LABEL]}], [GRANT, LAW])
    assert [(one.value, one.labels) for one in scores] == [(GRANT, 1), ("mean", 1)]


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.lists(st.floats(0.01, 1), max_size=3), st.booleans(), st.booleans()), min_size=1, max_size=8)
)
def test_measures_are_shares_within_their_intervals(made: list[tuple[list[float], bool, bool]]):
    documents = [
        ([tag(sure, LABEL if right else "noon") for sure in sures], [LABEL] * has) for sures, right, has in made
    ]
    if not any(has for _, _, has in made):
        return
    one = scored(*documents)
    for low, point, high in zip(one.low, one.measures, one.high, strict=True):
        assert 0 <= point <= 1
        assert math.isnan(low) or -1e-9 <= low <= high <= 1 + 1e-9


def test_intervals_narrow_with_documents():
    few, many = (
        scored(*[([tag(0.9 if i % 3 else 0.5), tag(0.7, "noon")], [LABEL]) for i in range(count)]) for count in (6, 120)
    )
    assert np.subtract(many.high, many.low)[0] < np.subtract(few.high, few.low)[0]


def test_the_card_names_the_weak_and_the_strong():
    def one(value: str, area: float, f1: float) -> Score:
        return Score(value, 5, 4, (area, 0.1, 0.2, f1), (0,) * 4, (1,) * 4)

    text = card(
        [one("audit_rights", 0.9, 0.97), one("exclusivity", 0.3, 0.5), one("mean", 0.6, 0.7)],
        LearntFrom(10, 8, 5, "ab12"),
    )
    assert "or more): audit rights." in text
    assert "under 0.4): exclusivity." in text
    assert "written" not in text
    assert "learnt from 7 clauses written" in card([one("mean", 0.6, 0.7)], LearntFrom(10, 8, 5, "ab12", 7, "cd34"))
    assert "10 contracts of 8 companies" in text
    assert "| mean | 5 |  | 0.600 (0.00-1.00)" in text
