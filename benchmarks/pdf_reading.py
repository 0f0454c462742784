"""The price of reading, stage by stage, beside bare pypdfium2 text extraction of the same files in the same run.

Files are taken in turn by all stages, so that a busy machine slows them alike; processor time is counted, best of the
rounds. Kind and metadata belong to tagging, but need no more than the document.

    python benchmarks/pdf_reading.py ../shared/data/cuad-dev/pdf [--rounds 3]
"""

import argparse
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
from facevalue.corpus import readers, similar, tables
from facevalue.corpus.kind import recognise
from facevalue.corpus.metadata import describe
from facevalue.corpus.model import Span
from facevalue.corpus.readers import ocr
from facevalue.corpus.segment import segment

READING = ("readers.document", "segment")


def bare(data: bytes) -> int:
    """Characters of a PDF as pypdfium2 extracts them page by page."""
    count = 0
    document = pdfium.PdfDocument(data)
    for page in document:
        layer = page.get_textpage()
        count += len(layer.get_text_range())
        layer.close()
        page.close()
    document.close()
    return count


def stages(name: str, data: bytes) -> dict[str, Callable[[], object]]:
    """What is done with a file, by name."""
    document = readers.document(data, name)
    passages = segment(document)
    kind, _ = recognise(document, name)
    return {
        "bare pypdfium2": lambda: bare(data),
        "readers.document": lambda: readers.document(data, name),
        "segment": lambda: segment(document),
        "sketch": lambda: similar.sketch(document.prose(Span(0, len(document.text)))),
        "rows": lambda: [
            tables.arrow("documents", [tables.document_row(document)]),
            tables.arrow("passages", tables.passage_rows(document, passages)),
        ],
        "kind": lambda: recognise(document, name),
        "metadata": lambda: describe(document, name, kind),
    }


def timed(job: Callable[[], object]) -> float:
    start = time.process_time()
    job()
    return time.process_time() - start


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--rounds", type=int, default=3)
    options = arguments.parse_args()
    files = [(path.name, path.read_bytes()) for path in sorted(options.folder.glob("*.pdf"))]
    cost: Counter[str] = Counter()
    with ocr.left_out():
        for job in stages(*files[0]).values():
            job()  # models that are loaded once a process
        for name, data in files:
            jobs = stages(name, data)
            for stage, job in jobs.items():
                cost[stage] += min(timed(job) for _ in range(options.rounds))
    floor = cost.pop("bare pypdfium2")
    print(f"{len(files)} files; bare pypdfium2 {floor:.2f} s")
    for stage, seconds in cost.items():
        print(f"{stage:18} {seconds:6.2f} s  {seconds / floor:.2f} x")
    print(f"to passages        {sum(cost[stage] for stage in READING) / floor:.2f} x")


if __name__ == "__main__":
    main()
