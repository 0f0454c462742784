"""Versions: which sources are dated versions of one and the same document of a company."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from .findings import Findings, Row

# In titles and file names: "Terms of Service (version 3, 2024-05-01)" and "terms-2024" name the same document.
_DATED = re.compile(r"@.*\Z|\b(?:v(?:ersion)?\.? ?\d+(?:\.\d+)*|(?:19|20)\d\d(?:[-_./ ]?\d\d){0,2})\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Version:
    """A document as it stood from `published` on, until the next version of its series."""

    published: str
    document_id: str
    uri: str
    title: str


@dataclass(frozen=True, slots=True)
class Series:
    """One document of a company through its versions, oldest first; equal wording in a row is one version."""

    company: str
    company_name: str
    name: str
    versions: tuple[Version, ...]

    def at(self, date: str) -> Version | None:
        """The version in force on a date: the latest that is not later. A date known less precisely counts from its end."""
        before = [v for v in self.versions if v.published[: len(date)] <= date]
        return before[-1] if before else None


def series(
    findings: Findings, kinds: Iterable[str] = ("terms",), wanted: Callable[[Row], bool] = lambda _: True
) -> list[Series]:
    """All series of dated documents of these kinds, those with most versions first.

    Sources of one archive belong together by their path; others by company and title without dates and version numbers.
    Documents without a date are in no series.
    """
    documents = {d["document_id"]: d for d in findings.document_rows if d["kind"] in set(kinds) and wanted(d)}
    found: dict[tuple[str, str], list[tuple[str, Row, Row]]] = {}
    for source in findings.sources.to_dict("records"):
        document = documents.get(source["document_id"])
        published = (source["published"] or document["published"]) if document else ""
        if document and published:
            found.setdefault(_key(source, document), []).append((published, source, document))
    made = [_series(name, rows) for (_, name), rows in found.items()]
    return sorted(made, key=lambda s: (-len(s.versions), s.company_name.casefold(), s.name))


def _key(source: Row, document: Row) -> tuple[str, str]:
    """(company, name) of the series of a source; in an archive the path alone: one text may be terms of two services."""
    path, at, _ = source["uri"].partition("@")
    if at:
        return "", path
    words = _WORD.findall(_DATED.sub(" ", source["title"] or document["title"]).casefold())
    own = set(_WORD.findall(document["company_name"].casefold()))
    return document["company"], " ".join([word for word in words if word not in own] or words)


def _series(name: str, rows: list[tuple[str, Row, Row]]) -> Series:
    rows.sort(key=lambda row: (row[0], row[1]["uri"]))
    versions: list[Version] = []
    for _, same in groupby(rows, key=lambda row: row[2]["group"]):
        published, source, document = next(same)
        versions.append(Version(published, document["document_id"], source["uri"], document["title"]))
    (company, company_name), _ = Counter((d["company"], d["company_name"]) for _, _, d in rows).most_common(1)[0]
    shown = name.rsplit("/", 1)[-1].removesuffix(".md") if "/" in name else rows[-1][2]["title"]
    return Series(company, company_name or company, shown, tuple(versions))
