"""What kind of provision a passage is, where that decides whether its words count (G3: the operative grant, not recitals)."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import re2

from ..corpus.model import Kind
from .rulebook import Setting
from .sieve import Search, Seen, Sieve, Wording

_BY_HEADING: tuple[tuple[Setting, re.Pattern[str]], ...] = (
    ("feedback", re.compile(r"\bfeedback\b|\bsuggestions\b|\bunsolicited (?:ideas|submissions)", re.IGNORECASE)),
    ("insurance", re.compile(r"\binsurance\b", re.IGNORECASE)),
    ("indemnity", re.compile(r"\bindemni|hold harmless|limitation of liability|disclaimer", re.IGNORECASE)),
    ("confidentiality", re.compile(r"\bconfidential|non-?disclosure|\bsecrecy\b", re.IGNORECASE)),
    ("service_licence", re.compile(r"\bwe (?:hereby )?(?:give|grant) (?:to )?you\b", re.IGNORECASE)),
    ("dispute", re.compile(r"arbitrat|\bdisputes?\b|class action|governing law|jurisdiction", re.IGNORECASE)),
    (
        "user_rules",
        re.compile(
            r"acceptable use|prohibited (?:use|conduct|content|activit)|code of conduct|community (?:guidelines|standards)|"
            r"\brestrictions\b|what you (?:can(?:no|')t|may not)|usage polic|content (?:rules|standards|polic)",
            re.IGNORECASE,
        ),
    ),
)
# A heading over several subjects says nothing of a part that has a title of its own.
_COMPOUND = re.compile(r"\w (?:and|&) \w|\w, \w", re.IGNORECASE)
_TITLE = re.compile(r"[\W\d]*[A-Z][\w’'-]+ [^.:;]{2,60}\Z")
# In terms, a section on personal data among others: what a privacy notice is as a whole.
_PRIVACY = re.compile(
    r"^\W*(?:\d[\d.]*\W*)?(?:your )?(?:privacy|data protection|personal (?:data|information))\b", re.IGNORECASE
)
# In terms, what the customer pays; in contracts these headings stand over the talent's own pay.
_BILLING = re.compile(
    r"\b(?:payments?|billing|(?:service )?fees|subscriptions?|pricing|refunds?|purchases?|charges|taxes|cancellation|paid services|trials?)\b",
    re.IGNORECASE,
)
_BY_WORDING: tuple[tuple[Setting, str, re.RegexFlag], ...] = (
    ("recital", r"\s*(?:\(?[A-Z]\)?\.?\s+)?(?:WHEREAS|Whereas)\b", re.NOFLAG),
    (
        "feedback",
        r"\b(?:provide|submit|give|send|offer)\w*\b[^.]{0,60}\b(?:feedback|suggestions|ideas|comments (?:or|and) suggestions)\b|\bfeedback\b[^.]{0,80}\b(?:licen[sc]e|assign|use)|"
        r"\blicen[sc]e to incorporate\b[^.]{0,60}\b(?:suggestions|feedback)\b",
        re.IGNORECASE,
    ),
    (
        "service_licence",
        r"Ⓒ (?:hereby )?grants? (?:to )?Ⓣ|Ⓣ may,? on an? (?:limited,? )?non-?exclusive|\bwe (?:hereby )?grant (?:to )?you\b|\blicen[sc]e to (?:access and )?use the (?:services?|software|platform|app|site)\b",
        re.IGNORECASE,
    ),
    (
        "definition",
        r"\s*(?:\(?\w{1,4}[.)]\s*)?[\"“][^\"”]{2,50}[\"”]\s+(?:shall )?(?:means?|is defined|refers?)\b",
        re.NOFLAG,
    ),
    (
        "user_rules",
        r"\b(?:you|users?|customers?) (?:may|must|shall|can|will|agree)(?:\s+(?:to|not|never|also)){0,2}\s*not\b|\byou (?:can't|won't)\b|(?<!Ⓒ )\bdo not (?:use|upload|create|post|share)\b",
        re.IGNORECASE,
    ),
)
# The words over a list that forbid what its items say ("The Studio shall not:").
_BARRING = re.compile(
    r"\b(?:shall|will|may|must|can|agrees?)(?: not|,? nor)\b(?! (?:be )?(?:limited|required|obliged|obligated))[^.]*\Z|"
    r"\bneither\b[^.]*\b(?:shall|will|may|can)\b[^.]*\Z|\bno (?:right|licen[cs]e|permission|consent)\b[^.]*\Z|"
    r"\b(?:prohibited|forbidden|barred|not (?:permitted|allowed|authori[sz]ed|included|licensed|granted)|refrain)\b[^.]{0,40}\Z",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\b(?:if|unless|where|when|fails?|event)\b", re.IGNORECASE)
# What one sentence is by its own wording: a release that fits in one paragraph grants, warrants and indemnifies in turn.
_BY_SENTENCE: tuple[tuple[Setting, str, re.RegexFlag], ...] = (
    (
        "indemnity",
        r"\b(?:shall|will|agrees? to|must) (?:defend|indemnify|hold harmless)|\bindemnif(?:y|ies) and|\bin no event (?:shall|will)",
        re.IGNORECASE,
    ),
    (
        "warranty",
        r"\brepresents?(?:,? and |,? )warrants?\b|\byou represent\b|Ⓣ (?:represent|affirm)s? that\b",
        re.IGNORECASE,
    ),
    # What an amendment takes out (G2), what a law says (G8), what holds only if the talent side chooses it (G5).
    (
        "superseded",
        r"[\"”)][^\"”.;]{0,60}\b(?:is|are|shall be)(?: hereby)? (?:deleted|struck(?: out)?|removed|cancelled)(?: in (?:its|their) entirety)?\W*\Z",
        re.IGNORECASE,
    ),
    (
        "statute",
        r"\b(?:laws?|rights)\b[^.;]{0,60}\b(?:vary|varies|differs?)\b[^.;]{0,20}\b(?:by|between|from|across)\b|"
        r"\A\W*(?:the |applicable |state |federal |local |data protection |copyright )*(?:laws?|statutes?|regulations?)(?: of [^,;.]{1,40})? "
        r"(?:requires?|provides?|gives?|grants?|entitles?|prohibits?|forbids?|allows?|permits?)\b|"
        r"\b(?:some|certain|many|most|other) (?:jurisdictions|states|countries|laws)\b[^.;]{0,30}\b(?:provides?|requires?|gives?|grants?|protects?|prohibits?|forbids?|recogni[sz]es?|restricts?)\b|"
        r"\A\W*(?:section|article|§) [\w.()]+ of the [^.;]{1,60}(?:code|act|law|regulation)\b[^.;]{0,20} (?:requires?|provides?|gives?|grants?|prohibits?)\b",
        re.IGNORECASE,
    ),
    (
        "chosen",
        r"\bif Ⓣ (?:so |later |separately |expressly )?(?:choos\w+|elects?|ticks?|opts? in|switch\w*(?: it| this)? on|turn\w*(?: it| this)? on|enables?)\b",
        re.IGNORECASE,
    ),
)
# Terms grant and warrant in one breath: "you grant, and you represent and warrant that you have the right to grant, a licence".
_GRANTS = re.compile(r"Ⓣ(?: \w+){0,2} (?:grant|give|license)s?,? (?:and|to)\b", re.IGNORECASE)
_GIVES = re.compile(r"Ⓣ(?: \w+,?){0,4} (?:grant|giv(?:e|ing)|license)(?:s|ing)?,? (?:to )?Ⓒ", re.IGNORECASE)
_CONTENT = re.compile(
    r"\b(?:content|materials?|inputs?|prompts?|uploads?|submissions?)\b|(?:\b(?:your|customer|user)|Ⓣ) data\b",
    re.IGNORECASE,
)
# A privacy notice by its title, or by how often it speaks of personal data: notices do so 0.5 to 5 times in 1,000
# characters, terms of service up to 0.4 times but for those with an addendum on data (some 200 versions of both).
_NOTICE = re.compile(r"^\W*(?:[\w.&'’-]+ ){0,4}privacy (?:policy|notice|statement)\W*$", re.IGNORECASE | re.MULTILINE)
_NOTICE_TITLE = 400  # characters from the start in which a title stands
_PERSONAL: Any = re2.compile(r"(?i)\bpersonal (?:data|information)\b|\bpersonally identif")
_OFTEN = 0.45 / 1000
# What may show or let hear a person, or be put into a service; other personal data have no likeness.
_SHOWS = re.compile(
    r"\b(?:content|inputs?|outputs?|prompts?|uploads?|submissions?|recordings?|voice\w*|likeness\w*|faces?|facial|"
    r"photo\w*|images?|videos?|pictures?|avatars?|replicas?|clon\w+|grants?)\b",
    re.IGNORECASE,
)
_ALSO = re.compile(r"\(including[^()]*\)", re.IGNORECASE)
_FEEDBACK = re.compile(r"(?<!including )(?<!including any )\b(?:feedback|suggestions?|ideas|comments)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Searches:
    """The wordings above, in a sieve."""

    sieve: Sieve
    passage: tuple[tuple[Setting, Search], ...]
    sentence: tuple[tuple[Setting, Search], ...]


@lru_cache(maxsize=1)
def _searches() -> _Searches:
    sieve = Sieve(Wording.of(source, flags) for _, source, flags in (*_BY_WORDING, *_BY_SENTENCE))
    return _Searches(
        sieve,
        tuple((name, sieve.search(Wording.of(source, flags))) for name, source, flags in _BY_WORDING),
        tuple((name, sieve.search(Wording.of(source, flags))) for name, source, flags in _BY_SENTENCE),
    )


def of_document(text: str, kind: Kind) -> frozenset[Setting]:
    """What the whole of a document is: a privacy notice tells what is done with data, and its consents are the law's (G8)."""
    if kind != "terms":
        return frozenset()
    often = sum(1 for _ in _PERSONAL.finditer(text)) > _OFTEN * len(text)
    return frozenset({"data_protection"} if often or _NOTICE.search(text[:_NOTICE_TITLE]) else ())


def settings(passage: Seen, path: tuple[str, ...], kind: Kind) -> frozenset[Setting]:
    """The settings that the passage's headings and wording give it; empty for an ordinary operative provision."""
    searches = _searches()
    seen = Seen(searches.sieve, passage.text, passage.small)
    found: frozenset[Setting] = frozenset(name for name, search in searches.passage if search(seen))
    return found | _of_headings(path, kind)


@lru_cache(maxsize=1024)  # the passages of a section share its headings
def _of_headings(path: tuple[str, ...], kind: Kind) -> frozenset[Setting]:
    above = " ".join(
        h for n, h in enumerate(path) if not (_COMPOUND.search(h) and any(map(_TITLE.match, path[n + 1 :])))
    )
    found: set[Setting] = {name for name, pattern in _BY_HEADING if pattern.search(above)}
    if path and _BARRING.search(path[-1]) and not _CONDITION.search(path[-1]):
        found.add("barred")
    if kind == "terms" and path and _BILLING.search(path[-1]):
        found.add("billing")
    if kind == "terms" and path and _PRIVACY.search(path[-1]):
        found.add("data_protection")
    return frozenset(found)


def of_sentence(sentence: Seen, passage: frozenset[Setting], path: tuple[str, ...]) -> frozenset[Setting]:
    """The passage's settings as they hold for one of its sentences."""
    searches = _searches()
    seen = Seen(searches.sieve, sentence.text, sentence.small)
    own: frozenset[Setting] = frozenset(name for name, search in searches.sentence if search(seen))
    found = passage | own
    text = sentence.text
    if "warranty" in own and _GRANTS.search(text):
        found = passage
    if _GIVES.search(text):
        # What users may not do, or what they are let do, in other sentences of the paragraph.
        found -= {"user_rules", "service_licence"}
    if "data_protection" in found and _SHOWS.search(text):
        found -= {"data_protection"}
    if (
        "feedback" in found
        and _CONTENT.search(text)
        and not _FEEDBACK.search(_ALSO.sub("", " ".join((text, *path[-1:]))))
    ):
        # A word on feedback after the terms for content does not make them terms for feedback.
        return frozenset(x for x in found if x != "feedback")
    return found
