"""Fits how rules and encoder are weighed in short contracts, and says what the weighing brings on documents left out.

Usage: python benchmarks/weighing.py [--write] [--encoder FILE] [--gold GOLD.jsonl TEXTS]...

Learns from documents of which the encoder has learnt nothing: examples/ and tests/contracts/releases/later. Sets named by --gold are
only scored. F1 is over (document, variable, value) of the core variables, `not_stated` and the like earning nothing, as `score_codings.py` has it.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from calibrate import readings
from facevalue.nlp import codebook, weighing
from facevalue.nlp.analyst import Analyst, Reading
from facevalue.nlp.coding import DERIVED, settled
from facevalue.nlp.companies import Companies
from facevalue.nlp.weighing import Scales, features, logistic
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).parents[1]
LEARNT = (
    (ROOT / "examples/expected.jsonl", ROOT / "examples/corpus"),
    (ROOT / "tests/contracts/releases/later.jsonl", ROOT / "tests/contracts/releases/later"),
)
FOLDS, ENOUGH = 10, (0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
LIKELY = (0.0, 0.05, 0.5, 1.0)
UNSAID = {"not_stated", "not_applicable", "unclear", "redacted"}
BOOK = codebook.load()
CORE = [v.id for v in BOOK.document_variables("contract") if v.tier == "core"]


@dataclass(frozen=True, slots=True)
class Case:
    """A hand-coded document, what was read in it, and its kind."""

    name: str
    codes: dict[str, set[str]]
    kind: str
    read: Reading | None  # None where it is taken for something else than a contract or terms


def cases(gold: Path, texts: Path, analyst: Analyst) -> Iterator[Case]:
    for entry, kind, read in readings(gold, texts, analyst):
        yield Case(entry["id"], {v: set(c["values"]) - UNSAID for v, c in entry["codes"].items()}, kind, read)


def rows(case: Case) -> Iterator[tuple[tuple[float, ...], bool]]:
    """What each value is weighed by, and whether the coder found it."""
    if not case.read or not case.read.opinion:
        return
    made = settled(case.read.tags, BOOK, case.kind)[1]
    for variable in BOOK.document_variables(case.kind):
        if variable.id in case.codes and variable.id not in DERIVED:
            for value in variable.value_ids:
                stated = made[variable.id].values
                if value in stated or (variable.id, value) in case.read.opinion:
                    yield features(value, stated, variable, case.read.opinion), value in case.codes[variable.id]


def fit(some: Sequence[Case], enough: float) -> Scales:
    seen, right = zip(*(row for case in some for row in rows(case)), strict=True)
    model = LogisticRegression(C=0.5, max_iter=3000).fit(np.array(seen), np.array(right))
    return Scales(*(round(float(w), 4) for w in (model.intercept_[0], *model.coef_[0])), enough)


def counts(some: Sequence[Case], scales: Scales | None) -> np.ndarray:
    """Right, wrong and missing values, of rules alone or weighed."""
    found = np.zeros(3)
    if scales:
        weighing.load = lambda: scales
    for case in some:
        made: dict[str, Any] = {}
        if case.read and case.read.human:
            made = settled(case.read.tags, BOOK, case.kind, case.read.opinion if scales else None)[1]
        for variable in CORE:
            gold = case.codes.get(variable, set())
            own = set(made[variable].values) if variable in made and made[variable].status == "stated" else set()
            found += len(own & gold), len(own - gold), len(gold - own)
    return found


def agreement(some: Sequence[Case]) -> str:
    """How many of the values that rules state are right, by how likely the encoder's likeliest sentence says them."""
    stated = [(logistic(seen[2]), right) for case in some for seen, right in rows(case) if seen[0]]
    parts = [[right for chance, right in stated if low <= chance < high] for low, high in pairwise(LIKELY)]
    return "; ".join(
        f"{low} to {high}: {np.mean(part):.2f} of {len(part)}"
        for (low, high), part in zip(pairwise(LIKELY), parts, strict=True)
    )


def told(found: np.ndarray) -> str:
    right, wrong, missing = found
    return f"{right / (right + wrong):.3f} / {right / (right + missing):.3f} / {2 * right / (2 * right + wrong + missing):.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--write", type=float, choices=ENOUGH, metavar="ENOUGH", help="write nlp/data/weighing.json with this threshold"
    )
    parser.add_argument("--encoder", type=Path)
    parser.add_argument("--gold", nargs=2, type=Path, action="append", default=[])
    given = parser.parse_args()
    analyst = Analyst(BOOK, Companies.load(), encoder=given.encoder)
    sets = {gold: list(cases(gold, texts, analyst)) for gold, texts in (*LEARNT, *given.gold)}
    own = [case for gold, _ in LEARNT for case in sets[gold]]
    order = np.random.default_rng(0).permutation(len(own))
    print(f"values that rules state, right by what the encoder gives them: {agreement(own)}")
    print("precision / recall / F1")
    for gold, some in sets.items():
        print(f"{gold.parent.name}/{gold.stem} ({len(some)}), rules alone: {told(counts(some, None))}")
    for enough in ENOUGH:
        whole = fit(own, enough)
        by_set = {gold: np.zeros(3) for gold in sets}
        for k in range(FOLDS):
            left = {own[n].name for n in order[k::FOLDS]}
            scales = fit([case for case in own if case.name not in left], enough)
            for gold, _ in LEARNT:
                by_set[gold] += counts([case for case in sets[gold] if case.name in left], scales)
        for gold, _ in given.gold:
            by_set[gold] = counts(sets[gold], whole)
        print(f"enough {enough}:", "; ".join(f"{gold.stem} {told(found)}" for gold, found in by_set.items()))
        if given.write == enough:
            (ROOT / "nlp/data/weighing.json").write_text(json.dumps(asdict(whole), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
