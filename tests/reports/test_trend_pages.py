"""The pages of trends: every number opens its documents, nothing empty is drawn, and events are the verified ones."""

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from facevalue.nlp import timeline
from facevalue.reports import trend_figures
from facevalue.reports.handcoded import read
from facevalue.reports.render import write_report


class Page(HTMLParser):
    """The ids and links of a page, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids.add(given.get("id") or "")
        if tag == "a" and given.get("href"):
            self.links.append(given["href"] or "")

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.fixture(scope="module")
def report(made: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(made, tmp_path_factory.mktemp("out") / "report").parent


def test_every_link_of_the_pages_of_trends_leads_somewhere(report: Path) -> None:
    pages = {path: Page(path.read_text(encoding="utf-8")) for path in report.rglob("*.html")}
    followed = 0
    for path in (report / "trends").glob("*.html"):
        for link in pages[path].links:
            if link.startswith("http"):
                continue
            name, _, part = link.partition("#")
            target = (path.parent / name).resolve() if name else path
            assert target in pages, (path.name, link)
            assert not part or part in pages[target].ids, (path.name, link)
            followed += 1
    assert followed > 100


def test_the_first_page_leads_to_the_trends_and_the_page_says_what_counts_as_one(report: Path) -> None:
    assert "trends/index.html" in Page((report / "index.html").read_text(encoding="utf-8")).links
    words = Page((report / "trends" / "index.html").read_text(encoding="utf-8")).words
    assert "A company counts once in each year" in words
    assert (
        "Left out: 1 document without a known company; 1 source that could not be read" in re.sub(r"\s+", " ", words)
        or "without a known company" in words
    )


def test_no_page_of_trends_shows_a_missing_number(report: Path) -> None:
    for path in (report / "trends").glob("*.html"):
        words = Page(path.read_text(encoding="utf-8")).words
        assert not re.search(r"\bnan\b|\bNaN\b|\bNone\b|\binf\b", words), path.name


def test_charts_have_a_name_and_a_description_with_the_numbers(report: Path) -> None:
    text = (report / "trends" / "index.html").read_text(encoding="utf-8")
    described = re.findall(r'<desc id="[^"]+">([^<]+)</desc>', text)
    assert described
    assert all("Share of" in said and "%" in said for said in described)
    assert "<script" not in text


def test_only_verified_events_are_drawn_and_each_names_its_source() -> None:
    found = timeline.drawn("2017", "2030")
    assert len(found) > 20
    assert all(event.verified is True and event.weight == 1 and event.sources for event in found)
    assert [event.date for event in found] == sorted(event.date for event in found)
    assert len(timeline.drawn("2017", "2030", verified_only=False)) > len(found)
    assert {event.date[:4] for event in timeline.drawn("2024", "2024")} == {"2024"}


def test_a_workspace_without_documents_has_a_page_that_says_so(tables_of: Callable[..., Any], tmp_path: Path) -> None:
    path = write_report(tables_of(), tmp_path / "report").parent / "trends" / "index.html"
    text = path.read_text(encoding="utf-8")
    assert "there is no contract about a person" in text
    assert "<svg" not in text


def test_hand_coded_documents_show_on_the_page_and_few_are_withheld(made: Any, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(
        json.dumps({"id": "contract-0", "codes": {"rights_retention": {"values": ["given_up"]}}}), encoding="utf-8"
    )
    page = write_report(made, tmp_path / "report", hand=read(gold)).parent / "trends" / "contract-rights_retention.html"
    text = page.read_text(encoding="utf-8")
    assert "corrected: withheld" in text
    assert "1 coded by hand" in text
    assert "Coded by hand: 1 of" in text


def test_where_years_hold_single_companies_decades_are_shown(
    tables_of: Callable[..., Any], rows: dict[str, list[dict[str, Any]]], tmp_path: Path
) -> None:
    contracts = [profile for profile in rows["profiles"] if profile["kind"] == "contract"]
    for at, profile in enumerate(contracts):
        profile |= {"company": f"c{at}", "company_name": f"C{at}", "published": str(1994 + 3 * at)}
    page = write_report(tables_of(**rows), tmp_path / "report").parent / "trends" / "contract-rights_retention.html"
    words = Page(page.read_text(encoding="utf-8")).words
    assert "Counted by company and decade" in words
    assert "1990s" in words


@pytest.mark.parametrize(
    "periods", [("2021", "2022", "2023"), ("2022 Q2", "2022 Q3"), ("2022-11", "2022-12"), ("2010s", "2020s")]
)
def test_charts_are_drawn_for_periods_of_every_length(periods: tuple[str, ...]) -> None:
    rows = [
        {"group": p, "reading": "shared", "answer": "retained", "subject": "", "share": 0.4, "low": 0.2, "high": 0.7}
        for p in periods
    ]
    about = trend_figures.marks(timeline.drawn("2017", "2030"))
    found = trend_figures.shares(rows, periods, about, "Retained", "x")
    assert found is not None
    assert all(p in found.description for p in periods)
    assert "40% (20 to 70%)" in found.description
    assert trend_figures.shares([], periods, about, "Retained", "x") is None
