"""Numbers as people write them in contracts: figures of several countries, words, and both misprinted."""

import re
from decimal import Decimal, InvalidOperation

from ..corpus.numbers import NUMBER_WORDS

_ONES = {word: number for number, word in enumerate(NUMBER_WORDS[:20])} | {"a": 1, "an": 1}
_TENS = dict(
    zip(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], range(20, 100, 10), strict=True)
) | {"fourty": 40}
_POWERS = {"thousand": 10**3, "lakh": 10**5, "million": 10**6, "crore": 10**7, "billion": 10**9, "trillion": 10**12}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "eighth": 8, "tenth": 10, "halves": 2}
_MAGNITUDES = {
    "k": 10**3, "thousand": 10**3, "tausend": 10**3, "lakh": 10**5, "lac": 10**5, "m": 10**6, "mm": 10**6, "mn": 10**6,
    "mio": 10**6, "mil": 10**6, "mill": 10**6, "million": 10**6, "millionen": 10**6, "crore": 10**7, "b": 10**9,
    "bn": 10**9, "billion": 10**9, "mrd": 10**9, "trillion": 10**12, "hundred": 100,
}  # fmt: skip
_SPACE = "[ \u00a0\u202f\u2009]"
_MAGNITUDE = (
    r"(?:[\s\u00ad-]{0,2}(?:thousand|tausend|lakhs?|lacs?|millionen|millions?|mio\.?|mill?\.?|mn|crores?|billions?|bn|mrd\.?|trillion|hundred)"
    r"(?![^\W_])|\s?(?:mm|[kmb])(?![\w'’]))"
)
# Grouped by commas, points, apostrophes or spaces, with an optional fraction; or plain. Letters O and l for 0 and 1
# are taken as misprints only inside a grouped number.
DIGITS = (
    r"(?=[\d.lI])(?<![\d/])(?<!\d[.,])(?:"
    r"[1-9lI][\dOolI]{0,2}(?:[,.]\s?[\dOo]{3}(?![\dOo]))+(?:[.,]\d{1,2}(?!\d))?"
    r"|\d{1,3}(?:['’]\d{3}(?!\d))+(?:[.,]\d{1,2}(?!\d))?"
    rf"|\d{{1,3}}(?:{_SPACE}\d{{3}}(?!\d))+(?:[.,]\d{{1,2}}(?!\d))?"
    r"|\d{1,3}(?:,\d{2}){1,4},\d{3}(?!\d)(?:\.\d{1,2})?"
    r"|\d{1,15}(?:[.,]\d{1,6})?|(?<![A-Za-z])\.\d{1,4}"
    rf")(?!/\d){_MAGNITUDE}?"
)
_WORD = (
    r"(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty|fou?rty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|lakh|million|crore|billion)"
)
_PART = r"(?:half|halves|thirds?|quarters?|fourths?|fifths?|eighths?|tenths?)"
_GAP = "(?:\\s{0,3},?[\\s\u00ad-]{1,12})"
WORDS = (
    rf"(?=[aefhlmnostzbc])(?<![\w-])(?:(?:a\s+)?{_WORD}(?:{_GAP}(?:and{_GAP})?{_WORD}){{0,20}}"
    rf"(?:{_GAP}(?:and{_GAP})?(?:(?:a|one|two|three|five|seven){_GAP})?{_PART})?(?:{_GAP}of{_GAP}(?:one|1)(?=\W))?"
    rf"|a{_GAP}{_PART}{_GAP}of{_GAP}(?:one|1)(?=\W))(?!\w)"
)
_SPLIT = re.compile(r"[\s,\u00ad-]+")
_SCALE = re.compile(_MAGNITUDE + r"\Z", re.IGNORECASE)
_MISREAD = str.maketrans("OolI", "0011")


def read_digits(written: str) -> Decimal | None:
    """The value of figures with a magnitude: "1,500.00", "120.000", "2,5 Mio.", "1.2m"; None if there is none."""
    scale = _SCALE.search(written)
    head = re.sub(r"[\s'’]", "", written[: scale.start() if scale else None].translate(_MISREAD))
    tail = scale[0].strip(" \u00a0.\u00ad\n").lower() if scale else ""
    power = _MAGNITUDES.get(tail) or _MAGNITUDES.get(tail.rstrip("s"), 1)
    try:
        return tidy(Decimal(_plain(head, power > 1)) * power)
    except InvalidOperation:
        return None


def tidy(value: Decimal) -> Decimal:
    """The same value without trailing zeros or an exponent."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() and value < 10**24 else value.normalize()


def _plain(figures: str, scaled: bool) -> str:
    """Figures with a point for the fraction and nothing else: which sign is which is told by what follows it."""
    marks = [c for c in figures if c in ".,"]
    if not marks:
        return figures
    last = max(figures.rfind("."), figures.rfind(","))
    lead, rest = figures[:last], figures[last + 1 :]
    grouped = len(rest) == 3 and not scaled
    if len(set(marks)) == 1 and len(marks) == 1 and grouped:
        # "120.000" and "1.500" are grouped, "0.125" and "1.125" are fractions; a comma before three figures groups.
        grouped = (figures[last] == "," and lead not in ("", "0")) or (
            lead not in ("", "0") and (len(lead) > 1 or rest[-1] == "0")
        )
    whole = re.sub(r"[.,]", "", lead)
    return whole + rest if grouped else f"{whole or '0'}.{rest}"


def read_words(written: str) -> Decimal | None:
    """The value of a number in words: "thirty-six thousand", "one half of one", "seven and a half"; None if it is none."""
    words = [w.lower() for w in _SPLIT.split(written) if w]
    fraction = Decimal(0)
    if words[-2:] in (["of", "one"], ["of", "1"]):
        words = words[:-2]
    part = _PARTS.get(words[-1]) or _PARTS.get(words[-1].rstrip("s")) if words else None
    if part:
        count = _ONES.get(words[-2], 1) if len(words) > 1 else 1
        words = words[:-2] if len(words) > 1 else []
        if words and words[-1] != "and":
            return None  # "twenty one thirds" is no number anybody writes
        fraction = Decimal(count) / part
        words = words[:-1]
    words = [w for w in words if w != "and"]
    whole = _whole(words) if words or part else None
    return None if whole is None else tidy(whole + fraction)


def _whole(words: list[str]) -> Decimal | None:
    total = group = 0
    least = 10**15
    for word in words:
        if word in _POWERS:
            power = _POWERS[word]
            if power >= least:
                return None
            total, group, least = total + (group or 1) * power, 0, power
        elif word == "hundred":
            if group >= 100:
                return None
            group = (group or 1) * 100
        elif word in _TENS:
            if group % 100:
                return None
            group += _TENS[word]
        elif word in _ONES:
            if group % 10 or (group % 100 and _ONES[word] > 9):
                return None
            group += _ONES[word]
        else:
            return None
    return Decimal(total + group)
