"""Scores of codings are chances: within bounds, higher with more support, and close to the share that is right."""

import sys
from pathlib import Path

from facevalue.nlp import calibration, codebook
from facevalue.nlp.coding import code
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from coding_cases import coded

IDS = [v.id for v in codebook.load().document_variables("contract")]


@given(st.sampled_from(IDS), st.floats(0, 1), st.floats(0, 1))
def test_more_support_never_lowers_the_chance(variable: str, a: float, b: float):
    held = calibration.load()
    low, high = sorted((a, b))
    assert 0 < held.chance(variable, "stated", low, 1) <= held.chance(variable, "stated", high, 1) < 1


def test_every_variable_has_a_term_of_its_own():
    held = calibration.load()
    assert set(IDS) <= set(held.said.variable)
    assert set(IDS) <= set(held.silence.variable)


def test_silences_differ_by_variable_and_are_less_sure_than_a_document_without_a_likeness():
    nothing = code("d", "contract", codebook.load(), (), human_likeness=False)
    assert {c.score for c in nothing} == {round(calibration.load().negative, 3)}
    silent = code("d", "contract", codebook.load(), (), human_likeness=True)
    scores = {c.variable: c.score for c in silent if c.status == "not_stated"}
    assert len(set(scores.values())) > 5
    assert max(scores.values()) < calibration.load().negative


def test_a_score_does_not_change_what_is_said():
    assert coded("The Artist assigns to the Company all rights in the Artist's likeness.")["grant_type"] == "assignment"
