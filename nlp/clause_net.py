"""A second opinion on clause types: small neural networks over vectors of words, for the units that may be clauses.

Word sequences (`linear`) know wordings that were labelled; vectors know words that are used alike. Vectors are learnt
from which words stand together, without labels: positive pointwise mutual information, then singular values (Levy,
Goldberg and Dagan 2015).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from ..corpus.characters import Ints
from .clause_units import Units
from .linear import Floats
from .words import END, Words, stretches

_SIZE = 100  # numbers a word
_REACH = 5  # words to either side that a word stands together with
_SMOOTH = 0.75  # of the frequency of contexts, so that rare ones do not count too much
_OWN, _BEFORE, _AFTER = 10, 5, 3  # weights of the vectors of a unit, of what is before it, of what comes after
_HIDDEN, _ROUNDS, _SEEDS, _DECAY = 256, 20, 5, 1e-3  # by cross-validation on two folds of five
_LEAST, _MOST = 1e-5, 1 - 1e-5  # probability; what is surer counts no more


@dataclass(frozen=True)
class Vectors:
    """A vector for each word number, in eight bits, and how rare the word is."""

    table: npt.NDArray[np.int8]
    rarity: Floats

    def means(self, words: Words, rows: Ints) -> Floats:
        """The mean vectors, of length one, of the given rows of a reading; the square root of a word's count weighs it."""
        starts, ends = words.starts[rows], words.ends[rows]
        numbers, pointer = words.numbers[stretches(starts, ends)], np.append(0, np.cumsum(ends - starts))
        counts = sp.csr_matrix(
            (np.ones(len(numbers), np.float32), numbers, pointer), shape=(len(rows), len(self.rarity))
        )
        counts.sum_duplicates()
        counts.data = np.sqrt(counts.data) * self.rarity[counts.indices]
        means: Floats = counts @ self._wide
        return (means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-6)).astype(np.float32)

    @cached_property
    def _wide(self) -> Floats:
        return self.table.astype(np.float32)

    @classmethod
    def learn(cls, readings: Sequence[Words], count: int) -> "Vectors":
        """Vectors of `count` word numbers from texts read. Rarity is by the rows of the readings."""
        from sklearn.utils.extmath import randomized_svd

        together, seen, rows = sp.csr_matrix((count, count), dtype=np.float32), np.zeros(count), 0
        closed = [reading.closed() for reading in readings]
        for numbers, ends in closed:
            rows += len(ends)
            row = np.repeat(np.arange(len(ends)), np.diff(ends, prepend=0))
            seen += np.bincount(np.unique(row * count + numbers) % count, minlength=count)
        numbers = np.concatenate([numbers for numbers, _ in closed])
        for step in range(1, _REACH + 1):
            pairs = (np.full(max(len(numbers) - step, 0), 1 / step, np.float32), (numbers[:-step], numbers[step:]))
            together = together + sp.coo_matrix(pairs, shape=(count, count)).tocsr()
        both = (together + together.T).tocoo()
        often = np.bincount(both.row, both.data, count)
        smooth = often**_SMOOTH
        surprise = np.log(both.data * smooth.sum() / (often[both.row] * smooth[both.col]))
        kept = (surprise > 0) & (both.data >= 1)
        matrix = sp.csr_matrix((surprise[kept], (both.row[kept], both.col[kept])), shape=(count, count))
        size = min(_SIZE, count - 1)
        left, values, _ = cast(Any, randomized_svd)(matrix, size, n_iter=4, random_state=0)
        table = left * np.sqrt(values)
        table /= np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9)
        rarity = np.maximum(np.log(max(rows, 1) / (seen + 1)), 0).astype(np.float32)
        rarity[END] = 0
        return cls(np.rint(table * 127).astype(np.int8), rarity)


def inputs(found: Units, words: Words, vectors: Vectors, rows: Ints) -> Floats:
    """What the networks see of some units: vectors of the unit, of what is before and after it; item, length, place."""
    sentences = np.flatnonzero(~found.items)
    place = np.searchsorted(sentences, found.parents[rows])
    around = np.concatenate([[-1], sentences, [-1]])
    before = np.where(found.items[rows], found.parents[rows], around[place])
    after = around[place + 2]
    wanted, where = np.unique(np.concatenate([rows, before, after]), return_inverse=True)
    means = vectors.means(words, np.maximum(wanted, 0))
    means[wanted < 0] = 0
    own, ahead, behind = np.split(means[where], 3)
    length = np.log(found.ends[rows] - found.starts[rows]) - 5
    plain = np.column_stack([found.items[rows], length, found.starts[rows] / max(len(found.text), 1)])
    return np.hstack([own * _OWN, ahead * _BEFORE, behind * _AFTER, plain]).astype(np.float32)


@dataclass(frozen=True)
class Net:
    """Networks of one hidden layer that answer several yes-or-no questions at once, and agree on a mean."""

    inner: npt.NDArray[np.float16]  # networks x inputs x hidden
    inner_bias: npt.NDArray[np.float16]
    outer: npt.NDArray[np.float16]  # networks x hidden x questions
    outer_bias: npt.NDArray[np.float16]

    def logits(self, seen: Floats) -> Floats:
        """Rows x questions: the mean of the networks' log odds."""
        total = np.zeros((len(seen), self.outer.shape[2]), np.float32)
        for inner, inner_bias, outer, outer_bias in zip(*self._wide, strict=True):
            total += np.clip(np.maximum(seen @ inner + inner_bias, 0) @ outer + outer_bias, _BOUND, -_BOUND)
        return (total / len(self.inner)).astype(np.float32)

    @cached_property
    def _wide(self) -> tuple[Floats, ...]:
        return tuple(part.astype(np.float32) for part in (self.inner, self.inner_bias, self.outer, self.outer_bias))

    @classmethod
    def learn(cls, seen: Floats, answers: np.ndarray, wanted: int) -> "Net":
        """Networks that answer the first `wanted` questions; the further ones only help to learn."""
        import warnings

        from sklearn.exceptions import ConvergenceWarning
        from sklearn.neural_network import MLPClassifier

        made: list[tuple[np.ndarray, ...]] = []
        for seed in range(_SEEDS):
            network = cast(Any, MLPClassifier)(
                (_HIDDEN,), alpha=_DECAY, batch_size=min(128, len(seen)), max_iter=_ROUNDS, random_state=seed
            )
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", ConvergenceWarning)  # the number of rounds is chosen
                network.fit(seen, answers)
            (inner, outer), (inner_bias, outer_bias) = network.coefs_, network.intercepts_
            made.append((inner, inner_bias, outer[:, :wanted], outer_bias[:wanted]))
        return cls(*(np.stack(parts).astype(np.float16) for parts in zip(*made, strict=True)))


_BOUND = float(np.log(_LEAST / _MOST))
