"""Protections: what documents can do for a person, as values of variables (data/protections.yaml)."""

from typing import Self

from pydantic import model_validator

from ..corpus.errors import CodebookError
from . import vocabulary
from .codebook import Codebook, Word
from .shipped import packaged
from .vocabulary import Entry


class Protection(Entry):
    """does: completes "9 of 14 contracts ...". ask: what to ask for where it is missing."""

    id: str
    variable: str
    values: tuple[Word, ...]
    does: str
    ask: str


class Protections(Entry):
    version: Word
    protections: tuple[Protection, ...]

    @model_validator(mode="after")
    def _once(self) -> Self:
        ids = [p.id for p in self.protections]
        if len(set(ids)) != len(ids):
            raise ValueError("a protection is listed twice")
        return self


def load(book: Codebook) -> tuple[Protection, ...]:
    """The protections that ship with Facevalue. Raises CodebookError where the codebook does not have what they name."""
    found = vocabulary.load(packaged("protections.yaml"), Protections).protections
    for p in found:
        if p.variable not in book.by_id or not set(p.values) <= set(book[p.variable].value_ids):
            raise CodebookError(f"protections.yaml: {p.id} does not fit the codebook")
    return found
