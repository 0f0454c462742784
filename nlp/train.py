"""Training of the clause tagger from labelled contracts: one command, the same outcome every time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

import numpy as np
import scipy.sparse as sp
import yaml
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC
from threadpoolctl import threadpool_limits

from ..corpus.characters import Ints
from ..corpus.errors import SetupError
from .clause_card import LearntFrom, card
from .clause_cues import CueRows, Cues
from .clause_net import Net, Vectors, inputs
from .clause_scores import MEASURES, Score, says_the_same, score, words
from .clause_units import VIEWS, Units, cue_rows, features, units
from .clause_units import read as read_words
from .clauses import VARIABLE, ClauseModel, gated, placed, seconded
from .codebook import load
from .labelled import Labelled, Written, folds, read_labelled, read_written, slug
from .linear import Columns, Floats, Grams, Linear
from .shipped import packaged
from .words import FIRST, Vocabulary, Words

FOLDS = 5  # for the margins that probabilities are learnt from
_GROUPS = 5  # companies that must use a word before it gets a number of its own
_COST = 0.4  # of the linear models; between 0.15 and 1.5 cross-validation is flat
_WRITTEN = 0.5  # of a written clause against one of a contract; between 0.5 and 2 cross-validation is flat


@dataclass(frozen=True)
class _Read:
    """A labelled contract as units with words, cues and answers (units x categories, those to be told first)."""

    units: Units
    words: Words
    cues: CueRows
    answers: np.ndarray


def _answers(
    found: Units, text: str, spans: Mapping[str, Sequence[tuple[int, int]]], questions: Sequence[str]
) -> np.ndarray:
    """Which units say what a label says: word sets that agree by half or more, CUAD's own measure."""
    own_words = [words(found[i]) for i in range(len(found))]
    answers = np.zeros((len(found), len(questions)), bool)
    for question, name in enumerate(questions):
        for start, end in spans.get(name, ()):
            label = words(text[start:end])
            for row, own in enumerate(own_words):
                if says_the_same(label, own):
                    answers[row, question] = True
    return answers


@dataclass(frozen=True)
class Learnt:
    """A model, and for each contract what models say of it that were trained on other companies' contracts only."""

    model: ClauseModel
    unseen: Sequence[tuple[Units, Floats]]


@dataclass(frozen=True)
class _Rows:
    """What the linear models learn from: features of units, and answers (units x values)."""

    features: sp.csr_matrix
    answers: np.ndarray


def learn(labelled: Sequence[Labelled], written: Sequence[Written] = ()) -> Learnt:
    """The clause model of labelled contracts.

    Vocabulary and features are chosen on all texts (labels play no part in it), weights without the fold in question.
    written: further clauses, from which the linear models learn the types that some of them are of; never scored.
    Raises SetupError for a type that the codebook or the labels lack.
    """
    values = [value.id for variable in load().variables if variable.id == VARIABLE for value in variable.values]
    names = {slug(name): name for one in labelled for name in one.spans}
    if missing := [value for value in values if value not in names]:
        raise SetupError(f"labels: no contract says anything of {', '.join(missing)}; give each an empty list of spans")
    # The networks learn the other categories too: what is close to a clause type and is none.
    categories = [*(names[value] for value in values), *(names[name] for name in sorted(names.keys() - set(values)))]
    known = Vocabulary.learn(((one.company, one.document.text) for one in labelled), _GROUPS)
    cues = Cues(yaml.safe_load(packaged("clauses.yaml").read_text("utf8")))
    read = [_read(one, known, cues, categories) for one in labelled]
    columns, matrix = _matrix(read, known)
    more = _written(written, columns, known, cues, values)
    vectors = Vectors.learn([_sentences(one.units, known) for one in read], len(known.words) + FIRST)
    units_of_all = _Rows(matrix, np.vstack([one.answers[:, : len(values)] for one in read]))
    margins, of_all = _unseen(read, units_of_all, more, folds(labelled, FOLDS), vectors)
    usable = np.concatenate([one.units.long_enough for one in read])
    slope, intercept = _calibrated(
        np.vstack([placed(part, one.units) for part, one in zip(margins, read, strict=True)])[usable],
        units_of_all.answers[usable],
    )
    linear = Linear.pack(columns, *_linear(units_of_all, usable, more))
    model = ClauseModel(tuple(values), known, cues, linear, vectors, of_all, slope, intercept)
    return Learnt(model, [(one.units, part) for one, part in zip(read, margins, strict=True)])


def _read(one: Labelled, known: Vocabulary, cues: Cues, categories: Sequence[str]) -> _Read:
    found = units(one.document, one.passages)
    answers = _answers(found, one.document.text, one.spans, categories)
    return _Read(found, read_words(found, known), cue_rows(found, cues), answers)


def _sentences(found: Units, known: Vocabulary) -> Words:
    return known.read(found.text, found.starts[~found.items], found.ends[~found.items])


def _unseen(
    read: Sequence[_Read], rows: _Rows, more: _Rows | None, fold: Ints, vectors: Vectors
) -> tuple[list[Floats], Net]:
    """Margins of each contract by models trained on other companies only; and the networks of all contracts."""
    sizes = [len(one.units) for one in read]
    count = rows.answers.shape[1]
    usable = np.concatenate([one.units.long_enough for one in read])
    fold_of = np.repeat(fold, sizes)
    margins = np.zeros(rows.answers.shape, np.float32)
    for number in range(FOLDS):
        here = fold_of == number
        weights, bias = _linear(rows, usable & ~here, more)
        margins[here] = rows.features[here] @ weights + bias
    parts = np.split(margins, np.cumsum(sizes)[:-1])
    likely = [gated(part, one.units) for part, one in zip(parts, read, strict=True)]
    seen = [inputs(one.units, one.words, vectors, at) for one, at in zip(read, likely, strict=True)]
    wanted = [one.answers[at] for one, at in zip(read, likely, strict=True)]

    def net(number: int) -> Net:
        others = [at for at in range(len(read)) if fold[at] != number]
        return Net.learn(np.vstack([seen[at] for at in others]), np.vstack([wanted[at] for at in others]), count)

    nets = [net(number) for number in range(FOLDS)]
    both = [
        seconded(part, one.units, one.words, vectors, nets[number])
        for part, one, number in zip(parts, read, fold.tolist(), strict=True)
    ]
    return both, net(FOLDS)


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


def _written(
    clauses: Sequence[Written], columns: Columns, known: Vocabulary, cues: Cues, values: Sequence[str]
) -> _Rows | None:
    """Written clauses as rows, each a unit without neighbours or heading."""
    if unknown := {name for one in clauses for name in one.types} - set(values):
        raise SetupError(f"written clauses: no clause type is called {', '.join(sorted(unknown))}")
    if not clauses:
        return None
    read: list[_Read] = []
    for one in clauses:
        alone = Units(one.text, np.array([0]), np.array([len(one.text)]), np.array([0]), ("",))
        answers = np.array([[value in one.types for value in values]])
        read.append(_Read(alone, read_words(alone, known), cue_rows(alone, cues), answers))
    return _Rows(_rows(columns, *_views(read, known)), np.vstack([one.answers for one in read]))


def _matrix(read: Sequence[_Read], known: Vocabulary) -> tuple[Columns, sp.csr_matrix]:
    """Columns kept, and the features of all units."""
    views, rows = _views(read, known)
    columns = Columns.learn([(view.fewest, lists) for view, lists in zip(VIEWS, views, strict=True)], rows)
    return columns, _rows(columns, views, rows)


def _views(read: Sequence[_Read], known: Vocabulary) -> tuple[list[list[Grams]], int]:
    """The hashed features of all units together, a list for each of VIEWS; and how many units there are."""
    views = [features(one.units, known, one.cues, one.words) for one in read]
    stacked = [[Grams.joined(lists) for lists in zip(*view, strict=True)] for view in zip(*views, strict=True)]
    return stacked, sum(len(one.units) for one in read)


def _rows(columns: Columns, views: Sequence[Sequence[Grams]], rows: int) -> sp.csr_matrix:
    parts = columns.matrix([(view.weight, lists) for view, lists in zip(VIEWS, views, strict=True)], rows)
    total = parts[0]
    for part in parts[1:]:
        total = total + part
    return total.tocsr()


def _linear(rows: _Rows, chosen: np.ndarray, more: _Rows | None) -> tuple[Floats, Floats]:
    """Weights (columns x questions) and biases of one linear support vector machine for each question.

    Of `more`, only questions learn that some row of it answers with yes: of the others it was not asked.
    """
    features, answers = rows.features[chosen], rows.answers[chosen]
    both, weight = features, np.ones(len(answers))
    if more is not None:
        both = sp.vstack([features, more.features]).tocsr()
        weight = np.append(weight, np.full(len(more.answers), _WRITTEN))
    # One after the other: the solver draws from one random series in a process, so threads would change the outcome.
    found: list[tuple[Floats, float]] = []
    for question in range(answers.shape[1]):
        yes = answers[:, question]
        if more is not None and more.answers[:, question].any():
            found.append(_solved(both, np.append(yes, more.answers[:, question]), weight))
        else:
            found.append(_solved(features, yes, None))
    return np.column_stack([weights for weights, _ in found]), np.array([bias for _, bias in found], np.float32)


def _solved(rows: Any, yes: np.ndarray, weight: np.ndarray | None) -> tuple[Floats, float]:
    if not yes.any():
        return np.zeros(rows.shape[1], np.float32), -1.0
    machine = cast(Any, LinearSVC(C=_COST, tol=1e-2, random_state=0))
    machine.fit(rows, yes, weight)
    return machine.coef_[0].astype(np.float32), float(machine.intercept_[0])


@dataclass(frozen=True, slots=True)
class Trained:
    """Where the model and its card were written, and the scores of the card: cross-validated, last the mean."""

    model: Path
    card: Path
    scores: Sequence[Score]

    @property
    def line(self) -> str:
        """The means in one line."""
        mean = ", ".join(
            f"{name} {number:.3f}" for name, number in zip(MEASURES, self.scores[-1].measures, strict=True)
        )
        return f"On companies not learnt from: {mean}."


def train(labels: Path, texts: Path, out: Path, written: Path | None = None) -> Trained:
    """Trains on labelled contracts; writes the model to `out` (.npz) and its card beside it (.md).

    written: JSON lines of further clauses to learn from (`labelled.read_written`). Raises SetupError for labels or clauses
    it cannot read or learn from.
    """
    if out.suffix != ".npz":
        raise SetupError(f"{out}: name the model with the ending .npz, such as {out.with_suffix('.npz')}")
    labelled = read_labelled(labels, texts)
    clauses = read_written(written) if written else []
    with threadpool_limits(1):  # sums come out the same only when they are made in one order
        learnt = learn(labelled, clauses)
    scores = scored(labelled, learnt)
    learnt_from = LearntFrom(
        len(labelled),
        len({one.company for one in labelled}),
        FOLDS,
        sha256(labels.read_bytes()).hexdigest(),
        len(clauses),
        sha256(written.read_bytes()).hexdigest() if written else "",
    )
    where = out.with_suffix(".md")
    learnt.model.save(out)
    where.write_text(card(scores, learnt_from), "utf8")
    return Trained(out, where, scores)


def scored(labelled: Sequence[Labelled], learnt: Learnt) -> list[Score]:
    """Scores of tags that were given to each contract without learning from its company."""
    tags = [
        list(learnt.model.tags_of(one.document, *unseen)) for one, unseen in zip(labelled, learnt.unseen, strict=True)
    ]
    texts = [
        {slug(name): [one.document.text[a:b] for a, b in spans] for name, spans in one.spans.items()}
        for one in labelled
    ]
    return score(tags, texts, learnt.model.values)
