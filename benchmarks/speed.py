"""How fast the main job is, beside the floor: bare text extraction of the same files, in the same run.

    python benchmarks/speed.py PDF_FOLDER TEXT_FOLDER [--rounds N]

Prints, as the median of the rounds:
- PDF to stored tags (read, segment, tag, write) with two processes, against pypdfium2 extraction alone with two processes;
- MB of text tagged per second by one process (rules, codings, clause types, amounts; reading and writing left out);
- peak memory of the run with all documents and with a quarter of them.

Times are wall clock. The two sides of a ratio are measured in turn in each round, so that other load hits both.
"""

import argparse
import multiprocessing
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pypdfium2
from facevalue.corpus import Source
from facevalue.corpus.ingest import ingest
from facevalue.corpus.readers import document
from facevalue.corpus.segment import segment
from facevalue.corpus.store import Store
from facevalue.nlp.apply import Coder

PROCESSES = 2


def bare(path: Path) -> int:
    """The floor: every page's text, nothing else."""
    pdf = pypdfium2.PdfDocument(path)
    size = 0
    for page in pdf:
        text = page.get_textpage()
        size += len(text.get_text_range())
        text.close()
        page.close()
    pdf.close()
    return size


def floor(files: list[Path]) -> float:
    """Seconds of bare extraction, two processes, started before the clock as ours are not: in the floor's favour."""
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        pool.map(abs, range(PROCESSES))
        start = time.perf_counter()
        pool.map(bare, sorted(files, key=lambda f: -f.stat().st_size), chunksize=1)
        return time.perf_counter() - start


def whole(files: list[Path]) -> float:
    """Seconds from PDF to stored tags, starting the worker processes included."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(folder + "/workspace")
        start = time.perf_counter()
        summary = ingest(files, store, analysis=Coder(), processes=PROCESSES)
        seconds = time.perf_counter() - start
        assert not summary.failures, summary
        return seconds


def tagging(files: list[Path]) -> tuple[float, float]:
    """(MB of text, seconds) of tagging in this process."""
    coder = Coder()
    texts = [document(f.read_bytes(), f.name) for f in files]
    passages = [segment(d) for d in texts]
    coder(texts[0], passages[0], Source(files[0].name))  # loading the models is no part of the rate
    start = time.perf_counter()
    for d, p, f in zip(texts, passages, files, strict=True):
        coder(d, p, Source(f.name))
    return sum(len(d.text.encode()) for d in texts) / 1e6, time.perf_counter() - start


def memory(files: list[Path]) -> float:
    """Peak MB of the parent process of a run, measured in a process of its own."""
    code = (
        "import sys, resource, tempfile; from pathlib import Path\n"
        "from facevalue.corpus.ingest import ingest; from facevalue.corpus.store import Store; from facevalue.nlp.apply import Coder\n"
        "if __name__ == '__main__':\n"
        "    with tempfile.TemporaryDirectory() as f:\n"
        "        ingest([Path(p) for p in sys.argv[1:]], Store.open(f + '/w'), analysis=Coder(), processes=2)\n"
        "    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)\n"
    )
    with tempfile.NamedTemporaryFile("w", suffix=".py") as script:
        script.write(code)
        script.flush()
        out = subprocess.run(
            [sys.executable, script.name, *map(str, files)], capture_output=True, text=True, check=True
        )
    return max(map(float, out.stdout.split()))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("pdfs", type=Path)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    pdfs, texts = sorted(given.pdfs.glob("*.pdf")), sorted(given.texts.glob("*.txt"))
    ratios: list[float] = []
    for _ in range(given.rounds):
        a, b = floor(pdfs), whole(pdfs)
        ratios.append(b / a)
        print(f"{len(pdfs)} PDFs: bare extraction {a:.1f} s, to stored tags {b:.1f} s, ratio {b / a:.2f}", flush=True)
    print(f"ratio, median of {given.rounds}: {statistics.median(ratios):.2f}")
    rates = [size / seconds for size, seconds in (tagging(texts) for _ in range(given.rounds))]
    print(f"{len(texts)} texts: {statistics.median(rates):.2f} MB of text tagged a second by one process")
    print(
        f"peak memory: {memory(texts[: len(texts) // 4]):.0f} MB with a quarter of them, {memory(texts):.0f} MB with all"
    )


if __name__ == "__main__":
    main()
