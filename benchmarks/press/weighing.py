"""Fits how rules and encoder are weighed in press: python benchmarks/press/weighing.py ENCODER.npz [--write ENOUGH]

ENCODER must not have learnt from the articles of tests/press/coverage_later.jsonl, of which the develop half is used; the one that shipped before they were
written is `git show 7a1dedc:nlp/data/encoder.npz`. Prints precision, recall and F1 over (article, variable, value), left out by article, of rules alone, of both
counted alike, and weighed; there also how far the chances of what counts are from the share that is right (expected calibration error, ten bins).
"""

import argparse
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from facevalue.corpus.model import Document
from facevalue.nlp.claims import ENCODER, Pair, Reader
from facevalue.nlp.companies import Companies
from facevalue.nlp.encoder import load_encoder
from facevalue.nlp.opinions import LIKELY, Balance, logits
from facevalue.nlp.press import LEAST_SCORE, shipped
from score import calibration_error
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).parents[2]
FOLDS, ENOUGH = 10, (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)


@dataclass(frozen=True, slots=True)
class Case:
    """An article: of each (variable, value) whether a rule states it and what the encoder gives it; what rules say that the
    encoder knows no answer for; what the coder found."""

    heard: dict[Pair, tuple[bool, list[float]]]
    other: set[Pair]
    coded: set[Pair]


def cases(encoder: Path) -> list[Case]:
    reader = Reader(shipped(), Companies.load(), load_encoder(encoder))
    found: list[Case] = []
    for line in (ROOT / "tests/press/coverage_later.jsonl").read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        if article["half"] != "develop":
            continue
        said = reader.said(Document(article["id"], "text/plain", article["text"], language="en"))
        heard = reader.heard(said)
        stated = {p for one in said if one.hit.name != ENCODER and one.hit.score >= LEAST_SCORE for p in one.hit.says}
        coded = {(claim["variable"], value) for claim in article["claims"] for value in claim["values"]}
        found.append(Case(heard, stated - heard.keys(), coded))
    return found


def features(stated: bool, chances: list[float]) -> tuple[float, float, float]:
    return float(stated), *logits(chances)


def fit(some: list[Case], enough: float) -> Balance:
    seen = [features(*one) for case in some for one in case.heard.values()]
    right = [pair in case.coded for case in some for pair in case.heard]
    model = LogisticRegression(C=1, max_iter=2000).fit(np.array(seen), np.array(right))
    return Balance(*(round(float(w), 4) for w in (model.intercept_[0], *model.coef_[0])), enough)


def weighed(case: Case, balance: Balance) -> set[Pair]:
    return {pair for pair, one in case.heard.items() if one[0] or balance.chance(*one) >= balance.enough}


def told(pairs: list[tuple[set[Pair], Case]]) -> str:
    right = sum(len(own & case.coded) for own, case in pairs)
    given = sum(len(own) for own, _ in pairs)
    coded = sum(len(case.coded) for _, case in pairs)
    return f"{right / given:.3f} / {right / coded:.3f} / {2 * right / (given + coded):.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("encoder", type=Path)
    parser.add_argument(
        "--write", type=float, choices=ENOUGH, metavar="ENOUGH", help="write nlp/data/press_weighing.json"
    )
    given = parser.parse_args()
    every = cases(given.encoder)
    stated = [({p for p, one in case.heard.items() if one[0]} | case.other, case) for case in every]
    alike = [
        (own | {p for p, one in case.heard.items() if max(one[1], default=0) >= LIKELY}, case) for own, case in stated
    ]
    print(
        f"{len(every)} articles, precision / recall / F1\nrules {told(stated)}\neither, the encoder from {LIKELY} on {told(alike)}"
    )
    order = np.random.default_rng(0).permutation(len(every))
    for enough in ENOUGH:
        pairs: list[tuple[set[Pair], Case]] = []
        chances: list[tuple[float, bool]] = []
        for k in range(FOLDS):
            left = set(order[k::FOLDS].tolist())
            balance = fit([case for n, case in enumerate(every) if n not in left], enough)
            for case in (every[n] for n in left):
                own = weighed(case, balance)
                pairs.append((own | case.other, case))
                chances += [(balance.chance(*case.heard[pair]), pair in case.coded) for pair in own]
        print(f"weighed, enough {enough}: {told(pairs)}; calibration error {calibration_error(chances):.3f}")
        if given.write == enough:
            whole = fit(every, enough)
            (ROOT / "nlp/data/press_weighing.json").write_text(
                json.dumps(asdict(whole), indent=1) + "\n", encoding="utf-8"
            )


if __name__ == "__main__":
    main()
