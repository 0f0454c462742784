"""One document in, its rows out: who it is about, what it says on each variable, and the words that prove it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import re2

from ..corpus.kind import recognise
from ..corpus.metadata import Metadata, describe
from ..corpus.model import Document, Kind, Passage, Source, Span
from . import priced, rulebook
from .amounts import read_amounts
from .calibration import Traits
from .claims import read_claims
from .clauses import ClauseTagger
from .codebook import Codebook
from .coding import code
from .companies import Companies
from .concern import SHOWN_SIGNALS, SIGNALS, concerns_likeness, may_be_shown, persons_shown, shown_in_work
from .encoder import load_encoder
from .encoder_reader import EncoderReader, worth_asking
from .endpoint import Endpoint
from .findings import Findings
from .language_model import NOTHING, Estimate, ModelTagger
from .model import SILENT, Amount, Claim, Coding, Profile, Tag
from .parties import participants
from .roles import Roles, read_roles
from .rows import Row, amount_row, claim_row, coding_row, fact_row, facts_columns, party_row, profile_row, tag_row
from .rulebook import Compiled
from .tagger import CueScan, RuleTagger
from .weighing import Opinion

TAGGED: tuple[Kind, ...] = ("contract", "terms")
SEARCHED_LANGUAGES = frozenset({"en", "und"})  # the codebook's rules are English; other texts are kept, not searched
# Without any of these words, for a likeness or for those who are shown or heard, no contract is about one: almost half need no further look.
LIKENESS_WORD: Any = re2.compile(
    rb"(?i)\blikeness|\bvoices?\b|\bphoto|\bportrait|\bpictures?\b|\bimages?\b|\bpersona\b|\bautograph|\bendors(?:e|ing|es|ed|ement|ements)\b|"
    rb"\breplica|\bavatar|\bclon(?:e|ing)|\bfilm(?:s|ed|ing)?\b|\bpublicity|\bfootage|\bvideo|\bface\b|\bscan|\brecord(?:ings? of)? me\b|\bspeech\b|\bnarrat|\breels?\b|\btestimonial|"
    rb"\btalents?\b|\bperformers?\b|\bactors?\b|\bactress|\bsinger|\bdancer|\bvocalist|\bpresenter|\bspeakers?\b|\bathlete|\binfluencer|\bambassador|\binterviewee|\bspokesperson|\bmodell?ing\b|\busage rights\b",
)
# Where a party or a service is named for the first time.
HEAD = 6000


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in a contract or in terms; `human`: whether a likeness is concerned. No roles were read where no word is of one.

    opinion: the encoder's, of a short document.
    """

    traits: Traits
    roles: Roles | None = None
    tags: tuple[Tag, ...] = ()
    amounts: Sequence[Amount] = ()
    human: bool = False
    opinion: Opinion | None = None


class Analyst:
    """What a process keeps between documents: compiled rules, models, vocabularies."""

    def __init__(
        self,
        book: Codebook,
        companies: Companies,
        model: Endpoint | None = None,
        rules: Sequence[Compiled] | None = None,
        clauses: Path | None = None,
        encoder: Path | None = None,
    ) -> None:
        """rules, clauses, encoder: those to read by, if not those that ship: rules, and files that were trained."""
        self.book = book
        self.companies = companies
        self.model = model
        rules = rulebook.load(book) if rules is None else rules
        self._scans = {kind: CueScan(rules, kind) for kind in TAGGED}
        # Whether a likeness is spoken of at all is asked first: most contracts end there.
        self._gates = {kind: CueScan((r for r in rules if r.rule.variable in SIGNALS), kind) for kind in TAGGED}
        self._works = CueScan((r for r in rules if r.rule.variable in SHOWN_SIGNALS), "contract")
        self._clauses = ClauseTagger(clauses)
        self._encoder = encoder

    def rows(self, document: Document, passages: Sequence[Passage], source: Source) -> dict[str, list[Row]]:
        kind, kind_score = (source.kind, 1.0) if source.kind else recognise(document, source.uri)
        found = describe(document, source.uri, kind)
        tags: list[Tag] = []
        codings: list[Coding] = []
        claims: list[Claim] = []
        amounts: Sequence[Amount] = ()
        roles = Roles()
        human = False
        if document.language in SEARCHED_LANGUAGES:
            if kind in TAGGED:
                read = self.read(document, passages, kind)
                tags, amounts, human = list(read.tags), read.amounts, read.human
                roles = read.roles or Roles(parties=tuple(party.name for party in found.parties if party.name))
                if human and self.model:
                    tags += ModelTagger(self.model, self.book, kind, roles).tag(document, passages)
                codings, heard = code(document.id, kind, self.book, tags, human, read.traits, read.opinion)
                # Sums in a document that names no pay for the person (a patent licence, say) are somebody else's.
                paid = any(c.variable == "compensation_components" and c.status not in SILENT for c in codings)
                amounts = amounts if paid else ()
                tags = [t for t in tags if not t.variable.startswith("_")] + heard if human else []
                tags += self._clauses.tag(document, passages)
            elif kind == "press":
                claims = read_claims(document, passages, self.companies, self.book, load_encoder(self._encoder))
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
            "profiles": [profile_row(profile) | facts_columns(found, source)],
            "parties": [party_row(p, document) for p in parties],
            "facts": [fact_row(f, document) for f in found.facts],
            "tags": [tag_row(t, document) for t in tags],
            "codings": [coding_row(c, document) for c in codings],
            "claims": [claim_row(c, document) for c in claims],
            "amounts": [amount_row(a, document) for a in amounts],
        }

    def estimate(self, document: Document, passages: Sequence[Passage], source: Source) -> Estimate:
        """What the model would be asked about one document: nothing where no likeness is seen in it."""
        kind = source.kind or recognise(document, source.uri)[0]
        text = document.blanked(Span(0, len(document.text)))
        if not self.model or kind not in TAGGED or document.language not in SEARCHED_LANGUAGES:
            return NOTHING
        roles = read_roles(text, kind)
        if not self._concerned(document, passages, kind, roles):
            return NOTHING
        return ModelTagger(self.model, self.book, kind, roles).estimate(document, passages)

    def read(self, document: Document, passages: Sequence[Passage], kind: Kind) -> Reading:
        """What rules find in a contract or in terms, in a contract from its sums too, and what the encoder makes of a short one, unless a language model
        is asked besides. Nothing is found where no likeness is concerned.
        """
        text = document.blanked(Span(0, len(document.text)))
        if kind != "terms" and not LIKENESS_WORD.search(text.encode(errors="replace")):
            return Reading(Traits(len(text)))
        roles = read_roles(text, kind)
        if not self._concerned(document, passages, kind, roles):
            return Reading(Traits(len(text), persons_shown(text)), roles)
        tags = list(RuleTagger(self._scans[kind], roles).tag(document, passages))
        amounts = read_amounts(document, passages, roles, kind)
        if kind == "contract":
            tags += priced.components(document, amounts, tags, self.book)
        opinion = None
        if not self.model and worth_asking(document):
            opinion = EncoderReader(load_encoder(self._encoder), roles).opinion(document, passages)
        traits = Traits(len(text), weighed=opinion is not None)
        return Reading(traits, roles, tuple(tags), amounts, human=True, opinion=opinion)

    def _concerned(self, document: Document, passages: Sequence[Passage], kind: Kind, roles: Roles) -> bool:
        """Whether rules, or in a short contract the encoder, see that it concerns a human likeness, and no animal's or house's alone."""
        found = Findings(RuleTagger(self._gates[kind], roles).tag(document, passages))
        if concerns_likeness(found, roles):
            return True
        if kind != "contract":
            return False
        if may_be_shown(roles):
            used = Findings(RuleTagger(self._works, roles).tag(document, passages))
            if shown_in_work(used, roles):
                return True
        if found.has("_thing_shown"):
            return False
        return worth_asking(document) and EncoderReader(load_encoder(self._encoder), roles).concerns_likeness(
            document, passages
        )

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
