"""Prove that the demonstration corpus keeps its promises; every fault is one line, exit 1 if there is any.

    python examples/check.py

1. every value of the core variables occurs in expected.jsonl or expected_claims.jsonl, and no value is unknown;
2. every quote is in its source, word for word, and every value that needs a quote has one;
3. every document says on its face that it is a demonstration;
4. every name in the manifest exists, and stems are unique across the corpus.
"""

from __future__ import annotations

import csv
import html
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import yaml
from build import BROKEN, CORE, HERE, SOURCES
from docx import Document
from source import DEMONSTRATION, DemoSource, read_sources

CODEBOOK = HERE.parent / "nlp" / "data" / "codebook.yaml"
WITHOUT_QUOTE = {"not_stated", "not_applicable"}
CLAIM_CODES = ("claim_attribution", "claim_stance", "claim_certainty")
KINDS = {"contract", "terms", "press"}
FEWEST = {"contract": 15, "terms": 11, "press": 20}


def faults() -> list[str]:
    """Everything that is wrong, one line each; an empty list if nothing is."""
    sources = {source.stem: source for source in read_sources(SOURCES)}
    codings, claims = _records("expected.jsonl"), _records("expected_claims.jsonl")
    found = [*coverage(codings, claims), *quotes(sources, codings, claims)]
    return [*found, *documents(sources), *manifest(sources)]


def coverage(codings: list[dict[str, Any]], claims: list[dict[str, Any]]) -> Iterator[str]:
    """Core values that no document shows, and values that the codebook does not know."""
    codebook = yaml.safe_load(CODEBOOK.read_text(encoding="utf-8"))
    missing_codes = {code["id"] for code in codebook["missing_codes"]}
    allowed = {v["id"]: {value["id"] for value in v["values"]} for v in codebook["variables"]}
    coded = {(name, value) for record in codings for name, code in record["codes"].items() for value in code["values"]}
    claimed: set[tuple[str, str]] = set()
    for claim in (claim for record in claims for claim in record["claims"]):
        claimed |= {(claim["variable"], value) for value in claim["values"]}
        claimed |= {(name, claim[name]) for name in CLAIM_CODES}
    for name, value in sorted(coded | claimed):
        if value not in allowed[name] | missing_codes:
            yield f"{name} = {value}: not in the codebook"
    for name in CORE:
        yield from (f"{name} = {value}: no contract or terms show it" for value in _unseen(allowed, name, coded))
    for name in CLAIM_CODES:
        yield from (f"{name} = {value}: no article shows it" for value in _unseen(allowed, name, claimed))
    seen_codes = {value for _, value in coded}
    yield from (f"missing code {code}: no document shows it" for code in sorted(missing_codes - seen_codes))


def quotes(
    sources: dict[str, DemoSource], codings: list[dict[str, Any]], claims: list[dict[str, Any]]
) -> Iterator[str]:
    """Quotes that are not in their source, values without a quote, and documents without a coding."""
    for record in codings:
        for name, code in record["codes"].items():
            if not code["evidence"] and not set(code["values"]) <= WITHOUT_QUOTE:
                yield f"{record['id']} {name}: a value without a quote"
            yield from _absent(sources[record["id"]], name, code["evidence"])
    for record in claims:
        for claim in record["claims"]:
            yield from _absent(sources[record["id"]], claim["variable"], [claim["quote"]])
    coded = {record["id"] for record in (*codings, *claims)}
    yield from (f"{stem}: not coded" for stem in sources if stem not in coded)


def documents(sources: dict[str, DemoSource]) -> Iterator[str]:
    """Documents that are missing, or do not say that they are a demonstration."""
    for source in sources.values():
        path = HERE / source.uri
        if not path.is_file():
            yield f"{source.uri}: not built"
        elif DEMONSTRATION not in re.sub(r"\s+", " ", text_of(path)):
            yield f"{source.uri}: does not say that it is a demonstration"
    for kind, number in Counter(source.kind for source in sources.values()).items():
        if number < FEWEST[kind]:
            yield f"{kind}: {number} documents, {FEWEST[kind]} promised"
    stems = Counter(path.stem for path in (HERE / "corpus").rglob("*") if path.is_file())
    yield from (f"{stem}: {number} files of this name" for stem, number in stems.items() if number > 1)
    if not (HERE / BROKEN).is_file():
        yield f"{BROKEN}: not built"


def manifest(sources: dict[str, DemoSource]) -> Iterator[str]:
    """Rows of the manifest that point nowhere or name an unknown kind, and a manifest that leaves nothing out."""
    with (HERE / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if not (HERE / row["uri"]).is_file():
            yield f"manifest.csv: {row['uri']} does not exist"
        if row["kind"] not in KINDS or not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", row["published"]):
            yield f"manifest.csv: {row['uri']} has a bad kind or date"
    if len(rows) >= len(sources):
        yield "manifest.csv: leaves nothing out, so recognition from the text is not shown"


def text_of(path: Path) -> str:
    """The words of a built document, in order, without regard to layout."""
    if path.suffix == ".pdf":
        pages = pypdfium2.PdfDocument(path)
        return "\n".join(page.get_textpage().get_text_bounded() for page in pages)
    if path.suffix == ".docx":
        return "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)
    text = path.read_text(encoding="utf-8")
    return html.unescape(re.sub(r"<[^>]+>", " ", text)) if path.suffix == ".html" else text


def _unseen(allowed: dict[str, set[str]], name: str, seen: set[tuple[str, str]]) -> list[str]:
    return sorted(value for value in allowed[name] if (name, value) not in seen)


def _absent(source: DemoSource, name: str, evidence: list[str]) -> Iterator[str]:
    yield from (f"{source.stem} {name}: not in the source: {quote!r}" for quote in evidence if quote not in source.body)


def _records(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    found = faults()
    print("\n".join(found) or "the demonstration corpus keeps its promises")
    sys.exit(bool(found))
