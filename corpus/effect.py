"""When a contract takes effect."""

import re

from . import dates
from .agreement import IS_AMENDED, of_another, signing_date
from .model import Span
from .preamble import Preamble
from .wording import Told

_COVER = 4000  # characters of a cover, and behind the parties, in which a contract says from when it is effective
CUES = (
    "effective",
    "commenc",
    "take effect",
    "takes effect",
    "come into",
    "into force",
    "shall begin",
    "will begin",
    "shall start",
    "will start",
    "begins",
)
_REACH = 60  # characters of the words that say from when
_SUBJECT = re.compile(
    r"\b(?:this|the)\s+(?:\w+\s+){0,4}?(?:agreement|contract|amendment|term|venture|lease|period)\b(?:[^.;]{0,40}\b(?:shall|will|is))?[^.;]{0,12}$",
    re.I,
)
# "the date on which the last party signs": known by the signatures.
_LAST_SIGNED = re.compile(r"\b(?:later|last|latest)\b[^.;]{0,50}\b(?:sign|execut)", re.I)
_SOON = re.compile(rf"[^.;]{{0,90}}{_LAST_SIGNED.pattern}", re.I)
_NAMED = re.compile(r"[\"“'‘]?\s?effective\s+date\s?[\"”'’]?", re.I)
_MEANS = re.compile(
    r"\s*(?:\([^)]{0,60}\)\s*)?(?:of\s+(?:this|the)\s+(?:\w+\s+){0,3}(?:agreement|contract|amendment|license)\s*)?(?:[:,]|shall\s+(?:mean|be)|means?|is|will\s+be|refers\s+to|of|:)?\s*(?:deemed\s+to\s+be\s+|the\s+date\s+of\s+|as\s+of\s+|on\s+|the\s+later\s+of\s+|12:01\s+a\.m\.[^.;]{0,40}?\bon\s+)*\W{0,6}",
    re.I,
)
_TAKES_EFFECT = re.compile(
    r"\b(?:(?:is|be|become|becomes|was|are)\s+(?:deemed\s+|made\s+)?effective|takes?\s+effect|effective(?=\s+(?:as\s+of|on|from|this|the|beginning|date\s+of)?\s*[\w(]*\s*\d|\s+(?:as\s+of|on|from|beginning))|come\s+into\s+(?:effect|force)|enters?\s+into\s+force|(?:shall|will)\s+(?:commence|begin|start)|commenc(?:es|ing)|begins?|commencement\s+date)\b(?:\s+(?:as\s+of|on|upon|from|with\s+effect|and|the|this|date|beginning|of))*\W{0,8}",
    re.I,
)


def effective_date(text: str, cues: list[int], opening: Preamble, made: Told | None) -> Told | None:
    """When a contract takes effect, by its own words; derived from its date where it names no other day.

    cues: where CUES stand in the text.
    """
    found = _defined(text, cues, opening) or _stated(text, cues, opening)
    if found:
        return found
    return Told(made.value, made.span, derived=True) if made else None


def _defined(text: str, cues: list[int], opening: Preamble) -> Told | None:
    """What the text defines as its effective date: the date before the term, or the one behind it."""
    for at in cues:
        named = _NAMED.search(text, max(0, at - 2), at + 20)
        if not named or named.start() > at:
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
        if _LAST_SIGNED.search(before) or _SOON.match(text, named.end()):
            signed = signing_date(text, opening)
            return Told(signed.iso, signed.span, derived=True) if signed else None
    return None


def _stated(text: str, cues: list[int], opening: Preamble) -> Told | None:
    """The day on which "this Agreement shall commence", or its term."""
    for at in cues:
        cue = _TAKES_EFFECT.search(text, max(0, at - 12), at + _REACH)
        if not cue or cue.start() > at:
            continue
        date = dates.at(text, cue.end(), 4)
        near = at < max(opening.end, 0) + _COVER
        if date and (of_another(text, date.span.start) or IS_AMENDED.match(text, date.span.end)):
            continue
        if date and len(date.iso) > 4 and (near or _SUBJECT.search(text[max(0, cue.start() - 70) : cue.start()])):
            return Told(date.iso, Span(cue.start(), date.span.end))
    return None
