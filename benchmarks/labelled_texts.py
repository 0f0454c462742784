#!/usr/bin/env python3
"""Brings the texts of labelled documents together: labelled_texts.py LABELS.jsonl OUT [--cuad FOLDER] [--ota CHECKOUT] [--half NAME]

FOLDER: the texts of CUAD (ID.txt). CHECKOUT: a clone of the Open Terms Archive repository. Writes OUT/ID.* and
OUT.jsonl with the documents of the half; a text that is not the one that was labelled (sha256) stops the run.
"""

import argparse
import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--cuad", type=Path)
    parser.add_argument("--ota", type=Path)
    parser.add_argument("--half", choices=("development", "test"))
    given = parser.parse_args()
    rows = [json.loads(line) for line in given.labels.read_text("utf8").splitlines()]
    rows = [row for row in rows if given.half in (None, row["half"])]
    given.out.mkdir(parents=True, exist_ok=True)
    for row in rows:
        collection, _, place = row["source"].partition(":")
        if collection == "cuad-dev":
            if not given.cuad:
                sys.exit(f"{row['id']} is of CUAD: give --cuad FOLDER")
            data, ending = (given.cuad / f"{place}.txt").read_bytes(), "txt"
        else:
            if not given.ota:
                sys.exit(f"{row['id']} is of the Open Terms Archive: give --ota CHECKOUT")
            path, _, commit = place.rpartition("@")
            shown = subprocess.run(
                ["git", "-C", given.ota, "show", f"{commit}:{path}"], capture_output=True, check=True
            )
            data, ending = shown.stdout, "md"
        if sha256(data).hexdigest() != row["sha256"]:
            sys.exit(f"{row['id']}: not the text that was labelled ({row['source']})")
        (given.out / f"{row['id']}.{ending}").write_bytes(data)
    given.out.with_suffix(".jsonl").write_text(
        "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf8"
    )
    print(f"{len(rows)} documents in {given.out}")


if __name__ == "__main__":
    main()
