"""Containers of many documents, each form behind the same protocol: chosen by name and first bytes, opened in place."""

import os
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from ..errors import Unreadable
from . import filings, histories, lists, mails, nexis, proquest, webarchives, zips
from .container import MAX_BYTES, Container, Importer, Member, Place, limited, too_large

__all__ = [
    "IMPORTERS",
    "MAX_BYTES",
    "Container",
    "Importer",
    "Member",
    "Opener",
    "Place",
    "Step",
    "choose",
    "too_large",
]

IMPORTERS: tuple[Importer, ...] = (
    zips.ZIP,
    histories.OTA,
    mails.MAIL,
    lists.LIST,
    filings.EDGAR,
    nexis.NEXIS,
    proquest.PROQUEST,
    webarchives.WARC,
)
_BY_NAME = {importer.name: importer for importer in IMPORTERS}


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One step into a container: its form, the member's name there, and the address by which it is read."""

    importer: str
    name: str
    address: str


def choose(place: Place, document: bool = False) -> Importer | None:
    """The form of container that this place has, None if it is a document and no more.

    document: it is known to be a document; it may be a container too.
    """
    folder = bool(place.path) and os.path.isdir(place.path)
    with suppress(OSError, Unreadable):  # what cannot be opened at all is told when it is read
        wanted = (each for each in IMPORTERS if (each.folders or not folder) and (each.document or not document))
        return next((each for each in wanted if each.wants(place)), None)
    return None


def at(path: str, scratch: Path | None = None) -> Place:
    """A file or folder as a place."""
    return Place(Path(path).name, partial(_file, path), path, scratch)


def _file(path: str) -> BinaryIO:
    return open(path, "rb")


class Opener:
    """Reads the bytes of documents; keeps the last container open, since its members come one after another."""

    def __init__(self, scratch: Path | None = None) -> None:
        self._scratch = scratch
        self._key: tuple[str, tuple[Step, ...], str] | None = None
        self._container: Container | None = None
        self._open = ExitStack()

    def __enter__(self) -> "Opener":
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()
        self._key = self._container = None

    def read(self, path: str, inside: Sequence[Step] = ()) -> bytes:
        """The bytes of a file, or of a member of a container. Raises OSError or Unreadable when they cannot be had."""
        if not inside:
            with open(path, "rb") as file:
                return limited(file)
        *outer, last = inside
        key = (path, tuple(outer), last.importer)
        if key != self._key or self._container is None:
            self.__exit__()
            place = at(path, self._scratch)
            for step in outer:
                place = self._entered(place, step.importer).place(Member(step.name, step.address)) or place
            self._container = self._entered(place, last.importer)
            self._key = key
        return self._container.read(last.address)

    def _entered(self, place: Place, importer: str) -> Container:
        container = _BY_NAME[importer].open(place)
        self._open.callback(container.close)
        return container
