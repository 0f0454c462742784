"""How long a contract runs: its term, when it expires and how it renews."""

# ruff: noqa: SIM905 (number words read better as text)

import re
from collections.abc import Iterator
from dataclasses import dataclass

from . import dates
from .model import Span
from .wording import sentences

_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMBERS = (
    {word: n for n, word in enumerate(_ONES, 1)}
    | {word: 10 * n for n, word in enumerate(_TENS, 2)}
    | {f"{tens}-{ones}": 10 * t + o for t, tens in enumerate(_TENS, 2) for o, ones in enumerate(_ONES[:9], 1)}
    | {"a": 1, "an": 1, "hundred": 100, "ninety-nine": 99}
)
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "fifteenth": 15, "twentieth": 20, "twenty-fifth": 25, "thirtieth": 30,
}  # fmt: skip
_WORD = "|".join(sorted((w.replace("-", r"[-\s]?") for w in _NUMBERS), key=len, reverse=True))
_COUNT = rf"(?:(?P<word>{_WORD})\b(?:\s*-?\s*\(\s*(?P<paren>\d{{1,3}})\s*\))?|(?P<figure>\d{{1,3}})(?:\s*\([\w\s-]{{2,20}}\))?)"
_LENGTH = re.compile(
    rf"\b{_COUNT}[\s-]*(?:(?:full|consecutive|calendar|contract|additional|successive|Contract|Calendar)\s+)*(?P<unit>year|month|week|day|Year|Month)s?\b(?:\s*\((?P<behind>\d{{1,3}})\))?",
    re.I,
)
_UNIT = re.compile(r"year|month|week|day|Year|Month|YEAR|MONTH|DAY")
_ANNIVERSARY = re.compile(
    rf"\b(?P<word>{'|'.join(_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))\s*(?:\(\d{{1,2}}\s?(?:st|nd|rd|th)?\)\s*)?(?:\(\w+\)\s*)?(?:year\s+)?anniversary\b",
    re.I,
)
_CUES = (
    "term of", "term shall", "term will", "term is", "term means", "term\" ", "term:", "terms of this agreement", "initial term", "initial period", "year term",
    "shall continue", "will continue", "continues in", "in effect", "in force", "full force", "be effective", "effective until", "effective through",
    "expir", "terminate on", "terminate upon", "until terminated", "gives notice", "for a period of", "commence on", "begin on", "ending on", "extend for", "extend until",
    "anniversary", "indefinite", "perpetu", "unlimited period", "duration", "valid for", "valid until", "for a term", "fixed term", "contract period",
)  # fmt: skip
_ABOUT = re.compile(
    r"\b(?:this|the|said)\s+(?:\w+\s+){0,5}?(?:agreement|contract|lease|licen[cs]e|amendment|appointment|venture|engagement|franchise)\b|\bterm\b|\bduration\b|\binitial\s+period\b|\bexpiration\s+date\b|\bhereunder\b|\bhereof\b",
    re.I,
)
_OTHER = re.compile(
    r"\b(?:surviv\w+|after\s+the\s+term|sell\w*|confidential\w*|warrant(?:y|ies)|cure|curing|invoice|inspect\w*|records?|insurance|non-?compet\w+|shall\s+not\s+(?:solicit|compete)|"
    r"option\s+(?:shall|to\s+purchase)|audit|after\s+(?:the\s+)?(?:expiration|termination)|following\s+(?:the\s+)?(?:expiration|termination)|breach\w*|default|"
    r"force\s+majeure|copyright|statute|purchase\s+order|sell-off|wind\w*\s+down|notice\s+period|prior\s+written\s+notice\s+of\s+termination\s+for\s+cause|vest\w*|interest\s+rate|patent\w*)\b",
    re.I,
)
_RUNS = re.compile(
    r"\b(?:continu\w+|commenc\w+|begin\w*|start\w*|remain\w*\s+in|in\s+(?:full\s+)?(?:force|effect)|expir\w+|terminat\w+|end(?:s|ing)?|effective|extend\w*|conclud\w+|duration|valid|initial|"
    r"shall\s+be|will\s+be|is|means?|for\s+a\s+(?:term|period)|term\s+of|:)",
    re.I,
)
_UNTIL = re.compile(
    r"\b(?:until|through|thru|ending|ends?|expir\w+|terminat\w+|conclud\w+|up\s+to|continu\w+\s+to|and\s+ending|to)\b(?:\s+(?:on|at|as\s+of|upon|and|including|midnight|the|close|of|business|later\s+than|no|date|"
    r"term|expiration|date|is|be|shall|will|earlier|later|of:?|\(?[ai]\)|completion|last|day|11:59|12:00|[ap]\.?m\.?|p\.m\.,?|[A-Z][a-z]+\s+time|automatically|inclusive|end|means|\W))*\s*$",
    re.I,
)
_FROM = re.compile(
    r"^[\s,]*(?:(?:term|period|anniversary|date|thereafter|each|in\s+duration|calculated|in\s+length|\([^)]{0,80}\)|,|unless[^,]{0,80},)\s*)*"
    r"(?P<link>(?:from|after|following|commencing|beginning|starting|of|as\s+of|since|and\s+shall\s+commence|and\s+shall\s+begin|that\s+commences|effective|which\s+(?:shall\s+)?(?:commences?|begins?))\b"
    r"(?:\s+(?:and|from|on|upon|with|as|of|at|after|including|the))*)\s*(?P<ref>.{0,90})",
    re.I | re.S,
)
_KNOWN = re.compile(
    r"(?:the\s+)?(?:said\s+)?(?:[\"“]?effective\s+date|date\s+(?:hereof|of\s+(?:this|the)\s+(?:\w+\s+){0,3}(?:agreement|contract|amendment)|first\s+(?:above\s+)?(?:written|set\s+forth)|of\s+(?:its\s+|the\s+)?(?:execution|signing|signature)|"
    r"(?:on\s+which\s+)?(?:this\s+|the\s+)?(?:agreement|contract)\s+(?:is|was)\s+(?:signed|executed)|above|indicated|stated|set\s+forth\s+above|of\s+last\s+signature)|commencement\s+date|execution\s+(?:date|hereof|of\s+this)|signing|signature|"
    r"agreement\s+date|start\s+date|hereof|date\s+this\s+agreement|date\s+of\s+commencement|contract\s+date|such\s+date|that\s+date|effectiveness|start\s+of\s+this\s+agreement)",
    re.I,
)
_STARTS = re.compile(
    r"\b(?:commenc\w*|begin\w*|start\w*|from|effective(?=\s+(?:on|upon|as|from)))\b(?:\s+(?:on|upon|as\s+of|from|the|of|and|with))*\s*",
    re.I,
)
_PERPETUAL = re.compile(
    r"\b(?:until|unless)\s+(?:and\s+(?:until|unless)\s+)?(?:it\s+is\s+|sooner\s+|earlier\s+|otherwise\s+|either\s+party\s+)*(?:terminat|cancel)\w*|\bperpetu\w+|\bindefinite\w*|\bunlimited\s+(?:period|duration|time)|\bno\s+(?:fixed|set)\s+term|"
    r"\b(?:until|unless)\s+(?:and\s+(?:until|unless)\s+)?(?:either|any|one|a)\s+party\s+(?:gives|shall\s+give|provides|terminat|notif)|\bso\s+long\s+as\b|\bas\s+long\s+as\b|\bwill\s+end\s+when\s+terminated|\buntil\s+(?:such\s+time\s+as\s+)?(?:it\s+is\s+|either\s+|any\s+|one\s+)?(?:\w+\s+){0,4}?terminat\w+",
    re.I,
)
_RENEWS = (
    "renew",
    "extended for",
    "extend for",
    "extended automatically",
    "automatically extend",
    "additional term",
    "successive",
)
_AGAIN = re.compile(r"\brenew\w*|\bextend\w*|\bextension\w*|\badditional\s+(?:\w+\s+){0,3}?terms?", re.I)
_SUCCESSIVE = re.compile(
    r"\bsuccessive|\bsubsequent|\bconsecutive|\byear[\s-]to[\s-]year|\bmonth[\s-]to[\s-]month|\bannual\w*\s+(?:periods?|terms?|basis|renew\w*)|\bannually|\badditional\s+(?:[\w()-]+\s+){0,6}?(?:periods|terms)\b|\bmonthly\s+(?:periods|basis)|\beach\s+(?:anniversary|year)|"
    r"\bfurther\s+(?:\w+\s+){0,5}?(?:periods|terms)\b|\bfrom\s+(?:year|month)\s+to\s+(?:year|month)|\bone\s+or\s+more\b|\b(?:year|month)\s+(?:periods|terms)\b|\b(?:each|any)\s+(?:such\s+)?renewal\s+term",
    re.I,
)
_YEARLY = re.compile(r"\byear[\s-]to[\s-]year|\bfrom\s+year\s+to\s+year|\bannual(?:ly)?\b|\byearly\b", re.I)
_MONTHLY = re.compile(r"\bmonth[\s-]to[\s-]month|\bfrom\s+month\s+to\s+month|\bmonthly\b", re.I)
_NO_LENGTH = re.compile(r"\b(?:notice|prior|before|least|advance|within)\b|\bdays?\b", re.I)
_LEAST = 0.6  # score below which a sentence tells how long something else runs
_REACH = 460  # characters of a sentence on either side of a cue


@dataclass(frozen=True, slots=True)
class Length:
    """A stretch of time as it was written: 18 months is not a year and a half."""

    count: int
    unit: str  # "year", "month", "week" or "day"

    def __str__(self) -> str:
        return f"{self.count} {self.unit}{'s' if self.count != 1 else ''}"

    def after(self, start: str) -> str | None:
        """The date so long after `start`; None where `start` is not exact enough to count from."""
        try:
            match self.unit:
                case "year":
                    return dates.later(start, years=self.count)
                case "month":
                    return dates.later(start, months=self.count)
                case _:
                    return dates.later(start, days=self.count * (7 if self.unit == "week" else 1))
        except (ValueError, OverflowError):
            return None


@dataclass(frozen=True, slots=True)
class Told:
    """Something the text says, and the words that say it. derived: worked out from them, not written in them."""

    value: str
    span: Span
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Duration:
    """How long a contract runs; None for what it does not say. expiration: an ISO prefix or "perpetual"."""

    term: Told | None = None
    expiration: Told | None = None
    renewal: Told | None = None


def lengths(words: str) -> Iterator[tuple[Length, int, int]]:
    """The stretches of time that words name, with where they stand."""
    if not _UNIT.search(words):
        return
    for found in _LENGTH.finditer(words):
        figure = found["paren"] or found["figure"] or found["behind"]
        word = re.sub(r"\s", "-", (found["word"] or "").lower())
        count = int(figure) if figure else _NUMBERS.get(word, 0)
        if count:
            yield Length(count, found["unit"].lower()), found.start(), found.end()


def read_duration(text: str, lower: str, since: str | None) -> Duration:
    """Term, expiration and renewal. since: the day from which the term runs, as an ISO prefix, if known."""
    best: tuple[float, Told | None, Told | None] | None = None
    for start, end in sentences(text, lower, _CUES, _REACH):
        words = text[start:end]
        if not _ABOUT.search(words) or not _RUNS.search(words):
            continue
        term, expiration = _term(words, start, since)
        if term is None and expiration is None:
            continue
        score = _weight(text, words, start, term, expiration)
        if best is None or score > best[0]:
            best = (score, term, expiration)
    term, expiration = (best[1], best[2]) if best and best[0] > _LEAST else (None, None)
    return Duration(term, expiration, _renewal(text, lower))


def _weight(text: str, words: str, start: int, term: Told | None, expiration: Told | None) -> float:
    """How surely a sentence is the one on the term of the whole contract."""
    before = text[max(0, start - 90) : start]
    score = 1.0
    score += 1.5 * bool(re.search(r"\b(?:initial\s+)?term\b", words, re.I)) + 1.0 * bool(
        re.search(r"\bthis\s+(?:\w+\s+){0,4}?(?:agreement|contract|amendment)\b", words, re.I)
    )
    score += 1.0 * bool(re.search(r"\bterm\b|\bduration\b", before, re.I)) + 0.5 * bool(
        re.search(r"[\"“](?:initial\s+)?term[\"”]", words, re.I)
    )
    score += 1.0 * bool(re.search(r"\bcommenc|\bbegin|\beffective\s+date|\bdate\s+hereof", words, re.I))
    score += 1.0 * bool(
        re.search(
            r"\bterm\s+of\s+(?:this|the)\s+(?:\w+\s+){0,3}?(?:agreement|contract)|\b(?:initial\s+)?term\s+(?:shall|will|means?|is)",
            words,
            re.I,
        )
    )
    score -= 1.8 * bool(_OTHER.search(words)) + 1.5 * bool(
        re.search(r"\brenew", words, re.I)
        and not re.search(r"\binitial\b|\bcommenc|\bbegin|\bin\s+effect", words, re.I)
    )
    score += 2.0 * bool(re.search(r"[\"“]expiration\s+date[\"”]\s+(?:means|shall\s+mean)", words, re.I)) + 0.7 * bool(
        expiration and not expiration.derived and expiration.value != "perpetual"
    )
    if expiration is not None and expiration.value == "perpetual":
        score -= 1.2
    elif expiration is None:
        score -= 0.5
    return score


def _term(words: str, start: int, since: str | None) -> tuple[Told | None, Told | None]:
    """What a sentence says of the term and of its end."""
    whole = Span(start, start + len(words.rstrip()))
    for date in dates.dates(words):
        if _UNTIL.search(words[max(0, date.span.start - 70) : date.span.start]):
            return Told(f"until {date.iso}", whole), Told(date.iso, whole)
    anniversary = _ANNIVERSARY.search(words)
    for length, a, b in lengths(words):
        if anniversary and anniversary.start() < a:
            break
        if _of_another(words, length, a, b):
            continue
        after = words[b : b + 180]
        told = _from(after, since)
        if told is None and not _FROM.match(after):
            told = _stated_start(words[:a], since)
        end = length.after(told) if told else None
        return Told(str(length), whole), Told(end, whole, True) if end else None
    if anniversary:
        number = anniversary["word"].lower()
        count = _ORDINALS.get(number) or int(re.sub(r"\D", "", number) or 0)
        told = _from(words[anniversary.end() :], since)
        end = Length(count, "year").after(told) if told else None
        return Told(str(Length(count, "year")), whole), Told(end, whole, True) if end else None
    if _PERPETUAL.search(words):
        return Told("until terminated" if "terminat" in words.lower() else "perpetual", whole), Told("perpetual", whole)
    return None, None


def _of_another(words: str, length: Length, start: int, end: int) -> bool:
    """Whether a length is that of a notice, a renewal or the like, and not of the term."""
    before, after = words[max(0, start - 60) : start], words[end : end + 60]
    if length.unit == "day" and length.count < 60:
        return True
    if length.unit != "year" and re.search(r"\bleast\s+(?:\w+\s+){0,3}$", before, re.I):
        return True
    return bool(
        re.search(
            r"\b(?:notice|within|prior|upon|every|than|additional|successive|renew\w*|give|giving|by)\s+(?:\w+\s+){0,3}$",
            before,
            re.I,
        )
        or re.match(r"[\s,)'’]*(?:(?:written|prior|advance|days?)\b|notice|renewal|before)", after, re.I)
    )


def _from(after: str, since: str | None) -> str | None:
    """The day from which a length counts that these words follow; None where they name an event without a day."""
    found = _FROM.match(after)
    if not found:
        return None
    date = dates.at(found["ref"], 0, 25)
    if date and not _KNOWN.match(found["ref"]):
        return date.iso
    return since if _KNOWN.match(found["ref"]) else None


def _stated_start(before: str, since: str | None) -> str | None:
    """The day on which a term begins that was named before its length: "shall commence on 1 May 2020 and continue for"."""
    found = list(_STARTS.finditer(before))
    for one in reversed(found):
        date = dates.at(before, one.end(), 12)
        if date:
            return date.iso
        if re.match(r"[A-Z]", before[one.end() : one.end() + 1]) and not _KNOWN.match(before, one.end()):
            return None
    return since


def _renewal(text: str, lower: str) -> Told | None:
    """How the contract goes on behind its first term: "successive 1 year", "1 year"."""
    best: tuple[float, Told] | None = None
    for start, end in sentences(text, lower, _RENEWS, _REACH):
        words = text[start:end]
        again = _AGAIN.search(words)
        if not again or not _ABOUT.search(words):
            continue
        length = _renewal_length(words, again)
        if length is None:
            continue
        successive = "successive " if _SUCCESSIVE.search(words) else ""
        told = Told(successive + str(length), Span(start, start + len(words.rstrip())))
        score = (
            1.0
            + bool(re.search(r"automatic", words, re.I))
            + bool(successive)
            + 0.5 * bool(re.search(r"\bthis\s+(?:\w+\s+){0,3}?agreement", words, re.I))
        )
        score -= 1.0 * bool(_OTHER.search(words)) + 0.5 * bool(re.search(r"\boption\b|\bmay\b", words, re.I))
        if best is None or score > best[0]:
            best = (score, told)
    return best[1] if best and best[0] > 0.5 else None


def _renewal_length(words: str, again: re.Match[str]) -> Length | None:
    for length, a, b in lengths(words[again.start() :]):
        before = words[again.start() + max(0, a - 40) : again.start() + a]
        after = words[again.start() + b : again.start() + b + 40]
        if length.unit in ("day", "week") and length.count < 180 and not re.search(r"period|term", after[:20], re.I):
            continue
        if re.search(r"\b(?:least|within|prior|notice|initial)\s+(?:\w+\s+){0,3}$", before, re.I) or re.match(
            r"['’]?\s*(?:prior|written|notice|before|advance)", after, re.I
        ):
            continue
        return length
    if _YEARLY.search(words):
        return Length(1, "year")
    if _MONTHLY.search(words):
        return Length(1, "month")
    return None
