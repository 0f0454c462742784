"""A reader and an analysis that do what the text tells them, in a module that worker processes can import."""

import errno
import hashlib
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass

from facevalue.corpus import Document, Passage, SetupError, Source, Span, Unreadable


def read(data: bytes, name: str) -> tuple[Document, list[Passage]]:
    """Plain text, a passage a line; words in capitals are orders."""
    text = data.decode("utf-8", "replace")
    obey(text, "READ")
    if "SURROGATE" in text:
        text += "\ud800"
    document = Document(hashlib.sha256(data).hexdigest(), "text/plain", text)
    passages: list[Passage] = []
    at = 0
    for line in text.split("\n"):
        if line:
            passages.append(Passage(document.id, Span(at, at + len(line)), ("1. Use > scope", "(a)")))
        at += len(line) + 1
    return document, passages


def obey(text: str, when: str) -> None:
    if f"{when}-EXIT" in text:
        os._exit(9)
    if f"{when}-HANG" in text:
        time.sleep(60)
    if f"{when}-RAISE" in text:
        raise ValueError("told to raise\nwith more lines")
    if f"{when}-UNREADABLE" in text:
        raise Unreadable("told to be unreadable")
    if f"{when}-SETUP" in text:
        raise SetupError("told to stop")
    if f"{when}-MODULE" in text:
        raise ModuleNotFoundError("No module named 'parchment'", name="parchment")
    if f"{when}-FULL" in text:
        raise OSError(errno.ENOSPC, "No space left on device")
    if f"{when}-MEMORY" in text:
        raise MemoryError


@dataclass(frozen=True)
class Analysis:
    fingerprint: str = "one"
    word: str = "licence"
    modules: tuple[str, ...] = ()

    def __call__(
        self, document: Document, passages: Sequence[Passage], source: Source
    ) -> dict[str, list[dict[str, object]]]:
        obey(document.text, "TAG")
        if "TAG-COLUMN" in document.text:
            return {"tags": [{"document_id": document.id, "wrong": 1}]}
        at = document.text.find(self.word)
        tags = (
            [{"document_id": document.id, "variable": "grant", "value": self.word, "score": 1.0, "start": at}]
            if at >= 0
            else []
        )
        profile = {
            "document_id": document.id,
            "kind": source.kind or "other",
            "company": source.company,
            "title": source.uri,
        }
        amount = {"document_id": document.id, "amount": len(passages) / 3, "path": None} | {}
        amount.pop("path")
        return {"profiles": [profile], "tags": tags, "amounts": [amount]}


@dataclass(frozen=True)
class Step:
    """A step for work.run over words that are orders; it returns how many it was given."""

    def __call__(self, items: tuple[str, ...]) -> int:
        for item in items:
            obey(item, "READ")
        return len(items)


def threads(_: tuple[str, ...]) -> list[int]:
    """A step that says how many threads each numerical library has."""
    import numpy as np
    from threadpoolctl import threadpool_info

    assert np.isfinite(np.ones((2, 2)) @ np.ones((2, 2))).all()
    return [library["num_threads"] for library in threadpool_info()]
