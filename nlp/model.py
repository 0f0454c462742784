"""The nouns of coding: evidence, tags, codings, claims, amounts, and what a tagger is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, Protocol

from ..corpus.model import Document, Kind, Passage, Span

Status = Literal["stated", "not_stated", "unclear", "redacted", "not_applicable"]
SILENT: frozenset[str] = frozenset({"not_stated", "not_applicable"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that prove something, and where they stand."""

    document_id: str
    span: Span
    quote: str

    def holds(self, document: Document) -> bool:
        """Whether the document says these words there (page furniture inside the span aside)."""
        return document.id == self.document_id and document.prose(self.span) == self.quote


@dataclass(frozen=True, slots=True)
class Tag:
    """One observation: this passage says `value` on `variable`. score: 0 to 1, higher is surer."""

    variable: str
    value: str
    score: float
    tagger: str
    evidence: Evidence
    attributes: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Coding:
    """What a document says on one variable, derived from tags by the codebook's rules.

    values is empty unless status is "stated". score: 0 to 1, how sure we are of values and status together.
    """

    document_id: str
    variable: str
    values: tuple[str, ...]
    status: Status
    score: float
    evidence: tuple[Evidence, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict[str, str])
    note: str = ""  # which rule decided, for `show --why`


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement in an article: one variable, one subject, one speaker. Press only.

    subject: a company id or name, "sector", or "unnamed_company".
    """

    document_id: str
    subject: str
    variable: str
    values: tuple[str, ...]
    attribution: str
    stance: str
    certainty: str
    polarity: Literal["affirmed", "denied"]
    score: float
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Amount:
    """Money or a rate that the talent side is to receive. amount is None where only a rate is stated or it is redacted.

    currency: ISO 4217. kind: a value of compensation_components, or "other". rate_percent: 2.5 means 2.5 %.
    per: year, month, day, hour, use, unit, appearance, post, project, total, ... or None.
    """

    document_id: str
    amount: Decimal | None
    currency: str | None
    kind: str
    rate_percent: Decimal | None
    per: str | None
    evidence: Evidence
    redacted: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """Who and what a document is about: settled before anything is coded."""

    document_id: str
    kind: Kind
    kind_score: float
    kind_from: Literal["manifest", "container", "text"]
    company: str | None  # id from companies.yaml, or a stable slug of the name as written
    company_name: str | None
    company_from: Literal["manifest", "container", "text", "none"]
    published: str | None
    published_from: Literal["manifest", "container", "text", "capture", "none"]
    title: str | None
    human_likeness: bool | None  # False: a negative, every variable is not_applicable; None: not known
    talent: tuple[str, ...] = ()  # names and defined terms of the talent side
    companies: tuple[str, ...] = ()  # names and defined terms of the company side


class Tagger(Protocol):
    """Anything that finds values in passages, always with the words that prove them."""

    @property
    def fingerprint(self) -> str: ...

    def tag(self, document: Document, passages: Sequence[Passage]) -> Iterator[Tag]: ...
