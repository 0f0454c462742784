"""What a contract says of itself as a whole: its date, when it takes effect, what it amends, what was taken out."""

import re

from . import dates
from .model import Span
from .preamble import Preamble
from .wording import Told

_BEFORE = 700  # characters before the parties in which the date of the contract stands
_BEHIND = 400  # and behind them
_HEAD = 30_000  # characters in which "This Agreement is made" stands, behind tables of contents
_COVER = 4000  # characters of a cover
_TAIL = 6000  # characters at the end in which signatures are dated
_CUE = re.compile(
    r"(?:\bdated(?:\s+(?:for\s+reference|as\s+of|effective|this|the|on))*|\b(?:made|entered\s+into|executed|signed|effective|entered|concluded|given)\b(?:\s+(?:and|made|entered|into|executed|effective|signed|delivered|is|at|in))*[^.;()]{0,50}?\b(?:as\s+of|on|this|of|effective|dated|the)|\bas\s+of(?:\s+the)?"
    r"|\bthis|\bon\s+the|\bas\s+at|\beffective|\bDATE\b|\bDate\b|[\"“](?:effective|execution|agreement|signing|signature|contract|commencement)\s+date[\"”])(?:\s+(?:and\s+)?(?:as\s+of|is\s+entered|effective|on|this|the|of|date|dated|day))*\W{0,14}$",
    re.I,
)
# A date of something else: of another document, or of an end.
_OTHERS = re.compile(
    r"\b(?:certain|agreements?|amendment|lease|plan|note|order|letter|prospectus|proposal|statement|contract)\b[^.;\"”]{0,60}\b(?:dated|as\s+of|effective|of)\b[^.;\"”]{0,25}$"
    r"|\b(?:on\s+or\s+(?:about|before)|until|expir\w+|terminat\w+|ending|through|since|incorporated)\b[^.;]{0,30}$",
    re.I,
)
_THIS = re.compile(r"\bth(?:is|ese)\b|^\W*(?:[A-Z][\w&,-]*\s+){0,6}AGREEMENT\b", re.I)
_DATED = re.compile(
    r"\b(?:dated(?!\s*:)|executed|made|entered\s+into|effective|last\s+(?:updated|revised)\s*:?)\b[^.;\n]{0,30}?(?:as\s+of|on|this|:)?\W{0,12}(?:the\s+)?|\bas\s+of\s+(?:the\s+)?",
    re.I,
)
_ENTERED = re.compile(
    r"\b(?:THIS|This)\s[^.;]{0,120}?\b(?:made|entered\s+into|dated|executed)\b(?:\s+(?:and|is|made|entered|into|executed|as\s+of|on|this|the|effective))*\W{0,6}"
)
_PLACE_AND = re.compile(r"\n\W{0,6}(?:[A-Z][a-z]+(?:[ /-][A-Z][a-z]+)?,\s+)+(?=[\dA-Z])")
_WITNESS = re.compile(
    r"\bin\s+witness\s+where?of\b|\bintending\s+to\s+be\s+(?:legally\s+)?bound\b|\bexecuted\b[^.;]{0,60}\b(?:as\s+of|on|this)\b|\bsigned\b[^.;]{0,60}\b(?:as\s+of|on|this)\b",
    re.I,
)
_SIGNED_ON = re.compile(
    r"\b(?<!effective\s)date[ds]?\b(?:\s+signed|\s+of\s+(?:signature|execution)|\s+executed)?\W{0,14}", re.I
)
_NAMED = re.compile(r"[\"“'‘]?\s?effective\s+date\s?[\"”'’]?", re.I)
_MEANS = re.compile(
    r"\s*(?:\([^)]{0,60}\)\s*)?(?:of\s+(?:this|the)\s+(?:\w+\s+){0,3}(?:agreement|contract|amendment|license)\s*)?(?:[:,]|shall\s+(?:mean|be)|means?|is|will\s+be|refers\s+to|of|:)?\s*(?:deemed\s+to\s+be\s+|the\s+date\s+of\s+|as\s+of\s+|on\s+|the\s+later\s+of\s+|12:01\s+a\.m\.[^.;]{0,40}?\bon\s+)*\W{0,6}",
    re.I,
)
_TAKES_EFFECT = re.compile(
    r"\b(?:(?:is|be|become|becomes|was|are)\s+(?:deemed\s+|made\s+)?effective|takes?\s+effect|effective(?=\s+(?:as\s+of|on|from|this|the|beginning|date\s+of)?\s*[\w(]*\s*\d|\s+(?:as\s+of|on|from|beginning))|come\s+into\s+(?:effect|force)|enters?\s+into\s+force|(?:shall|will)\s+(?:commence|begin|start)|commenc(?:es|ing)|begins?|commencement\s+date)\b(?:\s+(?:as\s+of|on|upon|from|with\s+effect|and|the|this|date|beginning|of))*\W{0,8}",
    re.I,
)
_AMENDS = re.compile(
    r"\b(?:(?:amends?|modif(?:y|ies)|supplements?|amended|amending)\s+(?:and\s+\w+\s+)?|(?:amendment|addendum|supplement|rider)\s+(?:(?:no\.?|number|#)\s*\w+\s+)?(?:is\s+(?:made\s+)?)?(?:to|of|under)\s+)"
    r"(?P<what>(?:the|that\s+certain|a\s+certain|certain)\s+(?:[A-Z“\"][\w&,./’'\"”()-]*\s+(?:and\s+|of\s+|for\s+|to\s+|the\s+)*){1,12})",
)
_IS_AMENDMENT = re.compile(r"\b(?:amendment|addendum|supplement|rider)\b", re.I)
_TAKEN_OUT = re.compile(
    r"\[(?:\s?[*•●](?:\s?[*•●])*\s?\]|\s?(?i:redacted|omitted|confidential)\s?\]|\.\.\.\*+\.\.\.\]|\*+[^\]\n]{0,40}\*+\])"
)
_STARS = re.compile(r"\*\*\*(?![*\w])")


def agreement_date(text: str, opening: Preamble) -> Told | None:
    """The date a contract bears: in its preamble, else on its cover, else by its signatures."""
    low, high = max(0, opening.start - _BEFORE), (opening.end if opening.end > 0 else 0) + _BEHIND
    if opening.start >= 0:
        for date in _dates(text, _beginning(text, opening.start, low), min(high, len(text))):
            if _CUE.search(text[max(0, date.span.start - 90) : date.span.start]) and not _of_another(
                text, date.span.start
            ):
                return Told(date.iso, date.span)
    for cue in _DATED.finditer(text, 0, min(len(text), _COVER)):
        date = dates.at(text, cue.end(), 12)
        if date and not _of_another(text, date.span.start):
            return Told(date.iso, date.span)
    for entered in _ENTERED.finditer(text, 0, min(len(text), _HEAD)):
        date = dates.at(text, entered.end(), 12)
        if date:
            return Told(date.iso, date.span)
    return (
        _signing_date(text, max(0, len(text) - _TAIL), len(text))
        or _signing_date(text, 0, min(len(text), _TAIL))
        or _lone_date(text)
    )


def _of_another(text: str, at: int) -> bool:
    """Whether the date at `at` is that of another document, or of an end."""
    before = text[max(0, at - 120) : at]
    others = _OTHERS.search(before)
    return others is not None and not _THIS.search(before[max(0, others.start() - 30) :])


def _beginning(text: str, at: int, low: int) -> int:
    """Where the sentence of the preamble begins: with "This Agreement", as far as it is near."""
    found = [m.start() for m in re.finditer(r"\b(?:THIS|This|this)\b", text[low:at])]
    return low + found[0] if found else low


def _dates(text: str, start: int, end: int) -> list[dates.Written]:
    whole = list(dates.dates(text, start, end))
    if whole:
        return whole
    blank = re.search(r"\b(?:dated|as\s+of|day\s+of|this)\b\W{0,12}", text[start:end], re.I)
    date = dates.at(text, start + blank.end() - 1, 30) if blank else None
    return [date] if date else []


def _signing_date(text: str, start: int, end: int) -> Told | None:
    """The date in the witness clause, else the last that stands beside a signature."""
    for cue in _WITNESS.finditer(text, start, end):
        stop = re.search(r"\.\s|\n\s*\n", text[cue.end() : cue.end() + 300])
        limit = cue.end() + (stop.start() if stop else 300)
        for date in dates.dates(text, cue.start(), limit):
            if not _of_another(text, date.span.start):
                return Told(date.iso, date.span)
    signed = [date for cue in _SIGNED_ON.finditer(text, start, end) if (date := dates.at(text, cue.end(), 14))]
    signed = signed or [
        date for place in _PLACE_AND.finditer(text, start, end) if (date := dates.at(text, place.end(), 1))
    ]
    last = max(signed, key=lambda d: d.iso, default=None)
    return Told(last.iso, last.span) if last else None


def _lone_date(text: str) -> Told | None:
    """A date that is a line of its own on the cover."""
    for date in dates.dates(text, 0, min(len(text), _COVER)):
        before, after = text[max(0, date.span.start - 4) : date.span.start], text[date.span.end : date.span.end + 4]
        if (not before.strip() or before.endswith(("\n", "  "))) and (
            after[:1] in ("\n", "") or after.startswith("  ")
        ):
            return Told(date.iso, date.span)
    return None


def effective_date(text: str, lower: str, opening: Preamble, made: Told | None) -> Told | None:
    """When a contract takes effect, by its own words; derived from its date where it names no other day."""
    found = _defined_effective(text, lower, opening, made)
    if found:
        return found
    return Told(made.value, made.span, derived=True) if made else None


def _defined_effective(text: str, lower: str, opening: Preamble, made: Told | None) -> Told | None:
    at = lower.find("effective date")
    seen = 0
    while at >= 0 and seen < 40:
        seen += 1
        named = _NAMED.search(text, max(0, at - 2), at + 20)
        at = lower.find("effective date", at + 1)
        if not named:
            continue
        before = text[max(0, named.start() - 75) : named.start()]
        if named[0][:1] in "\"“'‘" and (last := list(dates.dates(before))):
            gap = before[last[-1].span.end :]
            if "(" in gap and len(gap) < 45 and not re.search(r"[.;]\s", gap):
                shift = named.start() - len(before)
                return Told(last[-1].iso, Span(shift + last[-1].span.start, shift + last[-1].span.end))
        means = _MEANS.match(text, named.end())
        date = dates.at(text, means.end(), 3) if means and means.end() > named.end() else None
        if date:
            return Told(date.iso, Span(named.start(), date.span.end))
    for cue in _TAKES_EFFECT.finditer(text, 0, min(len(text), max(opening.end + _COVER, _COVER))):
        date = dates.at(text, cue.end(), 4)
        if date and len(date.iso) > 4:
            return Told(date.iso, Span(cue.start(), date.span.end))
    return None


def amends(text: str, title: str | None, opening: Preamble) -> Told | None:
    """Which contract an amendment changes: its name as the amendment writes it."""
    if not title or not _IS_AMENDMENT.search(title):
        return None
    found = _AMENDS.search(text, 0, min(len(text), max(opening.end, 0) + _COVER))
    if not found:
        return None
    name = re.sub(r"^(?:that certain|a certain|certain|the)\s+", "", " ".join(found["what"].split())).strip(' ,("“')
    end = found.start("what") + len(found["what"].rstrip())
    date = next(dates.dates(text, end, end + 80), None)
    near = date if date and re.search(r"\bdated\b|\bas\s+of\b|\beffective\b", text[end : date.span.start]) else None
    return Told(f"{name} of {near.iso}" if near else name, Span(found.start(), near.span.end if near else end))


def redactions(text: str) -> Told | None:
    """How many places of the text were taken out ("[***]"), and the first of them; None where there is none."""
    found = list(_TAKEN_OUT.finditer(text)) if "[" in text else []
    starred = (
        [
            m
            for m in _STARS.finditer(text)
            if text[m.start() - 1 : m.start()] not in ("*", "[") and not text[m.end() :].startswith("]")
        ]
        if "***" in text
        else []
    )
    first = min((*found[:1], *starred[:1]), key=lambda m: m.start(), default=None)
    return Told(str(len(found) + len(starred)), Span(*first.span())) if first else None
