"""The language of a text, from a sample of it."""

# Enough for the identifier to be sure, little enough to cost nothing (a millisecond).
_SAMPLE = 2000
# Below this many letters the identifier guesses ("OK" is Norwegian to it).
_LETTERS = 40
# No other language has these words for a tenth of its text: most documents need no model.
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "that",
        "shall",
        "is",
        "by",
        "this",
        "with",
        "for",
        "you",
        "your",
        "our",
        "was",
        "has",
    ]
)
_SHARE = 0.15
# A table of contents has fewer: where a text has as many as this, the middle of it is asked too.
_SOME = 0.05


def detect(text: str) -> str:
    """The ISO 639-1 code of the language of `text`; "und" (undetermined) when there is too little to tell."""
    # Past a cover page, which is names and addresses: the first third of a long text reads like the rest of it.
    start = min(len(text) // 3, _SAMPLE) if len(text) > 2 * _SAMPLE else 0
    words = text[start : start + _SAMPLE].split()
    sample = " ".join(words)
    if sum(map(str.isalpha, sample)) < _LETTERS:
        return "und"
    share = _english(words)
    if share > _SHARE or (share > _SOME and _english(text[len(text) // 2 :][: 2 * _SAMPLE].split()) > _SHARE):
        return "en"
    import py3langid  # the model takes most of a second to load: only processes that meet other languages pay for it

    return str(py3langid.classify(sample)[0])


def _english(words: list[str]) -> float:
    """The share of words that are English; 0 of words too few to tell."""
    return sum(word in _ENGLISH for word in words) / len(words) if len(words) > 20 else 0.0
