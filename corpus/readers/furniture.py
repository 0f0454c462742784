"""Page furniture: running heads, running feet and page numbers, told from prose by shape and repetition."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from ..model import Span

# Alone at the edge of a page these are furniture even once. Plain numbers are checked against their pages, see below.
_UNIVERSAL = re.compile(
    r"""\s*(?:
        page\s+\d{1,4}(?:\s+(?:of|/)\s+\d{1,4})? | \d{1,4}\s(?:of|/)\s\d{1,4}  # Page 3   Page 3 of 10   3 / 10
      | [-–—]\s?\d{1,4}\s?[-–—] | \[\d{1,4}\]                                 # - 12 -   [12]
      | [-–—]?\s?[ivx]{1,6}\s?[-–—]?                                          # ii
      | [A-Z]{1,3}\s?[-–—]\s?\d{1,3}                                          # A-1
      | (?:\d{1,4}\s+)?source:\s.{2,120},\s[\w\s()/-]{1,20},\s\d{1,2}/\d{1,2}/\d{2,4}  # the foot of a filing service
      | </?page>\s*\d{0,4} | \d{1,4}\s*</?page>
    )\s*""",
    re.I | re.X,
)
_PAGE_OF = re.compile(r"page\s+\d{1,4}\s+(?:of|/)\s+\d{1,4}", re.I)
_NUMBER = re.compile(r"\s*(\d{1,4})(\.?)\s*")
_ALONE = re.compile(r"(?m)\n *([-–—]? ?\d{1,3} ?[-–—]?) *$")
_FILING = re.compile(r"Source: [^\n]{2,120}?, [\w/-]{1,12}(?: \([\w -]{1,15}\)| 13[DG](?:/A)?)?, \d{1,2}/\d{1,2}/\d{4}")
_TAG = re.compile(r"</?PAGE>(?:[ \t]*\d{1,4}(?=\s))?", re.I)
_DIGITS = re.compile(r"\d+")
# Repeated at page edges without being furniture: signature lines, lines without words, small words.
_KEPT = re.compile(
    r"\s*(?:(?:by|its?|name|title|date|signature|signed|attn|attention|witness|cc)\b[^:]{0,12}:.*|.*/s/.*"
    r"|for\s+and\s+on\s+behalf.*|[^A-Za-z]*|(?:\S*[^A-Za-z\s])?[a-z]+[;,.:]?|\(?[A-Za-z]{1,4}\)?\.?)\s*",
    re.I | re.S,
)
# Headings that differ only in their number are headings; word for word the same on many pages they are furniture.
_HEADING = re.compile(
    r"\s*(?:(?:exhibit|schedule|annex|appendix|attachment|article|section|part|rider)\s+[\dA-Z]|\d{1,2}(?:\.\d{1,2})+\.?\s+\w)",
    re.I,
)
_EDGE = 4  # lines at the top and at the bottom of a page that may be furniture
_LONGEST = 250  # characters; a notice of confidentiality is the longest running foot
_REPEATS = 3  # pages with the same line; two may be chance
# Between two page numbers of flattened text: less is a numbered list, more is another document.
_PAGE_LENGTH = (500, 15_000)


def of_pages(text: str, pages: Sequence[int]) -> tuple[Span, ...]:
    """The furniture of a text with pages and visual lines. Spans are in order and do not overlap."""
    edges = [_edge_lines(text, start, end) for start, end in zip(pages, (*pages[1:], len(text)), strict=True)]
    seen = Counter(mask for halves in edges for mask in {line.mask for half in halves for line in half})
    exact = Counter(words for halves in edges for words in {line.words for half in halves for line in half})
    offsets = Counter(_offsets(edges))
    found: list[Span] = []
    for page, halves in enumerate(edges):
        of_page: list[Span] = []
        for at_top, half in zip((True, False), halves, strict=True):
            prose = False
            for line in half:  # from the edge inward: behind prose only what counts the pages is furniture
                number = _NUMBER.fullmatch(line.words) if len(line.words) < 6 else None
                if number:
                    steady = offsets[int(number[1]) - page] >= _REPEATS
                    furniture = (steady and not (prose and number[2])) or (not at_top and not number[2] and not prose)
                elif prose:
                    furniture = _PAGE_OF.fullmatch(line.words) is not None
                else:
                    furniture = len(line.words) <= _LONGEST and (
                        _repeated(line.words, seen[line.mask], exact[line.words])
                        or _UNIVERSAL.fullmatch(line.words) is not None
                    )
                if furniture:
                    of_page.append(line.span)
                prose = prose or not furniture
        # Forms that repeat line for line are text, but for their first and last lines.
        whole = len(of_page) >= _EDGE and {line.span for half in halves for line in half} == set(of_page)
        found += [min(of_page), max(of_page)] if whole else of_page
    # Pages of the original inside the pages of the file, as filing services make them.
    # With a line end before the text: a pattern for the beginning of a line would be tried at every character.
    numbers = _ALONE.finditer(f"\n{text}")
    alone = [(Span(m.start(1) - 1, m.end(1) - 1), int(m[1].strip(" -–—"))) for m in numbers]
    tags = (Span(*m.span()) for m in _TAG.finditer(text)) if "<" in text else ()
    return _merged([*found, *_counted(alone), *tags])


def _repeated(words: str, alike: int, same: int) -> bool:
    """Whether a line is on enough pages: the same but for its digits, or exactly the same where it is a heading."""
    return (same if _HEADING.match(words) else alike) >= _REPEATS and not _KEPT.fullmatch(words)


class _Line(NamedTuple):
    """A line at the edge of a page. mask: its words with every number as "#"."""

    span: Span
    words: str
    mask: str


def _line(text: str, start: int, end: int) -> _Line | None:
    words = text[start:end].strip()
    return _Line(Span(start, end), words, _DIGITS.sub("#", words)) if words else None


def _offsets(edges: Iterable[tuple[list[_Line], list[_Line]]]) -> Iterator[int]:
    """For every number at a page edge how far it is from the count of pages: page numbers keep their distance."""
    for page, halves in enumerate(edges):
        numbers = (_NUMBER.fullmatch(line.words) for half in halves for line in half if len(line.words) < 6)
        yield from {int(number[1]) - page for number in numbers if number}


def _edge_lines(text: str, start: int, end: int) -> tuple[list[_Line], list[_Line]]:
    """The first and the last lines of a page that are not blank, each list from the edge inward; they may overlap."""
    top: list[_Line] = []
    at = start
    while len(top) < _EDGE and at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        line = _line(text, at, stop)
        if line:
            top.append(line)
        at = stop + 1
    bottom: list[_Line] = []
    stop = end
    while len(bottom) < _EDGE and stop > start:
        at = text.rfind("\n", start, stop) + 1 or start
        line = _line(text, at, stop)
        if line:
            bottom.append(line)
        stop = at - 1
    return top, bottom


_GAP = re.compile(r"(?:[\n\t\f]| (?=\s))\s*")
# Line ends: paragraphs have two, pages of flattened text more. Apart, for a search skips to what begins with a plain character.
_PAGE_GAPS = (re.compile(r"\n[ \t]*(?:\n[ \t]*){3,}"), re.compile(r"\f"))
_CLAUSE = re.compile(r"\n\d{1,2} {3,12}[A-Z][^\n]{2,60}\n")  # "1     Definitions" in a line of its own
_LAST_NUMBER = re.compile(r"(?:(?<=[\s.;:,)])|^)[-–—]?\s?(\d{1,3})\s?[-–—]?$")
# Clause numbers, what an annex is called and blanks: next to a head or foot they are the page's own.
_INNER = re.compile(
    r"\d*(?:\.\d*)+|\(\w{1,4}\)|[^\w]+|exhibit|schedule|annex|appendix|attachment|article|section|part|rider", re.I
)
_TOKEN = re.compile(r"\S+")
_CHANCE = 4  # words in a row that pages share only where they share a head or a foot
_ALIKE = 2  # of the four pages nearest to one that begin or end as it does
_SHORT = 40  # characters; page numbers and their dashes are shorter
_REACH = 700  # characters from a page's edge in which its head or foot lies


def of_flat_text(text: str) -> tuple[Span, ...]:
    """The furniture of a text whose pages were run together, where a foot may stand in the middle of a sentence."""
    feet = [Span(*m.span()) for pattern in (_FILING, _TAG) for m in pattern.finditer(text)]
    breaks = sorted([*feet, *(Span(*m.span()) for pattern in _PAGE_GAPS for m in pattern.finditer(text))])
    edges = list(_shared(text, _bodies(text, breaks))) if len(breaks) >= _REPEATS else []
    before = (max(0, span.start - _SHORT) for span in feet)
    ends = {at + len(text[at : span.start].rstrip()) for at, span in zip(before, feet, strict=True)}
    ends.update(span.start for span in [*breaks, *edges])
    return _merged([*feet, *edges, *_numbers(text, ends)])


def _bodies(text: str, breaks: Sequence[Span]) -> list[Span]:
    """The stretches between page breaks."""
    bodies: list[Span] = []
    at = 0
    for gap in [*breaks, Span(len(text), len(text))]:
        if gap.start > at and not text[at : gap.start].isspace():
            bodies.append(Span(at, gap.start))
        at = max(at, gap.end)
    return bodies


def _shared(text: str, bodies: Sequence[Span]) -> Iterator[Span]:
    """What a page begins or ends with, digits aside, as do at least two of the four pages nearest to it."""
    for at_top in (True, False):
        parts = [_edge(body, at_top) for body in bodies]
        edges = [text[part.start : part.end].split()[:: 1 if at_top else -1] for part in parts]
        for page, words in enumerate(edges):
            near = [edges[other] for other in range(max(0, page - 2), min(len(edges), page + 3)) if other != page]
            shared = sorted(_common(words, other) for other in near)
            count = shared[-_ALIKE] if len(shared) >= _ALIKE else 0
            while count and _INNER.fullmatch(words[count - 1]):
                count -= 1
            if not count:
                continue
            places = [word.span() for word in _TOKEN.finditer(text, parts[page].start, parts[page].end)]
            run = places[:count] if at_top else places[-count:]
            start, end = run[0][0], run[-1][1]
            if _HEADING.match(text, start, end) and sum(other[:count] == words[:count] for other in near) < _ALIKE:
                continue  # "Section 7" and, two pages on, "Section 8"
            aligned = _GAP.match(text, end) if at_top else text[max(0, start - 2) : start].isspace()
            if (aligned or count >= _CHANCE) and not _KEPT.fullmatch(text, start, end):
                yield Span(start, end)


def _edge(body: Span, at_top: bool) -> Span:
    """The part of a page near one edge."""
    if at_top:
        return Span(body.start, min(body.end, body.start + _REACH))
    return Span(max(body.start, body.end - _REACH), body.end)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words are the same but for their digits."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b and _DIGITS.sub("#", a) != _DIGITS.sub("#", b):
            break
        count += 1
    return count


def _numbers(text: str, page_ends: set[int]) -> Iterator[Span]:
    """Page marks that stand alone between line ends or wide spaces, or end a page."""
    numbers: list[tuple[Span, int]] = []
    at = 0
    for start, end in chain((gap.span() for gap in _GAP.finditer(text)), ((len(text), len(text)),)):
        if start in page_ends or start - at <= _SHORT:
            whole = _NUMBER.fullmatch(text, at, start)
            last = _LAST_NUMBER.search(text, max(at, start - 8), start) if start in page_ends and not whole else None
            if whole and (not whole[2] or start in page_ends) and not _CLAUSE.match(text, max(0, at - 1)):
                numbers.append((Span(at, start), int(whole[1])))
            elif last:
                numbers.append((Span(*last.span()), int(last[1])))
            elif (
                start > at
                and _UNIVERSAL.fullmatch(text, at, start)
                and (start in page_ends or not text[at:start].isalpha())
            ):
                yield Span(at, start)
        at = end
    yield from _counted(numbers)


def _counted(numbers: Sequence[tuple[Span, int]]) -> Iterator[Span]:
    """Those numbers that count pages: each one more (or two: a page without) than the last, a page's length apart."""
    runs: list[list[tuple[Span, int]]] = []
    for span, number in numbers:
        for run in reversed(runs[-40:]):
            last, value = run[-1]
            apart = span.start - last.end
            if 0 < number - value <= 2 and _PAGE_LENGTH[0] <= apart <= _PAGE_LENGTH[1] * (number - value):
                run.append((span, number))
                break
        else:
            runs.append([(span, number)])
    for run in runs:
        if len(run) >= _REPEATS:
            yield from (span for span, _ in run)


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            span = Span(merged[-1].start, max(merged.pop().end, span.end))
        merged.append(span)
    return tuple(merged)
