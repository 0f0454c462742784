"""What a person says about their sources: a CSV or JSONL file of uri and what is known of it."""

import csv
import io
import json
import os
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

from .errors import ManifestError
from .importers.histories import is_repository
from .model import Source

COLUMNS = ("uri", "kind", "company", "published", "title", "outlet", "author", "url", "language")
SHOWN = 20  # bad rows spelt out in one message: a screenful, the rest is counted


@dataclass(frozen=True, slots=True)
class Manifest:
    """The rows of one manifest, each tied to the file it speaks of.

    sources: absolute location (archive members as ARCHIVE/member) -> what was said; see `location`.
    lines: the same locations -> line number. notices: what was left aside, one line each.
    """

    path: Path
    sources: Mapping[str, Source]
    lines: Mapping[str, int]
    notices: tuple[str, ...] = ()


def iso_prefix(text: str) -> str:
    """`text` as an ISO date prefix: "2021", "2021-02", "2021-02-03"; a time of day is cut off.

    Raises ValueError when it is none or no day of the calendar.
    """
    said = text.strip()
    try:
        if len(said) > 10:
            return datetime.fromisoformat(said).date().isoformat()
        parts = said.split("-")
        if [len(part) for part in parts] not in ([4], [4, 2], [4, 2, 2]) or not said.replace("-", "").isdecimal():
            raise ValueError
        date(*(int(part) for part in (*parts, "1", "1")[:3]))
    except ValueError:
        raise ValueError(f"{text!r} is no ISO date: write 2021, 2021-02 or 2021-02-03") from None
    return said


def location(*parts: str | Path) -> str:
    """The absolute place of a file or archive member, spelt one way: `..` resolved, accents composed.

    File systems and spreadsheets spell an accented letter differently; both mean the same file.
    """
    return unicodedata.normalize("NFC", os.path.abspath(os.path.join(*parts)).replace(os.sep, "/"))


def read(path: Path | str, roots: Sequence[tuple[str, Path]] = ()) -> Manifest:
    """The manifest at `path`; `roots` are (label, path) of what is ingested, see `find.roots`.

    A uri is looked up relative to the manifest's folder, then under each root, with or without its label.
    Raises ManifestError that lists every bad row.
    """
    from pydantic import ValidationError  # as long to load as all the rest, and most runs have no manifest

    from .manifest_row import Row

    path = Path(path)
    text = _text(path)
    lines = _json_lines(text) if path.suffix.lower() in (".jsonl", ".ndjson", ".json") else _csv_lines(text, path)
    sources: dict[str, Source] = {}
    numbers: dict[str, int] = {}
    extra: set[str] = set()
    faults: list[str] = []
    for number, cells, fault in lines:
        extra |= cells.keys() - set(COLUMNS)
        try:
            if fault:
                raise ValueError(fault)
            row = Row.model_validate(cells)
            place = _place(row.uri, path.parent, roots)
            if place in sources:
                raise ValueError(f"uri: {row.uri!r} was already given in line {numbers[place]}: keep one of the two")
        except ValidationError as error:
            faults += [f"line {number}: {_says(fault)}" for fault in error.errors()]
        except ValueError as error:
            faults.append(f"line {number}: {error}")
        else:
            sources[place] = Source(**row.model_dump())
            numbers[place] = number
    if faults:
        raise ManifestError(_listing(path, faults))
    if not sources:
        raise ManifestError(f"{path} has no rows: add one line for each file, or leave the manifest out")
    notices = [f"{path.name}: columns not used: {', '.join(sorted(extra))}"] if extra else []
    return Manifest(path, sources, numbers, tuple(notices))


def over(row: Source, found: Source) -> Source:
    """`found` with what a person said of it; what the person left open its container says."""
    facts = {name: value for name in COLUMNS[1:] if (value := getattr(row, name))}
    return replace(found, **facts, from_container=tuple(n for n in found.from_container if n not in facts))


def missing(manifest: Manifest, places: Sequence[str]) -> ManifestError:
    """The error for rows that name a member which their archive does not hold."""
    faults = [f"line {manifest.lines[place]}: uri: {manifest.sources[place].uri!r} is not there" for place in places]
    return ManifestError(_listing(manifest.path, faults))


def _listing(path: Path, faults: Sequence[str]) -> str:
    more = f"\n  and {len(faults) - SHOWN} more" if len(faults) > SHOWN else ""
    count = f"{len(faults)} fault" + ("s" if len(faults) > 1 else "")
    return f"{path} has {count}; mend and run again:\n  " + "\n  ".join(faults[:SHOWN]) + more


def _says(fault: Any) -> str:
    column = ".".join(str(part) for part in fault["loc"]) or "row"
    if fault["type"] == "missing":
        return f"{column}: is missing: give the path of the file, relative to the manifest"
    return f"{column}: {fault['msg'].removeprefix('Value error, ')}"


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ManifestError(f"cannot read the manifest {path}: {error.strerror}") from None
    # Spreadsheets save "Unicode text" as UTF-16 with a byte order mark.
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ManifestError(f"{path} line {line} is not UTF-8: save the file again as 'CSV UTF-8'") from None


def _csv_lines(text: str, path: Path) -> Iterator[tuple[int, dict[str, object], str]]:
    """(line number, cells by column, fault or "") of each row."""
    head = text.lstrip().partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: list[str] | None = None
    before = 0
    try:
        for cells in rows:
            number, before = before + 1, rows.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if header is None:
                header = [cell.strip().lower() for cell in cells]
                _check_header(header, path, number)
                continue
            surplus = [cell for cell in cells[len(header) :] if cell.strip()]
            fault = (
                f"has {len(cells)} cells, the header {len(header)}: put quotes around a cell that holds {delimiter!r}"
            )
            named = {name: cell for name, cell in zip(header, cells, strict=False) if name}
            yield number, cast(dict[str, object], named), fault if surplus else ""
    except csv.Error as error:
        yield before + 1, {}, f"cannot be read as CSV ({error}): look for a quote that is not closed"


def _check_header(header: Sequence[str], path: Path, number: int) -> None:
    if "uri" not in header:
        shown = ", ".join(header)[:200]
        raise ManifestError(
            f"{path} line {number}: no column 'uri' among {shown}: name the columns {', '.join(COLUMNS)}"
        )
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise ManifestError(f"{path} line {number}: column {twice[0]!r} is there twice: keep one")


def _json_lines(text: str) -> Iterator[tuple[int, dict[str, object], str]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            cells: object = json.loads(line)
        except ValueError as error:
            yield number, {}, f"is no JSON ({error}): write one object a line"
            continue
        if isinstance(cells, dict):
            yield number, {str(key).strip().lower(): value for key, value in cells.items()}, ""
        else:
            yield number, {}, 'is no JSON object: write {"uri": ...}'


def _place(uri: str, folder: Path, roots: Sequence[tuple[str, Path]]) -> str:
    """Where the file named `uri` lies. Raises ValueError when it is in none of the places looked at."""
    candidates = [location(folder, uri)]
    for label, root in roots:
        if label and (uri == label or uri.startswith(label + "/")):
            candidates.append(location(root, uri[len(label) + 1 :]))
        candidates.append(location(root, uri))
    for place in candidates:
        if os.path.exists(place) or _in_archive(place):
            return place
    raise ValueError(f"uri: {uri!r} does not exist: paths are relative to {folder or '.'} or to the folders given")


def _in_archive(place: str) -> bool:
    return any(parent.is_file() or is_repository(str(parent)) for parent in Path(place).parents)
