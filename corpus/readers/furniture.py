"""Page furniture: running heads, running feet and page numbers, told from prose by shape and repetition."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ..model import Span

# Shapes that are furniture wherever they stand alone at the edge of a page.
_UNIVERSAL = re.compile(
    r"""\s*(?:
        (?:page\s+)?[-–—\[(]{0,2}\s?\d{1,4}\s?[-–—\])]{0,2}               # 12   - 12 -   [12]   Page 12
      | page\s+\d{1,4}\s+(?:of|/)\s+\d{1,4} | \d{1,4}\s(?:of|/)\s\d{1,4}   # Page 3 of 10   3 / 10
      | [-–—]{0,2}\s?[ivxl]{1,7}\s?[-–—]{0,2}                             # ii
      | [A-Z]{1,3}\s?[-–—.]\s?\d{1,3}                                     # A-1
      | source:\s.{2,80},\s[\w/-]{1,12},\s\d{1,2}/\d{1,2}/\d{2,4}          # the foot of a filing service
      | </?page>\s*\d{0,4} | \d{1,4}\s*</?page>
    )\s*""",
    re.I | re.X,
)
_FILING = re.compile(r"Source: [^\n]{2,80}?, [\w/-]{1,12}, \d{1,2}/\d{1,2}/\d{2,4}")
_TAG = re.compile(r"</?PAGE>(?:[ \t]*\d{1,4}(?=\s))?", re.I)
_DIGITS = re.compile(r"\d+")
_EDGE = 4  # lines at the top and at the bottom of a page that may be furniture
_LONGEST = 250  # a notice of confidentiality is the longest running foot
_REPEATS = 3


def of_pages(text: str, pages: Sequence[int]) -> tuple[Span, ...]:
    """The furniture of a text with pages, lines being visual lines. Spans are in order and do not overlap."""
    edges = [_edge_lines(text, start, end) for start, end in _bounds(text, pages)]
    seen = Counter(mask for lines in edges for mask in {_mask(text, line) for half in lines for line in half})
    needed = max(_REPEATS, min(len(pages) // 8, 6)) if len(pages) > 3 else 2
    found: list[Span] = []
    for halves in edges:
        for half in halves:
            found += _outermost(text, half, seen, needed if len(pages) > 1 else 99)
    return _merged(found)


def of_flat_text(text: str) -> tuple[Span, ...]:
    """The furniture of a text whose pages were run together, where a foot may stand in the middle of a sentence."""
    found = [Span(*m.span()) for m in _FILING.finditer(text)]
    found += [Span(*m.span()) for m in _TAG.finditer(text)]
    return _merged(found)


def _bounds(text: str, pages: Sequence[int]) -> Iterator[tuple[int, int]]:
    return zip(pages, (*pages[1:], len(text)), strict=True)


def _edge_lines(text: str, start: int, end: int) -> tuple[list[Span], list[Span]]:
    """The first and the last lines of a page that are not blank, each list from the edge inward."""
    top: list[Span] = []
    at = start
    while len(top) < _EDGE and at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        if text[at:stop].strip():
            top.append(Span(at, stop))
        at = stop + 1
    bottom: list[Span] = []
    limit, stop = (top[-1].end if top else start), end
    while len(bottom) < _EDGE and stop > limit:
        at = text.rfind("\n", limit, stop) + 1 or limit
        if text[at:stop].strip():
            bottom.append(Span(at, stop))
        stop = at - 1
    return top, bottom


def _mask(text: str, line: Span) -> str:
    return _DIGITS.sub("#", text[line.start : line.end].strip())


def _outermost(text: str, half: list[Span], seen: Counter[str], needed: int) -> Iterator[Span]:
    """Furniture from the edge inward: prose ends it."""
    for line in half:
        words = text[line.start : line.end]
        repeated = len(words) <= _LONGEST and seen[_mask(text, line)] >= needed
        if not (repeated or len(words) < 120 and _UNIVERSAL.fullmatch(words)):
            return
        yield line


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            span = Span(merged[-1].start, max(merged.pop().end, span.end))
        merged.append(span)
    return tuple(merged)
