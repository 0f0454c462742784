"""Mails (EML and Outlook MSG): the body; attachments are documents of their own, see `corpus.find`."""

import re

from .. import mail
from ..errors import Unreadable
from ..model import Reading
from . import html

MEDIA_TYPE = "message/rfc822"

# Headers that only mail programs write; "From:" and "Date:" begin memos too.
_HEADERS = re.compile(rb"(?im)^(?:received|return-path|delivered-to|message-id|mime-version|x-mailer):[ \t]")
_OUTLOOK = "__properties_version1.0".encode("utf-16-le")
_RELATED = re.compile(rb"(?i)content-type:\s*multipart/related")


def bid(data: bytes, name: str) -> float:
    """By headers of the post at the very start, by Outlook's own streams, or by name."""
    head = data[:4096]
    if data.startswith(mail.OLE):
        return 0.95 if _OUTLOOK in data else 0.3 if name.lower().endswith(".msg") else 0.0
    first = head.lstrip().split(b"\n", 1)[0]
    if re.match(rb"[A-Za-z-]+:[ \t]", first) and _HEADERS.search(head) and not _RELATED.search(head):
        return 0.9
    return 0.6 if mail.is_mail(name) else 0.0


def read(data: bytes, name: str) -> Reading:
    """The body of the mail; the subject stands for it where only attachments were sent.

    Raises Unreadable when there is neither.
    """
    if not data.strip():
        raise Unreadable(f"{name}: the file is empty; fetch it again")
    message = mail.parse(data, name)
    facts = {**message.headers, "type": "mail"}
    if message.attachments:
        facts["attachments"] = str(len(message.attachments))
    if message.html and message.body.strip():
        try:
            page = html.read(message.body.encode("utf-8"), name)
            return Reading(page.text, blocks=page.blocks, metadata={**page.metadata, **facts})
        except Unreadable:
            pass  # a page of pictures around an attachment
    text = "" if message.html else message.body.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    text = text if any(map(str.isalnum, text)) else facts.get("title", "")
    if not text and message.attachments:
        text = "(no subject)"
    if not any(map(str.isalnum, text)):
        raise Unreadable(f"{name}: no text in the mail and nothing attached; fetch it again")
    return Reading(text, metadata=facts)
