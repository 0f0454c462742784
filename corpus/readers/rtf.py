"""RTF: paragraphs, numbers as printed, tables as rows, footnotes under their paragraph; headers and feet left out.

striprtf reads the text. What it would drop or blur is rewritten for it first: deletions that were tracked, numbers of
old lists, footnotes, the ends of table cells.
"""

import re
from collections.abc import Iterator

from ..errors import Unreadable
from ..model import Reading
from .blocks import BlockWriter

MEDIA_TYPE = "application/rtf"

_MARK = b"{\\rtf"
_ROW, _CELL, _DEFINED = "\ue002", "\ue001", "\ue000"  # private characters, no text has them
_MARKS = {"row": _ROW, "nestrow": _ROW, "cell": _CELL, "nestcell": _CELL, "trowd": _DEFINED}
_TABLE = re.compile(r"(?<!\\)\\(row|nestrow|cell|nestcell|trowd)(?![a-z])")
_DELETED = re.compile(r"(?<!\\)\\(?:deleted|v)(?![a-z0-9-])")  # \v0 ends hidden text, \v begins it
_LINK = re.compile(r"HYPERLINK(?=\s)")
_NOTE = re.compile(r"\{(?:\\\*)?\\footnote(?![a-z])")
_BRACE = re.compile(r"(?<!\\)(?:\\\\)*([{}])")
_PARAGRAPH = re.compile(r"(?<!\\)\\par(?![a-z])")
_FACT = re.compile(r"\{\\(title|author)\s([^{}]{1,300})\}")
_SPACES = re.compile(r"[ \t\xa0]+")
_LAYOUT = 300  # letters in a cell of several paragraphs: the table lays out text, it does not hold data


def bid(data: bytes, name: str) -> float:
    """By the mark at the start; by name to say what is wrong."""
    if data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_MARK):
        return 1.0
    return 0.35 if name.lower().endswith(".rtf") else 0.0


def read(data: bytes, name: str) -> Reading:
    """The text as a word processor shows it. Raises Unreadable when the file is empty, damaged or has no words."""
    if not data.strip():
        raise Unreadable(f"{name}: the file is empty; fetch it again")
    if _MARK not in data[:64]:
        raise Unreadable(f"{name}: called RTF but it is not one; check what kind of file it is")
    source = data.decode("cp1252", errors="replace")
    writer = BlockWriter()
    for words, table in _pieces(_plain(_rewritten(source), name)):
        writer.put(words, "table" if table else "paragraph")
    if not any(map(str.isalnum, writer.text)):
        raise Unreadable(f"{name}: no text in the document, only pictures or nothing; run OCR on it or fetch it again")
    facts = {key: _plain("{\\rtf1 " + value + "}", name).strip() for key, value in _FACT.findall(source[:20_000])}
    return Reading(writer.text, blocks=tuple(writer.blocks), metadata={k: v for k, v in facts.items() if v})


def _rewritten(source: str) -> str:
    """The file with what the reader of a printout does not see marked as such, and with marks at the ends of cells."""
    source = source.replace("\\pntext", "\\listtext")
    source = _LINK.sub("LINK", source)  # striprtf would print the address into the sentence
    source = _DELETED.sub(r"\\*\g<0>", source)
    source = _with_notes_below(source)
    return _TABLE.sub(lambda found: f"{{\\uc1\\u{ord(_MARKS[found[1]]) - 0x10000}?}}", source)


def _with_notes_below(source: str) -> str:
    """Footnotes moved behind the paragraph that they belong to."""
    parts: list[str] = []
    waiting = ""
    at = 0
    while note := _NOTE.search(source, at):
        before = source[at : note.start()]
        if waiting and (ended := _PARAGRAPH.search(before)):
            before = before[: ended.end()] + waiting + before[ended.end() :]
            waiting = ""
        end = _group_end(source, note.start())
        parts.append(before)
        waiting += "{\\pard " + source[note.end() : end - 1] + "\\par}"
        at = end
    rest = source[at:]
    if waiting:
        ended = _PARAGRAPH.search(rest)
        place = ended.end() if ended else max(0, rest.rfind("}"))
        rest = rest[:place] + ("" if ended else "\\par ") + waiting + rest[place:]
    return "".join((*parts, rest))


def _group_end(source: str, start: int) -> int:
    """Where the group that begins at `start` ends."""
    depth = 0
    for brace in _BRACE.finditer(source, start):
        depth += 1 if brace[1] == "{" else -1
        if not depth:
            return brace.end()
    return len(source)


def _plain(source: str, name: str) -> str:
    from striprtf.striprtf import rtf_to_text

    try:
        text = rtf_to_text(source, errors="replace")
    except (ValueError, OverflowError, LookupError) as fault:
        raise Unreadable(f"{name}: the RTF is damaged ({fault}); save it again from a word processor") from fault
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # emoji come in halves
    return text.replace("\xad", "").replace("\u2011", "-").replace("\0", "")


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The paragraphs, and tables as their rows; the second says which."""
    rows: list[str] = []
    *ended, rest = text.split(_ROW)
    for part in ended:
        before, found, row = part.partition(_DEFINED)
        if found and before.strip():
            yield from _table(rows)
            rows = []
            yield from _paragraphs(before)
        cells = (row if found else before).replace(_DEFINED, "").split(_CELL)
        if len(cells) < 3 or any(len(cell) > _LAYOUT and "\n" in cell.strip() for cell in cells):
            yield from _table(rows)
            rows = []
            yield from _paragraphs("\n".join(cells))
        else:
            rows.append(" | ".join(" ".join(cell.split()) for cell in cells[:-1]))
    yield from _table(rows)
    yield from _paragraphs(rest)


def _table(rows: list[str]) -> Iterator[tuple[str, bool]]:
    words = "\n".join(row for row in rows if row.strip(" |"))
    if words:
        yield words, True


def _paragraphs(text: str) -> Iterator[tuple[str, bool]]:
    for line in text.replace(_DEFINED, "").replace(_CELL, " ").split("\n"):
        words = _SPACES.sub(" ", line).strip()
        if words:
            yield words, False
