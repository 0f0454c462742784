"""Zip archives and mails as folders of documents: what may be opened in them, and how members are read in place."""

import io
import stat
import zipfile
import zlib
from collections import Counter
from pathlib import PurePosixPath
from typing import IO

from . import mail
from .errors import Unreadable

MAX_BYTES = 200_000_000  # a file; the largest contract seen has 40 MB of scans, a reader needs several times its size
MAX_RATIO = 200  # unpacked to packed: text reaches 10, repetitive markup 50; crafted members 1,000
SMALL = 1_000_000  # bytes below which any ratio is harmless


class Opener:
    """Reads the bytes of documents; keeps the last archive open, since its members come one after another."""

    def __init__(self) -> None:
        self._key: tuple[str, tuple[str, ...]] | None = None
        self._archive: zipfile.ZipFile | None = None

    def __enter__(self) -> "Opener":
        return self

    def __exit__(self, *_: object) -> None:
        if self._archive:
            self._archive.close()
        self._key = self._archive = None

    def read(self, path: str, members: tuple[str, ...] = ()) -> bytes:
        """The bytes of a file, or of a member of an archive. Raises OSError or Unreadable when they cannot be had."""
        if not members:
            with open(path, "rb") as file:
                return _limited(file)
        *around, member = members
        outer = around[-1] if around else path
        if mail.is_mail(outer):
            return mail.attachment(self.read(path, tuple(around)), member, outer)
        try:
            with self._opened(path, tuple(around)).open(member) as file:
                return _limited(file)
        except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError) as error:
            raise Unreadable(f"cannot be unpacked: {error}") from None

    def _opened(self, path: str, members: tuple[str, ...]) -> zipfile.ZipFile:
        if self._key != (path, members) or self._archive is None:
            archive = zipfile.ZipFile(io.BytesIO(self.read(path, members)) if members else path)
            self.__exit__()
            self._key, self._archive = (path, members), archive
        return self._archive


def _limited(file: IO[bytes]) -> bytes:
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise Unreadable(too_large(len(data)))
    return data


def member_fault(member: zipfile.ZipInfo, names: Counter[str]) -> str:
    """Why this member should not be opened, "" if it may; names: how often each name occurs in the archive."""
    parts = PurePosixPath(member.filename.replace("\\", "/")).parts
    if ".." in parts or member.filename.startswith(("/", "\\")) or parts[0].endswith(":"):
        return "its name leads out of the archive: the archive may be hostile"
    if member.flag_bits & 1:
        return "encrypted: unpack it with its password first"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "a link inside an archive: not followed"
    if member.file_size > MAX_BYTES:
        return too_large(member.file_size)
    if member.file_size > SMALL and member.file_size > MAX_RATIO * max(member.compress_size, 1):
        return (
            f"unpacks to {member.file_size // max(member.compress_size, 1)} times its size: the archive may be hostile"
        )
    if names[member.filename] > 1:
        return "its name occurs twice in the archive: unpack it"
    return ""


def too_large(size: int) -> str:
    """What is said of a file of `size` bytes."""
    return f"{size // 1_000_000} MB: larger than {MAX_BYTES // 1_000_000} MB, split it"
