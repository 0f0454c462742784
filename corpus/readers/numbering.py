"""Automatic numbering of Word documents: what the reader sees as "3.1" or "(a)" is only a pointer in the file."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..numbers import NUMBER_WORDS

Element = Any  # an element of lxml, which has no types to check by

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SLOT = re.compile(r"%(\d)")
_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ["m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"],
        strict=True,
    )
)


def roman(number: int) -> str:
    letters = ""
    for value, sign in _ROMAN:
        letters += sign * (number // value)
        number %= value
    return letters


def letters(number: int) -> str:
    """a, b, ... z, aa, bb, ...: Word repeats the letter."""
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


def _ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _word(number: int) -> str:
    return NUMBER_WORDS[number].capitalize() if 0 <= number < len(NUMBER_WORDS) else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02}",
    "lowerLetter": letters,
    "upperLetter": lambda n: letters(n).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda n: roman(n).upper(),
    "ordinal": _ordinal,
    "cardinalText": _word,
    "ordinalText": _word,
    "none": lambda n: "",
}


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts and looks. text: "%1.%2" shows the counters of levels 1 and 2."""

    format: str = "decimal"
    text: str = "%1."
    start: int = 1
    style: str | None = None  # the paragraph style that stands for this level
    legal: bool = False  # all counters shown as decimal
    restart: int | None = None  # the level (from 1) whose step restarts this one; 0 for never


@dataclass(slots=True)
class Numbering:
    """The lists of a document and where their counters stand. `label` must be called in document order."""

    abstract_of: Mapping[str, str]
    levels: Mapping[str, Mapping[int, Level]]
    overrides: Mapping[tuple[str, int], int]
    _counters: dict[str, dict[int, int]] = field(default_factory=dict[str, dict[int, int]])
    _restarted: set[tuple[str, int]] = field(default_factory=set[tuple[str, int]])

    def level_of_style(self, list_id: str, style: str) -> int | None:
        """The level that a paragraph style stands for in a list."""
        levels = self.levels.get(self.abstract_of.get(list_id, ""), {})
        return next((n for n, level in levels.items() if level.style == style), None)

    def label(self, list_id: str, depth: int) -> str:
        """The number of the next paragraph at `depth` (from 0) of a list, as it is printed: "3.1", "(a)", "•" as "-"."""
        abstract = self.abstract_of.get(list_id)
        levels = self.levels.get(abstract or "", {})
        level = levels.get(depth)
        if abstract is None or level is None:
            return ""
        counters = self._counters.setdefault(abstract, {})
        override = self.overrides.get((list_id, depth))
        if override is not None and (list_id, depth) not in self._restarted:
            self._restarted.add((list_id, depth))
            counters[depth] = override
        else:
            counters[depth] = counters[depth] + 1 if depth in counters else level.start
        for deeper in [n for n in counters if n > depth]:
            restart = levels.get(deeper, Level()).restart
            if restart is None or (restart > 0 and depth < restart):
                del counters[deeper]
        if level.format == "bullet":
            return "•"

        def show(slot: re.Match[str]) -> str:
            at = int(slot[1]) - 1
            source = levels.get(at, Level())
            number = counters.get(at, source.start)
            form = "decimal" if level.legal else source.format
            return _FORMATS.get(form, str)(number)

        return _SLOT.sub(show, level.text).strip()


def parse(root: Element | None) -> Numbering:
    """The lists of numbering.xml; none when the document has no such part."""
    if root is None:
        return Numbering({}, {}, {})
    links: dict[str, str] = {}  # a list style: its levels are in the abstract list that defines it
    levels: dict[str, dict[int, Level]] = {}
    homes: dict[str, str] = {}
    for abstract in root.iterfind(f"{W}abstractNum"):
        key = abstract.get(f"{W}abstractNumId", "")
        levels[key] = {int(lvl.get(f"{W}ilvl", "0")): _level(lvl) for lvl in abstract.iterfind(f"{W}lvl")}
        for tag, store in (("styleLink", homes), ("numStyleLink", links)):
            link = abstract.find(f"{W}{tag}")
            if link is not None:
                name = link.get(f"{W}val", "")
                if store is homes:
                    homes[name] = key
                else:
                    links[key] = name
    for key, name in links.items():
        levels[key] = levels.get(homes.get(name, ""), levels[key]) or levels[key]
    abstract_of: dict[str, str] = {}
    overrides: dict[tuple[str, int], int] = {}
    for num in root.iterfind(f"{W}num"):
        list_id = num.get(f"{W}numId", "")
        abstract_of[list_id] = _value(num, "abstractNumId") or ""
        for change in num.iterfind(f"{W}lvlOverride"):
            depth = int(change.get(f"{W}ilvl", "0"))
            start = _value(change, "startOverride")
            own = change.find(f"{W}lvl")
            if own is not None:  # a list that redefines a level counts by itself
                private = f"{abstract_of[list_id]}/{list_id}"
                base = levels.get(private) or dict(levels.get(abstract_of[list_id], {}))
                levels[private] = {**base, depth: _level(own)}
                abstract_of[list_id] = private
            if start is not None and start.lstrip("-").isdigit():
                overrides[list_id, depth] = int(start)
    return Numbering(abstract_of, levels, overrides)


def _value(parent: Element, tag: str) -> str | None:
    child = parent.find(f"{W}{tag}")
    return None if child is None else child.get(f"{W}val")


def _level(lvl: Element) -> Level:
    start, restart, legal = _value(lvl, "start") or "1", _value(lvl, "lvlRestart"), lvl.find(f"{W}isLgl")
    return Level(
        format=_value(lvl, "numFmt") or "decimal",
        text=_value(lvl, "lvlText") or "",
        start=int(start) if start.isdigit() else 1,
        style=_value(lvl, "pStyle"),
        legal=legal is not None and legal.get(f"{W}val", "1") not in ("0", "false"),
        restart=int(restart) if restart and restart.isdigit() else None,
    )
