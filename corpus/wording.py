"""Where certain words stand in a text, and the sentences around them: what metadata looks at instead of every word."""

from collections.abc import Iterator
from functools import cache
from typing import Any

# What ends in a full stop without ending a sentence.
_SHORT = ("No", "Inc", "Sec", "Art", "Co", "a.m", "p.m", "Ltd", "Corp", "St")
_OPENS = frozenset('“"(')


def lowered(text: str) -> str:
    """The text in small letters, of the same length: offsets hold."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)  # a few capitals grow: "İ"


def places(lower: str, cues: tuple[str, ...], end: int | None = None) -> list[int]:
    """Where any of the cues stands, in order; all are looked for in one pass."""
    found = {last + 1 - length for last, length in _automaton(cues).iter(lower, 0, len(lower) if end is None else end)}
    return sorted(found)


@cache
def _automaton(cues: tuple[str, ...]) -> Any:
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for cue in cues:
        automaton.add_word(cue, len(cue))
    automaton.make_automaton()
    return automaton


def sentences(text: str, lower: str, cues: tuple[str, ...], reach: int) -> Iterator[tuple[int, int]]:
    """The sentences in which a cue stands, each once, in order, with at most `reach` characters on either side of it."""
    done = 0
    for at in places(lower, cues):
        if at < done:
            continue
        begun = _begin(text, max(done, at - reach), at)
        done = _end(text, at, min(len(text), at + reach))
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
    return following.isupper() or following.isdigit() or following in _OPENS


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Two offsets without the white space between them and the words."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))
