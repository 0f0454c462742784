"""Parties of a contract: their names, and the terms that stand for them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .model import Span
from .names import ends_in_form

QUOTE, UNQUOTE = "[\"“„‟'‘`´ʺ]{1,2}", "[\"”“'’´`ʺ]{1,2}"
TERM = re.compile(
    rf"{QUOTE}\s?(?P<term>[\w(](?:[\w&.,’'() /®™+-]|(?<!\n)\n(?!\n)){{0,58}}?)\s?[,.;]?\s?{UNQUOTE}(?!\w)"
)
NO_PARTY = re.compile(
    r"(?:the\s+)?(?:agreement|.*\bpart(?:y|ies)|effective\s+date|term|amendment|territory|products?|services?|act|.*\bagreement|.*\bdate|.*\bact|s\s|closing|addendum|"
    r"contract|lease|plan|fee|commission|code|notes?|shares|offering|program|project|members?|venture|.*\bproperty|marks?|software|technology|system|site|materials?)",
    re.I,
)
# What a party does, and a thing does not: "Licensee shall pay", not "the Products shall be".
_ACTS = re.compile(
    r"[\"”]?\)?\s+(?:hereby|agrees?|represents?|warrants?|acknowledges?|desires?|wish(?:es)?|undertakes?|covenants?|grants?|"
    r"(?:shall|will|may|must)\s+(?!be\b|mean|include|not\s+be\b|have\b|expire|terminate|commence|continue|remain|apply|govern))"
)
_SEARCHED = 60_000  # characters in which a party acts if it does at all


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
    found = [" ".join(m["term"].split()).strip(" ,.") for m in TERM.finditer(words)]
    if (
        not found
        and re.fullmatch(
            r"\s*(?:(?:hereinafter|hereafter|herein)\s+)?(?:(?:referred\s+to\s+as|called|known\s+as)\s+)?(?:the\s+)?[A-Z][\w&.-]*(?:\s[A-Z][\w&.-]*){0,3}(?:\s+here(?:in)?after)?\s*",
            words,
        )
        and not (words[0].isupper() and " " in words and ends_in_form(words))  # the name in another language
        and not re.search(r"\d|^\W*(?:UK|US|USA|U\.S\.A?\.|EU|Canada|China)\W*$", words)
    ):
        found = [
            re.sub(
                r"^(?:hereinafter|hereafter|herein|referred\s+to\s+as|called|known\s+as|the|\s)+|\s+here(?:in)?after$",
                "",
                words.strip(),
            )
        ]
    return [re.sub(r"^(?:the|The)\s+", "", t) for t in found if t and not NO_PARTY.fullmatch(t)]


def distinct(parties: Iterable[Party]) -> list[Party]:
    kept: dict[str, Party] = {}
    for party in parties:
        kept.setdefault(plain(party.name) or f"|{party.defined_as}", party)
    return list(kept.values())


def plain(name: str) -> str:
    """A name in small letters without punctuation, by which two are told to be the same."""
    return re.sub(r"\W+", " ", name.casefold()).strip().removeprefix("the ")


def acts(text: str, terms: Iterable[str]) -> bool:
    """Whether any of the terms is of somebody who does things in the text, and so of a party."""
    for term in terms:
        at = text.find(term)
        while 0 <= at < _SEARCHED:
            end = at + len(term)
            if _ACTS.match(text, end) and not text[at - 1 : at].isalnum():
                return True
            at = text.find(term, end)
    return False
