"""Whether a share rises or falls, and whether it jumps: tests that know that a company's documents are not independent.

The trend is the slope of a linear probability model (weighted least squares of the answer on time), with standard errors
clustered by company: the wider of statsmodels' sandwich and the jackknife over companies (Bell and McCaffrey 2002 on why the
sandwich is too narrow for few clusters), and t with Kish's number of companies less one as degrees of freedom. A logit by
generalised estimating equations was tried and left: for rare answers it finds trends that are not there (`benchmarks/trend_tests.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .observations import Answer, Observation
from .prevalence import LEVEL, Numbers
from .tables import SILENCES, UNDATED

# With fewer companies or periods the tests are not run: `benchmarks/trend_tests.py` shows what they are worth from here on.
LEAST_COMPANIES, LEAST_PERIODS = 8, 3
TURNS = 1999  # random orders the jump is compared with: p is known to about a hundredth


@dataclass(frozen=True, slots=True)
class Trend:
    """The change of a share per year (0.05 is five percentage points), None where it was not tested; `why` says so."""

    slope: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    companies: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Jump:
    """Where a share changes most between two neighbouring periods: the first period after it, the shares either side, and
    how often chance alone gives as great a jump somewhere. None where it was not looked for; `why` says so."""

    after: str | None = None
    before_share: float | None = None
    after_share: float | None = None
    p: float | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """An answer over time: share and weight of each unit, its time in years, its period and company as numbers."""

    share: Numbers
    weight: Numbers
    time: Numbers
    period: Any
    company: Any
    names: tuple[str, ...]


def series(units: Sequence[Observation], answer: Answer) -> Series:
    """The units that state something on the answer's subject (for a silence: all) and have a date."""
    silence = answer.answer in SILENCES
    rows = [
        (unit.answers.get(answer, 0.0) / base, base, unit.period, unit.cluster)
        for unit in units
        if unit.period != UNDATED and (base := 1.0 if silence else unit.stated.get(answer.subject, 0.0)) > 0
    ]
    names, period = np.unique([row[2] for row in rows], return_inverse=True)
    company = np.unique([row[3] for row in rows], return_inverse=True)[1]
    years = np.array([_year(str(name)) for name in names])
    share, weight = (np.array([row[at] for row in rows], dtype=float) for at in (0, 1))
    return Series(share, weight, years[period] if len(rows) else np.array([]), period, company, tuple(map(str, names)))


def _year(name: str) -> float:
    if " Q" in name:
        return int(name[:4]) + (int(name[6]) - 1) / 4
    return int(name[:4]) + ((int(name[5:7]) - 1) / 12 if "-" in name else 0.0)


def _not_run(found: Series) -> str:
    companies, periods = len(np.unique(found.company)), len(found.names)
    if periods < LEAST_PERIODS:
        return f"Not tested: {periods} {'period' if periods == 1 else 'periods'}, at least {LEAST_PERIODS} are needed."
    if companies < LEAST_COMPANIES:
        return f"Not tested: {companies} {'company' if companies == 1 else 'companies'}, at least {LEAST_COMPANIES} are needed."
    if np.ptp(found.share) == 0:
        return "Not tested: every company says the same in every period."
    return ""


def trend(found: Series) -> Trend:
    """The slope of a share over time, with its interval and the probability of as steep a one where there is none."""
    companies = len(np.unique(found.company))
    why = _not_run(found)
    if why:
        return Trend(companies=companies, why=why)
    from scipy import stats

    slope, sandwich = _fit(found)
    jackknife = (companies - 1) / companies * float(np.sum((_without_each(found, slope) - slope) ** 2))
    error = max(sandwich, jackknife) ** 0.5
    freedom = _freedom(found)
    q = float(stats.t.ppf((1 + LEVEL) / 2, freedom))
    p = float(2 * stats.t.sf(abs(slope) / max(error, 1e-12), freedom))
    return Trend(slope, slope - q * error, slope + q * error, p, companies)


def _freedom(found: Series) -> float:
    """Kish's number of companies less one, each weighing what it tells about the slope: few long histories may carry it."""
    centre = np.average(found.time, weights=found.weight)
    told = np.bincount(found.company, weights=found.weight * (found.time - centre) ** 2)
    return max(1.0, float(told.sum() ** 2 / (told**2).sum()) - 1)


def _fit(found: Series) -> tuple[float, float]:
    """Slope per year and its variance clustered by company."""
    import statsmodels.api as sm  # a second: only where a trend is tested

    design = np.column_stack([np.ones(len(found.time)), found.time - found.time.mean()])
    weights: Any = found.weight
    model: Any = sm.WLS(found.share, design, weights=weights)
    fitted: Any = model.fit(cov_type="cluster", cov_kwds={"groups": found.company}, use_t=True)
    return float(fitted.params[1]), float(fitted.bse[1] ** 2)


def _without_each(found: Series, slope: float) -> Numbers:
    """The slope without each company in turn, from sums by company; where one period is left, it tells no other slope."""
    w, x, y = found.weight, found.time - found.time.mean(), found.share
    sums = np.array([np.bincount(found.company, weights=part) for part in (w, w * x, w * y, w * x * x, w * x * y)])
    n, sx, sy, sxx, sxy = sums.sum(1, keepdims=True) - sums
    spread = n * sxx - sx**2
    return np.where(spread > 1e-9, (n * sxy - sx * sy) / np.where(spread > 1e-9, spread, 1), slope)


def jump(found: Series, seed: int = 0) -> Jump:
    """The greatest jump between neighbouring periods, against what turning each company's history round by chance gives.

    Each company's own history is shifted in a circle by a random number of its periods, which keeps how long it stays with
    its terms; companies seen in one period only exchange their answers.
    """
    why = _not_run(found)
    if why:
        return Jump(why=why.replace("tested", "looked for"))
    rng = np.random.default_rng(seed)
    splits = np.arange(1, len(found.names))
    greatest, at, sides = _greatest(found.share[None, :], found, splits)
    order = np.lexsort((found.period, found.company))
    starts = np.flatnonzero(np.r_[True, np.diff(found.company[order]) != 0])
    runs = np.split(order, starts[1:])
    single = np.array([run[0] for run in runs if len(run) == 1], dtype=int)
    shuffled = np.tile(found.share, (TURNS, 1))
    for run in (run for run in runs if len(run) > 1):
        turned = (np.arange(len(run))[None, :] + rng.integers(0, len(run), TURNS)[:, None]) % len(run)
        shuffled[:, run] = found.share[run][turned]
    if len(single) > 1:
        shuffled[:, single] = rng.permuted(np.tile(found.share[single], (TURNS, 1)), axis=1)
    by_chance = _greatest(shuffled, found, splits)[0]
    p = (1 + int((by_chance >= greatest[0] - 1e-12).sum())) / (1 + TURNS)
    return Jump(found.names[int(at[0])], float(sides[0, 0]), float(sides[0, 1]), p)


def _greatest(shares: Numbers, found: Series, splits: Any) -> tuple[Numbers, Any, Numbers]:
    """(statistic, first period after the jump, shares either side) of the greatest jump in each row of shares."""
    after = (found.period[None, :] >= splits[:, None]).astype(float) * found.weight
    before = found.weight - after
    late, early = after.sum(1), before.sum(1)
    means = (shares @ before.T) / early, (shares @ after.T) / late
    statistic = (means[1] - means[0]) ** 2 * early * late / (early + late)
    best = statistic.argmax(1)
    rows = np.arange(len(shares))
    sides = np.stack([means[0][rows, best], means[1][rows, best]], 1)
    return statistic[rows, best], splits[best], sides
