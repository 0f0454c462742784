"""One page a document: its whole text with the evidence marked in place, and everything that was coded from it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from ..corpus.model import Document, Span
from ..nlp.codebook import Codebook
from . import marks
from .findings import Findings, Queryable, Row, filled, rows, split
from .grids import label_of, slug
from .passages import document_batches, documents, passages, placeholders

LONGEST = (
    400_000  # characters shown whole; a longer text is shown around its evidence (a browser slows down beyond this)
)
_SAID = """select * from {table} where document_id in ({ids}) order by document_id, start, "end" """
_PLACE = ("start", "end", "page")
CONTEXT = 3  # passages shown on either side of evidence in such a text


def file_of(document_id: str) -> str:
    """The file name of a document's page: 16 hexadecimal digits of its id tell 100 million documents apart."""
    return f"{document_id[:16]}.html"


def contexts(store: Queryable, findings: Findings, book: Codebook) -> Iterator[tuple[str, Row]]:
    """(file name, what the template document.html speaks of) of every document, some hundred texts in memory at a time."""
    profiles = {row["document_id"]: row for row in findings.document_rows}
    codings, claims, amounts = (_by_document(f) for f in (findings.codings, findings.claims, findings.amounts))
    for ids in document_batches(store):
        texts, places = documents(store, ids), passages(store, ids)
        parties, facts = (
            _by_document(filled(store.query(_SAID.format(table=t, ids=placeholders(ids)), ids), numeric=_PLACE))
            for t in ("parties", "facts")
        )
        for key in ids:
            found = Found(
                profiles[key],
                codings.get(key, []),
                claims.get(key, []),
                amounts.get(key, []),
                parties.get(key, []),
                facts.get(key, []),
            )
            yield file_of(key), context(texts[key], places.get(key, []), found, book)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in one document."""

    profile: Row
    codings: list[Row]
    claims: list[Row]
    amounts: list[Row]
    parties: list[Row] = field(default_factory=list[Row])
    facts: list[Row] = field(default_factory=list[Row])


def found_in(findings: Findings, key: str) -> Found:
    """What was found in one document of a workspace."""
    profile = next(row for row in findings.document_rows if row["document_id"] == key)
    tables = (_by_document(frame).get(key, []) for frame in (findings.codings, findings.claims, findings.amounts))
    return Found(profile, *tables)


def _by_document(frame: pd.DataFrame) -> dict[str, list[Row]]:
    table: dict[str, list[Row]] = {}
    for row in rows(frame):
        table.setdefault(row["document_id"], []).append(row)
    return table


def context(document: Document, places: list[tuple[Span, str, int]], found: Found, book: Codebook) -> Row:
    """Everything the template document.html speaks of."""
    codings, of_codings = codings_with_marks(found.codings, book)
    claims, of_claims = claims_with_marks(found.claims, book)
    amounts, of_amounts = _amounts_with_marks(found.amounts)
    placed = [*of_codings, *of_claims, *of_amounts]
    blocks = marks.blocks(document, places, placed)
    shortened = len(document.text) > LONGEST
    if shortened:
        blocks = marks.around_evidence(blocks, CONTEXT)
    groups = list(dict.fromkeys(mark.group for mark in placed if mark.group))
    return {
        "document": document, "profile": found.profile, "blocks": blocks, "shortened": shortened, "groups": groups,
        "stated": [c for c in codings if c["evidence"] or c["status"] == "stated"],
        "silent": _silences(codings),
        "parties": [row | {"terms": split(row["defined_as"])} for row in found.parties], "facts": found.facts,
        "claims": claims, "amounts": amounts, "paged": len(document.pages) > 1, "group_ids": list(book.groups),
    }  # fmt: skip


def _silences(codings: list[Row]) -> list[Row]:
    """Codings without a value and without words, gathered by status and reason: {status, note, codings}."""
    table: dict[tuple[str, str], list[Row]] = {}
    for coding in codings:
        if not coding["evidence"] and coding["status"] != "stated":
            table.setdefault((coding["status"], coding["note"]), []).append(coding)
    return [{"status": status, "note": note, "codings": silent} for (status, note), silent in table.items()]


def codings_with_marks(coded: list[Row], book: Codebook) -> tuple[list[Row], list[marks.Mark]]:
    """Codings in the codebook's order, numbered where they have evidence, and their marks."""
    order = {variable.id: at for at, variable in enumerate(book.variables)}
    found: list[Row] = []
    placed: list[marks.Mark] = []
    number = 0
    for row in sorted(coded, key=lambda r: (order.get(r["variable"], len(order)), r["variable"])):
        variable = book.by_id.get(row["variable"])
        evidence = evidence_of(row)
        number += bool(evidence)
        coding: Row = row | {
            "number": str(number) if evidence else "", "evidence": evidence, "label": variable.label if variable else row["variable"],
            "question": variable.question if variable else "", "group": variable.group if variable else "",
            "answers": [label_of(v) for v in split(row["values"])], "details": details(row["attributes"]),
        }  # fmt: skip
        found.append(coding)
        told = f"{coding['label']}: {_answer(coding)}"
        placed += _marks(slug(row["variable"]), coding["number"], evidence, coding["group"], told)
    return found, placed


def _answer(coding: Row) -> str:
    return ", ".join(coding["answers"]) or label_of(coding["status"])


def _marks(key: str, number: str, evidence: list[Row], group: str, label: str) -> list[marks.Mark]:
    """One mark for each piece of evidence; each piece learns where it is marked."""
    for at, piece in enumerate(evidence):
        piece["anchor"] = f"e-{key}" + (f"-{at + 1}" if at else "")
    return [marks.Mark(number, key, e["anchor"], Span(e["start"], e["end"]), group, label) for e in evidence]


def evidence_of(row: Row) -> list[Row]:
    """All evidence of a coding, claim or amount as {start, end, page, quote}; the row's own quote where it lists none."""
    listed = json.loads(row["evidence"]) if isinstance(row.get("evidence"), str) and row["evidence"] else []
    if not listed and row["quote"] and pd.notna(row["start"]):
        listed = [row]
    return [
        {"start": int(e["start"]), "end": int(e["end"]), "page": _whole(e.get("page")), "quote": e["quote"]}
        for e in listed
    ]


def _whole(value: Any) -> int | None:
    return None if value is None or value != value else int(value)


def details(attributes: Any) -> list[tuple[str, str]]:
    """A coding's attributes as (name, value) in words."""
    content = json.loads(attributes) if isinstance(attributes, str) and attributes else {}
    return [(label_of(str(k)), str(v)) for k, v in content.items()] if isinstance(content, dict) else []


def claims_with_marks(claims: list[Row], book: Codebook) -> tuple[list[Row], list[marks.Mark]]:
    """Claims in the order of the text, numbered, and their marks."""
    found: list[Row] = []
    placed: list[marks.Mark] = []
    for number, row in enumerate(claims, 1):
        variable = book.by_id.get(row["variable"])
        label, group = (variable.label, variable.group) if variable else (row["variable"], "")
        evidence = evidence_of(row)
        answers = [label_of(v) for v in split(row["values"])]
        found.append(
            row | {"number": str(number), "label": label, "group": group, "answers": answers, "evidence": evidence}
        )
        placed += _marks(f"claim-{number}", str(number), evidence, group, f"{label}: {', '.join(answers)}")
    return found, placed


def _amounts_with_marks(amounts: list[Row]) -> tuple[list[Row], list[marks.Mark]]:
    found: list[Row] = []
    placed: list[marks.Mark] = []
    for at, row in enumerate(amounts, 1):
        number, evidence = f"A{at}", evidence_of(row)
        found.append(row | {"number": number, "evidence": evidence})
        placed += _marks(f"amount-{at}", number, evidence, "Compensation", f"amount: {label_of(row['kind'])}")
    return found, placed
