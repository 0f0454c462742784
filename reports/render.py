"""The HTML report: pages that open from disk, without a network, and show the words behind every number."""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sized
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..corpus.errors import StoreError
from ..corpus.originals import Originals
from ..nlp.codebook import Codebook
from ..nlp.codebook import load as load_codebook
from . import cell_pages, change_pages, document_pages, front_page, page_pictures, trend_pages
from .findings import Count, Findings, Queryable, load
from .handcoded import Codes
from .tables import words

MISSING_TOLD = 5  # documents without pictures that are named
TEMPLATES = Path(__file__).with_name("templates")


def write_report(
    store: Queryable, out: Path, workspace: str = "", steps: Mapping[str, str] | None = None, count: Count = "default",
    hand: Codes | None = None, originals: Originals | None = None,
) -> Path:  # fmt: skip
    """Writes the report into the folder `out`, replacing the one that was there; returns its first page.

    workspace: its name, for the title. steps: the fingerprint of each step that made it, for the method box.
    count: what counts as one, see `Findings.per`; the page says which. hand: hand-coded documents to correct shares by.
    originals: the files that documents were read from: pages of PDFs are then shown as pictures too, the quotes marked.
    The new report is written beside the old one and takes its place when it is whole.
    Raises StoreError when `out` cannot be written.
    """
    findings, book = load(store), load_codebook()
    partial = out.with_name(out.name + ".partial")
    try:
        shutil.rmtree(partial, ignore_errors=True)
        for name, text in _pages(
            store, findings, book, {"workspace": workspace, "steps": steps or {}}, count, hand, originals
        ):
            path = partial / name
            path.parent.mkdir(parents=True, exist_ok=True)
            # A lone surrogate, which broken files hold, cannot be written as UTF-8.
            path.write_text(text, encoding="utf-8", errors="replace")
        shutil.rmtree(out, ignore_errors=True)
        os.replace(partial, out)
    except OSError as error:
        raise StoreError(f"cannot write the report to {out}: {error}") from error
    return out / "index.html"


def _pages(
    store: Queryable,
    findings: Findings,
    book: Codebook,
    about: Mapping[str, Any],
    count: Count,
    hand: Codes | None,
    originals: Originals | None,
) -> Iterator[tuple[str, str]]:
    """(file name, text) of every page, one after another: texts of documents are never all in memory."""
    environment = make_environment()

    def page(template: str, **context: Any) -> str:
        return environment.get_template(template).render(book=book, **context)

    yield "style.css", (TEMPLATES / "style.css").read_text(encoding="utf-8")
    yield "manifest.csv", front_page.manifest(findings)
    told = {
        "changes": change_pages.change_context(store, findings, book),
        "gap": change_pages.gap_context(findings, book),
    }
    more_pages = {name: context is not None for name, context in told.items()}
    front = front_page.context(findings, book, count)
    yield "index.html", page("index.html", root="", more_pages=more_pages, **about, **front)
    for name, context in told.items():
        if context:
            yield f"{name}.html", page(f"{name}.html", root="", **context)
    yield "documents/index.html", page("documents.html", root="../", **front_page.documents_context(findings))
    for name, context in cell_pages.contexts(findings.per(count), book):
        template = "claims.html" if context["kind"] == "press" else "cells.html"
        yield f"cells/{name}", page(template, root="../", **context)
    for template, name, context in trend_pages.contexts(trend_pages.Source(findings, book, hand=hand)):
        yield f"trends/{name}", page(template, root="../", corrected=hand is not None, **context)
    missing: list[str] = []
    for name, context in document_pages.contexts(store, findings, book):
        sheets, why = page_pictures.pictured(context, context["document"].id, originals)
        missing += [f"no pictures of {context['profile']['uris'][0]}: {why}"] if why else []
        more = {"pictured": page_pictures.anchors(sheets), "pictures_page": f"../pictures/{name}"}
        yield f"documents/{name}", page("document.html", root="../", **more, **context)
        if sheets:
            yield (
                f"pictures/{name}",
                page("pictures.html", root="../", text_page=f"../documents/{name}", sheets=sheets, **context),
            )
    for line in missing[:MISSING_TOLD]:
        print(f"facevalue: {line}", file=sys.stderr)
    if len(missing) > MISSING_TOLD:
        print(f"facevalue: and of {len(missing) - MISSING_TOLD} more", file=sys.stderr)


def make_environment() -> Environment:
    """The templates' surroundings. Autoescape is on: what a document says can never become markup."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: Any = environment.filters
    filters |= {"words": words, "percent": percent, "number": number, "plural": plural, "plural_of": plural_of}
    return environment


def percent(share: float | None) -> str:
    """A share in whole per cent; never "0%" for something that occurs, nor "100%" for something with exceptions."""
    if share is None or share != share:
        return ""
    if 0 < share < 0.005:
        return "<1%"
    return ">99%" if 0.995 <= share < 1 else f"{share:.0%}"


def number(value: Any) -> str:
    """A number with thin thousands separators and no needless decimals; "" for a missing one."""
    if value is None or value != value:
        return ""
    return f"{float(value):,.4f}".rstrip("0").rstrip(".").replace(",", "\u202f")


def plural(count: int, one: str, many: str = "") -> str:
    """The count with its noun: "1 document", "3 documents"."""
    return f"{number(count) or 0} {one if count == 1 else many or one + 's'}"


def plural_of(items: Sized, one: str) -> str:
    """How many items there are, with their noun."""
    return plural(len(items), one)
