"""One document in, its rows out: who it is about, what it says on each variable, and the words that prove it."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

from ..corpus.kind import recognise
from ..corpus.metadata import FACTS, Fact, Metadata, describe
from ..corpus.model import Document, Kind, Passage, Source, Span
from . import codebook, rulebook, vocabulary
from .amounts import normalise, read_amounts
from .claims import read_claims
from .clauses import ClauseTagger
from .codebook import Codebook
from .coding import code
from .companies import Companies
from .endpoint import Endpoint
from .findings import Findings
from .language_model import NOTHING, Estimate, ModelTagger
from .model import SILENT, Amount, Claim, Coding, Evidence, Profile, Tag
from .parties import Participant, fact_evidence, participants
from .roles import Roles, read_roles
from .tagger import CueScan, RuleTagger

Row = dict[str, Any]
TAGGED: tuple[Kind, ...] = ("contract", "terms")
SEARCHED_LANGUAGES = frozenset({"en", "und"})  # the codebook's rules are English; other texts are kept, not searched
# Without any of these words no contract is about a likeness: three in five need no further look.
LIKENESS_WORD = re.compile(
    r"\blikeness|\bvoices?\b|\bphoto|\bportrait|\bpictures?\b|\bimages?\b|\bpersona\b|\bautograph|\bendors(?:e|ing|es|ed|ement|ements)\b|"
    r"\breplica|\bavatar|\bclon(?:e|ing)|\bfilm(?:s|ed|ing)?\b|\bpublicity|\bfootage|\bvideo|\bface\b|\bscan|\brecord(?:ings? of)? me\b",
    re.IGNORECASE,
)
# Where a party or a service is named for the first time.
HEAD = 6000


@dataclass(frozen=True)
class Coder:
    """Codes documents by the codebook. Picklable; what it needs is loaded once in each process, at the first document.

    book, companies: the user's own codebook and further companies; None means what ships with Facevalue.
    model: a language model to be asked besides the rules; None, the default, asks none.
    """

    book: Path | None = None
    companies: Path | None = None
    model: Endpoint | None = None

    @cached_property
    def fingerprint(self) -> str:
        """A digest of everything that decides what is found: version, codebook, rules, companies, models."""
        data = vocabulary.packaged("codebook.yaml").parent
        own = [p for p in (self.book, self.companies) if p]
        shipped = sorted(
            p
            for p in (*data.iterdir(), *data.parent.joinpath("rules").iterdir())
            if p.suffix in (".yaml", ".npz", ".json")
        )
        code_files = sorted(data.parent.glob("*.py"))
        parts = f"{version('facevalue')} {vocabulary.digest(*shipped, *code_files, *own)}"
        if self.model:
            parts += f" {self.model.url} {self.model.model}"
        return hashlib.sha256(parts.encode()).hexdigest()[:12]

    def __call__(self, document: Document, passages: Sequence[Passage], source: Source) -> dict[str, list[Row]]:
        """The rows of the tables profiles, parties, facts, tags, codings, claims and amounts for one document."""
        return _loaded(self.book, self.companies, self.model).rows(document, passages, source)

    def estimate(self, document: Document, passages: Sequence[Passage], source: Source) -> Estimate:
        """What the model would be asked about one document; nothing is sent."""
        return _loaded(self.book, self.companies, self.model).estimate(document, passages, source)


@lru_cache(maxsize=2)
def _loaded(book: Path | None, companies: Path | None, model: Endpoint | None) -> "Analyst":
    return Analyst(codebook.load(book), Companies.load(extra=(companies,) if companies else ()), model)


class Analyst:
    """What a process keeps between documents: compiled rules, models, vocabularies."""

    def __init__(self, book: Codebook, companies: Companies, model: Endpoint | None = None) -> None:
        self.book = book
        self.companies = companies
        self.model = model
        rules = rulebook.load(book)
        self._scans = {kind: CueScan(rules, kind) for kind in TAGGED}
        # Whether a likeness is spoken of at all is asked first: most contracts end there.
        self._gates = {kind: CueScan((r for r in rules if r.rule.variable == "_likeness"), kind) for kind in TAGGED}
        self._clauses = ClauseTagger()

    def rows(self, document: Document, passages: Sequence[Passage], source: Source) -> dict[str, list[Row]]:
        kind, kind_score = (source.kind, 1.0) if source.kind else recognise(document, source.uri)
        found = describe(document, source.uri, kind)
        tags: list[Tag] = []
        codings: list[Coding] = []
        claims: list[Claim] = []
        amounts: list[Amount] = []
        roles = Roles()
        human = False
        if document.language in SEARCHED_LANGUAGES:
            if kind in TAGGED:
                text = document.blanked(Span(0, len(document.text)))
                if kind == "terms" or LIKENESS_WORD.search(text):
                    roles = read_roles(text, kind)
                    tags, human = self._tags(document, passages, kind, roles)
                    if human and self.model:
                        tags += ModelTagger(self.model, self.book, kind, roles).tag(document, passages)
                else:
                    roles = Roles(parties=tuple(party.name for party in found.parties if party.name))
                codings = code(document.id, kind, self.book, tags, human)
                # Sums in a document that names no pay for the person (a patent licence, say) are somebody else's.
                paid = any(c.variable == "compensation_components" and c.status not in SILENT for c in codings)
                amounts = read_amounts(document, passages, roles, kind) if paid else []
                tags = [t for t in tags if not t.variable.startswith("_")] if human else []
                tags += self._clauses.tag(document, passages)
            elif kind == "press":
                claims = read_claims(document, passages, self.companies, self.book)
                human = bool(claims)
        unread = document.language not in SEARCHED_LANGUAGES
        unsure = (
            bool(document.gaps) or unread
        )  # what was not searched, or bad scans do not show, may stand there all the same
        if unsure:
            codings = [c for c in codings if c.status not in SILENT]
        profile = self._profile(
            document, source, kind, kind_score, found, roles, claims, human or (None if unsure else False)
        )
        parties = participants(document, found.parties, roles, self.companies)
        return {
            "profiles": [profile_row(profile) | _facts_of(found, source)],
            "parties": [party_row(p, document) for p in parties],
            "facts": [fact_row(f, document) for f in found.facts],
            "tags": [tag_row(t, document) for t in tags],
            "codings": [coding_row(c, document) for c in codings],
            "claims": [claim_row(c, document) for c in claims],
            "amounts": [amount_row(a, document) for a in amounts],
        }

    def estimate(self, document: Document, passages: Sequence[Passage], source: Source) -> Estimate:
        """What the model would be asked about one document: nothing where rules see no likeness in it."""
        kind = source.kind or recognise(document, source.uri)[0]
        text = document.blanked(Span(0, len(document.text)))
        if not self.model or kind not in TAGGED or document.language not in SEARCHED_LANGUAGES:
            return NOTHING
        roles = read_roles(text, kind)
        if not Findings(RuleTagger(self._gates[kind], roles).tag(document, passages)).has("_likeness"):
            return NOTHING
        return ModelTagger(self.model, self.book, kind, roles).estimate(document, passages)

    def _tags(
        self, document: Document, passages: Sequence[Passage], kind: Kind, roles: Roles
    ) -> tuple[list[Tag], bool]:
        """The rules' tags and whether the document concerns a human likeness; no further tags where it does not."""
        gate = list(RuleTagger(self._gates[kind], roles).tag(document, passages))
        if not Findings(gate).has("_likeness"):
            return [], False
        return list(RuleTagger(self._scans[kind], roles).tag(document, passages)), True

    def _profile(
        self,
        document: Document,
        source: Source,
        kind: Kind,
        kind_score: float,
        found: Metadata,
        roles: Roles,
        claims: Sequence[Claim],
        human: bool | None,
    ) -> Profile:
        name = source.company or self._company(document, kind, found, roles, claims)
        published = source.published or found.published or (source.captured if kind == "terms" else None)
        return Profile(
            document_id=document.id,
            kind=kind,
            kind_score=kind_score,
            kind_from=_origin(source, "kind") or "text",
            company=self.companies.identify(name) if name else None,
            company_name=self._written(name),
            company_from=_origin(source, "company") or ("text" if name else "none"),
            published=published,
            published_from=_origin(source, "published")
            or ("text" if found.published else "capture" if published else "none"),
            title=source.title or found.title,
            human_likeness=human,
            talent=roles.talent,
            companies=roles.company,
        )

    def _written(self, name: str | None) -> str | None:
        company_id = self.companies.resolve(name) if name else None
        return self.companies.by_id[company_id].name if company_id else name

    def _company(
        self, document: Document, kind: Kind, found: Metadata, roles: Roles, claims: Sequence[Claim]
    ) -> str | None:
        """The company a document is of: a contract's company side, a service's name, what most claims are about."""
        if kind == "press":
            subjects = Counter(c.subject for c in claims if c.subject not in ("sector", "unnamed_company"))
            return subjects.most_common(1)[0][0] if subjects else None
        # A company of our list first, then a party of the company side, then whoever is named first.
        sided = [p.name for p in found.parties if p.name and {p.name, *p.defined_as} & set(roles.company)]
        parties = list(dict.fromkeys((*sided, *roles.parties)))
        named = next((p for p in parties if self.companies.resolve(p)), None) or next(iter(parties), None)
        if kind != "terms":
            return named
        service = found.value("service")
        if service and self.companies.resolve(service):
            return service
        head = f"{found.title or ''}\n{document.text[:HEAD]}"
        known = Counter(m.company_id for m in self.companies.find(head))
        return known.most_common(1)[0][0] if known else named or service


def _origin(source: Source, name: str) -> Literal["manifest", "container"] | None:
    """Who says a fact of a source: a person, or the container it lies in."""
    if getattr(source, name) is None:
        return None
    return "container" if name in source.from_container else "manifest"


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


def _facts_of(found: Metadata, source: Source) -> Row:
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
