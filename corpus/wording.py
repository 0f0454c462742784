"""Where certain words stand in a text, and the sentences around them: what metadata looks at instead of every word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from .model import Span

# What ends in a full stop without ending a sentence.
_SHORT = ("No", "Inc", "Sec", "Art", "Co", "a.m", "p.m", "Ltd", "Corp", "St")
_YEAR = re.compile(r"\s(?:19|20)\d\d\b")
_OPENS = frozenset('“"(')


@dataclass(frozen=True, slots=True)
class Told:
    """Something the text says, and the words that say it. derived: worked out from them, not written in them."""

    value: str
    span: Span
    derived: bool = False


Cues = tuple[str, ...]


def places(lower: str, *groups: Cues, end: int | None = None) -> list[list[int]]:
    """Where the cues of each group stand, in order; all groups are looked for in one pass."""
    found: list[set[int]] = [set() for _ in groups]
    for last, (length, of) in _automaton(groups).iter(lower, 0, len(lower) if end is None else end):
        for group in of:
            found[group].add(last + 1 - length)
    return [sorted(group) for group in found]


@cache
def _automaton(groups: tuple[Cues, ...]) -> Any:
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for cue in {cue for group in groups for cue in group}:
        automaton.add_word(cue, (len(cue), tuple(n for n, group in enumerate(groups) if cue in group)))
    automaton.make_automaton()
    return automaton


def sentences(text: str, at: list[int], reach: int) -> Iterator[tuple[int, int]]:
    """The sentences in which cues stand, each once, in order, with at most `reach` characters on either side of the cue."""
    done = 0
    for place in at:
        if place < done:
            continue
        begun = _begin(text, max(done, place - reach), place)
        done = _end(text, place, min(len(text), place + reach))
        yield begun, done


def _begin(text: str, low: int, at: int) -> int:
    """Where the sentence begins that `at` lies in; `low` if it began before."""
    stop = at
    floor = max(low, text.rfind("\n\n", low, at) + 2 if text.rfind("\n\n", low, at) >= 0 else low)
    while (
        stop := max(text.rfind(". ", floor, stop), text.rfind(".\n", floor, stop), text.rfind("; ", floor, stop))
    ) >= 0:
        if _ends(text, stop):
            return stop + 1 + len(text[stop + 1 : at]) - len(text[stop + 1 : at].lstrip())
    return floor


def _end(text: str, at: int, limit: int) -> int:
    """Where the sentence ends that `at` lies in; `limit` if it goes on."""
    blank = text.find("\n\n", at, limit)
    limit = blank if blank >= 0 else limit
    stop = at - 1
    while True:
        ends = [found for mark in (". ", ".\n", "; ") if (found := text.find(mark, stop + 1, limit)) >= 0]
        if not ends:
            return limit
        stop = min(ends)
        if _ends(text, stop):
            return stop + 1


def _ends(text: str, stop: int) -> bool:
    """Whether a full stop or a semicolon ends a sentence: no abbreviation before it, something that begins one behind it."""
    following = text[stop + 1 : stop + 12].lstrip()[:1]
    if text[stop] == ";":
        return following.isupper() or following == "("
    if text[stop - 1 : stop].isupper() or text[max(0, stop - 5) : stop].endswith(_SHORT):
        return False
    if text[stop - 1 : stop].isdigit() and _YEAR.match(text, stop + 1):
        return False  # "March 18. 2021"
    return following.isupper() or following.isdigit() or following in _OPENS


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Two offsets without the white space between them and the words."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))
