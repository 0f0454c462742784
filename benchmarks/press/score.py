"""Scores the press claims of coded articles: python benchmarks/press/score.py CODED.jsonl [TEXTS] [--half develop|test] [--by-variable]

CODED has one article a line; TEXTS holds ID.txt for each, where the text is not in the line. Prints what `score_claims.py` of the shared material prints, totals first to last,
and how far the scores of claims that are not denials are from the share that is right, whatever their subject (expected calibration error, ten bins).
"""

import argparse
import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from facevalue.corpus.model import Document
from facevalue.nlp.claims import read_claims
from facevalue.nlp.companies import Companies

SCORER = Path(__file__).parents[3] / "shared" / "tools" / "score_claims.py"


def calibration_error(scored: Sequence[tuple[float, bool]]) -> float:
    """scored: of each claim its score, and whether it is right."""
    seen = np.array(scored, dtype=float)
    bins = (seen[:, 0] * 10).astype(int).clip(0, 9)
    return sum(abs((seen[bins == k, 0] - seen[bins == k, 1]).sum()) for k in range(10)) / len(seen)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("coded", type=Path)
    parser.add_argument("texts", type=Path, nargs="?")
    parser.add_argument("--half", choices=("develop", "test"))
    parser.add_argument("--by-variable", action="store_true")
    given = parser.parse_args()
    articles = [json.loads(line) for line in given.coded.read_text(encoding="utf-8").splitlines()]
    articles = [a for a in articles if given.half in (None, a.get("half"))]
    companies = Companies.load()
    scored: list[tuple[float, bool]] = []
    with tempfile.TemporaryDirectory() as folder:
        gold, rows = Path(folder) / "gold.jsonl", Path(folder) / "claims.csv"
        gold.write_text("".join(json.dumps(a) + "\n" for a in articles), encoding="utf-8")
        with rows.open("w", newline="", encoding="utf-8") as out:
            table = csv.writer(out)
            table.writerow(("uri", "subject", "variable", "values", "attribution", "stance", "certainty"))
            for a in articles:
                text = a.get("text") or (given.texts / f"{a['id']}.txt").read_text(encoding="utf-8")
                document = Document(id=a["id"], media_type="text/plain", text=text, language="en")
                claims = read_claims(document, (), companies)
                coded = {(claim["variable"], value) for claim in a["claims"] for value in claim["values"]}
                scores = {(c.variable, c.values[0]): c.score for c in claims if c.polarity != "denied"}
                scored += ((score, pair in coded) for pair, score in scores.items())
                for c in claims:
                    table.writerow(
                        (
                            f"{a['id']}.txt",
                            c.subject,
                            c.variable,
                            "|".join(c.values),
                            c.attribution,
                            c.stance,
                            c.certainty,
                        )
                    )
        subprocess.run(
            [sys.executable, SCORER, gold, rows, *(["--by-variable"] if given.by_variable else [])], check=True
        )
    if scored:
        print(f"calibration error of scores {calibration_error(scored):.3f} ({len(scored)})")


if __name__ == "__main__":
    main()
