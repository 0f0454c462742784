"""What arrays of characters say of a text is what regular expressions and strings say."""

import re

import numpy as np
from facevalue.corpus.characters import CAPITAL, DIGIT, WORD, Characters, hashed, kinds, lowered, runs
from facevalue.nlp import words
from hypothesis import given, settings
from hypothesis import strategies as st

ODD = st.sampled_from(
    [
        "the ",
        "Fee",
        "$5,000.",
        "party's",
        "Party’s ",
        "o'n's",
        "ÉTÉ",
        "a_1",
        "İx",
        "½",
        "²",
        "𝔘n",
        "中文",
        "[***]",
        "____",
        "[ ● ]",
        ",.5",
        "\n",
        "'s",
        "“",
    ]
)
TEXTS = st.lists(ODD | st.text(max_size=3), max_size=15).map("".join)
WORDS = re.compile(r"[^\W\d_]+(?:['’][a-z]{1,2}\b)?|\d[\d,.]*|[$%€£;:()]|\[[*●•_ ]+\]|\*{2,}|_{3,}|[\"“”]")


@settings(deadline=None)  # tables are made at the first
@given(TEXTS)
def test_small_letters_keep_their_place(text: str) -> None:
    assert len(lowered(text)) == len(text)
    assert lowered(text) == text.lower() or len(text.lower()) != len(text)


@settings(deadline=None)
@given(TEXTS)
def test_runs_of_word_characters_are_words(text: str) -> None:
    kinds = Characters(text).kinds
    for bits, pattern in ((WORD, r"\w+"), (DIGIT, r"\d+")):
        starts, ends = runs(kinds & bits != 0)
        assert list(zip(starts.tolist(), ends.tolist(), strict=True)) == [m.span() for m in re.finditer(pattern, text)]


@settings(deadline=None)
@given(st.lists(st.text(max_size=4), max_size=8), st.integers(0, 300_000))
def test_the_same_word_has_the_same_number_wherever_it_stands(many: list[str], far: int) -> None:
    text = " " * far + "".join(many)
    starts, ends = [], []
    at = far
    for word in many:
        starts.append(at)
        ends.append(at := at + len(word))
    found = Characters(text).hashes(np.array(starts, np.int64), np.array(ends, np.int64))
    assert found.tolist() == hashed(many).tolist()
    assert len(set(found.tolist())) == len(set(map(lowered, many)))


@settings(deadline=None)
@given(TEXTS)
def test_words_are_those_of_one_pattern(text: str) -> None:
    starts, ends = words._words(text, Characters(text, words._kinds()).kinds)
    ours = list(zip(starts.tolist(), ends.tolist(), strict=True))
    # Two endings in a row, or one with an accent, are cut differently: no word of a contract has them.
    if not re.search(r"['’][^\W\d_]{1,2}['’]|['’](?=[^\W\d_])[^a-zA-Z]|['’][a-z][^\x00-\x7f]", text):
        assert ours == [m.span() for m in WORDS.finditer(text)]


def test_every_letter_and_digit_there_is_has_its_kind() -> None:
    every = np.arange(0x110000, dtype=np.uint32).tobytes().decode("utf-32-le", "surrogatepass")
    word = {match.start() for match in re.finditer(r"\w", every)}
    assert set(np.flatnonzero(kinds() & WORD).tolist()) == word
    capital = {at for at, letter in enumerate(every) if letter.lower() != letter}
    assert set(np.flatnonzero(kinds() & CAPITAL).tolist()) == capital
