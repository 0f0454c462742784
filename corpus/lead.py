"""Lead-ins: the words that introduce a list and that each of its items carries in its path."""

import re

from .pieces import FURNITURE

_LEAD = 120  # characters of a lead-in that its items carry in their path
_DRAWN = re.compile(r"[-_=*~]{3,}|(?:- ){3,}-?")
_AGREED = re.compile(
    r"\b(?:agree(?:s|d)?|covenants?|witnesse(?:th|s))(?:\s+\w+){0,4}:?$", re.I
)  # these words introduce the whole contract


def lead(before: str, section: bool, above: str) -> str:
    """The end of a passage, when it introduces the number behind it: it ends with a colon or not at all; else "".

    section: the number is that of a clause, no item's. above: the number and heading of the passage itself.
    """
    words = before.replace(FURNITURE, " ")
    words = " ".join(_DRAWN.sub(" ", words).split()).removeprefix("* ")
    last = words.rstrip("\"”’')")[-1:]
    if (
        not last
        or last in ".;!?"
        or not any(map(str.isalpha, words))
        or words.endswith((" and", " or", ","))
        or _AGREED.search(words)
    ):
        return ""
    if last != ":" and section:
        return ""  # only a colon introduces sections; items follow half sentences too
    sentence = max(words.rfind(". "), words.rfind("; "))
    words = words[sentence + 2 :] if sentence >= 0 else words
    number, _, heading = above.partition(" ")
    for known in (above, number, heading):  # the number and heading of the passage itself are in the path already
        if known and words.startswith(known):
            words = words[len(known) :].lstrip(" .:-–—")
    if last != ":" and words.startswith("("):
        return ""  # a name for what was said: '("Game")'
    return words if len(words) <= _LEAD else "…" + words[-_LEAD:].partition(" ")[2]
