"""Whether a sum in a sentence is pay of the talent side, which kind of pay, and per what."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from ..corpus.model import Kind
from .money import Money


def _any(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts), re.IGNORECASE)


# Words that name pay. The kind of the nearest one is the kind of the sum; the order decides between two that begin together.
_CUES = re.compile(
    r"(?P<minimum_guarantee>\b(?:guarantee[sd]?|guaranty|guaranteed)\b(?: minimum)?(?: royalt\w+)?|\bminimum (?:\w+ ){0,2}?(?:royalt\w+|guarantee|payment|compensation|fee)s?"
    r"|(?<!\bin )\badvances?\b(?! (?:written|notice|approval|of|payment earned))|\b(?:non-)?recoup\w+|\bagainst (?:\w+ ){0,2}royalt)"
    r"|(?P<fixed_fee>\bsigning bonus|\b(?:base|annual|appearance|session|retainer|usage|licen[sc]e|sponsorship|flat|day|daily|hourly|endorsement|talent|engagement|consulting|service|studio)(?: \w+)? (?:fee|rate|payment|compensation)s?"
    r"|\b(?:fees?|retainer|salary|honorarium|stipend|day rate|rates?|lump sum|wages?)\b)"
    r"|(?P<performance_bonus>\bbonus(?:es)?\b|\bincentive\b|\baccomplishments?\b|\b(?:wins?|winning|finish(?:es)?|victory|place finish|championship|podium)\b"
    r"|\b(?:if|should|when|in the event(?: that)?) (?:the )?Ⓣ (?:is |be )?(?:wins?|finish\w*|achieves?|qualif\w+|ranks?|ranked|named|selected|voted|elected|inducted|nominated|chosen|scores?|breaks?))"
    r"|(?P<residuals>\bresiduals?\b)"
    r"|(?P<benefits_contribution>\b(?:pension|health|welfare|retirement|superannuation|P&H|P&W)\b)"
    r"|(?P<revenue_pool>\b(?:\w+ )?(?:pool|library|fund)\b(?! rais))"
    r"|(?P<usage_fee>\b(?:re-?use|renewal|further use|each use|per use|additional use) (?:fees?|payments?)\b|\bre-?use\b|\b(?:further|additional|each|every|per|any other) (?:\w+ )?(?:usages?|uses?)\b|\brenew\w*\b|\bextension\b|\bextend\w*\b|\boption\b"
    r"|\b(?:per|each|every) (?:1,?000|thousand|output|generation|generated|character|line|word|clip)s?\b|\bvoicings?\b|\beach time (?:the |a |an |Ⓣ's )?(?:Ⓡ|Ⓛ|\w+ )?\w* ?is used)"
    r"|(?P<creation_fee>\b(?:scan(?:s|ning|ned)?|capture|creation of|clon(?:e|ing)|digiti[sz]\w+|training data|onboarding)\b)"
    r"|(?P<equity>\b(?:shares of|common stock|stock|warrants?|equity|share options?|tokens)\b)"
    r"|(?P<royalty>\broyalt(?:y|ies)\b(?! free|-free)|\bcommissions? (?:of|equal|at|rate|on (?:(?:net|gross|all|the) )*(?:sales|revenues?|receipts))\b|\b(?:revenue|profit)[- ]shar\w+|\bper unit sold)",
    re.IGNORECASE,
)
_RECORDING = _any(r"\b(?:recording|studio|capture|scan\w*|filming) (?:session|day|hour)s?\b", r"\bsession (?:fee|payment)s?\b", r"\bsessions?\b")
_REPLICA = _any(r"digital (?:replica|double|twin)|voice (?:clone|model|replica)|\bcloned? voice|\bavatar|synthetic voice|\btext[- ]to[- ]speech")
_PAY = _any(
    r"\b(?:pay|pays|paid|payable|payments?|paying|compensat\w+|remunerat\w+|fees?|royalt\w+|bonus\w*|receives?|entitled to|earns?|retainer|salary|"
    r"honorarium|stipend|consideration|advances?|guarantee[sd]?|wages?|rates?|residuals?|commissions?|pension|buyouts?|buy-outs?|usage|issue[sd]?|"
    r"grants?|provide|award\w*|reward\w*|per diem|installments?|instalments?|share of|pool|shared|divided|distributed)\b"
)  # fmt: skip
_TO_TALENT = _any(
    r"(?:pay|compensate|remunerate|reward|credit|issue|grant|send)(?:s|ed|ing)? (?:to )?(?:the |each |all |our |participating |eligible )?Ⓣ",
    r"\b(?:paid|payable|payments?|due|payouts?) (?:by Ⓒ )?to (?:the |each |all )?Ⓣ",
    r"Ⓣ(?:'s)? (?:\w+ ){0,3}(?:receives?|earns?|be paid|get paid|is paid|are paid|be entitled to|is entitled to|are entitled to|get|royalt\w+|share|payouts?|fee|earnings)\b",
)
_FROM_TALENT = _any(
    r"Ⓣ(?:'s)? (?:[^.;ⒸⓂⓅⓈ]{0,50} )?(?:pay|pays|reimburse|refund|repay|remit|return|forfeit|indemnify|contribute|purchase|owes?|be charged|be billed|be liable|be responsible)\b",
    r"\b(?:payable|paid|borne|due|owed|owing) (?:by|from) (?:the )?Ⓣ",
    r"Ⓒ (?:[^.;ⓉⓂⓅⓈ]{0,50} )?(?:retains?|deducts?|withholds?|recovers?|charges?|keeps?|invoices?)\b",
)
_COMPANY_SHARE = re.compile(r"Ⓒ (?:[^.;ⓉⓂⓅⓈ]{0,50} )?(?:receives?|earns?|entitled to|gets?)\b[^.;Ⓣ]*$", re.IGNORECASE)
_PAYS = re.compile(r"Ⓒ (?:[^.;Ⓣ]{0,60} )?(?:pay|pays|compensate|remunerate|issue|grant|provide|make|remit|transfer|cause)\b|to (?:the )?Ⓣ\b", re.IGNORECASE)
# Sums that are nobody's pay, by the words before them ...
_NOT_LEFT = _any(
    r"\b(?:expenses?|costs?|reimburs\w+|per diem|lodging|airfare|hotel|meals?|travel|mileage|allowance|parking|tickets?|agent'?s'? (?:commission|fee)|agency (?:commission|fee)|commission to (?:the )?(?:agent|agency|manager)|booking fee|taxes|tax|vat|withholding)\b[^.;ⓂⓅⓈ]{0,90}$",
    r"\b(?:insurance|insured|coverage|umbrella|polic(?:y|ies))\b[^;]{0,200}$",
    r"\b(?:damages|liabilit(?:y|ies)|liable|penalt(?:y|ies)|fine|indemnif\w+|attorneys'? fees|filing fee|arbitrat\w+|claims?|lawsuit|dispute)\b[^;]{0,140}$",
    r"\b(?:interest|late (?:fee|charge|payment)s?|past[- ]due|overdue)\b[^.;]{0,90}$",
    r"\b(?:par value|exercise price|strike price|purchase price|closing price|market price|conversion price|nominal value|priced at|price of|prices?|sold (?:at|for)|retail value|market value|value of)\b[^.;ⓂⓅⓈ]{0,40}$",
    r"\b(?:marketing|advertising|promotional|media|production|media buy) (?:\w+ ){0,2}(?:budget|spend\w*|expenditures?|dollars|commitment)\b[^.;ⓂⓅⓈ]{0,90}$",
    r"\b(?:budgets?|spend|expend|invest|allocate[sd]?|donat\w+|charit\w+|prize money|purse)\b[^.;ⓂⓅⓈ]{0,60}$",
    r"\b(?:sales|revenues?|receipts|profits?|turnover|volume)\b (?:\([^()]{0,40}\) )?(?:\w+ ){0,3}?(?:of|reach\w*|exceed\w*|exceeding|equal\w*|total\w*|above|over|between|in excess of|at least|more than|less than|up to)(?: (?:at least|more than|less than|or exceed\w*))? $",
    r"(?:\b(?:in excess of|exceed(?:s|ing)?|under|below|(?<!options )(?<!option )over|(?<!not )(?<!no )(?:more than|less than|greater than|fewer than)|lesser of)\b(?: an aggregate(?: of)?| a total of)?|[<>≥≤=]) ?$",
    r"\b(?:discrepanc\w+|underpa\w+|overpa\w+|understate\w*|shortfall|deficienc\w+|audit\w*|variance|error)\b[^.;]{0,120}$",
    r"\b(?:for|by way of) (?:example|illustration)\b[^;]{0,300}$",
    r"\b(?:discounts?|reserves?|returns?|allowances?|reduc(?:e|ed|tion)|deduct\w*|decreas\w+|increas\w+|escalat\w+|withh\w+|refund\w*|forfeit\w*|unearned|terminate[sd]?|indebtedness|loans?|debt|refrain)\b[^.;ⓂⓅⓈ]{0,50}$",
    r"\b(?:own(?:s|ed|ing|ership)?|control(?:s|led)?|holds?|sell)\b[^.;ⓂⓅⓈ]{0,40}$",
)
# ... and after them.
_NOT_RIGHT = _any(
    r"^\)?,? (?:and (?:for )?)?(?:other )?good and valuable",
    r"^\)?,? (?:per|for each|each|any one) (?:occurrence|claim|accident|person|event|employee|incident)|^[^.;]{0,60}\b(?:per occurrence|combined single limit|umbrella|insurance|coverage)\b",
    r"^\)? (?:per (?:share|annum|month) (?:exercise|interest)|per share|par value|interest)\b|^\)? per (?:month|annum|year)[^.;]{0,40}\b(?:maximum|late|overdue|until paid)",
    r"^\)? of (?:the |its |such |all |any )?(?:[\w']+ ){0,2}(?:outstanding|voting|issued|area|surface|space|time|capital stock|equity interests|assets|employees|votes|signage|shares|audience|products)\b",
    r"^\)? (?:or (?:more|less|greater) )?(?:discount|off|markup|mark-up|tax|interest|deductible|margin|accura\w+|vat)\b",
    r"^[^.;ⓂⓅⓈ]{0,60}\b(?:prevail|arbitrat|damages|liabilit|(?:shall|will) be allocated|deem\w* to be unearned|be unearned|refundable and due|travel|expenses|lodging|meals|hotel)\b",
)
_BASE = re.compile(
    r"^\)?[\s,]*(?:royalt(?:y|ies) |commission |share )?(?:\([^()]{0,60}\) )?(?:of|on|from|in)\b[^.;ⓂⓅⓈ]{0,100}?\b(?P<base>(?:net|gross) (?:income|margin|sums?|amounts?|earnings)|sales?|revenues?|receipts?|proceeds|profits?|income|turnover|royalty base|wholesale|invoiced?|"
    r"subscriptions?|amounts? (?:received|collected|paid)|monies|moneys|price|payments received|(?:licen[sc]e|licensing) fees)\b",
    re.IGNORECASE,
)
_OTHER_BASE = re.compile(
    r"^\)?[\s,]*(?:\([^()]{0,60}\) )?of\b[^.;ⓂⓅⓈ]{0,60}?\b(?:fees?|rate|compensation|salary|value|remuneration|payment|amount|sum)\b", re.IGNORECASE
)
_STOCK = _any(r"\b(?:stock|shares|equity|warrants?|options)\b")
_UNITS = (
    ("year", r"(?:(?:calendar|contract|licen[sc]e|fiscal|full|further|additional) )?years?|annum"),
    ("half-year", r"six months|half[- ]year"),
    ("quarter", r"(?:calendar )?quarter"),
    ("month", r"(?:calendar )?months?"),
    ("week", r"weeks?"),
    ("day", r"(?:\w+ )?days?(?: worked)?"),
    ("hour", r"(?:[\w-]+ )?hours?"),
    ("character_1000", r"(?:1,?000|one thousand|thousand) (?:\w+ )?characters"),
    ("session", r"(?:\w+ )?sessions?"),
    ("appearance", r"(?:[\w-]+ )?(?:appearances?|events?|performances?|visits?|engagements?)"),
    ("post", r"(?:[\w-]+ )?(?:posts?|reels?|stor(?:y|ies)|tweets?|videos?)(?: \w+)?"),
    ("project", r"(?:\w+ )?(?:projects?|campaigns?|productions?|titles?)"),
    ("episode", r"(?:\w+ )?(?:episodes?|programmes?|programs?)"),
    ("use", r"(?:\w+ )?(?:uses?|usages?|outputs?|generations?|commercials?|spots?|advertisements?|clips?|minutes?|lines?|words?|renewals?)"),
    ("image", r"(?:\w+ )?(?:images?|photographs?|photos?|pictures?)"),
    ("unit", r"(?:\w+ )?(?:units?|items?|cop(?:y|ies)|products?|pairs?|pieces?|downloads?|books?|albums?|users?)"),
)  # fmt: skip
_PER = tuple((name, re.compile(rf"(?:{words})(?!\w)", re.IGNORECASE)) for name, words in _UNITS)
_EACH = re.compile(r"(?:\bper|/|\bfor (?:each|every|any)|\b(?:in |during |of |on )?(?:each|every)|\ban?)\s?", re.IGNORECASE)
_PERIODS = (
    ("year", _any(r"\bannual(?:ly)?\b", r"\byearly\b", r"\bp\.\s?a\.", r"\bper annum\b")),
    ("month", _any(r"\bmonthly\b")),
    ("week", _any(r"\bweekly\b")),
    ("day", _any(r"\b(?:daily|day rate)\b")),
    ("hour", _any(r"\bhourly\b")),
)
_TOTAL = _any(r"\b(?:one[- ](?:time|off)|lump[- ]sum|flat|total|aggregate|the sum of|for the term|in full|buy-?out|all rights)\b")
_EQUAL = re.compile(r"\bequal (?:\w+[,-]? ?){0,3}?(?:installments?|instalments?|payments?) (?:[^.;ⓂⓅⓈ]{0,30} )?(?:of|in the amount of) $", re.IGNORECASE)
# Behind these words a new statement begins, to which an exclusion before them does not reach.
_RESTART = re.compile(
    r"\bplus\b|\b(?:fee|royalty|bonus|salary|retainer) of\b|(?<=in addition to)[^.;ⓂⓅⓈ]{0,120}\b(?:pay|paid|receives?)\b", re.IGNORECASE
)
_LINKED = re.compile(r"Ⓜ\s?(?:[^.;ⓂⓅⓈⓉⒸ]{0,40} )?(?:and|or|to|-) ?$", re.IGNORECASE)
_IN_SHARES = _any(r"\b(?:shares|stock|options|warrants)\b[^;ⓂⓅⓈ]{0,220}\b(?:have|having|has|with) a (?:\w+ )?value of $", r"\bⓂ (?:worth|in value) of (?:\w+ ){0,3}(?:stock|shares)")
_FORM = re.compile(r"\b(?:total|subtotal|balance|less|earned|amount)\b[^.;]*$", re.IGNORECASE)  # the lines of a report form
# A step of a scale, and the words before a sum that lead up to it.
_SCALE = re.compile(r"(?:(?:than|over|above|under|up to|[<>]) ?)?Ⓜ(?: ?(?:to|-|through) ?Ⓜ)? \|? ?$", re.IGNORECASE)
_HEAD = re.compile(r"\b(?:sum|amount|payments?|instal?lments?|pay|paid|receives?|equal to|buy-?out)\b[^.;ⓂⓅⓈ]{0,45}$", re.IGNORECASE)
_PERIOD_NAMES = frozenset({"year", "half-year", "quarter", "month", "week"})
_FORMS = _any(r"\b(?:statement|report|invoice|form of)\b")
_INSTALMENT = _any(r"\b(?:instal?lments?|balance|upon|payments of|each|deposit)\b")
_DEFINITE = re.compile(r"\b(?:the|such|said|this|that|those|these)(?: (?:first|initial|full|foregoing))? $", re.IGNORECASE)
_FOR_EACH = re.compile(r"(?:^|[.;:] )\W*(?:\w{1,3}[.)] )?(?:[\w ]{1,30}\. )?(?:for (?:each|every)|each time|every time|whenever)\b(?P<what>[^.;ⓂⓅⓈ]{0,160})", re.IGNORECASE)
_OWN_WORK = _any(r"\b(?:hour|day|session|appearance|event|post|performance|episode|visit|week|month|year|win|victory|shoot)\b")
_SOLD = _any(r"\b(?:sold|sale)\b")
_FLOOR = re.compile(r"\b(?:greater|higher|larger) of\b[^.;]{0,200}$", re.IGNORECASE)
_GIFT = re.compile(r"\b(?:products?|goods|merchandise|equipment|apparel|clothing|samples?|gifts?|wardrobe|vouchers?|gift cards?|store credit|credits?)\b[^.;ⓂⓅⓈ]{0,60}\b(?:value|worth|valued at)\b[^.;ⓂⓅⓈ]{0,20}$", re.IGNORECASE)
_ANNOUNCES = _any(r":\s*$", r"\bfollow(?:s|ing)\b", r"\bbelow\b", r"\bschedule\b", r"\bscale\b", r"\bset (?:forth|out)\b")
_VERB = _any(r"\b(?:shall|will|is|are|has|have|may|agrees?|pays?|must)\b")
_THRESHOLD = _any(r"\b(?:sales|units|volume|threshold|level|views|tier|revenue|turnover)\b")
_NEAR = 70  # characters between the word for the pay and the sum
_ONCE = frozenset({"fixed_fee", "creation_fee", "equity", "in_kind"})  # kinds paid once where no period is stated
_OFTEN = 4  # mentions of a replica


@dataclass(frozen=True, slots=True)
class Pay:
    """A verdict: this is pay. shown: the part of the masked sentence that shows it."""

    kind: str
    per: str | None
    shown: tuple[int, int]
    again: bool = False  # named with "the": perhaps only a reference to a sum named before
    row: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """A masked sentence or table row and what stands above it."""

    sentence: str
    plain: str  # the sentence with nobody masked
    header: str  # first row of the table
    lead: str  # the words that announce a list or table
    above: str  # headings
    table: bool


def speaks_of_replica(text: str) -> bool:
    """Whether the text is about a copy of a person, so that a recording session makes the replica; a mention is not enough."""
    return sum(1 for _ in islice(_REPLICA.finditer(text), _OFTEN)) >= _OFTEN


def wants_lead(sentence: str) -> bool:
    """Whether a sentence leaves to the words before it what its sums are for: an item, a row, a fragment."""
    return not _VERB.search(sentence) or not _PAY.search(sentence)


def lead_in(text: str) -> str:
    """The last sentence of `text` that announces payment, with what follows it; empty if none does."""
    parts = re.split(r"(?<=[.;]) (?=[A-Z(\d])", text)
    for n in range(len(parts) - 1, max(-1, len(parts) - 6), -1):
        if _PAY.search(parts[n]) and _ANNOUNCES.search(parts[n]):
            return " ".join(parts[n:])[:900]
    return ""


class Judge:
    """Decides sum by sum. In platform terms only what is plainly paid to the user counts."""

    def __init__(self, kind: Kind, *, replica: bool) -> None:
        self._strict = kind == "terms"
        self._replica = replica

    def judge(self, money: Money, inside: Sequence[Money], number: int, place: int, context: Context) -> Pay | None:
        """What the sum at `place` of the sentence pays; None if it is no pay of the talent."""
        text = context.sentence
        left, right = text[:place], re.sub(r"^ (?=[,;).:])", "", text[place + 1 :])
        skipped = len(text) - place - 1 - len(right)
        row = context.table or self._row_like(text)
        special = _IN_SHARES.search(left[-320:]) or _GIFT.search(left[-160:])
        if (not special and self._excluded(left)) or _NOT_RIGHT.search(right[:160]) or self._threshold(inside, number, text, place, f"{context.header} {context.lead[-300:]} {context.above}"):
            return None
        cell = _cell(context, place) if " | " in text else ""
        if cell and _THRESHOLD.search(cell) and not re.search(r"(?i)fee|pay|bonus|royalt|remunerat|rate", cell):
            return None
        if not special and not self._paid(money, left, right, context, row):
            return None
        if _EQUAL.search(left) and "monthly" not in left[-60:] and "Ⓜ" in context.lead + left:
            return None  # a part of a sum named before
        if money.value is None and not money.redacted and (_FORM.search(left[-60:]) or _FORMS.search(context.above)):
            return None
        kind, at = self._kind(money, left, right, context, row, cell)
        if kind is None:
            return None
        per, until = _per(left, right, context, row)
        if per is None and not row and kind in _ONCE and not _INSTALMENT.search(f"{left[-70:]} {right[:50]}"):
            per = "total"
        if money.measure == "rate":
            per = per if per in _PERIOD_NAMES else None
        start = place - _shown_left(left, row, at)
        until = max(until, _shown_right(right))
        return Pay(kind, per, (start, len(text) - len(text[place + 1 :]) + until + skipped), bool(_DEFINITE.search(left)), row)

    @staticmethod
    def _excluded(left: str) -> bool:
        """Whether the words before say that the sum is nobody's pay; "$5 and $6" share what stands before both."""
        left = left[-320:]
        while True:
            found = _NOT_LEFT.search(left)
            if found is None:
                linked = _LINKED.search(left)
                if linked is None:
                    return False
                left = left[: linked.start()]
                continue
            restart = _RESTART.search(left, max(found.start() - 20, 0))
            if restart is None:
                return True
            left = left[restart.end() :]

    @staticmethod
    def _row_like(text: str) -> bool:
        return not _VERB.search(text)

    @staticmethod
    def _threshold(inside: Sequence[Money], number: int, text: str, place: int, above: str) -> bool:
        """Whether the sum is a limit of a scale ("Ⓜ to Ⓜ Ⓜ", "over Ⓜ Ⓜ") or the part payment beside a sum."""
        left, right = text[:place], text[place + 1 :]
        if re.match(r"\s*(?:to|-|through|and)\s*Ⓜ\s+[ⓂⓅ]", right) or (re.search(r"Ⓜ\s*(?:to|-|through)\s*$", left) and re.match(r"\s*[ⓂⓅ]", right)):
            return True
        if re.search(r"(?i)\b(?:than|over|above|under|below|up to|exceeding)\s*$", left) and re.match(r"\s*(?:or more |and above )?[ⓂⓅ]", right):
            return True
        value, beside = inside[number].value, inside[number + 1].value if number + 1 < len(inside) else None
        if value and beside and value >= 5 * beside and re.match(r"\s*\|?\s*Ⓜ", right) and _THRESHOLD.search(above):
            return True  # "Net Sales | Payment": the larger sum is what has to be sold
        if number and re.search(r"Ⓜ\s*$", left):
            whole, part = inside[number - 1].value, inside[number].value
            return bool(whole and part and part < whole and any(abs(part * n - whole) < 1 for n in range(2, 13)))
        return bool(re.search(r"(?i)\bthe balance of $", left))

    def _paid(self, money: Money, left: str, right: str, context: Context, row: bool) -> bool:
        near = left[-200:] + "Ⓜ" + right[:120]
        if self._strict:
            whole = context.sentence if not row else f"{context.lead} {context.sentence}"
            return bool(_TO_TALENT.search(whole)) and not _FROM_TALENT.search(near)
        given = [m.end() for m in _FROM_TALENT.finditer(left)]
        if given and not _PAYS.search(left, max(given[-1] - 20, 0)) and not _TO_TALENT.search(left[given[-1] - 20 :]):
            return False
        if money.measure == "rate" and _COMPANY_SHARE.search(left[-160:]):
            return False
        if re.search(r"\b(?:payable|paid|borne) (?:by|from) (?:the )?Ⓣ", right[:80]):
            return False
        if _PAY.search(context.sentence):
            return True
        return bool(_PAY.search(f"{context.lead} {context.header}") or (row and _PAY.search(context.above)))

    def _kind(
        self, money: Money, left: str, right: str, context: Context, row: bool, cell: str
    ) -> tuple[str | None, int | None]:
        """The kind of pay and where in the sentence the word for it begins, if before the sum and near."""
        if money.measure == "shares":
            return self._shares(left, right)
        if _IN_SHARES.search(left[-320:]):
            return "equity", None
        if gift := _GIFT.search(left[-160:]):
            return "in_kind", max(0, len(left) - 160) + gift.start()
        cues = list(_CUES.finditer(left))
        last_sign = max(left.rfind(s) for s in "ⓂⓅⓈ")
        close = [c for c in cues if c.start() > last_sign and c.end() >= len(left) - _NEAR]
        after = _CUES.search(right[: _until_sign(right)][:90])
        shown = close[-1].start() if close else None
        if money.measure == "rate":
            return self._rate(left, right, context, close, row, cell), shown
        for text in (cell, context.lead if row and not close and not after else ""):
            if text and (found := list(_CUES.finditer(text))):
                return self._refined(found[-1].lastgroup or "", left, right, context), 0 if row else shown
        kind = self._nearest(close, after, cues)
        if kind is None and row:
            found = list(_CUES.finditer(f"{context.above} {context.lead} {context.header}"))
            kind = found[-1].lastgroup if found else None
        return self._refined(kind or "fixed_fee", left, right, context), shown if shown is not None or not row else 0

    @staticmethod
    def _nearest(close: list[re.Match[str]], after: re.Match[str] | None, cues: list[re.Match[str]]) -> str | None:
        telling = [c for c in close if c.lastgroup != "fixed_fee"]
        if telling:
            return telling[-1].lastgroup
        if after and after.lastgroup not in ("fixed_fee", "equity"):
            return after.lastgroup
        if close:
            return close[-1].lastgroup
        return cues[-1].lastgroup if cues else None

    def _refined(self, kind: str, left: str, right: str, context: Context) -> str:
        """The kind, corrected by what a bare word cannot tell."""
        if kind == "fixed_fee" and self._replica and _RECORDING.search(left[-80:] + " " + right[:60]):
            return "fixed_fee" if re.search(r"(?i)\b(?:rights?|licen[sc]e|buy-?out|further|usage|use)\b", right[:120]) else "creation_fee"
        if kind in ("fixed_fee", "royalty") and _FLOOR.search(left) and re.search(r"(?i)royalt|[Ⓟ%]", left):
            return "minimum_guarantee"
        if kind == "fixed_fee" and (each := _FOR_EACH.search(left)):
            if _SOLD.search(each["what"]):
                return "royalty"
            return kind if _OWN_WORK.search(each["what"]) else "usage_fee"
        if kind == "royalty" and re.search(r"(?i)\bminimum|guarantee", left[-60:]):
            return "minimum_guarantee"
        return kind

    @staticmethod
    def _shares(left: str, right: str) -> tuple[str | None, int | None]:
        if re.search(r"(?i)\b(?:issue|grant|receive|provide|award|entitled|warrants?|options?|form of|consideration|compensation|paid|pay)\w*\b[^.;Ⓢ]{0,140}$", left):
            start = re.search(r"(?i)\b(?:(?:warrants?|options?|right) to (?:purchase|acquire|buy)|issue|grant|receive|provide)\b[^.;Ⓢ]{0,60}$", left)
            return "equity", start.start() if start else None
        return None, None

    def _rate(self, left: str, right: str, context: Context, close: list[re.Match[str]], row: bool, cell: str) -> str | None:
        plain = context.plain
        base = _BASE.search(right) or _BASE.search(plain[_nth_sign(plain, left) + 1 :])
        near = [c.lastgroup for c in close]
        if "benefits_contribution" in near or re.search(r"(?i)\b(?:pension|health|welfare)", right[:80]):
            return "benefits_contribution"
        if _STOCK.search(right[:90]) or (_STOCK.search(left[-50:]) and not base):
            return "equity" if re.search(r"(?i)\b(?:issue|grant|receive|equity|represent)", left) else None
        if "performance_bonus" in near:
            return "performance_bonus"
        if base:
            pool = re.search(r"(?i)\b(?:pool|library|fund)\b", right[:140])
            return "revenue_pool" if pool else "royalty"
        if _OTHER_BASE.search(right):
            return "usage_fee" if re.search(r"(?i)(?<!not to )(?<!not )\b(?:renew|extend|re-?use|further use|additional (?:use|territor|year))", context.sentence) else "other"
        if "royalty" in near or cell and re.search(r"(?i)royalt|share", cell):
            return "royalty"
        if row and re.search(r"(?i)\broyalt", f"{context.lead} {context.header} {context.above}"):
            return "royalty"
        return None


def _shown_left(left: str, row: bool, at: int | None) -> int:
    """How many characters before the sum show what it is for: the word for the pay, the row's label, or "pay ... "."""
    if row:
        if scale := _SCALE.search(left):
            return len(left) - scale.start()
        label = left[max(left.rfind(sign) for sign in "ⓂⓅⓈ") + 1 :]
        label = re.split(r"[;,] (?:plus |and )?", label)[-1].lstrip(" ,;)")
        return min(len(label), 160)
    if at is not None:
        return len(left) - at
    head = _HEAD.search(left)
    return len(left) - head.start() if head else 0


def _shown_right(right: str) -> int:
    """How many characters after the sum say of what or for what it is paid."""
    right = right[: _until_sign(right)]
    if base := _BASE.match(right) or _OTHER_BASE.match(right):
        return base.end()
    after = _CUES.search(right[:90])
    return after.end() if after and after.lastgroup in ("performance_bonus", "usage_fee", "benefits_contribution") else 0


def _nth_sign(plain: str, left: str) -> int:
    """Where in the plain sentence the sign stands that follows `left` in the masked one."""
    before = sum(c in "ⓂⓅⓈ" for c in left)
    return [i for i, c in enumerate(plain) if c in "ⓂⓅⓈ"][before]


def _until_sign(text: str) -> int:
    found = re.search("[ⓂⓅⓈ;]", text)
    return found.start() if found else len(text)


def _cell(context: Context, place: int) -> str:
    """The header above the cell that holds the sum, with the row's first cell."""
    column = context.sentence[:place].count(" | ")
    heads = context.header.split(" | ")
    return heads[column] if column < len(heads) else ""


def _per(left: str, right: str, context: Context, row: bool) -> tuple[str | None, int]:
    """Per what the sum is paid, and how far to the right of it the words for that reach."""
    for match in _EACH.finditer(right, 0, 60):
        if re.search("[ⓂⓅⓈ;.]", right[: match.start()]):
            break
        for name, words in _PER:
            if found := words.match(right, match.end()):
                return name, found.end()
    near = right[: min(_until_sign(right), 40)]
    for text in (near, left[-60:]):
        for name, words in _PERIODS:
            if words.search(text):
                return name, 0
    before = left[-90:]
    for match in _EACH.finditer(before):
        for name, words in _PER:
            if words.match(before, match.end()):
                return name, 0
    if row:
        announced = f"{context.header} {context.lead}"
        if re.search(r"(?i)\bannual|\bper year|(?:each|every|contract|licen[sc]e) year", announced + left):
            return "year", 0
    if _TOTAL.search(left[-60:] + " " + near):
        return "total", 0
    return None, 0
