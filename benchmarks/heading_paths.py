#!/usr/bin/env python3
"""Heading paths judged by hand: draws passages with their surroundings, and counts judgements.

usage: heading_paths.py draw SEED FILE...        prints passages of each file, drawn by chance, for a person to judge; ten,
                                                 or as many as stand behind a colon: "draw 9:5"
       heading_paths.py check JUDGEMENTS FILE... says how many judged passages still have the path that was judged right

A judgement is one JSON object a line: {file (its name), id (sha256 of its bytes), start, end, path (first 12 hexadecimal
digits of its sha256), right (true or false), why}. No text is kept. A path is right if its headings and numbers are those
that a reader would give for the passage, from the outermost to its own, none missing, none of a neighbour.
"""

import hashlib
import json
import random
import sys
from pathlib import Path

from facevalue.corpus.model import Document, Passage
from facevalue.corpus.readers import document as read_document
from facevalue.corpus.segment import segment

EACH = 10  # passages of a document
_BEFORE, _AFTER = 260, 160  # characters shown


def fingerprint(path: tuple[str, ...]) -> str:
    """A path without its words."""
    return hashlib.sha256("\0".join(path).encode()).hexdigest()[:12]


def draw(seed: str, files: list[Path]) -> None:
    """Prints passages to judge; the same seed draws the same passages as long as their number does not change."""
    seed, _, wanted = seed.partition(":")
    each = int(wanted or EACH)
    for file in files:
        document = read_document(file.read_bytes(), file.name)
        passages = segment(document)
        chance = random.Random(f"{seed} {document.id}")
        for passage in sorted(chance.sample(passages, min(each, len(passages))), key=lambda p: p.span):
            show(file, document, passage)


def show(file: Path, document: Document, passage: Passage) -> None:
    start, end = passage.span.start, passage.span.end
    before, words = document.text[max(0, start - _BEFORE) : start], document.text[start:end]
    print(f"\n=== {file.name} {start} {end} {passage.kind} {fingerprint(passage.path)}")
    print("PATH   " + " > ".join(passage.path))
    print("BEFORE " + " ".join(before.split()))
    print("TEXT   " + " ".join(words.split())[:_AFTER])


def check(judgements: Path, files: list[Path]) -> None:
    """How many were right when judged, and how many of the right ones are still as they were."""
    rows = [json.loads(line) for line in judgements.read_text("utf8").splitlines()]
    documents = [read_document(file.read_bytes(), file.name) for file in files]
    right = [row for row in rows if row["right"]]
    print(f"{len(right)} of {len(rows)} right when judged: {len(right) / len(rows):.3f}")
    kept = there = 0
    for document in documents:
        paths = {(p.span.start, p.span.end): fingerprint(p.path) for p in segment(document)}
        for row in right:
            if row["id"] == document.id:
                there += 1
                kept += paths.get((row["start"], row["end"])) == row["path"]
    print(f"of the right ones in the files given {kept} of {there} have the same bounds and path today")


if __name__ == "__main__":
    if len(sys.argv) < 4 or sys.argv[1] not in ("draw", "check"):
        sys.exit(__doc__)
    named = [Path(name) for name in sys.argv[3:]]
    draw(sys.argv[2], named) if sys.argv[1] == "draw" else check(Path(sys.argv[2]), named)
