"""Clause numbers: every way of numbering that legal texts use, as one mark at the start of a line."""

import re
from dataclasses import dataclass

Value = tuple[int, ...]

_FIRST = "first second third fourth fifth sixth seventh eighth ninth".split()  # noqa: SIM905
_TEENS = "eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split()  # noqa: SIM905
_ORDINALS = [
    *(*_FIRST, "tenth", *_TEENS),
    *(f"{ten}{unit}" for ten in ("twent", "thirt") for unit in ("ieth", *(f"y-{first}" for first in _FIRST))),
]
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
NUMBER_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip

_SPACE = re.compile(r"\s*[-–—]\s*|\s+")

# One pattern for all ways of numbering. Groups name the style; what follows the number is checked by `mark_at`.
_MARK = re.compile(
    r"""(?:
      (?P<annex>(?:EXHIBIT|SCHEDULE|ANNEX|APPENDIX|ATTACHMENT|ADDENDUM|RIDER|Exhibit|Schedule|Annex|Appendix|Attachment|Addendum|Rider)
        (?:\s+(?:No\.\s*)?["“]?(?:[A-Z]{1,2}|[IVX]{1,5}|\d{1,3})(?:[-.]?\d{1,3}|[-.][A-Z])*(?:\([a-z0-9]{1,2}\))?["”]?)(?![\w,])
       |(?!THIS\s)(?:[A-Z][A-Z&/-]*\s){0,4}(?:RIDER|ADDENDUM|ANNEXURE|SIDE\s+LETTER)(?=\s*(?:$|\n|[-:–—(]|TO\b|AGREEMENT\b|NO\b))|Side\s+[Ll]etter(?=\s*(?:$|\n)))
    | (?P<chapter>(?:CHAPTER|Chapter|PART|Part)\s+(?:[IVXL]{1,7}|\d{1,3}|[A-H]|[A-Za-z]{3,9}))(?=[\s.:–—-]|$)\s*[.:–—-]?
    | (?P<article>(?:ARTICLE|Article)(?:\s+|\s*[-–—]\s*)(?:[IVXL]{1,7}|\d{1,3}|[A-Za-z]{3,9})|(?:ARTICLE|Article|CLAUSE|Clause)\s+[A-Z][A-Za-z-]{4,15})(?=[\s.:–—-]|$)\s*[.:–—-]?
    | (?P<roman>[IVXL]{1,7})(?=\s[-–—]\s["“]?[A-Z])
    | (?:(?:SECTION|Section|Sec\.|CLAUSE|Clause|ITEM|§)\s*)(?P<section>\d{1,3}(?:\.\d{1,3}){0,3}|[IVXL]{1,6}\b)(?:[.:)–—-](?!\d)|(?=\s|$))
    | (?P<coded>[A-Z]{1,2}\.?\d{1,2}(?:\.\d{1,2}){0,5}(?:\.[a-z](?=\.\s))?)(?:[.):](?=\s)|(?=\s+["“]?[A-Z])|(?<=\.\d)$)
    | (?P<mixed>\d{1,2}\.[A-Z](?:\.\d{1,2})*)(?:\.|(?=\s))
    | (?P<decimal>\d{1,3}(?:\.\d{1,3}){1,4})(?:[.):](?!\d)|(?=\s|[A-Z"“\[]|$))(?!\s+[$€£]?\d|\s*%)
    | (?P<inserted>\d{1,2}[A-Z])\.(?=\s)
    | (?P<integer>\d{1,3})(?:\\?[.)]|[:、])(?!\d)
    | (?P<bare>\d{1,2})(?=\s+["“]?[A-Z](?:[a-z]|\.[A-Z]|[A-Z]{3})|$)
    | [(（](?P<paren>[a-z]{1,2}|[ivxl]{2,8}|[A-Z]{1,2}|[IVX]{2,5}|\d{1,2})[)）]
    | (?P<letter>[A-Za-z]|[ivx]{2,5}|[IVX]{2,5})(?P<after>\\?[.)])(?=\s|$|["“]|(?<=\b[a-z][.)])[A-Z][A-Za-z])
    | (?P<bullet>[•●◦▪■○·▶‣∙]|[-–*+](?=\s(?!-{4}))|o(?=\s+[A-Z]))
    )""",
    re.X,
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A number at the start of a passage. style: which series it belongs to; deeper decimals are other styles."""

    style: str
    value: Value
    text: str
    end: int  # where the number ends in the text
    letters: str = ""  # which may be a letter or a roman numeral: the style is then its stops alone
    inserted: bool = False  # a clause that was put in behind the one of the same number: "6A."


def roman_value(letters: str) -> int:
    """The value of a roman numeral; 0 when it is none."""
    total = 0
    digits = [_ROMAN_DIGITS.get(letter, 0) for letter in letters.lower()]
    if 0 in digits:
        return 0
    for digit, following in zip(digits, [*digits[1:], 0], strict=True):
        total += -digit if digit < following else digit
    return total


def _spelt_value(number: str, letters: bool) -> int:
    """The value of a figure, a roman numeral, a number in words or, if wanted, a capital; 0 when it is none."""
    if number.isdigit():
        return int(number)
    for names in (NUMBER_WORDS[1:], _ORDINALS):
        if number.lower() in names:
            return names.index(number.lower()) + 1
    value = roman_value(number) if number.isupper() else 0
    return ord(number) - 64 if not value and letters and len(number) == 1 else value


def letter_value(letters: str) -> int:
    return (ord(letters[0].lower()) - 96) + 26 * (len(letters) - 1) if len(set(letters)) == 1 else 0


def steps(value: Value) -> tuple[Value, ...]:
    """The numbers that may follow a decimal in its series or one of those above it: 6.1.3 and 6.2 and 7 behind 6.1.2."""
    return tuple((*value[:depth], value[depth] + 1) for depth in range(len(value)))


def follows(last: Value, value: Value) -> bool:
    """Whether a decimal is one of the `steps` from another."""
    depth = len(value) - 1
    return depth < len(last) and value[depth] == last[depth] + 1 and value[:depth] == last[:depth]


def mark_at(text: str, at: int, end: int) -> Mark | None:
    """The number that stands at `at`; letters are still to be told from roman numerals, by `Outline.settled`."""
    found = _MARK.match(text, at, end)
    if not found:
        return None
    group = found.lastgroup
    if group == "after":
        group = "letter"
    words = found[group] if group else ""
    stop = found.end()
    if group == "annex":
        return Mark("annex", (), words, stop)
    if group in ("article", "chapter"):
        value = _spelt_value(_SPACE.split(words, maxsplit=1)[1], letters=group == "chapter")
        return Mark(group, (value,), words, stop) if value else None
    if group == "coded":  # "A2.1" in Annex A, "B.3.a" under B.
        letters = words[: 1 + words[1].isalpha()]
        parts = words[len(letters) :].removeprefix(".").split(".")
        value = tuple(int(part) if part.isdigit() else letter_value(part) for part in parts)
        return Mark(f"code{letters}{len(value)}", value, found[0].rstrip(":"), stop)
    if group == "mixed":  # "6.B." stands under 6.
        first, letter, *deeper = words.split(".")
        value = (int(first), ord(letter) - 64, *map(int, deeper))
        return Mark(f"dec{len(value)}", value, found[0], stop)
    if group == "inserted":  # "6A." behind 6.
        return Mark("dec1", (int(words[:-1]),), found[0], stop, inserted=True)
    if group == "roman" or (group == "section" and not words[0].isdigit()):
        return Mark("article", (roman_value(words),), found[0].rstrip(".:-–— "), stop)
    if group in ("section", "decimal", "integer", "bare"):
        value = tuple(map(int, words.split(".")))
        if len(value) == 2 and words.endswith(".0"):  # "2.0 Definitions" stands above 2.1, "2.00" beside 2.01
            value = value[:1]
        style = "bare" if group == "bare" else f"dec{len(value)}"
        shown = found[0].replace("\\", "").rstrip(":-–— ") if group != "decimal" else words
        return Mark(style, value, shown, stop)
    if group == "bullet":
        return Mark("bullet", (), "•", stop)
    shape = "()" if group == "paren" else found["after"][-1]
    if words.isdigit():
        return Mark(f"1{shape}", (int(words),), found[0].replace("\\", ""), stop)
    if not letter_value(words) and not roman_value(words):
        return None
    return Mark(shape, (), found[0].replace("\\", ""), stop, words)
