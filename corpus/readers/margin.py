"""Clause numbers that a PDF stores in a column of their own: each goes before the line that it is printed beside."""

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Any, NamedTuple

import pypdfium2.raw as raw

from .layer import char

_NUMBER = re.compile(r"[ \t]*(?:\(?(?:[A-Za-z]|[ivx]{2,5}|\d{1,2})[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?)[ \t]*")
_RUN = 3  # numbers one below the other, with nothing beside them in the order of the file
# Begins with a line end outside of what is repeated: only so does the search skip to it.
_RUNS = re.compile(rf"\n{_NUMBER.pattern}\r?(?:\n{_NUMBER.pattern}\r?){{{_RUN - 1}}}\n")
_SAME_LINE = 4.0  # points between the middles of what is printed on one line
_BESIDE = 0.6  # share of the numbers of a run that have a line beside them


class _Line(NamedTuple):
    text: str
    left: float
    middle: float  # how far down


def is_suspect(text: str) -> bool:
    """Whether numbers stand one below the other without words; `text` as pdfium gives it."""
    return _RUNS.search(f"\n{text}\n") is not None


def ordered(page: Any, layer: Any, text: str) -> str:
    """The text of a page with such numbers before their lines; unchanged where they stand beside none."""
    if raw.FPDFText_CountChars(layer) < len(text):
        return text
    lines = _lines(text, layer, raw.FPDF_GetPageHeightF(page))
    numbered = [_NUMBER.fullmatch(line.text) is not None for line in lines]
    before: dict[int, list[int]] = {}  # the numbers of each line
    for alone, group in groupby(range(len(lines)), numbered.__getitem__):
        run = list(group)
        if not alone or len(run) < _RUN:
            continue
        beside = [(n, _beside(n, lines, numbered)) for n in run]
        found = [(n, at) for n, at in beside if at is not None]
        if len(found) < _BESIDE * len(run):
            continue
        for n, at in found:
            before.setdefault(at, []).append(n)
    moved = {n for numbers in before.values() for n in numbers}
    parts = [
        " ".join([*(lines[n].text.strip() for n in sorted(before.get(at, ()), key=lambda n: lines[n].left)), line.text])
        for at, line in enumerate(lines)
        if at not in moved
    ]
    return "\n".join(parts)


def _beside(number: int, lines: Sequence[_Line], numbered: Sequence[bool]) -> int | None:
    """The line of words that begins on the right of a number, at the same height."""
    here = lines[number]
    right = [
        at
        for at, line in enumerate(lines)
        if not numbered[at] and line.left > here.left and abs(line.middle - here.middle) < _SAME_LINE
    ]
    return min(right, key=lambda at: lines[at].left, default=None)


def _lines(text: str, layer: Any, height: float) -> list[_Line]:
    lines: list[_Line] = []
    at = 0
    for words in text.split("\n"):
        letters = (char(layer, number, height) for number in range(at, at + len(words)))
        box = next((letter.box for letter in letters if letter.box and not letter.text.isspace()), None)
        left, middle = (box[0], (box[1] + box[3]) / 2) if box else (0.0, -1.0)
        lines.append(_Line(words.rstrip("\r"), left, middle))
        at += len(words) + 1
    return lines
