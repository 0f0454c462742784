"""Which sentence of a contract is the one on its term: features of a sentence, weighed as learnt from lawyers' marks."""

import re
from functools import cache
from typing import Any

import re2

from .lengths import Duration

_BEFORE = 90  # characters before a sentence in which its heading stands
_WORDS: dict[str, str] = {
    "term": r"\b(?:initial\s+)?term\b",
    "this agreement": r"\bthis\s+(?:\w+\s+){0,4}?(?:agreement|contract|amendment|lease)\b",
    "named term": r"[\"“](?:initial\s+)?(?:term|period)[\"”]",
    "begins": r"\bcommenc|\bbegin|\beffective\s+date|\bdate\s+hereof",
    "goes on": r"\b(?:shall|will)\s+(?:continu|remain|be\s+(?:in\s+(?:full\s+)?(?:force|effect)|effective|valid))|\bin\s+(?:full\s+)?(?:force|effect)\b",
    "term of": r"\bterm\s+of\s+(?:this|the)\s+(?:\w+\s+){0,3}?(?:agreement|contract)|\b(?:initial\s+)?term\s+(?:shall|will|means?|is)\b|\b(?:term|duration)\s+of\s+(?:\w+\s+)?[(\d]",
    "unless": r"\bunless\b[^.;]{0,60}\b(?:terminat|cancel|extend)",
    "defined end": r"(?:term|period|expir\w+\s+date|termination\s+date|end\s+date)[\"”]?\s*(?:(?:shall\s+)?means?\b|:)",
    "renews": r"\brenew|\bextend|\bextension",
    "initial": r"\binitial\b",
    "during": r"\bduring\s+the\s+(?:\w+\s+)?(?:term|period)|\bthroughout\s+the\b",
    "duty": r"\b(?:shall|will|may|must)\s+(?:not|pay|provide|keep|maintain|use|deliver|have|make|purchase|sell|notify)\b|\bagrees?\b",
    "survives": r"\bsurviv|\bconfidential|\bafter\s+(?:the\s+)?(?:expiration|termination|term)\b|\bfollowing\s+(?:the\s+)?(?:expiration|termination)",
    "notice": r"\bnotice\b|\bbreach|\bdefault",
    "money": r"\$|\bfees?\b|\broyalt|\bpay(?:able|ments?)\b|\bpurchase|\bprice|\binterest\b|\bminimum",
    "goods": r"\bwarrant(?:y|ies)\b|\bpatent|\bcopyright|\binsurance|\brecords\b|\baudit|\bstock\b|\bshares\b|\bnote\b|\bcompet|\bsolicit",
}  # fmt: skip
_HEADING = re.compile(r"\bterm\b|\bduration\b")
_UNDER = re.compile(r"\b(?:term|duration)\b(?:\s+(?:and|of|&)\s+\w+(?:\s+agreement)?)?[^a-z]{0,14}$")
LONG = 420  # characters of a sentence that speaks of more than the term
NAMES = (
    *_WORDS,
    "heading",
    "right under it",
    "written end",
    "perpetual",
    "no end",
    "in years",
    "long",
    "first tenth",
    "last twentieth",
)


BIAS = -2.01
LEAST = -1.5  # logits below which a sentence tells how long something else runs
WEIGHTS: dict[str, float] = {
    "term": 0.80,
    "this agreement": 0.16,
    "named term": 1.33,
    "begins": 1.16,
    "goes on": 1.23,
    "term of": 0.62,
    "unless": 1.20,
    "defined end": 0.61,
    "renews": -0.10,
    "initial": 0.44,
    "during": -1.62,
    "duty": -0.75,
    "survives": -1.18,
    "notice": -0.87,
    "money": -0.73,
    "goods": -0.34,
    "heading": 0.87,
    "right under it": 0.82,
    "written end": 1.36,
    "perpetual": 0.13,
    "no end": -0.70,
    "in years": 0.77,
    "long": -0.73,
    "first tenth": 0.56,
    "last twentieth": 0.01,
}


def features(lower: str, start: int, runs: Duration) -> tuple[bool, ...]:
    """What speaks for or against a sentence, in the order of NAMES. lower: the whole text in small letters."""
    told = runs.term or runs.expiration
    assert told is not None
    words, before = lower[start : told.span.end], lower[max(0, start - _BEFORE) : start]
    end = runs.expiration
    said: list[int] = _set().Match(words) or []
    return (
        *(number in said for number in range(len(_WORDS))),
        _HEADING.search(before) is not None,
        _UNDER.search(before) is not None,
        end is not None and not end.derived and end.value != "perpetual",
        end is not None and end.value == "perpetual",
        end is None,
        runs.term is not None and "year" in runs.term.value,
        len(words) > LONG,
        start < len(lower) / 10,
        start > len(lower) * 0.95,
    )


@cache
def _set() -> Any:
    """All patterns of _WORDS as one, which reads a sentence once and tells which of them match."""
    patterns = re2.Set.SearchSet()
    for pattern in _WORDS.values():
        patterns.Add(pattern)
    patterns.Compile()
    return patterns


def weight(found: tuple[bool, ...]) -> float:
    """How surely a sentence with these features is the one on the term, in logits."""
    return BIAS + sum(value for value, holds in zip(WEIGHTS.values(), found, strict=True) if holds)
