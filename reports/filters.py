"""Which documents to look at, in a line that reads like a request: `kind=terms company=a,b since=2023 until=2025 voice`."""

import re
import shlex
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from ..corpus.errors import SetupError
from ..nlp.codebook import Codebook
from ..nlp.companies import Companies
from ..nlp.model import SILENT
from .findings import Findings, Row, split
from .talent import CATEGORIES, categories

KINDS = ("contract", "terms", "press", "other")
KEYS = ("kind", "company", "sector", "country", "talent", "language", "since", "until")
_DATE = re.compile(r"\d{4}(-\d\d){0,2}\Z")


@dataclass(frozen=True, slots=True)
class Filter:
    """What a document must be. Several values of one key are alternatives; keys and bare words must all hold.

    fields: allowed values by key. answers: allowed values or statuses by variable. since, until: ISO date prefixes, both
    included; a date that is less precise counts as inside where it may be.
    """

    text: str = ""
    fields: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    answers: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    since: str = ""
    until: str = ""

    def takes_date(self, published: str) -> bool:
        """Whether a date, or the name of a period, lies between since and until. No date lies in no such time."""
        if not (self.since or self.until):
            return True
        if not published:
            return False
        early = self.since and published[: len(self.since)] < self.since[: len(published)]
        return not early and not (self.until and published[: len(self.until)] > self.until[: len(published)])

    def takes(self, document: Row, findings: Findings, companies: Companies) -> bool:
        """Whether a document fits in everything but its date."""
        known = companies.by_id.get(document["company"])
        has: dict[str, Callable[[], Iterable[str]]] = {
            "kind": lambda: (document["kind"],),
            "company": lambda: (document["company"],),
            "sector": lambda: (known.sector if known else "",),
            "country": lambda: (known.country or "" if known else "",),
            "talent": lambda: categories(document),
            "language": lambda: (document["language"],),
        }
        return all(not allowed.isdisjoint(has[key]()) for key, allowed in self.fields.items()) and all(
            not allowed.isdisjoint(_said(findings, variable, document["document_id"]))
            for variable, allowed in self.answers.items()
        )


def _said(findings: Findings, variable: str, document: str) -> list[str]:
    coding = findings.coded.get(variable, {}).get(document)
    if coding is None:
        return []
    return split(coding["values"]) if coding["status"] == "stated" else [coding["status"]]


def parse(text: str, book: Codebook, companies: Companies, known: Iterable[str] = ()) -> Filter:
    """The filter that `text` asks for.

    Words are KEY=VALUE[,VALUE...] with the keys of KEYS or any variable of the codebook, and bare words: what is copied
    (voice, face, body ...), a sector or a talent category. known: companies of the workspace that no list has.
    Raises SetupError with what would be understood, and for requests that contradict themselves.
    """
    fields: dict[str, frozenset[str]] = {}
    answers: dict[str, frozenset[str]] = {}
    dates = {"since": "", "until": ""}
    for word in _words(text):
        key, given, value = word.partition("=")
        key, value = (key, value) if given else _bare(word, book, companies)
        values = frozenset(v.strip() for v in value.split(",") if v.strip())
        if not values:
            raise SetupError(f"filter {word!r}: write a value after the =, such as company=synthesia or since=2023")
        if key in dates:
            dates[key] = _date(word, value)
        elif key in KEYS:
            checked = frozenset(_checked(key, v, companies, known) for v in values)
            fields[key] = _narrowed(fields.get(key), checked, key)
        elif key in book.by_id:
            allowed = {*book[key].value_ids, *SILENT, "unclear", "redacted"}
            for v in values - allowed:
                raise SetupError(f"filter {word!r}: {key} has no value {v!r}{_nearest(v, allowed)}")
            answers[key] = _narrowed(answers.get(key), values, key)
        else:
            raise SetupError(
                f"filter {word!r}: {key!r} is neither one of {', '.join(KEYS)} nor a variable of the codebook"
            )
    since, until = dates["since"], dates["until"]
    if since and until and since[: len(until)] > until[: len(since)]:
        raise SetupError(f"the filter contradicts itself: since={since} is after until={until}, nothing lies between")
    return Filter(text, fields, answers, since, until)


def _words(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError as error:
        raise SetupError(f"filter {text!r}: a quotation mark is not closed") from error


def _bare(word: str, book: Codebook, companies: Companies) -> tuple[str, str]:
    """(key, value) of a word without one: what is copied, a sector or a talent category."""
    name = word.casefold().replace("-", "_")
    sectors = {c.sector for c in companies.by_id.values()}
    for key, values in (("identity_attributes", book["identity_attributes"].value_ids), ("sector", sectors), ("talent", CATEGORIES)):  # fmt: skip
        if name in values:
            return key, name
    understood = {*book["identity_attributes"].value_ids, *sectors, *CATEGORIES}
    raise SetupError(
        f"filter {word!r}: not understood{_nearest(name, understood)}. A bare word is what is copied (such as voice or face), "
        "a sector (such as fashion_brand) or a talent category (such as athlete); all else is KEY=VALUE"
    )


def _checked(key: str, value: str, companies: Companies, known: Iterable[str]) -> str:
    """The value as the tables have it: a company's id, a country in capitals; unknown ones are faults."""
    if key == "company":
        found = companies.resolve(value) or companies.identify(value)
        there = {*companies.by_id, *known}
        if found not in there:
            raise SetupError(f"filter company={value}: no such company{_nearest(found, there)}")
        return found
    allowed = {
        "kind": set(KINDS),
        "sector": {c.sector for c in companies.by_id.values()},
        "country": {c.country for c in companies.by_id.values() if c.country},
        "talent": {*CATEGORIES, "not known"},
    }.get(key)
    value = value.upper() if key == "country" else value.casefold()
    if allowed is not None and value not in allowed:
        raise SetupError(f"filter {key}={value}: not one of {', '.join(sorted(allowed))}")
    return value


def _narrowed(before: frozenset[str] | None, now: frozenset[str], key: str) -> frozenset[str]:
    both = now if before is None else before & now
    if not both:
        raise SetupError(f"the filter contradicts itself: no document fits both wishes for {key}")
    return both


def _date(word: str, value: str) -> str:
    if not _DATE.match(value):
        raise SetupError(f"filter {word!r}: write a date as 2023, 2023-05 or 2023-05-31")
    return value


def _nearest(word: str, among: Iterable[str]) -> str:
    near = get_close_matches(word, sorted(among), 1, 0.75)
    return f"; did you mean {near[0]}?" if near else ""
