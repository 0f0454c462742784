"""Words as numbers: each word of a vocabulary has its own; names, numbers and redactions read alike, nothing is learnt by name."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np

from ..corpus import characters
from ..corpus.characters import CAPITAL, DIGIT, LETTER, WORD, Characters, Hashes, Ints, Kinds, lowered, runs

# Numbers of words outside the vocabulary.
END, _NAME, _RARE, _NUMBER, _YEAR, _REDACTED = range(6)
FIRST = 8
_ALIKE = (_NAME, _NUMBER, _REDACTED)  # a run of these counts as one
_STEM = 6  # letters of a word that make its stem
_MARK, _POINT, _APOSTROPHE = 16, 32, 64  # what a character is, beside the bits of `characters`
_SIGNS = {_MARK: '$%€£;:()"“”', _POINT: ",.", _APOSTROPHE: "'’"}
# Told apart behind the first character, to which the search skips.
_REDACTION = re.compile(r"[\[*_](?:(?<=\[)[*●•_ ]+\]|(?<=\*)\*+|(?<=_)__+)")
_BITS = 18  # of a hash that the index of a vocabulary is entered by


@dataclass(frozen=True, slots=True)
class Words:
    """Word numbers of several texts in one row, and the stretch of them that each text has; stretches may overlap."""

    numbers: Ints
    starts: Ints
    ends: Ints

    def closed(self) -> tuple[Ints, Ints]:
        """The numbers of one text after the other, each closed by END, and where each ends."""
        closes = np.cumsum(self.ends - self.starts + 1)
        taken = np.append(self.numbers, END)[stretches(self.starts, self.ends + 1)]
        taken[closes - 1] = END
        return taken, closes


def stretches(starts: Ints, ends: Ints) -> Ints:
    """The places start..end of each stretch, one stretch after the other."""
    sizes = ends - starts
    return np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes - starts, sizes)


@dataclass(frozen=True)
class Vocabulary:
    """Words with numbers of their own; all others are read as name, number, year, redaction or rare word."""

    words: tuple[str, ...]

    @cached_property
    def _index(self) -> "_Index":
        return _Index(characters.hashed(self.words))

    @cached_property
    def stems(self) -> Ints:
        """The number of the stem of each word number."""
        found: dict[str, int] = {}
        numbers = [found.setdefault(word[:_STEM], len(found) + FIRST) for word in self.words]
        return np.array([*range(FIRST), *numbers], np.int64)

    def read(self, text: str, starts: Ints, ends: Ints) -> Words:
        """The words of stretches of a text, by their starts; one may lie in another, as an item in its sentence."""
        at, numbers = self._numbers(text)
        return _thinned(numbers, np.searchsorted(at, starts), np.searchsorted(at, ends))

    def read_all(self, texts: Sequence[str]) -> Words:
        """The same of several texts."""
        sizes = np.fromiter(map(len, texts), np.int64, len(texts))
        ends = np.cumsum(sizes + 1) - 1
        return self.read("\n".join(texts), ends - sizes, ends)

    def _numbers(self, text: str) -> tuple[Ints, Ints]:
        """Where each word of a text begins, and its number."""
        read = Characters(text, _kinds())
        starts, ends = _words(text, read.kinds)
        kind = read.kinds[starts]
        numbers = np.full(len(starts), _REDACTED)
        numbers[kind & (LETTER | _MARK) != 0] = _RARE
        numbers[kind & CAPITAL != 0] = _NAME
        numbers[kind & DIGIT != 0] = _NUMBER
        four = np.flatnonzero((kind & DIGIT != 0) & (ends - starts == 4))
        digits = read.codes[starts[four, None] + np.arange(2)] - ord("0")
        numbers[four[np.isin(10 * digits[:, 0] + digits[:, 1], (19, 20))]] = _YEAR
        known = self._index.find(read.hashes(starts, ends))
        return starts, np.where(known < 0, numbers, known + FIRST)

    @classmethod
    def learn(cls, texts: Iterable[tuple[str, str]], groups: int) -> "Vocabulary":
        """The words that stand in texts of at least that many groups. texts: (group, text)."""
        seen: dict[str, set[str]] = {}
        for group, text in texts:
            small = lowered(text)
            starts, ends = _words(small, Characters(small, _kinds()).kinds)
            for word in {small[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)}:
                if not word[0].isdigit() and word[0] not in "[*_":
                    seen.setdefault(word, set()).add(group)
        return cls(tuple(sorted(word for word, where in seen.items() if len(where) >= groups)))


class _Index:
    """Where among some hashes a hash is: they are sorted, and entered by their first bits."""

    def __init__(self, hashes: Hashes) -> None:
        self._order = np.append(np.argsort(hashes), -1)
        self._sorted = np.append(np.sort(hashes), np.uint64(0))
        entries = self._sorted[:-1] >> np.uint64(64 - _BITS)
        self._first = np.searchsorted(entries, np.arange(1 << _BITS)).astype(np.int32)
        self._most = int(np.bincount(entries.astype(np.int64), minlength=1).max())

    def find(self, hashes: Hashes) -> Ints:
        """The place of each hash, -1 for those that are not there."""
        at = self._first[hashes >> np.uint64(64 - _BITS)]
        found = np.full(len(hashes), -1)
        for _ in range(self._most):
            same = self._sorted[at] == hashes
            found[same] = self._order[at[same]]
            at = np.minimum(at + 1, len(self._sorted) - 1)
        return found


@cache
def _kinds() -> Kinds:
    kinds = characters.kinds().copy()
    for bit, signs in _SIGNS.items():
        kinds[list(map(ord, signs))] |= bit
    return kinds


def _words(text: str, kinds: Kinds) -> tuple[Ints, Ints]:
    """Where each word begins and ends: letters with a short ending such as 's, numerals, signs, redactions."""
    begins, last = np.zeros(len(kinds), bool), np.zeros(len(kinds), bool)
    for starts, ends in (_letters(kinds), _numerals(kinds)):
        begins[starts] = last[ends - 1] = True
    signs = kinds & _MARK != 0
    begins |= signs
    last |= signs
    for redaction in _REDACTION.finditer(text):
        begins[redaction.start()] = last[redaction.end() - 1] = True
    return np.flatnonzero(begins), np.flatnonzero(last) + 1


def _letters(kinds: Kinds) -> tuple[Ints, Ints]:
    """Runs of letters; one or two small ones behind an apostrophe belong to the run before."""
    starts, ends = runs(kinds & LETTER != 0)
    after = np.append(kinds, 0)[ends]
    short = (
        (ends - starts <= 2) & (after & WORD == 0) & (kinds[starts] & CAPITAL == 0) & (kinds[ends - 1] & CAPITAL == 0)
    )
    ending = np.flatnonzero((after[:-1] & _APOSTROPHE != 0) & (starts[1:] == ends[:-1] + 1) & short[1:]) + 1
    # In "o'n's" the second ending has no run of its own to belong to.
    ending = ending[~np.isin(ending - 1, ending)]
    return np.delete(starts, ending), np.delete(ends, ending - 1)


def _numerals(kinds: Kinds) -> tuple[Ints, Ints]:
    """A digit and all digits, commas and full stops behind it."""
    starts, ends = runs(kinds & (DIGIT | _POINT) != 0)
    digits = np.append(np.flatnonzero(kinds & DIGIT), len(kinds))
    first = digits[np.searchsorted(digits, starts)]
    return first[first < ends], ends[first < ends]


def _thinned(numbers: Ints, starts: Ints, ends: Ints) -> Words:
    """Runs of names, of numbers and of redactions as one each. No run goes on from one stretch into the next."""
    if not len(numbers):
        return Words(numbers, starts, ends)
    keep = np.ones(len(numbers), bool)
    keep[1:] = (numbers[1:] != numbers[:-1]) | ~np.isin(numbers[1:], _ALIKE)
    within = np.maximum.accumulate(np.append(0, ends))[:-1] > starts
    keep[starts[~within & (starts < ends)]] = True
    kept = np.append(0, np.cumsum(keep))
    # What begins amid a run has the word that stands for the run.
    first = np.where(starts < ends, kept[np.minimum(starts + 1, len(numbers))] - 1, kept[ends])
    return Words(numbers[keep], first, kept[ends])
