"""Clause types: which kinds of clause a contract has, sentence by sentence, with a calibrated score."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np

from ..corpus.model import Document, Passage, Span
from .clause_units import VIEWS, Cues, Units, features, units
from .linear import Columns, Floats, Linear, Vocabulary
from .model import Evidence, Tag
from .vocabulary import packaged

VARIABLE = "clause_type"
LOWEST = 0.005  # scores below are not written: of clause types hard to tell, four fifths are found above it
# Of a sentence and its items often only one is what a lawyer marks, more often the sentence. Margin; by
# cross-validation, flat from 0.25 to 0.5.
ITEM_HANDICAP = 0.35


@dataclass(frozen=True)
class ClauseModel:
    """Everything that is learnt. slope and intercept turn the margins of a clause type into probabilities."""

    values: tuple[str, ...]
    vocabulary: Vocabulary
    cues: Cues
    columns: Columns
    linear: Linear
    slope: Floats
    intercept: Floats

    def scores(self, document: Document, passages: Sequence[Passage]) -> tuple[Units, Floats]:
        """The units of a document and the probability (units x values) that they are of each clause type."""
        found = units(document, passages)
        views = features(found, self.vocabulary, [self.cues.find(found[i]) for i in range(len(found))])
        weighted = [(view.weight, lists) for view, lists in zip(VIEWS, views, strict=True)]
        margins = self.linear.margins(self.columns.matrix(weighted, len(found)), len(found))
        chances = 1 / (1 + np.exp(-(handicapped(margins, found) * self.slope + self.intercept)))
        chances[~found.long_enough] = 0
        return found, chances.astype(np.float32)

    def tags(self, document: Document, passages: Sequence[Passage]) -> Iterator[Tag]:
        """The scores that count, with the words they are given for."""
        found, chances = self.scores(document, passages)
        for row, number in np.argwhere(chances >= LOWEST):
            span = Span(int(found.starts[row]), int(found.ends[row]))
            evidence = Evidence(document.id, span, document.prose(span))
            yield Tag(VARIABLE, self.values[number], round(float(chances[row, number]), 4), "clauses", evidence)

    def save(self, path: Path) -> None:
        """Written as plain arrays, compressed."""
        meta = {"values": self.values, "words": self.vocabulary.words, "cues": dict(self.cues.groups)}
        np.savez_compressed(
            path,
            allow_pickle=False,
            meta=np.frombuffer(json.dumps(meta).encode(), np.uint8),
            # Differences of sorted numbers compress to half.
            buckets=np.diff(self.columns.buckets, prepend=np.uint32(0)),
            rarity=self.columns.rarity.astype(np.float16),
            weights=self.linear.weights,
            unit=self.linear.unit,
            bias=self.linear.bias,
            slope=self.slope,
            intercept=self.intercept,
        )

    @classmethod
    def load(cls, path: Path) -> "ClauseModel":
        """Read back from `save`; never runs code that the file brings."""
        with np.load(path, allow_pickle=False) as arrays:
            meta = json.loads(bytes(arrays["meta"]))
            return cls(
                tuple(meta["values"]),
                Vocabulary(tuple(meta["words"])),
                Cues(meta["cues"]),
                Columns(np.cumsum(arrays["buckets"], dtype=np.uint32), arrays["rarity"].astype(np.float32)),
                Linear(arrays["weights"], arrays["unit"], arrays["bias"]),
                arrays["slope"],
                arrays["intercept"],
            )


def handicapped(margins: Floats, found: Units) -> Floats:
    """Margins (units x values) with those of list items lowered."""
    return np.where(found.items[:, None], margins - ITEM_HANDICAP, margins).astype(np.float32)


def _shipped() -> Path:
    return packaged("clauses.npz")


@lru_cache(maxsize=2)
def _loaded(path: Path) -> ClauseModel:
    return ClauseModel.load(path)


@dataclass(frozen=True)
class ClauseTagger:
    """Tags clause types. Picklable: the model (None: the shipped one) is read at the first document of a process."""

    model: Path | None = None

    @cached_property
    def fingerprint(self) -> str:
        """A digest of the model."""
        return "clauses-" + hashlib.sha256((self.model or _shipped()).read_bytes()).hexdigest()[:12]

    def tag(self, document: Document, passages: Sequence[Passage]) -> Iterator[Tag]:
        """A tag for each sentence or list item and clause type, with the probability that it is one; low ones too."""
        yield from _loaded(self.model or _shipped()).tags(document, passages)
