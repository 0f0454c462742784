"""Features and linear models: what is read alike, what is kept, and that packing changes next to nothing."""

import numpy as np
import scipy.sparse as sp
from facevalue.nlp.linear import BITS, Columns, Grams, Linear, grams, hashed
from facevalue.nlp.words import END, Vocabulary, Words
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

WORDS = Vocabulary(("agree", "fee", "grants", "licence", "pays", "the", "to"))


def read(text: str) -> list[int]:
    return WORDS.read_all([text]).numbers.tolist()


def test_names_numbers_and_case_read_alike():
    assert read("Oakmere Holdings grants the licence") == read("Fenwick GRANTS The Licence")
    assert read("pays 500 to the") == read("pays 1,250.75 to the")
    assert read("the fee [***]") == read("the fee [●]")
    assert read("pays the fee") != read("the fee pays")


def test_vocabulary_leaves_out_what_few_use():
    texts = [("a", "The fee of Oakmere"), ("b", "the FEE is due"), ("b", "1999"), ("c", "the end")]
    assert Vocabulary.learn(texts, 2).words == ("fee", "the")


def test_texts_do_not_run_into_each_other():
    lists = [one.rows() for one in grams(WORDS.read_all(["pays the", "fee", "", "the fee"]), 2, 0)]
    rows = [set(zip(codes.tolist(), row.tolist(), strict=True)) for codes, row in lists]
    assert len(rows[0]) == 5  # words
    assert {row for _, row in rows[1]} == {0, 3}  # pairs


def test_texts_closed_by_an_end():
    numbers, ends = Words(np.arange(10, 20), np.array([0, 4, 9]), np.array([2, 4, 10])).closed()
    assert numbers.tolist() == [10, 11, END, END, 19, END]
    assert ends.tolist() == [3, 4, 6]


@given(st.lists(st.sampled_from(["Oakmere", "Fenwick", "5", "6", "[***]", "pays", "fee"]), max_size=12), st.data())
def test_an_item_reads_alike_alone_and_in_its_sentence(words: list[str], data: st.DataObject):
    first = data.draw(st.integers(0, len(words)))
    last = data.draw(st.integers(first, len(words)))
    item, start = " ".join(words[first:last]), len(" ".join([*words[:first], ""]))
    text = " ".join(words)
    both = WORDS.read(text, np.array([0, start]), np.array([len(text), start + len(item)]))
    stretches = [both.numbers[a:b].tolist() for a, b in zip(both.starts, both.ends, strict=True)]
    assert stretches == [read(text), read(item)]


@given(hnp.arrays(np.uint64, st.integers(0, 50)), st.integers(0, 900))
def test_buckets_are_in_range(codes: np.ndarray, space: int):
    assert (hashed(codes, space) < (1 << BITS)).all()


def test_rows_of_a_view_have_its_weight_as_length():
    lists = grams(WORDS.read_all(["pays the fee", "grants the licence to the", "agree"]), 3, 0)
    columns = Columns.learn([(1, lists)], 3)
    total = sum(columns.matrix([(0.5, lists)], 3), sp.csr_matrix((3, len(columns.buckets))))
    lengths = np.sqrt(np.asarray(total.multiply(total).sum(axis=1))).ravel()
    assert np.allclose(lengths, 0.5, atol=0.1)


STRETCH = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted)


@given(st.lists(STRETCH, min_size=1, max_size=8), st.integers(0, 3))
def test_margins_are_those_of_the_matrix_whatever_stretches_share(stretches: list[list[int]], seed: int):
    random = np.random.default_rng(seed)
    starts, ends = np.array(stretches).T
    views = [
        (weight, [Grams(random.integers(0, 40, 60).astype(np.uint64), starts, ends) for _ in range(count)])
        for weight, count in ((1.0, 2), (0.5, 1))
    ]
    columns = Columns(np.arange(30, dtype=np.uint32), random.uniform(1, 2, 30).astype(np.float32))
    weights = random.normal(size=(30, 3)).astype(np.float32)
    packed = Linear.pack(columns, weights, np.array([0.1, 0.2, 0.3], np.float32))
    rows = sum(columns.matrix(views, len(starts)), sp.csr_matrix((len(starts), 30)))
    assert np.allclose(packed.margins(views), rows @ (packed.weights * packed.unit) + packed.bias, atol=1e-5)


def test_packed_weights_are_nearly_the_same():
    columns = Columns(np.arange(400, dtype=np.uint32), np.ones(400, np.float32))
    weights = np.random.default_rng(0).normal(size=(400, 3)).astype(np.float32)
    packed = Linear.pack(columns, weights, np.zeros(3, np.float32))
    assert np.abs(packed.weights * packed.unit - weights).max() < 0.02
