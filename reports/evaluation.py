"""How right the codings of a workspace are, against documents coded by hand.

F1 counts (document, variable, value), silence aside: answering "not stated" everywhere earns nothing. `exact` is the share of
answers equal as a whole, silence included. Intervals resample documents, because answers on one document are not independent.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np

from ..corpus.errors import SetupError
from ..nlp.codebook import Codebook, Variable
from . import agreement, handcoded
from .findings import Findings, Row, rows, split

SILENT = frozenset({"not_stated", "not_applicable"})
RESAMPLES = 1000  # enough for ends of a 95 % interval to two digits
BINS = 10
LEAST = 3  # documents below which an interval says nothing
_SEED = 20240101


@dataclass(frozen=True, slots=True)
class Answer:
    """One document and variable, as coded by hand and by the tool. shown: None where either has no words to compare."""

    document: str
    variable: str
    expected: frozenset[str]
    found: frozenset[str]
    score: float
    status: str
    shown: bool | None

    @property
    def exact(self) -> bool:
        return self.expected == self.found

    @property
    def counts(self) -> tuple[int, int, int]:
        """Values right, given, wanted; silence aside."""
        wanted, given = self.expected - SILENT, self.found - SILENT
        return len(wanted & given), len(given), len(wanted)


@dataclass(frozen=True, slots=True)
class Measure:
    """How right one variable is (or all: "total"); a number that nothing bears on is None. Intervals are 95 %, by document."""

    variable: str
    documents: int
    precision: float | None
    recall: float | None
    f1: float | None
    f1_interval: tuple[float, float] | None
    exact: float
    exact_interval: tuple[float, float] | None
    alpha: float | None
    alpha_ordinal: float | None
    evidence: float | None
    calibration_error: float


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers whose score lies between low and high: how sure they were on average, and how many were right."""

    low: float
    high: float
    answers: int
    mean_score: float
    right: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Every measure of one workspace against one file."""

    documents: int
    absent: tuple[str, ...]
    measures: tuple[Measure, ...]
    reliability: tuple[Bin, ...]
    silence_missed: float | None
    silences: int
    amounts: Mapping[str, float] | None
    claims: Mapping[str, float] | None

    def as_dict(self) -> Row:
        return asdict(self)


def evaluate(findings: Findings, book: Codebook, gold: Path, variables: Sequence[str] = ()) -> Evaluation:
    """Codings (and amounts and claims, where the file holds them) against hand-coded documents.

    variables: only these; by default the core variables that the file codes. Raises SetupError for a broken line (with its
    number), a variable or value that the codebook does not have, and where no document of the file is in the workspace.
    """
    entries = handcoded.entries(gold)
    documents = handcoded.matched(entries, findings)
    if not documents:
        raise SetupError(
            f"{gold.name}: none of its {len(entries)} documents is in this workspace; ids are file names without their ending"
        )
    answers = list(_answers(findings, book, entries, documents, _chosen(book, entries, variables, gold.name)))
    named = list(dict.fromkeys(a.variable for a in answers))
    measures = [_measure(v, [a for a in answers if a.variable == v], book[v]) for v in named]
    total = [_measure("total", answers, None)] if answers else []
    silent = [a for a in answers if a.found <= SILENT]
    return Evaluation(
        documents=len(documents),
        absent=tuple(sorted(set(entries) - set(documents))),
        measures=(*measures, *total),
        reliability=tuple(_bins(answers)),
        silence_missed=sum(not a.expected <= SILENT for a in silent) / len(silent) if silent else None,
        silences=len(silent),
        amounts=_f1_of(entries, documents, "amounts", findings.amounts, _amount_keys, _amount_key),
        claims=_f1_of(entries, documents, "claims", findings.claims, _claim_keys, _claim_key),
    )


def _chosen(book: Codebook, entries: Mapping[str, Row], variables: Sequence[str], name: str) -> list[str]:
    coded = {v for entry in entries.values() for v in entry.get("codes", {})}
    if unknown := sorted((coded | set(variables)) - set(book.by_id)):
        raise SetupError(f"{name}: the codebook has no variable {unknown[0]!r}")
    if variables:
        return [v for v in book.by_id if v in variables]
    return [v.id for v in book.by_id.values() if v.id in coded and v.tier == "core"]


def _answers(
    findings: Findings, book: Codebook, entries: Mapping[str, Row], documents: Mapping[str, str], chosen: Sequence[str]
) -> Iterable[Answer]:
    coded = findings.coded
    for name, document in documents.items():
        for variable in chosen:
            code = entries[name].get("codes", {}).get(variable)
            if code is None:
                continue
            expected = frozenset(str(x) for x in code["values"]) or frozenset({"not_stated"})
            allowed = {*book[variable].value_ids, "not_stated", "unclear", "redacted", "not_applicable"}
            if wrong := sorted(expected - allowed):
                raise SetupError(f"{name}: {variable} has no value {wrong[0]!r} in this codebook")
            row = coded.get(variable, {}).get(document)
            found = _found(row)
            shown = _shown(code, row) if row and expected == found else None
            score = float(row["score"]) if row else 0.0
            yield Answer(name, variable, expected, found, score, str(row["status"]) if row else "not_stated", shown)


def _found(row: Row | None) -> frozenset[str]:
    if row is None:  # no coding at all: nothing was found, and nothing is known to be absent
        return frozenset({"not_stated"})
    return frozenset(split(row["values"])) if row["status"] == "stated" else frozenset({str(row["status"])})


def _shown(code: Row, row: Row) -> bool | None:
    """Whether a quote of ours overlaps one that the coder gave: by offsets where given, else by its words."""
    ours: list[Row] = json.loads(row["evidence"] or "[]")
    spans: list[Sequence[int]] = code.get("spans") or []
    quotes = [_plain(q) for q in code.get("evidence") or [] if isinstance(q, str) and q]
    if not ours or not (spans or quotes):
        return None
    if spans:
        return any(a < x["end"] and x["start"] < b for a, b in spans for x in ours)
    return any(q in _plain(x["quote"]) or _plain(x["quote"]) in q for q in quotes for x in ours)


def _plain(text: str) -> str:
    return " ".join(text.split()).lower()


def _measure(name: str, answers: Sequence[Answer], variable: Variable | None) -> Measure:
    by_document: dict[str, list[Answer]] = {}
    for a in answers:
        by_document.setdefault(a.document, []).append(a)
    table = np.array([_row(group) for group in by_document.values()], float)
    right, given, wanted, exact, total = (float(x) for x in table.sum(axis=0))
    shown = [a.shown for a in answers if a.shown is not None]
    order = variable.ordinal if variable and variable.select == "single" else ()
    return Measure(
        variable=name,
        documents=len(by_document),
        precision=right / given if given else None,
        recall=right / wanted if wanted else None,
        f1=2 * right / (given + wanted) if given + wanted else None,
        f1_interval=_interval(table, lambda t: (2 * t[:, 0], t[:, 1] + t[:, 2])),
        exact=exact / total,
        exact_interval=_interval(table, lambda t: (t[:, 3], t[:, 4])),
        alpha=_alpha(answers, variable),
        alpha_ordinal=agreement.ordinal([(min(a.expected), min(a.found)) for a in answers], order) if order else None,
        evidence=sum(shown) / len(shown) if shown else None,
        calibration_error=sum(b.answers * abs(b.mean_score - b.right) for b in _bins(answers)) / len(answers),
    )


def _row(group: Sequence[Answer]) -> tuple[int, ...]:
    right, given, wanted = (sum(a.counts[k] for a in group) for k in range(3))
    return right, given, wanted, sum(a.exact for a in group), len(group)


def _alpha(answers: Sequence[Answer], variable: Variable | None) -> float | None:
    """Nominal alpha; where several values may be said together, the mean of the values' own (said or not)."""
    if variable is None:
        return None
    if variable.select == "single":
        return agreement.nominal([(min(a.expected), min(a.found)) for a in answers])
    occurring = {x for a in answers for x in (a.expected | a.found) - SILENT}
    alphas = [agreement.nominal([(x in a.expected, x in a.found) for a in answers]) for x in occurring]
    known = [x for x in alphas if x is not None]
    return sum(known) / len(known) if known else None


def _interval(
    table: "np.ndarray[Any, Any]", ratio: Callable[["np.ndarray[Any, Any]"], tuple[Any, Any]]
) -> tuple[float, float] | None:
    if len(table) < LEAST:
        return None
    draws = np.random.default_rng(_SEED).integers(0, len(table), (RESAMPLES, len(table)))
    above, below = ratio(table[draws].sum(axis=1))
    shares = above[below > 0] / below[below > 0]
    if not len(shares):
        return None
    low, high = np.quantile(shares, (0.025, 0.975))
    return float(low), float(high)


def _bins(answers: Sequence[Answer]) -> Iterable[Bin]:
    for k in range(BINS):
        some = [a for a in answers if min(int(a.score * BINS), BINS - 1) == k]
        if some:
            mean = sum(a.score for a in some) / len(some)
            yield Bin(k / BINS, (k + 1) / BINS, len(some), mean, sum(a.exact for a in some) / len(some))


def _f1_of(
    entries: Mapping[str, Row], documents: Mapping[str, str], field: str, frame: Any,
    of_gold: Callable[[Row], Iterable[Any]], of_row: Callable[[Row], Iterable[Any]],
) -> Mapping[str, float] | None:  # fmt: skip
    """Precision, recall and F1 over the facts of a table, for the documents whose entry holds that field; None where none does."""
    held = {n: d for n, d in documents.items() if field in entries[n]}
    if not held:
        return None
    names = {d: n for n, d in held.items()}
    wanted = [(n, key) for n in held for item in entries[n][field] for key in of_gold(item)]
    given = [(names[r["document_id"]], key) for r in rows(frame) if r["document_id"] in names for key in of_row(r)]
    left = list(wanted)
    right = 0
    for key in given:
        if key in left:
            left.remove(key)
            right += 1
    return {
        "documents": len(held),
        "precision": right / len(given) if given else 0.0,
        "recall": right / len(wanted) if wanted else 0.0,
        "f1": 2 * right / (len(given) + len(wanted)) if given or wanted else 0.0,
    }


def _number(value: Any) -> str:
    return "" if value in (None, "") or value != value else f"{Decimal(str(value)).normalize():f}"


def _amount_keys(item: Row) -> Iterable[Any]:
    rate = _number(item.get("rate_percent"))
    yield (_number(item.get("amount")) or f"{rate}%", item.get("currency") or "", item.get("kind"))


def _amount_key(row: Row) -> Iterable[Any]:
    return _amount_keys(row)


def _claim_keys(item: Row) -> Iterable[Any]:
    for value in item.get("values", []):
        yield (_plain(str(item.get("subject"))).replace(" ", "_"), item.get("variable"), value)


def _claim_key(row: Row) -> Iterable[Any]:
    for value in split(row["values"]):
        yield (_plain(str(row["subject"])).replace(" ", "_"), row["variable"], value)
