"""Cells and tables of the lines drawn on a page.

The geometry is that of pdfplumber's `lines` strategy (itself after A. Nurminen, Algorithmic extraction of data in tables in PDF documents, 2013),
for lines alone: the library makes dictionaries of all that it draws upon, and loading it takes longer than most documents.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from .layer import Box

Line = tuple[float, float, float]  # where it lies, and from where to where it reaches
Point = tuple[float, float]  # x, y from the top
Rows = list[list[Box | None]]  # the cells of each row, None where a column has none


def tables(across: Sequence[Line], upright: Sequence[Line], tolerance: float) -> list[tuple[Box, Rows]]:
    """Each table of two cells and more: its box and the cells of its rows, from top to bottom.

    across: as (y, left, right), upright: as (x, top, bottom), y from the top of the page. Lines that are as close as the tolerance are one.
    """
    ruled = _cells(_joined(across, tolerance), _joined(upright, tolerance), tolerance)
    groups = [group for group in _touching(ruled) if len(group) > 1]
    return [(_around(group), _rows(group)) for group in sorted(groups, key=lambda g: min((c[1], c[0]) for c in g))]


def _joined(lines: Sequence[Line], tolerance: float) -> list[Line]:
    """Lines side by side moved to their mean, then those that follow one another made one; in order."""
    mean: dict[float, float] = {}
    for near in _near(sorted({line[0] for line in lines}), tolerance):
        places = [line[0] for line in lines if near[0] <= line[0] <= near[-1]]
        mean |= dict.fromkeys(near, sum(places) / len(places))
    moved = sorted((at + (mean[at] - at), low, high) for at, low, high in lines)
    joined: list[Line] = []
    for at, low, high in moved:
        if joined and joined[-1][0] == at and low <= joined[-1][2] + tolerance:
            joined[-1] = (at, joined[-1][1], max(high, joined[-1][2]))
        else:
            joined.append((at, low, high))
    return joined


def _near(places: Sequence[float], tolerance: float) -> list[list[float]]:
    """Places in order, those together of which each is close to the one before."""
    groups: list[list[float]] = []
    for place in places:
        if groups and place <= groups[-1][-1] + tolerance:
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def _cells(across: Sequence[Line], upright: Sequence[Line], tolerance: float) -> list[Box]:
    """From each crossing the smallest box to its right and below whose four sides are drawn."""
    # The lines of each crossing: one of them in two crossings joins the two.
    down: defaultdict[Point, set[Line]] = defaultdict(set)
    along: defaultdict[Point, set[Line]] = defaultdict(set)
    for line in upright:
        x, top, bottom = line
        for other in across:
            y, left, right = other
            if top <= y + tolerance and bottom >= y - tolerance and left - tolerance <= x <= right + tolerance:
                down[x, y].add(line)
                along[x, y].add(other)
    points = sorted(down)
    below = {x: [y for _, y in column] for x, column in groupby(points, key=itemgetter(0))}
    beside: defaultdict[float, list[float]] = defaultdict(list)
    for x, y in points:
        beside[y].append(x)

    def smallest(x: float, y: float) -> Box | None:
        rights = [r for r in beside[y] if r > x and not along[x, y].isdisjoint(along[r, y])]
        if not rights:
            return None
        for bottom in below[x]:
            if bottom > y and not down[x, y].isdisjoint(down[x, bottom]):
                for right in rights:
                    corner = (right, bottom)
                    if (
                        corner in down
                        and not down[corner].isdisjoint(down[right, y])
                        and not along[corner].isdisjoint(along[x, bottom])
                    ):
                        return x, y, right, bottom
        return None

    return [cell for point in points if (cell := smallest(*point))]


def _touching(cells: Sequence[Box]) -> list[list[Box]]:
    """Cells that share a corner, with those that share one with them."""
    at: defaultdict[Point, list[Box]] = defaultdict(list)
    for cell in cells:
        for corner in _corners(cell):
            at[corner].append(cell)
    groups: list[list[Box]] = []
    left = dict.fromkeys(cells)
    while left:
        group = [left.popitem()[0]]
        for cell in group:  # grows while it is gone through
            for other in (other for corner in _corners(cell) for other in at[corner]):
                if other in left:
                    del left[other]
                    group.append(other)
        groups.append(group)
    return groups


def _corners(cell: Box) -> tuple[Point, ...]:
    left, top, right, bottom = cell
    return (left, top), (left, bottom), (right, top), (right, bottom)


def _around(cells: Sequence[Box]) -> Box:
    left, top, right, bottom = zip(*cells, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _rows(cells: Sequence[Box]) -> Rows:
    columns = sorted({cell[0] for cell in cells})
    rows: Rows = []
    for _, row in groupby(sorted(cells, key=itemgetter(1, 0)), key=itemgetter(1)):
        starts = {cell[0]: cell for cell in row}
        rows.append([starts.get(x) for x in columns])
    return rows
