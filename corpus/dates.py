"""Dates as contracts, terms and articles write them, as ISO prefixes: as much as was written, never more."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass

from .model import Span

MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ],
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "twenty-first",
    "twenty-second",
    "twenty-third",
    "twenty-fourth",
    "twenty-fifth",
    "twenty-sixth",
    "twenty-seventh",
    "twenty-eighth",
    "twenty-ninth",
    "thirtieth",
    "thirty-first",
]
_ORDINAL = "|".join(word.replace("-", r"[\s-]?") for word in sorted(_ORDINALS, key=len, reverse=True))
_TH = r"(?:\s{0,2}(?:s\s?t|n\s?d|r\s?d|t\s?h))?"  # "1s t": a superscript that came out of a PDF as letters of its own
_YEAR = r"(?:19|20)\d\s?\d"
# What stands where a form was not filled in. "dated as of , 2012": the line that was drawn there is lost.
_BLANK = r"(?:[_\s]*_[_\s]*|\s*\[[\s_*●•.]*\]\s*|\s*[●•]+\s*|\s+)"
# The ways to write a day, most exact first; then months, and forms whose day or month was left blank. Groups: y, m (name
# or number), d; a and b where the order is open.
_DATE = re.compile(
    rf"""(?<![/.-])(?<![^\W_])(?:
      (?P<y1>(?:19|20)\d\d)(?P<sep>[-/])(?P<m1>\d\d)(?:(?P=sep)(?P<d1>\d\d))?
    | (?P<m2>{_MONTH})\.?\s{{1,4}}(?P<d2>\d(?:\s?\d)?){_TH}\s{{0,2}}(?:day\s{{1,3}}(?:of\s)?)?(?:,|\.|\s|(?=(?:19|20)\d\d)){{1,2}}\s{{0,50}}(?:A\.?D\.?\s{{0,3}})?(?P<y2>{_YEAR})
    | (?P<d3>\d{{1,2}}|{_ORDINAL})(?:{_TH}|(?:st|nd|rd|th)\.)[\"”»]?\s{{0,2}}(?:\([^)]{{1,16}}\)\s{{1,3}})?(?:day)?\s{{0,2}}(?:of)?\s{{0,4}}(?:the\s{{1,3}}month\s{{1,3}}of\s{{1,3}}|\w{{3,6}}day,?\s{{1,3}})?,?\s{{0,2}}-?(?P<m3>{_MONTH})\.?-?\s{{0,3}},?\s{{0,3}}
      (?:(?:(?:day|in\s+the\s+year)\s{{1,4}})?(?:of\s{{1,4}})?(?:A\.?D\.?,?\s{{0,3}})?(?:two\s+thousand(?:\s+[a-z-]+){{0,3}}\s*\()?)?(?P<y3>{_YEAR})
    | (?P<a>\d{{1,2}})\s?[/.]\s?(?P<b>\d{{1,2}})\s?[/.]\s?(?P<y4>(?:19|20)\d\d|\d\d)
    | (?P<a2>\d{{1,2}})-(?P<b2>\d{{1,2}})-(?P<y8>(?:19|20)\d\d|\d\d)
    | (?P<m5>{_MONTH})\.?(?:{_BLANK})?(?:,|\s|of){{0,3}}\s{{0,4}}(?P<y5>(?:19|20)\d\d)
    | (?:this\s+)?{_BLANK}?(?:st|nd|rd|th)?\s*day\s+of\s+(?P<m6>{_MONTH}){_BLANK}?,?\s*(?P<y6>(?:19|20)\d\d)
    )(?!\d)""",
    re.I | re.X,
)
_YEARS = re.compile(r"(?:19|20)\d\s?\d|\d\s?[/.-]\s?\d\d")
_LONGEST = 90  # characters that a date is written with, up to its year
_REST = 12  # characters of a year and what follows it in figures
_BLANK_DATE = re.compile(rf"(?:day\s+of\b)?{_BLANK},?\s*(?P<year>(?:19|20)\d\d)(?!\d)", re.I)


@dataclass(frozen=True, slots=True)
class Written:
    """A date where it stands in a text. iso: an ISO prefix ("2021", "2021-02", "2021-02-03")."""

    iso: str
    span: Span


def iso(words: str) -> str | None:
    """The date that `words` hold as an ISO prefix: "4 March 2021" is "2021-03-04", "March 2021" is "2021-03".

    Day and month in figures are read the American way unless the first is above 12. None when there is no date.
    """
    found = next(dates(words), None)
    if found:
        return found.iso
    words = words.strip()
    return words if re.fullmatch(r"(?:19|20)\d\d", words) else None


def dates(text: str, start: int = 0, end: int | None = None) -> Iterator[Written]:
    """The dates between two offsets, in order."""
    stop = len(text) if end is None else end
    done = start
    for years in _YEARS.finditer(text, start, stop):  # most of a text holds no date, and this is quick to see
        if years.end() <= done:
            continue
        for found in _DATE.finditer(text, max(done, years.start() - _LONGEST), min(stop, years.end() + _REST)):
            done = found.end()
            value = _value(found)
            if value:
                yield Written(value, Span(*found.span()))


def at(text: str, start: int, reach: int) -> Written | None:
    """The date that begins within `reach` characters from `start`; one with a blank day and month counts as its year."""
    found = next(dates(text, start, start + reach + 40), None)
    if found and found.span.start - start <= reach:
        return found
    blank = _BLANK_DATE.search(text, start, start + reach + 40)
    if blank and blank.start() - start <= reach:
        return Written(blank["year"], Span(blank.start("year"), blank.end()))
    return None


def later(start: str, years: int = 0, months: int = 0, days: int = 0) -> str:
    """The date so much later, as exact as `start` is: a contract of 2 years from 2021-03-04 ends on 2023-03-04.

    Days can only be added to a whole date; the last day of a month stays the last where the month is shorter.
    Raises ValueError where they are added to less, or the year is beyond what is written with four figures.
    """
    from datetime import date, timedelta

    parts = [int(part) for part in start.split("-")]
    count = parts[0] * 12 + (parts[1] - 1 if len(parts) > 1 else 0) + years * 12 + months
    year, month = divmod(count, 12)
    if year > 9999 or ((months % 12 or days) and len(parts) < 2) or (days and len(parts) < 3):
        raise ValueError(f"cannot add to {start}")
    if len(parts) == 1:
        return f"{year:04}"
    if len(parts) == 2:
        return f"{year:04}-{month + 1:02}"
    ended = date(year, month + 1, min(parts[2], monthrange(year, month + 1)[1])) + timedelta(days=days)
    return ended.isoformat()


def _value(found: re.Match[str]) -> str | None:
    part = found.groupdict()
    year = next(part[key] for key in ("y1", "y2", "y3", "y4", "y5", "y6", "y8") if part[key]).replace(" ", "")
    year = "".join(year.split())
    month_words = part["m1"] or part["m2"] or part["m3"] or part["m5"] or part["m6"]
    day_words = part["d1"] or part["d2"] or part["d3"]
    day = _day("".join(day_words.split()).lower()) if day_words else None
    first, second = part["a"] or part["a2"], part["b"] or part["b2"]
    if first and second:
        one, two = int(first), int(second)
        month, day = (two, one) if one > 12 or "." in found[0] else (one, two)
        if len(year) == 2 and "." in found[0] and len(first + second) < 4:
            return None  # the number of a clause: "4.1.10"
        if len(year) == 2:
            year = f"{'19' if int(year) > 60 else '20'}{year}"
    else:
        month = int(month_words) if month_words.isdigit() else MONTHS[month_words.lower()]
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= monthrange(int(year), month)[1]):
        return None
    return f"{year}-{month:02}" + (f"-{day:02}" if day is not None else "")


def _day(words: str) -> int:
    if words.isdigit():
        return int(words)
    return next(n for n, name in enumerate(_ORDINALS, 1) if name.replace("-", "") == words.replace("-", ""))
