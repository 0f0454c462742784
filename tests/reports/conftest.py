"""A hand-made workspace: three companies, four years, contracts, terms and press, every status, hostile text."""

import json
from collections.abc import Callable
from typing import Any

import duckdb
import pandas as pd
import pytest
from facevalue.nlp import codebook
from facevalue.reports.findings import Findings, load

COLUMNS = {
    "sources": "uri document_id kind company published title outlet author url language captured status size stamp",
    "documents": "document_id media_type text chars pages page_starts language blocks furniture metadata",
    "passages": "document_id n start end page path kind",
    "profiles": "document_id kind kind_score kind_from company company_name company_from published published_from title"
    " human_likeness talent companies agreement_date effective_date term expiration renewal governing_law amends redactions"
    " service last_updated outlet author dateline",
    "parties": "document_id name defined_as role side company quote start end page",
    "facts": "document_id fact value how quote start end page",
    "tags": "document_id variable value score tagger start end page quote attributes",
    "codings": "document_id variable values status score quote start end page attributes evidence note",
    "claims": "document_id subject variable values attribution stance certainty polarity score quote start end",
    "amounts": "document_id amount currency kind rate_percent per quote start end page redacted per_year per_use assumption",
    "groups": "document_id group_id",
    "failures": "uri step error message",
}


class Tables:
    """Answers SQL over rows held in memory, as the store of a workspace does over its shards."""

    def __init__(self, **rows: list[dict[str, Any]]) -> None:
        self.connection = duckdb.connect()
        for name, columns in COLUMNS.items():
            frame = pd.DataFrame(rows.get(name, []), columns=columns.split())
            self.connection.register(f"{name}_rows", frame)
            self.connection.execute(f"create table {name} as select * from {name}_rows")

    def query(self, sql: str, params: Any = None) -> pd.DataFrame:
        return self.connection.execute(sql, params or []).df()


# company, kind, published, structure, retention, and the sentence in which they stand
CONTRACTS = [
    ("aldermoor", "contract", "2021-03-02", "stated:buyout", "stated:given_up"),
    ("aldermoor", "contract", "2022-07", "stated:royalty", "stated:partial"),
    ("aldermoor", "contract", "2023", "redacted", "stated:retained"),
    ("brightvale", "contract", "2022-11-30", "unclear", "not_stated"),
    ("brightvale", "contract", "2023-01-15", "stated:hybrid", "stated:retained"),
    ("", "contract", "", "not_stated", "not_stated"),
    ("castelan", "terms", "2021-05-01", "not_stated", "stated:given_up"),
    ("castelan", "terms", "2022-05-01", "not_stated", "stated:partial"),
    ("castelan", "terms", "2024-05-01", "stated:usage_based", "stated:partial"),
]
TEXT = (
    "1. Pay\n\nThe Studio pays the Artist as this clause says.\n\n2. Rights\n\n"
    "The Artist keeps what this clause leaves. <script>alert('x')</script> Café naïve \U0001f600 end.\n"
)
PAY = TEXT.index("The Studio"), TEXT.index("The Studio") + len("The Studio pays the Artist as this clause says.")
KEEP = TEXT.index("The Artist keeps"), TEXT.index("<script>") - 1


def identify(number: int) -> str:
    return f"{number:02d}" + "ab" * 31


def coding(document: str, variable: str, answer: str, span: tuple[int, int], **more: Any) -> dict[str, Any]:
    status, _, values = answer.partition(":")
    start, end = span if status in ("stated", "unclear", "redacted") else (None, None)
    quote = TEXT[start:end] if start is not None else ""
    evidence = [{"start": start, "end": end, "page": 1, "quote": quote}] if quote else []
    return {
        "document_id": document, "variable": variable, "values": values, "status": status, "score": 0.9, "quote": quote,
        "start": start, "end": end, "page": 1 if quote else None, "attributes": "{}", "evidence": json.dumps(evidence),
        "note": "the payment clause decides" if quote else "",
    } | more  # fmt: skip


def document(number: int, **more: Any) -> dict[str, Any]:
    return {
        "document_id": identify(number), "media_type": "text/plain", "text": TEXT, "chars": len(TEXT), "pages": 1,
        "page_starts": [0], "language": "en", "blocks": "[]", "furniture": "[]", "metadata": "{}",
    } | more  # fmt: skip


def profile(number: int, kind: str, company: str, published: str, **more: Any) -> dict[str, Any]:
    return {
        "document_id": identify(number), "kind": kind, "kind_score": 0.8, "kind_from": "text", "company": company or None,
        "company_name": company.title() or None, "company_from": "text" if company else "none",
        "published": published or None, "published_from": "text" if published else "none",
        "title": f"Paper <b>{number}</b>", "human_likeness": True, "talent": "Artist", "companies": "Studio",
    } | more  # fmt: skip


def source(number: int, uri: str, **more: Any) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(COLUMNS["sources"].split())
    return row | {"uri": uri, "document_id": identify(number), "status": "read", "size": 10, "stamp": 0} | more


def make_rows() -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in COLUMNS}
    for number, (company, kind, published, structure, retention) in enumerate(CONTRACTS):
        rows["sources"].append(source(number, f"corpus/{kind}-{number}.txt"))
        rows["documents"].append(document(number))
        rows["profiles"].append(profile(number, kind, company, published))
        key = identify(number)
        rows["codings"] += [
            coding(key, "compensation_structure", structure, PAY),
            coding(key, "rights_retention", retention, KEEP),
            coding(key, "compensation_components", "stated:royalty|minimum_guarantee", PAY),
            coding(key, "replica_ownership", "stated:talent", KEEP, attributes='{"subject": "replica"}'),
        ]
        rows["tags"].append(
            {"document_id": key, "variable": "compensation_components", "value": "royalty", "score": 0.9, "tagger": "rules",
             "start": PAY[0], "end": PAY[1], "page": 1, "quote": TEXT[slice(*PAY)], "attributes": "{}"}
        )  # fmt: skip
        spans = [
            (0, 6, "heading"),
            (*PAY, "clause"),
            (PAY[1] + 2, KEEP[0] - 2, "heading"),
            (KEEP[0], len(TEXT) - 1, "clause"),
        ]
        rows["passages"] += [
            {"document_id": key, "n": n, "start": a, "end": b, "page": 1, "path": "1. Pay > (a)", "kind": k}
            for n, (a, b, k) in enumerate(spans)
        ]
    said = {"quote": TEXT[slice(*PAY)], "start": PAY[0], "end": PAY[1], "page": 1}
    named = {"document_id": identify(1), "role": "", "side": "", "company": None} | said
    rows["parties"] += [
        named
        | {"name": "Aldermoor <Studios>", "defined_as": "Studio|Company", "side": "company", "company": "aldermoor"},
        named | {"name": "", "defined_as": "Artist", "role": "artist", "side": "talent"},
    ]
    rows["facts"] += [
        {"document_id": identify(1), "fact": "governing_law", "value": "New York", "how": "stated"} | said,
        {"document_id": identify(1), "fact": "expiration", "value": "2024-07", "how": "derived"} | said,
    ]
    # A negative, a document in a language that is not covered, an article, a copy of it, and two files that failed.
    extra = [
        (20, "contract", "aldermoor", {"human_likeness": False}),
        (21, "contract", "castelan", {}),
        (22, "press", "brightvale", {}),
    ]
    for number, kind, company, more in extra:
        rows["sources"].append(source(number, f"corpus/{kind}-{number}.html"))
        rows["documents"].append(document(number, language="de" if number == 21 else "en"))
        rows["profiles"].append(profile(number, kind, company, "2024-02-10", **more))
    rows["sources"].append(source(22, "corpus/copy/press-22.html"))
    rows["codings"].append(coding(identify(20), "compensation_structure", "not_applicable", PAY))
    for subject, values, certainty, polarity in [
        ("brightvale", "ongoing_unspecified", "planned", "affirmed"),
        ("sector", "royalty", "hedged", "affirmed"),
        ("sector", "buyout", "hedged", "affirmed"),
        ("brightvale", "buyout", "disputed", "denied"),
    ]:
        rows["claims"].append(
            {"document_id": identify(22), "subject": subject, "variable": "compensation_structure", "values": values,
             "attribution": "company", "stance": "neutral", "certainty": certainty, "polarity": polarity, "score": 0.7,
             "quote": TEXT[slice(*PAY)], "start": PAY[0], "end": PAY[1]}
        )  # fmt: skip
    money = {
        "currency": "USD",
        "kind": "royalty",
        "per": "year",
        "quote": "=2+2",
        "start": PAY[0],
        "end": PAY[1],
        "page": 1,
    }
    rows["amounts"] += [
        money | {"document_id": identify(1), "amount": 1200.5, "rate_percent": 2.5, "redacted": False},
        money | {"document_id": identify(2), "amount": None, "rate_percent": None, "redacted": True},
    ]
    for uri, company in [("corpus/broken.pdf", "aldermoor"), ("corpus/locked.pdf", None)]:
        rows["sources"].append(
            source(0, uri, document_id=None, status="failed", kind="contract", company=company, published="2022")
        )
        rows["failures"].append(
            {"uri": uri, "step": "read", "error": "Unreadable", "message": "the file is cut short: ask for it again"}
        )
    return rows


@pytest.fixture
def rows() -> dict[str, list[dict[str, Any]]]:
    return make_rows()


@pytest.fixture
def tables_of() -> Callable[..., Tables]:
    return lambda **rows: Tables(**rows)


@pytest.fixture
def store(rows: dict[str, list[dict[str, Any]]]) -> Tables:
    return Tables(**rows)


@pytest.fixture(scope="module")
def made() -> Tables:
    """The same, for tests that only look."""
    return Tables(**make_rows())


@pytest.fixture
def findings(store: Tables) -> Findings:
    return load(store)


@pytest.fixture
def book() -> codebook.Codebook:
    return codebook.load()
