"""Which company, or the sector, a sentence of an article is about."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..corpus.model import Span
from .companies import PARTY_BODIES, Companies
from .press import PressBook

SECTOR = "sector"
UNNAMED = "unnamed_company"
_WORD = r"[A-Z][\w&’'-]*(?:\.(?:ai|AI|com|tech|Tech|io|de))?"
_NAME = rf"{_WORD}(?:\s(?:&\s|and\s(?=[A-Z]\w+\s(?:Co|Sons)))?{_WORD}){{0,3}}"
# Bodies that speak and decide but make no deal.
_NO_PARTY = re.compile(
    r"\b(?:Court|University|Institute|Ministry|Senate|Parliament|Commission|Association|Union|Guild|Alliance|Federation|League|Council)\b"
)
_POSSESSED = re.compile(r"[’']s?\s")
_CUT_OFF = re.compile(r"[’'](?:s)?$")
_CLAUSE = re.compile(r";|,?\s(?:but|while|whereas)\s|:\s")
_COORDINATED = re.compile(r"\s*(?:,\s*|and |, and )(?:the (?:\w+ ){0,3})?$")
_SUBJECT_REACH = 30  # characters from the clause's beginning within which its subject stands
_ONE_PERSON = re.compile(r"\b(?:he|she|his|her|him)\b|\ban? (?:[\w-]+ ){0,2}(?:actor|model|singer|narrator|artist|speaker|woman|man)\b", re.I)
_NO_SUBJECT = re.compile(r"\b(?:what|of|and|with|for|to|by|from|two|three|four|five|whom|which|the same)\s$", re.IGNORECASE)
# A company that only says where a speaker belongs: "Tom Graham of the start-up Metaphysic".
_AFFILIATION = re.compile(
    r"\b(?:of|at|from|for)\s(?:the\s(?:[\w-]+\s){0,3})?$|\b(?:analyst|lawyer|consultant)\b[^,.;]{0,40}\b(?:of|at|from)\s$"
)
# What stands before a place of posting or of finding work: "on TikTok and", "platforms such as".
_POSTED = re.compile(r"\b(?:on|via|in|across|like|such as|through)\s(?:the\s)?(?:[\w-]+,?\s(?:and\s|or\s)?){0,3}$", re.IGNORECASE)
_NOT_COMPANIES = frozenset(
    [
        "The",
        "A",
        "An",
        "In",
        "On",
        "At",
        "For",
        "But",
        "And",
        "By",
        "It",
        "He",
        "She",
        "They",
        "Its",
        "His",
        "Her",
        "This",
        "That",
        "These",
        "Those",
        "When",
        "Under",
        "After",
        "As",
        "If",
        "Some",
        "Most",
        "Many",
        "Few",
        "One",
        "Two",
        "Three",
        "Each",
        "Every",
        "No",
        "Nobody",
        "None",
        "Not",
        "AI",
        "US",
        "UK",
        "EU",
        "TV",
        "I",
        "We",
        "You",
        "Who",
        "What",
        "How",
        "Why",
        "Where",
        "Would",
        "Readers",
        "Critics",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "English",
        "German",
        "French",
        "Spanish",
        "Italian",
        "Swedish",
        "Danish",
        "American",
        "British",
        "Indian",
        "Chinese",
        "Israeli",
        "Dutch",
    ]
)


@dataclass(frozen=True, slots=True)
class Place:
    """A company mentioned in a sentence: where, and the subject it stands for."""

    start: int
    end: int
    subject: str


class Cast:
    """The companies of one article: those known and those that the article itself introduces as companies.

    people: surnames, which name no company.
    """

    def __init__(self, text: str, companies: Companies, book: PressBook, people: Iterable[str] = ()) -> None:
        self.mentions = companies.find(text)
        self._companies = companies
        self._outlets = book.outlets
        self._posting = book.places
        known = {m.name for m in self.mentions}
        self.introduced = _introduced(text, book, known, set(people))
        self._places = sorted(self._all_places(text), key=lambda p: p.start)
        self._starts = [p.start for p in self._places]
        if not self._places:
            self._places = _likeliest(text, set(people), book)
            self._starts = [p.start for p in self._places]
        self.subjects = list(dict.fromkeys(p.subject for p in self._places))

    def within(self, start: int, end: int) -> list[Place]:
        """The companies mentioned in text[start:end], offsets relative to `start`."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [Place(p.start - start, p.end - start, p.subject) for p in self._places[first:last]]

    def hidden(self, start: int, sentence: str) -> str:
        """The sentence with company names made plain capitals, so that "Replica Studios" is no replica."""
        for place in self.within(start, start + len(sentence)):
            sentence = sentence[: place.start] + "X" + "x" * (place.end - place.start - 1) + sentence[place.end :]
        return sentence

    def _all_places(self, text: str) -> list[Place]:
        places: list[Place] = []
        for m in self.mentions:
            company = self._companies.by_id[m.company_id]
            if company.sector in PARTY_BODIES or company.sector == "media_owner" or m.name in self._outlets:
                continue
            if m.name in self._posting and _POSTED.search(text, max(0, m.span.start - 60), m.span.start):
                continue  # a place of posting, no party
            places.append(Place(m.span.start, m.span.end, m.company_id))
        taken = [m.span for m in self.mentions]
        for form, name in self.introduced.items():
            for hit in re.finditer(rf"(?<![\w-]){re.escape(form)}(?![\w-])", text):
                span = Span(hit.start(), hit.end())
                posted = form in self._posting and _POSTED.search(text, max(0, span.start - 60), span.start)
                if not posted and not any(span.overlaps(t) for t in taken):
                    places.append(Place(span.start, span.end, self._companies.resolve(name) or name))
                    taken.append(span)
        return places


def _introduced(text: str, book: PressBook, known: set[str], people: set[str]) -> dict[str, str]:
    """Names that the text calls companies: {form as written: full name}; short forms lead to the full name."""
    nouns, endings = book.company_nouns, book.name_endings
    patterns = (
        rf"\b(?i:{nouns})(?:,|\s(?:called|named))?\s({_NAME})",
        rf"(?<![\w’'])((?:Channel|Radio|Studio|Groupe|Grupo|Banco|Banca|Editions|Agence)\s{_NAME})",
        rf"(?<![\w-])({'|'.join(map(re.escape, book.well_known))})(?![\w-])",
        rf"(?:^|[.!?,]\s|\b(?:say|says|said|that|when)\s)({_NAME})\sand\s(?:the\s(?:[\w-]+\s){{0,3}}(?i:{nouns}))\s{_NAME}",
        rf"\b(?:lets?|letting|allow(?:s|ed|ing)?|permit(?:s|ted)?)\s({_NAME})\s(?:to\s)?(?:use|train|make|feed|scan|show|clone|copy)\b",
        rf"({_NAME}),\s(?i:an?|the|his|her|one of the)\s(?:(?!of\b|at\b|for\b|who\b|with\b)[\w’'-]+\s){{0,5}}?(?i:{nouns})\b(?!\s(?:founder|chief|head|manager|boss|spokes))",
        rf"\b((?:{_WORD}\s(?:&\s)?){{1,3}}(?:{endings}))(?!\w)",
        rf"\b(?i:spokes(?:man|woman|person)|chief executive|founder|boss|head|staff|manager|director|founded) (?i:of|for|at|by|from) ({_NAME})",
        rf"({_NAME})[’']s\s(?i:chief|founder|co-founder|boss|spokes\w+|press|terms|contracts?|website|platform|app|creative director|head of|customers|own web|audio director|director|app\b|game\b|text-to-speech|assistant|system|boss|owner|lawyers|staff|engineers|avatars?|narrators)\b",
        rf"\b(?i:licen[cs]ed|sold|signed|hired out|rented|leased)\b[^.;,]{{0,60}}?\b(?:to|with)\s({_NAME})(?!\s[A-Z])",
        rf"(?:^|[.!?]\s|\n)({_WORD}(?:\s{_WORD})?)\s(?i:launched|unveiled|rolled out|acquired|has released|announced|recruits|is offering|plans to|will stop|charges)\b",
    )
    names: dict[str, str] = {}
    for pattern in patterns:
        for hit in re.finditer(pattern, text):
            name = _tidy(hit[1])
            words = name.split()
            if not name or len(name) < 3 or name in known or name in book.outlets or words[0] in _NOT_COMPANIES:
                continue
            if any(w in people for w in words) and not re.search(rf"(?:{endings})$", name):
                continue
            if _POSSESSED.search(name) or _NO_PARTY.search(name) or _common(name, text):
                continue
            names.setdefault(name, name)
    full = list(names)
    for name in full:
        longer = [other for other in full if other.startswith(f"{name} ")]
        if len(longer) == 1:  # "Findaway" is the "Findaway Voices" of the same article
            names[name] = longer[0]
        words = name.split()
        short = " ".join(words[:-1])
        if len(words) > 1 and re.fullmatch(endings, words[-1]) and len(short) > 2 and short not in known:
            names.setdefault(short, name)
        head = re.sub(r"\.(?:ai|com|tech|io|de)$", "", name, flags=re.IGNORECASE)
        if head != name:
            names.setdefault(head, name)
    return dict(sorted(names.items(), key=lambda kv: -len(kv[0])))


def _common(name: str, text: str) -> bool:
    """Whether a single capitalised word is only a word that began a sentence: it stands in small letters elsewhere."""
    return " " not in name and bool(re.search(rf"(?<![\w-]){re.escape(name.lower())}(?:s|es)?\b", text))


def _tidy(name: str) -> str:
    words = name.split()
    while words and words[0] in _NOT_COMPANIES:
        words.pop(0)
    return _CUT_OFF.sub("", " ".join(words)).strip(" ,.")


def _likeliest(text: str, people: set[str], book: PressBook) -> list[Place]:
    """Where an article calls nothing a company: the name that stands most often as the subject of a sentence, if any."""
    counts: dict[str, list[Place]] = {}
    for hit in re.finditer(rf"(?:(?<=[.!?]\s)|(?<=\n)|^)({_NAME})(?=\s(?:[a-z]+ly\s|also\s)?(?:has|is|was|will|says|said|pays|paid|uses|used|lets|plans|makes|made|sells|sold|offers|greets|wants|keeps|owns|may|can|would|does|did|gave|gives|[a-z]{{3,}}ed)\b)", text):
        name = _tidy(hit[1])
        words = name.split()
        if _common(name, text) or (" " not in name and text.count(name) < 2) or name in book.outlets or any(w in people for w in words):
            continue
        if name and words[0] not in _NOT_COMPANIES and not _NO_PARTY.search(name):
            start = hit.end(1) - len(name)
            counts.setdefault(name, []).append(Place(start, start + len(name), name))
    if not counts or not book.subjects["definite"].search(text):
        return []
    return max(counts.values(), key=len)


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
        strong = [p for p in self._places if not self._only_affiliation(p)]
        here = [p for p in strong if start <= p.start < end]
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
        if self.book.subjects["definite"].search(clause) and self._company:
            return (self._company,)
        if self._now:
            return (self._now,)
        if self.book.subjects["unnamed"].search(self._sentence):
            return (UNNAMED,)
        one_person = _ONE_PERSON.search(self._sentence) or self.people
        return (self._first_company() or (UNNAMED if one_person else SECTOR),)

    def _settle(self) -> None:
        """What the sentence just read leaves in the reader's mind."""
        sentence = self._sentence
        strong = [p for p in self._places if not self._only_affiliation(p)]
        if self._generic(sentence, strong):
            self._now = SECTOR
        elif strong:
            self._now = self._company = strong[0].subject
        elif self.book.subjects["unnamed"].search(sentence):
            self._now = UNNAMED
        elif known := self._person(sentence):
            self._now = known
        elif (self.book.subjects["definite"].search(sentence) and self._company) or (
            self._now == SECTOR and re.match(r"(?:He|She|His|Her)\b", sentence) and self._company
        ):
            self._now = self._company
        if self._now and self._now != SECTOR:
            for surname in _surnames(sentence, self._places):
                self.people.setdefault(surname, self._now)

    def _generic(self, words: str, places: Sequence[Place]) -> bool:
        """Whether `words` speak of companies at large: a general noun stands where the subject stands, before any company."""
        hit = self.book.subjects["generic"].search(words)
        if not hit:
            return False
        lead = re.split(r"\b(?:that|says?|said),?\s|,\s", words[: hit.start()])[-1]
        if len(lead) > _SUBJECT_REACH or _NO_SUBJECT.search(lead):
            return False
        return all(hit.start() < p.start for p in places)

    def named(self) -> bool:
        """Whether the sentence names a company otherwise than as where a speaker belongs."""
        return any(not self._only_affiliation(p) for p in self._places)

    def _person(self, clause: str) -> str | None:
        for word in re.findall(r"[A-Z][\w-]+", clause):
            if word in self.people:
                return self.people[word]
        return None

    def _first_company(self) -> str | None:
        return self.cast.subjects[0] if self.cast.subjects else None

    def _first(self, places: Sequence[Place]) -> tuple[str, ...]:
        first = places[0]
        if len(places) > 1 and places[1].subject != first.subject:
            between = self._sentence[first.end : places[1].start]
            if re.fullmatch(r"\s+and\s+(?:the (?:\w+ ){0,3})?", between):
                return (first.subject, places[1].subject)
        return (first.subject,)

    def _only_affiliation(self, place: Place) -> bool:
        before = self._sentence[: place.start]
        if not _AFFILIATION.search(before):
            return False
        return bool(
            re.search(
                r"[A-Z][\w’'-]+\s[A-Z][\w’'-]+,?\s[^,;]{0,40}$|\b(?:analyst|lawyer|co-founder|founder|head|spokes\w+|director)\b[^,;]{0,30}$",
                before,
            )
        ) and bool(
            re.search(r"\b(?:say|said|point|tell|told|note|add|argue|think|believe|acknowledg|admit)", self._sentence)
        )

    def _clause(self, at: int) -> tuple[int, int]:
        start, end = 0, len(self._sentence)
        for edge in _CLAUSE.finditer(self._sentence):
            if edge.end() <= at:
                start = edge.end()
            elif edge.start() >= at:
                end = edge.start()
                break
        return start, end


def _surnames(sentence: str, places: Sequence[Place]) -> list[str]:
    """Last words of two-word names that are no companies: the people whom the sentence introduces."""
    found: list[str] = []
    for hit in re.finditer(r"[A-Z][\w’'-]+\s[A-Z][\w-]+", sentence):
        words = hit[0].split()
        if words[0] not in _NOT_COMPANIES and not any(p.start < hit.end() and hit.start() < p.end for p in places):
            found.append(words[-1])
    return found
