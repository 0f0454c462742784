"""What the talent side is to receive, in figures: which sums are pay, for what, and per what.

Sums are found by `money`; their sentence, seen through roles (Ⓣ talent, Ⓒ company), with Ⓜ Ⓟ Ⓢ for each sum, rate and
count of shares, says who pays whom; the lead-in says it for rows of tables and items of lists.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ..corpus.characters import lowered
from ..corpus.model import Document, Kind, Passage, Span
from . import pay, payplace
from .currencies import CODES, Habits, habits
from .mask import Masked, Masker
from .model import Amount, Evidence
from .money import Money, find_money
from .payplace import SIGN
from .roles import Roles
from .sentences import sentences

_WORDS = (
    "percent", "per cent", "dollar", "usd", "eur", "gbp", "chf", "cad", "aud", "pounds", "sterling", " cents", "pence",
    "shares", "warrant", "stock option", "tokens", "rupee", "inr", "sek", "nok", "dkk", "rs.", " kr", "yen", "franc", "jpy", "hkd", "fr.", " quid",
)  # fmt: skip
_CODES = [code for code in CODES.split("|") if code.lower() not in _WORDS]
_SIGN = re.compile(r"[$€£¥₹₩₪%]")
_LEAD = 1500  # characters before a table or list in which its lead-in is looked for
_LEAD_ROWS = 400  # characters of the rows without sums above a row
_AROUND = 240  # characters read on either side of a currency sign: words, figures and a remark between them fit
_ROW = re.compile(r"[ \t]*\n[ \t]*")
_ROW_HEAD = re.compile(r"[A-Z\d(\[|•*–-]|[ⓂⓅⓈ]")
_BARRED = re.compile(r"\s*\|[^\n]*\|[ \t]*\n\s*\|")  # a table whose bars are written out
_IN_LINE = re.compile(r"(?:[^|\n]+ \| ){4,}[^|\n]+\s*\Z")
_ROW_LENGTH = 120  # characters of the longest row of a sheet; the signs of sums are as long as the sums


@dataclass(frozen=True, slots=True)
class _Unit:
    """A stretch of text read as one: a passage, with its label where a break tore the two apart."""

    start: int
    text: str
    path: tuple[str, ...]
    table: bool
    found: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """A judged sum with the span that shows it."""

    money: Money
    pay: payplace.Pay
    span: Span
    unit: int


def read_amounts(document: Document, passages: Sequence[Passage], roles: Roles, kind: Kind) -> list[Amount]:
    """Every sum, rate and count of shares that the talent side is to receive, in the order of the text.

    For documents about a person's likeness only: elsewhere there is no talent side to be paid.
    """
    if kind not in ("contract", "terms"):
        return []
    hits = _scan(document.text)
    if not hits:
        return []
    reader = _Reader(document, passages, Masker(roles), kind)
    found: list[_Found] = []
    for unit in reader.units(hits):
        found += reader.read(unit)
    return [_amount(document, f) for f in _once(found)]


def _scan(text: str) -> list[int]:
    """The offsets of whatever money is written with: the cheap gate before anything else."""
    hits = [m.start() for m in _SIGN.finditer(text)]
    small = lowered(text)
    for word in _WORDS:
        at = small.find(word)
        while at >= 0:
            hits.append(at)
            at = small.find(word, at + len(word))
    for code in _CODES:  # capitals only: small letters stand in too many words
        at = text.find(code)
        while at >= 0:
            hits.append(at)
            at = text.find(code, at + len(code))
    return sorted(hits)


class _Reader:
    """Reads the units of one document."""

    def __init__(self, document: Document, passages: Sequence[Passage], masker: Masker, kind: Kind) -> None:
        self._document = document
        self._text = document.blanked(Span(0, len(document.text))) if document.furniture else document.text
        self._passages = passages
        self._starts = [p.span.start for p in passages]
        self._masker = masker
        self._plain = Masker(Roles())
        self._habits: Habits = habits(document.text)
        self._judge = pay.Judge(kind, replica=pay.speaks_of_replica(document.text))

    def units(self, hits: list[int]) -> Iterator[_Unit]:
        """The units that hold the hits and any money."""
        done = -1
        for hit in hits:
            if hit < done:
                continue
            at = bisect_right(self._starts, hit) - 1
            if at < 0 or self._passages[at].span.end <= hit:
                continue
            passage = self._passages[at]
            start = max(self._back(at), done, 0)
            while at + 1 < len(self._passages) and self._back(at + 1) < self._starts[at + 1]:
                at += 1  # the next passage begins with a sum whose label ends this one
            done = self._passages[at].span.end
            if not start < done:
                continue
            text = self._text[start:done]
            found = self._money(start, done, hits)
            if found:
                yield _Unit(start, text, passage.path, passage.kind == "table", tuple(found))

    def _money(self, start: int, end: int, hits: list[int]) -> list[Money]:
        """The sums between two offsets, relative to the first; only the surroundings of hits are read."""
        found: list[Money] = []
        at = start
        inside = hits[bisect_left(hits, start) : bisect_left(hits, end)]
        while inside:
            a = max(at, self._space(max(start, inside[0] - _AROUND), start))
            b, n = inside[0], 0
            while n < len(inside) and inside[n] - b <= 2 * _AROUND:
                b, n = inside[n], n + 1
            at = self._space(min(end, b + _AROUND), b)
            at = end if end - at < _AROUND else at
            shift = a - start
            found += (
                replace(m, start=m.start + shift, end=m.end + shift) for m in find_money(self._text[a:at], self._habits)
            )
            inside = inside[n:]
        return found

    def _space(self, at: int, least: int) -> int:
        """The last offset up to `at` that does not cut a word."""
        while at > least and not self._text[at - 1].isspace():
            at -= 1
        return at

    def _back(self, at: int) -> int:
        """Where a unit begins: before its label, if a passage starts with the sum itself."""
        for step in range(3):
            passage = self._passages[at]
            text = self._text[passage.span.start : passage.span.end]
            before = self._text[self._passages[at - 1].span.start : self._passages[at - 1].span.end] if at else ""
            torn = re.match(
                r"\W*(?:(?:US|CAD?)?[$€£\d(]|dollars\b|[a-z])", text, re.IGNORECASE if step else 0
            ) or re.match(r"[\s(]*Dollars", text)
            if not at or not torn or len(before) > 200 or before.rstrip()[-1:] in (".", ";") or passage.kind == "item":
                return passage.span.start
            at -= 1
        return self._passages[at].span.start

    def read(self, unit: _Unit) -> Iterator[_Found]:
        """The sums of the unit that are pay."""
        signed = list(unit.text)
        for money in unit.found:
            signed[money.start : money.end] = payplace.SIGNS[money.measure].ljust(money.end - money.start)
        text = "".join(signed)
        table = unit.table or _BARRED.match(text) is not None or _is_sheet(text)
        spans = (
            _cells(text)
            if _IN_LINE.match(text)
            else _rows(text)
            if table and (" | " in text or not unit.table)
            else sentences(text)
        )
        at = [m.start for m in unit.found]
        lead: str | None = None
        header = ""
        previous = ""
        paid = False
        for start, end in spans:
            inside = unit.found[bisect_left(at, start) : bisect_left(at, end)]
            masked = self._masker.mask(text[start:end])
            if not inside:
                header = header or (masked.text if " | " in masked.text else "")
                previous = f"{previous} {masked.text}"[-_LEAD_ROWS:] if table else masked.text
                continue
            if lead is None:
                lead = self._lead(unit) if table or pay.wants_lead(masked.text) else ""
            context = payplace.Context(
                sentence=masked.text,
                plain=self._plain.mask(text[start:end]).text,
                sums=inside,
                header=header,
                lead=f"{lead} {previous}".strip(),
                above=self._masker.mask(" > ".join(unit.path)).text,
                row=table or pay.is_fragment(masked.text),
                paid=paid,
            )
            for money, verdict in zip(inside, self._judge.judge(context), strict=False):
                if verdict is not None:
                    paid = True
                    yield _Found(money, verdict, self._span(unit, start, masked, money, verdict), unit.start)
            if not table:
                previous = masked.text

    def _lead(self, unit: _Unit) -> str:
        """The last words before the unit that announce payment, masked."""
        start = max(0, unit.start - _LEAD)
        text = self._masker.mask(self._text[start : unit.start]).text
        return pay.lead_in(text)

    def _span(self, unit: _Unit, start: int, masked: Masked, money: Money, verdict: payplace.Pay) -> Span:
        a, b = masked.original(*verdict.shown)
        base = unit.start + start
        start, end = min(base + a, unit.start + money.start), max(base + b, unit.start + money.end)
        quote = self._text[start:end]
        if quote.count("(") > quote.count(")") and self._text[end : end + 1] == ")":
            end += 1
        return Span(start, end)


def _is_sheet(text: str) -> bool:
    """Whether the lines of a text with its sums signed are rows of a fee sheet: labels with sums, none of them running on."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    rows = [n for n, line in enumerate(lines) if SIGN.search(line)]
    return (
        len(rows) > 1
        and all(
            _ROW_HEAD.match(lines[n])
            and len(lines[n]) < _ROW_LENGTH
            and (pay.is_fragment(lines[n]) or lines[n][-1] in "ⓂⓅⓈ")
            for n in rows
        )
        and all(_ROW_HEAD.match(lines[n + 1]) for n in rows if n + 1 < len(lines))
    )


def _cells(text: str) -> list[tuple[int, int]]:
    """The cells of a term sheet that is written in one line: "Fee: $900 | Days: 4 | ..."."""
    return [(m.start(), m.end()) for m in re.finditer(r"[^|]+", text) if m[0].strip()]


def _rows(text: str) -> list[tuple[int, int]]:
    """The lines of a table."""
    out: list[tuple[int, int]] = []
    at = 0
    for match in _ROW.finditer(text):
        if match.start() > at:
            out.append((at, match.start()))
        at = match.end()
    if at < len(text):
        out.append((at, len(text)))
    return out


def _once(found: list[_Found]) -> Iterator[_Found]:
    """Without repetitions: a sum named again ("the $5,000 payment"), the blanks of a form, one sum for each year of a schedule."""
    seen: set[tuple[object, ...]] = set()
    for item in found:
        money, kind = item.money, item.pay.kind
        place: object = item.unit if item.pay.row and item.pay.per == "year" else item.span.start
        if money.value is None:
            place = item.pay.per if money.redacted and item.pay.per != "total" else None
        key = (money.measure, money.value, money.currency, kind, place)
        named = (money.measure, money.value)
        if key in seen or (item.pay.again and money.value is not None and named in seen):
            continue
        seen |= {key, named}
        yield item


def _amount(document: Document, found: _Found) -> Amount:
    money = found.money
    rate = money.measure == "rate"
    return Amount(
        document_id=document.id,
        amount=None if rate else money.value,
        currency=money.currency,
        kind=found.pay.kind,
        rate_percent=money.value if rate else None,
        per=found.pay.per,
        evidence=Evidence(document.id, found.span, document.prose(found.span)),
        redacted=money.redacted,
    )


_TIMES = {"year": (1, ""), "half-year": (2, "half-year × 2"), "quarter": (4, "quarter × 4"), "month": (12, "month × 12"), "week": (52, "week × 52")}  # fmt: skip
_USES = frozenset({"use", "unit", "appearance", "post", "project", "session", "episode", "image", "share"})


def normalise(amount: Amount) -> tuple[Decimal | None, Decimal | None, str]:
    """(per year, per use, assumption in words): sums put on one scale where the text gives a period or a unit.

    Days, hours and totals stay as they are: how many days are worked, and how many years a total pays for, is not told.
    """
    if amount.amount is None or amount.currency is None:
        return None, None, "no sum of money"
    if amount.per in _TIMES:
        times, words = _TIMES[amount.per]
        return amount.amount * times, None, words or "per year as stated"
    if amount.per == "character_1000":
        return None, amount.amount, "a use is 1,000 characters"
    if amount.per in _USES:
        return None, amount.amount, f"a use is one {amount.per}"
    return None, None, f"per {amount.per}: how many is not told" if amount.per else "no period stated"
