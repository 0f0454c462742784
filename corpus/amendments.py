"""What a contract changes in another one, and what was taken out of its own text."""

import re

from . import dates
from .model import Span
from .preamble import Preamble
from .wording import Told

_COVER = 4000  # characters behind the parties in which an amendment names what it amends
_AMENDS = re.compile(
    r"\b(?:(?:amends?|modif(?:y|ies)|supplements?|amended|amending)\s+(?:and\s+\w+\s+)?|(?:amendment|addendum|supplement|rider)\s+(?:(?:no\.?|number|#)\s*\w+\s+)?(?:is\s+(?:made\s+)?)?(?:to|of|under)\s+)"
    r"(?P<what>(?:the|that\s+certain|a\s+certain|certain)\s+(?:[A-Z“\"][\w&,./’'\"”()-]*\s+(?:and\s+|of\s+|for\s+|to\s+|the\s+)*){1,12})",
)
_IS_AMENDMENT = re.compile(r"\b(?:amendment|addendum|supplement|rider)\b", re.I)
_TAKEN_OUT = re.compile(
    r"\[(?:\s?[*•●](?:\s?[*•●])*\s?\]|\s?(?i:redacted|omitted|confidential)\s?\]|\.\.\.\*+\.\.\.\]|\*+[^\]\n]{0,40}\*+\])"
)
_STARS = re.compile(r"\*\*\*(?![*\w])")


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
