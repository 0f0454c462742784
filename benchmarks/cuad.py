#!/usr/bin/env python3
"""Cross-validates the clause tagger on labelled contracts: trains on some companies, tags the others, scores all.

usage: cuad.py LABELS.jsonl TEXT_FOLDER SCORER.py [TAGS.csv]

LABELS and TEXT_FOLDER in the layout of CUAD (see `facevalue.nlp.train.read_labelled`), SCORER a script that is called
with LABELS, TEXT_FOLDER and the tags. Every fold trains a model from nothing, vocabulary included, so no contract of a
company that is tagged was seen in any way.
"""

import csv
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from facevalue.nlp.train import fit, folds, read_labelled

FOLDS = 5


def main(labels: str, texts: str, scorer: str, tags: str = "") -> None:
    names = [line.split('"id": "', 1)[1].split('"', 1)[0] for line in Path(labels).read_text("utf8").splitlines()]
    contracts = read_labelled(Path(labels), Path(texts))
    fold = folds(contracts, FOLDS)
    rows: list[dict[str, object]] = []
    size = seconds = 0.0
    for number in range(FOLDS):
        began = time.monotonic()
        model = fit([one for one, f in zip(contracts, fold, strict=True) if f != number])
        print(f"fold {number + 1} of {FOLDS}: trained in {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
        for name, one, f in zip(names, contracts, fold, strict=True):
            if f != number:
                continue
            began = time.process_time()
            found = list(model.tags(one.document, one.passages))
            seconds += time.process_time() - began
            size += len(one.document.text) / 1e6
            rows += [
                {
                    "uri": f"{name}.txt",
                    "variable": t.variable,
                    "value": t.value,
                    "score": t.score,
                    "quote": t.evidence.quote,
                }
                for t in found
            ]
    out = Path(tags or Path(tempfile.mkdtemp(), "tags.csv"))
    with out.open("w", encoding="utf8", newline="") as file:
        writer = csv.DictWriter(file, ["uri", "variable", "value", "score", "quote"])
        writer.writeheader()
        writer.writerows(rows)
    print(f"{len(rows)} tags, {size / seconds:.1f} MB of text a second", flush=True)
    subprocess.run([sys.executable, scorer, labels, texts, str(out)], check=True)


if __name__ == "__main__":
    main(*sys.argv[1:]) if len(sys.argv) in (4, 5) else sys.exit(__doc__)
