"""Which law governs a contract."""

# ruff: noqa: SIM905 (name lists read better as text)

import re
from collections.abc import Iterator
from typing import Any

import re2

from .model import Span
from .wording import sentences, trimmed

_STATES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|District of Columbia|Florida|Georgia|Hawaii|Idaho|Illinois|"
    "Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|"
    "New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Puerto Rico|Rhode Island|"
    "South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming"
).split("|")
_PROVINCES = (
    "Alberta|British Columbia|Manitoba|New Brunswick|Newfoundland and Labrador|Nova Scotia|Ontario|Prince Edward Island|Quebec|Québec|"
    "Saskatchewan|Yukon|New South Wales|Queensland|South Australia|Tasmania|Victoria|Western Australia"
).split("|")
_COUNTRIES = (
    "Argentina|Australia|Austria|Bahamas|Barbados|Belgium|Bermuda|Brazil|British Virgin Islands|Bulgaria|Canada|Cayman Islands|Chile|"
    "People's Republic of China|China|PRC|Colombia|Costa Rica|Croatia|Cyprus|Czech Republic|Denmark|Dubai|Egypt|England and Wales|England|Estonia|Finland|France|"
    "Germany|Gibraltar|Greece|Guernsey|Hong Kong|Hong Kong SAR|Hungary|Iceland|India|Indonesia|Ireland|Isle of Man|Israel|Italy|Japan|Jersey|Kenya|"
    "Korea|Republic of Korea|South Korea|Latvia|Liechtenstein|Lithuania|Luxembourg|Malaysia|Malta|Mauritius|Mexico|Monaco|Netherlands|New Zealand|Nigeria|Northern Ireland|Norway|"
    "Pakistan|Panama|Papua New Guinea|Peru|Philippines|Poland|Portugal|Romania|Russia|Russian Federation|Saudi Arabia|Scotland|Serbia|Singapore|Slovakia|Slovenia|"
    "South Africa|Spain|Sweden|Switzerland|Taiwan|Thailand|Turkey|Ukraine|United Arab Emirates|United Kingdom|Uruguay|Venezuela|Vietnam|Wales"
).split("|")
_ADJECTIVES = {
    "english": "England",
    "british": "England",
    "scots": "Scotland",
    "scottish": "Scotland",
    "irish": "Ireland",
    "swiss": "Switzerland",
    "german": "Germany",
    "french": "France",
    "italian": "Italy",
    "spanish": "Spain",
    "dutch": "Netherlands",
    "belgian": "Belgium",
    "swedish": "Sweden",
    "danish": "Denmark",
    "norwegian": "Norway",
    "finnish": "Finland",
    "austrian": "Austria",
    "polish": "Poland",
    "israeli": "Israel",
    "indian": "India",
    "japanese": "Japan",
    "chinese": "China",
    "korean": "South Korea",
    "australian": "Australia",
    "canadian": "Canada",
    "brazilian": "Brazil",
    "mexican": "Mexico",
}
_ALIASES = {
    "prc": "People's Republic of China",
    "p.r.c.": "People's Republic of China",
    "p.r. china": "People's Republic of China",
    "people’s republic of china": "People's Republic of China",
    "holland": "Netherlands",
    "hong kong sar": "Hong Kong",
    "republic of korea": "South Korea",
    "korea": "South Korea",
    "québec": "Quebec",
    "russian federation": "Russia",
}
_NAMES = {name.casefold(): name for name in (*_STATES, *_PROVINCES, *_COUNTRIES)}
_CANADIAN = frozenset(_PROVINCES[:11])
_NAMED = "|".join(
    re.escape(name).replace(r"\ ", r"\s+").replace("'", "['’]")
    for name in sorted(_NAMES.values(), key=len, reverse=True)
)
_OF = r"(?:the\s+)?(?:(?:internal|substantive|domestic|local|procedural|applicable)\s+)?"
_KIND = r"(?:(?:the\s+)?(?:State|Commonwealth|Province|Republic|Federal\s+Republic|Kingdom|Territory|Country|Government|Special\s+Administrative\s+Region|SAR|S\w{2}TE)s?\s+of\s*(?:the\s+)?)?(?:the\s+)?"
_LAW = re.compile(r"[Ll]aws?\b|LAWS?\b")
# Behind the word: "the laws of the State of New York", "the laws in force in Ontario".
_OF_PLACE = re.compile(
    rf"""(?:\s+\([^)]{{1,120}}\)|,[^,;.]{{3,60}},)?,?\s+(?:(?:(?:and|or)\s+(?:[\w-]+\s+){{0,3}}(?:regulations|statutes|decisions|practices|jurisdiction|rules)|then\s+in\s+force|in\s+(?:force|effect)|applicable|as\s+applied|prevailing|from\s+time\s+to\s+time\s+in\s+force)\s+)?
        (?:(?:of|in|for|within)\s*|(?=State))(?:the\s*)?
        (?:United\s+States(?:\s+of\s+America)?,?\s+and,?\s+(?:[^.;]{{0,60}}?\bthe\s+laws\s+)?(?:of\s+)?(?:the\s+)?)?{_KIND}(?P<of>{_NAMED})\b""",
    re.I | re.X,
)
# Before it: "New York law", "English law".
_PLACE_BEFORE: Any = re2.compile(
    rf"(?i)\b(?:(?P<before>{_NAMED})(?:\s+state)?(?:['’]s)?|(?P<adjective>{'|'.join(_ADJECTIVES)}))\s+(?:substantive\s+|internal\s+|state\s+|contract\s+)?$",
)
_BEFORE = 60  # characters before the word "law" that name a place
_FURTHER = re.compile(
    rf"\s*(?:,|and|or|&|/)\s*(?:the\s+laws\s+of\s+)?{_KIND}(?P<of>{_NAMED})\b(?!\s+(?:courts?|arbitration|county|city))",
    re.I,
)
_COUNTRY_BEHIND = re.compile(
    r"\s*\(?,?\s*(?P<country>Canada|Australia|United\s+Kingdom|UK|U\.?S\.?A?\.?|United\s+States(?:\s+of\s+America)?)\b",
    re.I,
)
_THEREOF = re.compile(r"\blaws\s+(?:thereof|of\s+(?:such|said|that)\s+(?:state|province|country|jurisdiction))\b", re.I)
_ANY_PLACE = re.compile(rf"\b(?:State|Commonwealth|Province|Republic|Kingdom)\s+of\s+(?:the\s+)?(?P<of>{_NAMED})\b")
_REDACTED = re.compile(r"\blaws?\s+of\s+(?:the\s+)?(?:State\s+of\s+)?(?:\[[\s_*●•]*\]|\*{2,}|_{3,})", re.I)
CUES = (
    "govern",
    "construed",
    "interpreted",
    "in accordance with the law",
    "subject to the law",
    "enforced under",
    "under the laws",
    "with the laws",
    "controlled by",
    "choice of law",
    "applicable law",
)
_VERB: Any = re2.compile(
    r"(?i)\b(?:govern(?:ed|s|ing)?|constru(?:ed|ction|e)|interpret(?:ed|ation)|enforced|controlled|determined|subject\s+to|made\s+under|in\s+accordance\s+with|"
    r"apply|applies|applicable\s+law|choice\s+of\s+law)\b",
)
_SUBJECT = re.compile(
    r"\b(?:this|the|these|said)\s+(?:\w+\s+){0,6}?(?:agreements?|contracts?|amendment|addendum|terms|release|deed|licen[cs]e|lease|letter|guarant\w+|document|instrument|warranty)\b|governing\s+law|applicable\s+law|choice\s+of\s+law|"
    r"\b(?:rights|obligations|validity|construction|interpretation|performance)\b|\bit\s+shall\b|\bparties\b|\bhereof\b|\bhereunder\b",
    re.I,
)
_ORGANISED = re.compile(
    r"\b(?:organi[sz]ed|incorporated|existing|formed|established|registered|qualified|licensed|corporation|company|entity|constituted|created)\b[^.;]{0,60}$",
    re.I,
)
_NOT = re.compile(
    r"\b(?:without\s+(?:regard|reference|giving\s+effect)|notwithstanding|excluding|other\s+than|exclusive\s+of|conflicts?\s+of)\b[^.;]{0,90}$",
    re.I,
)
_ANNEXED = 0.8  # share of the text behind which addenda for single states stand
_WINDOW = 420  # characters of a sentence on either side of a cue


def read_governing_law(text: str, cues: list[int]) -> tuple[str, Span] | None:
    """The jurisdictions whose law governs, joined by "; ", and the words that say so; None where none is named.

    "[redacted]" where the name was taken out. cues: where CUES stand.
    """
    best: tuple[float, str, Span] | None = None
    redacted: Span | None = None
    for start, end in sentences(text, cues, _WINDOW):
        words = text[start:end]
        if not _LAW.search(words) or not _VERB.search(words):
            continue
        for found, begin, end_of in _named_places(words):
            before = words[:begin]
            if _NOT.search(before) or _ORGANISED.search(before[-70:]):
                continue
            names, stop = _named(words, found)
            score = (
                _weight(text, words, before, start)
                - 0.3 * (start / len(text) < 0.05)
                - 0.5 * (start / len(text) > _ANNEXED)
            )
            if best is None or score > best[0]:
                best = (score, "; ".join(names), Span(start, min(end, start + max(stop, end_of))))
            break
        else:
            gone = _REDACTED.search(words)
            if gone and redacted is None:
                redacted = Span(start + gone.start(), start + gone.end())
    if best is not None:
        return best[1], Span(*trimmed(text, best[2].start, best[2].end))
    return ("[redacted]", redacted) if redacted else None


def _named_places(words: str) -> Iterator[tuple[re.Match[str], int, int]]:
    """The places whose law a sentence speaks of, with where the phrase begins and ends."""
    for law in _LAW.finditer(words):
        found = _OF_PLACE.match(words, law.end())
        if found:
            yield found, law.start(), found.end()
        elif found := _PLACE_BEFORE.search(words[(begin := max(0, law.start() - _BEFORE)) : law.start()]):
            yield found, begin + found.start(), law.end()
    thereof = _THEREOF.search(words)  # "made in the State of Nevada and governed by the laws thereof"
    place = _ANY_PLACE.search(words, 0, thereof.start()) if thereof else None
    if place:
        yield place, thereof.start() if thereof else place.start(), thereof.end() if thereof else place.end()


def _weight(text: str, words: str, before: str, start: int) -> float:
    """How surely a sentence is the one on the governing law."""
    heading = text[max(0, start - 120) : start + 60].lower()
    score = 1.0 + bool(re.search(r"\bgovern", words, re.I)) + 0.7 * bool(re.search(r"constru|interpret", words, re.I))
    score += bool(_SUBJECT.search(before)) + 1.0 * bool(
        re.search(r"governing\s+law|choice\s+of\s+law|applicable\s+law|law\s+and\s+jurisdiction|law;", heading)
    )
    score -= 1.5 * bool(
        re.search(
            r"\b(?:arbitrat|certificate|stock|share|securities|trademark|patent|body|corporate)\w*", before[-160:], re.I
        )
    )
    return score


def _named(words: str, found: re.Match[str]) -> tuple[list[str], int]:
    """The jurisdictions from a first one on: "the laws of England and Wales", "New York and Delaware"."""
    parts = found.groupdict()
    names = [_canonical(next(value for value in parts.values() if value))]
    stop = found.end()
    if parts.get("of"):
        country = _COUNTRY_BEHIND.match(words, stop)
        if country:
            stop = country.end()
        further = _FURTHER.match(words, stop)
        while further and len(names) < 3:
            if _canonical(further["of"]) not in names:
                names.append(_canonical(further["of"]))
            stop = further.end()
            further = _FURTHER.match(words, stop)
    return names, stop


def _canonical(name: str) -> str:
    plain = " ".join(name.split()).casefold()
    if plain in _ADJECTIVES:
        return _ADJECTIVES[plain]
    named = _ALIASES.get(plain) or _NAMES.get(plain.replace("’", "'")) or name
    return f"{named}, Canada" if named in _CANADIAN else named
