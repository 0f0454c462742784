"""Ruled tables in PDFs: found by the lines that are drawn, cut into cells by pdfplumber's geometry, read by pdfium.

pdfplumber's own reading of a page takes a hundred times as long as pdfium's (0.2 to 4 seconds on real contracts), so
only its table geometry is used, on lines that pdfium reports; a page without lines costs a count of its objects.
"""

import ctypes
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

import pypdfium2.raw as raw

from .layer import Box

OPEN, CLOSE = "\ue000", "\ue001"  # around a table in the text of a page; private characters, no text has them

Handle = Any  # a pdfium page or text page
Line = tuple[float, float, float]  # where it lies, and from where to where it reaches
Lines = tuple[list[Line], list[Line]]  # across, as (y, left, right), and upright, as (x, bottom, top)

_THIN = 3.0  # points: anything thinner is a line
_LONG = 20.0  # points: a shorter line rules no cell
_FEWEST, _MOST = 4, 300  # path objects of a page: fewer frame no table, more are a drawing
_CROWDED = 2000  # objects of any sort on a page; more are a drawing, and counting its lines costs more than its text
_SAME = 3.0  # points: lines this close are one, pdfplumber's own default
_FULL = 0.4  # share of cells with words; fewer are a form or a drawing
_CELL = 600  # characters; longer cells are paragraphs in a frame
_KEPT = 0.97  # share of a page's characters that must survive its tables being written as rows


def cross(drawn: Lines) -> bool:
    """Whether the lines of a page cross as in a table with at least two columns and two rows."""
    across, upright = drawn
    if len(across) < 3 or len(upright) < 3:
        return False
    crossed = [
        x
        for x, low, high in upright
        if sum(a <= x + _SAME and x - _SAME <= b and low - _SAME <= y <= high + _SAME for y, a, b in across) > 1
    ]
    return _distinct(crossed) >= 3


def lines(page: Handle) -> Lines:
    """The lines drawn on a page; a box gives its four sides."""
    count = raw.FPDFPage_CountObjects(page)
    across: list[Line] = []
    upright: list[Line] = []
    if not _FEWEST <= count <= _CROWDED:
        return across, upright
    get, kind = raw.FPDFPage_GetObject, raw.FPDFPageObj_GetType
    paths = [thing for thing in (get(page, n) for n in range(count)) if kind(thing) == raw.FPDF_PAGEOBJ_PATH]
    if not _FEWEST <= len(paths) <= _MOST:
        return across, upright
    sides = [ctypes.c_float() for _ in range(4)]
    for path in paths:
        if not raw.FPDFPageObj_GetBounds(path, *sides):
            continue
        left, bottom, right, top = (side.value for side in sides)
        wide, high = right - left >= _LONG, top - bottom >= _THIN
        if wide and not high:
            across.append((bottom, left, right))
        elif right - left < _THIN and top - bottom >= _LONG / 2:
            upright.append((left, bottom, top))
        elif wide and high:
            across += (bottom, left, right), (top, left, right)
            upright += (left, bottom, top), (right, bottom, top)
    return across, upright


def _distinct(values: Sequence[float]) -> int:
    ordered = sorted(values)
    return sum(b - a > _SAME for a, b in pairwise(ordered)) + bool(ordered)


def text(drawn: Lines, page: Handle, layer: Handle, whole: str, inside: Callable[[Box], str] | None = None) -> str:
    """The text of a page with its ruled tables as rows, cells parted by " | ", between OPEN and CLOSE.

    drawn: its lines. inside: gives the text in a box, where the text layer is not all of it.
    The text is given back unchanged when there is no table, or when writing rows would lose words.
    """
    height, width = raw.FPDF_GetPageHeightF(page), raw.FPDF_GetPageWidthF(page)
    inside = inside or partial(within, layer, height)
    parts: list[str] = []
    at = 0.0
    for box, rows in sorted(_tables(drawn, height, inside)):
        if box[1] < at:  # beside another table, or inside it
            continue
        parts.append(inside((0, at, width, box[1])))
        parts.append(OPEN + "\n".join(" | ".join(row) for row in rows) + CLOSE)
        at = box[3]
    if not parts:
        return whole
    parts.append(inside((0, at, width, height)))
    written = "\n".join(part.strip("\n") for part in parts if part.strip())
    lost = _size(whole) - _size(written.replace(" | ", " ").replace(OPEN, "").replace(CLOSE, ""))
    return written if abs(lost) <= (1 - _KEPT) * _size(whole) else whole


def _size(words: str) -> int:
    return sum(map(len, words.split()))


def _tables(drawn: Lines, height: float, inside: Callable[[Box], str]) -> list[tuple[Box, list[list[str]]]]:
    """Tables as (box, rows of cells); only those that hold words in most cells."""
    from pdfplumber import table as geometry  # a fifth of a second to load: only files with tables pay for it

    across, upright = drawn
    edges = [
        {"orientation": "h", "x0": a, "x1": b, "top": height - y, "bottom": height - y, "width": b - a, "height": 0.0}
        for y, a, b in across
    ]
    edges += [
        {"orientation": "v", "x0": x, "x1": x, "top": height - b, "bottom": height - a, "width": 0.0, "height": b - a}
        for x, a, b in upright
    ]
    joined = geometry.merge_edges(edges, _SAME, _SAME, _SAME, _SAME)
    cells = geometry.intersections_to_cells(geometry.edges_to_intersections(joined, _SAME, _SAME))
    found: list[tuple[Box, list[list[str]]]] = []
    for group in geometry.cells_to_tables(cells):
        table = geometry.Table(None, group)  # pyright: ignore[reportArgumentType] - the page is only for its own reading
        rows = [[inside(cell) if cell else "" for cell in row.cells] for row in table.rows]
        rows = [[" ".join(cell.split()) for cell in row] for row in rows]
        filled = [cell for row in rows for cell in row if cell]
        count = sum(map(len, rows))
        if len(rows) > 1 and count >= 2 * len(rows) and len(filled) >= _FULL * count and max(map(len, filled)) <= _CELL:
            found.append((table.bbox, [row for row in rows if any(row)]))
    return found


def within(layer: Handle, height: float, box: Box) -> str:
    """The text inside a box of a page."""
    left, top, right, bottom = box
    count = raw.FPDFText_GetBoundedText(layer, left, height - top, right, height - bottom, None, 0)
    if count <= 0:
        return ""
    room = (ctypes.c_ushort * (count + 1))()
    raw.FPDFText_GetBoundedText(layer, left, height - top, right, height - bottom, room, count)
    return bytes(memoryview(room).cast("B")[: count * 2]).decode("utf-16-le", errors="replace").rstrip("\x00")
