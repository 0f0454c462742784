"""Where documents are: paths become sources, folders and containers opened, no document read."""

import os
import re
import stat
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any, cast

from . import importers, saved_pages
from . import manifest as manifests
from .errors import SetupError, Unreadable
from .importers import Container, Importer, Member, Place, Step
from .importers.zips import SKIPPED_FOLDERS
from .manifest import Manifest
from .model import Failure, Source

MAX_DEPTH = 2  # containers in containers
WORKSPACE_FILE = "workspace.json"

# Files that people keep beside documents. A scan as TIFF is none: it fails visibly.
COMPANIONS = re.compile(
    r"\.(csv|tsv|json|jsonl|ndjson|ya?ml|toml|ini|cfg|log|lock|bib|ris|py|ipynb|r|rmd|sh|bat|sql|parquet|sqlite|db"
    r"|png|jpe?g|gif|svg|webp|bmp|ico|mp3|wav|mp4|mov|css|js|map|woff2?|ttf|part|partial|tmp|bak)$"
)
COMPANION_NAMES = frozenset({"thumbs.db", "desktop.ini", "makefile"})


@dataclass(frozen=True, slots=True)
class Found:
    """One source under the given paths: a document to read, one without text, a failure, or a companion to skip.

    path is absolute and stays on this machine; inside leads through containers, outermost first.
    size in bytes (unpacked) and stamp (a file's time of change in ns, a member's digest) tell whether it changed.
    ending: like ".html", where the uri has none that tells the format.
    page: the uri of the saved web page that it is a part of; it is skipped then.
    """

    source: Source
    path: str
    inside: tuple[Step, ...] = ()
    size: int = 0
    stamp: int = 0
    ending: str = ""
    failure: Failure | None = None
    skipped: bool = False
    page: str = ""

    @property
    def uri(self) -> str:
        return self.source.uri

    @property
    def to_read(self) -> bool:
        """Whether there are bytes to be read."""
        return not self.failure and self.source.status != "no text"


def _nothing_known(_: Found) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Search:
    """How to look. known: whether a file was read as a document before and is as it was: then it is no container.

    scratch: a folder for what must be unpacked. columns: our name of a fact -> column of the tables that are given.
    """

    known: Callable[[Found], bool] = _nothing_known
    scratch: Path | None = None
    columns: Mapping[str, str] = field(default_factory=dict[str, str])


def roots(paths: Sequence[Path | str]) -> list[tuple[str, Path]]:
    """(label, path) of each given path, in a stable order; the label starts the uris of what lies under it.

    A relative path labels itself as given. An absolute one, or one that leads upwards, gives its last name only,
    so that the machine's folders do not leak into exports; more of it where two labels would be the same.
    Raises SetupError for a path that does not exist.
    """
    if not paths:
        raise SetupError("no path given: name a folder, a file or a zip archive")
    given: dict[str, Path] = {}
    for path in map(Path, paths):
        if not path.exists():
            raise SetupError(f"{path} does not exist: check the spelling")
        given.setdefault(os.path.realpath(path), path)
    labels = {real: _label(path, 1) for real, path in given.items()}
    names = 1
    while twice := {label for label, count in Counter(labels.values()).items() if count > 1}:
        names += 1
        longer = {real: _label(Path(os.path.abspath(given[real])), names) for real in given if labels[real] in twice}
        if all(labels[real] == label for real, label in longer.items()):
            break
        labels |= longer
    return sorted((labels[real], path) for real, path in given.items())


def find(
    paths: Sequence[Path | str], manifest: Manifest | None = None, search: Search | None = None
) -> Iterator[Found]:
    """Every source under `paths` in a stable order, each once, with what the manifest or else its container says of it.

    Raises SetupError when a path does not exist or no document is found, ManifestError when the manifest names a
    member that its container does not hold.
    """
    documents = skipped = 0
    said = dict(manifest.sources) if manifest else {}
    seen: set[tuple[str, tuple[Step, ...]]] = set()
    given = roots(paths)
    walk = _Walk(search or Search(), os.path.abspath(manifest.path) if manifest else "")
    for label, root in given:
        for found in walk.under(label, root):
            if len(given) > 1:
                key = (found.path, found.inside)
                if key in seen:
                    continue  # one given path lies inside another
                seen.add(key)
            place = manifests.location(found.path, *(step.name for step in found.inside)) if said else ""
            if row := said.pop(place, None):
                found = replace(found, source=manifests.over(row, found.source), skipped=False)
            skipped += found.skipped
            documents += not found.skipped
            yield found
    lost = [place for place in said if not os.path.exists(place) and _inside(place, given)]
    if manifest and lost:
        raise manifests.missing(manifest, lost)
    if not documents:
        shown = ", ".join(str(path) for _, path in given)
        raise SetupError(f"no documents in {shown}: {skipped} other files were skipped")


def _label(path: Path, names: int) -> str:
    pure = PurePosixPath(os.path.normpath(path).replace(os.sep, "/"))
    if pure.is_absolute() or ".." in pure.parts:
        pure = PurePosixPath(*PurePosixPath(os.path.abspath(path).replace(os.sep, "/")).parts[1:][-names:])
    return "" if str(pure) == "." else _printable(str(pure))


def _printable(name: str) -> str:
    # A name that is no UTF-8 comes as lone surrogates, which no table can hold.
    return name.encode("utf-8", "backslashreplace").decode()


def _inside(place: str, given: Sequence[tuple[str, Path]]) -> bool:
    return any(place.startswith(manifests.location(root).rstrip("/") + "/") or place == root for _, root in given)


@dataclass(frozen=True, slots=True)
class _Walk:
    """A walk through folders and containers. manifest: the path of the manifest, which is no document."""

    search: Search
    manifest: str

    def under(self, label: str, root: Path) -> Iterator[Found]:
        """What a given path holds."""
        path = os.path.abspath(root)
        if not os.path.isdir(path):
            # A file that was named is wanted, whatever its ending.
            yield from self._opened(_file(label or root.name, path), named=True)
        elif importer := importers.choose(self._place(path)):
            yield from self._members(Found(Source(label or Path(path).name), path), importer, self._place(path), 0)
        else:
            yield from self._folder(label, path, os.path.realpath(path))

    def _folder(self, label: str, folder: str, root: str) -> Iterator[Found]:
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            found = Found(Source(label or "."), folder)
            yield _failed(found, "Unreadable", f"cannot list this folder: {error.strerror}")
            return
        names = frozenset(entry.name for entry in entries)
        for entry in entries:
            uri = f"{label}/{_printable(entry.name)}".lstrip("/")
            if entry.name.startswith(".") or entry.name in SKIPPED_FOLDERS:
                continue
            if entry.is_symlink() and (fault := _link_fault(entry.path, root)):
                yield _failed(Found(Source(uri), entry.path), "Unreadable", fault)
            elif entry.is_dir(follow_symlinks=False):
                if os.path.exists(os.path.join(entry.path, WORKSPACE_FILE)):
                    continue
                if page := saved_pages.page_of(entry.name, names):
                    page = f"{label}/{_printable(page)}".lstrip("/")
                    yield from (_part(found, page) for found in self._folder(uri, entry.path, root))
                elif importer := importers.choose(self._place(entry.path)):
                    yield from self._members(Found(Source(uri), entry.path), importer, self._place(entry.path), 0)
                else:
                    yield from self._folder(uri, entry.path, root)
            elif not entry.is_dir():  # a linked folder inside the root is read at its own place
                yield from self._opened(_file(uri, entry.path))

    def _place(self, path: str, named: bool = False) -> Place:
        return replace(importers.at(path, self.search.scratch), columns=self.search.columns, named=named)

    def _opened(self, found: Found, named: bool = False) -> Iterator[Found]:
        """`found` itself, or what it holds if it is a container."""
        if found.path == self.manifest:
            yield replace(found, skipped=True, failure=None)
            return
        if found.failure:
            yield found
            return
        place = self._place(found.path, named)
        importer = importers.choose(place, self.search.known(found))
        if importer is None or importer.document:
            yield _measured(replace(found, skipped=found.skipped and not named))
        if importer:
            yield from self._members(replace(found, skipped=False), importer, place, 0)

    def _members(self, outer: Found, importer: Importer, place: Place, depth: int) -> Iterator[Found]:
        if depth >= MAX_DEPTH and importer.holds_containers:
            yield _failed(outer, "Unreadable", f"archives and mails are opened {MAX_DEPTH} deep: unpack it")
            return
        container: Container | None = None
        count = 0
        try:
            container = importer.open(place)
            for member in container.members():
                count += 1
                yield from self._member(outer, importer, container, member, depth)
            if not count and not importer.document:
                yield _failed(outer, "Unreadable", "holds no documents: check that it is whole, or fetch it again")
        except (Unreadable, OSError) as error:
            yield _failed(outer, "Unreadable", str(getattr(error, "strerror", None) or error))
        finally:
            if container:
                container.close()

    def _member(
        self, outer: Found, importer: Importer, container: Container, member: Member, depth: int
    ) -> Iterator[Found]:
        uri = f"{outer.uri}/{_printable(member.name)}"
        found = Found(
            _source(uri, member),
            outer.path,
            (*outer.inside, Step(importer.name, member.name, member.address)),
            member.size,
            member.stamp,
            member.ending,
        )
        if member.companion:
            page = f"{outer.uri}/{_printable(member.page)}" if member.page else ""
            yield replace(found, skipped=True, page=page)
            return
        if member.fault:
            yield _failed(found, "Unreadable", member.fault)
            return
        inner = container.place(member)
        within = importers.choose(replace(inner, columns=self.search.columns)) if inner else None
        if within is None or within.document:
            yield _measured(replace(found, skipped=inner is not None and _companion(uri)))
        if inner and within:
            yield from self._members(found, within, replace(inner, columns=self.search.columns), depth + 1)


def _part(found: Found, page: str) -> Found:
    """What lies in the folder of a saved page: a document, or a part of the page."""
    if found.skipped or saved_pages.is_part(found.path):
        return replace(found, skipped=True, failure=None, page=page)
    return found


def _source(uri: str, member: Member) -> Source:
    """A member as a source, with what its container says of it."""
    said = {name: _printable(value) for name, value in member.said.items() if value}
    status = "failed" if member.text else "no text"
    return Source(uri, **cast(Any, said), status=status, from_container=tuple(said))


def _measured(found: Found) -> Found:
    if found.skipped or found.size <= importers.MAX_BYTES:
        return found
    return _failed(found, "Unreadable", importers.too_large(found.size))


def _link_fault(path: str, root: str) -> str:
    target = os.path.realpath(path)
    if not os.path.exists(target):
        return "a link to nothing: remove it or mend its target"
    if os.path.commonpath([target, root]) != root:
        return "a link that leads out of the given folder: give its target as a path of its own"
    return ""


def _file(uri: str, path: str) -> Found:
    found = Found(Source(uri), path, skipped=_companion(uri))
    try:
        status = os.stat(path)
    except OSError as error:
        return _failed(found, "Unreadable", f"cannot be opened: {error.strerror}")
    found = replace(found, size=status.st_size, stamp=status.st_mtime_ns)
    if not stat.S_ISREG(status.st_mode):
        return _failed(found, "UnsupportedFormat", "not a regular file")
    return found


def _companion(uri: str) -> bool:
    name = uri.rpartition("/")[2].lower()
    return bool(COMPANIONS.search(name)) or name in COMPANION_NAMES or name.startswith("~$")


def _failed(found: Found, error: str, message: str) -> Found:
    return replace(found, failure=Failure(found.uri, "find", error, message), skipped=False)
