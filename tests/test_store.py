"""The workspace: what is written is what is read, nothing else can be reached, and its errors say what to do."""

import json
import multiprocessing
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from facevalue.corpus import Block, Document, Passage, Span, StoreError, tables
from facevalue.corpus.query import select
from facevalue.corpus.store import Store

TAG = {"document_id": "d", "variable": "v", "value": "x", "score": 0.5, "start": 0, "end": 2, "page": 1}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store.open(tmp_path / "w")
    store.switch({"read": "r1", "tag": "t1"})
    return store


def test_rows_come_back(store: Store) -> None:
    store.write("tags", "t1", "a", [TAG, {**TAG, "value": "y", "quote": "“é” 𝔘"}])
    store.write("tags", "t1", "b", [TAG])
    store.write("tags", "old", "a", [TAG] * 9)
    frame = store.query("select value, quote, score from tags order by value, quote")
    assert list(frame["value"]) == ["x", "x", "y"]
    assert frame["quote"][2] == "“é” 𝔘"
    assert store.query("select count(*) n from tags where value = ?", ["y"])["n"][0] == 1


def test_empty_tables_have_their_columns(store: Store) -> None:
    with store.connect() as connection:
        for table, columns in tables.COLUMNS.items():
            frame = select(connection, f"select * from {table}")
            assert list(frame.columns) == columns.split(), table
            assert frame.empty


def test_documents_and_passages_round_trip(store: Store) -> None:
    document = Document(
        "d", "text/plain", "Of 𝔘 and é.", (0, 4), "en", (Block(Span(0, 2), "heading", 1),), (Span(3, 4),), {"a": "é"}
    )
    passage = Passage("d", Span(3, 9), ("1. Use > scope", "(a)"), "clause")
    store.write("documents", "r1", "a", [tables.document_row(document)])
    store.write("passages", "r1", "a", tables.passage_rows(document, [passage]))
    assert [tables.document(row) for row in store.read("documents", "r1", "a").to_pylist()] == [document]
    assert [tables.passage(row) for row in store.read("passages", "r1", "a").to_pylist()] == [passage]
    shown = store.query(
        'select path, page, substr(text, start + 1, "end" - start) said from passages join documents using (document_id)'
    )
    assert list(shown.iloc[0]) == ["1. Use > scope > (a)", 1, "𝔘 and "]


@pytest.mark.parametrize("amount", [Decimal("12.5"), 12.5, "12.5", Decimal("12.50000000001")])
def test_money_is_decimal(store: Store, amount: object) -> None:
    store.write("amounts", "t1", "a", [{"document_id": "d", "amount": amount}])
    assert store.read("amounts", "t1", "a")["amount"].to_pylist() == [Decimal("12.500000")]


def test_a_wrong_column_is_no_row(store: Store) -> None:
    with pytest.raises(ValueError, match="tags has no column colour"):
        store.write("tags", "t1", "a", [{**TAG, "colour": "red"}])


def test_the_same_rows_make_the_same_bytes(store: Store) -> None:
    for shard in "ab":
        store.write("tags", "t1", shard, [TAG] * 50)
    first, second = sorted((store.root / "tags" / "t1").iterdir())
    assert first.read_bytes() == second.read_bytes()


def test_both_kinds_of_failures_are_one_table(store: Store) -> None:
    row = {"uri": "u", "step": "read", "error": "E", "message": "m"}
    store.write("failures", "r1", "a", [row])
    store.write("tag_failures", "t1", "a", [{**row, "step": "tag", "document_id": "d"}])
    assert sorted(store.query("select * from failures")["step"]) == ["read", "tag"]


def test_dropping_a_document_leaves_the_others(store: Store) -> None:
    for table in tables.GROUPS["analysed"]:
        rows = [{"document_id": name} for name in "dde"]
        store.write(table, "t1", "a", rows)
    store.drop("analysed", "t1", "a", ["d"])
    assert store.read("tags", "t1", "a")["document_id"].to_pylist() == ["e"]
    store.drop("analysed", "t1", "a", ["e"])
    assert not list((store.root / "tags" / "t1").iterdir())


def test_other_versions_go_when_the_current_one_is_named(store: Store) -> None:
    store.write("tags", "t1", "a", [TAG])
    store.write("tags", "t2", "a", [TAG, TAG])
    assert len(store.query("select * from tags")) == 1
    store.switch({"read": "r1", "tag": "t2"})
    assert len(store.query("select * from tags")) == 2
    assert [folder.name for folder in (store.root / "tags").iterdir()] == ["t2"]


HOSTILE = [
    "drop view tags",
    "delete from tags",
    "insert into tags values (1)",
    "create table x as select 1",
    "copy tags to '{out}'",
    "attach '{out}'",
    "export database '{out}'",
    "install httpfs",
    "set enable_external_access = true",
    "pragma enable_profiling",
    "explain analyze copy tags to '{out}'",
    "select 1; copy tags to '{out}'",
    "select * from query('copy tags to ''{out}''')",
    "select * from read_csv('{secret}')",
    "select * from read_text('{secret}')",
    "select * from '{secret}'",
    "select * from glob('{secret}')",
    "select * from sniff_csv('{secret}')",
    "select * from 'https://example.org/x.parquet'",
    "select * from store",
    "selec 1",
    "select nothing from tags",
    "",
]


@pytest.mark.parametrize("sql", HOSTILE)
def test_a_query_reads_the_tables_and_nothing_else(store: Store, tmp_path: Path, sql: str) -> None:
    secret, out = tmp_path / "secret.csv", tmp_path / "out"
    secret.write_text("a,b\n1,2\n")
    with pytest.raises(StoreError):
        store.query(sql.format(secret=secret, out=out))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["secret.csv", "w"]


def test_a_path_with_every_sort_of_sign(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "a [b] 'c' *{d} é%20?")
    store.switch({"tag": "t1"})
    store.write("tags", "t1", "a", [TAG])
    assert len(store.query("select * from tags")) == 1


def test_opening_again(store: Store) -> None:
    assert Store.open(store.root, create=False).state() == store.state()


def test_not_a_workspace(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is not a workspace: make one with"):
        Store.open(tmp_path / "none", create=False)
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(StoreError, match="holds other files"):
        Store.open(tmp_path)
    with pytest.raises(StoreError, match="a file stands where a folder is needed"):
        Store.open(tmp_path / "letter.txt" / "w")
    with pytest.raises(StoreError, match="choose another workspace"):
        Store.open(tmp_path / "letter.txt")


@pytest.mark.parametrize(
    ("said", "message"),
    [
        (
            {"format": 7, "facevalue": "9.9", "steps": {}, "created": ""},
            "was made by Facevalue 9.9 .* use that version",
        ),
        ({"name": "of another program"}, "is not what Facevalue writes"),
        ([], "is not what Facevalue writes"),
    ],
)
def test_made_by_another(tmp_path: Path, said: object, message: str) -> None:
    (tmp_path / "workspace.json").write_text(json.dumps(said))
    with pytest.raises(StoreError, match=message):
        Store.open(tmp_path)


def test_a_read_only_target(tmp_path: Path) -> None:
    target = tmp_path / "locked"
    target.mkdir(mode=0o500)
    if os.access(target, os.W_OK):
        pytest.skip("this user may write everywhere")
    with pytest.raises(StoreError, match="no permission to write there: choose another"):
        Store.open(target / "w")


def test_a_lock_of_a_process_that_died_is_free(store: Store) -> None:
    code = f"from facevalue.corpus.store import Store; s = Store.open({str(store.root)!r}); l = s.lock(); l.__enter__(); print('held', flush=True); input()"
    holder = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert holder.stdout
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(StoreError, match=f"process {holder.pid}"), store.lock():
        pass
    holder.kill()
    holder.wait()
    with store.lock():
        pass


def test_a_write_that_fails_leaves_the_old_shard(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.write("tags", "t1", "a", [TAG])

    def fail(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(StoreError, match="no permission to write"):
        store.write("tags", "t1", "a", [TAG, TAG])
    assert [path.name for path in (store.root / "tags" / "t1").iterdir()] == ["a.parquet"]
    assert pq.read_metadata(store.root / "tags" / "t1" / "a.parquet").num_rows == 1


def test_a_store_can_be_sent_to_a_worker(store: Store) -> None:
    assert (
        multiprocessing.reduction.ForkingPickler.loads(multiprocessing.reduction.ForkingPickler.dumps(store)) == store
    )
