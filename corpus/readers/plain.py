"""Plain text, in whatever character set it comes."""

import re

from ..errors import Unreadable
from ..model import Reading
from . import furniture

MEDIA_TYPE = "text/plain"

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_EXTENSIONS = (".txt", ".text", ".asc")
# A control character other than tab, newline, form feed, carriage return: text has almost none, binaries have many.
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SNIFF = 4096
_WIDE = 0.3  # UTF-16 without a mark: every second byte of Latin text is NUL


def bid(data: bytes, name: str) -> float:
    """Anything that is not binary; a .txt, even an empty or broken one, is ours to explain."""
    named = name.lower().endswith(_EXTENSIONS)
    return 0.5 if named else 0.3 if not _binary(data) else 0.0


def read(data: bytes, name: str) -> Reading:
    """The text as it stands (offsets of label files refer to it): only line ends are made one.

    Raises Unreadable when the file is empty, binary, or has no words.
    """
    if not data.strip():
        raise Unreadable(f"{name}: the file is empty; fetch it again")
    text = decode(data, name)
    if not any(map(str.isalnum, text[:100_000])):
        raise Unreadable(f"{name}: the file has no words in it; fetch it again")
    pages = (0, *(m.end() for m in re.finditer("\f", text) if text[m.end() :].strip())) if "\f" in text else (0,)
    return Reading(text=text, pages=pages, furniture=furniture.of_flat_text(text))


def decode(data: bytes, name: str) -> str:
    """The bytes as text, with line ends as "\\n": byte order mark, then UTF-8, then the likeliest character set.

    Raises Unreadable for binary data.
    """
    return _decoded(data, name).replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes, name: str) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    wide = _wide(data)
    if wide:
        return data.decode(wide, errors="replace")
    if _binary(data):
        raise Unreadable(f"{name}: this is binary data, not text; check what kind of file it is")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(data)


def _guessed(data: bytes) -> str:
    """Text in a legacy character set. Windows-1252 where the guess fails: it is what such files mostly are."""
    from charset_normalizer import from_bytes

    # One wrong byte in a long UTF-8 text does not make it another character set.
    damaged = data.decode("utf-8", errors="replace")
    if damaged.count("\ufffd") <= max(1, len(damaged) // 2000) and not damaged.isascii():
        intact = sum(ord(c) > 127 for c in damaged) - damaged.count("\ufffd")
        if intact > damaged.count("\ufffd"):
            return damaged
    # Most legacy Western files differ from ASCII in a few quotes, which a guess on a sample without them gets wrong.
    foreign = sum(byte > 127 for byte in data) / len(data)
    if foreign < 0.02:
        return data.decode("cp1252", errors="replace")
    best = from_bytes(data[:200_000]).best()
    return data.decode(best.encoding if best else "cp1252", errors="replace")


def _wide(data: bytes) -> str | None:
    """UTF-16 that lost its mark: "utf-16-le", "utf-16-be" or None."""
    head = data[:_SNIFF]
    if len(head) < 4:
        return None
    for encoding, nuls in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        other = head[0::2] if encoding.endswith("le") else head[1::2]
        if nuls.count(0) > _WIDE * len(nuls) and other.count(0) < 0.05 * len(other):
            return encoding
    return None


def _binary(data: bytes) -> bool:
    if data.startswith(tuple(mark for mark, _ in _BOMS)) or _wide(data):
        return False
    head = data[:_SNIFF]
    # A few NULs are damage in a text; one control byte in fifty is not text.
    return len(_CONTROL.findall(head)) > len(head) / 50
