"""Quotes are found on their pages: boxes hold the words, whatever the page does to them."""

import io
import shutil

import pypdfium2 as pdfium
import pytest
from facevalue.corpus import Span, Unreadable, readers
from facevalue.corpus.places import boxes, picture
from made import pdf, pdf_of, scan, shown
from PIL import Image

LINES = ["1. Grant of the voice", "The performer grants Lumen Avatars a licence", "to use her voice for two years."]


def place(data: bytes, quote: str) -> tuple[list[tuple[int, float, float, float, float]], str]:
    """The boxes of the first `quote` and the words that pdfium finds under them."""
    document = readers.document(data, "a.pdf")
    start = document.text.index(quote)
    found = boxes(data, document, Span(start, start + len(quote)))
    under: list[str] = []
    with pdfium.PdfDocument(data) as pages:
        for page, left, top, right, bottom in found:
            high = pages[page - 1].get_height()
            middle = (top + bottom) / 2
            text = pages[page - 1].get_textpage()
            under.append(text.get_text_bounded(left - 1, high - middle - 2, right + 1, high - middle + 2))
    return found, " ".join(" ".join(under).split())


def test_a_quote_over_two_lines_has_two_boxes() -> None:
    found, under = place(pdf(["cover"], LINES), "grants Lumen Avatars a licence\nto use")
    assert under == "grants Lumen Avatars a licence to use"
    assert [box[0] for box in found] == [2, 2]
    _, left, top, _, bottom = found[1]
    assert left == pytest.approx(72, abs=2)
    assert (top, bottom) == (pytest.approx(792 - 700 - 8, abs=3), pytest.approx(792 - 700 + 2, abs=3))


def test_of_equal_words_those_of_the_span_are_found() -> None:
    data = pdf(["The fee is USD 900.", "The fee is USD 900.", "The fee is USD 900."])
    document = readers.document(data, "a.pdf")
    tops = [boxes(data, document, Span(20 * n, 20 * n + 18))[0][2] for n in range(3)]
    assert tops == sorted(tops)
    assert len(set(tops)) == 3


def test_a_quote_over_a_page_break_leaves_the_foot_out() -> None:
    seasons = ("spring season", "summer film", "autumn play", "winter")
    pages = [
        [f"The fee for the {what} is due when it ends", f"and on until {n * 'x'}", f"Page {n} of 4"]
        for n, what in enumerate(seasons, start=1)
    ]
    data = pdf(*pages)
    document = readers.document(data, "a.pdf")
    span = Span(document.text.index("on until"), document.text.index("the summer film") + 15)
    found = boxes(data, document, span)
    assert [box[0] for box in found] == [1, 2]
    assert all(box[4] < 100 for box in found)


def test_rows_of_a_table_are_found() -> None:
    data = pdf(["The fees are these:", "Use in broadcast\tFee of the season", "Radio\tUSD 900"], ruled=True)
    _, under = place(data, "Use in broadcast | Fee of the season")
    assert under == "Use in broadcast Fee of the season"


def test_boxes_are_of_the_page_as_it_is_shown() -> None:
    data = pdf_of(shown(72, 740, "Turned words of a licence"), entries=b"/Rotate 90")
    (box,) = place(data, "Turned words of a licence")[0]
    _, left, top, right, bottom = box
    assert bottom - top > right - left  # written downward now
    assert (left, top) == (pytest.approx(740 - 3, abs=4), pytest.approx(72, abs=2))


@pytest.mark.skipif(not shutil.which("tesseract"), reason="Tesseract is not installed")
def test_words_of_a_scan_are_found() -> None:
    data = scan(LINES)
    found, _ = place(data, "The performer grants Lumen Avatars a licence")
    ((_, left, top, right, bottom),) = found
    assert left == pytest.approx(72, abs=3)
    assert (top, bottom) == (pytest.approx(792 - 720 - 8, abs=4), pytest.approx(792 - 720 + 2, abs=4))
    assert right > 250


def test_a_picture_shows_the_page_with_the_quote_in_yellow() -> None:
    data = pdf(LINES)
    found, _ = place(data, "her voice")
    shown_page = Image.open(io.BytesIO(picture(data, 1, found)))
    assert shown_page.size == (1224, 1584)
    _, left, top, _, _ = found[0]
    red, green, blue = shown_page.getpixel((round(2 * left) - 0, round(2 * top) + 1))[:3]
    assert blue < red
    assert blue < green
    with pytest.raises(Unreadable, match="page 2"):
        picture(data, 2)


def test_what_is_no_pdf_has_no_boxes() -> None:
    document = readers.document(b"words", "a.txt")
    with pytest.raises(Unreadable, match="no PDF"):
        boxes(b"words", document, Span(0, 5))
