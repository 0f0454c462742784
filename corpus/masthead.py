"""What terms and press articles say of themselves at their head: service, last update, outlet, author, dateline."""

import re

from . import dates
from .model import Span
from .wording import Told

_HEAD = 6000  # characters in which terms say whose they are and when they changed
_TAIL = 1500  # characters at the end, where some terms say when they changed
_TOP = 1500  # characters of an article in which byline, outlet and dateline stand
_UPDATED = re.compile(
    r"\b(?:last\s+(?:updated|modified|revised|changed|update|revision)|date\s+of\s+last\s+(?:update|revision)|(?:updated|revised|modified|posted|published)\s+(?:on|as\s+of)"
    r"|(?:this\s+)?version\s+(?:date|of)|version(?=\s*:)|effective(?:\s+date|\s+as\s+of|\s+on|\s+from)?|updated|stand)\b[*_\s]*[:\s][^\S\n]{0,3}[*_]*\W{0,4}(?:the\s+)?",
    re.I,
)
# The service that terms are of: 'These Terms govern your use of Voxhill ("we")', "Voxhill Terms of Service".
_TERMS = r"(?:Terms(?:\s+(?:of\s+(?:Service|Use|Sale)|(?:and|&)\s+Conditions))?|Privacy\s+(?:Policy|Notice|Statement)|Acceptable\s+Use\s+Policy|Usage\s+Polic(?:y|ies)|User\s+Agreement|Community\s+Guidelines|Cookies?\s+Policy|Content\s+Policy)"
_NAME = r"(?:[A-Z0-9][\w.&’'-]*(?:\s(?:[A-Z0-9][\w.&’'-]*|of|and|&)){0,4})"
_SERVICE = (
    re.compile(rf"(?P<name>{_NAME}?)(?:['’]s?)?\s+(?:{_TERMS}|TERMS\s+OF\s+(?:SERVICE|USE))\b"),
    re.compile(
        rf"\b(?:use\s+of|using|access(?:ing)?(?:\s+(?:to|and\s+us(?:e|ing)(?:\s+of)?))?|provided\s+by|offered\s+by|operated\s+by|agreement\s+(?:between\s+you\s+and|with))\s+(?:the\s+)?(?P<name>{_NAME})"
    ),
    re.compile(
        rf"(?P<name>{_NAME}),?\s+\((?:[^()]{{0,60}}\b)?[\"“'](?:we|us|our|the\s+Company|Company)\b[”\"',]", re.I
    ),
)
_NO_SERVICE = re.compile(
    r"(?:the|these|this|our|your|general|service|services|website|site|platform|business|commercial|additional|supplemental|developer|api|user|users|product|privacy|terms|last|updated|effective|welcome|"
    r"english|agreement|policy|by|in|and|of|for|to|we|you|any|all|such|please|table|menu|home|legal|consumer|customer|other|read|see)\b",
    re.I,
)
_BYLINE = re.compile(
    r"^(?:By|BY|Written by)\s+(?P<name>(?:[A-Z][\w.'’-]+\s?){2,4}(?:(?:,|\s+and)\s+(?!The\s)(?:[A-Z][\w.'’-]+\s?){2,4})?)\s*(?:$|[|,])",
    re.M,
)
# "LOS ANGELES, March 3 (Reuters) - ", "LONDON — ", "PARIS (AP) —"
_DATELINE = re.compile(
    r"^[^\S\n]*(?!(?:[A-Z]+ )*(?:DOCUMENT|NOTICE|UPDATED?|EXCLUSIVE|BREAKING|OPINION|REVIEW|NEWS|RELEASE|VIDEO|WATCH|CORRECTION|EDITOR|COMMENT|ANALYSIS|INTERVIEW|FEATURE|PHOTO|LIVE|PART|CHAPTER|NOTE)\b)(?P<place>[A-ZÀ-Þ]{3,}(?:[ .-][A-ZÀ-Þ]{2,}){0,3}(?:,\s[A-Z][\w.]+(?:\s[A-Z][\w.]+)?)?)(?:,?\s+(?P<date>(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8})(?:,?\s\d{4})?))?"
    r"\s*(?:\((?P<outlet>[A-Z][\w .&-]{1,40})\))?\s*(?:[—–]|-{1,2})\s",
    re.M,
)


def last_updated(text: str) -> Told | None:
    """When terms last changed, by their own words: the date behind "Last updated", at the head or at the end."""
    for start, end in ((0, min(len(text), _HEAD)), (max(_HEAD, len(text) - _TAIL), len(text))):
        for cue in _UPDATED.finditer(text, start, end):
            date = dates.at(text, cue.end(), 3)
            if date and len(date.iso) > 4:
                return Told(date.iso, Span(cue.start(), date.span.end))
    return None


def service(text: str, title: str | None) -> Told | None:
    """The service that platform terms are of: what stands before "Terms of Service", or whose use they govern."""
    head = text[:_HEAD]
    for pattern in _SERVICE:
        for found in pattern.finditer(head):
            name = found["name"].strip(" .,'’")
            if len(name) > 1 and not _NO_SERVICE.match(name):
                return Told(
                    re.sub(r"['’]s$", "", name),
                    Span(found.start("name"), found.start("name") + len(found["name"].rstrip())),
                )
    return None


def byline(text: str) -> Told | None:
    """Who wrote an article, by its byline."""
    found = _BYLINE.search(text[:_TOP])
    return (
        Told(found["name"].strip(), Span(found.start("name"), found.start("name") + len(found["name"].rstrip())))
        if found
        else None
    )


def dateline(text: str) -> Told | None:
    """Where an article was filed: "LOS ANGELES, March 3 (Reuters) -" gives "LOS ANGELES, March 3 (Reuters)"."""
    found = _DATELINE.search(text[:_TOP])
    if not found:
        return None
    words = found[0].rstrip(" \n—–-")
    start = found.start() + len(words) - len(words.lstrip())
    return Told(" ".join(words.split()), Span(start, found.start() + len(words)))


def agency(text: str) -> Told | None:
    """The news agency that a dateline names: what an article without an outlet of its own comes from."""
    found = _DATELINE.search(text[:_TOP])
    return Told(found["outlet"], Span(*found.span("outlet"))) if found and found["outlet"] else None
