"""Mails as containers: headers, body and attachments of EML and Outlook MSG files."""

import email
import email.policy
import email.utils
import struct
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage, MIMEPart
from pathlib import PurePosixPath

from .errors import Unreadable

EXTENSIONS = (".eml", ".msg")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Mail:
    """A message. headers: subject, author, to, published (ISO date), each only where it is stated."""

    headers: Mapping[str, str]
    body: str
    html: bool
    attachments: tuple[tuple[str, bytes], ...]  # names differ from each other


def is_mail(name: str) -> bool:
    """Whether a file is a mail by its name."""
    return name.lower().endswith(EXTENSIONS)


def parse(data: bytes, name: str) -> Mail:
    """The mail that these bytes are. Raises Unreadable when they are none."""
    if data.startswith(OLE):
        return _outlook(data, name)
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not any(message.get(key) for key in ("from", "subject", "date")):
        raise Unreadable(f"{name}: called a mail but without its headers; save it again from the mail program")
    body = message.get_body(("plain", "html"))
    words = _content(body) if body is not None else ""
    html = body is not None and body.get_content_type() == "text/html"
    return Mail(_headers(message), words, html, _named(_parts(message)))


def _headers(message: EmailMessage) -> dict[str, str]:
    found = {"title": "subject", "author": "from", "to": "to"}
    headers = {ours: " ".join(_header(message, theirs).split()) for ours, theirs in found.items()}
    with suppress(ValueError, TypeError, IndexError):  # no date, or one that nobody can read
        headers["published"] = email.utils.parsedate_to_datetime(_header(message, "date")).date().isoformat()
    return {key: value for key, value in headers.items() if value}


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name) or "")
    except (ValueError, IndexError, KeyError, AttributeError, TypeError):
        return ""  # the standard library fails on some malformed addresses


def _content(part: MIMEPart) -> str:
    """The text of a part, whatever it says its character set is."""
    try:
        content = part.get_content()
        return content if isinstance(content, str) else ""
    except (LookupError, ValueError, KeyError):
        raw = part.get_payload(decode=True)
        return raw.decode("utf-8", errors="replace") if isinstance(raw, bytes) else ""


def _parts(message: MIMEPart) -> Iterator[tuple[str, bytes]]:
    """File name and bytes of every attachment; a forwarded message is one."""
    for part in message.iter_attachments():
        kind = part.get_content_type()
        if kind == "message/rfc822":
            inner = part.get_payload()
            first = inner[0] if isinstance(inner, list) and inner else None
            if isinstance(first, EmailMessage):
                yield part.get_filename() or "forwarded.eml", first.as_bytes(policy=email.policy.SMTP)
        elif kind.startswith("multipart/"):
            yield from _parts(part)
        else:
            raw = part.get_payload(decode=True)
            ending = {"application/pdf": ".pdf", "text/html": ".html", "text/plain": ".txt"}.get(kind, "")
            yield part.get_filename() or f"attachment{ending}", raw if isinstance(raw, bytes) else b""


def _outlook(data: bytes, name: str) -> Mail:
    from oxmsg import Message

    try:
        message = Message.load(data)
        sent = message.sent_date
        headers = {
            "title": message.subject,
            "author": message.sender or "",
            "to": ", ".join(filter(None, (one.email_address or one.name for one in message.recipients))),
            "published": sent.date().isoformat() if sent else "",
        }
        body = message.body or ""
        html = "" if body.strip() else message.html_body or ""
        files = [(one.file_name or "attachment", one.file_bytes or b"") for one in message.attachments]
    except (OSError, ValueError, LookupError, OverflowError, struct.error, AssertionError, RecursionError) as fault:
        raise Unreadable(f"{name}: the Outlook message is damaged ({fault}); save it again as EML") from fault
    kept = {key: " ".join(value.replace("\0", "").split()) for key, value in headers.items()}
    words = (body if body.strip() else html).replace("\0", "")
    return Mail({key: value for key, value in kept.items() if value}, words, bool(html), _named(iter(files)))


def _named(files: Iterator[tuple[str, bytes]]) -> tuple[tuple[str, bytes], ...]:
    """The files under names that lead nowhere and differ: the second "form.pdf" is "2-form.pdf"."""
    seen: dict[str, bytes] = {}
    for given, data in files:
        plain = PurePosixPath(given.replace("\\", "/").replace("\0", "")).name.strip() or "attachment"
        name, count = plain, 1
        while name in seen:
            count += 1
            name = f"{count}-{plain}"
        seen[name] = data
    return tuple(seen.items())
