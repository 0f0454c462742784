"""One sum where it stands: the words around it, per what it is paid, and which of the words show it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from . import paydue as due
from . import paywords as words
from .money import Money

REACH = 600  # characters of a sentence looked at on either side of a sum: longer ones are tables or hostile
SIGNS = {"sum": "Ⓜ", "rate": "Ⓟ", "shares": "Ⓢ"}
SIGN = re.compile("[ⓂⓅⓈ]")


@dataclass(frozen=True, slots=True)
class Pay:
    """A verdict: this is pay."""

    kind: str
    per: str | None
    shown: tuple[int, int]  # the part of the masked sentence that shows it
    again: bool  # named with "the": perhaps only a reference to a sum named before
    row: bool  # of a table or list


@dataclass(frozen=True, slots=True)
class Context:
    """A masked sentence or table row, its sums, and what stands above it."""

    sentence: str
    plain: str  # the sentence with nobody masked
    sums: Sequence[Money]
    header: str  # first row of the table
    lead: str  # the words that announce a list or table
    above: str  # headings
    row: bool
    paid: bool = False  # a sum of the same passage was pay

    @property
    def tells_pay(self) -> bool:
        """Whether anything in the sentence or above it speaks of pay or of goods with a value."""
        told = f"{self.sentence} {self.lead} {self.header}"
        if words.PAY.search(told) or words.MONEY.search(self.above) or words.VALUED.search(told):
            return True
        if words.PRICED_WORK.search(self.sentence) or words.AT_A_PRICE.search(self.sentence):
            return True
        return self.row and bool(self.paid or words.PAY.search(self.above) or words.WORK.search(self.sentence))


class Place:
    """One sum where it stands: the words to its left and right, and the header of its column."""

    def __init__(self, context: Context, number: int, at: int, plain: int) -> None:
        sums = context.sums
        self.context, self.at, self.money = context, at, sums[number]
        self.previous = sums[number - 1] if number else None
        self.next = sums[number + 1] if number + 1 < len(sums) else None
        self.left = context.sentence[max(0, at - REACH) : at]
        right = context.sentence[at + 1 : at + 1 + REACH]
        self.right = re.sub(r"^ (?=[,;).:])", "", right)
        self.skipped = len(right) - len(self.right)
        self.cell = _cell(context, at) if " | " in context.sentence else ""
        self.before: str | None = None  # the kind of the sum just before, once it is known
        self._plain = plain  # where the sign stands in the sentence with nobody masked

    @cached_property
    def cues(self) -> list[re.Match[str]]:
        """The words for pay to the left."""
        return list(words.CUES.finditer(self.left))

    @cached_property
    def clause(self) -> str:
        """The words to the right, up to the next sum."""
        found = re.search("[ⓂⓅⓈ;]", self.right)
        return self.right[: found.start()] if found else self.right

    @cached_property
    def close(self) -> list[re.Match[str]]:
        """The words for pay between the sum before and this one, near it."""
        since = max(self.left.rfind(sign) for sign in "ⓂⓅⓈ")
        return [c for c in self.cues if c.start() > since and c.end() >= len(self.left) - words.NEAR]

    @cached_property
    def label(self) -> str:
        """The words between the sum before and this one: the label of a row."""
        return self.left[max(self.left.rfind(sign) for sign in "ⓂⓅⓈ") + 1 :]

    @cached_property
    def trigger(self) -> str:
        """What makes the sum fall due, where the text says it: "for each ...", "if ...", before the sum or behind it."""
        before = due.TRIGGER_BEFORE.search(self.left)
        behind = due.TRIGGER.match(self.clause)
        return f"{before['what'] if before else ''} {due.NEXT.split(behind['what'])[0] if behind else ''}".strip()

    @cached_property
    def base(self) -> re.Match[str] | None:
        """What a rate is a share of. A term for it may be taken for a party: the plain sentence is read too."""
        plain = self.context.plain[self._plain + 1 : self._plain + 1 + REACH]
        return words.BASE.search(self.right) or words.BASE.search(plain) or words.BASE_BEFORE.search(self.left)


def verdict(place: Place, kind: str) -> Pay:
    """The sum as pay of that kind: per what, and shown by which words."""
    left, right, row = place.left, place.right, place.context.row
    per, until = _per(place)
    if per is None and not row and kind in words.ONCE and not words.INSTALMENT.search(f"{left[-70:]} {right[:50]}"):
        per = "total"
    if place.money.measure == "rate" and per not in words.PERIOD_NAMES:
        per = None
    if not row or len(place.context.sums) == 1:  # in a flattened table the words to the right are the next row's
        until = max(until, _shown_right(place))
    start = place.at - _shown_left(place)
    again = bool(words.DEFINITE.search(left) or (row and words.REFERS.search(place.context.sentence)))
    return Pay(kind, per, (start, place.at + 1 + until + place.skipped), again, row)


def _shown_left(place: Place) -> int:
    """How many characters before the sum show what it is for: the word for the pay, the row's label, or "pay ..."."""
    left = place.left
    if place.context.row:
        if scale := words.SCALE.search(left):
            return len(left) - scale.start()
        return min(len(re.split(r"; |, (?:plus|and) ", place.label)[-1].lstrip(" ,;)")), 160)
    if gift := words.GIFT.search(left[-160:]):
        return len(left[-160:]) - gift.start()
    head = words.GRANT_HEAD.search(left) if place.money.measure == "shares" else None
    if head is None and place.money.measure != "shares":
        head = place.close[-1] if place.close else words.HEAD.search(left)
    return len(left) - head.start() if head else 0


def _shown_right(place: Place) -> int:
    """How many characters after the sum say of what or for what it is paid."""
    right = place.clause
    if base := words.BASE.match(right) or words.OTHER_BASE.match(right):
        return base.end()
    after = words.CUES.search(right[:90])
    return after.end() if after and after.lastgroup in words.PRICED else 0


def _cell(context: Context, at: int) -> str:
    """The header above the cell that holds the sum."""
    column = context.sentence[:at].count(" | ")
    heads = context.header.split(" | ")
    return heads[column] if column < len(heads) else ""


def _per(place: Place) -> tuple[str | None, int]:
    """Per what the sum is paid, and how far to the right of it the words for that reach."""
    right, context = place.clause, place.context
    before = (words.NEXT_SUM.split(place.label)[-1] if place.previous else place.label)[-90:]
    if words.IN_PARTS.search(right[:60]):
        right = ""  # "in five yearly parts" is no sum per year
    for match in words.EACH.finditer(right, 0, 60):
        if "." in right[: match.start()]:
            break
        if found := _unit(right, match.end()):
            return found
        if (
            match.start() < 3
            and match[0].strip().lower().startswith(("per", "/", "for"))
            and (thing := words.THING.match(right, match.end()))
        ):
            return "unit", thing.end()
    if words.EACH_OF.match(right) and (found := _counted(place.label)):
        return found, 0
    for text in (right[:40], before[-60:], place.trigger):
        for name, period in words.PERIODS:
            if period.search(text):
                return name, 0
    for match in words.EACH.finditer(before):
        if found := _unit(before, match.end()):
            return found[0], 0
    if context.row and (label := words.ROW_UNIT.search(before)):
        return label.lastgroup, 0
    if context.row and words.YEARLY.search(f"{context.header} {context.lead} {place.left}"):
        return "year", 0
    return ("total", 0) if words.TOTAL.search(f"{before[-60:]} {right[:40]}") else (None, 0)


def _counted(text: str) -> str | None:
    """The unit named last in `text`: "Additional days at $900 each"."""
    found = [(match.end(), name) for name, unit in words.PER for match in unit.finditer(text)]
    return max(found)[1] if found else None


def _unit(text: str, at: int) -> tuple[str, int] | None:
    """The unit that begins at `at` and where it ends."""
    for name, unit in words.PER:
        if found := unit.match(text, at):
            return name, found.end()
    return None
