"""Whether a sum in a sentence is pay of the talent side, and which kind of pay."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import islice

from ..corpus.characters import lowered
from ..corpus.model import Kind
from . import paydue as due
from . import paywords as words
from .payplace import SIGN, Context, Pay, Place, verdict


def speaks_of_replica(text: str) -> bool:
    """Whether the text is about a copy of a person, so that a recording session makes it; a mention is not enough."""
    small = lowered(text)
    if not any(word in small for word in words.REPLICA_LETTERS):
        return False
    return sum(1 for _ in islice(words.REPLICA.finditer(text), words.OFTEN)) >= words.OFTEN


def is_fragment(sentence: str) -> bool:
    """Whether the sentence has no verb: a row or an item, of which the words before it tell what it is."""
    return not words.VERB.search(sentence)


def wants_lead(sentence: str) -> bool:
    """Whether a sentence leaves to the words before it what its sums are for."""
    return is_fragment(sentence) or not words.PAY.search(sentence)


def lead_in(text: str) -> str:
    """The last sentence of `text` that announces payment, with what follows it; empty if none does."""
    parts = re.split(r"(?<=[.;]) (?=[A-Z(\d])", text)
    for n in range(len(parts) - 1, max(-1, len(parts) - 6), -1):
        if words.PAY.search(parts[n]) and words.ANNOUNCES.search(parts[n]):
            return " ".join(parts[n:])[:900]
    return ""


class Judge:
    """Decides sum by sum. In platform terms only what is plainly paid to the user counts."""

    def __init__(self, kind: Kind, *, replica: bool) -> None:
        self._strict = kind == "terms"
        self._replica = replica

    def judge(self, context: Context) -> list[Pay | None]:
        """For each sum of the sentence what it pays; None where it is no pay of the talent."""
        if not context.tells_pay:
            return [None] * len(context.sums)
        signs = ([m.start() for m in SIGN.finditer(text)] for text in (context.sentence, context.plain))
        places = [Place(context, n, at, plain) for n, (at, plain) in enumerate(zip(*signs, strict=True))]
        found: list[Pay | None] = []
        for place in places:
            place.before = next((pay.kind for pay in found[-1:] if pay), None)
            found.append(self._one(place))
        parts = _parts(places, found)
        return [None if n in parts else pay for n, pay in enumerate(found)]

    def _one(self, place: Place) -> Pay | None:
        if place.money.value == 0 or _limit(place) or _form(place) or words.NOT_RIGHT.search(place.right[:160]):
            return None
        given = words.IN_SHARES.search(place.left[-320:]) or words.GIFT.search(place.left[-160:])
        costs = words.PRICED_WORK.search(place.left[-120:])
        if words.MAKES_UP.search(place.right[:120]) and words.SHORT.search(place.left):
            return verdict(place, "minimum_guarantee")
        if not given and ((not costs and _excluded(place.left)) or not self._paid(place)):
            return None
        if _part(place) or (words.PERCENT_OF.search(place.left) and not words.WHOLE.match(place.right)):
            return None
        kind = self._kind(place)
        return verdict(place, kind) if kind else None

    def _paid(self, place: Place) -> bool:
        """Whether the company pays and the talent receives."""
        left, context = place.left, place.context
        if self._strict:
            whole = f"{context.above} {context.lead if context.row else ''} {context.sentence}"
            against = words.FROM_TALENT.search(left[-200:]) or words.BY_TALENT.search(place.right[:80])
            shared = place.money.measure == "rate" and words.POOL.search(place.right[:140])
            return bool(shared or words.TO_TALENT.search(whole)) and not against
        given = [m.end() for m in words.FROM_TALENT.finditer(left)]
        since = max(given[-1] - 20, 0) if given else 0
        if given and not words.PAYS.search(left, since) and not words.TO_TALENT.search(left, since):
            return False
        if place.money.measure == "rate" and words.COMPANY_SHARE.search(left[-160:]):
            return False
        return not words.BY_TALENT.search(place.right[:80])

    def _kind(self, place: Place) -> str | None:
        money, context = place.money, place.context
        if money.measure == "shares":
            return "equity" if words.GRANTED.search(place.left) else None
        if money.measure == "rate":
            return _rate(place)
        if words.IN_SHARES.search(place.left[-320:]):
            return "equity"
        if words.GIFT.search(place.left[-160:]) or words.IN_GOODS.match(place.right) or words.FREE.match(place.right):
            return "in_kind"
        if words.FLAT.match(place.right):
            return "fixed_fee"
        after = words.CUES.search(words.APART.split(place.clause[:90])[0])
        if after and after.lastgroup == "creation_fee" and "," in place.clause[: after.start()]:
            after = None  # "$9,000, a third of it on completion of the scan"
        told = context.row and not place.close and not after and words.ANNOUNCES.search(context.lead)
        lead = context.lead if told else ""
        label = place.label.split(";")[-1]
        own = (context.row or label != place.label) and not place.close and due.SHIFT.search(label)
        kind = "fixed_fee" if own else None
        kind = (
            kind
            or _telling(place, after)
            or _last(place.cell)
            or _last(lead)
            or _last_of(place.close)
            or (None if place.trigger else place.before)
            or _last_of(place.cues)
        )
        if kind is None and _last(context.above) == "minimum_guarantee":
            kind = "minimum_guarantee"  # under "Advances"
        if kind is None and context.row:
            kind = _last(f"{context.above} {context.lead} {context.header}")
        return self._refined(kind or "fixed_fee", place)

    def _refined(self, kind: str, place: Place) -> str:
        """The kind, corrected by what a bare word cannot tell."""
        left, right, context = place.left, place.right, place.context
        if kind in ("fixed_fee", "royalty", "usage_fee") and _is_floor(kind, place):
            return "minimum_guarantee"
        if kind == "minimum_guarantee" and words.ON_TOP.search(left[-60:]):
            return "fixed_fee"
        if kind == "fixed_fee" and words.KILLED.search(f"{left[-60:]}{right[:60]}"):
            return "other"
        if kind == "fixed_fee" and context.row and place.close and due.CAPTURED.search(context.lead[-160:]):
            return "fixed_fee" if due.SHIFT.search(place.label) else "creation_fee"
        if kind == "fixed_fee" and self._replica and words.RECORDING.search(f"{_work(place)} {right[:60]}"):
            return "fixed_fee" if words.RIGHTS.search(right[:120]) else "creation_fee"
        return _due(kind, place) if kind in ("fixed_fee", "creation_fee") else kind


def _is_floor(kind: str, place: Place) -> bool:
    """Whether the sum is set against later earnings, or is the least that a share of money comes to."""
    left, right = place.left, place.right
    if kind == "fixed_fee" and (words.RECOUPED.search(right[:200]) or words.MEANT.search(right[:120])):
        return True
    if words.AT_LEAST.search(left) and words.SHARED.search(left):
        return True
    if kind != "usage_fee" and words.FLOOR.search(left) and words.SHARED.search(left + right[:120]):
        return True
    return kind == "royalty" and bool(words.MINIMUM.search(left[-60:]))


def _due(kind: str, place: Place) -> str:
    """The kind of a fee by what makes it fall due: a use of the likeness, a sale or a result, else the work itself."""
    what, label = place.trigger, place.label.split(";")[-1]
    if due.STANDS_IN.search(what):
        return "usage_fee"
    if kind == "fixed_fee":
        each = words.EACH.match(place.right.lstrip())
        if each and (due.USAGE_FEE.search(place.left[-60:]) or due.MAY_USE.search(place.left)):
            return "usage_fee"
        if (place.context.row or label != place.label) and due.COPIED.search(label):
            return "usage_fee"
    elif place.close:
        return kind  # a word for scanning or capture stands beside it
    if due.PASSED.search(what):
        return "performance_bonus"
    if due.SOLD.search(what):
        return "royalty"
    used = due.COPIED.search(what) or (due.USED.search(what) and not due.OWN_WORK.search(what))
    return "usage_fee" if used else kind


def _work(place: Place) -> str:
    """The words before the sum that say for what work it is paid; "for this work" means the sentence before."""
    left = place.left[-80:]
    return f"{place.context.lead[-200:]} {left}" if due.FOR_THIS.search(left) else left


def _limit(place: Place) -> bool:
    """Whether the sum is a limit of a scale or stands in a column of sales."""
    left, right, context = place.left, place.right, place.context
    if place.cell and words.THRESHOLD.search(place.cell) and not words.PAY_COLUMN.search(place.cell):
        return True
    if words.BETWEEN_RIGHT.match(right) or (words.BETWEEN_LEFT.search(left) and words.BESIDE.match(right)):
        return True
    if words.LIMIT_LEFT.search(left) and words.BESIDE.match(right):
        return True
    value = place.money.value
    beside = place.next.value if place.next else None
    larger = value and beside and value >= 5 * beside and words.SUM_BESIDE.match(right)
    # "Net Sales | Payment": the larger sum is what has to be sold.
    return bool(larger and words.THRESHOLD.search(f"{context.header} {context.lead[-300:]} {context.above}"))


def _parts(places: Sequence[Place], found: Sequence[Pay | None]) -> set[int]:
    """Which sums are the instalments of one before them: "$9,000, payable as follows: $4,000 on signature, $5,000 ..."."""
    values = [p.money.value if p.money.measure == "sum" and p.money.value else Decimal(0) for p in places]
    for whole, pay in enumerate(found):
        if pay is None or not words.PAYABLE.search(places[whole].clause):
            continue
        total, parts = Decimal(0), set[int]()
        for n in range(whole + 1, min(whole + words.MOST_PARTS + 1, len(values))):
            if values[n]:
                total, parts = total + values[n], parts | {n}
            if len(parts) > 1 and total == values[whole]:
                return parts
    return set()


def _part(place: Place) -> bool:
    """Whether the sum is only an instalment or the rest of a sum named before it."""
    left, value = place.left, place.money.value
    if place.previous and left.rstrip().endswith("Ⓜ"):
        whole = place.previous.value
        return bool(whole and value and value < whole and any(abs(value * n - whole) < 1 for n in range(2, 13)))
    if place.previous and words.PARTS_OF.search(left):
        whole = place.previous.value
        return bool(whole and value and any(abs(value * n - whole) < 1 for n in range(2, 61)))
    if words.EQUAL.search(left) and "monthly" not in left[-60:] and "Ⓜ" in place.context.lead + left:
        return True
    return bool(words.BALANCE.search(left))


def _form(place: Place) -> bool:
    """Whether the sum is an empty line of a report form."""
    if place.money.value is not None or place.money.redacted:
        return False
    return bool(words.FORM.search(place.left[-60:]) or words.FORMS.search(place.context.above))


def _excluded(left: str) -> bool:
    """Whether the words before say that the sum is nobody's pay; "$5 and $6" share what stands before both."""
    left = left[-320:]
    while True:
        found = words.NOT_LEFT.search(left)
        if found is None:
            linked = words.LINKED.search(left)
            if linked is None:
                return False
            left = left[: linked.start()]
            continue
        again = words.RESTART.search(left, max(found.start() - 20, 0))
        if again is None and not words.UNPAID.match(found[0]):
            again = words.PAYS_TALENT.search(left, found.start())
        if again is None:
            return True
        left = left[again.end() :]


def _last(text: str) -> str | None:
    return _last_of(list(words.CUES.finditer(text)))


def _last_of(cues: list[re.Match[str]]) -> str | None:
    return cues[-1].lastgroup if cues else None


def _telling(place: Place, after: re.Match[str] | None) -> str | None:
    """The kind that a word near the sum tells, if it tells more than "fee": before the sum, else behind it."""
    kinds = [c.lastgroup for c in place.close if c.lastgroup != "fixed_fee"]
    if kinds:
        return kinds[-1]
    return after.lastgroup if after and after.lastgroup not in ("fixed_fee", "equity") else None


def _rate(place: Place) -> str | None:
    """The kind of pay that a percentage is; None where it is a share of something that is no money."""
    left, right, context, base = place.left, place.right, place.context, place.base
    near = [c.lastgroup for c in place.close]
    if "benefits_contribution" in near or words.BENEFITS.search(right[:80]):
        return "benefits_contribution"
    if words.STOCK.search(right[:90]) or (words.STOCK.search(left[-50:]) and not base):
        return "equity" if words.GRANTS_STOCK.search(left) else None
    if "performance_bonus" in near:
        return "performance_bonus"
    if base:
        return "revenue_pool" if words.POOL.search(right[:140]) else "royalty"
    if words.OTHER_BASE.search(right):
        # Of the talent's pay: the agent's part, a supplement for hours, what is left of it after a cancellation, an instalment.
        if words.PART_OF_FEE.search(left[-120:]) or words.PART_DUE.search(right[:100]):
            return None
        fee = words.FEE.search(right[:80])
        again = due.AGAIN.search(context.sentence) or (fee and due.USED.search(place.trigger))
        return "usage_fee" if again else "other"
    if due.FOR_USAGE.match(right):
        return "usage_fee"
    if words.CHAIN.search(left) and (
        words.ROYALTY.search(context.sentence) or words.BASE.search(left[left.find("Ⓟ") + 1 :])
    ):
        return "royalty"  # "5 % of net sales, and 6 % above a million"
    told = f"{place.cell} {context.lead} {context.header} {context.above}" if context.row else place.cell
    return "royalty" if "royalty" in near or words.ROYALTY.search(told) else None
