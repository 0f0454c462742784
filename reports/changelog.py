"""The change log of terms: when the coding of a variable flipped, between which versions, in which words, and who followed whom.

A flip counts only if the words that bear on it changed: a reading that differs over equal words is the machine's, not the
company's, and is counted apart. Formatting, order and numbering are no words.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache, partial
from itertools import pairwise
from typing import Literal

import pandas as pd

from ..corpus.model import Document, Span
from .findings import Findings, Queryable, Row, split
from .passages import documents, passages
from .versions import Series, Version, series

Edit = tuple[Literal["equal", "delete", "insert"], str]

_MARKUP = re.compile(
    r"\]\([^)]*\)|https?://\S+|[*_#>`|\\\[\]]|^\s*(?:\(?[a-z0-9ivx]{1,4}[.)]|\d+(?:\.\d+)+)\s+",
    re.IGNORECASE | re.MULTILINE,
)
_WORDS = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_TOKEN = re.compile(r"\s+|[^\W_]+(?:['’][^\W_]+)?|[^\w\s]|_")
RUN = 8  # words in a row that tell a provision again: fewer recur by chance in terms
SAME = 0.8  # share of such runs of a quote that another version must have for the quote to stand there too
NEAR = 0.25  # share of words by which a passage of the other version is taken for the forerunner of a quote
LONGEST = 900  # characters of a redline
READABLE = 0.7  # share of words and spaces in common below which edits inside the sentence cannot be read
PASSING = 30  # days within which an answer that comes and goes is the archive's, not the company's


@dataclass(frozen=True, slots=True)
class Change:
    """One flip of one variable in one series. before, after: values joined by `|`, or a status. redline: the old words to the new."""

    company: str
    company_name: str
    series: str
    variable: str
    before: str
    after: str
    old: Version
    new: Version
    old_quote: str
    new_quote: str
    redline: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Log:
    """Changes, oldest first. unstable: flips over equal words, which are no changes. series: what was looked at."""

    changes: tuple[Change, ...]
    unstable: tuple[Change, ...]
    series: tuple[Series, ...]

    def frame(self) -> pd.DataFrame:
        """One row a change: published (of the new version), company, series, variable, before, after, quotes, uris."""
        rows = [
            (c.new.published, c.company, c.company_name, c.series, c.variable, c.before, c.after, c.old_quote, c.new_quote, c.old.published, c.old.uri, c.new.uri)
            for c in self.changes
        ]  # fmt: skip
        columns = "published company company_name series variable before after old_quote new_quote old_published old_uri new_uri"
        return pd.DataFrame(rows, columns=columns.split())


def changes(
    store: Queryable, findings: Findings, variables: Iterable[str], wanted: Sequence[Series] | None = None
) -> Log:
    """The change log of all series (or those `wanted`) on these variables; texts are read series by series."""
    chosen, found, unstable = list(variables), list[Change](), list[Change]()
    looked = list(series(findings) if wanted is None else wanted)
    text = lru_cache(maxsize=16)(partial(_text, store))  # neighbours in a series are compared twice
    for each in looked:
        for old, new, variable, answers in _flips(each, findings, chosen):
            coded = findings.coded[variable]
            quotes = coded[old.document_id]["quote"], coded[new.document_id]["quote"]
            line = redline(quotes, (text(old.document_id), text(new.document_id)))
            change = Change(each.company, each.company_name, each.name, variable, *answers, old, new, *quotes, line)
            (found if change.redline else unstable).append(change)
    found.sort(key=lambda c: (c.new.published, c.company, c.series, c.variable))
    return Log(tuple(found), tuple(unstable), tuple(looked))


def _flips(
    each: Series, findings: Findings, variables: Sequence[str]
) -> Iterator[tuple[Version, Version, str, tuple[str, str]]]:
    """(old version, new version, variable, answers before and after). What could not be read or searched is no answer."""
    for variable in variables:
        coded = findings.coded.get(variable, {})
        answered = [
            (version, answer) for version in each.versions if (answer := answer_of(coded.get(version.document_id)))
        ]
        for (old, before), (new, after) in pairwise(lasting(answered)):
            if before != after:
                yield old, new, variable, (before, after)


def lasting(answered: Sequence[tuple[Version, str]]) -> list[tuple[Version, str]]:
    """The versions without those whose answer gave way, within PASSING days, to the one before it.

    Archives catch a page in two forms by turns (another region's, a half-loaded one, a test on some readers); what a company
    says changes for longer.
    """
    runs: list[list[tuple[Version, str]]] = []
    for version, answer in answered:
        if runs and runs[-1][0][1] == answer:
            runs[-1].append((version, answer))
        else:
            runs.append([(version, answer)])
    at = 1
    while at < len(runs) - 1:
        before, this, after = runs[at - 1 : at + 2]
        if before[0][1] == after[0][1] and days(this[0][0].published, after[0][0].published) <= PASSING:
            runs[at - 1 : at + 2] = [before + after]
            at = max(1, at - 1)
        else:
            at += 1
    return [each for run in runs for each in run]


def answer_of(coding: Row | None) -> str:
    """The values of a coding in order, or its status; "" where there is none. Not applicable is silence here."""
    if coding is None or coding["status"] == "redacted":
        return ""
    if coding["status"] == "stated":
        return "|".join(sorted(split(coding["values"])))
    return "not_stated" if coding["status"] == "not_applicable" else coding["status"]


def redline(quotes: tuple[str, str], texts: tuple["Text", "Text"]) -> tuple[Edit, ...]:
    """The old words to the new, as edits; () where the words that bear on the coding stand in both versions alike."""
    old, new = quotes
    added = bool(new) and not texts[0].has(new)
    gone = bool(old) and not texts[1].has(old)
    if not (added or gone):
        return ()
    before = old if gone else texts[0].nearest(new)
    after = new if added else texts[1].nearest(old)
    return compared(before[:LONGEST], after[:LONGEST])


def compared(before: str, after: str) -> tuple[Edit, ...]:
    """Two wordings as a redline, word by word; one whole after the other where they have little in common."""
    a, b = _TOKEN.findall(before), _TOKEN.findall(after)
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    steps = matcher.get_opcodes() if matcher.ratio() >= READABLE else [("replace", 0, len(a), 0, len(b))]
    edits: list[Edit] = []
    for operation, i, j, k, m in steps:
        if operation == "equal":
            edits.append(("equal", "".join(a[i:j])))
            continue
        if i < j:
            edits.append(("delete", "".join(a[i:j])))
        if k < m:
            edits.append(("insert", "".join(b[k:m])))
    return tuple(edits)


class Text:
    """A version as a bag of runs of words, so that a quote can be looked for in spite of new numbers, markup and order."""

    def __init__(self, document: Document, places: Iterable[Span]) -> None:
        self._passages = [document.prose(span) for span in places]
        self._runs = set(_runs(words_of(document.prose(Span(0, len(document.text))))))

    def has(self, quote: str) -> bool:
        """Whether the words of a quote stand here too."""
        runs = list(_runs(words_of(quote)))
        return not runs or sum(run in self._runs for run in runs) >= SAME * len(runs)

    def nearest(self, quote: str) -> str:
        """The passage that shares most words with a quote; "" where none comes near."""
        words = set(words_of(quote))
        best, share = "", NEAR
        for passage in self._passages:
            other = set(words_of(passage))
            shared = len(words & other) / max(1, len(words | other))
            if shared > share:
                best, share = passage, shared
        return best


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, without numbering, markup and addresses."""
    return _WORDS.findall(_MARKUP.sub(" ", text).lower())


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    size = min(RUN, len(words))
    if size:
        yield from (tuple(words[at : at + size]) for at in range(len(words) - size + 1))


def _text(store: Queryable, document_id: str) -> Text:
    document = documents(store, [document_id])[document_id]
    return Text(document, [span for span, _, _ in passages(store, [document_id]).get(document_id, [])])


@dataclass(frozen=True, slots=True)
class Move:
    """Who took up an answer on a variable, when, and how many months after the first who did. after: "" for the first state."""

    variable: str
    answer: str
    company_name: str
    series: str
    published: str
    months: int


def movers(log: Log, months: int) -> list[tuple[Move, list[Move]]]:
    """For every variable and answer that companies moved to: the first mover, and those who followed within `months`.

    A company moves when a version of any of its series comes to an answer; what it said from its first version on is no move.
    """
    moves: dict[tuple[str, str], dict[str, Change]] = {}
    for change in log.changes:
        if change.after not in ("not_stated", "unclear"):
            moves.setdefault((change.variable, change.after), {}).setdefault(change.company, change)
    told: list[tuple[Move, list[Move]]] = []
    for (variable, answer), by_company in moves.items():
        first, *rest = sorted(by_company.values(), key=lambda c: c.new.published)
        made = [
            Move(
                variable, answer, c.company_name, c.series, c.new.published, apart(first.new.published, c.new.published)
            )
            for c in (first, *rest)
        ]
        told.append((made[0], [move for move in made[1:] if move.months <= months]))
    return sorted(told, key=lambda each: (-len(each[1]), each[0].published))


def days(earlier: str, later: str) -> int:
    """Days between two ISO date prefixes, counted from the first day of what a prefix leaves open."""
    first, last = (date.fromisoformat((each + "-01-01")[:10]) for each in (earlier, later))
    return (last - first).days


def apart(earlier: str, later: str) -> int:
    """Months between two ISO date prefixes; a year alone counts as its January."""
    (a, b), (c, d) = ((int(x[:4]), int(x[5:7] or 1)) for x in (earlier, later))
    return (c - a) * 12 + d - b
