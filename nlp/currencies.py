"""Currencies by what stands before or behind a number, and what bare signs mean in a text."""

import re
from dataclasses import dataclass

CODES = (
    "USD|EUR|GBP|CHF|SEK|NOK|DKK|CAD|AUD|NZD|HKD|SGD|INR|JPY|CNY|RMB|KRW|BRL|MXN|ZAR|PLN|CZK|HUF|ILS|TRY|AED|TWD|THB"
)
DOLLARS = {"US": "USD", "CA": "CAD", "C": "CAD", "CAN": "CAD", "CDN": "CAD", "AU": "AUD", "A": "AUD", "AUS": "AUD"} | {
    "HK": "HKD", "NZ": "NZD", "S": "SGD", "SG": "SGD", "NT": "TWD", "R": "BRL", "MX": "MXN"
}  # fmt: skip
_SIGNS = {
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "₩": "KRW",
    "₪": "ILS",
    "rs": "INR",
    "sfr": "CHF",
    "fr": "CHF",
}
_NATIONS = {
    "u.s": "USD", "us": "USD", "united states": "USD", "american": "USD", "canadian": "CAD", "australian": "AUD",
    "new zealand": "NZD", "hong kong": "HKD", "singapore": "SGD", "swiss": "CHF", "swedish": "SEK", "norwegian": "NOK",
    "danish": "DKK", "indian": "INR", "british": "GBP",
}  # fmt: skip
NATION = r"(?:U\.?\s?S\.?(?:A\.?)?|United States|American|Canadian|Australian|New Zealand|Hong Kong|Singapore|Swiss|Swedish|Norwegian|Danish|Indian|British)"
UNITS = {
    "dollar": "", "euro": "EUR", "pound": "GBP", "sterling": "GBP", "franc": "CHF", "krona": "SEK", "kronor": "SEK",
    "krone": "NOK", "kroner": "NOK", "kr": "SEK", "rupee": "INR", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY",
    "cent": "", "pence": "GBP", "quid": "GBP", "p": "GBP", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "$": "",
}  # fmt: skip
# Written before the number. A single letter must touch its sign: "A $500 fee" is no Australian money.
BEFORE = re.compile(
    rf"(?:(?<![^\W_])(?P<code>{CODES})\s?[$€£¥]?|(?<![^\W_])(?P<land>US|U\.S\.|CA|CAN|CDN|AU|AUS|HK|NZ|SG|NT|MX)\s?\$"
    rf"|(?<![^\W_])(?P<letter>[CASR])\$|(?P<dollar>\$)(?:\s?US)?|(?P<sign>[€£¥₹₩₪])|(?<![^\W_])(?P<word>Rs\.?|SFr\.?|Fr\.)"
    r"|(?<![^\W_])(?P<kr>kr\.?))[\s(\[]{0,3}\Z",
    re.IGNORECASE,
)
AFTER = re.compile(
    rf"(?:[.,]?[-–—]+)?\s?[)\]]?\s{{0,3}}(?:(?P<code>{CODES})\b|(?P<nation>{NATION})?\s{{0,3}}"
    r"(?:(?P<unit>dollar|euro|pound|franc|rupee|cent)s?\b(?:\s+sterling)?|(?P<unit2>sterling|kronor|krona|kroner|krone|kr\b\.?|quid|yen|yuan|renminbi|pence|[€£¥₹](?!\s?\d)|\$(?!\s?[\d\[_*])))"
    rf")(?:[\s,]{{0,3}}(?:(?:of|in)\s+)?(?:the\s+)?(?P<nation2>(?:US|{NATION})(?!\w)))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Habits:
    """What the bare words of one text mean: "$" and "dollars", and whether "pounds" are money."""

    dollar: str = "USD"
    pounds: bool = False
    crown: str = "SEK"


_LAWFUL = re.compile(
    r"(?:lawful (?:money|currency) of|(?:amounts?|sums?|payments?|fees?|dollars?|currency|\$)[\"”]?[^.;]{0,80}\b(?:in|mean|to|is|are))\s+(?:the\s+)?(?P<land>Canad|Austral|New Zealand|Hong Kong|Singapore|United States|U\.?S)",
)
_HOME = re.compile(
    r"laws of (?:the )?(?:Province of|State of)?\s?(?P<land>Ontario|British Columbia|Alberta|Qu[eé]bec|Manitoba|Nova Scotia|Canada|New South Wales|Queensland|Victoria|Australia|New Zealand|Hong Kong|Singapore)"
)
_LANDS = {"Canad": "CAD", "Austral": "AUD", "New Ze": "NZD", "Hong K": "HKD", "Singap": "SGD"} | dict.fromkeys(
    ("Ontari", "Britis", "Albert", "Quebec", "Québec", "Manito", "Nova S"), "CAD"
) | dict.fromkeys(("New So", "Queens", "Victor"), "AUD")  # fmt: skip
# "60 pounds" is money where somebody gets it, and a weight elsewhere.
_PAID_POUNDS = re.compile(r"\b(?:pa(?:y|ys|id)|fee of|gets?|receives?|earns?)\b[^.;]{0,30}\d pounds\b")
_LANDS_OF_CROWNS = {"SEK": "Swed", "NOK": "Norw", "DKK": "D"}
_CROWN = re.compile(r"\b(?:(?P<code>SEK|NOK|DKK)|(?P<land>Swed(?:en|ish)|Norw(?:ay|egian)|Danish|Denmark))\b")


def _crown(text: str) -> str:
    """Whose crowns "kr" are: the code that the text names first, else the country."""
    found = list(_CROWN.finditer(text)) if " kr" in text or "kr." in text or "kron" in text else []
    code = next((m["code"] for m in found if m["code"]), None)
    land = next((m["land"] for m in found if m["land"]), "Sweden")
    return code or next(code for code, name in _LANDS_OF_CROWNS.items() if land.startswith(name))


def habits(text: str) -> Habits:
    """How `text` uses bare signs: what it says itself, else the currency it names, else where its law is from."""
    pounds = "£" in text or "terling" in text or "GBP" in text or bool(_PAID_POUNDS.search(text))
    said = _LAWFUL.search(text) or (None if re.search(r"\bUSD|US ?\$|U\.S\. [Dd]ollar", text) else _HOME.search(text))
    land = said["land"] if said else ""
    dollar = next((code for name, code in _LANDS.items() if land.startswith(name)), "USD")
    return Habits(dollar, pounds, _crown(text))


def nation(after: re.Match[str] | None) -> str | None:
    name = (after["nation"] or after["nation2"] or "") if after else ""
    key = re.sub(r"\s+", " ", name.lower()).removesuffix("a.").rstrip(".").replace("u. s", "u.s")
    return _NATIONS.get(key)


def currency_before(match: re.Match[str], use: Habits) -> str:
    if match["code"]:
        return match["code"].upper().replace("RMB", "CNY")
    if match["land"] or match["letter"]:
        return DOLLARS.get((match["land"] or match["letter"]).replace(".", "").upper(), use.dollar)
    if match["kr"]:
        return use.crown
    sign = (match["sign"] or match["word"] or "").rstrip(".").lower()
    return _SIGNS.get(sign, "USD" if match["dollar"] and "US" in match[0] else use.dollar)


def currency_after(match: re.Match[str], use: Habits) -> str | None:
    if match["code"]:
        return match["code"].upper().replace("RMB", "CNY")
    unit = (match["unit"] or match["unit2"] or "").lower().rstrip(".")
    if unit == "kr" or (unit in ("krone", "kroner") and use.crown == "DKK"):
        return use.crown
    if unit == "pound" and not (use.pounds or "sterling" in match[0].lower()):
        return None  # a weight
    return nation(match) or UNITS[unit] or use.dollar
