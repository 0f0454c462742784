"""Scores as probabilities: how often a coding with such support, of such a variable, is right on hand-coded documents.

Two logistic curves (Platt), one for what is said and one for silence, with a term for each variable. Their parameters lie in
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

_LEAST, _MOST = 0.02, 0.98  # no support is surer than this


@dataclass(frozen=True, slots=True)
class Curve:
    """The chance of being right: logistic in the logit of the support, the number of quotes and the variable."""

    intercept: float
    score: float
    quotes: float
    variable: Mapping[str, float]

    def chance(self, support: float, quotes: int, variable: str) -> float:
        bounded = min(max(support, _LEAST), _MOST)
        logit = self.intercept + self.score * math.log(bounded / (1 - bounded)) + self.quotes * quotes
        return 1 / (1 + math.exp(-logit - self.variable.get(variable, 0.0)))


@dataclass(frozen=True, slots=True)
class Calibration:
    """said: for values, "unclear" and "redacted"; silence: for the rest; negative: that a document without a likeness is one."""

    said: Curve
    silence: Curve
    negative: float

    def chance(self, variable: str, status: Status, support: float, quotes: int) -> float:
        if status in SILENT:
            return self.silence.chance(0.5, 0, variable)  # a silence has no support of its own
        return self.said.chance(support, quotes, variable)


def read(held: Mapping[str, Any]) -> Calibration:
    """The calibration whose parameters are given in the form of `data/calibration.json`."""
    return Calibration(Curve(**held["stated"]), Curve(**held["not_stated"]), held["negative"])


@cache
def load() -> Calibration:
    """The shipped calibration."""
    return read(json.loads(packaged("calibration.json").read_text(encoding="utf-8")))
