"""What a workspace holds now, what the sources say it should hold, and how it is brought there."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from . import tables
from .batch import Item, Stale, seen, spokesman
from .find import Found
from .model import Source, Status
from .store import Store
from .tables import GROUPS, arrow

CANDIDATES = 64  # documents of one size that a file is compared with; beyond that reading again costs less
SMALL_PART = 8  # a shard below an eighth of a full batch is small
SMALL_SHARDS = 16  # that many small shards are worth merging


@dataclass(frozen=True, slots=True)
class Kept:
    """A row of `sources` in the workspace, and the shard it lies in."""

    source: Source
    size: int
    stamp: int
    shard: str

    def matches(self, found: Found) -> bool:
        """Whether the file is as it was: its size and time of change, or the digest that its container gives."""
        return (self.size, self.stamp) == (found.size, found.stamp)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All sources and documents of one version of the workspace."""

    kept: Mapping[str, list[Kept]]  # uri -> rows: several only after an interrupted run
    documents: Mapping[str, list[str]]  # document -> shards

    @classmethod
    def of(cls, store: Store, fingerprint: str | None) -> "Snapshot":
        """The snapshot of the tables under `fingerprint`."""
        kept: defaultdict[str, list[Kept]] = defaultdict(list)
        for shard in store.shards("sources", fingerprint):
            for row in store.read("sources", fingerprint or "", shard).to_pylist():
                kept[row["uri"]].append(Kept(tables.source(row), row["size"], row["stamp"], shard))
        documents: defaultdict[str, list[str]] = defaultdict(list)
        for shard in store.shards("documents", fingerprint):
            for document_id in store.read("documents", fingerprint or "", shard, ["document_id"])[0].to_pylist():
                documents[document_id].append(shard)
        return cls(kept, documents)

    def unchanged(self, found: Found) -> bool:
        """Whether this file need not be looked at: it is as it was, and its document is here or its failure known."""
        return any(
            row.matches(found)
            and (
                row.source.document_id in self.documents
                if row.source.document_id
                else row.source.status == _after(found)
            )
            for row in self.kept.get(found.uri, ())
        )

    def known(self, found: Found) -> bool:
        """Whether this file was read as a document and is as it was: then it need not be opened to see what it is."""
        return any(row.matches(found) and row.source.document_id for row in self.kept.get(found.uri, ()))

    def settled(self, files: Mapping[str, Found]) -> bool:
        """Whether rows, files and documents are one to one and say the same: then there is nothing to do."""
        return (
            len(self.kept) == len(files)
            and all(
                len(rows) == 1
                and (found := files.get(uri)) is not None
                and rows[0].matches(found)
                and rows[0].source == _settled(found, rows[0].source)
                for uri, rows in self.kept.items()
            )
            and self.documents.keys() == self.sources().keys()
            and all(len(shards) == 1 for shards in self.documents.values())
        )

    def items(self, changed: Iterable[Found]) -> list[Item]:
        """The files to read, each with the stored documents that it may turn out to be."""
        by_size: defaultdict[int, set[str]] = defaultdict(set)
        for rows in self.kept.values():
            for row in rows:
                if row.source.document_id in self.documents:
                    by_size[row.size].add(row.source.document_id or "")
        items: list[Item] = []
        for found in changed:
            known = by_size.get(found.size, set[str]())
            if len(known) > CANDIDATES:
                known = known & {row.source.document_id for row in self.kept.get(found.uri, ())}
            items.append(Item(found, frozenset(known)))
        return items

    def sources(self) -> dict[str, list[Source]]:
        """document -> its sources."""
        sources: defaultdict[str, list[Source]] = defaultdict(list)
        for rows in self.kept.values():
            for row in rows:
                if row.source.document_id:
                    sources[row.source.document_id].append(row.source)
        return sources


def _after(found: Found) -> Status:
    """The status of a file that was not or could not be read."""
    return "no text" if found.source.status == "no text" else "failed"


def _settled(found: Found, row: Source) -> Source:
    """A row of `sources`, saying what is said of the file now."""
    return replace(found.source, document_id=row.document_id, status=row.status)


def settle_sources(store: Store, fingerprint: str, found: Mapping[str, Found]) -> None:
    """Leave one row for each file there is, saying what the manifest says now; rewrite only shards that differ."""
    taken: set[str] = set()
    for shard in store.shards("sources", fingerprint):
        before = store.read("sources", fingerprint, shard)
        after: list[tables.Row] = []
        for row in before.to_pylist():
            file = found.get(row["uri"])
            if file and row["uri"] not in taken and (row["size"], row["stamp"]) == (file.size, file.stamp):
                taken.add(row["uri"])
                said = _settled(file, tables.source(row))
                after.append(tables.source_row(said, file.size, file.stamp))
        table = arrow("sources", after)
        if table.equals(before):
            continue
        if not after:
            store.remove("sources", fingerprint, shard)
            continue
        failed = {row["uri"] for row in after if row["status"] == "failed"}
        failures = store.read("failures", fingerprint, shard).to_pylist()
        kept = arrow("failures", [row for row in failures if row["uri"] in failed])
        store.save("sources", fingerprint, shard, {"sources": [table], "failures": [kept]})


def settle_documents(store: Store, fingerprint: str) -> Snapshot:
    """Remove documents that no source has any more, and second copies; return what there is then."""
    snapshot = Snapshot.of(store, fingerprint)
    wanted = snapshot.sources().keys()
    drops: defaultdict[str, set[str]] = defaultdict(set)
    for document_id, shards in snapshot.documents.items():
        for shard in shards[1:] if document_id in wanted else shards:
            drops[shard].add(document_id)
    for shard, gone in drops.items():
        store.drop("documents", fingerprint, shard, gone)
    left = {document_id: shards[:1] for document_id, shards in snapshot.documents.items() if document_id in wanted}
    return Snapshot(snapshot.kept, left)


def settle_analysed(store: Store, fingerprint: str, terms: Mapping[str, str | None]) -> None:
    """Leave what was found in these documents on these terms, once; None for any terms."""
    taken: set[str] = set()
    for shard, rows in _analysed(store, fingerprint):
        gone: set[str] = set()
        for document_id, told in rows:
            if document_id in terms and terms[document_id] in (None, told) and document_id not in taken:
                taken.add(document_id)
            else:
                gone.add(document_id)
        if gone:
            store.drop("analysed", fingerprint, shard, gone)


def stale(store: Store, fingerprint: str, snapshot: Snapshot) -> list[Stale]:
    """The documents that were not analysed, or were while their sources said something else."""
    done = {each for _, rows in _analysed(store, fingerprint) for each in rows}
    told = [
        Stale(document_id, snapshot.documents[document_id][0], spokesman(sources))
        for document_id, sources in snapshot.sources().items()
        if document_id in snapshot.documents
    ]
    left = [item for item in told if (item.document_id, seen(item.source)) not in done]
    return sorted(left, key=lambda item: (item.shard, item.document_id))


def terms(snapshot: Snapshot) -> dict[str, str | None]:
    """document -> a short name for what its sources say."""
    sources = snapshot.sources()
    return {document_id: seen(spokesman(sources[document_id])) for document_id in snapshot.documents}


def _analysed(store: Store, fingerprint: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for shard in store.shards("analysed", fingerprint):
        rows = store.read("analysed", fingerprint, shard)
        yield shard, list(zip(rows["document_id"].to_pylist(), rows["seen"].to_pylist(), strict=True))


def compact(store: Store, group: str, fingerprint: str, documents: int, size: int) -> None:
    """Merge small shards when there are many: a corpus that grows by a file a day stays quick to query."""
    small: list[tuple[str, int, int]] = []
    for shard in store.shards(group, fingerprint):
        rows, held = store.rows(group, fingerprint, shard), store.size(group, fingerprint, shard)
        if rows * SMALL_PART < documents and held * SMALL_PART < size:
            small.append((shard, rows, held))
    if len(small) >= SMALL_SHARDS:
        for part in _portions(small, documents, size):
            if len(part) > 1:
                store.merge(group, fingerprint, part)


def _portions(shards: Iterable[tuple[str, int, int]], documents: int, size: int) -> Iterator[list[str]]:
    part: list[str] = []
    rows = held = 0
    for shard, more, weight in shards:
        if part and (rows + more > documents or held + weight > size):
            yield part
            part, rows, held = [], 0, 0
        part.append(shard)
        rows, held = rows + more, held + weight
    if part:
        yield part


def compact_all(store: Store, steps: Mapping[str, str], documents: int, size: int) -> None:
    """`compact` every group of tables that is current."""
    for group in GROUPS:
        if fingerprint := steps.get(tables.STEPS[group]):
            compact(store, group, fingerprint, documents, size)
