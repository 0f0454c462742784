"""How good clause tags are: CUAD's measures of passages, and ranking of documents, with intervals by document."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..corpus.characters import Ints
from .model import Tag

MEASURES = ("span AUPR", "P@80R", "document AP", "document F1")
DRAWS = 400  # resampled sets of documents; the ends of the interval move by less than 0.005 between runs of so many
_PUNCTUATION = re.compile(r"[.,;:]")
_Array = npt.NDArray[np.float64]
_LEAST = -1.0  # below every score: a document without a tag


def words(text: str) -> set[str]:
    """The words that CUAD compares."""
    return set(_PUNCTUATION.sub("", text.lower()).split())


def says_the_same(one: set[str], other: set[str]) -> bool:
    """Whether word sets agree by half or more (Jaccard), CUAD's own measure (Hendrycks et al. 2021)."""
    shared = len(one & other)
    return bool(shared) and 2 * shared >= len(one | other)


@dataclass(frozen=True, slots=True)
class Score:
    """Measures of one clause type in the order of MEASURES, with the ends of their 95 % intervals over documents."""

    value: str
    labels: int
    documents: int  # that have the clause
    measures: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Ranking:
    """Tags of one clause type, surest first; and its documents, surest first."""

    new: Ints  # labels that this tag is the first to find
    wrong: Ints  # 1 if it matches no label
    at: Ints  # its document
    labels: Ints  # of each document
    order: Ints  # documents, of equally sure ones those without the clause first

    def measures(self, weights: Ints) -> tuple[float, ...]:
        """All measures where document i counts weights[i] times; nan if no document with the clause is left."""
        total = int((self.labels * weights).sum())
        if not total:
            return (float("nan"),) * len(MEASURES)
        found = np.cumsum(self.new * weights[self.at])
        tagged = found + np.cumsum(self.wrong * weights[self.at])
        precision = np.divide(found, tagged, out=np.zeros(len(found)), where=tagged > 0)
        precision = np.maximum.accumulate(precision[::-1])[::-1]  # monotone, as CUAD's script has it
        recall = found / total
        area = float((np.diff(recall, prepend=0.0) * precision).sum())
        enough = np.flatnonzero(recall >= 0.8)
        return (area, float(precision[enough[0]]) if len(enough) else 0.0, *self._documents(weights))

    def _documents(self, weights: Ints) -> tuple[float, float]:
        """Average precision and best F1 over documents: is there such a clause at all?"""
        weight = weights[self.order]
        right = weight * (self.labels[self.order] > 0)
        hits, ranks = np.cumsum(right), np.cumsum(weight)
        precision = np.divide(hits, ranks, out=np.zeros(len(hits)), where=ranks > 0)
        positive = int(hits[-1])
        return float((right * precision).sum() / positive), float((2 * hits / (ranks + positive)).max())


def score(
    tags: Sequence[Sequence[Tag]], labels: Sequence[Mapping[str, Sequence[str]]], values: Sequence[str]
) -> list[Score]:
    """Scores by clause type of the tags of each document against its labels (value -> texts), and last their mean.

    Clause types without any label are left out. Random draws are the same at every call.
    """
    rankings = {value: _ranking(tags, labels, value) for value in values}
    rankings = {value: ranking for value, ranking in rankings.items() if ranking.labels.any()}
    once = np.ones(len(labels), np.int64)
    random = np.random.default_rng(0)
    draws = [np.bincount(random.integers(len(labels), size=len(labels)), minlength=len(labels)) for _ in range(DRAWS)]
    points = np.array([ranking.measures(once) for ranking in rankings.values()])
    drawn = np.array([[ranking.measures(weights) for weights in draws] for ranking in rankings.values()])
    rows = [
        _scored(value, ranking.labels, point, many)
        for (value, ranking), point, many in zip(rankings.items(), points, drawn, strict=True)
    ]
    labels_of = np.sum([ranking.labels for ranking in rankings.values()], axis=0)
    # Draws without a document that has the clause say nothing of that type.
    means = np.ma.masked_invalid(drawn).mean(axis=0).filled(np.nan)
    return [*rows, _scored("mean", labels_of, points.mean(axis=0), means)]


def _scored(value: str, labels: Ints, point: _Array, many: _Array) -> Score:
    low, high = np.nanquantile(many, [0.025, 0.975], axis=0).tolist()
    return Score(value, int(labels.sum()), int((labels > 0).sum()), tuple(point.tolist()), tuple(low), tuple(high))


def _ranking(tags: Sequence[Sequence[Tag]], labels: Sequence[Mapping[str, Sequence[str]]], value: str) -> _Ranking:
    wanted = [[words(text) for text in one.get(value, ())] for one in labels]
    points = [
        (tag.score, at, words(tag.evidence.quote)) for at, one in enumerate(tags) for tag in one if tag.value == value
    ]
    points.sort(key=lambda point: -point[0])
    best = np.full(len(labels), _LEAST)
    found: list[set[int]] = [set() for _ in labels]
    new, wrong = np.zeros(len(points), np.int64), np.zeros(len(points), np.int64)
    for row, (sure, at, own) in enumerate(points):
        best[at] = max(best[at], sure)
        hit = {number for number, label in enumerate(wanted[at]) if says_the_same(own, label)}
        new[row], wrong[row] = len(hit - found[at]), not hit
        found[at] |= hit
    counts = np.array([len(one) for one in wanted], np.int64)
    order = np.lexsort((counts > 0, -best))
    return _Ranking(new, wrong, np.array([at for _, at, _ in points], np.int64), counts, order)
