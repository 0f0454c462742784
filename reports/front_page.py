"""What the first page of the report says, and the list of all documents."""

import csv
import io
from collections import Counter
from dataclasses import replace
from importlib.metadata import version
from typing import Any

from ..nlp.codebook import Codebook, Variable
from . import figures
from .findings import Count, Findings, Row, rows, summary
from .grids import Grid, anchor, grid, label_of, meanings, page_of
from .tables import COUNTED, SERIES, SILENCES, Unit, answer_rows, claim_counts, count_rows, display_order, tally

LEADING = ("compensation_structure", "rights_retention")  # the two questions the report opens with
KIND_NAMES = {
    "contract": "contracts", "terms": "platform terms", "press": "press articles", "other": "other documents", "": "not yet tagged",
}  # fmt: skip
SURE = 0.7  # a kind recognised with a lower score is put forward for checking
LISTED = 100  # rows of a list that may be long; the pages behind it hold the rest


COUNTED_AS: dict[Count, str] = {
    "default": "Contracts and terms are counted by document, press by story: an article that several outlets printed counts once.",
    "document": "Every document counts once, near-identical ones too.",
    "group": "Near-identical documents (one story in several outlets, one template filled in for several people, unchanged versions "
    "of terms) count once; the earliest stands for them.",
    "source": "A document counts once for every place it was found in.",
}  # fmt: skip


def context(findings: Findings, book: Codebook, count: Count = "default") -> Row:
    """Everything the template index.html speaks of."""
    whole, findings = findings, findings.per(count)
    core = [
        v for v in book.variables if v.tier == "core" and v.unit != "claim" and v.id not in (*LEADING, "clause_type")
    ]
    extended = [v for v in book.variables if v.tier == "extended" and v.unit != "claim"]
    by_company = count_rows(findings, "company")
    return {
        "facts": facts(whole, book), "kind_names": KIND_NAMES, "by_kind": _by_kind(whole), "counted_as": COUNTED_AS[count],
        "by_year": count_rows(findings, "year"), "by_company": by_company[: figures.MOST_GROUPS],
        "more_companies": max(0, len(by_company) - figures.MOST_GROUPS),
        "overview": _overview(findings), "failures": rows(findings.failures)[:LISTED], "to_check": to_check(whole)[:LISTED],
        "leading": [leading(findings, book, book[name]) for name in LEADING],
        "core": [compact(findings, v) for v in core], "extended": [compact(findings, v) for v in extended],
        "amounts": amounts(findings), "press": press_summary(findings, book), "version": version("facevalue"),
        "silences": meanings(book.variables[0]), "silence_names": SILENCES,
    }  # fmt: skip


def facts(findings: Findings, book: Codebook) -> Row:
    """The numbers of the opening lines."""
    documents = findings.document_rows
    languages = Counter(d["language"] for d in documents if d["language"] not in (book.language, "und", ""))
    copied = sorted((d for d in documents if d["sources"] > 1), key=lambda d: -d["sources"])
    return summary(findings) | {
        "copied": copied[:LISTED],
        "alike": _alike(documents)[:LISTED],
        "languages": languages.most_common(),
        "unknown_language": sum(d["language"] == "und" for d in documents),
        "negatives": {kind: findings.negatives(kind) for kind in ("contract", "terms", "press")},
        "kinds": {kind: sum(d["kind"] == kind for d in documents) for kind in KIND_NAMES},
    }


def _alike(documents: list[Row]) -> list[list[Row]]:
    """The groups of near-identical documents, the largest first, each from its earliest document on."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for document in sorted(documents, key=lambda d: (d["published"] or "9", d["title"])):
        groups.setdefault((document["kind"], document["group"]), []).append(document)
    return sorted((group for group in groups.values() if len(group) > 1), key=lambda group: -len(group))


def _by_kind(findings: Findings) -> list[Row]:
    table: list[Row] = []
    for kind, name in KIND_NAMES.items():
        of_kind = [d for d in findings.document_rows if d["kind"] == kind]
        if kind in ("", "other") and not of_kind:
            continue
        states = Counter(d["status"] for d in of_kind)
        row: Row = {
            "name": name,
            "documents": len(of_kind),
            "groups": len({d["group"] for d in of_kind}),
            "sources": sum(d["sources"] for d in of_kind),
            "unread": sum(u["kind"] == kind for u in findings.unread_rows),
        }
        row |= {state: states[state] for state in ("coded", "no_likeness", "not_searched")}
        row |= {
            "from_manifest": sum(d["kind_from"] == "manifest" for d in of_kind),
            "unsure": sum(map(_unsure, of_kind)),
        }
        table.append(row)
    return table


def _unsure(document: Row) -> bool:
    return document["kind_from"] == "text" and document["kind_score"] < SURE


def _overview(findings: Findings) -> figures.Figure | None:
    table = count_rows(findings, "year")
    used = [kind for kind in COUNTED if any(row[kind] for row in table)]
    return figures.matrix(
        figures.matrix_of(table, used), "Documents by kind and year", "overview", across=len(table) > 12
    )


def to_check(findings: Findings) -> list[Row]:
    """Documents whose kind was recognised with little certainty, or that have no company or no date; the unsurest first."""
    tagged = [d for d in findings.document_rows if d["kind"]]
    found = [d for d in tagged if _unsure(d) or not d["company"] or not d["published"]]
    return sorted(found, key=lambda d: (not _unsure(d), d["kind_score"] if _unsure(d) else 1, d["title"]))


def leading(findings: Findings, book: Codebook, variable: Variable) -> Row:
    """One of the two main questions: for each series a sentence, charts and tables by company and by year, then the press."""
    series = [_series(findings, variable, kind) for kind in SERIES]
    return {"variable": variable, "series": series, "claims": claim_grid(findings, book, variable.id)}


def _series(findings: Findings, variable: Variable, kind: str) -> Row:
    answered = answer_rows(findings, variable.id, kind)
    parts: list[Row] = []
    units: tuple[Unit, ...] = ("company", "year")
    for by in units:
        table = tally(answered, variable, by)
        title = f"{variable.label}, {KIND_NAMES[kind]}, by {by}"
        identity = f"{kind}-{variable.id}-{by}"
        if variable.ordinal:
            figure = figures.bars(table, title, identity)
        else:
            figure = figures.matrix(
                table, title, identity, across=by == "company" or len({row["group"] for row in table}) > 10
            )
        whole = grid(table, variable, kind, by, "cells/")
        shown = replace(whole, rows=whole.rows[: figures.MOST_GROUPS])
        more = len(whole.rows) - len(shown.rows)
        parts.append(
            {
                "by": by,
                "figure": figure,
                "grid": shown,
                "title": title,
                "more": more,
                "page": page_of(kind, variable.id),
            }
        )
    return {"kind": kind, "name": KIND_NAMES[kind], "parts": parts, "all": total(findings, variable, kind, answered)}


def total(findings: Findings, variable: Variable, kind: str, answered: list[Row]) -> Row:
    """All documents of a series on one variable: n, stated, and the answers with links, largest first."""
    whole: Grid = grid(tally(answered, variable, "all"), variable, kind, "all", "cells/")
    cells = list(zip(whole.columns, whole.rows[0].cells, strict=True)) if whole.rows else []
    return {
        "n": whole.rows[0].n if whole.rows else 0,
        "stated": whole.rows[0].stated if whole.rows else 0,
        "negatives": findings.negatives(kind),
        "values": sorted(
            ((c, cell) for c, cell in cells if not c.silence and cell.count), key=lambda pair: -pair[1].count
        ),
        "silent": [(c, cell) for c, cell in cells if c.silence and cell.count],
        "page": page_of(kind, variable.id),
    }


def compact(findings: Findings, variable: Variable) -> Row:
    """A variable in a few lines: its answers in contracts and in terms side by side, and how many press claims there are."""
    tables = {kind: tally(answer_rows(findings, variable.id, kind), variable, "all") for kind in SERIES}
    grids = {kind: grid(table, variable, kind, "all", "cells/") for kind, table in tables.items()}
    lines: dict[str, Row] = {}
    for kind, whole in grids.items():
        for column, cell in zip(whole.columns, whole.rows[0].cells, strict=True) if whole.rows else []:
            line = lines.setdefault(column.label, {"column": column, "cells": dict.fromkeys(SERIES)})
            line["cells"][kind] = cell
    claims = [claim["unit"] for claim in rows(findings.claims) if claim["variable"] == variable.id]
    rank = {answer: at for at, answer in enumerate([*display_order(variable), *SILENCES])}
    order = sorted(
        lines.values(),
        key=lambda line: (line["column"].silence, line["column"].subject, rank.get(line["column"].answer, 0)),
    )
    return {
        "variable": variable,
        "lines": order,
        "heads": {
            k: {"n": g.rows[0].n, "stated": g.rows[0].stated} if g.rows else {"n": 0, "stated": 0}
            for k, g in grids.items()
        },
        "pages": {kind: page_of(kind, variable.id) for kind in (*SERIES, "press")},
        "claims": len(claims),
        "articles": len(set(claims)),
    }


GENERAL = {"sector": "companies at large", "unnamed_company": "a company not named"}


def subject_names(findings: Findings) -> dict[str, str]:
    """Subjects of claims as people write them; a subject that is not listed names itself."""
    return {d["company"]: d["company_name"] for d in findings.document_rows if d["company"]} | GENERAL


def _general_last(row: Row) -> tuple[Any, ...]:
    return row["subject"] in GENERAL.values(), row["subject"].casefold()


def claim_grid(findings: Findings, book: Codebook, variable: str) -> Row:
    """Press claims on one variable: rows subject and value, one column for each degree of certainty."""
    certainties, names, page = (
        list(book["claim_certainty"].value_ids),
        subject_names(findings),
        page_of("press", variable),
    )
    found: dict[tuple[str, str, str], Counter[str]] = {}
    for claim in rows(claim_counts(findings, variable)):
        key = claim["subject"], claim["answer"], claim["polarity"]
        found.setdefault(key, Counter())[claim["certainty"]] += claim["claims"]
    table: list[Row] = [
        {
            "subject": names.get(subject, subject), "answer": label_of(answer), "denied": polarity == "denied",
            "counts": [counts[certainty] for certainty in certainties], "claims": counts.total(),
            "href": f"cells/{page}#{anchor('subject', subject, answer, polarity)}",
        }
        for (subject, answer, polarity), counts in found.items()
    ]  # fmt: skip
    table.sort(key=lambda row: (*_general_last(row), -row["claims"]))
    return {"certainties": certainties, "rows": table[:LISTED], "more": max(0, len(table) - LISTED), "page": page}


def press_summary(findings: Findings, book: Codebook) -> Row:
    """Press claims by subject and variable: how many, in how many articles, who says so, how surely."""
    names = subject_names(findings)
    found: dict[tuple[str, str], list[Row]] = {}
    for claim in rows(findings.claims):
        found.setdefault((claim["subject"], claim["variable"]), []).append(claim)
    table: list[Row] = [
        {
            "subject": names.get(subject, subject), "claims": len(part),
            "variable": book[variable].label if variable in book.by_id else label_of(variable),
            "articles": len({claim["unit"] for claim in part}),
            "denied": sum(claim["polarity"] == "denied" for claim in part),
            "attribution": _tally(part, "attribution"), "certainty": _tally(part, "certainty"),
            "href": f"cells/{page_of('press', variable)}#{anchor('subject', subject, 'all')}",
        }
        for (subject, variable), part in found.items()
    ]  # fmt: skip
    table.sort(key=lambda row: (*_general_last(row), row["variable"]))
    return {"rows": table[: 3 * LISTED], "more": max(0, len(table) - 3 * LISTED)}


def _tally(claims: list[Row], column: str) -> list[tuple[str, int]]:
    return [(label_of(value), count) for value, count in Counter(claim[column] for claim in claims).most_common()]


def amounts(findings: Findings) -> Row:
    """Money and rates that the talent side is to receive, with the document and the words; the largest sums first."""
    documents = {d["document_id"]: d for d in findings.document_rows}
    known = ("title", "company_name", "published")
    table = [row | {name: documents[row["document_id"]][name] for name in known} for row in rows(findings.amounts)]
    table.sort(
        key=lambda row: (row["kind"], row["currency"], -(row["amount"] if row["amount"] == row["amount"] else 0))
    )
    return {"rows": table[: 5 * LISTED], "total": len(table), "listed": 5 * LISTED}


def documents_context(findings: Findings) -> Row:
    """Everything the template documents.html speaks of."""
    table = sorted(findings.document_rows, key=lambda d: (d["kind"], d["company"], d["published"], d["title"]))
    return {"rows": table, "kind_names": KIND_NAMES, "sure": SURE}


def manifest(findings: Findings) -> str:
    """A manifest of all sources as recognised, ready to be corrected and given to the next run."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(["uri", "kind", "company", "published", "title"])
    known = {d["document_id"]: d for d in findings.document_rows}
    for row in rows(findings.sources):
        said = known.get(row["document_id"], row)
        published = row["published"] or said["published"]  # a version of terms has its own date
        writer.writerow([row["uri"], said["kind"], said["company"], published, row["title"]])
    return target.getvalue()
