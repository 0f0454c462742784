"""The model card of the clause tagger: what it learnt from, how good it is on contracts it did not learn from."""

from collections.abc import Sequence
from dataclasses import dataclass

from .clause_scores import MEASURES, Score

_STRONG, _WEAK = 0.95, 0.4  # document F1, span AUPR
_CARD = """# Model card: clause types

A linear model, seconded by small neural networks, that says of each sentence or list item of a contract how likely it
is a clause of one of {count} types (`clause_type` in `codebook.yaml`). Plain arrays, read without running code: vectors of
single words, weights of hashed word sequences and of networks. No text is in it.

- **Data**: {contracts} contracts of {companies} companies with lawyers' labels (the shipped model: CUAD v1, The Atticus Project, CC BY 4.0).
  Words that fewer than five companies use have no weight of their own. Labels: sha256 `{digest}`.{written}
- **Method**: linear support vector machines over word sequences, cue groups and neighbouring units; for units they find
  likely, networks of one hidden layer over word vectors, which learn the labels' other categories too. Calibrated on folds
  by company. `facevalue train LABELS TEXTS --out FILE{option}` makes the file and this card again, the same to the byte on one
  machine.
- **Strong** (document F1 {strong_from} or more): {strong}.
- **Weak** (span AUPR under {weak_under}): {weak}.
- **Where it fails**: rare types; clauses spread over several sentences; documents unlike commercial contracts. On platform
  terms it was not measured.
- **Direction** is ignored, as the codebook says: a label never sets another variable.

## How good it is

Cross-validated: each contract is tagged by weights learnt from other companies' contracts ({folds} folds). CUAD's measures: area under
the precision-recall curve of passages, precision at 80 % recall, average precision and best F1 over documents. In
brackets 95 % intervals, by resampling documents.

{table}
"""


_WRITTEN = """
  The linear models of rare types learnt from {count} clauses written for it too, with half the weight of a contract's
  (sha256 `{digest}`). They count in no score. Who wrote them had read the labels, so the numbers of those types are a
  little kind."""


@dataclass(frozen=True, slots=True)
class LearntFrom:
    """What a model learnt from, with sha256 of the labels and of the written clauses ("" where there are none)."""

    contracts: int
    companies: int
    folds: int
    labels: str
    clauses: int = 0
    written: str = ""


def card(scores: Sequence[Score], learnt_from: LearntFrom) -> str:
    """The card in Markdown. scores: as `clause_scores.score` gives them."""
    types = scores[:-1]
    return _CARD.format(
        count=len(types),
        contracts=learnt_from.contracts,
        companies=learnt_from.companies,
        folds=learnt_from.folds,
        digest=learnt_from.labels,
        written=_WRITTEN.format(count=learnt_from.clauses, digest=learnt_from.written) if learnt_from.clauses else "",
        option=" --written CLAUSES" if learnt_from.clauses else "",
        strong_from=_STRONG,
        strong=_named([one for one in types if one.measures[3] >= _STRONG]),
        weak_under=_WEAK,
        weak=_named([one for one in types if one.measures[0] < _WEAK]),
        table=table(scores),
    )


def table(scores: Sequence[Score]) -> str:
    """The scores as a Markdown table."""
    lines = ["| type | labels | documents | " + " | ".join(MEASURES) + " |", "| --- " * (3 + len(MEASURES)) + "|"]
    for one in scores:
        cells = [
            f"{point:.3f} ({low:.2f}-{high:.2f})"
            for point, low, high in zip(one.measures, one.low, one.high, strict=True)
        ]
        counts = [str(one.labels), str(one.documents)] if one is not scores[-1] else [str(one.labels), ""]
        lines.append("| " + " | ".join([one.value, *counts, *cells]) + " |")
    return "\n".join(lines)


def _named(scores: Sequence[Score]) -> str:
    return ", ".join(one.value.replace("_", " ") for one in scores) or "none"
