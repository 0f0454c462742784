#!/usr/bin/env python3
"""Trains the encoder on coded sentences: train_encoder.py --base FOLDER --out FILE.npz CODED[:TEXTS]... [--texts FOLDER]...

CODED are files in the forms that `facevalue.nlp.coded.read_coded` reads (TEXTS: the folder of their texts, where those are
not in the file); a file coded in halves gives its development half only. `--texts`: further texts that settle which word
pieces stay in the vocabulary. FOLDER holds `model.safetensors` and `vocab.txt` of all-MiniLM-L6-v2 (Apache-2.0).
Needs `pip install -e '.[train]'`. Some forty minutes on two cores.
"""

import argparse
import time
from pathlib import Path

from facevalue.nlp.coded import Coded, read_coded
from facevalue.nlp.encoder_training import train_encoder

EMPTY = 3  # of three sentences of a whole contract that say nothing, one is learnt from: there are so many


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("coded", nargs="+")
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--texts", type=Path, action="append", default=[])
    parser.add_argument("--epochs", type=int, default=3)
    given = parser.parse_args()
    coded: list[Coded] = []
    for name in given.coded:
        path, _, texts = name.partition(":")
        found = list(read_coded(Path(path), Path(texts) if texts else None))
        whole = texts and any("contract" in one.tasks for one in found)
        kept = [one for n, one in enumerate(found) if one.answers or not whole or n % EMPTY == 0]
        print(
            f"{path}: {len(kept)} sentences of {len(found)}, {sum(bool(one.answers) for one in kept)} with answers",
            flush=True,
        )
        coded += kept
    others = [path.read_text("utf8") for folder in given.texts for path in sorted(folder.iterdir()) if path.is_file()]
    began = time.monotonic()
    encoder = train_encoder(coded, others, given.base, given.epochs)
    encoder.save(given.out)
    size = given.out.stat().st_size / 1e6
    print(
        f"{len(coded)} sentences, {len(encoder.answers)} answers, {len(encoder.pieces.pieces)} pieces, {size:.1f} MB, {time.monotonic() - began:.0f} s"
    )


if __name__ == "__main__":
    main()
