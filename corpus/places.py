"""Where words stand on the page: boxes of a span in its PDF, and pictures of pages with the words marked.

Boxes are in points (1/72 inch) of the page as it is shown, measured from its top left corner to the right and down.
"""

import ctypes
import io
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from .errors import Unreadable
from .model import Document, Span
from .readers import fields, layer, ocr
from .readers.layer import Box

Place = tuple[int, float, float, float, float]  # page from 1, left, top, right, bottom
_Letter = tuple[str, Box]
_Seen = tuple[list[_Letter], Callable[[Box], Box]]  # see `_seen`

_FINE = 100  # units a point: pdfium converts to whole units
_SURE = 12  # letters: fewer in a row may be found in the wrong place of a page
SCALE = 2.0  # dots of a picture for a point of the page: 144 dots to the inch
_MARKED = (255, 236, 139)


def boxes(data: bytes, document: Document, span: Span) -> list[Place]:
    """Where `span` of `document` stands in `data`, the PDF it was read from: a box a line, in reading order.

    Running heads and feet inside the span are left out. A page that was read by OCR is read again. Words that cannot
    be found on their page (a few, where a table was written as rows) have no box.
    Raises Unreadable when the file is no PDF that opens.
    """
    return boxes_of(data, document, (span,))[0]


def boxes_of(data: bytes, document: Document, spans: Sequence[Span]) -> list[list[Place]]:
    """The `boxes` of several spans; each page is looked at once."""
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as fault:
        raise Unreadable(f"no PDF to find words in: {fault}") from fault
    try:
        seen = cache(lambda page: _seen(pdf, page, document))
        return [list(_boxes(document, span, len(pdf), seen)) for span in spans]
    finally:
        pdf.close()


def _boxes(document: Document, span: Span, count: int, seen: Callable[[int], _Seen]) -> Iterator[Place]:
    first, last = document.page(span.start), document.page(max(span.start, span.end - 1))
    for page in range(first, min(last, count) + 1):
        start, end = _page_span(document, page)
        part = Span(max(span.start, start), max(start, min(span.end, end)))
        words = document.prose(part).split()
        before = len(_letters(document.prose(Span(start, part.start))))
        letters, shown = seen(page)
        yield from ((page, *shown(box)) for box in _lines(_matched(words, letters, before)))


def picture(data: bytes, page: int, marked: Sequence[Place] = ()) -> bytes:
    """A page of a PDF as PNG, at 144 dots an inch, with the boxes of `marked` that lie on it in yellow.

    Raises Unreadable when the file does not open or has no such page.
    """
    from PIL import Image, ImageChops, ImageDraw

    try:
        with pdfium.PdfDocument(data) as pdf:
            shown = pdf[page - 1].render(scale=SCALE).to_pil().convert("RGB")  # pyright: ignore[reportArgumentType]
    except (pdfium.PdfiumError, IndexError) as fault:
        raise Unreadable(f"page {page} cannot be shown: {fault}") from fault
    veil = Image.new("RGB", shown.size, "white")  # multiplied, so that letters stay black
    pen = ImageDraw.Draw(veil)
    for _, *box in (place for place in marked if place[0] == page):
        pen.rectangle([side * SCALE for side in box], fill=_MARKED)
    sink = io.BytesIO()
    ImageChops.multiply(shown, veil).save(sink, "PNG")
    return sink.getvalue()


def _page_span(document: Document, page: int) -> tuple[int, int]:
    ends = (*document.pages[1:], len(document.text))
    return document.pages[page - 1], ends[page - 1]


def _letters(text: str) -> str:
    """The letters and digits of a text, however they are written: "ﬁ" is "fi"."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def _seen(pdf: pdfium.PdfDocument, number: int, document: Document) -> _Seen:
    """The letters of a page, each with its box, and what makes of such a box one of the page as it is shown."""
    if str(number) in document.metadata.get("ocr_pages", "").split(","):
        read = ocr.page(pdf[number - 1])
        words = [] if read is None else [(read.text[start:end], box) for start, end, box in read.boxes]
        return [(letter, box) for word, box in words for letter in _letters(word)], lambda box: box
    page = pdf[number - 1]
    text = page.get_textpage()
    high = page.get_height()
    printed = [(char.text, char.box) for char in layer.chars(text.raw, high) if char.box]
    printed += [(field.words, field.box) for field in fields.of_page(pdf, page.raw)]
    return [(letter, box) for words, box in printed for letter in _letters(words)], partial(_shown, page)


def _shown(page: pdfium.PdfPage, box: Box) -> Box:
    """A box of the file's own space as the page is shown: turned, and cut to its edges."""
    wide, high = page.get_size()
    corners: list[tuple[float, float]] = []
    for x, y in ((box[0], high - box[1]), (box[2], high - box[3])):
        across, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(page.raw, 0, 0, round(wide * _FINE), round(high * _FINE), 0, x, y, across, down)
        corners.append((across.value / _FINE, down.value / _FINE))
    (a, b), (c, d) = corners
    return (min(a, c), min(b, d), max(a, c), max(b, d))


def _matched(words: Sequence[str], seen: Sequence[_Letter], before: int) -> Iterator[Box]:
    """The boxes of words on a page: as long a run of them as the page has in a row, then the next.

    before: letters of the page that come before them in the text, to choose between equal places.
    """
    page = "".join(letter for letter, _ in seen)
    wanted = [_letters(word) for word in words]
    at = 0
    while at < len(wanted):
        count, start = _longest(wanted[at:], page, before)
        length = sum(map(len, wanted[at : at + count]))
        if start >= 0 and (length >= _SURE or count == len(wanted)):
            yield from (box for _, box in seen[start : start + length])
            before = start + length
        at += max(1, count)


def _longest(words: Sequence[str], page: str, near: int) -> tuple[int, int]:
    """How many of the words the page has in a row, and where, as near as can be; (0, -1) for none."""
    counts = range(1, len(words) + 1)
    count = bisect_left(counts, True, key=lambda n: "".join(words[:n]) not in page)
    needle = "".join(words[:count])
    if not needle:
        return count, -1
    starts: list[int] = []
    start = page.find(needle)
    while start >= 0:
        starts.append(start)
        start = page.find(needle, start + 1)
    return count, min(starts, key=lambda place: abs(place - near), default=-1)


def _lines(letters: Iterator[Box]) -> list[Box]:
    """Boxes of letters put together to one a line."""
    lines: list[Box] = []
    for box in letters:
        if lines:
            last = lines[-1]
            height = max(last[3] - last[1], box[3] - box[1], 1.0)
            beside = min(last[3], box[3]) - max(last[1], box[1]) > 0.3 * min(last[3] - last[1], box[3] - box[1])
            if beside and last[0] - height < box[0] < last[2] + 3 * height:
                lines[-1] = (
                    min(last[0], box[0]),
                    min(last[1], box[1]),
                    max(last[2], box[2]),
                    max(last[3], box[3]),
                )
                continue
        lines.append(box)
    return lines
