"""Parties where the preamble leaves a doubt: other lists of names weighed against its own, names for those named elsewhere."""

import re
from dataclasses import replace

from .named import defined, given, labelled
from .names import has_form, is_name, name_end, tidy
from .parties import Party, acts, distinct, make, plain
from .signers import signed

_WEIGHED = 3  # parties of a list by which it is weighed against others
_ANNEX = re.compile(
    r"\b(?:Schedule|Exhibit|Annex|Appendix|SCHEDULE|EXHIBIT|ANNEX|APPENDIX)\s+(?:[A-Z]|\d{1,2}|[IVX]+)\b"
)
_ANNEX_REACH = 6000  # characters of an annex that lists parties
_LINE = re.compile(r"(?<=\n)[^\S\n]*[A-Z\d][^\n]*")
_MOST = 60  # parties


def best_list(text: str, introduced: tuple[Party, ...], prior: float) -> tuple[Party, ...]:
    """The parties for which most speaks: as an opening introduces them, by labels, by definitions or by signatures.

    prior: what speaks for `introduced` already, by the same measure as the rest.
    """
    signers = tuple(distinct(signed(text)))
    known = {plain(signer.name) for signer in signers}
    lists = (introduced, tuple(distinct(labelled(text))), tuple(distinct(defined(text))), tuple(given(text)), signers)
    return max(lists, key=lambda found: _evidence(text, found, known) + (prior if found is introduced else 0))


def completed(parties: tuple[Party, ...], text: str) -> tuple[Party, ...]:
    """Parties once each, those that the preamble names elsewhere with the name that a form or a signature gives them."""
    terms = {plain(term) for party in parties for term in party.defined_as}
    names = {plain(party.name) for party in parties}
    kept = [
        party
        for party in parties
        if party.defined_as
        or not party.name
        or not (plain(party.name) in terms or any(name.endswith(f" {plain(party.name)}") for name in names))
    ]
    if len(kept) == 1 and kept[0].name:
        others = distinct((*labelled(text), *signed(text)))
        kept += [party for party in others if plain(party.name) not in names]
        return tuple(sorted(kept, key=lambda party: party.span.start))
    if sum(not party.name for party in kept) != 1:
        return tuple(kept)
    at = next(n for n, party in enumerate(kept) if not party.name)
    wanted = {plain(term) for term in kept[at].defined_as}
    offered = [party for party in distinct(labelled(text)) if plain(party.name) not in names]
    same = [party for party in offered if {plain(term) for term in party.defined_as} & wanted]
    said = text[kept[at].within.start : kept[at].within.end]
    if annex := _ANNEX.search(said):
        same = [party for party in _annexed(text, annex[0]) if plain(party.name) not in names]
    found = same or distinct(party for party in signed(text) if plain(party.name) not in names) or offered
    if found and (len(found) == 1 or annex or "signat" in said):
        kept[at : at + 1] = [replace(party, defined_as=kept[at].defined_as) for party in found[:_MOST]]
    return tuple(kept)


def _annexed(text: str, annex: str) -> list[Party]:
    """The names with a legal form that lines of an annex begin with."""
    heads = list(re.finditer(rf"\n\W*{re.escape(annex)}\b[^\n]*\n", text, re.I))
    if not heads:
        return []
    parties: list[Party] = []
    for line in _LINE.finditer(text, heads[-1].end(), heads[-1].end() + _ANNEX_REACH):
        start, end = line.start(), name_end(text, line.start(), line.end())
        name = tidy(text[start:end])
        if has_form(name) and is_name(name):
            parties.append(make(text, name, start, end, end))
    return distinct(parties)


def _evidence(text: str, found: tuple[Party, ...], signers: set[str]) -> float:
    """How much speaks for names being those of the parties: they act in the text, they sign, they have a legal form."""
    total = sum(
        2.0 * (bool(party.name) and acts(text, party.defined_as or (party.name,)))
        + 1.0 * (plain(party.name) in signers)
        + 0.7 * has_form(party.name)
        + 0.3 * bool(party.name and party.defined_as)
        for party in found[:_WEIGHED]
    )
    return total if len(found) > 1 else total / 2
