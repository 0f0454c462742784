#!/usr/bin/env python3
"""Weights of `facevalue.corpus.term_clause`, learnt from the sentences that lawyers marked for the end of a contract.

usage: term_weights.py LABELS.jsonl TXT_FOLDER

Prints them as they stand in corpus/term_clause.py, and what they find in contracts of companies that they were not learnt
from (five folds by company). Learns from the studied three quarters of `benchmarks/metadata.py` only.
"""

import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from facevalue.corpus import term_clause
from facevalue.corpus.characters import lowered
from facevalue.corpus.duration import CUES, clauses
from facevalue.corpus.lengths import Duration
from facevalue.corpus.metadata import describe
from facevalue.corpus.model import Span
from facevalue.corpus.readers import document as read_document
from facevalue.corpus.wording import places
from metadata import Label, part, same_date
from sklearn.linear_model import LogisticRegression

FOLDS = 5
STRENGTH = 0.3  # inverse of the penalty on large weights
Candidate = tuple[tuple[bool, ...], Duration, bool]


def candidates(label: Label, folder: Path) -> list[Candidate]:
    """The sentences of a contract that may tell its term: features, what each says, and whether the lawyers marked it."""
    path = folder / f"{label['id']}.txt"
    document = read_document(path.read_bytes(), path.name)
    text = document.blanked(Span(0, len(document.text)))
    since = describe(document, path.name).value("effective_date")
    marked = label["labels"]["Expiration Date"]["spans"]
    found: list[Candidate] = []
    lower = lowered(text)
    for start, runs in clauses(text, lower, places(lower, CUES)[0], since):
        told = runs.term or runs.expiration
        assert told is not None
        hit = any(a < told.span.end and told.span.start < b for a, b in marked)
        found.append((term_clause.features(lower, start, runs), runs, hit))
    return found


def learn(contracts: list[list[Candidate]]) -> tuple[np.ndarray, float]:
    """Weights and bias from the sentences of contracts, marked ones and the rest counted alike."""
    rows = [candidate for contract in contracts for candidate in contract]
    model = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=1000)
    model.fit(np.array([row[0] for row in rows], float), [row[2] for row in rows])
    return model.coef_[0], float(model.intercept_[0])


def main() -> None:
    labels_path, folder = map(Path, sys.argv[1:3])
    labels = [json.loads(line) for line in labels_path.read_text("utf8").splitlines()]
    labels = [label for label in labels if part(label) == "studied"]
    found = [candidates(label, folder) for label in labels]
    companies = sorted({label["source"].split("_")[0].lower() for label in labels})
    fold_of = {company: n % FOLDS for n, company in enumerate(companies)}
    folds = [fold_of[label["source"].split("_")[0].lower()] for label in labels]
    counts: Counter[tuple[float, str]] = Counter()
    thresholds = (-3.0, -2.0, -1.5, -1.0, -0.5, 0.0)
    for fold in range(FOLDS):
        weights, bias = learn([f for f, n in zip(found, folds, strict=True) if n != fold])
        for label, contract, n in zip(labels, found, folds, strict=True):
            if n != fold:
                continue
            scored = [(float(np.dot(row[0], weights)) + bias, row[1]) for row in contract]
            score, best = max(scored, key=lambda pair: pair[0], default=(-9.0, Duration()))
            answer = label["labels"]["Expiration Date"]["answer"]
            since = (label["labels"]["Agreement Date"]["answer"] or "")[-4:]
            for least in thresholds:
                end = best.expiration.value if best.expiration and score > least else None
                if answer:
                    counts[least, "right"] += same_date(end, answer, since)
                    counts[least, "asked"] += 1
                else:
                    counts[least, "extra"] += end is not None
    for least in thresholds:
        print(
            f"# above {least}: right {counts[least, 'right']} of {counts[least, 'asked']}, where lawyers are silent {counts[least, 'extra']}"
        )
    weights, bias = learn(found)
    print(f"BIAS = {bias:.2f}\nWEIGHTS: dict[str, float] = {{")
    for name, value in zip(term_clause.NAMES, weights, strict=True):
        print(f'    "{name}": {value:.2f},')
    print("}")


if __name__ == "__main__":
    main()
