"""A first look over a whole document, before it is segmented: what no line shows by itself.

Which stretch is a table of contents (its entries come again as headings), which annexes are only listed, and which lines
the pages repeat.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .headings import addresses, is_prose, is_worded, run_in, signs
from .numbers import Mark, Value, mark_at
from .pieces import HARD, INSIDE, LINE, PAGE, Piece, continues, past_markup
from .series import gaps
from .series import listed as listed_inside

_ENTRIES = 4  # entries of a table of contents that is not called one
_ENTRY = 500  # characters of an entry, with those between it and the next that does not come again
_LOOSER = 3  # times as far apart as in the table of contents do its entries stand in the text
_HEADING = re.compile(r"[\s.:;–—-]*((?:[^\s\d.:]+ ?){1,8})")
_COMPARED = 16  # letters of a heading by which it is known again
_LISTED = 220  # characters between annexes that are only named one after the other
_LONGEST = 80  # characters of a line that pages repeat
# Headings before numbers, and share of the clauses without one behind theirs, from which on they are taken for headings.
_HEADS = 3
_HEADED = 0.25
_BEHIND_I = frozenset(["i", "ii", "j", "I", "II", "J"])
_REPEATS, _LETTERS = 4, 6  # times and letters of such a line


@dataclass(frozen=True, slots=True)
class Survey:
    """What is known of a document as a whole.

    pieces: those that were looked at, cut where a number begins that its series lacked. marks: the number of each piece, None
    where it has none. filled: where the numbers begin that were lacking. inner: pieces with a whole number that is an item's, for it stands
    between clauses such as 7.2 and 7.3. heads: lines that head the numbered clause behind them, in a document that
    sets headings before numbers. contents: the first and the last piece of a table of contents
    that was found by its entries, and the piece that its first entry stands for; None without one. listed: pieces that name an annex in a list of annexes. running: lines
    that the pages repeat.
    """

    pieces: Sequence[Piece]
    marks: Sequence[Mark | None]
    filled: frozenset[int]
    inner: frozenset[int]
    heads: frozenset[int]
    contents: tuple[int, int, int] | None
    listed: frozenset[int]
    running: frozenset[str]

    def goes_on(self, number: int, mark: Mark) -> str:
        """What follows a piece that begins with "(i)" in its clause: "ii", "j" or another "i"; "" behind any other."""
        if mark.letters in ("i", "I"):
            for following in self.marks[number + 1 :]:
                if following is not None and ranks(following):
                    break
                if following is not None and following.style == mark.style and following.letters in _BEHIND_I:
                    return following.letters.lower()
        return ""

    def decimal_behind(self, number: int) -> Value:
        """The next clause number in figures behind a piece; () if there is none."""
        behind = (mark for mark in self.marks[number + 1 :] if mark is not None and mark.style.startswith("dec"))
        return next((mark.value for mark in behind), ())


def survey(text: str, pieces: Sequence[Piece], markdown: bool = False) -> Survey:
    """What only the whole text shows. markdown: numbers may stand in bold."""
    starts = (past_markup(text, start, end) if markdown else start for start, end, *_ in pieces)
    marks = [
        None if piece.gap < HARD and continues(text, piece.start) else mark_at(text, start, piece.end)
        for piece, start in zip(pieces, starts, strict=True)
    ]
    numbered = [(n, mark) for n, mark in enumerate(marks) if mark is not None and ranks(mark)]
    filled = sorted(gaps(text, pieces, marks), key=lambda gap: gap[:2])
    if filled:
        pieces = list(pieces)
        for n, at, mark in reversed(filled):
            piece = pieces[n]
            split = at > piece.start
            pieces[n : n + 1] = (
                [piece._replace(end=at, cut=True), piece._replace(start=at, gap=INSIDE)] if split else [piece]
            )
            marks[n : n + 1] = [marks[n], mark] if split else [mark]
        numbered = [(n, mark) for n, mark in enumerate(marks) if mark is not None and ranks(mark)]
    lines = [(n, mark) for n, mark in numbered if (block := pieces[n].block) is None or block.kind != "item"]
    contents = _contents(text, pieces, lines)

    def headed(n: int, mark: Mark) -> bool:
        return run_in(text[mark.end : pieces[n].end])[0] != ""

    nested = frozenset(
        listed_inside(
            [
                (n, pieces[n].start, mark)
                for n, mark in numbered
                if (block := pieces[n].block) is None or block.kind != "heading"
            ],
            headed,
        )
    )
    heads: set[int] = set()
    for style in ("dec1", "dec2"):
        clauses = [(n, mark) for n, mark in numbered if mark.style == style and mark.text[0].isdigit()]
        heads.update(_heads(text, pieces, marks, clauses))
    listed = frozenset(_listed(text, pieces, numbered))
    return Survey(
        pieces,
        marks,
        frozenset(at for _, at, _ in filled),
        nested,
        frozenset(heads),
        contents,
        listed,
        frozenset(_running(text, pieces, marks)),
    )


def _heads(
    text: str, pieces: Sequence[Piece], marks: Sequence[Mark | None], clauses: Sequence[tuple[int, Mark]]
) -> Sequence[int]:
    """Headings before the numbers of clauses, in a document that sets them there: "Term", "3. It runs for a year"."""
    lines = [(n - 1, m) for n, m in clauses if n and marks[n - 1] is None and _is_line(text, pieces[n - 1])]
    if len(lines) < _HEADS:
        return ()
    bare = {n for n, mark in clauses if _has_no_heading(text[mark.end : pieces[n].end])}
    found = [(n, m) for n, m in lines if n + 1 in bare and _is_heading(text[pieces[n].start : pieces[n].end])]
    sure = sum(mark.value[1:] != (1,) for _, mark in found)  # what stands before 5.1 may head 5.
    return [n for n, _ in found] if sure >= max(_HEADS, _HEADED * len(bare)) else ()


def _is_line(text: str, piece: Piece) -> bool:
    start, end, _, _, block = piece
    return end - start < _LONGEST and block is None and text[start].isupper() and text[end - 1] not in ".,;:"


def _is_heading(words: str) -> bool:
    heading, whole = run_in(words)
    return heading != "" and whole and is_worded(heading) and not addresses(heading)


def _has_no_heading(words: str) -> bool:
    return is_prose(words) and not run_in(words)[0]


def ranks(mark: Mark) -> bool:
    """Whether a number is one of those that clauses and annexes are named by: no item's."""
    return mark.style in ("annex", "article", "chapter") or mark.style.startswith("dec")


def _words(text: str, at: int) -> str:
    """The first letters of a heading, up to a figure, a stop or a wide space."""
    found = _HEADING.match(text, at)
    return "".join(filter(str.isalpha, found[1].lower()))[:_COMPARED] if found else ""


def _contents(text: str, pieces: Sequence[Piece], numbered: Sequence[tuple[int, Mark]]) -> tuple[int, int, int] | None:
    """The first run of close numbers that come again with the same words, further apart."""
    places: dict[tuple[object, ...], list[int]] = defaultdict(list)
    keys: list[tuple[object, ...]] = []
    for n, mark in numbered:
        keys.append((mark.style, mark.value, _words(text, mark.end) if mark.style != "annex" else mark.text.upper()))
        places[keys[-1]].append(n)
    run: list[tuple[int, int]] = []  # first and second place
    for (n, _), key in zip(numbered, keys, strict=True):
        again = bisect_right(places[key], n)
        if again == len(places[key]) or not key[2]:
            continue
        if run and (n >= run[0][1] or pieces[n].start - pieces[run[-1][0]].start > _ENTRY):
            if _is_contents(pieces, run):
                break
            run = []
        run.append((n, places[key][again]))
    if not _is_contents(pieces, run):
        return None
    last = run[-1][0]
    for (n, _), key in zip(
        numbered, keys, strict=True
    ):  # where lines of it were not told apart, the next is further off
        if last < n < run[0][1] and n < places[key][-1] and pieces[n].start - pieces[last].start < _LOOSER * _ENTRY:
            last = n
    return run[0][0], last, run[0][1]


def _is_contents(pieces: Sequence[Piece], run: Sequence[tuple[int, int]]) -> bool:
    if len(run) < _ENTRIES:
        return False
    close, apart = (pieces[run[-1][at]].start - pieces[run[0][at]].start for at in (0, 1))
    return apart > _LOOSER * close


def _listed(text: str, pieces: Sequence[Piece], numbered: Sequence[tuple[int, Mark]]) -> Iterator[int]:
    """Annexes named one after the other that have their own place later, or that are named before the first clause."""
    annexes = [(n, mark.text.upper()) for n, mark in numbered if mark.style == "annex"]
    last = {name: n for n, name in annexes}
    clause = next((n for n, mark in numbered if mark.value == (1,)), 0)
    for (a, one), (b, other) in pairwise(annexes):
        close = pieces[b].start - pieces[a].start
        later = pieces[last[other]].start - pieces[last[one]].start
        again = a < last[one] and b < last[other] and abs(later) > _LOOSER * close
        if one != other and close < _LISTED and (b < clause or again) and not _turns(pieces, a, b):
            yield from (a, b)


def _turns(pieces: Sequence[Piece], a: int, b: int) -> bool:
    """Whether a page ends between two pieces."""
    return any(piece.gap >= PAGE and piece.block is None for piece in pieces[a + 1 : b + 1])


def _running(text: str, pieces: Sequence[Piece], marks: Sequence[Mark | None]) -> Iterator[str]:
    """Lines at the edge of pages, or most times there, that are the same again and again."""
    count: Counter[str] = Counter()
    edge: Counter[str] = Counter()
    for number, (start, end, gap, cut, block) in enumerate(pieces):
        if end - start > _LONGEST or gap < LINE or cut or block is not None or marks[number] is not None:
            continue
        if not text[start].isupper():
            continue
        words = text[start:end]
        count[words] += 1
        edge[words] += gap >= PAGE or (number + 1 < len(pieces) and pieces[number + 1].gap >= PAGE)
    for words, times in count.items():
        apart = times >= _REPEATS and 2 * edge[words] > times and sum(map(str.isalpha, words)) >= _LETTERS
        if apart and words[-1] not in ".:;" and not signs(words):
            yield words
