"""What a document says about itself: title, date, outlet, author."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .model import Document, Span

_HEAD = 6000  # characters in which a title or a date of the whole document stands
_MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ],
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
# The common ways to write a day, most exact first. Groups: y, m (name or number), d; a and b where the order is open.
_DATE = re.compile(
    rf"""\b(?:
      (?P<y1>(?:19|20)\d\d)-(?P<m1>\d\d)(?:-(?P<d1>\d\d))?
    | (?P<m2>{_MONTH})\.?\s{{1,4}}(?P<d2>\d{{1,2}})(?:\s?(?:st|nd|rd|th))?\s{{0,2}},?\s{{1,4}}(?P<y2>(?:19|20)\d\d)
    | (?P<d3>\d{{1,2}})(?:\s?(?:s\s?t|n\s?d|r\s?d|t\s?h|st|nd|rd|th))?\s{{0,2}}(?:day)?\s{{0,2}}(?:of)?\s{{0,2}},?\s{{0,2}}(?P<m3>{_MONTH})\.?\s{{0,2}},?\s{{0,2}}(?:(?:day\s{{1,4}})?of\s{{1,4}})?(?P<y3>(?:19|20)\d\d)
    | (?P<a>\d{{1,2}})[/.](?P<b>\d{{1,2}})[/.](?P<y4>(?:19|20)\d\d|\d\d)
    | (?P<m5>{_MONTH})\.?\s{{0,2}},?\s{{1,4}}(?:of\s{{1,4}})?(?P<y5>(?:19|20)\d\d)
    )(?!\d)""",
    re.I | re.X,
)
_UPDATED = re.compile(
    r"(?:last\s+(?:updated|modified|revised|changed|update|revision)|date\s+of\s+last\s+(?:update|revision)|(?:updated|revised|modified|posted|published)\s+(?:on|as\s+of)?"
    r"|release\s+date|version(?:\s+date)?|last\s+update)\W{0,8}",
    re.I,
)
_SIGNED = re.compile(r"\b(?:dated?(?:\s+signed)?\s*:|last\s+(?:updated|modified|revised)|as\s+of)\W{0,12}", re.I)
_EFFECTIVE = re.compile(r"\beffective(?:\s+date|\s+as\s+of|\s+on|\s+from)?\W{0,8}", re.I)
_MADE = re.compile(
    r"(?:dated?(?:\s+(?:as\s+of|effective|this))?|(?:made|entered\s+into|executed|effective|entered)\b[^.]{0,60}?(?:as\s+of|on|this|effective)|as\s+of(?:\s+the)?"
    r"|this|[\"“]effective\s+date[\"”])\W{0,12}(?:the\s+)?",
    re.I,
)
_FIRST = 800  # characters in which a date without such words is the document's own
_TAIL = 4000  # characters at the end in which signatures are dated, and some terms
_HEADLINE = 120  # characters
_LINE = 80  # characters; a longer line is running text
_NEAR = 60  # characters after the words above in which the date must begin
_TITLE_WORDS = re.compile(
    r"\b(?:AGREEMENT|CONTRACT|LICEN[CS]E|RELEASE|ADDENDUM|AMENDMENT|RIDER|TERMS|CONDITIONS|POLICY|CONSENT|DEED|LETTER|GUIDELINES|NOTICE|MEMORANDUM|PLAN|STATEMENT)S?\b",
    re.I,
)
_BYLINE = re.compile(
    r"^(?:By|BY|Written by)\s+((?:[A-Z][\w.'’-]+\s?){2,4}(?:(?:,|\s+and)\s+(?:[A-Z][\w.'’-]+\s?){2,4})?)\s*$", re.M
)
_MARKUP = re.compile(r"[*_#`]+|={3,}|-{3,}|!?\[[^\]]*\]\([^)]*\)|\\")
_NOT_TITLE = re.compile(
    r"exhibit\s|page\s|confidential|execution\s|\d|source:|www\.|https?:|certain\s|\[|dated\b|between\b|by and\b", re.I
)
_PLACEHOLDER = re.compile(r"(?:untitled|document\d*|microsoft word\b.*|\S+\.(?:docx?|pdf|html?)|normal|template)", re.I)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says about itself; None where it says nothing. published: ISO prefix ("2021", "2021-02")."""

    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    author: str | None = None


def describe(document: Document, name: str) -> Metadata:
    """Title, date, outlet and author, from the file's own metadata where it is trustworthy, else from the text."""
    facts = document.metadata
    head = document.blanked(Span(0, min(len(document.text), _HEAD)))
    stated = facts.get("title")
    from_office = document.media_type.endswith("wordprocessingml.document")
    trusted = stated if stated and not from_office and not _PLACEHOLDER.fullmatch(stated) else None
    byline = _BYLINE.search(head[:1500])
    return Metadata(
        title=trusted or _title(document, head) or (stated if stated and not _PLACEHOLDER.fullmatch(stated) else None),
        published=iso(facts.get("published", "")) or _date(document, head),
        outlet=facts.get("outlet"),
        author=(facts.get("author") if not from_office else None) or (byline[1].strip() if byline else None),
    )


def iso(words: str) -> str | None:
    """The date that `words` hold as an ISO prefix: "4 March 2021" is "2021-03-04", "March 2021" is "2021-03".

    Day and month in figures are read the American way unless the first is above 12. None when there is no date.
    """
    found = _DATE.search(words)
    if found:
        return _written(found)
    words = words.strip()
    if re.fullmatch(r"(?:19|20)\d\d", words):
        return words
    return None


def _written(found: re.Match[str]) -> str | None:
    part = found.groupdict()
    year = next(part[key] for key in ("y1", "y2", "y3", "y4", "y5") if part[key])
    month_words = part["m1"] or part["m2"] or part["m3"] or part["m5"]
    day = part["d1"] or part["d2"] or part["d3"]
    if part["a"]:
        first, second = int(part["a"]), int(part["b"])
        month, day = (second, first) if first > 12 or "." in found[0] else (first, second)
        if len(year) == 2:
            year = f"{'19' if int(year) > 60 else '20'}{year}"
    else:
        month = int(month_words) if month_words.isdigit() else _MONTHS[month_words.lower()]
    if not 1 <= month <= 12 or (day is not None and not 1 <= int(day) <= 31):
        return None
    return f"{year}-{month:02}" + (f"-{int(day):02}" if day is not None else "")


def _date(document: Document, head: str) -> str | None:
    """The date the text gives for itself: of the last update, of the agreement, of a signature, or of a dateline."""
    for cue in (_UPDATED, _MADE, _EFFECTIVE):
        date = _near(head, cue)
        if date:
            return date
    signed = _near(document.text[-_TAIL:], _SIGNED)
    if signed:
        return signed
    first = _DATE.search(head[:_FIRST])
    if first:
        line = head[head.rfind("\n", 0, first.start()) + 1 : head.find("\n", first.end())]
        # A date in running text is what an article tells of, and a contract's own.
        if len(line) < _LINE or re.search("agreement|contract", head[:_FIRST], re.I):
            return _written(first)
    return None


def _near(text: str, cue: re.Pattern[str]) -> str | None:
    """The first date that follows such words closely."""
    for found in cue.finditer(text):
        near = _DATE.search(text, found.end(), found.end() + _NEAR)
        if near and near.start() - found.end() < _NEAR / 2:
            date = _written(near)
            if date:
                return date
    return None


def _title(document: Document, head: str) -> str | None:
    """The contract's or article's name: a title or first heading by markup, else the first line that reads like one."""
    for block in document.blocks[:12]:
        if block.kind == "title" or (block.kind == "heading" and block.level <= 2):
            words = _plain(document.text[block.span.start : block.span.end])
            if words:
                return words
    lines = list(_lines(head[:3000]))
    for line in lines[:25]:
        if _TITLE_WORDS.search(line) and len(line) < 140 and not _NOT_TITLE.match(line) and _is_name(line):
            return line
    sentence = re.search(
        r"\b[Tt]his\s+((?:[A-Z][\w&/,-]*\s+(?:and\s+|of\s+|for\s+)?){1,8}(?:Agreement|License|Licence|Release|Contract|Addendum|Amendment))\b",
        head,
    )
    if sentence:
        return " ".join(sentence[1].split())
    sentence = re.search(
        r"\b((?:[A-Z][A-Z&/,'-]+\s+(?:AND\s+|OF\s+|FOR\s+)?){1,8}(?:AGREEMENT|LICENSE|LICENCE|RELEASE|CONTRACT|ADDENDUM|AMENDMENT))\b",
        head[:1500],
    )
    if sentence:
        return " ".join(sentence[1].split())
    first = head.strip().partition("\n")[0].strip()
    headline = 3 < len(first) < _HEADLINE and first[-1] not in ".,;:" and not _NOT_TITLE.match(first)
    return _plain(first) or None if headline else None


def _lines(head: str) -> Iterator[str]:
    for line in re.split(r"\n+| {3,}", head):
        words = _plain(line)
        if len(words) > 3:
            yield words


def _plain(words: str) -> str:
    return " ".join(_MARKUP.sub(" ", words).split()).strip(" .:-–—")


def _is_name(line: str) -> bool:
    """Whether a line is a name and not a sentence: few words in small letters."""
    words = [word for word in line.split() if word.isalpha() and len(word) > 3]
    return sum(word[0].islower() for word in words) <= len(words) / 4
