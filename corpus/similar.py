"""The same story, the same contract: documents whose wording is nearly the same are put in one group.

Exact copies are one document with several sources already. What is grouped here are documents that differ in some
words: an article that another outlet shortened, a template filled in for somebody else, terms that were published again
unchanged. Groups never cross kinds, and every document has one, often of itself alone.

MinHash: A. Broder, On the resemblance and containment of documents (1997); locality-sensitive hashing by bands: J. Leskovec,
A. Rajaraman, J. Ullman, Mining of Massive Datasets, chapter 3.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, cast

import numpy as np

from .characters import DIGIT, WORD, Characters, Hashes, Ints, hashed, lowered, runs
from .dates import MONTHS
from .store import Store
from .tables import arrow

_PERMUTATIONS = 256  # the standard error of an estimated resemblance is then 0.03
_SEED = 1
_SHINGLE = 4  # words: three repeat by chance in contracts, five break at every changed name
_ROWS = 3  # of a signature in one band: resemblance 0.35 is looked at in 97 of 100 cases, 0.05 in 1
_LEADERS = 8  # documents of one band that a further one is compared with
_LEAST = 20  # shingles below which a resemblance says nothing

# Pairs of CUAD contracts that share a template measured from 0.94 down to 0.34, without a gap; all others lie below 0.3, most
# below 0.05. From a half on most of the wording is shared.
RESEMBLANCE = 0.5
# Outlets cut a wire story and add to it: so much of the shorter text must stand in the longer one.
CONTAINMENT = 0.6
_OVERLAP = 0.2  # the least resemblance at which that share can be told from chance

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\]\([^)\s]*\)")
_MARKS = ("://", "www.", "](")  # most texts hold no address; these are found faster
_ODD = np.uint64(0xD6E8FEB86659FD93)  # a shingle is a polynomial of its words
_HEAD = 12  # bytes before the signature: digest of the words, number of shingles


class Sketch(NamedTuple):
    """words: digest of the wording without dates. shingles: how many different ones. signature: shape (256,), uint32."""

    words: bytes
    shingles: int
    signature: "np.ndarray[Any, np.dtype[np.uint32]]"


def sketch(text: str) -> bytes:
    """A kilobyte by which the wording of a text can be compared with others."""
    import rensa  # not needed by those who only compare

    text = lowered(text)
    characters = Characters(_ADDRESS.sub(" ", text) if any(mark in text for mark in _MARKS) else text)
    starts, ends = runs(characters.kinds & WORD != 0)
    words = characters.hashes(starts, ends)
    numeric = characters.kinds[starts] & DIGIT != 0
    kept = words[~numeric]
    whole = max(len(kept) - _SHINGLE + 1, 0)
    shingles = kept[:whole]
    for step in range(1, _SHINGLE):
        shingles = shingles * _ODD + kept[step : step + whole]
    shingles = np.sort(shingles)  # numpy's `unique` hashes them, in several times the time
    shingles = shingles[np.diff(shingles, prepend=~shingles[:1]) != 0]
    new: Any = rensa.RMinHash  # pyright: ignore[reportAttributeAccessIssue]
    rows = new.digest_matrix_from_flat_token_hashes(shingles, [0, len(shingles)], _PERMUTATIONS, _SEED)
    undated = words[~_dated(characters, words, starts, ends, numeric)]
    wording = hashlib.blake2b(undated.tobytes(), digest_size=8).digest()
    return wording + len(shingles).to_bytes(4, "little") + np.array(rows.to_rows()[0], dtype="<u4").tobytes()


def read(packed: bytes) -> Sketch:
    """What `sketch` packed."""
    signature = np.frombuffer(packed, dtype="<u4", offset=_HEAD)
    return Sketch(packed[:8], int.from_bytes(packed[8:_HEAD], "little"), signature)


def group(documents: Iterable[tuple[str, str, bytes]]) -> dict[str, str]:
    """document -> name of its group (the first id in it), from (id, kind, sketch) of all documents.

    Terms are grouped where nothing but dates, addresses, punctuation and markup changed: a version with other words is
    a finding of its own.
    """
    groups: dict[str, str] = {}
    by_kind: defaultdict[str, dict[str, Sketch]] = defaultdict(dict)
    for document_id, kind, packed in sorted(documents):
        by_kind[kind][document_id] = read(packed)
    for kind, sketches in by_kind.items():
        groups |= _grouped(kind, sketches)
    return groups


def settle(store: Store, steps: Mapping[str, str]) -> None:
    """Bring the table `groups` up to date with what was read and tagged; written only when something moved."""
    kinds: dict[str, str] = {}
    for shard in store.shards("profiles", steps["tag"]):
        rows = store.read("profiles", steps["tag"], shard, ["document_id", "kind"])
        kinds |= dict(zip(rows["document_id"].to_pylist(), rows["kind"].to_pylist(), strict=True))
    told: list[tuple[str, str, bytes]] = []
    for shard in store.shards("documents", steps["read"]):
        rows = store.read("documents", steps["read"], shard, ["document_id", "sketch"])
        pairs = zip(rows["document_id"].to_pylist(), rows["sketch"].to_pylist(), strict=True)
        told += [(document_id, kinds.get(document_id) or "", packed) for document_id, packed in pairs]
    table = arrow("groups", [{"document_id": key, "group_id": name} for key, name in sorted(group(told).items())])
    shards = store.shards("groups", steps["tag"])
    if shards != ["all"] or not store.read("groups", steps["tag"], "all").equals(table):
        store.save("groups", steps["tag"], "all", {"groups": [table]})


def _dated(characters: Characters, words: Hashes, starts: Ints, ends: Ints, numeric: Any) -> Any:
    """Which of the words are years, months, or the days beside these."""
    month = np.isin(words, hashed(list(MONTHS)))
    near = month.copy()
    for step in (1, 2):
        near[step:] |= month[:-step]
        near[:-step] |= month[step:]
    four = np.flatnonzero(ends - starts == 4)
    digits = characters.codes[starts[four, None] + np.arange(4)] - ord("0")
    century = 10 * digits[:, 0] + digits[:, 1]
    near &= month | numeric
    near[four[((century == 19) | (century == 20)) & (digits < 10).all(axis=1)]] = True
    return near


def _grouped(kind: str, sketches: Mapping[str, Sketch]) -> dict[str, str]:
    ids = list(sketches)
    root = list(range(len(ids)))

    def find(at: int) -> int:
        while root[at] != at:
            root[at] = root[root[at]]
            at = root[at]
        return at

    def join(a: int, b: int) -> None:
        low, high = sorted((find(a), find(b)))
        root[high] = low

    same: dict[bytes, int] = {}
    for at, each in enumerate(sketches.values()):
        join(same.setdefault(each.words, at), at)
    long = [at for at, each in enumerate(sketches.values()) if each.shingles >= _LEAST]
    if kind != "terms" and len(long) > 1:
        signatures = np.stack([sketches[ids[at]].signature for at in long])
        sizes = np.array([sketches[ids[at]].shingles for at in long], dtype=np.float64)
        for members in _bands(signatures):
            for n, leader in enumerate(members[:_LEADERS]):
                others = np.array([m for m in members[n + 1 :] if find(long[m]) != find(long[leader])], dtype=np.intp)
                if others.size:
                    alike = _alike(kind, signatures[others] == signatures[leader], sizes[others], sizes[leader])
                    for other in others[alike]:
                        join(long[leader], long[other])
    return {document_id: ids[find(at)] for at, document_id in enumerate(ids)}


def _bands(signatures: Any) -> Iterable[list[int]]:
    """Sets of rows that agree in a whole band of their signatures."""
    for start in range(0, _PERMUTATIONS - _ROWS + 1, _ROWS):
        band = np.ascontiguousarray(signatures[:, start : start + _ROWS]).view([("", "<u4")] * _ROWS).ravel()
        order = np.argsort(band, kind="stable")
        edges = np.flatnonzero(band[order][1:] != band[order][:-1]) + 1
        for run in np.split(order, edges):
            if run.size > 1:
                yield cast(list[int], run.tolist())


def _alike(kind: str, agree: Any, sizes: Any, size: float) -> Any:
    """Which of several documents resemble one; agree: bool, shape (documents, 256)."""
    resemblance = agree.mean(axis=1)
    if kind != "press":
        return resemblance >= RESEMBLANCE
    shared = resemblance / (1 + resemblance) * (sizes + size)
    return (resemblance >= _OVERLAP) & (shared / np.minimum(sizes, size) >= CONTAINMENT)
