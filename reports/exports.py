"""The tables of a workspace as files for other programs: CSV, Parquet, Excel and SQLite.

One row for every pair of document and source: a wire story found in 30 places stands 30 times, each time with its uri, and
`document_id` tells that it is one document. Columns come in a fixed order; further ones may follow after them.
"""

import csv
import os
import re
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TextIO, get_args

import pandas as pd

from ..corpus.errors import SetupError
from .findings import Findings, Queryable, filled, load
from .passages import document_batches, placeholders, with_text

Format = Literal["csv", "parquet", "xlsx", "sqlite"]
FORMATS: tuple[Format, ...] = get_args(Format)

# The contract with everyone who reads these files, then ("+") what we add to it.
COLUMNS = {
    "documents": "document_id uri kind title company published language media_type pages chars status"
    " + kind_score kind_from company_name company_from published_from group outlet author url agreement_date effective_date"
    " term expiration renewal governing_law amends redactions service last_updated dateline",
    "parties": "document_id uri name defined_as role side company quote start end page",
    "facts": "document_id uri fact value how quote start end page",
    "passages": "document_id uri start end page path text + n kind",
    "tags": "document_id uri variable value score tagger start end page quote + attributes",
    "codings": "document_id uri variable values status score quote start end page + attributes note evidence",
    "claims": "document_id uri subject variable values attribution stance certainty quote start end + polarity score",
    "amounts": "document_id uri amount currency kind rate_percent per quote + per_year per_use assumption start end page redacted",
    "failures": "uri step error message",
}
_OWN = ("published", "title", "outlet", "author", "url")  # facts of a source rather than of a document
_WHOLE = ("start", "end", "page", "pages", "chars", "n", "redactions")
_REAL = ("score", "kind_score", "amount", "rate_percent", "per_year", "per_use")

EXCEL_ROWS = 1_048_576  # both limits as Microsoft publishes them for .xlsx
EXCEL_CHARS = 32_767
_CUT = " [cut: the cell limit of Excel; see the CSV export]"

# What makes a spreadsheet run a cell: the four signs (also in their full-width forms), tab and carriage return.
_RUNS = re.compile(r"[=+\-@＝＋－＠\t\r]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?\Z")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def columns(table: str) -> list[str]:
    """The columns of an exported table, in order."""
    return COLUMNS[table].replace(" +", "").split()


def write_tables(store: Queryable, out: Path, format: str = "csv") -> list[Path]:
    """Writes every table under the folder `out`, a file a table (xlsx: one workbook with a note; sqlite: one database).

    Returns the files written. Raises SetupError when the format is unknown or `out` cannot be written.
    """
    if format not in FORMATS:
        raise SetupError(f"unknown format {format!r}: choose one of {', '.join(FORMATS)}")
    writers: dict[str, Callable[[Path, Queryable], list[Path]]] = {
        "csv": _csv, "parquet": _parquet, "xlsx": _xlsx, "sqlite": _sqlite,
    }  # fmt: skip
    try:
        out.mkdir(parents=True, exist_ok=True)
        return writers[format](out, store)
    except (OSError, sqlite3.OperationalError) as error:
        raise SetupError(f"cannot write to {out}: {error}") from error


def frames(store: Queryable, table: str, findings: Findings | None = None) -> Iterator[pd.DataFrame]:
    """An exported table in pieces (some hundred documents each), with the columns of the contract."""
    if table == "documents":
        yield _typed(_documents(findings or load(store)), table)
    elif table == "failures":
        yield _typed(store.query("select uri, step, error, message from failures order by uri, step"), table)
    elif table == "passages":
        for piece in with_text(store):
            yield _typed(piece, table)
    else:
        yield from _joined(store, table)


def _documents(findings: Findings) -> pd.DataFrame:
    """One row a source, those that could not be read (`status` failed) or have no text among them, without document_id.

    When and under what title a source appeared is its own, where it is known: a version of terms has its own date.
    """
    said = ["uri", "document_id", "company", *_OWN]
    of_document = findings.documents.drop(columns=["uris", "sources", "unit"])
    read = findings.sources[said].merge(of_document, on="document_id", how="inner", suffixes=("_own", ""))
    for name in _OWN:
        if name in of_document:
            read[name] = read[f"{name}_own"].where(read[f"{name}_own"] != "", read[name])
    read = _own_companies(read)
    sources: Any = findings.sources
    rest = sources[sources["status"].isin(("failed", "no text"))].drop(columns="language")
    return pd.concat([read, rest.reindex(columns=read.columns)], ignore_index=True) if len(rest) else read


def _own_companies(read: pd.DataFrame) -> pd.DataFrame:
    """The rows of documents that several companies put out, one set of terms for two services, each with its own."""
    stated: Any = read[read["company_own"] != ""].groupby("document_id")["company_own"].nunique()
    shared: Any = read["document_id"].isin(list(stated[stated > 1].index)) & (read["company_own"] != "")
    if shared.any():
        from ..nlp.companies import Companies

        known = Companies.load()
        read.loc[shared, "company"] = [known.identify(name) for name in read.loc[shared, "company_own"]]
        written = {key: company.name for key, company in known.by_id.items()}
        names = zip(read.loc[shared, "company"], read.loc[shared, "company_own"], strict=True)
        read.loc[shared, "company_name"] = [written.get(key, name) for key, name in names]
    return read


def _joined(store: Queryable, table: str) -> Iterator[pd.DataFrame]:
    """A table of findings with the uri of every source of the document, in pieces."""
    for ids in document_batches(store):
        sql = f"""select t.*, s.uri from {table} t join sources s using (document_id)
                  where document_id in ({placeholders(ids)}) order by t.document_id, s.uri, t.start"""
        yield _typed(store.query(sql, ids), table)


def _typed(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """The frame with the table's columns and plain types: whole numbers, numbers, text. Missing numbers stay missing."""
    frame = filled(frame.reindex(columns=columns(table)), numeric=_WHOLE + _REAL)
    for column in frame.columns:
        if column in _WHOLE:
            frame[column] = frame[column].astype("Int64")
        elif column in _REAL:
            frame[column] = frame[column].astype("Float64")
        else:
            frame[column] = frame[column].map(str).astype("string")
    return frame


def harmless(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet would run it as a formula; plain numbers stay as they are."""
    return f"'{text}" if _RUNS.match(text) and not _NUMBER.match(text) else text


def _partial(path: Path) -> Path:
    """The name a file has until it is whole."""
    return path.with_name(path.name + ".partial")


def _tables(store: Queryable) -> Iterator[tuple[str, Iterable[pd.DataFrame]]]:
    for table in COLUMNS:
        yield table, frames(store, table)


def _csv(out: Path, store: Queryable) -> list[Path]:
    """UTF-8 without a byte order mark, one header line, line feeds."""
    written: list[Path] = []
    for table, pieces in _tables(store):
        path = out / f"{table}.csv"
        with open(_partial(path), "w", encoding="utf-8", errors="replace", newline="") as file:
            writer = csv.writer(_LineFeeds(file), lineterminator="\r\n")
            writer.writerow(columns(table))
            for piece in pieces:
                writer.writerows(map(_csv_row, piece.itertuples(index=False, name=None)))
        os.replace(_partial(path), path)
        written.append(path)
    return written


@dataclass(frozen=True, slots=True)
class _LineFeeds:
    """A file that ends lines with a line feed; the writer must think of both, or it leaves a lone carriage return unquoted."""

    file: TextIO

    def write(self, line: str) -> int:
        return self.file.write(line.removesuffix("\r\n") + "\n")


def _csv_row(row: tuple[Any, ...]) -> list[Any]:
    return ["" if cell is pd.NA else harmless(cell) if isinstance(cell, str) else cell for cell in row]


def _parquet(out: Path, store: Queryable) -> list[Path]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    written: list[Path] = []
    for table, pieces in _tables(store):
        path = out / f"{table}.parquet"
        schema = pa.schema(
            [(c, pa.int64() if c in _WHOLE else pa.float64() if c in _REAL else pa.string()) for c in columns(table)]
        )
        with pq.ParquetWriter(_partial(path), schema) as writer:
            for piece in pieces:
                writer.write_table(pa.Table.from_pandas(piece, schema=schema, preserve_index=False))
        os.replace(_partial(path), path)
        written.append(path)
    return written


def _sqlite(out: Path, store: Queryable) -> list[Path]:
    path = out / "facevalue.sqlite"
    _partial(path).unlink(missing_ok=True)
    connection = sqlite3.connect(_partial(path))
    try:
        for table, pieces in _tables(store):
            kinds = {c: "integer" if c in _WHOLE else "real" if c in _REAL else "text" for c in columns(table)}
            fields = ", ".join(f'"{name}" {kind}' for name, kind in kinds.items())
            connection.execute(f"create table {table} ({fields})")
            marks = ", ".join("?" * len(kinds))
            for piece in pieces:
                rows = (
                    [None if cell is pd.NA else cell for cell in row]
                    for row in piece.itertuples(index=False, name=None)
                )
                connection.executemany(f"insert into {table} values ({marks})", rows)
            key = "document_id" if "document_id" in kinds else "uri"
            connection.execute(f"create index {table}_{key} on {table} ({key})")
        connection.commit()
    finally:
        connection.close()
    os.replace(_partial(path), path)
    return [path]


def _xlsx(out: Path, store: Queryable) -> list[Path]:
    """One workbook, a sheet a table. What Excel cannot hold is cut, and the first sheet says where."""
    from openpyxl import Workbook

    path = out / "facevalue.xlsx"
    book = Workbook(write_only=True)
    book.properties.creator = "Facevalue"  # by which the reader of XLSX knows it for no document
    about: Any = book.create_sheet("about")
    notes: list[str] = []
    for table, pieces in _tables(store):
        sheet: Any = book.create_sheet(table)
        sheet.freeze_panes = "A2"
        sheet.append(columns(table))
        rows, cut, left = 1, 0, 0
        for piece in pieces:
            for row in piece.itertuples(index=False, name=None):
                if rows == EXCEL_ROWS:
                    left += 1
                    continue
                cells = [_excel(cell) for cell in row]
                cut += sum(isinstance(cell, str) and cell.endswith(_CUT) for cell in cells)
                sheet.append(cells)
                rows += 1
        if cut:
            notes.append(
                f"{table}: {cut} cells were longer than {EXCEL_CHARS:,} characters and are cut; each says so at its end."
            )
        if left:
            notes.append(
                f"{table}: {left:,} rows beyond Excel's limit of {EXCEL_ROWS:,} are left out; the CSV export has them all."
            )
    about.append(["Facevalue export: one sheet a table, one row for every pair of document and source."])
    about.append(["Text that Excel would run as a formula has an apostrophe before it."])
    for note in notes or ["Nothing was cut or left out."]:
        about.append([note])
    book.save(_partial(path))
    os.replace(_partial(path), path)
    for note in notes:
        with suppress(OSError):
            print(f"facevalue: {note}", file=sys.stderr)
    return [path]


def _excel(cell: Any) -> Any:
    if cell is pd.NA:
        return None
    if not isinstance(cell, str):
        return cell
    text = harmless(_UNPRINTABLE.sub(" ", cell))
    return text if len(text) <= EXCEL_CHARS else text[: EXCEL_CHARS - len(_CUT)] + _CUT
