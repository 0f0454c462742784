"""One contract beside laws, collective agreements and union templates, and beside comparable documents."""

import json
import tempfile
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import pandas as pd

from ..corpus.errors import SetupError
from ..corpus.ingest import ingest
from ..corpus.store import Store
from ..nlp import codebook, protections, standards
from ..nlp.apply import Coder
from ..nlp.companies import Companies
from ..nlp.document_type import recognise_type
from ..nlp.standards import Standard
from .assess import Assessment, Offer, assess
from .findings import Findings, Row, load, split
from .market import Ask, Market, asks, gives, market
from .talent import NOT_KNOWN, categories
from .terminal import find

NOT_ADVICE = (
    "A comparison of coded words with coded standards, made by a program: it can be wrong, and it is not legal advice."
)
WORDINGS = 2  # places where a wording was found, for each thing to ask for


@dataclass(frozen=True, slots=True)
class Request:
    """What to compare with. against: a filter over the documents of `workspace`; None compares with no market.

    doc_type, signed: what the user knows better than the text says. show_pool: wording may also come from contracts of the
    pool; by default only from published terms, since contracts are confidential.
    """

    standards: tuple[str, ...] = ()
    files: tuple[Path, ...] = ()
    workspace: Path | None = None
    against: str | None = None
    verified_only: bool = False
    doc_type: str = ""
    signed: str = ""
    show_pool: bool = False
    today: date | None = None
    companies: Path | None = None


@dataclass(frozen=True, slots=True)
class Benchmark:
    """What came out, and where the offer's text can be read. findings, document_id: of the store that holds it."""

    offer: Offer
    assessments: tuple[Assessment, ...]
    market: Market | None
    asks: tuple[Ask, ...]
    document_id: str


@contextmanager
def comparison(offer: str, request: Request) -> "Generator[tuple[Benchmark, Store, Findings]]":
    """Compare the document `offer`: a file, or a document of the workspace by the start of its id or a part of its uri.

    Yields the result with the store and findings that hold the offer's text, for as long as the `with` block lasts.
    Raises SetupError when there is no such document, it holds several, it could not be read, or a standard is unknown.
    """
    book = codebook.load()
    chosen = choose(request, standards.load(book, request.files))
    people = Companies.load(extra=(request.companies,) if request.companies else ())
    pool = Store.open(request.workspace, create=False) if request.workspace else None
    if request.against is not None and pool is None:
        raise SetupError("--against compares with the documents of a workspace: name it with --workspace")
    with _stored(offer, pool, request) as (store, key):
        findings = load(store)
        described = described_offer(findings, store, key, request)
        assessments = tuple(
            assess(described, each, request.today or date.today(), request.verified_only) for each in chosen
        )
        whole = findings if store is pool else load(pool) if pool else None
        wanted = protections.load(book)
        compared = market(whole, described, key, request.against or "", wanted, book, people) if whole else None
        missing = asks(described, compared or Market("", 0, 0), assessments, wanted)
        if whole and compared:
            missing = [replace(ask, wording=_wording(ask, whole, compared, request.show_pool)) for ask in missing]
        yield Benchmark(described, assessments, compared, tuple(missing), key), store, findings


def choose(request: Request, known: Mapping[str, Standard]) -> list[Standard]:
    """The standards asked for; all benchmarks where none was named. Raises SetupError with the nearest names."""
    if not request.standards:
        return [s for s in known.values() if s.benchmark]
    for name in request.standards:
        if name not in known:
            near = get_close_matches(name, known, 3, 0.4)
            hint = f"did you mean {' or '.join(near)}? " if near else ""
            raise SetupError(f"no standard {name!r}: {hint}'facevalue standards list' names all {len(known)}")
    return [known[name] for name in dict.fromkeys(request.standards)]


@contextmanager
def _stored(offer: str, pool: Store | None, request: Request) -> "Generator[tuple[Store, str]]":
    """A store that holds the offer, and its id there: the workspace, or a passing one for a file."""
    if not Path(offer).exists():
        if pool is None:
            raise SetupError(f"{offer} does not exist: name a file, or with --workspace a document of that workspace")
        yield pool, find(pool, offer)
        return
    with tempfile.TemporaryDirectory(prefix="facevalue-") as folder:
        store = Store.open(Path(folder) / "offer")
        coder: Any = Coder(companies=request.companies)  # its fingerprint is a cached_property: no property to pyright
        ingest([offer], store, analysis=coder, engine="serial")
        failures = store.query("select message from failures")["message"].tolist()
        ids = store.query("select document_id from documents")["document_id"].tolist()
        if failures and not ids:
            raise SetupError(str(failures[0]))
        if len(ids) != 1:
            raise SetupError(f"{offer} holds {len(ids)} documents: give one contract at a time")
        yield store, str(ids[0])


def described_offer(findings: Findings, store: Store, key: str, request: Request) -> Offer:
    """What is known of the offer, with its codings."""
    row = next(d for d in findings.document_rows if d["document_id"] == key)
    if row["kind"] not in ("contract", "terms"):
        raise SetupError(
            f"{row['title']} was taken for {row['kind'] or 'nothing known'}: only contracts and terms can be compared; a manifest "
            "or a workspace in which its kind is corrected says otherwise"
        )
    if row["status"] == "not_searched":
        raise SetupError(
            f"{row['title']} is in a language that is not searched ({row['language']}): nothing can be compared"
        )
    text = str(store.query("select text[1:4000] as head from documents where document_id = ?", [key])["head"][0])
    talent = categories(row)
    return Offer(
        title=row["title"],
        kind=row["kind"],
        doc_type=request.doc_type or recognise_type(row["kind"], row["title"], text),
        signed=request.signed or row["published"],
        human_likeness=row["human_likeness"] is not False,
        codings={variable: _coding(of[key]) for variable, of in findings.coded.items() if key in of},
        talent="" if talent == (NOT_KNOWN,) else talent[0],
    )


def _coding(row: Row) -> Row:
    attributes = json.loads(row["attributes"]) if row["attributes"] else {}
    whole = {name: None if pd.isna(row[name]) else int(row[name]) for name in ("page", "start", "end")}
    return row | whole | {"values": tuple(split(row["values"])), "attributes": attributes}


def _wording(ask: Ask, findings: Findings, found: Market, show_pool: bool) -> tuple[Row, ...]:
    """Where documents of the pool give this protection, with their words: the latest first."""
    coded = findings.coded.get(ask.standing.protection.variable, {})
    by_id = {d["document_id"]: d for d in findings.document_rows}
    places: list[Row] = []
    for key in found.pool:
        document, coding = by_id[key], coded.get(key)
        if coding is None or not coding["quote"] or not gives(ask.standing.protection, coding):
            continue
        if show_pool or document["kind"] == "terms":
            places.append(
                {name: document[name] for name in ("title", "company_name", "published", "document_id")}
                | {"quote": coding["quote"]}
            )
    return tuple(sorted(places, key=lambda p: p["published"], reverse=True)[:WORDINGS])


def as_json(result: Benchmark) -> dict[str, Any]:
    """The result for programs: nothing in it that is not in the pages."""
    return {
        "offer": {"title": result.offer.title, "document_id": result.document_id, "kind": result.offer.kind, "doc_type": result.offer.doc_type or None,
                  "date": result.offer.signed or None, "human_likeness": result.offer.human_likeness},
        "standards": [_assessment(each) for each in result.assessments],
        "market": None if result.market is None else {
            "pool": result.market.described, "withheld": result.market.withheld or None,
            "n": None if result.market.withheld else result.market.n,
            "standings": [
                {"protection": s.protection.id, "variable": s.protection.variable, "offer": s.has, "given": s.given, "n": s.n, "said": s.said}
                for s in result.market.standings
            ],
        },
        "asks": [
            {"protection": a.standing.protection.id, "ask": a.standing.protection.ask, "market": a.standing.said or None,
             "standards": [{"standard": s, "requirement": r, "severity": v} for s, r, v in a.standards],
             "wording": [dict(place) for place in a.wording]}
            for a in result.asks
        ],
        "note": NOT_ADVICE,
    }  # fmt: skip


def _assessment(each: Assessment) -> dict[str, Any]:
    return {
        "standard": each.standard.id, "name": each.standard.name, "verified": each.standard.verified, "force": each.force, "verdict": each.verdict,
        "said": each.said, "notes": list(each.notes), "prongs": [{"id": p.id, "outcome": p.outcome} for p in each.prongs],
        "requirements": [
            {"id": t.requirement.id, "text": t.requirement.text, "outcome": t.outcome, "why": t.why, "answer": t.answer, "quote": t.quote,
             "page": t.page, "severity": t.requirement.severity, "citation": t.requirement.citation, "verified": t.requirement.verified,
             "citation_verified": t.requirement.citation_verified, "apart": t.apart}
            for t in each.tests
        ],
    }  # fmt: skip
