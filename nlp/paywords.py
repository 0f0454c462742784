"""The words by which pay is told from other sums, over masked sentences.

Ⓣ talent side, Ⓒ company side, Ⓛ a likeness, Ⓡ a replica; Ⓜ a sum, Ⓟ a rate, Ⓢ a count of shares.
"""

import re


def any_of(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts), re.IGNORECASE)


# Words that name pay. The kind of the nearest one is the kind of the sum; the order decides between two that begin together.
CUES = re.compile(
    r"(?P<minimum_guarantee>\bMG\b|\b(?:guarantee[sd]?|guaranty|guaranteed)\b(?: minimum)?(?: royalt\w+)?|\bminimum (?:\w+ ){0,2}?(?:royalt\w+|guarantee|payment|compensation|fee)s?"
    r"|(?<!\bin )\badvances?\b(?! (?:written|notice|approval|payment earned)| of \w)|\b(?:non-)?recoup\w+|\bagainst (?:\w+ ){0,2}royalt)"
    r"|(?P<fixed_fee>\bsigning bonus|\b(?:base|annual|appearance|session|retainer|usage|licen[sc]e|sponsorship|flat|day|daily|hourly|endorsement|talent|engagement|consulting|service|studio)(?: \w+)? (?:fee|rate|payment|compensation)s?"
    r"|\b(?:fees?|buy-?outs?|retainer|salary|honorarium|stipend|day rate|rates?|lump sum|wages?)\b)"
    r"|(?P<performance_bonus>\bbonus(?:es)?\b|\bincentive\b|\baccomplishments?\b|\bfor an? (?:[\w-]+ ){0,3}(?:title|medal|record|personal best|podium|cap)\b|\b(?:wins?|winning|finish(?:es)?|victory|place finish|championship|podium)\b"
    r"|\b(?:if|should|when|in the event(?: that)?) (?:the )?Ⓣ (?:is |be )?(?:wins?|finish\w*|achieves?|qualif\w+|ranks?|ranked|named|selected|voted|elected|inducted|nominated|chosen|scores?|breaks?))"
    r"|(?P<residuals>\bresiduals?\b)"
    r"|(?P<benefits_contribution>\bcontributions? to (?:the )?(?:\w+ )?plans?\b|\b(?:pension|health|welfare|retirement|superannuation|P&H|P&W)\b)"
    r"|(?P<revenue_pool>\b(?:\w+ )?(?:pool|library|fund)\b(?! rais))"
    r"|(?P<usage_fee>\b(?:re-?use|renewal|further use|each use|per use|additional use) (?:fees?|payments?)\b|\bre-?use\b|\bfor (?:a|the|every|each|any) (?:second|third|fourth|fifth|further|additional|extra|next|following) (?:\w+ ){0,2}?(?:years?|terms?|periods?|territor\w+|countr\w+|seasons?)\b|\b(?:further|additional|each|every|per|any other) (?:\w+ )?(?:usages?|uses?)\b|\brepublication\b|\bfor the use of (?:each|every|any)\b|\busage\b[^.;ⓂⓅⓈ]{0,60}\bthereafter\b|\bgenerated (?:lines?|words|clips|audio|minutes)\b|\bfurther [\d,]+ \w+|\brenew\w*\b|\bextension\b|\bextend\w*\b|\boption\b(?! days?)"
    r"|\b(?:per|each|every) (?:1,?000|thousand|output|generation|generated|character|line|word|clip)s?\b|\bvoicings?\b|\beach time (?:the |a |an |Ⓣ's )?(?:Ⓡ|Ⓛ|\w+ )?\w* ?is used)"
    r"|(?P<creation_fee>\b(?:scan(?:s|ning|ned|ner)?|photogrammetry|capture|creation of|clon(?:e|ing)|digiti[sz]\w+|training data|onboarding)\b)"
    r"|(?P<equity>\b(?:shares of|common stock|stock|warrants?|equity|share options?|tokens)\b)"
    r"|(?P<royalty>\broyalt(?:y|ies)\b(?! free|-free)|\bcommissions? (?:of|equal|at|rate|on (?:(?:net|gross|all|the) )*(?:sales|revenues?|receipts))\b|\b(?:revenue|profit)[- ]shar\w+|\bper unit sold)",
    re.IGNORECASE,
)
RECORDING = any_of(
    r"\b(?:recording|studio|capture|scan\w*) (?:session|day|hour)s?\b",
    r"\bsession (?:fee|payment)s?\b",
    r"\bsessions?\b|\bbooth\b",
    r"\bfor (?:the |your |her |his )?(?:filming|recording)s?\b",
)
# One of these stands in whatever REPLICA finds: looking for them first is much quicker.
REPLICA_LETTERS = (
    "replica", "twin", "digital double", "clone", "avatar", "voice model", "speech model", "synthetic voice", "generated voice", "to speech", "to-speech",
)  # fmt: skip
REPLICA = any_of(
    r"digital (?:replica|double|twin)|\btwins?\b|(?:voice|speech) (?:clone|model|replica)|\bcloned? voice|\bavatar|(?:synthetic|generated) voice|\btext[- ]to[- ]speech"
)
PAY = any_of(
    r"\b(?:pay|pays|paid|gets?|got|gave|owes?|payable|payments?|paying|compensat\w+|remunerat\w+|fees?|royalt\w+|bonus\w*|receive[sd]?|entitled to|earns?|retainer|salary|"
    r"honorarium|stipend|consideration|advances?|guarantee[sd]?|wages?|rates?|residuals?|commissions?|pension|buyouts?|buy-outs?|usage|issue[sd]?|"
    r"grants?|provide|award\w*|reward\w*|per diem|installments?|instalments?|prices?|share|pool|fund|set aside|flat|shared|divided|distributed)\b"
)  # fmt: skip
TO_TALENT = any_of(
    r"(?:pay|compensate|remunerate|reward|credit|issue|grant|send)(?:s|ed|ing)? (?:to )?(?:the |each |all |our |participating |eligible )?Ⓣ",
    r"Ⓒ (?:(?:will|shall|may|also|then) ){0,2}pays? (?:an? |the )?(?:\w+ ){0,4}[ⓂⓅ]",
    r"\b(?:paid|payable|payments?|due|payouts?) (?:by Ⓒ )?to (?:the |each |all )?Ⓣ",
    r"Ⓣ(?:'s)? (?:\w+ ){0,3}(?:receives?|earns?|be paid|get paid|is paid|are paid|be entitled to|is entitled to|are entitled to|get|royalt\w+|share|payouts?|fee|earnings)\b",
)
FROM_TALENT = any_of(
    r"Ⓣ(?!'s (?:pay|fee)\b)(?:'s)? (?:[^.;ⒸⓂⓅⓈ]{0,50} )?(?:pay|pays|reimburse|refund|repay|remit|return|forfeit|indemnify|contribute|(?<!to )purchase|owes?|be charged|be billed|be liable|be responsible)\b",
    r"\b(?:payable|paid|borne|due|owed|owing) (?:by|from) (?:the )?Ⓣ",
    r"Ⓒ (?:[^.;ⓉⓂⓅⓈ]{0,50} )?(?:retains?|deducts?|withholds?|recovers?|charges?|keeps?|takes?|invoices?)\b",
)
COMPANY_SHARE = re.compile(r"Ⓒ (?:[^.;ⓉⓂⓅⓈ]{0,50} )?(?:receives?|earns?|entitled to|gets?)\b[^.;Ⓣ]*$", re.IGNORECASE)
PAYS = re.compile(
    r"Ⓒ (?:[^.;Ⓣ]{0,60} )?(?:pay|pays|compensate|remunerate|issue|grant|provide|make|remit|transfer|cause)\b|to (?:the )?Ⓣ\b",
    re.IGNORECASE,
)
# Sums that are nobody's pay, by the words before them ...
NOT_LEFT = any_of(
    r"\b(?:expenses?|costs?|reimburs\w+|per diem|lodging|airfare|hotel|meals?|lunch(?:es)?|snacks?|catering|travel(?! days?)|(?<!to )train|taxi|mileage|(?:expense|travel|meal|living|clothing|costume|lunch|meal|food|car|kit) allowances?|parking|tickets?|agent'?s'? (?:commission|fee)|commission of (?:the )?(?:agent|agency|manager)|weather days?|cancellation (?:fee|charge)s?|agency (?:commission|fee)|commission to (?:the )?(?:agent|agency|manager)|booking fee|taxes|tax|vat|withholding)\b[^.;ⓂⓅⓈ]{0,90}$",
    r"\b(?:insurance|insure[sd]?|coverage|umbrella|polic(?:y|ies))\b[^;]{0,200}$",
    r"\b(?:damages|liabilit(?:y|ies)|liable|penalt(?:y|ies)|fine|indemnif\w+|attorneys'? fees|filing fee|arbitrat\w+|claims?|lawsuit|dispute)\b[^;]{0,140}$",
    r"\b(?:interest|late (?:fee|charge|payment)s?|past[- ]due|overdue)\b[^.;]{0,90}$",
    r"\b(?:par value|exercise price|strike price|purchase price|closing price|market price|conversion price|nominal value|priced at|price of|(?<!\| )prices?|sold (?:by [^.;ⓂⓅⓈ]{1,30} )?(?:at|for)|(?:re)?(?:sells|retails) (?:[^.;ⓂⓅⓈ]{1,30} )?(?:at|for)|costs|retail value|market value|value of)\b[^.;ⓂⓅⓈ]{0,40}$",
    r"\b(?:stylists?|photographers?|make-?up artists?|hair|retouchers?|assistants?|printers?|vendors?|directors?|crew)(?:'s\b| (?:is|are|gets?|receives?)\b)[^.;Ⓣ]{0,40}$|\b[Ss]tudio(?: hire| rent\w*)?: $",
    r"\b(?:kit|equipment|studio|costume|gear) (?:rental|hire)\b[^.;ⓂⓅⓈ]{0,30}$|\btraded? at $|\bputs? (?:about )?$",
    r"\b(?:marketing|advertising|promotional|media|production|media buy) (?:\w+ ){0,2}(?:budget|spend\w*|expenditures?|dollars|commitment)\b[^.;ⓂⓅⓈ]{0,90}$",
    r"\b(?:budgets?|spend|expend|invest|allocate[sd]?|donat\w+|charit\w+|prize money|purse)\b[^.;ⓂⓅⓈ]{0,60}$",
    r"\bcredit is worth $",
    r"\b(?:sales|revenues?|receipts|profits?|turnover|volume|box office|gross(?! (?:remuneration|fee|salary|wage|pay|compensation|sum|amount))|budget|views|balance)\b (?:\([^()]{0,40}\) )?(?:\w+ ){0,3}?(?:of|was|were|reach\w*|pass(?:es)?|tops?|exceed\w*|exceeding|equal\w*|total\w*|above|over|between|in excess of|at least|more than|less than|up to)(?: (?:at least|more than|less than|or exceed\w*))? $",
    r"(?:\b(?:in excess of|exceed(?:s|ing)?|under|below|(?<!options )(?<!option )over|(?<!not )(?<!no )(?:more than|less than|greater than|fewer than)|lesser of)\b(?: an aggregate(?: of)?| a total of)?|\bcapped at|\b(?:reach(?:es|ed)?|pass(?:es|ed)|surpass(?:es|ed)?|tops|topped|hits)(?: (?:at least|a total of))?|\bup to a (?:cap|maximum|total) of|\b(?:cashed|paid) out (?:from|at|once)|[<>≥≤=]) ?$",
    r"\b(?:discrepanc\w+|underpa\w+|overpa\w+|understate\w*|shortfall|deficienc\w+|audit\w*|variance|error)\b[^.;]{0,120}$",
    r"\b(?:for|by way of) (?:example|illustration)\b[^;]{0,300}$",
    r"\b(?:discounts?|reserves?|(?<!in )returns?|packaging allowances?|reduc(?:e|ed|tion)|deduct\w*|decreas\w+|increas\w+ by|escalat\w+(?! to)|withh\w+|(?<!non-)(?<!non)refund\w*|forfeit\w*|unearned|terminate[sd]?|indebtedness|loans?(?!-out)|debt|refrain)\b[^.;ⓂⓅⓈ]{0,50}$",
    r"\b(?:agent|agency|manager)(?:'s)? (?:(?:shall|will|may|is|be) ){0,2}(?:receives?|deducts?|retains?|takes?|keeps?|entitled|paid)\b[^.;ⓂⓅⓈ]{0,40}$",
    r"\b(?:stock|shares?|warrants?|options?)\b[^.;ⓂⓅⓈ]{0,30} at (?:a price of )?$",
    r"Ⓟ ?\)? ?,? (?:i\.e\.|being|that is|=) $",
    r"\b(?:members|customers|subscribers|users|fans|visitors|viewers|buyers) (?:of [^.;ⓂⓅⓈ]{0,30} )?(?:pay|are charged)\b[^.;ⓂⓅⓈ]{0,40}$",
    r"\b(?:film|picture|game|product|project|programme|Ⓒ) (?:earns?|makes?|grosses|takes) $",
    r"\bis charged\b[^.;ⓂⓅⓈ]{0,40}$|\bcharges? a fee of $|\bcab\b[^.;ⓂⓅⓈ]{0,20}$",
    r"Ⓜ at $",
    r"\bof which $|\bnominal (?:fee|sum|payment|amount|consideration) of $|\brecovers? $",
    r"\b(?:entrance|admission|entry|withdrawal fee|minimum pay-?outs?|subscription (?:fee|price)s?|memberships?(?: fees?)?|(?:plan|copy|ticket|entrance|admission) (?:is|costs)|subscriptions? for (?:customers|users))\b[^.;ⓂⓅⓈ]{0,30}$",
    r"\b(?:own(?:s|ed|ing|ership)|(?<!s )(?<!ir )own|control(?:s|led)?|holds?|sell)\b[^.;ⓂⓅⓈ]{0,40}$",
)
# ... and after them.
NOT_RIGHT = any_of(
    r"^\)?,? (?:and (?:for )?)?(?:other )?good and valuable",
    r"^\)?,? (?:per|for each|each|any one) (?:occurrence|claim|accident|person|event|employee|incident)|^[^.;]{0,60}\b(?:per occurrence|combined single limit|umbrella|insurance|coverage)\b",
    r"^\)? (?:per (?:share|annum|month) (?:exercise|interest)|per share|par value|interest)\b|^\)? per (?:month|annum|year)[^.;]{0,40}\b(?:maximum|late|overdue|until paid)",
    r"^\)? of (?:the |its |such |all |any )?(?:[\w']+ ){0,2}(?:outstanding|voting|issued|area|surface|space|time|capital stock|equity interests|assets|employees|votes|signage|shares|audience)\b",
    r"^\)? (?:or (?:more|less|greater) )?(?:discount|off|markup|mark-up|tax|interest|deductible|margin|accura\w+|vat)\b",
    r"^[^.;ⓂⓅⓈ]{0,40}\bpaid by [^.;ⓂⓅⓈⓉ]{1,30} to the (?!Ⓣ)(?:vendor|supplier|studio|agen\w+|charity|union)",
    r"^[^.;ⓂⓅⓈ]{0,40}\b(?:is|are) not affected\b|^ (?:goes?|is given|are given) to (?:a |the )?(?!Ⓣ)|^ towards |^[^.;ⓂⓅⓈ]{0,20}\bcap\b",
    r"^[^.;ⓂⓅⓈ]{0,30}\bas (?:a |an )?(?:agreed |contractual )?(?:penalty|damages)\b",
    r"^[^.;ⓂⓅⓈ]{0,60}\bis (?:not|no) (?:pay|fee|salary|remuneration|compensation)\b",
    r"^[^.;ⓂⓅⓈ]{0,60}\b(?:prevail|arbitrat|damages|liabilit|(?:shall|will) be allocated|deem\w* to be unearned|be unearned|refundable and due)\b",
    r"^\)?,? (?:per \w+ )?(?:for|in|towards?|to cover|as) (?:[\w']+,? ){0,4}?(?:travel|groceries|food|expenses?|lodging|meals|hotel|per diem|airfare)\b",
)
BASE = re.compile(
    r"^\)?[\s,]*(?:of Ⓟ )?(?:royalt(?:y|ies) |commission |share )?(?:\([^()]{0,60}\) )?(?:of|on|from|in)\b[^.;ⓂⓅⓈ]{0,100}?\b(?P<base>(?:net|gross) (?:income|margin|sums?|amounts?|earnings)|sales?|revenues?|receipts?|proceeds|profits?|income|turnover|box office|takings|royalty base|wholesale|invoiced?|"
    r"subscriptions?|amounts? (?:received|collected|paid|(?:that |which )?(?:[\w']+ ){1,3}(?:receives?|pays?|collects?))|what (?:[\w']+ ){1,3}(?:receives?|pays?|earns?|collects?|gets?|takes in|makes)|monies|moneys|price|payments received|(?:licen[sc]e|licensing) fees)\b",
    re.IGNORECASE,
)
# "Of the price of each licence you receive Ⓟ"
BASE_BEFORE = re.compile(
    r"\b(?:of|from) (?:the |all |any |our |its )?(?:[\w']+ ){0,3}?(?:price|sales|revenues?|receipts|proceeds|income|profits?)\b[^.;ⓂⓅⓈ]{0,80}(?:receives?|earns?|gets?|paid) $",
    re.IGNORECASE,
)
OTHER_BASE = re.compile(
    r"^\)?[\s,]*(?:\([^()]{0,60}\) )?of\b[^.;ⓂⓅⓈ]{0,60}?\b(?:buy-?outs?|fees?|rate|compensation|salary|value|remuneration|payment|amount|sum)\b",
    re.IGNORECASE,
)
STOCK = any_of(r"\b(?:stock|shares|equity|warrants?|options)\b")
UNITS = (
    ("year", r"(?:(?:calendar|contract|licen[sc]e|fiscal|full|further|additional) )?years?|annum"),
    ("half-year", r"six months|half[- ]year"),
    ("quarter", r"(?:calendar )?quarter"),
    ("month", r"(?:(?:calendar|additional|further|extra) )?months?|(?:30|thirty) days"),
    ("week", r"weeks?"),
    ("day", r"(?:\w+ )?days?(?: worked)?"),
    ("hour", r"(?:[\w-]+ )?(?:hours?|hrs?)"),
    ("character_1000", r"(?:1,?000|one thousand|thousand) (?:\w+ )?characters"),
    ("session", r"(?:\w+ )?sessions?"),
    ("appearance", r"(?:[\w-]+ )?(?:appearances?|events?|performances?|visits?|engagements?|bouts?|fights?|concerts?|lessons?)"),
    ("post", r"(?:[\w-]+ )?(?:posts?|reels?|stor(?:y|ies)|tweets?|videos?)(?: \w+)?"),
    ("project", r"(?:\w+ )?(?:projects?|campaigns?|productions?|titles?)"),
    ("episode", r"(?:\w+ )?(?:episodes?|programmes?|programs?)"),
    ("use", r"(?:\w+ )?(?:uses?|usages?|outputs?|generations?|commercials?|spots?|advertisements?|clips?|minutes?|lines?|words?|renewals?|plays?|streams?|shots?|scenes?)"),
    ("image", r"(?:\w+ )?(?:images?|photographs?|photos?|pictures?)"),
    ("unit", r"(?:\w+ )?(?:units?|items?|cop(?:y|ies)|products?|pairs?|pieces?|downloads?|books?|albums?|users?)"),
)  # fmt: skip
PER = tuple((name, re.compile(rf"(?:{words})(?!\w)", re.IGNORECASE)) for name, words in UNITS)
EACH = re.compile(
    r"(?:\bper|/|\bfor (?:each|every|any)|\b(?:in |during |of |on )?(?:each|every)|^ ?an?\b)\s?", re.IGNORECASE
)
# A thing counted that is none of the units.
THING = re.compile(
    r"(?!(?:time|occasion|one|seasons?|terms?|licen[sc]e|party|person|cent)\b)(?:(?:additional|further|extra|approved|new) )?[a-z][\w-]+",
    re.IGNORECASE,
)
EACH_OF = re.compile(r"\W{0,3}(?:each|apiece)\b(?! \w+ing\b)", re.IGNORECASE)
NEXT_SUM = re.compile(r"[,;]|\band\b|\bplus\b", re.IGNORECASE)
IN_PARTS = re.compile(r"\b(?:in|by) (?:[\w-]+ ){0,3}(?:parts|instal+ments|payments)\b", re.IGNORECASE)
ROW_UNIT = re.compile(
    r"\b(?:(?P<day>days?(?: rate| fee| player)?)|(?P<hour>(?:first|further|additional|extra) hours?)|(?P<session>\d-hour (?:session|call))|(?P<post>(?:reel|story|post|tweet)(?: set)?))"
    r"\b(?: rate| fee| player)*(?: \([^()]*\))?[\s.:|@–-]*$",
    re.IGNORECASE,
)
_ORDINAL = r"(?:first|second|third|fourth|fifth|sixth|final|that|next|each|every|any)"
PERIODS = (
    (
        "year",
        any_of(
            rf"\b(?:for|in|of) (?:the |a )?{_ORDINAL} (?:(?:contract|licen[sc]e|option|further) )?year\b",
            r"\b(?:contract|licen[sc]e) year \d\b|\bin year (?:one|two|three|\d)\b",
            r"\bannual(?:ly)?\b",
            r"\byearly\b",
            r"\bp\.\s?a\.",
            r"\bper annum\b",
        ),
    ),
    ("month", any_of(r"\bmonthly\b")),
    ("week", any_of(r"\bweekly\b")),
    ("day", any_of(r"\b(?:daily|day (?:rate|fee))\b")),
    ("hour", any_of(r"\bhourly\b")),
)
TOTAL = any_of(
    r"\b(?:one[- ](?:time|off)|lump[- ]sum|flat|total|aggregate|the sum of|for the term|in full|buy-?out|all rights)\b"
)
EQUAL = re.compile(
    r"\bequal (?:\w+[,-]? ?){0,3}?(?:installments?|instalments?|payments?) (?:[^.;ⓂⓅⓈ]{0,30} )?(?:of|in the amount of) $",
    re.IGNORECASE,
)
# Exclusions that hold even where the sentence goes on with "shall pay".
UNPAID = any_of(
    r"expense|cost|reimburs|per diem|lodging|airfare|hotel|meal|travel|train|taxi|mileage|allowance|parking|ticket",
    r"(?:for|by way of) (?:example|illustration)",
)
PAYS_TALENT = re.compile(
    r"\bpays? (?:to )?(?:the )?Ⓣ (?=(?:an?|the sum|the amount) |$)|Ⓣ (?:(?:shall|will) )?(?:receives?|earns?) (?=an? |$)",
    re.IGNORECASE,
)
# Behind these words a new statement begins, to which an exclusion before them does not reach.
RESTART = re.compile(
    r"\bplus\b|\b(?:and|but) (?:also )?pays\b|\band (?:in any (?:event|case) )?(?:not|no) less than\b|\band at least\b|(?<!nominal )\b(?:fee|royalty|bonus|salary|retainer|advance|guarantee|honorarium) of\b|(?<=in addition to)[^.;ⓂⓅⓈ]{0,120}\b(?:pay|paid|receives?)\b",
    re.IGNORECASE,
)
LINKED = re.compile(r"Ⓜ\s?(?:[^.;ⓂⓅⓈⓉⒸ]{0,40} )?(?:and|or|to|-) ?$", re.IGNORECASE)
IN_SHARES = any_of(
    r"\b(?:shares|stock|options|warrants)\b[^;ⓂⓅⓈ]{0,220}\b(?:have|having|has|with) a (?:\w+ )?value of $",
    r"\bⓂ (?:worth|in value) of (?:\w+ ){0,3}(?:stock|shares)",
)
FORM = re.compile(
    r"\b(?:total|subtotal|balance|less|earned|amount)\b[^.;]*$", re.IGNORECASE
)  # the lines of a report form
# A step of a scale, and the words before a sum that lead up to it.
SCALE = re.compile(r"(?:(?:than|over|above|under|up to|[<>]) ?)?Ⓜ(?: ?(?:to|-|through) ?Ⓜ)? \|? ?$", re.IGNORECASE)
HEAD = re.compile(
    r"\b(?:sum|amount|payments?|instal?lments?|pay|paid|receives?|equal to|buy-?out)\b[^.;ⓂⓅⓈ]{0,45}$", re.IGNORECASE
)
PERIOD_NAMES = frozenset({"year", "half-year", "quarter", "month", "week"})
FORMS = any_of(r"\b(?:statement|report|invoice|form of)\b")
INSTALMENT = any_of(r"\b(?:instal?lments?|balance|upon|payments of|each|deposit)\b")
DEFINITE = re.compile(
    r"\b(?:the|such|said|this|that|those|these)(?: (?:first|initial|full|foregoing))? $", re.IGNORECASE
)
# Behind these words other pay is named, or a condition begins.
APART = re.compile(
    r"\b(?:apart from|in addition to|besides|on top of|separate\w* from|not (?:an? )?advance)\b|,? and,? (?=if\b|for\b|when\b)|\b(?:and|plus) (?:an?|the) ",
    re.IGNORECASE,
)
RECOUPED = any_of(
    r"\brecoup|\bcreditable\b|\b(?:set off|offset|credited|deducted|counted) (?:in full )?against\b[^.;]{0,30}(?:royalt|share)|\bagainst (?:\w+ ){0,2}royalt"
)
MEANT = any_of(r"\((?:each|together|the|this|an?)?[^()]{0,20}[\"“][^\"”]{0,20}(?:guarantee|advance)")
AT_LEAST = re.compile(r"\b(?:(?:not|no|never) less than|at least|minimum(?: of)?) (?:an? )?$", re.IGNORECASE)
KILLED = any_of(r"\bkill fees?\b|\bcancell?ation\b|\bin lieu of\b|\bseverance\b")
MONEY = any_of(
    r"\b(?:money|pay|payments?|fees?|compensation|remuneration|price|earnings|rewards?|payouts?|(?:Ⓣ|Ⓣ's|your|my) share|(?:do|will) (?:I|you|Ⓣ) (?:get|earn)|(?:I|you|Ⓣ) (?:get|earn)s?)\b"
)
AT_A_PRICE = any_of(
    r"\bat Ⓜ ?(?:an?|per|each|for (?:each|every|the))\b|\bfor Ⓜ ?(?:an?|per|each)\b|Ⓜ (?:each|apiece)\b"
)
PRICED_WORK = any_of(
    r"\b(?:sessions?|days?|hours?|recordings?|re-?shoots?|takes?|revis\w+) [^.;ⓂⓅⓈ]{0,60}\b(?:at|costs?) (?:Ⓜ|$)"
)
# In a sheet of rows: the work or use that a sum pays for.
WORK = any_of(
    r"\b(?:days?|nights?|hours?|hrs?|sessions?|fittings?|scan\w*|usages?|buy-?outs?|shoots?|performances?|appearances?|reels?|posts?|stor(?:y|ies)|episodes?|overtime|rehearsals?|licen[sc]e|pick-?ups?|retakes?|revis\w+|versions?|lines?|songs?|spots?|links?|mentions?)\b|\bper use\b"
)
ON_TOP = re.compile(
    r"\bplus (?:an? )?guaranteed (?:[\w-]+ )?(?:base|fee|retainer|salary|payment|sum)[^.;]*$", re.IGNORECASE
)
IN_GOODS = re.compile(r"[^.;ⓂⓅⓈ]{0,60}\bin (?:\w+ )?(?:vouchers?|gift cards?|goods|store credit)\b", re.IGNORECASE)
FREE = re.compile(r"[^.;ⓂⓅⓈ]{0,30}\b(?:free of charge|for free|at no (?:cost|charge))\b", re.IGNORECASE)
PARTS_OF = re.compile(r"\b(?:quarterly|half-yearly|yearly|equal) (?:parts|instal+ments|payments) of $", re.IGNORECASE)
MOST_PARTS = 12  # instalments of one sum
PAYABLE = any_of(
    r"\b(?:payable|paid|as follows|instal+ments?|parts|payments|namely)\b|\b(?:on|upon) (?:signature|signing|execution)\b"
)
# "If that comes to less than $900 a year, the Company makes up the difference."
SHORT = re.compile(r"\b(?:less than|below|under|short of) $", re.IGNORECASE)
MAKES_UP = any_of(r"\b(?:makes? (?:it )?up|tops? (?:it )?up|pays? the (?:difference|shortfall|balance))\b")
FEE = any_of(r"\b(?:fees?|rate|buy-?outs?|compensation|remuneration)\b")
FLAT = re.compile(r" (?:flat|lump sum|one-off)\b", re.IGNORECASE)
PERCENT_OF = re.compile(r"Ⓟ ?\)? of $")
WHOLE = re.compile(r" (?:in )?total\b| fee\b", re.IGNORECASE)
# Between two rates of one royalty.
CHAIN = re.compile(
    r"Ⓟ\)?[^.;ⓂⓈⓅ]{0,90}?(?:,| and| or| to| then| plus|, (?:from|above|beyond|after) [^,.;ⓂⓈⓅ]{0,40}) (?:\w+ percent \()?$",
    re.IGNORECASE,
)
FLOOR = re.compile(r"\b(?:greater|higher|larger) of\b[^.;]{0,200}$", re.IGNORECASE)
GIFT = re.compile(
    r"\b(?:products?|goods|merchandise|equipment|apparel|clothing|samples?|gifts?|wardrobe|vouchers?|gift cards?|store credit|(?<!one )(?<!an )(?<!a )(?<!each )credits?|bicycles?|shoes|membership|subscription|(?:day )?pass(?:es)?)\b[^.;ⓂⓅⓈ]{0,60}\b(?:value|worth|valued at|list price|retail price)\b[^.;ⓂⓅⓈ]{0,20}$"
    r"|\b(?:provides?|suppl(?:y|ies)|gives?|furnish\w*|receives?)\b[^.;ⓂⓅⓈ]{0,90}\b(?:retail|market|list) (?:value|price)(?: of)? $"
    r"|\b(?:vouchers?|gift cards?|store credit) (?:for|of|over) $"
    r"|\bfree\b[^.;ⓂⓅⓈ]{0,60}\bup to $",
    re.IGNORECASE,
)
ANNOUNCES = any_of(
    r":\s*$", r"\bfollow(?:s|ing)\b", r"\bbelow\b", r"\bschedule\b", r"\bscale\b", r"\bset (?:forth|out)\b"
)
VERB = any_of(
    r"\b(?:shall|will|is|are|was|were|has|have|may|agrees?|pays?|must|gets?|receives?|earns?|becomes?|gives?|participates?)\b"
)
THRESHOLD = any_of(r"\b(?:sales|units|volume|threshold|level|views|tier|revenue|turnover)\b")
NEAR = 70  # characters between the word for the pay and the sum
ONCE = frozenset({"fixed_fee", "creation_fee", "equity", "in_kind"})  # kinds paid once where no period is stated
OFTEN = 3  # mentions of a replica
# A limit of a scale: "Ⓜ to Ⓜ Ⓜ", "over Ⓜ Ⓜ"; the part payment beside a sum.
BETWEEN_RIGHT = re.compile(r"\s*(?:to|-|through|and)\s*Ⓜ\s+[ⓂⓅ]")
BETWEEN_LEFT = re.compile(r"Ⓜ\s*(?:to|-|through)\s*$")
LIMIT_LEFT = re.compile(r"\b(?:than|over|above|under|below|up to|exceeding)\s*$", re.IGNORECASE)
BESIDE = re.compile(r"\s*(?:or more |and above )?\|?\s*[ⓂⓅ]")
SUM_BESIDE = re.compile(r"\s*\|?\s*Ⓜ")
# "Scanning fee (clause 5.1)": a schedule repeats what the clause says.
REFERS = re.compile(r"\((?:see |under )?(?:clause|section|paragraph|para\.?|§) ?[\d.]+[^()]{0,20}\)", re.IGNORECASE)
PART_OF_FEE = any_of(
    r"\bcommission\b|\bovertime\b|\b(?:further|extra|additional|night) (?:hours?|shoots?|work)\b|\bcancel|\bpostpone|\bdeposit\b"
)
PART_DUE = any_of(
    r"\b(?:on|upon|at|after|before) (?:the )?(?:signature|signing|booking|delivery|acceptance|completion|publication|execution|commencement)\b|\b(?:further|extra|additional) hours?\b|\bcancel"
)
BALANCE = re.compile(r"\bthe balance of $", re.IGNORECASE)
PAY_COLUMN = any_of(r"fee|pay|bonus|royalt|remunerat|rate")
BY_TALENT = re.compile(r"\b(?:payable|paid|borne) (?:by|from) (?:the )?Ⓣ")
RIGHTS = any_of(r"\b(?:rights?|licen[sc]e|buy-?out|further|usage|use)\b")
SHARED = any_of(r"royalt|[Ⓟ%]|\bper (?:thousand |1,?000 )?(?:play|use|stream|download|character|minute|unit)")
MINIMUM = any_of(r"\bminimum|guarantee")
GRANTED = re.compile(
    r"\b(?:issue|grant|receive|provide|award|entitled|warrants?|options?|form of|consideration|compensation|paid|pay)\w*\b[^.;Ⓢ]{0,140}$",
    re.IGNORECASE,
)
GRANT_HEAD = re.compile(
    r"\b(?:(?:warrants?|options?|right) to (?:purchase|acquire|buy)|issue|grant|receive|provide)\b[^.;Ⓢ]{0,60}$",
    re.IGNORECASE,
)
GRANTS_STOCK = any_of(r"\b(?:issue|grant|receive|earn|entitled|equity|represent)")
VALUED = any_of(r"\b(?:value|worth|valued|vouchers?|gift cards?)\b")
BENEFITS = any_of(r"\b(?:pension|health|welfare)")
POOL = any_of(
    r"\b(?:pool|library|fund)\b|\b(?:equally|divided|shared|split) (?:equally )?(?:among|between) (?:all|the|every)"
)
ROYALTY = any_of(r"royalt|\bshare\b")
YEARLY = any_of(r"\bannual|\bper year|(?:each|every|contract|licen[sc]e) year")
PRICED = frozenset({"performance_bonus", "usage_fee", "benefits_contribution"})
