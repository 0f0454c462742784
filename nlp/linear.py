"""Linear models over hashed n-grams: no list of phrases is stored, weights are plain arrays."""

import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from ..corpus.characters import Ints
from .words import Words, stretches

Floats = npt.NDArray[np.float32]

# Buckets that features are hashed to: with 0.3 million features kept, one in seven shares its bucket.
BITS = 21
_ODD = np.uint64(0x9E3779B97F4A7C15)  # multiplicative hashing, Knuth, The Art of Computer Programming 6.4
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_JOIN = np.uint64(1_000_003)
_LEAST = 1e-9  # of the square of a length, so that nothing is divided by 0

Buckets = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Grams:
    """Hashed n-grams in a row, and the stretch of them that each unit has; stretches may overlap."""

    buckets: Buckets
    starts: Ints
    ends: Ints

    @classmethod
    def of_rows(cls, buckets: Buckets, rows: Ints, count: int) -> "Grams":
        """Those of `count` units; rows: the unit of each bucket, in order."""
        edges = np.searchsorted(rows, np.arange(count + 1))
        return cls(buckets, edges[:-1], edges[1:])

    @classmethod
    def joined(cls, parts: Sequence["Grams"]) -> "Grams":
        """Those of several parts as one row; the units of one part after those of the other."""
        first = np.cumsum([0, *(len(part.buckets) for part in parts)])[:-1].tolist()
        starts = [part.starts + at for part, at in zip(parts, first, strict=True)]
        ends = [part.ends + at for part, at in zip(parts, first, strict=True)]
        return cls(np.concatenate([part.buckets for part in parts]), np.concatenate(starts), np.concatenate(ends))

    def rows(self) -> tuple[Buckets, Ints]:
        """The buckets of one unit after the other, and the unit of each."""
        units = np.repeat(np.arange(len(self.starts)), self.ends - self.starts)
        return self.buckets[stretches(self.starts, self.ends)], units


def grams(words: Words, longest: int, space: int) -> list[Grams]:
    """The n-grams, n up to `longest`, of each text; with n = 3 also pairs around a gap."""
    numbers = words.numbers.astype(np.uint64)
    codes = [(1, numbers)]
    if longest > 1:
        pairs = numbers[:-1] * _JOIN + numbers[1:]
        codes.append((2, pairs))
        if longest > 2:
            codes += [(3, pairs[:-1] * _JOIN + numbers[2:]), (3, numbers[:-2] * _JOIN + numbers[2:])]
    return [Grams(hashed(code, space + n), *_shortened(words, length - 1)) for n, (length, code) in enumerate(codes)]


def _shortened(words: Words, by: int) -> tuple[Ints, Ints]:
    """Where an n-gram may begin that ends in the same text; by: n - 1."""
    ends = np.maximum(words.ends - by, 0)
    return np.minimum(words.starts, ends), ends


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
        """The column of each bucket; one behind the last for those that are not kept."""
        numbers = np.full(1 << BITS, len(self.buckets), np.int32)
        numbers[self.buckets] = np.arange(len(self.buckets), dtype=np.int32)
        return numbers

    def of(self, buckets: Buckets) -> npt.NDArray[np.int32]:
        """The column of each bucket; `len(self.buckets)` for those that are not kept."""
        return self._number.take(buckets.view(np.int64))

    def matrix(self, views: Sequence[tuple[float, Sequence[Grams]]], rows: int) -> list[sp.csr_matrix]:
        """One matrix for each list of grams; the rows of a view (a weight and its lists) have that length together."""
        parts: list[sp.csr_matrix] = []
        for weight, lists in views:
            kept: list[tuple[npt.NDArray[np.int32], Ints, Floats]] = []
            square = np.zeros(rows)
            for one in lists:
                buckets, row = one.rows()
                column = self.of(buckets)
                real = column < len(self.buckets)
                column, row = column[real], row[real]
                value = self.rarity[column]
                square += np.bincount(row, value * value, minlength=rows)
                kept.append((column, row, value))
            factor = (weight / np.sqrt(np.maximum(square, _LEAST))).astype(np.float32)
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
            for one in lists:
                codes, row = one.rows()
                pairs = np.unique(codes.astype(np.int64) * rows + row) // rows
                count += np.bincount(pairs, minlength=1 << BITS)
                fewest[np.unique(pairs)] = np.minimum(fewest[np.unique(pairs)], least)
        kept = np.flatnonzero(count >= fewest)
        rarity = np.sqrt(np.log(np.maximum(rows / np.maximum(count[kept], 1), 1.0) + 1e-3)).astype(np.float32)
        return cls(kept.astype(np.uint32), np.nan_to_num(rarity))


@dataclass(frozen=True)
class Linear:
    """Weights of several yes-or-no questions over the same columns, in eight bits each."""

    columns: Columns
    weights: npt.NDArray[np.int8]  # columns x questions
    unit: Floats  # of a weight, by question
    bias: Floats

    def margins(self, views: Sequence[tuple[float, Sequence[Grams]]]) -> Floats:
        """Units x questions: above 0 is yes. A view (a weight and its lists) counts as `Columns.matrix` has it."""
        lists = [one for _, lists in views for one in lists]
        sums = self._sums(Grams.joined(lists)).reshape(len(lists), len(lists[0].starts), self._table.shape[1])
        first = np.cumsum([0, *(len(lists) for _, lists in views[:-1])])
        sums = np.add.reduceat(sums, first, axis=0)  # those of a view together
        weight = np.array([weight for weight, _ in views])[:, None, None]
        length = np.sqrt(np.maximum(sums[:, :, -1:], _LEAST))
        total = (sums[:, :, : len(self.bias)] * (weight / length)).sum(axis=0)
        return (total * self.unit + self.bias).astype(np.float32)

    def _sums(self, grams: Grams) -> npt.NDArray[np.float64]:
        """Of each unit the sum of its grams' rows in the table.

        What lies between two edges of stretches is summed up once, however many stretches it belongs to.
        """
        column = self.columns.of(grams.buckets)
        edge = np.zeros(len(column) + 1, bool)
        edge[0] = edge[-1] = edge[grams.starts] = edge[grams.ends] = True
        edges = np.flatnonzero(edge)
        shape = (len(edges) - 1, len(self._table))
        between = sp.csr_matrix((np.ones(len(column), np.float32), column, edges), shape=shape) @ self._table
        until = np.zeros((len(edges), self._table.shape[1]))
        np.cumsum(between, axis=0, out=until[1:])
        place = np.cumsum(edge) - 1
        return until[place[grams.ends]] - until[place[grams.starts]]

    @cached_property
    def _table(self) -> Floats:
        """Of each column the weights times its rarity, and last the square of it; the last row is for buckets not kept.

        Padded to rows of four numbers and more: the product takes a tenth less.
        """
        rarity, questions = self.columns.rarity, len(self.bias)
        table = np.zeros((len(rarity) + 1, questions + 1 + -(questions + 1) % 4), np.float32)
        np.multiply(self.weights, rarity[:, None], out=table[:-1, :questions])
        table[:-1, -1] = rarity * rarity
        return table

    @classmethod
    def pack(cls, columns: Columns, weights: Floats, bias: Floats) -> "Linear":
        """Weights (columns x questions) rounded to eight bits."""
        unit = np.maximum(np.abs(weights).max(axis=0), 1e-9) / 127
        return cls(columns, np.rint(weights / unit).astype(np.int8), unit.astype(np.float32), bias.astype(np.float32))


_WORTH = 0.9  # share of its size to which packing must bring an array

# What reading a file that `write_arrays` did not write can raise.
NO_ARRAYS = (OSError, EOFError, KeyError, TypeError, ValueError, zipfile.BadZipFile)


def write_arrays(path: Path, arrays: Mapping[str, np.ndarray]) -> None:
    """Writes an .npz file that is the same to the byte whenever it is written; numpy's own carries the time of day."""
    with zipfile.ZipFile(path, "w") as file:
        for name, array in arrays.items():
            data = BytesIO()
            np.lib.format.write_array(data, np.ascontiguousarray(array), allow_pickle=False)
            content = data.getvalue()
            # What hardly gets smaller is stored as it is: every start of a run would unpack it.
            small = len(zlib.compress(content)) < _WORTH * len(content)
            way = zipfile.ZIP_DEFLATED if small else zipfile.ZIP_STORED
            file.writestr(zipfile.ZipInfo(f"{name}.npy"), content, way)
