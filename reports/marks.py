"""A document's text with its evidence in place: cut into blocks and pieces that a page or a terminal can draw."""

from bisect import bisect_left, bisect_right
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
    end = len(document.text)
    marks = sorted((m for m in marks if m.span.start < min(end, m.span.end)), key=lambda m: (m.span.start, -m.span.end))
    cuts = _cuts(document, marks)
    found: list[Block] = []
    at = 0
    for span, kind, depth in sorted(passages, key=lambda p: (p[0].start, -p[0].end)):
        start, stop = max(span.start, at), min(span.end, end)
        if stop <= start:
            continue
        found += _block(document, "between", 0, at, start, cuts, marks)
        found += _block(document, kind, depth, start, stop, cuts, marks)
        at = stop
    return found + _block(document, "between" if at else "clause", 0, at, end, cuts, marks)


def _cuts(document: Document, marks: Sequence[Mark]) -> list[int]:
    """Every offset at which something begins or ends."""
    cuts = {offset for mark in marks for offset in (mark.span.start, mark.span.end)}
    cuts |= {offset for span in document.furniture for offset in (span.start, span.end)}
    return sorted(cuts | set(document.pages))


def _block(
    document: Document, kind: str, depth: int, start: int, end: int, cuts: Sequence[int], marks: Sequence[Mark]
) -> list[Block]:
    text = document.text[start:end]
    if start >= end or (
        kind == "between" and not text.strip() and not any(start <= p < end for p in document.pages[1:])
    ):
        return []
    inner = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
    near = [m for m in marks[: bisect_left(marks, end, key=lambda m: m.span.start)] if m.span.end > start]
    pages = {offset: n for n, offset in enumerate(document.pages, 1) if n > 1}
    pieces: list[Piece] = []
    for a, b in zip([start, *inner], [*inner, end], strict=True):
        covering = tuple(m for m in near if m.span.start <= a and b <= m.span.end)
        opens = tuple(m for m in covering if m.span.start == a)
        furniture = any(s.start <= a and b <= s.end for s in document.furniture)
        pieces.append(Piece(document.text[a:b], covering, opens, furniture, pages.get(a)))
    return [Block(kind, tuple(pieces), depth, end - start)]


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
