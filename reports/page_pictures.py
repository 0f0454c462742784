"""Pages of PDFs as pictures with the words marked that codings rest on: as PNG files, or as a page of the report."""

import base64
import struct
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..corpus.errors import SetupError, StoreError, Unreadable
from ..corpus.model import Document, Span
from ..corpus.originals import Originals
from .document_pages import evidence_of
from .findings import Queryable, Row, filled, rows
from .grids import label_of
from .passages import documents

# `places` is imported where it is used: it loads the libraries for PDF, which most reports do without.
_PDF = "application/pdf"
_CODED = ("codings", "claims", "amounts")  # the tables whose rows rest on words
_PLACE = ("start", "end", "page")


def write_pictures(store: Queryable, key: str, originals: Originals, out: Path, variable: str = "") -> list[Path]:
    """Writes a PNG of each page on which a document was coded, its quotes in yellow, into the folder `out`.

    variable: only its quotes. Raises SetupError when the document has no such quotes, is no PDF or its file is not found.
    """
    from ..corpus import places

    document, spans = documents(store, [key])[key], list(_spans(store, key, variable))
    if document.media_type != _PDF:
        raise SetupError(f"only PDFs have pages to show, this document is {document.media_type}")
    if not spans:
        what = f"for {variable}" if variable else "at all"
        raise SetupError(f"no words to show: nothing was coded from this document {what}")
    data = originals.bytes_of(key)
    if data is None:
        raise SetupError("the file it was read from was not found, or has changed: say where it lies with --from PATH")
    found = [place for each in places.boxes_of(data, document, spans) for place in each]
    files: list[Path] = []
    try:
        out.mkdir(parents=True, exist_ok=True)
        for page in sorted({place[0] for place in found}):
            files.append(out / "-".join(filter(None, (key[:16], variable, "page", str(page) + ".png"))))
            files[-1].write_bytes(places.picture(data, page, found))
    except OSError as error:
        raise StoreError(f"cannot write to {out}: {error.strerror}") from error
    return files


def _spans(store: Queryable, key: str, variable: str) -> Iterator[Span]:
    for table in _CODED:
        for row in rows(filled(store.query(f"select * from {table} where document_id = ?", [key]), numeric=_PLACE)):
            if not variable or row.get("variable") == variable:
                yield from (Span(piece["start"], piece["end"]) for piece in evidence_of(row))


def sheets(document: Document, context: Row, data: bytes) -> list[Row]:
    """The pages with evidence as {page, picture, boxes}: picture is a PNG in a data address, boxes are in per cent of it.

    context: what `document_pages.context` gives. Only the first box of each piece of evidence bears its anchor.
    Raises Unreadable when the file does not open.
    """
    from ..corpus import places

    told = list(_pieces(context))
    spans = [Span(piece["start"], piece["end"]) for _, _, piece in told]
    boxes: dict[int, list[Row]] = {}
    for (label, group, piece), found in zip(told, places.boxes_of(data, document, spans), strict=True):
        for at, (page, *box) in enumerate(found):
            anchor = piece["anchor"] if not at else ""
            boxes.setdefault(page, []).append(
                {
                    "anchor": anchor,
                    "to": piece["anchor"],
                    "label": label,
                    "group": group,
                    "quote": piece["quote"],
                    "box": box,
                }
            )
    return [_sheet(places.picture(data, page), page, boxes[page], places.SCALE) for page in sorted(boxes)]


def anchors(sheets: Sequence[Row]) -> frozenset[str]:
    """The pieces of evidence that have a place on a picture."""
    return frozenset(box["anchor"] for sheet in sheets for box in sheet["boxes"] if box["anchor"])


def _sheet(png: bytes, page: int, boxes: Sequence[Row], scale: float) -> Row:
    wide, high = (side / scale for side in struct.unpack(">II", png[16:24]))  # as a PNG begins
    for each in boxes:
        left, top, right, bottom = each["box"]
        each |= {"left": 100 * left / wide, "top": 100 * top / high}
        each |= {"width": 100 * (right - left) / wide, "height": 100 * (bottom - top) / high}
    return {"page": page, "picture": "data:image/png;base64," + base64.b64encode(png).decode(), "boxes": boxes}


def _pieces(context: Row) -> Iterator[tuple[str, str, Row]]:
    """(label, group, piece of evidence) of all that was coded."""
    for item in (*context["stated"], *context["claims"]):
        for piece in item["evidence"]:
            yield f"{item['label']}: {', '.join(item['answers']) or label_of(item['status'])}", item["group"], piece
    for item in context["amounts"]:
        for piece in item["evidence"]:
            yield f"amount: {label_of(item['kind'])}", "Compensation", piece


def pictured(context: Row, key: str, originals: Originals | None) -> tuple[list[Row], str]:
    """The sheets of a document for the report, and why it has none: "" where that is no surprise."""
    document: Document = context["document"]
    if originals is None or document.media_type != _PDF or not any(_pieces(context)):
        return [], ""
    data = originals.bytes_of(key)
    if data is None:
        return [], "its file was not found, or has changed"
    try:
        return sheets(document, context, data), ""
    except Unreadable as fault:
        return [], str(fault)
