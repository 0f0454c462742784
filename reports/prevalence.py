"""Shares with intervals that hold for few companies: as counted, and corrected for the machine's errors by hand-coded documents.

Documents of one company are not independent: companies are the clusters, and everything here is a function of sums over
companies. The corrected share is the regression (difference) estimator of two-phase sampling, known today as power-tuned
prediction-powered inference (Angelopoulos et al. 2023; Angelopoulos, Duchi and Zrnic 2023): the machine's share over all
documents, plus what the hand-coded ones show of its errors. Variance: jackknife over companies, with the tuning done anew in
each turn. Interval: Wilson's, with the effective number of documents that this variance implies (as Korn and Graubard 1998
do for Clopper-Pearson) and quantiles of t. Its coverage is measured by `benchmarks/coverage.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

LEVEL = 0.95
# Below these a corrected share is withheld. Chosen by `benchmarks/coverage.py`: from here on intervals hold their level, and
# with 30 coded documents they are about half as wide as with 15, where they say next to nothing (0.7 of the whole scale).
LEAST_CODED = 30
LEAST_COMPANIES = 5
# Errors that a small coded sample may have missed: two false positives and two false negatives are allowed for, in the way
# Agresti and Coull add two successes and two failures. Without it a sample that happens to show no error would be believed.
MISSED_ERRORS = 4.0
# The same for plain counting, where no error of the machine is at stake and less is needed.
MISSED_CASES = 1.0
# Coded documents that the tuning is pulled towards "take the machine at its word" by: it steadies small samples.
PULL = 4.0

ONE_COMPANY = "All of these come from one company: there is no telling how another would differ, so no interval."


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share with its interval. None where it cannot be given; `why` then says the reason in a sentence.

    n: observations it is a share of. companies: how many they come from. effective: Kish's effective number of companies
    (as many equally large ones would say as much). coded: hand-coded observations behind it (0 for plain counting).
    power: how far the machine's share is relied on, from 0 (hand-coded documents only) to 1.
    """

    share: float | None
    low: float | None
    high: float | None
    n: float
    companies: int
    effective: float
    coded: int = 0
    power: float | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Coded:
    """What the machine says of each observation and, for some, what a person says.

    machine, base: 1 where the machine gives the answer; where it puts the observation among those it is a share of.
    truth, truth_base: the same by hand; looked at only where `coded` is true. Parts of 1 are allowed.
    company, stratum: labels. Strata (periods, kinds) that were coded more or less densely get their due weight.
    """

    machine: Numbers
    base: Numbers
    coded: NDArray[np.bool_]
    truth: Numbers
    truth_base: Numbers
    company: Sequence[Any]
    stratum: Sequence[Any] | None = None


class Bounds(NamedTuple):
    """Shares with intervals for any number of samples at once."""

    share: Numbers
    low: Numbers
    high: Numbers
    power: Numbers


def counted(machine: Numbers, company: Sequence[Any], base: Numbers | None = None) -> Estimate:
    """The share of `base` (default: all) that the machine gives the answer for, with an interval clustered by company."""
    base = np.ones(len(machine)) if base is None else base
    names, where = np.unique(np.asarray(company, dtype=str), return_inverse=True)
    got: Numbers = np.bincount(where, weights=machine, minlength=len(names)).astype(float)
    of: Numbers = np.bincount(where, weights=base, minlength=len(names)).astype(float)
    companies, total = int((of > 0).sum()), float(of.sum())
    if total <= 0:
        return Estimate(None, None, None, 0, 0, 0.0, why="Nothing to count.")
    kish = float(total**2 / (of**2).sum())
    share = float(np.clip(got.sum() / total, 0, 1))
    if companies < 2:
        return Estimate(share, None, None, total, 1, kish, why=ONE_COMPANY)
    bounds = count_bounds(got, of)
    return Estimate(share, float(bounds.low), float(bounds.high), total, companies, kish)


def count_bounds(got: Numbers, of: Numbers) -> Bounds:
    """Shares as counted, from sums by company on the last axis: what has the answer, and what it is a share of."""
    total = of.sum(-1)
    share = got.sum(-1) / total
    rest = total[..., None] - of
    # Leaving out a company that alone is counted leaves nothing: it then changes nothing.
    without = np.where(rest > 0, (got.sum(-1)[..., None] - got) / np.where(rest > 0, rest, 1), share[..., None])
    variance = _jackknife(without, share, (of > 0).sum(-1)) + MISSED_CASES / total**2
    low, high = wilson(share, variance, total, total**2 / (of**2).sum(-1) - 1)
    return Bounds(share, low, high, np.ones_like(share))


def corrected(sample: Coded) -> Estimate:
    """The share corrected for the machine's errors; withheld below LEAST_CODED observations or LEAST_COMPANIES companies."""
    coded, company = sample.coded, np.asarray(sample.company, dtype=str)
    within = coded & (sample.truth_base > 0)
    of, companies = float(sample.truth_base[coded].sum()), len(np.unique(company[within]))
    if of < LEAST_CODED or companies < LEAST_COMPANIES:
        why = (
            f"Withheld: {of:g} hand-coded of {companies} {'company' if companies == 1 else 'companies'}; at least "
            f"{LEAST_CODED} of {LEAST_COMPANIES} companies are needed for an interval that can be trusted."
        )
        return Estimate(None, None, None, float(sample.base.sum()), companies, 0.0, int(of), why=why)
    bounds = corrected_bounds(company_sums(sample))
    share, low, high, power = (float(x) for x in bounds)
    weights = np.bincount(np.unique(company, return_inverse=True)[1], weights=np.where(coded, sample.truth_base, 0.0))
    kish = float(weights.sum() ** 2 / (weights**2).sum())
    return Estimate(share, low, high, float(sample.base.sum()), companies, kish, int(of), power)


# What is summed for each company and stratum: N all, F answer, B base by machine; then over hand-coded ones n, the machine's
# f and b, the person's y and d, and the squares and products that the tuning needs.
SUMS = ("N", "F", "B", "n", "f", "b", "y", "d", "ff", "bb", "yf", "db")
N, F, B, n, f, b, y, d, ff, bb, yf, db = range(len(SUMS))


def company_sums(sample: Coded) -> Numbers:
    """The sums that the corrected share is made of: an array of companies, strata and SUMS."""
    companies, at = np.unique(np.asarray(sample.company, dtype=str), return_inverse=True)
    strata, of = np.unique(_strata(sample), return_inverse=True)
    hand = sample.coded.astype(float)
    machine, base = sample.machine, sample.base
    truth, true_base = np.where(sample.coded, sample.truth, 0.0), np.where(sample.coded, sample.truth_base, 0.0)
    columns = (
        np.ones(len(at)), machine, base, hand, hand * machine, hand * base, truth, true_base,
        hand * machine**2, hand * base**2, truth * machine, true_base * base,
    )  # fmt: skip
    sums = np.zeros((len(companies), len(strata), len(SUMS)))
    for column, values in enumerate(columns):
        np.add.at(sums[..., column], (at, of), values)
    return sums


def _strata(sample: Coded) -> NDArray[Any]:
    """The strata, those with hand-coded observations of fewer than three companies thrown together; one if that is not enough."""
    if sample.stratum is None:
        return np.zeros(len(sample.machine), dtype=int)
    strata, company = np.asarray(sample.stratum, dtype=str), np.asarray(sample.company, dtype=str)
    thin = [s for s in np.unique(strata) if len(np.unique(company[sample.coded & (strata == s)])) < 3]
    merged = np.where(np.isin(strata, thin), "", strata)
    if thin and len(np.unique(company[sample.coded & (merged == "")])) < 3:
        return np.zeros(len(strata), dtype=int)
    return merged


def corrected_bounds(sums: Numbers, power: float | None = None, allowance: float = MISSED_ERRORS) -> Bounds:
    """Corrected shares from company sums (samples..., companies, strata, SUMS), with intervals.

    power: fixes how far the machine is relied on (1: the plain difference estimator); tuned to the data if None.
    """
    totals = sums.sum(-3)
    share, relied = _difference(totals, power)
    without, _ = _difference(totals[..., None, :, :] - sums, power)
    weight = totals[..., N] / totals[..., N].sum(-1, keepdims=True)
    inverse = np.where(totals[..., d] > 0, weight**2 / np.where(totals[..., d] > 0, totals[..., d], 1), 0.0)
    coded = 1 / np.maximum(inverse.sum(-1), 1e-12)  # the number of coded observations, less where strata are uneven
    variance = _jackknife(without, share, (sums[..., N].sum(-1) > 0).sum(-1)) + allowance / coded**2
    drawn = (
        sums[..., d] * np.where(totals[..., d] > 0, weight / np.maximum(totals[..., d], 1e-12), 0.0)[..., None, :]
    ).sum(-1)
    freedom = drawn.sum(-1) ** 2 / np.maximum((drawn**2).sum(-1), 1e-12) - 1
    low, high = wilson(share, variance, totals[..., B].sum(-1), freedom, coded)
    return Bounds(share, low, high, relied)


def _difference(t: Numbers, power: float | None) -> tuple[Numbers, Numbers]:
    """(share, power) from totals over companies (..., strata, SUMS): answer over base, each corrected."""
    size = t[..., N] / np.maximum(t[..., N].sum(-1, keepdims=True), 1e-12)
    parts: list[Numbers] = []
    relied = np.ones(t.shape[:-2])
    for machine, coded, truth, square, product in ((B, b, d, bb, db), (F, f, y, ff, yf)):
        relied = (
            _tuned(t.sum(-2), machine, coded, truth, square, product) if power is None else np.full_like(relied, power)
        )
        hand = np.maximum(t[..., n], 1e-12)
        everywhere = t[..., machine] / np.maximum(t[..., N], 1e-12)
        here = t[..., truth] / hand + relied[..., None] * (everywhere - t[..., coded] / hand)
        # A stratum without a coded observation, as when a company is left out: the machine's word stands.
        parts.append((size * np.where(t[..., n] > 0, here, everywhere)).sum(-1))
    return np.clip(parts[1] / np.maximum(parts[0], 1e-9), 0, 1), relied


def _tuned(t: Numbers, everywhere: int, coded: int, truth: int, square: int, product: int) -> Numbers:
    """The slope of truth on machine among hand-coded observations, pulled towards 1 and kept between 0 and 1."""
    hand = np.maximum(t[..., n], 1e-12)
    machine, person = t[..., coded] / hand, t[..., truth] / hand
    together = t[..., product] / hand - machine * person
    spread = t[..., square] / hand - machine**2
    usual = t[..., everywhere] / np.maximum(t[..., N], 1e-12)
    pull = PULL * np.maximum(usual * (1 - usual), 0.02)  # 0.02: a machine that never says it is pulled too
    return np.clip((hand * together + pull) / (hand * spread + pull), 0, 1)


def _jackknife(without: Numbers, whole: Numbers, companies: Any) -> Numbers:
    """The variance of an estimate from its values without each company in turn (last axis)."""
    factor = (companies - 1) / np.maximum(companies, 1)
    return factor * ((without - whole[..., None]) ** 2).sum(-1)


def wilson(
    share: Numbers, variance: Numbers, most: Numbers, freedom: Numbers, coded: Numbers | None = None
) -> tuple[Numbers, Numbers]:
    """Wilson's interval with the effective number of observations that `variance` implies, at most `most`, and t quantiles.

    A share of 0 or 1 has a variance of its own only by the allowance added to it, and a place inside the scale to stand on.
    """
    from scipy import stats  # half a second: only where a share is asked for

    base = most if coded is None else coded
    inside = np.clip(share, 1 / (base + 2), 1 - 1 / (base + 2))
    effective = np.minimum(inside * (1 - inside) / np.maximum(variance, 1e-12), most)
    q = stats.t.ppf((1 + LEVEL) / 2, np.maximum(freedom, 1))
    shrink = 1 + q**2 / effective
    centre = (share + q**2 / (2 * effective)) / shrink
    half = q / shrink * np.sqrt(share * (1 - share) / effective + q**2 / (4 * effective**2))
    return np.clip(centre - half, 0, 1), np.clip(centre + half, 0, 1)
