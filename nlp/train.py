"""Training of the clause tagger from labelled contracts: one command, the same outcome every time."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

import numpy as np
import scipy.sparse as sp
import yaml
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from ..corpus.errors import SetupError
from ..corpus.model import Document, Passage
from ..corpus.segment import segment
from . import vocabulary
from .clause_units import VIEWS, Cues, Units, features, units
from .clauses import VARIABLE, ClauseModel, handicapped
from .codebook import load
from .linear import Columns, Floats, Ints, Linear, Vocabulary

FOLDS = 5  # for the margins that probabilities are learnt from
_GROUPS = 5  # companies that must use a word before it gets a number of its own
_COST = 0.4  # of the linear models; between 0.15 and 1.5 cross-validation is flat
_PUNCTUATION = re.compile(r"[.,;:]")


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
    for number, line in enumerate(labels.read_text("utf8").splitlines(), 1):
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


@dataclass(frozen=True)
class _Read:
    """A labelled contract as units with features and answers (units x questions)."""

    units: Units
    cues: list[list[int]]
    answers: np.ndarray


def _words(text: str) -> set[str]:
    return set(_PUNCTUATION.sub("", text.lower()).split())


def _answers(
    found: Units, text: str, spans: Mapping[str, Sequence[tuple[int, int]]], questions: Sequence[str]
) -> np.ndarray:
    """Which units say what a label says: word sets that agree by half or more, CUAD's own measure."""
    words = [_words(found[i]) for i in range(len(found))]
    answers = np.zeros((len(found), len(questions)), bool)
    for question, name in enumerate(questions):
        for start, end in spans.get(name, ()):
            label = _words(text[start:end])
            for row, own in enumerate(words):
                shared = len(label & own)
                if shared and 2 * shared >= len(label | own):
                    answers[row, question] = True
    return answers


def fit(labelled: Sequence[Labelled]) -> ClauseModel:
    """The clause model of labelled contracts."""
    values = [value.id for variable in load().variables if variable.id == VARIABLE for value in variable.values]
    names = {slug(name): name for name in labelled[0].spans}
    questions = [names[value] for value in values]
    words = Vocabulary.learn(((one.company, one.document.text) for one in labelled), _GROUPS)
    cues = Cues(yaml.safe_load(vocabulary.packaged("clauses.yaml").read_text("utf8")))
    read: list[_Read] = []
    for one in labelled:
        found = units(one.document, one.passages)
        read.append(
            _Read(
                found,
                [cues.find(found[i]) for i in range(len(found))],
                _answers(found, one.document.text, one.spans, questions),
            )
        )
    columns, matrix = _matrix(read, words)
    answers = np.vstack([one.answers for one in read])
    usable = np.concatenate([one.units.long_enough for one in read])
    fold = folds(labelled, FOLDS)
    bounds = np.cumsum([0, *(len(one.units) for one in read)])
    of_unit = np.repeat(fold, np.diff(bounds))
    margins = np.zeros(answers.shape, np.float32)
    for number in range(FOLDS):
        weights, bias = _linear(matrix, answers, usable & (of_unit != number))
        margins[of_unit == number] = matrix[of_unit == number] @ weights + bias
    unseen = np.vstack(
        [handicapped(part, one.units) for part, one in zip(np.split(margins, bounds[1:-1]), read, strict=True)]
    )
    slope, intercept = _calibrated(unseen[usable], answers[usable])
    return ClauseModel(
        tuple(values), words, cues, columns, Linear.pack(*_linear(matrix, answers, usable)), slope, intercept
    )


def _calibrated(margins: Floats, answers: np.ndarray) -> tuple[Floats, Floats]:
    """Platt's scaling of margins to probabilities; margins of models that had not seen the contract."""
    slopes: list[float] = []
    intercepts: list[float] = []
    for margin, yes in zip(margins.T, answers.T, strict=True):
        if yes.all() or not yes.any():  # nothing to learn from: the answer is always the same
            slopes.append(0.0)
            intercepts.append(9.0 if yes.all() else -9.0)
            continue
        curve: Any = LogisticRegression(C=10.0)
        curve.fit(margin[:, None], yes)
        slopes.append(float(curve.coef_[0, 0]))
        intercepts.append(float(curve.intercept_[0]))
    return np.array(slopes, np.float32), np.array(intercepts, np.float32)


def _matrix(read: Sequence[_Read], words: Vocabulary) -> tuple[Columns, sp.csr_matrix]:
    """Columns kept, and the features of all units."""
    views = [features(one.units, words, one.cues) for one in read]
    rows = sum(len(one.units) for one in read)
    first = np.cumsum([0, *(len(one.units) for one in read)])
    stacked = [
        (
            view.fewest,
            [
                (
                    np.concatenate([v[k][n][0] for v in views]),
                    np.concatenate([v[k][n][1] + at for v, at in zip(views, first[:-1], strict=True)]),
                )
                for n in range(len(views[0][k]))
            ],
        )
        for k, view in enumerate(VIEWS)
    ]
    columns = Columns.learn(stacked, rows)
    parts = columns.matrix([(view.weight, lists) for view, (_, lists) in zip(VIEWS, stacked, strict=True)], rows)
    total = parts[0]
    for part in parts[1:]:
        total = total + part
    return columns, total.tocsr()


def _linear(matrix: sp.csr_matrix, answers: np.ndarray, rows: np.ndarray) -> tuple[Floats, Floats]:
    """Weights (columns x questions) and biases of one linear support vector machine for each question."""
    chosen = matrix[rows]

    def one(question: int) -> tuple[np.ndarray, float]:
        yes = answers[rows, question]
        if not yes.any():
            return np.zeros(cast(Any, matrix).shape[1]), -1.0
        machine = cast(Any, LinearSVC(C=_COST, tol=1e-2, random_state=0))
        machine.fit(chosen, yes)
        return machine.coef_[0], float(machine.intercept_[0])

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(one, range(answers.shape[1])))
    weights = np.column_stack([w.astype(np.float32) for w, _ in found])
    return weights, np.array([b for _, b in found], np.float32)


def train(labels: Path, texts: Path, out: Path) -> ClauseModel:
    """Trains on labelled contracts and writes the model to `out` (.npz). Raises SetupError for labels it cannot read."""
    model = fit(read_labelled(labels, texts))
    model.save(out)
    return model
