"""The companies of one article: known ones found, others recognised by how the article introduces them."""

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..corpus.model import Span
from .companies import PARTY_BODIES, Companies, Mention
from .press import PressBook

# A first name and, not taken with it, the word behind it: in "Mr Ada Marsh" both pairs are found.
_FULL_NAME = re.compile(r"(?<![\w.’'&-])([A-Z][a-z]{1,20})\s(?:[A-Z]\.\s)?(?=([\w’'-]{1,40})(?![\w&-]|\s[A-Z]))")
_CAPITALS = re.compile(r"(?<![\w.&-])[A-Z]{4,20}(?![\w&-])")
_PLAIN_WORD = re.compile(r"(?<![\w-])[a-z]\w*")
_POSSESSED = re.compile(r"[’']s?\s")
_CUT_OFF = re.compile(r"[’'](?:s)?$")
_DOMAIN = re.compile(r"\.(?:ai|com|tech|io|de)$", re.IGNORECASE)
# What stands before a place of posting or of finding work: "on TikTok and", "platforms such as".
_POSTED = re.compile(
    r"\b(?:on|via|in|across|like|such as|through)\s(?:the\s)?(?:[\w-]{1,40},?\s(?:and\s|or\s)?){0,3}$", re.IGNORECASE
)


# Trades that a person may have as well as a company: "publisher Ada Marsh said".
_PERSON_TRADE = re.compile(r"\b(?:publisher|producer|developer|streamer|operator|broadcaster)\s$", re.IGNORECASE)
_SPEAKS = re.compile(r"\s(?:said|says|told|explained|added|recalls?)\b|,\s(?:who|whose)\b")


@dataclass(frozen=True, slots=True)
class Place:
    """A company mentioned in a text: where, and the subject it stands for (its id, or the name as written)."""

    start: int
    end: int
    subject: str


class Cast:
    """The companies of one article. people: surnames of persons, which name no company."""

    def __init__(self, text: str, companies: Companies, book: PressBook, people: Collection[str] = ()) -> None:
        self._companies = companies
        self._book = book
        self._people = people
        self._text = text
        self._known = [*companies.find(text), *self._in_capitals(text)]
        self.introduced = self._introduced(text)
        self._places = sorted(self._all_places(text), key=lambda p: p.start) or self._likeliest(text)
        self._starts = [p.start for p in self._places]
        self._trades = self._all_trades(text)
        self.subjects = tuple(dict.fromkeys(p.subject for p in self._places))

    def within(self, start: int, end: int) -> list[Place]:
        """The companies mentioned in text[start:end], offsets relative to `start`."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [Place(p.start - start, p.end - start, p.subject) for p in self._places[first:last]]

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
            subject = self._companies.resolve(name) or name
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

    def _introduced(self, text: str) -> dict[str, str]:
        """Names that the text calls companies: {form as written: full name}; short forms lead to the full name."""
        known = {m.name for m in self._known}
        names: dict[str, str] = {}
        for pattern in self._book.introductions:
            for hit in pattern.finditer(text):
                name = self._tidy(hit[1])
                if self._is_person(name, hit, text):
                    continue
                if len(name) > 2 and name not in known and name not in names and self._can_be_party(name, text):
                    names[name] = name
        full = list(names)
        for name in full:
            longer = [other for other in full if other.startswith(f"{name} ")]
            if len(longer) == 1:  # "Findaway" is the "Findaway Voices" of the same article
                names[name] = longer[0]
            short, _, last = name.rpartition(" ")
            if len(short) > 2 and self._book.name_endings.match(last) and short not in known:
                names.setdefault(short, name)
            names.setdefault(_DOMAIN.sub("", name), name)
        return dict(sorted(names.items(), key=lambda kv: -len(kv[0])))

    @cached_property
    def _surnames(self) -> frozenset[str]:
        """Words that stand behind a first name somewhere: "Ada Marsh" makes Marsh no company."""
        nouns = re.compile(rf"(?:{self._book.company_nouns})\Z", re.IGNORECASE)
        return frozenset(
            hit[2]
            for hit in _FULL_NAME.finditer(self._text)
            if hit[1] not in self._book.no_names and not nouns.match(hit[1])
        )

    @cached_property
    def _plain_words(self) -> frozenset[str]:
        """Words that the text also writes without a capital."""
        return frozenset(_PLAIN_WORD.findall(self._text))

    def _is_person(self, name: str, hit: re.Match[str], text: str) -> bool:
        """Whether a name is a person's: it begins with a given name, or speaks behind a trade that persons have too."""
        words = name.split()
        if self._begins_as_person(words) and not self._noun_before.search(
            text, max(0, hit.start(1) - 30), hit.start(1)
        ):
            return True
        trade = _PERSON_TRADE.search(text, max(0, hit.start(1) - 20), hit.start(1))
        ending = self._book.name_endings.match(words[-1]) if words else None
        return bool(trade and len(words) == 2 and not ending and _SPEAKS.match(text, hit.end(1)))

    def _begins_as_person(self, words: Sequence[str]) -> bool:
        """Whether a given name and one or two further words stand there, without a company's ending."""
        given = len(words) in (2, 3) and words[0] in self._book.given_names and "&" not in words
        return given and not self._book.name_endings.match(words[-1]) and not self._companies.resolve(" ".join(words))

    @cached_property
    def _noun_before(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{self._book.company_nouns})(?:,|\s(?:called|named))?\s\Z", re.IGNORECASE)

    def _can_be_party(self, name: str, text: str) -> bool:
        """Whether a name can be a company that makes deals: no person, outlet, court, union or chance capital."""
        words = name.split()
        if name in self._book.no_company or all(word in self._book.no_names for word in words):
            return False
        company = self._companies.resolve(name)
        if company and self._companies.by_id[company].sector in PARTY_BODIES:
            return False
        if any(word in self._people for word in words) and not self._book.name_endings.match(words[-1]):
            return False
        if len(words) == 1 and name in self._surnames:
            return False
        chance = len(words) == 1 and any(name.lower() + end in self._plain_words for end in ("", "s", "es"))
        return not (chance or name in self._book.outlets or _POSSESSED.search(name) or self._book.no_party.search(name))

    def _likeliest(self, text: str) -> list[Place]:
        """Where nothing is called a company: the name that acts most often at the beginning of a sentence, if any."""
        acting: dict[str, list[Place]] = {}
        for hit in self._book.acting.finditer(text):
            name = self._tidy(hit[1])
            once = " " not in name and text.count(name) < 2
            if name and not once and self._can_be_party(name, text) and not self._begins_as_person(name.split()):
                start = hit.end(1) - len(name)
                acting.setdefault(name, []).append(Place(start, start + len(name), name))
        if not acting or not self._book.subjects["definite"].search(text):
            return []
        return max(acting.values(), key=len)

    def _tidy(self, name: str) -> str:
        words = name.split()
        while words and words[0] in self._book.no_names:
            words.pop(0)
        while words and words[-1] in self._book.no_names:
            words.pop()
        return _CUT_OFF.sub("", " ".join(words)).strip(" ,.")


def _trade(noun: str) -> str:
    """A noun of trade in one form: "start-ups" and "startup" are one."""
    return noun.lower().replace("-", "").removesuffix("s")
