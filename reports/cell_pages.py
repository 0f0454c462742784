"""The pages behind the numbers: for each variable and series, every document with its answer and its words."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from ..nlp.codebook import Codebook, Variable
from .document_pages import file_of
from .findings import Findings
from .front_page import KIND_NAMES, subject_name
from .grids import anchor, grid, label_of, meanings, page_of
from .tables import SERIES, SILENCES, Unit, answers, claim_rows, distribution, grouped, groups

QUOTED = 600  # characters of a quote shown here; the document's page has it whole


def contexts(findings: Findings, book: Codebook) -> Iterator[tuple[str, dict[str, Any]]]:
    """(file name, what its template speaks of) of every page of cells."""
    for variable in book.variables:
        if variable.unit == "claim" or variable.id == "clause_type":
            continue
        for kind in SERIES:
            yield page_of(kind, variable.id), _answers(findings, book, variable, kind)
    claims = claim_rows(findings)
    for name in {v.id for v in book.variables if v.unit != "claim"} | set(claims["variable"]):
        yield page_of("press", name), _claims(findings, book, name, claims[claims["variable"] == name])


def _answers(findings: Findings, book: Codebook, variable: Variable, kind: str) -> dict[str, Any]:
    frame = answers(findings, variable.id, kind)
    order = [*(variable.ordinal or variable.value_ids), *variable.ordinal_excludes, *SILENCES]
    rank = {answer: at for at, answer in enumerate(order)}
    frame["rank"] = frame["answer"].map(rank).fillna(len(rank))
    frame = frame.sort_values(["rank", "subject", "published", "title"], kind="stable").reset_index(drop=True)
    frame["entry"] = [f"e{n}" for n in range(len(frame))]
    units: tuple[Unit, ...] = ("company", "year")
    tables = [grid(distribution(findings, book, variable.id, by, kind), variable, kind, by, "") for by in units]
    return {
        "variable": variable, "kind": kind, "series": KIND_NAMES[kind], "means": meanings(variable), "grids": tables,
        "negatives": findings.negatives(kind), "sections": _sections(frame, "company"),
        "lists": [*_sections(frame, "all"), *_sections(frame, "year")],
    }  # fmt: skip


def _sections(frame: pd.DataFrame, by: Unit) -> list[dict[str, Any]]:
    """Group by group and answer by answer: the entries, and the anchor that a number in a table opens."""
    placed = grouped(frame, by)
    parts = dict(tuple(placed.groupby("group", sort=False)))
    sections: list[dict[str, Any]] = []
    for key, label in groups(placed, by):
        answered: list[dict[str, Any]] = []
        for (answer, subject), part in parts[key].groupby(["answer", "subject"], sort=False):
            entries = [_entry(row) for row in part.to_dict("records")]
            name = anchor(by, key, str(answer), str(subject))
            answered.append(
                {"anchor": name, "answer": str(answer), "label": label_of(str(answer), str(subject)), "entries": entries}
            )
        sections.append({"label": label, "answers": answered, "by": by})
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
            answered.append({"anchor": place, "label": label_of(str(answer)), "denied": polarity == "denied", "entries": entries})
        place, label = anchor("subject", str(subject), "all"), subject_name(findings, str(subject))
        sections.append({"anchor": place, "label": label, "general": subject == "sector", "answers": answered})
    sections.sort(key=lambda section: (section["general"], section["label"].casefold()))
    label, question = (known.label, known.question) if known else (label_of(name), "")
    means = meanings(known) if known else {}
    return {"kind": "press", "name": name, "label": label, "question": question, "means": means, "sections": sections}
