"""The pages behind the numbers: for each variable and series, every document with its answer and its words."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from ..nlp.codebook import Codebook, Variable
from .document_pages import file_of
from .findings import Findings
from .front_page import KIND_NAMES, subject_name
from .grids import anchor, grid, label_of, meanings, page_of
from .tables import SERIES, SILENCES, Unit, answer_rows, claim_rows, display_order, groups, tally

QUOTED = 600  # characters of a quote shown here; the document's page has it whole


def contexts(findings: Findings, book: Codebook) -> Iterator[tuple[str, dict[str, Any]]]:
    """(file name, what its template speaks of) of every page of cells."""
    for variable in book.variables:
        if variable.unit == "claim" or variable.id == "clause_type":
            continue
        for kind in SERIES:
            yield page_of(kind, variable.id), _answers(findings, variable, kind)
    claims = claim_rows(findings)
    for name in {v.id for v in book.variables if v.unit != "claim"} | set(claims["variable"]):
        yield page_of("press", name), _claims(findings, book, name, claims[claims["variable"] == name])


def _answers(findings: Findings, variable: Variable, kind: str) -> dict[str, Any]:
    rows = answer_rows(findings, variable.id, kind)
    rank = {answer: at for at, answer in enumerate([*display_order(variable), *SILENCES])}
    rows.sort(
        key=lambda row: (
            rank.get(row["answer"], -1),
            row["subject"],
            row["published"],
            row["title"],
            row["document_id"],
        )
    )
    entries = [_entry(row) | {"entry": f"e{n}"} for n, row in enumerate(rows)]
    units: tuple[Unit, ...] = ("company", "year")
    return {
        "variable": variable, "kind": kind, "series": KIND_NAMES[kind], "means": meanings(variable),
        "grids": [grid(tally(rows, variable, by), variable, kind, by, "") for by in units] if rows else [],
        "negatives": findings.negatives(kind), "sections": _sections(entries, "company"),
        "lists": [*_sections(entries, "all"), *_sections(entries, "year")],
    }  # fmt: skip


def _sections(entries: list[dict[str, Any]], by: Unit) -> list[dict[str, Any]]:
    """Group by group and answer by answer: the entries, and the anchor that a number in a table opens."""
    sections: list[dict[str, Any]] = []
    for key, label, part in groups(entries, by):
        answered: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for entry in part:
            subject = "" if entry["answer"] in SILENCES else entry["subject"]
            answered.setdefault((entry["answer"], subject), []).append(entry)
        sections.append(
            {
                "label": label, "by": by,
                "answers": [
                    {"anchor": anchor(by, key, answer, subject), "answer": answer, "label": label_of(answer, subject), "entries": listed}
                    for (answer, subject), listed in answered.items()
                ],
            }
        )  # fmt: skip
    return sections


def _entry(row: dict[str, Any]) -> dict[str, Any]:
    silent = row["answer"] in SILENCES and not row["quote"]
    place = "v" if silent else "e"
    return row | {"href": f"../documents/{file_of(row['document_id'])}" if row["document_id"] else "", "place": place}


def _claims(findings: Findings, book: Codebook, name: str, rows: pd.DataFrame) -> dict[str, Any]:
    """Press claims on one variable: subject by subject, value by value, with who says so and how surely."""
    known = book.by_id.get(name)
    sections: list[dict[str, Any]] = []
    for subject, of_subject in rows.groupby("subject", sort=True):
        answered: list[dict[str, Any]] = []
        for (answer, polarity), part in of_subject.groupby(["answer", "polarity"], sort=True):
            place = anchor("subject", str(subject), str(answer), str(polarity))
            entries = [row | {"href": f"../documents/{file_of(row['document_id'])}"} for row in part.to_dict("records")]
            answered.append(
                {"anchor": place, "label": label_of(str(answer)), "denied": polarity == "denied", "entries": entries}
            )
        place, label = anchor("subject", str(subject), "all"), subject_name(findings, str(subject))
        sections.append({"anchor": place, "label": label, "general": subject == "sector", "answers": answered})
    sections.sort(key=lambda section: (section["general"], section["label"].casefold()))
    label, question = (known.label, known.question) if known else (label_of(name), "")
    means = meanings(known) if known else {}
    return {"kind": "press", "name": name, "label": label, "question": question, "means": means, "sections": sections}
