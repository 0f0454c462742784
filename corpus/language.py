"""The language of a text, from a sample of it."""

# Enough for the identifier to be sure, little enough to cost nothing (a millisecond).
_SAMPLE = 2000
# Below this many letters the identifier guesses ("OK" is Norwegian to it).
_LETTERS = 40
# No other language has these words, which make more than a twentieth of English running text: most documents need no model.
_ENGLISH = frozenset(["the", "and", "with", "this", "that", "shall", "your"])
_SHARE = 0.05
# Lists of names and tables of contents have fewer: then the middle of the text is asked too.
_SOME = 0.01


def detect(text: str) -> str:
    """The ISO 639-1 code of the language of `text`; "und" (undetermined) when there is too little to tell."""
    # Past a cover page, which is names and addresses: the first third of a long text reads like the rest of it.
    start = min(len(text) // 3, _SAMPLE) if len(text) > 2 * _SAMPLE else 0
    words = text[start : start + _SAMPLE].split()
    sample = " ".join(words)
    if sum(map(str.isalpha, sample)) < _LETTERS:
        return "und"
    if _english(words) > _SHARE:
        return "en"
    if _english(words) > _SOME and _english(text[len(text) // 2 :][: 2 * _SAMPLE].split()) > _SHARE:
        return "en"
    import py3langid  # the model takes most of a second to load: only processes that meet other languages pay for it

    return str(py3langid.classify(sample)[0])


def _english(words: list[str]) -> float:
    """The share of words that are English for sure; 0 of words too few to tell."""
    return sum(word in _ENGLISH for word in words) / len(words) if len(words) > 20 else 0.0
