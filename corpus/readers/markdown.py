"""Markdown, kept verbatim: headings and lists become blocks, front matter and link targets furniture."""

import re

from ..model import Block, Reading, Span
from . import plain

MEDIA_TYPE = "text/markdown"

_EXTENSIONS = (".md", ".markdown", ".mdown")
_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_TARGET = re.compile(
    r"(?<=\])\((?:https?:|mailto:|/|#|\./|\.\./)[^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"\n]*\")?\)"
)
_BLANK = re.compile(r"\n[ \t]*(?=\n)|\Z")
_SPACE = re.compile(r"\s*")
_ATX = re.compile(r"[ ]{0,3}(#{1,6})[ \t]+\S")
_UNDERLINE = re.compile(r"[ ]{0,3}(=+|-+)[ \t]*\Z")
_INDENTED = re.compile(r"[ \t]+(={3,}|-{3,})[ \t]*\Z")  # the line under a heading that was made an item of a list
_ITEM = re.compile(r"([ \t]*)(?:[*+-]|\d{1,3}[.)])[ \t]+\S")
_ROW = re.compile(r"[ \t]*\|")
# Names by which front matter gives the facts we know.
_FACTS = {
    **dict.fromkeys(("date", "published", "updated"), "published"),
    **dict.fromkeys(("outlet", "publisher", "site"), "outlet"),
    **dict.fromkeys(("lang", "language"), "language"),
    **{fact: fact for fact in ("title", "author")},
}


def bid(data: bytes, name: str) -> float:
    """By name only: any text may be Markdown."""
    return 0.6 if name.lower().endswith(_EXTENSIONS) else 0.0


def read(data: bytes, name: str) -> Reading:
    """The text verbatim, with its structure as blocks. Raises Unreadable when it is empty or binary."""
    reading = plain.read(data, name)
    text, front = reading.text, _FRONT.match(reading.text)
    body = front.end() if front else 0
    hidden = [Span(0, body)] if front else []
    hidden += [Span(*m.span()) for m in _TARGET.finditer(text, body)]
    return Reading(
        text=text,
        blocks=tuple(_blocks(text, body)),
        furniture=tuple(hidden),
        metadata=_facts(front.group(1)) if front else {},
    )


def _facts(front: str) -> dict[str, str]:
    import yaml

    try:
        given = yaml.safe_load(front)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}  # a rule between two paragraphs looks like front matter; it holds no facts then
    if not isinstance(given, dict):
        return {}
    pairs = ((_FACTS.get(str(key).lower()), value) for key, value in given.items())
    return {
        fact: str(value)
        for fact, value in pairs
        if (fact and isinstance(value, str | int)) or (hasattr(value, "isoformat") and fact)
    }


def _blocks(text: str, start: int) -> list[Block]:
    blocks: list[Block] = []
    at = start
    for blank in _BLANK.finditer(text, start):
        begin = _SPACE.match(text, at, blank.start())
        at = begin.end() if begin else at
        if at < blank.start():
            # Back to the start of the line: the indent of a list item is its depth.
            at = max(start, text.rfind("\n", start, at) + 1)
            blocks += _of_chunk(text, at, blank.start())
        at = max(at, blank.end())
    return blocks


def _of_chunk(text: str, start: int, end: int) -> list[Block]:
    """The blocks of lines between two blank lines: a paragraph may be followed by a list without a gap."""
    blocks: list[Block] = []
    open_at = start  # where the paragraph or item that is being read began
    kind, level = "paragraph", 0
    at = start

    def close(until: int) -> None:
        nonlocal open_at
        if text[open_at:until].strip():
            blocks.append(Block(_trimmed(text, open_at, until), kind, level))  # pyright: ignore[reportArgumentType]
        open_at = until

    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        line = text[at:stop]
        atx, item = _ATX.match(line), _ITEM.match(line)
        if atx:
            close(at)
            kind, level = "heading", len(atx[1])
            close(stop)
            kind, level = "paragraph", 0
        elif (_UNDERLINE.match(line) and kind == "paragraph" and text[open_at:at].strip()) or (
            _INDENTED.match(line) and kind == "item" and text.count("\n", open_at, at) == 1
        ):
            kind, level = "heading", 1 if "=" in line else 2
            close(stop)
            kind, level = "paragraph", 0
        elif item:
            close(at)
            kind, level = "item", 1 + len(item[1].expandtabs(4)) // 2
        elif _ROW.match(line) and kind != "table":
            close(at)
            kind, level = "table", 0
        at = stop + 1
    close(end)
    return blocks


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))
