"""Exported files: the promised columns, one row a document and source, nothing that a spreadsheet would run."""

import csv
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from facevalue.corpus import SetupError
from facevalue.reports import exports
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

# The export contract. Other people's scripts read these files: columns may be added at the end, never changed.
CONTRACT = {
    "documents": "document_id uri kind title company published language media_type pages chars status",
    "passages": "document_id uri start end page path text",
    "tags": "document_id uri variable value score tagger start end page quote",
    "codings": "document_id uri variable values status score quote start end page",
    "claims": "document_id uri subject variable values attribution stance certainty quote start end",
    "amounts": "document_id uri amount currency kind rate_percent per quote",
    "failures": "uri step error message",
    "parties": "document_id uri name defined_as role side company quote start end page",
    "facts": "document_id uri fact value how quote start end page",
}


def read(folder: Path, table: str) -> list[dict[str, str]]:
    csv.field_size_limit(10**9)
    with open(folder / f"{table}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def exported(made: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("exported")
    for format in exports.FORMATS:
        exports.write_tables(made, out, format)
    return out


@pytest.mark.parametrize("table", CONTRACT)
def test_columns_begin_with_the_contract_and_rows_are_the_same_in_every_format(exported: Path, table: str) -> None:
    promised = CONTRACT[table].split()
    sheet = load_workbook(exported / "facevalue.xlsx", read_only=True)[table]
    in_parquet = pd.read_parquet(exported / f"{table}.parquet")
    with sqlite3.connect(exported / "facevalue.sqlite") as connection:
        cursor = connection.execute(f"select * from {table}")
        in_sqlite = [name for name, *_ in cursor.description], len(cursor.fetchall())
    found = {
        "csv": ((exported / f"{table}.csv").read_text("utf-8").split("\n")[0].split(","), len(read(exported, table))),
        "parquet": (in_parquet.columns.tolist(), len(in_parquet)),
        "xlsx": ([cell.value for cell in next(iter(sheet.rows))], sum(1 for _ in sheet.rows) - 1),
        "sqlite": in_sqlite,
    }
    assert {name: columns[: len(promised)] for name, (columns, _) in found.items()} == dict.fromkeys(found, promised)
    assert len({rows for _, rows in found.values()}) == 1


def test_nothing_half_written_is_left(exported: Path) -> None:
    assert not list(exported.glob("*.partial"))


def test_a_document_found_twice_stands_twice_with_both_addresses(exported: Path) -> None:
    articles = [r["uri"] for r in read(exported, "documents") if r["kind"] == "press"]
    assert articles == ["corpus/copy/press-22.html", "corpus/press-22.html"]
    assert len(read(exported, "claims")) == 8


def test_every_source_has_a_row_and_failed_ones_say_so(exported: Path) -> None:
    status = {r["uri"]: r["status"] for r in read(exported, "documents")}
    assert len(status) == 15
    assert status["corpus/broken.pdf"] == "failed"
    assert status["corpus/contract-20.html"] == "no_likeness"
    assert status["corpus/contract-21.html"] == "not_searched"
    assert status["corpus/contract-0.txt"] == "coded"


def test_passages_hold_their_words_without_page_furniture(
    rows: Any, tables_of: Callable[..., Any], tmp_path: Path
) -> None:
    start = rows["documents"][0]["text"].index("Artist as")
    rows["documents"][0]["furniture"] = f"[[{start}, {start + 7}]]"
    exports.write_tables(tables_of(**rows), tmp_path)
    first = [r["text"] for r in read(tmp_path, "passages") if r["uri"] == "corpus/contract-0.txt"]
    assert first[1] == "The Studio pays the as this clause says."
    assert first[3].endswith("Café naïve \U0001f600 end.")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "＝", "＋"])
def test_a_cell_that_would_run_is_made_harmless(
    rows: Any, tables_of: Callable[..., Any], tmp_path: Path, sign: str
) -> None:
    rows["profiles"][0]["title"] = f"{sign}HYPERLINK(1)"
    for format in ("csv", "xlsx"):
        exports.write_tables(tables_of(**rows), tmp_path, format)
    assert read(tmp_path, "documents")[0]["title"] == f"'{sign}HYPERLINK(1)"
    cell = load_workbook(tmp_path / "facevalue.xlsx")["documents"]["D2"]
    assert cell.data_type == "s"
    assert str(cell.value).startswith("'")


def test_numbers_stay_numbers(rows: Any, tables_of: Callable[..., Any], tmp_path: Path) -> None:
    rows["amounts"][0]["amount"] = -1200.5
    exports.write_tables(tables_of(**rows), tmp_path, "xlsx")
    exports.write_tables(tables_of(**rows), tmp_path)
    assert load_workbook(tmp_path / "facevalue.xlsx")["amounts"]["C2"].value == -1200.5
    assert read(tmp_path, "amounts")[0]["amount"] == "-1200.5"
    assert exports.harmless("-12.5") == "-12.5"
    assert exports.harmless("-12.5+1") == "'-12.5+1"


@given(st.text())
def test_no_text_begins_like_a_formula_after_export(text: str) -> None:
    safe = exports.harmless(text)
    assert safe.endswith(text)
    assert exports._NUMBER.match(safe) or not safe.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_excel_limits_are_kept_and_said(
    rows: Any, tables_of: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setattr(exports, "EXCEL_ROWS", 4)
    rows["codings"][0]["note"] = "x" * 40_000 + "\x07"
    exports.write_tables(tables_of(**rows), tmp_path, "xlsx")
    book = load_workbook(tmp_path / "facevalue.xlsx")
    assert book["codings"].max_row == 4
    longest = max((str(cell.value) for row in book["codings"].rows for cell in row), key=len)
    assert len(longest) == exports.EXCEL_CHARS
    assert longest.endswith("see the CSV export]")
    about = " ".join(str(row[0].value) for row in book["about"].rows)
    assert "codings: 1 cells were longer" in about
    assert "left out" in capsys.readouterr().err


def test_an_empty_workspace_exports_headers(tables_of: Callable[..., Any], tmp_path: Path) -> None:
    for format in exports.FORMATS:
        exports.write_tables(tables_of(), tmp_path, format)
    assert all(read(tmp_path, table) == [] for table in CONTRACT)
    assert (tmp_path / "tags.csv").read_text("utf-8").startswith("document_id,uri,variable,value,score")


def test_what_cannot_be_written_is_one_line(store: Any, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(SetupError, match="cannot write to"):
        exports.write_tables(store, blocked)
    with pytest.raises(SetupError, match="choose one of csv, parquet, xlsx, sqlite"):
        exports.write_tables(store, tmp_path, "ods")


def test_each_source_has_its_own_date_and_company_and_says_when_it_has_no_text(
    rows: dict[str, list[dict[str, Any]]], tables_of: Any, tmp_path: Path
) -> None:
    first = next(row for row in rows["sources"] if row["uri"].endswith("terms-7.txt"))
    first |= {"company": "Alder Voice", "published": "2022-05-01"}
    rows["sources"] += [
        first | {"uri": "corpus/other.txt", "company": "Birch Voice", "published": "2023-06-01", "outlet": "Archive"},
        first | {"uri": "list.csv/row-2", "document_id": None, "status": "no text", "url": "https://a.example/1"},
    ]
    exports.write_tables(tables_of(**rows), tmp_path, "csv")
    found = {row["uri"]: row for row in read(tmp_path, "documents")}
    one, other, listed = (found[uri] for uri in (first["uri"], "corpus/other.txt", "list.csv/row-2"))
    assert (one["company"], one["company_name"], one["published"]) == ("alder_voice", "Alder Voice", "2022-05-01")
    assert (other["company"], other["published"], other["outlet"]) == ("birch_voice", "2023-06-01", "Archive")
    assert (listed["status"], listed["document_id"], listed["url"]) == ("no text", "", "https://a.example/1")
