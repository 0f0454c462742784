"""Shares of one variable by period or by kind of company, each with what it is a share of, its interval and its correction."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Literal

import numpy as np
import pandas as pd

from ..corpus.errors import SetupError
from ..nlp.codebook import Codebook, Variable
from ..nlp.companies import Companies
from .findings import Findings, Row
from .observations import Answer, Collected, Observation, Reading, View, collect, periods_between, readings
from .prevalence import Coded, Estimate, corrected, counted
from .tables import SILENCES, UNDATED, display_order

Grouping = Literal["company", "sector", "country", "talent", "kind"]
GROUPINGS: tuple[Grouping, ...] = ("company", "sector", "country", "talent", "kind")
UNKNOWN = "not known"
COLUMNS = (
    "group", "reading", "answer", "subject", "role", "count", "of", "share", "low", "high", "why", "n", "stated", "documents",
    "distinct", "companies", "effective",
)  # fmt: skip
HAND_COLUMNS = ("hand_coded", "corrected", "corrected_low", "corrected_high", "power", "corrected_why")


@dataclass(frozen=True, slots=True)
class Study:
    """One variable in one kind of document: what is counted, in each reading, and what was left out."""

    variable: Variable
    view: View
    collected: Collected
    units: dict[Reading, list[Observation]]

    @property
    def main(self) -> list[Observation]:
        """The reading that tests and decompositions rest on: the least protective, in which talent side has agreed most."""
        return next(iter(self.units.values()))


def study(findings: Findings, book: Codebook, variable: str, view: View, companies: Companies) -> Study:
    """Everything to be counted. Raises SetupError when there is no such variable or no document to count."""
    found = known_variable(book, variable)
    collected = collect(findings, found, view, companies)
    units = readings(collected, found, view)
    if not any(units.values()):
        told = left_out(collected, undated=True)
        out = f" Left out: {told}." if told else ""
        asked = f" that fits '{view.where.text}'" if view.where.text else ""
        name = {"contract": "contract", "terms": "set of terms", "press": "press claim on this"}.get(
            view.kind, view.kind
        )
        raise SetupError(f"nothing to count: there is no {name} about a person's likeness{asked}.{out}")
    return Study(found, view, collected, units)


def known_variable(book: Codebook, name: str) -> Variable:
    """The variable of that name; raises SetupError with the nearest one."""
    countable = {v.id: v for v in book.variables if v.unit != "claim" and v.id != "clause_type"}
    if name in countable:
        return countable[name]
    near = get_close_matches(name, countable, 1, 0.5)
    raise SetupError(
        f"there is no variable {name!r}{f'; did you mean {near[0]}?' if near else ''} See docs/codebook.md"
    )


def by_period(found: Study) -> pd.DataFrame:
    """Shares period by period, without gaps: columns COLUMNS, and HAND_COLUMNS where hand-coded documents were given.

    group: the period. role: "value" (a share of those that state one) or "silence" (a share of n). count and of: what share
    is made of, in units of counting. n, stated, documents, companies: of the whole group. distinct: documents, near-identical
    ones once. effective: how many equally large companies would say as much. A number that cannot be given is missing (NaN)
    and `why` or `corrected_why` says the reason.
    """
    named = sorted({o.period for units in found.units.values() for o in units} - {UNDATED})
    order = periods_between(named[0], named[-1], found.view.by) if named else []
    return _frame(found, {p: p for p in order}, lambda o: (o.period,), True)


def by_group(found: Study, grouping: Grouping, companies: Companies) -> pd.DataFrame:
    """Shares of all periods together, by company, sector, country or talent category; the same columns as `by_period`."""
    keys = grouper(grouping, companies)
    size: dict[str, int] = {}
    for unit in found.main:
        for key in keys(unit):
            size[key] = size.get(key, 0) + 1
    order = sorted(size, key=lambda key: (key == UNKNOWN, -size[key], key))
    return _frame(found, {key: key for key in order}, keys, False)


def checked(by: str) -> Grouping:
    """The grouping of that name; raises SetupError with those there are."""
    for grouping in GROUPINGS:
        if by == grouping:
            return grouping
    raise SetupError(f"compare by {', '.join(GROUPINGS)}, not by {by!r}")


def grouper(grouping: Grouping, companies: Companies) -> Callable[[Observation], Sequence[str]]:
    """What group or groups a unit of counting belongs to."""

    def of_company(unit: Observation) -> Any:
        return companies.by_id.get(unit.pieces[0].company)

    ways: dict[str, Callable[[Observation], Sequence[str]]] = {
        "company": lambda o: (o.label if o.pieces[0].company else UNKNOWN,),
        "sector": lambda o: (c.sector if (c := of_company(o)) else UNKNOWN,),
        "country": lambda o: (c.country or UNKNOWN if (c := of_company(o)) else UNKNOWN,),
        "talent": lambda o: sorted({t for piece in o.pieces for t in piece.talent}),
    }
    return ways[grouping]


def slots(variable: Variable, units: Iterable[Observation]) -> list[Answer]:
    """The answers that occur, values in the codebook's order by subject, then silences; "not stated" is always there."""
    seen = {answer for unit in units for answer in unit.answers}
    seen |= {answer for unit in units if unit.hand for answer in unit.hand}
    order = [*display_order(variable), *sorted({a.answer for a in seen} - set(display_order(variable)) - set(SILENCES))]
    subjects = sorted({a.subject for a in seen if a.answer not in SILENCES})
    values = [Answer(v, s) for s in subjects for v in order if Answer(v, s) in seen]
    return values + [Answer(s) for s in SILENCES if s == "not_stated" or Answer(s) in seen]


def _frame(
    found: Study, groups: dict[str, str], keys: Callable[[Observation], Sequence[str]], over_time: bool
) -> pd.DataFrame:
    with_hand = found.view.hand is not None
    rows: list[Row] = []
    for reading, units in found.units.items():
        answers = slots(found.variable, units)
        parts: dict[str, list[Observation]] = {key: [] for key in groups}
        for unit in units:
            for key in keys(unit):
                if key in parts:
                    parts[key].append(unit)
        for key, part in parts.items():
            whole = {"group": groups[key], "reading": reading, **_whole(part)}
            rows += [whole | _share(part, answer, with_hand) for answer in answers]
    frame = pd.DataFrame(rows, columns=[*COLUMNS, *(HAND_COLUMNS if with_hand else ())])
    numbers = [
        c
        for c in frame.columns
        if c in ("share", "low", "high", "corrected", "corrected_low", "corrected_high", "power")
    ]
    frame[numbers] = frame[numbers].astype(float)
    frame.attrs["notes"] = notes(found, over_time)
    return frame


def _whole(part: Sequence[Observation]) -> Row:
    pieces = {p.document_id: p for unit in part for p in unit.pieces}
    stated = sum(min(1.0, sum(unit.stated.values())) for unit in part)
    return {
        "n": len(part), "stated": stated, "documents": len(pieces), "distinct": len({p.group for p in pieces.values()}),
    }  # fmt: skip


def _share(part: Sequence[Observation], answer: Answer, with_hand: bool) -> Row:
    silence = answer.answer in SILENCES
    machine = np.array([unit.answers.get(answer, 0.0) for unit in part])
    base = np.ones(len(part)) if silence else np.array([unit.stated.get(answer.subject, 0.0) for unit in part])
    found = counted(machine, [unit.cluster for unit in part], base)
    row: Row = {
        "answer": answer.answer, "subject": answer.subject, "role": "silence" if silence else "value",
        "count": float(machine.sum()), "of": float(base.sum()), "share": found.share, "low": found.low, "high": found.high,
        "why": found.why if found.n else _nothing(part), "companies": len({unit.cluster for unit in part}), "effective": found.effective,
    }  # fmt: skip
    return row | _corrected(part, answer, machine, base) if with_hand else row


def _nothing(part: Sequence[Observation]) -> str:
    if not part:
        return "No document here."
    silent = {
        name: sum(unit.answers.get(Answer(key), 0.0) for unit in part) for key, name in SILENCES.items()
    }  # fmt: skip
    told = ", ".join(f"{count:g} {name}" for name, count in silent.items() if count)
    return f"None of {len(part)} states it ({told})."


def _corrected(part: Sequence[Observation], answer: Answer, machine: Any, base: Any) -> Row:
    silence = answer.answer in SILENCES
    sample = Coded(
        machine=machine,
        base=base,
        coded=np.array([unit.hand is not None for unit in part], dtype=bool),
        truth=np.array([(unit.hand or {}).get(answer, 0.0) for unit in part]),
        truth_base=np.array([1.0 if silence else (unit.hand_stated or {}).get(answer.subject, 0.0) for unit in part]),
        company=[unit.cluster for unit in part],
        stratum=[unit.period for unit in part],
    )
    found = corrected(sample) if part else Estimate(None, None, None, 0, 0, 0.0, why="No document here.")
    return {
        "hand_coded": found.coded, "corrected": found.share, "corrected_low": found.low, "corrected_high": found.high,
        "power": found.power, "corrected_why": found.why,
    }  # fmt: skip


def left_out(collected: Collected, undated: bool) -> str:
    """What is not counted and why; documents without a date where dates decide."""
    without = sum(not piece.published for piece in collected.pieces) if undated else 0
    dateless = (f"{without} document{'s' if without != 1 else ''} without a date",) if without else ()
    return "; ".join((*collected.left_out, *dateless))


def notes(found: Study, over_time: bool = True) -> list[str]:
    """What a reader must know of these numbers, in sentences."""
    view, unit = found.view, found.view.by
    dated = {"terms": f"with the terms in force on the last day of the {unit}"}.get(
        view.kind, f"by what is dated in the {unit}"
    )
    told = {
        "company": f"Counted by company and {unit}, {dated}: a company counts once, however many documents it has.",
        "document": "Counted by document: a company with many documents weighs more.",
        "group": "Counted by group of near-identical documents, each with its earliest date.",
    }[view.unit]
    said = [told]
    if "least" in found.units:
        said.append(
            "Where documents of a company differ it is read twice: by its least and by its most protective one."
        )
    if out := left_out(found.collected, undated=view.unit == "company" or over_time):
        said.append(f"Left out: {out}.")
    if view.hand is not None:
        coded = sum(unit.hand is not None for unit in found.main)
        inside = {p.document_id for p in found.collected.pieces}
        outside = sum(document not in inside for document in view.hand)
        said.append(
            f"Coded by hand: {coded} of {len(found.main)} units of counting"
            + (f"; {outside} further hand-coded documents are not among them." if outside else ".")
        )
    return said


def by_kind(studies: Iterable[Study]) -> pd.DataFrame:
    """Shares of all periods together, contracts and terms beside each other and never added up."""
    frames = [
        _frame(found, {found.view.kind: found.view.kind}, lambda o, kind=found.view.kind: (kind,), False)
        for found in studies
    ]
    table = pd.concat(frames, ignore_index=True)
    table.attrs["notes"] = [f"{frame['group'].iloc[0]}: {note}" for frame in frames for note in frame.attrs["notes"]]
    return table
