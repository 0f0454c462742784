"""The parties of a contract: their names and the terms that stand for them, as the preamble introduces them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .candidates import best_list, completed
from .introduced import introduced
from .names import has_form
from .parties import Party
from .wording import places

_HEAD = 30_000  # characters in which a preamble begins, tables of contents and covers included
_FIRST = 14  # places at which a preamble may begin that are looked at, more only while none was good
_SURE = 4.0  # score above which an opening is the preamble
_ANCHOR = re.compile(
    r"\b(?:by\s+and\s+(?:between|among(?:st)?)|between\s+and\s+among|between|b\se\st\sw\se\se\sn|among(?:st)?)\b\s*(?:the\s+(?:following\s+)?(?:undersigned\s+)?parties(?:\s+hereto)?(?:\s*\([^()]{2,80}\))?(?:\s+as\s+follows)?|the\s+following(?=\s*:)|the\s+undersigned(?=\s*[:,]))?\s*[:,-]*\s*"
    r"|(?:^|\n|\s{2})\s*(?:THE\s+)?PARTIES(?:\s+TO\s+THIS\s+AGREEMENT)?(?:\s+ARE)?\s*[:.]?\s+(?=[(\d]?[\dA-Z])"
    r"|\b(?:Ladies\s+and\s+Gentlemen|Gentlemen|Dear\s+[^:\n]{2,40}):\s*"
    r"|\b(?:is\s+)?(?:hereby\s+)?(?:made|entered(?:\s+into)?|executed|given|signed|effective|dated)\b(?:(?!\s(?:between|among))(?:[^.;()]|\([^().;]{3,40}\))){0,120}?\b(?:by|with)\s+(?!and\s+(?:between|among))",
    re.I,
)
_BEFORE_CUE, _BEHIND_CUE = 10, 150  # characters that such an opening reaches before and behind a cue
_CUES = (
    "between",
    "b e t w e e n",
    "among",
    "parties",
    "gentlemen",
    "dear ",
    "made",
    "entered",
    "executed",
    "given",
    "signed",
    "effective",
    "dated",
)
_CERTAIN = re.compile(
    r"\b(?:certain|whereas|pursuant\s+to|differences?|conflict|relationship|discrepanc\w+|communications?|transactions?|competition|disputes?|assignment|reference)\b[^.]{0,160}$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Preamble:
    """Where the parties are introduced. start: of the words that introduce them, -1 where the text has no preamble."""

    parties: tuple[Party, ...] = ()
    start: int = -1
    end: int = -1


def read_preamble(text: str, lower: str) -> Preamble:
    """The parties as the best of the text's openings introduces them, else by labels, by definitions, by signatures.

    text: of the whole document, page furniture blanked; lower: the same in small letters.
    """
    best, best_score = Preamble(), 0.0
    for n, anchor in enumerate(_anchors(text, lower)):
        if best_score > _SURE + 2 or n > 4 * _FIRST or (n == _FIRST and best_score >= _SURE):
            break
        found = introduced(text, anchor.end())
        score = _score(text, anchor.start(), found) - 0.02 * n
        if score > best_score:
            best, best_score = Preamble(tuple(found), anchor.start(), found[-1].within.end), score
    if best_score >= _SURE:
        return replace(best, parties=completed(best.parties, text))
    parties = completed(best_list(text, best.parties, best_score / 2), text)
    if best.start < 0 and parties and any(party.defined_as for party in parties):
        return Preamble(parties, parties[0].span.start, parties[-1].within.end)
    return replace(best, parties=parties)


def _anchors(text: str, lower: str) -> Iterator[re.Match[str]]:
    """The places at which an opening may introduce parties, in order."""
    done = 0
    for at in places(lower, _CUES, end=min(len(text), _HEAD))[0]:
        begins = range(max(done, at - _BEFORE_CUE), at + 1)  # a search would go on behind the cue
        anchor = next(filter(None, (_ANCHOR.match(text, place, at + _BEHIND_CUE) for place in begins)), None)
        if anchor and anchor.end() > at:
            done = anchor.end()
            yield anchor


def _score(text: str, start: int, found: list[Party]) -> float:
    """How much an opening looks like the preamble: parties with terms and legal forms, behind "This Agreement"."""
    if len(found) < 2:
        return 0.8 if found and found[0].defined_as else 0.0
    before = text[max(0, start - 500) : start]
    score = sum((1.6 if p.name else 1.0) * bool(p.defined_as) + 0.7 * has_form(p.name) for p in found[:2])
    score -= 1.5 * (not found[0].name and not has_form(found[1].name))
    score += 1.5 * bool(re.search(r"\bth(?:is|e)\b[^.]{0,300}$", before, re.I))
    return score - 3 * bool(_CERTAIN.search(before[-200:]))
