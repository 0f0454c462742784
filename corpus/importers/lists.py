"""Tables of articles, a row a source: Media Cloud and GDELT exports, CSV and JSON Lines with texts.

Only a table that is known by its header is opened, or one that a person named: others lie beside documents for
other ends. A row without text names an article that the table does not hold.
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO, cast

from ..dates import iso
from ..errors import SetupError, Unreadable
from ..model import KINDS
from .container import MAX_BYTES, Importer, Member, Place, stamp_of, too_large

FACTS = ("text", "kind", "company", "published", "title", "outlet", "author", "url", "language")
_TABLES = (".csv", ".tsv", ".tab")
_LINES = (".jsonl", ".ndjson")
_HEAD = 65_536  # bytes in which a header stands
_CELL = 5_000_000  # characters of one cell: a book has 1,000,000
_BROKEN = 100  # rows that may be broken before the whole file is given up
_RAW_GKG = re.compile(rb"\d{14}-T?\d+\t\d{14}\t\d\t")
_GKG = ("GKGRECORDID", "DATE", "SourceCollectionIdentifier", "SourceCommonName", "DocumentIdentifier")

# Headers of known exports, as these services publish them, and what their columns say.
_EXPORTS: tuple[Mapping[str, str], ...] = (
    {  # Media Cloud, search.mediacloud.org
        "outlet": "media_name",
        "published": "publish_date",
        "title": "title",
        "url": "url",
        "language": "language",
        "": "indexed_date",
    },
    {"url": "url", "title": "title", "published": "seendate", "outlet": "domain", "language": "language"},  # GDELT DOC
    {"url": "url", "": "mobileurl", "published": "date", "title": "title"},  # GDELT DOC, its own CSV
    {"url": "documentidentifier", "published": "date", "outlet": "sourcecommonname", "": "gkgrecordid"},  # GDELT GKG
)
# Names that people give the columns of a table of texts, the likeliest first.
_USUAL = {
    "text": ("text", "full_text", "fulltext", "full text", "body", "content", "article_text", "maintext", "article"),
    "title": ("title", "headline"),
    "published": ("published", "publish_date", "publication_date", "published_at", "pub_date", "date", "datetime"),
    "outlet": ("outlet", "media_name", "publication", "newspaper", "publisher", "source", "domain"),
    "author": ("author", "authors", "byline"),
    "url": ("url", "link"),
    "language": ("language", "lang"),
    "company": ("company",),
    "kind": ("kind",),
}
_LANGUAGES = {"english": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it", "portuguese": "pt"}


@dataclass(frozen=True, slots=True)
class Form:
    """How a table is written. columns: our name of a fact -> its column; delimiter: "" for JSON Lines."""

    columns: Mapping[str, int | str]
    delimiter: str
    encoding: str
    press: bool = False
    header: bool = True


def columns_of(said: str) -> dict[str, str]:
    """What a person says of the columns: "text=body,published=date", or a YAML file of such lines.

    Raises SetupError when it cannot be understood.
    """
    if "=" in said:
        pairs = [pair.partition("=") for pair in said.split(",") if pair.strip()]
        found = {name.strip(): column.strip() for name, _, column in pairs}
    else:
        import yaml

        try:
            with open(said, encoding="utf-8") as file:
                read: object = yaml.safe_load(file)
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise SetupError(f"--columns {said}: cannot be read as YAML ({str(error).splitlines()[0]})") from None
        if not isinstance(read, dict):
            raise SetupError(f"--columns {said}: write one 'text: COLUMN' a line")
        found = {str(name): str(column) for name, column in cast(dict[object, object], read).items()}
    unknown = [name for name, column in found.items() if name not in FACTS or not column]
    if unknown or not found:
        raise SetupError(f"--columns: {', '.join(unknown) or 'nothing'} is no fact we know: use {', '.join(FACTS)}")
    return found


def wants(place: Place) -> bool:
    """By the header of a known export, by the columns that a person named, or because the file itself was named."""
    if not place.name.lower().endswith((*_TABLES, *_LINES)):
        return False
    if place.named:
        return True
    try:
        return _form(place) is not None
    except Unreadable:
        return bool(place.columns)


class Rows:
    """An opened table."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._file = place.open()

    def members(self) -> Iterator[Member]:
        """A row each; a broken one with its fault."""
        form = _form(self._place)
        if form is None:
            raise Unreadable(
                "a table, but of no export that is known: say which column holds what with --columns text=COLUMN,..."
            )
        rows = _csv_rows(self._file, form) if form.delimiter else _json_rows(self._file)
        for row in rows:
            name = f"{'row' if form.delimiter else 'line'}-{row.number}"
            if row.fault:
                yield Member(name, size=row.size, stamp=row.stamp, fault=row.fault)
            else:
                yield _member(name, row, form)

    def read(self, address: str) -> bytes:
        """The text of one row."""
        start, size, column, delimiter, encoding = json.loads(address)
        self._file.seek(start)
        record = self._file.read(size)
        if delimiter:
            cells: Sequence[str] = next(_reader(record.decode(encoding, "replace").splitlines(True), delimiter), [])
            text = cells[column] if column < len(cells) else ""
        else:
            text = str(_object(record).get(column, ""))
        return text.encode("utf-8", "backslashreplace")

    def place(self, member: Member) -> Place | None:
        return None

    def close(self) -> None:
        self._file.close()


LIST = Importer("list", wants, Rows)


@dataclass(frozen=True, slots=True)
class Row:
    """A record, where its bytes lie, and its number as a spreadsheet counts (the header is row 1)."""

    number: int
    start: int
    size: int
    stamp: int
    cells: Sequence[str] | Mapping[str, object] = ()
    fault: str = ""

    def cell(self, column: int | str) -> str:
        """The cell of a column, "" where the row is shorter."""
        if isinstance(self.cells, Mapping):
            value = self.cells.get(str(column))
            return "" if value is None else ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        return self.cells[int(column)] if int(column) < len(self.cells) else ""


def _member(name: str, row: Row, form: Form) -> Member:
    said = {fact: row.cell(column) for fact, column in form.columns.items()}
    text = said.pop("text", "")
    said = _plain(said)
    if form.press:
        said.setdefault("kind", "press")
    if not text.strip():
        return Member(name, "", row.size, row.stamp, said, text=False)
    data = text.encode("utf-8", "backslashreplace")
    fault = too_large(len(data)) if len(data) > MAX_BYTES else ""
    address = json.dumps([row.start, row.size, form.columns["text"], form.delimiter, form.encoding])
    return Member(name, address, len(data), stamp_of(data), said, fault=fault)


def _form(place: Place) -> Form | None:
    """How the table is written and what its columns mean, None if nothing says so.

    Raises Unreadable when the columns that a person named are not there, or the character set is none that is read.
    """
    head = place.head(_HEAD)
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Unreadable("a table in UTF-16: save it again as 'CSV UTF-8'")
    if place.name.lower().endswith(_LINES):
        first = next((line for line in head.split(b"\n") if line.strip()), b"{}")
        names = {str(name): str(name) for name in _object(first)}
        return _meant(place, names, "", "utf-8")
    if _RAW_GKG.match(head):
        columns = {"url": 4, "published": 1, "outlet": 3}
        return Form(columns, "\t", _encoding(head), press=True, header=False)
    encoding = _encoding(head)
    text = head.decode(encoding, "replace").lstrip("\ufeff\r\n")
    line = text.partition("\n")[0]
    delimiter = max(",;\t", key=line.count)
    cells = next(_reader(io.StringIO(text, newline=""), delimiter), [])
    return _meant(place, {cell.strip(): at for at, cell in reversed(list(enumerate(cells)))}, delimiter, encoding)


def _meant(place: Place, names: Mapping[str, int | str], delimiter: str, encoding: str) -> Form | None:
    """What columns of these names mean."""
    lower = {name.lower(): column for name, column in names.items()}
    for export in _EXPORTS:
        if all(name in lower for name in export.values()):
            columns = {fact: lower[name] for fact, name in export.items() if fact}
            texts = [lower[name] for name in _USUAL["text"] if name in lower]
            return Form(columns | ({"text": texts[0]} if texts else {}), delimiter, encoding, press=True)
    if place.columns:
        lost = [name for name in place.columns.values() if name.lower() not in lower]
        key = "text" if "text" in place.columns else next(iter(place.columns))
        if lost and (place.named or place.columns[key] not in lost):
            raise Unreadable(f"has no column {', '.join(lost)}; it has {', '.join(reversed(list(names)))}"[:500])
        return None if lost else Form({f: lower[n.lower()] for f, n in place.columns.items()}, delimiter, encoding)
    usual = {fact: next((lower[n] for n in likely if n in lower), None) for fact, likely in _USUAL.items()}
    if not place.named or usual["text"] is None:
        return None
    return Form({fact: column for fact, column in usual.items() if column is not None}, delimiter, encoding)


def _encoding(head: bytes) -> str:
    try:
        head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 4:  # else a character is cut in two where the head ends
            return "cp1252"
    return "utf-8"


def _reader(lines: Iterator[str] | Sequence[str] | io.StringIO, delimiter: str) -> Iterator[list[str]]:
    if csv.field_size_limit() < _CELL:
        csv.field_size_limit(_CELL)  # the library's own limit of 131,072 characters is less than many articles
    quoting = csv.QUOTE_MINIMAL if delimiter != "\t" else csv.QUOTE_NONE
    return iter(csv.reader(lines, delimiter=delimiter, quoting=quoting, strict=True))


class _Counted:
    """The lines of a file as text, and how far one has come in bytes."""

    def __init__(self, file: BinaryIO, encoding: str) -> None:
        self._file, self._encoding = file, encoding
        self.at = 0
        self.first_end = 0  # of the first line of the record at hand
        self.record = list[bytes]()

    def begin(self) -> None:
        self.record.clear()

    def back(self) -> None:
        """Go back to the second line of the record at hand."""
        self.at = self.first_end
        self._file.seek(self.at)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._file.readline(_CELL)
        if not line:
            raise StopIteration
        self.at += len(line)
        if not self.record:
            self.first_end = self.at
        self.record.append(line)
        return line.decode(self._encoding, "surrogateescape")


def _csv_rows(file: BinaryIO, form: Form) -> Iterator[Row]:
    """Every record of the file, one at a time; a broken one does not take those after it along."""
    file.seek(0)
    lines = _Counted(file, form.encoding)
    rows = _reader(lines, form.delimiter)
    number = broken = 0
    width = max((int(column) for column in form.columns.values()), default=0) + 1
    header = form.header
    while True:
        lines.begin()
        start, cells, fault = lines.at, list[str](), ""
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            fault = f"cannot be read as CSV ({error}): look for a quote that is not closed"
            lines.back()
            rows = _reader(lines, form.delimiter)
        if not fault and not any(cell.strip() for cell in cells):
            continue
        number += 1
        if header:
            header = False
            continue
        record = b"".join(lines.record) if not fault else lines.record[0]
        if not fault and not _decodes(record, form.encoding):
            fault = "is not UTF-8: save the file again as 'CSV UTF-8'"
        elif not fault and len(cells) < width:
            fault = f"has {len(cells)} cells, {width} are needed: look for a line break or a quote that is out of place"
        broken += bool(fault)
        if broken > _BROKEN:
            raise Unreadable(
                f"more than {_BROKEN} rows are broken: save it again as 'CSV UTF-8'; the rest was not read"
            )
        yield Row(number, start, len(record), stamp_of(record), cells, f"row {number} {fault}" if fault else "")


def _decodes(record: bytes, encoding: str) -> bool:
    try:
        record.decode(encoding)
    except UnicodeDecodeError:
        return encoding != "utf-8"  # cp1252 leaves five bytes without a sign
    return True


def _json_rows(file: BinaryIO) -> Iterator[Row]:
    file.seek(0)
    at = number = broken = 0
    while line := file.readline(MAX_BYTES):
        start, at, number = at, at + len(line), number + 1
        if not line.strip():
            continue
        try:
            yield Row(number, start, len(line), stamp_of(line), _object(line))
        except Unreadable as error:
            broken += 1
            if broken > _BROKEN:
                raise Unreadable(f"more than {_BROKEN} lines are broken; the rest was not read") from None
            yield Row(number, start, len(line), stamp_of(line), fault=f"line {number} {error}")


def _object(line: bytes) -> Mapping[str, object]:
    try:
        found: object = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"is no JSON ({str(error)[:80]}): write one object a line") from None
    if not isinstance(found, dict):
        raise Unreadable('is no JSON object: write {"text": ...}')
    return cast(Mapping[str, object], found)


def _plain(said: Mapping[str, str]) -> dict[str, str]:
    """What the cells say, as we write it; what cannot be understood is left out."""
    found = {fact: " ".join(value.split()) for fact, value in said.items()}
    found["published"] = day(found.get("published", ""))
    language = found.get("language", "").lower()
    found["language"] = _LANGUAGES.get(language, language if re.fullmatch(r"[a-z]{2}", language) else "")
    if found.get("kind", "").lower() not in KINDS:
        found["kind"] = ""
    return {fact: value.lower() if fact == "kind" else value for fact, value in found.items() if value}


def day(words: str) -> str:
    """The day that a cell gives as an ISO prefix, "" if it is none for certain: 03/04/2021 is two days."""
    found = re.match(r"((?:19|20)\d\d)-?(\d\d)-?(\d\d)(?!\d{1,5}(?!\d))", words)
    if found and 1 <= int(found[2]) <= 12 and 1 <= int(found[3]) <= 31:
        return "-".join(found.groups())
    if re.fullmatch(r"(?:19|20)\d\d(?:-\d\d)?", words) or re.search(r"[A-Za-z]{3}", words):
        return iso(words) or ""
    return ""
