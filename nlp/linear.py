"""Linear models over hashed n-grams: no list of phrases is stored, weights are plain arrays."""

import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Words = tuple[Ints, Ints]  # word numbers of several texts in one row, each closed by END, and where each ends

# Buckets that features are hashed to: with 0.3 million features kept, one in seven shares its bucket.
BITS = 21
_WORD = re.compile(r"[^\W\d_]+(?:['’][a-z]{1,2}\b)?|\d[\d,.]*|[$%€£;:()]|\[[*●•_ ]+\]|\*{2,}|_{3,}|[\"“”]")
# Numbers of words outside the vocabulary. Names of people and companies all read alike: nothing is learnt by name.
END, _NAME, _RARE, _NUMBER, _YEAR, _REDACTED = range(6)
FIRST = 8
_ALIKE = (_NAME, _NUMBER, _REDACTED)  # a run of these counts as one
_MOST = 200_000  # forms kept, some 20 MB
_STEM = 6  # letters of a word that make its stem
_ODD = np.uint64(0x9E3779B97F4A7C15)  # multiplicative hashing, Knuth, The Art of Computer Programming 6.4
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_JOIN = np.uint64(1_000_003)


@dataclass(frozen=True)
class Vocabulary:
    """Words with numbers of their own; all others are read as name, number, year, redaction or rare word."""

    words: tuple[str, ...]

    @cached_property
    def _numbers(self) -> "_Numbers":
        forms: dict[str, int] = {}
        for number, word in enumerate(self.words, FIRST):
            for form in (word.upper(), word.capitalize(), word):
                forms[form] = number
        return _Numbers(forms)

    @cached_property
    def stems(self) -> Ints:
        """The number of the stem of each word number."""
        found: dict[str, int] = {}
        numbers = [found.setdefault(word[:_STEM], len(found) + FIRST) for word in self.words]
        return np.array([*range(FIRST), *numbers], np.int64)

    def read(self, texts: Sequence[str], first: Ints | None = None, last: Ints | None = None) -> Words:
        """Word numbers of all texts in one row, and where each text ends in it.

        With first and last: of the texts joined from texts[first:last], each piece read once.
        """
        words = list(map(_WORD.findall, texts))
        bounds = np.append(0, np.cumsum(np.fromiter(map(len, words), np.int64, len(words))))
        known = map(self._numbers.__getitem__, chain.from_iterable(words))
        numbers = np.fromiter(known, np.int64, int(bounds[-1]))
        starts = bounds[:-1] if first is None else bounds[first]
        ends = bounds[1:] if last is None else bounds[last]
        return _thinned(*windows(numbers, starts, ends))

    @classmethod
    def learn(cls, texts: Iterable[tuple[str, str]], groups: int) -> "Vocabulary":
        """The words that stand in texts of at least that many groups. texts: (group, text)."""
        seen: dict[str, set[str]] = {}
        for group, text in texts:
            for word in set(_WORD.findall(text.lower())):
                if not word[0].isdigit() and word[0] not in "[*_":
                    seen.setdefault(word, set()).add(group)
        return cls(tuple(sorted(word for word, where in seen.items() if len(where) >= groups)))


class _Numbers(dict[str, int]):
    """The numbers of words. What a word outside the vocabulary reads as is kept too, for so many that memory stays bounded."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        super().__init__(vocabulary)
        self._vocabulary = vocabulary

    def __missing__(self, word: str) -> int:
        number = _kind(word, self._vocabulary)
        if len(self) < _MOST:
            self[word] = number
        return number


def _kind(word: str, known: Mapping[str, int]) -> int:
    first = word[0]
    if first.isdigit():
        return _YEAR if len(word) == 4 and word[:2] in ("19", "20") else _NUMBER
    if first in "[*_":
        return _REDACTED
    return known.get(word.lower()) or (_NAME if first.isupper() else _RARE)


def _thinned(numbers: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """Runs of names, of numbers and of redactions as one each."""
    if not len(numbers):
        return numbers, ends
    keep = np.ones(len(numbers), bool)
    keep[1:] = (numbers[1:] != numbers[:-1]) | ~np.isin(numbers[1:], _ALIKE)
    return numbers[keep], np.cumsum(keep)[ends - 1]


def windows(numbers: Ints, starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """The stretches numbers[start:end], each closed by an end mark, in one row; and where each ends."""
    sizes = ends - starts + 1
    closes = np.cumsum(sizes)
    if not len(sizes):
        return np.zeros(0, np.int64), closes
    at = np.arange(closes[-1]) - np.repeat(closes - sizes - starts, sizes)
    taken = np.append(numbers, END)[np.minimum(at, len(numbers))]
    taken[closes - 1] = END
    return taken, closes


Grams = tuple[npt.NDArray[np.uint64], Ints]  # (hashed feature, row), the rows in order


def grams(numbers: Ints, ends: Ints, longest: int, space: int) -> list[Grams]:
    """The n-grams, n up to `longest`, of texts as `Vocabulary.read` gives them; with n = 3 also pairs around a gap."""
    sizes = np.diff(ends, prepend=0)
    rows = np.repeat(np.arange(len(ends)), sizes)
    words, real = numbers.astype(np.uint64), numbers != END
    found = [(hashed(words[real], space), rows[real])]
    if longest > 1:
        two = real[:-1] & real[1:]
        pairs = words[:-1] * _JOIN + words[1:]
        found.append((hashed(pairs[two], space + 1), rows[:-1][two]))
        if longest > 2:
            three = two[:-1] & real[2:]
            found.append((hashed((pairs[:-1] * _JOIN + words[2:])[three], space + 2), rows[:-2][three]))
            found.append((hashed((words[:-2] * _JOIN + words[2:])[three], space + 3), rows[:-2][three]))
    return found


def hashed(codes: npt.NDArray[np.uint64], space: int) -> npt.NDArray[np.uint64]:
    """Bucket of each code. space: keeps features of different meaning apart."""
    mixed = (codes + np.uint64(space)) * _ODD
    mixed ^= mixed >> np.uint64(31)
    mixed *= _MIX
    mixed ^= mixed >> np.uint64(29)
    return mixed >> np.uint64(64 - BITS)


@dataclass(frozen=True)
class Columns:
    """Which buckets are kept, and their weight by rarity (idf to the power of one half, found to be best)."""

    buckets: npt.NDArray[np.uint32]
    rarity: Floats

    @cached_property
    def _number(self) -> npt.NDArray[np.int32]:
        numbers = np.full(1 << BITS, -1, np.int32)
        numbers[self.buckets] = np.arange(len(self.buckets), dtype=np.int32)
        return numbers

    def matrix(self, views: Sequence[tuple[float, Sequence[Grams]]], rows: int) -> list[sp.csr_matrix]:
        """One matrix for each list of grams; the rows of a view (a weight and its lists) have that length together."""
        parts: list[sp.csr_matrix] = []
        for weight, lists in views:
            kept: list[tuple[npt.NDArray[np.int32], Ints, Floats]] = []
            square = np.zeros(rows)
            for codes, row in lists:
                column = self._number[codes]
                real = column >= 0
                column, row = column[real], row[real]
                value = self.rarity[column]
                square += np.bincount(row, value * value, minlength=rows)
                kept.append((column, row, value))
            factor = (weight / np.sqrt(np.maximum(square, 1e-9))).astype(np.float32)
            for column, row, value in kept:
                pointer = np.zeros(rows + 1, np.int64)
                np.cumsum(np.bincount(row, minlength=rows), out=pointer[1:])
                parts.append(sp.csr_matrix((value * factor[row], column, pointer), shape=(rows, len(self.buckets))))
        return parts

    @classmethod
    def learn(cls, views: Sequence[tuple[int, Sequence[Grams]]], rows: int) -> "Columns":
        """The buckets that stand in enough rows. views: (fewest rows, lists of grams)."""
        count = np.zeros(1 << BITS, np.int64)
        fewest = np.full(1 << BITS, rows + 1, np.int64)
        for least, lists in views:
            for codes, row in lists:
                pairs = np.unique(codes.astype(np.int64) * rows + row) // rows
                count += np.bincount(pairs, minlength=1 << BITS)
                fewest[np.unique(pairs)] = np.minimum(fewest[np.unique(pairs)], least)
        kept = np.flatnonzero(count >= fewest)
        rarity = np.sqrt(np.log(np.maximum(rows / np.maximum(count[kept], 1), 1.0) + 1e-3)).astype(np.float32)
        return cls(kept.astype(np.uint32), np.nan_to_num(rarity))


@dataclass(frozen=True)
class Linear:
    """Weights of several yes-or-no questions over the same columns, in eight bits each."""

    weights: npt.NDArray[np.int8]  # columns x questions
    unit: Floats  # of a weight, by question
    bias: Floats

    def margins(self, parts: Sequence[sp.csr_matrix], rows: int) -> Floats:
        """Rows x questions: above 0 is yes."""
        total = np.zeros((rows, len(self.bias)), np.float32)
        for part in parts:
            total += part @ self._wide
        return total * self.unit + self.bias

    @cached_property
    def _wide(self) -> Floats:
        return self.weights.astype(np.float32)

    @classmethod
    def pack(cls, weights: Floats, bias: Floats) -> "Linear":
        """Weights (columns x questions) rounded to eight bits."""
        unit = np.maximum(np.abs(weights).max(axis=0), 1e-9) / 127
        return cls(np.rint(weights / unit).astype(np.int8), unit.astype(np.float32), bias.astype(np.float32))


def write_arrays(path: Path, arrays: Mapping[str, np.ndarray]) -> None:
    """Writes an .npz file that is the same to the byte whenever it is written; numpy's own carries the time of day."""
    with zipfile.ZipFile(path, "w") as file:
        for name, array in arrays.items():
            data = BytesIO()
            np.lib.format.write_array(data, np.ascontiguousarray(array), allow_pickle=False)
            file.writestr(zipfile.ZipInfo(f"{name}.npy"), data.getvalue(), zipfile.ZIP_DEFLATED)
