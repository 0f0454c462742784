"""Contracts with lawyers' labels, and how they are split so that no company is on both sides."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np

from ..corpus.characters import Ints
from ..corpus.errors import SetupError
from ..corpus.model import Document, Passage
from ..corpus.segment import segment


@dataclass(frozen=True)
class Labelled:
    """A contract with labelled spans. company: contracts of one company are never on both sides of a split."""

    document: Document
    passages: Sequence[Passage]
    company: str
    spans: Mapping[str, Sequence[tuple[int, int]]]


def read_labelled(labels: Path, texts: Path) -> list[Labelled]:
    """Contracts and labels in the layout of CUAD: a JSON line for each contract, its text in `texts`/ID.txt."""
    found: list[Labelled] = []
    try:
        lines = labels.read_text("utf8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError(f"{labels}: cannot be read ({error})") from error
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
            text = (texts / f"{row['id']}.txt").read_text("utf8")
            spans = {name: [(a, b) for a, b in label["spans"]] for name, label in row["labels"].items()}
        except (ValueError, KeyError, TypeError, OSError) as error:
            raise SetupError(f"{labels}, line {number}: not a labelled contract ({error})") from error
        document = Document(sha256(text.encode()).hexdigest(), "text/plain", text)
        company = re.sub(r"[^a-z]", "", re.split(r"[_-]", row["source"])[0].lower())[:14]
        found.append(Labelled(document, segment(document), company, spans))
    return found


@dataclass(frozen=True, slots=True)
class Written:
    """A clause that was written to learn from, alone and of no contract. types: ids of the clause types it is of."""

    text: str
    types: frozenset[str]


def read_written(path: Path) -> list[Written]:
    """Written clauses: JSON lines of `text` and `types` (empty for a near miss). Raises SetupError."""
    found: list[Written] = []
    try:
        lines = path.read_text("utf8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError(f"{path}: cannot be read ({error})") from error
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
            found.append(Written(str(row["text"]), frozenset(map(str, row["types"]))))
        except (ValueError, KeyError, TypeError) as error:
            raise SetupError(f"{path}, line {number}: not a written clause ({error})") from error
    return found


def slug(name: str) -> str:
    """The codebook's id of a CUAD category."""
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")


def folds(labelled: Sequence[Labelled], count: int) -> Ints:
    """The fold of each contract; a company is in one fold only, folds are of one size."""
    sizes = Counter(one.company for one in labelled)
    order = sorted(sizes, key=lambda name: (-sizes[name], sha256(name.encode()).hexdigest()))
    load_of = [0] * count
    fold_of: dict[str, int] = {}
    for name in order:
        fold = load_of.index(min(load_of))
        fold_of[name] = fold
        load_of[fold] += sizes[name]
    return np.array([fold_of[one.company] for one in labelled], np.int64)
