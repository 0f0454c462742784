"""PDF: the text layer as pdfium orders it, page by page."""

import ctypes
import re
from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ..errors import Unreadable
from ..model import Block, Reading, Span
from . import furniture, hyphens, ruled

MEDIA_TYPE = "application/pdf"

_FEW = 20  # letters a page; fewer are a stamp or a page number
_MARK = re.compile(f"[{ruled.OPEN}{ruled.CLOSE}]")
_MOST_PAGES = 10_000
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
    r"(?m)^( *(?:\d{1,3}(?:\.\d{1,3})+\.?|\d{1,3}\.|[A-Z]\.(?=[A-Z][A-Za-z]))(?=[\"“A-Z])| *\([A-Za-z0-9]{1,4}\)(?=[\"“A-Za-z]))"
)


def bid(data: bytes, name: str) -> float:
    """By the mark %PDF near the start; by name alone when nothing else wants the bytes."""
    if b"%PDF-" in data[:_HEAD]:
        return 1.0 if data.startswith(b"%PDF-") else 0.8
    return 0.2 if name.lower().endswith(".pdf") else 0.0


def read(data: bytes, name: str) -> Reading:
    """The text of all pages, visual lines kept, words broken at line ends joined, furniture marked.

    Raises Unreadable when the file is empty, damaged, encrypted, too long, or has no text layer.
    """
    if not data:
        raise Unreadable(f"{name}: the file is empty; fetch it again")
    if b"%PDF-" not in data[:_HEAD]:
        raise Unreadable(f"{name}: called PDF but it is not one; check what kind of file it is")
    texts = hyphens.joined(list(_page_texts(data, name)))
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
    spans = furniture.of_pages(text, pages)
    if sum(map(len, texts)) - sum(map(len, spans)) < _FEW * len(texts) and not _has_words(text, spans):
        raise Unreadable(f"{name}: no text layer in {len(texts)} pages, only pictures; run OCR on it first")
    blank = [str(number) for number, words in enumerate(texts, start=1) if not words.strip()]
    facts = {"pages_without_text": ",".join(blank)} if blank else {}
    return Reading(text=text, pages=tuple(pages), blocks=tuple(blocks), furniture=spans, metadata=facts)


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


def _page_texts(data: bytes, name: str) -> Iterator[str]:
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
        for number in range(count):
            yield _clean(_page_text(document, number))
    finally:
        document.close()


def _page_text(document: pdfium.PdfDocument, number: int) -> str:
    """The text of one page, by pdfium's own functions: the wrapper's objects cost a tenth more."""
    page = raw.FPDF_LoadPage(document.raw, number)
    if not page:
        return ""  # one damaged page does not take the others with it
    try:
        layer = raw.FPDFText_LoadPage(page)
        if not layer:
            return ""
        try:
            count = raw.FPDFText_CountChars(layer)
            # pdfium may write more than it counts: generated spaces and line ends (twice is its own bound).
            room = (ctypes.c_ushort * (2 * count + 2))()
            written = raw.FPDFText_GetText(layer, 0, count, room)
            text = bytes(memoryview(room).cast("B")[: max(0, written - 1) * 2]).decode("utf-16-le", errors="replace")
            return ruled.text(page, layer, text) if ruled.is_ruled(page) else text
        finally:
            raw.FPDFText_ClosePage(layer)
    finally:
        raw.FPDF_ClosePage(page)


def _clean(text: str) -> str:
    text = text.replace("\r\n", "\n").replace(" \n", "\n")
    if not text.isascii() or "\x00" in text or "\x02" in text or "\x0c" in text:
        for odd, plain in _SAME.items():
            if odd in text:
                text = text.replace(odd, plain)
    return _GLUED.sub(r"\1 ", text.strip("\n"))
