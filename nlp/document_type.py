"""What type of document it is (`doc_type` of the codebook's metadata), from its title and its first words."""

import re

_HEAD = 700  # characters in which a document says what it is
# In the order of precedence: an addendum to an endorsement agreement is an addendum.
_TYPES = tuple(
    (name, re.compile(rf"\b(?:{words})", re.IGNORECASE))
    for name, words in (
        ("rider_or_addendum", r"rider\b|addendum|amendment|supplement(?:al)? (?:to|agreement)|side letter|variation (?:of|to)"),
        ("collective_agreement", r"collective (?:bargaining )?agreement|guild\b.{0,40}agreement|union agreement|memorandum of agreement"),
        (
            "talent_release",
            r"(?:model|talent|appearance|likeness|media|photo\w*|video|voice|performer|performance|guest|interview|image|biometric|scan|contributor"
            r"|location|personal|publicity|extra|artist|actor|film\w*|audio|recording|avatar|replica|digital \w+)\b.{0,30}\b(?:release|consent|permission)\b"
            r"|release (?:form|and consent|of (?:likeness|claims|rights))|consent (?:form|and release|to)|^\W*(?:release|consent)\b|voucher",
        ),
        ("sponsorship_agreement", r"sponsor"),
        ("endorsement_licence", r"endors|ambassador|spokes|merchandis\w+ (?:rights|licen)|(?:likeness|name|image|estate|publicity|voice|persona)\b.{0,40}\blicen[cs]"),
        ("representation_agreement", r"representation|management (?:agreement|contract)|(?:talent|model|artist)\w* (?:agency|management)|agency (?:agreement|contract)"),
        (
            "service_agreement",
            r"services?\b|engagement|employment|consult|performer|perform\w+ (?:agreement|contract)|actor|artist|talent|narrat|voice|influencer|creator"
            r"|presenter|host|player|model\w* (?:booking|agreement|contract)|booking|deal memo|work (?:made )?for hire|production agreement|capture|commission",
        ),
        ("endorsement_licence", r"licen[cs]"),
    )
)  # fmt: skip


def recognise_type(kind: str, title: str, text: str) -> str:
    """A value of the codebook's `doc_type`; "" for a contract that does not say what it is."""
    if kind in ("terms", "press"):
        return {"terms": "platform_terms", "press": "press_article"}[kind]
    if kind != "contract":
        return "other"
    for name, pattern in _TYPES:
        if pattern.search(title):
            return name
    found = [(at.start(), name) for name, pattern in _TYPES if (at := pattern.search(text[:_HEAD]))]
    return min(found)[1] if found else ""
