"""Rules and encoder weighed: what a short contract or short terms come to where both have read it.

A value that rules state and the encoder sees too is right nine times in ten, one that the encoder does not see every other
time (docs/measurements.md). So each value gets a chance from both, by a logistic curve whose parameters lie in
`data/weighing.json`; `benchmarks/weighing.py` fits it on documents from which the encoder has not learnt.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from .codebook import Variable
from .decisions import SILENT, Decision
from .model import Evidence, Tag
from .shipped import packaged

TAGGER = "encoder"  # what tags are signed with by which its opinion counts
_LEAST = 0.001  # no answer of the encoder is surer than this, either way
# A specific word that rules state beats the label it limits (G1): an exit the word "irrevocable", what may be ended the word "perpetual".
_BEATEN: Mapping[tuple[str, str], frozenset[str]] = {
    ("withdrawal", "not_possible"): frozenset(["any_time", "on_notice", "listed_grounds"]),
    ("licence_term", "perpetual"): frozenset(["until_withdrawn"]),
}
_NOTHING_ELSE = frozenset(["no_payment"])  # a value of several that says there is none of the others
_WORTH = 0.05  # values less likely than this to the encoder need not be weighed where rules do not state them


@dataclass(frozen=True, slots=True)
class Heard:
    """The encoder's answer to whether a document says a value: how likely its likeliest sentence says so, the likeliest
    sentence, and how likely the second."""

    likely: float
    again: float
    evidence: Evidence


Opinion = Mapping[tuple[str, str], Heard]  # of a document, by variable and value


@dataclass(frozen=True, slots=True)
class Scales:
    """The logistic curve. stated, otherwise: rules state the value, or only another one; likely, again, rival: logits of what
    the encoder says of it and of the likeliest other value; agreed: `likely` where rules state it; multi: a variable of
    several values; enough: the chance from which a value counts."""

    intercept: float
    stated: float
    otherwise: float
    likely: float
    again: float
    rival: float
    agreed: float
    multi: float
    enough: float

    def weigh(self, variable: Variable, decision: Decision, opinion: Opinion) -> Decision:
        """The decision of the rules, where the encoder's opinion does not change it; else what both come to."""
        if decision.status == "redacted":
            return decision
        chances = self.chances(variable, decision.values, opinion)
        chosen = [x for x in variable.value_ids if chances.get(x, 0.0) >= self.enough]
        for pair in variable.exclusive_pairs:
            if set(pair) <= set(chosen):
                chosen.remove(min(pair, key=lambda x: chances[x]))
        said = {x for x in chosen if x in decision.values}
        chosen = [x for x in chosen if _BEATEN.get((variable.id, x), frozenset()).isdisjoint(said)]
        if variable.select == "single":
            chosen = sorted(chosen, key=lambda x: -chances[x])[:1]
        if not chosen:
            if decision.status not in ("stated", "not_stated"):
                return decision
            stated = ", ".join(decision.values)
            note = f"rules say {stated}, of which the encoder sees too little" if stated else decision.note
            return replace(SILENT, score=1 - max(chances.values(), default=0.0), note=note)
        score = min(chances[x] for x in chosen)
        if tuple(chosen) == decision.values:
            return replace(decision, score=score)
        return self._otherwise(variable, decision, tuple(chosen), score, opinion)

    def chances(self, variable: Variable, stated: tuple[str, ...], opinion: Opinion) -> dict[str, float]:
        """How likely it is that a careful coder finds each value; values are left out of which nobody speaks."""
        likely = {x: opinion[variable.id, x].likely for x in variable.value_ids if (variable.id, x) in opinion}
        worth = [x for x in variable.value_ids if x in stated or likely.get(x, 0.0) >= _WORTH]
        return {x: logistic(self._logit(features(x, stated, variable, opinion))) for x in worth}

    def _logit(self, seen: tuple[float, ...]) -> float:
        own = (self.stated, self.otherwise, self.likely, self.again, self.rival, self.agreed, self.multi)
        return self.intercept + sum(weight * x for weight, x in zip(own, seen, strict=True))

    def _otherwise(
        self, variable: Variable, decision: Decision, values: tuple[str, ...], score: float, opinion: Opinion
    ) -> Decision:
        """A decision for other values than those of the rules, resting on their tags where they have one and else on a sentence of the encoder's."""
        own = dict(zip(decision.values, decision.tags, strict=False))
        tags = tuple(own.get(x) or _tag(variable.id, x, opinion[variable.id, x]) for x in values)
        return Decision(values, score=score, tags=tags, note=_against(decision))


def features(
    value: str, stated: tuple[str, ...], variable: Variable, opinion: Opinion
) -> tuple[float, float, float, float, float, float, float]:
    """What a value is weighed by, in the order of `Scales`."""
    heard = opinion.get((variable.id, value))
    likely, again = (logit(heard.likely), logit(heard.again)) if heard else (logit(0), logit(0))
    beaten = {x for x in variable.value_ids if value in stated and value in _BEATEN.get((variable.id, x), ())}
    rivals = [
        opinion[variable.id, x].likely
        for x in variable.value_ids
        if x != value and x not in beaten and (variable.id, x) in opinion
    ]
    named = value in stated
    return (
        float(named),
        float(bool(stated) and not named),
        likely,
        again,
        logit(max(rivals, default=0.0)),
        likely if named else 0.0,
        float(variable.select == "multi" and value not in _NOTHING_ELSE),
    )


def logit(chance: float) -> float:
    bounded = min(max(chance, _LEAST), 1 - _LEAST)
    return math.log(bounded / (1 - bounded))


def logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x))


@cache
def load() -> Scales:
    """The shipped scales."""
    return Scales(**json.loads(packaged("weighing.json").read_text(encoding="utf-8")))


def _tag(variable: str, value: str, heard: Heard) -> Tag:
    return Tag(variable, value, heard.likely, TAGGER, heard.evidence)


def _against(decision: Decision) -> str:
    said = ", ".join(decision.values)
    return f"weighed with the encoder; rules say {said}" if said else "read by the encoder, where rules know no wording"
