"""Parties where no preamble introduces them: the labels of a form, the definitions of a letter, the words of a release."""

import re
from collections.abc import Iterator

from .names import FORM, INNER_PAREN, LONGEST, has_form, is_name, name_end, tidy
from .parties import NO_PARTY, Party, acts, make, terms_of

_FORMS = 15_000  # characters in which a form names its parties by labels
_LETTER = 8000  # characters in which a letter or a recital defines its parties
_FIRST_DEFINED = 4000  # characters in which the first of them stands
_APART = 700  # characters between one and the next
_DEFINED_BEHIND = 450  # characters behind a name in which its term is defined

# What forms call the parties, each before a colon and the name.
_LABEL = (
    r"(?:Party|PARTY)\s+(?:[A-D]|\d)|(?:First|Second|Third|FIRST|SECOND|THIRD)\s+(?:Party|PARTY)|(?i:Licensor|Licensee|Company|Client|Customer|Distributor|Supplier|Consultant|Contractor|Employer|Employee|Owner|Provider|Sponsor|Seller|Buyer|Purchaser|Vendor|"
    r"Reseller|Franchisor|(?:Master\s+)?Franchisee|Lender|Borrower|Talent|Artist|Producer|Developer|Agency|Agent|Affiliate|Model|Performer|Publisher|Photographer|Production\s+Co(?:mpany|\.)?|Studio|Actor|Narrator|Presenter|Contributor|Participant|Creator|Ambassador|Influencer|Spokesperson|Endorser|Athlete|Player|Voice\s+(?:Talent|Actor)|Brand|Advertiser|Manufacturer|Shipper|Sender|Carrier|Transporter|Counterparty)"
)
# A label that is a line of its own, the name on the next.
_LABEL_LINE = re.compile(rf"(?<![^\n])(?P<term>{_LABEL})[^\S\n]*:?\s*\n\s*(?=[A-Z\d])")
_MEANT = re.compile(r"[\"“](?:the\s+)?(?P<term>[^\"”\n]{2,30})[\"”]\s+(?:shall\s+)?means?\s+(?=[A-Z])")
_KNOWN_LABEL = re.compile(_LABEL)
# Roles by how such words end: "Promoter", "Assignor". Only before a name with a legal form.
_ANY_LABEL = r"(?!Number|Order|Letter|Payment|Document|Agreement|Amendment|Center|Offer|Rider|Other|Chapter|[SNDO]\w+ber\b)(?:[A-Z][a-z]{2,12}(?:er|or|ee|ist|ant|ent)|(?!NUMBER|ORDER|LETTER|PAYMENT|DOCUMENT|AGREEMENT|AMENDMENT|CENTER|OFFER|RIDER|OTHER|CHAPTER|[SNDO][A-Z]+BER\b)[A-Z]{3,13}(?:ER|OR|EE|IST|ANT|ENT)|To|From|TO|FROM)"
_LABELLED = re.compile(
    rf"(?:(?<=\s\s)|(?<=\n)|(?<=\n\|\s)|(?<=[.:;]\s)|(?<=\()|(?<![\s\S])|(?<!of)\s(?=Party\s[A-D]))(?:(?:The|the)\s)?(?P<term>{_LABEL}|{_ANY_LABEL})(?:\s?/\s?[\w-]+)?"
    r"(?:['’]?s?\s+(?:[Ff]ull\s+)?(?:[Ll]egal\s+)?[Nn]ame)?\)?\s*(?:(?:\([^)\n]{1,40}\)\s*)?(?:[:：]|\s\|)|(?<=Legal\sName)\s)\s*(?=[A-Z\d])"
)
_AND_FORM = re.compile(
    rf"\s+(?:and|AND|&)\s+(?P<second>(?:[A-Z][\w.’'-]*\s+){{1,4}}?{FORM}(?![\w&-])\.?|(?:[A-Z][\w’'-]*\s+){{0,3}}[A-Z][\w’'-]*(?=\s*\())"
)
_COLON = re.compile(r"[:：]|Legal Name | \|")  # what labels end in; few places of a text
_LABEL_REACH = 90  # characters of a label
_NEXT_LABEL = re.compile(
    rf"\s(?:{_LABEL})(?:\s*\([^)\n]{{1,40}}\))?\s*[:：]|\s(?:Address|ADDRESS|ADD|Telephone|Phone|Legal\s+Representative)\s*:"
)
_LABEL_BELOW = re.compile(r"\n[^\S\n]*[A-Z][A-Za-z ]{1,30}[:：]")  # whatever the next line is a label of
# A role before a name without a colon: "Developer ORLO, Inc."
ROLE_BEFORE = re.compile(rf"(?:(?:The|the)\s+)?(?:{_LABEL})(?:\s*:\s*|\s+(?=[A-Z]))")
_BRACKET = re.compile(
    r"\((?P<paren>[^()]{1,160})\)|\b[Hh]ere(?:in)?after\s+(?:(?:called|referred\s+to\s+as|known\s+as)\s+)?(?:the\s+)?(?P<quoted>[\"“][^\"”]{2,40}[\"”])"
)
_I = re.compile(r"(?<![A-Z\d] )(?<!\w)I,?\s+(?=[A-Z][\w.’'-]*\s+[A-Z])")
_AND = re.compile(r"\W*(?:(?:and|AND|&)\W+)?")  # what stands between two that are defined one after the other
_GIVES = re.compile(r"\b(?:grant|authori[sz]e|consent|permit|allow|agree|give|release|assign|licen[cs]e)\b")
_GRANT = 700  # characters of a sentence in which somebody gives a permission
_SENTENCE = re.compile(
    r"(?<![A-Z])(?<!\bInc)(?<!\bLtd)(?<!Corp)(?<!\bCo)(?<!\bNo)(?<!\bFt)(?<!\bSt)(?<!\bAve)(?<!\bDr)(?<!\bMr)[.;:]\s+(?=[A-Z\"“])|\n\s*\n|\s{4,}"
)
_BEGINS = re.compile(
    r"(?:(?<=[\s(|\"“])|(?<![\s\S]))(?!(?:And|AND|Between|BETWEEN|By|BY|With|WITH)\b)(?:[A-Z\d]|[a-z][A-Z]|e-[a-z])[\w.&'’-]*"
)
_SMALL = re.compile(
    r"(?:^|\s)(?!(?:of|and|the|for|de|la|du|van|von|und|y|e|inc|ltd|llc|llp|plc|corp|co|corporation|company|limited)\b)[a-z][\w'’-]*"
)
# Before a name that only describes another: "a Delaware Corporation", "a division of Orlo, Inc.", "as Agent for Orlo, Inc."
_NO_LEAD = re.compile(
    r"\b(?:an?|as|(?:division|subsidiary|affiliate|member|parent|laws?|State|director|president|behalf|stock|licen[cs]e\w*|series)\s+of|as\s+\w+\s+for)\s+(?:the\s+)?$",
    re.I,
)
_NO_NAME = re.compile(
    r"\b(?:AGREEMENT|Agreement|WHEREAS|Whereas|(?:January|February|March|April|May|June|July|August|September|October|November|December)\s\d)\b"
)
_KIND_OF_COMPANY = re.compile(
    r"\b[Aa]n?\s+(?:[\w’'-]+\s+){0,6}?(?:[Cc]orporation|[Cc]ompany|[Ll]imited|[Pp]artnership|[Tt]rust|[Bb]ank)\b"
)
_DESCRIBED = re.compile(r"\s*,|\s+(?:an?|is|of|whose|having|with|located|organi[sz]ed|incorporated|at|in)\b", re.I)
# Between a name and the bracket: another sentence.
_RUNNING = re.compile(
    r"[.;]\s+(?:The|This|These|It|In|On|WHEREAS|Whereas|If|For|All|Each|Any|[A-Z]\w+\s+(?:shall|is|are|has|will|agrees?))\b"
)


def labelled(text: str) -> Iterator[Party]:
    """Parties that a form names by a label: "Party A: Orlo Limited"."""
    seen: set[str] = set()
    for label in _labels(text):
        at, term = label.end(), " ".join(label["term"].split())
        following = _NEXT_LABEL.search(text, at - 1, at + LONGEST)
        limit = following.start() if following else min(len(text), at + LONGEST)
        if another := _LABEL_BELOW.search(text, at, limit):
            limit = another.start()
        end = name_end(text, at, limit)
        if joined := _AND_FORM.match(text, end, limit):  # one label, one party
            end = max(joined.end(), name_end(text, joined.start("second"), limit))
        name = tidy(text[at:end])
        if not has_form(name) and (label.re is _LABEL_LINE or not _KNOWN_LABEL.fullmatch(label["term"])):
            continue
        if term.casefold() not in seen and is_name(name) and len(name.split()) <= 9:
            seen.add(term.casefold())
            yield make(text, name, at, end, end, (term,))


def _labels(text: str) -> Iterator[re.Match[str]]:
    """The labels of a form: before a colon or a cell, and on lines of their own."""
    stop = min(len(text), _FORMS)
    for colon in _COLON.finditer(text, 0, stop):
        label = _LABELLED.search(text, max(0, colon.start() - _LABEL_REACH), colon.end() + 40)
        while label and label.end() < colon.end():
            label = _LABELLED.search(text, label.end(), colon.end() + 40)
        if label and label.start() < colon.start():
            yield label
    yield from _LABEL_LINE.finditer(text, 0, stop)


def defined(text: str) -> Iterator[Party]:
    """Parties that a letter or a recital names and defines: 'Orlo, Inc., a Delaware corporation (the "Company")'."""
    low, last, count = 0, _FIRST_DEFINED, 0
    for bracket in _BRACKET.finditer(text, 0, min(len(text), _LETTER)):
        if bracket.start() > last or (count > 1 and _SENTENCE.search(text, low, bracket.start())):
            return
        if INNER_PAREN.match(text, bracket.start()):
            continue  # "Orlo (Tarn) Ltd."
        terms = [term for term in terms_of(bracket["paren"] or bracket["quoted"]) if len(term) > 1]
        if not terms or not (
            place := _named_before(text, max(low, bracket.start() - _DEFINED_BEHIND), bracket.start())
        ):
            continue
        start, end = place
        name = tidy(text[start:end])
        listed = count > 0 and _AND.fullmatch(text, low, start) is not None
        low, last = bracket.end(), bracket.end() + _APART
        if has_form(name) or listed or acts(text, terms) or text[max(0, start - 3) : start] == "I, ":
            count += 1
            yield make(text, name, start, end, bracket.end(), terms)
    if count < 2:
        for meant in _MEANT.finditer(text, 0, min(len(text), _LETTER)):
            start, end = meant.end(), name_end(text, meant.end(), len(text))
            if has_form(name := tidy(text[start:end])) and is_name(name):
                yield make(text, name, start, end, end, (meant["term"],))


def given(text: str) -> Iterator[Party]:
    """The parties of a release: "I, Ada Quill, hereby grant to Orlo Limited"."""
    person = _I.search(text, 0, min(len(text), _LETTER))
    if not person:
        return
    start, end = person.end(), name_end(text, person.end(), len(text))
    ended = _SENTENCE.search(text, end, end + _GRANT)
    stop = ended.start() if ended else min(len(text), end + _GRANT)
    if not is_name(name := tidy(text[start:end])) or not _GIVES.search(text, end, stop):
        return
    yield make(text, name, start, end, end)
    for begin in _BEGINS.finditer(text, end, stop):
        start, end = begin.start(), name_end(text, begin.start(), stop)
        if has_form(name := tidy(text[start:end])) and is_name(name):
            yield make(text, name, start, end, end)
            return


def _named_before(text: str, start: int, stop: int) -> tuple[int, int] | None:
    """Where the name stands that a bracket at `stop` defines a term for: the nearest with a legal form, else the first of its sentence."""
    sentence = max((ended.end() for ended in _SENTENCE.finditer(text, start, stop)), default=start)
    formed: tuple[int, int] | None = None
    formless: tuple[int, int] | None = None
    done = start
    for begin in _BEGINS.finditer(text, start, stop):
        at = begin.start()
        if at < done or text.count("(", start, at) > text.count(")", start, at) or _is_number(text, start, begin):
            continue
        if role := ROLE_BEFORE.match(text, at, stop):
            at = role.end()
        end = name_end(text, at, stop)
        if _NO_LEAD.search(text, max(start, at - 24), at):
            done = end  # "a Delaware Limited Liability Company", none of whose words begins a name
            continue
        name = tidy(text[at:end])
        if not is_name(name) or NO_PARTY.fullmatch(name) or _NO_NAME.search(name) or _SMALL.search(name):
            continue
        if has_form(name):
            formed, done = (at, end), end
        elif formless is None and at >= sentence and not name[0].isdigit() and _is_description(text[end:stop]):
            formless = (at, end)
    if formed and formless and formed[0] < text.rfind("\n\n", start, stop) < formless[0]:
        return formless  # the other stands on a cover
    if formed and not _RUNNING.search(text, formed[1], stop):
        return formed
    return formless


def _is_number(text: str, start: int, begin: re.Match[str]) -> bool:
    """Whether a word is the number of a clause or of an item: "1.2", "(2)", "A." at the head of a line."""
    if begin[0].rstrip(".").isdigit() and text[begin.end() : begin.end() + 1] == ")":
        return True
    numbered = re.fullmatch(r"\d{1,2}(?:\.\d{1,2})*\.?|[A-Z]\.", begin[0])
    return numbered is not None and text[max(start, begin.start() - 1) : begin.start()] in ("", "\n")


def _is_description(words: str) -> bool:
    return not has_form(_KIND_OF_COMPANY.sub("", words)) and (not words.strip() or _DESCRIBED.match(words) is not None)
