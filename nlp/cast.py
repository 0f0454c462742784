"""The companies of one article: known ones found, others recognised by what stands around their names."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from ..corpus.model import Span
from .companies import PARTY_BODIES, Companies, Mention, without_form
from .names import Asked, companies_among, weigh
from .press import PressBook

_FIRST_SENTENCES = 4
_CAPITALS = re.compile(r"(?<![\w.&-])[A-Z]{4,20}(?![\w&-])")
_DOMAIN = re.compile(r"\.(?:ai|com|tech|io|de)$", re.IGNORECASE)
# What stands before a place of posting or of finding work: "on TikTok and", "platforms such as".
_POSTED = re.compile(
    r"\b(?:on|via|in|across|like|such as|through)\s(?:the\s)?(?:[\w-]{1,40},?\s(?:and\s|or\s)?){0,3}$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Place:
    """A company mentioned in a text: where, and the subject it stands for (its id, or the name as written)."""

    start: int
    end: int
    subject: str


class Cast:
    """The companies of one article."""

    def __init__(self, text: str, companies: Companies, book: PressBook, ask: Asked | None = None) -> None:
        """ask: tells of names how likely they are companies', besides what stands around them."""
        self._companies = companies
        self._book = book
        self._text = text
        self._known = [*companies.find(text), *self._in_capitals(text)]
        known = {m.name for m in self._known}
        self._may_be = lambda form: form not in known and self._can_be_party(form)
        # Of others nothing depends on the answer, and each takes as long as a sentence.
        self._names = weigh(text, book, ask and (lambda forms: ask([f for f in forms if self._may_be(f)])))
        self.introduced = self._introduced()
        self._places = sorted(self._all_places(text), key=lambda p: p.start)
        self._starts = [p.start for p in self._places]
        self._trades = self._all_trades(text)
        self.subjects = tuple(dict.fromkeys(p.subject for p in self._places))

    def within(self, start: int, end: int) -> list[Place]:
        """The companies mentioned in text[start:end], offsets relative to `start`."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [Place(p.start - start, p.end - start, p.subject) for p in self._places[first:last]]

    @property
    def forms(self) -> frozenset[str]:
        """The companies as the article writes them."""
        return frozenset(self._text[p.start : p.end] for p in self._places)

    def count(self, subject: str) -> int:
        """How often the article names a company."""
        return sum(p.subject == subject for p in self._places)

    def early(self, subject: str) -> bool:
        """Whether the article names a company in its headline or first sentences."""
        first = next(p.start for p in self._places if p.subject == subject)
        return self._text.count("\n", 0, first) < _FIRST_SENTENCES

    def of_trade(self, noun: str) -> str | None:
        """The company that the article introduces by this noun ("the agency Olma", "Olma, an agency"), if it is only one."""
        named = self._trades.get(_trade(noun), set[str]())
        return next(iter(named)) if len(named) == 1 else None

    def _all_trades(self, text: str) -> dict[str, set[str]]:
        """Which companies stand right behind or right before which noun of trade, or have it in their name."""
        noun = rf"({self._book.company_nouns})"
        before = re.compile(rf"\b{noun}(?:,| called| named)?\s\Z", re.IGNORECASE)
        behind = re.compile(rf",\s(?:an?|the)\s(?:[\w-]{{1,40}}\s){{0,4}}?{noun}\b", re.IGNORECASE)
        within = re.compile(rf"\b{noun}\b", re.IGNORECASE)
        trades: dict[str, set[str]] = {}
        for place in self._places:
            for hit in (
                before.search(text, max(0, place.start - 40), place.start),
                behind.match(text, place.end, place.end + 120),
                within.search(text, place.start, place.end),
            ):
                if hit:
                    trades.setdefault(_trade(hit[1]), set()).add(place.subject)
        return trades

    def hidden(self, start: int, sentence: str) -> str:
        """The sentence with company names made plain capitals, so that "Replica Studios" is no replica."""
        for place in self.within(start, start + len(sentence)):
            sentence = sentence[: place.start] + "X" + "x" * (place.end - place.start - 1) + sentence[place.end :]
        return sentence

    def _all_places(self, text: str) -> list[Place]:
        places: list[Place] = []
        taken = bytearray(len(text))
        for m in self._known:
            taken[m.span.start : m.span.end] = b"\1" * len(m.span)
            sector = self._companies.by_id[m.company_id].sector
            outlet = sector == "media_owner" or m.name in self._book.outlets
            if sector not in PARTY_BODIES and not outlet and not self._posted(text, m.span.start, m.name):
                places.append(Place(m.span.start, m.span.end, m.company_id))
        for form, name in self.introduced.items():
            subject = self._companies.resolve(name) or without_form(name)
            for hit in re.finditer(rf"(?<![\w-]){re.escape(form)}(?![\w-])", text):
                if not any(taken[hit.start() : hit.end()]) and not self._posted(text, hit.start(), form):
                    taken[hit.start() : hit.end()] = b"\1" * len(form)
                    places.append(Place(hit.start(), hit.end(), subject))
        return places

    def _in_capitals(self, text: str) -> list[Mention]:
        """Known companies whose names the article writes in capitals only: "LOVO" for Lovo."""
        found = [(hit.span(), self._companies.resolve(hit[0])) for hit in _CAPITALS.finditer(text)]
        # Names that are written so anyway were found before.
        return [
            Mention(Span(*span), c, text[slice(*span)])
            for span, c in found
            if c and text[slice(*span)] not in self._companies.by_id[c].names
        ]

    def _posted(self, text: str, at: int, name: str) -> bool:
        """Whether the company is only where something was posted."""
        return name in self._book.places and bool(_POSTED.search(text, max(0, at - 60), at))

    def _introduced(self) -> dict[str, str]:
        """Names that are companies by what stands around them: {form as written: full name}; short forms lead to the full name."""
        known = {m.name for m in self._known}
        forms = companies_among(self._names, self._may_be)
        weighed = {name.form for name in self._names}
        well_known = {hit[0] for hit in self._book.well_known.finditer(self._text)} & weighed - known
        forms += well_known
        names = {form: form for form in forms}
        for name in forms:
            longer = [other for other in names if other.startswith(f"{name} ")]
            # "Findaway" is the "Findaway Voices" of the same article, if that was named first; headlines shorten.
            first = self._text.find(name, max(0, self._text.find("\n")))
            if name in well_known:
                names.update(dict.fromkeys(longer, name))  # "Google Assistant" is a product of Google
            elif len({names[other] for other in longer}) == 1 and (first < 0 or self._text.find(longer[0]) <= first):
                names[name] = names[longer[0]]
            short, _, last = name.rpartition(" ")
            if len(short) > 2 and self._book.name_endings.match(last) and short not in known:
                names.setdefault(short, name)
            names.setdefault(_DOMAIN.sub("", name), name)
        for short in self._short:
            longer = [other for other in forms if other.startswith(f"{short} ")]
            if len(longer) == 1 and short not in known:
                names.setdefault(short, longer[0])
        return dict(sorted(names.items(), key=lambda kv: -len(kv[0])))

    @cached_property
    def _short(self) -> list[str]:
        """Names of one word, which may be the beginning of a longer one."""
        return [n.form for n in self._names if " " not in n.form and len(n.form) > 2]

    def _can_be_party(self, name: str) -> bool:
        """Whether a name can be a company that makes deals: no outlet, court, union, place or abbreviation."""
        company = self._companies.resolve(name)
        if company and self._companies.by_id[company].sector in PARTY_BODIES:
            return False
        if name in self._book.no_company or name in self._book.outlets or self._book.no_party.search(name):
            return False
        return len(name) > 2 or name.isupper()


def _trade(noun: str) -> str:
    """A noun of trade in one form: "start-ups" and "startup" are one."""
    return noun.lower().replace("-", "").removesuffix("s")
