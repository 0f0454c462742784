"""A document's text with its evidence in place: cut into blocks and pieces that a page or a terminal can draw."""

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..corpus.model import Document, Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text that proves something: its number on the page and the group of variables it belongs to.

    key: what it proves (a variable, a claim, an amount); anchor: the mark's own name on the page.
    """

    number: str
    key: str
    anchor: str
    span: Span
    group: str
    label: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Text under one set of marks. opens: the marks that begin here; page: set where a new page begins."""

    text: str
    marks: tuple[Mark, ...] = ()
    opens: tuple[Mark, ...] = ()
    furniture: bool = False
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A passage, or what lies between two passages (kind "between"), or a notice of what is left out (kind "skipped")."""

    kind: str
    pieces: tuple[Piece, ...]
    depth: int = 0
    chars: int = 0

    @property
    def marked(self) -> bool:
        return any(piece.marks for piece in self.pieces)


def blocks(document: Document, passages: Sequence[tuple[Span, str, int]], marks: Iterable[Mark]) -> list[Block]:
    """The whole text in order, without loss: every character lies in exactly one piece (blank gaps aside).

    passages: (span, kind, depth of its heading path). Marks outside the text are cut to it.
    """
    layout = _Layout(document, marks)
    found: list[Block | None] = []
    at = 0
    for span, kind, depth in sorted(passages, key=lambda p: (p[0].start, -p[0].end)):
        start, stop = max(span.start, at), min(span.end, len(document.text))
        if start < stop:
            found += [layout.block("between", 0, at, start), layout.block(kind, depth, start, stop)]
            at = stop
    found.append(layout.block("between" if at else "clause", 0, at, len(document.text)))
    return [block for block in found if block]


class _Layout:
    """Cuts a text into pieces from its beginning to its end; it never looks back, so its cost is linear in the text."""

    def __init__(self, document: Document, marks: Iterable[Mark]) -> None:
        self.document = document
        end = len(document.text)
        self._coming = deque(
            sorted((m for m in marks if m.span.start < min(end, m.span.end)), key=lambda m: (m.span.start, -m.span.end))
        )
        self._open: list[Mark] = []
        self._pages = {offset: n for n, offset in enumerate(document.pages, 1) if n > 1}
        self._furniture = _merged(document.furniture)
        self._furniture_starts = [start for start, _ in self._furniture]
        edges = {edge for span in self._furniture for edge in span} | set(self._pages)
        self._cuts = sorted(edges | {edge for mark in self._coming for edge in (mark.span.start, mark.span.end)})

    def block(self, kind: str, depth: int, start: int, end: int) -> Block | None:
        """The text from start to end; None where it is empty, or blank between two passages with no page beginning."""
        inner = self._cuts[bisect_right(self._cuts, start) : bisect_left(self._cuts, end)]
        blank = kind == "between" and not self.document.text[start:end].strip()
        if start >= end or (blank and not any(cut in self._pages for cut in (start, *inner))):
            return None
        pieces = tuple(self._piece(a, b) for a, b in zip([start, *inner], [*inner, end], strict=True))
        return Block(kind, pieces, depth, end - start)

    def _piece(self, start: int, end: int) -> Piece:
        opens: list[Mark] = []
        while self._coming and self._coming[0].span.start <= start:
            opens.append(self._coming.popleft())
        self._open = [mark for mark in (*self._open, *opens) if mark.span.end > start]
        return Piece(
            self.document.text[start:end],
            tuple(self._open),
            tuple(mark for mark in opens if mark.span.end > start),
            self._in_furniture(start, end),
            self._pages.get(start),
        )

    def _in_furniture(self, start: int, end: int) -> bool:
        at = bisect_right(self._furniture_starts, start) - 1
        return at >= 0 and end <= self._furniture[at][1]


def _merged(spans: Iterable[Span]) -> list[tuple[int, int]]:
    """Spans in order, those that touch or overlap made one."""
    found: list[tuple[int, int]] = []
    for span in sorted(spans):
        if found and span.start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], span.end))
        elif len(span):
            found.append((span.start, span.end))
    return found


def around_evidence(found: Sequence[Block], context: int) -> list[Block]:
    """The blocks with evidence and `context` blocks on either side; each run left out becomes one "skipped" block."""
    keep = {near for at, block in enumerate(found) if block.marked for near in range(at - context, at + context + 1)}
    kept: list[Block] = []
    for at, block in enumerate(found):
        if at in keep:
            kept.append(block)
        elif kept and kept[-1].kind == "skipped":
            kept[-1] = Block("skipped", (), 0, kept[-1].chars + block.chars)
        else:
            kept.append(Block("skipped", (), 0, block.chars))
    return kept
