"""DOCX: body text with automatic numbers, tables as rows, footnotes under their paragraph; no headers and footers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..errors import Unreadable
from ..model import BlockKind, Reading
from . import numbering, package
from .blocks import BlockWriter
from .numbering import Element, Numbering, W

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PARTS = (
    "word/document.xml",
    "word/styles.xml",
    "word/numbering.xml",
    "word/footnotes.xml",
    "word/endnotes.xml",
    "docProps/core.xml",
)
_HEADING = re.compile(r"heading\s*(\d)", re.I)
_SPACES = re.compile(r"[ \t\xa0]+")
_DC = "{http://purl.org/dc/elements/1.1/}"
_LAYOUT = 300  # letters in a cell with several paragraphs: the table lays out text, it does not hold data


def bid(data: bytes, name: str) -> float:
    """A zip with a Word document in it; what claims to be one by name, to say what is wrong."""
    if data.startswith(package.ZIP) and (b"word/document.xml" in data or b"word\\document.xml" in data):
        return 1.0
    named = name.lower().endswith((".docx", ".docm", ".dotx"))
    if data.startswith(_OLE) and _ENCRYPTED in data:
        return 0.9
    return (
        0.45
        if (named and not data[:64].isascii()) or (named and data.startswith((package.ZIP, _OLE)))
        else 0.35
        if named
        else 0.0
    )


def read(data: bytes, name: str) -> Reading:
    """The text as Word shows it. Raises Unreadable when the file is empty, damaged, encrypted or no Word document."""
    if not data:
        raise Unreadable(f"{name}: the file is empty; fetch it again")
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise Unreadable(f"{name}: the document is protected by a password; save a copy without it")
        raise Unreadable(f"{name}: an old Office file called DOCX; save it as DOCX or PDF")
    parts = package.parts(data, name, _PARTS, "DOCX")
    if "word/document.xml" not in parts:
        raise Unreadable(f"{name}: a zip archive called DOCX, without a Word document in it; check what it is")
    body = parts["word/document.xml"].find(f"{W}body")
    if body is None:
        raise Unreadable(f"{name}: the Word document has no body; save it again from Word")
    writer = _written(parts, body, original=False)
    out = writer.out
    if not any(map(str.isalnum, out.text)):
        raise Unreadable(f"{name}: no text in the document, only pictures or nothing; run OCR on it or fetch it again")
    return Reading(
        out.text,
        tuple(writer.pages),
        tuple(out.blocks),
        (),
        _facts(parts.get("docProps/core.xml")) | _tracked(parts, body),
    )


def _written(parts: dict[str, Element], body: Element, original: bool) -> "_Writer":
    """The body with its tracked changes accepted, or, for `original`, rejected."""
    lists = numbering.parse(parts.get("word/numbering.xml"))
    writer = _Writer(_Styles.of(parts.get("word/styles.xml")), lists, original)
    writer.notes = _notes(parts, original)
    writer.walk(body)
    return writer


def _tracked(parts: dict[str, Element], body: Element) -> dict[str, str]:
    """How many changes were tracked, and the whole text as it was before them; nothing where there are none."""
    count = sum(1 for _ in body.iter(*(f"{W}{tag}" for tag in ("ins", "del", "moveFrom", "moveTo"))))
    if not count:
        return {}
    return {"tracked_changes": str(count), "text_before_changes": _written(parts, body, original=True).out.text}


def _facts(core: Element | None) -> dict[str, str]:
    """Title and author of the file. The title property is often a template's: only metadata decides what to believe."""
    if core is None:
        return {}
    found = {"title": core.findtext(f"{_DC}title"), "author": core.findtext(f"{_DC}creator")}
    return {key: value.strip() for key, value in found.items() if value and value.strip()}


def _notes(parts: dict[str, Element], original: bool) -> dict[tuple[str, str], str]:
    """Texts of foot- and endnotes by kind and id."""
    notes: dict[tuple[str, str], str] = {}
    for kind in ("footnote", "endnote"):
        root = parts.get(f"word/{kind}s.xml")
        for note in () if root is None else root.iterfind(f"{W}{kind}"):
            if note.get(f"{W}type") in (None, "normal"):
                text = " ".join(_run_text(p, original).strip() for p in note.iter(f"{W}p"))
                notes[kind, note.get(f"{W}id", "")] = text.strip()
    return notes


@dataclass(frozen=True, slots=True)
class _Styles:
    """Paragraph styles: heading level and numbering, each inherited from the style a style is based on."""

    headings: dict[str, int]
    lists: dict[str, tuple[str | None, int | None]]
    titles: frozenset[str]

    @classmethod
    def of(cls, root: Element | None) -> "_Styles":
        base: dict[str, str] = {}
        headings: dict[str, int] = {}
        lists: dict[str, tuple[str | None, int | None]] = {}
        titles: set[str] = set()
        for style in () if root is None else root.iterfind(f"{W}style"):
            key = style.get(f"{W}styleId", "")
            name = _child_value(style, "name") or ""
            base[key] = _child_value(style, "basedOn") or ""
            heading = _HEADING.fullmatch(name)
            outline = _child_value(style, "pPr", "outlineLvl")
            if heading:
                headings[key] = int(heading[1])
            elif outline and outline.isdigit() and int(outline) < 9:
                headings[key] = int(outline) + 1
            if name.lower() == "title":
                titles.add(key)
            lists[key] = _list_of(style.find(f"{W}pPr"))
        for key in list(base):
            chain = _chain(key, base)
            headings.setdefault(key, next((headings[k] for k in chain if k in headings), 0))
            own = [lists[k] for k in chain if k in lists]
            lists[key] = (next((i for i, _ in own if i), None), next((d for _, d in own if d is not None), None))
        return cls(headings, lists, frozenset(titles))


def _chain(key: str, base: dict[str, str]) -> list[str]:
    chain: list[str] = []
    while key and key not in chain:
        chain.append(key)
        key = base.get(key, "")
    return chain


def _child_value(node: Element, *tags: str) -> str | None:
    found = node.find("/".join(f"{W}{tag}" for tag in tags))
    return None if found is None else found.get(f"{W}val")


def _list_of(properties: Element | None) -> tuple[str | None, int | None]:
    """The list id and the depth that paragraph properties state."""
    if properties is None:
        return None, None
    list_id, depth = _child_value(properties, "numPr", "numId"), _child_value(properties, "numPr", "ilvl")
    return list_id, int(depth) if depth and depth.isdigit() else None


def _run_text(paragraph: Element, original: bool) -> str:
    return "".join(_pieces(paragraph, [], original))


# What was inserted, and what was deleted, while changes were tracked.
_INSERTED, _DELETED = ("ins", "moveTo"), ("del", "moveFrom")


def _pieces(node: Element, notes: list[tuple[str, str]], original: bool) -> Iterator[str]:
    """The visible text of a paragraph in order, tracked changes accepted or, for `original`, rejected; ids of its
    notes are put into `notes`."""
    for child in node:
        if not isinstance(child.tag, str):
            continue
        tag = child.tag.removeprefix(W)
        if tag == "t" or (tag == "delText" and original):
            yield child.text or ""
        elif tag in ("tab", "ptab"):
            yield "\t"
        elif tag == "br":
            yield "\f" if child.get(f"{W}type") == "page" else "\n"
        elif tag == "cr":
            yield "\n"
        elif tag == "lastRenderedPageBreak":
            yield "\v"
        elif tag == "noBreakHyphen":
            yield "-"
        elif tag in ("footnoteReference", "endnoteReference"):
            notes.append((tag.removesuffix("Reference"), child.get(f"{W}id", "")))
        elif tag == "r":
            if child.find(f"{W}rPr/{W}vanish") is None:
                yield from _pieces(child, notes, original)
        elif (
            tag in (_INSERTED if original else _DELETED)
            or tag in ("instrText", "delInstrText", "pPr", "rPr", "p", "txbxContent")
            or tag.endswith("}Fallback")
        ):
            continue
        else:
            yield from _pieces(child, notes, original)


@dataclass(slots=True)
class _Writer:
    """Writes the text of a body block by block."""

    styles: _Styles
    numbers: Numbering
    original: bool
    notes: dict[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    out: BlockWriter = field(default_factory=BlockWriter)
    pages: list[int] = field(default_factory=lambda: [0])

    def walk(self, parent: Element) -> None:
        for child in parent:
            if child.tag == f"{W}p":
                self._paragraph(child)
            elif child.tag == f"{W}tbl":
                self._table(child)
            elif child.tag in (
                f"{W}sdt",
                f"{W}sdtContent",
                *(f"{W}{tag}" for tag in (_DELETED if self.original else _INSERTED)),
                f"{W}customXml",
                f"{W}txbxContent",
            ):
                self.walk(child)

    def _add(self, text: str, kind: BlockKind, level: int = 0) -> None:
        """Puts a block at the end. Marks of rendered page breaks (vertical tabs) become page starts."""
        for extra in [i for i, c in enumerate(text) if c == "\v"]:
            offset = self.out.next + extra - text.count("\v", 0, extra)
            if offset > self.pages[-1]:
                self.pages.append(offset)
        self.out.put(text.replace("\v", ""), kind, level)

    def _paragraph(self, paragraph: Element) -> None:
        notes: list[tuple[str, str]] = []
        text = _tidy("".join(_pieces(paragraph, notes, self.original)))
        properties = paragraph.find(f"{W}pPr")
        style = (_child_value(properties, "pStyle") if properties is not None else None) or "Normal"
        label, depth = self._label(properties, style) if text.strip() else ("", 0)
        level = self.styles.headings.get(style, 0)
        outline = _child_value(properties, "outlineLvl") if properties is not None else None
        if outline and outline.isdigit() and int(outline) < 9:
            level = int(outline) + 1
        if text.replace("\v", "").strip():
            # Some firms style whole clauses as headings, for the numbering: a heading is short.
            heading = level and len(text) < 160 and not text.rstrip().endswith((";", ","))
            kind: BlockKind = (
                "title" if style in self.styles.titles else "heading" if heading else "item" if label else "paragraph"
            )
            self._add(f"{label} {text}" if label else text, kind, level if heading else depth + 1 if label else 0)
        for note in notes:
            if self.notes.get(note):
                self._add(self.notes[note], "paragraph")
        for box in paragraph.iter(f"{W}txbxContent"):
            if not any(a.tag.endswith("}Fallback") for a in box.iterancestors() if isinstance(a.tag, str)):
                self.walk(box)

    def _label(self, properties: Element | None, style: str) -> tuple[str, int]:
        list_id, depth = _list_of(properties)
        inherited, inherited_depth = self.styles.lists.get(style, (None, None))
        if list_id is None and inherited:
            list_id = inherited
            by_style = self.numbers.level_of_style(inherited, style)
            depth = depth if depth is not None else by_style if by_style is not None else inherited_depth
        if list_id in (None, "0"):
            return "", 0
        return self.numbers.label(list_id, depth or 0), depth or 0

    def _table(self, table: Element) -> None:
        rows = [[list(cell.iter(f"{W}p")) for cell in row.iterfind(f"{W}tc")] for row in table.iter(f"{W}tr")]
        sizes = [(len(cell), sum(len(_run_text(p, self.original)) for p in cell)) for row in rows for cell in row]
        if all(len(row) < 2 for row in rows) or any(count > 1 and size > _LAYOUT for count, size in sizes):
            for row in rows:
                for cell in row:
                    for paragraph in cell:
                        self._paragraph(paragraph)
            return
        lines = (" | ".join(" ".join(self._cell(p) for p in cell).strip() for cell in row) for row in rows)
        text = "\n".join(line for line in lines if line.strip(" |"))
        if text:
            self._add(text, "table")

    def _cell(self, paragraph: Element) -> str:
        text = " ".join(_run_text(paragraph, self.original).split())
        properties = paragraph.find(f"{W}pPr")
        style = (_child_value(properties, "pStyle") if properties is not None else None) or "Normal"
        label = self._label(properties, style)[0] if text else ""
        return f"{label} {text}".strip()


def _tidy(text: str) -> str:
    return _SPACES.sub(" ", text.replace("\f", "")).strip(" \n")
