"""The protocol of containers: one file, folder or repository that holds many documents."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Protocol

from ..errors import Unreadable

MAX_BYTES = 200_000_000  # a file; the largest contract seen has 40 MB of scans, a reader needs several times its size


@dataclass(frozen=True, slots=True)
class Place:
    """Where a container lies, and what may be used to open it.

    open:    gives its bytes as a file that can be sought in; a folder has none.
    path:    on this machine; "" when it lies inside another container.
    scratch: a folder for what must be unpacked to be read; it lasts as long as the run.
    columns: what a person said of the columns of tables: our name of a fact -> name of the column.
    named:   whether it was given by name, not found in a folder.
    """

    name: str
    open: Callable[[], BinaryIO]
    path: str = ""
    scratch: Path | None = None
    columns: Mapping[str, str] = field(default_factory=dict[str, str])
    named: bool = False

    def head(self, size: int) -> bytes:
        """The first bytes. Raises OSError or Unreadable when there are none to be had."""
        with self.open() as file:
            return file.read(size)


@dataclass(frozen=True, slots=True)
class Member:
    """One document of a container.

    name:    its path there, which no other member has.
    address: by which `Container.read` finds it, in another process too.
    size, stamp: its bytes, and what changes when they change: then, and only then, it is read again.
    said:    what the container knows of it: fields of Source.
    ending:  like ".html": tells the reader what the name does not.
    fault:   why it cannot be read.
    text:    False when the container describes a document but does not hold it.
    companion: it is no document, but what stands beside documents: a picture, data.
    page:    the name of the saved web page that such a companion is a part of.
    """

    name: str
    address: str = ""
    size: int = 0
    stamp: int = 0
    said: Mapping[str, str] = field(default_factory=dict[str, str])
    ending: str = ""
    fault: str = ""
    text: bool = True
    companion: bool = False
    page: str = ""


class Container(Protocol):
    """An opened container. All three may raise Unreadable, which says what is wrong and what to do."""

    def members(self) -> Iterator[Member]:
        """Its documents in a stable order; what comes before a fault is kept."""
        ...

    def read(self, address: str) -> bytes:
        """The bytes of one document."""
        ...

    def place(self, member: Member) -> Place | None:
        """Where to open a member that may itself be a container; None where members are documents only."""
        ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Importer:
    """A form of container. wants: whether a place has this form, by its name first, then by its first bytes.

    folders: whether a folder may have this form. document: whether it is a document too, as a mail is.
    holds_containers: whether its members may be containers.
    """

    name: str
    wants: Callable[[Place], bool]
    open: Callable[[Place], Container]
    folders: bool = False
    document: bool = False
    holds_containers: bool = False


def stamp_of(data: bytes) -> int:
    """A number that stands for these bytes; fits a column of whole numbers."""
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest()) >> 1


def limited(file: BinaryIO) -> bytes:
    """What is left of the file. Raises Unreadable when it is too large for a document."""
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise Unreadable(too_large(len(data)))
    return data


def too_large(size: int) -> str:
    """What is said of a file of `size` bytes."""
    return f"{size // 1_000_000} MB: larger than {MAX_BYTES // 1_000_000} MB, split it"
