"""Charts as static SVG, drawn with Altair and converted on this machine: no scripts, no fonts to fetch, no network.

Every chart carries its numbers in print, so that it reads in black and white; silence is light grey; n stands in the labels.
The palette keeps its order of lightness for every kind of colour vision.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from .findings import Row
from .grids import label_of

INK, ACCENT, SILENT, RULE = "#26231f", "#17546f", "#e4e1da", "#c9c4ba"
# From dark to light in even steps of lightness (CIELAB L* 25 to 80), one hue: readable in grey.
STEPS = ("#0f3b52", "#2a6a86", "#5a95ae", "#93bccd", "#c4dbe3")
FONT = "Helvetica, Arial, sans-serif"  # what the converter measures with; every system has one of the two
# How each silence is filled: a grey that stands for it, and the pattern that replaces the grey, so that print in black and
# white tells silence from a pale value.
_FILLS = {
    "not_stated": ("#e4e1da", '<path d="M0 6L6 0" stroke="#cfcabf"/>'),
    "unclear": ("#e4e1d9", '<circle cx="3" cy="3" r="1" fill="#8d877b"/>'),
    "redacted": ("#e4e1d8", '<path d="M0 2H6" stroke="#6f6a60" stroke-width="2"/>'),
    "not_applicable": ("#e4e1d7", ""),
    "not_searched": ("#e4e1d6", '<path d="M0 0L6 6M0 6L6 0" stroke="#b5afa3"/>'),
}
MOST_GROUPS = 24  # more rows than this do not read as a picture: the table below holds them all


@dataclass(frozen=True, slots=True)
class Figure:
    """One chart: its SVG, a title and what it shows in a sentence, for those who do not see it."""

    svg: Markup
    title: str
    description: str


def matrix(table: Sequence[Row], title: str, identity: str, across: bool = False) -> Figure | None:
    """Counts as circles: one row an answer and one column a group (or, if `across`, the other way round).

    table: rows of a distribution, as `tables.tally` gives them. None when there is nothing to draw.
    """
    import altair as alt

    drawn = _prepared(table)
    if not drawn:
        return None
    orders = {"name": _order(drawn, "name"), "place": _order(drawn, "place")}
    x, y = ("name", "place") if across else ("place", "name")
    angle = -35 if across else 0
    top = alt.Axis(orient="top", labelAngle=angle, labelExpr=_BROKEN, title=None, domain=False, labelPadding=14)
    base = alt.Chart(alt.Data(values=drawn)).encode(
        x=alt.X(f"{x}:N", sort=orders[x], axis=top, scale=alt.Scale(paddingOuter=0.1)),
        y=alt.Y(f"{y}:N", sort=orders[y], axis=_side(alt, 16)),
    )
    some = base.transform_filter("datum.count > 0")
    most = max(8, *(row["count"] for row in drawn))
    circles = some.mark_circle(opacity=1, stroke=RULE, strokeWidth=1).encode(
        size=alt.Size("count:Q", scale=alt.Scale(domain=[1, most], range=[280, 820]), legend=None),
        color=alt.Color("role:N", scale=alt.Scale(domain=["value", "silence"], range=[ACCENT, SILENT]), legend=None),
    )
    numbers = some.mark_text(fontSize=12, fontWeight="bold").encode(
        text="count:Q",
        color=alt.condition("datum.role == 'value'", alt.value("white"), alt.value(INK)),
    )
    none = base.transform_filter("datum.count == 0").mark_point(size=6, color=RULE, filled=True)
    chart = alt.layer(none, circles, numbers).properties(width=alt.Step(44 if across else 58), height=alt.Step(30))
    return drawn_figure(chart, title, _told(drawn, "one circle for each answer and group"), identity)


def bars(table: Sequence[Row], title: str, identity: str) -> Figure | None:
    """Shares as one bar a group, values from least to most protective, then silence in grey; counts printed inside."""
    import altair as alt

    everything = [row for row in _prepared(table, whole=True) if row["answer"] != "not_read"]
    # A value keeps its colour whether it occurs or not: else the same colour would mean two things in two charts.
    named = _order([row for row in everything if row["role"] == "value"], "name")
    silent = {row["name"]: row["answer"] for row in everything if row["role"] == "silence"}
    colours = [STEPS[at * (len(STEPS) - 1) // max(1, len(named) - 1)] for at in range(len(named))]
    dark = {name for name, colour in zip(named, colours, strict=True) if colour in STEPS[:3]}
    rank = {name: at for at, name in enumerate([*named, *silent])}
    sums = Counter[str]()
    for row in everything:
        sums[row["place"]] += row["count"]
    drawn = [
        row | {"rank": rank[row["name"]], "dark": row["name"] in dark, "part": row["count"] / sums[row["place"]]}
        for row in everything
        if row["count"]
    ]
    if not drawn:
        return None
    base = alt.Chart(alt.Data(values=drawn)).encode(
        y=alt.Y("place:N", sort=_order(drawn, "place"), axis=_side(alt)),
        x=alt.X("part:Q", stack="zero", axis=None, scale=alt.Scale(domain=[0, 1])),
        order="rank:Q",
    )
    scale = alt.Scale(domain=[*named, *silent], range=[*colours, *(_FILLS[answer][0] for answer in silent.values())])
    legend = alt.Legend(orient="top", title=None, columns=5, symbolType="square", symbolSize=160, labelLimit=200)
    segments = base.mark_bar(stroke="white", strokeWidth=1.5).encode(
        color=alt.Color("name:N", scale=scale, legend=legend)
    )
    numbers = base.transform_filter("datum.part > 0.03").mark_text(fontSize=12, fontWeight="bold").encode(
        x=alt.X("part:Q", stack="zero", bandPosition=0.5), text="count:Q",
        color=alt.condition("datum.dark", alt.value("white"), alt.value(INK)),
    )  # fmt: skip
    chart = alt.layer(segments, numbers).properties(width=520, height=alt.Step(30))
    return drawn_figure(chart, title, _told(drawn, "one bar for each group"), identity)


_BROKEN = "split(datum.label, '\\n')"


def _side(alt: Any, padding: int = 6) -> Any:
    told = "replace(datum.label, '\\n', ', ')"
    return alt.Axis(labelLimit=260, title=None, domain=False, ticks=False, labelPadding=padding, labelExpr=told)


def _order(rows: Iterable[Row], field: str) -> list[str]:
    return list(dict.fromkeys(row[field] for row in rows))


def _prepared(table: Sequence[Row], whole: bool = False) -> list[Row]:
    """Rows to draw: answers in words, groups with their n, at most MOST_GROUPS groups.

    Silences that never occur are left out, and values too unless `whole`.
    """
    kept = set(list(dict.fromkeys(row["group"] for row in table))[:MOST_GROUPS])
    kept_anyway = ("not_stated", *(row["answer"] for row in table if whole and row["role"] == "value"))
    occurs = {(row["answer"], row["subject"]) for row in table if row["count"] or row["answer"] in kept_anyway}
    return [
        {name: row[name] for name in ("answer", "role", "count")}
        | {"name": label_of(row["answer"], row["subject"]), "place": f"{row['group_label']}\nn={row['n']}"}
        for row in table
        if row["group"] in kept and (row["answer"], row["subject"]) in occurs
    ]


def _told(drawn: Sequence[Row], form: str) -> str:
    """The chart in a sentence or two: what is drawn, and its largest numbers."""
    totals = Counter[str]()
    for row in drawn:
        totals[row["name"]] += row["count"]
    largest = ", ".join(f"{name} {count}" for name, count in totals.most_common(4) if count)
    return f"Chart with {form}. In all: {largest or 'nothing'}. The table that follows holds every number."


def drawn_figure(chart: Any, title: str, description: str, identity: str) -> Figure:
    import vl_convert

    axis: Row = {"labelColor": INK, "labelFontSize": 12, "tickColor": RULE, "gridColor": "#efece6", "ticks": False}
    look: Row = {"aria": False, "font": FONT, "background": "transparent", "view": {"stroke": None}, "axis": axis}
    spec = chart.to_dict(validate=False) | {"config": look | {"legend": {"labelColor": INK, "labelFontSize": 12}}}
    svg = vl_convert.vegalite_to_svg(spec)
    return Figure(_accessible(svg, title, description, identity), title, description)


def _accessible(svg: str, title: str, description: str, identity: str) -> Markup:
    """The SVG as one picture with a name and a description, for a screen reader; its size follows the page."""
    head = re.match(r"<svg[^>]*?width=\"([\d.]+)\" height=\"([\d.]+)\"[^>]*>", svg)
    if head is None:
        raise ValueError("the converter gave no SVG")
    width, height = head.groups()
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-labelledby="{identity}-t {identity}-d">'
        f'<title id="{identity}-t">{escape(title)}</title><desc id="{identity}-d">{escape(description)}</desc>'
    )
    opening += "<defs>" + "".join(_pattern(identity, name) for name in _FILLS) + "</defs>"
    # The converter writes roles of its own on inner groups; one picture has one.
    inner = re.sub(r' (?:role|aria-[a-z]+)="[^"]*"', "", svg[head.end() :])
    for name, (grey, _) in _FILLS.items():
        inner = inner.replace(f'fill="{grey}"', f'fill="url(#{identity}-{name})"')
    return Markup(opening + inner)


def _pattern(identity: str, name: str) -> str:
    ground = '<rect width="6" height="6" fill="#f3f1ec"/>'
    size = 'width="6" height="6" patternUnits="userSpaceOnUse"'
    return f'<pattern id="{identity}-{name}" {size}>{ground}{_FILLS[name][1]}</pattern>'


def matrix_of(counts: Sequence[Row], columns: Sequence[str]) -> list[Row]:
    """Rows of counts (group, group_label, one column a kind) in the long form that `matrix` draws."""
    return [
        {"group": row["group"], "group_label": row["group_label"], "answer": column, "subject": ""}
        | {"role": "silence" if column in ("unread", "untagged") else "value", "count": row[column], "n": row["total"]}
        for row in counts
        for column in columns
    ]
