"""How long a contract runs: its term, when it expires and how it renews."""

import re
from collections.abc import Iterator
from typing import Any

import re2

from . import dates
from .lengths import ORDINALS, Duration, Length, lengths
from .model import Span
from .term_clause import LEAST, features, weight
from .wording import Told, sentences

_ANNIVERSARY = re.compile(
    rf"\b(?:until|through|end\w*|expir\w+|terminat\w+|continu\w+|means|period\s+of|longer\s+of|earlier\s+of|later\s+of|events?)\b[^.;]{{0,90}}?\b(?<!each\s)(?P<word>{'|'.join(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))\s*(?:\(\d{{1,2}}\s?(?:st|nd|rd|th)?\)\s*)?(?:\(\w+\)\s*)?(?:year\s+)?anniversary\b",
    re.I,
)
# "unless sooner terminated", which says nothing of how long.
_UNLESS = re.compile(
    r"\b(?:unless|except\s+as|subject\s+to)\s+(?:(?:and\s+until|it\s+is|sooner|earlier|previously|otherwise|this\s+agreement\s+is|the\s+agreement\s+is|either\s+party)\s+)*(?:the\s+|any\s+)?(?:earlier\s+)?(?:terminat|cancel)\w*"
    r"(?:\s+(?:earlier|sooner|as\s+(?:set\s+forth|provided|hereinafter)))?(?:\s+(?:of|by)\s+either\s+party)?"
)
_UNLESS_WORD = re.compile(r"unless|except\s+as|subject\s+to")
_IN_FORCE = re.compile(r"\b(?:in\s+(?:full\s+)?(?:force|effect)|continu\w+|effective|govern)\b")
_ENDS = re.compile(
    r"\b(?:until|expir\w+|ends?|ending|through|for\s+(?:a|the|an|its|such)|term\s+of|date\s+(?:set|specified))\b"
)
_EVENT: Any = re2.compile(
    r"\b(?:until|upon|on|with|for\s+the\s+duration\s+of|(?:date|day)\s+(?:on\s+which|that))\s+(?:the\s+)?(?:(?:date\s+of\s+(?:the\s+)?|last\s+|first\s+|final\s+|earlier\s+of\s+|later\s+of\s+|earliest\s+(?:to\s+occur\s+)?of\s+)*)"
    r"(?:expir|terminat|complet|payment|closing|end\s+of|conversion|lease|\(a\)|\(i\))\w*|\b[A-Z]\w+\s+Date\b",
)
# "the Expiration Date", "the Service Period": an end that has a definition of its own.
_NAMED_END = re.compile(
    r"\b(?:the|its)\s+((?:[A-Z][\w-]+\s+(?:of\s+)?){1,3}(?:Date|Period|Term))\b(?<!Effective Date)(?<!Commencement Date)"
)
_YEAR_END = re.compile(
    r"\buntil\s+(?:the\s+)?end\s+of\s+(?:the\s+)?(?:(?:current\s+)?calendar\s+year\b|(?:(?:calendar\s+)?year\s+)?(?P<year>(?:19|20)\d\d)\b)|\bthrough\s+(?:the\s+(?:end\s+of\s+)?)?(?:(?:calendar\s+)?year\s+)?(?P<through>(?:19|20)\d\d)\b",
    re.I,
)
# Sentences that speak of other things' force, and definitions of years and quarters.
_NEVER: Any = re2.compile(
    r"\b(?:unenforceab\w+|invalid\w*|severab\w+|remaining\s+(?:terms|provisions|portions))\b|[\"“](?:\w+\s+)?(?:Year|Quarter|Month)[\"”]\s+(?:shall\s+)?means?\b|\b(?i:preferred\s+stock)\b"
)
CUES = (
    "term of", "term shall", "term will", "term is", "term means", "term\" ", "term:", "terms of this agreement", "initial term", "initial period", "year term",
    "shall continue", "will continue", "continues in", "in effect", "in force", "full force", "be effective", "effective until", "effective through",
    "expir", "terminate on", "terminate upon", "until terminated", "gives notice", "for a period of", "commence on", "begin on", "ending on", "extend for", "extend until",
    "anniversary", "indefinite", "perpetu", "unlimited period", "duration", "concluding", "service period", "license period", "termination date", "end date", "period:", "terms of the", "shall end", "will end", "terminated as", "agreement is for", "term begins", "term commences", "commences on", "begins on", "ends on", "ends at", "shall last", "will last", "remains effective", "remain effective", "valid through", "term commencing", "shall terminate", "valid for", "valid until", "for a term", "fixed term", "contract period",
)  # fmt: skip
ABOUT = re.compile(
    r"\b(?:this|the|said)\s+(?:\w+\s+){0,5}?(?:agreement|contract|lease|licen[cs]e|amendment|appointment|venture|engagement|franchise)\b|\b(?:employment|engagement)\s+(?:shall|will)\b|\bhereby\s+(?:engages|appoints|retains|employs)\b|\b(?:expiration|termination|expiry|end)\s+date\b|\b(?:contract|service|licen[cs]e|initial)?\s*period\s*[:\"”]|\bterms?\b|\bduration\b|\binitial\s+period\b|\bhereunder\b|\bhereof\b"
)
OTHER = re.compile(
    r"\b(?:surviv\w+|after\s+the\s+term|sell\w*|confidential\w*|warrant(?:y|ies)|cure|curing|invoice|inspect\w*|records?|insurance|non-?compet\w+|shall\s+not\s+(?:solicit|compete)|"
    r"option\s+(?:shall|to\s+purchase)|audit|after\s+(?:the\s+)?(?:expiration|termination)|following\s+(?:the\s+)?(?:expiration|termination)|breach\w*|default|"
    r"force\s+majeure|copyright|statute|purchase\s+order|sell-off|wind\w*\s+down|notice\s+period|prior\s+written\s+notice\s+of\s+termination\s+for\s+cause|vest\w*|interest\s+rate|patent\w*)\b"
)
_RUNS = re.compile(
    r"\b(?:continu\w+|commenc\w+|begin\w*|start\w*|remain\w*\s+in|in\s+(?:full\s+)?(?:force|effect)|expir\w+|terminat\w+|end(?:s|ing)?|effective|extend\w*|conclud\w+|duration|valid|initial|"
    r"shall\s+be|will\s+be|is|means?|for\s+a\s+(?:term|period)|term\s+of|:)"
)
_UNTIL = re.compile(
    r"\b(?:until|through|thru|ending|concluding|ends?|expir\w+|terminat\w+|conclud\w+|up\s+to|continu\w+\s+to|and\s+ending|to)\b(?:\s+(?:on|at|as\s+of|upon|and|including|midnight|the|close|of|business|later\s+than|no|date|"
    r"term|expiration|date|is|be|shall|will|earlier|later|of:?|\(?[ai]\)|completion|last|day|11:59|12:00|[ap]\.?m\.?|p\.m\.,?|[A-Z][a-z]+\s+time|automatically|inclusive|end|means|\W))*[\s:]*$",
    re.I,
)
_FROM = re.compile(
    r"^[\s,]*(?:(?:term|period|anniversary|date|thereafter|each|in\s+duration|calculated|in\s+length|\([^)]{0,80}\)|,|unless[^,]{0,80},)\s*)*"
    r"(?P<link>(?:from|after|following|commencing|beginning|starting|of|as\s+of|since|and\s+shall\s+commence|and\s+shall\s+begin|that\s+commences|effective|which\s+(?:shall\s+)?(?:commences?|begins?))\b"
    r"(?:\s+(?:and|from|on|upon|with|as|of|at|after|including|the))*)\s*(?P<ref>.{0,90})",
    re.I | re.S,
)
_THEREAFTER = re.compile(
    r"\s*(?:\([^)]{0,40}\)\s*)?(?:thereafter|(?:after|following|from)\s+(?:(?:the|its|such|any|effective|date\s+of)\s+)*(?:expir|terminat|cessation|end\b))",
    re.I,
)
_KNOWN = re.compile(
    r"(?:(?:the|its|such)\s+)?(?:said\s+)?(?:[\"“]?effective\s+date|date\s+(?:hereof|of\s+(?:this|the)\s+(?:\w+\s+){0,3}(?:agreement|contract|amendment)|first\s+(?:above\s+)?(?:written|set\s+forth)|of\s+(?:its\s+|the\s+)?(?:execution|signing|signature)|"
    r"(?:on\s+which\s+)?(?:this\s+|the\s+)?(?:agreement|contract)\s+(?:is|was)\s+(?:signed|executed)|above|indicated|stated|set\s+forth\s+above|of\s+last\s+signature|signed|of\s+this\s+document|(?:this\s+\w+\s+)?(?:is|was)\s+(?:signed|executed))|this\s+(?:agreement|contract)\b(?!['’])|commencement\s+date|execution\s+(?:date|hereof|of\s+this)|signing|signature|"
    r"agreement\s+date|start\s+date|hereof|thereof|date\s+this\s+agreement|date\s+of\s+commencement|contract\s+date|such\s+date|that\s+date|effectiveness|start\s+of\s+this\s+agreement)",
    re.I,
)
_STARTS = re.compile(
    r"\b(?:commenc(?!ement\s+date)\w*|begin\w*|start(?!\s+date)\w*|from|effective(?=\s+(?:on|upon|as|from)))\b(?:\s+(?:on|upon|as\s+of|from|the|of|and|with))*\s*",
    re.I,
)
_PERPETUAL: Any = re2.compile(
    r"\b(?:until|unless)\s+(?:and\s+(?:until|unless)\s+)?(?:it\s+is\s+|sooner\s+|earlier\s+|otherwise\s+|either\s+party\s+)*(?:terminat|cancel)\w*|\bperpetu\w+|\bindefinite\w*|\bunlimited\s+(?:period|duration|time)|\bno\s+(?:fixed|set)\s+term|"
    r"\b(?:until|unless)\s+(?:and\s+(?:until|unless)\s+)?(?:either|any|one|a)\s+party\s+(?:gives|shall\s+give|provides|terminat|notif)|\bso\s+long\s+as\b|\bas\s+long\s+as\b|\bwill\s+end\s+when\s+terminated|\buntil\s+(?:such\s+time\s+as\s+)?(?:it\s+is\s+|either\s+|any\s+|one\s+)?(?:\w+\s+){0,4}?terminat\w+"
)
_REACH = 460  # characters of a sentence on either side of a cue


def read_duration(text: str, lower: str, cues: list[int], since: str | None) -> Duration:
    """Term and expiration. lower: `text` in small letters; cues: where CUES stand; since: the day from which the term runs, as an ISO prefix, if known."""
    best, best_score = Duration(), LEAST
    for start, runs in clauses(text, lower, cues, since):
        score = weight(features(lower, start, runs))
        if score > best_score:
            best, best_score = runs, score
    if best.expiration is None and best.term:
        end = _defined_end(text, text[best.term.span.start : best.term.span.end], since)
        best = Duration(best.term, end) if end else best
    return best


def _defined_end(text: str, words: str, since: str | None) -> Told | None:
    """The end that a sentence on the term only names: "until the Expiration Date", where that is defined elsewhere."""
    for name in dict.fromkeys(_NAMED_END.findall(words)):
        for defined in re.finditer(rf"[\"“]?{re.escape(name)}[\"”]?\s*(?:(?:shall\s+)?means?|is|:)\s", text):
            if date := dates.at(text, defined.end(), 10):
                return Told(date.iso, Span(defined.start(), date.span.end))
            following = text[defined.start() : defined.end() + _REACH // 2]
            runs = _runs(following.split("\n\n")[0], defined.start(), since)
            if runs.expiration and runs.expiration.value != "perpetual":
                return runs.expiration
    return None


def clauses(text: str, lower: str, cues: list[int], since: str | None) -> Iterator[tuple[int, Duration]]:
    """The sentences that may tell how long the contract runs: where each begins, and what it says."""
    for start, end in sentences(text, cues, _REACH):
        if not ABOUT.search(lower, start, end) or not _RUNS.search(lower, start, end):
            continue
        words = text[start:end]
        if _NEVER.search(words):
            continue
        runs = _runs(words, start, since)
        if runs.term or runs.expiration:
            yield start, runs


def _runs(words: str, start: int, since: str | None) -> Duration:
    """What a sentence says of the term and of its end."""
    whole = Span(start, start + len(words.rstrip()))
    for date in dates.dates(words):
        if _UNTIL.search(words[max(0, date.span.start - 70) : date.span.start]):
            return Duration(Told(f"until {date.iso}", whole), Told(date.iso, whole))
    if ("end of" in words or "through" in words) and (end_of_year := _YEAR_END.search(words)):
        year = end_of_year["year"] or end_of_year["through"] or (since or "")[:4]
        if year:
            return Duration(Told(f"until {year}-12-31", whole), Told(f"{year}-12-31", whole, year not in words))
    anniversary = _ANNIVERSARY.search(words) if "nniversary" in words else None
    for length, a, b in lengths(words):
        if anniversary and anniversary.start() < a:
            break
        if _of_another(words, length, a, b):
            continue
        after = words[b : b + 180]
        told = _from(after, since)
        if told is None and not _FROM.match(after):
            told = _stated_start(words[:a], since)
        length = _with_months(length, words, b)
        end = length.after(told) if told else None
        return Duration(Told(str(length), whole), Told(end, whole, True) if end else None)
    if anniversary:
        number = anniversary["word"].lower()
        count = ORDINALS.get(number) or int(re.sub(r"\D", "", number) or 0)
        told = _from(words[anniversary.end() :], since)
        end = Length(count, "year").after(told) if told else None
        return Duration(Told(str(Length(count, "year")), whole), Told(end, whole, True) if end else None)
    return _open_ended(words, whole)


def _with_months(length: Length, words: str, end: int) -> Length:
    """The length that ends at `end`, with the months that follow it: "seven years and six months"."""
    further = next(lengths(words[end : end + 40]), None)
    if (
        length.unit == "year"
        and further
        and further[0].unit == "month"
        and words[end : end + further[1]].strip() == "and"
    ):
        return Length(12 * length.count + further[0].count, "month")
    return length


def _open_ended(words: str, whole: Span) -> Duration:
    """Without end until somebody ends it, or until an event: "unless terminated earlier" alone says neither."""
    small = words.lower()
    plainly = _UNLESS.sub(" ", small) if _UNLESS_WORD.search(small) else small
    if _PERPETUAL.search(plainly) or (
        plainly is not small and _UNLESS.search(small) and _IN_FORCE.search(plainly) and not _ENDS.search(plainly)
    ):
        return Duration(
            Told("until terminated" if "terminat" in small else "perpetual", whole), Told("perpetual", whole)
        )
    return Duration(Told("until an event", whole)) if _EVENT.search(words) else Duration()


def _of_another(words: str, length: Length, start: int, end: int) -> bool:
    """Whether a length is that of a notice, a renewal or the like, and not of the term."""
    before, after = words[max(0, start - 60) : start], words[end : end + 60]
    if re.search(r"additional|successive", words[start:end], re.I) or (
        _THEREAFTER.match(after)
        and re.search(r"\bduring\b|\bshall\s+not\b|\bwill\s+not\b|\bagrees?\b", words[:start] + after, re.I)
    ):
        return True
    if length.unit == "day" and length.count < 60:
        return True
    if length.unit != "year" and re.search(r"\bleast\s+(?:\w+\s+){0,3}$", before, re.I):
        return True
    return bool(
        re.search(
            r"\b(?:notice|within|prior|upon|every|than|additional|successive|consecutive|further|each|renew\w*|give|giving|by)\s+(?:\w+\s+){0,3}$",
            before,
            re.I,
        )
        or re.match(r"[\s,)'’]*(?:(?:written|prior|advance|days?)\b|notice|renewal|before)", after, re.I)
    )


def _from(after: str, since: str | None) -> str | None:
    """The day from which a length counts that these words follow; None where they name an event without a day."""
    if after[:10].strip(" .,;").split() == ["thereof"]:
        return since
    found = _FROM.match(after)
    if not found:
        return None
    date = dates.at(found["ref"], 0, 25)
    if date and not _KNOWN.match(found["ref"]):
        return date.iso
    return since if _KNOWN.match(found["ref"]) else None


def _stated_start(before: str, since: str | None) -> str | None:
    """The day on which a term begins that was named before its length: "shall commence on 1 May 2020 and continue for"."""
    found = list(_STARTS.finditer(before))
    for one in reversed(found):
        date = dates.at(before, one.end(), 12)
        if date:
            return date.iso
        if re.match(r"[A-Z]", before[one.end() : one.end() + 1]) and not _KNOWN.match(before, one.end()):
            return None
    return since
