"""A benchmark as a page that opens from disk and prints well, with the marked contract, and as lines in a terminal."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ..corpus.errors import StoreError
from ..corpus.originals import Originals
from ..corpus.store import Store
from ..nlp import codebook
from . import document_pages, page_pictures
from .assess import Assessment
from .findings import Findings
from .offers import NOT_ADVICE, Benchmark
from .passages import documents, passages
from .render import TEMPLATES, make_environment
from .terminal import plain

OUTCOMES = {
    "meets": "meets", "fails": "FAILS", "silent": "silent", "not_assessable": "cannot be told", "not_applicable": "does not apply",
}  # fmt: skip
VERDICTS = {
    "meets": "meets", "falls_short": "FALLS SHORT", "at_risk": "AT RISK", "not_assessable": "cannot be told",
    "not_applicable": "does not apply", "reference": "for reference",
}  # fmt: skip
_COLOURS = {"meets": "green", "fails": "red", "falls_short": "red", "silent": "yellow", "at_risk": "yellow"}


def write_page(
    result: Benchmark, store: Store, findings: Findings, out: Path, originals: Originals | None = None
) -> Path:
    """Writes benchmark.html and its style sheet into the folder `out`; returns the page. Raises StoreError if it cannot.

    originals: where the file of the contract is; of a PDF the pages with quotes are then shown in pictures.html.
    """
    book = codebook.load()
    key = result.document_id
    document = documents(store, [key])[key]
    places = passages(store, [key]).get(key, [])
    found = document_pages.found_in(findings, key)
    context = document_pages.context(document, places, found, book)
    sheets, _ = page_pictures.pictured(context, key, originals)
    environment = make_environment()
    text = environment.get_template("benchmark.html").render(
        pictured=page_pictures.anchors(sheets), pictures_page="pictures.html",
        root="", book=book, offer=result.offer, assessments=result.assessments, market=result.market, asks=result.asks,
        not_advice=NOT_ADVICE, today=date.today().isoformat(), **context,
    )  # fmt: skip
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / "style.css").write_text((TEMPLATES / "style.css").read_text(encoding="utf-8"), encoding="utf-8")
        if sheets:
            pictures = environment.get_template("pictures.html")
            pages = pictures.render(root="", book=book, text_page="benchmark.html", sheets=sheets, **context)
            (out / "pictures.html").write_text(pages, encoding="utf-8", errors="replace")
        path = out / "benchmark.html"
        path.write_text(text, encoding="utf-8", errors="replace")
    except OSError as error:
        raise StoreError(f"cannot write the page to {out}: {error}") from error
    return path


def printed(result: Benchmark) -> RenderableType:
    """The result as lines and tables for a terminal; quotes are cut, the page has them whole."""
    return Group(*_lines(result))


def _lines(result: Benchmark) -> Iterator[RenderableType]:
    offer = result.offer
    facts = [
        offer.doc_type.replace("_", " ") or "type not recognised",
        offer.signed or "no date",
        offer.talent.replace("_", " "),
    ]
    yield Text(plain(offer.title), "bold")
    yield Text(" | ".join(filter(None, facts)), "dim")
    yield Text(NOT_ADVICE + "\n", "dim")
    for each in result.assessments:
        yield _standard(each)
    if result.market:
        yield Text("\nMarket", "bold")
        if result.market.withheld:
            yield Text(plain(result.market.withheld))
        for standing in result.market.standings:
            yield Text(
                "  " + plain(standing.said), "" if standing.has else "yellow" if standing.has is False else "dim"
            )
    if result.asks:
        yield Text("\nWhat to ask for, the gravest first", "bold")
    for number, ask in enumerate(result.asks, start=1):
        asked = ", ".join(f"{standard} ({severity})" for standard, _, severity in ask.standards)
        yield Text(f"{number:>3}. {ask.standing.protection.ask}" + (f"  [{asked}]" if asked else ""))


def _standard(each: Assessment) -> RenderableType:
    head = Text()
    head.append(f"\n{plain(each.standard.name)}", "bold").append(f"  ({each.standard.id})", "dim")
    head.append(f"\n{VERDICTS[each.verdict]}", f"bold {_COLOURS.get(each.verdict, '')}".strip()).append(
        f"  {plain(each.said)}"
    )
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 2), pad_edge=False)
    for name, share in (("outcome", None), ("asked", 3), ("said", 3)):
        table.add_column(name, ratio=share, no_wrap=share is None)
    for test in each.tests:
        unsure = (
            ""
            if test.requirement.verified is True
            else " (partly verified)"
            if test.requirement.verified == "partial"
            else " (NOT verified)"
        )
        said = f"“{plain(_short(test.quote))}”" if test.quote else test.why.replace("_", " ")
        table.add_row(
            Text(OUTCOMES[test.outcome], _COLOURS.get(test.outcome, "dim")),
            Text(plain(test.requirement.text) + unsure),
            Text(said, "" if test.quote else "dim"),
        )
    notes = Text("\n".join(f"  * {plain(note)}" for note in each.notes), "dim")
    parts: list[Any] = [head, *([table] if each.tests else []), *([notes] if each.notes else [])]
    return Group(*parts)


def _short(quote: str, most: int = 160) -> str:
    words = " ".join(quote.split())
    return words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0] + " …"
