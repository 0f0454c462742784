"""How much of a contract's text survives our PDF reader: PDFs against their flat-text twins.

For every PDF with a text twin, the share of the twin's words that are in the longest common subsequence of the two
word lists. Prints the mean and the worst files. Words, because line breaks and spaces differ by design.

    python benchmarks/text_fidelity.py ../shared/data/cuad-dev [--worst 15]
"""

import argparse
import statistics
from pathlib import Path

from facevalue.corpus import readers
from rapidfuzz.distance import LCSseq

# The twins write straight quotes, one kind of dash and no bullets.
_PLAIN = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "–": "-", "—": "-", "‐": "-", "\xa0": " ", "…": "..."})


def words(text: str) -> list[str]:
    return text.translate(_PLAIN).split()


def fidelity(pdf: Path, twin: Path) -> float:
    """Share of the twin's words that our text of the PDF has, in order."""
    ours = words(readers.document(pdf.read_bytes(), pdf.name).text)
    theirs = words(twin.read_text(encoding="utf-8"))
    return LCSseq.similarity(ours, theirs) / len(theirs) if theirs else 1.0


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path, help="holds pdf/ and txt/")
    arguments.add_argument("--worst", type=int, default=15)
    options = arguments.parse_args()
    scores: dict[str, float] = {}
    for pdf in sorted((options.folder / "pdf").glob("*.pdf")):
        twin = options.folder / "txt" / f"{pdf.stem}.txt"
        if twin.exists():
            scores[pdf.stem] = fidelity(pdf, twin)
    print(
        f"{len(scores)} pairs, mean {statistics.mean(scores.values()):.4f}, median {statistics.median(scores.values()):.4f}"
    )
    for name, score in sorted(scores.items(), key=lambda pair: pair[1])[: options.worst]:
        print(f"{score:.4f}  {name}")


if __name__ == "__main__":
    main()
