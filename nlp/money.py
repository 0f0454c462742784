"""Sums, rates and counts of shares as they are written: figures, words, misprints and blanks, each found once.

A number is found first; what stands to its left and right then says what it counts. "Ten Thousand Dollars ($10,000)"
is one sum; where words and figures differ the words prevail, as they do in law.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from .currencies import AFTER, BEFORE, CODES, DOLLARS, NATION, UNITS, Habits, currency_after, currency_before, nation
from .numerals import DIGITS, WORDS, read_digits, read_words, tidy

Measure = Literal["sum", "rate", "shares"]

_PENCE = re.compile(r"p(?!\w)")
_FRACTION = re.compile(r"\s?[-–]?\s?(?P<n>\d)\s?/\s?(?P<d>\d{1,2})(?!\d)|\s?(?P<sign>[¼½¾⅓⅔⅛⅜⅝⅞])")
_PERCENT = re.compile(
    r"\s?\)?\s{0,12}(?:%|per\s?cent\b|percent\b|pct\b)(?:\s{0,3}\)?\s?(?:per\s?cent|percent)\b)?", re.IGNORECASE
)
_SHARES = re.compile(
    r"\s?\)?\s{1,3}(?:\(the\s[^()]{1,40}\)\s+)?(?:(?:fully|paid|vested|validly|issued|new|additional|further|registered|unregistered|"
    r"unrestricted|restricted|common|ordinary|preferred|preference|capital|stock|share|class|series|[A-D]|purchase|governance|utility|"
    r"platform|digital|voting|non-voting|\w+coin|(?-i:[A-Z]{2,10})|of\s+(?:its|our|the\s+company’s|the\s+company's))\s+){0,5}"
    r"(?:shares\b|options?\b|warrants?\b|\w*coins\b|tokens\b|units\b(?=\s+of\s+(?:stock|shares))|RSUs\b|restricted\s+stock\s+units\b)"
    r"(?:\s{1,3}\([^()]{1,40}\))?(?:\s{1,3}(?:of|in)\s{1,3}(?:[\w’'.,-]+\s{1,3}){0,5}?(?:stock|shares|interest)\b)?",
    re.IGNORECASE,
)
_NUMBER = re.compile(rf"(?P<digits>{DIGITS})|(?P<words>{WORDS})", re.IGNORECASE)
_HUNDREDTHS = re.compile(
    r"\s+(?:and|&)\s+(?P<n>\d{1,2}|no|xx|zero)\s?/\s?100(?:['’]?s|ths)?(?=\W)(?:\s+cents)?", re.IGNORECASE
)
_BLACK = r"\[\s*(?:\*[\s*]*|[●•■█◆]+|redacted|omitted|confidential[^\]]{0,30})\s*\]|\*(?:\s?\*)+|[█■●•]+"
_EMPTY = r"\[\s*(?:_*|\.{2,}|…|X{1,6}|amount|insert[^\]]{0,30}|tb[dc])\s*\]|_{2,}|X{2,6}\b|\.{4,}|…+|-{4,}"
_BLANK = re.compile(
    rf"(?P<money>\[\s?(?:US)?[$€£]\s?(?:(?P<black0>[●•*■█][\s●•*■█]*)|[_X\s]*)\]|(?:(?:US|CA|AU)\s?|(?<!\w)[CA])?[$€£]\s{{0,12}}(?:(?P<black1>{_BLACK})|{_EMPTY})"
    rf"|(?<!\w)(?:{CODES})\s{{0,12}}(?:(?P<black5>{_BLACK})|{_EMPTY})"
    rf"|(?:(?P<black2>{_BLACK})|{_EMPTY})\s{{0,3}}(?:(?:US|U\.S\.)\s)?(?:dollars|euros|USD|EUR|GBP|€)(?!\w)|[$€£](?=\s+[^\s\d.\[_*●]|\s*\Z|[,;)]))"
    rf"|(?P<rate>\[\s?(?:(?P<black3>[●•*■█][\s●•*■█]*)|[_X\s]*)\s?%\s?\]|(?:(?P<black4>{_BLACK})|{_EMPTY})\s{{0,3}}(?:%|per\s?cent\b)|(?<=[\s(])%(?=[\s)]))",
    re.IGNORECASE,
)
# "half of the net receipts": a rate where it is a part of money; half an hour and half of a fee are none.
_PORTION = re.compile(
    r"\b(?:(?P<count>an?|one|two|three)[- ])?(?P<part>half|third|quarter|fifth|tenth)s? (?:share )?(?:of|in) (?=(?:all |any |the |its |our |their )?(?:(?:net|gross) )?(?:[\w']+ ){0,2}"
    r"(?:receipts|revenues?|income|proceeds|profits?|takings|sums|amounts|money|royalt\w+)\b|what (?:[\w']+ ){1,3}(?:receives?|pays?|earns?|collects?|gets?|makes|takes in)\b)",
    re.IGNORECASE,
)
_PORTIONS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_COUNTS = {"two": 2, "three": 3}
_MAYBE_BLANK = re.compile(r"[\[_*●■█…]|XX|----|\.{4}|[$€£](?!\s?\d)|(?<=[\s(])%")
# Between words and figures for the same number: brackets, the currency, a remark in brackets, "and No/100's".
_BETWEEN = re.compile(
    rf"(?:\s+(?:and|&)\s+(?:no|\d\d)/100['’]?s?)?\s{{0,40}},?\s?(?:{NATION})?\s?(?:\([^()]{{0,60}}\)\s{{0,40}})?(?:Dollars|Euros?|Pounds(?: Sterling)?)?\s{{0,40}},?\s?[(\[/]?\s{{0,3}}(?:or\s)?[(\[]?\Z",
    re.IGNORECASE,
)
_CODE = re.compile(rf"(?<![^\W_])(?:{CODES})(?![^\W_])", re.IGNORECASE)
_NO_CENTS = re.compile(r"[.,][-–—]+|[-–—]{1,2}(?=[\s)]|\Z)|/[-–=]+")  # "EUR 3.500,-", "CHF 900.–", "Rs. 7,500/-"
_TIGHT = re.compile(r"[^\w.;]{0,12}\Z")


@dataclass(frozen=True, slots=True)
class Money:
    """One sum, rate (percent) or count of shares. value is None where the text leaves a blank or was blacked out."""

    start: int
    end: int
    measure: Measure
    value: Decimal | None
    currency: str | None = None  # ISO 4217; sums only
    redacted: bool = False


@dataclass(frozen=True, slots=True)
class _Number:
    start: int
    end: int
    value: Decimal
    words: bool
    money: Money | None


def find_money(text: str, use: Habits | None = None) -> list[Money]:
    """Every sum, rate and count of shares in `text`, in order, without overlap."""
    use = use or Habits()
    numbers = [_measured(text, number, use) for number in _numbers(text)]
    found = [n.money for n in _joined(text, numbers, use) if n.money]
    if portions := list(_portions(text, found)):
        found = sorted(found + portions, key=lambda m: m.start)
    if not _MAYBE_BLANK.search(text):
        return found
    ends = [m.end for m in found]
    blanks = [
        _blank(match, use)
        for match in _BLANK.finditer(text)
        if (n := bisect_right(ends, match.start())) == len(found) or found[n].start >= match.end()
    ]
    blanks = [m for m in _blanks_joined(text, blanks) if not _repeats(text, m, found, bisect_right(ends, m.start))]
    return sorted(found + blanks, key=lambda m: m.start)


def _portions(text: str, found: list[Money]) -> Iterator[Money]:
    """Parts of money in words that no percentage stands beside."""
    for match in _PORTION.finditer(text):
        end = match.end("part")
        if not any(m.start < end + 1 and match.start() < m.end for m in found):
            share = Decimal(100 * _COUNTS.get((match["count"] or "").lower(), 1)) / _PORTIONS[match["part"].lower()]
            yield Money(match.start(), end, "rate", tidy(share.quantize(Decimal("0.0001"))))


def _numbers(text: str) -> Iterator[_Number]:
    for match in _NUMBER.finditer(text):
        words = match.lastgroup == "words"
        if words and text[max(0, match.start() - 6) : match.start()].lower() == "point ":
            continue  # "three point five percent (3.5%)": the figures tell it
        value = read_words(match[0]) if words else read_digits(match[0])
        if value is not None:
            yield _Number(match.start(), match.end(), value, words, None)


def _measured(text: str, number: _Number, use: Habits) -> _Number:
    """The number with what it measures, as its neighbours say."""
    end, value = number.end, number.value
    if fraction := _FRACTION.match(text, end):
        part = _fraction(fraction)
        if part is not None and (_PERCENT.match(text, fraction.end()) or fraction["sign"]):
            end, value = fraction.end(), value + part
    if percent := _PERCENT.match(text, end):
        return replace(number, money=Money(number.start, percent.end(), "rate", value))
    if number.words and (hundredths := _HUNDREDTHS.match(text, end)):
        end = hundredths.end()
        value += Decimal(hundredths["n"]) / 100 if hundredths["n"].isdigit() else 0
    # A bracket may close between number and currency only where one opened right before: "ten (10) dollars".
    if after_bracket := text[end : end + 2].strip()[:1] in (")", "]"):
        after_bracket = text[number.start - 1 : number.start] not in ("(", "[")
    before = None if number.words else BEFORE.search(text, max(0, number.start - 9), number.start)
    after = None if after_bracket else AFTER.match(text, end)
    if before:
        last = end if after is None or (after["unit"] or "").lower() == "cent" else after.end()
        if last == end and (dash := _NO_CENTS.match(text, end)):
            last = dash.end()
        currency = (after["code"].upper() if after and after["code"] else nation(after)) or currency_before(before, use)
        return replace(
            number,
            value=value,
            money=Money(before.start(), _closed(text, before.start(), last), "sum", value, currency),
        )
    touching = text[number.start - 1 : number.start]
    if touching.isalpha() or touching == "_":
        return number
    if after and (unit := currency_after(after, use)):
        if (after["unit"] or after["unit2"] or "").lower() in ("cent", "pence"):
            value /= 100
        return replace(number, value=value, money=Money(number.start, after.end(), "sum", value, unit))
    if use.pounds and not number.words and _PENCE.match(text, end):
        return replace(number, money=Money(number.start, end + 1, "sum", value / 100, "GBP"))
    if shares := _SHARES.match(text, end):
        return replace(number, money=Money(number.start, shares.end(), "shares", value))
    return replace(number, value=value, end=end)


def _fraction(match: re.Match[str]) -> Decimal | None:
    if match["sign"]:
        n, d = {"¼": (1, 4), "½": (1, 2), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3)}.get(match["sign"], (0, 0))
        if not d:
            n, d = ["⅛", "⅜", "⅝", "⅞"].index(match["sign"]) * 2 + 1, 8
        return (Decimal(n) / d).quantize(Decimal("0.0001")).normalize()
    n, d = int(match["n"]), int(match["d"])
    return Decimal(n) / d if d and n < d else None


def _closed(text: str, start: int, end: int) -> int:
    """The end, past the bracket that closes one opened inside."""
    return end + 1 if text.count("(", start, end) > text.count(")", start, end) and text[end : end + 1] == ")" else end


def _joined(text: str, numbers: list[_Number], use: Habits) -> Iterator[_Number]:
    """The numbers, with words and figures for the same sum made one."""
    at = 0
    while at < len(numbers):
        first = numbers[at]
        joined, step = first, 1
        # A remark with dates may stand between words and figures: look a few numbers ahead.
        for ahead, second in enumerate(numbers[at + 1 : at + (8 if first.words else 2)], 1):
            if both := _same(text, first, second, use):
                joined, step = replace(first, money=both), ahead + 1
                break
        yield joined
        at += step


def _same(text: str, first: _Number, second: _Number, use: Habits) -> Money | None:
    """One sum for two numbers that say the same, in words and figures; None where they are two."""
    a, b = first.money, second.money
    if first.words == second.words or (a and b and a.measure != b.measure):
        return None
    stop = b.start if b else second.start
    between = text[(a.end if a else first.end) : stop]
    if len(between) > 140 or not (_BETWEEN.match(between) or _TIGHT.match(between)):
        return None
    equal = first.value == second.value
    known = a or b
    if known is None:
        unit = re.search(r"\b(dollar|euro|pound)s?\b", between, re.IGNORECASE)
        if not (equal and unit and first.words):
            return None
        currency = UNITS[unit[1].lower()] or use.dollar
        return Money(first.start, _closed(text, first.start, second.end), "sum", first.value, currency)
    if not (equal or "(" in between or "[" in between):
        return None
    if not equal and (not first.words or (a is None and "ollar" not in between and "/100" not in between)):
        return None  # "two (1) ..." of something else
    currency = next((m.currency for m in (b, a) if m and m.currency), None)
    end = (b or replace(known, end=second.end)).end
    end = _closed(text, first.start, end)
    if known.measure == "sum" and (after := AFTER.match(text, end)) and (after["unit"] or after["code"]):
        end = after.end()
    return Money(
        min(first.start, known.start), end, known.measure, first.value if first.words else second.value, currency
    )


def _blank(match: re.Match[str], use: Habits) -> Money:
    redacted = any(match[f"black{n}"] for n in range(6))
    if match.lastgroup == "rate" or match["rate"]:
        return Money(match.start(), match.end(), "rate", None, redacted=redacted)
    said = match[0]
    code = _CODE.search(said)
    if code:
        currency = code[0].upper()
    elif "€" in said or "uro" in said:
        currency = "EUR"
    elif "£" in said:
        currency = "GBP"
    else:
        land = re.match(r"(US|CA?|AU?)\s?\$", said)  # a single letter touches the sign: see _BLANK
        currency = DOLLARS[land[1]] if land else "USD" if "US" in said or "U.S" in said else use.dollar
    return Money(match.start(), match.end(), "sum", None, currency, redacted)


def _blanks_joined(text: str, blanks: list[Money]) -> list[Money]:
    """Blanks in words and figures ("___ dollars ($___)") made one."""
    out: list[Money] = []
    for blank in blanks:
        if out and out[-1].measure == blank.measure and re.fullmatch(r"\W{0,4}", text[out[-1].end : blank.start]):
            last = out.pop()
            end = _closed(text, last.start, blank.end)
            blank = replace(last, end=end, redacted=last.redacted or blank.redacted)
        out.append(blank)
    return out


def _repeats(text: str, blank: Money, found: list[Money], at: int) -> bool:
    """Whether the blank stands for a sum given in words right before it."""
    before = found[at - 1] if at else None
    return (
        before is not None
        and before.measure == blank.measure
        and blank.start - before.end < 3
        and "(" in text[before.end : blank.end]
    )
