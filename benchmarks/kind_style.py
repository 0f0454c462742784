#!/usr/bin/env python3
"""How well the kind of a document is recognised, and the weights of `corpus/style.tsv`, learnt from documents whose kind is known.

    python benchmarks/kind_style.py [--write]

Reads the CUAD contracts (every second), hand-coded documents and the newest Open Terms Archive versions of ../shared, and
contracts, terms and articles of tests/ and examples/. Prints how many of each set are taken for what they are, by the
wordings alone and with style learnt from the other four fifths of all documents (versions of one service stay together).
Test halves are not learnt from. --write: learns from all that may be learnt from and writes the weights.
"""

import argparse
import json
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from facevalue.corpus import kind, readers, style
from facevalue.corpus.model import Document
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from spacy.lang.en.stop_words import STOP_WORDS

HERE = Path(__file__).parents[1]
SHARED = HERE.parent / "shared"
STRENGTH = 1.0  # inverse of the penalty on large weights
SET = 40  # documents that a set counts for at most: there are many of the easy sort
WEIGHT = 2.0  # of style beside the wordings
FOLDS = 5
FOLDERS = {"contracts": "contract", "terms": "terms", "press": "press"}
# The wordings count who speaks to whom, and letters between two people say "we" and "you" as terms do.
PRONOUNS = "i me my mine myself we us our ours ourselves you your yours yourself yourselves"
# Beside the stop words: what reports, promises and signatures are made of.
WORDS = "said says say told tell shall signed sign agree agrees agreed hereby understand give grant undersigned yes"


class Known(NamedTuple):
    name: str  # of its set
    group: str
    kind: str
    text: str
    only_scored: bool


def known() -> Iterator[Known]:
    for n, path in enumerate(sorted((SHARED / "data/cuad-dev/txt").glob("*.txt"))):
        if n % 2 == 0:
            yield Known("CUAD contracts", path.stem, "contract", path.read_text("utf8", errors="replace"), False)
    for path in sorted((SHARED / "gold/docs").iterdir()):
        what = "terms" if path.stem.startswith("td") else "contract"
        yield Known(f"gold {what}", path.stem, what, path.read_text("utf8"), False)
    for path in sorted((SHARED / "gold/press").glob("*.txt")):
        yield Known("gold press", path.stem, "press", path.read_text("utf8"), False)
    for name, text in newest():
        yield Known("OTA terms", name, "terms", text, False)
    for folder in (HERE / "tests/contracts", HERE / "tests/contracts/releases"):
        for half in ("development", "test"):
            for line in (folder / f"{half}.jsonl").read_text("utf8").splitlines():
                row = json.loads(line)
                text = next((folder / half).glob(f"{row['id']}.*")).read_text("utf8")
                what = "terms" if "terms" in row["meta"]["doc_type"] else "contract"
                releases = folder.name == "releases"
                name = f"releases, {half} half" if releases else f"invented {what}"
                yield Known(name, row["id"], what, text, releases and half == "test")
    for path in sorted((HERE / "examples/corpus").glob("*/*")):
        if (what := FOLDERS.get(path.parent.name)) and not path.name.startswith("broken"):
            yield Known(
                f"examples, {what}", path.stem, what, readers.document(path.read_bytes(), path.name).text, False
            )
    for name in ("abstracts", "coverage", "coverage_later"):
        for line in (HERE / f"tests/press/{name}.jsonl").read_text("utf8").splitlines():
            row = json.loads(line)
            text = row.get("text") or (HERE / f"tests/press/{row['id']}.txt").read_text("utf8")
            only_scored = row["half"] == "test"
            yield Known(f"abstracts, {'test' if only_scored else 'read'}", row["id"], "press", text, only_scored)


def newest() -> Iterator[tuple[str, str]]:
    """Service and text of the newest version of each document of the Open Terms Archive."""
    for bundle in sorted((SHARED / "data/ota").glob("*.bundle")):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["git", "clone", "-q", str(bundle), folder], check=True)
            for path in sorted(Path(folder).glob("*/*.md")):
                yield path.parent.name, path.read_text("utf8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    write = parser.parse_args().write
    documents = list(known())
    read = [Document(one.group, "text/plain", one.text, language="en") for one in documents]
    samples = [kind.sample(one) for one in read]
    shares = [style.shares(text.lower()) for text in samples]
    words = sorted({w for w in STOP_WORDS - set(PRONOUNS.split()) if w.isalpha()} | set(WORDS.split())) + list(
        style.MARKS
    )
    features = np.array([[share.get(word, 0.0) for word in words] for share, _ in shares])
    enough = np.array([[min(1.0, size / style.ENOUGH)] for _, size in shares])
    answers = np.array([style.KINDS.index(one.kind) for one in documents])  # type: ignore[arg-type]
    sizes = Counter((one.name, one.kind) for one in documents)
    weights = np.array([min(1.0, SET / sizes[one.name, one.kind]) for one in documents])
    open_ = np.array([not one.only_scored for one in documents])

    def learn(rows: np.ndarray) -> LogisticRegression:
        rows = rows[open_[rows]]
        return LogisticRegression(C=STRENGTH, max_iter=2000).fit(features[rows], answers[rows], weights[rows])

    cues = np.array([[found[k] for k in style.KINDS] for found in map(kind.wordings, read, samples)])
    seen = np.zeros_like(cues)
    for others, here in GroupKFold(FOLDS).split(features, answers, [one.group for one in documents]):
        seen[here] = learn(others).decision_function(features[here])
    both = cues + WEIGHT * enough * seen
    for name in dict.fromkeys(one.name for one in documents):
        of = np.array([one.name == name for one in documents])
        right = [int((scores[of].argmax(1) == answers[of]).sum()) for scores in (cues, seen, both)]
        print(f"{name:28s} of {of.sum():3d}: wordings {right[0]:3d}, style {right[1]:3d}, both {right[2]:3d}")
    lead = np.sort(both, 1)
    lead = lead[:, -1] - lead[:, -2]
    good = both.argmax(1) == answers
    for low, high in ((0, 2), (2, 4), (4, 8), (8, np.inf)):
        of = (lead >= low) & (lead < high)
        print(f"lead {low} to {high}: {good[of].mean():.3f} right of {of.sum()}")
    if write:
        model = learn(np.arange(len(documents)))
        rows = ["\t".join(["", *style.KINDS])]
        for word, row in (("", model.intercept_), *zip(words, model.coef_.T, strict=True)):
            scaled = WEIGHT * row
            if np.abs(scaled).max() >= 0.05:
                rows.append("\t".join([word, *(f"{x:.2f}" for x in scaled)]))
        (HERE / "corpus/style.tsv").write_text("\n".join(rows) + "\n", "utf8")


if __name__ == "__main__":
    main()
