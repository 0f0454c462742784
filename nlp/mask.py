"""Text seen through roles: each mention of a side or of a defined likeness becomes one sign, offsets kept.

Rules are then written once for all documents ("Ⓣ grants Ⓒ ... Ⓛ") and say who gives what to whom.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import ahocorasick

from .mentions import is_edge, is_word
from .roles import Roles

TALENT, COMPANY, LIKENESS, REPLICA = "Ⓣ", "Ⓒ", "Ⓛ", "Ⓡ"
_SPOKEN = {TALENT: " the talent ", COMPANY: " the company ", LIKENESS: " the likeness ", REPLICA: " the replica "}
# The point of a title or of a firm's legal form, which ends no sentence: rules read "Dr Vale", not "Dr. Vale".
_SHORT_FORMS = "|".join(rf"(?<=\b{x}\.)" for x in ("Dr", "Mr", "Ms", "Mrs", "Jr", "Sr", "Prof", "Inc", "Ltd", "Corp"))
# What is no mention: white space, the point of a number, which ends no sentence either ("$0·03"), markup and the points of
# short forms. They are told apart behind their first character, by which the search finds them at once.
_NO_WORD = re.compile(
    r"[\s.*\\](?:(?P<space>(?<=\n)\s*|(?<=\s)\s+)|(?P<point>(?<=\d\.)(?=\d))"
    rf"|(?P<markup>(?<=\*)\*{{0,2}}|(?<=\\)(?=\W)|(?<=\.)(?:{_SHORT_FORMS})(?=\W)))"
)
_PUT = {"space": " ", "point": "·", "markup": ""}
_QUOTES = tuple(zip("“”‘’–—\u00a0\u2011", "\"\"''-- -", strict=True))
_ARTICLES = ("the", "The", "THE")
_ARTICLE = re.compile(r"(?:[Tt]he|THE)\s+")
_GAP = re.compile(r",?\s+")
# "your own voice" says whose it is; rules read "own" behind a sign as the verb.
_WHOSE = frozenset({"your", "our", "my"})
_OWN = re.compile(r"\s+own\b")


@dataclass(frozen=True, slots=True)
class Masked:
    """Masked text with the way back: piece k of it starts at `starts[k]` and came from `origins[k]` of the original."""

    text: str
    starts: tuple[int, ...]
    origins: tuple[tuple[int, int], ...]
    source: str

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The offsets, in the text that was masked, of masked[start:end]; a sign stands for its whole mention."""
        if not self.starts:
            return 0, 0
        first = max(bisect_right(self.starts, start) - 1, 0)
        last = max(bisect_right(self.starts, max(end - 1, start)) - 1, 0)
        a = self._inside(first, start)
        b = self.origins[last][1] if self._replaced(last) else self.origins[last][0] + end - self.starts[last]
        return a, max(a, min(b, self.origins[last][1]))

    def part(self, start: int, end: int) -> tuple[int, int] | None:
        """Where source[start:end] stands in the masked text; None where it would be masked otherwise by itself."""
        source, origins = self.source, self.origins
        if (start and not source[start - 1].isspace()) or (end < len(source) and not source[end].isspace()):
            return None  # perhaps a word cut in two
        first = bisect_right(origins, start, key=_begin) - 1
        last = bisect_right(origins, end - 1, key=_begin) - 1
        if last < 0:
            return None
        a, b = 0, self._end(last)
        if first >= 0:
            begin, stop = origins[first]
            a = self._end(first) if start >= stop else self.starts[first] + start - begin
            if begin < start < stop and self._replaced(first):
                return None  # begins inside a mention
        begin, stop = origins[last]
        if end > stop:
            # Ends in markup. A point or stroke is that only because of what follows.
            return None if source[end - 1] in ".\\" else (a, b)
        if end < stop:
            if self._replaced(last):
                return None
            b -= stop - end
        return a, b

    def _end(self, piece: int) -> int:
        return self.starts[piece + 1] if piece + 1 < len(self.starts) else len(self.text)

    def _replaced(self, piece: int) -> bool:
        a, b = self.origins[piece]
        return b - a != self._end(piece) - self.starts[piece]

    def _inside(self, piece: int, at: int) -> int:
        a, b = self.origins[piece]
        return a if self._replaced(piece) else min(a + at - self.starts[piece], b)


# Its place in the order in which forms are tried, its words, its sign.
_Form = tuple[int, tuple[str, ...], str]


def _longest(form: str) -> tuple[int, str]:
    return (-len(form), form)


def _begin(origin: tuple[int, int]) -> int:
    return origin[0]


def spoken(masked: str) -> str:
    """Masked text in words, for readers that know "the talent" and not the sign for it."""
    for sign, words in _SPOKEN.items():
        masked = masked.replace(sign, words)
    return " ".join(masked.split())


class Masker:
    """Masks texts of one document. Matching is by case, because "Company" and "company" differ in a contract."""

    def __init__(self, roles: Roles) -> None:
        groups = (
            (roles.replica, REPLICA),
            (roles.likeness, LIKENESS),
            (_cased(roles.talent), TALENT),
            (_cased(roles.company), COMPANY),
        )
        ordered = [
            (rank, tuple(form.replace(",", "").split()), sign)
            for rank, (form, sign) in enumerate((f, s) for forms, s in groups for f in sorted(forms, key=_longest))
        ]
        first: dict[str, list[_Form]] = {}
        for form in ordered:
            if form[1]:
                first.setdefault(form[1][0], []).append(form)
        self._known = bool(first)
        self._first: Any = ahocorasick.Automaton()
        for word, forms in first.items():
            self._first.add_word(word, (len(word), forms))
        if first:
            self._first.make_automaton()

    def mask(self, text: str) -> Masked:
        """The text with signs for mentions, white space collapsed and quotation marks and dashes made plain."""
        out: list[str] = []
        starts: list[int] = []
        origins: list[tuple[int, int]] = []
        length = at = 0
        for start, end, put in self._replacements(text):
            if start > at:
                starts.append(length)
                origins.append((at, start))
                out.append(text[at:start])
                length += start - at
            if put:
                starts.append(length)
                origins.append((start, end))
                out.append(put)
                length += len(put)
            at = end
        if at < len(text):
            starts.append(length)
            origins.append((at, len(text)))
            out.append(text[at:])
        masked = "".join(out)
        for quote, plain in () if masked.isascii() else _QUOTES:
            masked = masked.replace(quote, plain)
        return Masked(masked, tuple(starts), tuple(origins), text)

    def _replacements(self, text: str) -> Iterator[tuple[int, int, str]]:
        """(start, end, what is put there) from left to right without overlap; where two begin together, no mention."""
        at = 0
        mentions = self._mentions(text)
        mention = next(mentions, None)
        for match in _NO_WORD.finditer(text):
            while mention and mention[0] < match.start():
                if mention[0] >= at:
                    yield mention
                    at = mention[1]
                mention = next(mentions, None)
            if match.start() >= at:
                yield match.start(), match.end(), _PUT[match.lastgroup or ""]
                at = match.end()
            elif match.end() > at and (rest := _NO_WORD.match(text, at)):
                yield at, rest.end(), _PUT[rest.lastgroup or ""]
                at = rest.end()
        while mention:
            if mention[0] >= at:
                yield mention
                at = mention[1]
            mention = next(mentions, None)

    def _mentions(self, text: str) -> Iterator[tuple[int, int, str]]:
        """(start, end, sign) of each form of a side that stands in the text as words, with its article."""
        if not self._known:
            return
        found: dict[int, list[_Form]] = {}
        for last, (length, forms) in self._first.iter(text):
            start = last + 1 - length
            if is_edge(text, start) or not is_word(text[start]):  # a placeholder begins with a bracket
                found[start] = sorted(found[start] + forms) if start in found else forms
        at = 0
        for place in sorted(found):
            if place < at:
                continue
            start, match = place, _match(text, place, found[place])
            if match and (article := _article(text, place)) >= at:
                start = article
            elif (article := _ARTICLE.match(text, place)) and article.end() in found:
                # "the undersigned": what stands behind an article goes before what begins with it.
                match = _match(text, article.end(), found[article.end()]) or match
            if match:
                at, sign = match
                if text[place:at].lower() in _WHOSE and (own := _OWN.match(text, at)):
                    at = own.end()
                yield start, at, sign


def _match(text: str, start: int, forms: Iterable[_Form]) -> tuple[int, str] | None:
    """Where the first of the forms that stands at `start` ends, and its sign."""
    for _, words, sign in forms:
        end = start
        for word in words:
            if end > start:
                gap = _GAP.match(text, end)
                end = gap.end() if gap else len(text)
            if not text.startswith(word, end):
                break
            end += len(word)
        else:
            if end == len(text) or not is_word(text[end]):
                return end, sign
    return None


def _article(text: str, place: int) -> int:
    """Where the article of the word at `place` begins; -1 if it has none."""
    end = place
    while end and text[end - 1].isspace():
        end -= 1
    start = end - 3
    return start if start >= 0 and end < place and text[start:end] in _ARTICLES and is_edge(text, start) else -1


def _cased(forms: Iterable[str]) -> tuple[str, ...]:
    """The forms with the variants that case alone makes: pronouns at a sentence's start, names in capitals."""
    out: dict[str, None] = {}
    for form in forms:
        out[form] = None
        if form.islower():
            out[form.capitalize()] = None
        if len(form) > 2:
            out[form.upper()] = None
    return tuple(out)
