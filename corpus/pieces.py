"""Pieces: the runs of text between breaks that passages are put together from, each with the weight of its break."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from .model import Block, Document

FURNITURE = "\x00"  # stands for page furniture in the text that is taken apart

# How sure it is that something ends before a piece.
INSIDE, LINE, WIDE, PAGE, HARD = range(5)

# Between pieces: line ends, furniture, tabs, or the runs of spaces that stand for line ends in flattened text. A line
# that goes on in small letters is no break (two thirds of the lines of a contract), unless they are a number or a
# bullet: "a)", "o ".
_BREAK = re.compile(r"(?:[\x00\f\t]|\n(?! ?(?!o |[ivx]{2,5}[.)]\s)[a-z][^.)\n])| (?=[\s\x00]))[\s\x00]*")
_ROMAN = re.compile(r"[ivx]{2,5}[.)]\s")
# Words that a number behind them is one with, whatever space is between.
_ANNOUNCING = ("Section", "SECTION", "Article", "ARTICLE", "Exhibit", "EXHIBIT", "Schedule", "SCHEDULE")
_NUMBER = re.compile(r"\d|[IVXL]+\b")
_ANNOUNCED = max(map(len, _ANNOUNCING))
_APART = 30  # characters between such a word and its number, at most
_SPACE = re.compile(r"[\x00\s]*")
_BOLD_LINE = re.compile(r"(?m)^\*\*\d[^*\n]{1,80}\*\*(?: *\n|\Z)")
_MARKUP = re.compile(r"[*_#>\s\\\u200b\u200d\ufeff]*")
_PAGE_LINES = 4  # line ends; flattened text has two between paragraphs and more between pages
_WIDE_SPACES = 3  # two are a line end or an old typist's full stop
# Wide spaces inside sentences; each pattern begins with a space, which the search skips to.
_FILLED = re.compile(r" (?<=[a-z,] ) {2,}(?=[a-z])")
_WIDE_SPACE = re.compile(r" {3,}")
_FILLED_SHARE = 0.1
_DOUBLED = re.compile(r" (?<=[a-z,] ) +(?=[a-z])")
_JUSTIFIED_SHARE = 0.1  # of the words, in text that a typist justified: 0.14 to 0.32, elsewhere under 0.08
_FILLING = 3  # spaces with which a typist fills a line, at most
_SAMPLE = 10_000  # characters, from the middle: the beginning may be a table of contents
_UNBROKEN = 600  # characters without a break: paragraphs were run together
_RUN_ON = 60  # characters of a shorter piece behind which the next number of a series may follow its sentence
# Where a numbered clause may begin inside an unbroken piece; what it follows is checked later. The first character
# is what stands before: a fixed set lets the search skip ahead.
_INNER = re.compile(
    r"""[ \n](?=[\dA-Z(]|[a-z]\.)(?:
        \d{1,2}(?:\.\d{1,3}){0,3}[.)]?(?=[ ]+["“A-Z\[])
      | \d{1,2}(?:\.\d{1,2}){1,3}[.)]?(?=[ ]+\([a-z1]{1,3}\))
      | \((?:[a-z]{1,4}|\d{1,2})\)(?=[ ]+["“A-Z])
      | (?:[A-Za-z]\.|[a-z]\))(?=[ ]+[A-Z])
      | (?:ARTICLE|Article|SECTION|Section)[ ]+(?:[IVXL]{1,6}|ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN|\d{1,2}(?:\.\d{1,2})?)\b[.:]?(?=[ ]+[A-Z"“\[])
      | (?:ARTICLE|SECTION)[ ]+(?:[IVXL]{1,6}|\d{1,2})\.?$
      | (?:EXHIBIT|SCHEDULE|ANNEX|APPENDIX|RIDER)[ ]["“]?[A-Z0-9]\b
      | (?<=[.;:][ ])(?=[A-Z][a-z]+(?:[ ](?:[A-Z][a-z]+|of|and|the|for|to|in|on|or|a)){0,6}[ ]\d{1,2}\.[ ]+[A-Z])
      | IN[ ]WITNESS[ ]WHEREOF | WHEREAS, | NOW,?[ ]THEREFORE )
      | (?<!\d)[.;:](?=\d{1,2}\.\d{1,2}(?:\.\d{1,2})?[ ][A-Z])""",
    re.X,
)
# In shorter pieces only numbers with a heading or sentence of their own behind the end of another.
_INNER_NUMBER = re.compile(
    r"[.;:)\]”\"](?: and| or)? +(?=\d{1,2}(?:\.\d{1,3}){0,3}\.? +[“\"A-Z]|(?:[a-z][.)]|\((?:[a-z]{1,4}|\d{1,2})\)) +[A-Z]|ARTICLE +(?:[IVXL]{1,6}|\d{1,2})\.?$)"
)
# The heading of a clause whose first item follows in the same line: "4. Pay. (a) The fee".
_FIRST_ITEM = re.compile(  # the first character lets most lines fail at once
    r"(?:\d{1,3}(?:\.\d{1,2}){0,3}\.?|[A-Z]\.|(?:Section|SECTION|Article|ARTICLE)\s\S+)\s+[A-Z](?:[^.;:]{2,80}[.:]\s+(?=(?:\((?:a|i|1|A)\)|a[.)])\s)"
    r"|[\w'’-]*(?:,?\s(?:[A-Z][\w'’&/-]*|of|and|the|for|to|in|on|by|or|&)){0,8}\s(?=(?:\((?:a|i|1|A)\)|a[.)]|\d{1,2}\.1\.?)\s(?:[\"“A-Z]|[a-z][A-Z])))"
)
# A running head that was not told from the first clause of its page: "Execution Version 1.35 Invention means".
_HEADED = re.compile(r"(?:\d{1,3}|[^.;:\d][^.;:]{2,80}?) (?=\d{1,2}(?:\.\d{1,2}){1,3}\.? +[“\"A-Z])")
# A page number, or a rule, that was not told from the clause behind it: "3 (c) The fee".
_PAGED = re.compile(
    r"(\d{1,3}|[-_=]{10,}) +(?=\((?!(?:a|i|1|A)\))[a-z]{1,4}\) |ARTICLE |(?:ANNEX|Annex|EXHIBIT|Exhibit|SCHEDULE|Schedule|APPENDIX|Appendix) [A-Z\d]"
    r"|Article [\dIVX]|SECTION \d|Section \d|\d{1,2}(?:\.|(?:\.\d{1,2})+\.?)(?: +[A-Z]|$))"
)
# Markdown escapes the dot of a number only where a list would begin.
_ESCAPED = re.compile(r"[.A-Za-z\"”) ](?=\d{1,2}\\\.[\s*A-Z])")


class Piece(NamedTuple):
    """A run of text without a break. gap: what is before it; cut: it goes on in the next piece without a gap."""

    start: int
    end: int
    gap: int
    cut: bool = False
    block: Block | None = None


def blanked(document: Document) -> str:
    """The text with every character of furniture replaced by FURNITURE and plain spaces for hard ones; offsets hold."""
    text = document.text.replace(FURNITURE, " ") if FURNITURE in document.text else document.text
    text = text.replace("\xa0", " ")
    parts: list[str] = []
    at = 0
    for span in document.furniture:
        parts += text[at : span.start], FURNITURE * len(span)
        at = span.end
    return "".join((*parts, text[at:])) if parts else text


def continues(text: str, at: int) -> bool:
    """Whether a line goes on in the middle of a sentence: in small letters that are no number and no typed bullet."""
    if not text[at].islower() or text[at + 1 : at + 2] in (".", ")") or text[at : at + 2] == "o ":
        return False
    return text[at] not in "ivx" or _ROMAN.match(text, at) is None


def pieces(document: Document, text: str) -> Iterator[Piece]:
    """The pieces of a document: blocks where its format names them, lines elsewhere. text: from `blanked`."""
    pages = frozenset(_word(text, page) for page in document.pages[1:])
    spaces = _wide_spaces(text)
    at = 0
    for block in document.blocks:
        start, end = block.span.start, block.span.end
        if start > at:
            yield from _lines(text, at, start, pages, spaces)
        if block.kind in ("paragraph", "item"):
            for line_start, line_end in _apart(text, start, end):
                for piece in _parts(text, line_start, line_end, HARD):
                    yield piece._replace(block=block)
        elif end > start:
            yield Piece(start, end, HARD, False, block)
        at = max(at, end)
    yield from _lines(text, at, len(text), pages, spaces)


def past_markup(text: str, start: int, end: int) -> int:
    """Where the words of a piece begin behind marks for bold, headings and quotations."""
    found = _MARKUP.match(text, start, end)
    return found.end() if found else start


def _apart(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A paragraph; one whose lines Markdown breaks, cut around lines that are a number and words in bold."""
    at = start
    for found in _BOLD_LINE.finditer(text, start, end) if text.find("  \n", start, end) >= 0 else ():
        for place in found.span():
            if place > at:
                yield at, place
                at = place
    if end > at:
        yield at, end


def _word(text: str, at: int) -> int:
    """Where the first word from `at` on begins."""
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _lines(text: str, start: int, stop: int, pages: frozenset[int], spaces: tuple[int, int]) -> Iterator[Piece]:
    """The pieces of a stretch that only its line ends and spaces structure."""
    at, gap = start, HARD
    wide, filling = spaces
    for found in _BREAK.finditer(text, start, stop):
        begin, end = found.span()
        if end - begin <= filling and text[begin:end] == " " * (end - begin):
            continue
        if begin - at <= _ANNOUNCED and text[at:begin] in _ANNOUNCING and _NUMBER.match(text, end):
            continue  # "Section" and, behind a wide space, "3.2"; "ARTICLE" and "IX"
        if begin > at:
            if begin - at < _RUN_ON and gap != PAGE:  # most pieces
                yield Piece(at, begin, gap)
            else:
                yield from _parts(text, at, begin, gap)
        if end - begin == 1 and text[begin] == "\n" and end not in pages:  # most breaks, decided first
            gap = LINE
        elif begin > start:
            gap = _weight(text[begin:end], end in pages, wide)
        at = end
    if at < stop:
        yield from _parts(text, at, stop, gap)


def _wide_spaces(text: str) -> tuple[int, int]:
    """What a wide space weighs, less where many stand inside sentences; and how many spaces only fill a line."""
    middle = max(0, (len(text) - _SAMPLE) // 2)
    sample = text[middle : middle + _SAMPLE]
    wide = len(_WIDE_SPACE.findall(sample))
    filled = wide > 0 and len(_FILLED.findall(sample)) > _FILLED_SHARE * wide
    justified = len(_DOUBLED.findall(sample)) > _JUSTIFIED_SHARE * len(sample.split())
    return LINE if filled or justified else WIDE, _FILLING if justified else 0


def _weight(words: str, new_page: bool, wide: int) -> int:
    lines = words.count("\n")
    if new_page or lines >= _PAGE_LINES or FURNITURE in words or "\f" in words:
        return PAGE
    if lines:
        return HARD if lines > 1 else LINE
    return wide if len(words) >= _WIDE_SPACES or "\t" in words else LINE


def _parts(text: str, start: int, end: int, gap: int) -> Iterator[Piece]:
    """A piece; a long one in the parts at which numbered clauses may begin."""
    at = start
    paged = _PAGED.match(text, start, end) if gap == PAGE or text[start] in "-_=" else None
    if paged is not None:
        yield Piece(start, paged.end(1), gap)
        at = start = paged.end()
    if end - start >= _RUN_ON:
        if text.find("\n", start, end) >= 0:  # lines that go on in small letters
            places: list[int] = []
        elif end - start >= _UNBROKEN:
            places = [found.start() + 1 for found in _INNER.finditer(text, start, end)]
        else:
            places = [found.end() for found in _INNER_NUMBER.finditer(text, start, end)]
        first = _FIRST_ITEM.match(text, start, end) or (_HEADED.match(text, start, end) if gap >= PAGE else None)
        firsts = [found.end() for place in places if (found := _FIRST_ITEM.match(text, place, end))]
        if first:
            firsts.append(first.end())
        if firsts:
            places = sorted({*places, *firsts})
        if text.find("\\", start, end) >= 0:
            places = sorted({*places, *(found.end() for found in _ESCAPED.finditer(text, start, end))})
        for place in places:
            if place > at and not text[max(at, place - _APART) : place].rstrip().endswith(_ANNOUNCING):
                yield Piece(at, place, gap, True)
                at, gap = place, INSIDE
    if end > at:
        yield Piece(at, end, gap)
