"""The kind of a document, recognised from its wording: contract, platform terms, press or other."""

import math
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import re2

from . import style
from .kind_abroad import LANGUAGES, evidence_abroad
from .model import Document, Kind, Span

_TITLE = 250  # where its title stands
_HEAD = 5000  # where a document says what it is
_SAMPLE = 12_000  # as much as is read for the rest, beside the end of a long document


@dataclass(frozen=True, slots=True)
class Cue:
    """A wording that speaks for a kind. weight: how much, where it is certain or comes several times a page."""

    kind: Kind
    weight: float
    patterns: tuple[Any, ...]  # of RE2, for bytes, several times as fast; of re, for strings, those that look around
    within: int  # characters from the start in which it counts
    cased: bool  # looked for in the text as it is, not in lower case


_LOOK = re.compile(r"\(\?<?[=!]")


def _cue(
    kind: Kind,
    weight: float,
    *patterns: str,
    head: bool = False,
    title: bool = False,
    cased: bool = False,
    plain: str = "",
) -> Cue:
    within = _TITLE if title else _HEAD if head else _SAMPLE
    if plain:
        patterns += (rf"\b(?:{'|'.join(plain.split())})\b",)
    made = tuple(re.compile(p) if _LOOK.search(p) else re2.compile(p.encode()) for p in patterns)
    return Cue(kind, weight, made, within, cased)


def _words(*beginnings: str | tuple[str, str]) -> str:
    """A pattern for words that begin so. beginnings: alternatives such as "said|says", or these and what follows them."""
    parts = (each if isinstance(each, str) else f"(?:{each[0]}){each[1]}" for each in beginnings)
    return rf"\b(?:{'|'.join(parts)})"


# Patterns are for lower case, unless `cased`, and every text begins with a line end.
# Weights were set by hand from what each wording means and checked on real contracts, terms and press reports.
_CUES: tuple[Cue, ...] = (
    # A release, a booking or a deal memo calls itself so in its title, and has blanks to fill in and to sign.
    _cue(
        "contract",
        4.0,
        r"\b(?:(?<!press )(?<!new )release|consent|booking (?:confirmation|form)|deal memo|voucher|rider|"
        r"deed|authori[sz]ation|(?:request|permission) (?:form|that)|"
        r"(?:voice(?:[ -]?over)?|likeness|image|performance|talent|usage) (?:rights |use )?licen[cs]e)\b(?![^\n]{0,40}\bterms of (?:use|service))",
        title=True,
    ),
    _cue("contract", 2.0, r"\b(?:consent|release)(?: (?:and|&) \w+)? (?:agreement|form)\b", title=True),
    # What only contracts are called when the title says no more: neither "User Agreement" nor a headline with a verb.
    _cue(
        "contract",
        3.0,
        r"\n\W*(?![^\n]*\b(?:User|USER|Customer|CUSTOMER|Services|Subscription|Processing|Licen[cs]e Agreement for|Service Level)\b)(?:[A-Z0-9][\w'’&/,-]*\s+(?:(?:of|and|for|to|the|with|&)\s+){0,2}){1,8}"
        r"(?:(?i:agreement|contract|engagement|deed|undertaking)|CONFIRMATION|LETTER|Engagement\s+Letter)\W*(?:(?i:template|outline|form|\([a-z ]+\))\W*)?(?=\n)",
        title=True,
        cased=True,
    ),
    _cue(
        "contract",
        2.0,
        r"\ndear (?!sirs?\b|readers?\b|customers?\b|users?\b|editor\b)(?:(?:mr|ms|mrs|dr)\.? )?[a-z'’-]+(?: [a-z'’-]+)?[,:]",
        head=True,
    ),
    _cue(
        "contract",
        2.0,
        r"____+|\.\.\.\.\.\.\.\.+|\[\s?x?\s?\] |[☐☑☒□]|\bplease (?:tick|ring|initial|sign)\b|"
        r"\{\{\s?\w|\$\{\w|\[[a-z]+(?:_[a-z]+)+\]|\[(?:insert\b[^\]\n]{0,40}|(?:[a-z'’-]+ ){0,3}(?:name|date|address|amount|fee))\]",
    ),
    _cue(
        "contract",
        2.5,
        _words(
            (
                r"signature|signed|print(?:ed)? name|name \(print\)|date of birth|parent (?:or|/) guardian|guardian",
                r"\b\s*(?:\([^)]{0,30}\))?\s*:",
            )
        ),
    ),
    _cue(
        "contract",
        2.0,
        r"\bi (?:hereby |also |further )?(?:grant|give|consent|release|waive|authori[sz]e|agree|understand|confirm|do not give)\b",
    ),
    # Parties, their defined names, and that they sign.
    _cue(
        "contract",
        3.0,
        r"\bb(?:y\s+and\s+(?:between|among)\b|etween\b[^.]{3,200}?\(\s*(?:the\s+|hereinafter\b[^)]{0,40})?[\"“])",
        head=True,
    ),
    _cue(
        "contract",
        2.5,
        r"th(?<=\bth)(?:is|e)\s+(?:[\w&-]+\s+){0,6}(?:agreement|contract|release|addendum|amendment|deed|lease|rider)\b[^.]{0,80}?"
        r"\b(?:is\s+)?(?:made|entered|dated|effective|between|executed|by)\b",
        head=True,
    ),
    _cue(
        "contract",
        2.0,
        _words("AGREEMENT|CONTRACT|RELEASE|AMENDMENT|ADDENDUM|RIDER|LEASE|LICEN[CS]E") + r"\b",
        head=True,
        cased=True,
    ),
    _cue(
        "contract",
        1.5,
        r"\b(?:EXHIBIT|Exhibit|SCHEDULE|ANNEX)\s+[\dA-Z]|\((?:(?:the|an?)\s+[\"“]|[\"“][Tt]he\s)[A-Z]|\(hereinafter|\(collectively",
        head=True,
        cased=True,
    ),
    _cue("contract", 1.5, _words("WHEREAS|WITNESSETH|RECITALS") + r"\b", cased=True),
    _cue("contract", 3.0, _words(r"in\s+witness\s+where?of\b|duly\s+authori[sz]ed\s+(?:representatives?|officers?)\b")),
    _cue("contract", 1.5, r"\bnow,?\s+therefore\b"),
    _cue(
        "contract",
        1.0,
        _words(("the|both|either|each|neither|other", r"\s+part(?:y|ies)\b"), r"here(?:to|under|of|in|by|inafter)\b"),
    ),
    _cue("contract", 1.0, r"\bshall\b"),
    _cue("contract", 1.0, r"\s(?:by|name|title|signature|signed|its)\s*:\s*(?:_{2,}|/s/)?"),
    _cue(
        "contract",
        1.5,
        _words(
            r"i|the\s+undersigned|talent|artist|performer|model|licensor|actor|franchisee|distributor|supplier|consultant|licensee|client"
        )
        + r"\s+(?:shall|agrees?|hereby|grants?|warrants?|represents?|acknowledges?)\b",
    ),
    # Those who are shown, and those who book them, under a name with a capital: an article says "the performer may".
    _cue(
        "contract",
        1.5,
        _words("Talent|Performer|Actor|Influencer|Ambassador|Narrator|Athlete|Licensor|Client|Producer")
        + r"\s+(?:may|must|retains?|receives?|consents?)\b",
        cased=True,
    ),
    # A service that speaks to its users. What the first lines call the document counts most: terms between businesses
    # are worded like contracts.
    _cue(
        "terms",
        5.0,
        r"(?:terms\s+(?:of\s+(?:service|use|sale)|(?:and|&)\s+conditions|for\s+\w+)|\b(?:commercial|service|business|developer|customer|api|enterprise|general|user|website|platform|supplemental|product)\s+terms\b|polic(?:y|ies)\b|guidelines\b|\bimprint\b|impressum"
        r"|\b(?:privacy|legal|cookies?|copyright|business)\s+(?:notice|statement)|data\s+process(?:ing|or)\s+(?:agreement|addendum)|sub-?processors?\b|end\s+user\s+licen[cs]e|user\s+agreement|code\s+of\s+conduct)",
        title=True,
    ),
    _cue(
        "terms",
        2.5,
        r"\bby\s+(?:\w+,?\s+){0,4}?(?:accessing|using|clicking|accepting|visiting|registering|creating|downloading|submitting)\b"
        r"[^.]{0,120}?\b(?:you|site|platform|agree)\b",
    ),
    _cue(
        "terms",
        3.0,
        r"(?:^|\n|[#*=_]\s*|\b(?:our|this|these)\s)[^\n.]{0,40}?\b(?:terms\s+(?:of\s+(?:service|use)|and\s+conditions)|privacy\s+(?:policy|notice|statement)"
        r"|acceptable\s+use|community\s+(?:guidelines|standards)|cookies?\s+policy|trackers\s+policy|usage\s+polic(?:y|ies)|use\s+policy|user\s+agreement"
        r"|content\s+policy|data\s+process(?:ing|or)\s+(?:agreement|addendum)|imprint|legal\s+notice|disclosure\s+policy)\b",
        head=True,
    ),
    _cue(
        "terms",
        1.5,
        r"\byour?\s+(?:agree|may\s+not|must\s+not|must|may|acknowledge|represent|grant|retain|content|account|input|personal\s+(?:data|information)|use\s+of|data|information|can|have|are|consent|provide)\b",
    ),
    _cue(
        "terms",
        1.5,
        r"\bour\s+(?:services?|platform|website|site|products?|apps?|terms|policy|policies|models?|users?|tools?)\b",
    ),
    _cue(
        "terms",
        1.5,
        r"\b[Ww]e\s+(?:may|collect|process|use|reserve|will|do\s+not|don['’]t|share|provide|retain|receive|store|prohibit|are|have|can)\b",
        cased=True,
    ),
    _cue(
        "terms",
        4.0,
        r"\blast\s+(?:updated|modified|revised|update)\b|\bprevious\s+(?:versions?|business\s+terms)\b|(?:^|\n)[*_#\s]*(?:updated|effective)\b(?![^\n]{0,12}[\[_{$])",
        head=True,
    ),
    _cue(
        "terms",
        1.5,
        _words(
            r"personal\s+(?:data|information)|cookies?|gdpr|ccpa|data\s+(?:subjects?|controllers?|processors?)|sub-?processors?"
        )
        + r"\b",
    ),
    _cue("terms", 3.0, r"(?:隐私(?:政策|权政策)|用户协议|服务(?:条款|协议)|使用条款)", head=True),
    _cue("terms", 1.5, r"(?:我们|您)"),
    # A reporter that tells what others did and said.
    _cue(
        "press",
        1.5,
        r"\baccording\s+to\b",
        plain="said says told reported announced wrote writes added claimed argues argued confirmed warned warns revealed "
        "explained explains tweeted criticised criticized admitted hopes fear fears complains complained",
    ),
    _cue(
        "press",
        1.5,
        _words(r"in\s+a\s+statement|press\s+release|start-up|chief\s+executive") + r"\b",
        plain="spokesperson spokesman spokeswoman reporter journalist interview interviewed newspaper magazine headline headlines "
        "strike lawsuit sued union startup founder ceo actress celebrity celebrities stars fans critics influencer influencers",
    ),
    _cue(
        "press",
        1.0,
        _words(
            r"last\s+(?:week|month|year)|this\s+(?:week|month)|on\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|earlier\s+this|years?\s+ago|so\s+far"
        )
        + r"\b",
    ),
    _cue(
        "press",
        1.0,
        r"\bthe\s+(?:company|firm|retailer|studio|brand|agency|actor|singer|model|platform|writer|article|report)(?:'s|’s)?\s+(?:has|had|is|was|says|wants|pays|plans|calls|claims|takes|gets|keeps|will|did|does)\b",
    ),
    _cue("press", 1.0, plain="his her their he she they"),
    _cue(
        "press",
        2.0,
        r"\n(?:\s*(?:By|BY)\s+[A-Z][\w.'’-]+\s+[A-Z]|(?!ANNEX|SCHEDULE|EXHIBIT|APPENDIX|ARTICLE|SECTION|PART)[A-Z]{3,}(?:[ ,][A-Z][\w.]+){0,3}\s*(?:\([A-Z]\w+\)\s*)?[—–-]{1,2}\s[\"“'‘]?[A-Z])",
        r"\bReuters\b|\bAssociated\s+Press\b|\bB(?:loomberg|BC)\b|\bGuardian\b|\bCNN\b"
        r"|\bVariety\b|\bHollywood\s+Reporter\b|\bNew\s+York\s+Times\b",
        cased=True,
    ),
)
_PAGE = 2000  # characters: densities are per page
_END = 3000  # characters at the end that are read of a long document
_SIGNED_END = 1500  # characters at the end in which lines to sign on stand
_SIGNED_LINE = re.compile(r"_{12,}|/s/|\.{20,}")
_SIGNED_WEIGHT = 3.0  # neither terms nor articles are signed
# How far the best kind must lead for the score to be sure.
_SHARP = 0.5
_LEAST = 1.5  # evidence below which a document is of no kind we know
_NAME = 0.3  # evidence in a file name: next to nothing, people call files anything
_NAMES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("terms", re.compile(r"terms|polic|guideline", re.I)),
    ("contract", re.compile(r"agreement|contract", re.I)),
    ("press", re.compile(r"article|news", re.I)),
)


def recognise(document: Document, name: str) -> tuple[Kind, float]:
    """The kind of a document and how sure that is (0 to 1), from its wording and, in English, its style.

    "other" when no kind has enough evidence of wording. The file name counts for almost nothing.
    """
    body = sample(document)
    evidence = wordings(document, body)
    for kind, pattern in _NAMES:
        if pattern.search(name):
            evidence[kind] += _NAME
    most = max(evidence.values())
    if most < _LEAST:
        return "other", round(1 - most / (2 * _LEAST), 2)
    if document.language == "en":
        for kind, value in style.evidence(body.lower()).items():
            evidence[kind] += value
    second, best = sorted(evidence, key=lambda kind: evidence[kind])[-2:]
    lead = evidence[best] - evidence[second]
    sure = 1 / (1 + math.exp(-_SHARP * lead))
    return best, round(sure * min(1.0, 0.5 + most / (4 * _LEAST)), 2)


def sample(document: Document) -> str:
    """What is read of a document: its beginning and, where it is long, its end, where contracts are signed."""
    text = document.prose(Span(0, min(len(document.text), _SAMPLE))).strip()
    return text + document.text[-_END:] if len(document.text) > _SAMPLE else text


@cache
def _sets() -> dict[tuple[bool, int], tuple[list[bytes], Any]]:
    """The patterns of RE2 for each part of a text, and all of them as one, which reads it once and tells which of them match: a quarter does."""
    sets: dict[tuple[bool, int], tuple[list[bytes], Any]] = {}
    for cue in _CUES:
        patterns, all_of = sets.setdefault((cue.cased, cue.within), ([], re2.Set.SearchSet()))
        for pattern in cue.patterns:
            if not isinstance(pattern, re.Pattern):
                patterns.append(pattern.pattern)
                all_of.Add(pattern.pattern)
    for _, all_of in sets.values():
        all_of.Compile()
    return sets


def wordings(document: Document, body: str) -> dict[Kind, float]:
    """Evidence for each kind in the sample of a document: a wording counts by how densely it comes, so that length alone decides nothing."""
    evidence: dict[Kind, float] = {"contract": 0.0, "terms": 0.0, "press": 0.0}
    small = f"\n{body.lower()}"
    texts: dict[tuple[bool, int], str] = {}
    for cased, text in ((True, f"\n{body}"), (False, small)):
        texts |= {(cased, _TITLE): text[: _TITLE + 1], (cased, _HEAD): text[: _HEAD + 1], (cased, _SAMPLE): text}
    coded = {part: text.replace("\xa0", " ").encode(errors="replace") for part, text in texts.items()}
    there = {
        (part, patterns[number])
        for part, (patterns, all_of) in _sets().items()
        for number in all_of.Match(coded[part]) or ()
    }
    for cue in _CUES:
        part, count = (cue.cased, cue.within), 0
        for pattern in cue.patterns:
            if isinstance(pattern, re.Pattern):
                count += sum(1 for _ in pattern.finditer(texts[part]))
            elif (part, pattern.pattern) in there:
                count += sum(1 for _ in pattern.finditer(coded[part]))
        if not count:
            continue
        if cue.within == _SAMPLE:
            evidence[cue.kind] += cue.weight * math.log1p(3 * count / max(1.0, len(body) / _PAGE))
        else:
            certain = cue.within == _TITLE
            evidence[cue.kind] += cue.weight * (1.0 if certain else min(1.0, 0.4 + math.log1p(count) / 2))
    if document.language in LANGUAGES:
        for kind, value in evidence_abroad(document.language, small).items():
            evidence[kind] += value
    if _SIGNED_LINE.search(document.text, max(0, len(document.text) - _SIGNED_END)):
        evidence["contract"] += _SIGNED_WEIGHT
    if document.metadata.get("type") == "article":
        evidence["press"] += 3.0
    return evidence
