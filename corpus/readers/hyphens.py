"""Words broken at the end of a line: joined, with the hyphen kept where it belongs to the word."""

import re
from collections.abc import Sequence

# pdfium marks a hyphen at a line end with U+FFFE and drops the line end; some files keep both. The word before is
# looked up afterwards: a pattern that begins with a word tries every word of the text.
_BROKEN = re.compile(r"(?:\ufffe|- ?\n ?)(?=([a-z]+))")
_BEFORE = re.compile(r"[A-Za-z]+\Z")
_REACH = 30  # letters of the longest first part
_MARK = "\ufffe"
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
    broken = [_MARK in text or "-\n" in text or "- \n" in text for text in texts]
    if not any(broken):
        return list(texts)
    whole = "\n".join(texts).lower()

    def mend(match: re.Match[str]) -> str:
        text, at = match.string, match.start()
        before = _BEFORE.search(text, max(0, at - _REACH), at)
        if before is None:
            return match[0]
        chained = text[before.start() - 1 : before.start()] == "-"  # "out-of-" and "pocket"
        return "" if not chained and _one_word(before[0].lower(), match[1], whole) else "-"

    return [
        _BROKEN.sub(mend, text).replace(_MARK, "-") if wanted else text
        for text, wanted in zip(texts, broken, strict=True)
    ]


def _one_word(first: str, second: str, whole: str) -> bool:
    """Whether two parts are one word: what the document writes elsewhere decides, then what is usual."""
    if _has(whole, f"{first}-{second}"):
        return False
    if _has(whole, first + second):
        return True
    two_words = len(first) >= _WHOLE <= len(second) and _has(whole, first) and _has(whole, second)
    return not two_words and first not in _KEEPERS


def _has(whole: str, word: str) -> bool:
    """Whether a text has a word, not only as a part of another or before a hyphen at a line end."""
    at = whole.find(word)
    while at >= 0:
        after = whole[at + len(word) : at + len(word) + 1]
        if not whole[at - 1 : at].isalpha() and not after.isalpha() and after not in ("-", _MARK):
            return True
        at = whole.find(word, at + 1)
    return False
