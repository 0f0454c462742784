"""Many patterns on many short texts: one pass over a text tells which of the patterns can match there at all."""

import importlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import ahocorasick
import numpy as np
import numpy.typing as npt

from ..corpus.characters import lowered
from . import literals

# Letters that a pattern without regard to case takes for i and s, though their lower case is another.
_KIN = str.maketrans("İıſ", "iis")
_NUMBER = itemgetter(1)
ANY_CASE = re.IGNORECASE
_parser: Any = importlib.import_module("re._parser")
_compiler: Any = importlib.import_module("re._compiler")
_sre: Any = importlib.import_module("_sre")


@dataclass(frozen=True, slots=True)
class Code:
    """What the `re` module makes of a pattern. names: numbers of its named groups; numbers: the code that is run."""

    flags: int
    groups: int
    names: dict[str, int]
    numbers: npt.NDArray[np.uint32]

    @classmethod
    def of(cls, source: str, flags: int) -> "Code":
        parsed = _parser.parse(source, flags)
        state = parsed.state
        numbers = np.array(_compiler._code(parsed, flags), np.uint32)
        return cls(flags | state.flags, state.groups - 1, dict(state.groupdict), numbers)

    def pattern(self, source: str) -> re.Pattern[str]:
        """What re.compile gives, without its work."""
        name = {number: name for name, number in self.names.items()}
        index = tuple(name.get(number) for number in range(self.groups + 1))
        return _sre.compile(source, self.flags, self.numbers.tolist(), self.groups, self.names, index)


@dataclass(frozen=True, slots=True)
class Wording:
    """A pattern and the words that a match of it needs: see `literals.needs`."""

    source: str
    flags: re.RegexFlag
    small: str | None  # the pattern for texts in lower case, if there is one
    needs: tuple[tuple[literals.Any_of, ...], ...]
    code: Code | None = None  # where it was compiled before

    @classmethod
    def of(cls, source: str, flags: re.RegexFlag = ANY_CASE) -> "Wording":
        """Raises re.error where the pattern is faulty."""
        return cls(source, flags, literals.lowered(source) if flags & re.IGNORECASE else None, literals.needs(source))

    @property
    def used(self) -> tuple[str, re.RegexFlag]:
        """The pattern as it is looked for, and its flags: in texts of lower case if it has a form for them."""
        return (self.source, self.flags) if self.small is None else (self.small, self.flags & ~re.IGNORECASE)

    def compiled(self) -> re.Pattern[str]:
        """The pattern in use."""
        source, flags = self.used
        return self.code.pattern(source) if self.code else re.compile(source, flags)


class Seen:
    """A text as a sieve sees it: with the lists (as bits) of which it holds a word."""

    __slots__ = ("_sieve", "_words", "small", "text")

    def __init__(self, sieve: "Sieve", text: str, small: str = "") -> None:
        self._sieve = sieve
        self._words = -1
        self.text = text
        self.small = small or sieve.lower(text)

    @property
    def words(self) -> int:
        if self._words < 0:
            self._words = self._sieve.words(self.small)
        return self._words


class Search:
    """A pattern in a sieve: looked for only where the words are that it needs, and compiled only then."""

    __slots__ = ("_find", "_wording", "needs")

    def __init__(self, wording: Wording, needs: tuple[int, ...]) -> None:
        self._wording = wording
        self.needs = needs
        self._find: Callable[[str], re.Match[str] | None] | None = None

    def __call__(self, seen: Seen) -> re.Match[str] | None:
        """The first match. Its words are in lower case if the pattern is."""
        words = seen.words
        for need in self.needs:
            if need & words == need:
                find = self._find
                if find is None:
                    find = self._find = self._wording.compiled().search
                return find(seen.text if self._wording.small is None else seen.small)
        return None


class Sieve:
    """The words that all its patterns need, found together."""

    def __init__(self, wordings: Iterable[Wording]) -> None:
        numbers: dict[literals.Any_of, int] = {}
        for wording in wordings:
            for words in (words for alternative in wording.needs for words in alternative):
                numbers.setdefault(words, len(numbers))
        bits: dict[str, int] = {}
        for words, number in numbers.items():
            for word in words:
                bits[word] = bits.get(word, 0) | 1 << number
        self._numbers = numbers
        self._bits = tuple(bits.values())
        self._automaton: Any = ahocorasick.Automaton()
        for number, word in enumerate(bits):
            self._automaton.add_word(word, number)
        if bits:
            self._automaton.make_automaton()

    def search(self, wording: Wording) -> Search:
        """The pattern, which must be one of those that the sieve was made for."""
        return Search(wording, tuple(sum(1 << self._numbers[w] for w in lists) for lists in wording.needs))

    def words(self, small: str) -> int:
        """The lists, as bits, of which `small` (lower case) holds a word."""
        found = 0
        if self._bits:
            bits = self._bits
            for number in set(map(_NUMBER, self._automaton.iter(small))):
                found |= bits[number]
        return found

    @staticmethod
    def lower(text: str) -> str:
        """Lower case as patterns without regard to case see it, length kept."""
        return lowered(text.translate(_KIN) if "ı" in text or "ſ" in text or "İ" in text else text)
