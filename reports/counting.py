"""Trends and comparisons as frames: shares with intervals, and beside them the tests and measures that belong to them."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, get_args

import pandas as pd

from ..corpus.errors import SetupError
from ..nlp.codebook import Codebook
from ..nlp.companies import Companies
from . import composition, handcoded, shares, tendency, unevenness
from .filters import Filter, parse
from .findings import Findings, Row
from .observations import Answer, By, Unit, View
from .shares import Study
from .steps import Counting
from .tables import SERIES, SILENCES, UNDATED, display_order

ALL_KINDS = (*SERIES, "press")


def studies(findings: Findings, book: Codebook, variable: str, counting: Counting, companies: Companies) -> list[Study]:
    """One study for each kind that is asked for. Raises SetupError when nothing at all can be counted."""
    chosen = shares.known_variable(book, variable)
    by: By = _one_of("by", counting.by, get_args(By))
    unit: Unit = _one_of("unit", counting.unit, get_args(Unit))
    known = {d["company"] for d in findings.document_rows} | set(findings.claims["subject"])
    where = parse(counting.where, book, companies, known)
    kinds = _kinds(counting.kind, where)
    hand = handcoded.answers(handcoded.read(Path(counting.gold)), findings, chosen) if counting.gold else None
    if hand is not None and not hand:
        raise SetupError(f"{counting.gold}: none of its documents is in this workspace, or none is coded on {variable}")
    found: list[Study] = []
    faults: list[SetupError] = []
    for kind in kinds:
        view = View(kind, by, unit, where, None if kind == "press" else hand, counting.today)
        try:
            found.append(shares.study(findings, book, variable, view, companies))
        except SetupError as fault:
            faults.append(fault)
    if not found:
        raise faults[0] if len(faults) == 1 else SetupError("; ".join(dict.fromkeys(str(f) for f in faults)))
    return found


def _one_of(name: str, given: str, allowed: Sequence[Any]) -> Any:
    if given not in allowed:
        raise SetupError(f"{name} is one of {', '.join(allowed)}, not {given!r}")
    return given


def _kinds(kind: str | None, where: Filter) -> Sequence[str]:
    if kind is not None and kind not in ALL_KINDS:
        raise SetupError(f"kind is one of {', '.join(ALL_KINDS)}, not {kind!r}")
    asked = where.fields.get("kind")
    kinds = [k for k in ALL_KINDS if kind in (None, k) and (asked is None or k in asked)]
    if not kinds:
        raise SetupError(f"the filter contradicts itself: kind={','.join(sorted(asked or ()))} with --kind {kind}")
    return kinds


def trends(findings: Findings, book: Codebook, variable: str, counting: Counting, companies: Companies) -> pd.DataFrame:
    """Shares by period, with a column `kind` before those of `shares.by_period`.

    attrs: notes (sentences), movements (one dict for each kind, reading and value: trend, jump, what made the change up) and
    standardisation (one dict for each kind, reading, period and measure).
    """
    found = studies(findings, book, variable, counting, companies)
    between = _between(found, counting)
    table = _joined((study.view.kind, shares.by_period(study)) for study in found)
    table.attrs["movements"] = [row for study in found for row in movements(study, between)]
    table.attrs["standardisation"] = [row for study in found for row in standardisation(study)]
    return table


def compare(
    findings: Findings, book: Codebook, variable: str, by: str, counting: Counting, companies: Companies
) -> pd.DataFrame:
    """Shares of all periods together by company, sector, country, talent category or kind; columns as in `trends`."""
    grouping = shares.checked(by)
    found = studies(findings, book, variable, counting, companies)
    if grouping == "kind":
        table = shares.by_kind(found)
        table.insert(0, "kind", table["group"])
    else:
        table = _joined((study.view.kind, shares.by_group(study, grouping, companies)) for study in found)
    rows: list[Row] = []
    for study in found:
        keys = shares.grouper(grouping, companies) if grouping != "kind" else None
        named = dict.fromkeys(k for unit in study.main for k in keys(unit)) if keys else [study.view.kind]
        rows += [row for key in named for row in _agreement(study, key, keys)]
    table.attrs["standardisation"] = rows
    return table


def _between(found: Sequence[Study], counting: Counting) -> tuple[Sequence[str], Sequence[str]] | None:
    if counting.between is None:
        return None
    early, late = counting.between
    known = {unit.period for study in found for unit in study.main}
    for period in (early, late):
        if period not in known:
            raise SetupError(f"between: there is nothing in {period!r}; the periods are {', '.join(sorted(known))}")
    if early >= late:
        raise SetupError(f"between: {early} is not before {late}")
    return (early,), (late,)


def _joined(frames: Iterable[tuple[str, pd.DataFrame]]) -> pd.DataFrame:
    parts: list[pd.DataFrame] = []
    notes: list[str] = []
    for kind, frame in frames:
        notes += [f"{kind}: {note}" for note in frame.attrs["notes"]]
        plain = frame.copy()
        plain.attrs = {}
        plain.insert(0, "kind", kind)
        parts.append(plain)
    table = pd.concat(parts, ignore_index=True)
    table.attrs["notes"] = notes
    return table


def movements(study: Study, between: tuple[Sequence[str], Sequence[str]] | None = None) -> list[Row]:
    """For each reading and value: the trend, the greatest jump, and what a change is made of.

    between: the periods before and after; by default the earlier and the later half.
    """
    rows: list[Row] = []
    for reading, units in study.units.items():
        for answer in shares.slots(study.variable, units):
            if answer.answer in SILENCES and answer.answer != "not_stated":
                continue
            data = tendency.series(units, answer)
            change = composition.take_apart(units, answer, *(between or composition.halves(data.names)))
            head: Row = {
                "kind": study.view.kind,
                "reading": reading,
                "answer": answer.answer,
                "subject": answer.subject,
            }
            rows.append(
                head
                | {"trend": asdict(tendency.trend(data)), "jump": asdict(tendency.jump(data)), "change": asdict(change)}
            )
    return rows


def standardisation(study: Study) -> list[Row]:
    """How far the stated values agree, in each period and in all together."""
    periods = dict.fromkeys(unit.period for unit in study.main if unit.period != UNDATED)
    return [row for period in periods for row in _agreement(study, period, lambda o: (o.period,))] + _agreement(
        study, "all", None
    )


def _agreement(study: Study, key: str, keys: Any) -> list[Row]:
    if study.variable.select == "multi":
        return []  # several values at once are no disagreement
    rows: list[Row] = []
    for reading, units in study.units.items():
        part = [unit for unit in units if keys is None or key in keys(unit)]
        for subject in sorted({s for unit in part for s in unit.stated}) or [""]:
            head: Row = {"kind": study.view.kind, "reading": reading, "group": key, "subject": subject}
            rows += [head | asdict(m) for m in unevenness.standardisation(part, display_order(study.variable), subject)]
    return rows


def without_nan(rows: Iterable[Row]) -> list[Row]:
    """Rows for JSON: a missing number is null, never NaN."""

    def clean(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: clean(v) for k, v in value.items()}
        return None if isinstance(value, float) and value != value else value

    return [clean(dict(row)) for row in rows]


def leading(study: Study, most: int = 3) -> list[Answer]:
    """The values that are stated most often, to speak of first."""
    total: dict[Answer, float] = {}
    for unit in study.main:
        for answer, part in unit.answers.items():
            if answer.answer not in SILENCES:
                total[answer] = total.get(answer, 0.0) + part
    return sorted(total, key=lambda a: -total[a])[:most]
