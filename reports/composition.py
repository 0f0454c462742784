"""How much of a change is companies changing their terms, and how much is different companies in the sample.

The share of a period is the average over its companies, each weighted by what it contributes to the base. Its change splits,
with c the mean of the two shares, into (Griliches and Regev 1995; Melitz and Polanec 2015 discuss the choice of c)

    within    sum over companies seen in both periods of  mean weight x change of share
    weight    the same companies:  change of weight x (mean share - c)
    entry     companies seen only after:   weight x (share - c)
    exit      companies seen only before: -weight x (share - c)

and the four parts add up to the change, exactly.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .observations import Answer, Observation
from .tables import SILENCES


@dataclass(frozen=True, slots=True)
class Change:
    """The change of a share between two stretches of periods and its parts, all as shares (0.1 is ten percentage points).

    stayed, came, left: companies seen in both, only after, only before. moved: of those that stayed, whose share changed.
    why: says the reason where there is nothing to take apart; the numbers are then None.
    """

    before: str
    after: str
    change: float | None = None
    within: float | None = None
    weight: float | None = None
    entry: float | None = None
    exit: float | None = None
    stayed: int = 0
    moved: int = 0
    came: int = 0
    left: int = 0
    why: str = ""


def take_apart(units: Sequence[Observation], answer: Answer, early: Sequence[str], late: Sequence[str]) -> Change:
    """The change of an answer's share between two stretches of periods, split into behaviour and composition."""
    before, after = span(early), span(late)
    if not early or not late:
        only = before or after
        return Change(
            before, after, why=f"{f'Only {only} is known' if only else 'Nothing is stated'}: nothing to compare."
        )
    first, second = (_companies(units, answer, when) for when in (early, late))
    for when, found in ((before, first), (after, second)):
        if not found:
            return Change(before, after, why=f"In {when} no company states it: there is no share to compare.")
    shares_before, shares_after = _total(first), _total(second)
    middle = (shares_before + shares_after) / 2
    both = first.keys() & second.keys()
    within = sum((first[c][0] + second[c][0]) / 2 * (second[c][1] - first[c][1]) for c in both)
    weight = sum((second[c][0] - first[c][0]) * ((first[c][1] + second[c][1]) / 2 - middle) for c in both)
    entry = sum(w * (share - middle) for c, (w, share) in second.items() if c not in both)
    leaving = -sum(w * (share - middle) for c, (w, share) in first.items() if c not in both)
    moved = sum(abs(second[c][1] - first[c][1]) > 1e-9 for c in both)
    return Change(
        before, after, shares_after - shares_before, within, weight, entry, leaving,
        len(both), moved, len(second.keys() - both), len(first.keys() - both),
    )  # fmt: skip


def halves(periods: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """The earlier and the later half of some periods in order; an odd one in the middle belongs to the later half."""
    return periods[: len(periods) // 2], periods[len(periods) // 2 :]


def span(periods: Sequence[str]) -> str:
    """Periods in words: "2021", "2021–2023"."""
    return f"{periods[0]}–{periods[-1]}" if len(periods) > 1 else "".join(periods)


def _companies(units: Sequence[Observation], answer: Answer, when: Sequence[str]) -> dict[str, tuple[float, float]]:
    """(weight, share) of each company in a period; weights add up to 1."""
    silence = answer.answer in SILENCES
    base: dict[str, float] = {}
    got: dict[str, float] = {}
    for unit in units:
        part = 1.0 if silence else unit.stated.get(answer.subject, 0.0)
        if unit.period in when and part > 0:
            base[unit.cluster] = base.get(unit.cluster, 0.0) + part
            got[unit.cluster] = got.get(unit.cluster, 0.0) + unit.answers.get(answer, 0.0)
    total = sum(base.values())
    return {company: (part / total, got[company] / part) for company, part in base.items()}


def _total(companies: dict[str, tuple[float, float]]) -> float:
    return sum(weight * share for weight, share in companies.values())
