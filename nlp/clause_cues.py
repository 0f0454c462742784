"""Cue words of clause types: which groups of them each unit of a document has, found in one pass over all units."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

import ahocorasick
import numpy as np

from .linear import Grams, Ints, hashed

_PLAIN = re.compile(r"\w+|[%$]")
_REDACTED = re.compile(r"\[[*●•_ ]+\]|\*{2,}|\w+|[%$]")
_BETWEEN = " \0"  # sentences: no cue goes on over it

# (row, group) of each group that a unit has a cue of, in order.
CueRows = tuple[Ints, Ints]


@dataclass(frozen=True)
class Cues:
    """Groups of cue words (clauses.yaml); "licens*" stands for all words that begin so."""

    groups: Mapping[str, Sequence[str]]

    @cached_property
    def _cues(self) -> dict[str, list[int]]:
        """Each cue as it stands between spaces, with the numbers of its groups."""
        by_cue: dict[str, set[int]] = {}
        for number, cues in enumerate(self.groups.values()):
            for cue in cues:
                by_cue.setdefault(f" {cue[:-1]}" if cue.endswith("*") else f" {cue} ", set()).add(number)
        return {cue: sorted(numbers) for cue, numbers in by_cue.items()}

    @cached_property
    def _automaton(self) -> Any:
        automaton: Any = ahocorasick.Automaton()
        for number, cue in enumerate(self._cues):
            automaton.add_word(cue, number)
        automaton.make_automaton()
        return automaton

    def find(self, text: str) -> list[int]:
        """The numbers of the groups that `text` has a cue of, in order."""
        one = np.array([0], np.int64)
        return self.rows([text], one, one + 1, np.array([False]))[1].tolist()

    def rows(self, pieces: Sequence[str], first: Ints, last: Ints, items: np.ndarray) -> CueRows:
        """The groups of each unit. Unit k is pieces[first[k]:last[k]]; the text of items is part of a sentence's."""
        words = list(map(_words, pieces))
        sizes = np.fromiter(map(len, words), np.int64, len(words))
        opens = np.zeros(len(words), np.int64)
        opens[first[~items]] = len(_BETWEEN)
        ends = np.cumsum(sizes + opens)
        begins = ends - sizes
        text = "".join(_BETWEEN + w if o else w for w, o in zip(words, opens.tolist(), strict=True)) + " "
        found = np.fromiter(chain.from_iterable(self._automaton.iter(text)), np.int64).reshape(-1, 2)
        stop, cue = found[:, 0], found[:, 1]
        lengths = np.array([len(c) for c in self._cues], np.int64)
        closed = np.array([c.endswith(" ") for c in self._cues], np.int64)
        start, last_letter = stop + 1 - lengths[cue], stop - closed[cue]

        whole, parts = np.flatnonzero(~items), np.flatnonzero(items)
        row = whole[np.searchsorted(begins[first[whole]], start, "right") - 1]
        place = np.searchsorted(begins[first[parts]], start, "right") - 1
        inside = place >= 0
        inside[inside] = last_letter[inside] < ends[last[parts[place[inside]]] - 1]
        row, cue = np.append(row, parts[place[inside]]), np.append(cue, cue[inside])

        counts = np.array([len(numbers) for numbers in self._cues.values()], np.int64)
        flat = np.array([n for numbers in self._cues.values() for n in numbers], np.int64)
        many = counts[cue]
        at = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
        group = flat[np.repeat(np.cumsum(counts)[cue] - many, many) + at]
        both = np.unique(np.repeat(row, many) * len(self.groups) + group)
        return both // len(self.groups), both % len(self.groups)


def _words(piece: str) -> str:
    """The words of a piece in lower case, a space before each."""
    if "*" in piece or "●" in piece:
        found = ["redacted" if word[0] in "[*" else word for word in _REDACTED.findall(piece.lower())]
    else:
        found = _PLAIN.findall(piece.lower())
    return " " + " ".join(found) if found else ""


def grams(cues: CueRows, space: int) -> tuple[Grams, Grams]:
    """The cue groups of each unit, and each two that stand together, hashed."""
    rows, groups = cues
    at: list[Ints] = [np.zeros(0, np.int64)]
    pairs: list[Ints] = [np.zeros(0, np.int64)]
    apart = 1
    while (same := np.flatnonzero(rows[apart:] == rows[:-apart])).size:
        at.append(same)
        pairs.append(groups[same] * 1000 + groups[same + apart])
        apart += 1
    order = np.argsort(np.concatenate(at), kind="stable")
    codes = np.concatenate(pairs)[order].astype(np.uint64)
    single = hashed(groups.astype(np.uint64), space), rows
    return single, (hashed(codes, space + 100), rows[np.concatenate(at)[order]])
