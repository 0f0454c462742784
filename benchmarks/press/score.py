"""Scores the press claims of coded articles: python benchmarks/press/score.py CODED.jsonl [TEXTS] [--half develop|test] [--by-variable]

CODED has one article a line; TEXTS holds ID.txt for each, where the text is not in the line. Prints what `score_claims.py` of the shared material prints, totals first to last.
"""

import argparse
import csv
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from facevalue.corpus.model import Document
from facevalue.nlp.claims import read_claims
from facevalue.nlp.companies import Companies

SCORER = Path(__file__).parents[3] / "shared" / "tools" / "score_claims.py"


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
    with tempfile.TemporaryDirectory() as folder:
        gold, rows = Path(folder) / "gold.jsonl", Path(folder) / "claims.csv"
        gold.write_text("".join(json.dumps(a) + "\n" for a in articles), encoding="utf-8")
        with rows.open("w", newline="", encoding="utf-8") as out:
            table = csv.writer(out)
            table.writerow(("uri", "subject", "variable", "values", "attribution", "stance", "certainty"))
            for a in articles:
                text = a.get("text") or (given.texts / f"{a['id']}.txt").read_text(encoding="utf-8")
                document = Document(id=a["id"], media_type="text/plain", text=text, language="en")
                for c in read_claims(document, (), companies):
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


if __name__ == "__main__":
    main()
