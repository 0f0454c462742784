"""What stands around a piece of text that the pass over it has not reached: headings show by what they introduce."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from . import headings
from .numbers import Mark, Value, steps
from .pieces import FURNITURE, HARD, INSIDE, LINE, WIDE, Piece
from .survey import Survey

_LINK = re.compile(r"[\s*+-]*!?\[[^\[\]]{0,80}\]")
_FOOT_LINKS = 4  # links in a row
_SIGNS = 4  # pieces from a name on within which a signature follows
_BY = len("BY BY")
_PREAMBLE = 400  # characters of a paragraph that may begin an agreement
_TITLE_WITHIN = 4  # pieces behind a title among which it stands
_CHILD_WITHIN = 2  # pieces behind a number
_LEADINGS = 3  # paragraphs that begin with a heading, from which on such beginnings are taken for headings
SHORT_LINE = 0.75  # of the usual line: the last line of a paragraph
ENDS = frozenset(".;:!?\"”’')]}—–-_*")  # of a sentence or of a heading


@dataclass(frozen=True, slots=True)
class Ahead:
    """The pieces of a document with their numbers. at: the number of a piece; usual_line: characters of a full line."""

    text: str
    pieces: Sequence[Piece]
    survey: Survey
    usual_line: int

    def introduces(self, at: int, within: int) -> bool:
        """Whether text or numbered clauses begin in the next pieces: below a heading, not below a name or a cell."""
        for number in range(at + 1, min(at + 1 + within, len(self.pieces))):
            piece, mark = self.pieces[number], self.survey.marks[number]
            words = self.text[piece.start : piece.end]
            named = piece.block is not None and piece.block.kind in ("table", "heading", "item")
            if named or headings.is_prose(words):
                return True
            if mark is not None and mark.style in ("annex", "chapter", "article"):
                return True
            if mark is not None and mark.style != "bare" and any(map(str.isalpha, self.text[mark.end : piece.end])):
                return True
            if words.endswith(":"):  # a label of something to fill in
                return False
            if any(map(str.isalnum, words)) and not headings.is_capitals(words):
                heading, whole = headings.run_in(words)
                if not (heading and whole) or any(map(str.isdigit, words)):
                    return False
        return False

    def goes_on_with(self, at: int, series: Value) -> bool:
        """Whether text follows and then the next number of a series: behind "EVENT AMOUNT", 6.1.2 for 6.1.1."""
        if not series or self.survey.marks[at + 1 : at + 2] != [None]:
            return False
        following = self.survey.decimal_behind(at)
        # Where paragraphs are told, headings may stand between sections.
        apart = 2 if self.pieces[at].block is not None else 1
        return len(following) >= apart and following in ((*series, 1), *steps(series))

    def signs(self, at: int) -> bool:
        """Whether a signature follows: then a name before it heads nothing."""
        for number in range(at + 1, min(at + _SIGNS, len(self.pieces))):
            start, end = self.pieces[number][:2]
            if headings.opening(self.text, start, end) == "signature" or self.is_signed(number):
                return True
            if end - start > headings.LONGEST:  # text, no name of a party
                return False
        return False

    def is_signed(self, at: int) -> bool:
        """Whether a piece is "By" alone, before a line to sign on."""
        start, end = self.pieces[at][:2]
        if end - start > _BY or self.text[start:end] not in ("By", "BY", "BY BY"):
            return False
        following = self.pieces[at + 1 : at + 2]
        return bool(following) and self.text[following[0].start] in "-_" and following[0].gap > INSIDE

    def joined(self, at: int, heading: str, words: str) -> tuple[str, bool]:
        """A heading and whether it is all of its piece; longer where it goes on to a stop in the next line."""
        if at + 1 == len(self.pieces) or words.rstrip()[-1:] in ENDS:
            return heading, True
        start, end, gap = self.pieces[at + 1][:3]
        if not INSIDE < gap < HARD or self.survey.marks[at + 1] is not None:
            return heading, True
        joined = " ".join(f"{words} {self.text[start : min(end, start + headings.LABEL)]}".split())
        longer, _ = headings.run_in(joined)
        goes_on = len(longer) > len(heading) and joined.startswith(f"{longer}.")
        return (longer, False) if goes_on else (heading, True)

    def breaks_heading(self, at: int, words: str) -> bool:
        """Whether a heading in capitals breaks off and goes on in the next line: "COVENANTS;", "LIMITATION OF LIABILITY"."""
        words = words.strip()
        if (
            at + 1 == len(self.pieces)
            or not words.endswith((",", ";", " AND", " OF"))
            or not headings.is_capitals(words)
        ):
            return False
        start, end, gap, *_ = self.pieces[at + 1]
        return LINE <= gap <= WIDE and self.survey.marks[at + 1] is None and headings.is_capitals(self.text[start:end])

    def parts(self, at: int) -> bool:
        """Whether an empty line or another block follows a piece."""
        return at + 1 < len(self.pieces) and self.pieces[at + 1].gap == HARD

    def stands_alone(self, at: int) -> bool:
        """Whether a numbered line is too short to be the first line of the paragraph below it."""
        if at + 1 == len(self.pieces) or self.pieces[at].end - self.pieces[at].start > SHORT_LINE * self.usual_line:
            return False
        following = self.pieces[at + 1]
        return following.gap == LINE and self.survey.marks[at + 1] is None

    def has_child(self, at: int, mark: Mark) -> bool:
        """Whether one of the next pieces is numbered as the first below this one: "4. Specific terms", "4.1 ..."."""
        for below in self.survey.marks[at + 1 : at + 1 + _CHILD_WITHIN]:
            if below is not None and below.style.startswith("dec"):
                return below.value in ((*mark.value, 1), (*mark.value, 0))
        return False

    def titles(self, at: int, mark: Mark) -> bool:
        """Whether "ADDENDUM TO THE LICENCE" names the document itself: "This Addendum is made between" follows."""
        kind = mark.text.split()[-1].lower()
        following = (self.text[p.start : p.start + _PREAMBLE] for p in self.pieces[at + 1 : at + _TITLE_WITHIN])
        return any(kind in words[: 2 * len(kind)].lower() and headings.is_preamble(words) for words in following)

    def list_goes_on(self, at: int, number: int) -> bool:
        """Whether the next item of the outermost list in markup, before any heading, has this number."""
        for block, mark in ((self.pieces[n].block, self.survey.marks[n]) for n in range(at + 1, len(self.pieces))):
            if block is not None and block.kind == "heading":
                return False
            if mark is not None and mark.style == "dec1" and block is not None and block.level < 2:
                return block.kind == "item" and mark.value[0] == number
        return False

    def site_foot(self) -> int:
        """Where the last pieces of a page begin to be links and their headings; behind the text if none are."""
        at, links = 0, 0
        for piece in reversed(self.pieces):
            words = self.text[piece.start : piece.end].replace(FURNITURE, "").strip()
            heading = piece.block is not None and piece.block.kind == "heading"
            if _LINK.fullmatch(words):
                at, links = piece.start, links + 1
            elif heading and links:
                at = piece.start
            elif len(words) > headings.LONGEST or words[-1:] in (".", "!", ":") or heading:
                break
        return at if links >= _FOOT_LINKS else len(self.text) + 1

    def begins_with_headings(self) -> bool:
        """Whether paragraphs of this document begin with headings of their own."""
        begin = (self.text[piece.start : piece.start + 200] for piece in self.pieces if piece.gap == HARD)
        return sum(1 for words in begin if headings.leads(words)) >= _LEADINGS
