"""Engines: what becomes of good batches, of items that kill their worker, and of faults that stop the run."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from facevalue.corpus import SetupError, work

sys.path.insert(0, str(Path(__file__).parent))  # workers import the stand-ins by name
import standins


def outcomes(batches: list[list[str]], engine: str = "local", seconds: float = 30) -> dict[str, str]:
    """item -> "ok", or the name of its error."""
    got: dict[str, str] = {}
    for result in work.run(standins.Step(), batches, engine, processes=2, seconds=seconds):
        for item in result.items:
            assert item not in got
            got[item] = work.fault(result.error)[0] if result.error else "ok"
    return got


@pytest.mark.parametrize("engine", ["local", "serial"])
def test_every_item_comes_back_once(engine: str) -> None:
    batches = [[f"{batch}-{n}" for n in range(5)] for batch in range(7)]
    assert outcomes(batches, engine) == {item: "ok" for batch in batches for item in batch}


def test_no_batches_start_no_workers() -> None:
    assert outcomes([]) == {}


def test_only_the_guilty_item_fails() -> None:
    got = outcomes([["a", "READ-EXIT", "b"], ["c", "READ-RAISE"], ["d", "READ-MEMORY"], ["e"]])
    assert got == {
        **dict.fromkeys("abcde", "ok"),
        "READ-EXIT": "WorkerDied",
        "READ-RAISE": "ValueError",
        "READ-MEMORY": "MemoryError",
    }


def test_an_item_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "EXTRA_SECONDS", 0.1)
    assert outcomes([["a", "READ-HANG", "b"]], seconds=1) == {"a": "ok", "b": "ok", "READ-HANG": "Timeout"}


@pytest.mark.parametrize(
    ("order", "advice"),
    [
        ("READ-SETUP", "told to stop"),
        ("READ-MODULE", "pip install parchment"),
        ("READ-FULL", "the disk is full"),
    ],
)
@pytest.mark.parametrize("engine", ["local", "serial"])
def test_a_fault_of_the_set_up_stops_the_run(order: str, advice: str, engine: str) -> None:
    with pytest.raises(SetupError, match=advice) as caught:
        outcomes([["a"], [order], ["b"]], engine)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("engine", ["local", "serial"])
def test_batches_are_taken_as_workers_get_free(engine: str) -> None:
    taken = 0

    def endless() -> Iterator[list[str]]:
        nonlocal taken
        while True:
            taken += 1
            yield ["a"]

    results = work.run(standins.Step(), endless(), engine, processes=2)
    for _ in range(3):
        next(results)
    results.close()  # type: ignore[attr-defined]
    assert taken < 15


def test_unknown_engine() -> None:
    with pytest.raises(SetupError, match="no engine 'spark'"):
        outcomes([["a"]], "spark")


def test_no_scheduler(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(work, "CONNECT_SECONDS", 0.2)
    with pytest.raises(SetupError, match="no Dask scheduler answers"):
        outcomes([["a"]], "dask://127.0.0.1:1")


def test_dask() -> None:
    distributed = pytest.importorskip("distributed")
    import dask

    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
    ):
        address = cluster.scheduler_address.replace("tcp://", "dask://")
        got = outcomes([["a", "READ-RAISE"], ["b", "READ-EXIT"]], address)
    assert got == {"a": "ok", "b": "ok", "READ-RAISE": "ValueError", "READ-EXIT": "WorkerDied"}


@pytest.mark.parametrize("engine", ["local", "serial"])
def test_numerical_libraries_have_one_thread_while_work_is_done(engine: str) -> None:
    before = standins.threads(())
    results = list(work.run(standins.threads, [["a"]], engine, processes=1, preload=["numpy"]))
    assert results[0].value
    assert set(results[0].value) == {1}
    assert standins.threads(()) == before
