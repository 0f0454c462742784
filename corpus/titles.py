"""The name of a document: by its markup, else by the line or phrase that reads like one."""

import re
from collections.abc import Iterator
from typing import Any

import re2

from .model import Document
from .names import has_form

_HEADLINE = 120  # characters
_COVER = 3000  # characters in which a title stands as a line
_BEFORE = 700  # characters before the parties in which a title stands that follows a table of contents
_LINES = 25  # lines of a cover that are looked at
_NOUN = (
    r"(?:AGREEMENT|CONTRACT|LICEN[CS]E|RELEASE|ADDENDUM|AMENDMENT|RIDER|TERMS|CONDITIONS|POLICY|CONSENT|DEED|LETTER|GUIDELINES|NOTICE|MEMORANDUM|PLAN|STATEMENT|GUARANT(?:Y|EE)|"
    r"LEASE|UNDERTAKING|PROTOCOL|CHARTER|SCHEDULE|ORDER|SUPPLEMENT|UNDERSTANDING|ENGAGEMENT|CONFIRMATION|CERTIFICATE|VOUCHER|MEMO|PERMISSION|AUTHORI[SZ]ATION)S?"
)
_TITLE_WORD = re.compile(rf"\b{_NOUN}\b", re.I)
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_MARKUP = re.compile(r"[*_`]+|^\s*#+\s|={3,}|-{3,}|!?\[[^\]]*\]\([^)]*\)|\\")
_NOT_TITLE = re.compile(
    r"exhibit\s|page\s|confidential\s+(?:treatment|portion|material|information)|execution\s|\d(?!(?:st|nd|rd|th)\s)|source:|www\.|https?:|certain\s|\[|dated\b|between\b|by and\b|this\s|pursuant\s|portions\s|\*|"
    r"(?:to|of|and|for)\s|as\s+of\s|table of contents|the following\b|whereas\b|in consideration|article\s|section\s|.*(?:#|\bNo\.?)$",
    re.I,
)
_FILED_AS = re.compile(
    r"^\W*(?:(?:EXHIBITS?|Exhibits?|EX|Ex|ANNEX|Annex|APPENDIX|Appendix|ATTACHMENT|Attachment)[-\s]*(?:No\.?\s*)?[\dA-Z]{1,3}(?:[.-]\d+)*(?:\([a-z0-9]+\))?(?=\s|$)\W*|EXHIBIT\s+(?=[A-Z]{3})|\d{1,3}\.\d{1,3}\s+(?=[A-Z])|(?:EXECUTION|Execution|CONFORMED|Conformed|FINAL)\s+(?:COPY|VERSION|Copy|Version)\W*|"
    r"COPY\s+|(?:Re|RE|Subject|SUBJECT)\s?:\s*|(?i:\(?translation\)?)\s+|SUBJECT\sTO\sCONTRACT\s+(?=[A-Z]{3})|\d{1,2}\s+(?=[A-Z]{3})|\(?CONFIDENTIAL\)?\W+|DRAFT\W+|THIS\s+)+"
)
_PLACEHOLDER = re.compile(r"(?:untitled|document\d*|microsoft word\b.*|\S+\.(?:docx?|pdf|html?)|normal|template)", re.I)
_CONTENTS: Any = re2.compile(r"(?i)\btable\s+of\s+contents\b")
_JOINS = re.compile(
    r"(?:\b(?:RESTATED|AMENDED|FIRST|SECOND|THIRD|TO|OF|AND|FOR|THE|to|of|and|for|the|THE|BY|ON)|[,&/])$"
)
_JOINED = re.compile(
    r"^(?:(?:TO|OF|AND|FOR|to|of|and|for|&)(?:\s|$)|(?:AMENDMENT|Amendment)\s+(?:NO|No|#)|(?:NO|No)\.?\s\d+\s+(?:TO|to)\s)"
)
_TWICE = re.compile(r"(?P<title>\b\S.*\S)\s+(?P=title)$")  # a cover's title and the first page's, lines run together
# The name of a contract that has none: "AGREEMENT made as of".
_BARE = re.compile(r"\b(?:AGREEMENT|CONTRACT)(?=,?\s+(?:made|dated|entered)\b)")
_NUMBERED = rf"(?:\s+(?:NO\.?|No\.?|#|NUMBER|Number|[Nn]°)\s?\w{{1,4}}|\s+[IVX]{{1,4}}\b|(?<=[Mm][Ee][Nn][Tt])\s+\d{{1,2}}\b(?!\.|\s(?i:{_MONTH}))|(?<=[Dd][Uu][Mm])\s+\d{{1,2}}\b)?"
_LAST_NOUN = rf"(?=[A-Z])(?i:{_NOUN})(?!\s+(?:(?:and|AND|&)\s+(?:[A-Z]\w*\s+){{1,3}}){{0,2}}(?:AGREEMENT|Agreement|CONTRACT|Contract)\b|\s+(?:AMENDMENT|Amendment)\s+(?:NO|No)\b)"
_TO_WHAT = rf"(?:\s+(?:to|TO|of|OF)\s+(?:the\s+|THE\s+)?(?:[A-Z][\w&/’'®-]*\s+(?:(?:and|of|for|AND|OF|FOR)\s+)?){{0,8}}?{_LAST_NOUN}{_NUMBERED})?"
_OPENED = re.compile(
    r"\b(?:THIS|This|this|THE|The)\s+((?:(?:(?:[A-Z“\"(]|e-)[\w&/,.’'\"”®™#()-]*|\d+|of|and|for|to|the|#\s?\d+)\s+){0,14}?"
    + f"{_LAST_NOUN}{_NUMBERED}{_TO_WHAT})\\b"
)
# "THIS CONTRACT FOR THE SUPPLY OF GAS (the "Contract")"
_OPENED_FOR = re.compile(
    r"\bTHIS\s+((?:[A-Z-]+\s+){0,4}(?:AGREEMENT|CONTRACT)\s+(?:FOR|ON|OF|TO)\s+(?:[A-Z&,-]+\s+){1,10}?)(?=\((?:the|this|hereinafter)\b)"
)
# A title that a line begins with and that text follows: lines were run together.
_BEGUN = re.compile(
    r"((?:(?:[A-Z][\w&/,.’'®™#-]*|and|of|for|to|the|&|\d+)\s+){0,14}?"
    + f"{_LAST_NOUN}{_NUMBERED}{_TO_WHAT})"
    + r"(?=\s+(?:[\"“(]|(?i:between|by\s+and|dated|this|these|whereas|party|made|effective|the\s+parties|in\s+consideration|article|\d{1,2}\.))|\s*$)"
)
_RUN = re.compile(
    rf"(?<![\w.])(?!(?:TO|OF|AND|FOR)\s)((?:(?:[A-Z0-9][A-Z0-9&/,'’()®™#-]*|NO\.|&|-|–)\s+){{0,14}}?{_LAST_NOUN}{_NUMBERED}(?:(?:\s+(?:AND|TO|OF|FOR|THE|WITH|&))+\s+(?:(?:[A-Z0-9][A-Z0-9&/,.'’()-]*|&)\s+){{0,10}}?{_NOUN})*)(?![\w])"
)
# What stands behind a title on its line: whom it is with, when it was made, what it is called from here on.
# A title in small letters but for its first: it fills its line.
_LOWER_TITLE = re.compile(
    r"(?:[A-Z]|e-)[\w-]+(?:\s(?:and\s)?[A-Za-z-]+){0,3}\s(?:[Aa]greement|[Cc]ontract|[Dd]eed|[Ll]ease)"
)
# What stands before the title on its line: "Schedule 13 G CUSIP No. 3 EXHIBIT 1 JOINT FILING STATEMENT".
_FILED_BEFORE = re.compile(r"^.*\b(?:HERETO\s+(?=[A-Z])|(?:EXHIBIT|Exhibit)\s+(?:[A-Z]|\d[\d.]*)\s+(?=[A-Z]))")
_TELLS = re.compile(
    r"\s*,?\s+(?:(?:is\s+|was\s+)?(?:BETWEEN|Between|between|BY\s+AND|By\s+and|by\s+and|AMONG|among|WITH|with|dated|DATED|Dated|as\s+of|AS\s+OF|effective|Effective|EFFECTIVE|made|ref\.?|PURSUANT|pursuant|Contract\s+No|AGREEMENT\s+SUMMARY)\b.*|—\s.*|[-–]\s+(?:[A-Z][\w.]*\s){1,6}(?:INC|LLC|LTD)\b.*|\((?:the|this|hereinafter|(?i:execution|draft|final|conformed))\b.*|\([\"“].*)$",
    re.S,
)
# No part of a title: notices about what was left out, and sentences in capitals.
_NOTICE = re.compile(
    r"(?!(?<=\bN)o\.\s\d{1,2}\s[Tt]o\s)[a-z]\.\s|\$|\bPORTIONS\b|\bDISCLOSED\b|\bPURSUANT\b|\bRULE\b|\bIS\b|\bSHALL\b|\bHAS\b|\bHAVE\b|\bOMITTED\b|\bREQUEST(?:ED)?\b|\bBEEN\b|\bTHIS\b|C\.F\.R|\bPortions\b|\bACCORDINGLY\b"
)
# The title in running text: "Orlo Hosting Agreement Between Orlo Limited And Hollin Inc."
_CALLED = re.compile(
    r"((?:(?:[A-Z][\w&’'-]*|and|of|for|&)\s+){1,8}?"
    + _LAST_NOUN
    + r")\s+(?:(?:standing|made|concluded|executed|entered\s+into)\s+)?(?:by\s+and\s+)?(?:[Bb]etween|BETWEEN)\s+[A-Z]"
)
# Behind the title on its line: companies, and the date.
_BEHIND_NOUN = re.compile(
    rf"(\b(?:AGREEMENT|CONTRACT|Agreement|Contract))\s+(?:(?:[A-Z][\w&.'’-]*,?\s+){{1,5}}?(?:INC|LLC|LTD|LIMITED|CORP|S\.A|PLC|GMBH|Inc|Ltd|Corp|Limited)\b.*|{_MONTH}\s\d{{1,2}},\s\d{{4}}|\d{{1,2}}\s(?i:{_MONTH})\s\d{{4}}\b.*)$"
)
_CHANGES = re.compile(rf"(?:\w+\s+)?{_NOUN}{_NUMBERED}\s+to\s", re.I)  # "Amendment No. 2 to Orlo, Inc. Agreement"
# What joined a line to names that are no part of the title; the date before it.
_LOOSE = re.compile(rf"\s(?:TO|FOR|BY|WITH|AND|OF|to|for|by|with|and|of)$|^(?i:{_MONTH})\s\d{{1,2}},\s\d{{4}},?\s")
_LEGAL_END = re.compile(
    r"\S.*\b(?:INC|LLC|L\.L\.C|LTD|CORP(?:ORATION)?|COMPANY|CO|LIMITED|L\.P|LP|GMBH|S\.A|N\.V|PLC|AG)\b[.,]?\s+(?:AND\s+|&\s+)?(?!.*\b(?:INC|LLC|LTD)\b)"
)


def read_title(document: Document, head: str, opened_at: int = -1) -> str | None:
    """The contract's or article's name; opened_at: where a contract introduces its parties.

    From the file's own metadata where that is trustworthy, else from the text.
    """
    stated = document.metadata.get("title")
    from_office = document.media_type.endswith("wordprocessingml.document")
    usable = stated if stated and not _PLACEHOLDER.fullmatch(stated) else None
    if usable and not from_office:
        return usable
    return _from_text(document, head, opened_at) or usable


def _from_text(document: Document, head: str, opened_at: int) -> str | None:
    for block in document.blocks[:12]:
        if block.kind == "title" or (block.kind == "heading" and block.level <= 2):
            words = plain(document.text[block.span.start : block.span.end])
            if words:
                return words
    opening = _opening_name(head, opened_at)
    contents = _CONTENTS.search(head[:_COVER])  # its lines look like titles
    cover = contents.start() if contents else _COVER
    found = _title_line(head[:cover], opening)
    if not found and opened_at > cover:
        found = _title_line(
            head[head.find("\n", opened_at - _BEFORE, opened_at) + 1 or opened_at : opened_at], opening, nearest=True
        )
    found = found or (_title_line(head[:_COVER], opening) if contents else None)
    if found or opening:
        return found or opening
    if bare := _BARE.search(head[:_COVER]):
        return bare[0]
    first = head.strip().partition("\n")[0].strip()
    headline = 3 < len(first) < _HEADLINE and first[-1] not in ".,;:" and not _NOT_TITLE.match(first)
    return _cut(first) or None if headline else None


def _opening_name(head: str, opened_at: int) -> str | None:
    """What the first sentence calls the document: "This Voice Licence Agreement is made ..."."""
    stop = opened_at if opened_at > 0 else _COVER
    place = max(0, stop - _BEFORE), min(len(head), stop + 5)
    all_found = sorted(_OPENED.finditer(head, *place), key=lambda m: m[0][:4].lower() != "this")
    for found in (*all_found, *_OPENED_FOR.finditer(head, *place)):
        words = plain(found[1])
        if (
            len(words.split()) > 1
            and len(words) < 140
            and _is_name(words)
            and ". " not in words
            and not _NOTICE.search(words)
        ):
            return re.sub(r"\s*[(“\"].*$", "", words) or None
    return None


def _title_line(cover: str, opening: str | None, nearest: bool = False) -> str | None:
    """The line of the cover that reads like a title, with the lines that it goes on in.

    opening: what the first sentence calls the document. A line with these words is surer than an earlier one.
    nearest: the last such line is the title, not the first.
    """
    lines = list(_lines(cover))[:_LINES]
    said = " ".join(cover.split()).casefold()
    wanted = (opening or "").casefold()
    first: str | None = None
    at = len(lines)
    for n, line in enumerate(lines):
        title = _title_of(lines, n, _FILED_AS.sub("", line).strip(), said)
        if title and wanted and wanted in title.casefold():
            return title if len(title) < _HEADLINE and ". " not in title else opening
        if title and (nearest or not first):
            first, at = title, n
    if first and wanted.endswith(first.casefold()):
        return opening  # the title stands on two lines
    begins = next((n for n, line in enumerate(lines) if wanted and line.casefold().startswith(wanted)), None)
    if begins is not None and begins < at:
        return opening  # the title begins a line that goes on
    for pattern in (_RUN, _CALLED):
        run = pattern.search(cover) if not first and not opening else None
        if run and len(run[1].split()) > 1 and not _NOTICE.search(run[1]):
            first = _cut(plain(run[1]))
    return first


def _title_of(lines: list[str], n: int, line: str, said: str) -> str | None:
    """The title that a line of the cover is or begins with. said: the cover in small letters, on one line."""
    if not line or _NOT_TITLE.match(line) or " | " in line:  # a row of a table
        return None
    if _LOWER_TITLE.fullmatch(line):
        return line
    if len(line) < 140 and _is_name(line):
        return _whole_title(lines, n, line, said) if _TITLE_WORD.search(line) and not _NOTICE.search(line) else None
    begun = _BEGUN.match(line)
    return _cut(plain(begun[1])) if begun and len(begun[1].split()) > 1 and _is_name(begun[1]) else None


def _whole_title(lines: list[str], n: int, line: str, said: str) -> str:
    """A title with the lines before and behind it that it goes on from and into."""
    words, alone = line, " " not in line
    for before in reversed(lines[max(0, n - 2) : n]):
        before = _FILED_AS.sub("", before).strip()
        if (
            before
            and (
                _JOINS.search(before)
                or f"this {before} {words}".casefold() in said  # the first sentence has both
                or (alone and " " in before and (before.isupper() or before.istitle()) and not has_form(before))
            )
            and len(before) < 100
            and _is_name(before)
            and not _NOT_TITLE.match(before)
            and not _NOTICE.search(before)
        ):
            words = f"{before} {words}"
        else:
            break
    for after in lines[n + 1 : n + 4]:
        if (
            (_JOINS.search(words) or _JOINED.match(after))
            and len(after) < 100
            and _is_name(after)
            and not _NOTICE.search(after)
        ):
            words = f"{words} {after}"
        else:
            break
    return _cut(words)


def _cut(words: str) -> str:
    """A title without the company's name before it and without what only tells of the contract behind it."""
    cut = _LEGAL_END.sub("", _FILED_AS.sub("", _FILED_BEFORE.sub("", words)))
    words = cut if _TITLE_WORD.search(cut) and not _CHANGES.match(words) else words
    words = _BEHIND_NOUN.sub(r"\1", words)
    behind = _TELLS.search(words)
    if behind and _TITLE_WORD.search(words[: behind.start()]):
        words = words[: behind.start()]
    words = re.sub(r"\b(AGREEMENT|CONTRACT)\s+(?:Agreement|Contract|Location)\b.*$", r"\1", words)
    words = _LOOSE.sub("", _TWICE.sub(r"\g<title>", words))
    return plain(re.sub(r"^(?:DBA|dba|d/b/a)\s+\w+\s+", "", words))


def _lines(head: str) -> Iterator[str]:
    for line in re.split(r"\n+| {3,}", head):
        words = plain(line)
        if len(words) > 1:
            yield words


def plain(words: str) -> str:
    """Words on one line, without markup and the punctuation around them."""
    return " ".join(_MARKUP.sub(" ", words).split()).strip(" .:-–—")


def _is_name(line: str) -> bool:
    """Whether a line is a name and not a sentence: few words in small letters."""
    words = [word for word in line.split() if word.isalpha() and len(word) > 3]
    return sum(word[0].islower() for word in words) <= len(words) / 4
