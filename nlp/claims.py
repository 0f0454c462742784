"""What a press article claims: which company does what, who says so, and how firmly."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from ..corpus.model import Document, Passage, Span
from .cast import Cast
from .codebook import Codebook
from .companies import Companies
from .encoder import Encoder, load_encoder
from .model import Claim, Evidence
from .opinions import LIKELY, Opinion, Opinions, balance
from .press import LEAST_SCORE, PressBook, PressRule, shipped
from .sentences import sentences
from .speech import Speech, people
from .statements import Statements
from .subjects import SECTOR, Focus

_STRAIGHT = str.maketrans(dict(zip("“”‘’–—\u2011", "\"\"''---", strict=True)))
_HUMAN_REACH = 500  # characters around a word for a copy within which a person must be spoken of
_MACHINE = re.compile(
    r"\b(?:AI|artificial intelligence|machines?|machine[- ]learning|scan(?:s|ned|ner)?|speech|computer|software|robot|digital|generated?|motion|brought back)\b"
)
_LIKENESS = re.compile(r"\b(?:likeness|voices?|recordings|pictures|image of|faces?|bod(?:y|ies))\b")
_PAY = frozenset({"compensation_components", "compensation_structure", "reuse_payment"})
# What makes a one-off sum a buyout, and what makes it a fee for a time, where the same sentence says it.
_ENDLESS = frozenset({
    ("licence_term", "perpetual"), ("rights_retention", "given_up"), ("withdrawal", "not_possible"),
    ("reuse_payment", "no_further_pay"), ("grant_type", "assignment"),
})  # fmt: skip
_ENDING = frozenset(("licence_term", term) for term in ("fixed", "project_only", "auto_renewing", "until_withdrawn"))
# Variables that show a bargain with the person copied. Without one, a copy that is only mentioned is no permission.
_BARGAIN = _PAY | {
    "licence_term", "rights_retention", "replica_ownership", "withdrawal", "approval_rights", "consent_form",
    "consent_specificity", "representation_status", "post_mortem_use", "exclusivity", "transfer_sublicensing",
    "retention_deletion", "grant_type", "model_training",
}  # fmt: skip
# A value that is dropped where the same sentence says another of the same variable that says more.
_YIELDS = {("replica_creation", "permitted_express"): ("separate_consent_required", "prohibited")}


Pair = tuple[str, str]  # a variable and a value of it
ENCODER = "encoder"  # the name of hits that no rule makes


@dataclass(frozen=True, slots=True)
class Hit:
    """What is said at `start`..`end` of a sentence: (variable, value) pairs, by a rule's wording or by the encoder."""

    name: str
    says: tuple[tuple[str, str], ...]
    start: int
    end: int
    score: float
    yields_to: tuple[str, ...] = ()
    denied: bool = False
    basic_pay: bool = False

    @classmethod
    def of(cls, rule: PressRule, says: tuple[tuple[str, str], ...], start: int, end: int) -> "Hit":
        return cls(rule.id, says, start, end, rule.score, rule.yields_to, rule.denied, rule.basic_pay)


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of an article as its claims are read. named: it names a company. in_court: the article tells of a lawsuit."""

    document: Document
    span: Span
    text: str
    following: str
    named: bool
    in_court: bool
    opinion: Opinion


@dataclass(frozen=True, slots=True)
class Said:
    """A hit in its sentence, who speaks, and of whom."""

    told: Told
    hit: Hit
    who: str
    subjects: tuple[str, ...]


def read_claims(
    document: Document,
    passages: Sequence[Passage],
    companies: Companies,
    codebook: Codebook | None = None,
    encoder: Encoder | None = None,
) -> list[Claim]:
    """The claims of an article, each (subject, variable, value) once, with the sentence that proves it best.

    The subject is a company id, the name as written of an unknown company, "sector" or "unnamed_company".
    `passages` limits the reading to their text (captions and menus left out); none means the whole text.
    `encoder` is asked besides, by default the one that ships, and each (variable, value) of an article weighed by both: the score is the chance that a careful coder finds it. With a `codebook` only claims on its variables and values are given. Articles in another language than English have none.
    """
    claims = Reader(shipped(), companies, encoder or load_encoder()).read(document, passages)
    if codebook is None:
        return claims
    return [c for c in claims if c.variable in codebook.by_id and c.values[0] in codebook[c.variable].value_ids]


class Reader:
    """Reads articles with one vocabulary, one list of companies and, where one is given, an encoder."""

    def __init__(self, book: PressBook, companies: Companies, encoder: Encoder | None = None) -> None:
        self._book = book
        self._companies = companies
        self._opinions = Opinions(encoder)
        self._statements = Statements(book)

    def read(self, document: Document, passages: Sequence[Passage] = ()) -> list[Claim]:
        """The claims of `document`, in the order of their evidence."""
        said = self.said(document, passages)
        heard = self.heard(said)
        chances = {pair: balance().chance(*one) for pair, one in heard.items()}
        found = [claim for one in said for claim in self._claims(one, heard, chances)]
        settled = _settled(found, self._statements)
        return [c if c.polarity == "denied" else replace(c, score=chances.get(_pair(c), c.score)) for c in settled]

    def heard(self, said: Sequence[Said]) -> dict[Pair, tuple[bool, list[float]]]:
        """Of each (variable, value) that the encoder knows: whether a rule states it, and the probabilities that the encoder
        gives it, the highest first."""
        stated = {pair for one in said if one.hit.name != ENCODER and not one.hit.denied for pair in one.hit.says}
        heard = {pair: (pair in stated, list[float]()) for pair in stated & self._opinions.known}
        for told in {one.told.span: one.told for one in said}.values():
            for variable, value, chance in told.opinion.says:
                heard.setdefault((variable, value), (False, []))[1].append(chance)
        for _, chances in heard.values():
            chances.sort(reverse=True)
        return heard

    def said(self, document: Document, passages: Sequence[Passage] = ()) -> list[Said]:
        """All that rules or the encoder read in the sentences of `document`, however unlikely."""
        if document.language not in ("en", "und") or not self._anchored(document):
            return []
        spans = list(_prose(document, passages))
        plain = [" ".join(document.blanked(span).translate(_STRAIGHT).split()) for span in spans]
        text = "\n".join(plain)  # what is read: sentences without page furniture and wrapped lines
        opinions = self._opinions.of(plain)
        if not self._concerns_copies(text) and not any(opinion.sure for opinion in opinions):
            return []
        cast = Cast(text, self._companies, self._book, partial(self._opinions.companies, plain))
        persons = people(text, self._book, cast.introduced)
        speech = Speech(self._book, self._companies, text, cast.forms, persons)
        focus = Focus(self._book, cast)
        said: list[Said] = []
        in_court = self._statements.in_court(text)
        law, at = False, 0
        for span, sentence, following, opinion in zip(spans, plain, [*plain[1:], ""], opinions, strict=True):
            focus.read(at, sentence)
            utterances = speech.read(sentence)
            places = cast.within(at, at + len(sentence))
            law = self._statements.law(sentence, law, bool(places))
            hits = [] if law else self._hits(cast.hidden(at, sentence))
            hits += [] if law else _learnt(hits, opinion)
            nobody = opinion.nobody()
            told = Told(document, span, sentence, following, focus.named(), in_court, opinion)
            for hit in hits:
                who = opinion.speaker(speech.who(utterances, hit.start))
                said.append(Said(told, hit, who, (nobody,) if nobody else focus.of(hit.start)))
            at += len(sentence) + 1
        return said

    def _anchored(self, document: Document) -> bool:
        """Whether a word stands in the text without which no copy is spoken of: spares most articles the rest."""
        text = document.blanked(Span(0, len(document.text))) if document.furniture else document.text
        return next(self._book.anchors.iter(" ".join(text.lower().split())), None) is not None

    def _concerns_copies(self, text: str) -> bool:
        """Whether the article speaks of copies of people in words that rules know."""
        for hit in self._book.replica.finditer(text):
            if self._book.human.search(text, max(0, hit.start() - _HUMAN_REACH), hit.end() + _HUMAN_REACH):
                return True
        return bool(_MACHINE.search(text) and _LIKENESS.search(text))

    def _hits(self, sentence: str) -> list[Hit]:
        """The rules that match `sentence`, unless it speaks of an invented person or of a wish."""
        numbers: set[int] = set()
        for _, opened in self._book.gate.iter(sentence.lower()):
            numbers.update(opened)
        if not numbers or self._statements.invented(sentence):
            return []
        found: list[Hit] = []
        for wording in (self._book.wordings[number] for number in sorted(numbers)):
            match = next((m for p in wording.match if (m := p.search(sentence))), None)
            if not match or any(p.search(sentence) for p in wording.unless):
                continue
            if not self._statements.demanded(sentence, match.start()):
                found.append(Hit.of(wording.rule, wording.says, match.start(), match.end()))
        found = [hit for hit in found if not any(_crowds_out(other, hit) for other in found)]
        return [*found, *_structure(found)]

    def _claims(
        self, said: Said, heard: Mapping[Pair, tuple[bool, list[float]]], chances: Mapping[Pair, float]
    ) -> Iterator[Claim]:
        """The claims that one hit makes: one for each subject and each thing it says that is likely enough."""
        told, hit, who, subjects = said.told, said.hit, said.who, said.subjects
        says = [pair for pair in hit.says if _counts(hit, pair, heard, chances)]
        if not says:
            return
        words, at = told.text, (hit.start, hit.end)
        firm = self._statements.certainty(words, *at, who, told.following, told.in_court)
        certainty = "disputed" if hit.denied else told.opinion.firmness(firm)
        at_large = self._statements.at_large(words, *at, who) and not told.named
        evidence = Evidence(told.document.id, told.span, told.document.prose(told.span))
        stance = self._statements.stance(words, who)
        polarity = "denied" if hit.denied else "affirmed"
        for subject in (SECTOR,) if at_large else subjects:
            hedge = (
                subject == SECTOR
                and certainty == "asserted"
                and self._statements.of_many(words, hit.start, min(hit.end, hit.start + 25))
            )
            firm = "hedged" if hedge else certainty
            for variable, value in says:
                yield Claim(
                    told.document.id, subject, variable, (value,), who, stance, firm, polarity, hit.score, evidence
                )


def _counts(
    hit: Hit, pair: Pair, heard: Mapping[Pair, tuple[bool, list[float]]], chances: Mapping[Pair, float]
) -> bool:
    """Whether what a hit says counts: a rule's always, for its score tells how likely it is; the encoder's where it is likely enough, in
    sentences that it is sure of or in the likeliest."""
    if hit.denied or pair not in chances:
        return hit.score >= LEAST_SCORE
    stated, likely = heard[pair]
    if hit.name != ENCODER:
        return True
    return (stated or chances[pair] >= balance().enough) and hit.score >= min(LIKELY, likely[0])


def _pair(claim: Claim) -> Pair:
    return claim.variable, claim.values[0]


def _learnt(hits: Sequence[Hit], opinion: Opinion) -> list[Hit]:
    """What the encoder reads in a sentence and no rule says of it."""
    said = {pair for hit in hits for pair in hit.says}
    return [
        Hit(ENCODER, ((variable, value),), 0, 0, chance)
        for variable, value, chance in opinion.says
        if (variable, value) not in said
    ]


def _crowds_out(other: Hit, hit: Hit) -> bool:
    """Whether `other` says better what `hit` would say of the same words: "600 pounds a day" is no flat sum."""
    return other.name in hit.yields_to and hit.start < other.end and other.start < hit.end


def _structure(hits: Sequence[Hit]) -> list[Hit]:
    """The compensation structure that one sentence states by the kinds of pay and the term it names together.

    The codebook's derivation, kept to a single sentence: several claims are never run together.
    """
    said = {pair: hit for hit in hits if not hit.denied for pair in hit.says}
    stated = {v for (k, v), hit in said.items() if k == "compensation_structure" and not hit.basic_pay}
    pay = {value: hit for (variable, value), hit in said.items() if variable == "compensation_components"}
    each = [hit.name for hit in hits if ("reuse_payment", "each_use") in hit.says]
    once = [pay[kind] for kind in ("fixed_fee", "creation_fee") if kind in pay]
    revenue = [pay[kind] for kind in ("royalty", "revenue_pool") if kind in pay]
    use = [pay[kind] for kind in ("residuals",) if kind in pay]
    if "usage_fee" in pay and pay["usage_fee"].name in each:
        use.append(pay["usage_fee"])
    lasting = [pay[kind] for kind in ("ongoing_unspecified",) if kind in pay]
    structure = ""
    if once and (revenue or use or lasting):
        structure = "hybrid"
    elif revenue:
        structure = "royalty"
    elif use or lasting:
        structure = "usage_based" if use else "ongoing_unspecified"
    elif "fixed_fee" in pay and said.keys() & _ENDLESS:
        structure = "buyout"
    elif "fixed_fee" in pay and said.keys() & _ENDING:
        structure = "time_limited_fee"
    elif pay.keys() == {"no_payment"}:
        structure = "unpaid"
    # Beside a structure that is stated outright ("others buy all rights") only lasting pay is a second one.
    if not structure or structure in stated or (stated and structure in ("hybrid", "buyout", "time_limited_fee")):
        return []
    first = [*once, *revenue, *use, *lasting, *pay.values()][0]
    return [replace(first, says=(("compensation_structure", structure),))]


def _settled(found: Sequence[Claim], statements: Statements) -> list[Claim]:
    """Each (subject, variable, value) once, the surest first found; a promise of pay only where nothing says more."""
    bargained = {c.subject for c in found if c.variable in _BARGAIN}
    found = [c for c in found if c.subject in bargained or not _is_mention(c, statements)]
    best: dict[tuple[str, str, str, str], Claim] = {}
    for claim in found:
        key = (claim.subject, claim.variable, claim.values[0], claim.polarity)
        # A later sentence must be clearly surer: the first telling is mostly the fullest.
        if key not in best or claim.score > best[key].score + 0.05:
            best[key] = claim
    paid = {c.subject for c in best.values() if c.variable in _PAY and c.values[0] != "to_be_agreed"}
    kept = [
        claim
        for (subject, variable, value, polarity), claim in best.items()
        if not (value == "to_be_agreed" and subject in paid)
        and not any(
            claim.evidence == best[key].evidence
            for other in _YIELDS.get((variable, value), ())
            if (key := (subject, variable, other, polarity)) in best
        )
    ]
    return sorted(kept, key=lambda c: (c.evidence.span, c.variable, c.values))


def _is_mention(claim: Claim, statements: Statements) -> bool:
    """Whether a sentence only mentions a copy: nobody agrees, signs, lends or is paid in it."""
    if (claim.variable, claim.values[0]) != ("replica_creation", "permitted_express"):
        return False
    return not statements.bargain(claim.evidence.quote)


def _prose(document: Document, passages: Sequence[Passage]) -> Iterator[Span]:
    """The sentences of the passages, or of the whole text where there are none, in the order of the text."""
    for span in [p.span for p in passages] or [Span(0, len(document.text))]:
        for a, b in sentences(document.blanked(span)):
            yield Span(span.start + a, span.start + b)
