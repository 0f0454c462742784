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
# Marks and figures, each read as the first name that its pattern matches.
MARKS = {
    "quote": r"[“”\"]",
    "colon": ":",
    "semicolon": ";",
    "question": r"\?",
    "exclamation": "!",
    "figure": r"\d+",
    "blank": "_{3,}",
    "paragraph": r"\n[ \t]*\n",
}
_PARTS = re.compile(r"[a-z]+(?:'(?:s|t|re|ve|ll|d|m))?|" + "|".join(MARKS.values()))
_NAMED = [(name, re.compile(pattern)) for name, pattern in MARKS.items()]
ENOUGH = 200  # words that show a style; fewer count for less
_PER = 100  # words to which a count is related


def shares(small: str) -> tuple[dict[str, float], int]:
    """How often a text in lower case has each word and mark, as the square root of the number in a hundred words, and its words."""
    named: Counter[str] = Counter()
    for part, count in Counter(_PARTS.findall(small.replace("’", "'"))).items():
        named[part if part[0].isalpha() else next(n for n, pattern in _NAMED if pattern.fullmatch(part))] += count
    size = named.total() - sum(named[mark] for mark in MARKS)
    return {part: (count * _PER / max(size, 1)) ** 0.5 for part, count in named.items()}, size


def evidence(small: str) -> dict[Kind, float]:
    """What the style of an English text, in lower case, says for each kind: weighted log odds, less for a short text."""
    weights = _weights()
    found = dict(zip(KINDS, weights[""], strict=True))
    parts, size = shares(small)
    for part, share in parts.items():
        for kind, weight in zip(KINDS, weights.get(part, ()), strict=False):
            found[kind] += weight * share
    return {kind: min(1.0, size / ENOUGH) * value for kind, value in found.items()}


@cache
def _weights() -> dict[str, tuple[float, ...]]:
    lines = (files(__name__.rpartition(".")[0]) / "style.tsv").read_text("utf8").splitlines()[1:]
    return {word: tuple(map(float, weights)) for word, *weights in (line.split("\t") for line in lines)}
