"""Segmentation: the text of a document as ordered passages, each with the path of headings and numbers above it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from . import headings
from .ahead import ENDS, SHORT_LINE, Ahead
from .lead import lead
from .limits import STRIP, limited
from .model import Block, Document, Passage, PassageKind
from .numbers import Mark, mark_at, steps
from .outline import BOLD, LEADING, Outline
from .pieces import HARD, INSIDE, LINE, PAGE, WIDE, Piece, blanked, continues, past_markup, pieces
from .series import BEFORE_REFERENCE, REFERS
from .survey import Survey, ranks, survey

_RULED = 60  # characters behind a name in capitals within which a line to sign on is drawn
_FILED = re.compile(r"Exhibit\s\d{1,3}\.\d{1,3}", re.I)
# The next item of a list that is one sentence.
_INLINE = re.compile(r"(?:[;,]|\b(?:and|or))\s+(?:and\s+|or\s+)?(\([A-Za-z0-9]{1,5}\))\s", re.I)
# "Section 15 (Disputes)" and "Section 9 of this Agreement" are references.
_CALLED = re.compile(r"\s*(?:\((?-i:[A-Z])\w\w|of\sthis\b|hereof\b|above\b|below\b)", re.I)
_OF_ANOTHER = re.compile(r"\sto\s(?:the\s)?[A-Z][^.;,]{0,80}$")  # an annex to an annex, in a line of its own
_BESIDE = re.compile(r"[ \t]{2,}[A-Z]")  # the words of a number that stands in a column of its own
_NAMED_HEADINGS = 3  # headings that the format names, from which on it is taken to name most,
_NAMED_APART = 0.4  # if no such share of the text is without one, as on a page whose menu alone has headings
_COVER = 300  # characters at the beginning, where a number under which a contract was filed stands
_TITLED = 12  # characters of the title of the document which, in a line of their own, are a running head
_TEXT = 120  # characters of a paragraph under a heading that is neither named nor printed in bold
_BEFORE = 400  # characters at the end of a passage that may introduce a list
_LOOK_AHEAD = 4  # pieces behind a heading among which its text must begin
_STOPPED = 60  # characters of a heading that ends with a full stop, as those that begin paragraphs do
_SIGNERS = 4  # passages before a signature that name who signs
_TESTIMONIUM = 400  # characters of the words above signatures
_NOTICE = 250  # characters; what began as a heading and grew longer is text
_HALVES = (";", ",", "; and", "; or", ", and", ", or", ";and", ";or")  # what ends an item that is part of a sentence
_QUOTES = ('"', "“")  # a term that is defined in the next line
_RULES = frozenset("-_=*~.")
_AROUND_BOLD = " \n_\u200b\u200d\ufeff"  # letters without width stand around bold words on many pages
_INTRODUCTION = 200  # characters at the end of a paragraph that may introduce what follows
_AGREED = 400  # characters at the end of recitals in which the parties agree
_AGREEING = re.compile(r"\b(?:agree|covenant)s?\b(?:(?:[\s,]+\w+){0,6}[:.]?|[^.;]{0,300}\bas\s+follows[:.]?)\s*$", re.I)


def segment(document: Document) -> list[Passage]:
    """The passages of a document, in order, without overlap, inside the text.

    Headings are passages of their own; page breaks and page furniture do not end a passage. Items of a list are
    passages whose path carries the words that introduce the list.
    """
    text = blanked(document)
    lines = sorted(map(len, text[:40_000].split("\n")))
    surveyed = survey(text, list(pieces(document, text)), document.media_type == "text/markdown")
    ahead = Ahead(text, surveyed.pieces, surveyed, lines[int(len(lines) * 0.8)])
    builder = _Builder(document, text, surveyed.pieces, surveyed, ahead)
    for number, piece in enumerate(builder.pieces):
        builder.take(number, piece)
    builder.close()
    return builder.passages


@dataclass(slots=True)
class _Builder:
    """Takes pieces in order and decides for each: does it go on with the open passage, or begin one?"""

    document: Document
    text: str
    pieces: Sequence[Piece]
    survey: Survey
    ahead: Ahead
    passages: list[Passage] = field(default_factory=list[Passage])
    outline: Outline = field(default_factory=Outline)
    start: int = -1  # of the open passage; -1: none is open
    end: int = 0
    after: int = 0  # end of lines of the printed page that interrupt it
    kind: PassageKind = "clause"
    path: tuple[str, ...] = ()
    at: int = 0  # the piece that is taken
    mode: str = ""  # "contents", "annexes" (a list of them), "signature" or ""
    alone: bool = True  # nothing goes on from this piece in the middle of a sentence
    heads: bool = False  # the open passage reads like a heading, if a new clause follows at once
    bare: bool = False  # the open passage is a number whose words are still to come
    begun: bool = False  # the first paragraph was seen: what was before is the cover
    numbered: bool = False  # a numbered clause was seen, outside of tables of contents
    title: str = ""
    titles: dict[str, int] = field(default_factory=dict[str, int])  # lines in capitals and how often they were headings
    listed_annexes: int = 0  # annexes named one after the other, with nothing of any length below them
    last_line: int = 0
    markup: bool = False  # lists come from markup, and a paragraph ends them
    markdown: bool = False
    leading: bool | None = None  # paragraphs begin with headings; None: not looked at yet
    subject: re.Pattern[str] | None = None  # names that sentences begin with, once they were looked for
    looked: bool = False
    foot: int = 0  # where the links at the end of a page begin, which belong to no section
    sections: bool = False  # items of a list are clauses with paragraphs of their own
    marked_up: bool = False  # the format names the headings

    def __post_init__(self) -> None:
        self.markdown = self.document.media_type == "text/markdown"
        self.markup = self.markdown or self.document.media_type == "text/html"
        self.foot = self.ahead.site_foot() if self.markup else len(self.text) + 1
        named = [block.span.start for block in self.document.blocks if block.kind == "heading"]
        apart = max((b - a for a, b in pairwise([*named, len(self.text)])), default=0)
        self.marked_up = len(named) >= _NAMED_HEADINGS and apart < _NAMED_APART * len(self.text)

    def take(self, number: int, piece: Piece) -> None:
        self.at = number
        text, start, end, gap, block = self.text, piece.start, piece.end, piece.gap, piece.block
        first = text[start]
        # 1. Most lines of most documents: one that goes on in the middle of a sentence. And rules under headings.
        if self.start >= 0 and INSIDE < gap < HARD and continues(text, start):
            self._extend(piece)
            return
        if start >= self.foot:
            self.close()
            self.outline, self.foot = Outline(), len(text) + 1
        # 2. Rules between lines, and what the format itself names.
        if first in _RULES and end - start > 2 and not any(map(str.isalnum, text[start:end])):
            if self.start >= 0:
                self.after = end
                return
            if self.markdown:
                return
        if block is not None and block.kind in ("table", "title", "heading"):
            self._named(piece, block)
            return
        at = start
        if self.markdown or first == " ":
            at = past_markup(text, start, end)
            if at >= end:
                return
        mark = self.survey.marks[number] if at == start or self.markdown else mark_at(text, at, end)
        mark = self.outline.settled(mark, self.survey.goes_on(number, mark)) if mark is not None else None
        if mark is not None and mark.value == (1,):
            self._leave_recitals(mark)
        if mark is not None and number in self.survey.inner:
            mark = replace(mark, style="n.")
        elif mark is not None and mark.style == "dec1":
            item = self.markup and block is not None and block.kind == "item"
            below = item and self.outline.in_clause(mark.value)
            mark = self.outline.nested(mark, below or self._introduced(), text[mark.end : end])
        self.alone = not piece.cut and (
            number + 1 == len(self.pieces) or not continues(text, self.pieces[number + 1].start)
        )
        if piece.gap != INSIDE and self._is_running(piece):
            return
        # 3. Tables of contents and signature blocks go on until something shows that they ended.
        if self.mode and self._goes_on(piece, mark):
            self._extend(piece)
            return
        if self._lists(piece, mark):
            self._begin(piece, "table")
            self.path = ("TABLE OF CONTENTS",) if self.mode == "contents" else self.path
            return
        # 4. Fixed openings: recitals, the operative words, signatures.
        opening = headings.opening(text, at, end) if text[at].isupper() or text[at] in "/_" else None
        if opening is not None and self._opens(piece, opening):
            return
        if number in self.survey.heads and self._ended() and not self.bare:
            following = self.survey.marks[number + 1]
            self.outline.head_number(following.style if following else "", headings.plain(self.text[at:end]))
            self._begin(piece, "heading")
            return
        # 5. Numbers, if they are no part of a sentence ("Section" / "3.2 of this Agreement").
        if block is not None and block.kind == "item" and gap == HARD:
            self._enter(piece, self._item(mark, block.level, at))
        elif mark is not None and self._accepts(piece, mark):
            self._enter(piece, mark)
        # 6. Paragraphs and headings without a number.
        elif self.start < 0 or self._begins(piece, at):
            self._paragraph(piece, at)
        else:
            self._extend(piece)

    def _introduced(self) -> bool:
        """Whether the open passage ends with a colon."""
        return self.start >= 0 and self.kind in ("clause", "item") and self.text[self.end - 1] == ":"

    def _is_running(self, piece: Piece) -> bool:
        """Passes over a line of the printed page ("CONFIDENTIAL"): it stays with the passage it interrupts."""
        if piece.end - piece.start >= headings.LONGEST:
            return False
        words = self.text[piece.start : piece.end]
        filed = words[0] in "eE" and _FILED.fullmatch(words) is not None
        titled = self.begun and (
            words in self.survey.running
            or (words in self.title and (filed or (words.isupper() and len(words) > _TITLED)))
        )
        if filed and not titled:  # between 5.1 and 5.2
            titled = self.survey.decimal_behind(self.at) in steps(self.outline.last.get("dec", ()))
        if not titled and not headings.is_running(words) and not (piece.gap == PAGE and self.titles.get(words, 0) > 1):
            return False
        if self.start < 0:
            self._begin(piece, "clause" if self.begun else "title")
        self.after = piece.end
        return True

    def _item(self, mark: Mark | None, depth: int, at: int) -> Mark:
        """The mark of a list item as its format nests it: deeper lists count by themselves."""
        if mark is None or mark.style == "bullet":
            return Mark(f"bullet{depth}", (), "•", mark.end if mark is not None else at)
        if self.markup and depth > 1 and len(mark.value) < 2:
            return replace(mark, style=f"list{depth}")
        return mark

    def _named(self, piece: Piece, block: Block) -> None:
        """A block whose kind the format gives."""
        self.mode = ""
        if block.kind == "table":
            self._begin(piece, "table")
        else:
            mark = mark_at(self.text, past_markup(self.text, piece.start, piece.end), piece.end)
            label = headings.plain(self.text[piece.start : piece.end])
            if (
                self.bare and self.start >= 0 and block.kind == "heading"
            ):  # "2." in a line of its own, "License" below it
                label = headings.plain(self.text[self.start : piece.end])
                piece = piece._replace(start=self.start)
                self.start = -1
            if mark is not None and mark.style == "annex":
                self.outline.enter(mark, label)
            elif block.kind == "heading" and label:
                decimal = mark.value if mark is not None and mark.style.startswith("dec") else ()
                self.outline.head(self.outline.rank_of(decimal, block.level) if decimal else block.level, label)
                if decimal:
                    self.outline.last["dec"] = decimal
            self._begin(piece, "title" if block.kind == "title" else "heading")
        self.close()

    def _goes_on(self, piece: Piece, mark: Mark | None) -> bool:
        """Whether a table of contents or a signature block takes this piece too."""
        words = self.text[piece.start : piece.end]
        contents = self.survey.contents
        if self.mode == "annexes":
            known = self.at in self.survey.listed or (mark is None and len(words) < headings.LONGEST)
            ended = not known or headings.opening(self.text, piece.start, piece.end) is not None
        elif contents is not None and contents[0] <= self.at <= contents[1]:
            ended = False
        elif self.mode == "contents":
            seen = mark is not None and mark.value == (1,) and mark.style in ("article", "dec1")
            again = seen and mark is not None and mark.style in self.outline.last
            ended = (
                (contents is not None and self.at == contents[2])
                or (piece.gap != INSIDE and not headings.lists_contents(words))
                or (len(words) > _NOTICE and headings.provides(words))
                or (again and not headings.has_leaders(words))
            )
            if ended:
                self.outline = Outline()
            elif seen and mark is not None:
                self.outline.last[mark.style] = mark.value
        else:
            numbered = mark is not None and (
                mark.style in ("annex", "article") or (mark.value == (1,) and mark.style == "dec1")
            )
            apart = self._ended() or piece.gap > LINE or self._short_line()
            ended = (len(words) > _NOTICE and piece.gap != INSIDE and apart and not headings.signs(words)) or (
                numbered and (piece.gap != LINE or words.isupper())
            )
            last = self.outline.last.get("dec", ())
            if ended and not (mark is not None and len(mark.value) > 1 and mark.value in steps(last)):
                self.outline.leave_agreement()  # but not where the text has 13.12 behind the signatures
        if ended:
            self.mode = ""
            self.close()
        return not ended

    def _lists(self, piece: Piece, mark: Mark | None) -> bool:
        """Whether a table of contents or a list of annexes begins here: its entries lead to pages or come again."""
        contents = self.survey.contents
        leads = mark is not None and ranks(mark) and headings.has_leaders(self.text[piece.start : piece.end])
        if leads or (contents is not None and contents[0] == self.at):
            self.mode = "contents"
        elif self.at in self.survey.listed:
            self.mode = "annexes"
        return self.mode in ("contents", "annexes")

    def _opens(self, piece: Piece, opening: headings.Opening) -> bool:
        """Begins what a fixed opening announces; False when the words only look like one."""
        if opening == "contents":
            self._begin(piece, "table")
            self.path, self.mode = ("TABLE OF CONTENTS",), "contents"
            return True
        if opening in ("witness", "signature"):
            if opening == "signature" and piece.gap == INSIDE:
                return False
            self._sign(piece)
            return True
        if not self._complete() and piece.gap < WIDE:
            return False
        if opening == "recital" and self._headed() and self.outline.ranked and not self._in_annex():
            return False  # "9. TESTING", "Whereas the vendor has tested"
        if opening == "operative" and self.numbered and self.text[piece.start : piece.start + 2].lower() == "it":
            return False  # "It is agreed that no partner is liable"
        if opening == "operative":
            self.outline.leave_headings()
            if self.outline.last.get("dec", (0,)) < (3,):
                self.outline.last.clear()  # the clauses begin with 1., whatever numbers stood in recitals
            self._begin(piece, "clause")
        else:
            self.outline.head(1, "RECITALS", style="r")
            self._begin(piece, "heading" if piece.end - piece.start < 25 and not piece.cut else "clause")
        return True

    def _sign(self, piece: Piece) -> None:
        """Begins a signature block: it belongs to the agreement or annex, not to its last clause."""
        self._begin(piece, "signature")
        self.path = tuple(level.label for level in self.outline.levels if level.style == "annex")
        for at in range(len(self.passages) - 1, max(-1, len(self.passages) - 1 - _SIGNERS), -1):
            passage = self.passages[at]
            if passage.kind != "clause" or not headings.names_signer(self.text[passage.span.start : passage.span.end]):
                break
            self.passages[at] = replace(passage, kind="signature", path=self.path)
        self.mode = "signature"

    def _in_annex(self) -> bool:
        return any(level.style == "annex" for level in self.outline.levels)

    def _headed(self) -> bool:
        """Whether a heading stands directly before."""
        kind = self.kind if self.start >= 0 else self.passages[-1].kind if self.passages else "title"
        return kind in ("heading", "title")

    def _ended(self) -> bool:
        """Whether the open passage ends like a sentence or is a heading."""
        if self.start < 0 or self.kind in ("heading", "title"):
            return True
        last = self.text[self.end - 1]
        return last in ENDS or (last == " " and self.text[self.end - 2] in ENDS)

    def _complete(self) -> bool:
        """Whether the open passage could end here before a number: like a sentence, or with the "and" of a list."""
        return self._ended() or self.text[max(self.start, self.end - 4) : self.end].lower().endswith(
            (" and", " or", ",")
        )

    def _short_line(self) -> bool:
        """Whether the line before is short like the last of a paragraph."""
        return self.last_line < SHORT_LINE * self.ahead.usual_line

    def _accepts(self, piece: Piece, mark: Mark) -> bool:
        """Whether a number begins a clause here."""
        if piece.start in self.survey.filled:
            return True
        style, gap = mark.style, piece.gap
        follows = self.outline.follows(mark)
        lower = self.text[mark.end : mark.end + 2].lstrip()[:1].islower()
        if style in ("annex", "chapter", "article"):
            return self._heads(piece, mark, lower)
        follows = follows or self.outline.begins_next(mark)
        if gap == INSIDE:
            return self._accepts_inside(piece, mark, follows)
        complete = self._ended() or ((follows or gap > LINE) and self._complete())
        if style == "bullet":
            return complete or gap == HARD
        if style.startswith("code"):
            return follows and complete and (not lower or mark.text[-1] == ".")
        if style == "bare":
            words = self.text[mark.end : piece.end].strip()
            if not words:  # those beside it
                if not _BESIDE.match(self.text, piece.end) or self.survey.marks[self.at + 1 : self.at + 2] != [None]:
                    return False
                words = self.text[self.pieces[self.at + 1].start : self.pieces[self.at + 1].end]
            named = self.ahead.has_child(self.at, mark) or headings.is_capitals(words)
            complete = complete or (named and gap == HARD)
            return follows and complete and not lower and (not self.outline.has_stops() or named)
        if style.startswith("dec"):
            if mark.text[0].isalpha() and (_CALLED.match(self.text, mark.end) or (gap < PAGE and self._refers())):
                return False
            if not follows and self.outline.repeats(mark):
                return False  # "in Section" / "13. ..." under Article 13
            if lower:
                return follows and complete
            return follows or (complete and (len(mark.value) > 1 or gap > LINE or mark.value < (60,)))
        if style[1:] in (".", ")"):  # "A." and "i)": initials of people look like them
            return follows and (complete or gap >= PAGE or (gap == WIDE and self.outline.is_next(mark)))
        return complete or (follows and (gap > LINE or self._short_line()))

    def _refers(self) -> bool:
        """Whether the open passage ends with a word that a reference follows: "as set forth in"."""
        before = self.text[max(self.start, 0, self.end - 14) : self.end].split()
        return bool(before) and (before[-1].lower() in BEFORE_REFERENCE or before[-1].lower().strip("(") in REFERS)

    def _accepts_inside(self, piece: Piece, mark: Mark, follows: bool) -> bool:
        """Inside an unbroken piece only the next number of a series begins a clause, and only after a sentence."""
        if self.text[piece.start : mark.end].endswith(("\\.", "\\)")):
            return True  # Markdown escapes the dot only where a number would begin a list
        before = self.text[max(self.start, 0, self.end - 14) : self.end].split()
        if not follows or not before:
            return False
        if mark.style == "bare":  # "4 Term 4.1 It runs", but not "at 4 Mill Road"
            child = self.ahead.has_child(self.at, mark)
            if child or "bare" not in self.outline.last:
                return child and not self._refers()
        last, head = before[-1], self.pieces[self.at - 1]
        halves = " ".join(before).endswith(("; and", "; or", ";"))  # the item before ends like a part of a sentence
        if mark.style.startswith("dec"):
            if self.at - 1 in self.survey.heads:
                return True
            if head.gap >= PAGE and len(mark.value) > 1 and head.end - head.start < headings.LONGEST:
                return True
            heading, _ = headings.run_in(self.text[mark.end : piece.end])
            if halves:
                return True
            next_one = mark.text[0].isdigit() and mark.value in steps(self.outline.last.get("dec", ()))
            if next_one and (heading or len(mark.value) > 1):
                return not self._refers()  # behind an address or a sentence without its stop
            if self.heads and len(mark.value) > 1 and mark.value[-1] == 1:
                return True  # "9. Intellectual Property 9.1 Reseller acknowledges"
            return last.lower().strip("(") not in REFERS and (last[-1] in '.;:)"”]' or last.isupper())
        if halves and self.outline.is_next(mark):
            return True
        begins = last[-1] in ".:" or (self.heads and mark.value == (1,))
        return begins and not self._goes_on_inside(piece, mark)

    def _goes_on_inside(self, piece: Piece, mark: Mark) -> bool:
        """Whether the next item stands in the same piece: they are one sentence, and none is a passage of its own."""
        within = (mark_at(self.text, at.start(1), piece.end) for at in _INLINE.finditer(self.text, mark.end, piece.end))
        marks = [self.outline.settled(item) for item in within if item is not None]
        return any(item.style == mark.style and item.value == (mark.value[0] + 1,) for item in marks)

    def _heads(self, piece: Piece, mark: Mark, lower: bool) -> bool:
        """Whether "Exhibit A" or "ARTICLE 5" is a heading here and not a reference in a sentence."""
        behind = self.text[mark.end : mark.end + 1]
        if lower and mark.style == "annex" and piece.gap >= PAGE and self._complete():  # "Schedule A to Bill of Sale"
            lower = _OF_ANOTHER.match(self.text, mark.end, piece.end) is None
        if lower or behind in (",", ";", ")") or (behind == "." and mark.style == "annex" and not mark.text.isupper()):
            return False
        complete = self._complete()
        words = self.text[piece.start : piece.end] if mark.style == "annex" else ""
        if len(words) < headings.LONGEST and words.endswith((";", ";and", "; and", "; or")):
            return False  # one of a list
        if piece.gap == INSIDE:
            if mark.style == "article" and self.ahead.has_child(self.at, mark):  # "ARTICLE FOUR DATA 4.1 Program"
                return self.outline.follows(mark) and not self._refers()
            return complete and mark.text.isupper() and (mark.style == "annex" or self.outline.follows(mark))
        if mark.text.isupper() and (complete or piece.gap > LINE):
            return True
        if mark.style == "annex" and piece.gap == PAGE and not self._refers():
            return piece.end - piece.start < headings.LONGEST or self._signed()
        if not complete and piece.gap != HARD:
            return (
                mark.style == "article"
                and self.outline.follows(mark)
                and headings.is_capitals(self.text[piece.start : piece.end])
            )
        if mark.style == "annex":
            return piece.end - piece.start < headings.LONGEST or (piece.gap >= PAGE and self._signed())
        return piece.end - piece.start < headings.LONGEST or self.outline.follows(mark)

    def _signed(self) -> bool:
        """Whether signatures stand directly before."""
        return self.start < 0 and bool(self.passages) and self.passages[-1].kind == "signature"

    def _enter(self, piece: Piece, mark: Mark) -> None:
        """Begins a numbered clause."""
        words = self.text[mark.end : piece.end]
        if mark.style in ("dec1", "bare", "article", "I.") and not self.markup and not self._headed():
            self.outline.begin_series(mark.value)
        if mark.style in ("chapter", "article", "annex", "dec1"):
            words = words.lstrip(" -–—:")
        heading, whole = headings.run_in(words)
        if not heading and self.markdown:
            heading, whole = headings.bold(self.text[piece.start : mark.end], words)
        if heading and whole and mark.style.startswith("dec"):
            heading, whole = self.ahead.joined(self.at, heading, words)
        if (
            not heading
            and ranks(mark)
            and self.alone
            and (piece.gap == HARD or self.ahead.stands_alone(self.at))
            and headings.is_short(words)
        ):
            heading, whole = headings.plain(words), True
        if (
            not heading
            and mark.style.startswith("dec")
            and self.ahead.has_child(self.at, mark)
            and headings.is_line(words)
        ):
            heading, whole = headings.plain(words), True
        if not heading and mark.style in ("article", "chapter") and self.ahead.breaks_heading(self.at, words):
            heading, whole = headings.plain(words), True
        if not heading and not whole and mark.style != "annex" and headings.begins_titled(words):
            heading = self._before_subject(words)
        if whole and mark.style[1:] == "()" and not headings.is_title_case(heading):
            heading, whole = "", False  # "(c) The Company passes into administration"
        filed = (not self.numbered or piece.start < _COVER) and _FILED.fullmatch(mark.text) is not None
        if mark.style == "annex" and not (self.numbered or self._in_annex()):
            filed = filed or self.ahead.titles(self.at, mark)
        if mark.style == "annex" and (filed or not self.begun):  # under which a contract was filed, on its cover
            self._begin(piece, "title")
            return
        if self.heads and piece.gap == INSIDE:
            self.kind = "heading"
        if (
            self.outline.levels and self.outline.levels[-1].style == "r1" and self.kind == "heading"
        ):  # "WHEREAS:" and a numbered list, which is not the agreement's own numbering
            self.outline.levels[-1].style = "h1"
        lead = self._lead(mark)
        if lead.endswith(":") and mark.value == (1,) and mark_at(self.text, self.start, self.end) is None:
            self.path = self.outline.above(mark.style)  # what introduces another list is none of the items before
        if (
            mark.value == (1,)
            and self.start >= 0
            and self.kind in ("clause", "title")
            and mark.style in ("dec1", "article", "chapter")
        ):
            announced = headings.announced(self.text[max(self.start, self.end - _INTRODUCTION) : self.end])
            if announced:  # "CONDITIONS:" behind a sentence
                self.outline.head(1, announced)
        if whole and not self.alone and not piece.cut:
            heading, whole = "", False
        label = " ".join(f"{mark.text} {heading}".split())[: headings.LABEL]
        self.outline.enter(
            mark,
            label,
            lead,
            listed=self.markup and piece.block is not None and piece.block.kind == "item",
            inside=piece.gap == INSIDE and mark.value > (1,) and mark.style[0] in "ai1",
            halves=self.start >= 0 and self.text[max(self.start, self.end - 5) : self.end].endswith(_HALVES),
        )
        ranked = mark.style.startswith(("dec", "code", "bare", "chapter", "article", "annex", "A.", "I."))
        heads = ranked and whole and (heading != "" or mark.style in ("chapter", "article", "annex"))
        if heads and not piece.cut:
            self._begin(piece, "heading")
        elif headings.defines(words):
            self._begin(piece, "definition")
        else:
            self._begin(piece, "clause" if ranked else "item")
        self.listed_annexes = self.listed_annexes + 1 if mark.style == "annex" else 0
        self.numbered = self.numbered or mark.style.startswith(("dec", "bare", "article", "I."))
        self.begun = True
        self.heads = heads
        self.outline.empty = whole and heading != "" and mark.style[0] == "a"
        self.bare = not heading and not words.strip(STRIP)

    def _before_subject(self, words: str) -> str:
        """The heading that runs into a sentence about one of those that this document speaks of; "" if there is none."""
        if not self.looked:
            self.subject, self.looked = headings.subjects(self.text), True
        return headings.before_subject(words, self.subject) if self.subject is not None else ""

    def _leave_recitals(self, mark: Mark) -> None:
        """Steps out of recitals, for the first clause: behind "the parties agree as follows:", or behind "C." of a list."""
        if mark.style not in ("dec1", "article", "chapter") or self.start < 0 or self.kind != "clause":
            return
        levels = self.outline.levels
        words = self.text[max(self.start, self.end - _AGREED) : self.end]
        agreed = _AGREEING.search(words) and any(level.label == "RECITALS" for level in levels)
        listed = any(level.style == "A." and level.value > (1,) and " " not in level.label for level in levels)
        if agreed or (listed and not self.numbered):
            self.outline.leave_headings()

    def _lead(self, mark: Mark) -> str:
        """The words of the open passage that introduce a list."""
        if self.start < 0 or self.kind in ("heading", "title", "table", "signature"):
            return ""
        if mark.style in ("annex", "chapter", "article", "dec1", "bare"):
            return ""
        if self.text[self.end - 1] in ".;!?":  # most do not, and this is asked before every clause
            return ""
        above = self.outline.levels[-1].label if self.outline.levels else ""
        before = self.text[max(self.start, self.end - _BEFORE) : self.end]
        return lead(before, mark.style.startswith(("dec", "A.", "I.")), above)

    def _begins(self, piece: Piece, at: int) -> bool:
        """Whether a piece without a number begins a paragraph."""
        if piece.gap == INSIDE or self.bare:
            return False
        if piece.block is not None:
            return True
        lower = self.text[at].islower()
        ended = self._ended()
        if piece.gap == HARD:
            return ended or not lower
        if self.kind in ("heading", "title"):
            return True
        if not ended or lower:
            return False
        if piece.gap > LINE or self._short_line() or headings.defines(self.text[at : piece.end]):
            return True
        return self.text[self.end - 1] != ")" and headings.is_capitals(self.text[at : piece.end])

    def _paragraph(self, piece: Piece, at: int) -> None:
        """Begins a paragraph or a heading without a number."""
        words = self.text[at : piece.end]
        if headings.has_leaders(words):
            self._begin(piece, "table")
            return
        if piece.gap and words[:30].isupper() and "____" in self.text[at : piece.end + _RULED]:
            self._sign(piece)
            return
        if "/s/" in words[:_TESTIMONIUM] and self.begun and not words.startswith("Initial"):
            self.outline.leave_agreement()
            self._begin(piece, "signature")
            return
        if (len(words) < _TESTIMONIUM and headings.testifies(words) and self.ahead.signs(self.at)) or (
            piece.gap and self.ahead.is_signed(self.at)
        ):
            self._sign(piece)
            return
        if self.alone and piece.gap and self._may_head(piece):
            if headings.is_capitals(words) and not headings.is_notice(words) and not headings.addresses(words):
                self._capitals(piece, words)
                return
            stopped = words[-1] == "." and len(words) < _STOPPED and self._heads_paragraphs()
            if piece.gap == HARD and 2 < len(words) < headings.LONGEST and (stopped or words[-1] not in ".,;"):
                heading, whole = headings.run_in(words)
                if not heading and self._is_bold(piece) and headings.is_phrase(words):
                    heading, whole = headings.plain(words).rstrip(":"), True
                if (
                    heading
                    and whole
                    and headings.is_worded(heading)
                    and not headings.addresses(words)
                    and words[0] not in _QUOTES
                ):
                    if self.ahead.signs(self.at):
                        self._sign(piece)
                        return
                    if (
                        self.ahead.introduces(self.at, within=1)
                        and not self.ahead.goes_on_with(self.at, self.outline.last.get("dec", ()))
                        and not self._names_all(heading)
                    ):
                        self._heading(piece, heading, rank=LEADING if stopped else 2)
                        return
        if self.markup and piece.block is not None and piece.block.kind == "paragraph":
            self.outline.leave_lists(kept=self._goes_through())
        printed = self.text[piece.start : piece.end]  # with its marks for bold
        parted = (piece.gap == HARD and self._ended()) or piece.block is not None
        leading = headings.leads(printed) if parted else ""
        above = self.outline.path[-1] if self.outline.levels else ""
        if leading and not above.endswith(leading) and self._heads_paragraphs():
            self.outline.head(LEADING, leading)
        defines = headings.defines(words)
        if defines:
            self.outline.leave_items()
        elif piece.gap == HARD or piece.gap == LINE or words[-1] == ":":  # another list begins
            self.outline.leave_list()
        if (
            (self.listed_annexes > 1 or not self.numbered)
            and self._in_annex()
            and headings.is_preamble(self.text[at : at + _TESTIMONIUM])
            and not any(passage.kind == "signature" for passage in self.passages)
        ):
            self.outline = Outline()  # the annexes were those of a table of contents
        if len(words) > headings.LONGEST:
            self.begun, self.listed_annexes = True, 0
        self._begin(piece, "definition" if defines else "clause")

    def _goes_through(self) -> int:
        """The whole number of the listed clause that this paragraph goes on with; 0 for none.

        Clauses that are written as items of one list have paragraphs of their own between them; the list goes on behind.
        """
        listed = next((level for level in self.outline.levels if level.listed), None)
        if listed is None or listed.style != "dec1" or listed.label.endswith((".", ")")):
            return 0
        self.sections = self.sections or self.ahead.list_goes_on(self.at, listed.value[0] + 1)
        return listed.value[0] if self.sections else 0

    def _names_all(self, heading: str) -> bool:
        """Whether a word stands before the first clause of the agreement: a blank that was filled in, "Korea"."""
        following = self.survey.marks[self.at + 1 : self.at + 2]
        first = bool(following) and following[0] is not None and following[0].value == (1,)
        return first and " " not in heading and not (self.numbered or self.marked_up or self._in_annex())

    def _is_bold(self, piece: Piece) -> bool:
        """Whether Markdown prints a piece in bold from end to end."""
        words = self.text[piece.start : piece.end].strip(_AROUND_BOLD)
        return self.markdown and words.startswith("**") and words.endswith("**") and "**" not in words[2:-2]

    def _may_head(self, piece: Piece) -> bool:
        """Whether a paragraph can be a heading: where the format names headings, one in bold or above a long text."""
        if not self.marked_up or piece.block is None:
            return True
        if self._is_bold(piece):
            return True
        following = self.pieces[self.at + 1 : self.at + 2]
        return bool(following) and following[0].end - following[0].start > _TEXT

    def _heads_paragraphs(self) -> bool:
        """Whether paragraphs of this document begin with headings of their own."""
        if self.leading is None:
            self.leading = self.ahead.begins_with_headings()
        return self.leading

    def _capitals(self, piece: Piece, words: str) -> None:
        """A line in capitals: a heading, the second line of one, or a line of a notice."""
        if self.start >= 0 and self.kind in ("heading", "title") and piece.gap <= WIDE:
            level = self.outline.levels[-1:] if self.kind == "heading" else []
            if level and len(level[0].label) + len(words) < headings.LABEL:
                self.outline.rename(headings.plain(words))
                self.path = self.outline.path
            self._extend(piece)
        elif self.ahead.signs(self.at):
            self._sign(piece)
        elif headings.names_company(words) or self.ahead.goes_on_with(self.at, self.outline.last.get("dec", ())):
            self._begin(piece, "clause")
        elif self.ahead.introduces(self.at, _LOOK_AHEAD) or (not self.begun and headings.is_title(words)):
            self.titles[words] = self.titles.get(words, 0) + 1
            stopped = words[-1] == "." and self._heads_paragraphs()
            self._heading(piece, headings.plain(words), rank=LEADING if stopped else 1)
        else:
            self._begin(piece, "clause" if self.begun else "title")

    def _heading(self, piece: Piece, label: str, rank: int) -> None:
        """A heading without a number; on the cover only the title of the document counts, and stands above nothing."""
        title = not self.begun and (headings.is_title(label) or not self.passages)
        before = not self.begun or headings.is_title(label)
        if not title and before and not self.numbered and not self._in_annex():
            following = self.pieces[self.at + 1 : self.at + 2]
            title = bool(following) and headings.is_preamble(self.text[following[0].start : following[0].start + 400])
        if headings.is_operative(label) and any(level.label == "RECITALS" for level in self.outline.levels):
            self.outline.leave_headings()  # "RECITALS ... AGREEMENT": what follows is the agreement itself
        elif title:
            self.outline.levels.clear()
        elif self.outline.levels and self.outline.levels[-1].label.lower().endswith(label.lower()):
            pass  # the same heading in the markup and again in bold, or "ARTICLE V [Payments]" and "Payments"
        else:
            self.outline.head(
                BOLD if self._is_bold(piece) or (self.marked_up and piece.block is not None) else rank, label
            )
        self._begin(piece, "title" if title else "heading")

    def _begin(self, piece: Piece, kind: PassageKind) -> None:
        self.close()
        self.start, self.end, self.kind, self.path = piece.start, piece.end, kind, self.outline.path
        self.after = self.end
        self.last_line = piece.end - max(piece.start, self.text.rfind("\n", piece.start, piece.end))
        self.bare = self.heads = False

    def _extend(self, piece: Piece) -> None:
        if self.start < 0:
            self.start, self.path = piece.start, self.outline.path
        elif self.bare:  # "3." and, behind a wide space, its words
            self.bare = False
            words = self.text[piece.start : piece.end].lstrip(" -–—:")
            heading, whole = headings.run_in(words)
            if whole or not heading:  # it may go on in the next line
                heading, whole = self.ahead.joined(self.at, heading, words)
            if not heading and self.outline.ranked and self.ahead.breaks_heading(self.at, words):
                heading, whole = headings.plain(words), True
            if not heading and headings.begins_titled(words):
                heading, whole = self._before_subject(words), False
            apart = self.outline.ranked and self.alone and self.ahead.parts(self.at)
            if not heading and apart and headings.is_short(words):
                heading, whole = headings.plain(words), True
            if heading:
                self.outline.rename(heading)
                self.path = self.outline.path
                self.kind = "heading" if whole and self.alone and self.kind == "clause" else self.kind
            elif self.kind == "heading":
                self.kind = "clause"  # "Article 75" and, on the next line, its text
        self.end = self.after = piece.end
        self.last_line = piece.end - max(piece.start, self.text.rfind("\n", piece.start, piece.end))
        self.heads = False

    def close(self) -> None:
        """Ends the open passage; a very long one becomes several."""
        if self.start < 0:
            return
        self.end = max(self.end, self.after)
        words = self.text[self.start : self.end]
        if self.kind == "title":
            self.title += words
        start, end = self.end - len(words.lstrip(STRIP)), self.start + len(words.rstrip(STRIP))
        if self.kind in ("heading", "title") and end - start > _NOTICE:
            if self.kind == "heading" and self.outline.levels and self.outline.levels[-1].style == "h1":
                self.outline.levels.pop()
                self.path = self.outline.path
            self.kind = "clause"
        for part in limited(self.text, start, end):
            self.passages.append(Passage(self.document.id, part, self.path, self.kind))
        self.start, self.kind, self.bare = -1, "clause", False
