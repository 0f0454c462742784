"""The price of reading: PDFs to passages, beside bare pypdfium2 text extraction of the same files in the same run.

Files are taken in turn by both, so that a busy machine slows both alike; processor time is counted, best of the rounds.

    python benchmarks/pdf_reading.py ../shared/data/cuad-dev/pdf [--rounds 3]
"""

import argparse
import time
from pathlib import Path

import pypdfium2 as pdfium
from facevalue.corpus import readers
from facevalue.corpus.segment import segment


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


def timed(job: object, *arguments: object) -> float:
    start = time.process_time()
    job(*arguments)  # type: ignore[operator]
    return time.process_time() - start


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--rounds", type=int, default=3)
    options = arguments.parse_args()
    files = [(path.name, path.read_bytes()) for path in sorted(options.folder.glob("*.pdf"))]
    readers.document(files[0][1], files[0][0])  # models that are loaded once a process
    floor = read = cut = 0.0
    characters = 0
    for name, data in files:
        document = readers.document(data, name)
        characters += len(document.text)
        floor += min(timed(bare, data) for _ in range(options.rounds))
        read += min(timed(readers.document, data, name) for _ in range(options.rounds))
        cut += min(timed(segment, document) for _ in range(options.rounds))
    print(f"{len(files)} files, {characters / 1e6:.1f} million characters")
    print(f"bare pypdfium2     {floor:6.2f} s")
    print(f"readers.document   {read:6.2f} s  {read / floor:.2f} x")
    print(f"segment            {cut:6.2f} s  {characters / cut / 1e6:.1f} MB/s")
    print(f"both               {read + cut:6.2f} s  {(read + cut) / floor:.2f} x")


if __name__ == "__main__":
    main()
