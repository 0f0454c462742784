"""What the encoder makes of the sentences of an article: what is claimed, of whom, who says so, how firmly."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from statistics import fmean

from .encoder import Answer, Encoder, Sentence
from .linear import Floats
from .shipped import packaged
from .speech import JOURNALIST
from .weighing import logistic, logit

# From this probability on a claim is weighed, from the second on a sentence proves it though another is likelier, from the
# third on it shows by itself that the article speaks of copies of people.
_WORTH, LIKELY, _SHOWN = 0.05, 0.5, 0.6
# From these probabilities on it is believed who speaks, of whom and how firmly: where the words of saying tell nothing, and
# against what they tell.
_SURE, _AGAINST = 0.6, 0.85
_MENTIONS = 2  # of a name about which the encoder is asked
_NAME = "this name"  # what the encoder reads in the place of a name that it is asked about


def asked_name(sentences: Sequence[str], name: str) -> Iterator[Sentence]:
    """The sentences of an article that have `name` in them, as the encoder reads them when it is asked what that name names: behind the name."""
    form = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
    for sentence in sentences:
        if form.search(sentence):
            yield name, form.sub(_NAME, sentence)


@dataclass(frozen=True, slots=True)
class Opinion:
    """Of one sentence: claims as (variable, value, probability); who speaks, how firmly and, where of no company by name,
    of whom at large, each with its probability."""

    says: tuple[tuple[str, str, float], ...] = ()
    who: tuple[str, float] = ("", 0.0)
    firm: tuple[str, float] = ("", 0.0)
    at_large: tuple[str, float] = ("", 0.0)

    @property
    def sure(self) -> bool:
        """Whether a claim is so likely that the article must speak of copies of people."""
        return any(chance >= _SHOWN for _, _, chance in self.says)

    def speaker(self, told: str) -> str:
        """Who speaks, where the words of saying tell `told` (the journalist, where they name nobody)."""
        return self.who[0] if self.who[1] >= (_SURE if told == JOURNALIST else _AGAINST) else told

    def firmness(self, told: str) -> str:
        """How firm a claim is, where its words tell `told`; a denial stays one."""
        if told == "disputed":
            return told
        return self.firm[0] if self.firm[1] >= (_SURE if told == "asserted" else _AGAINST) else told

    def nobody(self) -> str | None:
        """The sector or an unnamed company, where the claims are about no company by name."""
        return self.at_large[0] if self.at_large[1] >= _SURE else None


@dataclass(frozen=True, slots=True)
class Balance:
    """How likely it is that a careful coder finds a claim in an article: logistic in whether a rule states it and in the logits
    of the two sentences likeliest to state it by the encoder. From the chance `enough` on it counts where no rule states it.

    Fitted by `benchmarks/press/weighing.py` on articles from which the encoder that was asked had not learnt."""

    intercept: float
    stated: float
    likely: float
    again: float
    enough: float

    def chance(self, stated: bool, heard: Sequence[float]) -> float:
        """heard: the encoder's probabilities from 0.05 on, the likeliest first."""
        likely, again = logits(heard)
        return logistic(self.intercept + self.stated * stated + self.likely * likely + self.again * again)


def logits(heard: Sequence[float]) -> tuple[float, float]:
    """Of the two highest probabilities; those that are too low to be weighed all count the same."""
    first, second = (*heard, _WORTH, _WORTH)[:2]
    return logit(first), logit(second)


@cache
def balance() -> Balance:
    """The shipped one."""
    return Balance(**json.loads(packaged("press_weighing.json").read_text(encoding="utf-8")))


class Opinions:
    """Asks an encoder about articles; without one there are no opinions."""

    def __init__(self, encoder: Encoder | None) -> None:
        self._encoder = encoder
        columns = list(enumerate(encoder.answers if encoder else ()))
        self._claims = [(n, variable, value) for n, (task, variable, value) in columns if task == "press"]
        self.known = frozenset((variable, value) for _, variable, value in self._claims)
        self._speakers = _values(columns, "attribution")
        self._degrees = _values(columns, "certainty")
        self._at_large = _values(columns, "at_large")
        self._company = next((n for n, value in _values(columns, "name") if value == "company"), None)

    def of(self, sentences: Sequence[str]) -> Sequence[Opinion]:
        """One for each sentence of an article, which is read behind the one before it."""
        if not self._encoder:
            return [Opinion()] * len(sentences)
        return [
            Opinion(
                tuple((variable, value, float(row[n])) for n, variable, value in self._claims if row[n] >= _WORTH),
                _surest(row, self._speakers),
                _surest(row, self._degrees),
                _surest(row, self._at_large),
            )
            for row in self._encoder.read(list(zip(["", *sentences], sentences, strict=False)))
        ]

    def companies(self, sentences: Sequence[str], names: Sequence[str]) -> Mapping[str, float]:
        """How likely each name of an article is a company's: the mean logit over its first mentions."""
        if not self._encoder or self._company is None:
            return {}
        asked = [(name, mention) for name in names for mention in islice(asked_name(sentences, name), _MENTIONS)]
        heard: defaultdict[str, list[float]] = defaultdict(list)
        for (name, _), row in zip(asked, self._encoder.read([mention for _, mention in asked]), strict=True):
            heard[name].append(logit(float(row[self._company])))
        return {name: fmean(logits) for name, logits in heard.items()}


def _values(columns: Sequence[tuple[int, Answer]], task: str) -> list[tuple[int, str]]:
    return [(n, value) for n, (of, _, value) in columns if of == task]


def _surest(row: Floats, among: Sequence[tuple[int, str]]) -> tuple[str, float]:
    """The likeliest value with its probability; none of an encoder that knows no such answers."""
    n, value = max(among, key=lambda answer: row[answer[0]], default=(-1, ""))
    return value, float(row[n]) if n >= 0 else 0.0
