"""Set a source as a Word document whose clause numbers are Word's own automatic multi-level numbering."""

from __future__ import annotations

import zipfile
from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from source import Block, DemoSource, plain

NUMBERING_ID = "71"
ZIP_DATE = (2020, 1, 1, 0, 0, 0)
FORMATS = (("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)"), ("lowerRoman", "(%4)"))
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


def render_docx(source: DemoSource) -> bytes:
    """The document as DOCX bytes; the same source always gives the same bytes.

    Raises ValueError if Word's numbering would come out different from the numbers in the source.
    """
    check_numbering(source.blocks())
    document = Document()
    _properties(document, source)
    _numbering(document)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Georgia", Pt(10.5)
    style.paragraph_format.space_after = Pt(6)
    section = document.sections[0]
    section.header.paragraphs[0].text = str(source.meta.get("header", source.meta["title"]))
    _page_field(section.footer.paragraphs[0])
    for block in source.blocks():
        _add(document, block)
    out = BytesIO()
    document.save(out)
    return _with_fixed_dates(out.getvalue())


def check_numbering(blocks: list[Block]) -> None:
    """Count as Word does, and compare with the labels that the source shows."""
    counts = [0, 0, 0, 0]
    for block in blocks:
        if block.kind != "clause":
            continue
        level = block.level
        counts[level] += 1
        counts[level + 1 :] = [0] * (3 - level)
        n = counts[level]
        expected = (str(n), f"{counts[0]}.{n}", chr(ord("a") + n - 1), ROMAN[(n - 1) % len(ROMAN)])[level]
        if block.label != expected:
            raise ValueError(f"clause {block.label!r} would be numbered {expected!r}: {block.text[:50]!r}")


def _add(document: Any, block: Block) -> None:
    text = plain(block.text)
    if block.kind == "title":
        document.add_heading(text, level=0)
    elif block.kind == "heading":
        document.add_heading(text, level=1)
    elif block.kind == "demonstration":
        paragraph = document.add_paragraph()
        run = paragraph.add_run(text)
        run.font.size, run.font.color.rgb = Pt(8), RGBColor(0x55, 0x55, 0x55)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif block.kind == "table":
        _add_table(document, block)
    elif block.kind == "signature":
        for line in text.splitlines():
            document.add_paragraph(line).paragraph_format.space_before = Pt(12)
    elif block.kind == "clause":
        _number(document.add_paragraph(), text, block.level)
    else:
        document.add_paragraph(text)


def _number(paragraph: Any, text: str, level: int) -> None:
    run = paragraph.add_run(text)
    run.bold = level == 0 and not text.rstrip().endswith((".", ":", ";"))
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{NUMBERING_ID}"/></w:numPr>')
    )


def _add_table(document: Any, block: Block) -> None:
    table = document.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
    for number, row in enumerate(block.rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.paragraphs[0].add_run(text).bold = number == 0
    document.add_paragraph()


def _numbering(document: Any) -> None:
    """Add one abstract numbering of four levels (1. / 1.1 / (a) / (i)) and the instance the clauses point to."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{Cm(1 + 0.8 * max(level - 1, 0)).twips}" '
        f'w:hanging="{Cm(1).twips}"/></w:pPr></w:lvl>'
        for level, (form, text) in enumerate(FORMATS)
    )
    root = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{NUMBERING_ID}">'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )
    number = parse_xml(
        f'<w:num {nsdecls("w")} w:numId="{NUMBERING_ID}"><w:abstractNumId w:val="{NUMBERING_ID}"/></w:num>'
    )
    first_num = root.find(qn("w:num"))  # the schema wants every abstractNum before the first num
    if first_num is None:
        root.append(abstract)
    else:
        first_num.addprevious(abstract)
    root.append(number)


def _page_field(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("Page ")
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


def _properties(document: Any, source: DemoSource) -> None:
    core = document.core_properties
    date = datetime.fromisoformat((str(source.meta["published"]) + "-01-01")[:10])
    core.title, core.author = source.meta["title"], source.meta["company"]
    core.subject = core.comments = ""
    core.created = core.modified = date
    core.last_modified_by, core.revision = source.meta["company"], 1


def _with_fixed_dates(data: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return out.getvalue()
