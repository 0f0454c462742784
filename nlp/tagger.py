"""Rules at work: cue scan first, then patterns over the masked sentences that have a cue."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import ahocorasick

from ..corpus.characters import lowered
from ..corpus.model import Document, Kind, Passage, Span
from .mask import Masked, Masker
from .model import Evidence, Tag
from .role_words import STRONG_LIKENESS
from .roles import Roles
from .rulebook import Compiled, Rule, Setting
from .sentences import sentences
from .settings import of_document, of_sentence, settings
from .sieve import Search, Seen, Sieve, Wording

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
        "superseded",
        "statute",
        "data_protection",
    }
)
# Variables for which the talent side's choices do not count, but what applies without them (G5); the others have rules of their own.
BY_DEFAULT = frozenset(
    {"grant_type", "licence_term", "purpose_scope", "media_scope", "territory", "transfer_sublicensing", "exclusivity"}
)
# Whose right it is must be known; where no side of a contract is the person's, a likeness named in the sentence tells, or
# that it holds for both.
RIGHTS = frozenset(
    [
        "grant_type",
        "_licence",
        "replica_ownership",
        "rights_retention",
        "transfer_sublicensing",
        "exclusivity",
        "withdrawal",
        "approval_rights",
    ]
)
_BOTH = re.compile(r"\b(?:either|neither|each|both|any|other) part(?:y|ies)\b", re.IGNORECASE)
LONGEST_QUOTE = 420  # characters; a longer sentence is quoted around the match
RIDER = re.compile(
    r"\b(?:rider|addendum|amendment|AI|artificial intelligence|digital (?:replica|double|twin)|synthetic)\b",
    re.IGNORECASE,
)


# A limit that may be agreed away or that law may cut still counts, flagged soft (G10).
SOFT = re.compile(
    r"\b(?:unless|except as)(?: (?:otherwise|expressly|the parties|both parties|it is|mutually)){1,3} (?:\w+ )?agree[ds]?\b|"
    r"\bto the (?:(?:fullest|maximum|full) )?extent (?:permitted|allowed|permissible) (?:by|under) (?:applicable |the )?laws?\b",
    re.IGNORECASE,
)


# Kinds of talent that one contract may treat apart (G6).
TIERS = {
    "principal": re.compile(
        r"\b(?:principal|lead)(?:ing)? (?:performer|actor|artist|player|talent)s?\b", re.IGNORECASE
    ),
    "background": re.compile(r"\bbackground (?:performer|actor|artist|player|talent)s?\b|\bextras\b", re.IGNORECASE),
    "celebrity": re.compile(r"\bcelebrit(?:y|ies)\b", re.IGNORECASE),
    "stock": re.compile(r"\bstock (?:performer|actor|artist|model|talent)s?\b", re.IGNORECASE),
}


class Armed:
    """A rule with its patterns in the sieve of its scan."""

    __slots__ = ("heading", "match", "near", "needs", "rule", "skips", "unless", "within", "without")

    def __init__(self, compiled: Compiled, sieve: Sieve) -> None:
        def arm(wordings: Iterable[Wording]) -> tuple[Search, ...]:
            return tuple(map(sieve.search, wordings))

        self.rule = compiled.rule
        chosen: frozenset[Setting] = frozenset({"chosen"} if self.rule.variable in BY_DEFAULT else ())
        # Kinds of passage in which it does not hold.
        self.skips = NEVER_OPERATIVE.difference(compiled.rule.settings) | chosen
        self.match = arm(compiled.match)
        self.needs = sieve.search(compiled.needs) if compiled.needs else None
        self.near = arm(compiled.near)
        self.unless = arm(compiled.unless)
        self.within = arm(compiled.within)
        self.without = arm(compiled.without)
        self.heading = sieve.search(compiled.heading) if compiled.heading else None


class CueScan:
    """The gate: which rules can say anything about a text, by one pass over it."""

    def __init__(self, rules: Iterable[Compiled], kind: Kind) -> None:
        self.kind: Kind = kind
        chosen = tuple(r for r in rules if kind in r.rule.kinds)
        self.sieve = Sieve(wording for r in chosen for wording in r.wordings)
        self._rules = tuple(Armed(r, self.sieve) for r in chosen)
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
        self._needs = tuple(tuple(need for search in r.match for need in search.needs) for r in self._rules)

    def hits(self, text: str) -> list[tuple[int, tuple[int, ...]]]:
        """(offset, rules) of each cue; `text` must be lower case."""
        return [] if self._empty else list(self._automaton.iter(text))

    def rule(self, index: int) -> Armed:
        return self._rules[index]

    def possible(self, seen: Seen, indexes: Iterable[int]) -> list[int]:
        """Those of the rules that can match the text by its words, in their order."""
        words = seen.words
        return sorted(i for i in indexes if any(need & words == need for need in self._needs[i]))


class _Place:
    """A passage as the rules see it; what few rules ask for is found out when one does."""

    def __init__(self, scan: CueScan, masker: Masker, passage: Passage, text: str, whole: frozenset[Setting]) -> None:
        self._scan = scan
        self._whole = whole  # what the document is
        self._masker = masker
        self.passage = passage
        self.text = text
        self.masked = masker.mask(text)
        self.seen = Seen(scan.sieve, self.masked.text)

    @cached_property
    def above(self) -> Seen:
        """The headings, masked like the text."""
        return Seen(self._scan.sieve, self._masker.mask(" > ".join(self.passage.path)).text)

    @cached_property
    def settings(self) -> frozenset[Setting]:
        return self._whole | settings(self.seen, self.passage.path, self._scan.kind)

    @cached_property
    def heading(self) -> bool:
        """Whether it is its own last heading: headings name what is granted below them and grant nothing (G3)."""
        return bool(self.passage.path) and _bare(self.text) == _bare(self.passage.path[-1])

    @cached_property
    def rider(self) -> bool:
        return any(RIDER.search(p) for p in self.passage.path[:2])

    def sentence(self, start: int, end: int) -> "_Sentence":
        """The sentence text[start:end], cut out of the masked passage where that comes to the same."""
        if (start, end) == (0, len(self.text)):
            return _Sentence(self, self.seen, start, end, self.masked, 0, 0)
        if part := self.masked.part(start, end):
            a, b = part
            seen = Seen(self._scan.sieve, self.seen.text[a:b], self.seen.small[a:b])
            return _Sentence(self, seen, start, end, self.masked, a, 0)
        masked = self._masker.mask(self.text[start:end])
        return _Sentence(self, Seen(self._scan.sieve, masked.text), start, end, masked, 0, start)


@dataclass(slots=True)
class _Sentence:
    """A sentence of a passage, masked: `seen` begins at `offset` of `masked`, whose source begins at `shift` of the passage."""

    place: _Place
    seen: Seen
    start: int
    end: int
    masked: Masked
    offset: int
    shift: int
    _where: frozenset[Setting] | None = None

    @property
    def where(self) -> frozenset[Setting]:
        """The kinds of provision that it belongs to."""
        if self._where is None:
            self._where = of_sentence(self.seen, self.place.settings, self.place.passage.path)
        return self._where

    @property
    def tiers(self) -> list[str]:
        """The kinds of talent that it speaks of, or else those of the headings above it."""
        place = self.place
        own = place.text[self.start : self.end]
        return _tiers(own) or _tiers(" ".join(place.passage.path))

    @property
    def directed(self) -> bool:
        """Whether it tells by itself that it is about a person's right."""
        return bool(STRONG_LIKENESS.search(self.seen.text) or _BOTH.search(self.seen.text))

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The offsets, in the passage, of the masked words start..end."""
        a, b = self.masked.original(self.offset + start, self.offset + end)
        return self.shift + a, self.shift + b


class RuleTagger:
    """The shipped rules on one document, whose roles are settled."""

    name = "rules"

    def __init__(self, scan: CueScan, roles: Roles) -> None:
        self._scan = scan
        self._masker = Masker(roles)
        self._undirected = scan.kind == "contract" and not roles.talent

    def tag(self, document: Document, passages: Sequence[Passage]) -> Iterator[Tag]:
        """Every match of every rule, each with its sentence."""
        whole = of_document(document.text, self._scan.kind)
        for passage in passages:
            text = document.blanked(passage.span)
            hits = self._scan.hits(lowered(text))
            if not hits:
                continue
            place = _Place(self._scan, self._masker, passage, text, whole)
            spans = sentences(text)
            at = 0
            wanted: dict[int, set[int]] = defaultdict(set)
            for offset, indexes in hits:
                while at < len(spans) - 1 and spans[at][1] <= offset:
                    at += 1
                wanted[at].update(indexes)
            for number, indexes in sorted(wanted.items()):
                sentence = place.sentence(*spans[number])
                for index in self._scan.possible(sentence.seen, indexes):
                    rule = self._scan.rule(index)
                    if rule.rule.variable in RIGHTS and (place.heading or (self._undirected and not sentence.directed)):
                        continue
                    if found := first_match(rule, sentence):
                        yield _tag(document, rule.rule, sentence, found)


def first_match(rule: Armed, sentence: _Sentence) -> tuple[int, int] | None:
    """Where the rule's pattern stands in the masked sentence, if all its conditions hold."""
    seen, place = sentence.seen, sentence.place
    if rule.needs and not rule.needs(seen):
        return None
    match = next((m for search in rule.match if (m := search(seen))), None)
    if match is None or not sentence.where.isdisjoint(rule.skips):
        return None
    if rule.heading and not rule.heading(place.above):
        return None
    if any(search(seen) for search in rule.unless):
        return None
    if not all(search(seen) or search(place.above) for search in rule.near):
        return None
    if not all(search(place.seen) or search(place.above) for search in rule.within):
        return None
    if any(search(place.seen) or search(place.above) for search in rule.without):
        return None
    return match.span()


def _tag(document: Document, rule: Rule, sentence: _Sentence, found: tuple[int, int]) -> Tag:
    """The tag of a rule that matched at `found` of the masked sentence."""
    base = sentence.place.passage.span.start
    a, b = sentence.original(*found)
    quoted = _quote(document, base + sentence.start, base + sentence.end, base + a, base + b)
    attributes = dict(rule.attributes)
    if SOFT.search(sentence.seen.text):
        attributes["soft"] = "true"
    tiers = sentence.tiers
    if len(tiers) == 1:
        attributes["tier"] = tiers[0]
    if sentence.place.rider:
        attributes["place"] = "rider"
    evidence = Evidence(document.id, quoted, document.prose(quoted))
    return Tag(rule.variable, rule.value, rule.score, f"rules:{rule.id}", evidence, attributes)


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text)


def _tiers(text: str) -> list[str]:
    return [name for name, pattern in TIERS.items() if pattern.search(text)]


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
