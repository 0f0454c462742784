#!/usr/bin/env python3
"""Sentence boundaries judged by hand: draws places where a sentence may end, and scores splitters on the judgements.

usage: sentences.py draw SEED COUNT FOLDER...          prints places in .txt and .md files, drawn by chance, to judge
       sentences.py score JUDGEMENTS... -- FOLDER...   precision, recall and F1 of our boundaries and, where they are
                                                       installed, of nupunkt's and pysbd's; and characters a second

A judgement is one JSON object a line: {id (sha256 of the file's bytes), at, ends (true or false), hard (true or false)}.
`at` is the offset behind the last character before the white space. No text is kept. A place ends a sentence if a
sentence, a heading, a list item or a paragraph ends there; a number ("2.1.", "(a)") is no sentence, and a line that
only wraps ends nothing. Half of the places are drawn from hard ones: stops behind short words, figures and capitals or
before anything but a capital letter, and line ends without a stop.
"""

import hashlib
import json
import random
import re
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from facevalue.nlp.sentences import sentences

# Stops with their closing quotes and brackets before white space, line ends, and runs of spaces that stand for them.
_PLACE = re.compile(r"[.!?…][\"'”’)\]]*(?=\s)|\S(?=[ \t]*\n)|\S(?= {3,}\S)")
_HARD_BEFORE = re.compile(r"(?:\b[a-z]{1,3}|[\d)\]]|\b[A-Z]\w{0,5}|\.\w+)[.!?…][\"'”’)\]]*\Z")
_EASY_BEHIND = re.compile(r"\s+[A-Z][a-z]")
_BEFORE, _BEHIND = 90, 70  # characters shown

Ends = set[int]
Splitter = Callable[[str], Ends]


def draw(seed: str, count: int, folders: list[Path]) -> None:
    """Prints places to judge: of every folder as many, of each file that chance picks one."""
    chance = random.Random(seed)
    for folder in folders:
        files = _files(folder)
        seen: set[tuple[Path, int]] = set()
        for _ in range(5 * count):
            if len(seen) == count // len(folders):
                break
            file = chance.choice(files)
            text = file.read_text("utf8", errors="replace")
            hard = len(seen) % 2 == 1
            places = [m.end() for m in _PLACE.finditer(text, 0, len(text.rstrip()))]
            places = [at for at in places if _is_hard(text, at)] if hard else places
            at = chance.choice(places) if places else 0
            if not at or (file, at) in seen:
                continue
            seen.add((file, at))
            before, behind = text[max(0, at - _BEFORE) : at], text[at : at + _BEHIND]
            print(f"{_id(file)[:8]} {at} {'hard' if hard else 'any'} {_shown(before)} ¶ {_shown(behind)}")


def score(judgements: list[Path], folders: list[Path]) -> None:
    """Prints the scores of every splitter that is installed."""
    rows = [json.loads(line) for path in judgements for line in path.read_text("utf8").splitlines()]
    texts = {_id(file): file.read_text("utf8", errors="replace") for folder in folders for file in _files(folder)}
    rows = [row for row in rows if row["id"] in texts]
    wanted = {row["id"] for row in rows}
    print(f"{len(rows)} places in {len(wanted)} files, {sum(row['ends'] for row in rows)} of them ends")
    for name, splitter in _splitters().items():
        started = time.perf_counter()
        found = {key: splitter(texts[key]) for key in wanted}
        speed = sum(len(texts[key]) for key in wanted) / (time.perf_counter() - started) / 1e6
        at_stops = [row for row in rows if _at_stop(texts[row["id"]], row["at"])]
        for label, some in (("all", rows), ("hard", [r for r in rows if r["hard"]]), ("at stops", at_stops)):
            print(f"{name:8} {label:9} {_scores(some, found)}  {speed:.2f} million characters a second")


def _scores(rows: Iterable[dict[str, object]], found: dict[str, Ends]) -> str:
    pairs = [(bool(row["ends"]), row["at"] in found[str(row["id"])]) for row in rows]
    right = sum(a and b for a, b in pairs)
    given, true = sum(b for _, b in pairs), sum(a for a, _ in pairs)
    precision, recall = right / given if given else 0.0, right / true if true else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    wrong = sum(a != b for a, b in pairs)
    return f"precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f} wrong {wrong} of {len(pairs)}"


def _splitters() -> dict[str, Splitter]:
    """By name: text to the offsets behind the last character of every sentence."""
    found: dict[str, Splitter] = {"ours": lambda text: {end for _, end in sentences(text)}}
    try:
        import nupunkt

        found["nupunkt"] = lambda text: {
            start + len(text[start:end].rstrip()) for start, end in nupunkt.sent_spans(text) if text[start:end].strip()
        }
    except ImportError:
        pass
    try:
        import pysbd

        found["pysbd"] = lambda text: {
            span.start + len(text[span.start : span.end].rstrip())
            for span in pysbd.Segmenter(language="en", clean=False, char_span=True).segment(text)
        }
    except ImportError:
        pass
    return found


def _at_stop(text: str, at: int) -> bool:
    return text[max(0, at - 4) : at].rstrip("\"'”’)]")[-1:] in (".", "!", "?", "…")


def _is_hard(text: str, at: int) -> bool:
    if not _at_stop(text, at):
        return True
    return bool(_HARD_BEFORE.search(text, max(0, at - 40), at)) or not _EASY_BEHIND.match(text, at)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in (".txt", ".md") and path.parent.name != ".git")


def _id(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _shown(words: str) -> str:
    return re.sub(r" {3,}", "␣␣␣", words.replace("\n", "⏎"))


if __name__ == "__main__":
    if len(sys.argv) > 4 and sys.argv[1] == "draw":
        draw(sys.argv[2], int(sys.argv[3]), [Path(name) for name in sys.argv[4:]])
    elif "--" in sys.argv[3:] and sys.argv[1] == "score":
        middle = sys.argv.index("--")
        score([Path(name) for name in sys.argv[2:middle]], [Path(name) for name in sys.argv[middle + 1 :]])
    else:
        sys.exit(__doc__)
