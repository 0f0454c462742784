"""Web pages that Safari saves as one file (.webarchive): the page in it, read as HTML."""

import plistlib
from contextlib import suppress
from xml.parsers.expat import ExpatError

from ..errors import Unreadable
from ..model import Reading
from . import html

MEDIA_TYPE = "application/x-webarchive"

# A damaged count in a property list asks for more memory than any machine has.
_FAULTS = (
    plistlib.InvalidFileException, ExpatError, ValueError, TypeError, LookupError, AttributeError, OverflowError, EOFError,
    MemoryError,
)  # fmt: skip


def bid(data: bytes, name: str) -> float:
    """By the first bytes of a binary property list and the key that every web archive has, or by name."""
    if data.startswith(b"bplist00") and b"WebMainResource" in data:
        return 0.95
    return 0.6 if name.lower().endswith(".webarchive") else 0.0


def read(data: bytes, name: str) -> Reading:
    """The text of the saved page, without the frames in it; its address stands in the metadata.

    Raises Unreadable when the file is broken or holds no page.
    """
    try:
        page = plistlib.loads(data)["WebMainResource"]
        content, address = bytes(page["WebResourceData"]), str(page.get("WebResourceURL") or "")
        charset = str(page.get("WebResourceTextEncodingName") or "")
    except _FAULTS as fault:
        raise Unreadable(f"{name}: the web archive is damaged ({fault}); save the page again from Safari") from fault
    with suppress(LookupError, ValueError):  # then the page itself is asked
        content = content.decode(charset).encode("utf-8-sig") if charset else content
    reading = html.read(content, name)
    facts = {"url": address} if address.startswith("http") else {}
    return Reading(reading.text, blocks=reading.blocks, metadata={**facts, **reading.metadata})
