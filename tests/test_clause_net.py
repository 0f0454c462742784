"""Vectors of words and the networks over them: what reads alike, what counts, and what leaves scores alone."""

import numpy as np
import pytest
from facevalue.corpus.model import Document
from facevalue.nlp.clause_net import Net, Vectors, inputs
from facevalue.nlp.clause_units import read, units
from facevalue.nlp.clauses import gated, seconded
from facevalue.nlp.words import FIRST, Vocabulary
from hypothesis import given
from hypothesis import strategies as st

WORDS = ("audit", "books", "inspect", "pay", "records", "royalty", "sing", "songs", "the", "we")
KNOWN = Vocabulary(WORDS)
TEXTS = [
    "we audit the books",
    "we inspect the books",
    "we audit the records",
    "we inspect the records",
    "we sing the songs",
    "we pay the royalty",
] * 3


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    return Vectors.learn([KNOWN.read_all(TEXTS)], len(WORDS) + FIRST)


def test_words_used_alike_have_vectors_alike(vectors: Vectors):
    audit, inspect, sing = (
        vectors.table[FIRST + WORDS.index(word)].astype(float) for word in ("audit", "inspect", "sing")
    )
    assert audit @ inspect > audit @ sing


def test_means_are_of_length_one_whatever_the_order(vectors: Vectors):
    means = vectors.means(
        KNOWN.read_all(["we audit the books", "books the audit we", "", "sing"]), np.array([0, 1, 2, 3])
    )
    assert np.allclose(means[0], means[1], atol=1e-6)
    assert np.allclose(np.linalg.norm(means, axis=1), [1, 1, 0, 1], atol=1e-5)


@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=6), st.data())
def test_a_unit_is_seen_alike_alone_and_among_others(sentences: list[str], data: st.DataObject):
    learnt = Vectors.learn([KNOWN.read_all(TEXTS)], len(WORDS) + FIRST)
    found = units(Document("d", "text/plain", ". ".join(text.capitalize() for text in sentences)), [])
    words = read(found, KNOWN)
    everything = inputs(found, words, learnt, np.arange(len(found)))
    at = data.draw(st.integers(0, len(found) - 1))
    assert np.allclose(inputs(found, words, learnt, np.array([at]))[0], everything[at], atol=1e-5)


def taught(seed: int = 0) -> tuple[np.ndarray, np.ndarray, Net]:
    seen = np.random.default_rng(seed).normal(size=(300, 4)).astype(np.float32)
    answers = np.column_stack([seen[:, 0] > 0, seen[:, 1] > 0, seen[:, 2] > 0])
    return seen, answers, Net.learn(seen, answers, 2)


def test_networks_learn_and_tell_only_what_is_wanted():
    seen, answers, net = taught()
    logits = net.logits(seen)
    assert logits.shape == (300, 2)
    assert ((logits > 0) == answers[:, :2]).mean() > 0.8
    assert np.array_equal(logits, taught()[2].logits(seen))


def test_only_gated_units_are_seconded(vectors: Vectors):
    text = "We audit the books of the singer each year. We sing the songs of the books. Short one."
    found = units(Document("d", "text/plain", text), [])
    words = read(found, KNOWN)
    size = inputs(found, words, vectors, np.array([0])).shape[1]
    sure = Net(*(np.full(shape, 1, np.float16) for shape in ((1, size, 2), (1, 2), (1, 2, 1), (1, 1))))
    margins = np.array([[0.2], [-1.2], [0.9]], np.float32)
    assert gated(margins, found).tolist() == [0]  # the second is too unlikely, the third too short
    after = seconded(margins, found, words, vectors, sure)
    assert after[0, 0] > margins[0, 0]
    assert (after[1:] == margins[1:]).all()
    assert margins[0, 0] == np.float32(0.2)
