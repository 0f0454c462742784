"""Segmentation: the text of a document as ordered passages, each with the path of headings and numbers above it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .model import Block, Document, Passage, PassageKind, Span
from .outline import MARKERS, Mark, Outline

_LONGEST = 4000  # characters of a passage; longer ones are split at sentence ends
_LEAD = 120  # characters of a lead-in that its items carry in their path
_HEADING = 110  # characters; longer lines in capitals are notices
_FURNITURE = "\x00"
# Between pieces: line ends, furniture, or the runs of spaces that stand for line ends in flattened text.
_BREAK = re.compile(r"[ \t]*[\n\x00\f][\s\x00]*|[ \t]{2,}")
_PROSE_END = frozenset(".;:!?\"”’')]—–-_")
_SENTENCE = re.compile(r"[.!?][\"”’)]*\s+(?=[\"“(\[]?[A-Z0-9])|[;:]\s+|\n+")
_OPENS = re.compile(
    r"""(?P<toc>(?:TABLE\s+OF\s+CONTENTS|Table\s+of\s+Contents|CONTENTS|INDEX)\s*$)
      | (?P<recital>WHEREAS\b|Whereas,|RECITALS?\b|Recitals?\s*:?\s*$|WITNESSETH|W\s?I\s?T\s?N\s?E\s?S\s?S\s?E\s?T\s?H|BACKGROUND\s*:?\s*$)
      | (?P<operative>NOW,?\s+THEREFORE|Now,?\s+therefore|NOW\s+IT\s+IS)
      | (?P<signature>IN\s+WITNESS\s+WHERE?OF|In\s+witness\s+whereof|(?:By|BY|Name|NAME|Signed|SIGNED|Signature)\s*:|/s/|SIGNED\s+(?:by|for)|ACCEPTED\s+AND\s+AGREED|AGREED\s+(?:AND|TO))
    """,
    re.X,
)
_DEFINES = re.compile(
    r"(?:the\s+(?:term|word)s?\s+)?[*_]*[\"“][^\"”\n]{2,80}[\"”][*_]*\s*(?:\([^)]{1,60}\)\s*)?(?:,\s[^,]{1,80},\s)?"
    r"(?:shall\s+|will\s+)?(?:means?|ha(?:s|ve)\s+the\s+(?:same\s+)?meaning|refers?\s+to|is\s+defined|are\s+defined|includes?)\b",
    re.I,
)
_RUN_IN = re.compile(r"\s*[*_]*([A-Z\"“][^.:;!?\n*]{1,90}?)[*_]*\s*(?:[.:](?=[\s*_]|$)|[-–—]{1,2}\s)")
_TOC_LINE = re.compile(r".{0,140}?(?:\.{3,}|\s)\s*(?:\d{1,3}|[ivx]+|[A-Z]-\d+)\s*$")
_MINOR = frozenset(
    "a an the of and or to in on for by with from as at its it is be not no nor per re under upon into than that this".split()
)
_MARKUP = re.compile(r"[*_#>\s\\]*")
# Inside a long unbroken piece: where a numbered clause may begin.
_INNER = re.compile(
    r"(?<=[\s\w.])(?:\d{1,2}(?:\.\d{1,2}){0,3}(?:\\?[.)])?[ ]+(?=[\"“A-Z\[])|\d{1,2}\\\.(?=[\s*A-Z])|\([a-z]{1,4}\)[ ]+(?=[\"“A-Z])"
    r"|[A-Z]\.[ ]+(?=[A-Z])|(?:ARTICLE|Article|SECTION|Section)[ ]+(?:[IVXL]{1,6}|\d{1,2}(?:\.\d{1,2})?)\b[.:]?[ ]+(?=[A-Z\"“])"
    r"|(?:EXHIBIT|SCHEDULE|ANNEX|APPENDIX)[ ][\"“]?[A-Z0-9]\b|IN[ ]WITNESS[ ]WHEREOF|WHEREAS,|NOW,?[ ]THEREFORE)"
)
_UNBROKEN = 600  # characters without a break: paragraphs were run together


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of text without a break. gap: how sure it is that something ends before it."""

    start: int
    end: int
    gap: int  # 0 none (inside a long piece), 1 line end, 2 wide space, 3 page break or furniture, 4 blank line or block
    block: Block | None = None


def segment(document: Document) -> list[Passage]:
    """The passages of a document, in order, without overlap, inside the text.

    Headings are passages of their own; a page break or page furniture does not end a passage.
    """
    machine = _Machine(document, _blanked(document))
    pieces = _of_blocks(document, machine.text) if document.blocks else _of_lines(document, machine.text)
    for piece in pieces:
        machine.take(piece)
    machine.close()
    return machine.passages


def _blanked(document: Document) -> str:
    """The text with furniture replaced by NULs, offsets unchanged."""
    if not document.furniture:
        return document.text.replace(_FURNITURE, " ")
    parts: list[str] = []
    at = 0
    for span in document.furniture:
        parts += document.text[at : span.start].replace(_FURNITURE, " "), _FURNITURE * len(span)
        at = span.end
    parts.append(document.text[at:].replace(_FURNITURE, " "))
    return "".join(parts)


def _of_lines(document: Document, text: str) -> Iterator[_Piece]:
    pages = frozenset(document.pages[1:])
    at, gap = 0, 4
    for found in _BREAK.finditer(text):
        start, end = found.span()
        if start > at:
            yield from _unbroken(text, at, start, gap)
        words = text[start:end]
        lines = words.count("\n")
        if _FURNITURE in words or lines > 3 or "\f" in words or pages and end in pages:
            gap = 3
        elif lines:
            gap = 4 if lines > 1 else 1
        else:
            gap = 2 if end - start > 2 else 1
        if start == at == 0:
            gap = 4
        at = end
    if at < len(text):
        yield from _unbroken(text, at, len(text), gap)


def _unbroken(text: str, start: int, end: int, gap: int) -> Iterator[_Piece]:
    """A piece; a long one in the parts at which numbered clauses may begin."""
    if end - start < _UNBROKEN:
        yield _Piece(start, end, gap)
        return
    at = start
    for found in _INNER.finditer(text, start, end):
        if found.start() > at:
            yield _Piece(at, found.start(), gap)
            at, gap = found.start(), 0
    yield _Piece(at, end, gap)


def _of_blocks(document: Document, text: str) -> Iterator[_Piece]:
    for block in document.blocks:
        start, end = block.span.start, block.span.end
        if block.kind in ("paragraph", "item") and end - start > _UNBROKEN:
            gap = 4
            for piece in _unbroken(text, start, end, gap):
                yield _Piece(piece.start, piece.end, piece.gap, block)
        else:
            yield _Piece(start, end, 4, block)


@dataclass(slots=True)
class _Machine:
    """Takes pieces in order and decides for each: does it go on with the passage or begin one?"""

    document: Document
    text: str
    passages: list[Passage] = field(default_factory=list[Passage])
    outline: Outline = field(default_factory=Outline)
    start: int = -1  # of the open passage; -1: none is open
    end: int = 0
    kind: PassageKind = "clause"
    path: tuple[str, ...] = ()
    mode: str = ""  # "toc", "signature" or ""
    bare: bool = False  # the open passage is a number whose words are still to come
    last_line: int = 0  # length of the piece before, to tell the last line of a paragraph
    width: int = 0
    markdown: bool = False

    def __post_init__(self) -> None:
        lines = sorted(len(line) for line in self.text[:40_000].split("\n"))
        self.width = lines[int(len(lines) * 0.8)] if lines else 0
        self.markdown = self.document.media_type == "text/markdown"

    def take(self, piece: _Piece) -> None:
        text, start, end = self.text, piece.start, piece.end
        first = text[start]
        done = self.start < 0
        # 1. The common case, most lines of most documents: a line that goes on in the middle of a sentence.
        if (
            not done
            and first.islower()
            and piece.gap < 4
            and piece.gap
            and text[start + 1 : start + 2] not in (".", ")")
        ):
            self._extend(piece)
            return
        block = piece.block
        if block is not None and block.kind in ("table", "title", "heading"):
            self._take_marked(piece, block)
            return
        at = _MARKUP.match(text, start, end).end() if self.markdown or first in " \t" else start  # type: ignore[union-attr]
        if at >= end:
            return
        mark = self.outline.mark_at(text, at, end) if text[at] in MARKERS else None
        opening = _OPENS.match(text, at, end) if text[at].isupper() or text[at] == "/" else None
        if self.mode == "toc" and self._in_toc(piece, mark):
            self._extend(piece)
            return
        if opening is not None and self._open(piece, opening.lastgroup or "", at):
            return
        if self.mode == "signature" and not self._leaves_signature(piece, mark):
            self._extend(piece)
            return
        if mark is not None and self._accepts(piece, mark):
            self._enter(piece, mark)
            return
        if done or self._begins(piece, at):
            self._paragraph(piece, at)
        else:
            self._extend(piece)

    def _take_marked(self, piece: _Piece, block: Block) -> None:
        """A block whose kind the format gives."""
        if block.kind == "table":
            self._begin(piece, "table")
            self.close()
            return
        label = _clean(self.text[piece.start : piece.end])
        at = _MARKUP.match(self.text, piece.start, piece.end).end()  # type: ignore[union-attr]
        mark = self.outline.mark_at(self.text, at, piece.end)
        self.mode = ""
        if mark is not None and mark.style == "annex":
            self.outline.enter(mark, label)
        elif block.kind == "heading":
            self.outline.head(block.level, label)
            if mark is not None and mark.style[:3] == "dec":
                self.outline.last["dec"] = mark.value
        self._begin(piece, "title" if block.kind == "title" else "heading")
        self.close()

    def _in_toc(self, piece: _Piece, mark: Mark | None) -> bool:
        """Whether a table of contents goes on: until its first entry comes again, or prose."""
        words = self.text[piece.start : piece.end]
        if len(words) > 160 and piece.gap:
            self.mode = ""
            self.close()
            return False
        if mark is not None and mark.value and mark.value[-1] == 1 and mark.style in ("article", "dec1"):
            if mark.style in self.outline.last and not _TOC_LINE.fullmatch(words):
                self.mode = ""
                self.close()
                self.outline = Outline()
                return False
            self.outline.last[mark.style] = mark.value
        return True

    def _open(self, piece: _Piece, opening: str, at: int) -> bool:
        """Fixed openings: contents, recitals, the operative words, signatures. False when the words only look like one."""
        if opening == "toc":
            self._begin(piece, "table")
            self.path = ("TABLE OF CONTENTS",)
            self.mode = "toc"
            return True
        if opening == "signature":
            if self.mode == "signature":
                self._extend(piece)
                return True
            if self.text[at].upper() not in "IAS/BN" or piece.gap == 0 and self.text[at : at + 2] != "IN":
                return False
            self._begin(piece, "signature")
            self.mode = "signature"
            return True
        if self.mode == "signature" or self.start >= 0 and not self._complete() and piece.gap < 2:
            return False
        if opening == "operative":
            self.outline.levels = [level for level in self.outline.levels if level.style in ("annex", "article")]
            self._begin(piece, "clause")
            return True
        self.outline.head(1, "RECITALS")
        self._begin(piece, "heading" if piece.end - piece.start < 20 else "clause")
        return True

    def _leaves_signature(self, piece: _Piece, mark: Mark | None) -> bool:
        """A signature block ends with an exhibit, a new article or a real paragraph."""
        long = piece.end - piece.start > 300 and piece.gap != 0
        if (
            long
            or mark is not None
            and (mark.style in ("annex", "article") or mark.value == (1,) and mark.style[0] == "d")
        ):
            self.mode = ""
            self.close()
            return True
        return False

    def _complete(self) -> bool:
        """Whether the open passage could end here: its words end like a sentence, a list item or a heading."""
        text, end = self.text, self.end
        if self.start < 0 or text[end - 1] in _PROSE_END:
            return True
        tail = text[max(self.start, end - 5) : end].lower()
        return tail.endswith((", and", "; or", ";or", " and", " or", ",")) or self.kind == "heading"

    def _accepts(self, piece: _Piece, mark: Mark) -> bool:
        """Whether a number begins a clause here, or is part of a sentence ("Section" / "3.2 of this Agreement")."""
        after = self.text[mark.end : mark.end + 2].lstrip()[:1]
        rest_lower = after.islower()
        follows = self.outline.follows(mark)
        if piece.block is not None and piece.block.kind == "item" and piece.gap == 4:
            return True
        style = mark.style
        if style == "bullet":
            return piece.gap > 0 and self._complete() or piece.gap == 4
        if style in ("annex", "article"):
            return self._heads(piece, mark, rest_lower)
        if style == "bare":
            return follows and piece.gap in (1, 2, 4) and self._complete()
        if piece.gap == 0:
            return self._accepts_inner(piece, mark, follows)
        if style.startswith("dec"):
            if rest_lower and not (follows and self._complete()):
                return False
            return follows or self._complete() and (len(mark.value) > 1 or piece.gap > 1 or mark.value[0] < 60)
        if style[1:] == "." or style[1:] == ")":  # "A." and "i)": initials of people look like them
            return follows and (self._complete() or piece.gap == 4)
        if self._complete() or self.kind == "heading":
            return True
        return follows and piece.gap > 1

    def _accepts_inner(self, piece: _Piece, mark: Mark, follows: bool) -> bool:
        """Inside an unbroken piece only the next number of a series begins a clause, and only after a sentence."""
        before = self.text[self.end - 1] if self.start >= 0 else "."
        if self.text[mark.end - 2] == "\\":  # Markdown escapes the dot only where a number would begin a list
            return True
        if mark.style.startswith("dec"):
            word = self.text[max(0, piece.start - 12) : piece.start].split()
            referred = bool(word) and word[-1].lower().strip("(") in (
                "section",
                "sections",
                "article",
                "clause",
                "and",
                "no.",
                "paragraph",
            )
            return follows and not referred and (before in '.;:)"”]' or before.isupper())
        return follows and before in ".:"

    def _heads(self, piece: _Piece, mark: Mark, rest_lower: bool) -> bool:
        """Whether "Exhibit A" or "ARTICLE 5" is a heading here and not a reference in a sentence."""
        words = self.text[piece.start : piece.end]
        if rest_lower or self.text[mark.end : mark.end + 1] in (",", ";", ")"):
            return False
        if mark.text.isupper() and (piece.gap >= 1 and self._complete() or piece.gap >= 2):
            return True
        if not self._complete() and piece.gap != 4:
            return False
        return len(words) < _HEADING and piece.gap >= 1 or mark.style == "article" and self.outline.follows(mark)

    def _enter(self, piece: _Piece, mark: Mark) -> None:
        """Begins a numbered clause."""
        text = self.text
        lead = self._lead() if not mark.style.startswith(("annex", "article")) else ""
        words = text[mark.end : piece.end]
        heading, whole = _heading_of(words)
        numbered = mark.style.startswith(("dec", "article", "annex", "bare", "A.", "I."))
        label = f"{mark.text} {heading}".strip() if heading else mark.text
        if mark.style == "annex" and not heading:
            label = mark.text
        self.outline.enter(mark, label[:_LEAD], lead)
        if numbered and whole and (heading or mark.style in ("article", "annex")):
            self._begin(piece, "heading")
            self.bare = not heading
            return
        item = mark.style[0] in "aiAI1b" and mark.style != "bare"
        self._begin(piece, "definition" if _DEFINES.match(words.lstrip(" *_")) else "item" if item else "clause")
        self.bare = not words.strip()

    def _lead(self) -> str:
        """The last sentence of the open passage, when it introduces what comes: it ends with a colon or not at all."""
        if self.start < 0 or self.kind in ("heading", "table", "signature"):
            return ""
        words = " ".join(self.text[max(self.start, self.end - 400) : self.end].replace(_FURNITURE, " ").split())
        if not words or words[-1] in ".;!?" or words.endswith((" and", " or", ",")):
            return ""
        last = max(words.rfind(". "), words.rfind("; "))
        words = words[last + 2 :] if last >= 0 else words
        return words if len(words) <= _LEAD else "…" + words[-_LEAD:].partition(" ")[2]

    def _begins(self, piece: _Piece, at: int) -> bool:
        """Whether a piece without a number begins a paragraph."""
        text, first = self.text, self.text[at]
        if piece.gap == 0 or self.bare:
            return False
        if piece.block is not None:
            return piece.gap == 4
        complete = self._complete()
        if piece.gap == 4:
            return complete or not first.islower()
        if self.kind == "heading":
            return True
        if not complete or first.islower():
            return complete and piece.gap > 1 and _is_caps(text[at : piece.end])
        ended = text[self.end - 1] in '.:;!?"”)'
        if piece.gap == 1:
            return ended and self.last_line < 0.75 * self.width or _is_caps(text[at : piece.end]) and ended
        return ended

    def _paragraph(self, piece: _Piece, at: int) -> None:
        """Begins a paragraph or a heading without a number."""
        words = self.text[at : piece.end]
        if self.bare and self.start >= 0:
            self._extend(piece)
            return
        if _is_caps(words) and piece.gap:
            joined = self._joins_heading()
            if joined:
                self._extend(piece)
                self.outline.rename(f"{self.outline.levels[-1].label} {_clean(words)}"[:_LEAD])
                return
            title = not self.passages and self.start < 0
            if not title:
                self.outline.head(1, _clean(words))
            self._begin(piece, "title" if title else "heading")
            return
        heading, whole = _heading_of(words) if len(words) < _HEADING and piece.gap >= 4 else ("", False)
        if whole and heading and not self.markdown and words[-1] not in ".,;":
            self.outline.head(2, heading)
            self._begin(piece, "heading")
            return
        self._begin(
            piece,
            "definition"
            if _DEFINES.match(words)
            else "item"
            if piece.block and piece.block.kind == "item"
            else "clause",
        )

    def _joins_heading(self) -> bool:
        """A heading on two lines: "ARTICLE III" and "GRANT"."""
        return (
            self.start >= 0
            and self.kind == "heading"
            and bool(self.outline.levels)
            and self.outline.levels[-1].style in ("article", "annex", "dec1")
            and len(self.outline.levels[-1].label) < 24
        )

    def _begin(self, piece: _Piece, kind: PassageKind) -> None:
        self.close()
        self.start, self.end, self.kind, self.path = piece.start, piece.end, kind, self.outline.path
        self.last_line = piece.end - piece.start
        self.bare = False

    def _extend(self, piece: _Piece) -> None:
        if self.start < 0:
            self.start, self.path = piece.start, self.outline.path
        elif self.bare:
            self.bare = False
            heading, _ = _heading_of(self.text[piece.start : piece.end])
            if heading and self.outline.levels:
                self.outline.rename(f"{self.outline.levels[-1].label} {heading}"[:_LEAD])
        self.end = piece.end
        self.last_line = piece.end - piece.start

    def close(self) -> None:
        """Ends the open passage; a very long one becomes several."""
        if self.start < 0:
            return
        start, end = self.start, self.end
        piece = self.text[start:end]
        start, end = start + len(piece) - len(piece.lstrip(" \t\n\r\f\x00")), start + len(piece.rstrip(" \t\n\r\f\x00"))
        if self.mode not in ("toc", "signature") and self.kind != "table":
            self.path = self.outline.path if self.kind == "heading" else self.path
        for a, b in _parts(self.text, start, end):
            self.passages.append(Passage(self.document.id, Span(a, b), self.path, self.kind))
        self.start = -1
        self.kind = "clause"


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A span cut at sentence ends so that no part is much longer than the limit."""
    if end <= start:
        return
    while end - start > _LONGEST:
        ends = [m.end() for m in _SENTENCE.finditer(text, start + _LONGEST // 2, min(end, start + _LONGEST))]
        cut = ends[-1] if ends else text.rfind(" ", start, start + _LONGEST) + 1 or start + _LONGEST
        cut = cut if cut > start else start + _LONGEST
        stop = start + len(text[start:cut].rstrip())
        if stop > start:
            yield start, stop
        start = cut
    if text[start:end].strip():
        yield start, end


def _clean(words: str) -> str:
    """A heading without markup, on one line."""
    words = words.replace(_FURNITURE, " ").replace("\\", "")
    return " ".join(re.sub(r"[*_#`]+|={3,}|-{3,}|\]\([^)]*\)|\[", " ", words).split())[:_LEAD]


def _is_caps(words: str) -> bool:
    """A line in capitals that heads something: not a notice of many lines, not a blank to fill in."""
    return len(words) < _HEADING and words.isupper() and sum(map(str.isalpha, words)) > 3 and words.count("_") < 4


def _heading_of(words: str) -> tuple[str, bool]:
    """The heading that words begin with ("" if none), and whether it is all of them."""
    stripped = words.strip().strip("*_").strip()
    if not stripped:
        return "", True
    found = _RUN_IN.match(words)
    candidate = found[1].strip() if found else stripped
    whole = not found or not words[found.end() :].strip(" *_\n")
    if len(candidate) > 90 or not found and stripped[-1] in ",;":
        return "", whole and len(stripped) < 90
    if not _is_titled(candidate):
        return "", False
    return candidate.strip('"“”'), whole


def _is_titled(words: str) -> bool:
    """Whether words are written like a title: capitals on all but small words."""
    parts = words.split()
    if not parts or len(parts) > 12:
        return False
    main = [part for part in parts if part.lower().strip(",()/&") not in _MINOR]
    high = sum(not part.lstrip("(\"“'").islower() and not part[0].islower() for part in main)
    return bool(main) and (
        high == len(main) or len(parts) <= 5 and parts[0][0].isupper() and high >= len(main) - 1 and len(parts) > 1
    )
