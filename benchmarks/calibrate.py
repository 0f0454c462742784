"""Fits the scores of codings to the share that is right, and says how well they fit documents left out.

Usage: python benchmarks/calibrate.py [--write] [--gold GOLD.jsonl TEXTS]...

Hand-coded documents: tests/contracts, examples/ and whatever --gold names. The rules of plain.yaml were written on one half of
tests/contracts, those of plain_forms.yaml on a part of the other, and those of spoken.yaml and releases.yaml on releases: where a rule had seen the document it is left out. In short
documents the encoder is heard beside them, as in a run; it learnt from sentences of these same sets, whose weighed codings therefore do not count.
"""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from facevalue.corpus import segment
from facevalue.corpus.kind import recognise
from facevalue.corpus.model import Kind
from facevalue.corpus.readers import document
from facevalue.nlp import calibration, codebook, decisions, rulebook
from facevalue.nlp.analyst import TAGGED, Analyst, Reading
from facevalue.nlp.calibration import Traits
from facevalue.nlp.coding import quotes, settled
from facevalue.nlp.companies import Companies
from facevalue.nlp.model import SILENT
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).parents[1]
RELEASES = ROOT / "tests/contracts/releases"
FOLDS, BINS = 8, 10


@dataclass(frozen=True, slots=True)
class Case:
    """One coding: what it says of how sure it is, and whether it is right."""

    group: str
    source: str
    variable: str
    status: str
    support: float
    quotes: int
    traits: Traits
    right: bool

    @property
    def family(self) -> str:
        return "negative" if self.status == "negative" else "not_stated" if self.status in SILENT else "stated"


def readings(gold: Path, texts: Path, analyst: Analyst) -> Iterator[tuple[dict[str, Any], Kind, Reading | None]]:
    """Hand-coded documents, the kind each is taken for, and what is read in it if that is a contract or terms."""
    for line in gold.read_text(encoding="utf-8").splitlines():
        entry: dict[str, Any] = json.loads(line)
        path = next(texts.rglob(f"{entry['id']}.*"), None)
        if path is None:
            continue
        whole = document(path.read_bytes(), path.name)
        kind = recognise(whole, path.name)[0]
        yield entry, kind, analyst.read(whole, segment.segment(whole), kind) if kind in TAGGED else None


def cases(gold: Path, texts: Path, seen: tuple[str, ...]) -> Iterator[Case]:
    """The codings of one set of documents. seen: how the names of those rules begin that were written on them, if any; from
    such documents the encoder has learnt too."""
    book = codebook.load()
    rules = [rule for rule in rulebook.load(book) if not rule.rule.id.startswith(seen)]
    analyst = Analyst(book, Companies.load(), rules=rules)
    for entry, kind, read in readings(gold, texts, analyst):
        if read is None or (seen and read.traits.weighed):
            continue
        made = settled(read.tags, book, kind, read.opinion)[1] if read.human else {}
        group = re.sub(r"-?(19|20)\d\d.*$", "", entry["id"])  # versions of one company's terms stay together
        for variable in book.document_variables(kind):
            if variable.id not in entry["codes"]:
                continue
            found = made.get(variable.id, decisions.Decision(status="not_applicable"))
            values = set(found.values) if found.status == "stated" else {found.status}
            yield Case(
                group=group,
                source=f"{gold.parent.name}/{gold.stem}",
                variable=variable.id,
                status=found.status if read.human else "negative",
                support=found.score,
                quotes=quotes(found),
                traits=read.traits,
                right=values == (set(entry["codes"][variable.id]["values"]) or {"not_stated"}),
            )


def features(case: Case, variables: list[str]) -> list[float]:
    bounded = min(max(case.support, 0.02), 0.98)
    said, weighed, support = case.family == "stated", case.traits.weighed, float(np.log(bounded / (1 - bounded)))
    return [
        support if said and not weighed else 0.0,
        float(case.quotes) if said else 0.0,
        case.traits.length,
        float(weighed),
        support if weighed else 0.0,
        *(0.7 * (case.variable == v) for v in variables),
    ]


def fit(some: list[Case], variables: list[str]) -> dict[str, Any]:
    """The parameters, in the form of data/calibration.json."""
    held: dict[str, Any] = {}
    for family in ("stated", "not_stated"):
        own = [c for c in some if c.family == family]
        model = LogisticRegression(C=0.3, max_iter=2000)
        model.fit([features(c, variables) for c in own], [c.right for c in own])
        score, quoted, length, weighed, weighed_score, *rest = (float(w) for w in model.coef_[0])
        intercept = float(model.intercept_[0])
        held[family] = {
            "intercept": round(intercept, 4), "score": round(score, 4), "quotes": round(quoted, 4), "length": round(length, 4),
            "weighed": round(intercept + weighed, 4), "weighed_score": round(weighed_score, 4),
            "variable": {v: round(0.7 * w, 4) for v, w in zip(variables, rest, strict=True)},
        }  # fmt: skip
    own = [c for c in some if c.family == "negative" and c.variable == "grant_type"]
    model = LogisticRegression(C=10.0).fit([[c.traits.density] for c in own], [c.right for c in own])
    held["negative"] = {
        "intercept": round(float(model.intercept_[0]), 4),
        "density": round(float(model.coef_[0][0]), 4),
    }
    return held


def chances(held: dict[str, Any], some: list[Case]) -> np.ndarray:
    ready = calibration.read(held)
    return np.array(
        [
            ready.negative.chance(c.traits)
            if c.family == "negative"
            else ready.chance(c.variable, c.status, c.support, c.quotes, c.traits)  # type: ignore[arg-type]
            for c in some
        ]
    )


def error(chance: np.ndarray, right: np.ndarray) -> float:
    """Expected calibration error over ten bins of equal width."""
    at = np.minimum((chance * BINS).astype(int), BINS - 1)
    return float(sum(abs(chance[at == k].sum() - right[at == k].sum()) for k in range(BINS)) / len(chance))


def main(argv: list[str]) -> None:
    sets = [
        (ROOT / "tests/contracts/development.jsonl", ROOT / "tests/contracts/development", ("plain-",)),
        (ROOT / "tests/contracts/test.jsonl", ROOT / "tests/contracts/test", ("form-",)),
        (RELEASES / "development.jsonl", RELEASES / "development", ("spoken-", "release-")),
        (RELEASES / "later.jsonl", RELEASES / "later", ()),
        (ROOT / "examples/expected.jsonl", ROOT / "examples/corpus", ()),
        *((Path(argv[i + 1]), Path(argv[i + 2]), ()) for i, a in enumerate(argv) if a == "--gold"),
    ]
    every = [c for gold, texts, seen in sets for c in cases(gold, texts, seen)]
    variables = sorted({c.variable for c in every})
    groups = sorted({c.group for c in every})
    np.random.default_rng(0).shuffle(groups)
    right = np.array([c.right for c in every], float)
    chance = np.zeros(len(every))
    for k in range(FOLDS):
        left = set(groups[k::FOLDS])
        held = fit([c for c in every if c.group not in left], variables)
        at = [i for i, c in enumerate(every) if c.group in left]
        chance[at] = chances(held, [every[i] for i in at])
    spoken = np.array([c.family != "negative" for c in every])
    print(f"{len(every)} codings of {len(groups)} documents or series; left out by document:")
    print(f"  where a likeness is concerned ({spoken.sum()}): error {error(chance[spoken], right[spoken]):.3f}")
    for family in ("stated", "not_stated", "negative"):
        own = np.array([c.family == family for c in every])
        print(
            f"  {family} ({own.sum()}): right {right[own].mean():.3f}, mean score {chance[own].mean():.3f}, error {error(chance[own], right[own]):.3f}"
        )
    for name in dict.fromkeys(c.source for c in every):
        own = np.array([c.source == name and c.family != "negative" for c in every])
        if not own.any():
            continue
        print(
            f"  {name} ({own.sum()}): right {right[own].mean():.3f}, mean score {chance[own].mean():.3f}, error {error(chance[own], right[own]):.3f}"
        )
    if "--write" in argv:
        target = ROOT / "nlp/data/calibration.json"
        target.write_text(json.dumps(fit(every, variables), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
