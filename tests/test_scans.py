"""PDFs that are pictures, in whole or in part: read by OCR, marked where it was not sure, refused with advice."""

import shutil
from pathlib import Path

import pytest
from facevalue.corpus import Unreadable, readers
from facevalue.corpus.batch import read_without_ocr
from facevalue.corpus.readers import ocr
from facevalue.corpus.version import read_fingerprint
from made import pdf, pdf_of, scan, shown

LINES = [
    "VOICE LICENCE",
    "The performer grants Lumen Avatars a licence to use her",
    "voice for two years and keeps all other rights in it.",
]
OTHER = [
    "The fee is USD 900 for each season of broadcast, and it is paid",
    "to the performer before the first recording.",
]

needs_tesseract = pytest.mark.skipif(not shutil.which("tesseract"), reason="Tesseract is not installed")


@needs_tesseract
def test_a_scan_is_read_and_says_how_sure_it_is() -> None:
    document = readers.document(scan(LINES, OTHER), "a.pdf")
    assert document.text.split() == " ".join([*LINES, *OTHER]).split()
    assert document.page(document.text.index("fee")) == 2
    assert document.metadata["ocr_pages"] == "1,2"
    assert all(int(sure) > 85 for sure in document.metadata["ocr_confidence"].split(","))
    assert document.gaps == ""


@needs_tesseract
def test_a_bad_scan_is_marked() -> None:
    document = readers.document(scan(LINES, dpi=60, size=7), "a.pdf")
    assert document.metadata["low_quality"] == "1"
    assert document.gaps == "page 1 recognised badly"


@needs_tesseract
def test_only_pages_without_text_are_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    recognise = ocr.page
    monkeypatch.setattr(ocr, "page", lambda page: (read.append(1), recognise(page))[1])
    readers.document(pdf([*LINES, *OTHER]), "a.pdf")
    assert not read
    document = readers.document(scan(LINES, stamp="Filed 3 May 2024 with the registry"), "a.pdf")
    assert len(read) == 1
    assert document.text.endswith("Filed 3 May 2024 with the registry")  # word for word, and once
    assert document.text.count("Filed") == 1


def test_without_ocr_pictures_stay_unread_and_are_told() -> None:
    document, _ = read_without_ocr(scan(LINES, stamp="Filed 3 May 2024 with the registry"), "a.pdf")
    assert document.text == "Filed 3 May 2024 with the registry"
    assert document.gaps == "page 1 not read"
    with pytest.raises(Unreadable, match="OCR was left out"):
        read_without_ocr(scan(LINES), "a.pdf")
    assert ocr.wanted()
    assert read_fingerprint(read_without_ocr) != read_fingerprint()


def test_an_empty_page_is_no_picture() -> None:
    document = readers.document(pdf(LINES, []), "a.pdf")
    assert dict(document.metadata) == {"pages_without_text": "2"}


@pytest.mark.parametrize(("there", "says"), [(False, "install Tesseract"), (True, "scan it again")])
def test_pictures_that_cannot_be_read_say_what_to_do(there: bool, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "installed", lambda: there)
    monkeypatch.setattr(ocr, "PROGRAM", "no-such-program")
    with pytest.raises(Unreadable, match=says) as fault:
        readers.document(scan(LINES), "a.pdf")
    assert str(fault.value).startswith("a.pdf: no text layer in 1 pages")


def test_a_picture_among_pages_of_text_is_a_gap_where_there_is_no_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "installed", lambda: False)
    text = "".join(shown(72, 740 - 20 * n, line) for n, line in enumerate(OTHER))
    drawn = "".join(f"{n} 100 m {n} 700 l S\n" for n in range(50, 400))  # letters drawn as outlines look like this
    document = readers.document(pdf_of(text, drawn), "a.pdf")
    assert document.metadata["unread_pages"] == "2"
    assert document.gaps == "page 2 not read"


def test_a_long_scan_is_read_in_part_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("facevalue.corpus.readers.pdf._OCR_SECONDS", 0.0)
    text = "".join(shown(72, 740 - 20 * n, line) for n, line in enumerate(OTHER))
    drawn = "".join(f"{n} 100 m {n} 700 l S\n" for n in range(50, 400))
    assert readers.document(pdf_of(drawn, text, drawn), "a.pdf").metadata["unread_pages"] == "1,3"


def test_tesseract_has_a_time_limit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    slow = tmp_path / "tesseract"
    slow.write_text("#!/bin/sh\nsleep 20\n")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    monkeypatch.setattr(ocr, "PAGE_SECONDS", 0.2)
    with pytest.raises(Unreadable, match="scan it again"):
        readers.document(scan(LINES), "a.pdf")
