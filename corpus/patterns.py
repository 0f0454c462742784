"""Patterns for long texts that the search can skip through."""


def words(alternatives: str) -> str:
    r"""A pattern for `\b(?:alternatives)` that is found several times sooner: "said|says" or "photographs?|images".

    With \b in front every character of a text is tried; with plain letters in front the search goes at once to where one
    stands, and only there looks back for the word's edge. Each alternative begins with a letter; "|" only between them.
    Only for patterns that regard case: otherwise the search tries every character again.
    """
    parts: list[str] = []
    for word in alternatives.split("|"):
        if not word[0].isalpha():
            raise ValueError(f"no letter at the beginning of {word!r}")
        parts.append(rf"{word[0]}(?<=\b{word[0]}){word[1:]}")
    return f"(?:{'|'.join(parts)})"
