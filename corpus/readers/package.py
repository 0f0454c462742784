"""Office documents as packages: a zip of XML parts, opened without trusting it."""

import io
import zipfile
import zlib
from collections.abc import Collection

import lxml.etree as etree

from ..errors import Unreadable
from ..importers.zips import MAX_RATIO, SMALL
from .numbering import Element

ZIP = b"PK\x03\x04"
_PROLOGUE = 4096  # bytes of an XML part in which a document type must stand
_LARGEST = 300_000_000  # bytes of one unpacked part: beyond it is a zip bomb, not a contract


def parts(data: bytes, name: str, wanted: Collection[str], format: str) -> dict[str, Element]:
    """The parts named in `wanted` that the package has, parsed; entities are never expanded.

    Raises Unreadable when the package is damaged or hostile. format: what to call it, "DOCX".
    """
    found: dict[str, Element] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for info in package.infolist():
                key = info.filename.replace("\\", "/")
                if key in wanted:
                    _check(info, name)
                    found[key] = parsed(package.read(info), name, format)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, zlib.error) as fault:
        raise Unreadable(f"{name}: the {format} is damaged or truncated ({fault}); fetch it again") from fault
    except RuntimeError as fault:  # how zipfile says that a member is encrypted
        raise Unreadable(f"{name}: the {format} is protected ({fault}); save a copy without the password") from fault
    return found


def check(data: bytes, name: str, format: str) -> None:
    """Raises Unreadable when a part of the package is damaged, protected, a bomb, or declares what hostile XML does."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for info in package.infolist():
                _check(info, name)
                if info.filename.endswith((".xml", ".rels")):
                    with package.open(info) as part:
                        declared = part.read(_PROLOGUE).replace(b"\0", b"")
                    if b"<!DOCTYPE" in declared or b"<!ENTITY" in declared:
                        raise Unreadable(
                            f"{name}: the {format} declares XML entities, as hostile files do; save it again as PDF"
                        )
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, zlib.error) as fault:
        raise Unreadable(f"{name}: the {format} is damaged or truncated ({fault}); fetch it again") from fault
    except RuntimeError as fault:  # how zipfile says that a member is encrypted
        raise Unreadable(f"{name}: the {format} is protected ({fault}); save a copy without the password") from fault


def _check(info: zipfile.ZipInfo, name: str) -> None:
    """Raises Unreadable when a part unpacks to what no document has."""
    ratio = info.file_size // max(1, info.compress_size)
    if info.file_size > _LARGEST or (info.file_size > SMALL and ratio > MAX_RATIO):
        raise Unreadable(
            f"{name}: {info.filename} unpacks to {info.file_size} bytes, {ratio} times its size: the file may be"
            " hostile; save it again from the program that wrote it"
        )


def parsed(xml: bytes, name: str, format: str) -> Element:
    """The root of an XML part. Raises Unreadable when it is broken or declares entities (no office program does)."""
    if b"<!ENTITY" in (xml.replace(b"\0", b"") if b"\0" in xml[:100] else xml):
        raise Unreadable(f"{name}: the {format} declares XML entities, as hostile files do; save it again as PDF")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as fault:
        raise Unreadable(f"{name}: the {format} is damaged or truncated ({fault}); fetch it again") from fault
