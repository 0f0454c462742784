"""How far terms agree (standardisation), and how unevenly money and attention are shared out (concentration).

Standardisation, over the values that are stated: normalised entropy (0 all alike, 1 every value of the codebook equally
common), the share of the commonest value, and Gini-Simpson (how often two drawn at random differ). Such measures are biased
in small samples, and flat where all values are equally common: an interval takes the outer bounds of the bootstrap by company
and of the jackknife by company with its correction of bias and t. Either alone misses the truth far too often
(`benchmarks/trend_tests.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import starmap

import numpy as np

from .observations import Observation
from .prevalence import LEVEL, Numbers

# Below this intervals of these measures cover their truth too seldom to be printed (`benchmarks/trend_tests.py`).
LEAST_COMPANIES = 12
DRAWS = 1000  # of the bootstrap
LEAST_STATED = 5  # one or two always agree with themselves
LEAST_HOLDERS = 5  # a Gini of four is a list of four numbers


@dataclass(frozen=True, slots=True)
class Measure:
    """One number with its interval; None where it cannot be given, and `why` says the reason."""

    name: str
    value: float | None
    low: float | None
    high: float | None
    n: float
    companies: int
    why: str = ""


def standardisation(units: Sequence[Observation], values: Sequence[str], subject: str = "") -> list[Measure]:
    """Normalised entropy, share of the commonest value and Gini-Simpson among units that state a single value.

    values: all the codebook has for this variable. Sums by company are what is resampled.
    """
    companies: dict[str, Numbers] = {}
    place = {value: at for at, value in enumerate(values)}
    for unit in units:
        row = companies.setdefault(unit.cluster, np.zeros(len(values)))
        for answer, part in unit.answers.items():
            if answer.answer in place and answer.subject == subject:
                row[place[answer.answer]] += part
    table = np.array([row for row in companies.values() if row.sum() > 0]).reshape(-1, len(values))
    n, count = float(table.sum()), len(table)
    names = ("normalised entropy", "share of the commonest value", "Gini-Simpson")
    if n < LEAST_STATED:
        why = f"{n:g} that state it: at least {LEAST_STATED} are needed." if n else "Nothing is stated."
        return [Measure(name, None, None, None, n, count, why) for name in names]
    whole = diversity(table.sum(0))
    why = ""
    if count < LEAST_COMPANIES:
        why = f"{count} {'company' if count == 1 else 'companies'}: no interval below {LEAST_COMPANIES}."
    elif (table.sum(0) > 0).sum() == 1:
        why = "All state the same value: how rare another may be is said by its own interval."
    if why:
        return [Measure(name, float(v), None, None, n, count, why) for name, v in zip(names, whole, strict=True)]
    low, high = bounds(whole, table)
    return [
        Measure(m, float(v), float(a), float(b), n, count) for m, v, a, b in zip(names, whole, low, high, strict=True)
    ]


def diversity(counts: Numbers) -> Numbers:
    """(normalised entropy, share of the commonest, Gini-Simpson) of counts by value on the last axis."""
    share = counts / np.maximum(counts.sum(-1, keepdims=True), 1e-12)
    entropy = -np.where(share > 0, share * np.log(np.where(share > 0, share, 1)), 0).sum(-1) / np.log(
        max(2, counts.shape[-1])
    )
    return np.stack([np.abs(entropy), share.max(-1), 1 - (share**2).sum(-1)], -1)


def bounds(whole: Numbers, table: Numbers) -> tuple[Numbers, Numbers]:
    """The outer bounds of two intervals, from counts by company and value."""
    from scipy import stats

    count = len(table)
    without = diversity(table.sum(0) - table)
    centre = count * whole - (count - 1) * without.mean(0)
    error = np.sqrt((count - 1) / count * ((without - without.mean(0)) ** 2).sum(0))
    q = float(stats.t.ppf((1 + LEVEL) / 2, count - 1))
    drawn = np.random.default_rng(0).multinomial(count, np.ones(count) / count, DRAWS)
    lowest, highest = np.quantile(diversity(drawn @ table), [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    least, most = (
        np.array([0, 1 / table.shape[1], 0]),
        np.array([1, 1, 1 - 1 / table.shape[1]]),
    )  # what the scales allow
    return np.clip(np.minimum(lowest, centre - q * error), least, most), np.clip(
        np.maximum(highest, centre + q * error), least, most
    )


def concentration(amounts: Sequence[float]) -> list[Measure]:
    """Gini, share of the top tenth and Herfindahl-Hirschman index of what each holder has (sums of money, mentions).

    The top tenth is rounded up to whole holders. HHI runs from 1/n (all alike) to 1 (one has all). These describe the holders
    at hand, not a population they were drawn from, so they have no interval.
    """
    held = np.sort(np.array([a for a in amounts if a == a and a >= 0], dtype=float))
    names, n = ("Gini", "share of the top tenth", "HHI"), len(held)
    if n < LEAST_HOLDERS or held.sum() <= 0:
        why = f"{n} known: at least {LEAST_HOLDERS} are needed." if n < LEAST_HOLDERS else "All are zero."
        return [Measure(name, None, None, None, n, n, why) for name in names]
    total, top = held.sum(), -(-n // 10)
    gini = float((2 * np.arange(1, n + 1) - n - 1) @ held / (n * total))
    found = (gini, float(held[-top:].sum() / total), float(((held / total) ** 2).sum()))
    return list(starmap(lambda name, value: Measure(name, value, None, None, n, n), zip(names, found, strict=True)))
