"""How often 95 % intervals hold the truth: corrected shares, plain prediction-powered inference and naive counting.

    python benchmarks/coverage.py [--repeats 2000]

Companies differ in how common the answer is (beta distribution, intra-company correlation 0.1 or 0.2) and in how often the
machine errs about them (sensitivity 0.85 and specificity 0.90 on average, logit with standard deviation 0.5 or 1). 1,200
documents, companies of unequal size (gamma, shape 2). Hand-coded documents are scattered over all documents, or come from
three in five companies only. The truth is the share among all companies that could have been drawn. `share of: stated` lets
four documents in ten be silent, with the machine wrong about silence in one of ten, and asks for the share among those that
state an answer. Samples below the minimum that `reports.prevalence` states are withheld and are not counted as holding.
"""

import argparse
from itertools import product

import numpy as np
from facevalue.reports import prevalence
from numpy.typing import NDArray

PREVALENCE = (0.05, 0.1, 0.2, 0.35, 0.5)
COMPANIES = (8, 12, 20, 40)
CODED = (15, 30, 60, 150, 300)
DOCUMENTS, SENSITIVITY, SPECIFICITY = 1200, 0.85, 0.90
Array = NDArray[np.float64]


def drawn(
    rng: np.random.Generator, repeats: int, companies: int, p: float, icc: float, spread: float, silent: float
) -> Array:
    """Documents by sample, company, truth (answer, other, silent) and machine (the same)."""
    weight = rng.gamma(2, 1, (repeats, companies))
    size = np.maximum(1, np.round(DOCUMENTS * weight / weight.sum(1, keepdims=True))).astype(int)
    k = (1 - icc) / icc
    common = rng.beta(p * k, (1 - p) * k, (repeats, companies))
    right = [
        1 / (1 + np.exp(-(np.log(rate / (1 - rate)) + spread * rng.standard_normal((repeats, companies)))))
        for rate in (SENSITIVITY, SPECIFICITY, 0.9, 0.9)
    ]
    sensitivity, specificity, speaks, keeps_silent = right
    seen = speaks if silent else np.ones_like(speaks)
    truth = np.stack([(1 - silent) * common, (1 - silent) * (1 - common), np.full_like(common, silent)], -1)
    machine = np.stack(
        [
            np.stack([seen * sensitivity, seen * (1 - sensitivity), 1 - seen], -1),
            np.stack([seen * (1 - specificity), seen * specificity, 1 - seen], -1),
            np.stack([(1 - keeps_silent) / 2, (1 - keeps_silent) / 2, keeps_silent], -1),
        ],
        -2,
    )
    chances = (truth[..., None] * machine).reshape(repeats, companies, 9)
    return rng.multinomial(size, chances)


def hand_coded(rng: np.random.Generator, documents: Array, coded: int, few: bool) -> Array:
    """Of these documents, those that a person codes: from all companies or from three in five of them."""
    repeats, companies, _ = documents.shape
    size = documents.sum(-1)
    if few:
        reached = np.argsort(rng.random((repeats, companies)), 1) < max(5, int(np.ceil(0.6 * companies)))
        size = np.where(reached, size, 0)
    taken = np.zeros_like(documents)
    for at in range(repeats):
        for company, number in enumerate(rng.multivariate_hypergeometric(size[at], min(coded, size[at].sum()))):
            if number:
                taken[at, company] = rng.multivariate_hypergeometric(documents[at, company], number)
    return taken


def sums(documents: Array, coded: Array) -> Array:
    """What `prevalence.corrected_bounds` is made of."""
    every, hand = (x.reshape(*x.shape[:2], 3, 3).astype(float) for x in (documents, coded))
    f, b = hand[..., 0].sum(-1), hand[..., :2].sum((-2, -1))
    y, d = hand[..., 0, :].sum(-1), hand[..., :2, :].sum((-2, -1))
    columns = (
        every.sum((-2, -1)), every[..., 0].sum(-1), every[..., :2].sum((-2, -1)), hand.sum((-2, -1)), f, b, y, d,
        f, b, hand[..., 0, 0], hand[..., :2, :2].sum((-2, -1)),
    )  # fmt: skip
    return np.stack(columns, -1)[:, :, None, :]


def plain_ppi(s: Array) -> tuple[Array, Array]:
    """The interval of Angelopoulos et al. 2023 as it stands: every document for itself, normal quantiles, share of all."""
    t = s.sum((1, 2))
    count, hand = t[:, prevalence.N], t[:, prevalence.n]
    machine = t[:, prevalence.F] / count
    mistake = (t[:, prevalence.y] - t[:, prevalence.f]) / hand
    spread = (t[:, prevalence.y] + t[:, prevalence.f] - 2 * t[:, prevalence.yf]) / hand - mistake**2
    half = 1.96 * np.sqrt(machine * (1 - machine) / count + spread / hand)
    return machine + mistake - half, machine + mistake + half


def naive(s: Array) -> tuple[Array, Array]:
    """The machine's share with the textbook interval."""
    t = s.sum((1, 2))
    share, base = t[:, prevalence.F] / t[:, prevalence.B], t[:, prevalence.B]
    half = 1.96 * np.sqrt(share * (1 - share) / base)
    return share - half, share + half


def published(s: Array) -> NDArray[np.bool_]:
    coded = s[:, :, 0, prevalence.d]
    return (coded.sum(1) >= prevalence.LEAST_CODED) & ((coded > 0).sum(1) >= prevalence.LEAST_COMPANIES)


def held(bounds: tuple[Array, Array], p: float) -> float:
    return float(((bounds[0] <= p) & (p <= bounds[1])).mean()) if len(bounds[0]) else float("nan")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=2000)
    parser.add_argument(
        "--differ", type=float, nargs=2, metavar=("ICC", "SD"), help="other differences between companies"
    )
    given = parser.parse_args()
    repeats, rng = given.repeats, np.random.default_rng(20260)
    differences = (tuple(given.differ),) if given.differ else ((0.1, 0.5), (0.2, 1.0))
    print("lowest coverage over prevalence and ways of drawing; width: middle width of corrected intervals, over all")
    print(f"{'companies differ':34} share of  coded | corrected  lowest at | published  width |   PPI naive")
    for (icc, spread), silent, coded in product(differences, (0.0, 0.4), CODED):
        rows: list[tuple[float, str, float, float, float, float]] = []
        for few, companies, p in product((False, True), COMPANIES, PREVALENCE):
            documents = drawn(rng, repeats, companies, p, icc, spread, silent)
            s = sums(documents, hand_coded(rng, documents, coded, few))
            shown = published(s)
            # Below the minimum everything is withheld; what would have been printed is still worth knowing.
            bounds = prevalence.corrected_bounds(s[shown] if shown.any() else s)
            place = f"{companies} companies, {'few' if few else 'all'} coded, {p:.2f}"
            width = float(np.median(bounds.high - bounds.low))
            rows.append(
                (
                    held((bounds.low, bounds.high), p),
                    place,
                    float(shown.mean()),
                    width,
                    held(plain_ppi(s), p),
                    held(naive(s), p),
                )
            )
        worst = min(rows)
        plain = f"{min(row[4] for row in rows):5.0%}" if not silent else "     "
        told = "withheld" if not any(row[2] for row in rows) else f"{np.mean([row[2] for row in rows]):8.0%}"
        print(
            f"ICC {icc}, errors SD {spread:<16} {'stated' if silent else 'all':8} {coded:6} | {worst[0]:9.1%}  {worst[1]:32} | {told}"
            f"  {np.median([row[3] for row in rows]):5.2f} | {plain} {min(row[5] for row in rows):5.0%} to {max(row[5] for row in rows):4.0%}",
            flush=True,
        )


if __name__ == "__main__":
    main()
