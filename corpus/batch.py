"""What one task does: read, segment and analyse a batch, write its shards, return counts only."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Protocol, TypeVar

from . import similar, tables, work
from .arrays import texts
from .errors import StoreError
from .find import WORKSPACE_FILE, Found
from .importers import Opener
from .model import Document, Failure, Passage, Source, Span
from .store import Store, digest
from .tables import ANALYSIS, Row, arrow

R = TypeVar("R")
Reader = Callable[[bytes, str], tuple[Document, Sequence[Passage]]]
Parts = defaultdict[str, list[Any]]  # table -> arrow tables, one a document: a bad row spoils its document only


class Analysis(Protocol):
    """What is found in a document: picklable, and the same rows for the same document wherever it runs."""

    @property
    def fingerprint(self) -> str: ...

    @property
    def modules(self) -> Sequence[str]:
        """Modules that load what the first document needs; imported once, by the process that workers are forked from."""
        ...

    def __call__(
        self, document: Document, passages: Sequence[Passage], source: Source
    ) -> Mapping[str, Sequence[Row]]: ...


@dataclass(frozen=True, slots=True)
class Item:
    """A file to read. known: documents already stored that have its size, so may be it."""

    found: Found
    known: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Stale:
    """A stored document to analyse, the shard it lies in, and what is said of it."""

    document_id: str
    shard: str
    source: Source


@dataclass(frozen=True, slots=True)
class Count:
    """What became of a batch: items done, those of them that failed, bytes taken in, documents analysed."""

    done: int
    failed: int
    bytes: int = 0
    analysed: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.done + other.done,
            self.failed + other.failed,
            self.bytes + other.bytes,
            self.analysed + other.analysed,
        )


# What `read_document` loads when it is first called; a fork server loads it once for all workers.
READ_MODULES = tuple(f"{__package__}.{name}" for name in ("readers", "segment"))


def read_document(data: bytes, name: str) -> tuple[Document, Sequence[Passage]]:
    """A document and its passages from the bytes of a file. Raises Unreadable, UnsupportedFormat."""
    from . import readers, segment

    document = readers.document(data, name)
    return document, segment.segment(document)


def read_without_ocr(data: bytes, name: str) -> tuple[Document, Sequence[Passage]]:
    """As `read_document`, but pages that are pictures stay unread, whether Tesseract is installed or not."""
    from .readers import ocr

    with ocr.left_out():
        return read_document(data, name)


def spokesman(sources: Iterable[Source]) -> Source:
    """One source that speaks for all of a document: the first uri; of each field what a person said first, else a container."""
    ranked = sorted(sources, key=lambda source: source.uri)
    facts: dict[str, Any] = {}
    contained: list[str] = []
    for name in tables.SAID:
        said = [source for source in ranked if getattr(source, name)]
        person = [source for source in said if name not in source.from_container]
        if said:
            facts[name] = getattr((person or said)[0], name)
            contained += [name] * (not person)
    return replace(ranked[0], **facts, from_container=tuple(contained))


def seen(source: Source) -> str:
    """A short name for all that an analysis is told by a source: another name, another analysis."""
    said = (source.uri, *(getattr(source, name) for name in tables.SAID), source.from_container)
    return hashlib.blake2b(repr(said).encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class ReadBatch:
    """The step that reads files, and analyses the new documents if there is an `analysis`."""

    store: Store
    fingerprint: str
    read: Reader
    analysis: Analysis | None = None
    tag_fingerprint: str = ""

    def __call__(self, items: tuple[Item, ...]) -> Count:
        if not (self.store.root / WORKSPACE_FILE).exists():
            raise StoreError(f"a worker does not see {self.store.root}: put it on a drive that all machines share")
        reading = _Reading(self.read)
        with Opener(self.store.scratch) as opener:
            # Members of a container one after another, so that it is opened once.
            for item in sorted(items, key=lambda item: (item.found.path, item.found.inside)):
                reading.take(item, opener)
        analysed = len(reading.new) if self.analysis else 0
        if self.analysis and reading.new:
            told = [(*reading.new[document_id], spokesman(reading.sources[document_id])) for document_id in reading.new]
            _analyse(self.store, self.tag_fingerprint, self.analysis, told)
        if reading.new:
            self.store.save("documents", self.fingerprint, digest(reading.new), reading.parts)
        reading.parts["sources"].append(arrow("sources", sorted(reading.rows, key=lambda row: row["uri"])))
        # Last: the rows of sources say that the batch is done.
        self.store.save("sources", self.fingerprint, digest(row["uri"] for row in reading.rows), reading.parts)
        failed = sum(row["document_id"] is None for row in reading.rows)
        return Count(len(items), failed, sum(item.found.size for item in items), analysed)


@dataclass(slots=True)
class _Reading:
    """A batch as it is being read."""

    read: Reader
    rows: list[Row] = field(default_factory=list[Row])
    parts: Parts = field(default_factory=lambda: defaultdict(list))
    new: dict[str, tuple[Document, Sequence[Passage]]] = field(default_factory=dict[str, Any])
    sources: defaultdict[str, list[Source]] = field(default_factory=lambda: defaultdict(list))
    failures: dict[str, Failure] = field(default_factory=dict[str, Failure])

    def take(self, item: Item, opener: Opener) -> None:
        """Read one file, unless its document is known, and note its source."""
        source = item.found.source
        got = self._document_id(item, opener)
        if isinstance(got, Failure):
            self.parts["failures"].append(arrow("failures", [tables.failure_row(got)]))
        else:
            source = replace(source, document_id=got, status="read")
            self.sources[got].append(source)
        self.rows.append(tables.source_row(source, item.found.size, item.found.stamp))

    def _document_id(self, item: Item, opener: Opener) -> str | Failure:
        uri = item.found.uri
        data = _attempt(partial(opener.read, item.found.path, item.found.inside), uri, "read")
        if isinstance(data, Failure):
            return data
        document_id = hashlib.sha256(data).hexdigest()
        if document_id in self.failures:
            return replace(self.failures[document_id], item=uri)
        if document_id not in item.known and document_id not in self.new:
            name = uri + item.found.ending
            got = _attempt(partial(self._document, data, name), uri, "read")
            if isinstance(got, Failure):
                self.failures[document_id] = replace(got, message=got.message.replace(name, uri))
                return self.failures[document_id]
            self.new[document_id] = got
        return document_id

    def _document(self, data: bytes, uri: str) -> tuple[Document, Sequence[Passage]]:
        document, passages = self.read(data, uri)
        sketch = similar.sketch(document.prose(Span(0, len(document.text))))
        rows = (
            arrow("documents", [tables.document_row(document, sketch)]),
            arrow("passages", tables.passage_rows(document, passages)),
        )
        self.parts["documents"].append(rows[0])
        self.parts["passages"].append(rows[1])
        return document, passages


@dataclass(frozen=True, slots=True)
class AnalyseBatch:
    """The step that analyses stored documents; the items of a batch lie in one shard."""

    store: Store
    fingerprint: str
    analysis: Analysis
    tag_fingerprint: str

    def __call__(self, items: tuple[Stale, ...]) -> Count:
        import pyarrow.compute as pc  # 0.15 s that reading does without

        wanted = pc.field("document_id").isin(texts(item.document_id for item in items))
        documents: dict[str, Document] = {}
        passages: defaultdict[str, list[Passage]] = defaultdict(list)
        for row in self.store.read("documents", self.fingerprint, items[0].shard).filter(wanted).to_pylist():
            documents[row["document_id"]] = tables.document(row)
        for row in self.store.read("passages", self.fingerprint, items[0].shard).filter(wanted).to_pylist():
            passages[row["document_id"]].append(tables.passage(row))
        told = [(documents[item.document_id], passages[item.document_id], item.source) for item in items]
        failed = _analyse(self.store, self.tag_fingerprint, self.analysis, told)
        return Count(len(items), failed, sum(len(document.text) for document in documents.values()), len(items))


def unread(store: Store, fingerprint: str, items: Iterable[tuple[Found, Failure | None]]) -> None:
    """Write the rows of files that no task could read, and of sources that have no text."""
    found = sorted(items, key=lambda item: item[0].uri)
    if not found:
        return
    parts = {
        "sources": [arrow("sources", [tables.source_row(each.source, each.size, each.stamp) for each, _ in found])],
        "failures": [arrow("failures", [tables.failure_row(failure) for _, failure in found if failure])],
    }
    store.save("sources", fingerprint, digest(each.uri for each, _ in found), parts)


def unanalysed(store: Store, fingerprint: str, items: Iterable[tuple[Stale, Failure]]) -> None:
    """Write the rows of documents that no task could analyse."""
    stale = sorted(items, key=lambda item: item[0].document_id)
    if stale:
        parts: Parts = defaultdict(list)
        for item, failure in stale:
            _give_up(parts, item.document_id, item.source, failure)
        store.save(
            "analysed", fingerprint, digest(f"{item.document_id} {seen(item.source)}" for item, _ in stale), parts
        )


def _analyse(
    store: Store, fingerprint: str, analysis: Analysis, told: Iterable[tuple[Document, Sequence[Passage], Source]]
) -> int:
    """Analyse documents, write the shard, and say how many failed."""
    parts: Parts = defaultdict(list)
    names: list[str] = []
    failed = 0
    for document, passages, source in sorted(told, key=lambda each: each[0].id):
        names.append(f"{document.id} {seen(source)}")
        got = _attempt(partial(_rows, analysis, document, passages, source), source.uri, "tag")
        if isinstance(got, Failure):
            failed += 1
            _give_up(parts, document.id, source, got)
        else:
            for table, rows in got.items():
                parts[table].append(rows)
            parts["analysed"].append(arrow("analysed", [{"document_id": document.id, "seen": seen(source)}]))
    store.save("analysed", fingerprint, digest(names), parts)
    return failed


def _give_up(parts: Parts, document_id: str, source: Source, failure: Failure) -> None:
    parts["tag_failures"].append(arrow("tag_failures", [tables.failure_row(failure, document_id)]))
    parts["analysed"].append(arrow("analysed", [{"document_id": document_id, "seen": seen(source)}]))


def _rows(analysis: Analysis, document: Document, passages: Sequence[Passage], source: Source) -> dict[str, Any]:
    found = analysis(document, passages, source)
    if unknown := found.keys() - set(ANALYSIS):
        raise ValueError(f"an analysis gives rows of {', '.join(ANALYSIS)}, not of {', '.join(sorted(unknown))}")
    return {table: arrow(table, rows) for table, rows in found.items() if rows}


def _attempt(act: Callable[[], R], uri: str, step: str) -> R | Failure:
    """What `act` returns, or its exception as a failure of this one document."""
    try:
        return act()
    except MemoryError:
        raise  # the batch is run again document by document: a smaller one may fit
    except Exception as error:
        if work.stopper(error):
            raise
        return Failure(uri, step, *work.fault(error))
