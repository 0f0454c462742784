"""Charts as static SVG, drawn with Altair and converted on this machine: no scripts, no fonts to fetch, no network.

Every chart carries its numbers in print, so that it reads in black and white; silence is light grey; n stands in the labels.
The palette keeps its order of lightness for every kind of colour vision.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from markupsafe import Markup, escape

from .tables import SILENCES, words

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


def matrix(table: pd.DataFrame, title: str, identity: str, across: bool = False) -> Figure | None:
    """Counts as circles: one row an answer and one column a group (or, if `across`, the other way round).

    table: a distribution as `tables.distribution` gives it. None when there is nothing to draw.
    """
    import altair as alt

    frame = _prepared(table)
    if frame.empty:
        return None
    answers, places = list(dict.fromkeys(frame["name"])), list(dict.fromkeys(frame["place"]))
    fields, orders = ("name", "place"), (answers, places)
    (x, y), (across_order, down_order) = (fields, orders) if across else (fields[::-1], orders[::-1])
    top = alt.Axis(
        orient="top",
        labelAngle=-35 if across else 0,
        labelExpr="split(datum.label, '\\n')",
        title=None,
        domain=False,
        labelPadding=14,
    )
    side = alt.Axis(labelLimit=260, title=None, domain=False, labelExpr="replace(datum.label, '\\n', ', ')")
    base = alt.Chart(frame).encode(
        x=alt.X(f"{x}:N", sort=across_order, axis=top, scale=alt.Scale(paddingOuter=0.1)),
        y=alt.Y(f"{y}:N", sort=down_order, axis=side),
    )
    filled = base.transform_filter("datum.count > 0")
    circles = filled.mark_circle(opacity=1, stroke=RULE, strokeWidth=1).encode(
        size=alt.Size(
            "count:Q", scale=alt.Scale(domain=[1, max(8, int(frame["count"].max()))], range=[280, 820]), legend=None
        ),
        color=alt.Color("role:N", scale=alt.Scale(domain=["value", "silence"], range=[ACCENT, SILENT]), legend=None),
    )
    numbers = filled.mark_text(fontSize=12, fontWeight="bold").encode(
        text="count:Q",
        color=alt.condition("datum.role == 'value'", alt.value("white"), alt.value(INK)),
    )
    none = base.transform_filter("datum.count == 0").mark_point(size=6, color=RULE, filled=True)
    chart = alt.layer(none, circles, numbers).properties(width=alt.Step(44 if across else 58), height=alt.Step(30))
    return _figure(chart, title, _told(frame, "one circle for each answer and group"), identity)


def bars(table: pd.DataFrame, title: str, identity: str) -> Figure | None:
    """Shares as one bar a group, values from least to most protective, then silence in grey; counts printed inside."""
    import altair as alt

    frame = _prepared(table)
    frame = frame[(frame["count"] > 0) & (frame["answer"] != "not_read")]
    if frame.empty:
        return None
    everything = _prepared(table[table["answer"] != "not_read"])
    named = everything[everything["role"] == "value"]["name"].drop_duplicates().tolist()
    silent = everything[everything["role"] == "silence"]["name"].drop_duplicates().tolist()
    rank = {name: at for at, name in enumerate(named + silent)}
    colours = [STEPS[at * (len(STEPS) - 1) // max(1, len(named) - 1)] for at in range(len(named))]
    greys = [
        _FILLS[answer][0] for answer in everything.loc[everything["role"] == "silence", "answer"].drop_duplicates()
    ]
    dark = [name for name, colour in zip(named, colours, strict=True) if colour in STEPS[:3]]
    frame = frame.assign(rank=frame["name"].map(rank), dark=frame["name"].isin(dark))
    frame["part"] = frame["count"] / frame.groupby("place")["count"].transform("sum")
    base = alt.Chart(frame).encode(
        y=alt.Y("place:N", sort=list(dict.fromkeys(frame["place"])), axis=_side(alt)),
        x=alt.X("part:Q", stack="zero", axis=None, scale=alt.Scale(domain=[0, 1])),
        order="rank:Q",
    )
    scale = alt.Scale(domain=named + silent, range=colours + greys)
    legend = alt.Legend(orient="top", title=None, columns=5, symbolType="square", symbolSize=160, labelLimit=200)
    drawn = base.mark_bar(stroke="white", strokeWidth=1.5).encode(color=alt.Color("name:N", scale=scale, legend=legend))
    numbers = base.transform_filter("datum.part > 0.03").mark_text(fontSize=12, fontWeight="bold").encode(
        x=alt.X("part:Q", stack="zero", bandPosition=0.5), text="count:Q",
        color=alt.condition("datum.dark", alt.value("white"), alt.value(INK)),
    )  # fmt: skip
    chart = alt.layer(drawn, numbers).properties(width=520, height=alt.Step(30))
    return _figure(chart, title, _told(frame, "one bar for each group"), identity)


def _side(alt: Any) -> Any:
    return alt.Axis(
        labelLimit=260, title=None, domain=False, ticks=False, labelExpr="replace(datum.label, '\\n', ', ')"
    )


def _prepared(table: pd.DataFrame) -> pd.DataFrame:
    """Rows to draw: answers in words, groups with their n, answers that never occur left out, at most MOST_GROUPS groups."""
    if table.empty:
        return table
    kept = list(dict.fromkeys(table["group"]))[:MOST_GROUPS]
    frame = table[table["group"].isin(kept)].copy()
    frame["name"] = [
        SILENCES.get(a, words(a)) if role == "silence" else words(a) + (f" ({s})" if s else "")
        for a, s, role in zip(frame["answer"], frame["subject"], frame["role"], strict=True)
    ]
    occurs = frame.groupby("name")["count"].transform("sum") > 0
    frame = frame[occurs | (frame["answer"] == "not_stated")]
    frame["place"] = [f"{label}\nn={n}" for label, n in zip(frame["group_label"], frame["n"], strict=True)]
    return frame[["group", "place", "name", "answer", "role", "count", "n", "share"]]


def _told(frame: pd.DataFrame, form: str) -> str:
    """The chart in a sentence or two: what is drawn, and its largest numbers."""
    totals = frame.groupby("name", sort=False)["count"].sum().sort_values(ascending=False, kind="stable").to_dict()
    largest = ", ".join(f"{name} {int(count)}" for name, count in list(totals.items())[:4] if count)
    return f"Chart with {form}. In all: {largest or 'nothing'}. The table that follows holds every number."


def _figure(chart: Any, title: str, description: str, identity: str) -> Figure:
    import vl_convert

    config = {"aria": False, "font": FONT, "background": "transparent", "view": {"stroke": None}}
    axis = {
        "labelColor": INK,
        "labelFontSize": 12,
        "tickColor": RULE,
        "gridColor": "#efece6",
        "ticks": False,
        "labelPadding": 6,
    }
    config["axis"], config["legend"] = axis, {"labelColor": INK, "labelFontSize": 12}
    spec = chart.to_dict()
    spec["config"] = config
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


def matrix_of(counts: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """A frame of counts (group, group_label, one column a kind) in the long form that `matrix` draws."""
    rows = [
        {"group": row["group"], "group_label": row["group_label"], "answer": column, "subject": "", "role": role}
        | {"count": row[column], "n": row["total"], "stated": row["total"], "share": float("nan")}
        for row in counts.to_dict("records")
        for column, role in ((c, "silence" if c in ("unread", "untagged") else "value") for c in columns)
    ]
    return pd.DataFrame(rows)
