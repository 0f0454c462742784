"""Which passages are shown for a coding: those that a careful coder would cite, the most telling first."""

import re
from collections import defaultdict

from ..corpus.model import Span
from .decisions import Decision
from .findings import Findings
from .model import Evidence

QUOTES = 3  # passages shown for a coding
HEADING = 40  # characters: a shorter sentence is a heading, which proves less than what stands below it
# What agrees nothing: a recital or a wish, what a term means, a row of contents.
_ASIDE = re.compile(
    r"\W*(?:\w{1,4}[.)]\s+)*(?:WHEREAS|Whereas)\b"
    r"|[^.;]{0,60}\b(?:desires?|wishes|is desirous|would like|is (?:ready|prepared|willing))\b[^.;]{0,12}\b(?:to|of)\b"
    r"|\W*(?:\d[\d.]*\s+)?(?:(?:An?|The|Each)\s+)?[\"“'‘][^\"”]{2,50}[\"”'’]+\W{0,3}(?:shall )?(?:mean|is\b|are\b|refers?|includes?)"
    r"|\W*\[[^\]]+\](?:\(|\s*\|)"
)


def proof(decision: Decision, found: Findings) -> tuple[Evidence, ...]:
    """The passages that show a decision, at most three, without overlap.

    Candidates are all that say what the decision rests on. What agrees something goes before recitals, definitions and
    headings; then each says as much as can be of what those before it do not, for a value may rest on two clauses; then
    those go first on which most rules agree.
    """
    grounds = dict.fromkeys((t.variable, t.value) for t in decision.tags)
    shows: dict[Evidence, set[tuple[str, str]]] = defaultdict(set)
    agree: dict[Evidence, set[tuple[str, str]]] = defaultdict(set)
    for tag in (*decision.tags, *(t for ground in grounds for t in found.tags(*ground))):
        shows[tag.evidence].add((tag.variable, tag.value))
        agree[tag.evidence].add((tag.value, tag.tagger))
    left = list(shows)
    unshown = set(grounds)
    chosen: list[Evidence] = []
    while left and len(chosen) < QUOTES:
        # Of equals the first: they stand in the order of their strength.
        best = min(left, key=lambda e: (_aside(e), -len(shows[e] & unshown), -len(agree[e])))
        chosen.append(best)
        unshown -= shows[best]
        left = [e for e in left if not _overlap(e.span, best.span)]
    return tuple(chosen)


def _aside(evidence: Evidence) -> bool:
    return len(evidence.quote) < HEADING or bool(_ASIDE.match(evidence.quote))


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end
