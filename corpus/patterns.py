"""Patterns for long texts that the search can skip through."""


def words(*beginnings: str | tuple[str, str]) -> str:
    r"""A pattern for `\b(?:alternatives)then|\b(?:...)...` that is found several times sooner.

    beginnings: alternatives such as "said|says|photographs?", or (alternatives, what follows each of them).
    With \b in front every character of a text is tried; with plain letters in front the search goes at once to where one
    stands, and only there looks back for the word's edge. Each alternative begins with a plain letter. Only for patterns
    that regard case: others try every character again.
    """
    parts: list[str] = []
    for beginning in beginnings:
        alternatives, then = (beginning, "") if isinstance(beginning, str) else beginning
        for word in _alternatives(alternatives):
            if not word[:1].isalpha() or word[1:2] in ("?", "*", "{"):
                raise ValueError(f"no plain letter at the beginning of {word!r}")
            parts.append(rf"{word[0]}(?<=\b{word[0]}){word[1:]}{then}")
    return f"(?:{'|'.join(parts)})"


def _alternatives(source: str) -> list[str]:
    """The parts between bars that stand in no group."""
    parts = [""]
    depth = 0
    for character in source:
        depth += (character == "(") - (character == ")")
        if character == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += character
    return parts
