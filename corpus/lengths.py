"""Stretches of time as contracts write them: "two (2) years", "the fifth anniversary"."""

# ruff: noqa: SIM905 (number words read better as text)

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import re2

from . import dates
from .wording import Told

_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMBERS = (
    {word: n for n, word in enumerate(_ONES, 1)}
    | {word: 10 * n for n, word in enumerate(_TENS, 2)}
    | {f"{tens}-{ones}": 10 * t + o for t, tens in enumerate(_TENS, 2) for o, ones in enumerate(_ONES[:9], 1)}
    | {"a": 1, "an": 1, "hundred": 100, "ninety-nine": 99}
)
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "fifteenth": 15, "twentieth": 20, "twenty-fifth": 25, "thirtieth": 30,
}  # fmt: skip
_WORD = "|".join(sorted((w.replace("-", r"[-\s]?") for w in _NUMBERS), key=len, reverse=True))
_COUNT = rf"(?:(?P<word>{_WORD})\b(?:\s*-?\s*\(\s*(?:(?P<paren>\d{{1,3}})|[\w-]{{1,12}})\s*\))?|(?P<figure>\d{{1,3}})(?:\s*\([\w\s-]{{2,20}}\))?)"
_LENGTH: Any = re2.compile(
    rf"(?i)\b{_COUNT}[\s-]*(?:(?:full|consecutive|calendar|contract|additional|successive|Contract|Calendar)\s+)*(?P<unit>year|month|week|day|Year|Month)s?\b(?:\s*\((?P<behind>\d{{1,3}})\))?",
)
_LONGEST = 70  # characters of a length before its unit
_BEHIND = 10  # and behind the beginning of the unit: "years (2)"
_UNIT = re.compile(r"year|month|week|day|Year|Month|YEAR|MONTH|DAY")


@dataclass(frozen=True, slots=True)
class Length:
    """A stretch of time as it was written: 18 months is not a year and a half."""

    count: int
    unit: str  # "year", "month", "week" or "day"

    def __str__(self) -> str:
        return f"{self.count} {self.unit}{'s' if self.count != 1 else ''}"

    def after(self, start: str) -> str | None:
        """The date so long after `start`; None where `start` is not exact enough to count from."""
        try:
            match self.unit:
                case "year":
                    return dates.later(start, years=self.count)
                case "month":
                    return dates.later(start, months=self.count)
                case _:
                    return dates.later(start, days=self.count * (7 if self.unit == "week" else 1))
        except (ValueError, OverflowError):
            return None


@dataclass(frozen=True, slots=True)
class Duration:
    """How long a contract runs; None for what it does not say. expiration: an ISO prefix or "perpetual"."""

    term: Told | None = None
    expiration: Told | None = None


def lengths(words: str) -> Iterator[tuple[Length, int, int]]:
    """The stretches of time that words name, with where they stand."""
    done = 0
    for unit in _UNIT.finditer(words):  # few, and the rest of a length stands close before
        for found in _LENGTH.finditer(words, max(done, unit.start() - _LONGEST), unit.end() + _BEHIND):
            if found.end() <= unit.start():
                continue
            done = found.end()
            figure = found["paren"] or found["figure"] or found["behind"]
            word = re.sub(r"\s", "-", (found["word"] or "").lower())
            count = int(figure) if figure else _NUMBERS.get(word, 0)
            if count:
                yield Length(count, found["unit"].lower()), found.start(), found.end()
            break
