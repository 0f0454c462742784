"""Shares and their intervals: never certain without reason, clustered by company, withheld below the minimum."""

from typing import Any

import numpy as np
import pytest
from facevalue.reports import prevalence
from facevalue.reports.prevalence import LEAST_CODED, LEAST_COMPANIES, Coded, counted
from hypothesis import given, settings
from hypothesis import strategies as st


def sample(
    *, documents: int = 400, companies: int = 20, coded: Any = 100, p: float = 0.3, seed: int = 1, **more: Any
) -> Coded:
    """Documents with a machine that is right nine times in ten; the first `coded` of them coded by hand."""
    rng = np.random.default_rng(seed)
    truth = (rng.random(documents) < p).astype(float)
    machine = np.where(rng.random(documents) < 0.9, truth, 1 - truth)
    ones = np.ones(documents)
    given: dict[str, Any] = {"machine": machine, "truth": truth, "base": ones, "truth_base": ones}
    given |= {
        "coded": np.arange(documents) < coded if isinstance(coded, int) else coded,
        "company": [f"c{i % companies}" for i in range(documents)],
    }
    return Coded(**given | more)


@pytest.mark.parametrize("answer", [0.0, 1.0])
def test_a_share_of_none_or_all_has_an_interval_that_is_not_a_point(answer: float) -> None:
    found = counted(np.full(12, answer), [f"c{i % 6}" for i in range(12)])
    assert found.share == answer
    assert found.low is not None
    assert found.high is not None
    assert found.high - found.low > 0.1
    assert found.low <= answer <= found.high


def test_one_company_has_a_share_but_no_interval_and_says_why() -> None:
    found = counted(np.array([1.0, 0.0, 1.0]), ["a", "a", "a"])
    assert (found.share, found.low, found.high) == (pytest.approx(2 / 3), None, None)
    assert "one company" in found.why


def test_nothing_to_count_is_no_zero() -> None:
    for found in (counted(np.array([]), []), counted(np.zeros(3), ["a", "b", "c"], np.zeros(3))):
        assert found.share is None
        assert found.low is None
        assert found.why == "Nothing to count."


def test_documents_of_one_company_count_for_less_than_as_many_companies() -> None:
    answer = np.repeat([1.0, 0.0, 1.0, 0.0], 10)  # each company says the same ten times
    clustered = counted(answer, np.repeat(list("abcd"), 10).tolist())
    apart = counted(answer, [str(i) for i in range(40)])
    assert clustered.share == apart.share
    assert clustered.high - clustered.low > 2 * (apart.high - apart.low)  # type: ignore[operator]
    assert clustered.effective == pytest.approx(4)


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 5)), min_size=1, max_size=40))
def test_an_interval_lies_inside_the_scale_around_its_share_whatever_is_counted(rows: list[tuple[float, int]]) -> None:
    found = counted(np.array([x for x, _ in rows]), [str(c) for _, c in rows])
    assert found.share is not None
    assert 0 <= found.share <= 1
    if found.low is None:
        assert found.companies == 1
    else:
        assert 0 <= found.low <= found.share + 1e-9
        assert found.share - 1e-9 <= (found.high or 0) <= 1


@given(st.permutations(range(40)))
@settings(max_examples=10)
def test_the_order_of_documents_does_not_matter(order: list[int]) -> None:
    answer = np.arange(40) % 3 == 0
    company = np.array([f"c{i % 7}" for i in range(40)])
    straight = counted(answer.astype(float), company.tolist())
    shuffled = counted(answer[order].astype(float), company[order].tolist())
    assert (straight.low, straight.high) == pytest.approx((shuffled.low, shuffled.high))


def test_a_corrected_share_is_withheld_below_the_minimum_and_says_what_is_missing() -> None:
    few = prevalence.corrected(sample(coded=LEAST_CODED - 1))
    assert few.share is None
    assert few.low is None
    assert f"Withheld: {LEAST_CODED - 1} hand-coded" in few.why
    narrow = prevalence.corrected(sample(companies=LEAST_COMPANIES - 1))
    assert narrow.share is None
    assert f"of {LEAST_COMPANIES - 1} companies" in narrow.why
    assert prevalence.corrected(sample(coded=LEAST_CODED)).share is not None


def test_the_machine_s_errors_are_taken_out() -> None:
    rng = np.random.default_rng(3)
    truth = (rng.random(2000) < 0.1).astype(float)
    machine = np.maximum(truth, (rng.random(2000) < 0.2).astype(float))  # it sees one in five where there is nothing
    some = sample(documents=2000, coded=300, companies=40, machine=machine, truth=truth)
    found = prevalence.corrected(some)
    naive = counted(machine, some.company)
    assert naive.low is not None
    assert naive.low > 0.2  # wrong, and sure of it
    assert found.low is not None
    assert found.low < 0.1 < (found.high or 0)
    assert found.share == pytest.approx(truth.mean(), abs=0.05)


def test_all_coded_by_hand_is_what_the_hand_says() -> None:
    everything = sample(coded=400)
    assert prevalence.corrected(everything).share == pytest.approx(everything.truth.mean())


def test_a_coded_sample_without_an_error_is_not_believed_to_the_letter() -> None:
    truth = (np.random.default_rng(11).random(2000) < 0.1).astype(float)
    perfect = sample(documents=2000, coded=LEAST_CODED, companies=40, machine=truth, truth=truth)
    found = prevalence.corrected(perfect)
    naive = counted(truth, perfect.company)
    assert found.high - found.low > 5 * (naive.high - naive.low)  # type: ignore[operator]


def test_strata_coded_more_densely_do_not_weigh_more() -> None:
    period = np.repeat(["2022", "2023"], [1800, 200])
    truth = np.where(period == "2023", 1.0, 0.0)
    coded = np.concatenate([np.arange(1800) < 50, np.ones(200, bool)])
    machine = np.full(2000, 0.5)  # says nothing: all rests on the hand
    one = sample(documents=2000, machine=machine, truth=truth, coded=coded)
    apart = sample(documents=2000, machine=machine, truth=truth, coded=coded, stratum=period.tolist())
    assert prevalence.corrected(apart).share == pytest.approx(0.1, abs=0.01)
    assert (prevalence.corrected(one).share or 0) > 0.5


def test_a_share_of_those_that_state_an_answer_is_corrected_above_and_below_the_line() -> None:
    rng = np.random.default_rng(5)
    base = (rng.random(2000) < 0.5).astype(float)
    truth = base * (rng.random(2000) < 0.4)
    seen = base * (rng.random(2000) < 0.7)  # the machine misses three in ten statements, of either answer
    found = prevalence.corrected(
        sample(documents=2000, coded=400, companies=40, machine=truth * seen, base=seen, truth=truth, truth_base=base)
    )
    assert found.low is not None
    assert found.low < 0.4 < (found.high or 0)
    assert found.coded == int(base[:400].sum())


def test_at_the_settings_of_ppi_the_numbers_are_those_of_ppi() -> None:
    ppi = pytest.importorskip("ppi_py", reason="ppi-python is not installed")
    many = sample(documents=20_000, companies=20_000, coded=500)
    bounds = prevalence.corrected_bounds(prevalence.company_sums(many), power=1.0, allowance=0.0)
    hand = many.coded
    low, high = ppi.ppi_mean_ci(many.truth[hand], many.machine[hand], many.machine, alpha=0.05, lam=1.0)
    assert float(bounds.share) == pytest.approx((low[0] + high[0]) / 2, abs=1e-9)
    assert float(bounds.high - bounds.low) == pytest.approx(high[0] - low[0], rel=0.03)
    tuned = prevalence.corrected_bounds(prevalence.company_sums(many), allowance=0.0)
    low, high = ppi.ppi_mean_ci(many.truth[hand], many.machine[hand], many.machine[~hand], alpha=0.05)
    assert float(tuned.share) == pytest.approx((low[0] + high[0]) / 2, abs=0.002)
    assert float(tuned.high - tuned.low) == pytest.approx(high[0] - low[0], rel=0.05)


def test_intervals_of_few_companies_hold_their_level() -> None:
    rng = np.random.default_rng(7)
    repeats, companies, p = 400, 12, 0.2
    of = 1 + rng.poisson(4, (repeats, companies))
    got = rng.binomial(of, rng.beta(p * 9, (1 - p) * 9, of.shape))
    bounds = prevalence.count_bounds(got.astype(float), of.astype(float))
    assert ((bounds.low <= p) & (p <= bounds.high)).mean() > 0.92
