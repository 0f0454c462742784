"""What the tests of trends and the measures of agreement are worth with few companies.

    python benchmarks/trend_tests.py [--repeats 400]

First: how often a trend or a jump is found at the 5 % level where there is none. Companies keep their terms for some years,
enter and leave, and differ in how often they have the answer (intra-company correlation 0.3). The logit by generalised
estimating equations (exchangeable, bias-reduced errors, t) stands beside. Second: how often intervals of normalised entropy,
share of the commonest value and Gini-Simpson hold the truth, beside the bootstrap by company alone.
"""

import argparse
import warnings
from typing import Any

import numpy as np
from facevalue.reports import tendency, unevenness
from numpy.typing import NDArray
from scipy import stats

PERIODS = 6
DISTRIBUTIONS = ((0.6, 0.25, 0.1, 0.05), (0.9, 0.05, 0.03, 0.02), (0.25, 0.25, 0.25, 0.25), (0.4, 0.35, 0.15, 0.1))


def panel(rng: np.random.Generator, companies: int, p: float, icc: float = 0.3) -> tendency.Series:
    """Companies seen for some years in a row, each with terms that it keeps for 2.5 years on average."""
    k = (1 - icc) / icc
    rows: list[tuple[float, int, int]] = []
    for company, common in enumerate(rng.beta(p * k, (1 - p) * k, companies)):
        first = int(rng.integers(0, PERIODS - 1))
        answer = float(rng.random() < common)
        for year in range(first, int(rng.integers(first, PERIODS)) + 1):
            if rng.random() < 0.4:
                answer = float(rng.random() < common)
            rows.append((answer, year, company))
    share, year, company = (np.array(column) for column in zip(*rows, strict=True))
    names, period = np.unique(year, return_inverse=True)
    return tendency.Series(
        share, np.ones(len(share)), year.astype(float), period, company, tuple(str(2018 + n) for n in names)
    )


def by_gee(found: tendency.Series) -> float:
    import statsmodels.api as sm

    design = np.column_stack([np.ones(len(found.time)), found.time - found.time.mean()])
    structure: Any = sm.cov_struct.Exchangeable()
    model: Any = sm.GEE(found.share, design, groups=found.company, family=sm.families.Binomial(), cov_struct=structure)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of samples without variation, which are what is studied
        fitted: Any = model.fit(cov_type="bias_reduced")
        error = float(fitted.bse[1])
    if not error > 0:
        return 1.0  # no error could be reckoned: counted as nothing found
    return float(2 * stats.t.sf(abs(fitted.params[1] / error), len(np.unique(found.company)) - 2))


def false_alarms(rng: np.random.Generator, repeats: int) -> None:
    print("companies  share | found where there is none, at 5 %: slope   jump   GEE logit")
    for companies in (8, 12, 20, 40):
        for p in (0.1, 0.3, 0.5):
            alarms: list[tuple[bool, bool, bool]] = []
            for seed in range(repeats):
                found = panel(rng, companies, p)
                slope, jump = tendency.trend(found), tendency.jump(found, seed)
                if slope.p is not None and jump.p is not None:
                    alarms.append((slope.p < 0.05, jump.p < 0.05, by_gee(found) < 0.05))
            rates = np.mean(alarms, axis=0)
            print(f"{companies:9} {p:6.1f} | {'':35}{rates[0]:8.1%} {rates[1]:6.1%} {rates[2]:9.1%}", flush=True)


def coverage(rng: np.random.Generator, repeats: int) -> None:
    print("\nvalues                  companies  documents each | entropy  commonest  Gini-Simpson | bootstrap alone")
    for distribution in DISTRIBUTIONS:
        for companies in (12, 20, 40):
            for documents in (1, 5):
                held = np.array([_held(rng, np.array(distribution), companies, documents) for _ in range(repeats)])
                shown = held[~np.isnan(held[:, 0])]
                rates = shown.mean(0)
                told = "  ".join(f"{r:8.0%}" for r in rates[:3])
                print(
                    f"{distribution!s:24}{companies:9} {documents:15} | {told} | {' '.join(f'{r:4.0%}' for r in rates[3:])}"
                )


def _held(rng: np.random.Generator, p: NDArray[np.float64], companies: int, documents: int) -> list[float]:
    """Whether each interval holds the truth: ours for three measures, then the bootstrap's; NaN where none is given."""
    size = 1 + rng.poisson(documents - 1, companies)
    table = np.array(
        [rng.multinomial(n, mine) for n, mine in zip(size, rng.dirichlet(p * 9, companies), strict=True)]
    ).astype(float)
    if (table.sum(0) > 0).sum() == 1:
        return [float("nan")] * 6
    truth = unevenness.diversity(p)
    low, high = unevenness.bounds(unevenness.diversity(table.sum(0)), table)
    drawn = rng.multinomial(companies, np.ones(companies) / companies, 500) @ table
    lowest, highest = np.quantile(unevenness.diversity(drawn), [0.025, 0.975], axis=0)
    within = [*((low - 1e-9 <= truth) & (truth <= high + 1e-9)), *((lowest <= truth) & (truth <= highest))]
    return [float(x) for x in within]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=400)
    repeats, rng = parser.parse_args().repeats, np.random.default_rng(1)
    false_alarms(rng, repeats)
    coverage(rng, repeats)


if __name__ == "__main__":
    main()
