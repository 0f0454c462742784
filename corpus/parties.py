"""Parties of a contract, and where they are named when no preamble introduces them: labels, definitions, signatures."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .model import Span
from .names import BODY, FORM, LONGEST, has_form, is_name, name_end, tidy

_FORMS = 15_000  # characters in which a form names its parties by labels
_LETTER = 8000  # characters in which a letter or a recital defines its parties
_FIRST_DEFINED = 4000  # characters in which the first of them stands
_APART = 700  # characters between one and the next
_TAIL = 12_000  # characters at the end in which signatures stand

QUOTE, UNQUOTE = "[\"“„‟'‘`´ʺ]{1,2}", "[\"”“'’´`ʺ]{1,2}"
TERM = re.compile(rf"{QUOTE}\s?(?P<term>[\w(][\w&.,’'() /®™+-]{{0,58}}?)\s?[,.;]?\s?{UNQUOTE}(?!\w)")
NO_PARTY = re.compile(
    r"(?:the\s+)?(?:agreement|.*\bpart(?:y|ies)|effective\s+date|term|amendment|territory|products?|services?|act|.*\bagreement|.*\bdate|.*\bact|s\s|closing|addendum|"
    r"contract|lease|plan|fee|commission|code|notes?|shares|offering|program|project|members?|venture|.*\bproperty|marks?|software|technology|system|site|materials?)",
    re.I,
)
_LABELLED = re.compile(
    r"(?:(?<=\s\s)|(?<=\n)|(?<=[.:;]\s)|(?<![\s\S]))(?P<term>(?:Party|PARTY)\s+(?:[A-D]|\d)|Licensor|Licensee|Company|Client|Customer|Distributor|Supplier|Consultant|Contractor|Employer|Employee|Owner|"
    r"Provider|Sponsor|Seller|Buyer|Purchaser|Vendor|Reseller|Franchisor|Franchisee|Lender|Borrower|Talent|Artist|Producer|Agency|Model|Performer|Publisher)"
    r"(?:\s+(?:Full\s+Legal\s+)?Name)?\s*(?:\([^)\n]{1,40}\)\s*)?[:：]\s*(?=[A-Z\d])"
)
_ENTITY = re.compile(
    rf"(?<![\w.])(?:[A-Z0-9][\w&’'.-]*(?:\s\([A-Z]\w+\))?,?\s+(?:(?:of|and|the|&|for|AND|OF|THE|FOR)\s+)?){{1,8}}?(?:{FORM})(?![\w&-])\.?(?:,?\s{FORM}(?![\w&-])\.?)?"
)
_PERSON = re.compile(
    r"(?<![\w.])(?:(?:Mr|Ms|Mrs|Dr|Prof)\.?\s)?(?:[A-Z][\w.’'-]*\s){1,3}[A-Z][\w’'-]+(?:,\s(?:Jr|Sr|M\.?D|Ph\.?D|N\.?D)\.?)?(?=,?\s+\(?(?:the\s)?[\"“])"
)
_SIGNER = re.compile(
    rf"(?<![\w.])(?:[A-Z0-9][\w&/’'.-]*(?:\s\([A-Z.]+\))?,?\s+(?:(?:OF|AND|THE|of|and|the|&)\s+)?){{1,12}}?(?:{FORM}|{BODY}(?!,?\s+(?:[IVX]+,?\s+)?{FORM}))(?![\w&-])\.?"
)
_OFFICE = re.compile(
    r"^.*?\b(?:Officer|Director|President|Secretary|Treasurer|Manager|Partner|Signatory|Counsel|Member|Chairman|Chairperson|Attorney-in-Fact|Attorney|Esq\.?|By|Name|Title|Date|Dated|Its|/s/|[\d/]{4,}|CEO|CFO|Witness|Seal|Exhibit|EXHIBIT|Agent|Trustee)\b[.:,]?\s+(?=[A-Z])",
    re.S,
)
_BEHALF = re.compile(r"\b(?:[Ff]or\s+and\s+on|[Oo]n)\s+behalf\s+of:?\s+(?=[A-Z])")
_WITNESS = re.compile(r"IN\s+WITNESS\s+WHEREOF|(?i:in witness whereof)|\bSIGNATURES?\b|\bDated?:")


@dataclass(frozen=True, slots=True)
class Party:
    """A party of a contract. span: its name in the text; within: the words that introduce and define it.

    name: "" where it was taken out or left to be filled in and only its defined term is known.
    """

    name: str
    span: Span
    within: Span
    defined_as: tuple[str, ...] = ()


def make(text: str, name: str, start: int, end: int, within: int, terms: Iterable[str] = ()) -> Party:
    """A party whose name stands between two offsets, its span without what is no part of the name."""
    words = text[start:end]
    first = name.split(" ")[0] if name else ""
    start += max(words.find(first), 0)
    last = name.rsplit(" ", 1)[-1] if name else ""
    stop = start + text[start:end].rfind(last) + len(last) if last else end
    return Party(name, Span(start, max(start, stop)), Span(start, max(within, end, start)), tuple(terms))


def terms_of(words: str) -> list[str]:
    """The terms that a bracket defines for a party: (the "Company" or "Orlo"); none where it defines something else."""
    if re.match(
        r"\s*(?:collectively|together|each|individually|as\s+defined|and\s+together)\b(?!.*\bwith\b)", words, re.I
    ):
        return []
    found = [m["term"].strip(" ,.") for m in TERM.finditer(words)]
    if (
        not found
        and re.fullmatch(r"\s*(?:hereinafter|the)?\s*(?:called|the)?\s*[A-Z][\w&.-]*(?:\s[A-Z][\w&.-]*){0,3}\s*", words)
        and not re.search(r"\d|^\W*(?:UK|US|USA|U\.S\.A?\.|EU|Canada|China)\W*$", words)
    ):
        found = [re.sub(r"^(?:hereinafter|called|the|\s)+", "", words.strip())]
    return [re.sub(r"^(?:the|The)\s+", "", t) for t in found if t and not NO_PARTY.fullmatch(t)]


def distinct(parties: Iterable[Party]) -> list[Party]:
    kept: dict[str, Party] = {}
    for party in parties:
        key = re.sub(r"\W+", " ", party.name.casefold()).strip() or f"|{party.defined_as}"
        kept.setdefault(key, party)
    return list(kept.values())


def labelled(text: str) -> Iterator[Party]:
    """Parties that a form names by a label: "Party A: Orlo Limited"."""
    seen: set[str] = set()
    for label in _LABELLED.finditer(text, 0, min(len(text), _FORMS)):
        at, term = label.end(), " ".join(label["term"].split())
        end = name_end(text, at, min(len(text), at + LONGEST))
        name = tidy(text[at:end])
        if term not in seen and is_name(name) and len(name.split()) <= 9:
            seen.add(term)
            yield make(text, name, at, end, end, (term,))


def defined(text: str) -> Iterator[Party]:
    """Parties that a letter or a recital names and defines: 'Orlo, Inc., a Delaware corporation (the "Company")'."""
    head = text[:_LETTER]
    last = _FIRST_DEFINED
    for found in sorted([*_ENTITY.finditer(head), *_PERSON.finditer(head)], key=lambda m: m.start()):
        if found.start() > last:
            return
        words = re.sub(
            r"^.*(?:,\s+(?!\s*(?:and|AND)\b)(?!"
            + FORM
            + r"\b)|\b(?:WHEREAS|Whereas|The|And|By|Between|Dear|To|In|For|AGREEMENT|Agreement),?\s+)",
            "",
            found[0],
        )
        words = re.sub(
            r"^(?:and|AND)\s+|^(?:\d{1,2}\s+)?(?:[A-Z][a-z]{2,8}\s+)?(?:\d{1,2},?\s+)?(?:19|20)\d\d[.,]?\s+", "", words
        )
        name = tidy(words)
        following = head[found.end() : found.end() + 240]
        bracket = re.search(r"\(([^()]{1,120})\)", following)
        between = following[: bracket.start()] if bracket else ""
        terms = (
            terms_of(bracket[1])
            if bracket and not re.search(r"\.\s+[A-Z]|;", between) and not has_form(between)
            else []
        )
        if terms and is_name(name) and not NO_PARTY.fullmatch(name):
            yield make(
                text,
                name,
                found.end() - len(words),
                found.end(),
                found.end() + (bracket.end() if bracket else 0),
                terms,
            )
            last = found.end() + _APART


def signed(text: str) -> Iterator[Party]:
    """Parties by their signatures: names with a legal form in the signature blocks, without the offices before them."""
    start = max(0, len(text) - _TAIL)
    behalf = [(m.end(), name_end(text, m.end(), len(text))) for m in _BEHALF.finditer(text, start)]
    named = [(a, b, tidy(text[a:b])) for a, b in behalf]
    if sum(is_name(name) for _, _, name in named) > 1:
        yield from (make(text, name, a, b, b) for a, b, name in named if is_name(name))
        return
    witness = _WITNESS.search(text, start)
    start = witness.end() if witness else max(0, len(text) - 3000)
    for found in _SIGNER.finditer(text, start):
        words = found[0]
        while office := _OFFICE.match(words):
            words = words[office.end() :]
        name = tidy(words)
        if (
            is_name(name)
            and len(name.split()) > 1
            and not re.search(r"\b(?:AGREEMENT|ADDENDUM|AMENDMENT|Agreement|Addendum|Amendment)\b", name)
        ):
            yield make(text, name, found.end() - len(words), found.end(), found.end())
