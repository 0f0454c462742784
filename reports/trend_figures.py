"""Charts of shares over time: one small picture for each answer, narrow enough for a phone, with intervals and dated events."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..nlp.timeline import Event
from . import trend_words as words
from .figures import ACCENT, RULE, Figure, drawn_figure
from .findings import Row
from .grids import label_of

WIDTH, HEIGHT = 286, 96  # with its axis a picture is 330 wide: a phone of 390 shows it whole
NEAR = 0.05  # of the width: labels of events nearer than this are joined ("3–5")


@dataclass(frozen=True, slots=True)
class Mark:
    """An event on the charts: its number in the list below, None where only a tick is drawn, and its time in years."""

    number: int | None
    time: float
    event: Event


def marks(events: Sequence[Event]) -> list[Mark]:
    """The events numbered as they are listed: laws and collective agreements have numbers, the others ticks."""
    found: list[Mark] = []
    for event in events:
        number = sum(m.number is not None for m in found) + 1 if event.binding else None
        found.append(Mark(number, _time(event.date), event))
    return found


def _time(date: str) -> float:
    return int(date[:4]) + (int(date[5:7]) - 1) / 12 + (int(date[8:10]) - 1) / 365


def shares(
    table: Sequence[Row], periods: Sequence[str], about: Sequence[Mark], title: str, identity: str
) -> Figure | None:
    """The share of one answer in each period, with its interval; a full dot, or for the most protective reading a ring.

    table: rows of `shares.by_period` for one answer. periods: all there are, so that gaps show. None where no share is known.
    """
    import altair as alt

    at = {period: i for i, period in enumerate(periods)}
    points = [
        {"x": at[row["group"]] + 0.5 + (0.12 if row["reading"] == "most" else 0.0), "share": row["share"], "low": row["low"],
         "high": row["high"], "ring": row["reading"] == "most"}
        for row in table
        if row["group"] in at and row["share"] == row["share"]
    ]  # fmt: skip
    if not points:
        return None
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, len(periods)], nice=False), axis=_periods(alt, periods))
    y = alt.Y("share:Q", scale=alt.Scale(domain=[0, 1]), axis=_percent(alt))
    known = [p for p in points if p["low"] == p["low"]]
    base = alt.Chart(alt.Data(values=points))
    layers = [*_events(alt, about, periods, x)]
    if known:
        layers.append(
            alt.Chart(alt.Data(values=known))
            .mark_rule(color=ACCENT, strokeWidth=1.6)
            .encode(x=x, y=alt.Y("low:Q"), y2="high:Q")
        )
    layers.append(
        base.mark_point(size=46, filled=True, opacity=1, stroke=ACCENT, strokeWidth=1.6).encode(
            x=x, y=y, fill=alt.condition("datum.ring", alt.value("#ffffff"), alt.value(ACCENT))
        )
    )
    chart = alt.layer(*layers).properties(width=WIDTH, height=HEIGHT)
    return drawn_figure(chart, title, _told(table), identity)


def _percent(alt: Any) -> Any:
    return alt.Axis(
        values=[0, 0.5, 1], labelExpr="datum.value * 100 + '%'", title=None, domain=False, grid=True, labelPadding=4
    )


def _periods(alt: Any, periods: Sequence[str]) -> Any:
    """Names of periods under the middle of each; where there are many, every second or third."""
    every = -(-len(periods) // (8 if all(len(p) == 4 for p in periods) else 4))
    named = ", ".join(f"'{p}'" for p in periods)
    return alt.Axis(
        values=[i + 0.5 for i in range(0, len(periods), every)], labelExpr=f"[{named}][floor(datum.value)]", title=None,
        grid=False, labelFontSize=11, labelPadding=7, domainColor=RULE,
    )  # fmt: skip


def _events(alt: Any, about: Sequence[Mark], periods: Sequence[str], x: Any) -> list[Any]:
    if not about or not periods:
        return []
    named = periods[0]
    first = int(named[:4])
    steps = 0.1 if named.endswith("s") else 4 if " Q" in named else 12 if "-" in named else 1
    start = int(named[6]) - 1 if steps == 4 else int(named[5:7]) - 1 if steps == 12 else 0
    placed: list[Row] = [{"x": (mark.time - first) * steps - start, "number": mark.number} for mark in about]
    placed = [p for p in placed if 0 <= p["x"] <= len(periods)]
    rules, ticks = [p for p in placed if p["number"]], [p for p in placed if not p["number"]]
    found: list[Any] = []
    if ticks:
        found.append(
            alt.Chart(alt.Data(values=ticks))
            .mark_tick(color="#b5afa3", thickness=1, size=5, yOffset=2.5)
            .encode(x=x, y=alt.datum(1))
        )
    if rules:
        labels = alt.Chart(alt.Data(values=_labels(rules, NEAR * len(periods)))).mark_text(
            fontSize=9, color="#6b655b", dy=-6
        )
        found += [
            alt.Chart(alt.Data(values=rules)).mark_rule(color="#b5afa3", strokeDash=[2, 2]).encode(x=x),
            labels.encode(x=x, y=alt.datum(1), text="label:N"),
        ]
    return found


def _labels(rules: Sequence[Row], near: float) -> list[Row]:
    """One label for each run of neighbouring rules."""
    runs: list[list[Row]] = []
    for rule in rules:
        if runs and rule["x"] - runs[-1][-1]["x"] < near:
            runs[-1].append(rule)
        else:
            runs.append([rule])
    return [
        {"x": (run[0]["x"] + run[-1]["x"]) / 2, "label": f"{run[0]['number']}" if len(run) == 1 else f"{run[0]['number']}–{run[-1]['number']}"}
        for run in runs
    ]  # fmt: skip


def _told(table: Sequence[Row]) -> str:
    """The chart in a sentence, for those who do not see it."""
    said = [
        f"{row['group']}: {words.share(row['share'])}"
        + (f" ({interval})" if (interval := words.interval(row["low"], row["high"])) else "")
        for row in table
        if row["share"] == row["share"] and row["reading"] != "most"
    ]
    label = label_of(table[0]["answer"], table[0]["subject"])
    return f"Share of {label} by period, with 95 % intervals. {'; '.join(said)}. The table that follows holds every number."
