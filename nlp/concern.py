"""Whether a document concerns a person's likeness at all; where it does not, every variable is not applicable."""

from .findings import ENOUGH, Findings
from .roles import Roles

SIGNALS = frozenset(
    {"_likeness", "_content_right", "_content_media", "_content_confined", "_persons_barred", "_thing_shown"}
)


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
WEAK = 0.3  # the support of one sentence that speaks of a person's voice, face or pictures


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
