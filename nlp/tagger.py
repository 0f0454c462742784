"""Rules at work: cue scan first, then patterns over the masked sentences that have a cue."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import ahocorasick

from ..corpus.model import Document, Kind, Passage, Span
from .mask import Masked, Masker
from .model import Evidence, Tag
from .roles import Roles
from .rulebook import Compiled, Setting
from .sentences import sentences
from .settings import of_sentence, settings

NEVER_OPERATIVE: frozenset[Setting] = frozenset(
    {
        "feedback",
        "insurance",
        "recital",
        "confidentiality",
        "service_licence",
        "indemnity",
        "user_rules",
        "warranty",
        "billing",
        "dispute",
        "barred",
    }
)
LONGEST_QUOTE = 420  # characters; a longer sentence is quoted around the match
RIDER = re.compile(
    r"\b(?:rider|addendum|amendment|AI|artificial intelligence|digital (?:replica|double|twin)|synthetic)\b",
    re.IGNORECASE,
)


class CueScan:
    """The gate: which rules can say anything about a text, by one pass over it."""

    def __init__(self, rules: Iterable[Compiled], kind: Kind) -> None:
        self.kind: Kind = kind
        self._rules = tuple(r for r in rules if kind in r.rule.kinds)
        by_cue: dict[str, list[int]] = defaultdict(list)
        for index, rule in enumerate(self._rules):
            for cue in rule.rule.cues:
                by_cue[cue].append(index)
        self._automaton = ahocorasick.Automaton()
        for cue, indexes in by_cue.items():
            self._automaton.add_word(cue, tuple(indexes))
        if by_cue:
            self._automaton.make_automaton()
        self._empty = not by_cue

    def hits(self, text: str) -> list[tuple[int, tuple[int, ...]]]:
        """(offset, rules) of each cue; `text` must be lower case."""
        return [] if self._empty else list(self._automaton.iter(text))

    def rule(self, index: int) -> Compiled:
        return self._rules[index]


@dataclass(frozen=True, slots=True)
class _Place:
    """A passage as the rules see it."""

    passage: Passage
    text: str
    above: str  # headings, masked like the text
    masked: Masked
    settings: frozenset[Setting]
    rider: bool


class RuleTagger:
    """The shipped rules on one document, whose roles are settled."""

    name = "rules"

    def __init__(self, scan: CueScan, roles: Roles) -> None:
        self._scan = scan
        self._masker = Masker(roles)

    def tag(self, document: Document, passages: Sequence[Passage]) -> Iterator[Tag]:
        """Every match of every rule, each with its sentence."""
        for passage in passages:
            text = document.blanked(passage.span)
            lowered = lower(text)
            hits = self._scan.hits(lowered)
            if not hits:
                continue
            place = self._place(passage, text)
            spans = sentences(text)
            at = 0
            wanted: dict[int, set[int]] = defaultdict(set)
            for offset, indexes in hits:
                while at < len(spans) - 1 and spans[at][1] <= offset:
                    at += 1
                wanted[at].update(indexes)
            for number, indexes in sorted(wanted.items()):
                yield from self._sentence(document, place, spans[number], sorted(indexes))

    def _place(self, passage: Passage, text: str) -> _Place:
        above = self._masker.mask(" > ".join(passage.path)).text
        masked = self._masker.mask(text)
        rider = any(RIDER.search(p) for p in passage.path[:2])
        return _Place(passage, text, above, masked, settings(masked.text, passage.path, self._scan.kind), rider)

    def _sentence(self, document: Document, place: _Place, span: tuple[int, int], indexes: list[int]) -> Iterator[Tag]:
        masked = self._masker.mask(place.text[span[0] : span[1]])
        where = of_sentence(masked.text, place.settings, place.passage.path)
        for index in indexes:
            found = first_match(self._scan.rule(index), masked.text, place.masked.text, place.above, where)
            if found is None:
                continue
            rule = self._scan.rule(index).rule
            base = place.passage.span.start + span[0]
            a, b = masked.original(*found)
            quoted = _quote(document, base, base + span[1] - span[0], base + a, base + b)
            attributes = dict(rule.attributes)
            if place.rider:
                attributes["place"] = "rider"
            evidence = Evidence(document.id, quoted, document.prose(quoted))
            yield Tag(rule.variable, rule.value, rule.score, f"rules:{rule.id}", evidence, attributes)


def first_match(
    rule: Compiled, sentence: str, passage: str, above: str, where: frozenset[Setting]
) -> tuple[int, int] | None:
    """Where the rule's pattern stands in the masked sentence, if all its conditions hold."""
    if (where & NEVER_OPERATIVE) - set(rule.rule.settings):
        return None
    if rule.needs and not rule.needs.search(sentence):
        return None
    match = next((m for m in (p.search(sentence) for p in rule.match) if m), None)
    if match is None:
        return None
    if rule.heading and not rule.heading.search(above):
        return None
    if any(p.search(sentence) for p in rule.unless):
        return None
    if not all(p.search(sentence) or p.search(above) for p in rule.near):
        return None
    if not all(p.search(passage) or p.search(above) for p in rule.within):
        return None
    if any(p.search(passage) or p.search(above) for p in rule.without):
        return None
    return match.span()


def lower(text: str) -> str:
    """Lower case of the same length: the few characters whose lower case is longer stay as they are."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


def _quote(document: Document, start: int, end: int, a: int, b: int) -> Span:
    """The sentence start..end, or as much of it around the match a..b as a reader can take in."""
    if end - start <= LONGEST_QUOTE:
        return Span(start, end)
    room = max(0, LONGEST_QUOTE - (b - a)) // 2
    left, right = max(start, a - room), min(end, b + room)
    text = document.text
    while left > start and not text[left - 1].isspace():
        left -= 1
    while right < end and not text[right].isspace():
        right += 1
    return Span(left, max(right, left + 1))
