"""What the first page of the report says, and the list of all documents."""

import csv
import io
from importlib.metadata import version
from typing import Any

import pandas as pd

from ..nlp.codebook import Codebook, Variable
from . import figures
from .findings import Findings
from .grids import Grid, anchor, grid, label_of, meanings, page_of
from .tables import SERIES, SILENCES, Unit, answer_rows, claim_counts, claim_rows, counts, tally

LEADING = ("compensation_structure", "rights_retention")  # the two questions the report opens with
KIND_NAMES = {
    "contract": "contracts", "terms": "platform terms", "press": "press articles", "other": "other documents", "": "not yet tagged",
}  # fmt: skip
SURE = 0.7  # a kind recognised with a lower score is put forward for checking
LISTED = 100  # rows of a list that may be long; the pages behind it hold the rest


def context(findings: Findings, book: Codebook, workspace: str) -> dict[str, Any]:
    """Everything the template index.html speaks of."""
    documents = findings.documents
    core = [
        v for v in book.variables if v.tier == "core" and v.unit != "claim" and v.id not in (*LEADING, "clause_type")
    ]
    extended = [v for v in book.variables if v.tier == "extended" and v.unit != "claim"]
    return {
        "workspace": workspace,
        "facts": facts(findings, book),
        "kind_names": KIND_NAMES,
        "by_kind": _by_kind(findings),
        "by_year": counts(findings, "year").to_dict("records"),
        "by_company": counts(findings, "company").head(LISTED).to_dict("records"),
        "companies": int((documents["company"].unique() != "").sum()) if len(documents) else 0,
        "overview": _overview(findings),
        "failures": findings.failures.head(LISTED).to_dict("records"),
        "to_check": to_check(findings).head(LISTED).to_dict("records"),
        "leading": [leading(findings, book, book[name]) for name in LEADING],
        "core": [compact(findings, v) for v in core],
        "extended": [compact(findings, v) for v in extended],
        "amounts": amounts(findings),
        "press": press_summary(findings, book),
        "version": version("facevalue"),
        "silences": meanings(book.variables[0]),
        "silence_names": SILENCES,
    }


def facts(findings: Findings, book: Codebook) -> dict[str, Any]:
    """The numbers of the opening lines."""
    documents = findings.documents
    languages = documents.loc[~documents["language"].isin([book.language, "und", ""]), "language"].value_counts()
    return {
        "sources": len(findings.sources),
        "documents": len(documents),
        "unread": len(findings.unread),
        "failures": len(findings.failures),
        "copies": int((documents["sources"] - 1).clip(lower=0).sum()) if len(documents) else 0,
        "copied": documents[documents["sources"] > 1]
        .sort_values("sources", ascending=False)
        .head(LISTED)
        .to_dict("records"),
        "no_company": int((documents["company"] == "").sum()),
        "no_date": int((documents["published"] == "").sum()),
        "languages": [(str(language), int(count)) for language, count in languages.items()],
        "unknown_language": int((documents["language"] == "und").sum()),
        "unsearched": int((documents["status"] == "not_searched").sum()),
        "untagged": int((documents["status"] == "read").sum()),
        "negatives": {kind: findings.negatives(kind) for kind in ("contract", "terms", "press")},
        "kinds": {kind: int((documents["kind"] == kind).sum()) for kind in KIND_NAMES},
        "codings": len(findings.codings),
        "claims": len(findings.claims),
        "amounts": len(findings.amounts),
    }


def _by_kind(findings: Findings) -> list[dict[str, Any]]:
    documents = findings.documents
    rows: list[dict[str, Any]] = []
    for kind, name in KIND_NAMES.items():
        of_kind = documents[documents["kind"] == kind]
        if kind in ("", "other") and of_kind.empty:
            continue
        status = of_kind["status"].value_counts().to_dict()
        rows.append(
            {
                "kind": kind, "name": name, "documents": len(of_kind), "coded": status.get("coded", 0),
                "no_likeness": status.get("no_likeness", 0), "not_searched": status.get("not_searched", 0),
                "from_manifest": int((of_kind["kind_from"] == "manifest").sum()),
                "unsure": int(((of_kind["kind_from"] == "text") & (of_kind["kind_score"] < SURE)).sum()),
                "unread": int((findings.unread["kind"] == kind).sum()),
            }
        )  # fmt: skip
    return rows


def _overview(findings: Findings) -> figures.Figure | None:
    table = counts(findings, "year")
    used = [kind for kind in ("contract", "terms", "press", "other", "untagged", "unread") if table[kind].sum()]
    return figures.matrix(
        figures.matrix_of(table, used), "Documents by kind and year", "overview", across=len(table) > 12
    )


def to_check(findings: Findings) -> pd.DataFrame:
    """Documents whose kind was recognised with little certainty, or that have no company or no date."""
    documents = findings.documents
    unsure = (documents["kind_from"] == "text") & (documents["kind_score"] < SURE)
    lacking = (documents["company"] == "") | (documents["published"] == "")
    frame = documents[(unsure | lacking) & (documents["kind"] != "")]
    return frame.sort_values(["kind_score", "document_id"])


def leading(findings: Findings, book: Codebook, variable: Variable) -> dict[str, Any]:
    """One of the two main questions: for each series a sentence, charts and tables by company and by year, then the press."""
    series = [_series(findings, variable, kind) for kind in SERIES]
    return {"variable": variable, "series": series, "claims": claim_grid(findings, book, variable.id)}


def _series(findings: Findings, variable: Variable, kind: str) -> dict[str, Any]:
    rows = answer_rows(findings, variable.id, kind)
    parts: list[dict[str, Any]] = []
    units: tuple[Unit, ...] = ("company", "year")
    for by in units:
        table = tally(rows, variable, by)
        title = f"{variable.label}, {KIND_NAMES[kind]}, by {by}"
        identity = f"{kind}-{variable.id}-{by}"
        if variable.ordinal:
            figure = figures.bars(table, title, identity)
        else:
            figure = figures.matrix(table, title, identity, across=by == "company" or table["group"].nunique() > 10)
        parts.append({"by": by, "figure": figure, "grid": grid(table, variable, kind, by, "cells/"), "title": title})
    return {"kind": kind, "name": KIND_NAMES[kind], "parts": parts, "all": total(findings, variable, kind, rows)}


def total(findings: Findings, variable: Variable, kind: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """All documents of a series on one variable: n, stated, and the answers with links, largest first."""
    whole: Grid = grid(tally(rows, variable, "all"), variable, kind, "all", "cells/")
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


def compact(findings: Findings, variable: Variable) -> dict[str, Any]:
    """A variable in a few lines: its answers in contracts and in terms side by side, and how many press claims there are."""
    tables = {kind: tally(answer_rows(findings, variable.id, kind), variable, "all") for kind in SERIES}
    grids = {kind: grid(table, variable, kind, "all", "cells/") for kind, table in tables.items()}
    lines: dict[str, dict[str, Any]] = {}
    for kind, whole in grids.items():
        for column, cell in zip(whole.columns, whole.rows[0].cells, strict=True) if whole.rows else []:
            line = lines.setdefault(column.label, {"column": column, "cells": dict.fromkeys(SERIES)})
            line["cells"][kind] = cell
    claims = findings.claims[findings.claims["variable"] == variable.id]
    order = sorted(lines.values(), key=lambda line: line["column"].silence)
    return {
        "variable": variable,
        "lines": order,
        "heads": {
            k: {"n": g.rows[0].n, "stated": g.rows[0].stated} if g.rows else {"n": 0, "stated": 0}
            for k, g in grids.items()
        },
        "pages": {kind: page_of(kind, variable.id) for kind in (*SERIES, "press")},
        "claims": len(claims),
        "articles": int(claims["document_id"].nunique()),
    }


def subject_name(findings: Findings, subject: str) -> str:
    """A claim's subject as people write it."""
    if subject in ("sector", "unnamed_company"):
        return {"sector": "companies at large", "unnamed_company": "a company not named"}[subject]
    names = findings.documents.loc[findings.documents["company"] == subject, "company_name"]
    return str(names.iloc[0]) if len(names) else subject


def claim_grid(findings: Findings, book: Codebook, variable: str) -> dict[str, Any]:
    """Press claims on one variable: rows subject and value, one column for each degree of certainty."""
    table = claim_counts(findings, variable)
    certainties = list(book["claim_certainty"].value_ids)
    rows: list[dict[str, Any]] = []
    for (subject, answer, polarity), part in table.groupby(["subject", "answer", "polarity"], sort=True):
        by_certainty = part.set_index("certainty")["claims"].to_dict()
        rows.append(
            {
                "subject": subject_name(findings, str(subject)), "answer": label_of(str(answer)), "denied": polarity == "denied",
                "counts": [int(by_certainty.get(c, 0)) for c in certainties], "claims": int(part["claims"].sum()),
                "href": f"cells/{page_of('press', variable)}#{anchor('subject', str(subject), str(answer), str(polarity))}",
            }
        )  # fmt: skip
    rows.sort(
        key=lambda row: (
            row["subject"] in ("companies at large", "a company not named"),
            row["subject"],
            -row["claims"],
        )
    )
    return {
        "certainties": certainties,
        "rows": rows[:LISTED],
        "more": max(0, len(rows) - LISTED),
        "page": page_of("press", variable),
    }


def press_summary(findings: Findings, book: Codebook) -> list[dict[str, Any]]:
    """Press claims by subject and variable: how many, in how many articles, who says so, how surely."""
    rows = claim_rows(findings).drop_duplicates(
        ["document_id", "subject", "variable", "start", "quote", "values", "polarity"]
    )
    summary: list[dict[str, Any]] = []
    for (subject, variable), part in rows.groupby(["subject", "variable"], sort=True):
        label = book[str(variable)].label if str(variable) in book.by_id else label_of(str(variable))
        summary.append(
            {
                "subject": subject_name(findings, str(subject)), "variable": label, "claims": len(part),
                "articles": int(part["document_id"].nunique()), "denied": int((part["polarity"] == "denied").sum()),
                "attribution": _tally(part["attribution"]), "certainty": _tally(part["certainty"]),
                "href": f"cells/{page_of('press', str(variable))}#{anchor('subject', str(subject), 'all')}",
            }
        )  # fmt: skip
    general = ("companies at large", "a company not named")
    return sorted(summary, key=lambda row: (row["subject"] in general, row["subject"].casefold(), row["variable"]))


def _tally(column: "pd.Series[Any]") -> list[tuple[str, int]]:
    return [(label_of(str(value)), int(count)) for value, count in column.value_counts().items()]


def amounts(findings: Findings) -> dict[str, Any]:
    """Money and rates that the talent side is to receive, with the document and the words."""
    columns = ["document_id", "title", "company_name", "published"]
    documents = findings.documents[[*columns, "kind"]].rename(columns={"kind": "series"})
    frame = findings.amounts.merge(documents, on="document_id", how="left")
    frame = frame.sort_values(["kind", "currency", "amount"], ascending=[True, True, False])
    return {"rows": frame.head(5 * LISTED).to_dict("records"), "total": len(frame), "listed": 5 * LISTED}


def documents_context(findings: Findings) -> dict[str, Any]:
    """Everything the template documents.html speaks of."""
    frame = findings.documents.sort_values(["kind", "company", "published", "title"])
    return {"rows": frame.to_dict("records"), "kind_names": KIND_NAMES, "sure": SURE}


def manifest(findings: Findings) -> str:
    """A manifest of all sources as recognised, ready to be corrected and given to the next run."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(["uri", "kind", "company", "published", "title"])
    known = findings.documents.set_index("document_id")[["kind", "company", "published", "title"]].to_dict("index")
    for row in findings.sources.to_dict("records"):
        said = known.get(row["document_id"], row)
        writer.writerow([row["uri"], said["kind"], said["company"], said["published"], row["title"]])
    return target.getvalue()
