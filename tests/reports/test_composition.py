"""A change is taken apart into parts that add up, and unequal shares are measured on the scales they promise."""

import numpy as np
import pytest
from facevalue.reports import composition, tendency, unevenness
from facevalue.reports.observations import Answer, Observation
from hypothesis import given
from hypothesis import strategies as st

KEPT = Answer("retained")


def unit(company: str, period: str, part: float, stated: float = 1.0) -> Observation:
    return Observation(company, company, period, (), {KEPT: part * stated}, {"": stated}, {})


units = st.lists(
    st.builds(
        unit,
        st.sampled_from("abcdefgh"),
        st.sampled_from(["2020", "2021", "2022", "2023"]),
        st.floats(0, 1),
        st.sampled_from([0.5, 1.0]),
    ),
    min_size=1,
    max_size=40,
)


def share(found: list[Observation], when: tuple[str, ...]) -> float:
    part = [u for u in found if u.period in when]
    return sum(u.answers[KEPT] for u in part) / sum(u.stated[""] for u in part)


@given(units)
def test_the_parts_of_a_change_add_up_to_it(found: list[Observation]) -> None:
    early, late = ("2020", "2021"), ("2022", "2023")
    change = composition.take_apart(found, KEPT, early, late)
    if change.why:
        assert not any(u.period in early for u in found) or not any(u.period in late for u in found)
        return
    parts = (change.within, change.weight, change.entry, change.exit)
    assert sum(p for p in parts if p is not None) == pytest.approx(change.change)
    assert change.change == pytest.approx(share(found, late) - share(found, early))


def test_new_companies_are_composition_and_changed_terms_are_behaviour() -> None:
    same = [unit(c, p, 0.0) for c in "ab" for p in ("2020", "2021")]
    came = composition.take_apart([*same, unit("c", "2021", 1.0), unit("d", "2021", 1.0)], KEPT, ("2020",), ("2021",))
    assert (came.within, came.came, came.moved) == (0.0, 2, 0)
    assert came.change == pytest.approx(0.5)
    moved = composition.take_apart(
        [unit("a", "2020", 0.0), unit("b", "2020", 0.0), unit("a", "2021", 1.0), unit("b", "2021", 0.0)],
        KEPT,
        ("2020",),
        ("2021",),
    )
    assert (moved.within, moved.weight, moved.entry, moved.exit, moved.moved) == (0.5, 0.0, 0.0, 0.0, 1)


@given(st.lists(st.floats(0.01, 1e6), min_size=5, max_size=30))
def test_concentration_stays_on_its_scales(held: list[float]) -> None:
    gini, top, hhi = unevenness.concentration(held)
    assert gini.value is not None
    assert top.value is not None
    assert hhi.value is not None
    assert -1e-9 <= gini.value < 1
    assert 1 / len(held) - 1e-9 <= hhi.value <= 1
    assert 1 / len(held) - 1e-9 <= top.value <= 1 + 1e-9


def test_equal_shares_are_equal_and_one_taker_takes_all() -> None:
    assert [m.value for m in unevenness.concentration([5.0] * 10)] == pytest.approx([0, 0.1, 0.1])
    gini, top, hhi = unevenness.concentration([0.0] * 9 + [7.0])
    assert (gini.value, top.value, hhi.value) == pytest.approx((0.9, 1, 1))
    assert [m.value for m in unevenness.concentration([0.0] * 9)] == [None] * 3


def test_standardisation_runs_from_all_alike_to_all_different() -> None:
    values = ("given_up", "partial", "retained")
    alike = unevenness.standardisation([unit(str(i), "2020", 1.0) for i in range(20)], values)
    assert [m.value for m in alike] == [0, 1, 0]
    assert all(m.low is None and "same value" in m.why for m in alike)
    mixed = [Observation(str(i), str(i), "2020", (), {Answer(values[i % 3]): 1.0}, {"": 1.0}, {}) for i in range(30)]
    entropy, top, simpson = unevenness.standardisation(mixed, values)
    assert (entropy.value, top.value, simpson.value) == pytest.approx((1, 1 / 3, 2 / 3))
    assert entropy.low is not None
    assert entropy.low < 0.99
    assert simpson.high == pytest.approx(2 / 3)  # the most that three values allow
    few = unevenness.standardisation(mixed[:3], values)
    assert all(m.value is None and "at least" in m.why for m in few)


def test_tests_are_not_run_on_what_cannot_bear_them() -> None:
    alike = [unit(str(c), str(2018 + t), 1.0) for c in range(10) for t in range(4)]
    assert "says the same" in tendency.trend(tendency.series(alike, KEPT)).why
    assert "8 are needed" in tendency.trend(tendency.series(alike[:8], KEPT)).why
    assert "says the same" in tendency.jump(tendency.series(alike, KEPT)).why
    assert tendency.trend(tendency.series([], KEPT)).slope is None


def test_the_slope_without_a_company_is_that_of_a_fit_without_it() -> None:
    rng = np.random.default_rng(4)
    found = [
        unit(f"c{c}", str(2016 + t), float(rng.random() < 0.4), 1.0 if c % 2 else 0.5)
        for c in range(9)
        for t in range(c % 4, 6)
    ]
    data = tendency.series(found, KEPT)
    trend = tendency.trend(data)
    assert trend.slope is not None
    by_hand = []
    for company in sorted({u.cluster for u in found}):
        rest = tendency.series([u for u in found if u.cluster != company], KEPT)
        by_hand.append(np.polyfit(rest.time, rest.share, 1, w=np.sqrt(rest.weight))[0])
    error = np.sqrt(8 / 9 * np.sum((np.array(by_hand) - trend.slope) ** 2))
    assert trend.slope == pytest.approx(np.polyfit(data.time, data.share, 1, w=np.sqrt(data.weight))[0])
    assert trend.high - trend.low >= 2 * 1.96 * error  # type: ignore[operator]
    assert trend.p is not None
    assert trend.p < 1
