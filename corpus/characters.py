"""The characters of a text as arrays of numbers: what is asked of every word is answered for all of them at once."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]
Kinds = npt.NDArray[np.uint8]

LETTER, DIGIT, UNDERSCORE, CAPITAL = 1, 2, 4, 8  # what a character is, as bits
WORD = LETTER | DIGIT | UNDERSCORE
_ALL = 0x110000  # code points
_WRITTEN = 0x40000  # of them those among which letters and digits are: what lies beyond has no character, or a mark or a private one
_BLOCK = 1 << 18  # characters whose powers are kept
_BASE = 0x5851F42D4C957F2D  # of the polynomial: D. Knuth, MMIX
_MIX = np.uint64(0x9E3779B97F4A7C15)
_HALF = np.uint64(32)


def lowered(text: str) -> str:
    """The text in small letters, of the same length: the few characters whose small letter is longer stay as they are."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


class Characters:
    """A text: the code points of its small letters, and what each character is by a table of `kinds`."""

    __slots__ = ("_sums", "codes", "kinds")

    def __init__(self, text: str, table: Kinds | None = None) -> None:
        self.kinds = (kinds() if table is None else table)[_codes(text)]
        self.codes = _codes(lowered(text))
        self._sums = np.zeros(len(text) + 1, np.uint64)
        np.cumsum((self.codes + np.uint32(1)) * _powers(len(text))[0], out=self._sums[1:])  # NUL counts too

    def hashes(self, starts: Ints, ends: Ints) -> Hashes:
        """A number for each stretch of text, the same for the same small letters; others share it once in 10**19 times."""
        found = (self._sums[ends] - self._sums[starts]) * _powers(len(self.codes))[1][starts]
        found ^= found >> _HALF
        return found * _MIX


def hashed(words: Sequence[str]) -> Hashes:
    """The numbers that `Characters.hashes` gives for these words."""
    sizes = np.fromiter(map(len, words), np.int64, len(words))
    ends = np.cumsum(sizes)
    return Characters("".join(words)).hashes(ends - sizes, ends)


def runs(mask: Any) -> tuple[Ints, Ints]:
    """Where each stretch of true values begins and ends."""
    edges = np.flatnonzero(np.diff(mask, prepend=False, append=False))
    return edges[::2], edges[1::2]


@cache
def kinds() -> Kinds:
    """What each code point is, as regular expressions see it."""
    points = np.arange(_WRITTEN, dtype=np.uint32)
    text = points.tobytes().decode("utf-32-le", "surrogatepass")
    found = np.zeros(_ALL, np.uint8)
    for bit, pattern in ((LETTER, r"[^\W\d_]+"), (DIGIT, r"\d+"), (UNDERSCORE, "_+")):
        for match in re.finditer(pattern, text):
            found[match.start() : match.end()] |= bit
    found[:_WRITTEN][points != _codes(text.replace("İ", "i").lower())] |= CAPITAL
    return found


def _codes(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _powers(size: int) -> tuple[Hashes, Hashes]:
    """Powers of the base for so many characters, and of its inverse; modulo 2**64, where every odd number has one."""
    first = _block()
    if size <= _BLOCK:
        return first[0][:size], first[1]
    steps = [_first_powers(pow(base, _BLOCK, 1 << 64), -(-size // _BLOCK)) for base in _bases()]
    both = [np.multiply.outer(step, block).ravel() for step, block in zip(steps, first, strict=True)]
    return both[0][:size], both[1]


@cache
def _block() -> tuple[Hashes, Hashes]:
    forward, back = (_first_powers(base, _BLOCK + 1) for base in _bases())
    return forward[:_BLOCK], back[:_BLOCK]


def _bases() -> tuple[int, int]:
    return _BASE, pow(_BASE, -1, 1 << 64)


def _first_powers(base: int, count: int) -> Hashes:
    found = np.full(count, base, np.uint64)
    found[:1] = 1
    return np.cumprod(found, dtype=np.uint64)
