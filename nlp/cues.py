"""Where a codebook's cue words stand: what was searched for a variable, and which passages came nearest to an answer.

Silence is a finding only if one can see the search behind it. Cues come from the codebook file, so that whoever adds a
cue there finds it here, without a rule being written. spaCy's span ruler matches them by token, whatever their case.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import ahocorasick
import spacy
from spacy.language import Language

from ..corpus.characters import lowered
from ..corpus.model import Document, Passage
from .codebook import Codebook, Variable
from .model import Evidence

STRONG, WEAK = 1.0, 0.25  # a strong cue counts for as much as four weak ones


@dataclass(frozen=True, slots=True)
class Nearest:
    """A passage with cues of a variable; weight adds up the different cues in it."""

    evidence: Evidence
    cues: tuple[str, ...]
    weight: float


class CueSearch:
    """The cues of one variable, looked up in documents."""

    def __init__(self, variable: Variable) -> None:
        self.variable = variable
        self._weights = {c.lower(): WEAK for c in variable.cues.weak} | {
            c.lower(): STRONG for c in variable.cues.strong
        }

    @property
    def cues(self) -> tuple[str, ...]:
        """What is searched for, strong cues first."""
        return tuple(sorted(self._weights, key=lambda c: -self._weights[c]))

    def nearest(self, document: Document, passages: Sequence[Passage], most: int = 3) -> list[Nearest]:
        """The passages that come nearest to an answer, best first; empty if no cue stands anywhere.

        Only passages that the scan finds a cue's letters in are tokenised: that is the expensive part.
        """
        found: list[Nearest] = []
        for passage in passages:
            text = document.blanked(passage.span)
            if next(self._scan.iter(lowered(text)), None) is None:
                continue
            doc = self._ruler(text)  # its span groups live no longer than it does
            hits = {span.text.lower() for span in doc.spans["cues"]}
            cues = tuple(sorted(hits, key=lambda c: (-self._weights.get(c, WEAK), c)))
            if cues:
                weight = sum(self._weights.get(c, WEAK) for c in cues)
                evidence = Evidence(document.id, passage.span, document.prose(passage.span))
                found.append(Nearest(evidence, cues, weight))
        return sorted(found, key=lambda n: (-n.weight, n.evidence.span.start))[:most]

    @cached_property
    def _ruler(self) -> Language:
        nlp = spacy.blank("en")
        config = {"phrase_matcher_attr": "LOWER", "spans_key": "cues"}
        ruler = nlp.add_pipe("span_ruler", config=config)
        ruler.add_patterns([{"label": self.variable.id, "pattern": cue} for cue in self._weights])  # type: ignore[attr-defined]
        return nlp

    @cached_property
    def _scan(self) -> Any:
        scan = ahocorasick.Automaton()
        for cue in self._weights:
            scan.add_word(cue, cue)
        scan.make_automaton()
        return scan


def search(book: Codebook, variable: str) -> CueSearch:
    """The search for one variable. Raises KeyError for a variable that the codebook does not have."""
    return CueSearch(book[variable])
