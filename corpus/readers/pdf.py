"""PDF: the text layer as pdfium orders it, page by page."""

import ctypes
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from time import monotonic
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ..errors import Unreadable
from ..model import Block, Reading, Span
from . import columns, fields, furniture, hyphens, margin, ocr, ruled, scans

MEDIA_TYPE = "application/pdf"

_FEW = 20  # letters a page; fewer are a stamp or a page number
_MARK = re.compile(f"[{ruled.OPEN}{ruled.CLOSE}]")
_MOST_PAGES = 10_000
_OCR_SECONDS = 450.0  # for the pictures of one document, so that a long scan is read in part and says so
_HEAD = 1024  # the standard allows the mark anywhere in the first kilobyte
# Characters that print the same as plain ones; a rule that looks for a semicolon must find it.
_SAME = {
    **dict.fromkeys("\xa0\u2002\u2003\u2009\u200a\u202f\u3000", " "),
    **dict.fromkeys("\u2010\u2011\xad", "-"),
    **dict.fromkeys("\x00\u200b\ufeff\x0c", ""),
    "\u037e": ";",  # the Greek question mark, which some fonts give for the semicolon
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\x02": "\ufffe",
}
# A clause number set off by a tab, of which pdfium makes nothing: "2.1License", "(a)Subject".
_GLUED = re.compile(
    r"\n( *(?:\d{1,3}(?:\.\d{1,3})+\.?|\d{1,3}\.|[A-Z]\.(?=[A-Z][A-Za-z]))(?=[\"“A-Z])| *\([A-Za-z0-9]{1,4}\)(?=[\"“A-Za-z]))"
)


def bid(data: bytes, name: str) -> float:
    """By the mark %PDF near the start; by name alone when nothing else wants the bytes."""
    if b"%PDF-" in data[:_HEAD]:
        return 1.0 if data.startswith(b"%PDF-") else 0.8
    return 0.2 if name.lower().endswith(".pdf") else 0.0


def read(data: bytes, name: str) -> Reading:
    """The text of all pages, visual lines kept, words broken at line ends joined, furniture marked.

    Pages that are pictures go through OCR where Tesseract is installed. What the metadata may hold, as numbers of pages
    joined by commas: `ocr_pages`, those read so, with `ocr_confidence`, the mean of each (0 to 100); `low_quality`,
    those of them not sure enough to prove silence; `unread_pages`, pictures in which nothing could be read;
    `pages_without_text`, empty ones; `fields`, names and values of form fields as JSON.
    Raises Unreadable when the file is empty, damaged, encrypted, too long, or nothing on it can be read.
    """
    if not data:
        raise Unreadable(f"{name}: the file is empty; fetch it again")
    if b"%PDF-" not in data[:_HEAD]:
        raise Unreadable(f"{name}: called PDF but it is not one; check what kind of file it is")
    found = _Found()
    texts = hyphens.joined(list(_page_texts(data, name, found)))
    pages: list[int] = []
    blocks: list[Block] = []
    at = 0
    for number, text in enumerate(texts):
        pages.append(at)
        if ruled.OPEN in text:
            texts[number], tables = _tables(text, at)
            blocks += tables
        at += len(texts[number]) + 1
    text = "\n".join(texts)
    if found.dynamic and text.lstrip().startswith("Please wait"):
        raise Unreadable(f"{name}: a form that only Adobe Reader shows (XFA); open it there and print it to PDF")
    spans = furniture.of_pages(text, pages)
    if sum(map(len, texts)) - sum(map(len, spans)) < _FEW * len(texts) and not _has_words(text, spans):
        raise Unreadable(f"{name}: no text layer in {len(texts)} pages, only pictures; {_why_not()}")
    blank = [n for n, words in enumerate(texts, start=1) if not words.strip() and n not in found.unread]
    facts = found.facts() | ({"pages_without_text": _joined(blank)} if blank else {})
    return Reading(text=text, pages=tuple(pages), blocks=tuple(blocks), furniture=spans, metadata=facts)


def _why_not() -> str:
    """What to do about pictures that gave no text."""
    if not ocr.wanted():
        return "OCR was left out; read it again with OCR"
    if ocr.installed():
        return "OCR made no words of them; scan it again at 300 dpi, or give the text"
    return f"they need OCR: {ocr.ADVICE}"


@dataclass(slots=True)
class _Found:
    """What was met beside text, by number of page. started: when the first picture was read. dynamic: the file
    is a form that draws itself (XFA)."""

    confidence: dict[int, float] = field(default_factory=dict[int, float])
    unread: list[int] = field(default_factory=list[int])
    fields: dict[str, str] = field(default_factory=dict[str, str])
    started: float = 0.0
    dynamic: bool = False

    def facts(self) -> dict[str, str]:
        low = [n for n, confidence in self.confidence.items() if confidence < ocr.SURE]
        said = {
            "ocr_pages": _joined(self.confidence),
            "ocr_confidence": _joined(round(confidence) for confidence in self.confidence.values()),
            "low_quality": _joined(low),
            "unread_pages": _joined(self.unread),
            "fields": json.dumps(self.fields, ensure_ascii=False) if self.fields else "",
        }
        return {key: value for key, value in said.items() if value}


def _joined(numbers: Iterable[int]) -> str:
    return ",".join(map(str, numbers))


def _tables(text: str, start: int) -> tuple[str, list[Block]]:
    """The text of a page without the marks around its tables, and the tables as blocks; `start`: offset of the page."""
    blocks: list[Block] = []
    parts: list[str] = []
    at = start
    for part in _MARK.split(text):
        parts.append(part)
        if len(parts) % 2 == 0:
            blocks.append(Block(Span(at, at + len(part)), "table"))
        at += len(part)
    return "".join(parts), blocks


def _has_words(text: str, spans: Sequence[Span]) -> bool:
    """Whether there are words outside the furniture: a stamp on every picture is no text layer."""
    covered = sum(map(len, spans))
    return sum(map(str.isalpha, text[:20_000])) - covered >= _FEW


def _page_texts(data: bytes, name: str, found: _Found) -> Iterator[str]:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as fault:
        if "password" in str(fault).lower():
            raise Unreadable(f"{name}: the PDF is encrypted; save a copy without the password") from fault
        raise Unreadable(f"{name}: the PDF is damaged or truncated ({fault}); fetch it again") from fault
    try:
        count = len(document)
        if count > _MOST_PAGES:
            raise Unreadable(f"{name}: {count} pages, more than {_MOST_PAGES}; split it")
        if not count:
            raise Unreadable(f"{name}: the PDF has no pages; fetch it again")
        found.dynamic = raw.FPDF_GetFormType(document.raw) in (raw.FORMTYPE_XFA_FULL, raw.FORMTYPE_XFA_FOREGROUND)
        for number in range(count):
            yield _clean(_page_text(document, number, found))
    finally:
        document.close()


def _page_text(document: pdfium.PdfDocument, number: int, found: _Found) -> str:
    """The text of one page, by pdfium's own functions: the wrapper's objects cost a tenth more."""
    page = raw.FPDF_LoadPage(document.raw, number)
    if not page:
        return ""  # one damaged page does not take the others with it
    try:
        layer = raw.FPDFText_LoadPage(page)
        if not layer:
            return ""
        try:
            text = _layer_text(layer)
            filled, drawn = fields.of_page(document, page), ruled.lines(page)
            if filled:
                found.fields |= fields.values(filled)
                text = ruled.text(drawn, page, layer, *_woven(page, layer, filled))
            elif ruled.cross(drawn):
                text = ruled.text(drawn, page, layer, text)
            elif columns.is_suspect(layer, text, raw.FPDF_GetPageWidthF(page)):
                text = columns.ordered(page, layer, text)
            elif margin.is_suspect(text):
                text = margin.ordered(page, layer, text)
            if len(text) < scans.LONGEST or scans.is_garbled(text):
                text = _recognised(document, page, number, text, found)
            return text
        finally:
            raw.FPDFText_ClosePage(layer)
    finally:
        raw.FPDF_ClosePage(page)


def _layer_text(layer: Any) -> str:
    count = raw.FPDFText_CountChars(layer)
    # pdfium may write more than it counts: generated spaces and line ends (twice is its own bound).
    room = _array(1 << (2 * count + 2).bit_length())()
    written = raw.FPDFText_GetText(layer, 0, count, room)
    return ctypes.string_at(room, max(0, written - 1) * 2).decode("utf-16-le", errors="replace")


@cache
def _array(size: int) -> type[ctypes.Array[ctypes.c_ushort]]:
    """A type of arrays, kept: to make one takes longer than to fill it."""
    return ctypes.c_ushort * size


def _woven(page: Any, layer: Any, filled: Sequence[fields.Field]) -> tuple[str, fields.Filled]:
    """The text of a page with its fields, and the same for any box on it."""
    woven = fields.Filled(page, layer, filled)
    return woven.text, woven


def _recognised(document: pdfium.PdfDocument, page: Any, number: int, text: str, found: _Found) -> str:
    """The text of a page that may be a picture; as it is where it is none, or cannot be read."""
    garbled = scans.is_garbled(text)
    if not garbled and not scans.is_picture(page, text):
        return text
    found.started = found.started or monotonic()
    read = ocr.page(document[number]) if monotonic() - found.started < _OCR_SECONDS else None
    if read is None or not (read.words or read.confidence == 100):
        found.unread.append(number + 1)
        return "" if garbled else text
    if read.words:
        found.confidence[number + 1] = read.confidence
    return scans.with_stamp(read.text, "" if garbled else text)


def _clean(text: str) -> str:
    text = text.replace("\r\n", "\n").replace(" \n", "\n")
    if not text.isascii() or "\x00" in text or "\x02" in text or "\x0c" in text:
        for odd, plain in _SAME.items():
            if odd in text:
                text = text.replace(odd, plain)
    stripped = text.strip("\n")
    return _GLUED.sub(r"\n\1 ", f"\n{stripped}")[1:]  # with ^ instead of the line end every character is tried
