"""Text seen through roles: each mention of a side or of a defined likeness becomes one sign, offsets kept.

Rules are then written once for all documents ("Ⓣ grants Ⓒ ... Ⓛ") and say who gives what to whom.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from .roles import Roles, either

TALENT, COMPANY, LIKENESS, REPLICA = "Ⓣ", "Ⓒ", "Ⓛ", "Ⓡ"
# The point of a title or of a firm's legal form, which ends no sentence: rules read "Dr Vale", not "Dr. Vale".
ABBREVIATION = (
    r"\.(?:"
    + "|".join(rf"(?<=\b{x}\.)" for x in ("Dr", "Mr", "Ms", "Mrs", "Jr", "Sr", "Prof", "Inc", "Ltd", "Corp"))
    + r")(?=\W)"
)
# What is no mention: white space, markup, and the point of a number, which ends no sentence either ("$0·03").
_PLAIN = {"space": " ", "markup": "", "point": "·"}
_QUOTES = str.maketrans("“”‘’–—\u00a0\u2011", "\"\"''-- -")


@dataclass(frozen=True, slots=True)
class Masked:
    """Masked text with the way back: piece k of it starts at `starts[k]` and came from `origins[k]` of the original."""

    text: str
    starts: tuple[int, ...]
    origins: tuple[tuple[int, int], ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The offsets, in the text that was masked, of masked[start:end]; a sign stands for its whole mention."""
        if not self.starts:
            return 0, 0
        first = max(bisect_right(self.starts, start) - 1, 0)
        last = max(bisect_right(self.starts, max(end - 1, start)) - 1, 0)
        a = self._inside(first, start)
        b = self.origins[last][1] if self._replaced(last) else self.origins[last][0] + end - self.starts[last]
        return a, max(a, min(b, self.origins[last][1]))

    def _replaced(self, piece: int) -> bool:
        end = self.starts[piece + 1] if piece + 1 < len(self.starts) else len(self.text)
        a, b = self.origins[piece]
        return b - a != end - self.starts[piece]

    def _inside(self, piece: int, at: int) -> int:
        a, b = self.origins[piece]
        return a if self._replaced(piece) else min(a + at - self.starts[piece], b)


class Masker:
    """Masks texts of one document. Matching is by case, because "Company" and "company" differ in a contract."""

    def __init__(self, roles: Roles) -> None:
        groups = (
            ("R", roles.replica, REPLICA),
            ("L", roles.likeness, LIKENESS),
            ("T", _cased(roles.talent), TALENT),
            ("C", _cased(roles.company), COMPANY),
        )
        self._signs = {name: sign for name, forms, sign in groups if forms}
        parts = [rf"(?P<{name}>{either(forms)})" for name, forms, _ in groups if forms]
        named = rf"(?P<the>\b(?:[Tt]he|THE)\s+)?\b(?:{'|'.join(parts)})(?!\w)" if parts else None
        # Markdown's stars and escapes and the points of titles are no words; white space of any length is one space.
        self._pattern = re.compile(
            rf"(?P<space>\s{{2,}}|\n)|(?P<point>(?<=\d)\.(?=\d))|(?P<markup>\*{{1,3}}|\\(?=\W)|{ABBREVIATION})"
            + (f"|{named}" if named else "")
        )

    def mask(self, text: str) -> Masked:
        """The text with signs for mentions, white space collapsed and quotation marks and dashes made plain."""
        out: list[str] = []
        starts: list[int] = []
        origins: list[tuple[int, int]] = []
        length = at = 0

        def add(piece: str, a: int, b: int) -> None:
            nonlocal length
            if piece:
                starts.append(length)
                origins.append((a, b))
                out.append(piece)
                length += len(piece)

        for match in self._pattern.finditer(text):
            add(text[at : match.start()].translate(_QUOTES), at, match.start())
            kind = match.lastgroup
            sign = _PLAIN[kind] if kind in _PLAIN else self._signs[kind or ""]
            add(sign, match.start(), match.end())
            at = match.end()
        add(text[at:].translate(_QUOTES), at, len(text))
        return Masked("".join(out), tuple(starts), tuple(origins))


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
