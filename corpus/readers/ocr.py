"""Text of pages that are pictures, by Tesseract, a program of its own that need not be there."""

import os
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium

PROGRAM = "tesseract"
ADVICE = "install Tesseract (apt install tesseract-ocr, brew install tesseract) and run again, or give it a text layer"

_DPI = 300  # below 150 recognition falls off: 0.99 of words right at 150 and more, 0.89 at 100
_DARK, _INK = 128, 0.0003  # grey below which a point is ink; share of it on a page that is not blank
_MOST_PIXELS = 5000  # of the longer side: a page larger than A3 is a poster
PAGE_SECONDS = 60.0  # a page of dense print takes 4 s
# Measured on pages printed at falling resolution: at a confidence of 94 0.99 of the words were right, at 78 0.88.
# A clause of twenty words is then seldom whole, so that finding nothing proves nothing.
SURE = 80.0
_wanted: ContextVar[bool] = ContextVar("ocr", default=True)


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was recognised. boxes: for every word, its place in `text` and on the page (points from the top left)."""

    text: str
    confidence: float  # mean over words, weighted by their length; 0 to 100
    words: int
    boxes: tuple[tuple[int, int, tuple[float, float, float, float]], ...] = ()


def installed() -> bool:
    """Whether Tesseract is on the path."""
    return shutil.which(PROGRAM) is not None


@contextmanager
def left_out() -> Generator[None]:
    """Pages that are pictures stay unread within this block."""
    before = _wanted.set(False)
    try:
        yield
    finally:
        _wanted.reset(before)


def wanted() -> bool:
    """Whether pages that are pictures are to be read, if they can be."""
    return _wanted.get()


def page(page: pdfium.PdfPage) -> Recognised | None:
    """The text of a page that is a picture; None when it is not wanted, or Tesseract is missing, fails or takes too long."""
    if not (wanted() and installed()):
        return None
    width, height = page.get_size()
    scale = min(_DPI / 72, _MOST_PIXELS / max(width, height, 1.0))
    pixels: Any = page.render(scale=scale, grayscale=True).to_numpy()  # pyright: ignore[reportArgumentType] - a float
    if (pixels < _DARK).mean() < _INK:
        return Recognised("", 100.0, 0)  # a blank page was scanned too
    picture = b"P5 %d %d 255\n" % (pixels.shape[1], pixels.shape[0]) + pixels.tobytes()
    command = [PROGRAM, "stdin", "stdout", "-l", "eng", "--dpi", str(round(scale * 72)), "--psm", "3"]
    try:
        done = subprocess.run(
            [*command, "-c", "tessedit_create_tsv=1"],
            input=picture,
            capture_output=True,
            timeout=PAGE_SECONDS,
            check=True,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # the other cores read other documents
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return _of_table(done.stdout.decode("utf-8", "replace"), scale)


def _of_table(table: str, scale: float) -> Recognised:
    """The text of Tesseract's table of words: a line a line, an empty line between paragraphs."""
    lines: defaultdict[tuple[int, ...], list[tuple[str, float, tuple[float, ...]]]] = defaultdict(list)
    for row in table.split("\n")[1:]:
        cells = row.split("\t")
        if len(cells) == 12 and cells[0] == "5" and cells[11].strip():
            block, paragraph, line = map(int, cells[2:5])
            left, top, width, height = (float(cell) / scale for cell in cells[6:10])
            box = (left, top, left + width, top + height)
            lines[block, paragraph, line].append((cells[11].strip(), float(cells[10]), box))
    text, before = "", (0, 0)
    boxes: list[tuple[int, int, tuple[float, float, float, float]]] = []
    letters = sure = 0.0
    for place, words in lines.items():
        if text:
            text += "\n" if place[:2] == before else "\n\n"
        before = place[:2]
        for n, (word, confidence, (left, top, right, bottom)) in enumerate(words):
            text += " " * bool(n) + word
            boxes.append((len(text) - len(word), len(text), (left, top, right, bottom)))
            letters += len(word)
            sure += len(word) * confidence
    return Recognised(text, sure / letters if letters else 0.0, len(boxes), tuple(boxes))
