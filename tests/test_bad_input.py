"""Hostile, huge and damaged files: each is read or refused in reasonable time, and the message says what to do."""

import io
import re
import time
import zipfile
from contextlib import nullcontext, suppress
from pathlib import Path

import docx
import pytest
from facevalue.corpus import Unreadable, UnsupportedFormat, find, readers
from facevalue.corpus.importers import MAX_BYTES
from facevalue.corpus.segment import segment
from made import eml, mhtml, odt, pdf, pdf_of, rtf, shown, xlsx

WORDS = "The performer grants Lumen Avatars a licence to use her voice for two years."
# Ten entities, each ten times the one before: a gigabyte where they are expanded.
BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "voice voice">{}]>'.format(
    "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(8))
)


def packed(**parts: str | bytes) -> bytes:
    """A Word document of these parts."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(f"word/{name}.xml", content)
    return sink.getvalue()


def word_xml(before: str = "", words: str = WORDS) -> str:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return (
        f'{before}<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:body></w:document>'
    )


def odt_with(content: bytes) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(odt("")), "r") as given, zipfile.ZipFile(sink, "w") as package:
        package.writestr("mimetype", given.read("mimetype"))
        package.writestr("content.xml", content)
    return sink.getvalue()


def altered(old: bytes, new: bytes) -> bytes:
    """A workbook with something else in its first sheet."""
    sink = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx({"A": [[WORDS]]}))) as book,
        zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as new_book,
    ):
        for name in book.namelist():
            part = book.read(name)
            new_book.writestr(name, part.replace(old, new, 1) if name.endswith("sheet1.xml") else part)
    return sink.getvalue()


REFUSED: list[tuple[str, bytes, str, str]] = [
    ("entities in DOCX", packed(document=word_xml(BOMB, "&i;")), "a.docx", "declares XML entities"),
    ("entities in UTF-16", packed(document=word_xml(BOMB, "&i;").encode("utf-16")), "a.docx", "declares XML entities"),
    ("entities in ODT", odt_with(f"{BOMB}<x>&i;</x>".encode()), "a.odt", "declares XML entities"),
    ("zip bomb as DOCX", packed(document=word_xml(words="x" * 30_000_000)), "a.docx", "may be hostile"),
    ("zip bomb as ODT notes", packed(document=word_xml(), footnotes=b" " * 30_000_000), "a.docx", "may be hostile"),
    ("entities in XLSX", altered(b"<worksheet", f"{BOMB}<worksheet".encode()), "a.xlsx", "declares XML entities"),
    ("zip bomb as XLSX", altered(b"<sheetData>", b"<sheetData>" + b" " * 30_000_000), "a.xlsx", "may be hostile"),
    ("RTF of groups", b"{\\rtf1 " + b"{" * 300_000, "a.rtf", "no text"),
    ("a picture", b"\x89PNG\r\n\x1a\n" + bytes(64), "a.png", "put it into a PDF"),
    ("a photograph", b"\xff\xd8\xff\xe0" + bytes(64), "a.jpg", "put it into a PDF"),
    ("a picture called PDF", b"II*\x00" + bytes(64), "a.pdf", "not one"),
    ("text called DOCX", WORDS.encode(), "a.docx", "damaged or truncated"),
    ("nothing but NULs", bytes(4000), "a.txt", "binary"),
    ("an empty file without a name", b"", "a", "empty"),
]


@pytest.mark.parametrize(("data", "name", "says"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_a_bad_file_is_refused_with_advice(data: bytes, name: str, says: str) -> None:
    started = time.process_time()
    with pytest.raises((Unreadable, UnsupportedFormat), match=says) as fault:
        readers.document(data, name)
    assert str(fault.value).startswith(f"{name}: ")
    assert ";" in str(fault.value)  # what is wrong; what to do
    assert time.process_time() - started < 20


LOGICAL = "השחקנית מעניקה לחברה רישיון להשתמש בקולה למשך שנתיים ושומרת לעצמה כל זכות אחרת"


def word_of(words: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(words)
    sink = io.BytesIO()
    document.save(sink)
    return sink.getvalue()


READ: list[tuple[str, bytes, str, str]] = [
    ("xref that leads nowhere", re.sub(rb"startxref\n\d+", b"startxref\n7", pdf([WORDS])), "a.pdf", WORDS),
    ("xref of zeros", re.sub(rb"\n\d{10} 00000 n", b"\n0000000000 00000 n", pdf([WORDS])), "a.pdf", WORDS),
    ("rubbish before the PDF", b"HTTP/1.1 200 OK\r\n\r\n" + pdf([WORDS]), "a.pdf", WORDS),
    (
        "UTF-8 declared as Latin 1",
        f"<html><meta charset=iso-8859-1><p>Größe: {WORDS}".encode(),
        "a.html",
        f"Größe: {WORDS}",
    ),
    (
        "cp1252 declared as UTF-8",
        f"<html><meta charset=utf-8><p>“Größe” {WORDS}".encode("cp1252"),
        "a.html",
        f"“Größe” {WORDS}",
    ),
    (
        "cp1252 declared as Latin 1",
        f"<html><meta charset=iso-8859-1><p>“{WORDS}”".encode("cp1252"),
        "a.html",
        f"“{WORDS}”",
    ),
    ("an unknown charset", f"<html><meta charset=klingon><p>Größe {WORDS}".encode(), "a.html", f"Größe {WORDS}"),
    ("entities in HTML", f"{BOMB}<html><body><p>{WORDS}</p><p>&i;</p></body></html>".encode(), "a.html", ""),
    ("deep HTML", b"<html><body>" + b"<b>" * 100_000 + WORDS.encode(), "a.html", ""),
    ("deep lists", b"<html><body>" + b"<ul><li>" * 3_000 + WORDS.encode(), "a.html", ""),
    ("RTF in groups", b"{\\rtf1 " + b"{" * 100_000 + WORDS.encode() + b"}" * 100_001, "a.rtf", WORDS),
    ("RTF that ends early", rtf(WORDS)[:-1], "a.rtf", WORDS),
    (
        "mixed line ends",
        b"one voice\r\ntwo voices\rthree voices\nfour",
        "a.txt",
        "one voice two voices three voices four",
    ),
    ("NULs in text", WORDS.replace("grants", "grants\0").encode(), "a.txt", ""),
    ("NULs in HTML", f"<html><p>{WORDS}\0</p>".encode(), "a.html", ""),
    ("right to left, text", LOGICAL.encode(), "a.txt", LOGICAL),
    ("right to left, Hebrew code page", LOGICAL.encode("cp1255"), "a.txt", LOGICAL),
    ("right to left, HTML", f"<html dir=rtl><p>{LOGICAL}".encode(), "a.html", LOGICAL),
    ("right to left, DOCX", word_of(LOGICAL), "a.docx", LOGICAL),
    ("right to left, ODT", odt(f"<text:p>{LOGICAL}</text:p>"), "a.odt", LOGICAL),
    ("a page saved with the wrong name", mhtml(f"<html><p>{WORDS}"), "a.html", WORDS),
    ("a mail with the wrong name", eml(WORDS), "a.txt", WORDS),
    ("entities in a mail", eml(f"{BOMB}<html><p>{WORDS}</p><p>&i;</p></html>", html=True), "a.eml", ""),
]


@pytest.mark.parametrize(("data", "name", "text"), [case[1:] for case in READ], ids=[case[0] for case in READ])
def test_a_strange_file_is_read(data: bytes, name: str, text: str) -> None:
    started = time.process_time()
    document = None
    # Files that nobody writes by chance may be refused too, in good time.
    with nullcontext() if text else suppress(Unreadable):
        document = readers.document(data, name)
    assert time.process_time() - started < 30
    if document is None:
        return
    assert not text or " ".join(document.text.split()) == text
    assert len(document.text) < 100_000
    assert all(passage.span.end <= len(document.text) for passage in segment(document))


def test_right_to_left_text_is_known_as_what_it_is() -> None:
    assert readers.document(LOGICAL.encode(), "a.txt").language == "he"


def test_ten_thousand_pages_are_read_and_more_are_refused() -> None:
    names = ["".join(chr(97 + int(digit)) for digit in str(n)) for n in range(10_001)]
    pages = [shown(72, 700, f"The fee is due in season {name}.") for name in names]  # equal lines would be furniture
    document = readers.document(pdf_of(*pages[:-1]), "a.pdf")
    assert len(document.pages) == 10_000
    assert document.page(document.text.index("season jjjj.")) == 10_000
    with pytest.raises(Unreadable, match="10001 pages, more than 10000; split it"):
        readers.document(pdf_of(*pages), "a.pdf")


def test_a_file_of_more_than_200_mb_is_refused_unopened(tmp_path: Path) -> None:
    with open(tmp_path / "large.pdf", "wb") as file:
        file.truncate(MAX_BYTES + 1)
    (found,) = find.find([tmp_path / "large.pdf"])
    assert found.failure
    assert found.failure.item.endswith("large.pdf")
    assert found.failure.message == "200 MB: larger than 200 MB, split it"
