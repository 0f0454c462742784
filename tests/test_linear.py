"""Features and linear models: what is read alike, what is kept, and that packing changes next to nothing."""

import numpy as np
import scipy.sparse as sp
from facevalue.nlp.linear import BITS, Columns, Linear, grams, hashed
from facevalue.nlp.words import Vocabulary, windows
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

WORDS = Vocabulary(("agree", "fee", "grants", "licence", "pays", "the", "to"))


def read(text: str) -> list[int]:
    return WORDS.read_all([text])[0].tolist()


def test_names_numbers_and_case_read_alike():
    assert read("Oakmere Holdings grants the licence") == read("Fenwick GRANTS The Licence")
    assert read("pays 500 to the") == read("pays 1,250.75 to the")
    assert read("the fee [***]") == read("the fee [●]")
    assert read("pays the fee") != read("the fee pays")


def test_vocabulary_leaves_out_what_few_use():
    texts = [("a", "The fee of Oakmere"), ("b", "the FEE is due"), ("b", "1999"), ("c", "the end")]
    assert Vocabulary.learn(texts, 2).words == ("fee", "the")


def test_texts_do_not_run_into_each_other():
    numbers, ends = WORDS.read_all(["pays the", "fee", "", "the fee"])
    rows = [set(zip(codes.tolist(), row.tolist(), strict=True)) for codes, row in grams(numbers, ends, 2, 0)]
    assert len(rows[0]) == 5  # words
    assert {row for _, row in rows[1]} == {0, 3}  # pairs


def test_windows():
    numbers, ends = windows(np.arange(10), np.array([0, 4, 9]), np.array([2, 4, 10]))
    assert numbers.tolist() == [0, 1, 0, 0, 9, 0]
    assert ends.tolist() == [3, 4, 6]


@given(hnp.arrays(np.uint64, st.integers(0, 50)), st.integers(0, 900))
def test_buckets_are_in_range(codes: np.ndarray, space: int):
    assert (hashed(codes, space) < (1 << BITS)).all()


def test_rows_of_a_view_have_its_weight_as_length():
    numbers, ends = WORDS.read_all(["pays the fee", "grants the licence to the", "agree"])
    lists = grams(numbers, ends, 3, 0)
    columns = Columns.learn([(1, lists)], 3)
    total = sum(columns.matrix([(0.5, lists)], 3), sp.csr_matrix((3, len(columns.buckets))))
    lengths = np.sqrt(np.asarray(total.multiply(total).sum(axis=1))).ravel()
    assert np.allclose(lengths, 0.5, atol=0.1)


def test_packed_weights_decide_alike():
    random = np.random.default_rng(0)
    weights = random.normal(size=(400, 3)).astype(np.float32)
    rows = sp.random(50, 400, 0.1, "csr", np.float32, random)
    packed = Linear.pack(weights, np.array([0.1, 0.2, 0.3], np.float32))
    assert np.abs(packed.margins([rows], 50) - (rows @ weights + packed.bias)).max() < 0.2
