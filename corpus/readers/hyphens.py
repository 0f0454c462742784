"""Words broken at the end of a line: joined, with the hyphen kept where it belongs to the word."""

import re
from collections.abc import Sequence

# pdfium marks a hyphen at a line end with U+FFFE and drops the line end; some files keep both.
_BROKEN = re.compile(r"([A-Za-z]+)(?:\ufffe|-[ ]*\n[ ]*)(?=([a-z]+))")
_MARK = re.compile("\ufffe")
# First parts that in contracts mostly keep their hyphen.
_KEEPERS = frozenset(
    "non self co sub pre post re anti semi multi cross third first second well long short e pro ex".split()
)


def joined(texts: Sequence[str]) -> list[str]:
    """The pages with words made whole: "contin-\\nuing" is "continuing", "non-\\nexclusive" stays "non-exclusive"."""
    if not any("\ufffe" in text or "-\n" in text or "- \n" in text for text in texts):
        return list(texts)
    whole = "\n".join(texts).lower()

    def mend(match: re.Match[str]) -> str:
        first, second = match[1].lower(), match[2]
        return match[1] if _one_word(first, second, whole) else match[1] + "-"

    return [_MARK.sub("-", _BROKEN.sub(mend, text)) for text in texts]


def _one_word(first: str, second: str, whole: str) -> bool:
    """Whether two parts are one word in this document: what it does elsewhere decides, then what is usual."""
    if f"{first}-{second}" in whole:
        return False
    if re.search(rf"\b{first}{second}", whole):
        return True
    return first not in _KEEPERS
