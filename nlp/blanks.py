"""Templates: a blank or a placeholder says what kind of thing will stand in it, and is read as if it stood there."""

import re

_BLANK = r"(?:_{2,}|\.{4,}|\{\{?[^{}\n]{1,60}\}\}?|\[[^\[\]\n]{0,40}\])"
_PAID = r"(?:\w*fee|rate|compensation|payment|salary|honorarium|sum|amount)s?"
_FILLED = (
    (re.compile(rf"([$€£¥])\s?{_BLANK}"), r"\g<1>500"),
    (re.compile(rf"\b([A-Z]{{3}})\s?{_BLANK}"), r"\g<1> 500"),
    (re.compile(rf"{_BLANK}\s?%|\[(?:e\.g\.,? ?)?\d+ ?%\]"), "10%"),
    (re.compile(rf"{_BLANK}(?=\s(?:\w+ )?(?:(?:day|week|month|year|hour)s?)\b)"), "30"),
    (re.compile(r"\[(\d+ (?:day|week|month|year|hour)s?)['’]?\]"), r"\g<1>"),
    (re.compile(rf"(?i)^(\W*(?:[\w/]+ (?:/ )?){{0,3}}?{_PAID}\W*:[*\s]*){_BLANK}"), r"\g<1>$500"),
)


def filled(text: str) -> str:
    """The text with a number in the blanks for sums, shares and times; other blanks stay."""
    if not re.search(r"__|\.{4}|[\[{]", text):
        return text
    for pattern, value in _FILLED:
        text = pattern.sub(value, text)
    return text
