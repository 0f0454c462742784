"""Where certain words stand in a text, and the sentences around them: what metadata looks at instead of every word."""

import re
from collections.abc import Iterator, Sequence

# A sentence ends here for our purpose: no abbreviation behind, a capital, number or bracket ahead.
_END = re.compile(
    r"(?<![A-Z])(?<!\bNo)(?<!\bInc)(?<!\bSec)(?<!\bArt)(?<!\bCo)(?<!a\.m)(?<!p\.m)\.\s+(?=[A-Z(\d“\"])|\n\s*\n|;\s+(?=[A-Z(])"
)


def lowered(text: str) -> str:
    """The text in small letters, of the same length: offsets hold."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)  # a few capitals grow: "İ"


def places(lower: str, cues: Sequence[str]) -> list[int]:
    """Where any of the cues stands, in order. Searching each by itself is faster than one pattern for all."""
    found: list[int] = []
    for cue in cues:
        at = lower.find(cue)
        while at >= 0:
            found.append(at)
            at = lower.find(cue, at + 1)
    return sorted(found)


def sentences(text: str, lower: str, cues: Sequence[str], reach: int) -> Iterator[tuple[int, int]]:
    """The sentences in which a cue stands, each once, in order, with at most `reach` characters on either side of it."""
    done = 0
    for at in places(lower, cues):
        if at < done:
            continue
        low = max(done, at - reach)
        begun = low
        for found in _END.finditer(text, low, at):
            begun = found.end()
        stop = _END.search(text, at, at + reach)
        done = stop.start() + 1 if stop else min(len(text), at + reach)
        yield begun, done


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Two offsets without the white space between them and the words."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))
