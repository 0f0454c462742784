"""What a pattern cannot match without: words of which a text must hold at least one, read off the pattern itself.

A long pattern costs a thousand times what a look for a word costs, and nearly every search ends without a match. So the
words are looked for first (`sieve.py`). All letters are small here: texts are compared in lower case.
"""

import importlib
import itertools
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

_parser: Any = importlib.import_module("re._parser")
_code: Any = importlib.import_module("re._constants")

Any_of = frozenset[str]  # a text must hold one of these
_MOST = 48  # spellings that are kept apart; of more, what stands before and behind is looked for by itself
_NONE: Any_of = frozenset()
_CLASS = 12  # characters of a class that are spelled out: "[sz]" is, "[a-z]" is not
_TWICE = 3  # repetitions that are spelled out
# Flags within the pattern, named groups, characters by number: where small letters would change the meaning.
_CASED = re.compile(r"\(\?(?:P|-?[aiLmsux])|\\[xuUN]")
_CLASSES = re.compile(r"(?<!\\)\[\^?(\]?(?:\\.|[^\]\\])*)\]", re.DOTALL)
_RANGE = re.compile(r"(\\.|[^\\])-(.)", re.DOTALL)
_ESCAPE_OR_NOT = re.compile(r"\\.|[^\\]+", re.DOTALL)


def needs(pattern: str) -> tuple[tuple[Any_of, ...], ...]:
    """For each of the pattern's alternatives: the word lists of each of which a text must hold some word.

    A text that satisfies no alternative holds no match, whatever its case. An alternative without lists may stand anywhere.
    Raises re.error where the pattern is faulty.
    """
    tree = _parser.parse(pattern, re.IGNORECASE)
    alternatives: Sequence[Any] = tree[0][1][1] if len(tree) == 1 and tree[0][0] is _code.BRANCH else [tree]
    return tuple(_lists(_Reading(a)) for a in alternatives)


def _lists(reading: "_Reading") -> tuple[Any_of, ...]:
    """The lists worth looking for: those that another list does not imply, the most telling first."""
    kept: list[Any_of] = []
    for words in sorted({*reading.lists, *_useful(reading.spellings or _NONE)}, key=_rank):
        if not any(all(any(w in longer for w in words) for longer in other) for other in kept):
            kept.append(words)
    return tuple(kept)


class _Reading:
    """One sequence of a parsed pattern: all its spellings if they are few, else the lists that its parts need."""

    def __init__(self, sequence: Iterable[tuple[Any, Any]]) -> None:
        self.lists: list[Any_of] = []
        self._run: frozenset[str] = frozenset({""})  # the spellings since the last part that has too many
        self._whole = True
        for literal, group in itertools.groupby(sequence, _is_literal):
            if literal:
                self._extend(frozenset({"".join(chr(code) for _, code in group).lower()}))
            else:
                for op, value in group:
                    self._read(op, value)
        self.spellings = self._run if self._whole else None
        if not self._whole:
            self._break()

    def _read(self, op: Any, value: Any) -> None:
        if op is _code.IN:
            self._extend(_characters(value))
        elif op is _code.SUBPATTERN or op is _code.ATOMIC_GROUP:
            self._inner(_Reading(value[-1] if op is _code.SUBPATTERN else value))
        elif op is _code.BRANCH:
            self._branch([_Reading(part) for part in value[1]])
        elif op in (_code.MAX_REPEAT, _code.MIN_REPEAT, _code.POSSESSIVE_REPEAT):
            self._repeat(value[0], value[1], _Reading(value[2]))
        elif op is _code.ASSERT or op is _code.ASSERT_NOT:
            self._look(value[0], value[1], op is _code.ASSERT)
        elif op is not _code.AT:
            self._break()

    def _look(self, direction: int, around: Any, wanted: bool) -> None:
        """What is looked for around a place takes no room: the spellings go on."""
        part = _Reading(around)
        shortest, longest = around.getwidth()
        if direction < 0 and shortest != longest:  # otherwise only known when the pattern is compiled
            raise re.error("look-behind requires fixed-width pattern")
        if wanted:
            self.lists += [*part.lists, *_useful(part.spellings or _NONE)]

    def _inner(self, part: "_Reading") -> None:
        if part.spellings is None:
            self._break()
            self.lists += part.lists
        else:
            self._extend(part.spellings)

    def _branch(self, parts: list["_Reading"]) -> None:
        if all(p.spellings is not None for p in parts) and sum(len(p.spellings or ()) for p in parts) <= _MOST:
            self._extend(frozenset(s for p in parts for s in p.spellings or ()))
            return
        self._break()
        best = [min((*p.lists, *_useful(p.spellings or _NONE)), key=_rank, default=None) for p in parts]
        if all(best):
            self.lists += _useful(frozenset(word for words in best if words for word in words))

    def _repeat(self, least: int, most: int, part: "_Reading") -> None:
        if part.spellings is not None and (least, most) == (0, 1) and len(part.spellings) <= _CLASS:
            self._extend(part.spellings | {""})
            return
        for _ in range(min(least, _TWICE)):
            self._inner(part)
        if least != most or least > _TWICE:
            self._break()

    def _extend(self, spellings: frozenset[str]) -> None:
        if len(self._run) * len(spellings) > _MOST or not spellings:
            self._break()
        if spellings:
            self._run = frozenset(a + b for a in self._run for b in spellings)

    def _break(self) -> None:
        """What follows may stand anywhere behind: the spellings so far become a list."""
        self.lists += _useful(self._run)
        self._run = frozenset({""})
        self._whole = False


def _is_literal(item: tuple[Any, Any]) -> bool:
    """Whether an item is one character whose small form is the same everywhere."""
    return item[0] is _code.LITERAL and (item[1] < 128 or not chr(item[1]).isalpha())


def _characters(items: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """The characters of a class, if they are few and not the rest of all."""
    found: set[str] = set()
    for op, value in items:
        if _is_literal((op, value)):
            found.add(chr(value).lower())
        elif op is _code.RANGE and value[1] < 128 and value[1] - value[0] < _CLASS:
            found |= {chr(c).lower() for c in range(value[0], value[1] + 1)}
        else:
            return frozenset()
    return frozenset(found) if len(found) <= _CLASS else frozenset()


@lru_cache(maxsize=4096)  # macros make the same lists again and again
def _useful(spellings: frozenset[str]) -> tuple[Any_of, ...]:
    """The spellings as a list to look for, without those that hold another; none where a single letter would do."""
    shortest: list[str] = []
    for word in sorted(spellings, key=len):
        if len(word) < 2 and word.isascii():
            return ()
        if not any(other in word for other in shortest):
            shortest.append(word)
    return (frozenset(shortest),) if shortest else ()


@lru_cache(maxsize=4096)
def _rank(words: Any_of) -> tuple[int, int, list[str]]:
    """Lists of long words first, then short lists."""
    return (-min(9 if not w.isascii() else min(len(w), 6) for w in words), len(words), sorted(words))


def lowered(pattern: str) -> str | None:
    """The pattern in small letters, which finds in lower case what it finds in any; None where that cannot be said.

    Regular expressions are quicker by several times where case is no question.
    """
    if _CASED.search(pattern) or any(not c.isascii() and c.isalpha() for c in pattern):
        return None
    if any(not _plain(r[1], r[2]) for c in _CLASSES.finditer(pattern) for r in _RANGE.finditer(c[1])):
        return None
    return _ESCAPE_OR_NOT.sub(lambda m: m[0] if m[0][0] == "\\" else m[0].lower(), pattern)


def _plain(first: str, last: str) -> bool:
    """Whether a range is of letters of one case or of digits."""
    pair = first + last
    return pair.isascii() and (
        (pair.isupper() and pair.isalpha()) or (pair.islower() and pair.isalpha()) or pair.isdigit()
    )
