"""The text layer of a PDF page, character by character: what is printed and where."""

import ctypes
from typing import Any, NamedTuple

import pypdfium2.raw as raw

Box = tuple[float, float, float, float]  # left, top, right, bottom, in points, measured downward


class Char(NamedTuple):
    """A character of the text layer; those that pdfium generates (spaces, line ends) have no place."""

    text: str
    box: Box | None


def chars(layer: Any, height: float) -> list[Char]:
    """The characters of a page in the order of the file; `height` of the page."""
    return [char(layer, number, height) for number in range(raw.FPDFText_CountChars(layer))]


def char(layer: Any, number: int, height: float) -> Char:
    """The character `number` in the order of the file; `height` of the page."""
    code = raw.FPDFText_GetUnicode(layer, number)
    text = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
    if raw.FPDFText_IsGenerated(layer, number) == 1:
        return Char(text, None)
    return Char(text, box(layer, number, height))


def box(layer: Any, number: int, height: float) -> Box | None:
    """Where the character `number` is printed."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if not raw.FPDFText_GetCharBox(layer, number, left, right, bottom, top):
        return None
    return (left.value, height - top.value, right.value, height - bottom.value)


def holds(outer: Box, inner: Box) -> bool:
    """Whether the middle of `inner` lies in `outer`."""
    across, down = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= across <= outer[2] and outer[1] <= down <= outer[3]
