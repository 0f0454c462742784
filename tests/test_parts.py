"""The parts of a contract: annexes, side letters, signature pages, definitions, items, tables and lists, each whole."""

import io
import re

import docx
import pytest
from facevalue.corpus import Document, Passage, readers
from facevalue.corpus.segment import segment
from made import pdf

CONTRACT = """VOICE LICENCE AGREEMENT

This Agreement is made on 3 May 2024 between Lumen Avatars Ltd. ("Company") and Ada Quill ("Performer").

1. Definitions

"Double" means a digital imitation of the voice of the Performer.

"Term" has the meaning given in Schedule 1.

2. Licence

2.1 Grant. The Performer grants the Company a licence to use the Double:

(a) in films;

(b) in games, including

(i) games for phones; and

(ii) games for computers.

2.2 Fee. The fee is set out in Schedule 1.

IN WITNESS WHEREOF, the parties have signed this Agreement.

LUMEN AVATARS LTD.

By: ____________

Name: Otto Fen

ADA QUILL

____________

SCHEDULE 1

FEES AND TERM

The fees are as follows:

1. USD 900 for each film.

2. USD 400 for each game.

EXHIBIT A TO SCHEDULE 1

The rate of each further use is the rate of the Guild.

SIDE LETTER

3 May 2024

Dear Ada,

We confirm that the Double is not used in advertisements for tobacco.

1. No training. We train no model on the recordings.

2. Names. Your name is not shown without your consent.

Yours sincerely,

LUMEN AVATARS LTD.

By: ____________

Name: Otto Fen
"""
LEAD = "The Performer grants the Company a licence to use the Double:"
# By the words that a passage begins with: its kind and its path.
PARTS = {
    "VOICE LICENCE": ("title", ""),
    '"Double" means': ("definition", "1. Definitions"),
    '"Term" has': ("definition", "1. Definitions"),
    "2.1 Grant": ("clause", "2. Licence > 2.1 Grant"),
    "(a) in films": ("item", f"2. Licence > 2.1 Grant > {LEAD} (a)"),
    "(ii) games": ("item", f"2. Licence > 2.1 Grant > {LEAD} (b) > in games, including (ii)"),
    "2.2 Fee": ("clause", "2. Licence > 2.2 Fee"),
    "IN WITNESS": ("signature", ""),
    "SCHEDULE 1": ("heading", "SCHEDULE 1 FEES AND TERM"),
    "1. USD 900": ("clause", "SCHEDULE 1 FEES AND TERM > 1."),
    "2. USD 400": ("clause", "SCHEDULE 1 FEES AND TERM > 2."),
    "The rate": ("clause", "EXHIBIT A TO SCHEDULE 1"),
    "1. No training": ("clause", "SIDE LETTER > 1. No training"),
    "2. Names": ("clause", "SIDE LETTER > 2. Names"),
    "Yours sincerely": ("signature", "SIDE LETTER"),
}


def read(data: bytes, name: str) -> tuple[Document, list[Passage]]:
    document = readers.document(data, name)
    return document, segment(document)


def lines(text: str) -> str:
    """The text as a page prints it: no empty lines, and lines of at most 70 characters."""
    return "\n".join(part.strip() for line in text.split("\n") for part in re.findall(r".{1,70}(?:\s|$)", line))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param((CONTRACT.encode(), "a.txt"), id="paragraphs"),
        pytest.param((lines(CONTRACT).encode(), "a.txt"), id="lines"),
        pytest.param((pdf(*(lines(CONTRACT).split("\n")[n : n + 22] for n in (0, 22, 44))), "a.pdf"), id="pages"),
    ],
)
def test_every_part_has_its_kind_and_path(data: tuple[bytes, str]) -> None:
    document, passages = read(*data)
    for words, (kind, path) in PARTS.items():
        found = [p for p in passages if " ".join(document.prose(p.span).split()).startswith(words)]
        assert [(p.kind, " > ".join(p.path)) for p in found[:1]] == [(kind, path)], words


def test_a_signature_page_is_whole() -> None:
    document, passages = read(CONTRACT.encode(), "a.txt")
    signatures = [document.prose(p.span) for p in passages if p.kind == "signature"]
    assert len(signatures) == 2
    assert "Otto Fen" in signatures[0]
    assert "ADA QUILL" in signatures[0]
    assert "SCHEDULE" not in signatures[0]


def _docx_table() -> bytes:
    document = docx.Document()
    document.add_paragraph("Fees are paid by this table.")
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(
        (c for row in table.rows for c in row.cells), ("Use", "Fee", "Film", "USD 900"), strict=True
    ):
        cell.text = words
    document.add_paragraph("Nothing else is paid.")
    sink = io.BytesIO()
    document.save(sink)
    return sink.getvalue()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (_docx_table(), "a.docx"),
        (pdf(["Fees are paid by this table.", "Use\tFee", "Film\tUSD 900"], ruled=True), "a.pdf"),
        (b"<html><body><p>Fees are paid by this table.</p><table><tr><td>Use</td><td>Fee</td></tr><tr><td>Film</td>"
         b"<td>USD 900</td></tr></table><p>Nothing else is paid, and nothing is paid twice.</p></body></html>", "a.html"),
        (b"# Terms\n\nFees are paid by this table.\n\n| Use | Fee |\n| --- | --- |\n| Film | USD 900 |\n\nNothing else is paid.", "a.md"),
    ],
    ids=["docx", "pdf", "html", "md"],
)  # fmt: skip
def test_a_table_is_one_passage(data: bytes, name: str) -> None:
    document, passages = read(data, name)
    tables = [document.prose(p.span) for p in passages if p.kind == "table"]
    assert len(tables) == 1
    assert all(words in tables[0] for words in ("Use", "Fee", "Film", "USD 900"))


def test_an_item_of_a_list_is_whole_with_its_continued_lines() -> None:
    text = "The Company may use the face:\n\n*   in films that are shown in\n    cinemas and on ships;\n*   in games.\n\nIt pays for both."
    document, passages = read(text.encode(), "a.md")
    assert [(p.kind, " ".join(document.prose(p.span).split())) for p in passages] == [
        ("clause", "The Company may use the face:"),
        ("item", "* in films that are shown in cinemas and on ships;"),
        ("item", "* in games."),
        ("clause", "It pays for both."),
    ]
    assert passages[1].path == passages[2].path == ("The Company may use the face: •",)
    assert passages[3].path == ()
