#!/usr/bin/env python3
"""Cross-validates the clause tagger on labelled contracts: each is tagged by weights learnt from other companies' only.

usage: cuad.py LABELS.jsonl TEXT_FOLDER SCORER.py CLAUSES.jsonl [MODEL.npz]

LABELS and TEXT_FOLDER in the layout of CUAD (see `facevalue.nlp.labelled.read_labelled`), SCORER a script that is called
with LABELS, TEXT_FOLDER and the tags, CLAUSES clauses written to learn from (`benchmarks/coded/clause_types.jsonl`, or - for
none), which are never scored. Five folds by company; the words and n-grams that count are chosen on all texts
without labels. The model of all contracts, which the run ends with, is written to MODEL.
"""

import csv
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from facevalue.nlp.labelled import read_labelled, read_written
from facevalue.nlp.model import Tag
from facevalue.nlp.train import learn


def main(labels: str, texts: str, scorer: str, clauses: str, model: str = "") -> None:
    names = [json.loads(line)["id"] for line in Path(labels).read_text("utf8").splitlines()]
    contracts = read_labelled(Path(labels), Path(texts))
    began = time.monotonic()
    learnt = learn(contracts, read_written(Path(clauses)) if clauses != "-" else [])
    print(f"trained in {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    if model:
        learnt.model.save(Path(model))
    found: list[tuple[str, Tag]] = []
    for name, one, unseen in zip(names, contracts, learnt.unseen, strict=True):
        found += [(f"{name}.txt", tag) for tag in learnt.model.tags_of(one.document, *unseen)]
    out = Path(tempfile.mkdtemp(), "tags.csv")
    with out.open("w", encoding="utf8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["uri", "variable", "value", "score", "quote"])
        writer.writerows((uri, tag.variable, tag.value, tag.score, tag.evidence.quote) for uri, tag in found)
    began = time.process_time()
    for one in contracts[::10]:
        list(learnt.model.tags(one.document, one.passages))
    size = sum(len(one.document.text) for one in contracts[::10]) / 1e6
    print(f"{len(found)} tags in {out}; {size / (time.process_time() - began):.1f} MB of text a second", flush=True)
    subprocess.run([sys.executable, scorer, labels, texts, str(out)], check=True)


if __name__ == "__main__":
    main(*sys.argv[1:]) if len(sys.argv) in (5, 6) else sys.exit(__doc__)
