"""How unevenly disclosed pay and attention are shared out, with what is not disclosed beside it."""

from collections.abc import Sequence

import pandas as pd

from .findings import Findings, Row, rows
from .observations import GENERAL
from .unevenness import concentration

# How often a unit of time comes in a year: the one assumption by which sums are made comparable. Days and hours are left as
# they are, for nobody says how many are worked.
A_YEAR = {"year": 1, "quarter": 4, "month": 12, "week": 52}
COLUMNS = (
    "what", "holder", "currency", "basis", "n", "total", "gini", "top_tenth", "hhi", "redacted", "silent", "assumption", "why",
)  # fmt: skip


def concentrated(findings: Findings) -> pd.DataFrame:
    """Gini, share of the top tenth and HHI of pay by document and by company, and of press attention by company.

    what: pay or mentions. holder: whose they are (document, company). currency, basis: only sums of one currency on one basis
    are set against each other ("year", "use", "total" ...). n: holders with a known sum. total: the sum of all they hold.
    redacted: documents whose sums are blacked out. silent: documents that name none on any basis. assumption: how sums were
    made comparable. why: the reason where there is no value.
    """
    table = [*_pay(findings), *_mentions(findings)]
    frame = pd.DataFrame(table, columns=list(COLUMNS))
    numbers = ["total", "gini", "top_tenth", "hhi"]
    frame[numbers] = frame[numbers].astype(float)
    return frame


def _pay(findings: Findings) -> list[Row]:
    documents = {d["document_id"]: d for kind in ("contract", "terms") for d in findings.by_kind.get(kind, [])}
    largest: dict[tuple[str, str], dict[str, float]] = {}
    turned: dict[tuple[str, str], set[str]] = {}
    redacted: set[str] = set()
    known: set[str] = set()
    for row in rows(findings.amounts):
        key = row["document_id"]
        if key not in documents or row["kind"] == "other":
            continue
        if row["redacted"]:
            redacted.add(key)
        if row["amount"] != row["amount"] or not row["currency"]:
            continue
        known.add(key)
        per, times = ("year", A_YEAR[row["per"]]) if row["per"] in A_YEAR else (row["per"] or "not stated", 1)
        sums = largest.setdefault((row["currency"], per), {})
        sums[key] = max(sums.get(key, 0.0), float(row["amount"]) * times)
        if times > 1:
            turned.setdefault((row["currency"], per), set()).add(f"{row['per']} x {times}")
    silent = len(documents.keys() - known - redacted)
    table: list[Row] = []
    for (currency, basis), sums in sorted(largest.items(), key=lambda item: (-len(item[1]), item[0])):
        by_company: dict[str, float] = {}
        for key, amount in sums.items():
            name = documents[key]["company"] or f"document {key}"
            by_company[name] = by_company.get(name, 0.0) + amount
        said = "the largest sum of each document on this basis" + "".join(
            f"; per {t}" for t in sorted(turned.get((currency, basis), ()))
        )
        hidden = {"redacted": len(redacted - known), "silent": silent, "assumption": said}
        for holder, held in (("document", sums), ("company", by_company)):
            head: Row = {"what": "pay", "holder": holder, "currency": currency, "basis": basis} | hidden
            table.append(_row(head, list(held.values())))
    return table


def _mentions(findings: Findings) -> list[Row]:
    """Articles by the company they make a claim about; the sector at large and companies not named stand beside."""
    group = {d["document_id"]: d["group"] for d in findings.document_rows}
    articles: dict[str, set[str]] = {}
    for claim in rows(findings.claims):
        articles.setdefault(claim["subject"], set()).add(group.get(claim["document_id"], claim["document_id"]))
    if not articles:
        return []
    named = [float(len(found)) for subject, found in articles.items() if subject not in GENERAL]
    general = len(set[str]().union(*(articles.get(s, set()) for s in GENERAL)))
    head: Row = {
        "what": "mentions", "holder": "company", "currency": "", "basis": "articles", "redacted": 0, "silent": general,
        "assumption": "near-identical articles once; silent: articles that speak of companies at large or name none",
    }  # fmt: skip
    return [_row(head, named)]


def _row(head: Row, held: Sequence[float]) -> Row:
    gini, top, hhi = concentration(held)
    values = {"gini": gini.value, "top_tenth": top.value, "hhi": hhi.value}
    return head | {"n": gini.n, "total": sum(held), "why": gini.why} | values
