"""Linear models over hashed n-grams: no list of phrases is stored, weights are plain arrays."""

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from ..corpus.characters import Ints
from .words import END

Floats = npt.NDArray[np.float32]

# Buckets that features are hashed to: with 0.3 million features kept, one in seven shares its bucket.
BITS = 21
_ODD = np.uint64(0x9E3779B97F4A7C15)  # multiplicative hashing, Knuth, The Art of Computer Programming 6.4
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_JOIN = np.uint64(1_000_003)

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
                pointer = np.searchsorted(row, np.arange(rows + 1))
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
