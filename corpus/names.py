"""Names of companies and persons as contracts write them: where a name ends, and what cannot be one."""

import re

LONGEST = 130  # characters of a name

# Legal forms, as the last words of a name, in the cases they are written in: "as" and "co" in small letters are words.
# Strong ones end a name wherever they stand; others may go on ("Corporation of America").
_STRONG = (
    r"(?:S\.?A\.?\s[Dd][Ee]\sC\.\s?V|Incorporated|INCORPORATED|Inc|INC|inc|Limited|LIMITED|Ltda|LTDA|Ltd|LTD|ltd|L\.?\s?L\.?\s?C|llc|L\.?\s?L\.?\s?P|L\.\s?P|LP|P\.?L\.?C|plc|"
    r"GmbH|GMBH|Gmbh|KGaA|S\.\s?A\.\s?S|SAS|S\.?\s?[AÀà]\.?\s?[Rr]\.?\s?[Ll]|S\.\s?A|S/A|S\.\s?p\.\s?A|SpA|S\.?\s?[Rr]\.?\s?[Ll]|B\.\s?V|BV|N\.\s?V|NV|N\.\s?A|F\.?S\.?B|A/S|"
    r"Sp\. z o\.o|S\.A\.U|S\.L\.U|S\.L|ApS|d\.o\.o|s\.r\.o|Kft|Berhad|BERHAD|Oyj?|OÜ|UAB|K\.K|Pty|PTY|Pte|PTE|Pvt|PVT|G\.?I\.?E|P\.C|PBC|Sdn\.? Bhd|SDN\.? BHD|Bhd|BHD|S\. DE R\.L\. DE C\.V|S\.? de R\.?L\.? de C\.?V|[Aa]ktiengesellschaft|AKTIENGESELLSCHAFT)"
)
_WEAK = (
    r"(?:OOO|OAO|ZAO|PAO|[COP]?JSC|Corporation|CORPORATION|Corp|CORP|Company|COMPANY|Co|CO|AG|KG|AB|SA|A\.?S|KK|P\.A)"
)
FORM = rf"(?:{_STRONG}|{_WEAK})"
# Words that end the names of bodies that are no companies.
BODY = (
    r"(?:Trust|TRUST|Bank|BANK|Fund|FUND|Partnership|PARTNERSHIP|Association|ASSOCIATION|University|UNIVERSITY|Foundation|FOUNDATION|Authority|"
    r"AUTHORITY|Organization|ORGANIZATION|Institute|INSTITUTE|Council|COUNCIL)"
)
_HAS_FORM = re.compile(rf"(?<![\w.]){FORM}(?![\w&-])\.?")
_FORM_AT = re.compile(rf"(?!CO\.?,?\s+\d{{5}}|NV\b){FORM}(?![\w&-])\.?")
_IS_BODY = re.compile(rf"\s{BODY}$")
_FIGURE_WORD = re.compile(r"\d{1,2}[A-Z][a-z]")  # "3D Orlo", "Voices2Go"
_ENDS_IN_FORM = re.compile(rf"(?<![\w.])(?:{FORM}|{BODY})\.?\s*$")
_STRONG_INSIDE = re.compile(
    rf"(?<![\w.]){_STRONG}(?![\w&/’'-])\.?(?=\s+\(?(?!{FORM}(?![\w&-])|Partnership|PARTNERSHIP|Liability|LIABILITY|of\s+[A-Z]|&|\(\w|[dfa][/.]?[bk][/.]?a\b|DBA\b|dba\b|doing\b|formerly\b|f/s/o|de\s[CR]\.)[A-Z0-9a-z“\"])"
)
_ONLY_FORM = re.compile(
    rf"(?:(?:the\s+)?(?:{FORM}|{BODY}|(?:open|closed|public|private)?\s?joint[\s-]stock\s+company|limited\s+liability\s+company)\.?[\s,]*)+",
    re.I,
)
_QUOTED = re.compile(r"\s*[\"“«][A-Z][^\"”»\n]{1,60}[\"”»]")
_SHORTENED = re.compile(
    r"(?<!\w)(?:Inc|INC|Ltd|LTD|Corp|CORP|Co|CO|Bhd|BHD|\w\.[\w.]*\w)$"
)  # forms whose full stop is their own
_DEGREE = re.compile(r"(?:Jr|Sr|M\.?\s?D|Ph\.?\s?D|N\.?\s?D|D\.?O|D\.?D\.?S|Esq|II|III|IV)\b\.?")
_NATIONAL = re.compile(r"(?:National|NATIONAL)\s+(?:Association|ASSOCIATION)\b")  # "Orlo Bank, National Association"
# Where a name may end. `name_end` looks at each of these in turn.
_BORDER = re.compile(
    r"\s*\||\s*={3,}|\s*\(|\s*\[|\s*[;:]|\s*[\"“”]|\s*\n\s*\n|,?\s+(?:and|And|AND|und|&)(?:/or)?\s+|,\s*|\s+[-–—]+\s+|\.\s+(?=[A-Z])|\s*\n\s*|\s{3,}|\s(?=\d)|\s+(?=OF\s+\d)|\s+(?=[pP]/[kK]/[aA]\b)|\s+(?=(?:an?|whose|having|with|"
    r"located|organi[sz]ed|incorporated|residing|acting|through|which|who|hereinafter|hereafter|hereby|herein|at|on|under|duly|being|its|established|"
    r"as|is|are|of|for|in|dated|to|that|by|from|c/o|C/O|A|AN|registered|existing|solely|individually|collectively|effective|concerning|together|jointly|"
    r"regarding|relating|shall|will|set|agrees?|has|have|hereunto|pursuant|each|WHOSE|HAVING|IS|ARE|Address|ADDRESS)(?=[\s,:]))"
)
INNER_PAREN = re.compile(
    rf",?(?:\s*\((?:[A-Z][\w.&’' ]{{1,24}}|\d{{2,4}})\))+\s*,?\s*(?=(?!AN?\s)(?:[A-Z][\w&-]*\s+){{0,5}}?(?:[A-Z][\w&-]*,?\s+)?{FORM}\b)"
)
_OTHER_NAME = re.compile(
    r",?\s+\(?(?:d[./]?\s?b[./]?\s?a\b[./]?|f[./]?k[./]?a\b[./]?|a[./]?k[./]?a\b[./]?|doing\s+business\s+as|formerly\s+known\s+as|f/s/o|t/a)\s*:?\s*",
    re.I,
)
_FIRM = re.compile(r"[A-Z][\w.]+\s+(?:&|and)\s+[A-Z][\w.]+")  # "Reed, Stone & Hall"
_ADDRESS_LINE = re.compile(r"[^\n\d]{1,40}\s\d[\d\s]{0,8}(?:\n|\s{3}|,)")  # "Mill Lane 12", on a line of its own
_INITIAL = re.compile(r"(?:\b(?:St|Dr|DR|Mr|MR|Ms|MS|Mrs|MRS|Jr|JR|Sr|SR|Ft|Mt|No|Bros|U\.S|\w\.\w)|\b[A-Z])$")
_NOT_NAMES = re.compile(
    r"(?:this|that|these|those|the\s+(?:parties|following|undersigned|date|effective)|exhibit|article|section|witnesseth|each|both|parties|party|such|any|all|other|"
    r"certain|you|we|us|it|them|him|her(?!\s+majesty)|page|table|schedule|whereas|recitals|effective|date|january|february|march|april|may|june|july|august|september|october|"
    r"november|december|collectively|individually|together|accepted|agreed|acknowledged|source|background|agreement|term|suite|floor|room|building|attention|attn|telephone|fax|"
    r"successors?|p\.?o\.? box|(?:u\.?s\.?a?\.?|united states)(?!\.?\s+[a-z&])|whether|how|what|title|name)\b|\W",
    re.I,
)
_SHORT = re.compile(r"(?:in|if|for|to|on|at|of|with|as|one|two|an?|not|no|and|or|is|are|by|from)\b(?!\S)", re.I)
# What stands for a party and is no name: "the Company", "Licensor and Licensee".
ROLE = (
    r"(?:company|corporation|bank|trust|trustee|fund|licensor|licensee|franchisor|franchisee|distributor|reseller|customer|client|consultant|contractor|supplier|seller|buyer|"
    r"purchaser|vendor|provider|sponsor|owner|operator|agent|employee|employer|executive|lender|borrower|parties|members?|shareholders?|affiliates?|individual|partnership|"
    r"you|user|talent|artist|model|producer|promoter|developer|shipper|transporter|carrier|manufacturer|subscriber|publisher|host|investor|issuer|depositor|servicer|custodian|manager|"
    r"adviser|advisor|guarantors?|subsidiary|subsidiaries|holding\s+company|issuing\s+bank|legal\s+entity)"
)
_GENERIC = re.compile(
    rf"(?:the\s+|such\s+|each\s+)?(?:{ROLE}|.*\bparties|.*\bagreement|.*\bdate|securities|exchange commission)(?:\s+(?:and|or|of|by)\s+(?:the\s+)?(?:{ROLE}|\w+))?",
    re.I,
)
_SENTENCE = re.compile(r"\s(?:by|between|among|will|shall|hereby|has|have|is|are|may|must|which|that)\s")
_BODIES = "Institute|Centre|Center|Department|Ministry|University|Board|Office|Society|Bureau|Council|School|College|Academy|Museum|Bank|City|State|County|Trustees|Estate|Fund|Republic|Government|Commonwealth|Province"
_LEARNED = re.compile(rf"\b(?:{_BODIES}|{_BODIES.upper()})\b")
_FORM_BEHIND = re.compile(rf"(?:of|for|A|AN)\s+(?:the\s+)?(?:[A-Z][\w.’'-]*,?\s+){{0,4}}(?:{FORM}|{BODY})(?![\w&-])")


def has_form(name: str) -> bool:
    """Whether a legal form stands in a name."""
    return _HAS_FORM.search(name) is not None


def ends_in_form(name: str) -> bool:
    """Whether a name ends in a legal form, or in a word like "University"."""
    return _ENDS_IN_FORM.search(name) is not None or _OTHER_NAME.search(name) is not None


def name_end(text: str, at: int, stop: int) -> int:
    """Where the name that begins at `at` ends, at the latest at `stop`."""
    limit = min(stop, at + LONGEST)
    place = at
    end = limit
    while border := _BORDER.search(text, place, limit):
        going = _goes_on(text, at, border, limit)
        if going < 0:
            end = border.start()
            break
        place = going
    if text[end : end + 1] == "." and _SHORTENED.search(text[max(at, end - 8) : end]):
        end += 1
    strong = _STRONG_INSIDE.search(text, at, end)
    return strong.end() if strong else end


def _goes_on(text: str, at: int, border: re.Match[str], limit: int) -> int:
    """Where a name goes on behind a place where it might end; -1 where it does end."""
    name, words, behind = text[at : border.start()], border[0].strip(), border.end()
    other = _OTHER_NAME.match(text, border.start(), limit)
    if other:
        return other.end()
    if words in ('"', "“", "«") and _ONLY_FORM.fullmatch(name):  # 'Limited Liability Company "Orlo"'
        quoted = _QUOTED.match(text, border.start(), limit)
        return quoted.end() if quoted else -1
    if words == "(":
        inner = INNER_PAREN.match(text, border.start(), limit)
        return inner.end() if inner else -1
    if words == ",":
        if inner := INNER_PAREN.match(text, border.start(), limit):  # "Orlo Laboratories, (Tarn) Ltd."
            return inner.end()
        form = (
            _FORM_AT.match(text, behind, limit)
            or _DEGREE.match(text, behind, limit)
            or _NATIONAL.match(text, behind, limit)
        )
        if form:
            return form.end()
        return behind if not has_form(name) and _FIRM.match(text, behind, limit) else -1
    if words.strip(", ") in ("and", "And", "AND", "und", "&"):
        return behind if _joined(text, at, border, limit) else -1
    if words == ".":
        lined = "\n" in border[0] and has_form(name)  # what stands on the next line is of the company, not its form
        return behind if _INITIAL.search(name) or (_FORM_AT.match(text, behind, limit) and not lined) else -1
    if words[:1] in ("-", "–", "—"):
        return behind if words == "-" and not has_form(name) and text[behind : behind + 1].isupper() else -1
    if words:
        return -1
    if "\n" in border[0] or border[0].startswith("   "):
        ended = (
            border[0].count("\n") > 1
            or has_form(name)
            or _IS_BODY.search(name)
            or not text[behind : behind + 1].isupper()
        )
        return -1 if ended or _ADDRESS_LINE.match(text, behind) else behind
    if text[behind : behind + 1].isdigit():
        return -1 if has_form(name) and not _FIGURE_WORD.match(text, behind) else behind
    following = re.match(r"(\w+)\s+(?:the\s+|THE\s+)?([A-Z][a-z]|[A-Z]{2})", text[behind : min(limit, behind + 24)])
    if following and following[1] in ("of", "for", "A", "AN") and not _STRONG_INSIDE.search(f"{name} x"):
        body = (
            _LEARNED.search(name)
            or _FORM_BEHIND.match(text, behind, limit)
            or (has_form(name) and following[1] == "of")
        )
        return (
            behind + len(following[1]) if body else -1
        )  # "University of Ohio", "VITAMIN A LTD.", not "Ada Quill of Leeds"
    return -1


def _joined(text: str, at: int, border: re.Match[str], limit: int) -> bool:
    """Whether "and" stands inside a name: "Tate and Lyle Limited", "The Film and Entertainment Corporation"."""
    if border[0].count("\n") > 1:
        return False  # a line of its own
    name = text[at : border.start()]
    if name.isupper() and border[0].strip() == "and" and len(name.split()) > 1:
        return False  # small letters between names in capitals
    after = text[border.end() : min(limit, border.end() + 70)]
    if _ENDS_IN_FORM.search(name):
        return re.match(r"(?i)(?:co|company|sons|associates|trust\s+co(?:mpany)?)\b(?!\s*\()", after) is not None
    if "&" in border[0] or (_LEARNED.search(name) and re.match(r"[A-Z]\w+(?:\s[A-Z]\w+)*\s*[,(]", after)):
        return True
    following = re.match(
        rf"((?:(?:[A-Z][\w.’'-]*|of|the|&),?\s+){{0,5}}?)(?:{FORM}|Association|ASSOCIATION)(?![\w&-])", after
    )
    if not following:
        return False
    # "A and B Corp." are two where B Corp. is the last name of a list, one where the list goes on behind it.
    rest = text[border.end() + following.end() : border.end() + following.end() + 400]
    return (
        following[0].endswith(("ssociation", "SSOCIATION"))
        or bool(re.search(r"\)\s*[,;]?\s*(?:and|AND)\s|[;,]\s+and\s+[A-Z]", rest))
        or (name.isupper() and len(name.split()) < 6)
    )


def tidy(words: str) -> str:
    """A name on one line, without what careless punctuation leaves around it."""
    words = re.sub(
        r",?\s+(?:and/or|or)\s+(?:its\s+)?(?:assigns|affiliates|nominees)\b.*$|\s+(?:of|and|on|By|BY)$",
        "",
        " ".join(words.split()),
    )
    words = re.sub(r"^(?:Mr|MR|Ms|MS|Mrs|MRS)\.?\s+(?=[A-Z])", "", words)
    words = re.sub(r"^[\s,.*_“\"]+|[\s,*_:;]+$", "", words)
    return words if words.count('"') == 2 and words.endswith('"') else words.rstrip(' ,*_:;“"')


def is_name(name: str) -> bool:
    """Whether words can be the name of a party: capitals on most of them, no date, place in the text or pronoun."""
    words = name.split()
    if not 0 < len(words) <= 16 or len(name) < 3 or len(name) >= LONGEST - 1:
        return False
    if (
        _NOT_NAMES.match(name)
        or _GENERIC.fullmatch(name.rstrip("."))
        or _ONLY_FORM.fullmatch(name)
        or not any(map(str.isalpha, name))
        or "[" in name
        or "]" in name
    ):
        return False
    if re.fullmatch(
        r"[A-Z]{2}\s[\d-]+.*|[A-Z]{1,2}\d+-\d+\s.*|.*\b[A-Z]\d[A-Z]\s?\d[A-Z]\d|[\d\s.,/-]+|.*\b\d{5},?\s+(?:and|AND)\s.*|.*\s\d{5}(?:-\d{4})?|.*\b(?:Street|Avenue|Road|Boulevard|Suite|Floor|Drive)",
        name,
    ):
        return False
    if _SENTENCE.search(name) or (
        _SHORT.match(name) and not (words[0][0].isupper() and words[0] not in ("A", "An") and ends_in_form(name))
    ):
        return False
    if words[0].islower() and not re.search(r"[.\d-]", words[0]) and not (len(words) > 1 and words[1].isdigit()):
        return False
    big = sum(w[0].isupper() or w[0] in "&(" or w[0].isdigit() or any(map(str.isupper, w)) for w in words)
    return big >= 0.6 * len(words) or (ends_in_form(name) and len(words) < 6)
