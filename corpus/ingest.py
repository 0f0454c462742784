"""From paths to a workspace in one pass: read, segment, analyse and store, only what changed."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from . import batch, find, listed, similar, snapshot, work
from . import manifest as manifests
from .batch import AnalyseBatch, Analysis, Count, Item, ReadBatch, Reader, Stale
from .errors import SetupError, StoreError
from .find import Found
from .listed import Joined
from .model import Failure
from .snapshot import Snapshot
from .store import Store, digest
from .version import read_fingerprint

T = TypeVar("T", Item, Stale)

_PAGES_NAMED = 5  # notices: of more saved pages only the number is told
BATCH_BYTES = 4_000_000  # some 10 s of PDF reading: a shard is worth its file, a lost batch is no loss
BATCH_DOCUMENTS = 100
LEAST_BYTES = 500_000  # a small corpus is cut finer, so that every core has work
SHARES = 2  # of what is left, for each process: batches get smaller and smaller, so that all processes end together


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is. step: "read" or "tag"; done counts failed ones too; bytes of files, or characters of text."""

    step: str
    done: int
    failed: int
    total: int
    bytes: int = 0
    total_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Options:
    """How batches are cut and run. seconds: time limit for one document. read: bytes, name -> document, passages.

    columns: of the tables of texts that are given: our name of a fact ("text", "published") -> name of the column.
    """

    seconds: float = work.DOCUMENT_SECONDS
    batch_bytes: int = BATCH_BYTES
    batch_documents: int = BATCH_DOCUMENTS
    read: Reader = batch.read_document
    columns: Mapping[str, str] = field(default_factory=dict[str, str])


PLAIN = Options()


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did, and what there is now.

    Always sources = documents + duplicates + failures + no_text: a source has a document, or one failure of step find
    or read, or is one that a list names without holding its text.
    A document that was read but could not be analysed counts in tag_failures, not in failures.
    read, known: sources whose bytes were read in this run and gave a new document, or one that was already here.
    """

    sources: int = 0
    documents: int = 0
    duplicates: int = 0
    failures: int = 0
    no_text: int = 0
    tag_failures: int = 0
    read: int = 0
    unchanged: int = 0
    removed: int = 0
    analysed: int = 0
    skipped: int = 0
    bytes: int = 0
    seconds: float = 0.0
    kinds: Mapping[str, int] = field(default_factory=dict[str, int])
    notices: tuple[str, ...] = ()


def ingest(
    paths: Sequence[Path | str],
    store: Store,
    *,
    manifest: Path | str | None = None,
    analysis: Analysis | None = None,
    engine: str = "local",
    processes: int | None = None,
    progress: Callable[[Progress], None] | None = None,
    options: Options = PLAIN,
) -> Summary:
    """Make `store` hold what lies under `paths` now: no more, no less, nothing read twice.

    A file of the same size and time of change is not opened. What is no longer under `paths` is removed from every
    table. Without an `analysis` documents are read only, and what an earlier one found in them stays.
    Raises SetupError (and ManifestError, StoreError) for what would stop every document; faults of one document are
    rows of `failures`.
    """
    started = time.perf_counter()
    said = manifests.read(manifest, find.roots(paths)) if manifest else None
    with store.lock():
        store.clean()
        state = dict(store.state().steps)
        steps = _steps(state, options.read, analysis)
        before = Snapshot.of(store, steps["read"])
        files, skipped, parts = _listing(paths, said, find.Search(before.known, store.scratch, options.columns))
        joined = _joined(store, steps["read"], files, before)
        files = joined.files
        if not state:
            store.switch(steps)  # what an interrupted first run stored can be looked at
        last = before if state.get("read") == steps["read"] else Snapshot.of(store, state.get("read"))
        changed = [found for found in files.values() if not before.unchanged(found)]
        run = _Run(store, steps, analysis, _Workers(engine, processes, options), progress)
        done = run.read(before.items(found for found in changed if found.to_read))
        batch.unread(store, steps["read"], [(found, found.failure) for found in changed if not found.to_read])
        if done.done:
            later = _joined(store, steps["read"], files, Snapshot.of(store, steps["read"]))
            files, joined = later.files, replace(joined, rows=joined.rows + later.rows)
        after = before
        if changed or not before.settled(files):
            snapshot.settle_sources(store, steps["read"], files)
            after = snapshot.settle_documents(store, steps["read"])
        analysed = done.analysed + run.analyse(after)
        store.switch(steps)
        if "tag" in steps and (analysed or after is not before or not store.shards("groups", steps["tag"])):
            similar.settle(store, steps)
        snapshot.compact_all(store, steps, options.batch_documents, options.batch_bytes)
        summary = _summary(store, steps, after)
        store.clean()
    return replace(
        summary,
        read=sum(found.to_read for found in changed),
        unchanged=len(files) - len(changed),
        removed=len(last.kept.keys() - files.keys()),
        analysed=analysed,
        skipped=skipped,
        bytes=done.bytes,
        seconds=time.perf_counter() - started,
        notices=(*(said.notices if said else ()), *parts, *joined.notices),
    )


def analyse(
    store: Store,
    analysis: Analysis,
    *,
    engine: str = "local",
    processes: int | None = None,
    progress: Callable[[Progress], None] | None = None,
    options: Options = PLAIN,
) -> Summary:
    """Bring what `analysis` finds up to date from the stored documents; no file is opened.

    Rows of another analysis are replaced at the end, all at once. Raises SetupError as `ingest` does.
    """
    started = time.perf_counter()
    with store.lock():
        store.clean()
        state = store.state().steps
        if "read" not in state:
            raise StoreError(f"{store.root} holds no documents yet: ingest some first")
        steps = {"read": state["read"], "tag": digest((state["read"], analysis.fingerprint))}
        now = snapshot.settle_documents(store, steps["read"])
        analysed = _Run(store, steps, analysis, _Workers(engine, processes, options), progress).analyse(now)
        store.switch(steps)
        similar.settle(store, steps)
        snapshot.compact_all(store, steps, options.batch_documents, options.batch_bytes)
        summary = _summary(store, steps, now)
    return replace(
        summary, analysed=analysed, unchanged=summary.documents - analysed, seconds=time.perf_counter() - started
    )


def _steps(state: Mapping[str, str], read: Reader, analysis: Analysis | None) -> dict[str, str]:
    steps = {"read": read_fingerprint(read)}
    if analysis:
        steps["tag"] = digest((steps["read"], analysis.fingerprint))
    elif "tag" in state and state.get("read") == steps["read"]:
        steps["tag"] = state["tag"]
    return steps


def _listing(
    paths: Sequence[Path | str], said: manifests.Manifest | None, search: find.Search
) -> tuple[dict[str, Found], int, list[str]]:
    """(uri -> file, how many companion files were skipped, what is to be said of those of saved web pages)."""
    files: dict[str, Found] = {}
    skipped = 0
    parts: Counter[str] = Counter()
    for found in find.find(paths, said, search):
        if found.skipped:
            skipped += 1
            parts.update([found.page] if found.page else [])
        elif found.uri in files:
            raise SetupError(f"two files would be named {found.uri}: rename one, or give other folders")
        else:
            files[found.uri] = found
    notices = [
        f"{page}: files saved with this page, no sources of their own: {count}" for page, count in sorted(parts.items())
    ]
    if len(notices) > _PAGES_NAMED:
        notices = [f"files saved with {len(parts)} web pages, no sources of their own: {parts.total()}"]
    return files, skipped, notices


def _joined(store: Store, read: str, files: dict[str, Found], now: Snapshot) -> Joined:
    """The files with what lists of articles say of them, as far as the addresses of texts are known now."""
    if all(found.source.status != "no text" for found in files.values()):
        return Joined(files)
    kept = ((files.get(uri), row) for uri, rows in now.kept.items() for row in rows)
    return listed.join(
        files, listed.stated(store, read, [row.source for found, row in kept if found and row.matches(found)])
    )


@dataclass(frozen=True, slots=True)
class _Workers:
    engine: str
    processes: int | None
    options: Options


@dataclass(frozen=True, slots=True)
class _Run:
    """The two stages of a run, with what they share."""

    store: Store
    steps: Mapping[str, str]
    analysis: Analysis | None
    workers: _Workers
    progress: Callable[[Progress], None] | None

    def read(self, items: Sequence[Item]) -> Count:
        """Read files and store them."""
        read = self.steps["read"]
        step = ReadBatch(self.store, read, self.workers.options.read, self.analysis, self.steps.get("tag", ""))
        total = sum(item.found.size for item in items)
        count, guilty = self._all("read", step, self._batches(items), len(items), total)
        if guilty and self.analysis:
            # It may be the analysis that they break: then the document can still be read and shown.
            step = ReadBatch(self.store, read, self.workers.options.read)
            quiet = replace(self, progress=None)
            _, guilty = quiet._all("read", step, [(item,) for item, _ in guilty], len(guilty))
        failures = [(item.found, Failure(item.found.uri, "read", *work.fault(error))) for item, error in guilty]
        batch.unread(self.store, read, failures)
        return count

    def analyse(self, now: Snapshot) -> int:
        """Analyse the documents that need it and drop what is out of date; return how many were analysed."""
        if "tag" not in self.steps:
            return 0
        tag = self.steps["tag"]
        items = snapshot.stale(self.store, tag, now) if self.analysis else []
        if items and self.analysis:
            step = AnalyseBatch(self.store, self.steps["read"], self.analysis, tag)
            batches: dict[str, list[Stale]] = {}
            for item in items:
                batches.setdefault(item.shard, []).append(item)
            _, guilty = self._all("tag", step, batches.values(), len(items))
            failures = [(item, Failure(item.source.uri, "tag", *work.fault(error))) for item, error in guilty]
            batch.unanalysed(self.store, tag, failures)
        # Without an analysis what was found on other terms stays: it is all there is.
        terms = snapshot.terms(now) if self.analysis else dict.fromkeys(now.documents)
        snapshot.settle_analysed(self.store, tag, terms)
        return len(items)

    def _all(
        self, name: str, step: work.Step[T, Count], batches: Iterable[Sequence[T]], total: int, total_bytes: int = 0
    ) -> tuple[Count, list[tuple[T, BaseException]]]:
        """Run a step over all batches; return what was done, and the items that take their worker with them."""
        workers, options = self.workers, self.workers.options
        guilty: list[tuple[T, BaseException]] = []
        tell = self.progress or (lambda _: None)
        count = Count(0, 0)
        tell(Progress(name, 0, 0, total, 0, total_bytes))
        modules = {*batch.READ_MODULES, options.read.__module__, *(self.analysis.modules if self.analysis else ())}
        for result in work.run(
            step,
            batches,
            workers.engine,
            processes=workers.processes,
            seconds=options.seconds,
            preload=sorted(modules - {"__main__", "builtins"}),
        ):
            count = count + (result.value or Count(1, 1))
            if result.error:
                guilty.append((result.items[0], result.error))
            tell(Progress(name, count.done, count.failed, total, count.bytes, total_bytes))
        return count, guilty

    def _batches(self, items: Sequence[Item]) -> Iterator[list[Item]]:
        """The largest files first, so that the last batches are short, and equal sizes together: they may be copies."""
        options, processes = self.workers.options, self.workers.processes or work.cores()
        left = sum(item.found.size for item in items)
        part, weight = list[Item](), 0
        for item in sorted(items, key=lambda item: (-item.found.size, item.found.uri)):
            limit = min(options.batch_bytes, max((left + weight) // (SHARES * processes), LEAST_BYTES))
            if part and (weight + item.found.size > limit or len(part) >= options.batch_documents):
                yield part
                part, weight = [], 0
            part.append(item)
            left -= item.found.size
            weight += item.found.size
        if part:
            yield part


def _summary(store: Store, steps: Mapping[str, str], now: Snapshot) -> Summary:
    """The counts of what the workspace holds."""
    rows = [row.source for kept in now.kept.values() for row in kept]
    failures = sum(source.status == "failed" for source in rows)
    no_text = sum(source.status == "no text" for source in rows)
    kinds: Counter[str] = Counter()
    tag_failures = 0
    if tag := steps.get("tag"):
        for shard in store.shards("analysed", tag):
            kinds.update(store.read("profiles", tag, shard, ["kind"])["kind"].to_pylist())
            tag_failures += store.rows("tag_failures", tag, shard)
    else:
        kinds.update(source.kind or "unknown" for source in rows if source.document_id)
    return Summary(
        sources=len(rows),
        documents=len(now.documents),
        duplicates=len(rows) - failures - no_text - len(now.documents),
        failures=failures,
        no_text=no_text,
        tag_failures=tag_failures,
        kinds=dict(sorted(kinds.items())),
    )
