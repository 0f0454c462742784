"""The kind of a document, recognised from its wording: contract, platform terms, press or other."""

import math
import re
from dataclasses import dataclass

from .model import Document, Kind, Span

_HEAD = 5000  # where a document says what it is
_SAMPLE = 30_000  # as much as is read for the rest
_PRIOR = {"contract": 0.0, "terms": 0.0, "press": 0.0}


@dataclass(frozen=True, slots=True)
class Cue:
    """A wording that speaks for a kind. weight: in units of evidence; once: counted once, else by its logarithm."""

    kind: Kind
    weight: float
    pattern: re.Pattern[str]
    head: bool = False


def _cue(kind: Kind, weight: float, pattern: str, head: bool = False, flags: re.RegexFlag = re.I) -> Cue:
    return Cue(kind, weight, re.compile(pattern, flags), head)


# Weights were set by hand from what each wording means and checked on real contracts, terms and press reports.
_CUES: tuple[Cue, ...] = (
    # Parties, and that they sign.
    _cue("contract", 3.0, r"\bby\s+and\s+(?:between|among)\b", head=True),
    _cue(
        "contract",
        2.5,
        r"\bthis\s+(?:[\w-]+\s+){0,6}(?:agreement|contract|release|addendum|amendment|deed|lease|rider)\b[^.]{0,80}?\b(?:is\s+)?(?:made|entered|dated|effective|between|executed|by)\b",
        head=True,
    ),
    _cue("contract", 1.5, r"\b(?:WHEREAS|WITNESSETH|RECITALS)\b", flags=re.NOFLAG),
    _cue("contract", 2.5, r"\bin\s+witness\s+where?of\b"),
    _cue("contract", 1.5, r"\bnow,?\s+therefore\b"),
    _cue(
        "contract",
        1.0,
        r"\bthe\s+parties\s+(?:hereto|agree|hereby|acknowledge)\b|\bhereinafter\b|\bhereto\b|\bhereunder\b|\bhereof\b",
    ),
    _cue("contract", 1.0, r"(?:^|\s)(?:By|Name|Title|Signature|Signed)\s*:\s*(?:_{2,}|/s/)?"),
    _cue(
        "contract",
        1.5,
        r"\b(?:I|the\s+undersigned|talent|artist|performer|model|licensor|actor)\s+hereby\s+(?:grants?|consents?|releases?|authori[sz]es?|agrees?|irrevocably)\b",
    ),
    _cue(
        "contract",
        1.0,
        r"\b(?:AGREEMENT|CONTRACT|RELEASE|AMENDMENT|ADDENDUM|RIDER|LEASE)\b",
        head=True,
        flags=re.NOFLAG,
    ),
    _cue(
        "contract",
        1.0,
        r"\b(?:EXHIBIT|Exhibit)\s+\d+\.\d+|\(the\s+[\"“][A-Z]|\(hereinafter|\(collectively",
        head=True,
        flags=re.NOFLAG,
    ),
    # A service that speaks to its users.
    _cue(
        "terms",
        2.5,
        r"\bby\s+(?:\w+,?\s+){0,4}?(?:accessing|using|clicking|visiting|registering|creating|downloading|submitting)\b[^.]{0,120}?\b(?:you|service|site|platform|agree)\b",
    ),
    _cue(
        "terms",
        2.5,
        r"\b(?:terms\s+(?:of\s+(?:service|use)|and\s+conditions)|privacy\s+(?:policy|notice|statement)|acceptable\s+use|community\s+(?:guidelines|standards)|cookie\s+policy|usage\s+polic(?:y|ies)|user\s+agreement|content\s+policy)\b",
        head=True,
    ),
    _cue(
        "terms",
        1.5,
        r"\byou(?:r)?\s+(?:agree|may\s+not|must\s+not|must|may|acknowledge|represent|grant|retain|content|account|input|personal\s+(?:data|information)|use\s+of)\b",
    ),
    _cue("terms", 1.0, r"\b(?:our|the)\s+(?:services?|platform|website|site|products?|app)\b"),
    _cue(
        "terms",
        1.0,
        r"\b(?:we|us)\s+(?:may|collect|process|use|reserve|will|do\s+not|share|provide|retain|receive|store|prohibit)\b",
    ),
    _cue("terms", 1.5, r"\b(?:last\s+(?:updated|modified|revised)|effective\s+date|effective)\s*:?", head=True),
    # A reporter that tells what others did and said.
    _cue(
        "press",
        1.2,
        r"\b(?:said|says|told|reported|reports|announced|according\s+to|wrote|writes|added|claims|claimed|argues|argued|confirmed|warned|warns|revealed|explained|explains|tweeted|posted)\b",
    ),
    _cue(
        "press",
        1.5,
        r"\b(?:spokes(?:person|man|woman)|reporter|journalist|interview(?:ed)?|in\s+a\s+statement|press\s+release|newspaper|magazine|headlines?|strike|lawsuit|sued|union|startup|start-up)\b",
    ),
    _cue(
        "press",
        1.0,
        r"\b(?:last\s+(?:week|month|year)|this\s+(?:week|month|year)|on\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|earlier\s+this)\b",
    ),
    _cue(
        "press",
        1.0,
        r"\b(?:the\s+(?:company|firm|retailer|studio|brand|agency|actor|actress|singer|model)(?:'s|’s)?|celebrities|stars|fans|critics|models|actors|performers|artists|influencers)\b",
    ),
    _cue(
        "press",
        2.0,
        r"(?m)^\s*(?:By|BY)\s+[A-Z][\w.'’-]+\s+[A-Z]|^[A-Z]{3,}(?:[ ,][A-Z][\w.]+){0,3}\s*(?:\([A-Z]\w+\)\s*)?[—–-]{1,2}\s|\b(?:Reuters|Associated\s+Press|Bloomberg|Guardian|BBC|CNN|Variety|Hollywood\s+Reporter|New\s+York\s+Times)\b",
        flags=re.NOFLAG,
    ),
)
# How far the best kind must lead for the score to be sure.
_SHARP = 0.9
_LEAST = 2.0


def recognise(document: Document, name: str) -> tuple[Kind, float]:
    """The kind of a document and how sure that is (0 to 1), from its wording.

    "other" when no kind has enough evidence. The file name counts for almost nothing.
    """
    evidence = _evidence(document)
    for kind, pattern in (
        ("terms", r"terms|polic|guideline"),
        ("contract", r"agreement|contract"),
        ("press", r"article|news"),
    ):
        if re.search(pattern, name, re.I):
            evidence[kind] += 0.3
    order = sorted(evidence, key=lambda kind: -evidence[kind])
    best, second = order[0], order[1]
    if evidence[best] < _LEAST:
        return "other", round(1 - evidence[best] / (2 * _LEAST), 2)
    lead = evidence[best] - evidence[second]
    sure = 1 / (1 + math.exp(-_SHARP * lead))
    return best, round(sure * min(1.0, 0.5 + evidence[best] / (4 * _LEAST)), 2)  # type: ignore[return-value]


def _evidence(document: Document) -> dict[str, float]:
    """Evidence for each kind: a wording counts by how densely it comes, so that length alone decides nothing."""
    head = document.prose(Span(0, min(len(document.text), _HEAD)))
    body = document.prose(Span(0, min(len(document.text), _SAMPLE)))
    if len(document.text) > _SAMPLE:
        body += document.text[-5000:]
    evidence: dict[str, float] = {"contract": 0.0, "terms": 0.0, "press": 0.0}
    for cue in _CUES:
        text = head if cue.head else body
        count = sum(1 for _ in cue.pattern.finditer(text))
        if count:
            thousands = max(1.0, len(text) / 2000)
            evidence[cue.kind] += cue.weight * (
                min(1.0, 0.4 + math.log1p(count) / 2) if cue.head else math.log1p(3 * count / thousands)
            )
    kind = {"article": "press"}.get(document.metadata.get("type", ""))
    if kind:
        evidence[kind] += 3
    return evidence
