"""Whether a page of a PDF is a picture, or has a text layer that nobody can read."""

import ctypes
import difflib
import re
from typing import Any

import pypdfium2.raw as raw

LONGEST = 120  # characters of a text layer that may be no more than a stamp on a picture
_FEW = 60  # letters and digits: more are a text, if a short one
_COVERED = 0.3  # share of the page; a logo takes less
_DRAWN = 300  # paths: letters drawn as outlines; a form has fewer lines
_SHOWN = 20  # pieces of text, when hardly a letter of them has a meaning
_DEEP = 3  # groups in groups that are looked into
_GARBLED = 0.2  # share of characters
_HEAD = 400  # characters of a page that tell
_NO_LETTER = re.compile("[\ue002-\uf8ff\ufffd\x00-\x01\x03-\x08\x0e-\x1f]")  # private use, replacement, control


def is_garbled(text: str) -> bool:
    """Whether the fonts of a page do not tell which letters they show."""
    head = text[:_HEAD]
    return not head.isascii() and len(_NO_LETTER.findall(head)) > _GARBLED * len(head)


def is_picture(page: Any, text: str) -> bool:
    """Whether a page with hardly any text shows something to be read."""
    if sum(map(str.isalnum, text)) >= _FEW:
        return False
    area = raw.FPDF_GetPageWidthF(page) * raw.FPDF_GetPageHeightF(page)
    count = raw.FPDFPage_CountObjects(page)
    things = [raw.FPDFPage_GetObject(page, n) for n in range(min(count, 5 * _DRAWN))]
    for _ in range(_DEEP):
        kinds = [raw.FPDFPageObj_GetType(thing) for thing in things]
        groups = [thing for thing, kind in zip(things, kinds, strict=True) if kind == raw.FPDF_PAGEOBJ_FORM]
        things = [thing for thing, kind in zip(things, kinds, strict=True) if kind != raw.FPDF_PAGEOBJ_FORM]
        for group in groups:
            inner = min(raw.FPDFFormObj_CountObjects(group), 5 * _DRAWN)
            things += [raw.FPDFFormObj_GetObject(group, n) for n in range(inner)]
    kinds = [raw.FPDFPageObj_GetType(thing) for thing in things]
    pictures = (thing for thing, kind in zip(things, kinds, strict=True) if kind == raw.FPDF_PAGEOBJ_IMAGE)
    return (
        sum(map(_area, pictures)) >= _COVERED * area
        or kinds.count(raw.FPDF_PAGEOBJ_PATH) >= _DRAWN
        or kinds.count(raw.FPDF_PAGEOBJ_TEXT) >= _SHOWN
    )


def _area(thing: Any) -> float:
    sides = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(thing, *sides):
        return 0.0
    left, bottom, right, top = (side.value for side in sides)
    return max(0.0, right - left) * max(0.0, top - bottom)


def with_stamp(recognised: str, layer: str) -> str:
    """What was recognised, a stamp of the text layer in its exact words instead of as it was recognised."""
    stamps = [line.strip() for line in layer.splitlines() if line.strip()]
    lines = recognised.split("\n")
    for stamp in stamps:
        alike = [difflib.SequenceMatcher(None, line, stamp).ratio() for line in lines]
        best = max(range(len(lines)), key=alike.__getitem__)
        if alike[best] > 0.7:
            lines[best] = stamp
        else:
            lines.append(stamp)
    return "\n".join(lines)
