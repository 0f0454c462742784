"""Manifests as people write them, and what is said of those that cannot be used."""

from pathlib import Path

import pytest
from facevalue.corpus import ManifestError, Source, manifest

HEAD = "uri,kind,company,published,title\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.txt", "b.txt", "été.txt", "in/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("text")
    (tmp_path / "box.zip").write_bytes(b"")
    return tmp_path


def read(folder: Path, content: str | bytes, name: str = "list.csv") -> list[Source]:
    data = content.encode() if isinstance(content, str) else content
    (folder / name).write_bytes(data)
    return list(manifest.read(folder / name).sources.values())


A = Source("a.txt", "contract", "Alder, Ltd", "2021-02", "On voices")


@pytest.mark.parametrize(
    "content",
    [
        HEAD + 'a.txt,contract,"Alder, Ltd",2021-02,On voices\n',
        b"\xef\xbb\xbf" + (HEAD + 'a.txt,contract,"Alder, Ltd",2021-02,On voices').encode(),
        "uri;kind;company;published;title\r\na.txt;contract;Alder, Ltd;2021-02;On voices\r\n",
        "uri\tkind\tcompany\tpublished\ttitle\na.txt\tcontract\tAlder, Ltd\t2021-02\tOn voices\n",
        "uri\tkind\tcompany\tpublished\ttitle\na.txt\tcontract\tAlder, Ltd\t2021-02\tOn voices\n".encode("utf-16"),
        '\n Title , PUBLISHED,company,kind,uri\n\n On voices ,2021-02,"Alder, Ltd",Contract,a.txt\n,,,,\n',
    ],
)
def test_csv_in_all_its_forms(folder: Path, content: str | bytes) -> None:
    assert read(folder, content) == [A]


def test_json_lines(folder: Path) -> None:
    line = '{"uri": "a.txt", "kind": "contract", "company": "Alder, Ltd", "published": "2021-02", "title": "On voices"}'
    assert read(folder, line + '\n\n{"uri": "b.txt", "published": 2021, "company": null}\n', "list.jsonl") == [
        A,
        Source("b.txt", published="2021"),
    ]


def test_an_empty_or_missing_cell_means_not_said(folder: Path) -> None:
    assert read(folder, "uri,kind,company\na.txt,, \nb.txt\n") == [Source("a.txt"), Source("b.txt")]


def test_other_columns_are_left_aside_with_a_notice(folder: Path) -> None:
    (folder / "list.csv").write_text("uri,colour,kind,shelf\na.txt,red,press,9\n")
    assert manifest.read(folder / "list.csv").notices == ("list.csv: columns not used: colour, shelf",)


@pytest.mark.parametrize(
    "uri", ["in/c.txt", "in\\c.txt", "./in/../in/c.txt", "box.zip/inside/any.txt", "e\u0301te\u0301.txt"]
)
def test_where_a_file_may_lie(folder: Path, uri: str) -> None:
    assert len(read(folder, f"uri\n{uri}\n")) == 1


def test_uris_under_the_given_roots(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    apart = tmp_path_factory.mktemp("apart") / "list.csv"
    apart.write_text("uri\nc.txt\nmine/a.txt\n")
    roots = [("mine/in", folder / "in"), ("mine", folder)]
    assert len(manifest.read(apart, roots).sources) == 2


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("a.txt,poem,,,", "line 2: kind: 'poem' is unknown: use contract, terms, press, other, or leave it empty"),
        ("a.txt,,,May 2021,", "line 2: published: 'May 2021' is no ISO date: write 2021, 2021-02 or 2021-02-03"),
        ("a.txt,,,2021-13,", "line 2: published: '2021-13'"),
        ("a.txt,,,2021-02-30,", "line 2: published: '2021-02-30'"),
        ("a.txt,,,03/04/2021,", "line 2: published:"),
        ("a.txt,,,21,", "line 2: published:"),
        ("none.txt,,,,", "line 2: uri: 'none.txt' does not exist"),
        (",press,,,", "line 2: uri: is empty"),
        ("a.txt,,Alder, Ltd,2021,Title", "line 2: has 6 cells, the header 5: put quotes around a cell that holds ','"),
        ('a.txt,,"Alder,2021,\nb.txt,,,,', "look for a quote that is not closed"),
        ("b.txt,,,,\nin/../b.txt,,,,", "line 3: uri: 'in/../b.txt' was already given in line 2"),
        ('b.txt,,,"two\nlines",\na.txt,poem,,,', "line 4: kind"),
    ],
)
def test_a_bad_row_is_named(folder: Path, row: str, fault: str) -> None:
    with pytest.raises(ManifestError) as caught:
        read(folder, HEAD + row + "\n")
    assert fault in str(caught.value)


@pytest.mark.parametrize(
    ("content", "name", "fault"),
    [
        ("", "list.csv", "has no rows"),
        (HEAD, "list.csv", "has no rows"),
        ("file,kind\na.txt,press\n", "list.csv", "line 1: no column 'uri' among file, kind"),
        ("uri,uri\na.txt,a.txt\n", "list.csv", "column 'uri' is there twice"),
        (b"uri,company\na.txt,Caf\xe9\n", "list.csv", "line 2 is not UTF-8: save the file again as 'CSV UTF-8'"),
        ("[1, 2]\n", "list.jsonl", "line 1: is no JSON object"),
        ('{"uri": "a.txt"}\n{"uri": \n', "list.jsonl", "line 2: is no JSON"),
        ('{"kind": "press"}\n', "list.jsonl", "line 1: uri: is missing"),
        ('{"uri": ["a.txt"]}\n', "list.jsonl", "line 1: uri:"),
        ('{"uri": "a.txt", "kind": ["press"]}\n', "list.jsonl", "line 1: kind:"),
    ],
)
def test_a_manifest_that_cannot_be_used(folder: Path, content: str | bytes, name: str, fault: str) -> None:
    with pytest.raises(ManifestError) as caught:
        read(folder, content, name)
    assert fault in str(caught.value)
    assert name in str(caught.value)


def test_all_bad_rows_in_one_message(folder: Path) -> None:
    with pytest.raises(ManifestError) as caught:
        read(folder, HEAD + "a.txt,poem,,1,\n" * 1 + "".join(f"none{n}.txt,,,,\n" for n in range(30)))
    lines = str(caught.value).splitlines()
    assert lines[0].endswith("has 32 faults; mend and run again:")
    assert len(lines) == 22
    assert lines[-1].strip() == "and 12 more"


def test_no_such_manifest(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="cannot read the manifest"):
        manifest.read(tmp_path / "none.csv")


@pytest.mark.parametrize("said", ["2021", "2021-02", "2021-02-28", "2024-02-29"])
def test_iso_prefixes_stay(said: str) -> None:
    assert manifest.iso_prefix(said) == said


def test_a_time_of_day_is_cut() -> None:
    assert manifest.iso_prefix("2021-02-03T10:00:00Z") == "2021-02-03"
