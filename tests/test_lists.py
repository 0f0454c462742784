"""Tables of articles: a row is a source; without text it says so, or describes a text that lies elsewhere."""

import json
import sys
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from facevalue.corpus import SetupError, find, ingest, listed
from facevalue.corpus.importers import Opener, at, lists
from facevalue.corpus.ingest import Options, Summary
from facevalue.corpus.store import Store

sys.path.insert(0, str(Path(__file__).parent))  # workers import the stand-ins by name
import standins

CLOUD = "id,indexed_date,language,media_name,media_url,publish_date,title,url\n"
PAGE = '<html><head><link rel="canonical" href="{url}"></head><body><p>{text}</p></body></html>'


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "c").mkdir()
    return tmp_path


def run(*paths: str, **more: Any) -> tuple[Summary, Store]:
    store = Store.open("workspace")
    options = more.pop("options", Options(read=standins.read, seconds=30))
    summary = ingest.ingest(
        paths or ("c",), store, engine="serial", analysis=standins.Analysis(), options=options, **more
    )
    assert summary.sources == summary.documents + summary.duplicates + summary.failures + summary.no_text
    return summary, store


def said(*paths: str, **columns: str) -> dict[str, Any]:
    """uri -> what its list says of it."""
    found = list(find.find(paths or ("c",), search=find.Search(columns=columns)))
    return {
        one.uri: one.failure.message
        if one.failure
        else "skipped"
        if one.skipped
        else {name: value for name in lists.FACTS if (value := getattr(one.source, name, None))}
        for one in found
    }


def texts(*paths: str, **columns: str) -> dict[str, str]:
    found = list(find.find(paths or ("c",), search=find.Search(columns=columns)))
    with Opener() as opener:
        return {one.uri: opener.read(one.path, one.inside).decode() for one in found if one.to_read and not one.skipped}


def test_rows_without_text_are_sources_without_text(here: Path) -> None:
    Path("c/cloud.csv").write_text(
        CLOUD
        + 'a1,2024-03-06,en,The Alder Post,alderpost.example,2024-03-05,"Twins, paid",https://alderpost.example/1\n'
        "a2,2024-03-06,en,Birch Daily,birch.example,,Voices,https://birch.example/2\n"
    )
    summary, store = run()
    assert (summary.sources, summary.no_text, summary.failures, summary.documents) == (2, 2, 0, 0)
    rows = store.query("select uri, kind, outlet, published, title, url, language, status from sources order by uri")
    assert list(rows.iloc[0]) == [
        "c/cloud.csv/row-2",
        "press",
        "The Alder Post",
        "2024-03-05",
        "Twins, paid",
        "https://alderpost.example/1",
        "en",
        "no text",
    ]
    again, _ = run()
    assert (again.unchanged, again.read, again.no_text) == (2, 0, 2)


@pytest.mark.parametrize(
    ("header", "row", "facts"),
    [
        (
            "URL,MobileURL,Date,Title",
            "https://a.example/1,,2024-03-05 12:00:00,Twins",
            {"published": "2024-03-05", "title": "Twins"},
        ),
        (
            "url,url_mobile,title,seendate,socialimage,domain,language,sourcecountry",
            "https://a.example/1,,Twins,20240305T120000Z,,a.example,English,Norway",
            {"published": "2024-03-05", "title": "Twins", "outlet": "a.example", "language": "en"},
        ),
        (
            "GKGRECORDID\tDATE\tSourceCollectionIdentifier\tSourceCommonName\tDocumentIdentifier\tThemes",
            '20240305120000-1\t20240305120000\t1\ta.example\thttps://a.example/1\tTAX_"A',
            {"published": "2024-03-05", "outlet": "a.example"},
        ),
        (
            "20240305120000-0\t20240305120000\t1\ta.example\thttps://a.example/1\t",
            "",
            {"published": "2024-03-05", "outlet": "a.example"},
        ),
    ],
)
def test_gdelt(here: Path, header: str, row: str, facts: dict[str, str]) -> None:
    Path("c/gdelt.csv").write_text(f"{header}\n{row}\n")
    (only,) = said().values()
    assert only == facts | {"url": "https://a.example/1", "kind": "press"}


def test_other_tables_stay_beside_the_documents(here: Path) -> None:
    Path("c/a.txt").write_text("A licence.")
    Path("c/labels.csv").write_text("text,label\nA licence.,yes\n")
    Path("c/list.csv").write_text("uri,kind,title,url,date\na.txt,press,,,\n")
    Path("c/notes.jsonl").write_text('{"text": "A licence.", "label": 1}\n')
    assert said() == {
        "c/a.txt": {}, "c/labels.csv": "skipped", "c/list.csv": "skipped", "c/notes.jsonl": "skipped"
    }  # fmt: skip
    assert texts("c/labels.csv") == {"c/labels.csv/row-2": "A licence."}
    assert texts(text="label") == {"c/a.txt": "A licence.", "c/labels.csv/row-2": "yes", "c/notes.jsonl/line-1": "1"}
    Path("c/other.csv").write_text("colour,weight\nred,1\n")
    assert "say which column holds what with --columns" in said("c/other.csv")["c/other.csv"]
    assert said("c/other.csv", text="body") == {"c/other.csv": "has no column body; it has colour, weight"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_texts_in_a_table(here: Path, delimiter: str, mark: bytes) -> None:
    quoted = '"It said ""yes"".\r\nThen no."' if delimiter != "\t" else "It said yes. Then no."
    rows = [["id", "Headline", "Body", "Day"], ["1", "Été", quoted, "5 March 2024"], ["2", "B", "", "03/04/2021"]]
    Path("t.csv").write_bytes(mark + "\r\n".join(delimiter.join(row) for row in rows).encode())
    columns = {"text": "body", "title": "Headline", "published": "Day"}
    assert said("t.csv", **columns) == {
        "t.csv/row-2": {"title": "Été", "published": "2024-03-05"},
        "t.csv/row-3": {"title": "B"},
    }
    expected = "It said yes. Then no." if delimiter == "\t" else 'It said "yes".\r\nThen no.'
    assert texts("t.csv", **columns) == {"t.csv/row-2": expected}


def test_texts_in_json_lines_and_in_archives(here: Path) -> None:
    rows = [{"text": "Ein Étude.", "date": 2024, "author": ["A. Alder", "B. Birch"]}, {"title": "no text"}]
    lines = "\n".join(map(json.dumps, rows)) + "\n[1]\nnot json\n"
    Path("c/t.jsonl").write_text(lines)
    assert said("c/t.jsonl") == {
        "c/t.jsonl/line-1": {"published": "2024", "author": "A. Alder, B. Birch"},
        "c/t.jsonl/line-2": {},
        "c/t.jsonl/line-3": 'line 3 is no JSON object: write {"text": ...}',
        "c/t.jsonl/line-4": "line 4 is no JSON (Expecting value: line 1 column 1 (char 0)): write one object a line",
    }
    with zipfile.ZipFile("box.zip", "w") as box:
        box.writestr("in/t.jsonl", lines)
    assert texts("box.zip", text="text") == {"box.zip/in/t.jsonl/line-1": "Ein Étude."}


def test_a_row_added_is_the_one_that_is_read(here: Path) -> None:
    Path("t.csv").write_text("title,text\n" + "".join(f"t{n},A licence {n}.\n" for n in range(5)))
    run("t.csv")
    with open("t.csv", "a") as file:
        file.write("t5,A licence 5.\n")
    summary, _ = run("t.csv")
    assert (summary.read, summary.unchanged, summary.sources) == (1, 5, 6)


def test_broken_rows_cost_themselves_only(here: Path) -> None:
    rows = ["a,A licence.", 'b,"not closed', "c", "d,Caf\xe9", "e,The end."]
    Path("t.csv").write_bytes(b"title,text\nz,\xc3\xa9\n" + b"".join(row.encode("latin-1") + b"\n" for row in rows))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lists, "_encoding", lambda head: "utf-8")
        found = said("t.csv")
        assert texts("t.csv") == {"t.csv/row-2": "é", "t.csv/row-3": "A licence.", "t.csv/row-7": "The end."}
    assert "a quote that is not closed" in found["t.csv/row-4"]
    assert found["t.csv/row-5"].startswith("row 5 has 1 cells, 2 are needed")
    assert found["t.csv/row-6"] == "row 6 is not UTF-8: save the file again as 'CSV UTF-8'"


def test_character_sets(here: Path) -> None:
    Path("t.csv").write_bytes("title,text\na,Café costs €5\n".encode("cp1252"))
    assert texts("t.csv") == {"t.csv/row-2": "Café costs €5"}
    Path("t.csv").write_bytes("title,text\na,Café\n".encode("utf-16"))
    assert said("t.csv") == {"t.csv": "a table in UTF-16: save it again as 'CSV UTF-8'"}


def test_a_table_without_quotes_is_given_up_in_time(here: Path) -> None:
    Path("t.csv").write_text("title,text\n" + '5" wide,"6" wide\n' * 5000)
    found = said("t.csv")
    assert "more than 100 rows are broken" in found["t.csv"]
    assert len(found) < 300


def test_a_million_rows_and_one_broken(here: Path) -> None:
    with open("t.csv", "w") as file:
        file.write("title,text\n")
        for n in range(1_000_000):
            file.write(f"t{n},A licence of the voice number {n}.\n" if n != 700_000 else f'"t{n}\n')
    resource = pytest.importorskip("resource")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    table = lists.Rows(replace(at(str(here / "t.csv")), named=True))
    assert Counter(bool(row.fault) for row in table.members()) == {False: 999_999, True: 1}
    # The broken row is read on for some MB before it is given up; all rows as objects would take 500 MB.
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 60_000 * (1024 if sys.platform == "darwin" else 1)
    table.close()


def test_a_row_describes_the_text_at_its_address(here: Path) -> None:
    Path("c/one.html").write_text(PAGE.format(url="https://www.alderpost.example/1/", text="The licence. " * 40))
    Path("c/two.html").write_text(PAGE.format(url="https://birch.example/2", text="No licence. " * 40))
    row = "{id},2024-03-06,en,{outlet},x,2024-03-0{id},Title {id},{url}\n"
    known = row.format(id=1, outlet="Alder Post", url="http://alderpost.example/1?utm_source=mail")
    lost = row.format(id=3, outlet="Cedar", url="https://cedar.example/3")
    Path("c/cloud.csv").write_text(CLOUD + known + lost)
    summary, store = run(options=Options())
    assert (summary.sources, summary.documents, summary.no_text) == (3, 2, 1)
    assert summary.notices == (
        "1 rows of lists describe texts that were read: they count with these, not as sources of their own",
    )
    rows = store.query("select uri, outlet, published, status from sources order by uri")
    assert [tuple(each) for each in rows.fillna("").values] == [
        ("c/cloud.csv/row-3", "Cedar", "2024-03-03", "no text"),
        ("c/one.html", "Alder Post", "2024-03-01", "read"),
        ("c/two.html", "", "", "read"),
    ]
    again, _ = run(options=Options())
    assert (again.read, again.analysed, again.unchanged) == (0, 0, 3)
    Path("c/one.html").unlink()
    summary, store = run(options=Options())
    assert (summary.sources, summary.documents, summary.no_text) == (3, 1, 2)


def test_what_a_person_says_of_a_row(here: Path) -> None:
    Path("c/cloud.csv").write_text(
        CLOUD + "a1,2024-03-06,en,Alder Post,x,2024-03-05,Twins,https://alderpost.example/1\n"
    )
    Path("m.csv").write_text("uri,company,published\nc/cloud.csv/row-2,Alder,2023\n")
    _, store = run(manifest="m.csv")
    row = store.query("select company, published, outlet, from_container from sources").iloc[0]
    assert list(row)[:3] == ["Alder", "2023", "Alder Post"]
    assert set(row["from_container"].split()) == {"kind", "outlet", "title", "url", "language"}


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("https://www.a.example/x/", "http://a.example/x"),
        ("https://a.example/x?utm_source=b&id=3#top", "https://A.example/x?id=3"),
    ],
)
def test_one_page_has_one_address(url: str, same: str) -> None:
    assert listed.address(url) == listed.address(same) != ""


def test_pages_that_differ_keep_their_addresses() -> None:
    urls = ["https://a.example/x", "https://a.example/X", "https://a.example/x?id=1", "https://b.example/x"]
    assert len({listed.address(url) for url in urls}) == 4
    assert listed.address("") == listed.address("no address") == listed.address("http://[") == ""


def test_what_is_said_of_columns(tmp_path: Path) -> None:
    assert lists.columns_of("text=body, published=day") == {"text": "body", "published": "day"}
    (tmp_path / "c.yaml").write_text("text: body\ntitle: Head line\n")
    assert lists.columns_of(str(tmp_path / "c.yaml")) == {"text": "body", "title": "Head line"}
    for wrong, message in [
        ("colour=body", "colour is no fact we know"),
        ("text=", "text is no fact"),
        (str(tmp_path / "none.yaml"), "cannot be read as YAML"),
    ]:
        with pytest.raises(SetupError, match=message):
            lists.columns_of(wrong)
