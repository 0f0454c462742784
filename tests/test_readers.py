"""Readers: every format gives the same text and structure; broken files say what is wrong."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from facevalue.corpus import Document, Unreadable, UnsupportedFormat, readers
from facevalue.corpus.metadata import describe
from facevalue.corpus.readers import furniture, hyphens
from facevalue.corpus.segment import segment
from hypothesis import given, settings
from hypothesis import strategies as st

DATA = Path(__file__).parent / "data"


def words(document: Document) -> str:
    return " ".join(document.text.split())


def pdf(*pages: list[str], ruled: bool = False) -> bytes:
    """A small PDF: lines of text a page, and, if ruled, a frame of two rows and two columns around the last two lines."""
    objects: list[bytes] = []

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    add(b"<< /Type /Catalog /Pages 2 0 R >>")
    add(b"")
    font = add(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    kids: list[int] = []
    for lines in pages:
        content = ""
        for number, line in enumerate(lines):
            for column, cell in enumerate(line.split("\t")):
                escaped = cell.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
                content += f"BT /F1 11 Tf {72 + 200 * column} {740 - 20 * number} Td ({escaped}) Tj ET\n"
        if ruled:
            bottom = 740 - 20 * (len(lines) - 1) - 6
            for row in range(3):
                content += f"60 {bottom + 20 * row} m 460 {bottom + 20 * row} l S\n"
            for column in range(3):
                content += f"{60 + 200 * column} {bottom} m {60 + 200 * column} {bottom + 40} l S\n"
        stream = content.encode("latin-1")
        body = add(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(
            add(
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R"
                b" /Resources << /Font << /F1 %d 0 R >> >> >>" % (body, font)
            )
        )
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    out = b"%PDF-1.4\n"
    places: list[int] = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer


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
    ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), "save it as DOCX or PDF"),
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


# --- flattened text

FOOT = "Source: LUMEN AVATARS INC., 10-K, 3/31/2019"


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
    name=st.sampled_from(["a.pdf", "a.docx", "a.html", "a.md", "a.txt", "a"]),
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
