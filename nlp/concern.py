"""Whether a document concerns a person's likeness at all; where it does not, every variable is not applicable."""

from .findings import Findings

SIGNALS = frozenset({"_likeness", "_content_right", "_content_media", "_content_confined", "_persons_barred"})


def concerns_likeness(found: Findings) -> bool:
    """A likeness is named, or the company has a right in uploads that may show or let hear a person.

    Uploads may do so where their kinds include pictures, sound or film, or where they are open and the service is neither
    for businesses alone nor for code or writing alone; not where personal data are kept out.
    """
    if found.has("_likeness"):
        return True
    if not found.has("_content_right") or found.has("_persons_barred"):
        return False
    return found.has("_content_media") or not found.has("_content_confined")
