"""One page a document: its whole text with the evidence marked in place, and everything that was coded from it."""

import json
from collections.abc import Iterator
from typing import Any

import pandas as pd

from ..corpus.model import Document, Span
from ..nlp.codebook import Codebook
from . import marks
from .findings import Findings, Queryable, split
from .grids import label_of, slug
from .passages import document_batches, documents, passages

LONGEST = (
    400_000  # characters shown whole; a longer text is shown around its evidence (a browser slows down beyond this)
)
CONTEXT = 3  # passages shown on either side of evidence in such a text


def file_of(document_id: str) -> str:
    """The file name of a document's page: 16 hexadecimal digits of its id tell 100 million documents apart."""
    return f"{document_id[:16]}.html"


def contexts(store: Queryable, findings: Findings, book: Codebook) -> Iterator[tuple[str, dict[str, Any]]]:
    """(file name, what the template document.html speaks of) of every document, some hundred texts in memory at a time."""
    profiles = {row["document_id"]: row for row in findings.documents.to_dict("records")}
    codings, claims, amounts = (_by_document(f) for f in (findings.codings, findings.claims, findings.amounts))
    for ids in document_batches(store):
        texts, places = documents(store, ids), passages(store, ids)
        for key in ids:
            rows = _Rows(codings.get(key, []), claims.get(key, []), amounts.get(key, []))
            yield file_of(key), context(texts[key], places.get(key, []), profiles[key], rows, book)


class _Rows:
    """What was found in one document."""

    def __init__(
        self, codings: list[dict[str, Any]], claims: list[dict[str, Any]], amounts: list[dict[str, Any]]
    ) -> None:
        self.codings, self.claims, self.amounts = codings, claims, amounts


def _by_document(frame: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    return {str(key): part.to_dict("records") for key, part in frame.groupby("document_id", sort=False)}


def context(
    document: Document, places: list[tuple[Span, str, int]], profile: dict[str, Any], rows: _Rows, book: Codebook
) -> dict[str, Any]:
    """Everything the template document.html speaks of."""
    codings, found = codings_with_marks(rows.codings, book)
    claims, more = claims_with_marks(rows.claims, book)
    amounts, money = _amounts_with_marks(rows.amounts)
    blocks = marks.blocks(document, places, [*found, *more, *money])
    shortened = len(document.text) > LONGEST
    if shortened:
        blocks = marks.around_evidence(blocks, CONTEXT)
    groups = list(dict.fromkeys(mark.group for mark in [*found, *more, *money] if mark.group))
    return {
        "document": document, "profile": profile, "blocks": blocks, "shortened": shortened, "groups": groups,
        "stated": [c for c in codings if c["evidence"] or c["status"] == "stated"],
        "silent": [c for c in codings if not (c["evidence"] or c["status"] == "stated")],
        "claims": claims, "amounts": amounts, "paged": len(document.pages) > 1, "group_ids": list(book.groups),
    }  # fmt: skip


def codings_with_marks(rows: list[dict[str, Any]], book: Codebook) -> tuple[list[dict[str, Any]], list[marks.Mark]]:
    """Codings in the codebook's order, numbered where they have evidence, and their marks."""
    order = {variable.id: at for at, variable in enumerate(book.variables)}
    found: list[dict[str, Any]] = []
    placed: list[marks.Mark] = []
    number = 0
    for row in sorted(rows, key=lambda r: (order.get(r["variable"], len(order)), r["variable"])):
        variable = book.by_id.get(row["variable"])
        evidence = evidence_of(row)
        number += bool(evidence)
        coding = row | {
            "number": str(number) if evidence else "", "evidence": evidence, "label": variable.label if variable else row["variable"],
            "question": variable.question if variable else "", "group": variable.group if variable else "",
            "answers": [label_of(v) for v in split(row["values"])], "details": details(row["attributes"]),
        }  # fmt: skip
        found.append(coding)
        told = f"{coding['label']}: {_answer(coding)}"
        placed += _marks(slug(row["variable"]), coding["number"], evidence, coding["group"], told)
    return found, placed


def _answer(coding: dict[str, Any]) -> str:
    return ", ".join(coding["answers"]) or label_of(coding["status"])


def _marks(key: str, number: str, evidence: list[dict[str, Any]], group: str, label: str) -> list[marks.Mark]:
    """One mark for each piece of evidence; each piece learns where it is marked."""
    for at, piece in enumerate(evidence):
        piece["anchor"] = f"e-{key}" + (f"-{at + 1}" if at else "")
    return [marks.Mark(number, key, e["anchor"], Span(e["start"], e["end"]), group, label) for e in evidence]


def evidence_of(row: dict[str, Any]) -> list[dict[str, Any]]:
    """All evidence of a coding, claim or amount as {start, end, page, quote}; the row's own quote where it lists none."""
    listed = json.loads(row["evidence"]) if isinstance(row.get("evidence"), str) and row["evidence"] else []
    if not listed and row["quote"] and pd.notna(row["start"]):
        listed = [row]
    return [
        {
            "start": int(e["start"]),
            "end": int(e["end"]),
            "page": None if pd.isna(e.get("page")) else int(e["page"]),
            "quote": e["quote"],
        }
        for e in listed
    ]


def details(attributes: Any) -> list[tuple[str, str]]:
    """A coding's attributes as (name, value) in words."""
    content = json.loads(attributes) if isinstance(attributes, str) and attributes else {}
    return [(label_of(str(k)), str(v)) for k, v in content.items()] if isinstance(content, dict) else []


def claims_with_marks(rows: list[dict[str, Any]], book: Codebook) -> tuple[list[dict[str, Any]], list[marks.Mark]]:
    """Claims in the order of the text, numbered, and their marks."""
    found: list[dict[str, Any]] = []
    placed: list[marks.Mark] = []
    for number, row in enumerate(rows, 1):
        variable = book.by_id.get(row["variable"])
        label, group = (variable.label, variable.group) if variable else (row["variable"], "")
        evidence = evidence_of(row)
        answers = [label_of(v) for v in split(row["values"])]
        found.append(
            row | {"number": str(number), "label": label, "group": group, "answers": answers, "evidence": evidence}
        )
        placed += _marks(f"claim-{number}", str(number), evidence, group, f"{label}: {', '.join(answers)}")
    return found, placed


def _amounts_with_marks(rows: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[marks.Mark]]:
    found: list[dict[str, Any]] = []
    placed: list[marks.Mark] = []
    for at, row in enumerate(rows, 1):
        number, evidence = f"A{at}", evidence_of(row)
        found.append(row | {"number": number, "evidence": evidence})
        placed += _marks(f"amount-{at}", number, evidence, "Compensation", f"amount: {label_of(row['kind'])}")
    return found, placed
