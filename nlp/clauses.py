"""Clause types: which kinds of clause a contract has, sentence by sentence, with a calibrated score."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np

from ..corpus.characters import Ints
from ..corpus.errors import SetupError
from ..corpus.model import Document, Passage, Span
from .clause_cues import Cues
from .clause_net import Net, Vectors, inputs
from .clause_units import VIEWS, Units, cue_rows, features, read, units
from .linear import NO_ARRAYS, Columns, Floats, Linear, write_arrays
from .model import Evidence, Tag
from .shipped import packaged
from .words import Vocabulary, Words

VARIABLE = "clause_type"
LOWEST = 0.005  # probability; of lower ones only the best of a document is written, for each clause type,
# so that documents can be ranked by clause types of which next to nothing was learnt

# What is added to margins for where a unit stands, by cross-validation; the outcome is flat from half to double.
_ITEM = -0.35  # of a sentence and its items lawyers mark the sentence more often
_SHORT, _SHORT_LENGTH = -0.4, 60  # characters: a heading names a clause and is none
_NEIGHBOUR, _FARTHEST = 0.1, -1.3  # clauses of one type stand together; share of the better neighbour's margin
# Units with a margin above the gate are shown to the networks: a fifth of a contract, 99 of 100 labelled clauses. Their
# log odds above the floor are added to the margins; other units stay at the floor. Chosen on two folds of five.
_GATE, _FLOOR, _SECOND = -1.0, -8.0, 0.05


@dataclass(frozen=True)
class ClauseModel:
    """Everything that is learnt. slope and intercept turn the margins of a clause type into probabilities."""

    values: tuple[str, ...]
    vocabulary: Vocabulary
    cues: Cues
    linear: Linear
    vectors: Vectors
    net: Net
    slope: Floats
    intercept: Floats

    def margins(self, document: Document, passages: Sequence[Passage]) -> tuple[Units, Floats]:
        """The units of a document and what linear model and networks say of each together (units x values)."""
        found = units(document, passages)
        words = read(found, self.vocabulary)
        views = features(found, self.vocabulary, cue_rows(found, self.cues), words)
        weighted = [(view.weight, lists) for view, lists in zip(VIEWS, views, strict=True)]
        return found, seconded(self.linear.margins(weighted), found, words, self.vectors, self.net)

    def tags(self, document: Document, passages: Sequence[Passage]) -> Iterator[Tag]:
        """A tag for each unit and clause type whose probability counts."""
        return self.tags_of(document, *self.margins(document, passages))

    def tags_of(self, document: Document, found: Units, margins: Floats) -> Iterator[Tag]:
        """The tags that margins (units x values) come to, with the words they are given for."""
        chances = 1 / (1 + np.exp(-(placed(margins, found) * self.slope + self.intercept)))
        chances[~found.long_enough] = 0
        chances[chances < chances[found.parents]] = 0  # an item says no more than a sentence that is surer
        written = (chances >= LOWEST) | ((chances == chances.max(axis=0, initial=0)) & (chances > 0))
        for row, number in np.argwhere(written):
            span = Span(int(found.starts[row]), int(found.ends[row]))
            evidence = Evidence(document.id, span, document.prose(span))
            yield Tag(VARIABLE, self.values[number], round(float(chances[row, number]), 6), "clauses", evidence)

    def save(self, path: Path) -> None:
        """Written as plain arrays, compressed."""
        meta = {"values": self.values, "words": self.vocabulary.words, "cues": dict(self.cues.groups)}
        arrays = {
            "meta": np.frombuffer(json.dumps(meta).encode(), np.uint8),
            # Differences of sorted numbers compress to half.
            "buckets": np.diff(self.linear.columns.buckets, prepend=np.uint32(0)),
            "rarity": self.linear.columns.rarity.astype(np.float16),
            "weights": self.linear.weights,
            "unit": self.linear.unit,
            "bias": self.linear.bias,
            "vectors": self.vectors.table,
            "vector_rarity": self.vectors.rarity,
            "inner": self.net.inner,
            "inner_bias": self.net.inner_bias,
            "outer": self.net.outer,
            "outer_bias": self.net.outer_bias,
            "slope": self.slope,
            "intercept": self.intercept,
        }
        write_arrays(path, arrays)

    @classmethod
    def load(cls, path: Path) -> "ClauseModel":
        """Read back from `save`; never runs code that the file brings."""
        with np.load(path, allow_pickle=False) as arrays:
            meta = json.loads(bytes(arrays["meta"]))
            columns = Columns(np.cumsum(arrays["buckets"], dtype=np.uint32), arrays["rarity"].astype(np.float32))
            return cls(
                tuple(meta["values"]),
                Vocabulary(tuple(meta["words"])),
                Cues(meta["cues"]),
                Linear(columns, arrays["weights"], arrays["unit"], arrays["bias"]),
                Vectors(arrays["vectors"], arrays["vector_rarity"]),
                Net(arrays["inner"], arrays["inner_bias"], arrays["outer"], arrays["outer_bias"]),
                arrays["slope"],
                arrays["intercept"],
            )


def gated(margins: Floats, found: Units) -> Ints:
    """The units that may be a clause by what the linear model says (units x values)."""
    return np.flatnonzero(found.long_enough & (margins.max(axis=1, initial=-np.inf) > _GATE))


def seconded(margins: Floats, found: Units, words: Words, vectors: Vectors, net: Net) -> Floats:
    """Margins of the linear model with what the networks say of the gated units added."""
    rows = gated(margins, found)
    margins = margins.copy()
    if len(rows):
        margins[rows] += _SECOND * np.maximum(net.logits(inputs(found, words, vectors, rows)) - _FLOOR, 0)
    return margins


def placed(margins: Floats, found: Units) -> Floats:
    """Margins (units x values) with what is known of a unit by its place: item, heading, or beside a clause."""
    items = found.items
    own = (
        margins
        + np.where(items, _ITEM, 0)[:, None]
        + np.where(found.ends - found.starts < _SHORT_LENGTH, _SHORT, 0)[:, None]
    )
    sentences = np.flatnonzero(~items)
    beside = np.full((len(sentences) + 2, margins.shape[1]), _FARTHEST)
    beside[1:-1] = np.maximum(own[sentences], _FARTHEST)
    place = np.searchsorted(sentences, found.parents)
    return (own + _NEIGHBOUR * np.maximum(beside[place], beside[place + 2])).astype(np.float32)


def _shipped() -> Path:
    return packaged("clauses.npz")


@lru_cache(maxsize=2)
def load_clauses(path: Path | None = None) -> ClauseModel:
    """The model of a file, by default the one that ships with Facevalue; read once a process.

    Raises SetupError where the file is none that `facevalue train` wrote.
    """
    try:
        return ClauseModel.load(path or _shipped())
    except NO_ARRAYS as error:
        raise SetupError(f"{path}: no model that `facevalue train` wrote ({error})") from error


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
        yield from load_clauses(self.model).tags(document, passages)
