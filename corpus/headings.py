"""Headings and openings: which words head, define, recite or sign, by how they are written."""

import re
from typing import Literal

Opening = Literal["contents", "recital", "operative", "witness", "signature"]

LONGEST = 110  # characters; longer lines in capitals are notices
LABEL = 120  # characters of a heading that a path keeps

_OPENING = re.compile(
    r"""(?P<contents>(?:TABLE\s+OF\s+CONTENTS|Table\s+of\s+Contents|CONTENTS|INDEX)\s*$)
      | (?P<recital>(?:WHEREAS|Whereas)\b[,:]?|(?:RECITALS?|Recitals?|BACKGROUND)\s*:?\s*$|WITNESSETH|W\s?I\s?T\s?N\s?E\s?S\s?S\s?E\s?T\s?H)
      | (?P<operative>NOW,?\s+THEREFORE|Now,?\s+therefore|NOW\s+IT\s+IS)
      | (?P<witness>IN\s+WITNESS\s+WHERE?OF|In\s+witness\s+whereof|IN\s+WITNESS\s+THEREOF)
      | (?P<signature>(?:By|BY)\s*:\s*(?:_|/s/|$)|/s/|SIGNED\s+(?:by|for|BY|FOR)\b|(?:ACCEPTED\s+AND\s+AGREED|AGREED\s+AND\s+ACCEPTED)\b)
    """,
    re.X,
)
_DEFINES = re.compile(
    r"""(?:the\s+(?:term|word)s?\s+)?[*_]*["“][^"”\n]{2,80}["”][*_]*\s*(?:\([^)]{1,60}\)\s*)?(?:,\s[^,]{1,80},\s|(?:of|for|as)\s[\w\s]{1,50}?)?\s*
        (?:shall\s+|will\s+)?(?:means?|ha(?:s|ve)\s+the\s+(?:same\s+)?meaning|refers?\s+to|is\s+defined|are\s+defined|includes?)\b""",
    re.I | re.X,
)
_RUN_IN = re.compile(
    r"\s*[*_]*([A-Z\"“][^.:;!?*]{1,60}(?:;\s[A-Z][^.:;!?*]{1,40}){1,3}|[A-Z\"“][^.:;!?*]{1,90}?)[*_]*\s*(?:[.:](?=[\s*_\x00]|[A-Z][a-z]|$)|[-–—]{1,2}\s)"
)
_TITLE = re.compile(
    r"\b(?:AGREEMENT|CONTRACT|RELEASE|AMENDMENT|ADDENDUM|LEASE|DEED|LETTER|TERMS|POLICY|LICEN[CS]E|CONSENT)\b", re.I
)
_CONTENTS_LINE = re.compile(r".{0,140}?(?:\.{3,}|\s)\s*(?:\d{1,3}|[ivx]+|[A-Z]-\d+)\s*", re.S)
_PREAMBLE = re.compile(r"th(?:is|ese)\s+(?:\S+\s+){0,8}?(?:agreement|contract|release|terms|amendment)\b", re.I)
_LEADERS = re.compile(r"\.{5,}|(?:\. ){5,}")
_VERBS = re.compile(r"\b(?:shall|will|may|must|is|are|has|have|agrees?|means?|can|does|do|was|were|be)\b")
_MARKUP = re.compile(r"[*_#`\x00\\]+|={3,}|-{3,}|\]\([^)]*\)|\[|\]")
# Words that begin headings in plain language, verbs and all: "What we may not do".
_ASKING = frozenset(["What", "How", "When", "Who", "Where", "Why", "Your", "Our"])
# Small words that titles leave without a capital.
_MINOR = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "and",
        "or",
        "to",
        "in",
        "on",
        "for",
        "by",
        "with",
        "from",
        "as",
        "at",
        "its",
        "it",
        "is",
        "be",
        "not",
        "no",
        "nor",
        "per",
        "re",
        "under",
        "upon",
        "into",
        "than",
        "that",
        "this",
    ]
)


def opening(text: str, start: int, end: int) -> Opening | None:
    """The fixed opening that stands at `start`, if any."""
    found = _OPENING.match(text, start, end)
    return found.lastgroup if found else None  # pyright: ignore[reportReturnType]


def defines(words: str) -> bool:
    """Whether words define a term: '"Likeness" means ...'."""
    return _DEFINES.match(words.lstrip(" *_")) is not None


def is_title(words: str) -> bool:
    """Whether a heading names the whole document."""
    return _TITLE.search(words) is not None


def is_capitals(words: str) -> bool:
    """Whether a line in capitals heads something: not a notice of many lines, not a blank to fill in."""
    return len(words) < LONGEST and words.isupper() and sum(map(str.isalpha, words)) > 3 and words.count("_") < 4


def lists_contents(words: str) -> bool:
    """Whether a line could stand in a table of contents."""
    return not _PREAMBLE.match(words) and (len(words) < 90 or _CONTENTS_LINE.fullmatch(words) is not None)


def is_notice(words: str) -> bool:
    """Whether a line in capitals is a page header or a sentence's beginning: "ORLO AGREEMENT PAGE 1", "THIS ADDENDUM"."""
    return re.search(r"\bPAGE\s+\d|^(?:THIS|THESE)\b|\b(?:HEREBY|SUBMIT)\b|FOLLOWS?\]?\.?$", words) is not None


def has_leaders(words: str) -> bool:
    """Whether a line leads by dots to its page number."""
    return _LEADERS.search(words) is not None


def is_preamble(words: str) -> bool:
    """Whether a paragraph begins the agreement: "This Agreement ... between"."""
    return (
        _PREAMBLE.match(words) is not None and re.search(r"\b(?:between|among|by|parties)\b", words, re.I) is not None
    )


def is_operative(label: str) -> bool:
    """Whether a heading only says that the agreement itself begins: "AGREEMENT", behind the recitals."""
    return (
        re.fullmatch(
            r"(?:AGREEMENTS?|Agreements?|TERMS AND CONDITIONS|OPERATIVE PROVISIONS|Operative Provisions|TERMS|STATEMENT OF AGREEMENT)",
            label,
        )
        is not None
    )


def is_short(words: str) -> bool:
    """Whether a line of its own behind a number is a heading in small letters: "6. Instruction of staff"."""
    stripped = words.strip(" \n\x00*_")
    return (
        0 < len(stripped) < 60 and stripped[0].isupper() and stripped[-1] not in ".,;:" and not _VERBS.search(stripped)
    )


def plain(words: str) -> str:
    """A heading without markup, on one line."""
    return " ".join(_MARKUP.sub(" ", words.replace("\\", "")).split())[:LABEL]


def run_in(words: str) -> tuple[str, bool]:
    """The heading that words begin with ("" if none), and whether it is all of them."""
    stripped = words.strip(" \n\x00*_")
    if not stripped:
        return "", True
    found = _RUN_IN.match(words)
    if found is None:
        whole = len(stripped) <= LABEL and stripped[-1] not in ",;"
        return (plain(stripped), True) if whole and _is_titled(stripped, strict=True) else ("", False)
    candidate = found[1].strip()
    if not _is_titled(candidate, strict=False):
        return "", False
    return plain(candidate), not words[found.end() :].strip(" *_\n\x00")


def _is_titled(words: str, strict: bool) -> bool:
    """Whether words are written like a title: capitals on all but small words; if not strict, a short noun phrase."""
    parts = words.strip("\"“”‘’'").split()
    if not 0 < len(parts) <= (18 if strict else 12):
        return False
    main = [part for part in parts if part.lower().strip(",()/&") not in _MINOR]
    if not main or not main[0][0].isupper():
        return False
    if parts[0] not in _ASKING and _VERBS.search(words):
        return False
    # "cGMPs" and "iOS" have their capital inside.
    return not any(part[0].islower() and part[1:2].islower() for part in main) or (not strict and 1 < len(parts) <= 5)
