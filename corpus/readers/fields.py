"""What people filled into a PDF: form fields and typed notes, written into the text where they stand on the page.

pdfium's text layer holds only what is printed. A field without a value adds nothing; boxes to tick add "[x]" or "[ ]".
"""

import ctypes
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from .layer import Box, chars, holds

_LINE = 2.0  # points: how far above or below a field its line may begin
_BLANKS = "_.…"  # what a field is printed over
_SPACES = re.compile(" {2,}")
_TICKED = (raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON)
_WRITTEN = (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX)


class Field(NamedTuple):
    """A field with something in it.

    words: as they go into the text. name: as the form calls it, "" for a typed note. value: what the form stores,
    "Off" for a box that is not ticked.
    """

    box: Box
    words: str
    name: str = ""
    value: str = ""


def of_page(document: pdfium.PdfDocument, page: Any) -> list[Field]:
    """The filled fields of a page, in the order of the file."""
    count = raw.FPDFPage_GetAnnotCount(page)
    if count <= 0:
        return []
    if document.formenv is None and raw.FPDF_GetFormType(document.raw) != raw.FORMTYPE_NONE:
        document.init_forms()
    form = document.formenv.raw if document.formenv else None
    height = raw.FPDF_GetPageHeightF(page)
    found: list[Field] = []
    for number in range(count):
        note = raw.FPDFPage_GetAnnot(page, number)
        if not note:
            continue
        try:
            kind = raw.FPDFAnnot_GetSubtype(note)
            if raw.FPDFAnnot_GetFlags(note) & raw.FPDF_ANNOT_FLAG_HIDDEN:
                continue
            if kind == raw.FPDF_ANNOT_FREETEXT:
                found.append(Field(_box(note, height), _string(raw.FPDFAnnot_GetStringValue, note, b"Contents")))
            elif kind == raw.FPDF_ANNOT_WIDGET and form:
                found.append(_widget(form, note, height))
        finally:
            raw.FPDFPage_CloseAnnot(note)
    return [field for field in found if field.words]


def _widget(form: Any, note: Any, height: float) -> Field:
    kind = raw.FPDFAnnot_GetFormFieldType(form, note)
    words = value = ""
    if kind in _TICKED:
        # How it looks; IsChecked of pdfium compares it with names that not every program writes.
        value = _string(raw.FPDFAnnot_GetStringValue, note, b"AS") or "Off"
        words = "[ ]" if value == "Off" else "[x]"
    elif kind in _WRITTEN:
        value = words = " ".join(_string(raw.FPDFAnnot_GetFormFieldValue, form, note).split())
    return Field(_box(note, height), words, _string(raw.FPDFAnnot_GetFormFieldName, form, note), value)


def values(filled: Sequence[Field]) -> dict[str, str]:
    """What the form stores under each name; of buttons that share one, the one that is pressed."""
    said = {field.name: field.value for field in filled if field.name}
    return said | {field.name: field.value for field in filled if field.name and field.value != "Off"}


def _box(note: Any, height: float) -> Box:
    sides = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(note, sides)
    low, high = sorted((sides.bottom, sides.top))
    return (min(sides.left, sides.right), height - high, max(sides.left, sides.right), height - low)


def _string(get: Any, *arguments: Any) -> str:
    """What one of pdfium's functions writes as UTF-16, ended by a NUL."""
    size = get(*arguments, None, 0)
    if size <= 2:
        return ""
    room = (ctypes.c_ushort * (size // 2))()
    get(*arguments, room, size)
    return bytes(memoryview(room).cast("B")[: size - 2]).decode("utf-16-le", errors="replace")


class Filled:
    """The text of a page with its fields: called with a box it gives the text inside it."""

    def __init__(self, page: Any, layer: Any, fields: Sequence[Field]) -> None:
        height = raw.FPDF_GetPageHeightF(page)
        self._fields = fields
        self._chars = chars(layer, height)

    @property
    def text(self) -> str:
        """The text of the whole page, with what lies outside its edges."""
        return self._woven(range(len(self._chars)), self._fields)

    def __call__(self, box: Box) -> str:
        inside = [n for n, char in enumerate(self._chars) if char.box is None or holds(box, char.box)]
        return self._woven(inside, [field for field in self._fields if holds(box, field.box)]).strip()

    def _woven(self, inside: Sequence[int], fields: Sequence[Field]) -> str:
        parts = {n: self._chars[n].text for n in inside}
        printed = [n for n in inside if self._chars[n].box and not self._chars[n].text.isspace()]
        for n in self._blanks(fields, printed):
            parts[n] = ""
        before = dict[int, str]()
        after = dict[int, str]()
        loose: list[str] = []
        for field in sorted(fields, key=lambda field: (field.box[1], field.box[0])):
            place, behind = self._place(field.box, printed)
            if place < 0:
                loose.append(field.words)
            elif behind:
                after[place] = f"{after.get(place, '')}{behind}{field.words} "
            else:
                before[place] = f"{before.get(place, '')}{field.words} "
        woven = (f"{before.get(n, '')}{text}{after.get(n, '')}" for n, text in parts.items())
        text = "".join((*(words + "\n" for words in loose), *woven)) if printed else "\n".join(loose)
        return _SPACES.sub(" ", text).strip(" ")

    def _blanks(self, fields: Sequence[Field], printed: Sequence[int]) -> set[int]:
        """The rows of underscores that written fields lie on."""
        written = [field.box for field in fields if field.words not in ("[x]", "[ ]")]
        found: set[int] = set()
        run: list[int] = []
        for n in (*printed, -1):
            if n >= 0 and self._chars[n].text in _BLANKS and (not run or run[-1] == n - 1):
                run.append(n)
                continue
            boxes = [box for one in run if (box := self._chars[one].box)]
            if any(holds(outer, box) for outer in written for box in boxes):
                found |= set(run)
            run = [n] if n >= 0 and self._chars[n].text in _BLANKS else []
        return found

    def _word_end(self, at: int) -> int:
        """The last character of the word that the one at `at` belongs to."""
        while at + 1 < len(self._chars) and self._chars[at + 1].box and not self._chars[at + 1].text.isspace():
            at += 1
        return at

    def _place(self, box: Box, printed: Sequence[int]) -> tuple[int, str]:
        """The character next to a field and what parts them; "" where the field comes before it. -1: there is none."""
        left, top, _, bottom = box
        line = [n for n in printed if _same_line(self._chars[n].box, top, bottom)]
        ahead = [n for n in line if (self._chars[n].box or box)[2] <= left + 2 * _LINE]
        if ahead:
            return self._word_end(max(ahead, key=lambda n: (self._chars[n].box or box)[2])), " "
        if line:
            return min(line, key=lambda n: (self._chars[n].box or box)[0]), ""
        above = [n for n in printed if (self._chars[n].box or box)[3] <= top + _LINE]
        return max(above, key=lambda n: ((self._chars[n].box or box)[3], n), default=-1), "\n"


def _same_line(box: Box | None, top: float, bottom: float) -> bool:
    if box is None:
        return False
    middle = (box[1] + box[3]) / 2
    first = min(bottom, top + 20)  # a tall field begins on its first line
    return top - _LINE <= middle <= first + _LINE
