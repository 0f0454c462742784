"""Tables as pages show them: every number a link to the documents and quotes behind it."""

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ..nlp.codebook import Variable
from .findings import Row
from .tables import SILENCES, Unit, words

LEAST = 5  # documents below which a percentage says more than is known ("100 %" of one)
_PLAIN = re.compile(r"[a-z0-9_-]{1,60}\Z")


@dataclass(frozen=True, slots=True)
class Column:
    answer: str
    subject: str
    label: str
    meaning: str
    silence: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A count. share is None where it has nothing to be a share of; href is "" where there is nothing to open.

    firm: the share is of enough documents to be printed as a percentage.
    """

    count: int
    share: float | None
    href: str
    told: str  # the number in words, for a screen reader
    firm: bool


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    n: int
    stated: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table to draw. absent: the values that no document gives; they have no column."""

    head: str
    columns: tuple[Column, ...]
    rows: tuple[Line, ...]
    absent: tuple[str, ...]


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
        "not_searched": "The document was read, but not searched for this (its language, a bad scan, or it is not tagged yet).",
        "not_read": "The file could not be read; counted outside n.",
    }


def grid(records: Sequence[Row], variable: Variable, kind: str, by: Unit, cells: str) -> Grid:
    """The rows of a distribution as a grid whose numbers link to `cells` (the folder of the pages behind them).

    Answers that never occur have no column, but "not stated" always has one: no silence at all is a finding too.
    """
    occurs = Counter[tuple[str, str]]()
    for record in records:
        occurs[record["answer"], record["subject"]] += record["count"]
    slots = [key for key, count in occurs.items() if count or key[0] == "not_stated"]
    means, used = meanings(variable), {answer for answer, _ in slots}
    columns = tuple(Column(a, s, label_of(a, s), means.get(a, ""), a in SILENCES) for a, s in slots)
    by_group: dict[str, dict[tuple[str, str], Row]] = {}
    for record in records:
        by_group.setdefault(record["group"], {})[record["answer"], record["subject"]] = record
    folder = cells + page_of(kind, variable.id)
    rows = [Line(*_head(part), tuple(_cell(part[slot], by, folder) for slot in slots)) for part in by_group.values()]
    absent = tuple(label_of(value) for value in variable.value_ids if value not in used)
    head = "Company" if by == "company" else "Series" if by == "all" else "Period" if by != "year" else "Year"
    return Grid(head, columns, tuple(rows), absent)


def _head(part: dict[tuple[str, str], Row]) -> tuple[str, int, int]:
    first = next(iter(part.values()))
    return str(first["group_label"]), int(first["n"]), int(first["stated"])


def _cell(record: Row, by: Unit, page: str) -> Cell:
    count, share, answer = record["count"], record["share"], record["answer"]
    label = label_of(answer, record["subject"])
    base = f"{record['stated']} that state it" if record["role"] == "value" else f"{record['n']} read"
    told = f"{count} not read" if answer == "not_read" else f"{count} of {base}: {label}"
    href = f"{page}#{anchor(by, record['group'], answer, record['subject'])}" if count else ""
    divided = count and share == share  # a share of nothing is NaN
    firm = bool(divided and count / share >= LEAST)
    return Cell(count, share if divided else None, href, f"{told}, {record['group_label']}", firm)
