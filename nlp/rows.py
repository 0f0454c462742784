"""What was found in a document as rows of tables: one function for each table."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from ..corpus.metadata import FACTS, Fact, Metadata
from ..corpus.model import Document, Source
from .amounts import normalise
from .model import Amount, Claim, Coding, Evidence, Profile, Tag
from .parties import Participant, fact_evidence

Row = dict[str, Any]


def _place(evidence: Evidence, document: Document) -> Row:
    span = evidence.span
    return {"quote": evidence.quote, "start": span.start, "end": span.end, "page": document.page(span.start)}


def _json(mapping: Mapping[str, str]) -> str:
    return json.dumps(dict(mapping), ensure_ascii=False, sort_keys=True) if mapping else "{}"


def _joined(names: Iterable[str]) -> str:
    return "|".join(names)


def profile_row(p: Profile) -> Row:
    return {
        "document_id": p.document_id,
        "kind": p.kind,
        "kind_score": p.kind_score,
        "kind_from": p.kind_from,
        "company": p.company,
        "company_name": p.company_name,
        "company_from": p.company_from,
        "published": p.published,
        "published_from": p.published_from,
        "title": p.title,
        "human_likeness": p.human_likeness,
        "talent": _joined(p.talent),
        "companies": _joined(p.companies),
    }


def facts_columns(found: Metadata, source: Source) -> Row:
    """The facts of a document as columns of its profile; what it does not say is null."""
    said: Row = {name: found.value(name) for name in FACTS}
    count = said["redactions"]
    return said | {
        "redactions": int(count) if count else 0,
        "outlet": source.outlet or found.outlet,
        "author": source.author or found.author,
    }


def party_row(p: Participant, document: Document) -> Row:
    return {
        "document_id": document.id,
        "name": p.name,
        "defined_as": _joined(p.defined_as),
        "role": p.role,
        "side": p.side,
        "company": p.company,
    } | _place(p.evidence, document)


def fact_row(f: Fact, document: Document) -> Row:
    row = {
        "document_id": document.id,
        "fact": f.name,
        "value": f.value,
        "how": "derived" if f.derived else "stated",
    }
    return row | _place(fact_evidence(document, f), document)


def tag_row(t: Tag, document: Document) -> Row:
    row = {
        "document_id": document.id,
        "variable": t.variable,
        "value": t.value,
        "score": round(t.score, 4),
        "tagger": t.tagger,
    }
    return row | _place(t.evidence, document) | {"attributes": _json(t.attributes)}


def coding_row(c: Coding, document: Document) -> Row:
    """One coding; its first piece of evidence in the columns, all of them as JSON."""
    first = _place(c.evidence[0], document) if c.evidence else {"quote": "", "start": None, "end": None, "page": None}
    evidence = json.dumps([_place(e, document) for e in c.evidence], ensure_ascii=False)
    row = {
        "document_id": document.id,
        "variable": c.variable,
        "values": _joined(c.values),
        "status": c.status,
        "score": c.score,
    }
    return row | first | {"attributes": _json(c.attributes), "evidence": evidence, "note": c.note}


def claim_row(c: Claim, document: Document) -> Row:
    return {
        "document_id": document.id,
        "subject": c.subject,
        "variable": c.variable,
        "values": _joined(c.values),
        "attribution": c.attribution,
        "stance": c.stance,
        "certainty": c.certainty,
        "polarity": c.polarity,
        "score": round(c.score, 4),
    } | _place(c.evidence, document)


def amount_row(a: Amount, document: Document) -> Row:
    per_year, per_use, assumption = normalise(a)
    return {
        "document_id": document.id,
        "amount": a.amount,
        "currency": a.currency,
        "kind": a.kind,
        "rate_percent": a.rate_percent,
        "per": a.per,
        "redacted": a.redacted,
        "per_year": per_year,
        "per_use": per_use,
        "assumption": assumption,
    } | _place(a.evidence, document)
