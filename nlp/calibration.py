"""Scores as probabilities: how often a coding with such support, of such a variable, is right on hand-coded documents.

Two logistic curves (Platt), one for what is said and one for silence, with a term for each variable and one for the length of
the document: long ones are drafted in the words that rules know. A third is for "no human likeness". Their parameters lie in
`data/calibration.json`; how they were fitted and how far they hold is told in `data/calibration.md`.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from .model import SILENT, Status
from .shipped import packaged
from .weighing import logistic

_LEAST, _MOST = 0.02, 0.98  # no support is surer than this
_SHORTEST, _LONGEST = 1_000, 100_000  # characters beyond which length tells nothing more


@dataclass(frozen=True, slots=True)
class Traits:
    """What of a document tells how sure its codings are: its characters, how often a word for a person stands near one
    for looks or voice (`concern.persons_shown`), and whether its codings are weighed by rules and encoder (`weighing`)."""

    characters: int = 10_000
    persons: int = 0
    weighed: bool = False

    @property
    def length(self) -> float:
        """The length as a power of ten, 0 for 10,000 characters."""
        return math.log10(min(max(self.characters, _SHORTEST), _LONGEST)) - 4

    @property
    def density(self) -> float:
        """How thickly persons are shown: the logarithm of one more than their number in 10,000 characters."""
        return math.log1p(self.persons * 10_000 / max(self.characters, _SHORTEST))


@dataclass(frozen=True, slots=True)
class Curve:
    """The chance of being right: logistic in the logit of the support, the number of quotes, the length and the variable.

    Support that was weighed is a chance already, that of rules alone is not: each has an intercept and a slope of its own.
    """

    intercept: float
    score: float
    quotes: float
    length: float
    weighed: float
    weighed_score: float
    variable: Mapping[str, float]

    def chance(self, support: float, quotes: int, variable: str, traits: Traits) -> float:
        bounded = min(max(support, _LEAST), _MOST)
        intercept, slope = (self.weighed, self.weighed_score) if traits.weighed else (self.intercept, self.score)
        logit = intercept + slope * math.log(bounded / (1 - bounded)) + self.quotes * quotes
        return logistic(logit + self.length * traits.length + self.variable.get(variable, 0.0))


@dataclass(frozen=True, slots=True)
class Negative:
    """The chance that a document in which no likeness was found concerns none: logistic in the density of persons shown."""

    intercept: float
    density: float

    def chance(self, traits: Traits) -> float:
        return logistic(self.intercept + self.density * traits.density)


@dataclass(frozen=True, slots=True)
class Calibration:
    """said: for values, "unclear" and "redacted"; silence: for the rest; negative: that a document without a likeness is one."""

    said: Curve
    silence: Curve
    negative: Negative

    def chance(self, variable: str, status: Status, support: float, quotes: int, traits: Traits) -> float:
        if status in SILENT:
            # To rules a silence has no support of its own; weighed, it is as sure as the likeliest value is unlikely.
            return self.silence.chance(support if traits.weighed else 0.5, 0, variable, traits)
        return self.said.chance(support, quotes, variable, traits)


def read(held: Mapping[str, Any]) -> Calibration:
    """The calibration whose parameters are given in the form of `data/calibration.json`."""
    return Calibration(Curve(**held["stated"]), Curve(**held["not_stated"]), Negative(**held["negative"]))


@cache
def load() -> Calibration:
    """The shipped calibration."""
    return read(json.loads(packaged("calibration.json").read_text(encoding="utf-8")))
