"""What the clause tagger looks at: the sentences and list items of a document, and the features of each."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

import numpy as np

from ..corpus.characters import Ints
from ..corpus.model import Document, Passage, Span
from . import clause_cues
from .clause_cues import CueRows, Cues
from .linear import Grams, grams
from .sentences import sentences
from .words import Vocabulary, Words

# A list item inside a sentence: after ";", ",", ":" or "." a number such as "(a)", "2.1", "iv." or a bullet.
_ITEM = re.compile(
    r"[;:,.]\s*(?:and/or|and|or)?,?\s+"
    r"(?=(?:\(?(?:[a-zA-Z]|[ivx]{1,5}|\d{1,2})\)|\d{1,2}(?:\.\d{1,2})+\.?|[a-z]\.|[•●▪-])\s)"
)
_LISTED = 150  # characters; shorter sentences are not cut into items
_SHORTEST_ITEM = 20
_SHORTEST = 25  # characters; shorter units (numbers, stray headings) can be no clause
_BEFORE, _AFTER, _LEAD, _HEADS = 45, 25, 40, 30  # words of context: before, after, lead-in of an item, headings


@dataclass(frozen=True, slots=True)
class Units:
    """Sentences in order, each followed by its items. parent: an item's sentence; a sentence is its own."""

    text: str
    starts: Ints
    ends: Ints
    parents: Ints
    heads: tuple[str, ...]  # headings above, on one line

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def items(self) -> np.ndarray:
        return self.parents != np.arange(len(self))

    @property
    def long_enough(self) -> np.ndarray:
        return self.ends - self.starts >= _SHORTEST

    def __getitem__(self, at: int) -> str:
        return self.text[self.starts[at] : self.ends[at]]


def units(document: Document, passages: Sequence[Passage]) -> Units:
    """The sentences of the whole text, page furniture blanked, and their list items."""
    text = document.blanked(Span(0, len(document.text)))
    passage_starts = [passage.span.start for passage in passages]
    spans: list[tuple[int, int, int]] = []
    heads: list[str] = []
    for start, end in sentences(text):
        parent = len(spans)
        place = bisect_right(passage_starts, start) - 1
        head = " ".join(passages[place].path[-2:]) if place >= 0 else ""
        spans.append((start, end, parent))
        if end - start > _LISTED:
            spans += [(a, b, parent) for a, b in _items(text, start, end) if b - a > _SHORTEST_ITEM]
        heads += [head] * (len(spans) - parent)
    starts, ends, parents = np.fromiter(chain.from_iterable(spans), np.int64, 3 * len(spans)).reshape(-1, 3).T
    return Units(text, starts, ends, parents, tuple(heads))


def _items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts = [start, *(found.end() for found in _ITEM.finditer(text, start, end)), end]
    return [(a, a + len(text[a:b].rstrip())) for a, b in pairwise(cuts)] if len(cuts) > 2 else []


@dataclass(frozen=True, slots=True)
class View:
    """One kind of feature: its weight against the others, the fewest units it must stand in to be kept."""

    name: str
    weight: float
    fewest: int


# Weights were chosen by cross-validation in steps of 0.2; the outcome is flat around them.
VIEWS = (
    View("words", 1.0, 6),
    View("stems", 0.7, 15),
    View("cues", 0.6, 15),
    View("cue pairs", 0.6, 20),
    View("before", 0.5, 15),
    View("after", 0.3, 15),
    View("headings", 0.7, 15),
)


def cue_rows(found: Units, cues: Cues) -> CueRows:
    """The cue groups of each unit."""
    return cues.rows(found.text, found.starts, found.ends, found.items)


def read(found: Units, vocabulary: Vocabulary) -> Words:
    """The words of each unit."""
    return vocabulary.read(found.text, found.starts, found.ends)


def features(found: Units, vocabulary: Vocabulary, cues: CueRows, words: Words) -> list[list[Grams]]:
    """The hashed features of each unit, a list for each of VIEWS. cues: groups found in each unit; words: of each."""
    single, pairs = clause_cues.grams(cues, len(found), 300)
    before, after = _context(found, words)
    return [
        grams(words, 3, 100),
        grams(replace(words, numbers=vocabulary.stems[words.numbers]), 2, 200),
        [single],
        [pairs],
        grams(before, 2, 500),
        grams(after, 1, 600),
        grams(_headings(found.heads, vocabulary), 2, 700),
    ]


def _context(found: Units, words: Words) -> tuple[Words, Words]:
    """Words before and after each unit. Of an item: the lead-in of its sentence, and what follows the sentence."""
    items, first, last = found.items, words.starts[found.parents], words.ends[found.parents]
    start = np.where(items, first, np.maximum(first - _BEFORE, 0))
    end = np.where(items, np.minimum(first + _LEAD, last), first)
    until = np.minimum(last + _AFTER, len(words.numbers))
    return replace(words, starts=start, ends=end), replace(words, starts=last, ends=until)


def _headings(heads: Sequence[str], vocabulary: Vocabulary) -> Words:
    """Each heading is read once, however many units stand under it."""
    distinct = {head: number for number, head in enumerate(dict.fromkeys(heads))}
    words = vocabulary.read_all(tuple(distinct))
    at = np.array([distinct[head] for head in heads], np.int64)
    starts = words.starts[at]
    return replace(words, starts=starts, ends=np.minimum(words.ends[at], starts + _HEADS))
