"""The words of passages, cut from the texts they lie in."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from ..corpus.model import Document, Span
from .findings import Queryable

DOCUMENTS = 200  # documents whose texts are held in memory at a time


def document_batches(store: Queryable) -> Iterator[list[str]]:
    """The ids of all documents, in batches small enough to hold their texts in memory."""
    ids = store.query("select document_id from documents order by document_id")["document_id"].tolist()
    for at in range(0, len(ids), DOCUMENTS):
        yield ids[at : at + DOCUMENTS]


def placeholders(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))


def documents(store: Queryable, ids: Sequence[str]) -> dict[str, Document]:
    """The documents of these ids, with their texts."""
    sql = f"""select document_id, media_type, text, page_starts, language, furniture, metadata
              from documents where document_id in ({placeholders(ids)})"""
    found: dict[str, Document] = {}
    for row in store.query(sql, list(ids)).to_dict("records"):
        pages = tuple(int(start) for start in row["page_starts"]) if row["page_starts"] is not None else (0,)
        furniture = tuple(Span(start, end) for start, end in _spans(row["furniture"]))
        metadata = _object(row["metadata"])
        language = row["language"] or "und"
        document = Document(
            row["document_id"], row["media_type"], row["text"] or "", pages or (0,), language, (), furniture, metadata
        )
        found[document.id] = document
    return found


def _spans(stored: Any) -> list[tuple[int, int]]:
    """Spans as stored: JSON pairs or objects with start and end."""
    items = json.loads(stored) if isinstance(stored, str) and stored else []
    return [(int(i["start"]), int(i["end"])) if isinstance(i, dict) else (int(i[0]), int(i[1])) for i in items]


def _object(stored: Any) -> dict[str, str]:
    content = json.loads(stored) if isinstance(stored, str) and stored else {}
    return {str(k): str(v) for k, v in content.items()} if isinstance(content, dict) else {}


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
