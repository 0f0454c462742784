"""Fits the scores of codings to the share that is right, and says how well they fit documents left out.

Usage: python benchmarks/calibrate.py [--write] [--gold GOLD.jsonl TEXTS]...

Hand-coded documents: tests/contracts, examples/ and whatever --gold names. The rules of plain.yaml were written on one half of
tests/contracts, those of plain_forms.yaml on a part of the other, and those of spoken.yaml and releases.yaml on releases: where a rule had seen the document it is left out. Where
rules are silent the encoder is heard, as in a run; it learnt from sentences like those of tests/contracts and --gold.
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
from facevalue.corpus.model import Span
from facevalue.corpus.readers import document
from facevalue.nlp import calibration, codebook, decisions, rulebook
from facevalue.nlp.coding import decided
from facevalue.nlp.concern import concerns_likeness
from facevalue.nlp.encoder import shipped
from facevalue.nlp.encoder_tagger import EncoderTagger, where_silent, worth_asking
from facevalue.nlp.findings import Findings
from facevalue.nlp.model import SILENT
from facevalue.nlp.roles import read_roles
from facevalue.nlp.tagger import CueScan, RuleTagger
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).parents[1]
RELEASES = ROOT / "tests/contracts/releases"
FOLDS, BINS = 8, 10
# CUAD contracts without a human likeness, and how many of those found to be without one are (docs/measurements.md).
WITHOUT, TRULY = 350, 348


@dataclass(frozen=True, slots=True)
class Case:
    """One coding: what it says of how sure it is, and whether it is right."""

    group: str
    source: str
    variable: str
    status: str
    support: float
    quotes: int
    right: bool

    @property
    def family(self) -> str:
        return "negative" if self.status == "negative" else "not_stated" if self.status in SILENT else "stated"


def cases(gold: Path, texts: Path, seen: str | tuple[str, ...]) -> Iterator[Case]:
    """The codings of one set of documents. seen: how the names of those rules begin that were written on them, if any."""
    book = codebook.load()
    rules = rulebook.load(book)
    scans = {kind: CueScan(rules, kind) for kind in ("contract", "terms")}
    for line in gold.read_text(encoding="utf-8").splitlines():
        entry: dict[str, Any] = json.loads(line)
        path = next(texts.rglob(f"{entry['id']}.*"), None)
        if path is None:
            continue
        whole = document(path.read_bytes(), path.name)
        kind = recognise(whole, path.name)[0]
        if kind not in scans:
            continue
        roles = read_roles(whole.blanked(Span(0, len(whole.text))), kind)
        passages = segment.segment(whole)
        tags = list(RuleTagger(scans[kind], roles).tag(whole, passages))
        if seen:
            tags = [t for t in tags if not t.tagger.startswith(seen)]
        encoder = EncoderTagger(shipped(), roles)
        human = concerns_likeness(Findings(tags), roles) or (
            worth_asking(whole, kind) and encoder.concerns_likeness(whole, passages)
        )
        if human and worth_asking(whole, kind):
            tags += where_silent(tags, encoder.tag(whole, passages), book)
        made = decided(Findings(tags), book, kind) if human else {}
        for variable in book.document_variables(kind):
            if variable.id not in entry["codes"]:
                continue
            expected = set(entry["codes"][variable.id]["values"]) or {"not_stated"}
            found = made.get(variable.id, decisions.Decision(status="not_applicable"))
            values = set(found.values) if found.status == "stated" else {found.status}
            quotes = min(len({t.evidence for t in found.tags}), 3)
            group = re.sub(r"-?(19|20)\d\d.*$", "", entry["id"])  # versions of one company's terms stay together
            status = found.status if human else "negative"
            yield Case(
                group, f"{gold.parent.name}/{gold.stem}", variable.id, status, found.score, quotes, values == expected
            )


def features(case: Case, variables: list[str]) -> list[float]:
    bounded = min(max(case.support, 0.02), 0.98)
    said = case.family == "stated"
    weight = [float(np.log(bounded / (1 - bounded))) if said else 0.0, float(case.quotes) if said else 0.0]
    return weight + [0.7 * (case.variable == v) for v in variables]


def fit(some: list[Case], variables: list[str]) -> dict[str, Any]:
    """The parameters, in the form of data/calibration.json."""
    held: dict[str, Any] = {}
    for family in ("stated", "not_stated"):
        own = [c for c in some if c.family == family]
        model = LogisticRegression(C=0.3, max_iter=2000)
        model.fit([features(c, variables) for c in own], [c.right for c in own])
        score, quotes, *rest = (float(w) for w in model.coef_[0])
        held[family] = {
            "intercept": round(float(model.intercept_[0]), 4), "score": round(score, 4), "quotes": round(quotes, 4),
            "variable": {v: round(0.7 * w, 4) for v, w in zip(variables, rest, strict=True)},
        }  # fmt: skip
    negative = [c for c in some if c.family == "negative" and c.variable == "grant_type"]
    held["negative"] = round((sum(c.right for c in negative) + TRULY) / (len(negative) + WITHOUT), 4)
    return held


def chances(held: dict[str, Any], some: list[Case]) -> np.ndarray:
    ready = calibration.read(held)
    return np.array(
        [
            ready.negative if c.family == "negative" else ready.chance(c.variable, c.status, c.support, c.quotes)  # type: ignore[arg-type]
            for c in some
        ]
    )


def error(chance: np.ndarray, right: np.ndarray) -> float:
    """Expected calibration error over ten bins of equal width."""
    at = np.minimum((chance * BINS).astype(int), BINS - 1)
    return float(sum(abs(chance[at == k].sum() - right[at == k].sum()) for k in range(BINS)) / len(chance))


def main(argv: list[str]) -> None:
    sets = [
        (ROOT / "tests/contracts/development.jsonl", ROOT / "tests/contracts/development", "rules:plain-"),
        (ROOT / "tests/contracts/test.jsonl", ROOT / "tests/contracts/test", "rules:form-"),
        (RELEASES / "development.jsonl", RELEASES / "development", ("rules:spoken-", "rules:release-")),
        (ROOT / "examples/expected.jsonl", ROOT / "examples/corpus", ""),
        *((Path(argv[i + 1]), Path(argv[i + 2]), "") for i, a in enumerate(argv) if a == "--gold"),
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
        print(
            f"  {name} ({own.sum()}): right {right[own].mean():.3f}, mean score {chance[own].mean():.3f}, error {error(chance[own], right[own]):.3f}"
        )
    if "--write" in argv:
        target = ROOT / "nlp/data/calibration.json"
        target.write_text(json.dumps(fit(every, variables), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
