"""Words broken at the end of a line: joined, with the hyphen kept where it belongs to the word."""

import re
from collections.abc import Sequence

# pdfium marks a hyphen at a line end with U+FFFE and drops the line end; some files keep both.
_BROKEN = re.compile(r"([A-Za-z]+)(?:\ufffe|-[ ]*\n[ ]*)(?=([a-z]+))")
_MARK = "\ufffe"
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
# First parts that keep their hyphen in contracts more often than not.
_KEEPERS = frozenset(
    [
        "non",
        "self",
        "co",
        "sub",
        "pre",
        "post",
        "re",
        "anti",
        "semi",
        "multi",
        "cross",
        "third",
        "first",
        "second",
        "well",
        "long",
        "short",
        "ex",
    ]
)
_WHOLE = 4  # letters: shorter parts ("con", "in") are words by chance


def joined(texts: Sequence[str]) -> list[str]:
    """The pages with words made whole: "contin-\\nuing" is "continuing", "non-\\nexclusive" stays "non-exclusive"."""
    if not any(_MARK in text or "-\n" in text or "- \n" in text for text in texts):
        return list(texts)
    known = {word for text in texts for word in _WORD.findall(text.lower())}

    def mend(match: re.Match[str]) -> str:
        first, second = match[1].lower(), match[2]
        chained = match.string[match.start() - 1 : match.start()] == "-"  # "out-of-" and "pocket"
        return match[1] if not chained and _one_word(first, second, known) else match[1] + "-"

    return [_BROKEN.sub(mend, text).replace(_MARK, "-") for text in texts]


def _one_word(first: str, second: str, known: set[str]) -> bool:
    """Whether two parts are one word: what the document writes elsewhere decides, then what is usual."""
    if f"{first}-{second}" in known:
        return False
    if first + second in known:
        return True
    two_words = len(first) >= _WHOLE <= len(second) and first in known and second in known
    return not two_words and first not in _KEEPERS
