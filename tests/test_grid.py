"""Tables of drawn lines, beside those of the library whose geometry it is."""

from typing import Any

from facevalue.corpus.readers import grid
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfplumber import table as geometry

CLOSE = 3.0
# Few places, so that lines cross, and shifts on both sides of what counts as close.
PLACE = st.builds(lambda at, shift: at + shift, st.sampled_from((0, 20, 45, 90)), st.sampled_from((0, 0.5, -1.3, 2.9)))
LINE = st.builds(lambda at, a, b: (at, min(a, b), max(a, b)), PLACE, PLACE, PLACE)


def edge(orientation: str, x: tuple[float, float], y: tuple[float, float]) -> dict[str, Any]:
    sizes = {"width": x[1] - x[0], "height": y[1] - y[0]}
    return {"orientation": orientation, "x0": x[0], "x1": x[1], "top": y[0], "bottom": y[1]} | sizes


def library(across: list[grid.Line], upright: list[grid.Line]) -> list[Any]:
    """What pdfplumber makes of the lines."""
    edges = [edge("h", (a, b), (y, y)) for y, a, b in across]
    edges += [edge("v", (x, x), (a, b)) for x, a, b in upright]
    joined = geometry.merge_edges(edges, CLOSE, CLOSE, CLOSE, CLOSE)
    cells = geometry.intersections_to_cells(geometry.edges_to_intersections(joined, CLOSE, CLOSE))
    found = [geometry.Table(None, group) for group in geometry.cells_to_tables(cells)]  # type: ignore[arg-type]
    return [(table.bbox, [row.cells for row in table.rows]) for table in found]


@settings(deadline=None)
@given(st.lists(LINE, max_size=12), st.lists(LINE, max_size=12))
def test_tables_are_those_of_pdfplumber(across: list[grid.Line], upright: list[grid.Line]) -> None:
    assert grid.tables(across, upright, CLOSE) == library(across, upright)


def test_a_row_that_lacks_a_column_says_so() -> None:
    across = [(0.0, 0.0, 90.0), (20.0, 0.0, 90.0), (40.0, 0.0, 45.0)]
    upright = [(0.0, 0.0, 40.0), (45.0, 0.0, 40.0), (90.0, 0.0, 20.0)]
    ((box, rows),) = grid.tables(across, upright, CLOSE)
    assert box == (0, 0, 90, 40)
    assert rows == [[(0, 0, 45, 20), (45, 0, 90, 20)], [(0, 20, 45, 40), None]]
    assert library(across, upright) == [(box, rows)]
