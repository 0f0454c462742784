"""Claims against contracts: what the press says of a company beside what its contracts and terms said at that date."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from ..corpus.errors import SetupError
from ..nlp.codebook import Codebook, Variable
from ..nlp.companies import Companies
from .findings import Findings, Row, split
from .versions import series

Result = Literal[
    "supported", "supported in part", "contradicted", "both ways", "not addressed", "cannot be told", "no document"
]
_DENIED: dict[Result, Result] = {
    "supported": "contradicted",
    "supported in part": "contradicted",
    "contradicted": "supported",
}
GENERAL = frozenset({"sector", "unnamed_company"})
# A hybrid pays a fee and something ongoing: an article that tells of one half of it is right as far as it goes.
_HALVES = {"hybrid": frozenset({"royalty", "usage_based", "ongoing_unspecified"}), "royalty": frozenset({"ongoing_unspecified"}), "usage_based": frozenset({"ongoing_unspecified"})}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Beside:
    """A document of the company that was in force at the claim's date, and what it says on the claim's variable."""

    document_id: str
    title: str
    kind: str
    published: str
    answer: str
    quote: str
    result: Result


@dataclass(frozen=True, slots=True)
class Gap:
    """One claim beside the documents. later: documents of after the claim, the only ones there are, or that carry out a plan."""

    claim: Row
    article: Row
    result: Result
    beside: tuple[Beside, ...]
    later: bool = False


def gaps(findings: Findings, company: str, book: Codebook, companies: Companies) -> list[Gap]:
    """Every press claim about a company, beside its contracts and terms at the article's date; by date of the article.

    company: an id, name or alias. Raises SetupError, naming companies with claims, when none is about it.
    """
    known = {claim["subject"] for claim in findings.claims.to_dict("records")}
    names = (companies.resolve(company) or "", companies.identify(company), company)
    wanted = next((name for name in names if name in known), "")
    if not wanted:
        about = ", ".join(sorted(known - GENERAL)[:12]) or "no company"
        raise SetupError(f"no press claim is about {company!r}; there are claims about: {about}")
    return gaps_of(findings, book, wanted)[wanted]


def gaps_of(findings: Findings, book: Codebook, company: str = "") -> dict[str, list[Gap]]:
    """The gaps of every company that press claims are about, or of one; a story that several outlets printed counts once."""
    articles = {d["document_id"]: d for d in findings.document_rows}
    found: dict[str, list[Gap]] = {}
    for claim in findings.per("default").claims.to_dict("records"):
        subject = claim["subject"]
        if claim["variable"] in book.by_id and subject not in GENERAL and company in ("", subject):
            gap = _gap(claim, articles[claim["document_id"]], findings, subject, book[claim["variable"]])
            found.setdefault(subject, []).append(gap)
    for each in found.values():
        each.sort(key=lambda gap: (gap.article["published"] or "9", gap.claim["document_id"], gap.claim["start"]))
    return found


def _gap(claim: Row, article: Row, findings: Findings, company: str, variable: Variable) -> Gap:
    documents, later = in_force(findings, company, article["published"], claim["certainty"] == "planned")
    beside = tuple(_beside(claim, d, findings, variable) for d in documents)
    return Gap(claim, article, overall([b.result for b in beside]), beside, later)


def in_force(findings: Findings, company: str, date: str, planned: bool) -> tuple[list[Row], bool]:
    """(documents of a company that count at a date, whether they are later ones).

    Of terms the version in force, contracts made until then. For a plan, and where nothing is older, the first
    documents after it. Without a date, or for documents without one, all of them.
    """
    of = [
        d
        for d in findings.document_rows
        if d["company"] == company and d["kind"] in ("contract", "terms") and d["status"] == "coded"
    ]
    terms = series(findings, wanted=lambda d: d["company"] == company and d["status"] == "coded")
    undated = [d for d in of if not d["published"]]
    if not date:
        return of, False
    by_id = {d["document_id"]: d for d in of}
    current = [by_id[v.document_id] for s in terms if (v := s.at(date)) and v.document_id in by_id]
    made = [d for d in of if d["kind"] == "contract" and d["published"] and d["published"][: len(date)] <= date]
    now = [*made, *current, *undated]
    if now and not planned:
        return now, False
    after = [d for d in of if d["published"] and d["published"][: len(date)] > date]
    first = [
        min(same, key=lambda d: d["published"])
        for kind in ("contract", "terms")
        if (same := [d for d in after if d["kind"] == kind])
    ]
    return ([*now, *first], bool(first)) if planned else (first, bool(first))


def _beside(claim: Row, document: Row, findings: Findings, variable: Variable) -> Beside:
    coding = findings.coded.get(variable.id, {}).get(document["document_id"])
    answer = "not searched" if coding is None else coding["values"] or coding["status"]
    result = compare(split(claim["values"]), claim["polarity"] == "denied", coding, variable)
    return Beside(
        document["document_id"],
        document["title"],
        document["kind"],
        document["published"],
        answer,
        coding["quote"] if coding else "",
        result,
    )


def compare(claimed: Sequence[str], denied: bool, coding: Any, variable: Variable) -> Result:
    """What one coding says to one claim.

    Silence addresses nothing. Where several values may stand together, a document that names others does not contradict.
    A denial is supported where the document says otherwise, and contradicted where it says what is denied.
    """
    if coding is None or coding["status"] in ("not_stated", "not_applicable"):
        return "not addressed"
    if coding["status"] != "stated":
        return "cannot be told"
    stated = set(split(coding["values"]))
    held: Result
    if set(claimed) <= stated:
        held = "supported"
    elif set(claimed) & stated or any(set(claimed) & _HALVES.get(value, frozenset[str]()) for value in stated):
        held = "supported in part"
    elif variable.select == "multi":
        clash = any({a, b} & stated and {a, b} & set(claimed) for a, b in variable.exclusive_pairs)
        held = "contradicted" if clash else "not addressed"
    else:
        held = "contradicted"
    if denied:
        return {"supported": "contradicted", "supported in part": "contradicted", "contradicted": "supported"}.get(
            held, held
        )  # type: ignore[return-value]
    return held


def overall(results: Iterable[Result]) -> Result:
    """What several documents together say."""
    said = set(results)
    if not said:
        return "no document"
    if "contradicted" in said and said & {"supported", "supported in part"}:
        return "both ways"
    order: tuple[Result, ...] = ("contradicted", "supported", "supported in part", "cannot be told")
    for each in order:
        if each in said:
            return each
    return "not addressed"


def frame(found: Sequence[Gap]) -> pd.DataFrame:
    """One row a claim and document: published, article, variable, claimed, attribution, certainty, polarity, result, quotes."""
    columns = "published article variable claimed polarity attribution certainty claim_quote result document document_published document_says document_quote document_result later"  # fmt: skip
    rows: list[tuple[Any, ...]] = []
    for gap in found:
        claim = gap.claim
        head = (gap.article["published"], gap.article["title"], claim["variable"], claim["values"], claim["polarity"], claim["attribution"], claim["certainty"], claim["quote"], gap.result)  # fmt: skip
        rows += [(*head, b.title, b.published, b.answer, b.quote, b.result, gap.later) for b in gap.beside] or [
            (*head, "", "", "", "", "no document", False)
        ]
    return pd.DataFrame(rows, columns=columns.split())
