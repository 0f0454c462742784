"""Web pages saved as one file (MHTML, .mht): the page in it, read as HTML."""

import email
import email.policy
import re
from contextlib import suppress
from email.message import EmailMessage

from ..errors import Unreadable
from ..model import Reading
from . import html

MEDIA_TYPE = "multipart/related"

_RELATED = re.compile(rb"(?im)^content-type:\s*multipart/related")


def bid(data: bytes, name: str) -> float:
    """By the headers that browsers write, or by name."""
    head = data[:4096]
    if _RELATED.search(head) and re.match(rb"\s*[A-Za-z-]+:[ \t]", head):
        return 0.95
    return 0.6 if name.lower().endswith((".mht", ".mhtml")) else 0.0


def read(data: bytes, name: str) -> Reading:
    """The text of the saved page; its address and the day it was saved stand in the metadata.

    Raises Unreadable when the file is empty or holds no page.
    """
    if not data.strip():
        raise Unreadable(f"{name}: the file is empty; fetch it again")
    message = email.message_from_bytes(data, policy=email.policy.default)
    pages = (part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml"))
    page = next(pages, None)
    content = page.get_payload(decode=True) if isinstance(page, EmailMessage) else None
    if page is None or not isinstance(content, bytes):
        raise Unreadable(f"{name}: called a saved web page but holds none; save it again from a browser")
    charset = page.get_content_charset()
    with suppress(LookupError, ValueError):  # then the page itself is asked
        content = content.decode(charset).encode("utf-8-sig") if charset else content
    reading = html.read(content, name)
    address = message.get("Snapshot-Content-Location") or page.get("Content-Location")
    facts = {"url": str(address).strip()} if address else {}
    return Reading(reading.text, blocks=reading.blocks, metadata={**facts, **reading.metadata})
