"""Running a step over batches in other processes, so that one bad document costs one document."""

import concurrent.futures
import concurrent.futures.process
import errno
import gc
import multiprocessing
import os
import pickle
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from typing import Any, Generic, Protocol, TypeVar, cast

from .errors import SetupError

T = TypeVar("T")
R = TypeVar("R")
Step = Callable[[tuple[T, ...]], R]

DOCUMENT_SECONDS = 600.0  # for one document: 1,000 pages of ruled tables take about 140 s, 100 scanned pages 400 s
EXTRA_SECONDS = 10.0  # a batch gets this more for each document in it
CONNECT_SECONDS = 10.0  # to a Dask scheduler
AHEAD = 2  # batches in flight for each worker: one at work, one waiting

# Faults of the machine: every further document would fail alike.
STOPPERS = {
    errno.ENOSPC: "the disk is full: make room and run again, finished work is kept",
    errno.EDQUOT: "your disk quota is used up: make room and run again, finished work is kept",
    errno.EROFS: "the target is read-only: choose another workspace",
    errno.EMFILE: "too many open files: raise 'ulimit -n' or use fewer processes",
    errno.ENFILE: "too many open files on this machine: use fewer processes",
}


@dataclass(frozen=True, slots=True)
class Result(Generic[T, R]):
    """What became of a batch. value: what the step returned; None with the error of a single item that failed."""

    items: tuple[T, ...]
    value: R | None
    error: BaseException | None = None


class Engine(Protocol):
    """Where tasks run. width: how many tasks to keep in flight."""

    @property
    def width(self) -> int: ...

    def submit(self, step: bytes, items: tuple[Any, ...], seconds: float) -> "Future[Any]": ...


def run(
    step: Step[T, R],
    batches: Iterable[Sequence[T]],
    engine: str = "local",
    *,
    processes: int | None = None,
    seconds: float = DOCUMENT_SECONDS,
    preload: Sequence[str] = (),
) -> Iterator[Result[T, R]]:
    """Results of `step` over `batches`, as they come; batches are taken from the iterable as workers get free.

    engine: "local" (processes on this machine), "serial" (in this process and on one core, for debugging: no time
    limit and no protection), or "dask://host:port". A batch that fails is run again item by item; an item that takes its worker
    with it once more with nothing beside it, so that it is the guilty one and not short of memory because of others.
    seconds: for one item; local only. preload: modules that workers should have ready.
    Raises SetupError for faults that would meet every item: full disk, a missing package, workers that cannot start.
    """
    wanted = processes or cores()
    source = iter(batches)
    head = list(islice(source, wanted))
    if not head:
        return
    code = pickle.dumps(step)
    queue = (tuple(batch) for batch in chain(head, source))
    alone: deque[tuple[T, ...]] = deque()
    suspects: deque[tuple[T, ...]] = deque()
    flight: dict[Future[R], tuple[tuple[T, ...], bool]] = {}
    with _engine(engine, min(wanted, len(head)), preload) as at:
        while True:
            while len(flight) < at.width and (items := alone.popleft() if alone else next(queue, None)):
                flight[at.submit(code, items, seconds + EXTRA_SECONDS * (len(items) - 1))] = (items, False)
            if not flight and suspects:
                items = suspects.popleft()
                flight[at.submit(code, items, seconds)] = (items, True)
            if not flight:
                return
            done, _ = concurrent.futures.wait(flight, return_when=concurrent.futures.FIRST_COMPLETED)
            for future in done:
                items, last = flight.pop(future)
                error = future.exception()
                if error is None:
                    yield Result(items, future.result())
                elif stop := stopper(error):
                    raise stop from error
                elif len(items) > 1:
                    alone.extend((item,) for item in items)
                elif not last and fault(error)[0] in ("WorkerDied", "MemoryError"):
                    suspects.append(items)
                else:
                    yield Result(items, None, error)


def stopper(error: BaseException) -> SetupError | None:
    """The error that stops the run, if `error` would meet every other document too."""
    if isinstance(error, SetupError):
        return error
    if isinstance(error, ImportError):
        return SetupError(f"a package is missing or broken ({error}): pip install {error.name or 'it'}")
    if isinstance(error, OSError) and error.errno in STOPPERS:
        return SetupError(STOPPERS[error.errno])
    if isinstance(error, concurrent.futures.process.BrokenProcessPool):
        return SetupError(
            "the worker processes cannot start: a script that runs Facevalue needs "
            "'if __name__ == \"__main__\":' around its calls"
        )
    return None


def fault(error: BaseException) -> tuple[str, str]:
    """(name, message) of an error of one item, for its row in `failures`."""
    name = type(error).__name__
    if isinstance(error, TimeoutError):
        return "Timeout", "took longer than the time limit for one document"
    if name == "ProcessExpired":
        code = int(getattr(error, "exitcode", 0) or 0)
        how = f"signal {-code}" + (", often short memory" if code == -9 else "") if code < 0 else f"exit code {code}"
        return "WorkerDied", f"the process reading it died ({how})"
    if name == "KilledWorker":
        return "WorkerDied", "the cluster workers reading it died"
    # The text of an OSError gives the path on this machine, which has no place in an exported table.
    lines = str(error.strerror if isinstance(error, OSError) and error.strerror else error).strip().splitlines()
    return name, lines[0][:500] if lines else name


def cores() -> int:
    """Processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _engine(name: str, workers: int, preload: Sequence[str]) -> Generator[Engine]:
    if name == "local":
        with _local(workers, preload) as engine:
            yield engine
    elif name == "serial":
        from threadpoolctl import threadpool_limits

        with threadpool_limits(1):
            yield _Serial()
    elif name.startswith("dask://"):
        with _dask(name.replace("dask://", "tcp://")) as engine:
            yield engine
    else:
        raise SetupError(f"no engine {name!r}: use local, serial or dask://HOST:PORT")


@lru_cache(maxsize=4)
def _loaded(code: bytes) -> Step[Any, Any]:
    # Once a process, not once a task: a step may hold models that are costly to load.
    return pickle.loads(code)


def _call(code: bytes, items: tuple[Any, ...]) -> Any:
    return _loaded(code)(items)


class _Serial:
    width = 1

    def submit(self, step: bytes, items: tuple[Any, ...], seconds: float) -> "Future[Any]":
        future: Future[Any] = Future()
        try:
            future.set_result(_call(step, items))
        except Exception as error:
            future.set_exception(error)
        return future


@dataclass(frozen=True, slots=True)
class _Pool:
    pool: Any
    width: int

    def submit(self, step: bytes, items: tuple[Any, ...], seconds: float) -> "Future[Any]":
        return self.pool.schedule(_call, args=(step, items), timeout=seconds)


@contextmanager
def _local(workers: int, preload: Sequence[str]) -> Generator[Engine]:
    from pebble import ProcessPool

    # Plain fork would copy the locks of our threads; a fork server forks from a clean process that has the libraries
    # loaded, so that a worker that died is replaced in milliseconds.
    context = multiprocessing.get_context("forkserver" if sys.platform == "linux" else "spawn")
    context.set_forkserver_preload(["__main__", __name__, *preload])
    pool = ProcessPool(max_workers=workers, initializer=_begin, context=context)
    try:
        yield _Pool(pool, AHEAD * workers)
    except BaseException:  # an interrupt too: what was written stays, what is at work ends
        pool.stop()
        raise
    else:
        pool.close()
    finally:
        pool.join()


def _begin() -> None:
    """What a worker does first."""
    # What was loaded for all workers stays: to look through it for what is unused would copy it into each of them.
    gc.freeze()
    # As many workers as cores already: threads of numerical libraries would only stand in each other's way.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    # Libraries that are loaded already do not look at these again. Measured: two workers with two threads each took
    # three times the processor time, most of it spent waiting for one another.
    from threadpoolctl import threadpool_limits

    threadpool_limits(1)


@dataclass(frozen=True, slots=True)
class _Dask:
    executor: Any
    width: int

    def submit(self, step: bytes, items: tuple[Any, ...], seconds: float) -> "Future[Any]":
        return self.executor.submit(_call, step, items)


@contextmanager
def _dask(address: str) -> Generator[Engine]:
    try:
        from distributed import Client  # pyright: ignore[reportMissingImports]
    except ImportError:
        raise SetupError("the Dask engine needs a package: pip install 'facevalue[dask]'") from None
    try:
        client = Client(address, timeout=CONNECT_SECONDS)
    except (OSError, TimeoutError) as error:
        raise SetupError(f"no Dask scheduler answers at {address}: start one, or check the address ({error})") from None
    with client:
        threads = sum(cast(Any, client.nthreads()).values())
        if not threads:
            raise SetupError(f"the Dask scheduler at {address} has no workers: start some with 'dask worker {address}'")
        yield _Dask(client.get_executor(pure=False), AHEAD * threads)
