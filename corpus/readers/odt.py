"""ODT (LibreOffice, OpenOffice): text with automatic numbers, tables as rows, notes under their paragraph."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..errors import Unreadable
from ..model import BlockKind, Reading
from . import package
from .blocks import BlockWriter
from .numbering import Element, letters, roman

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
_T, _TABLE, _OFFICE = f"{{{_NS}text:1.0}}", f"{{{_NS}table:1.0}}", f"{{{_NS}office:1.0}}"
_STYLE, _DRAW, _META = f"{{{_NS}style:1.0}}", f"{{{_NS}drawing:1.0}}", f"{{{_NS}meta:1.0}}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PARTS = ("content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml")
_LAYOUT = 300  # letters in a cell with several paragraphs: the table lays out text, it does not hold data
# Not part of the text as printed: comments, deletions that were tracked, declarations of fields.
_LEFT_OUT = frozenset(
    [f"{_OFFICE}annotation", f"{_T}tracked-changes", f"{_T}note-citation", f"{_T}sequence-decls", f"{_OFFICE}forms"]
)


def bid(data: bytes, name: str) -> float:
    """A zip that names its type in its first entry; what claims to be one by name, to say what is wrong."""
    if data.startswith(package.ZIP) and MEDIA_TYPE.encode() in data[:200]:
        return 1.0
    return 0.35 if name.lower().endswith((".odt", ".ott")) else 0.0


def read(data: bytes, name: str) -> Reading:
    """The text as printed, tracked changes accepted.

    Raises Unreadable when the file is empty, damaged, encrypted or no text document.
    """
    if not data:
        raise Unreadable(f"{name}: the file is empty; fetch it again")
    if not data.startswith(package.ZIP):
        raise Unreadable(f"{name}: called ODT but it is not one; check what kind of file it is")
    if b"encryption-data" in data[-100_000:]:
        raise Unreadable(f"{name}: the document is protected by a password; save a copy without it")
    parts = package.parts(data, name, _PARTS, "ODT")
    manifest = parts.get("META-INF/manifest.xml")
    if manifest is not None and any("encryption-data" in str(node.tag) for node in manifest.iter()):
        raise Unreadable(f"{name}: the document is protected by a password; save a copy without it")
    content = parts.get("content.xml")
    body = None if content is None else content.find(f"{_OFFICE}body/{_OFFICE}text")
    if content is None or body is None:
        raise Unreadable(f"{name}: a zip archive called ODT, without a text document in it; check what it is")
    writer = _Writer(_lists(content, parts.get("styles.xml")))
    writer.walk(body)
    out = writer.out
    if not any(map(str.isalnum, out.text)):
        raise Unreadable(f"{name}: no text in the document, only pictures or nothing; run OCR on it or fetch it again")
    return Reading(out.text, tuple(writer.pages), tuple(out.blocks), (), _facts(parts.get("meta.xml")))


def _facts(meta: Element | None) -> dict[str, str]:
    if meta is None:
        return {}
    found = {"title": meta.findtext(f".//{_DC}title"), "author": meta.findtext(f".//{_DC}creator")}
    return {key: value.strip() for key, value in found.items() if value and value.strip()}


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list counts and looks; format "" shows no number."""

    format: str = ""
    before: str = ""
    after: str = ""
    shown: int = 1  # counters shown: 2 for "3.1"
    start: int = 1
    bullet: bool = False

    def count(self, number: int) -> str:
        shown = {"1": str, "a": letters, "A": lambda n: letters(n).upper(), "i": roman, "I": lambda n: roman(n).upper()}
        return shown.get(self.format, lambda _: "")(number)


def _lists(*roots: Element | None) -> dict[str, dict[int, _Level]]:
    """Levels of every list style by its name; the numbering of headings has the name ""."""
    styles: dict[str, dict[int, _Level]] = {}
    for root in roots:
        if root is None:
            continue
        for style in root.iter(f"{_T}list-style", f"{_T}outline-style"):
            name = "" if style.tag == f"{_T}outline-style" else style.get(f"{_STYLE}name", "")
            styles[name] = {int(level.get(f"{_T}level", "1")): _level(level) for level in style}
    return styles


def _level(node: Element) -> _Level:
    start, shown = node.get(f"{_T}start-value", "1"), node.get(f"{_T}display-levels", "1")
    return _Level(
        format=node.get(f"{_STYLE}num-format", ""),
        before=node.get(f"{_STYLE}num-prefix", ""),
        after=node.get(f"{_STYLE}num-suffix", ""),
        shown=int(shown) if shown.isdigit() else 1,
        start=int(start) if start.isdigit() else 1,
        bullet=str(node.tag).endswith("bullet"),
    )


@dataclass(slots=True)
class _Writer:
    """Writes the text of a body block by block."""

    lists: dict[str, dict[int, _Level]]
    out: BlockWriter = field(default_factory=BlockWriter)
    pages: list[int] = field(default_factory=lambda: [0])
    _counters: defaultdict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict[int, int]))

    def walk(self, parent: Element) -> None:
        for child in parent:
            if not isinstance(child.tag, str) or child.tag in _LEFT_OUT:
                continue
            if child.tag == f"{_T}h":
                level = int(child.get(f"{_T}outline-level") or "1")
                listed = parent.tag in (f"{_T}list-item", f"{_T}list-header")
                label = "" if listed or child.get(f"{_T}is-list-header") == "true" else self._label("", level)
                self._paragraph(child, "heading", level, label)
            elif child.tag == f"{_T}p":
                self._paragraph(child, "paragraph", 0, "")
            elif child.tag == f"{_T}list":
                self._list(child, child.get(f"{_T}style-name", ""), 1)
            elif child.tag == f"{_TABLE}table":
                self._table(child)
            elif child.tag == f"{_T}soft-page-break":
                self._new_page()
            elif child.get(f"{_T}display") != "none":
                self.walk(child)

    def _new_page(self) -> None:
        if self.out.next > self.pages[-1]:
            self.pages.append(self.out.next)

    def _list(self, node: Element, style: str, depth: int) -> None:
        style = node.get(f"{_T}style-name", style)
        if depth == 1 and node.get(f"{_T}continue-numbering") != "true" and not node.get(f"{_T}continue-list"):
            self._counters[style].clear()
        for item in node:
            numbered = item.tag == f"{_T}list-item"
            given = item.get(f"{_T}start-value", "") if numbered else ""
            for child in item:
                if child.tag == f"{_T}list":
                    self._list(child, style, depth + 1)
                elif child.tag in (f"{_T}p", f"{_T}h"):
                    label = self._label(style, depth, given) if numbered else ""
                    numbered = False  # further paragraphs of an item have no number
                    heading = child.tag == f"{_T}h"
                    self._paragraph(child, "heading" if heading else "item" if label else "paragraph", depth, label)

    def _label(self, style: str, depth: int, given: str = "") -> str:
        levels = self.lists.get(style, {})
        level = levels.get(depth)
        if level is None:
            return ""
        counters = self._counters[style]
        counters[depth] = int(given) if given.isdigit() else counters.get(depth, level.start - 1) + 1
        for deeper in [n for n in counters if n > depth]:
            del counters[deeper]
        if level.bullet:
            return "•"
        if not level.format:
            return ""
        above = range(max(1, depth - level.shown + 1), depth + 1)
        numbers = (levels.get(n, level).count(counters.get(n, levels.get(n, level).start)) for n in above)
        return f"{level.before}{'.'.join(filter(None, numbers))}{level.after}".strip()

    def _paragraph(self, node: Element, kind: BlockKind, level: int, label: str) -> None:
        notes: list[Element] = []
        frames: list[Element] = []
        words = "".join(_pieces(node, notes, frames))
        if "\v" in words:
            self._new_page()  # at its start: a page more exact than a paragraph is not needed
        text = _tidy(words)
        if text:
            self.out.put(f"{label} {text}" if label else text, kind, level if kind != "paragraph" else 0)
        for inner in (*notes, *frames):
            self.walk(inner)

    def _table(self, table: Element) -> None:
        rows = [
            [cell for cell in row if cell.tag == f"{_TABLE}table-cell"]
            for row in table.iter(f"{_TABLE}table-row")
            if next(row.iterancestors(f"{_TABLE}table")) is table
        ]
        cells = [cell for row in rows for cell in row]
        long = any(len(cell) > 1 and len("".join(cell.itertext())) > _LAYOUT for cell in cells)
        nested = table.find(f".//{_TABLE}table") is not None
        if long or nested or all(len(row) < 2 for row in rows):
            for cell in cells:
                self.walk(cell)
            return
        lines = (" | ".join(_cell(cell) for cell in row) for row in rows)
        text = "\n".join(line for line in lines if line.strip(" |"))
        if text:
            self.out.put(text, "table")


def _cell(cell: Element) -> str:
    paragraphs = cell.iter(f"{_T}p", f"{_T}h")
    return " ".join(" ".join("".join(_pieces(p, [], [])).split()) for p in paragraphs).strip()


def _pieces(node: Element, notes: list[Element], frames: list[Element]) -> Iterator[str]:
    """The text of a paragraph in order; its notes and text boxes are gathered, to be written after it."""
    yield node.text or ""
    for child in node:
        tag = child.tag
        if not isinstance(tag, str) or tag in _LEFT_OUT:
            pass
        elif tag == f"{_T}s":
            yield " " * min(int(child.get(f"{_T}c") or "1"), 20)
        elif tag == f"{_T}tab":
            yield "\t"
        elif tag == f"{_T}line-break":
            yield "\n"
        elif tag == f"{_T}soft-page-break":
            yield "\v"
        elif tag == f"{_T}note":
            notes += child.findall(f"{_T}note-body")
        elif tag.startswith(_DRAW):
            frames += child.iter(f"{_DRAW}text-box")
        else:
            yield from _pieces(child, notes, frames)
        yield child.tail or ""


def _tidy(text: str) -> str:
    lines = text.replace("\v", "").replace("\xa0", " ").split("\n")
    return "\n".join(" ".join(line.split()) for line in lines).strip("\n ")
