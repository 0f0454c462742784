"""Set a source as a PDF that looks like a filed or signed document: running header, page numbers, ruled tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Preformatted,
)
from reportlab.platypus.tables import Table, TableStyle
from source import Block, DemoSource, plain

FONT, BOLD = "Times-Roman", "Times-Bold"
MARGIN = 25 * mm
TITLE_HEIGHT = 17 * mm
GUTTER = 20
GREY = colors.HexColor("#555555")
INDENTS = (0, 0, 9 * mm, 18 * mm)
BREAK = re.compile(r"(?<=[aeiouy][bcdfglmnprst])(?=[bcdfglmnprst][aeiouy])(?!(?<=[tspcg])h)")


def render_pdf(source: DemoSource) -> bytes:
    """The document as PDF bytes; the same source always gives the same bytes."""
    columns = int(source.meta.get("columns", 1))
    page = LETTER if columns == 2 or source.meta.get("page_mark") else A4
    blocks = source.blocks()
    out = BytesIO()
    document = BaseDocTemplate(
        out, pagesize=page, title=source.meta["title"], author=source.meta["company"], subject=blocks[1].text,
        invariant=1, pageCompression=1,
    )  # fmt: skip
    document.addPageTemplates(_templates(page, columns))
    story: list[Flowable] = [NextPageTemplate("later")] if columns == 2 else []
    width = page[0] - 2 * MARGIN if columns == 1 else (page[0] - 2 * MARGIN - GUTTER) / 2
    for block in blocks:
        story.extend(_flowables(block, _styles(columns), width))
        if columns == 2 and block.kind == "demonstration":
            story.append(FrameBreak())
    meta = source.meta
    document.build(story, canvasmaker=lambda *args, **kwargs: NumberedCanvas(meta, *args, **kwargs))
    return out.getvalue()


class NumberedCanvas(Canvas):
    """Holds every page back until the number of pages is known, then draws headers and footers."""

    def __init__(self, meta: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meta, self.held = meta, []

    def showPage(self) -> None:
        self.held.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        pages = len(self.held)
        for number, state in enumerate(self.held, 1):
            self.__dict__.update(state)
            self._furniture(number, pages)
            super().showPage()
        super().save()

    def _furniture(self, number: int, pages: int) -> None:
        width, height = self._pagesize
        self.setFont(FONT, 8.5)
        self.drawString(MARGIN, height - 14 * mm, str(self.meta.get("header", self.meta["title"])))
        footer = str(self.meta.get("footer", "Page {page} of {pages}")).format(page=number, pages=pages)
        if self.meta.get("page_mark"):
            self.drawCentredString(width / 2, 17 * mm, str(number))
            self.setFont("Helvetica", 7)
            self.drawString(MARGIN, 9 * mm, footer)
        else:
            self.line(MARGIN, 15.5 * mm, width - MARGIN, 15.5 * mm)
            self.drawCentredString(width / 2, 11 * mm, footer)


def hyphenate(word: str) -> Iterator[tuple[str, str]]:
    """Places at which a printer would break the word, longest first part first.

    Between two consonants that stand between vowels, three letters kept on each side: cruder than a
    dictionary of patterns, but it needs no further package and is enough to put hyphens at line ends.
    """
    places = [match.start() for match in BREAK.finditer(word.lower()) if 3 <= match.start() <= len(word) - 3]
    return ((word[:place] + "-", word[place:]) for place in reversed(places))


def _templates(page: tuple[float, float], columns: int) -> list[PageTemplate]:
    width, height = page[0] - 2 * MARGIN, page[1] - 44 * mm
    bottom = 22 * mm
    if columns == 1:
        return [PageTemplate("all", [Frame(MARGIN, bottom, width, height, 0, 0, 0, 0)])]
    half = (width - GUTTER) / 2

    def pair(tall: float) -> list[Frame]:
        return [Frame(MARGIN + side * (half + GUTTER), bottom, half, tall, 0, 0, 0, 0) for side in (0, 1)]

    title = Frame(MARGIN, bottom + height - TITLE_HEIGHT, width, TITLE_HEIGHT, 0, 0, 0, 0)
    return [
        PageTemplate("first", [title, *pair(height - TITLE_HEIGHT)]),
        PageTemplate("later", pair(height)),
    ]


def _styles(columns: int) -> dict[str, ParagraphStyle]:
    size = 11.5 if columns == 1 else 9.2
    body = ParagraphStyle(
        "body", fontName=FONT, fontSize=size, leading=size * 1.42, spaceAfter=size * 0.72, alignment=TA_JUSTIFY,
        hyphenationLang=hyphenate, hyphenationMinWordLength=7, allowWidows=1, allowOrphans=1,
    )  # fmt: skip
    head = ParagraphStyle("head", parent=body, fontName=BOLD, alignment=0, spaceBefore=size * 0.6, keepWithNext=1)
    return {
        "body": body,
        "heading": head,
        "cell": ParagraphStyle("cell", parent=body, spaceAfter=0, alignment=0, fontSize=size * 0.9, leading=size * 1.1),
        "title": ParagraphStyle("title", parent=head, fontSize=size + 4, leading=size + 9, alignment=TA_CENTER),
        "demonstration": ParagraphStyle("demo", parent=body, fontSize=7.5, alignment=TA_CENTER, textColor=GREY),
        "signature": ParagraphStyle("sign", parent=body, fontSize=min(size, 9.5), leading=size * 1.9, spaceBefore=size),
    }  # fmt: skip


def _flowables(block: Block, styles: dict[str, ParagraphStyle], width: float) -> list[Flowable]:
    text = escape(plain(block.text))
    if block.kind == "table":
        return [_table(block, styles["cell"], width)]
    if block.kind == "signature":
        return [Preformatted(plain(block.text), styles["signature"], maxLineLength=int(width / 4.6), newLineChars="")]
    if block.kind == "clause":
        return [_clause(block, text, styles)]
    return [Paragraph(text, styles[block.kind] if block.kind in styles else styles["body"])]


def _clause(block: Block, text: str, styles: dict[str, ParagraphStyle]) -> Paragraph:
    is_heading = block.level == 0 and not text.rstrip().endswith((".", ":", ";"))
    label = f"{block.label}." if block.level == 0 else block.label if block.level == 1 else f"({block.label})"
    parent = styles["heading"] if is_heading else styles["body"]
    style = ParagraphStyle("clause", parent=parent, leftIndent=INDENTS[block.level])
    return Paragraph(f"{label}&nbsp;&nbsp;{text}", style)


def _table(block: Block, style: ParagraphStyle, width: float) -> Table:
    longest = [max(len(row[column]) for row in block.rows) for column in range(len(block.rows[0]))]
    shares = [max(length, 7) for length in longest]
    cells = [[Paragraph(escape(cell), style) for cell in row] for row in block.rows]
    widths = [width * share / sum(shares) for share in shares]
    table = Table(cells, colWidths=widths, repeatRows=1, spaceBefore=4, spaceAfter=10)
    table.setStyle(
        TableStyle([
            ("GRID", (0, 0), (-1, -1), 0.6, colors.black),
            ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#e8e8e8")),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ])
    )  # fmt: skip
    return table
