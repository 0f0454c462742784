"""The HTML report: numbers that open, text that cannot become markup, and nothing that needs a network."""

import re
import shutil
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from facevalue.reports import document_pages
from facevalue.reports.render import percent, write_report


class Page(HTMLParser):
    """The links, ids, scripts and tables of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.loads: list[str] = []
        self.bare: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag == "a" and given.get("href"):
            self.links.append(str(given["href"]))
        self.loads += [str(given[name]) for name in ("src", "href", "xlink:href") if given.get(name) and tag != "a"]
        if tag == "th" and "scope" not in given:
            self.bare.append("th without scope")


@pytest.fixture(scope="module")
def report(made: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("study") / "report"
    write_report(made, out, "study")
    return out


def pages(report: Path) -> Iterator[tuple[Path, Page, str]]:
    for path in sorted(report.rglob("*.html")):
        text = path.read_text("utf-8")
        yield path, Page(text), text


def test_every_link_leads_to_something_that_is_there(report: Path) -> None:
    known = {path.resolve(): page for path, page, _ in pages(report)}
    broken: list[str] = []
    for path, page in known.items():
        for link in page.links:
            if link.startswith("https://"):
                assert path.parent.name == "trends", link  # sources of dated events: named, never loaded
                continue
            file, _, fragment = link.partition("#")
            target = (path.parent / file).resolve() if file else path
            if target.suffix == ".csv":
                assert target.exists()
            elif target not in known or (fragment and fragment not in known[target].ids):
                broken.append(f"{path.name}: {link}")
    assert broken == []


def test_nothing_is_loaded_from_elsewhere_and_nothing_runs(report: Path) -> None:
    for path, page, text in pages(report):
        assert "script" not in page.tags, path
        assert not [load for load in page.loads if "://" in load], path
        assert "default-src 'none'" in text


def test_text_of_documents_cannot_become_markup(report: Path) -> None:
    for path, _page, text in pages(report):
        assert "<b>" not in text, path
        assert "<script" not in text, path
    assert "&lt;script&gt;alert" in (report / "documents" / "00ababababababab.html").read_text("utf-8")


def test_ids_are_unique_and_tables_and_pictures_can_be_read_aloud(report: Path) -> None:
    for path, page, text in pages(report):
        assert len(page.ids) == len(set(page.ids)), path
        assert page.bare == [], path
        assert page.tags.count("caption") == page.tags.count("table"), path
        assert page.tags.count("h1") == 1, path
        assert text.count("<svg") == text.count('role="img"') == len(re.findall(r"<svg[^>]*><title", text))


def test_a_number_opens_the_documents_and_words_behind_it(report: Path) -> None:
    front = (report / "index.html").read_text("utf-8")
    link = "cells/contract-compensation_structure.html#company.aldermoor.royalty"
    assert f'href="{link}"' in front
    cell = (report / "cells" / "contract-compensation_structure.html").read_text("utf-8")
    part = cell.split('id="company.aldermoor.royalty"')[1].split("<h3")[0]
    assert "The Studio pays the Artist as this clause says." in part
    assert "../documents/01ababababababab.html#e-compensation_structure" in part
    document = (report / "documents" / "01ababababababab.html").read_text("utf-8")
    assert re.search(r'id="e-compensation_structure".*?<mark[^>]*>The Studio pays', document, re.DOTALL)


def test_the_front_page_accounts_for_everything(report: Path) -> None:
    front = re.sub(r"\s+", " ", (report / "index.html").read_text("utf-8"))
    assert "15 sources were looked at and 12 documents were read" in front
    assert "2 sources could not be read" in front
    assert "corpus/broken.pdf" in front
    assert "the file is cut short: ask for it again" in front
    assert "1 source is an exact copy" in front
    assert "1 document (de)" in front
    assert "1 document has no company and 1 document has no date" in front
    assert "not legal advice" in front
    assert "(denied)" in front
    assert "companies at large" in front


def test_the_manifest_to_correct_names_every_source(report: Path) -> None:
    lines = (report / "manifest.csv").read_text("utf-8").splitlines()
    assert lines[0] == "uri,kind,company,published,title"
    assert len(lines) == 16
    assert "corpus/contract-1.txt,contract,aldermoor,2022-07," in lines


def test_a_document_says_who_is_party_to_it_and_what_it_says_of_itself(report: Path) -> None:
    page = next(text for path, _, text in pages(report) if path.name.startswith("01ab"))
    assert "Aldermoor &lt;Studios&gt;" in page
    assert "(“Studio”, “Company”) <small>company side</small>" in page
    assert "(name taken out or left blank)" in page
    assert "<dt>Governing law</dt>" in page
    assert "worked out from the text" in page


def silent(rows: dict[str, Any]) -> None:
    """Nothing stated, nobody and no time known, no passage, and names that would break an address or a page."""
    rows["passages"].clear()
    for coding in rows["codings"]:
        coding.update(values="", status="not_stated", quote="", evidence="[]", start=None)
    for at, profile in enumerate(rows["profiles"]):
        profile.update(published=None, company='"><i>/../#é' if at % 2 else None, company_name="<i>")


FOUND = ("documents", "profiles", "parties", "facts", "passages", "codings", "claims", "amounts", "tags")
SUBSETS: list[tuple[str, Callable[[dict[str, Any]], Any]]] = [
    ("nothing at all", lambda rows: rows.clear()),
    ("only failures", lambda rows: [rows[table].clear() for table in FOUND]),
    (
        "read, not tagged",
        lambda rows: [rows[table].clear() for table in FOUND if table not in ("documents", "passages")],
    ),
    ("silence", silent),
]


@pytest.mark.parametrize(("name", "change"), SUBSETS, ids=[name for name, _ in SUBSETS])
def test_a_report_can_be_written_of(
    name: str,
    change: Callable[[dict[str, Any]], Any],
    rows: dict[str, Any],
    tables_of: Callable[..., Any],
    tmp_path: Path,
) -> None:
    if name == "only failures":
        rows["sources"] = [s for s in rows["sources"] if s["document_id"] is None]
    change(rows)
    write_report(tables_of(**rows), tmp_path / "report")
    for path, page, text in pages(tmp_path / "report"):
        assert len(page.ids) == len(set(page.ids)), path
        assert "nan" not in re.sub(r"<[^>]*>", " ", text).casefold().split(), path
        assert "<i>" not in text


def test_a_long_document_is_shown_around_its_evidence(
    rows: dict[str, Any], tables_of: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document_pages, "LONGEST", 100)
    monkeypatch.setattr(document_pages, "CONTEXT", 0)
    write_report(tables_of(**rows), tmp_path / "report")
    text = (tmp_path / "report" / "documents" / "00ababababababab.html").read_text("utf-8")
    assert "only the passages around the evidence are shown" in text
    assert "left out here" in text
    assert "The Studio pays the Artist" in text


def test_writing_twice_changes_nothing_and_leaves_nothing_behind(made: Any, report: Path, tmp_path: Path) -> None:
    out = tmp_path / "report"
    shutil.copytree(report, out)
    (out / "documents" / "stale.html").write_text("old")
    write_report(made, out, "study")
    files = [path.relative_to(out) for path in out.rglob("*") if path.is_file()]
    assert files
    assert all((out / file).read_bytes() == (report / file).read_bytes() for file in files)
    assert [path.name for path in tmp_path.iterdir()] == ["report"]


@pytest.mark.parametrize(
    ("share", "expected"),
    [(0.5, "50%"), (0.001, "<1%"), (0.999, ">99%"), (1.0, "100%"), (None, ""), (float("nan"), "")],
)
def test_a_share_is_never_rounded_to_none_or_all(share: float | None, expected: str) -> None:
    assert percent(share) == expected
