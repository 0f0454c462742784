"""Tables as pages show them: every number a link to the documents and quotes behind it."""

import hashlib
import re
from dataclasses import dataclass

import pandas as pd

from ..nlp.codebook import Variable
from .tables import SILENCES, Unit, words

_PLAIN = re.compile(r"[a-z0-9_-]{1,60}\Z")


@dataclass(frozen=True, slots=True)
class Column:
    label: str
    meaning: str
    silence: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A count. share is None where there is nothing to divide by; href is "" where there is nothing to open."""

    count: int
    share: float | None
    href: str
    told: str  # the number in words, for a screen reader


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    n: int
    stated: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    caption: str
    head: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def slug(key: str) -> str:
    """A key as part of an address: itself where it is plain, else a digest, so that no two keys share one."""
    if _PLAIN.match(key):
        return key
    return "x" + hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:12] if key else "none"


def page_of(kind: str, variable: str) -> str:
    """The file name of the page behind a variable's numbers in one series."""
    return f"{kind}-{slug(variable)}.html"


def anchor(by: str, group: str, answer: str, subject: str = "") -> str:
    """Where, on that page, the documents of one cell begin."""
    return ".".join([by, slug(group), slug(answer), *([slug(subject)] if subject else [])])


def label_of(answer: str, subject: str = "") -> str:
    return SILENCES.get(answer) or words(answer) + (f" ({subject})" if subject else "")


def meanings(variable: Variable) -> dict[str, str]:
    """What each value and each silence means, in a sentence."""
    return {value.id: value.definition for value in variable.values} | {
        "not_stated": "The document is silent.",
        "unclear": "The document speaks to it, but two readings are fair.",
        "redacted": "The value is blacked out.",
        "not_applicable": "The question cannot arise.",
        "not_searched": "The document was read, but not searched for this (its language, or it is not tagged yet).",
        "not_read": "The file could not be read; counted outside n.",
    }


def grid(table: pd.DataFrame, variable: Variable, kind: str, by: Unit, cells: str) -> Grid:
    """A distribution as a grid whose numbers link to `cells` (the folder of the pages behind them).

    Silences that never occur have no column, but "not stated" always has one: no silence at all is a finding too.
    """
    occurs = table.groupby(["answer", "subject"])["count"].sum().to_dict() if len(table) else {}
    means = meanings(variable)
    slots = [
        (answer, subject, role)
        for answer, subject, role in table[["answer", "subject", "role"]].drop_duplicates().itertuples(index=False, name=None)
        if role == "value" or answer == "not_stated" or occurs[answer, subject]
    ]
    columns = tuple(Column(label_of(a, s), means.get(a, ""), role == "silence") for a, s, role in slots)
    rows: list[Row] = []
    for key, part in table.groupby("group", sort=False):
        first = part.iloc[0]
        by_slot = {(r["answer"], r["subject"]): r for r in part.to_dict("records")}
        label, n, stated = str(first["group_label"]), int(first["n"]), int(first["stated"])
        found: list[Cell] = []
        for answer, subject, role in slots:
            record = by_slot[answer, subject]
            count, share = int(record["count"]), record["share"]
            href = f"{cells}{page_of(kind, variable.id)}#{anchor(by, str(key), answer, subject)}" if count else ""
            base = f"{stated} that state it" if role == "value" else f"{n} read"
            told = f"{count} of {base}: {label_of(answer, subject)}, {label}" if answer != "not_read" else f"{count} not read, {label}"
            found.append(Cell(count, None if pd.isna(share) or not count else float(share), href, told))
        rows.append(Row(label, n, stated, tuple(found)))
    head = "Company" if by == "company" else "Series" if by == "all" else "Period" if by != "year" else "Year"
    return Grid(f"{variable.label} by {by}", head, columns, tuple(rows))
