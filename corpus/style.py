"""How a text is written, apart from what it is about: how often it uses small words, figures and marks.

Function words tell kinds of writing apart whatever the topic (Mosteller and Wallace 1964). The weights are learnt by
`benchmarks/kind_style.py`.
"""

import re
from collections import Counter
from functools import cache
from importlib.resources import files

from .model import Kind

KINDS: tuple[Kind, ...] = ("contract", "terms", "press")
# Marks and figures, each read as the first name that its pattern matches. Empty lines are none: they belong to the format, and short
# contracts in Markdown have as many as terms.
MARKS = {
    "quote": r"[“”\"]",
    "colon": ":",
    "semicolon": ";",
    "question": r"\?",
    "exclamation": "!",
    "figure": r"\d+",
    "blank": "_{3,}",
}
_PARTS = re.compile(r"[a-z]+(?:'(?:s|t|re|ve|ll|d|m))?|" + "|".join(MARKS.values()))
_NAMED = [(name, re.compile(pattern)) for name, pattern in MARKS.items()]
ENOUGH = 200  # words that show a style; fewer count for less
_PER = 100  # words to which a count is related


def shares(small: str) -> tuple[dict[str, float], int]:
    """How often a text in lower case has each word and mark, as the square root of the number in a hundred words, and its words."""
    found, size = _counted(small)
    return {part: _share(count, size) for part, count in found.items()}, size


def evidence(small: str) -> dict[Kind, float]:
    """What the style of an English text, in lower case, says for each kind: weighted log odds, less for a short text."""
    weights = _weights()
    found = dict(zip(KINDS, weights[""], strict=True))
    counts, size = _counted(small)
    for part, weighed in weights.items():
        if part in counts:
            for kind, weight in zip(KINDS, weighed, strict=True):
                found[kind] += weight * _share(counts[part], size)
    return {kind: min(1.0, size / ENOUGH) * value for kind, value in found.items()}


def _counted(small: str) -> tuple[Counter[str], int]:
    """How often a text has each word and mark, and its words."""
    found = Counter(_PARTS.findall(small.replace("’", "'")))
    for part in [part for part in found if not part[0].isalpha()]:
        found[next(name for name, pattern in _NAMED if pattern.fullmatch(part))] += found.pop(part)
    return found, found.total() - sum(found[mark] for mark in MARKS)


def _share(count: int, size: int) -> float:
    return (count * _PER / max(size, 1)) ** 0.5


@cache
def _weights() -> dict[str, tuple[float, ...]]:
    lines = (files(__name__.rpartition(".")[0]) / "style.tsv").read_text("utf8").splitlines()[1:]
    return {word: tuple(map(float, weights)) for word, *weights in (line.split("\t") for line in lines)}
