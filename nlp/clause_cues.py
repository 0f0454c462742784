"""Cue words of clause types: which groups of them each unit of a document has, found in one pass over all units."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

import ahocorasick
import numpy as np

from ..corpus.characters import WORD, Characters, Ints
from .linear import Grams, hashed
from .words import stretches

_REDACTION = re.compile(r"[\[*](?:(?<=\[)[•_ ]*[*●][*●•_ ]*\]|(?<=\*)\*+)")
_REDACTED = "\ue000"  # stands for one; no text has it
_SIGNS = f"$%{_REDACTED}"  # each a word of its own, however closely it is written
_SPACE = ord(" ")

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
                if cue == "redacted":
                    by_cue.setdefault(f" {_REDACTED} ", set()).add(number)
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
        return self.rows(text, np.array([0]), np.array([len(text)]), np.array([False]))[1].tolist()

    def rows(self, text: str, starts: Ints, ends: Ints, items: np.ndarray) -> CueRows:
        """The groups of each unit, a stretch of the text. A cue lies in one sentence, and may lie in an item of it."""
        spaced, place = _spaced(text)
        found = np.fromiter(chain.from_iterable(self._automaton.iter(spaced)), np.int64).reshape(-1, 2)
        stop, cue = found[:, 0], found[:, 1]
        first, last = place[stop + 2 - self._lengths[cue]], place[stop - self._closed[cue]]
        rows: list[Ints] = []
        cues: list[Ints] = []
        for some in (np.flatnonzero(~items), np.flatnonzero(items)):
            at = np.searchsorted(starts[some], first, "right") - 1
            inside = at >= 0
            inside[inside] = last[inside] < ends[some[at[inside]]]
            rows.append(some[at[inside]])
            cues.append(cue[inside])
        row, cue = np.concatenate(rows), np.concatenate(cues)

        groups, ends = self._numbers
        starts = np.append(0, ends[:-1])[cue]
        group = groups[stretches(starts, ends[cue])]
        both = np.unique(np.repeat(row, ends[cue] - starts) * len(self.groups) + group)
        return both // len(self.groups), both % len(self.groups)

    @cached_property
    def _numbers(self) -> tuple[Ints, Ints]:
        """The groups of one cue after the other, and where those of each end."""
        numbers = list(self._cues.values())
        return np.array(list(chain.from_iterable(numbers)), np.int64), np.cumsum(list(map(len, numbers)))

    @cached_property
    def _lengths(self) -> Ints:
        return np.array([len(cue) for cue in self._cues], np.int64)

    @cached_property
    def _closed(self) -> Ints:
        """1 for a cue that ends with a space."""
        return np.array([cue.endswith(" ") for cue in self._cues], np.int64)


def _spaced(text: str) -> tuple[str, Ints]:
    """The words of a text in small letters, a space before and behind each; and the place of each character in the text."""
    if "*" in text or "●" in text:
        text = _REDACTION.sub(lambda found: _REDACTED.ljust(len(found[0])), text)
    read = Characters(text)
    sign = np.logical_or.reduce([read.codes == ord(each) for each in _SIGNS])
    word = (read.kinds & WORD != 0) | sign
    kept = word.copy()
    kept[1:] |= word[:-1]
    place = np.flatnonzero(kept)
    signs = np.flatnonzero(sign[place])
    spaces = np.concatenate([[0, len(place)], signs, signs + 1])
    codes = np.insert(np.where(word[place], read.codes[place], _SPACE), spaces, _SPACE)
    return codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass"), np.insert(place, spaces, 0)


def grams(cues: CueRows, units: int, space: int) -> tuple[Grams, Grams]:
    """The cue groups of each of so many units, and each two that stand together, hashed."""
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
    return (
        Grams.of_rows(hashed(groups.astype(np.uint64), space), rows, units),
        Grams.of_rows(hashed(codes, space + 100), rows[np.concatenate(at)[order]], units),
    )
