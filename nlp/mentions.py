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
        first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for words, form in {tuple(form.replace(",", "").split()): form for form in forms}.items():
            if words:
                first.setdefault(words[0], []).append((words[1:], form))
        found: dict[int, list[Mention]] = {}
        for start, end, candidates in _words(text, first):
            for others, form in candidates:
                stop = _end(text, end, others) if others else end
                if stop >= 0:
                    found.setdefault(start, []).append(Mention(start, stop, form))
        self._starts = sorted(found)
        self._at = {start: sorted(m, key=_longest) if len(m) > 1 else m for start, m in found.items()}

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

    def behind(self, lead: Any) -> Iterator[Mention]:
        """The mentions, as whole words, right behind a match of `lead` (of re or RE2), which must match as far as it can."""
        at = 0
        for match in lead.finditer(self._text):
            for mention in self._at.get(match.end(), ()) if match.start() >= at else ():
                if is_edge(self._text, mention.end) or not is_word(self._text[mention.end - 1]):
                    yield mention
                    at = mention.end
                    break


def _longest(mention: Mention) -> tuple[int, str]:
    return -len(mention.form), mention.form


def _words(text: str, first: dict[str, Any]) -> Iterator[tuple[int, int, Any]]:
    """(start, end, what is kept for the word) wherever one of the words begins as a word."""
    if not first:
        return
    automaton: Any = ahocorasick.Automaton()
    for word, kept in first.items():
        automaton.add_word(word, (len(word) - 1, is_word(word[0]), kept))
    automaton.make_automaton()
    for last, (length, letter, kept) in automaton.iter(text):
        start = last - length
        before = text[start - 1] if start else " "
        if not letter or not is_word(before):
            yield start, last + 1, kept


def _end(text: str, end: int, words: Sequence[str]) -> int:
    """Where further words that stand behind `end` end; -1 if others stand there."""
    for word in words:
        gap = _GAP.match(text, end)
        if not gap or not text.startswith(word, gap.end()):
            return -1
        end = gap.end() + len(word)
    return end


def is_edge(text: str, at: int) -> bool:
    """Whether a word begins or ends at `at`."""
    before = at > 0 and is_word(text[at - 1])
    return before != (at < len(text) and is_word(text[at]))


def is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
