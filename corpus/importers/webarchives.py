"""Web archives: WARC files, plain or gzipped, alone or in a WACZ, as the pages and documents they captured."""

import contextlib
import hashlib
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, cast

from ..errors import Unreadable
from .container import MAX_BYTES, Importer, Member, Place, stamp_of, too_large

_ENDINGS = (".warc", ".warc.gz")
# What holds text; pictures, scripts and styles are captured along with pages.
_TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
}
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.I)
_DECLARED = re.compile(rb"charset\s*=", re.I)
# What warcio, which trusts what it reads, raises for records that lie.
_FAULTS = (zlib.error, OSError, EOFError, ValueError, KeyError, IndexError, AttributeError, TypeError)


def wants(place: Place) -> bool:
    """By name alone: what claims to be a web archive and is none should fail as one."""
    return place.name.lower().endswith(_ENDINGS)


@dataclass(frozen=True, slots=True)
class Capture:
    """Where a record lies, how long it is, and what stands for its bytes."""

    offset: int
    size: int
    stamp: int


class WebArchive:
    """An opened web archive."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._file = place.open()

    def members(self) -> Iterator[Member]:
        """Each page that answered and holds text; what did not, and what pages are made of, is passed over."""
        names: set[str] = set()
        known: dict[str, Capture] = {}  # digest -> where it was captured in full
        count = 0
        with self._place.open() as file:
            records = _Records(file)
            while record := records.next():
                count += 1
                if member := _member(record, records, known):
                    name = member.name if member.name not in names else f"{member.name}-{count}"
                    names.add(name)
                    yield replace(member, name=name)
            if records.fault:
                after = f"after {count} records" if count else "from its beginning"
                raise Unreadable(f"a web archive that is broken {after} ({records.fault}): fetch it again")
        if not names:
            raise Unreadable("a web archive without pages: fetch it again")

    def read(self, address: str) -> bytes:
        """The body of one response, unpacked."""
        self._file.seek(int(address))
        record = _Records(self._file).next()
        if record is None:
            raise Unreadable("the record is not where it was: the web archive changed while it was read")
        try:
            data = record.content_stream().read(MAX_BYTES + 1)
        except _FAULTS as error:
            raise Unreadable(f"the record cannot be unpacked ({str(error)[:100]}): capture the page again") from None
        if len(data) > MAX_BYTES:
            raise Unreadable(too_large(len(data)))
        return _recoded(data, _type(record)[1])

    def place(self, member: Member) -> Place | None:
        return None

    def close(self) -> None:
        self._file.close()


WARC = Importer("warc", wants, WebArchive)


class _Records:
    """The records of a file one after another, up to the first that is broken; then `fault` says why."""

    def __init__(self, file: Any) -> None:
        from warcio.archiveiterator import ArchiveIterator

        self._records: Any = ArchiveIterator(file)
        self.fault = ""

    def next(self) -> Any:
        from warcio.exceptions import ArchiveLoadFailed

        if self.fault:
            return None
        try:
            with contextlib.redirect_stderr(io.StringIO()):  # it speaks to the terminal
                return next(self._records, None)
        except (ArchiveLoadFailed, *_FAULTS) as error:
            self.fault = str(error).strip().split("\n")[0][:200] or type(error).__name__
            return None

    def passed(self) -> tuple[int, bool]:
        """Where the record at hand lies, and whether it is whole."""
        record = self._records.record
        with contextlib.redirect_stderr(io.StringIO()):
            try:
                offset = self._records.get_record_offset()
            except _FAULTS as error:
                self.fault = str(error)[:200] or type(error).__name__
                return 0, False
        return int(offset), not getattr(record.raw_stream, "limit", 0)


def _member(record: Any, records: _Records, known: dict[str, Capture]) -> Member | None:
    """The record as a member; None for one that is no document and says nothing of one."""
    headers = record.rec_headers
    url = (headers.get_header("WARC-Target-URI") or "").strip("<>")
    if record.rec_type not in ("response", "resource", "revisit") or not url.lower().startswith(("http:", "https:")):
        return None
    when = headers.get_header("WARC-Date") or ""
    name = f"{url}@{re.sub(r'[^0-9]', '', when)[:14]}"
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    kind, _ = _type(record)
    if record.rec_type != "revisit" and (status != "200" or kind not in _TYPES):
        return Member(name, companion=True)
    said = {"url": url}
    if re.match(r"(?:19|20)\d\d-\d\d-\d\d", when):
        said["captured"] = when[:10]
    digest = headers.get_header("WARC-Payload-Digest") or ""
    if record.rec_type == "revisit":
        capture = known.get(digest)
        if capture is None:  # captured in full elsewhere
            return Member(name, stamp=stamp_of(digest.encode()), said=said, text=False)
        return Member(name, str(capture.offset), capture.size, capture.stamp, said)
    size = int(record.length or 0)
    stamp = stamp_of(f"{digest} {size}".encode()) if digest else _hashed(record)
    offset, whole = records.passed()
    if not whole:
        return Member(
            name, said=said, fault="the record is cut off: capture the page again, or fetch the archive again"
        )
    if digest:
        known[digest] = Capture(offset, size, stamp)
    return Member(name, str(offset), size, stamp, said, _TYPES[kind], too_large(size) if size > MAX_BYTES else "")


def _hashed(record: Any) -> int:
    key = hashlib.blake2b(digest_size=8)
    try:
        while piece := record.raw_stream.read(1 << 16):
            key.update(piece)
    except _FAULTS:
        return 0  # the record is cut off, which is told
    return int.from_bytes(key.digest()) >> 1


def _type(record: Any) -> tuple[str, str]:
    """(media type, character set) that the server stated."""
    headers = record.http_headers
    stated = headers.get_header("Content-Type") if headers else record.rec_headers.get_header("Content-Type")
    words = cast(str, stated or "")
    charset = _CHARSET.search(words)
    return words.split(";")[0].strip().lower(), charset[1] if charset else ""


def _recoded(data: bytes, charset: str) -> bytes:
    """A page whose character set only the server stated, in UTF-8 with a mark that says so."""
    if not charset or charset.lower().replace("_", "-") in ("utf-8", "utf8", "us-ascii"):
        return data
    if data[:3] == b"\xef\xbb\xbf" or data[:2] in (b"\xff\xfe", b"\xfe\xff") or _DECLARED.search(data[:2048]):
        return data
    try:
        return data.decode(charset, "replace").encode("utf-8-sig")
    except LookupError:
        return data
