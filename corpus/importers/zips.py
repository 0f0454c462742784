"""Zip archives as folders of documents: what may be opened in them, and how members are read in place."""

import io
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from .. import saved_pages
from ..errors import Unreadable
from .container import MAX_BYTES, Importer, Member, Place, limited, too_large

MAX_ARCHIVE_BYTES = 20_000_000_000  # an archive unpacked
MAX_MEMBERS = 200_000  # in an archive
MAX_RATIO = 200  # unpacked to packed: text reaches 10, repetitive markup 50; crafted members 1,000
SMALL = 1_000_000  # bytes below which any ratio is harmless
SKIPPED_FOLDERS = frozenset({"__MACOSX", "__pycache__", "node_modules"})
_ENDINGS = (".zip", ".wacz")
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError, OSError, ValueError)


def wants(place: Place) -> bool:
    """By name alone: a DOCX is a zip archive too, and what claims to be an archive and is none should fail as one."""
    return place.name.lower().endswith(_ENDINGS)


class Archive:
    """An opened zip archive."""

    def __init__(self, place: Place) -> None:
        self._place = place
        try:
            self._file = place.open()
            self._zip = zipfile.ZipFile(self._file)
        except _FAULTS as error:
            raise Unreadable(f"cannot be opened as a zip archive: {_says(error)}") from None

    def members(self) -> Iterator[Member]:
        """The files in the archive, hidden ones left out."""
        entries = sorted((entry for entry in self._zip.infolist() if not entry.is_dir()), key=lambda e: e.filename)
        total = sum(entry.file_size for entry in entries)
        if len(entries) > MAX_MEMBERS or total > MAX_ARCHIVE_BYTES:
            raise Unreadable(f"holds {len(entries)} files of {total} bytes unpacked: split the archive")
        if sum(entry.compress_size for entry in entries) > self._file.seek(0, io.SEEK_END):
            raise Unreadable("its members overlap: the archive may be hostile")
        names = Counter(entry.filename for entry in entries)
        seen: Counter[str] = Counter()
        for entry in entries:
            parts = PurePosixPath(entry.filename).parts
            if any((part[0] == "." and part != "..") or part in SKIPPED_FOLDERS for part in parts):
                continue
            seen[entry.filename] += 1
            if seen[entry.filename] == 1:  # one row tells of all that share a name
                fault = member_fault(entry, names)
                # Of a WACZ only the captures are documents: https://specs.webrecorder.net/wacz/1.1.1/
                beside = self._place.name.lower().endswith(".wacz") and parts[0] != "archive"
                page = saved_pages.page_of(entry.filename, names) if saved_pages.is_part(entry.filename) else ""
                yield Member(
                    entry.filename,
                    entry.filename,
                    entry.file_size,
                    entry.CRC,
                    fault=fault,
                    companion=beside or (bool(page) and not fault),
                    page=page,
                )

    def read(self, address: str) -> bytes:
        """A member unpacked."""
        try:
            with self._zip.open(address) as file:
                return limited(cast(BinaryIO, file))
        except _FAULTS as error:
            raise Unreadable(f"cannot be unpacked: {_says(error)}") from None

    def place(self, member: Member) -> Place:
        """A member as a place of its own; one that is stored as it is, as a web archive should be, is read in place."""
        entry = self._zip.getinfo(member.address)
        stored = entry.compress_type == zipfile.ZIP_STORED and not entry.flag_bits & 1
        if stored and self._place.path:
            return Place(member.name, lambda: _window(self._place, entry), scratch=self._place.scratch)
        return Place(member.name, lambda: io.BytesIO(self.read(member.address)), scratch=self._place.scratch)

    def close(self) -> None:
        self._zip.close()
        self._file.close()


ZIP = Importer("zip", wants, Archive, holds_containers=True)


class Window(io.RawIOBase):
    """A part of a file, as a file of its own; closes the whole."""

    def __init__(self, file: BinaryIO, start: int, size: int) -> None:
        self._file, self._start, self._size, self._at = file, start, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self._file.seek(self._start + self._at)
        data = self._file.read(min(len(buffer), max(0, self._size - self._at)))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)

    def close(self) -> None:
        self._file.close()
        super().close()


def _window(place: Place, entry: zipfile.ZipInfo) -> BinaryIO:
    file = place.open()
    file.seek(entry.header_offset)
    header = file.read(30)
    if header[:4] != b"PK\x03\x04":
        file.close()
        raise Unreadable("cannot be unpacked: its place in the archive is wrong")
    lengths = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    return io.BufferedReader(Window(file, entry.header_offset + 30 + lengths, entry.file_size))


def member_fault(member: zipfile.ZipInfo, names: Counter[str]) -> str:
    """Why this member should not be opened, "" if it may; names: how often each name occurs in the archive."""
    parts = PurePosixPath(member.filename.replace("\\", "/")).parts
    if ".." in parts or member.filename.startswith(("/", "\\")) or parts[0].endswith(":"):
        return "its name leads out of the archive: the archive may be hostile"
    if member.flag_bits & 1:
        return "encrypted: unpack it with its password first"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "a link inside an archive: not followed"
    stored = member.compress_type == zipfile.ZIP_STORED
    if member.file_size > MAX_BYTES and not (stored and member.filename.lower().endswith((".warc", ".gz"))):
        return too_large(member.file_size)
    if member.file_size > SMALL and member.file_size > MAX_RATIO * max(member.compress_size, 1):
        return (
            f"unpacks to {member.file_size // max(member.compress_size, 1)} times its size: the archive may be hostile"
        )
    if names[member.filename] > 1:
        return "its name occurs twice in the archive: unpack it"
    return ""


def _says(error: BaseException) -> str:
    # The text of an OSError gives the path on this machine.
    return str(error.strerror if isinstance(error, OSError) and error.strerror else error) or type(error).__name__
