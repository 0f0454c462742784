"""The parties that an opening introduces: "between Orlo, Inc., a Delaware corporation ("Orlo"), and Hollin LLC ("Hollin")"."""

import re
from typing import Any

import re2

from .names import ROLE, ends_in_form, has_form, is_name, name_end, tidy
from .parties import NO_PARTY, QUOTE, TERM, Party, distinct, make, terms_of

_REACH = 6000  # characters of a preamble: consortia of forty parties are that long
_MOST = 60  # parties
_DESCRIBED = 900  # characters behind a name in which its defined term stands
_STOP: Any = re2.compile(
    r"\bWHEREAS\b|\bWhereas\b|\bRECITALS?\b|\bWITNESSETH|W\s?I\s?T\s?N\s?E\s?S\s?S\s?E\s?T\s?H|\bNOW,?\s+THEREFORE|\bBACKGROUND\b|\bINTRODUCTION\b|\bPREAMBLE\b"
    r"|\b(?:hereby\s+|do\s+|mutually\s+)*agrees?\s+(?:as\s+follows|to\s|that\b)|\bin\s+consideration\s+of\b|\bIN\s+CONSIDERATION\b|\bIN\s+WITNESS|\bTABLE\s+OF\s+CONTENTS"
    r"|\bRecitals\b|\bBackground\b|\bDEFINITIONS\b|\bthat\s+certain\b|\bARTICLE\s+(?:I|1|ONE)\b|\bfor\s+the\s+purpose\s+of\s+(?:\w+ing|the|an?|its|their)\b|\b(?i:portions\s+of\s+this\s+(?:exhibit|document|agreement))\b"
)
# Between two parties, or before the first.
_LEAD = re.compile(
    r"(?:\s|,|;|\.(?=\s)|:|-(?=\s)|–|—|\*|_{1,2}(?!_)|\)|(?:and|AND|And|&)\b(?:/or\b)?|(?:together|along)\s+with\b|(?:on|ON|of|OF)\s+the\s+(?:one|other|first|second|third)\s+(?:hand|part|side)\b,?|"
    r"OF\s+THE\s+(?:FIRST|SECOND|THIRD|ONE|OTHER)\s+PART\b|\((?:\d{1,2}|[ivx]{1,4}|[a-zA-Z])\)|(?:\d{1,2}[.)]|[a-h]\))(?=\s)|(?:by|BY|between|BETWEEN|among|AMONG|both|collectively)\b|"
    r"(?:the|THE|The)\s(?=[A-Z])(?!\w+\s(?:University|UNIVERSITY|Trustees|TRUSTEES))|(?:FIRST|SECOND)\s+PARTY:|(?:Party|PARTY)\s+(?:[A-D]|\d)\s*(?:\([^)]{1,30}\)\s*)?[:：])+"
)
_NAMELESS = re.compile(
    r"\[[\s_*●•.]*\]|_{3,}|\*{3,}|\[[A-Z][^\]]{0,40}\]|<<[^>\n]{1,40}>>"
)  # a party taken out or to be filled in
_NAME_BEFORE = re.compile(
    r"(?:\bservices\s+of|\bbehalf\s+of|\b(?:agent|acting)\s+for|f/s/o|,|\)|\band)\s+((?:[A-Z][\w.’'-]*\s){1,3}[A-Z][\w’'-]+)(?:,\s+an\s+individual\b[^()]{0,80})?\s*$"
)
# A party that is named elsewhere: "the Agent named on the signature page", "you", "the entity identified on the cover page".
_SAID_WHERE = (
    r"(?=\s*\(|,?\s+(?:as\s+)?(?:defined|named|identified|set|listed|signing|designated|specified|above|below|whose)\b)"
)
_ELSEWHERE = re.compile(
    rf"(?:(?:(?:each|all)\s+of\s+)?(?:(?:the|The|THE|an?|each|any)\s+(?:(?!of\b)[\w-]+\s+){{0,4}}?)?(?P<role>(?!subsidiar|affiliates|members?\b|shareholders?\b)(?i:{ROLE}|entity|entities|person|persons|party|signatory|signatories))\b(?:\s+hereto)?{_SAID_WHERE}|(?:above|below|under)-?(?:named|mentioned|signed)\s+(?P<above>(?i:{ROLE}))\b|(?P<you>[Yy][Oo][Uu]\b)(?=\s*[,(]|\s+as\b))"
    r"[^(),;.]{0,80}"  # where: on which page, in which annex
)
# "Ada Quill, director of Orlo, Inc.": the company is the party.
_OFFICER_OF = re.compile(
    r",?\s+(?:(?:the|as)\s+)?(?:[Mm]anaging\s+|[Ss]ole\s+)?(?:director|president|CEO|chief\s+executive\s+officer|owner|representative|manager)\s+of\s+(?:the\s+)?(?=[A-Z])",
    re.I,
)
_REPRESENTED = re.compile(r"\brepresented\s+(?:\w+\s+){0,3}?by\b[^;]*$")  # its people, who are no parties
_STATE = re.compile(r"(?:People['’]s\s+)?(?:Republic|State|Kingdom|Commonwealth|Province)\s+of\b", re.I)
_TITLED = re.compile(r"(?:Mr|Mrs|Ms|Dr|Prof)\.?\s+[A-Z]")
# The persons at the end of a list, at least one with an initial, as no places have: "Ada Quill, Jon R. Vale and Mia Orr."
_PERSON = r"[A-Z][\w’'-]+(?:\s[A-Z]\.){0,2}\s[A-Z][\w’'-]+"
_PERSONS = re.compile(
    rf"(?=[^()]{{0,200}}?\s[A-Z]\.\s)(?:{_PERSON},\s+){{0,12}}{_PERSON}(?:,?\s+and\s+{_PERSON})?(?=\.\s|,?\s+(?:each|collectively)\b|\s*\()"
)
_US_ADDRESS = re.compile(r",?\s+(?:[A-Z]{2}|[A-Z][a-z]+)\.?,?\s+\d{5}\b|,\s+\d+\s")
# What stands between a party and the next: brackets, and the marks behind which another may begin.
_PIECE = re.compile(
    r"(?P<number>\s\((?:[2-9]|ii|iii|iv|b|c)\)\s)|\((?P<paren>[^()]*(?:\([^()]*\)[^()]*)*)\)|(?P<herein>\b[Hh]erein(?:after)?\b|\b[Hh]ereafter\b)|(?P<sep>;|\s(?:and|AND|And|&)(?:/or)?\s*:?\s|\s(?:their|its)\s+agreements?\s+with\s|\s(?:retain|engage|employ)\s|\s+in\s+favou?r\s+of(?:\s+and\s+for\s+the\s+benefit\s+of)?:?\s|\s(?:to|with)\s(?=[A-Z])|,\s|\n\s*(?=\n)|\.\s+(?=[A-Z]))"
)
_SENTENCE = re.compile(
    r"(?:The|This|These|Each|In|Both|It|All|Any|If|For|As|Whereas|Such|Hereinafter|On|By|When|We|You|No|Pursuant|Subject|Unless|\d+\.|[A-Z][\w&.]+(?:\s(?:and|or|&)\s(?:the\s)?[A-Z][\w&.]+){0,3},?\s"
    r"(?:and|is|are|has|have|shall|may|will|desires?|wish(?:es)?|hereby|agrees?|each|together|were|was)"
    r"|[A-Z]\w+(?:\s[A-Z]\w+){1,2}\s(?:and|or)\s[A-Z]\w+(?:\s[A-Z]\w+){0,2}\s(?:may|shall|will|are|have))\b"
)


def introduced(text: str, start: int) -> list[Party]:
    """The parties that an opening lists, until something says that the list ended."""
    parties: list[Party] = []
    lead = _LEAD.match(text, start)
    first = lead.end() if lead else start
    if (
        not _NAMELESS.match(text, first)
        and not _ELSEWHERE.match(text, first)
        and not is_name(tidy(text[first : name_end(text, first, len(text))]))
    ):
        return []  # most places introduce nobody, and this is quick to see
    for reach in (_REACH // 4, _REACH):  # most preambles are short, and the search for their end is what costs
        found = _STOP.search(text[start : start + reach])
        stop = start + found.start() if found else min(len(text), start + reach)
        parties = _listed(text, start, stop)
        if found or not parties or parties[-1].within.end < stop - _REACH // 10:
            return parties
    return parties


def _listed(text: str, start: int, stop: int) -> list[Party]:
    """The parties that stand one after the other between two offsets."""
    parties: list[Party] = []
    at = start
    while at < stop and len(parties) < _MOST:
        lead = _LEAD.match(text, at, stop)
        at = lead.end() if lead else at
        nameless = _NAMELESS.match(text, at, stop) or _ELSEWHERE.match(text, at, stop)
        end = nameless.end() if nameless else name_end(text, at, stop)
        officer = _OFFICER_OF.match(text, end, stop) if not nameless and not has_form(text[at:end]) else None
        if officer:
            at, end = officer.end(), name_end(text, officer.end(), stop)
        name = "" if nameless else tidy(text[at:end])
        if not nameless and not is_name(name):
            break
        following, terms, within = _described(text, end, stop)
        if nameless and nameless.re is _ELSEWHERE and (nameless["you"] or not terms):
            terms = (nameless["you"] or nameless["role"] or nameless["above"], *terms)
        if name or terms:
            parties.append(make(text, name, at, end, within, terms))
        if following < 0:
            break
        at = following
    return distinct(parties)


def _described(text: str, end: int, stop: int) -> tuple[int, tuple[str, ...], int]:
    """What follows a name: where the next party begins (-1: none), the terms that stand for this one, and their end."""
    terms: list[str] = []
    limit = min(stop, end + _DESCRIBED)
    within = place = end
    direct = TERM.match(text, end + len(text[end : end + 3]) - len(text[end : end + 3].lstrip(" ,")), limit)
    if direct and not NO_PARTY.fullmatch(direct["term"]):  # Orlo, Inc. "Orlo"
        terms.append(" ".join(direct["term"].split()))
        within = place = direct.end()
    while piece := _PIECE.search(text, place, limit):
        place = piece.end()
        if piece["paren"] is not None:
            new = terms_of(piece["paren"])
            if new and terms and (another := _NAME_BEFORE.search(text, within, piece.start())):
                return another.start(1) - 1, tuple(terms), within  # a company "for the services of" a person
            if new and not (terms and within < piece.start() - 60):
                terms += [t for t in new if t not in terms]
                within = piece.end()
                if _follows_at_once(text, within, stop):
                    return within, tuple(terms), within
        elif piece["number"]:
            if terms and is_name(tidy(text[piece.end() : name_end(text, piece.end(), stop)])):
                return piece.start(), tuple(terms), within
        elif piece["herein"]:
            near = TERM.search(text, piece.end(), min(limit, piece.end() + 80))
            if near and not NO_PARTY.fullmatch(near["term"]):
                terms += [t for t in [" ".join(near["term"].split()).strip(" ,.")] if t not in terms]
                within = place = near.end()
        elif piece["sep"][0] != "." and _next_begins(text, piece, stop, bool(terms), piece.start() == end):
            return piece.end(), tuple(terms), within
        elif _ends_list(text, piece, bool(terms)):
            break
    return -1, tuple(terms), within


def _follows_at_once(text: str, at: int, stop: int) -> bool:
    """Whether the next party stands right behind a bracket, its "and" forgotten: 'Orlo, Inc. ("Orlo") Hollin LLC ("Hollin")'."""
    begin = at + len(text[at : at + 3]) - len(text[at : at + 3].lstrip())
    end = name_end(text, begin, stop)
    return (
        ends_in_form(text[begin:end])
        and is_name(tidy(text[begin:end]))
        and re.match(r"\s*\(", text[end : end + 4]) is not None
    )


def _ends_list(text: str, piece: re.Match[str], defined: bool) -> bool:
    """Whether a list of parties ends here: at a full stop, or at an empty line that no further party follows."""
    if piece["sep"][0] == ".":
        return _SENTENCE.match(text, piece.end()) is not None
    return (
        defined
        and piece["sep"].isspace()
        and not re.match(
            r"\W*(?:and|AND|And|[2-9b]\)|collectively|together|each)", text[piece.start() : piece.end() + 20]
        )
    )


def _next_begins(text: str, piece: re.Match[str], stop: int, defined: bool, at_once: bool) -> bool:
    """Whether a party begins behind a comma, an "and" or a semicolon.

    defined: the one before has its term; at_once: nothing else is said of it, as in "between Orlo and Hollin".
    """
    words = piece["sep"].strip().lower().rstrip(":")
    lead = _LEAD.match(text, piece.start(), stop)
    at = max(lead.end() if lead else 0, piece.end())
    if words == "&" and not (
        text[piece.start() - 1] in ')"”' or ends_in_form(text[piece.start() - 20 : piece.start()])
    ):
        return False
    last = (
        (lead is not None and re.search(r"\b(?:and|AND|And)\b", lead[0]) is not None)
        or words in (";", "&")
        or len(words) > 3
    )
    if at >= stop:
        return False
    if _NAMELESS.match(text, at, stop):
        return defined and last
    if _ELSEWHERE.match(text, at, stop):
        return last
    end = name_end(text, at, stop)
    if words == "," and not last and (split := re.search(r"\s(?:and|AND)\s", text[at:end])):
        end = at + split.start()  # an address goes on to the next party: "Oxford, England and Orlo Limited"
    name = tidy(text[at:end])
    if not is_name(name):
        return False
    if not ends_in_form(name) and _REPRESENTED.search(text, max(0, piece.start() - _DESCRIBED // 4), piece.start()):
        return False
    if words == "," and not last and _STATE.match(name):
        return False  # where an address ends
    if at_once and last and _TITLED.match(text, at):
        return True
    if (at_once or defined) and _PERSONS.match(text, at, stop):
        return True
    if not ends_in_form(name) and (
        _US_ADDRESS.match(text, end)
        or re.search(r"\blaws\s+of\s+(?:\w+\s){0,4}$", text[max(0, piece.start() - 60) : piece.start() + 1])
    ):
        return False
    if defined and last:
        return True
    after = text[end : end + 260]
    if (
        last
        and at_once
        and words != ","
        and re.match(r"\s*(?:\.\s|,\s+(?:is|husband|both|each|who|which|whose|dated)\b|\n\s*\n|$)", after)
    ):
        return True
    told = re.match(r"\s*(?:,\s*(?:an?\s|a/k/a)[^()]{0,200})?\((?:[^()]{0,40})" + QUOTE, after)
    described = re.match(
        r",?\s+an?\s+(?:individual|[A-Z][\w ]{2,24}\s+(?:limited|corporation|company|LLC|partnership))", after
    ) or (
        last
        and re.match(
            r"['’,]?\s+(?:located\s+at|having\s+(?:an?|its)\s|whose\s+(?:address|principal|registered))", after
        )
    )
    if words in ("to", "with"):  # "given by Orlo, Inc. ("Guarantor") to Hollin Bank ("Lender")"
        return defined and told is not None
    if ends_in_form(name):
        return last or bool(
            told or described or defined or has_form(text[max(0, piece.start() - 8) : piece.start() + 1])
        )
    return bool((told and 1 < len(name.split()) < 9 and (words != "," or defined or last)) or described)
