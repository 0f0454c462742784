"""Patterns made ready once and kept between runs, as Python keeps its compiled modules.

Over a thousand long patterns take two seconds to be read and compiled, in every process anew; fetched from a file they take
a tenth of one. The file holds nothing of any document. It lies in the user's cache folder under a name that tells what it
was made from, so that it can be deleted at any time and is never out of date.
"""

import contextlib
import hashlib
import importlib
import json
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from . import literals, sieve
from .sieve import Code, Wording

_KEPT = 6  # files: of the last versions and of the user's own rules
_sre: Any = importlib.import_module("_sre")


@dataclass(frozen=True, slots=True)
class Shelf:
    """The wordings of one set of rules. key: a digest of what they were read from."""

    path: Path
    stored: dict[str, Wording]
    made: dict[str, Wording]

    @classmethod
    def open(cls, key: str) -> "Shelf":
        """What is kept under that key; empty where there is nothing, or nothing whole."""
        name = hashlib.sha256(f"{key} {_makers()}".encode()).hexdigest()[:24]
        path = folder() / f"patterns-{name}"
        try:
            stored = _read(path)
        except (OSError, ValueError, KeyError, TypeError):
            stored = {}
        return cls(path, stored, {})

    def wording(self, source: str) -> Wording:
        """The pattern, without regard to case. Raises re.error where it is faulty."""
        found = self.stored.get(source) or self.made.get(source)
        if found is None:
            found = self.made[source] = Wording.of(source)
        return found

    def keep(self) -> None:
        """Store what was made new, if the folder lets us: a run goes on without."""
        if not self.made:
            return
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            partial = self.path.with_suffix(f".{os.getpid()}")
            partial.write_bytes(_packed([*self.stored.values(), *self.made.values()]))
            os.replace(partial, self.path)
            old = sorted(self.path.parent.glob("patterns-*"), key=lambda p: p.stat().st_mtime)[:-_KEPT]
            for path in old:
                path.unlink(missing_ok=True)


def folder() -> Path:
    """Where this user's programs keep what can be made again."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library/Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "facevalue"


@cache
def _makers() -> str:
    """What makes of a source what is kept: this code and the regular expressions of this Python."""
    code = b"".join(Path(module.__file__ or "").read_bytes() for module in (literals, sieve, sys.modules[__name__]))
    return f"{sys.version} {_sre.MAGIC} {hashlib.sha256(code).hexdigest()}"


def _packed(wordings: Iterable[Wording]) -> bytes:
    lists: dict[literals.Any_of, int] = {}
    rows: list[Any] = []
    numbers: list[np.ndarray] = []
    end = 0
    for w in wordings:
        needs = [[lists.setdefault(words, len(lists)) for words in alternative] for alternative in w.needs]
        code = w.code or Code.of(*w.used)
        numbers.append(code.numbers)
        end += len(code.numbers)
        rows.append([w.source, w.small, needs, code.flags, code.groups, code.names, end])
    head = json.dumps({"lists": [sorted(words) for words in lists], "rows": rows}).encode()
    body = np.concatenate(numbers).tobytes()
    size = len(head).to_bytes(8, "little")
    return hashlib.sha256(size + head + body).digest() + size + head + body


def _read(path: Path) -> dict[str, Wording]:
    data = path.read_bytes()
    if hashlib.sha256(data[32:]).digest() != data[:32]:
        raise ValueError("cut short")
    start = 40 + int.from_bytes(data[32:40], "little")
    head = json.loads(data[40:start])
    lists = [frozenset(words) for words in head["lists"]]
    numbers = np.frombuffer(data, np.uint32, offset=start)
    found: dict[str, Wording] = {}
    begin = 0
    for source, small, needs, flags, groups, names, end in head["rows"]:
        code = Code(flags, groups, names, numbers[begin:end])
        found[source] = Wording(
            source, sieve.ANY_CASE, small, tuple(tuple(lists[n] for n in alternative) for alternative in needs), code
        )
        begin = end
    return found
