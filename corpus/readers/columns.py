"""Two columns of prose that a PDF stores line by line across the page: read the left one down, then the right one.

pdfium gives text in the order of the file. Most programs store a column as a whole; some, and most that add a text
layer to a scan, do not, and then every line runs into its neighbour. Tables look much the same: only columns whose
lines are filled like those of prose are taken apart.
"""

import ctypes
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

import pypdfium2.raw as raw

from .layer import Char, chars

_LINE = 50  # characters of a line that may hold two columns
_LINES = 8  # of them on a page of columns
_SAMPLED = 6  # lines that are looked at, two of them first
_GUTTER = 10.0  # points: a word space in justified text is seldom wider
_LETTER = 8.0  # points: the letter before the gap
_STEP = 4  # points
_WORDS = 3  # in a line of a column, at the median; a cell has fewer
_FILLED, _SHARE = 0.75, 0.6  # of a column's width, in that share of its lines: prose
_LETTERS = 0.6  # share of characters


def is_suspect(layer: Any, text: str, width: float) -> bool:
    """Whether long lines have a wide gap about the middle of the page; `text` as pdfium gives it.

    Asked of every page, so two lines are looked at first: a hundredth of what the text costs.
    """
    size, middle = len(text), width / 2
    if size < _LINE * _LINES or not (_parts(layer, text, size // 3, middle) or _parts(layer, text, -size // 3, middle)):
        return False
    places = range(size // (2 * _SAMPLED), size, size // _SAMPLED)
    return sum(_parts(layer, text, at, middle) for at in places) > _SAMPLED / 2


def _parts(layer: Any, text: str, at: int, middle: float) -> bool:
    """Whether the line around `at` reaches to both sides of the middle of the page and leaves it free."""
    at %= len(text)
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    end = end if end >= 0 else len(text)
    if end - start < _LINE:
        return False
    across, up = ctypes.c_double(), ctypes.c_double()

    def left_of(number: int) -> bool:
        raw.FPDFText_GetCharOrigin(layer, number, across, up)
        return across.value < middle

    # Characters of a line come from left to right: the first one past the middle, and the last one before it.
    past = bisect_left(range(start, end), True, key=lambda number: not left_of(number)) + start
    if past in (start, end):
        return False
    before = past - 1
    while before > start and text[before].isspace():
        before -= 1
    while past < end - 1 and text[past].isspace():
        past += 1
    left_of(before)
    last = across.value
    left_of(past)
    return across.value - last >= _GUTTER + _LETTER


class _Word(NamedTuple):
    """A word of a page, and the numbers of its first and last character."""

    text: str
    left: float
    right: float
    middle: float  # how far down
    first: int
    last: int


def ordered(page: Any, layer: Any, text: str) -> str:
    """The text of a page with its columns one after the other; unchanged where it has none that were mixed up."""
    letters = chars(layer, raw.FPDF_GetPageHeightF(page))
    words = _words(letters)
    rows = _rows(words)
    gutter = _gutter(rows, raw.FPDF_GetPageWidthF(page))
    band = _band(rows, gutter)
    left = [[word for word in row if word.right < gutter] for row in band]
    right = [[word for word in row if word.left > gutter] for row in band]
    both = sum(bool(a and b) for a, b in zip(left, right, strict=True))
    inside = sorted((word for row in band for word in row), key=lambda word: word.first)
    changes = sum((a.left > gutter) != (b.left > gutter) for a, b in pairwise(inside))
    if both < _LINES or changes < both or not (_is_prose(left) and _is_prose(right)):
        return text
    first, last = inside[0].first, inside[-1].last
    parts = ["".join(char.text for char in letters[:first]).rstrip()]
    taken = {word.first for word in inside}
    loose = [word for word in words if first < word.first < last and word.first not in taken]
    top = band[0][0].middle
    parts += [_line(row) for row in _rows([word for word in loose if word.middle < top])]
    parts += [_line(row) for side in (left, right) for row in side if row]
    parts += [_line(row) for row in _rows([word for word in loose if word.middle >= top])]
    parts.append("".join(char.text for char in letters[last + 1 :]).lstrip())
    return "\n".join(filter(None, parts)).replace("\x02", "-").replace("\ufffe", "-")


def _words(letters: Sequence[Char]) -> list[_Word]:
    words: list[_Word] = []
    for number, (text, place) in enumerate(letters):
        if place is None or not text or text.isspace():
            continue
        middle = (place[1] + place[3]) / 2
        if words and words[-1].last == number - 1 and -2 < place[0] - words[-1].right < 3:
            before = words[-1]
            words[-1] = before._replace(text=before.text + text, right=place[2], last=number)
        else:
            words.append(_Word(text, place[0], place[2], middle, number, number))
    return words


def _rows(words: Sequence[_Word]) -> list[list[_Word]]:
    """Words that stand on one line across the page, from left to right; lines from the top."""
    rows: list[list[_Word]] = []
    for word in sorted(words, key=lambda word: word.middle):
        if rows and word.middle - rows[-1][0].middle < 4:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word.left) for row in rows]


def _gutter(rows: Sequence[Sequence[_Word]], width: float) -> float:
    """Where most lines have words on both sides and none across, in the middle third of the page."""

    def parted(at: float) -> int:
        free = _GUTTER / 2
        return sum(
            row[0].right < at < row[-1].left and not any(w.left < at + free and w.right > at - free for w in row)
            for row in rows
        )

    places = range(round(width / 3), round(width * 2 / 3), _STEP)
    counts = [parted(at) for at in places]
    best = [at for at, count in zip(places, counts, strict=True) if count == max(counts)]
    return best[len(best) // 2] if best else width / 2


def _band(rows: Sequence[list[_Word]], gutter: float) -> list[list[_Word]]:
    """The longest run of lines that no word crosses the gutter in."""
    runs: list[list[list[_Word]]] = [[]]
    for row in rows:
        if any(word.left < gutter < word.right for word in row) or (
            row[0].right < gutter and row[-1].left > gutter and (gap := _across(row, gutter)) < _GUTTER / 2 and gap
        ):
            runs.append([])
        else:
            runs[-1].append(row)
    return max(runs, key=len)


def _across(row: Sequence[_Word], gutter: float) -> float:
    before = max((word.right for word in row if word.right < gutter), default=gutter)
    after = min((word.left for word in row if word.left > gutter), default=gutter)
    return after - before


def _is_prose(side: Sequence[Sequence[_Word]]) -> bool:
    lines = [row for row in side if row]
    if len(lines) < _LINES:
        return False
    start, end = min(row[0].left for row in lines), max(row[-1].right for row in lines)
    filled = sum(row[-1].right - row[0].left >= _FILLED * (end - start) for row in lines)
    text = "".join(word.text for row in lines for word in row)
    return (
        median(map(len, lines)) >= _WORDS
        and filled >= _SHARE * len(lines)
        and sum(map(str.isalpha, text)) >= _LETTERS * len(text)
    )


def _line(row: Sequence[_Word]) -> str:
    return " ".join(word.text for word in row)
