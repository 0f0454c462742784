"""What is left at the edges of pages once furniture is taken out: to count running heads, feet and page numbers by hand.

Prints, for PDFs drawn with a fixed seed, the first and the last two lines of every page that passages are made of.
Count the lines that are furniture; the last line of the output says over how many pages.

    python benchmarks/page_edges.py ../shared/data/cuad-dev/pdf [--files 20] [--seed 20]
"""

import argparse
import random
from pathlib import Path

from facevalue.corpus import Span, readers


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--files", type=int, default=20)
    arguments.add_argument("--seed", type=int, default=20)
    options = arguments.parse_args()
    pages = 0
    for path in sorted(random.Random(options.seed).sample(sorted(options.folder.glob("*.pdf")), options.files)):
        document = readers.document(path.read_bytes(), path.name)
        pages += len(document.pages)
        print(f"\n{path.stem}")
        ends = (*document.pages[1:], len(document.text))
        for number, (start, end) in enumerate(zip(document.pages, ends, strict=True), start=1):
            lines = [line.strip() for line in document.blanked(Span(start, end)).split("\n") if line.strip()]
            last = lines[-2:] if len(lines) > 3 else []
            shown = (line if len(line) < 50 else f"{line[:22]} ~ {line[-22:]}" for line in (*lines[:2], *last))
            print(f"{number:4} {' / '.join(shown)}")
    print(f"\n{pages} pages")


if __name__ == "__main__":
    main()
