"""XLSX (Excel): each sheet as a page, its rows as rows of tables, formulas by the values that were stored with them.

A fee schedule is a document. A table of thousands of rows is data, and refused.
"""

import io
import re
import zipfile
import zlib
from datetime import date, datetime, time
from itertools import groupby, zip_longest
from typing import Any

from ..errors import Unreadable
from ..model import Reading
from . import package
from .blocks import BlockWriter

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_EXTENSIONS = (".xlsx", ".xlsm", ".xltx")
_BOOK = b"xl/workbook.xml"
_MOST_ROWS = 20_000  # in a workbook; the longest fee schedules have hundreds
_MOST_COLUMNS = 200
# What openpyxl raises on damaged files: it checks little, so its parts fail as they may.
_FAULTS = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, LookupError, TypeError, AttributeError, SyntaxError,
    ArithmeticError, AssertionError, NotImplementedError,
)  # fmt: skip
_UNNAMED = re.compile(r"(?:sheet|tabelle|feuil|hoja|foglio|blad|planilha|ark)\s?\d+", re.I)  # as programs name sheets
_QUOTED = re.compile(
    r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|_.|\*.'
)  # words, currencies and spaces in a format of numbers
_SIGNS = re.compile(r"[$€£¥]|\b[A-Z]{3}\b")


def bid(data: bytes, name: str) -> float:
    """A zip with a workbook in it; what claims to be one by name, to say what is wrong."""
    if data.startswith(package.ZIP) and _BOOK in data:
        return 0.98
    return 0.35 if name.lower().endswith(_EXTENSIONS) else 0.0


def read(data: bytes, name: str) -> Reading:
    """The sheets that are shown, each under its name; names of hidden ones stand in the metadata (`hidden_sheets`).

    Raises Unreadable when the file is damaged, hostile, empty, or holds more rows than a document has.
    """
    from openpyxl import load_workbook  # a third of a second that other formats do without

    if not data.startswith(package.ZIP):
        raise Unreadable(f"{name}: called XLSX but it is not one; check what kind of file it is")
    package.check(data, name, "XLSX")
    try:
        values = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        formulas = load_workbook(io.BytesIO(data), read_only=True)
        shown = [sheet for sheet in values.worksheets if sheet.sheet_state == "visible"]
        out, pages = BlockWriter(), list[int]()
        for sheet in shown:
            rows = _rows(sheet, formulas[sheet.title], name)
            if any(any(row) for row in rows):
                pages.append(out.next)
                _write(out, sheet.title, rows)
        hidden = [sheet.title for sheet in values.worksheets if sheet.sheet_state != "visible"]
        facts = {"title": values.properties.title, "author": values.properties.creator}
    except _FAULTS as fault:
        raise Unreadable(f"{name}: the XLSX is damaged or truncated ({fault}); save it again from Excel") from fault
    if facts["author"] == "Facevalue":
        raise Unreadable(f"{name}: tables that Facevalue exported are no document; keep them in another folder")
    if not any(map(str.isalnum, out.text)):
        raise Unreadable(f"{name}: no text in the sheets; check that it is the file you mean")
    facts["hidden_sheets"] = ", ".join(hidden)
    kept = {key: value for key, value in facts.items() if value and value != "openpyxl"}
    return Reading(out.text, tuple(pages), tuple(out.blocks), metadata=kept)


def _rows(sheet: Any, formulas: Any, name: str) -> list[list[str]]:
    """The rows of a sheet as words, without empty cells at their ends."""
    rows: list[list[str]] = []
    for shown, written in zip_longest(
        *(each.iter_rows(max_col=_MOST_COLUMNS) for each in (sheet, formulas)), fillvalue=()
    ):
        if len(rows) >= _MOST_ROWS:
            raise Unreadable(
                f"{name}: sheet {sheet.title} has more than {_MOST_ROWS} rows: data, no document;"
                " save the part that you want read as a file of its own, or give texts with --columns as CSV"
            )
        row = [_words(*pair) for pair in zip_longest(shown, written)]
        while row and not row[-1]:
            row.pop()
        rows.append(row)
    return rows


def _words(cell: Any, written: Any) -> str:
    """A cell as Excel shows it, nearly: dates in ISO form, shares as per cent, sums with their currency."""
    value = getattr(cell, "value", None)
    if value is None:  # a formula that no program has reckoned yet
        return " ".join(str(getattr(written, "value", None) or "").split())
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return " ".join(str(value).split())
    return _number(value, str(cell.number_format or "General").partition(";")[0])


def _number(value: float, form: str) -> str:
    bare = _QUOTED.sub("", form)
    told = " ".join(filter(None, (piece for found in _QUOTED.finditer(form) for piece in found.groups())))
    if "%" in bare:
        return f"{round(value * 100, 6):g}%"
    digits = len(re.match(r"[0#?]*", bare.partition(".")[2])[0]) if "." in bare else 0  # pyright: ignore[reportOptionalSubscript]
    plain = f"{value:,.{digits}f}" if digits else f"{value:.12g}"
    plain = f"{int(value):,}" if not digits and "," in bare and value == int(value) else plain
    sign = _SIGNS.search(f"{told} {bare}")
    return f"{sign[0]}{' ' if len(sign[0]) > 1 else ''}{plain}" if sign else plain


def _write(out: BlockWriter, title: str, rows: list[list[str]]) -> None:
    """A sheet: the name a person gave it as heading; rows without an empty one between them are a table, a lone cell is a line of text."""
    if not _UNNAMED.fullmatch(title):
        out.put(title, "heading", 1)
    for kind, group in groupby(rows, lambda row: min(2, sum(map(bool, row)))):
        if kind == 1:
            for row in group:
                out.put("".join(row), "paragraph")
        elif kind:
            out.put("\n".join(map(" | ".join, group)), "table")
