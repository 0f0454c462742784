"""Where documents are: paths become sources, folders, zip archives and mails opened, no document read."""

import io
import os
import re
import stat
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath

from . import archives, mail, work
from . import manifest as manifests
from .errors import SetupError, Unreadable
from .manifest import Manifest
from .model import Failure, Source

MAX_ARCHIVE_BYTES = 20_000_000_000  # an archive unpacked
MAX_MEMBERS = 200_000  # in an archive
MAX_DEPTH = 2  # archives in archives
WORKSPACE_FILE = "workspace.json"
_BROKEN = (zipfile.BadZipFile, NotImplementedError, RuntimeError)  # what zipfile raises for an archive it cannot open

# Files that people keep beside documents. A scan as TIFF is none: it fails visibly.
COMPANIONS = re.compile(
    r"\.(csv|tsv|json|jsonl|ndjson|ya?ml|toml|ini|cfg|log|lock|bib|ris|py|ipynb|r|rmd|sh|bat|sql|parquet|sqlite|db"
    r"|png|jpe?g|gif|svg|webp|bmp|ico|mp3|wav|mp4|mov|css|js|map|woff2?|ttf|part|partial|tmp|bak)$"
)
COMPANION_NAMES = frozenset({"thumbs.db", "desktop.ini", "makefile"})
SKIPPED_FOLDERS = frozenset({"__MACOSX", "__pycache__", "node_modules"})


@dataclass(frozen=True, slots=True)
class Found:
    """One file under the given paths: a document to read, a failure, or a companion to skip.

    path is absolute and stays on this machine; members lead through archives, outermost first.
    size in bytes (unpacked) and mtime_ns (of the outermost file) tell whether it changed.
    """

    source: Source
    path: str
    members: tuple[str, ...] = ()
    size: int = 0
    mtime_ns: int = 0
    failure: Failure | None = None
    skipped: bool = False

    @property
    def uri(self) -> str:
        return self.source.uri


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


def find(paths: Sequence[Path | str], manifest: Manifest | None = None) -> Iterator[Found]:
    """Every file under `paths` in a stable order, each once, with what the manifest says of it.

    Raises SetupError when a path does not exist or no document is found, ManifestError when the manifest names a
    member that its archive does not hold.
    """
    documents = skipped = 0
    said = dict(manifest.sources) if manifest else {}
    seen: set[tuple[str, tuple[str, ...]]] = set()
    given = roots(paths)
    itself = os.path.abspath(manifest.path) if manifest else None
    for label, root in given:
        for found in _under(label, root):
            key = (found.path, found.members)
            if key in seen:
                continue  # one given path lies inside another
            seen.add(key)
            row = said.pop(manifests.location(found.path, *found.members), None) if said else None
            if row:
                found = replace(found, source=replace(row, uri=found.uri), skipped=False)
            elif found.path == itself:
                found = replace(found, skipped=True, failure=None)
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


def _under(label: str, root: Path) -> Iterator[Found]:
    if root.is_dir():
        yield from _folder(label, os.path.abspath(root), os.path.realpath(root))
        return
    found = _file(label or root.name, os.path.abspath(root))
    # A file that was named is wanted, whatever its ending.
    yield from _opened(replace(found, skipped=False))


def _folder(label: str, folder: str, root: str) -> Iterator[Found]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield _failed(Found(Source(label or "."), folder), "Unreadable", f"cannot list this folder: {error.strerror}")
        return
    for entry in entries:
        uri = f"{label}/{_printable(entry.name)}".lstrip("/")
        if entry.name.startswith(".") or entry.name in SKIPPED_FOLDERS:
            continue
        if entry.is_symlink() and (fault := _link_fault(entry.path, root)):
            yield _failed(Found(Source(uri), entry.path), "Unreadable", fault)
        elif entry.is_dir(follow_symlinks=False):
            if not os.path.exists(os.path.join(entry.path, WORKSPACE_FILE)):
                yield from _folder(uri, entry.path, root)
        elif not entry.is_dir():  # a linked folder inside the root is read at its own place
            yield from _opened(_file(uri, entry.path))


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
    found = replace(found, size=status.st_size, mtime_ns=status.st_mtime_ns)
    if not stat.S_ISREG(status.st_mode):
        return _failed(found, "UnsupportedFormat", "not a regular file")
    return found


def _companion(uri: str) -> bool:
    name = uri.rpartition("/")[2].lower()
    return bool(COMPANIONS.search(name)) or name in COMPANION_NAMES or name.startswith("~$")


def _failed(found: Found, error: str, message: str) -> Found:
    return replace(found, failure=Failure(found.uri, "find", error, message), skipped=False)


def _opened(found: Found) -> Iterator[Found]:
    """`found` itself, or what it holds if it is an archive."""
    if found.failure or found.skipped:
        yield found
    elif not found.uri.lower().endswith(".zip"):
        yield _failed(found, "Unreadable", archives.too_large(found.size)) if found.size > archives.MAX_BYTES else found
        if mail.is_mail(found.uri) and found.size <= archives.MAX_BYTES:
            yield from _attached(found, Path(found.path).read_bytes)
    else:
        try:
            with zipfile.ZipFile(found.path) as archive:
                yield from _archive(archive, found)
        except (OSError, *_BROKEN) as error:
            yield _failed(found, "Unreadable", f"cannot be opened as a zip archive: {work.fault(error)[1]}")


def _archive(archive: zipfile.ZipFile, outer: Found) -> Iterator[Found]:
    members = sorted((member for member in archive.infolist() if not member.is_dir()), key=lambda m: m.filename)
    total = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS or total > MAX_ARCHIVE_BYTES:
        yield _failed(outer, "Unreadable", f"holds {len(members)} files of {total} bytes unpacked: split the archive")
        return
    if sum(member.compress_size for member in members) > outer.size:
        yield _failed(outer, "Unreadable", "its members overlap: the archive may be hostile")
        return
    names = Counter(member.filename for member in members)
    for member in members:
        parts = PurePosixPath(member.filename).parts
        if any((part[0] == "." and part != "..") or part in SKIPPED_FOLDERS for part in parts):
            continue
        uri = f"{outer.uri}/{_printable(member.filename)}"
        found = replace(
            outer,
            source=Source(uri),
            members=(*outer.members, member.filename),
            size=member.file_size,
            skipped=_companion(uri),
        )
        if fault := archives.member_fault(member, names):
            yield _failed(found, "Unreadable", fault)
        elif not found.skipped and member.filename.lower().endswith(".zip"):
            yield from _nested(archive, member, found)
        else:
            yield found
            if not found.skipped and mail.is_mail(member.filename):
                yield from _attached(found, partial(archive.read, member))


def _attached(outer: Found, read: Callable[[], bytes]) -> Iterator[Found]:
    """What is attached to a mail; none where the mail cannot be read, which reading it will say."""
    try:
        message = mail.parse(read(), outer.uri)
    except (OSError, Unreadable, *_BROKEN):
        return
    for name, content in message.attachments:
        uri = f"{outer.uri}/{_printable(name)}"
        members = (*outer.members, name)
        found = replace(outer, source=Source(uri), members=members, size=len(content), skipped=_companion(uri))
        zipped = name.lower().endswith(".zip")
        if not (zipped or mail.is_mail(name)) or found.skipped:
            yield found
        elif len(members) > MAX_DEPTH:
            yield _failed(found, "Unreadable", f"archives and mails are opened {MAX_DEPTH} deep: unpack it")
        elif zipped:
            yield from _inner(found, partial(bytes, content))
        else:
            yield found
            yield from _attached(found, partial(bytes, content))


def _nested(archive: zipfile.ZipFile, member: zipfile.ZipInfo, found: Found) -> Iterator[Found]:
    if len(found.members) >= MAX_DEPTH:
        yield _failed(found, "Unreadable", f"archives are opened {MAX_DEPTH} deep: unpack it")
        return
    yield from _inner(found, partial(archive.read, member))


def _inner(found: Found, read: Callable[[], bytes]) -> Iterator[Found]:
    """What an archive inside something else holds."""
    try:
        with zipfile.ZipFile(io.BytesIO(read())) as inner:
            yield from _archive(inner, found)
    except (OSError, *_BROKEN) as error:
        yield _failed(found, "Unreadable", f"cannot be opened as a zip archive: {work.fault(error)[1]}")
