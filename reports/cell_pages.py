"""The pages behind the numbers: for each variable and series, every document with its answer and its words."""

from collections.abc import Iterator

from ..nlp.codebook import Codebook, Variable
from .document_pages import file_of
from .findings import Findings, Row
from .front_page import GENERAL, KIND_NAMES, subject_names
from .grids import anchor, grid, label_of, meanings, page_of, slug
from .tables import SERIES, SILENCES, Unit, answer_rows, claim_rows, display_order, groups, tally


def contexts(findings: Findings, book: Codebook) -> Iterator[tuple[str, Row]]:
    """(file name, what its template speaks of) of every page of cells."""
    for variable in book.variables:
        if variable.unit == "claim" or variable.id == "clause_type":
            continue
        for kind in SERIES:
            yield page_of(kind, variable.id), _answers(findings, variable, kind)
    claims: dict[str, list[Row]] = {v.id: [] for v in book.variables if v.unit != "claim"}
    for claim in claim_rows(findings):
        claims.setdefault(claim["variable"], []).append(claim)
    names = subject_names(findings)
    for name, of_variable in claims.items():
        yield page_of("press", name), _claims(book, name, of_variable, names)


def _answers(findings: Findings, variable: Variable, kind: str) -> Row:
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
    entries = [_entry(row | {"variable": slug(variable.id)}) | {"entry": f"e{n}"} for n, row in enumerate(rows)]
    units: tuple[Unit, ...] = ("company", "year")
    return {
        "variable": variable, "kind": kind, "series": KIND_NAMES[kind], "means": meanings(variable),
        "grids": [grid(tally(rows, variable, by), variable, kind, by, "") for by in units] if rows else [],
        "negatives": findings.negatives(kind), "sections": _sections(entries, "company"),
        "lists": [*_sections(entries, "all"), *_sections(entries, "year")],
    }  # fmt: skip


def _sections(entries: list[Row], by: Unit) -> list[Row]:
    """Group by group and answer by answer: the entries, and the anchor that a number in a table opens."""
    sections: list[Row] = []
    for key, label, part in groups(entries, by):
        answered: dict[tuple[str, str], list[Row]] = {}
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


def _entry(row: Row) -> Row:
    """The row with the address of its words: the evidence, else the coding; a document without a coding opens at its top."""
    if not row["document_id"]:
        return row | {"href": ""}
    part = (
        "" if row["answer"] == "not_searched" else f"#e-{row['variable']}" if row["quote"] else f"#v-{row['variable']}"
    )
    return row | {"href": f"../documents/{file_of(row['document_id'])}{part}"}


def _claims(book: Codebook, name: str, claims: list[Row], names: dict[str, str]) -> Row:
    """Press claims on one variable: subject by subject, value by value, with who says so and how surely."""
    found: dict[str, dict[tuple[str, str], list[Row]]] = {}
    for claim in sorted(claims, key=lambda c: (c["subject"], c["answer"], c["polarity"], c["published"])):
        entry = claim | {"href": f"../documents/{file_of(claim['document_id'])}"}
        found.setdefault(claim["subject"], {}).setdefault((claim["answer"], claim["polarity"]), []).append(entry)
    sections: list[Row] = []
    for subject, answered in found.items():
        listed: list[Row] = [
            {
                "anchor": anchor("subject", subject, answer, polarity),
                "label": label_of(answer),
                "denied": polarity == "denied",
                "entries": part,
            }
            for (answer, polarity), part in answered.items()
        ]
        general = subject in GENERAL
        label = names.get(subject, subject)
        sections.append(
            {"anchor": anchor("subject", subject, "all"), "label": label, "general": general, "answers": listed}
        )
    sections.sort(key=lambda section: (section["general"], section["label"].casefold()))
    known = book.by_id.get(name)
    label, question = (known.label, known.question) if known else (label_of(name), "")
    return {"kind": "press", "name": name, "label": label, "question": question, "sections": sections}
