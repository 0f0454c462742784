"""Counts and shares: documents by kind, company and period, and what they say on each variable.

Every function takes `Findings` and returns a pandas frame. Contracts and terms are counted by document; press claims are
counted by claim and never pooled with them. Silence, unclear and redacted wording, "not applicable", "not searched" and
"not read" are counted apart. The codebook's unit for trends is the company and year: these tables count documents, so a
company with ten versions of its terms counts ten times, and every table says so.
"""

import json
import re
from typing import Literal

import pandas as pd

from ..nlp.codebook import Codebook, Variable
from .findings import Findings, split

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
_DATE = re.compile(r"\d{4}(-\d\d){0,2}\Z")


def words(identifier: str) -> str:
    """An identifier as words: `time_limited_fee` is "time limited fee"."""
    return identifier.replace("_", " ")


def period(published: str, unit: str) -> str:
    """The period that an ISO date prefix falls in: "2021", "2021 Q2", "2021-05"; "undated" where it is not known.

    A date that is known less precisely than the unit keeps its year: "2021, month not known".
    """
    if not _DATE.match(published or ""):
        return UNDATED
    year, month = published[:4], published[5:7]
    if unit == "year":
        return year
    if not month:
        return f"{year}, month not known"
    return f"{year}-{month}" if unit == "month" else f"{year} Q{(int(month) + 2) // 3}"


def grouped(documents: pd.DataFrame, by: Unit) -> pd.DataFrame:
    """The frame with two more columns, `group` (a key) and `group_label`, for the unit of comparison."""
    frame = documents.copy()
    if by == "all":
        frame["group"], frame["group_label"] = "all", "all documents"
    elif by == "company":
        frame["group"] = frame["company"]
        names = frame["company_name"] if "company_name" in frame else frame["company"]
        frame["group_label"] = names.where(frame["company"] != "", NO_COMPANY)
    else:
        frame["group"] = [period(p, by) for p in frame["published"]]
        frame["group_label"] = frame["group"]
    return frame


def groups(frame: pd.DataFrame, by: Unit) -> list[tuple[str, str]]:
    """(key, label) of the groups in reading order: periods by time, companies by size; the unknown comes last."""
    sizes = frame.groupby(["group", "group_label"], sort=True).size()
    first: dict[str, tuple[str, int]] = {}
    for (key, label), size in sizes.items():  # one id may be written in several ways: the commonest names it
        name, total = first.get(key, (label, 0))
        first[key] = (name, total + int(size))
    rows = list(first.items())
    if by == "company":
        rows.sort(key=lambda row: (row[0] == "", -row[1][1], row[1][0].casefold()))
    else:
        rows.sort(key=lambda row: (row[0] == UNDATED, row[0]))
    return [(key, label) for key, (label, _) in rows]


def counts(findings: Findings, by: Unit = "year") -> pd.DataFrame:
    """Documents by group and kind: columns group, group_label, then one column a kind, `unread` and `total`.

    `unread` counts sources that could not be read, placed by what the manifest says of them.
    """
    documents, unread = grouped(findings.documents, by), grouped(findings.unread, by)
    both = pd.concat([documents[["group", "group_label"]], unread[["group", "group_label"]]])
    rows: list[dict[str, object]] = []
    for key, label in groups(both, by):
        kinds = documents.loc[documents["group"] == key, "kind"].value_counts()
        row: dict[str, object] = {"group": key, "group_label": label}
        row |= {kind: int(kinds.get(kind, 0)) for kind in ("contract", "terms", "press", "other")}
        row |= {"untagged": int(kinds.get("", 0)), "unread": int((unread["group"] == key).sum())}
        rows.append(row | {"total": int(kinds.sum())})
    columns = ["group", "group_label", "contract", "terms", "press", "other", "untagged", "unread", "total"]
    return pd.DataFrame(rows, columns=columns)


def answers(findings: Findings, variable: str, kind: str) -> pd.DataFrame:
    """One row for every document of a kind and every answer it gives on a variable.

    Columns: document_id, answer (a value of the codebook or one of SILENCES), subject, quote, page, score, note, and the
    document's title, company, company_name and published. A document with two values has two rows; one without a coding
    has the answer "not_searched"; a source that could not be read has "not_read" and no document_id.
    """
    codings = findings.codings[findings.codings["variable"] == variable]
    columns = ["document_id", "title", "company", "company_name", "published"]
    frame = findings.of(kind)[columns].merge(codings, on="document_id", how="left")
    status = frame["status"].fillna("not_searched")
    frame["answer"] = [
        split(values) or [state] if state == "stated" else [state]
        for values, state in zip(frame["values"].fillna(""), status, strict=True)
    ]
    frame["subject"] = [_subject(text) for text in frame["attributes"]]
    frame = frame.explode("answer")
    unread = findings.unread[findings.unread["kind"] == kind]
    failed = unread[["title", "company", "published", "message"]].rename(columns={"message": "note"})
    failed = failed.assign(answer="not_read", subject="", document_id="", company_name=unread["company"], quote="")
    failed["title"] = failed["title"].where(failed["title"] != "", unread["uri"])
    kept = [*columns, "answer", "subject", "quote", "page", "score", "note"]
    frame = pd.concat([frame[kept], failed.reindex(columns=kept)], ignore_index=True) if len(failed) else frame[kept]
    return frame.fillna({"quote": "", "note": "", "subject": ""}).reset_index(drop=True)


def _subject(attributes: object) -> str:
    """Which of two things an ownership or consent coding speaks of; codings on different subjects never mix."""
    if not isinstance(attributes, str) or '"subject"' not in attributes:
        return ""
    try:
        return str(json.loads(attributes).get("subject", ""))
    except ValueError:
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
    frame = grouped(answers(findings, variable, kind), by)
    rows: list[dict[str, object]] = []
    slots = _slots(codebook[variable], frame)
    for key, label in groups(frame, by):
        part = frame[frame["group"] == key]
        read = part[part["answer"] != "not_read"]
        spoken = read[~read["answer"].isin(list(SILENCES))]
        n, stated = read["document_id"].nunique(), spoken["document_id"].nunique()
        tally = part.groupby(["answer", "subject"]).size()
        silent = part.groupby("answer").size()
        by_subject = spoken.groupby("subject")["document_id"].nunique()
        for answer, subject, role in slots:
            count = int(tally.get((answer, subject), 0) if role == "value" else silent.get(answer, 0))
            base = int(by_subject.get(subject, 0)) if role == "value" else n
            share = count / base if base and answer != "not_read" else float("nan")
            rows.append(
                {"group": key, "group_label": label, "answer": answer, "subject": subject, "role": role, "count": count}
                | {"n": n, "stated": stated, "share": share}
            )
    columns = ["group", "group_label", "answer", "subject", "role", "count", "n", "stated", "share"]
    return pd.DataFrame(rows, columns=columns)


def _slots(variable: Variable, frame: pd.DataFrame) -> list[tuple[str, str, str]]:
    """(answer, subject, role) of every column a table of this variable has, values in the codebook's order."""
    order = _display_order(variable)
    found = frame.loc[~frame["answer"].isin(list(SILENCES)), ["answer", "subject"]]
    subjects = sorted(set(found["subject"])) or [""]
    strange = sorted(set(found["answer"]) - set(order))  # values of an older codebook stay visible
    slots = [(answer, subject, "value") for subject in subjects for answer in [*order, *strange]]
    return slots + [(silence, "", "silence") for silence in SILENCES]


def _display_order(variable: Variable) -> list[str]:
    """Values from least to most protective where the codebook orders them, else as it lists them."""
    return [*variable.ordinal, *variable.ordinal_excludes] if variable.ordinal else list(variable.value_ids)


def wide(table: pd.DataFrame) -> pd.DataFrame:
    """A distribution as people read it: one row a group, with n, stated, then one column of counts an answer."""
    if table.empty:
        return pd.DataFrame(columns=["group_label", "n", "stated"])
    names = [words(a) + (f" ({s})" if s else "") for a, s in zip(table["answer"], table["subject"], strict=True)]
    table = table.assign(name=names)
    pivot = table.pivot(index="group", columns="name", values="count")[list(dict.fromkeys(names))]
    head = table.drop_duplicates("group").set_index("group")[["group_label", "n", "stated"]]
    return head.join(pivot).reset_index(drop=True)


def claim_rows(findings: Findings) -> pd.DataFrame:
    """Press claims, one row for every claim and value, with the article's title and date; `answer` holds the value."""
    titles = findings.documents[["document_id", "title", "published"]]
    frame = findings.claims.merge(titles, on="document_id", how="left")
    frame["answer"] = [split(values) for values in frame["values"]]
    frame = frame.explode("answer").fillna({"answer": "", "title": "", "published": ""})
    return frame.reset_index(drop=True)


def claim_counts(findings: Findings, variable: str | None = None) -> pd.DataFrame:
    """Press claims by subject, variable, value, polarity and certainty: columns claims and articles.

    A denial ("denied") is counted apart from what is affirmed; it never adds to it.
    """
    frame = claim_rows(findings)
    if variable:
        frame = frame[frame["variable"] == variable]
    keys = ["subject", "variable", "answer", "polarity", "certainty"]
    table = frame.groupby(keys, sort=True).agg(claims=("answer", "size"), articles=("document_id", "nunique"))
    return table.reset_index()
