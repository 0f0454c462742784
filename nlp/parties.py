"""The parties of a contract with what they are to it: their role, their side, and the id of their company."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ..corpus.metadata import Fact
from ..corpus.model import Document, Span
from ..corpus.parties import Party
from .companies import Companies
from .model import Evidence
from .roles import COMPANY_LABELS, TALENT_LABELS, Roles

Side = Literal["talent", "company", ""]
# Terms that say what a party is to the contract, beside those that name a side.
_ROLES = frozenset(
    {
        *TALENT_LABELS, *COMPANY_LABELS, "licensor", "franchisor", "franchisee", "reseller", "supplier", "seller", "vendor",
        "employee", "executive", "contractor", "subcontractor", "borrower", "guarantor", "trustee", "transporter", "shipper",
        "operator", "lessor", "lessee", "landlord", "tenant", "issuer", "servicer", "custodian", "adviser", "advisor",
        "affiliate", "member", "partner", "shareholder", "investor", "user", "you", "we", "artiste", "voice actor",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Participant:
    """A party as a row of `parties`. name: "" where it was taken out or left blank; role: "licensor", "" if not told."""

    name: str
    defined_as: tuple[str, ...]
    role: str
    side: Side
    company: str | None  # id from companies.yaml, or a stable one made of the name
    evidence: Evidence


def participants(document: Document, parties: Sequence[Party], roles: Roles, companies: Companies) -> list[Participant]:
    """The parties that a document introduces, in its order."""
    return [
        Participant(
            name=party.name,
            defined_as=party.defined_as,
            role=next((role for term in party.defined_as if (role := role_of(term))), ""),
            side=_side(party, roles),
            company=companies.identify(party.name) if party.name else None,
            evidence=evidence(document, party.within),
        )
        for party in parties
    ]


def role_of(term: str) -> str:
    """The role that a defined term names: "Master Franchisee" is a franchisee; "" for terms that only shorten a name."""
    words = term.lower().split()
    return words[-1] if words and words[-1] in _ROLES and len(words) < 4 else ""


def _side(party: Party, roles: Roles) -> Side:
    """The side of a party by its name or term; none where both sides have it, or none was told."""
    forms = {_plain(form) for form in (party.name, *party.defined_as) if form}
    talent = bool(forms & {_plain(form) for form in roles.talent})
    company = bool(forms & {_plain(form) for form in roles.company})
    return "" if talent == company else "talent" if talent else "company"


def _plain(form: str) -> str:
    return re.sub(r"\W+", " ", form.casefold()).strip()


def evidence(document: Document, span: Span) -> Evidence:
    """The words at `span` as evidence."""
    return Evidence(document.id, span, document.text[span.start : span.end])


def fact_evidence(document: Document, fact: Fact) -> Evidence:
    """The words that a fact rests on."""
    return evidence(document, fact.span)
