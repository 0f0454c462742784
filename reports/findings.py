"""Everything a report counts, loaded from a workspace with one query a table."""

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal, Protocol, get_args

import pandas as pd

Row = dict[str, Any]
Count = Literal["default", "document", "group", "source"]
COUNTS: tuple[Count, ...] = get_args(Count)
SEPARATOR = "|"
FIRST = 5  # failures that a summary spells out

# What the store promises of each table; a workspace that was read but not yet tagged has some of them empty.
_SOURCES = """
select uri, document_id, kind, company, published, title, outlet, author, url, language, status from sources order by uri"""
_DOCUMENTS = """
select d.document_id, d.media_type, d.chars, d.pages, d.language,
       p.kind, p.kind_score, p.kind_from, p.company, p.company_name, p.company_from,
       p.published, p.published_from, p.title, p.human_likeness, p.talent, p.agreement_date, p.effective_date, p.term, p.expiration,
       p.renewal, p.governing_law, p.amends, p.redactions, p.service, p.last_updated, p.outlet, p.author, p.dateline, coalesce(g.group_id, d.document_id) as "group"
from documents d left join profiles p using (document_id) left join groups g using (document_id) order by d.document_id"""
_CODINGS = """
select document_id, variable, "values", status, score, quote, start, "end", page, attributes, evidence, note
from codings order by document_id, variable"""
_CLAIMS = """
select document_id, subject, variable, "values", attribution, stance, certainty, polarity, score, quote, start, "end"
from claims order by document_id, start, variable, "values" """
_AMOUNTS = """
select document_id, amount, currency, kind, rate_percent, per, quote, start, "end", page, redacted, per_year, per_use, assumption
from amounts order by document_id, start"""
_FAILURES = "select uri, step, error, message from failures order by uri, step"


class Queryable(Protocol):
    """Anything that answers SQL over the tables of a workspace; `corpus.store.Store` does."""

    def query(self, sql: str, params: Any = ..., /) -> pd.DataFrame: ...


@dataclass(frozen=True)
class Findings:
    """The tables of one workspace as frames.

    documents: one row a document, with its profile, `uris` (list), `sources` (how many) and `status`:
               coded, no_likeness (a negative: kept out of every share), not_searched (read, but no variable
               was looked for, as in a language that the codebook does not cover) or read (not yet tagged).
               group: shared by near-duplicates (`corpus.similar`); unit: what a row counts as, see `per`.
    unread:    one row a source that could not be read, with what is said of it and why it failed.
    no_text:   one row a source that a list names without holding its text.
    The others are the tables of the workspace. Missing text is "" everywhere, never NaN.
    """

    sources: pd.DataFrame
    documents: pd.DataFrame
    codings: pd.DataFrame
    claims: pd.DataFrame
    amounts: pd.DataFrame
    failures: pd.DataFrame
    unread: pd.DataFrame
    no_text: pd.DataFrame

    @cached_property
    def document_rows(self) -> list[Row]:
        """The documents as dicts."""
        return rows(self.documents)

    @cached_property
    def unread_rows(self) -> list[Row]:
        """The sources without a document as dicts."""
        return rows(self.unread)

    @cached_property
    def coded(self) -> dict[str, dict[str, Row]]:
        """The codings as dicts: variable, then document_id."""
        table: dict[str, dict[str, Row]] = {}
        for coding in rows(self.codings):
            table.setdefault(coding["variable"], {})[coding["document_id"]] = coding
        return table

    @cached_property
    def by_kind(self) -> dict[str, list[Row]]:
        """The documents of each kind that concern a person's likeness: what shares are counted over."""
        table: dict[str, list[Row]] = {}
        for document in self.document_rows:
            if document["status"] != "no_likeness":
                table.setdefault(document["kind"], []).append(document)
        return table

    def negatives(self, kind: str) -> int:
        """How many documents of one kind concern no person's likeness."""
        return sum(d["kind"] == kind and d["status"] == "no_likeness" for d in self.document_rows)

    def per(self, count: Count) -> "Findings":
        """The same findings, so that every row of documents, codings and claims counts once for each `count`.

        document: as they are. group: of near-duplicates the earliest stands for all, with what it says. source: a document
        counts once for every place it was found in. default: press by group, so that a wire story counts once, contracts
        and terms by document.
        """
        if count == "document":
            return self
        return self._by_source() if count == "source" else self._by_group(("press",) if count == "default" else None)

    def _by_group(self, kinds: tuple[str, ...] | None) -> "Findings":
        first: dict[tuple[str, str], str] = {}
        for row in sorted(self.document_rows, key=lambda row: (row["published"] or "9", row["document_id"])):
            merged = kinds is None or row["kind"] in kinds
            first.setdefault((row["kind"], row["group"] if merged else row["document_id"]), row["document_id"])
        kept = set(first.values())
        tables = ("documents", "codings", "claims", "amounts")
        return replace(
            self, **{name: (frame := getattr(self, name))[frame["document_id"].isin(kept)] for name in tables}
        )

    def _by_source(self) -> "Findings":
        of: Any = self.sources[self.sources["document_id"] != ""]
        of = of.rename(columns={"uri": "unit"})[["document_id", "unit"]]

        def each(frame: pd.DataFrame) -> pd.DataFrame:
            return frame.drop(columns="unit").merge(of, on="document_id")

        # Codings stay one a document: they are looked up by it.
        return replace(self, documents=each(self.documents), claims=each(self.claims), amounts=each(self.amounts))


def rows(frame: Any) -> list[Row]:
    """A frame as dicts, one a row: counting them is plain Python, and many times faster than many small frames."""
    return frame.to_dict("records")


def load(store: Queryable) -> Findings:
    """All findings of a workspace, read with one query a table (texts and passages stay behind)."""
    sources = filled(store.query(_SOURCES))
    codings = filled(store.query(_CODINGS), numeric=("score", "start", "end", "page"))
    claims = filled(store.query(_CLAIMS), numeric=("score", "start", "end"))
    claims["number"] = claims.groupby("document_id").cumcount() + 1
    amounts = filled(
        store.query(_AMOUNTS),
        numeric=("amount", "rate_percent", "per_year", "per_use", "start", "end", "page"),
        flags=("redacted",),
    )
    failures = filled(store.query(_FAILURES))
    documents = filled(
        store.query(_DOCUMENTS), numeric=("kind_score", "chars", "pages", "redactions"), flags=("human_likeness",)
    )

    uris: dict[str, list[str]] = {}
    for source in rows(sources):
        uris.setdefault(source["document_id"], []).append(source["uri"])
    searched = set(codings["document_id"]) | set(claims["document_id"])
    described = rows(documents)
    documents["uris"] = [uris.get(d["document_id"], []) for d in described]
    documents["sources"] = [len(uris.get(d["document_id"], [])) for d in described]
    documents["status"] = [_status(d["kind"], d["human_likeness"], d["document_id"] in searched) for d in described]
    documents["title"] = [d["title"] or name_of(uris.get(d["document_id"], [d["document_id"]])[0]) for d in described]
    documents["company_name"] = [d["company_name"] or d["company"] for d in described]
    for frame in (documents, claims, amounts):
        frame["unit"] = frame["document_id"]
    unread: Any = sources[sources["status"] == "failed"]
    unread = unread.merge(failures.drop_duplicates("uri"), on="uri", how="left")
    no_text: Any = sources[sources["status"] == "no text"]
    return Findings(sources, documents, codings, claims, amounts, failures, filled(unread), no_text)


def _status(kind: str, likeness: bool | None, searched: bool) -> str:
    if not kind:
        return "read"
    if likeness is False:
        return "no_likeness"
    # An article without a single claim was searched all the same: silence of the press has no row of its own.
    return "coded" if searched or kind == "press" else "not_searched"


def filled(frame: pd.DataFrame, numeric: tuple[str, ...] = (), flags: tuple[str, ...] = ()) -> pd.DataFrame:
    """The frame with missing text as "", numbers as numbers (NaN where missing) and flags as True, False or None."""
    frame = frame.copy()
    for column in frame.columns:
        if column in numeric:
            frame[column] = pd.to_numeric(frame[column], errors="coerce")
        elif column in flags:
            frame[column] = pd.Series(
                [None if pd.isna(v) else bool(v) for v in frame[column]], index=frame.index, dtype=object
            )
        else:
            frame[column] = frame[column].astype(object).where(frame[column].notna(), "")
    return frame


def name_of(uri: str) -> str:
    """The last part of a path or address: what a person would call the file."""
    return uri.rstrip("/").replace("\\", "/").rsplit("/", 1)[-1] or uri


def split(values: str) -> list[str]:
    """The values of a cell that joins several with `|`."""
    return [v for v in values.split(SEPARATOR) if v]


def summary(findings: Findings) -> dict[str, Any]:
    """The counts that say how a run went. sources = documents + copies + unread + no_text, always."""
    documents, failures = findings.document_rows, rows(findings.failures)
    tagged = [d for d in documents if d["kind"]]
    return {
        "sources": len(findings.sources),
        "documents": len(documents),
        "copies": sum(max(0, d["sources"] - 1) for d in documents),
        "groups": len({(d["kind"], d["group"]) for d in documents}),
        "unread": len(findings.unread),
        "no_text": len(findings.no_text),
        "failures": len(failures),
        "tagged": len(tagged),
        "no_likeness": sum(d["status"] == "no_likeness" for d in documents),
        "not_searched": sum(d["status"] == "not_searched" for d in documents),
        "no_company": sum(not d["company"] for d in tagged),
        "no_date": sum(not d["published"] for d in tagged),
        "kinds": dict(Counter(d["kind"] or "untagged" for d in documents).most_common()),
        "codings": len(findings.codings),
        "claims": len(findings.claims),
        "amounts": len(findings.amounts),
        "first_failures": [{name: f[name] for name in ("uri", "step", "message")} for f in failures[:FIRST]],
    }
