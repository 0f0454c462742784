"""The nouns of a corpus: sources, documents, passages, spans and failures."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Literal, get_args

Kind = Literal["contract", "terms", "press", "other"]
KINDS: tuple[Kind, ...] = get_args(Kind)

Status = Literal["read", "failed", "no text"]  # of a source

_start, _end = attrgetter("start"), attrgetter("end")

BlockKind = Literal["title", "heading", "paragraph", "item", "table"]
PassageKind = Literal["title", "heading", "clause", "item", "definition", "table", "signature"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of Unicode code points in `Document.text`.

    Raises ValueError when it is empty of meaning: negative or ending before it starts.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Block:
    """What a format itself says about a stretch of text: markup headings, list items, tables."""

    span: Span
    kind: BlockKind
    level: int = 0  # headings: 1 is the outermost; items: depth of the list


@dataclass(frozen=True, slots=True)
class Source:
    """One appearance of a document. A wire story in 30 outlets is 30 sources of one document.

    What is known of it beforehand: a person said it (the manifest), or the container it lies in knows it; then
    `from_container` names the field. None means not said.
    """

    uri: str
    kind: Kind | None = None
    company: str | None = None
    published: str | None = None  # ISO prefix: "2021", "2021-02", "2021-02-03"
    title: str | None = None
    document_id: str | None = None  # set once the bytes were read
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None  # ISO 639-1
    captured: str | None = None  # when a web archive saved the page: it was published before
    status: Status = "failed"  # until it is read; "no text" where a list names a document that it does not hold
    from_container: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of bytes: one canonical text and what the format says about it.

    pages:     offset at which each page starts; (0,) where the format has no pages.
    furniture: running headers, footers and page numbers, in order, without overlap. They stay in the text
               (it is what the page shows) and are left out wherever the text is read as prose.
    metadata:  plain facts of the file: title, author, published, outlet, language, ...
    """

    text: str
    pages: tuple[int, ...] = (0,)
    blocks: tuple[Block, ...] = ()
    furniture: tuple[Span, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Document:
    """Content only: the same bytes are the same document wherever they were found.

    id: sha256 of the bytes, hexadecimal. language: ISO 639-1 code, "und" if not detected.
    """

    id: str
    media_type: str
    text: str
    pages: tuple[int, ...] = (0,)
    language: str = "und"
    blocks: tuple[Block, ...] = ()
    furniture: tuple[Span, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict[str, str])

    def page(self, offset: int) -> int:
        """The number, from 1, of the page that `offset` lies on."""
        return bisect_right(self.pages, offset) or 1

    @property
    def gaps(self) -> str:
        """What of its pages could not be read so surely that finding nothing there proves anything; "" for nothing."""
        said = (("low_quality", "recognised badly"), ("unread_pages", "not read"))
        found = [(self.metadata[key].replace(",", ", "), what) for key, what in said if self.metadata.get(key)]
        return "; ".join(f"{'pages' if ',' in pages else 'page'} {pages} {what}" for pages, what in found)

    def prose(self, span: Span) -> str:
        """The text of `span` with page furniture cut out: a sentence that runs over a page break reads whole."""
        pieces = self._furniture(span)
        if not pieces:
            return self.text[span.start : span.end]
        parts: list[str] = []
        at = span.start
        for piece in pieces:
            parts.append(self.text[at : max(at, piece.start)])
            at = min(piece.end, span.end)
        parts.append(self.text[at : span.end])
        return "".join(parts)

    def blanked(self, span: Span) -> str:
        """The text of `span`, page furniture replaced by as many spaces, so that offsets still hold."""
        pieces = self._furniture(span)
        if not pieces:
            return self.text[span.start : span.end]
        parts: list[str] = []
        at = span.start
        for piece in pieces:
            start, end = max(piece.start, span.start), min(piece.end, span.end)
            parts += self.text[at:start], " " * (end - start)
            at = end
        parts.append(self.text[at : span.end])
        return "".join(parts)

    def _furniture(self, span: Span) -> tuple[Span, ...]:
        """The pieces of furniture that reach into `span`; all of them are in order and do not overlap."""
        if not self.furniture:
            return ()
        first = bisect_right(self.furniture, span.start, key=_end)
        return self.furniture[first : bisect_left(self.furniture, span.end, first, key=_start)]


@dataclass(frozen=True, slots=True)
class Passage:
    """The smallest part of a document that has its own place in it: a numbered clause, a paragraph, a table row group.

    path: headings and numbers above and of it, outermost first, e.g. ("3. Use of Image", "(a)").
    """

    document_id: str
    span: Span
    path: tuple[str, ...] = ()
    kind: PassageKind = "clause"


@dataclass(frozen=True, slots=True)
class Failure:
    """One item that could not be processed."""

    item: str
    step: str
    error: str
    message: str
