"""How a contract goes on behind its first term: "successive 1 year", "1 year"."""

import re

from .duration import ABOUT, OTHER
from .lengths import Length, lengths
from .model import Span
from .wording import Told, sentences

CUES = (
    "renew",
    "extended for",
    "extend for",
    "extended automatically",
    "automatically extend",
    "additional term",
    "successive",
    "extend automatically",
    "extend the",
    "extended by",
    "automatic",
    "thereafter",
    "year to year",
    "year-to-year",
    "month to month",
    "month-to-month",
    "indefinite",
)
_AGAIN = re.compile(
    r"\brenew\w*|\bextend\w*|\bextension\w*|\badditional\s+(?:\w+\s+){0,3}?terms?|\bcontinu\w+\s+(?:automatically|(?:on\s+a\s+)?(?:month|year)[\s-]to)|\b(?:month|year)[\s-]to[\s-](?:month|year)"
)
# "thereafter until terminated": without end behind the first term.
_ENDLESS = re.compile(
    r"\b(?:thereafter|after\s+that)\b[^.;]{0,40}\buntil\s+(?:it\s+is\s+)?(?:otherwise\s+)?terminat|\bindefinitely\s+(?:thereafter|after)\b|\brenew\w*\s+for\s+an\s+(?:unlimited|indefinite)\s+(?:period|term)"
)
_SUCCESSIVE = re.compile(
    r"\bsuccessive|\bsubsequent\b(?!\s+term\b)|\bconsecutive|\byear[\s-]to[\s-]year|\bmonth[\s-]to[\s-]month|\bannual\w*\s+(?:periods?|terms?|basis|renew\w*)|\bannually|\badditional\s+(?:[\w()-]+\s+){0,6}?(?:periods|terms)\b|\bmonthly\s+(?:periods|basis)|\b(?:each|every)\s+(?:anniversary|year)|\b(?:periods|terms)\s+of\b|\beach\s+renewal\s+date|\(\d+\)\s+year\s+basis|"
    r"\bfurther\s+(?:\w+\s+){0,5}?(?:periods|terms)\b|\bfrom\s+(?:year|month)\s+to\s+(?:year|month)|\bone\s+or\s+more\b|\b(?:year|month)\s+(?:periods|terms)\b|\b(?:each|any)\s+(?:such\s+)?renewal\s+term"
)
_YEARLY = re.compile(
    r"\byear[\s-]to[\s-]year|\bfrom\s+year\s+to\s+year|\bannual(?:ly)?\b|\byearly\b|\b(?:each|every)\s+year\b"
)
_MONTHLY = re.compile(r"\bmonth[\s-]to[\s-]month|\bfrom\s+month\s+to\s+month|\bmonthly\b")

_REACH = 460  # characters of a sentence on either side of a cue


def read_renewal(text: str, lower: str, cues: list[int]) -> Told | None:
    """How the contract goes on behind its first term: "successive 1 year", "1 year".

    lower: `text` in small letters; cues: where CUES stand.
    """
    best: tuple[float, Told] | None = None
    for start, end in sentences(text, cues, _REACH):
        words = lower[start:end]
        again = _AGAIN.search(words) or _ENDLESS.search(words)
        if not again or not ABOUT.search(words):
            continue
        length = _renewal_length(words, again)
        if length is None and not _ENDLESS.search(words):
            continue
        successive = "successive " if _SUCCESSIVE.search(words) else ""
        told = Told(f"{successive}{length}" if length else "perpetual", Span(start, start + len(words.rstrip())))
        score = (
            1.0
            + ("automatic" in words)
            + bool(successive)
            + 0.5 * bool(re.search(r"\bthis\s+(?:\w+\s+){0,3}?agreement", words))
        )
        score -= 1.0 * bool(OTHER.search(words)) + 0.5 * bool(re.search(r"\boption\b|\bmay\b", words))
        if best is None or score > best[0]:
            best = (score, told)
    return best[1] if best and best[0] > 0.5 else None


def _renewal_length(words: str, again: re.Match[str]) -> Length | None:
    for length, a, b in lengths(words[again.start() :]):
        before = words[again.start() + max(0, a - 40) : again.start() + a]
        after = words[again.start() + b : again.start() + b + 40]
        if length.unit in ("day", "week") and length.count < 180 and not re.search(r"period|term", after[:20]):
            continue
        if re.search(r"\b(?:least|within|prior|notice|initial)\s+(?:\w+\s+){0,3}$", before) or re.match(
            r"['’]?\s*(?:prior|written|notice|before|advance)", after
        ):
            continue
        return length
    if _YEARLY.search(words):
        return Length(1, "year")
    if _MONTHLY.search(words):
        return Length(1, "month")
    return None
