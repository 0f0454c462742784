"""The words of passages, cut from the texts they lie in."""

from collections.abc import Iterator, Sequence

import pandas as pd

from ..corpus.model import Document, Span
from ..corpus.tables import document
from .findings import Queryable

CHARS = 40_000_000  # characters of text held in memory at a time; every batch costs one pass over the stored texts
DOCUMENTS = 2_000  # and documents, for the rows found in them


def document_batches(store: Queryable) -> Iterator[list[str]]:
    """The ids of all documents, in batches small enough to hold their texts in memory."""
    batch: list[str] = []
    chars = 0
    sizes = store.query("select document_id, chars from documents order by document_id")
    for key, size in sizes.itertuples(index=False, name=None):
        if batch and (chars + size > CHARS or len(batch) == DOCUMENTS):
            yield batch
            batch, chars = [], 0
        batch.append(str(key))
        chars += int(size)
    if batch:
        yield batch


def placeholders(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))


def documents(store: Queryable, ids: Sequence[str]) -> dict[str, Document]:
    """The documents of these ids, with their texts."""
    frame = store.query(f"select * from documents where document_id in ({placeholders(ids)})", list(ids))
    return {str(row["document_id"]): document(row) for row in frame.to_dict("records")}


def with_text(store: Queryable) -> Iterator[pd.DataFrame]:
    """Passages with their words (page furniture cut out) and the uri of every source, in pieces."""
    for ids in document_batches(store):
        texts = documents(store, ids)
        sql = f"""select p.*, s.uri from passages p join sources s using (document_id)
                  where document_id in ({placeholders(ids)}) order by p.document_id, s.uri, p.n"""
        frame = store.query(sql, ids)
        frame["text"] = [
            texts[key].prose(Span(int(start), int(end)))
            for key, start, end in zip(frame["document_id"], frame["start"], frame["end"], strict=True)
        ]
        yield frame


def passages(store: Queryable, ids: Sequence[str]) -> dict[str, list[tuple[Span, str, int]]]:
    """The passages of these documents: (span, kind, depth of the heading path) in the order of the text."""
    sql = f"""select document_id, start, "end", kind, path from passages
              where document_id in ({placeholders(ids)}) order by document_id, start, n"""
    found: dict[str, list[tuple[Span, str, int]]] = {}
    for key, start, end, kind, path in store.query(sql, list(ids)).itertuples(index=False, name=None):
        depth = len(path.split(" > ")) if isinstance(path, str) and path else 0
        found.setdefault(key, []).append((Span(int(start), int(end)), str(kind), depth))
    return found
