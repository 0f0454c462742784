"""Whether a document concerns a person's likeness at all; where it does not, every variable is not applicable."""

from typing import Any

import re2

from .findings import ENOUGH, Findings
from .roles import Roles

SIGNALS = frozenset(
    [
        "_likeness",
        "_content_right",
        "_content_media",
        "_content_confined",
        "_persons_barred",
        "_thing_shown",
    ]
)
# Signals that count only where a side is called by a word for those who are shown or heard, and are looked for only there.
SHOWN_SIGNALS = frozenset({"_shown_used", "_own_posts"})
# Words for those who are shown or heard, and the first person of releases.
SHOWN = frozenset(
    [
        "I",
        "talent",
        "artist",
        "performer",
        "model",
        "actor",
        "actress",
        "extra",
        "narrator",
        "singer",
        "dancer",
        "presenter",
        "speaker",
        "athlete",
        "influencer",
        "ambassador",
        "interviewee",
        "vocalist",
        "spokesperson",
    ]
)
# Of these, those whose work shows them or lets them be heard; an artist's may be a drawing or a song.
SHOWN_BY_WORK = SHOWN - {"I", "artist"}
_WORKERS = SHOWN_BY_WORK | {"creator"}
WEAK = 0.3  # the support of one sentence that speaks of a person's voice, face or pictures

# Words for a person near words for looks, voice or what shows them.
_WHO = r"(?:I|me|my|you|your|he|him|his|she|her|models?|artists?|performers?|talents?|actors?|actress|narrators?|speakers?|singers?|players?|athletes?|child(?:ren)?|participants?|contributors?|guests?|patients?|pupils?|students?)"
_PART = r"(?:likeness|voices?|faces?|heads?|bod(?:y|ies)|images?|photo\w*|pictures?|portraits?|film\w*|videos?|recordings?|scan\w*|avatars?|replicas?|clon\w+|doubles?|twins?|movements?|performances?)"
_PERSON_SHOWN: Any = re2.compile(rf"(?is)\b{_WHO}\b.{{0,60}}\b{_PART}\b|\b{_PART}\b.{{0,40}}\b{_WHO}\b".encode())


def concerns_likeness(found: Findings, roles: Roles) -> bool:
    """A likeness is named, once where a side is called by a word for those who are shown or heard and else beyond doubt, or the company has a right in uploads that may show or let hear a person.

    Uploads may do so where their kinds include pictures, sound or film, or where they are open and the service is neither
    for businesses alone nor for code or writing alone; not where personal data are kept out.
    """
    if found.has("_likeness", least=WEAK if SHOWN.intersection(roles.talent) else ENOUGH):
        return True
    if not found.has("_content_right") or found.has("_persons_barred"):
        return False
    return found.has("_content_media") or not found.has("_content_confined")


def may_be_shown(roles: Roles) -> bool:
    """Whether a side is called by a word for those whose work shows them or lets them be heard, or makes content."""
    return not _WORKERS.isdisjoint(roles.talent)


def shown_in_work(found: Findings, roles: Roles) -> bool:
    """Whether what such a side makes may be used: what an actor plays or an influencer posts shows them, whether or not a face or voice is named;
    what a creator makes does where it is for posts.
    """
    posts = SHOWN_BY_WORK.intersection(roles.talent) or found.has("_own_posts")
    return bool(posts) and found.has("_shown_used")


def persons_shown(text: str) -> int:
    """How often a word for a person stands near one for looks, voice, pictures or recordings."""
    return sum(1 for _ in _PERSON_SHOWN.finditer(text.encode(errors="replace")))
