"""Series of clause numbers over a whole document: where one leaves out a number that the text has, and which count
the items of a list inside a clause."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from .numbers import Mark, Value, follows
from .pieces import INSIDE, LINE, PAGE, Piece

# Words before a number that refers to a clause.
BEFORE_REFERENCE = frozenset(["in", "of", "to", "under", "with", "by", "per", "see", "from", "pursuant"])
REFERS = frozenset(
    "section sections article articles clause clauses and no. paragraph exhibit schedule".split()  # noqa: SIM905
)
_ROMAN = frozenset("ivxIVX")  # letters that are roman numerals, where they do not follow the letter before
_FIGURES = "0123456789.:) "
_REACH = 20  # characters before a number in which the word before it is looked for
_ENDS = '.;:)”"'  # what ends the clause before a whole number
_LONGEST = 8000  # characters between two clauses of a series, with the lists between them


@dataclass(slots=True)
class _Series:
    """Numbers that follow one another. items: the pieces with its whole numbers, if it began with 1."""

    last: Value
    at: int  # where the last stands in the text
    headed: bool  # whether the first has a heading
    begun: bool  # with its first number; what goes on with another may be a reference
    items: list[int] = field(default_factory=list[int])

    def goes_on(self, value: Value) -> bool:
        last = self.last
        if follows(last, value):
            return True
        return value[-1] < 2 and value[:-1] in (last, (last[0] + 1,))


def listed(numbered: Sequence[tuple[int, int, Mark]], headed: Callable[[int, Mark], bool]) -> Iterator[int]:
    """The pieces whose whole numbers stand between two clauses of which one follows the other: items, rows of a table.

    numbered: the pieces with clause numbers, where they begin, and the numbers. headed: whether a heading follows one.
    """
    running: list[_Series] = []  # the outermost first
    decimals = [(at, mark.value) for at, _, mark in numbered if len(mark.value) > 1]
    decimals.reverse()
    for n, start, mark in numbered:
        value = mark.value
        while decimals and decimals[-1][0] <= n:
            decimals.pop()
        if not mark.style.startswith("dec"):
            running.clear()
            continue
        whole = len(value) == 1 and mark.text[0].isdigit()
        fits = [
            depth
            for depth, series in enumerate(running)
            if series.goes_on(value)
            and (len(value) > 1 or start - series.at < _LONGEST)
            # a row 7. below 6.2, behind which 6.3 comes
            and not (
                whole
                and len(series.last) > 1
                and decimals
                and len(decimals[-1][1]) > 1
                and follows(series.last, decimals[-1][1])
            )
        ]
        if fits:
            depth = max(fits, key=lambda depth: (running[depth].begun, depth))
            if whole and not running[depth].headed and headed(n, mark):
                depth = max((depth for depth in fits if running[depth].headed), default=depth)
            for series in running[depth + 1 :]:
                if len(series.last) == 1:
                    yield from series.items
            del running[depth + 1 :]
            running[depth].last, running[depth].at = value, start
        else:
            running.append(_Series(value, start, whole and headed(n, mark), value[-1:] < (2,)))
        if whole and running[-1].begun:
            running[-1].items.append(n)


def gaps(text: str, pieces: Sequence[Piece], marks: Sequence[Mark | None]) -> Iterator[tuple[int, int, Mark]]:
    """Numbers that a series leaves out and that stand between their neighbours: the piece, where in it, and the number.

    Between 6.1 and 6.3 a "6.2" that begins a sentence is a clause, whatever precedes it, and so are "12 Notices" between
    11. and 13. and "(d)" between (c) and (e).
    """
    last: Value = ()
    before = 0  # the piece of the last number
    other: Value = ()  # a number that goes on with nothing: a reference, or the first that the next goes on with
    letters: dict[str, tuple[int, int]] = {}  # the last letter of a list in a clause, and its piece, by its stops
    for n, mark in enumerate(marks):
        if mark is None:
            continue
        value, found = mark.value, None
        if len(mark.letters) == 1 and _begins(text, pieces[n]):
            letter, place = letters.get(mark.style, (0, 0))
            step = ord(mark.letters) - letter
            if step == 1 or mark.letters not in _ROMAN:
                found = _find_letter(text, pieces, place, n, mark) if letter and step == 2 else None
                letters[mark.style] = ord(mark.letters), n
        elif value and pieces[n].gap > INSIDE:
            letters.clear()
            if not mark.style.startswith("dec"):
                continue
            wanted = _left_out(last, value)
            found = _find(text, pieces, before, n, wanted, mark.text.rstrip(_FIGURES)) if wanted else None
            if wanted or value[-1:] < (2,) or follows(last, value) or follows(other, value):
                last, before = value, n
            other = value
        if found is not None:
            yield found


def _left_out(last: Value, value: Value) -> Value:
    """The number that is missing between two of a series; () if none is, or too many."""
    missing = (*value[:-1], value[-1] - 1)
    if not last or missing == last[: len(missing)]:  # most times
        return ()
    if missing[-1] > 0:
        return missing if follows(last, missing) or missing in ((*last, 1), (last[0] + 1, 1)) else ()
    return value[:1] if value == (last[0] + 1, 1) else ()


def _find(
    text: str, pieces: Sequence[Piece], first: int, stop: int, wanted: Value, word: str
) -> tuple[int, int, Mark] | None:
    """Where a number stands at the beginning of a line or sentence between two pieces, with words behind it.

    word: what stands before the numbers of this series: "Section", "" without any.
    """
    shown = (rf"{re.escape(word)}\s+" if word else "") + r" ?\. ?0?".join(map(str, wanted))
    pattern = re.compile(rf"(?<![\w.,$€£§(-]){shown}(\.?)(?![\d.,%)])[ \t]*([A-Za-z“\"\[])")
    for n, found, previous in _places(text, pieces, first, stop, pattern):
        free = (len(wanted) > 1 or found[1] != "") and not found[2].islower()
        if free or previous[-1] in _ENDS:
            style = "bare" if len(wanted) == 1 and not found[1] else f"dec{len(wanted)}"
            return n, found.start(), Mark(style, wanted, text[found.start() : found.end(1)], found.end(1))
    return None


def _begins(text: str, piece: Piece) -> bool:
    """Whether an item may begin with a piece: behind a space or a stop."""
    if piece.gap > LINE:
        return True
    before = text[max(0, piece.start - _REACH) : piece.start].rstrip()
    return piece.gap == LINE and before.endswith((*_ENDS, " and", " or"))


def _find_letter(text: str, pieces: Sequence[Piece], first: int, stop: int, mark: Mark) -> tuple[int, int, Mark] | None:
    """Where the letter before that of a mark begins a line or follows a sentence."""
    letter = chr(ord(mark.letters) - 1)
    shown = mark.text.replace(mark.letters, letter)
    pattern = re.compile(rf"(?<![\w(])({re.escape(shown)})[ \t]*[A-Za-z“\"\[(]")
    for n, found, previous in _places(text, pieces, first, stop, pattern):
        if previous[-1] in _ENDS or text[max(0, found.start() - _REACH) : found.start()].rstrip(" \t")[-1:] == "\n":
            return n, found.start(), Mark(mark.style, (), shown, found.end(1), letter)
    return None


def _places(
    text: str, pieces: Sequence[Piece], first: int, stop: int, pattern: re.Pattern[str]
) -> Iterator[tuple[int, re.Match[str], str]]:
    """Where a number is found between two pieces and refers to nothing: the piece, the find and the word before.

    At the beginning of a paragraph, or of the line before the second number, the word before is a stop.
    """
    begin = pieces[first].start + 1
    for found in pattern.finditer(text, begin, pieces[stop].start):
        at = found.start()
        n = bisect_right(pieces, at, first, stop, key=lambda piece: piece.start) - 1
        words = text[max(begin, at - _REACH) : at].split()
        begins = at == pieces[n].start
        if not words or (begins and (pieces[n].gap >= PAGE or (pieces[n].gap > INSIDE and n + 1 == stop))):
            yield n, found, "."
        elif words[-1].lower().strip("(") not in REFERS | BEFORE_REFERENCE:
            yield n, found, words[-1]
