#!/usr/bin/env python3
"""Would a learned choice find the date of a contract better than the rules of corpus/agreement.py do?

usage: date_choice.py LABELS.jsonl TXT_FOLDER

Every date of a contract is a candidate; a logistic regression weighs the words around it, its place and how often it
stands in the text. Five folds by company over all contracts, so each is read with weights learnt from other companies.
`learned, rules as features` also sees which date each rule would give. The same for benchmarks/metadata.py's parts.
"""

import json
import re
import sys
from pathlib import Path

import numpy as np
from facevalue.corpus import agreement, dates
from facevalue.corpus.characters import lowered
from facevalue.corpus.model import Span
from facevalue.corpus.preamble import read_preamble
from facevalue.corpus.readers import document as read_document
from metadata import Label, part, same_date
from sklearn.linear_model import LogisticRegression

FOLDS = 5
STRENGTH = 0.3  # inverse of the penalty on large weights
RULES = 5  # features that tell what the rules say
_BEFORE = [
    re.compile(words, re.I)
    for words in (
        r"\bdated\b(?:\s+(?:as|of|effective|this|the|on|for|reference))*\W*$",
        r"\bas\s+of\s+(?:the\s+|this\s+)?\W*$",
        r"\b(?:made|entered|executed|signed|concluded|given)\b[^.;()]{0,70}$",
        r"\beffective\b[^.;()]{0,40}$",
        r"\bth(?:is|ese)\b[^.;]{0,140}$",
        r"\bdate[ds]?\b\s*(?:signed|of\s+\w+)?\s*[:_]?\W{0,14}$",
        r"\beffective\s+date[\"”]?\W{0,6}(?:is|means|shall mean)?\W*$",
        r"\b(?:that|certain|an|such)\s+(?:\w+\s+){0,6}(?:agreement|contract|lease|plan|amendment|note|letter)\b[^.;]{0,60}$",
        r"\b(?:on\s+or\s+(?:about|before)|until|expir\w+|terminat\w+|ends?|through|since|to|after|before|by|from|commenc\w+|begin\w+)\b[^.;]{0,25}$",
        r"\bwitness\s+where?of\b[^.]{0,260}$",
        r"(?:/s/|\bBy\s*:|\bSignature|\bTitle\s*:|\bName\s*:)[\s\S]{0,90}$",
        r"(?:Source:|S-1|10-K|8-K)[^\n]*$",
        r"(?:^|\n|\s{3,})\W*$",
    )
]
_BEHIND = [
    re.compile(words, re.I)
    for words in (
        r"\W{0,4}\(?(?:the\s+)?\W{0,3}(?:effective|execution|agreement|signing)\s+date",
        r"[^.;]{0,60}\b(?:between|among|by\s+and)\b",
        r"\W*(?:\n|\s{3,}|$)",
        r"[^.]{0,20}\b(?:first\s+)?(?:above\s+written|set\s+forth)",
    )
]
Row = tuple[list[bool], str]


def candidates(label: Label, folder: Path) -> tuple[list[Row], str | None]:
    """The dates of a contract with what speaks for each, and the one that our rules choose."""
    path = folder / f"{label['id']}.txt"
    document = read_document(path.read_bytes(), path.name)
    text = document.blanked(Span(0, len(document.text)))
    opening = read_preamble(text, lowered(text))
    made, signed = agreement.agreement_date(text, opening), agreement.signing_date(text, opening)
    found = {(date.span.start, date.span.end, date.iso) for date in dates.dates(text)}
    if made:  # it may be one that was left blank but for its year
        found.add((made.span.start, made.span.end, made.value))
    rows: list[Row] = []
    isos = [iso for _, _, iso in found]
    for n, (start, end, iso) in enumerate(sorted(found)):
        before, behind = text[max(0, start - 300) : start], text[end : end + 90]
        last = len(text) - start
        rows.append(
            (
                [
                    *(pattern.search(before) is not None for pattern in _BEFORE),
                    *(pattern.match(behind) is not None for pattern in _BEHIND),
                    opening.start - 700 <= start < opening.start,
                    opening.start <= start <= opening.end,
                    0 <= opening.end < start <= opening.end + 400,
                    opening.start < 0,
                    *(start < near for near in (1000, 4000, 30_000)),
                    *(last < near for near in (3000, 12_000)),
                    isos.count(iso) > 1,
                    isos.count(iso) > 2,
                    n == 0,
                    len(iso) < len("2021-01-01"),
                    iso == max(isos),
                    iso == min(isos),
                    made is not None and made.value == iso,
                    signed is not None and signed.iso == iso,
                    made is None,
                    signed is None,
                    made is not None and signed is not None and made.value == signed.iso == iso,
                ],
                iso,
            )
        )
    return rows, made.value if made else None


def chosen(contracts: list[tuple[Label, list[Row]]], folds: list[int], features: slice) -> list[str | None]:
    """The date of each contract by weights learnt from contracts in other folds."""
    answers: list[str | None] = [None] * len(contracts)
    for fold in range(FOLDS):
        rows = [
            (row[0][features], same_date(row[1], label["labels"]["Agreement Date"]["answer"] or ""))
            for (label, found), n in zip(contracts, folds, strict=True)
            for row in found
            if n != fold
        ]
        model = LogisticRegression(C=STRENGTH, max_iter=3000)
        model.fit(np.array([row[0] for row in rows], float), [row[1] for row in rows])
        for n, (_, found) in enumerate(contracts):
            if folds[n] == fold and found:
                scores = model.decision_function(np.array([row[0][features] for row in found], float))
                answers[n] = found[int(scores.argmax())][1]
    return answers


def main() -> None:
    labels_path, folder = map(Path, sys.argv[1:3])
    labels = [json.loads(line) for line in labels_path.read_text("utf8").splitlines()]
    read = [candidates(label, folder) for label in labels]
    contracts = [(label, rows) for label, (rows, _) in zip(labels, read, strict=True)]
    companies = sorted({label["source"].split("_")[0].lower() for label in labels})
    folds = [companies.index(label["source"].split("_")[0].lower()) % FOLDS for label in labels]
    for name, answers in (
        ("rules", [made for _, made in read]),
        ("learned alone", chosen(contracts, folds, slice(-RULES))),
        ("learned, rules as features", chosen(contracts, folds, slice(None))),
    ):
        counts: dict[str, list[bool]] = {"studied": [], "held-out": []}
        for label, answer in zip(labels, answers, strict=True):
            if theirs := label["labels"]["Agreement Date"]["answer"]:
                counts[part(label)].append(same_date(answer, theirs))
        print(f"{name:28}" + "  ".join(f"{p} {sum(c)} of {len(c)} ({sum(c) / len(c):.3f})" for p, c in counts.items()))


if __name__ == "__main__":
    main()
