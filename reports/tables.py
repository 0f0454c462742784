"""Counts and shares: documents by kind, company and period, and what they say on each variable.

Every function takes `Findings` and returns a pandas frame. Contracts and terms are counted by document; press claims are
counted by claim and never pooled with them. Silence, unclear and redacted wording, "not applicable", "not searched" and
"not read" are counted apart. The codebook's unit for trends is the company and year: these tables count documents, so a
company with ten versions of its terms counts ten times, and every table says so.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import pandas as pd

from ..nlp.codebook import Codebook, Variable
from .findings import Findings, Row, split
from .findings import rows as rows_of

Unit = Literal["all", "company", "year", "quarter", "month"]
UNITS: tuple[Unit, ...] = ("all", "company", "year", "quarter", "month")
SERIES = ("contract", "terms")

# Ways of saying nothing, in the order tables show them. The last two are ours, not the document's.
SILENCES = {
    "not_stated": "not stated",
    "unclear": "unclear",
    "redacted": "redacted",
    "not_applicable": "not applicable",
    "not_searched": "not searched",
    "not_read": "not read",
}
NO_COMPANY = "no company known"
UNDATED = "undated"
NAN = float("nan")
COUNTED = ("contract", "terms", "press", "other", "untagged", "unread")
_DATE = re.compile(r"\d{4}(-\d\d){0,2}\Z")


def words(identifier: str) -> str:
    """An identifier as words: `time_limited_fee` is "time limited fee"."""
    return identifier.replace("_", " ")


def period(published: str, unit: str) -> str:
    """The period that an ISO date prefix falls in: "2020s", "2021", "2021 Q2", "2021-05"; "undated" where it is not known.

    A date that is known less precisely than the unit keeps its year: "2021, month not known".
    """
    if not _DATE.match(published or ""):
        return UNDATED
    year, month = published[:4], published[5:7]
    if unit == "decade":
        return f"{year[:3]}0s"
    if unit == "year":
        return year
    if not month:
        return f"{year}, month not known"
    return f"{year}-{month}" if unit == "month" else f"{year} Q{(int(month) + 2) // 3}"


def place(row: Mapping[str, Any], by: Unit) -> tuple[str, str]:
    """(key, label) of the group that a document or a failed source belongs to."""
    if by == "all":
        return "all", "all documents"
    if by == "company":
        company = row["company"]
        return company, (row.get("company_name") or company) if company else NO_COMPANY
    when = period(row["published"], by)
    return when, when


def groups(rows: Iterable[Mapping[str, Any]], by: Unit) -> list[tuple[str, str, list[Any]]]:
    """(key, label, rows) of each group in reading order: periods by time, companies by size; the unknown comes last."""
    found: dict[str, list[Any]] = {}
    labels: dict[str, Counter[str]] = {}
    for row in rows:
        key, label = place(row, by)
        found.setdefault(key, []).append(row)
        labels.setdefault(key, Counter())[label] += 1
    # One company may be written in several ways: the commonest names it.
    table = [(key, min(names.items(), key=lambda i: (-i[1], i[0]))[0], found[key]) for key, names in labels.items()]
    if by == "company":
        return sorted(table, key=lambda g: (g[0] == "", -len(g[2]), g[1].casefold(), g[0]))
    return sorted(table, key=lambda g: (g[0] == UNDATED, g[0]))


def counts(findings: Findings, by: Unit = "year") -> pd.DataFrame:
    """Documents by group and kind: columns group, group_label, then one column a kind, `unread` and `total`.

    `unread` counts sources that could not be read, placed by what the manifest says of them; `total` counts documents.
    """
    return pd.DataFrame(count_rows(findings, by), columns=["group", "group_label", *COUNTED, "total"])


def count_rows(findings: Findings, by: Unit) -> list[Row]:
    """The rows of `counts`."""
    unread = [row | {"kind": "unread"} for row in findings.unread_rows]
    rows: list[Row] = []
    for key, label, part in groups([*findings.document_rows, *unread], by):
        kinds = Counter(str(row["kind"]) for row in part)
        kinds["untagged"] = kinds.pop("", 0)
        row: Row = {"group": key, "group_label": label, "total": len(part) - kinds["unread"]}
        rows.append(row | {kind: kinds[kind] for kind in COUNTED})
    return rows


_PLACED = ("document_id", "unit", "title", "company", "company_name", "published")
_ANSWER = (*_PLACED, "answer", "subject", "quote", "page", "score", "note")
_CLAIM = ("subject", "variable", "answer", "polarity", "certainty")


def answers(findings: Findings, variable: str, kind: str) -> pd.DataFrame:
    """One row for every document of a kind and every answer it gives on a variable.

    Columns: document_id, unit (what the row counts as, see `Findings.per`), answer (a value of the codebook or one of SILENCES), subject, quote, page, score, note, and the
    document's title, company, company_name and published. A document with two values has two rows; one without a coding
    has the answer "not_searched"; a source that could not be read has "not_read" and no document_id.
    """
    return pd.DataFrame(answer_rows(findings, variable, kind), columns=_ANSWER)


def answer_rows(findings: Findings, variable: str, kind: str) -> list[Row]:
    """The rows of `answers`, for those who go through them one by one."""
    codings = findings.coded.get(variable, {})
    rows: list[Row] = []
    for full in findings.by_kind.get(kind, []):
        document: Row = {name: full[name] for name in _PLACED}
        coding = codings.get(document["document_id"])
        if coding is None:
            rows.append(
                document
                | dict.fromkeys(_ANSWER[len(_PLACED) :], "")
                | {"answer": "not_searched", "page": NAN, "score": NAN}
            )
            continue
        said = {name: coding[name] for name in ("quote", "page", "score", "note")}
        said["subject"] = subject_of(coding["attributes"])
        stated = split(coding["values"]) if coding["status"] == "stated" else []
        rows += [document | said | {"answer": answer} for answer in stated or [coding["status"]]]
    for source in findings.unread_rows:
        if source["kind"] != kind:
            continue
        known = {
            "title": source["title"] or source["uri"],
            "company": source["company"],
            "published": source["published"],
        }
        more = {
            "company_name": source["company"],
            "answer": "not_read",
            "note": source["message"],
            "page": NAN,
            "score": NAN,
        }
        rows.append(dict.fromkeys(_ANSWER, "") | known | more)
    return rows


def subject_of(attributes: object) -> str:
    """Which of two things an ownership or consent coding speaks of; codings on different subjects never mix."""
    if not isinstance(attributes, str) or '"subject"' not in attributes:
        return ""
    try:
        return str(json.loads(attributes).get("subject", ""))
    except (ValueError, AttributeError):
        return ""


def distribution(
    findings: Findings, codebook: Codebook, variable: str, by: Unit = "company", kind: str = "contract"
) -> pd.DataFrame:
    """What the documents of one kind say on one variable, group by group, as a long frame.

    Columns: group, group_label, answer, subject, role ("value" or "silence"), count, n, stated, share.
    n: documents read that concern a person's likeness. stated: those that state a value. share: of a value, among the
    stated of its subject; of a silence, among n. A multi-select variable is counted value by value, so its shares may add
    up to more than 1. "not_read" stands outside n.
    """
    table = tally(answer_rows(findings, variable, kind), codebook[variable], by)
    columns = ["group", "group_label", "answer", "subject", "role", "count", "n", "stated", "share"]
    return pd.DataFrame(table, columns=columns)


def tally(rows: Sequence[Row], variable: Variable, by: Unit) -> list[Row]:
    """The rows of `distribution` from those of `answer_rows`: made once, they can be counted by several units."""
    slots = _slots(variable, rows)
    table: list[Row] = []
    for key, label, part in groups(rows, by):
        read = {row["unit"] for row in part if row["answer"] != "not_read"}
        spoken = [row for row in part if row["answer"] not in SILENCES]
        stated = len({row["unit"] for row in spoken})
        by_subject = Counter(subject for _, subject in {(row["unit"], row["subject"]) for row in spoken})
        tallied = Counter((row["answer"], "" if row["answer"] in SILENCES else row["subject"]) for row in part)
        for answer, subject, role in slots:
            count, base = tallied[answer, subject], by_subject[subject] if role == "value" else len(read)
            share = count / base if base and answer != "not_read" else NAN
            table.append(
                {"group": key, "group_label": label, "answer": answer, "subject": subject, "role": role, "count": count}
                | {"n": len(read), "stated": stated, "share": share}
            )
    return table


def _slots(variable: Variable, rows: Sequence[Row]) -> list[tuple[str, str, str]]:
    """(answer, subject, role) of every column a table of this variable has, values in the codebook's order."""
    order = display_order(variable)
    found = {(row["answer"], row["subject"]) for row in rows if row["answer"] not in SILENCES}
    subjects = sorted({subject for _, subject in found}) or [""]
    strange = sorted({answer for answer, _ in found} - set(order))  # values of an older codebook stay visible
    slots = [(answer, subject, "value") for subject in subjects for answer in [*order, *strange]]
    return slots + [(silence, "", "silence") for silence in SILENCES]


def display_order(variable: Variable) -> list[str]:
    """Values from least to most protective where the codebook orders them, else as it lists them."""
    return [*variable.ordinal, *variable.ordinal_excludes] if variable.ordinal else list(variable.value_ids)


def wide(table: pd.DataFrame) -> pd.DataFrame:
    """A distribution as people read it: one row a group, with n, stated, then one column of counts an answer."""
    if table.empty:
        return pd.DataFrame(columns=["group_label", "n", "stated"])
    names = [words(a) + (f" ({s})" if s else "") for a, s in zip(table["answer"], table["subject"], strict=True)]
    named: Any = table.assign(name=names)
    pivot = named.pivot(index="group", columns="name", values="count")[list(dict.fromkeys(names))]
    head = named.drop_duplicates("group").set_index("group")[["group_label", "n", "stated"]]
    return head.join(pivot).reset_index(drop=True)


def claim_rows(findings: Findings) -> list[Row]:
    """Press claims, one row for every claim and value (`answer`), with the article's title and date."""
    articles = {d["document_id"]: {"title": d["title"], "published": d["published"]} for d in findings.document_rows}
    nameless = {"title": "", "published": ""}
    return [
        claim | articles.get(claim["document_id"], nameless) | {"answer": value}
        for claim in rows_of(findings.claims)
        for value in split(claim["values"]) or [""]
    ]


def claim_counts(findings: Findings, variable: str | None = None) -> pd.DataFrame:
    """Press claims by subject, variable, value, polarity and certainty: columns claims and articles.

    A denial ("denied") is counted apart from what is affirmed; it never adds to it.
    """
    claims: Counter[tuple[str, ...]] = Counter()
    articles: dict[tuple[str, ...], set[str]] = {}
    for row in claim_rows(findings):
        if variable in (None, row["variable"]):
            key = tuple(row[name] for name in _CLAIM)
            claims[key] += 1
            articles.setdefault(key, set()).add(row["unit"])
    table = [(*key, count, len(articles[key])) for key, count in sorted(claims.items())]
    return pd.DataFrame(table, columns=[*_CLAIM, "claims", "articles"])
