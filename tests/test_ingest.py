"""One pass from paths to tables: what is stored, what a second run does, and what bad documents do."""

import errno
import io
import os
import shutil
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from facevalue.corpus import SetupError, StoreError, ingest, snapshot
from facevalue.corpus.ingest import Options, Progress, Summary
from facevalue.corpus.query import select
from facevalue.corpus.store import Store
from facevalue.corpus.tables import COLUMNS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))  # workers import the stand-ins by name
import standins

OPTIONS = Options(read=standins.read, seconds=30)


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder `corpus` in the current directory, where workspaces go too."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "corpus").mkdir()
    return tmp_path / "corpus"


def fill(folder: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def run(
    paths: Sequence[Path | str] = ("corpus",), into: str = "workspace", engine: str = "serial", **more: Any
) -> tuple[Summary, Store]:
    store = Store.open(into)
    more.setdefault("analysis", standins.Analysis())
    more.setdefault("options", OPTIONS)
    summary = ingest.ingest(paths, store, engine=engine, processes=2, **more)
    assert summary.sources == summary.documents + summary.duplicates + summary.failures + summary.no_text
    return summary, store


def tables(store: Store) -> dict[str, list[str]]:
    """All rows of all tables, in an order of their own."""
    with store.connect() as connection:
        frames = {table: select(connection, f"select * from {table}") for table in COLUMNS}
    return {table: sorted(str(tuple(row)) for row in frame.astype(object).values) for table, frame in frames.items()}


def files(store: Store) -> dict[str, tuple[bytes, int]]:
    return {
        path.relative_to(store.root).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in store.root.rglob("*.parquet")
    }


GOOD = {"a.txt": "The licence is narrow.\nIt ends.", "deep/b.txt": "No grant.", "c.md": "A licence of a voice."}


@pytest.mark.parametrize("engine", ["serial", "local"])
def test_documents_passages_and_findings_are_stored(corpus: Path, engine: str) -> None:
    fill(corpus, GOOD)
    summary, store = run(engine=engine)
    assert (summary.sources, summary.documents, summary.analysed, summary.kinds) == (3, 3, 3, {"other": 3})
    sources = store.query("select * from sources order by uri")
    assert list(sources["uri"]) == ["corpus/a.txt", "corpus/c.md", "corpus/deep/b.txt"]
    assert list(sources["size"]) == [31, 21, 9]
    passages = store.query(
        "select p.* from passages p join sources using (document_id) where uri like '%a.txt' order by n"
    )
    assert [tuple(row) for row in passages[["n", "start", "end", "page"]].values] == [(0, 0, 22, 1), (1, 23, 31, 1)]
    assert set(passages["path"]) == {"1. Use > scope > (a)"}
    tags = store.query("select value, start from tags order by start")
    assert [tuple(row) for row in tags.values] == [("licence", 2), ("licence", 4)]
    assert sorted(store.query("select amount from amounts")["amount"].round(6)) == [0.333333, 0.333333, 0.666667]


def test_a_second_run_changes_nothing(corpus: Path) -> None:
    fill(corpus, {**GOOD, "copy.txt": GOOD["a.txt"], "bad.txt": "READ-RAISE", "worse.txt": "TAG-RAISE"})
    _, store = run()
    before = files(store)
    summary, _ = run()
    assert files(store) == before
    assert (summary.unchanged, summary.read, summary.analysed) == (6, 0, 0)


def test_copies_are_one_document_with_many_sources(corpus: Path) -> None:
    fill(corpus, {"a.txt": "One wire story.", "b.txt": "One wire story.", "c.txt": "Another wire story."})
    summary, store = run()
    assert (summary.sources, summary.documents, summary.duplicates) == (3, 2, 1)
    assert list(store.query("select count(*) from profiles").iloc[0]) == [2]
    fill(corpus, {"d.txt": "One wire story."})
    summary, store = run()
    assert (summary.documents, summary.duplicates, summary.analysed) == (2, 2, 0)
    (corpus / "a.txt").unlink()
    summary, store = run()
    assert (summary.documents, summary.duplicates, summary.removed, summary.analysed) == (2, 1, 1, 1)
    assert set(store.query("select title from profiles")["title"]) == {"corpus/b.txt", "corpus/c.txt"}


def test_copies_in_different_batches_are_one_document(corpus: Path) -> None:
    fill(corpus, {f"{n}.txt": "One wire story." for n in range(5)})
    summary, store = run(options=Options(read=standins.read, batch_documents=2))
    assert (summary.documents, summary.duplicates) == (1, 4)
    assert len(store.query("select * from documents")) == len(store.query("select * from profiles")) == 1


def test_deleting_one_and_adding_one_does_just_that(corpus: Path) -> None:
    fill(corpus, {f"{n}.txt": "x" * (9 - n) + " licence" for n in range(6)})
    options = Options(read=standins.read, batch_documents=2)
    _, store = run(options=options)
    before = files(store)
    gone = store.query("select document_id from sources where uri = 'corpus/0.txt'")["document_id"][0]
    (corpus / "0.txt").unlink()
    fill(corpus, {"new.txt": "a new licence"})
    summary, _ = run(options=options)
    assert (summary.read, summary.removed, summary.unchanged, summary.analysed) == (1, 1, 5, 1)
    for table, columns in COLUMNS.items():
        if "document_id" in columns:
            assert gone not in set(store.query(f"select document_id from {table}")["document_id"]), table
    kept = [name for name, held in files(store).items() if before.get(name) == held]
    assert len([name for name in kept if name.startswith("documents/")]) == 2
    for path in store.root.rglob("*"):
        assert path.is_dir() or gone.encode() not in path.read_bytes()


def test_the_result_is_that_of_a_fresh_run(corpus: Path) -> None:
    fill(corpus, {**GOOD, "bad.txt": "READ-RAISE"})
    run()
    (corpus / "a.txt").rename(corpus / "z.txt")
    fill(corpus, {"deep/b.txt": "A licence now.", "bad.txt": "good now"})
    summary, store = run()
    assert (summary.failures, summary.removed) == (0, 1)
    _, fresh = run(into="fresh")
    assert tables(store) == tables(fresh)


def test_a_touched_file_is_not_read_again(corpus: Path) -> None:
    fill(corpus, GOOD)
    _, store = run()
    before = {name: held for name, held in files(store).items() if not name.startswith(("sources", "failures"))}
    os.utime(corpus / "a.txt", ns=(1, 1))
    summary, _ = run()
    assert (summary.read, summary.analysed, summary.unchanged) == (1, 0, 2)
    assert before.items() <= files(store).items()
    assert 1 in set(store.query("select stamp from sources")["stamp"])


def test_a_changed_manifest_row_analyses_that_document_again(corpus: Path) -> None:
    fill(corpus, GOOD)
    manifest = corpus / "list.csv"
    manifest.write_text("uri,kind,company\na.txt,contract,Alder\ndeep/b.txt,press,Birch\n")
    summary, store = run(manifest=manifest)
    assert (summary.skipped, summary.kinds) == (1, {"contract": 1, "other": 1, "press": 1})
    manifest.write_text("uri,kind,company\na.txt,contract,Alder\ndeep/b.txt,terms,Birch\n")
    summary, store = run(manifest=manifest)
    assert (summary.analysed, summary.read, summary.kinds) == (1, 0, {"contract": 1, "other": 1, "terms": 1})
    assert list(store.query("select kind from sources where company = 'Birch'")["kind"]) == ["terms"]


def test_files_saved_with_a_page_are_told_of_and_no_sources(corpus: Path) -> None:
    fill(
        corpus,
        {
            "t.html": "<html><p>Words of terms that say something.</p></html>",
            "t_files/ad.html": "ad",
            "t_files/x.pdf": "no PDF",
        },
    )
    summary, _ = run()
    assert (summary.sources, summary.documents, summary.failures, summary.skipped) == (2, 2, 0, 1)
    assert any(
        notice.endswith("t.html: files saved with this page, no sources of their own: 1") for notice in summary.notices
    )


def test_another_analysis_reads_no_file(corpus: Path) -> None:
    fill(corpus, {**GOOD, "bad.txt": "READ-RAISE"})
    _, store = run()
    shutil.rmtree(corpus)
    summary = ingest.analyse(store, standins.Analysis("two", "ends"), engine="serial", options=OPTIONS)
    assert (summary.analysed, summary.documents, summary.failures, summary.sources) == (3, 3, 1, 4)
    assert list(store.query("select value from tags")["value"]) == ["ends"]
    assert len(list((store.root / "tags").iterdir())) == 1
    again = ingest.analyse(store, standins.Analysis("two", "ends"), engine="serial", options=OPTIONS)
    assert (again.analysed, again.unchanged) == (0, 3)


def test_analysing_later_is_analysing_at_once(corpus: Path) -> None:
    fill(corpus, GOOD)
    _, at_once = run()
    _, later = run(into="later", analysis=None)
    assert later.query("select * from tags").empty
    ingest.analyse(later, standins.Analysis(), engine="serial", options=OPTIONS)
    assert tables(later) == tables(at_once)


def test_nothing_to_analyse(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="ingest some first"):
        ingest.analyse(Store.open(tmp_path / "w"), standins.Analysis(), engine="serial")


BAD = {
    "READ-RAISE": ("read", "ValueError", "told to raise"),
    "READ-UNREADABLE": ("read", "Unreadable", "told to be unreadable"),
    "SURROGATE": ("read", "UnicodeEncodeError", ""),
    "TAG-RAISE": ("tag", "ValueError", "told to raise"),
    "TAG-COLUMN": ("tag", "ValueError", "tags has no column wrong"),
}
FATAL = {
    "READ-EXIT": ("read", "WorkerDied", "exit code 9"),
    "READ-MEMORY": ("read", "MemoryError", "MemoryError"),
    "TAG-EXIT": ("tag", "WorkerDied", "exit code 9"),
}


@pytest.mark.parametrize(("engine", "orders"), [("serial", BAD), ("local", {**BAD, **FATAL})])
def test_a_bad_document_is_one_row(
    corpus: Path, engine: str, orders: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest.work, "EXTRA_SECONDS", 0.0)
    fill(corpus, {**GOOD, **{f"{order}.txt": f"{order} licence" for order in orders}})
    summary, store = run(engine=engine, options=Options(read=standins.read, seconds=20))
    failures = {row.uri: row for row in store.query("select * from failures").itertuples()}
    assert set(failures) == {f"corpus/{order}.txt" for order in orders}
    for order, (step, error, message) in orders.items():
        row = failures[f"corpus/{order}.txt"]
        assert (row.step, row.error) == (step, error)
        assert message in row.message
        assert "\n" not in row.message
    tag = sum(step == "tag" for step, _, _ in orders.values())
    assert (summary.failures, summary.tag_failures) == (len(orders) - tag, tag)
    assert summary.documents == 3 + tag
    assert len(store.query("select * from profiles")) == 3
    again, _ = run(engine=engine, options=Options(read=standins.read, seconds=20))
    assert (again.read, again.analysed, again.failures, again.tag_failures) == (0, 0, summary.failures, tag)


@pytest.mark.parametrize("order", ["READ-SETUP", "READ-MODULE", "READ-FULL", "TAG-SETUP"])
def test_a_fault_of_the_set_up_stops_the_run_and_keeps_what_is_done(corpus: Path, order: str) -> None:
    fill(corpus, {"a.txt": "A long good licence of a voice.", "b.txt": order})
    with pytest.raises(SetupError):
        run(options=Options(read=standins.read, batch_documents=1))
    store = Store.open("workspace", create=False)
    assert list(store.query("select uri from sources")["uri"]) == ["corpus/a.txt"]
    fill(corpus, {"b.txt": "mended"})
    summary, _ = run()
    assert (summary.read, summary.unchanged) == (1, 1)


def test_an_interrupted_run_keeps_finished_batches(corpus: Path) -> None:
    fill(corpus, {f"{n}.txt": "x" * (9 - n) for n in range(6)})

    def interrupt(progress: Progress) -> None:
        if progress.done == 4:
            raise KeyboardInterrupt

    options = Options(read=standins.read, batch_documents=2)
    with pytest.raises(KeyboardInterrupt):
        run(options=options, progress=interrupt)
    summary, store = run(options=options)
    assert (summary.unchanged, summary.read, summary.documents) == (4, 2, 6)
    _, fresh = run(into="fresh")
    assert tables(store) == tables(fresh)


def test_progress_ends_at_the_total(corpus: Path) -> None:
    fill(corpus, {**GOOD, "bad.txt": "READ-RAISE"})
    seen: list[Progress] = []
    run(progress=seen.append)
    assert (seen[0].done, seen[0].total) == (0, 4)
    assert (seen[-1].step, seen[-1].done, seen[-1].failed, seen[-1].bytes) == ("read", 4, 1, seen[-1].total_bytes)


def test_a_damaged_shard_is_named_and_mended_by_deleting_it(corpus: Path) -> None:
    fill(corpus, GOOD)
    _, store = run()
    before = tables(store)
    for table in ("documents", "passages", "tags", "sources"):
        shard = next((store.root / table).glob("*/*.parquet"))
        shard.write_bytes(b"PAR1 not any more")
        with pytest.raises(StoreError, match=shard.name) as caught:
            store.query(f"select * from {table}")
        assert "delete it and run again" in str(caught.value)
        shard.unlink()
        run()
        assert tables(store) == before, table


def test_leftovers_of_a_crash_go(corpus: Path) -> None:
    fill(corpus, GOOD)
    _, store = run()
    before = tables(store)
    for group in ("documents", "profiles", "failures"):
        folder = next((store.root / group).iterdir())
        shutil.copy(next(folder.glob("*.parquet")), folder / "0000.parquet")
        (folder / "1.parquet.partial").write_bytes(b"half")
    run()
    assert tables(store) == before
    assert not list(store.root.rglob("*.partial"))


def test_many_small_shards_are_merged(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "SMALL_SHARDS", 4)
    for n in range(6):
        fill(corpus, {f"{n}.txt": f"licence {n}"})
        _, store = run()
    assert len(list(store.root.glob("documents/*/*.parquet"))) < 4
    before = files(store)
    _, fresh = run(into="fresh")
    assert tables(store) == tables(fresh)
    run()
    assert files(store) == before


def test_another_way_of_reading_replaces_everything_at_the_end(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(corpus, GOOD)
    _, store = run()
    monkeypatch.setattr("facevalue.corpus.version.READ_VERSION", 99)
    summary, _ = run()
    assert (summary.read, summary.analysed, summary.removed) == (3, 3, 0)
    assert {len(list((store.root / table).iterdir())) for table in ("documents", "tags", "sources")} == {1}


def test_two_roots_and_an_archive(corpus: Path, tmp_path: Path) -> None:
    fill(corpus, {"a.txt": "first"})
    fill(tmp_path / "other", {"a.txt": "second"})
    with zipfile.ZipFile(tmp_path / "other" / "more.zip", "w") as archive:
        archive.writestr("in/a.txt", "third")
        archive.writestr("../out.txt", "hostile")
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w") as nested:
            nested.writestr("b.txt", "fourth")
        archive.writestr("in/deeper.zip", inner.getvalue())
    summary, store = run(["corpus", tmp_path / "other"], engine="local")
    assert set(store.query("select uri from sources where document_id is not null")["uri"]) == {
        "corpus/a.txt",
        "other/a.txt",
        "other/more.zip/in/a.txt",
        "other/more.zip/in/deeper.zip/b.txt",
    }
    assert list(store.query("select uri, step from failures").iloc[0]) == ["other/more.zip/../out.txt", "find"]
    assert summary.failures == 1
    again, _ = run([tmp_path / "other", "corpus"])
    assert (again.read, again.unchanged, again.removed) == (0, 5, 0)


def test_only_one_run_at_a_time(corpus: Path) -> None:
    fill(corpus, GOOD)
    store = Store.open("workspace")
    with store.lock(), pytest.raises(StoreError, match=rf"another run is at work .*process {os.getpid()}"):
        run()
    run()


def test_a_full_disk_is_one_line(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(corpus, GOOD)
    store = Store.open("workspace")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("facevalue.corpus.store.replace_file", full)
    with pytest.raises(StoreError, match="the disk is full") as caught:
        ingest.ingest(["corpus"], store, engine="serial", options=OPTIONS)
    assert "\n" not in str(caught.value)


WORDS = st.sampled_from(["licence", "voice", "face", "READ-RAISE", "READ-UNREADABLE", "TAG-RAISE", "é", ""])
CORPORA = st.dictionaries(
    st.sampled_from([f"{folder}{n}.txt" for folder in ("", "x/") for n in range(5)]), WORDS, min_size=1
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=CORPORA, after=CORPORA, size=st.integers(1, 4))
def test_whatever_came_before_the_tables_say_what_is_there(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, before: Any, after: Any, size: int
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("any"))
    corpus = Path("corpus")
    options = Options(read=standins.read, batch_documents=size)
    fill(corpus, before)
    run(options=options)
    shutil.rmtree(corpus)
    fill(corpus, after)
    summary, store = run(options=options)
    failed = store.query("select * from failures where step <> 'tag'")
    read = store.query("select * from sources where document_id is not null")
    assert len(after) == summary.sources == len(read) + len(failed)
    assert set(read["document_id"]) == set(store.query("select document_id from documents")["document_id"])
    _, fresh = run(into="fresh")
    assert tables(store) == tables(fresh)
    held = files(store)
    run(options=options)
    assert files(store) == held
