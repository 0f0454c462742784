"""Readers: every format gives the same text and structure; broken files say what is wrong."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from facevalue.corpus import Document, Unreadable, UnsupportedFormat, readers
from facevalue.corpus.metadata import describe
from facevalue.corpus.readers import furniture, hyphens
from facevalue.corpus.readers import xlsx as xlsx_reader
from facevalue.corpus.segment import segment
from hypothesis import given, settings
from hypothesis import strategies as st
from made import eml, mhtml, msg, odt, pdf, pdf_of, rtf, shown, webarchive, xlsx

DATA = Path(__file__).parent / "data"


def words(document: Document) -> str:
    return " ".join(document.text.split())


def saved(document: "docx.document.Document") -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return saved(document)


def zipped(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


CLAUSE = "The Performer grants Lumen Avatars a licence to use her voice for two years."

SAME_TEXT: list[tuple[str, bytes, str]] = [
    ("release.pdf", pdf([CLAUSE]), "application/pdf"),
    ("release.docx", word(CLAUSE), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("release.odt", odt(f"<text:p>{CLAUSE}</text:p>"), "application/vnd.oasis.opendocument.text"),
    (
        "release.xlsx",
        xlsx({"Sheet1": [[CLAUSE]]}),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ("release.rtf", rtf(CLAUSE), "application/rtf"),
    ("release.eml", eml(CLAUSE), "message/rfc822"),
    ("release.eml", eml(f"<p>{CLAUSE}</p>", html=True), "message/rfc822"),
    ("release.msg", msg(CLAUSE), "message/rfc822"),
    ("release.mht", mhtml(f"<html><body><p>{CLAUSE}</p></body></html>"), "multipart/related"),
    ("release.webarchive", webarchive(f"<html><body><p>{CLAUSE}</p></body></html>"), "application/x-webarchive"),
    ("release.html", f"<html><body><p>{CLAUSE}</p></body></html>".encode(), "text/html"),
    ("release.md", CLAUSE.encode(), "text/markdown"),
    ("release.txt", CLAUSE.encode(), "text/plain"),
    # Names that lie: what the bytes are decides.
    ("release.txt", pdf([CLAUSE]), "application/pdf"),
    ("release.pdf", word(CLAUSE), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("release.txt", f"<!DOCTYPE html><html><body><p>{CLAUSE}</p></body></html>".encode(), "text/html"),
    ("release", CLAUSE.encode(), "text/plain"),
]


@pytest.mark.parametrize(("name", "data", "media_type"), SAME_TEXT)
def test_every_format_gives_the_same_words(name: str, data: bytes, media_type: str) -> None:
    document = readers.document(data, name)
    assert document.media_type == media_type
    assert words(document) == CLAUSE
    assert document.language == "en"
    assert len(document.id) == 64


ENCRYPTED_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")

BROKEN: list[tuple[str, bytes, str]] = [
    ("a.pdf", b"", "empty"),
    ("a.docx", b"", "empty"),
    ("a.html", b"", "empty"),
    ("a.odt", b"", "empty"),
    ("a.rtf", b"", "empty"),
    ("a.eml", b"", "empty"),
    ("a.mht", b"", "empty"),
    ("a.txt", b"", "empty"),
    ("a.md", b"  \n", "empty"),
    ("a.pdf", pdf([CLAUSE])[:200], "damaged or truncated"),
    ("a.pdf", b"%PDF-1.7\n" + bytes(50), "damaged or truncated"),
    ("a.pdf", bytes(range(256)) * 20, "not one"),
    ("a.pdf", pdf([]), "OCR"),
    ("a.docx", word(CLAUSE)[:900], "damaged or truncated"),
    ("a.docx", zipped(readme=b"words"), "zip archive"),
    ("a.docx", ENCRYPTED_WORD, "password"),
    ("a.docx", word(""), "no text"),
    (
        "a.html",
        b"<html><body><script>let a = 'words and words and words';</script></body></html>",
        "without its scripts",
    ),
    ("a.odt", odt("<text:p>words</text:p>")[:300], "damaged or truncated"),
    ("a.odt", odt("<text:p>words</text:p>")[:-3] + b"\x01\0\0", "damaged or truncated"),  # parts before the file begins
    ("a.odt", b"words", "not one"),
    ("a.odt", odt("<text:p/>"), "no text"),
    ("a.rtf", b"words", "not one"),
    ("a.rtf", rtf(""), "no text"),
    ("a.eml", b"words of a letter", "without its headers"),
    ("a.eml", eml(" ").replace(b"Subject: The voice licence\n", b""), "no text in the mail"),
    ("a.msg", msg(CLAUSE)[:700], "damaged"),
    ("a.mht", b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x--", "holds none"),
    ("a.txt", bytes(range(32)) * 50, "binary"),
    ("a.txt", b"\n -- \n *** \n", "no words"),
]


@pytest.mark.parametrize(("name", "data", "says"), BROKEN)
def test_a_broken_file_says_what_is_wrong_and_what_to_do(name: str, data: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says) as fault:
        readers.read(data, name)
    assert str(fault.value).startswith(name)
    assert ";" in str(fault.value)  # what is wrong; what to do


FOREIGN: list[tuple[str, bytes, str]] = [
    ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(64), "PNG"),
    ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), "save it as DOCX, XLSX or PDF"),
    ("a.zip", zipped(readme=b"words"), "unpack"),
    ("a.bin", bytes(range(32)) * 50, "not text"),
]


@pytest.mark.parametrize(("name", "data", "says"), FOREIGN)
def test_a_foreign_format_is_named(name: str, data: bytes, says: str) -> None:
    with pytest.raises(UnsupportedFormat, match=says):
        readers.read(data, name)


def test_an_encrypted_pdf_is_named() -> None:
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>] /Root" % (
        b"41" * 32,
        b"42" * 32,
    )
    with pytest.raises(Unreadable, match="encrypted"):
        readers.read(pdf([CLAUSE]).replace(b"/Root", lock), "a.pdf")


def test_a_pdf_of_too_many_pages_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("facevalue.corpus.readers.pdf._MOST_PAGES", 2)
    with pytest.raises(Unreadable, match="3 pages, more than 2"):
        readers.read(pdf([CLAUSE], [CLAUSE], [CLAUSE]), "a.pdf")


# --- PDF


def test_pages_begin_where_the_reader_sees_them() -> None:
    document = readers.document(pdf(["First page."], ["Second page."], ["Third page."]), "a.pdf")
    assert len(document.pages) == 3
    assert document.page(document.text.index("Second")) == 2


@pytest.mark.parametrize(
    ("broken", "joined"),
    [
        (["a perpetual, irre-", "vocable licence"], "irrevocable licence"),
        (["a non-", "exclusive licence"], "non-exclusive licence"),
        (["a text-based tool and a text-", "based model"], "a text-based model"),
        (["an out-of-", "pocket expense"], "out-of-pocket expense"),
        (["the voice double is a voice-", "double"], "voice-double"),
        (["payable on the 5-", "day mark"], "5- day"),
    ],
)
def test_words_broken_at_a_line_end_are_joined(broken: list[str], joined: str) -> None:
    assert joined in words(readers.document(pdf(broken), "a.pdf"))


def test_hyphens_of_pdfium_are_resolved() -> None:
    assert hyphens.joined(["licen\ufffesing of a non\ufffeexclusive right"]) == ["licensing of a non-exclusive right"]


def test_running_heads_and_feet_are_furniture_and_stay_in_the_text() -> None:
    seasons = ("first season", "second year", "film", "radio play")
    pages = [
        ["LUMEN AVATARS TALENT LICENCE", f"The fee for the {what} is", f"paid when the {what} ends.", f"Page {n} of 4"]
        for n, what in enumerate(seasons, start=1)
    ]
    document = readers.document(pdf(*pages), "a.pdf")
    hidden = [document.text[span.start : span.end].strip() for span in document.furniture]
    assert hidden.count("LUMEN AVATARS TALENT LICENCE") == 4
    assert "Page 3 of 4" in hidden
    assert all("fee" not in words and "paid" not in words for words in hidden)


def test_page_numbers_under_a_title_are_furniture_and_other_numbers_are_not() -> None:
    titles = ("Aims", "Budget of the year", "Voices", "What comes next")
    pages = [[title, str(n + 3), f"Words on {title.lower()}", "12"] for n, title in enumerate(titles)]
    pages[2][0] = "Page 3 of 4"
    document = readers.document(
        pdf(*[[*page, f"and more {page[0]} words", f"to the end of {n * 'x'}"] for n, page in enumerate(pages)]),
        "a.pdf",
    )
    hidden = [document.text[span.start : span.end] for span in document.furniture]
    assert hidden == ["3", "4", "Page 3 of 4", "5", "6"]


def test_signature_lines_and_clause_numbers_that_repeat_are_no_furniture() -> None:
    pages = [[f"Part {n} has words of its own that differ: {n * 'x'}", "By:", "Name:"] for n in (1, 2, 3, 4)]
    document = readers.document(pdf(*pages), "a.pdf")
    assert not document.furniture


def test_a_ruled_table_becomes_rows_of_cells() -> None:
    data = pdf(["The fees are these:", "Use\tFee", "Broadcast\tUSD 900"], ruled=True)
    document = readers.document(data, "a.pdf")
    (table,) = [block for block in document.blocks if block.kind == "table"]
    assert document.text[table.span.start : table.span.end] == "Use | Fee\nBroadcast | USD 900"
    assert document.text.startswith("The fees are these:")


LEFT = """The performer keeps every right in her|name, her face and her voice that this|licence does not give away in words.|The company may use
the recordings|of the first season in the film and in|its trailers, and in nothing else that|it makes or sells for others, at home|or abroad, now or later on
without her|consent in writing for each such use""".replace("\n", " ").split("|")
RIGHT = """A copy of the voice may be made for|the purpose of repair only. It is|deleted within thirty days of the end|of the work, and the
company says so|in writing. No copy is given to anyone|else, whether it is paid for or not,|and no machine is trained with it by|the company or by those who
work for|it, in this or any other country""".replace("\n", " ").split("|")


def columned(left: list[str], right: list[str]) -> bytes:
    """Two columns that the file stores line by line across the page, under a heading and over a page number."""
    lines = "".join(
        shown(72 + 250 * column, 700 - 14 * row, words, 10)
        for row, pair in enumerate(zip(left, right, strict=True))
        for column, words in enumerate(pair)
    )
    heading = "VOICE LICENCE OF THE PERFORMER NAMED BELOW FOR ALL SEASONS OF THE PROGRAMME"
    return pdf_of(shown(72, 740, heading) + lines + shown(300, 40, "1"))


def test_columns_stored_across_the_page_are_read_one_after_the_other() -> None:
    lines = readers.document(columned(LEFT, RIGHT), "a.pdf").text.splitlines()
    assert lines[1:-1] == LEFT + RIGHT
    assert lines[-1] == "1"


def test_numbers_stored_in_a_column_of_their_own_go_before_their_lines() -> None:
    lines = [
        "Term",
        "This licence runs for a year",
        "from the day it is signed.",
        "Pay",
        "The Company pays each month.",
    ]
    numbers = {0: "2.", 1: "2.1", 3: "3.", 4: "3.1"}
    content = "".join(shown(72, 740 - 20 * row, number) for row, number in numbers.items())
    content += "".join(shown(110, 740 - 20 * row, line) for row, line in enumerate(lines))
    text = readers.document(pdf_of(content), "a.pdf").text
    assert text.splitlines() == ["2. Term", "2.1 This licence runs for a year", lines[2], "3. Pay", f"3.1 {lines[4]}"]


def test_numbers_beside_no_words_stay_where_they_are() -> None:
    text = readers.document(pdf(["1.", "2.", "3.", "Three blanks to fill in by the parties."]), "a.pdf").text
    assert text.splitlines() == ["1.", "2.", "3.", "Three blanks to fill in by the parties."]


def test_a_table_without_rules_keeps_its_rows() -> None:
    terms = [
        "Broadcast in the first season",
        "Cinema",
        "Radio and other sound",
        "Trailers",
        "Games",
        "Books",
        "Toys",
        "Web",
        "Stage",
    ]
    fees = [f"USD {n}00 for each of the uses made of it by us" for n in range(1, 10)]
    text = readers.document(columned(terms, fees), "a.pdf").text
    assert all(f"{term} {fee}" in text for term, fee in zip(terms, fees, strict=True))


# --- flattened text

FOOT = "Source: LUMEN AVATARS INC., 10-K, 3/31/2019"


def test_numbers_before_headings_in_flat_text_count_no_pages() -> None:
    words = "The owner keeps the scans in a safe place and says so in writing. " * 12
    text = "".join(f"{number}     Duties of the Owner\n\n{words}\n\n" for number in range(1, 6))
    assert not furniture.of_flat_text(f"\n\n{text}")


def test_section_headings_on_top_of_pages_are_no_furniture() -> None:
    words = ["voice is lent", "fee rises", "copies burn", "law governs"]
    pages = [f"Section {n}   Part\n\nThe {of} by {n}.\n" for n, of in enumerate(words, 7)]
    assert furniture.of_flat_text("\n\n\n\n\n".join(pages)) == ()


def test_the_foot_of_a_filing_service_is_furniture_in_the_middle_of_a_sentence() -> None:
    text = f"the fee is due within\n\n3\n\n{FOOT}\n\n\n\n\n\nthirty days."
    (span,) = furniture.of_flat_text(text)[-1:]
    assert text[span.start : span.end] == FOOT


def test_page_numbers_are_told_from_clause_numbers_by_their_distance() -> None:
    body = "The performer keeps her rights in the recordings made for the company in every season. " * 12
    paged = "".join(f"{body}   {n}   " for n in (4, 5, 6, 7))
    assert [paged[s.start : s.end] for s in furniture.of_flat_text(paged)] == ["4", "5", "6", "7"]
    listed = "".join(f"   {n}   The fee." for n in (1, 2, 3, 4))
    assert furniture.of_flat_text(listed) == ()


def test_what_pages_share_at_their_edges_is_furniture() -> None:
    seasons = ("Film rights stay", "Radio is paid", "Her name is hers", "Nothing else is said")
    pages = [f"Lumen Avatars voice licence {n}\n\n{what}." for n, what in enumerate(seasons, start=1)]
    text = "\n\n\n\n\n\n".join(pages)
    hidden = [text[s.start : s.end] for s in furniture.of_flat_text(text)]
    assert hidden == [f"Lumen Avatars voice licence {n}" for n in (1, 2, 3, 4)]


# --- text and Markdown


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Größe — “voice”".encode(), "Größe — “voice”"),
        (b"\xef\xbb\xbfvoice", "voice"),
        ("Größe".encode("utf-16"), "Größe"),
        ("the voice of a person".encode("utf-16-le"), "the voice of a person"),
        ("the “voice” of a person, her name".encode("cp1252"), "the “voice” of a person, her name"),
        (b"one\r\ntwo\rthree", "one\ntwo\nthree"),
        (
            "Она предоставляет компании право использовать свой голос.".encode("cp1251"),
            "Она предоставляет компании право использовать свой голос.",
        ),
    ],
)
def test_character_sets(data: bytes, text: str) -> None:
    assert readers.read(data, "a.txt")[1].text == text


def test_markdown_is_verbatim_with_front_matter_and_link_targets_as_furniture() -> None:
    text = (
        "---\ntitle: Voice terms\ndate: 2024-05-06\noutlet: The Example\n---\n# Voice terms\n\nSee [our policy](https://example.com/x)."
        "\n\nYou may:\n\n*   speak;\n*   sing.\n"
    )
    document = readers.document(text.encode(), "a.md")
    assert document.text == text
    assert dict(document.metadata) == {"title": "Voice terms", "published": "2024-05-06", "outlet": "The Example"}
    assert [block.kind for block in document.blocks] == ["heading", "paragraph", "paragraph", "item", "item"]
    hidden = [text[s.start : s.end] for s in document.furniture]
    assert hidden[0].startswith("---")
    assert hidden[1:] == ["(https://example.com/x)"]


# --- DOCX


def numbered() -> bytes:
    """A Word document whose clause numbers exist only as automatic numbering."""
    return (DATA / "numbered.docx").read_bytes()


def test_automatic_numbers_appear_as_word_shows_them() -> None:
    text = readers.document(numbered(), "a.docx").text
    for line in (
        "1. Grant",
        "1.1 The Performer grants a licence.",
        "(a) her name;",
        "(b) her voice.",
        "1.2 No other right is granted.",
        "2. Fee",
        "2.1 The fee is USD 900.",
        "(a) paid at once;",
    ):
        assert line in text.split("\n"), line


def test_word_tables_are_rows_and_headers_are_left_out() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Running head"
    document.add_heading("Fees", level=1)
    table = document.add_table(rows=2, cols=2)
    for cell, value in zip((c for row in table.rows for c in row.cells), ("Use", "Fee", "Radio", "USD 5"), strict=True):
        cell.text = value
    reading = readers.document(saved(document), "a.docx")
    assert reading.text == "Fees\n\nUse | Fee\nRadio | USD 5"
    assert [block.kind for block in reading.blocks] == ["heading", "table"]


def test_both_readings_of_tracked_changes_are_kept_apart() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("The fee is ")
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    for change in (
        f'<w:del {space} w:id="1" w:author="A"><w:r><w:delText>USD 900</w:delText></w:r></w:del>',
        f'<w:ins {space} w:id="2" w:author="A"><w:r><w:t>USD 400</w:t></w:r></w:ins>',
    ):
        paragraph._p.append(parse_xml(change))
    paragraph.add_run(" a season.")
    document.add_comment(paragraph.runs[0], text="A remark that is no part of the text.")
    reading = readers.read(saved(document), "a.docx")[1]
    assert reading.text == "The fee is USD 400 a season."
    assert reading.metadata["text_before_changes"] == "The fee is USD 900 a season."
    assert reading.metadata["tracked_changes"] == "2"
    assert "text_before_changes" not in readers.read(word(CLAUSE), "a.docx")[1].metadata


# --- RTF and ODT


def test_rtf_is_read_as_a_word_processor_shows_it() -> None:
    body = (
        r"{\header Running head\par}\pard{\listtext 1.\tab}Grant of the voice{\footnote\pard The voice as recorded.}\par"
        r" You keep {\deleted no }all rights{\v hidden}.\par"
        r" \trowd\cellx900\cellx1800\intbl Use\cell Fee\cell\row\trowd\cellx900\cellx1800\intbl Radio\par and film\cell USD 5\cell\row"
        r"\pard See {\field{\*\fldinst{HYPERLINK \"https://example.org/\"}}{\fldrslt{our policy}}} \'93now\'94 \u-10179?\u-8694?.\par"
    )
    reading = readers.read(rtf(body), "a.rtf")[1]
    assert reading.text.split("\n\n") == [
        "1. Grant of the voice",
        "The voice as recorded.",
        "You keep all rights.",
        "Use | Fee\nRadio and film | USD 5",
        "See our policy “now” 😊.",
    ]
    assert [block.kind for block in reading.blocks] == ["paragraph"] * 3 + ["table", "paragraph"]


def test_odt_is_read_as_libreoffice_shows_it() -> None:
    level = '<text:list-level-style-number text:level="{}" style:num-format="{}" {}/>'
    styles = (
        '<text:list-style style:name="L">'
        + level.format(1, "1", 'style:num-suffix="."')
        + level.format(2, "1", 'text:display-levels="2"')
        + level.format(3, "a", 'style:num-prefix="(" style:num-suffix=")"')
        + "</text:list-style>"
    )
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>As recorded.</text:p></text:note-body></text:note>"
    inner = "<text:list><text:list-item><text:p>her name;</text:p></text:list-item><text:list-item><text:p>her voice.</text:p></text:list-item></text:list>"
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        '<text:h text:outline-level="1">Voice<text:s text:c="2"/>licence</text:h><text:list text:style-name="L">'
        "<text:list-item><text:p>Grant</text:p><text:list><text:list-item><text:p>She grants:</text:p>"
        f"{inner}</text:list-item></text:list></text:list-item></text:list>"
        f"<text:p>Her voice{note} only.<office:annotation><text:p>a remark</text:p></office:annotation></text:p>"
        "<table:table><table:table-row><table:table-cell><text:p>Radio</text:p></table:table-cell><table:table-cell>"
        "<text:p>USD 5</text:p></table:table-cell></table:table-row></table:table>"
    )
    reading = readers.read(odt(body, styles), "a.odt")[1]
    assert reading.text.split("\n\n") == [
        "Voice licence",
        "1. Grant",
        "1.1 She grants:",
        "(a) her name;",
        "(b) her voice.",
        "Her voice only.",
        "As recorded.",
        "Radio | USD 5",
    ]
    assert [block.kind for block in reading.blocks][:3] == ["heading", "item", "item"]


# --- mails


@pytest.mark.parametrize("make", [eml, msg])
def test_a_mail_says_who_wrote_it_and_when(make: Callable[..., bytes]) -> None:
    facts = readers.document(make(CLAUSE, ("contract.pdf", pdf([CLAUSE]))), "a.eml").metadata
    assert (facts["title"], facts["published"], facts["attachments"]) == ("The voice licence", "2024-03-05", "1")
    assert facts["author"].replace('"', "") == "Ada Quill <ada@example.org>"


def test_a_mail_without_words_is_its_subject() -> None:
    assert readers.document(eml("", ("a.pdf", b"x")), "a.eml").text == "The voice licence"


def test_a_page_saved_in_one_file_keeps_its_address() -> None:
    document = readers.document(mhtml(PAGE), "a.mhtml")
    assert document.metadata["url"] == "https://example.org/terms"
    assert "a. clone others;" in document.text


def test_a_page_that_safari_saved_is_read_as_html() -> None:
    document = readers.document(webarchive(PAGE), "a.webarchive")
    assert document.metadata["url"] == "https://example.org/terms"
    assert "a. clone others;" in document.text
    with pytest.raises(Unreadable, match="damaged"):
        readers.document(webarchive(PAGE)[:200], "a.webarchive")


# --- XLSX

FEES = {
    "Fees": [
        ["Fees for voice talent"],
        [],
        ["Use", "Fee", "Share", "From"],
        ["Radio", 1500, 0.125, datetime(2024, 5, 1)],
        ["Games", 2400.5, None, None],
        ["Sum", "=B4+B5"],
    ],
    "Workings": [["not shown"]],
    "Terms": [["Either side may end this with 30 days' notice."]],
}


def test_sheets_are_read_as_tables_with_their_rows_whole() -> None:
    formats = {"B4": '"$"#,##0', "B5": "[$EUR] #,##0.00", "C4": "0.0%"}
    document = readers.document(xlsx(FEES, formats, hidden="Workings"), "fees.xlsx")
    assert document.text.split("\n\n") == [
        "Fees",
        "Fees for voice talent",
        "Use | Fee | Share | From\nRadio | $1,500 | 12.5% | 2024-05-01\nGames | EUR 2,400.50\nSum | =B4+B5",
        "Terms",
        "Either side may end this with 30 days' notice.",
    ]
    assert [block.kind for block in document.blocks] == ["heading", "paragraph", "table", "heading", "paragraph"]
    assert document.metadata == {"hidden_sheets": "Workings"}
    assert [document.page(document.text.index(words)) for words in ("Radio", "Either")] == [1, 2]


def test_of_a_formula_the_stored_value_is_read() -> None:
    data = xlsx(FEES)
    sink = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(sink, "w") as new:
        for name in old.namelist():
            new.writestr(
                name,
                old.read(name)
                .replace(b"<f>B4+B5</f><v></v>", b"<f>B4+B5</f><v>3900.5</v>")
                .replace(b"<f>B4+B5</f><v/>", b"<f>B4+B5</f><v>3900.5</v>"),
            )
    assert "Sum | 3900.5" in readers.document(sink.getvalue(), "fees.xlsx").text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (xlsx(FEES)[:3000], "damaged"),
        (xlsx({"Empty": [[]]}), "no text"),
        (xlsx({"documents": [["a"]]}, creator="Facevalue"), "Facevalue exported"),
        (b"a,b", "not one"),
    ],
)
def test_a_workbook_that_is_no_document_says_so(data: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        readers.document(data, "fees.xlsx") if data[:2] == b"PK" else xlsx_reader.read(data, "fees.xlsx")


def test_a_sheet_of_data_is_refused_with_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_reader, "_MOST_ROWS", 3)
    with pytest.raises(Unreadable, match=r"Fees has more than 3 rows: data, no document; save"):
        readers.document(xlsx(FEES), "fees.xlsx")


# --- HTML

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Voice terms - Example</title><script>var a = 1;</script></head><body>
<nav><a href="/">Home</a> <a href="/price">Pricing</a></nav>
<div class="cookie-banner">We use cookies. <button>Accept all</button></div>
<main><h1>Voice Terms of Service</h1><p>Last updated: 3 May 2024</p>
<h2>1. Your voice</h2><p>You keep all rights in your <b>voice</b>.</p>
<p>You may not:</p><ol type="a"><li>clone others;</li><li>sell a clone.</li></ol>
<table><tr><th>Plan</th><th>Price</th></tr><tr><td>Basic</td><td>$5</td></tr></table></main>
<footer>© Example</footer></body></html>"""


def test_a_page_of_terms_keeps_its_structure_and_loses_its_menus() -> None:
    document = readers.document(PAGE.encode(), "a.html")
    assert document.text.split("\n\n") == [
        "Voice Terms of Service",
        "Last updated: 3 May 2024",
        "1. Your voice",
        "You keep all rights in your voice.",
        "You may not:",
        "a. clone others;",
        "b. sell a clone.",
        "Plan | Price\nBasic | $5",
    ]
    assert [b.kind for b in document.blocks] == [
        "heading",
        "paragraph",
        "heading",
        "paragraph",
        "paragraph",
        "item",
        "item",
        "table",
    ]


ARTICLE = """<!DOCTYPE html><html lang="en"><head><title>Actors sell their faces | The Example</title>
<meta property="og:type" content="article"><meta property="og:site_name" content="The Example">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Actors sell their faces",
"datePublished": "2024-02-03T09:00:00Z", "author": [{"@type": "Person", "name": "Ada Quill"}],
"publisher": {"@type": "Organization", "name": "The Example"}}</script></head><body>
<nav><a href="/">Home</a></nav><article><h1>Actors sell their faces</h1>
<p>A studio in Lyon has begun to buy the faces of actors for its advertising business, people who know the plans said on Monday.</p>
<p>Three performers told this newspaper that they were offered a single payment and no share in later sales of the recordings.</p>
<p>The studio says that every performer is free to decline, and that it deletes the scans of those who do so within a month.</p>
</article><aside>Most read: ten recipes</aside><footer>Imprint</footer></body></html>"""


def test_an_article_is_read_with_what_it_says_about_itself() -> None:
    document = readers.document(ARTICLE.encode(), "a.html")
    facts = document.metadata
    assert (facts["title"], facts["published"]) == ("Actors sell their faces", "2024-02-03")
    assert (facts["author"], facts["outlet"]) == ("Ada Quill", "The Example")
    assert document.text.startswith("Actors sell their faces\n\nA studio in Lyon")
    assert "recipes" not in document.text
    assert "Imprint" not in document.text


@pytest.mark.parametrize(
    "make", [lambda: pdf(["A. " * 30] * 3), lambda: word(*["words " * 9] * 3), lambda: PAGE.encode()]
)
def test_reading_twice_gives_the_same(make: Callable[[], bytes]) -> None:
    data = make()
    assert readers.read(data, "a") == readers.read(data, "a")


SAMPLES = [
    pdf([CLAUSE], ["Use\tFee", "Radio\tUSD 5"], ruled=True),
    word(CLAUSE),
    PAGE.encode(),
    odt(f"<text:p>{CLAUSE}</text:p>"),
    rtf(r"\trowd a\cell b\cell\row c{\footnote d}\par"),
    eml(CLAUSE, ("a.txt", b"words")),
    msg(CLAUSE),
    mhtml(PAGE),
    webarchive(PAGE),
    xlsx({"Fees": [["Use", "Fee"], ["Radio", 5]]}),
    b"---\na: 1\n---\n# T\n\n* x\n",
    "Größe".encode("utf-16"),
]


@settings(max_examples=250, deadline=None)
@given(
    data=st.one_of(
        st.binary(max_size=300),
        st.tuples(st.sampled_from(SAMPLES), st.integers(0, 3000), st.binary(max_size=8)).map(
            lambda t: t[0][: t[1]] + t[2] + t[0][t[1] + 8 :]
        ),
        st.tuples(st.sampled_from(SAMPLES), st.integers(0, 3000)).map(lambda t: t[0][: t[1]]),
    ),
    name=st.sampled_from(
        [
            "a.pdf",
            "a.docx",
            "a.xlsx",
            "a.odt",
            "a.rtf",
            "a.eml",
            "a.msg",
            "a.mht",
            "a.webarchive",
            "a.html",
            "a.md",
            "a.txt",
            "a",
        ]
    ),
)
def test_damaged_files_are_read_or_refused_and_never_crash(data: bytes, name: str) -> None:
    try:
        document = readers.document(data, name)
    except (Unreadable, UnsupportedFormat):
        return
    for span in (*document.furniture, *(block.span for block in document.blocks)):
        assert span.end <= len(document.text)
    assert list(document.pages) == sorted(set(document.pages))
    assert list(document.furniture) == sorted(document.furniture)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<html><body>" + b"<div>" * 5000 + b"words of a page that is nested " * 3, "a.html"),
        (b"# T\n\n" + b" " * 200_000 + b"\n\nwords", "a.md"),
        (b"12" + b" " * 200_000 + b"words " * 10, "a.txt"),
        (b"1. words and " * 200_000, "a.txt"),
        (b"(a " * 100_000, "a.txt"),
    ],
)
def test_hostile_texts_are_read_in_reasonable_time(data: bytes, name: str) -> None:
    """Quadratic patterns would take hours here."""
    try:
        document = readers.document(data, name)
    except Unreadable:
        return
    describe(document, name)
    assert segment(document)
