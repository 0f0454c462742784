"""The version of whatever decides what a document says: another version, and documents are read again."""

import hashlib
import shutil
from functools import cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as package_version
from pathlib import Path

from .batch import Reader, read_document
from .store import digest, version

READ_VERSION = 1  # raised when documents must be read again though no source file says so
# What a text is made by; a new version of any of them may make another text.
LIBRARIES = (
    "charset-normalizer",
    "lxml",
    "openpyxl",
    "pdfplumber",
    "py3langid",
    "pypdfium2",
    "python-oxmsg",
    "rensa",
    "striprtf",
    "trafilatura",
)
PROGRAMS = ("tesseract",)  # what else it reads with where they are installed
# Files of this package that decide nothing about what a document says.
_PLUMBING = {
    "download.py",
    "ingest.py",
    "listed.py",
    "lock.py",
    "manifest.py",
    "originals.py",
    "places.py",
    "public.py",
    "snapshot.py",
    "query.py",
    "store.py",
    "version.py",
    "work.py",
}


def read_fingerprint(read: Reader = read_document) -> str:
    """The version of everything that decides what a document says: our code, and the libraries and programs it reads with."""
    own = f"{read.__module__}.{getattr(read, '__qualname__', type(read).__qualname__)}"
    return digest([f"{READ_VERSION} {version()} {own}", *_code(), *_libraries(), *_programs()])


def _programs() -> tuple[str, ...]:
    return tuple(f"{name} {'installed' if shutil.which(name) else 'missing'}" for name in PROGRAMS)


@cache
def _code() -> tuple[str, ...]:
    folder = Path(__file__).parent
    files = sorted(path for path in folder.rglob("*.py") if path.name not in _PLUMBING)
    return tuple(
        f"{path.relative_to(folder).as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in files
    )


@cache
def _libraries() -> tuple[str, ...]:
    versions: list[str] = []
    for name in LIBRARIES:
        try:
            versions.append(f"{name} {package_version(name)}")
        except PackageNotFoundError:
            versions.append(f"{name} missing")
    return tuple(versions)
