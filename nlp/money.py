"""Sums, rates and counts of shares as they are written: figures, words, misprints and blanks, each found once.

A number is found first; what stands to its left and right then says what it counts. "Ten Thousand Dollars ($10,000)"
is one sum; where words and figures differ the words prevail, as they do in law.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from .numerals import DIGITS, WORDS, read_digits, read_words

Measure = Literal["sum", "rate", "shares"]

_CODES = (
    "USD|EUR|GBP|CHF|SEK|NOK|DKK|CAD|AUD|NZD|HKD|SGD|INR|JPY|CNY|RMB|KRW|BRL|MXN|ZAR|PLN|CZK|HUF|ILS|TRY|AED|TWD|THB"
)
_DOLLARS = {"US": "USD", "CA": "CAD", "C": "CAD", "CAN": "CAD", "CDN": "CAD", "AU": "AUD", "A": "AUD", "AUS": "AUD"} | {
    "HK": "HKD", "NZ": "NZD", "S": "SGD", "SG": "SGD", "NT": "TWD", "R": "BRL", "MX": "MXN"
}  # fmt: skip
_SIGNS = {"€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₪": "ILS", "rs": "INR", "sfr": "CHF", "fr": "CHF"}
_NATIONS = {
    "u.s": "USD", "us": "USD", "united states": "USD", "american": "USD", "canadian": "CAD", "australian": "AUD",
    "new zealand": "NZD", "hong kong": "HKD", "singapore": "SGD", "swiss": "CHF", "swedish": "SEK", "norwegian": "NOK",
    "danish": "DKK", "indian": "INR", "british": "GBP",
}  # fmt: skip
_NATION = r"(?:U\.?\s?S\.?(?:A\.?)?|United States|American|Canadian|Australian|New Zealand|Hong Kong|Singapore|Swiss|Swedish|Norwegian|Danish|Indian|British)"
_UNITS = {
    "dollar": "", "euro": "EUR", "pound": "GBP", "sterling": "GBP", "franc": "CHF", "krona": "SEK", "kronor": "SEK",
    "krone": "NOK", "kroner": "NOK", "kr": "SEK", "rupee": "INR", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY",
    "cent": "", "pence": "GBP", "p": "GBP", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "$": "",
}  # fmt: skip
# Written before the number. A single letter must touch its sign: "A $500 fee" is no Australian money.
_BEFORE = re.compile(
    rf"(?:(?<![^\W_])(?P<code>{_CODES})\s?[$€£¥]?|(?<![^\W_])(?P<land>US|U\.S\.|CA|CAN|CDN|AU|AUS|HK|NZ|SG|NT|MX)\s?\$"
    rf"|(?<![^\W_])(?P<letter>[CASR])\$|(?P<dollar>\$)(?:\s?US)?|(?P<sign>[€£¥₹₩₪])|(?<![^\W_])(?P<word>Rs\.?|SFr\.?|Fr\.)"
    r"|(?<![^\W_])(?P<kr>kr\.?))[\s(\[]{0,3}\Z",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"(?:\.?[-–—]+)?\s?[)\]]?\s{{0,3}}(?:(?P<code>{_CODES})\b|(?P<nation>{_NATION})?\s{{0,3}}"
    r"(?:(?P<unit>dollar|euro|pound|franc|rupee|cent)s?\b(?:\s+sterling)?|(?P<unit2>sterling|kronor|krona|kroner|krone|kr\b\.?|yen|yuan|renminbi|pence|[€£¥₹](?!\s?\d)|\$(?!\s?[\d\[_*])))"
    rf")(?:[\s,]{{0,3}}(?:(?:of|in)\s+)?(?:the\s+)?(?P<nation2>US\b|{_NATION}))?",
    re.IGNORECASE,
)
_PENCE = re.compile(r"p(?!\w)")
_FRACTION = re.compile(r"\s?[-–]?\s?(?P<n>\d)\s?/\s?(?P<d>\d{1,2})(?!\d)|\s?(?P<sign>[¼½¾⅓⅔⅛⅜⅝⅞])")
_PERCENT = re.compile(
    r"\s?\)?\s{0,12}(?:%|per\s?cent\b|percent\b|pct\b)(?:\s{0,3}\)?\s?(?:per\s?cent|percent)\b)?", re.IGNORECASE
)
_SHARES = re.compile(
    r"\s?\)?\s{1,3}(?:\(the\s[^()]{1,40}\)\s+)?(?:(?!(?:blocks|series|tranches|years?|months?|days|classes|other|of)\b)[\w’'-]+,?\s+){0,5}?"
    r"(?:(?:(?:common|ordinary|preferred|restricted|capital|class)\s+)?shares\b|share\s+options?\b|(?:stock\s+)?options?\b|"
    r"(?:\w+\s+){0,2}warrants?\b|\w*coins\b|(?:\w+\s+)?tokens\b|restricted\s+stock\s+units\b|RSUs\b)"
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
    rf"(?P<money>\[\s?(?:US)?[$€£]\s?(?:(?P<black0>[●•*■█][\s●•*■█]*)|[_X\s]*)\]|(?:(?:US|CA|AU)\s?)?[$€£]\s{{0,12}}(?:(?P<black1>{_BLACK})|{_EMPTY})"
    rf"|(?:(?P<black2>{_BLACK})|{_EMPTY})\s{{0,3}}(?:(?:US|U\.S\.)\s)?(?:dollars|euros|USD|EUR|GBP|€)(?!\w)|[$€£](?=\s+[^\s\d.\[_*●]|\s*\Z|[,;)]))"
    rf"|(?P<rate>\[\s?(?:(?P<black3>[●•*■█][\s●•*■█]*)|[_X\s]*)\s?%\s?\]|(?:(?P<black4>{_BLACK})|{_EMPTY})\s{{0,3}}(?:%|per\s?cent\b)|(?<=[\s(])%(?=[\s)]))",
    re.IGNORECASE,
)
_MAYBE_BLANK = re.compile(r"[\[_*●■█…]|XX|----|\.{4}|[$€£](?!\s?\d)|(?<=[\s(])%")
# Between words and figures for the same number: brackets, the currency, a remark in brackets, "and No/100's".
_BETWEEN = re.compile(
    rf"(?:\s+(?:and|&)\s+(?:no|\d\d)/100['’]?s?)?\s{{0,40}},?\s?(?:{_NATION})?\s?(?:\([^()]{{0,60}}\)\s{{0,40}})?(?:Dollars|Euros?|Pounds(?: Sterling)?)?\s{{0,40}},?\s?[(\[/]?\s{{0,3}}(?:or\s)?[(\[]?\Z",
    re.IGNORECASE,
)
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
class Habits:
    """What the bare words of one text mean: "$" and "dollars", and whether "pounds" are money."""

    dollar: str = "USD"
    pounds: bool = False


@dataclass(frozen=True, slots=True)
class _Number:
    start: int
    end: int
    value: Decimal
    words: bool
    money: Money | None


_LAWFUL = re.compile(
    r"(?:lawful (?:money|currency) of|(?:amounts?|sums?|payments?|fees?|dollars?|currency|\$)[\"”]?[^.;]{0,80}\b(?:in|mean|to|is|are))\s+(?:the\s+)?(?P<land>Canad|Austral|New Zealand|Hong Kong|Singapore|United States|U\.?S)",
)
_HOME = re.compile(
    r"laws of (?:the )?(?:Province of|State of)?\s?(?P<land>Ontario|British Columbia|Alberta|Qu[eé]bec|Manitoba|Nova Scotia|Canada|New South Wales|Queensland|Victoria|Australia|New Zealand|Hong Kong|Singapore)"
)
_LANDS = {"Canad": "CAD", "Austral": "AUD", "New Ze": "NZD", "Hong K": "HKD", "Singap": "SGD"} | dict.fromkeys(
    ("Ontari", "Britis", "Albert", "Quebec", "Québec", "Manito", "Nova S"), "CAD"
) | dict.fromkeys(("New So", "Queens", "Victor"), "AUD")  # fmt: skip


def habits(text: str) -> Habits:
    """How `text` uses bare signs: what it says itself, else the currency it names, else where its law is from."""
    pounds = "£" in text or "terling" in text or "GBP" in text
    said = _LAWFUL.search(text) or (None if re.search(r"\bUSD|US ?\$|U\.S\. [Dd]ollar", text) else _HOME.search(text))
    land = said["land"] if said else ""
    return Habits(next((code for name, code in _LANDS.items() if land.startswith(name)), "USD"), pounds)


def find_money(text: str, use: Habits | None = None) -> list[Money]:
    """Every sum, rate and count of shares in `text`, in order, without overlap."""
    use = use or Habits()
    numbers = [_measured(text, number, use) for number in _numbers(text)]
    found = [n.money for n in _joined(text, numbers, use) if n.money]
    if not _MAYBE_BLANK.search(text):
        return found
    taken = [(m.start, m.end) for m in found]
    blanks: list[Money] = []
    for match in _BLANK.finditer(text):
        if not any(a < match.end() and match.start() < b for a, b in taken):
            blanks.append(_blank(match, use))
    blanks = [m for m in _blanks_joined(text, blanks) if not _repeats(text, m, found)]
    return sorted(found + blanks, key=lambda m: m.start)


def _numbers(text: str) -> Iterator[_Number]:
    for match in _NUMBER.finditer(text):
        words = match.lastgroup == "words"
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
    before = None if number.words else _BEFORE.search(text, max(0, number.start - 9), number.start)
    after = None if after_bracket else _AFTER.match(text, end)
    if before:
        last = end if after is None or (after["unit"] or "").lower() == "cent" else after.end()
        nation = (after["code"] if after else None) or _nation(after)
        currency = nation or _currency_before(before, use)
        return replace(
            number, value=value, money=Money(before.start(), _closed(text, before.start(), last), "sum", value, currency)
        )
    touching = text[number.start - 1 : number.start]
    if touching.isalpha() or touching == "_":
        return number
    if after and (unit := _currency_after(after, use)):
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
            n, d = "⅛ ⅜ ⅝ ⅞".split().index(match["sign"]) * 2 + 1, 8
        return (Decimal(n) / d).quantize(Decimal("0.0001")).normalize()
    n, d = int(match["n"]), int(match["d"])
    return Decimal(n) / d if d and n < d else None


def _closed(text: str, start: int, end: int) -> int:
    """The end, past the bracket that closes one opened inside."""
    return end + 1 if text.count("(", start, end) > text.count(")", start, end) and text[end : end + 1] == ")" else end


def _nation(after: re.Match[str] | None) -> str | None:
    name = (after["nation"] or after["nation2"] or "") if after else ""
    key = re.sub(r"\s+", " ", name.lower()).removesuffix("a.").rstrip(".").replace("u. s", "u.s")
    return _NATIONS.get(key)


def _currency_before(match: re.Match[str], use: Habits) -> str:
    if match["code"]:
        return match["code"].upper().replace("RMB", "CNY")
    if match["land"] or match["letter"]:
        return _DOLLARS.get((match["land"] or match["letter"]).replace(".", "").upper(), use.dollar)
    if match["kr"]:
        return "SEK"
    sign = (match["sign"] or match["word"] or "").rstrip(".").lower()
    return _SIGNS.get(sign, "USD" if match["dollar"] and "US" in match[0] else use.dollar)


def _currency_after(match: re.Match[str], use: Habits) -> str | None:
    if match["code"]:
        return match["code"].upper().replace("RMB", "CNY")
    unit = (match["unit"] or match["unit2"] or "").lower().rstrip(".")
    if unit == "pound" and not (use.pounds or "sterling" in match[0].lower()):
        return None  # a weight
    return _nation(match) or _UNITS[unit] or use.dollar


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
        currency = _UNITS[unit[1].lower()] or use.dollar
        return Money(first.start, _closed(text, first.start, second.end), "sum", first.value, currency)
    if not (equal or "(" in between or "[" in between):
        return None
    if not equal and (not first.words or (a is None and "ollar" not in between and "/100" not in between)):
        return None  # "two (1) ..." of something else
    currency = next((m.currency for m in (b, a) if m and m.currency), None)
    end = (b or replace(known, end=second.end)).end
    end = _closed(text, first.start, end)
    if known.measure == "sum" and (after := _AFTER.match(text, end)) and (after["unit"] or after["code"]):
        end = after.end()
    return Money(min(first.start, known.start), end, known.measure, first.value if first.words else second.value, currency)


def _blank(match: re.Match[str], use: Habits) -> Money:
    redacted = any(match[f"black{n}"] for n in range(5))
    if match.lastgroup == "rate" or match["rate"]:
        return Money(match.start(), match.end(), "rate", None, redacted=redacted)
    said = match[0]
    currency = "EUR" if "€" in said or "uro" in said or "EUR" in said else "GBP" if "£" in said or "GBP" in said else None
    return Money(match.start(), match.end(), "sum", None, currency or ("USD" if "US" in said else use.dollar), redacted)


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


def _repeats(text: str, blank: Money, found: list[Money]) -> bool:
    """Whether the blank stands for a sum given in words beside it."""
    return any(m.measure == blank.measure and 0 <= blank.start - m.end < 3 and "(" in text[m.end : blank.end] for m in found)
