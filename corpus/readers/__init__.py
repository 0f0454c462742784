"""Readers by auction: every format bids for the bytes, magic numbers before file names, and the highest bid reads."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from ..errors import Unreadable, UnsupportedFormat
from ..language import detect
from ..model import Document, Reading
from . import docx, html, mail, markdown, mhtml, odt, pdf, plain, rtf, safari, xlsx


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: how sure it is that bytes are its own (0 to 1), and how it reads them."""

    media_type: str
    bid: Callable[[bytes, str], float]
    read: Callable[[bytes, str], Reading]


READERS: tuple[Reader, ...] = tuple(
    Reader(module.MEDIA_TYPE, module.bid, module.read)
    for module in (pdf, docx, xlsx, odt, rtf, mail, mhtml, safari, html, markdown, plain)
)

# Formats that people do send and that no reader takes: the message says what to do instead.
_FOREIGN = (
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Office file (.doc, .xls) or one with a password; save it as DOCX, XLSX or PDF without a password",
    ),
    (
        b"PK\x03\x04",
        "a zip container that is neither DOCX, XLSX nor ODT; unpack it, or save its document as one of these or PDF",
    ),
    (b"\x89PNG", "a PNG picture; put it into a PDF, whose pictures are read by OCR"),
    (b"\xff\xd8\xff", "a JPEG picture; put it into a PDF, whose pictures are read by OCR"),
    (b"II*\x00", "a TIFF picture; put it into a PDF, whose pictures are read by OCR"),
    (b"MM\x00*", "a TIFF picture; put it into a PDF, whose pictures are read by OCR"),
    (b"\x1f\x8b", "a gzip archive; unpack it"),
    (b"%!PS", "a PostScript file; convert it to PDF"),
)


def read(data: bytes, name: str) -> tuple[str, Reading]:
    """The media type and the text of a file, by the reader that bids highest for it.

    Raises Unreadable when the format is ours and this file is broken, UnsupportedFormat when no reader wants it.
    """
    best = max(READERS, key=lambda reader: reader.bid(data, name))
    if best.bid(data, name) <= 0:
        known = (advice for magic, advice in _FOREIGN if data.startswith(magic))
        raise UnsupportedFormat(f"{name}: this is {next(known, 'not text in any format Facevalue reads')}")
    try:
        return best.media_type, best.read(data, name)
    except RecursionError as fault:
        raise Unreadable(f"{name}: nested too deeply to be a text; check what kind of file it is") from fault


def document(data: bytes, name: str) -> Document:
    """The document that these bytes are. Raises what `read` raises."""
    media_type, reading = read(data, name)
    return Document(
        id=hashlib.sha256(data).hexdigest(),
        media_type=media_type,
        text=reading.text,
        pages=reading.pages,
        language=detect(reading.text),
        blocks=reading.blocks,
        furniture=reading.furniture,
        metadata=reading.metadata,
    )
