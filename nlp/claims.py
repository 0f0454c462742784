"""What a press article claims: which company does what, who says so, and how firmly."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..corpus.model import Document, Passage, Span
from .codebook import Codebook
from .companies import Companies
from .model import Claim, Evidence
from .press import LEAST_SCORE, PressBook, PressRule, load, shipped
from .sentences import sentences
from .speech import Speech, people
from .subjects import SECTOR, Cast, Focus

_STRAIGHT = str.maketrans("“”‘’–—\u00a0\u2011\n\r\t", "\"\"''--  -  "[:8] + "   ")
PAY = frozenset({"compensation_components", "compensation_structure", "reuse_payment"})
# What makes a one-off sum a buyout, and what makes it a fee for a time, when the same sentence says it.
ENDLESS = frozenset({
    ("licence_term", "perpetual"), ("rights_retention", "given_up"), ("withdrawal", "not_possible"),
    ("reuse_payment", "no_further_pay"), ("grant_type", "assignment"),
})  # fmt: skip
ENDING = frozenset(("licence_term", term) for term in ("fixed", "project_only", "auto_renewing", "until_withdrawn"))
_MEMBERS = re.compile(r"\b(?:reminds?|tells?|told) (?:its )?members\b|\bunder its contract\b", re.IGNORECASE)
# Values of one single-choice variable that cannot be meant together by one subject: the surer one stays.
EXCLUDES = {
    ("replica_creation", "permitted_express"): ("separate_consent_required", "prohibited"),
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that matched a sentence, at `start`..`end` of it."""

    rule: PressRule
    says: tuple[tuple[str, str], ...]
    start: int
    end: int


def read_claims(
    document: Document, passages: Sequence[Passage], companies: Companies, codebook: Codebook | None = None
) -> list[Claim]:
    """The claims of an article, each (subject, variable, value) once, with the sentence that proves it best.

    The subject is a company id, the name as written of an unknown company, "sector" or "unnamed_company".
    `passages` limits the reading to their text (captions and menus left out); none means the whole text.
    """
    book = shipped() if codebook is None else load(None, codebook)
    return Reader(book, companies).read(document, passages)


class Reader:
    """Reads articles with one vocabulary and one list of companies."""

    def __init__(self, book: PressBook, companies: Companies) -> None:
        self._book = book
        self._companies = companies

    def read(self, document: Document, passages: Sequence[Passage] = ()) -> list[Claim]:
        text = document.text
        if not self._concerns_replicas(text):
            return []
        persons = people(text, self._book)
        cast = Cast(text, self._companies, self._book, persons)
        speech = Speech(self._book, self._companies, text, [*cast.introduced], persons)
        focus = Focus(self._book, cast)
        found: list[Claim] = []
        law = False
        spans = list(_prose(text, passages))
        straight = [_plain(text[a:b]) for a, b in spans]
        for n, (a, b) in enumerate(spans):
            sentence = straight[n]
            focus.read(a, sentence)
            utterances = speech.read(sentence)
            law = self._is_law(sentence, law, bool(cast.within(a, b)))
            hits = [] if law else self._hits(cast.hidden(a, sentence))
            following = straight[n + 1] if n + 1 < len(straight) else ""
            for hit in hits:
                who = speech.who(utterances, hit.start)
                certainty = self._certainty(sentence, hit, who, following)
                # Experts, and unions that speak of many, speak of the trade unless they name a company.
                at_large = who == "expert" or (
                    who == "union_or_advocate" and (self._quantity(sentence, hit) or _MEMBERS.search(sentence))
                )
                subjects = (SECTOR,) if at_large and not focus.named() else focus.of(hit.start)
                for subject in subjects:
                    if subject == SECTOR and certainty == "asserted" and self._quantity(sentence, hit):
                        certainty = "hedged"
                    for variable, value in hit.says:
                        found.append(
                            self._claim(document, Span(a, b), sentence, hit, subject, variable, value, who, certainty)
                        )
        return _settled(found)

    def _concerns_replicas(self, text: str) -> bool:
        """Whether the article speaks of copies of people at all: some sentence names a copy and a human side."""
        for hit in self._book.replica.finditer(text):
            if self._book.human.search(text, max(0, hit.start() - 500), hit.end() + 500):
                return True
        return bool(
            re.search(
                r"\b(?:AI|artificial intelligence|machine[- ]learning|scan(?:s|ned|ner)?|speech|computer|software|robot|digital|generated?|motion)\b",
                text,
            )
        ) and bool(re.search(r"\b(?:likeness|voices?|recordings|pictures of|faces?|bod(?:y|ies))\b", text))

    def _hits(self, sentence: str) -> list[Hit]:
        """The rules that match `sentence` and are not ruled out by what it is: a demand, advice, an invented person."""
        numbers: set[int] = set()
        for _, opened in self._book.gate.iter(sentence.lower()):
            numbers.update(opened)
        if not numbers or self._book.statements["invented"].search(sentence):
            return []
        found: list[Hit] = []
        for number in sorted(numbers):
            wording = self._book.wordings[number]
            match = next((m for p in wording.match if (m := p.search(sentence))), None)
            if (
                match
                and not any(p.search(sentence) for p in wording.unless)
                and not self._demanded(sentence, match.start())
            ):
                found.append(Hit(wording.rule, wording.says, match.start(), match.end()))
        return [*found, *_structure(found)]

    def _demanded(self, sentence: str, at: int) -> bool:
        """Whether the words at `at` are what someone wants or advises rather than an arrangement (rule G11)."""
        clause = max((m.end() for m in re.finditer(r"[;:]|\bbut\b|\bwhile\b", sentence[:at])), default=0)
        if self._book.statements["advice"].search(sentence, clause):
            return True
        demand = self._book.statements["demand"].search(sentence, clause, at)
        if not demand:
            return False
        asker = sentence[clause : demand.start()]
        if re.search(
            r"\b(?:agreement|settlement|deal|contract|clause|terms|rider|pact|accord|it also)\s(?:\w+\s)?$", asker, re.I
        ):
            return False  # what an agreement demands is what it says
        plans = re.search(r"\b(?:wants?|wanted|hopes?|proposes?|seeks?) to\b", sentence[clause:])
        return not (plans and self._book.subjects["definite"].search(asker)) and not (
            plans
            and re.search(r"[A-Z]\w+ $", asker)
            and not re.search(r"\b(?:union|guild|actors|performers|models)\b", asker, re.I)
        )

    def _is_law(self, sentence: str, before: bool, names_company: bool) -> bool:
        """Whether the sentence tells what a law would require, or goes on telling it."""
        if self._book.statements["law"].search(sentence):
            return True
        return before and not names_company and bool(self._book.statements["law_goes_on"].search(sentence))

    def _quantity(self, sentence: str, hit: Hit) -> bool:
        return bool(self._book.statements["quantity"].search(_clause(sentence, hit)[: hit.end + 1]))

    def _certainty(self, sentence: str, hit: Hit, who: str, following: str) -> str:
        """How firm the statement is: disputed before documented, planned, hedged and asserted."""
        statements = self._book.statements
        if (
            hit.rule.denied
            or statements["disputed"].search(sentence)
            or statements["rebuttal"].search(following)
        ):
            return "disputed"
        if who == "document_or_official":
            return "documented"
        clause = _clause(sentence, hit)
        if statements["planned"].search(clause, 0, hit.end + 20):
            return "planned"
        if statements["hedged"].search(clause):
            return "hedged"
        return "asserted"

    def _claim(
        self,
        document: Document,
        span: Span,
        sentence: str,
        hit: Hit,
        subject: str,
        variable: str,
        value: str,
        who: str,
        certainty: str,
    ) -> Claim:
        rule = hit.rule
        stance = "neutral"
        if self._book.statements["critical"].search(sentence):
            stance = "critical"
        elif who != "journalist" and self._book.statements["supportive"].search(sentence):
            stance = "supportive"
        return Claim(
            document.id,
            subject,
            variable,
            (value,),
            who,
            stance,
            certainty,
            "denied" if rule.denied else "affirmed",
            rule.score if not rule.basic_pay else rule.score - 0.001,
            Evidence(document.id, span, document.prose(span)),
        )


def _structure(hits: Sequence[Hit]) -> list[Hit]:
    """The compensation structure that one sentence states by the kinds of pay and the term it names together.

    The codebook's derivation, kept to a single sentence: several claims are never run together.
    """
    said = {pair: hit for hit in hits if not hit.rule.denied for pair in hit.says}
    if any(variable == "compensation_structure" and not hit.rule.basic_pay for (variable, _), hit in said.items()):
        return []
    pay = {value: hit for (variable, value), hit in said.items() if variable == "compensation_components"}
    again = {hit.rule.id for (variable, value), hit in said.items() if (variable, value) == ("reuse_payment", "each_use")}
    once = [pay[kind] for kind in ("fixed_fee", "creation_fee") if kind in pay]
    revenue = [pay[kind] for kind in ("royalty", "revenue_pool") if kind in pay]
    use = [pay[kind] for kind in ("usage_fee", "residuals") if kind in pay and (kind != "usage_fee" or pay[kind].rule.id in again)]
    lasting = [pay[kind] for kind in ("ongoing_unspecified",) if kind in pay]
    structure, first = "", (once or revenue or use or lasting or [None])[0]
    if once and (revenue or use or lasting):
        structure = "hybrid"
    elif revenue:
        structure = "royalty"
    elif use or lasting:
        structure = "usage_based" if use else "ongoing_unspecified"
    elif "fixed_fee" in pay and said.keys() & ENDLESS:
        structure = "buyout"
    elif "fixed_fee" in pay and said.keys() & ENDING:
        structure = "time_limited_fee"
    elif pay.keys() == {"no_payment"}:
        structure, first = "unpaid", pay["no_payment"]
    if not structure or not first:
        return []
    return [Hit(first.rule, (("compensation_structure", structure),), first.start, first.end)]


def _settled(found: Iterable[Claim]) -> list[Claim]:
    """Each (subject, variable, value) once, the surest first found; values that exclude each other reduced to the surer."""
    best: dict[tuple[str, str, str, str], Claim] = {}
    for claim in found:
        key = (claim.subject, claim.variable, claim.values[0], claim.polarity)
        if claim.score >= LEAST_SCORE and (key not in best or claim.score > best[key].score + 0.05):
            best[key] = claim
    paid = {c.subject for c in best.values() if c.variable in PAY and c.values[0] != "to_be_agreed"}
    kept = [
        claim
        for (subject, variable, value, polarity), claim in best.items()
        if not (value == "to_be_agreed" and subject in paid)
        and not any((subject, variable, other, polarity) in best for other in EXCLUDES.get((variable, value), ()))
    ]
    return sorted(kept, key=lambda c: (c.evidence.span, c.variable, c.values))


def _plain(sentence: str) -> str:
    """Quotes and dashes straightened and white space made spaces, so that offsets still hold."""
    return sentence.translate(_STRAIGHT)


def _clause(sentence: str, hit: Hit) -> str:
    """The words around a match up to the next strong break, the match included."""
    start = max((m.end() for m in re.finditer(r"[;:]|\bbut\b|\bwhile\b|\bwhereas\b", sentence[: hit.start])), default=0)
    end = re.search(r"[;]|\bbut\b|\bwhile\b|\bwhereas\b", sentence[hit.end :])
    return sentence[start : hit.end + end.start() if end else len(sentence)]


def _prose(text: str, passages: Sequence[Passage]) -> Iterable[tuple[int, int]]:
    """The sentences of the passages, in the order of the text."""
    if not passages:
        yield from sentences(text)
        return
    for passage in passages:
        for a, b in sentences(text[passage.span.start : passage.span.end]):
            yield passage.span.start + a, passage.span.start + b
