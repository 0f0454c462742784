"""The pages of trends: shares by period with intervals, charts, tests in sentences, and the documents behind every number."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from ..corpus.errors import SetupError
from ..nlp import timeline
from ..nlp.codebook import Codebook, Variable
from ..nlp.companies import Companies
from . import counting, disclosed, handcoded, shares, trend_figures
from . import trend_words as words
from .document_pages import file_of
from .figures import Figure
from .findings import Findings, Row, rows
from .front_page import KIND_NAMES, LEADING
from .grids import label_of, slug
from .observations import UNDATED, Answer, View
from .shares import Study
from .tables import SILENCES

SPREAD, TYPICAL = 10, 3  # from so many years on, with fewer companies than this in the typical one, decades are shown
CHARTED = 3  # values that have a picture of their own, besides "not stated"


@dataclass(frozen=True)
class Source:
    """What the pages are made of. hand: hand-coded documents, if there are any."""

    findings: Findings
    book: Codebook
    companies: Companies = field(default_factory=lambda: Companies(()))
    hand: handcoded.Codes | None = None


def contexts(source: Source) -> Iterator[tuple[str, str, Row]]:
    """(template, file name, what it speaks of) of the overview and of the page of each variable and series."""
    overview: list[Row] = []
    leading: list[Row] = []
    about = trend_figures.marks(timeline.drawn("0", "9"))
    shown: set[str] = set()
    for variable in variables(source.book):
        lines: dict[str, Row | None] = {}
        parts: list[Row] = []
        for kind in counting.ALL_KINDS:
            made = _studied(source, variable, kind)
            if isinstance(made, str):
                lines[kind] = None
                parts.append({"kind": kind, "name": KIND_NAMES[kind], "why": made})
                continue
            part = _part(made, about if variable.id in LEADING else (), variable.id in LEADING)
            shown.update(part["periods"])
            parts.append(part)
            lines[kind] = _line(made)
            yield (
                "trend.html",
                page_of(kind, variable.id),
                part | {"variable": variable} | _behind(made, source.findings),
            )
        overview.append({"variable": variable, "kinds": lines})
        if variable.id in LEADING:
            leading.append({"variable": variable, "parts": parts})
    yield "trends.html", "index.html", {
        "leading": leading, "overview": overview, "unequal": rows(disclosed.concentrated(source.findings)),
        "events": _listed(about, shown), "kind_names": KIND_NAMES, "words": words,
    }  # fmt: skip


def variables(book: Codebook) -> list[Variable]:
    """The variables that have a page: the leading ones first, then the other core ones."""
    core = [v for v in book.variables if v.tier == "core" and v.unit != "claim" and v.id != "clause_type"]
    return sorted(core, key=lambda v: LEADING.index(v.id) if v.id in LEADING else len(LEADING))


def page_of(kind: str, variable: str) -> str:
    return f"{kind}-{slug(variable)}.html"


def _studied(source: Source, variable: Variable, kind: str) -> Study | str:
    """The study, or why there is none."""
    hand = None
    if source.hand is not None and kind != "press":
        hand = handcoded.answers(source.hand, source.findings, variable)
    try:
        found = shares.study(source.findings, source.book, variable.id, View(kind, hand=hand), source.companies)
        if _thin(found):
            found = shares.study(
                source.findings, source.book, variable.id, View(kind, "decade", hand=hand), source.companies
            )
    except SetupError as nothing:
        return str(nothing)[0].upper() + str(nothing)[1:].rstrip(".") + "."
    return found


def _thin(found: Study) -> bool:
    """Whether years hold too few companies to be read one by one, and there are decades enough to read instead."""
    years = Counter(unit.period for unit in found.main if unit.period != UNDATED)
    return len(years) > 1 and int(max(years)) - int(min(years)) >= SPREAD and median(years.values()) < TYPICAL


def _part(study: Study, about: Sequence[trend_figures.Mark], full: bool) -> Row:
    """One series of one variable: notes, tables, and for the leading variables pictures and tests."""
    table = shares.by_period(study)
    records = rows(table)
    periods = [p for p in dict.fromkeys(row["group"] for row in records) if p != UNDATED]
    kind, variable = study.view.kind, study.variable
    part: Row = {
        "kind": kind, "name": KIND_NAMES[kind], "why": "", "notes": table.attrs["notes"], "periods": periods,
        "tables": [_table(records, reading, study) for reading in study.units], "page": page_of(kind, variable.id),
        "movements": [], "charts": [], "alike": [], "full": full, "words": words,
    }  # fmt: skip
    if full:
        part["charts"] = _charts(records, study, periods, about)
        wanted = [*counting.leading(study, CHARTED), Answer("not_stated")]
        part["movements"] = [
            row for row in counting.movements(study) if Answer(row["answer"], row["subject"]) in wanted
        ]
        part["alike"] = [row for row in counting.standardisation(study) if row["value"] is not None]
    return part


def _charts(
    records: Sequence[Row], study: Study, periods: Sequence[str], about: Sequence[trend_figures.Mark]
) -> list[Figure]:
    """Pictures of the commonest values and of silence; none of a single period or of single companies: tables tell these."""
    if len(periods) < 2 or not any(row["low"] == row["low"] for row in records):
        return []
    found: list[Figure] = []
    for at, answer in enumerate([*counting.leading(study, CHARTED), Answer("not_stated")]):
        mine = [row for row in records if (row["answer"], row["subject"]) == answer]
        base = "of all" if answer.answer in SILENCES else "of those that state one"
        title = f"{label_of(*answer).capitalize()}, {base}"
        made = (
            trend_figures.shares(mine, periods, about, title, f"{study.view.kind}-{study.variable.id}-t{at}")
            if mine
            else None
        )
        found += [made] if made else []
    return found


def _table(records: Sequence[Row], reading: str, study: Study) -> Row:
    """One reading as rows of periods and columns of answers."""
    mine = [row for row in records if row["reading"] == reading]
    columns = list(dict.fromkeys((row["answer"], row["subject"]) for row in mine))
    by_period: dict[str, list[Row]] = {}
    for row in mine:
        href = f"{page_of(study.view.kind, study.variable.id)}#{anchor(reading, row['group'], row['answer'], row['subject'])}"
        by_period.setdefault(row["group"], []).append(row | {"href": href})
    return {
        "reading": words.READINGS[reading],
        "columns": [{"label": label_of(a, s), "silence": a in SILENCES} for a, s in columns],
        "rows": _without_gaps([{"period": period, "cells": cells, **_head(cells)} for period, cells in by_period.items()]),
    }  # fmt: skip


def _without_gaps(lines: list[Row]) -> list[Row]:
    """The rows of a table, those of neighbouring periods without a document as one."""
    found: list[Row] = []
    for line in lines:
        if found and not line["n"] and not found[-1]["n"]:
            found[-1] = found[-1] | {"period": f"{found[-1]['period'].split('–')[0]}–{line['period']}"}
        else:
            found.append(line)
    return found


def _head(cells: Sequence[Row]) -> Row:
    """What holds for a whole row. withheld: the most hand-coded units, where every corrected share is withheld; else None."""
    hand = [cell for cell in cells if "corrected" in cell]
    withheld = all(cell["corrected"] != cell["corrected"] for cell in hand)
    return {name: cells[0][name] for name in ("n", "stated", "documents", "distinct", "companies")} | {
        "withheld": max(int(cell["hand_coded"]) for cell in hand) if hand and withheld else None
    }


def anchor(reading: str, period: str, answer: str, subject: str = "") -> str:
    """Where the documents behind one number begin."""
    return ".".join([reading, slug(period), slug(answer), *([slug(subject)] if subject else [])])


def _line(study: Study) -> Row:
    """A series in a line: how many, and how alike they are."""
    agreement = [m for m in counting.standardisation(study) if m["group"] == "all" and m["name"].startswith("share")]
    periods = sorted({u.period for u in study.main} - {UNDATED})
    leading = counting.leading(study, 1)
    return {
        "page": page_of(study.view.kind, study.variable.id), "n": len(study.main), "companies": len({u.cluster for u in study.main}),
        "span": f"{periods[0]}–{periods[-1]}" if len(periods) > 1 else "".join(periods),
        "commonest": label_of(*leading[0]) if leading else "", "agreement": agreement[0] if agreement else None,
    }  # fmt: skip


def _behind(study: Study, findings: Findings) -> Row:
    """The documents behind each number: reading, period and answer, with companies, links and the words."""
    titles = {d["document_id"]: d for d in findings.document_rows}
    quotes = findings.coded.get(study.variable.id, {}) if study.view.kind != "press" else {}
    lists: list[Row] = []
    for reading, units in study.units.items():
        cells: dict[tuple[str, Answer], list[Row]] = {}
        for unit in units:
            for answer, documents in unit.behind.items():
                entries = [_entry(titles[d], quotes.get(d), study.variable.id) for d in dict.fromkeys(documents)]
                cells.setdefault((unit.period, answer), []).append({"company": unit.label, "entries": entries})
        lists += [
            {"anchor": anchor(reading, when, *answer), "period": when, "reading": words.READINGS[reading], "label": label_of(*answer), "units": found}
            for (when, answer), found in sorted(cells.items())
        ]  # fmt: skip
    return {"lists": lists}


def _entry(document: Row, coding: Row | None, variable: str) -> Row:
    part = "" if coding is None else f"#e-{slug(variable)}" if coding["quote"] else f"#v-{slug(variable)}"
    return {
        "title": document["title"], "published": document["published"], "quote": coding["quote"] if coding else "",
        "href": f"../documents/{file_of(document['document_id'])}{part}",
    }  # fmt: skip


def _listed(about: Sequence[trend_figures.Mark], shown: set[str]) -> list[trend_figures.Mark]:
    """The events that fall into a period that is shown."""
    if not shown:
        return []
    return [mark for mark in about if min(shown)[:4] <= mark.event.date[:4] <= max(shown)[:4]]
