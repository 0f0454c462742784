"""Standards to compare a contract with: laws, collective agreements and union templates, as a YAML file states them.

A union adds its own in the same form; `check` names every fault by line before anything is compared.
"""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from ..corpus.errors import CodebookError
from . import vocabulary
from .codebook import Codebook, Word
from .shipped import packaged
from .vocabulary import Entry

Verified = Literal[True, False, "partial"]
Severity = Literal["void", "liability", "breach", "disclosure", "recommended", "proposed", "reference"]
# What a fall below a standard weighs when protections to ask for are ranked; the order is the file's own scale.
WEIGHT: dict[Severity, int] = {
    "void": 6, "liability": 5, "breach": 4, "disclosure": 3, "recommended": 2, "proposed": 1, "reference": 0,
}  # fmt: skip
# Facts of a document that a condition may name beside the variables of the codebook.
FACTS = frozenset({"doc_type"})


class Cited(Entry):
    url: str
    type: Literal["primary", "secondary"]
    note: str = ""


class Condition(Entry):
    """A requirement holds only if a variable has one of these values, or an attribute of it this value; `note` is for people."""

    variable: str | None = None
    values: tuple[Word, ...] = ()
    attribute: str | None = None
    value: Any = None
    note: str = ""


class AttributeTest(Entry):
    attribute: str
    op: Literal["<=", ">=", "=="]
    value: bool | float


class Requirement(Entry):
    """One thing a standard asks for. required: all of these; acceptable: any of these is enough."""

    id: str
    text: str
    variable: str | None
    required: tuple[Word, ...]
    acceptable: tuple[Word, ...]
    severity: Severity
    citation: str
    verified: Verified
    citation_verified: bool = True
    checkable: bool = True
    attribute_test: AttributeTest | None = None
    only_if: Condition | None = None
    tier: str = ""
    note: str = ""

    @model_validator(mode="after")
    def _asks_for_something(self) -> Self:
        if self.checkable and not (self.variable and (self.required or self.acceptable)):
            raise ValueError(
                f"requirement {self.id}: name a variable and required or acceptable values, or set checkable: false"
            )
        return self


class Prong(Entry):
    id: str
    any_of: tuple[tuple[str, ...], ...] = Field(min_length=1)


class Combination(Entry):
    type: Literal["void_only_if_all_prongs_fail"]
    prongs: tuple[Prong, ...] = Field(min_length=1)
    note: str = ""


class AppliesTo(Entry):
    doc_types: tuple[str, ...] = ()
    talent_categories: tuple[str, ...] = ()
    date_from: date | None = None
    note: str = ""


class Standard(Entry):
    """A law, an agreement or a template, with what it asks for."""

    id: str
    name: str
    kind: str
    jurisdiction: str
    status: str
    in_force_from: date | None = None
    in_force_to: date | None = None
    planned_from: date | None = None
    earlier_version_from: date | None = None
    introduced: date | None = None
    last_step: str = ""
    date_verified: bool = True
    date_note: str = ""
    benchmark: bool = True
    verified: Verified
    sources: tuple[Cited, ...] = ()
    applies_to: AppliesTo = AppliesTo()
    trigger: Condition | None = None
    combination: Combination | None = None
    requirements: tuple[Requirement, ...] = Field(min_length=1)
    cautions: tuple[str, ...] = ()

    @cached_property
    def starts(self) -> date | None:
        """From when it binds; None for what is not in force."""
        if self.kind == "bill":
            return None
        dates = [d for d in (self.in_force_from, self.applies_to.date_from) if d]
        return max(dates) if dates else None

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        ids = [r.id for r in self.requirements]
        if len(set(ids)) != len(ids):
            raise ValueError(f"standard {self.id}: a requirement is listed twice")
        for prong in self.combination.prongs if self.combination else ():
            if unknown := {name for names in prong.any_of for name in names} - set(ids):
                raise ValueError(f"standard {self.id}, prong {prong.id}: no requirement {', '.join(sorted(unknown))}")
        return self


class Standards(Entry):
    version: Word
    standards: tuple[Standard, ...]
    checked_on: str = ""
    severity_scale: dict[str, str] = Field(default_factory=dict[str, str])
    result_codes: tuple[str, ...] = ()
    evaluation: tuple[str, ...] = ()


def load(book: Codebook, extra: Iterable[Path] = ()) -> dict[str, Standard]:
    """id -> standard: those that ship with Facevalue, and those of further files, which replace any of the same id.

    Raises CodebookError naming file, line and fault.
    """
    found: dict[str, Standard] = {}
    for path in (packaged("standards.yaml"), *extra):
        found |= {standard.id: standard for standard in check(path, book).standards}
    return found


def check(path: Path, book: Codebook) -> Standards:
    """The standards of one file. Raises CodebookError for a file that does not fit the form or the codebook."""
    read = vocabulary.load(path, Standards)
    ids = [standard.id for standard in read.standards]
    faults = [f"standard {name} is listed twice" for name in sorted({i for i in ids if ids.count(i) > 1})]
    for standard in read.standards:
        faults += [f"standard {standard.id}: {fault}" for fault in _faults(standard, book)]
    if faults:
        raise CodebookError("\n".join(f"{path.name}{_where(path, fault)}: {fault}" for fault in faults[:10]))
    return read


def _faults(standard: Standard, book: Codebook) -> list[str]:
    """Variables, values and attributes that the codebook does not have."""
    faults: list[str] = []
    types = next((set(map(str, m["values"])) for m in book.metadata if m["id"] == "doc_type"), set[str]())
    if unknown := set(standard.applies_to.doc_types) - types:
        faults.append(f"no doc_type {', '.join(sorted(unknown))} in the codebook")
    for condition in (standard.trigger, *(r.only_if for r in standard.requirements)):
        if condition and condition.variable:
            faults += _misfits("condition", condition.variable, condition.values, condition.attribute, book)
    for r in standard.requirements:
        if r.variable:
            attribute = r.attribute_test.attribute if r.attribute_test else None
            faults += _misfits(f"requirement {r.id}", r.variable, (*r.required, *r.acceptable), attribute, book)
    return faults


def _misfits(place: str, variable: str, values: Iterable[str], attribute: str | None, book: Codebook) -> list[str]:
    if variable in FACTS:
        return []
    if variable not in book.by_id:
        return [f"{place}: the codebook has no variable {variable}"]
    known = book[variable]
    faults = [f"{place}: {variable} has no value {value}" for value in values if value not in known.value_ids]
    if attribute and attribute not in known.attributes:
        faults.append(f"{place}: {variable} has no attribute {attribute}")
    return faults


def _where(path: Path, fault: str) -> str:
    """The line on which the standard or requirement that a fault names begins."""
    words = fault.replace(":", " ").split()
    names = [words[at + 1] for at, word in enumerate(words[:-1]) if word in ("standard", "requirement")]
    lines = path.read_text(encoding="utf-8").splitlines()
    for name in reversed(names):
        for number, line in enumerate(lines, start=1):
            if f"id: {name}" in line:
                return f", line {number}"
    return ""
