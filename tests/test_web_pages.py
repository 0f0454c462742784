"""Web pages of many makes: what a reader wants is read, what stands beside it is not, structure and facts are kept.

The pages in tests/pages are invented; how they are marked stands in benchmarks/web_pages.py.
"""

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest
from facevalue.corpus import readers
from facevalue.corpus.metadata import describe
from facevalue.corpus.segment import segment

ROOT = Path(__file__).parent.parent
PAGES = sorted((ROOT / "tests" / "pages").glob("*.html"))
# A page of 2003 says in italics who wrote it, and nothing tells that line from others.
UNKNOWN = {("press-table-layout-2003", "author")}


def load() -> Any:
    spec = importlib.util.spec_from_file_location("web_pages", ROOT / "benchmarks" / "web_pages.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["web_pages"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


bench = load()


@pytest.mark.parametrize("path", PAGES, ids=[path.stem for path in PAGES])
def test_a_page_is_read_as_a_person_reads_it(path: Path) -> None:
    page = bench.marked(path)
    ours, theirs = bench.ours(page), bench.theirs(page)
    score = bench.token_f1(ours.text, page.text)
    assert score >= bench.token_f1(theirs.text, page.text)
    assert score > (0.85 if path.stem.startswith("press") else 0.93)
    for part in ("headings", "items", "rows"):
        wanted = getattr(page, part)
        assert bench.kept(getattr(ours, part), wanted) == len(wanted), part
    wrong = {name for name, good in bench.right(ours, page).items() if not good}
    assert wrong == {name for stem, name in UNKNOWN if stem == path.stem}


ARTICLE = "".join(
    f"<p>The studio scanned forty extras in a trailer on {day} and kept the files, people who were there told us.</p>"
    for day in ("Monday", "Tuesday", "Friday", "Sunday")
)


def facts(head: str, body: str = "<h1>Scanned</h1>") -> dict[str, str]:
    page = f"<html lang=en><head>{head}</head><body><article>{body}{ARTICLE}</article></body></html>"
    return dict(readers.document(page.encode(), "a.html").metadata)


TYPED = """                    ENDORSEMENT AGREEMENT

     1. Grant. The Athlete grants the Company the right to use his
likeness &amp; name in the Territory.

     2. Fee.

        Radio ............ $500
        Print ............ $250

                              -1-

     3. Term. This Agreement ends on 1 May 2026.
"""


def test_text_that_was_typed_line_by_line_keeps_its_lines() -> None:
    page = f"<html><head><title>EX-10.1</title></head><body><pre>{TYPED * 3}</pre></body></html>"
    document = readers.document(page.encode(), "a.html")
    assert document.text.startswith("                    ENDORSEMENT AGREEMENT\n\n     1. Grant. The Athlete")
    assert "use his\nlikeness & name in" in document.text
    assert "Radio ............ $500\n        Print ............ $250\n\n" in document.text
    paths = {passage.path[0] for passage in segment(document) if passage.path}
    assert {"1. Grant", "2. Fee", "3. Term"} <= {path.rstrip(".") for path in paths}


def test_clauses_laid_out_by_tables_stand_under_their_numbers() -> None:
    page = """<html><head><title>EX-10.4</title></head><body><p>ENDORSEMENT AGREEMENT</p>
    <table><tr><td>&nbsp;</td><td>1.</td><td><u>Grant</u>. Athlete grants the Company the right to use his likeness.</td></tr></table>
    <table><tr><td></td><td>(a)</td><td>The Company shall pay $10,000 for each contract year.</td></tr>
    <tr><td></td><td>(b)</td><td>The Company shall pay all taxes.</td></tr></table>
    <table><tr><td></td><td>Territory means Europe.</td></tr></table>
    <table><tr><td>Radio</td><td>$5</td></tr><tr><td>Print</td><td>$6</td></tr></table></body></html>"""
    document = readers.document(page.encode(), "a.html")
    assert document.text.split("\n\n") == [
        "ENDORSEMENT AGREEMENT",
        "1. Grant. Athlete grants the Company the right to use his likeness.",
        "(a) The Company shall pay $10,000 for each contract year.",
        "(b) The Company shall pay all taxes.",
        "Territory means Europe.",
        "Radio | $5\nPrint | $6",
    ]
    (paid,) = [
        passage for passage in segment(document) if "$10,000" in document.text[passage.span.start : passage.span.end]
    ]
    assert paid.path == ("1. Grant", "(a)")


LINKED = '<script type="application/ld+json">%s</script>'


@pytest.mark.parametrize(
    ("head", "name", "value"),
    [
        # JSON-LD goes before microdata, OpenGraph and other <meta>.
        (
            LINKED % '{"@type": "NewsArticle", "datePublished": "2024-05-01T23:30:00-05:00"}'
            + '<meta property="article:published_time" content="2020-01-01">',
            "published",
            "2024-05-01",
        ),
        ('<meta property="article:published_time" content="2021-02-03"><meta name="date" content="2020-01-01">', "published", "2021-02-03"),
        ('<meta name="DC.date.issued" content="3 March 2021"><meta property="og:type" content="article">', "published", "2021-03-03"),
        # Of several articles, the one with the headline of the page.
        (
            LINKED
            % '[{"@type": "NewsArticle", "headline": "Another", "author": "A. Wrong"}, {"@type": "NewsArticle", "headline": "Scanned", "author": {"name": "Ida Right"}}]',
            "author",
            "Ida Right",
        ),
        # A graph whose nodes name each other.
        (
            LINKED
            % '{"@graph": [{"@type": "Article", "author": {"@id": "#p"}}, {"@type": "Person", "@id": "#p", "name": "Ida Right"}]}',
            "author",
            "Ida Right",
        ),
        # Broken JSON-LD is passed over.
        (LINKED % '{"@type": "NewsArticle", ' + '<meta name="author" content="By Ida Right"><meta property="og:type" content="article">', "author", "Ida Right"),
        # The address of a profile is no name.
        ('<meta property="article:author" content="https://example.org/ida"><meta name="dc.creator" content="Ida Right"><meta property="og:type" content="article">', "author", "Ida Right"),
        ('<meta property="og:type" content="article"><meta property="og:title" content="Scanned | The Post"><meta property="og:site_name" content="The Post">', "title", "Scanned"),
        ('<meta property="og:type" content="article"><title>Scanned - The Post</title>', "title", "Scanned"),
        (LINKED % '{"@type": "NewsArticle", "publisher": {"name": "Trade &amp; Toy"}}', "outlet", "Trade & Toy"),
    ],
)  # fmt: skip
def test_what_is_believed_of_several_sayings(head: str, name: str, value: str) -> None:
    assert facts(head)[name] == value


def test_time_and_byline_are_asked_last() -> None:
    body = '<h1>Scanned</h1><p class="byline">By <a rel="author">Ida Right</a></p><time datetime="2022-07-08T09:00">Friday</time>'
    found = facts('<meta property="og:type" content="article">', body)
    assert (found["author"], found["published"]) == ("Ida Right", "2022-07-08")


def test_terms_are_dated_by_their_own_words_not_by_their_page() -> None:
    page = """<html><head><title>Terms of Service</title><meta property="article:published_time" content="2018-01-01"></head>
    <body><h1>Terms of Service</h1><p>Last updated: 4 March 2024</p><p>You grant us a licence to your voice.</p></body></html>"""
    assert describe(readers.document(page.encode(), "a.html"), "a.html", "terms").published == "2024-03-04"
