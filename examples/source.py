"""Read the sources of the demonstration corpus: front matter, and a body of headings, clauses and tables.

The body is a small part of Markdown, one block a line:
`# title`, `## heading`, `1. `, `1.1 `, `(a) ` and `(i) ` for numbered clauses, `| a | b |` for the rows of a
table, `> ` for signature lines that keep their line breaks; anything else is a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

DEMONSTRATION = "DEMONSTRATION DOCUMENT - invented for Facevalue; the companies and people do not exist."

LEVELS = (r"(\d+)\. ", r"(\d+\.\d+) ", r"\(([a-z])\) ", r"\(([ivx]+)\) ")
EMPHASIS = re.compile(r"(?<![*\[\w])(\*{1,2})(?=[^\s*])([^*\n]+)\1(?![*\]\w])")


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a document; `level` and `label` only for numbered clauses, `rows` only for tables."""

    kind: str
    text: str = ""
    level: int = -1
    label: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class DemoSource:
    """One document: its stem (used as id), its front matter and its body as written."""

    stem: str
    meta: dict[str, Any]
    body: str

    @property
    def kind(self) -> str:
        """contract, terms or press."""
        return str(self.meta["kind"])

    @property
    def uri(self) -> str:
        """Path of the built document, relative to the folder of the manifest."""
        folder = {"contract": "contracts", "terms": "terms", "press": "press"}[self.kind]
        return f"corpus/{folder}/{self.stem}.{self.meta['format']}"

    def blocks(self) -> list[Block]:
        """The body as blocks, in order."""
        return list(_blocks(self.body.splitlines()))


def read_source(path: Path) -> DemoSource:
    """Split a source file into front matter and body; ValueError if it has no front matter."""
    text = path.read_text(encoding="utf-8")
    if not text.startswith("---\n"):
        raise ValueError(f"{path}: begin the file with front matter between two lines of ---")
    head, _, body = text[4:].partition("\n---\n")
    return DemoSource(path.stem, yaml.safe_load(head), body.strip() + "\n")


def read_sources(folder: Path) -> list[DemoSource]:
    """Every source below `folder`, by kind and then by name; stems must be unique."""
    found = [read_source(path) for path in sorted(folder.rglob("*.md"))]
    stems = [source.stem for source in found]
    if repeated := {stem for stem in stems if stems.count(stem) > 1}:
        raise ValueError(f"rename these sources, stems must be unique: {sorted(repeated)}")
    return sorted(found, key=lambda source: (source.kind, source.stem))


def plain(text: str) -> str:
    """The text without the stars of Markdown emphasis; `[***]` stays."""
    return EMPHASIS.sub(r"\2", text)


def _blocks(lines: list[str]) -> Iterator[Block]:
    position, previous = 0, ("", -1)
    while position < len(lines):
        line = lines[position]
        if line[:1] in ("|", ">"):
            end = position
            while end < len(lines) and lines[end].startswith(line[0]):
                end += 1
            yield _table(lines[position:end]) if line[0] == "|" else _signature(lines[position:end])
            position = end
            continue
        position += 1
        if not line.strip():
            continue
        block = _line(line, previous)
        if block.kind == "clause":
            previous = (block.label, block.level)
        yield block


def _line(line: str, previous: tuple[str, int]) -> Block:
    if line.startswith("# "):
        return Block("title", line[2:])
    if line.startswith("## "):
        return Block("heading", line[3:])
    if DEMONSTRATION in line:
        return Block("demonstration", DEMONSTRATION)
    for level, pattern in enumerate(LEVELS):
        if match := re.match(pattern, line):
            if level == 2 and _is_roman(match[1], previous):
                continue
            return Block("clause", line[match.end() :], level, match[1])
    return Block("paragraph", line)


def _is_roman(letter: str, previous: tuple[str, int]) -> bool:
    """Whether (i), (v) or (x) opens a list of roman numerals and does not follow (h), (u) or (w)."""
    label, level = previous
    follows = level == 2 and len(label) == 1 and ord(letter) == ord(label) + 1
    return letter in "ivx" and not follows


def _table(lines: list[str]) -> Block:
    rows = tuple(tuple(cell.strip() for cell in line.strip().strip("|").split("|")) for line in lines)
    return Block("table", rows=rows)


def _signature(lines: list[str]) -> Block:
    return Block("signature", "\n".join(line.lstrip("> ").rstrip() for line in lines))
