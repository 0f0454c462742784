"""Which company, or the sector, a sentence of an article is about."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from .cast import Cast, Place
from .press import PressBook

SECTOR = "sector"
UNNAMED = "unnamed_company"
_CLAUSE = re.compile(r";|,?\s(?:but|while|whereas)\s|:\s")
_AFFILIATION_REACH = 120  # characters before a company's name in which its speaker stands
_A_TRADE = 3  # so many companies under one union agreement are the trade
_UNION = re.compile(r"\b(?:unions?|guild|SAG-AFTRA|Equity|ACTRA|BFFS)\b")
_SUBJECT_REACH = 30  # characters from the clause's beginning within which its subject stands
_ONE_PERSON = re.compile(
    r"\b(?:he|she|his|her|him)\b|\ban? (?:[\w-]{1,40} ){0,2}(?:actor|model|singer|narrator|artist|speaker|woman|man)\b",
    re.IGNORECASE,
)
_NO_SUBJECT = re.compile(
    r"\b(?:what|of|and|with|for|to|by|from|two|three|four|five|whom|which|the same)\s$", re.IGNORECASE
)
# A company that only says where a speaker belongs: "Tom Graham of the start-up Metaphysic points out".
_AFFILIATION = re.compile(
    r"\b(?:of|at|from|for)\s(?:the\s(?:[\w-]{1,40}\s){0,3})?$|\b(?:analyst|lawyer|consultant)\b[^,.;]{0,40}\b(?:of|at|from)\s$"
)
_BELONGS = re.compile(
    r"[A-Z][\w’'-]{0,40}\s[A-Z][\w’'-]{0,40},?\s[^,;]{0,40}$|\b(?:analyst|lawyer|co-founder|founder|head|spokes\w+|director)\b[^,;]{0,30}$"
)
_SAYS = re.compile(r"\b(?:say|said|point|tell|told|note|add|argue|think|believe|acknowledg|admit)")
# "footage for avatars that Olma could use": the company that may use something is the one spoken of.
_RELATIVE = re.compile(r"\b(?:that|which)\s\Z")
_USER = re.compile(r"\s(?:can|could|may|might|will|would)\s(?:then\s)?(?:use|show|sell|license)\b")
# A company in the second row: an owner ("Amazon's Audible"), a maker ("made by the studio Olma"), an example or an earlier case.
_OWNER = re.compile(r"[’']s?\s(?:[a-z-]+\s){0,3}\Z")
_SECOND_ROW = re.compile(
    r"\b(?:(?:made|built|created|developed|produced|supplied|designed|animated|generated|rendered|powered|done|trained|cloned|recreated|re-created|rebuilt|voiced|translated|dubbed) (?:by|with)|with the help of|thanks to|software (?:by|from|of)|(?:version|copy|use) of"
    r"|known (?:for|from)|seen in|such as|like|including|unlike|formerly|previously|who (?:had|has|once) (?:represented|worked|played|sued|appeared|starred) [^,;]{0,60}|(?:suit|case|action) (?:against|with)"
    r"|(?:on|via|rivals?|competitors?|subsidiary of|part of|owned by|worked (?:for|with)))\s(?:the\s)?(?:[\w-]+\s){0,3}\Z"
)
# "With Olma it is making", "Through the firm Olma the group hires": the partner of whoever was spoken of before.
_PARTNER = re.compile(r"^(?:With|Through|Using|Together with|Via) (?:the\s)?(?:[\w-]+\s){0,3}\Z")
_ITSELF = re.compile(
    r",?\s(?:it|they|the (?:[\w-]+\s)?(?:company|firm|group|studio|label|agency|publisher|retailer|brand|start-up|broadcaster|network))\b"
)
_BOTH = re.compile(
    r"\b(?:both|neither|the two)\b(?: (?:compan(?:y|ies)|firms?|partners|sides|of them))?", re.IGNORECASE
)
_GOES_ON = re.compile(r"^(?:It|They|These|This|Such|Its|Their)\b")
_NAMES = re.compile(r"(?<!\w)[A-Z][\w’'-]{0,40}(?:\s[A-Z][\w-]{0,40}){1,3}")


@dataclass
class Focus:
    """What the article is talking about, sentence by sentence. Call `read` on each sentence in order, then `of`."""

    book: PressBook
    cast: Cast
    people: dict[str, str] = field(default_factory=dict[str, str])  # surname -> subject they dealt with
    _now: str | None = None
    _company: str | None = None
    _places: Sequence[Place] = ()
    _sentence: str = ""
    _last_two: tuple[str, ...] = ()

    def read(self, start: int, sentence: str) -> None:
        """Move on to the next sentence; `start` is its offset in the article."""
        if self._sentence:
            self._settle()
        self._sentence = sentence
        self._places = list(self.cast.within(start, start + len(sentence)))

    def of(self, at: int) -> tuple[str, ...]:
        """The subjects of the statement that stands at `at` in the sentence; two where two companies share it."""
        start, end = self._clause(at)
        clause = self._sentence[start:end]
        strong = self._strong()
        here = [p for p in strong if start <= p.start < end]
        if not here and self._now == SECTOR and _GOES_ON.match(self._sentence):
            return (SECTOR,)
        if not here and len(self._last_two) > 1 and _BOTH.search(clause):
            return self._last_two
        if self._generic(clause, [Place(p.start - start, p.end - start, p.subject) for p in here]):
            return (SECTOR,)
        if not strong and self._generic(self._sentence, strong):
            return (SECTOR,)
        if here or strong:
            return self._first(here or strong)
        if self.book.subjects["unnamed"].search(clause):
            return (UNNAMED,)
        if known := self._person(clause):
            return (known,)
        if meant := self._meant(clause):
            return (meant,)
        if self._now:
            return (self._now,)
        if self.book.subjects["unnamed"].search(self._sentence):
            return (UNNAMED,)
        one_person = _ONE_PERSON.search(self._sentence) or self.people
        return (self._first_company() or (UNNAMED if one_person else SECTOR),)

    def _settle(self) -> None:
        """What the sentence just read leaves in the reader's mind."""
        sentence = self._sentence
        strong = self._strong()
        if len(pair := self._first(strong) if strong else ()) > 1:
            self._last_two = pair
        if self._generic(sentence, strong) or (strong and self._first(strong) == (SECTOR,)):
            self._now = SECTOR
        elif strong:
            self._now = self._company = strong[0].subject
        elif self.book.subjects["unnamed"].search(sentence):
            self._now = UNNAMED
        elif known := self._person(sentence):
            self._now = known
        elif meant := self._meant(sentence):
            self._now = meant
        elif self._now == SECTOR and re.match(r"(?:He|She|His|Her)\b", sentence) and self._company:
            self._now = self._company
        if self._now and self._now != SECTOR:
            for surname in _surnames(sentence, self._places, self.book.no_names):
                self.people.setdefault(surname, self._now)

    def _generic(self, words: str, places: Sequence[Place]) -> bool:
        """Whether `words` speak of companies at large: a general noun stands where the subject stands, before any company."""
        if next(self.book.generic_cues.iter(words.lower()), None) is None:
            return False
        hit = self.book.subjects["generic"].search(words)
        if not hit:
            return False
        lead = re.split(r"\b(?:that|says?|said),?\s|,\s", words[: hit.start()])[-1]
        if len(lead) > _SUBJECT_REACH or _NO_SUBJECT.search(lead):
            return False
        return all(hit.start() < p.start for p in places)

    def _strong(self) -> list[Place]:
        """The companies that the sentence is about: not where a speaker belongs, nor in the second row, if others are there or in mind."""
        about = [p for p in self._places if not self._only_affiliation(p)]
        first_row = [p for p in about if not self._second_row(p)]
        return first_row if first_row or self._now else about

    def _second_row(self, place: Place) -> bool:
        sentence = self._sentence
        if _SECOND_ROW.search(sentence, max(0, place.start - _AFFILIATION_REACH), place.start):
            return True
        if _PARTNER.search(sentence, 0, place.start) and _ITSELF.match(sentence, place.end):
            return True
        owned = (p for p in self._places if p.start > place.end)
        return any(_OWNER.fullmatch(sentence, place.end, p.start) for p in owned)

    def named(self) -> bool:
        """Whether the sentence names a company otherwise than as where a speaker belongs."""
        return any(not self._only_affiliation(p) for p in self._places)

    def _meant(self, words: str) -> str | None:
        """The company that "the agency", "it" or "its" stands for: the one introduced by that noun, else the last named."""
        named = re.compile(r"\s[A-Z]")  # "the start-up Olma" names its company itself
        hits = self.book.subjects["definite"].finditer(words)
        hit = next((h for h in hits if not named.match(words, h.end())), None)
        if not hit:
            return None
        noun = hit[0].rsplit(None, 1)[-1]
        return (self.cast.of_trade(noun) if " " in hit[0] else None) or self._company

    def _person(self, clause: str) -> str | None:
        for word in re.findall(r"[A-Z][\w-]+", clause):
            if word in self.people:
                return self.people[word]
        return None

    def _first_company(self) -> str | None:
        """The company that the article is about where it has named none yet: not one that only turns up once, later."""
        return next((s for s in self.cast.subjects if self.cast.early(s) or self.cast.count(s) > 1), None)

    def _first(self, places: Sequence[Place]) -> tuple[str, ...]:
        users = [
            p
            for p in places
            if _USER.match(self._sentence, p.end) and _RELATIVE.search(self._sentence, max(0, p.start - 7), p.start)
        ]
        first = users[0] if users else places[0]
        places = [first, *(p for p in places if p.start > first.start)]
        if len({p.subject for p in places}) >= _A_TRADE and _UNION.search(self._sentence):
            return (SECTOR,)
        if len(places) > 1 and places[1].subject != first.subject:
            between = self._sentence[first.end : places[1].start]
            if re.fullmatch(r"\s+and\s+(?:the (?:\w+ ){0,3})?", between):
                return (first.subject, places[1].subject)
        return (first.subject,)

    def _only_affiliation(self, place: Place) -> bool:
        before = self._sentence[max(0, place.start - _AFFILIATION_REACH) : place.start]
        if not _AFFILIATION.search(before):
            return False
        return bool(_BELONGS.search(before) and _SAYS.search(self._sentence))

    def _clause(self, at: int) -> tuple[int, int]:
        start, end = 0, len(self._sentence)
        for edge in _CLAUSE.finditer(self._sentence):
            if edge.end() <= at:
                start = edge.end()
            elif edge.start() >= at:
                end = edge.start()
                break
        return start, end


def _surnames(sentence: str, places: Sequence[Place], no_names: Collection[str]) -> list[str]:
    """Last words of two-word names that are no companies: the people whom the sentence introduces."""
    found: list[str] = []
    taken = {at for p in places for at in range(p.start, p.end)}
    for hit in _NAMES.finditer(sentence):
        words = [word for word in hit[0].split() if word not in no_names]
        if len(words) > 1 and taken.isdisjoint(range(*hit.span())):
            found.append(words[-1])
    return found
