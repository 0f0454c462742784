"""What kind of statement a sentence makes: an arrangement, a demand or a law; how firm it is, and how it judges."""

import re
from dataclasses import dataclass

from .press import PressBook

_EDGE = re.compile(r"[;:]|\b(?:but|while|whereas)\b")
_END = re.compile(r";|\b(?:but|while|whereas)\b")
_AGREEMENT = re.compile(
    r"\b(?:agreement|settlement|deal|contract|clause|terms|rider|pact|accord|it also)\s(?:\w+\s)?$", re.IGNORECASE
)
_INTENT = re.compile(r"\b(?:wants?|wanted|hopes?|proposes?|seeks?) to\b")
_NAMED = re.compile(r"[A-Z]\w+ $")
_TALENT = re.compile(r"\b(?:union|guild|actors|performers|models)\b", re.IGNORECASE)
# What somebody did not know or was told is no plan: "nobody said what it would be used for".
_TOLD = re.compile(r"\b(?:(?:was|were|been|not) told|whether|what|whom|why|how)\b[^;:]{0,70}\Z", re.IGNORECASE)
_SIDE = frozenset({"talent", "representative"})
_OWN_CONTRACT = re.compile(r"\bunder (?:its|the union's) (?:contract|agreement)s?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Statements:
    """Judges sentences of one article by the patterns of the press vocabulary."""

    book: PressBook

    def invented(self, sentence: str) -> bool:
        """Whether the sentence says that no real person was copied."""
        return bool(self.book.statements["invented"].search(sentence))

    def bargain(self, sentence: str) -> bool:
        """Whether the sentence speaks of an agreement, a licence, pay or leave given."""
        return bool(self.book.statements["bargain"].search(sentence))

    def demanded(self, sentence: str, at: int) -> bool:
        """Whether the words at `at` are what someone wants or advises rather than an arrangement (rule G11).

        What an agreement demands is what it says; what a company wants to do is a plan.
        """
        clause = _clause_start(sentence, at)
        if self.book.statements["advice"].search(sentence, clause):
            return True
        demand = self.book.statements["demand"].search(sentence, clause, at)
        if not demand:
            return False
        asker = sentence[clause : demand.start()]
        if _AGREEMENT.search(asker):
            return False
        planner = self.book.subjects["definite"].search(asker) or (_NAMED.search(asker) and not _TALENT.search(asker))
        return not (planner and _INTENT.search(sentence, clause))

    def law(self, sentence: str, before: bool, names_company: bool) -> bool:
        """Whether the sentence tells what a law would require, or goes on telling it after one that did (`before`)."""
        if self.book.statements["law"].search(sentence):
            return True
        return before and not names_company and bool(self.book.statements["law_goes_on"].search(sentence))

    def in_court(self, text: str) -> bool:
        """Whether an article tells of a lawsuit: what the copied and their lawyers say in it is their case."""
        return bool(self.book.statements["in_court"].search(text))

    def certainty(self, sentence: str, start: int, end: int, who: str, following: str, in_court: bool = False) -> str:
        """How firm the words at start..end are: disputed before documented, planned, hedged and asserted.

        following: the next sentence, which may deny this one. in_court: the article tells of a lawsuit.
        """
        patterns = self.book.statements
        if patterns["disputed"].search(sentence) or patterns["rebuttal"].search(following):
            return "disputed"
        if in_court and who in _SIDE:
            return "disputed"
        if who == "document_or_official":
            return "documented"
        first, last = _clause_start(sentence, start), _clause_end(sentence, end)
        plan = patterns["planned"].search(sentence, first, min(last, end + 20))
        if plan and not _TOLD.search(sentence, first, plan.start()):
            return "planned"
        return "hedged" if patterns["hedged"].search(sentence, first, last) else "asserted"

    def of_many(self, sentence: str, start: int, end: int) -> bool:
        """Whether the words up to start..end speak of some, most or others: a hedge where no company is named."""
        return bool(self.book.statements["quantity"].search(sentence, _clause_start(sentence, start), end))

    def at_large(self, sentence: str, start: int, end: int, who: str) -> bool:
        """Whether the speaker means the trade unless a company is named: experts do, and unions that speak of many."""
        if who == "union_or_advocate":
            return self.of_many(sentence, start, end) or bool(_OWN_CONTRACT.search(sentence))
        return who == "expert"

    def stance(self, sentence: str, who: str) -> str:
        """How the speaker judges the arrangement, by the words of the sentence."""
        if self.book.statements["critical"].search(sentence):
            return "critical"
        return (
            "supportive" if who != "journalist" and self.book.statements["supportive"].search(sentence) else "neutral"
        )


def _clause_start(sentence: str, at: int) -> int:
    """Where the clause of the words at `at` begins: behind the last strong break."""
    return max((edge.end() for edge in _EDGE.finditer(sentence, 0, at)), default=0)


def _clause_end(sentence: str, at: int) -> int:
    edge = _END.search(sentence, at)
    return edge.start() if edge else len(sentence)
