"""How fast the main job is, beside the floor: bare text extraction of the same files, in the same run.

    python benchmarks/speed.py PDF_FOLDER TEXT_FOLDER [--rounds N]

Prints, as the median of the rounds:
- PDF to stored tags (read, segment, tag, write) with two processes, against pypdfium2 extraction alone with two processes,
  both from a cold start, as wall clock and as processor time of all processes; and against extraction whose processes
  were started before the clock, which ours never are;
- MB of text tagged per second by one process (rules, codings, clause types, amounts; reading and writing left out);
- peak memory of the run with all documents and with a quarter of them.

Neither side recognises pictures of pages (`--no-ocr`): extraction gives no text for them. Each side runs in a process of
its own, in turn in each round, so that other load hits both; processor time depends on load the least.
"""

import argparse
import multiprocessing
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from multiprocessing import forkserver
from pathlib import Path

PROCESSES = 2


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run took, in seconds. cold: wall clock with the start of its processes; warm: without; cpu: of all processes."""

    cold: float
    warm: float
    cpu: float


def bare(path: Path) -> int:
    """The floor: every page's text, nothing else."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(path)
    size = 0
    for page in pdf:
        text = page.get_textpage()
        size += len(text.get_text_range())
        text.close()
        page.close()
    pdf.close()
    return size


def floor(files: list[Path]) -> tuple[float, float]:
    """(wall seconds, those without the start of the processes) of bare extraction."""
    cold = time.perf_counter()
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        pool.map(_ready, range(PROCESSES), chunksize=1)
        start = time.perf_counter()
        pool.map(bare, sorted(files, key=lambda f: -f.stat().st_size), chunksize=1)
        end = time.perf_counter()
        pool.close()
        pool.join()  # so that what they took is counted
    return end - cold, end - start


def _ready(_: int) -> None:
    import pypdfium2  # noqa: F401

    time.sleep(0.02)  # so that each process gets one


def whole(files: list[Path]) -> tuple[float, float]:
    """Wall seconds from PDF to stored tags, starting the worker processes included; twice, for there is no other way."""
    from facevalue.corpus import ingest
    from facevalue.corpus.batch import read_without_ocr
    from facevalue.corpus.store import Store
    from facevalue.nlp.apply import Coder

    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(folder + "/workspace")
        start = time.perf_counter()
        summary = ingest.ingest(
            files, store, analysis=Coder(), processes=PROCESSES, options=ingest.Options(read=read_without_ocr)
        )
        seconds = time.perf_counter() - start
        assert not summary.failures, summary
        return seconds, seconds


def side(name: str, folder: Path) -> Cost:
    """What one side takes, measured in a process of its own."""
    done = subprocess.run([sys.executable, __file__, "--side", name, str(folder)], capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return Cost(*map(float, done.stdout.split()))


def _side(name: str, files: list[Path]) -> None:
    began = _cpu()
    cold, warm = {"floor": floor, "whole": whole}[name](files)
    if server := getattr(forkserver, "_forkserver", None):
        server._stop()  # else what its workers took is never counted
    print(cold, warm, _cpu() - began)


def _cpu() -> float:
    """Processor seconds of this process and of those it started that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def tagging(files: list[Path]) -> tuple[float, float, float]:
    """(MB of text, wall seconds, processor seconds) of tagging in this process."""
    from facevalue.corpus import Source
    from facevalue.corpus.readers import document
    from facevalue.corpus.segment import segment
    from facevalue.nlp.apply import Coder
    from threadpoolctl import threadpool_limits

    threadpool_limits(1)  # as in the workers
    coder = Coder()
    texts = [document(f.read_bytes(), f.name) for f in files]
    passages = [segment(d) for d in texts]
    coder(texts[0], passages[0], Source(files[0].name))  # loading the models is no part of the rate
    start, used = time.perf_counter(), time.process_time()
    for d, p, f in zip(texts, passages, files, strict=True):
        coder(d, p, Source(f.name))
    size = sum(len(d.text.encode()) for d in texts) / 1e6
    return size, time.perf_counter() - start, time.process_time() - used


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


def ratios(folder: Path, rounds: int) -> None:
    """Measures both sides and prints what they took."""
    count, found = len(list(folder.glob("*.pdf"))), list[tuple[float, float, float]]()
    for _ in range(rounds):
        a, b = side("floor", folder), side("whole", folder)
        found.append((b.cold / a.cold, b.cpu / a.cpu, b.cold / a.warm))
        print(
            f"{count} PDFs: extraction {a.cold:.1f} s ({a.warm:.1f} s once started, {a.cpu:.1f} s of processor), "
            f"to stored tags {b.cold:.1f} s ({b.cpu:.1f} s of processor)",
            flush=True,
        )
    cold, cpu, warm = (statistics.median(column) for column in zip(*found, strict=True))
    print(f"ratio, median of {rounds}: {cold:.2f} both from a cold start; {cpu:.2f} in processor time; ", end="")
    print(f"{warm:.2f} against extraction whose processes ran before the clock")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("pdfs", type=Path)
    parser.add_argument("texts", type=Path, nargs="?", help="without it only the PDFs are timed")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--side", choices=("floor", "whole"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.side:
        return _side(given.side, sorted(given.pdfs.glob("*.pdf")))
    ratios(given.pdfs, given.rounds)
    if not given.texts:
        return None
    texts = sorted(given.texts.glob("*.txt"))
    runs = [tagging(texts) for _ in range(given.rounds)]
    wall, cpu = (statistics.median(run[0] / run[n] for run in runs) for n in (1, 2))
    print(f"{len(texts)} texts: {wall:.2f} MB of text tagged a second by one process, {cpu:.2f} a second of processor")
    print(
        f"peak memory: {memory(texts[: len(texts) // 4]):.0f} MB with a quarter of them, {memory(texts):.0f} MB with all"
    )
    return None


if __name__ == "__main__":
    main()
