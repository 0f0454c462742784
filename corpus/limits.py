"""How long a passage may be: longer ones are split where sentences end."""

import re
from collections.abc import Iterator

from .model import Span
from .pieces import FURNITURE

_LONGEST = 4000  # characters of a passage; longer ones are split at sentence ends
STRIP = " \t\n\r\f" + FURNITURE
_BLANK = re.compile(r"[ \t\n\r\f\x00]*")
_SENTENCE = re.compile(r"[.!?][\"”’)]*\s+(?=[\"“(\[]?[A-Z0-9])|[;:]\s+|\n+")


def limited(text: str, start: int, end: int) -> Iterator[Span]:
    """A span, cut at sentence ends where it is too long."""
    while end - start > _LONGEST:
        ends = [m.end() for m in _SENTENCE.finditer(text, start + _LONGEST // 2, start + _LONGEST)]
        cut = ends[-1] if ends else text.rfind(" ", start + 1, start + _LONGEST) + 1 or start + _LONGEST
        stop = start + len(text[start:cut].rstrip(STRIP))
        if stop > start:
            yield Span(start, stop)
        skipped = _BLANK.match(text, cut, end)
        start = skipped.end() if skipped else cut
    if end > start:
        yield Span(start, end)
