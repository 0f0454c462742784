"""Words cut into the pieces of a fixed vocabulary, longest first (WordPiece: Schuster and Nakajima 2012; Devlin et al. 2019)."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cached_property

PAD, UNKNOWN, BEGIN, END = "[PAD]", "[UNK]", "[CLS]", "[SEP]"
_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
_LONGEST = 100  # characters; a longer word is no word
_KEPT = 200_000  # words whose pieces are remembered


class WordPieces:
    """Reads texts as numbers of pieces. `pieces` is the vocabulary in order; a piece inside a word begins with "##"."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self.pieces = tuple(pieces)
        self._seen: dict[str, tuple[int, ...]] = {}

    @cached_property
    def number(self) -> dict[str, int]:
        return {piece: number for number, piece in enumerate(self.pieces)}

    def read(self, text: str) -> list[int]:
        """The pieces of `text`, lower-cased and without accents; signs stand by themselves."""
        plain = text.lower()
        if not plain.isascii():
            plain = "".join(c for c in unicodedata.normalize("NFD", plain) if unicodedata.category(c) != "Mn")
        found: list[int] = []
        for word in _TOKEN.findall(plain):
            known = self._seen.get(word)
            if known is None:
                if len(self._seen) >= _KEPT:
                    self._seen.clear()
                known = self._seen[word] = tuple(self._cut(word))
            found += known
        return found

    def _cut(self, word: str) -> Iterable[int]:
        """Longest pieces from the left; the unknown piece where the word cannot be cut."""
        number, found, at = self.number, list[int](), 0
        while at < len(word):
            inside = "##" if at else ""
            longest = min(len(word), at + _LONGEST)
            end = next((end for end in range(longest, at, -1) if inside + word[at:end] in number), at)
            if end == at:
                return (number[UNKNOWN],)
            found.append(number[inside + word[at:end]])
            at = end
        return found
