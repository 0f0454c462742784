"""Whose likeness a document is about, by the codebook's talent categories, as far as its own words for the person say."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

# The words a document calls the talent side by, and its title; a category needs its own word. "Performer" and "artist" alone
# say nothing about the trade, so they stand in no row.
_WORDS = {
    "background_actor": r"\b(?:background (?:actor|performer|artist)|extras?\b)",
    "voice_actor": r"\b(?:voice (?:actor|artist|performer|talent|owner|over|contributor)|voiceover|narrator|speaker|reader)",
    "fashion_model": r"\b(?:fashion )?model(?:s|ling|ing)?\b(?! (?:terms|number))",
    "screen_actor": r"\b(?:actor|actress|principal performer|screen performer)\b",
    "recording_artist": r"\b(?:recording artist|singer|vocalist|musician|band)\b",
    "athlete": r"\b(?:athlete|player|golfer|driver|racer|boxer|swimmer|skater|cyclist)s?\b",
    "influencer": r"\b(?:influencer|content creator|streamer|ambassador)\b",
    "employee": r"\bemployees?\b",
}
CATEGORIES = (*_WORDS, "platform_user", "other")
NOT_KNOWN = "not known"
_COMPILED = {category: re.compile(words, re.IGNORECASE) for category, words in _WORDS.items()}


def categories(document: Mapping[str, Any]) -> tuple[str, ...]:
    """The categories of a document's talent side; ("not known",) where neither its title nor its labels say.

    document: with `kind`, `title` and `talent` (names and labels of the talent side, joined by `|`). The users of a platform
    are platform_user unless the terms name a trade. "Background actor" and "voice actor" are not also screen actors.
    """
    return _found(str(document.get("kind")), str(document.get("title", "")), str(document.get("talent", "")))


@lru_cache(maxsize=20_000)  # asked for every variable of every document
def _found(kind: str, title: str, talent: str) -> tuple[str, ...]:
    said = f"{title} | {talent.replace('|', ' | ')}"
    found: list[str] = []
    for category, words in _COMPILED.items():
        if words.search(said):
            found.append(category)
            said = words.sub(" ", said)
    if not found and kind == "terms":
        return ("platform_user",)
    return tuple(found) or (NOT_KNOWN,)
