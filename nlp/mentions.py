"""Where the names and labels of a document stand in its text, found in one pass for all of them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import ahocorasick

_GAP = re.compile(r",?\s+")


class Mention(NamedTuple):
    """A form as it stands in the text."""

    start: int
    end: int
    form: str


class Mentions:
    """All places of `text` where one of `forms` begins as a word; "KI Inc" also meets "KI, Inc".

    What else a pattern asks of a mention is matched at its end or start: patterns stay the same for every document, and
    nothing has to be compiled for its names. Results are those of one pattern with all forms as alternatives, longest first.
    """

    def __init__(self, text: str, forms: Iterable[str]) -> None:
        self._text = text
        by_words = {tuple(form.replace(",", "").split()): form for form in forms}
        first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for words, form in by_words.items():
            if words:
                first.setdefault(words[0], []).append((words, form))
        found: dict[int, list[Mention]] = {}
        for start, candidates in _words(text, first):
            ends = ((_end(text, start, words), form) for words, form in candidates)
            found.setdefault(start, []).extend(Mention(start, end, form) for end, form in ends if end >= 0)
        self._starts = sorted(start for start, mentions in found.items() if mentions)
        self._at = {start: sorted(found[start], key=_longest) for start in self._starts}

    def followed(self, tail: re.Pattern[str]) -> Iterator[Mention]:
        """The mentions that `tail` matches right behind, without overlap of what was matched."""
        at = 0
        for start in self._starts:
            if start >= at:
                for mention in self._at[start]:
                    if match := tail.match(self._text, mention.end):
                        yield mention
                        at = match.end()
                        break

    def behind(self, lead: re.Pattern[str]) -> Iterator[Mention]:
        """The mentions, as whole words, right behind a match of `lead`, which must match as far as it can."""
        at = 0
        for match in lead.finditer(self._text):
            for mention in self._at.get(match.end(), ()) if match.start() >= at else ():
                if is_edge(self._text, mention.end):
                    yield mention
                    at = mention.end
                    break


def _longest(mention: Mention) -> tuple[int, str]:
    return -len(mention.form), mention.form


def _words(text: str, first: dict[str, Any]) -> Iterator[tuple[int, Any]]:
    """(offset, what is kept for the word) wherever one of the words begins as a word."""
    if not first:
        return
    automaton: Any = ahocorasick.Automaton()
    for word, kept in first.items():
        automaton.add_word(word, (len(word) - 1, kept))
    automaton.make_automaton()
    for last, (length, kept) in automaton.iter(text):
        if is_edge(text, last - length):
            yield last - length, kept


def _end(text: str, start: int, words: Sequence[str]) -> int:
    """Where the words that begin at `start` end; -1 if others stand there."""
    end = start
    for word in words:
        if end > start:
            gap = _GAP.match(text, end)
            if not gap:
                return -1
            end = gap.end()
        if not text.startswith(word, end):
            return -1
        end += len(word)
    return end


def is_edge(text: str, at: int) -> bool:
    """Whether a word begins or ends at `at`."""
    before = at > 0 and is_word(text[at - 1])
    return before != (at < len(text) and is_word(text[at]))


def is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
