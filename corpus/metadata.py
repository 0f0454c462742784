"""What a document says about itself: title, date, outlet, author; of contracts also their dates, term, law and parties."""

import re
from dataclasses import dataclass
from typing import Literal, get_args

from . import agreement, amendments, dates, duration, effect, jurisdictions, masthead, renewal
from .characters import lowered
from .dates import iso as iso
from .model import Document, Kind, Span
from .parties import Party
from .preamble import Preamble, read_preamble
from .titles import read_title
from .wording import Told, places

_HEAD = 6000  # characters in which a title or a date of the whole document stands
_UPDATED = re.compile(
    r"(?:last\s+(?:updated|modified|revised|changed|update|revision)|date\s+of\s+last\s+(?:update|revision)|(?:updated|revised|modified|posted|published)\s+(?:on|as\s+of)?"
    r"|release\s+date|version(?:\s+date)?|last\s+update)\W{0,8}",
    re.I,
)
_SIGNED = re.compile(r"\b(?:dated?(?:\s+signed)?\s*:|last\s+(?:updated|modified|revised)|as\s+of)\W{0,12}", re.I)
_EFFECTIVE = re.compile(r"\beffective(?:\s+date|\s+as\s+of|\s+on|\s+from)?\W{0,8}", re.I)
_MADE = re.compile(
    r"(?:dated?(?:\s+(?:as\s+of|effective|this))?|(?:made|entered\s+into|executed|effective|entered)\b[^.]{0,60}?(?:as\s+of|on|this|effective)|as\s+of(?:\s+the)?"
    r"|this|[\"“]effective\s+date[\"”])\W{0,12}(?:the\s+)?",
    re.I,
)
_FIRST = 800  # characters in which a date without such words is the document's own
_TAIL = 4000  # characters at the end in which signatures are dated, and some terms
_LINE = 80  # characters; a longer line is running text
_NEAR = 60  # characters after the words above in which the date must begin
FactName = Literal[
    "agreement_date",
    "effective_date",
    "term",
    "expiration",
    "renewal",
    "governing_law",
    "amends",
    "redactions",
    "service",
    "last_updated",
    "outlet",
    "author",
    "dateline",
]
FACTS: tuple[FactName, ...] = get_args(FactName)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing a document says of itself. derived: worked out from the words at `span`, not written there."""

    name: FactName
    value: str
    span: Span
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says about itself; None where it says nothing. published: ISO prefix ("2021", "2021-02")."""

    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    author: str | None = None
    facts: tuple[Fact, ...] = ()
    parties: tuple[Party, ...] = ()

    def value(self, name: str) -> str | None:
        """The value of a fact; None where the document does not say it."""
        return next((fact.value for fact in self.facts if fact.name == name), None)


def describe(document: Document, name: str, kind: Kind = "contract") -> Metadata:
    """Title, date, outlet and author, from the file's own metadata where it is trustworthy, else from the text.

    kind: what the document is. Parties, dates, term and law are looked for in contracts, service and last update in
    terms, dateline and news agency in press; see `FactName`.
    """
    stated = document.metadata
    text = document.blanked(Span(0, len(document.text))).replace("\xa0", " ")  # which is no space to RE2
    from_office = document.media_type.endswith("wordprocessingml.document")
    opening, facts = Preamble(), dict[FactName, Told | None]()
    lower = ""
    if kind == "contract":
        lower = lowered(text)
        opening = read_preamble(text, lower)
    title = read_title(document, text if kind == "contract" else text[:_HEAD], opening.start)
    if kind == "contract":
        facts = _contract_facts(text, lower, title, opening)
    elif kind == "terms":
        facts = {"service": masthead.service(text, title), "last_updated": masthead.last_updated(text)}
    elif kind == "press":
        facts = {"dateline": masthead.dateline(text), "outlet": masthead.agency(text)}
    facts["author"] = masthead.byline(text)
    own = facts.get("agreement_date") or facts.get("last_updated")
    outlet, author = facts.get("outlet"), facts["author"]
    # A page of terms bears the date on which its address was first used: what the terms say of themselves is newer.
    published = own.value if own and kind == "terms" else iso(stated.get("published", ""))
    return Metadata(
        title=title,
        published=published or (own.value if own else _date(document, text[:_HEAD])),
        outlet=stated.get("outlet") or (outlet.value if outlet else None),
        author=(stated.get("author") if not from_office else None) or (author.value if author else None),
        facts=tuple(Fact(n, told.value, told.span, told.derived) for n in FACTS if (told := facts.get(n))),
        parties=opening.parties,
    )


def _contract_facts(text: str, lower: str, title: str | None, opening: Preamble) -> dict[FactName, Told | None]:
    """What a contract says of itself. lower: `text` in small letters."""
    made = agreement.agreement_date(text, opening)
    of_effect, of_term, of_renewal, of_law = places(lower, effect.CUES, duration.CUES, renewal.CUES, jurisdictions.CUES)
    begins = effect.effective_date(text, of_effect, opening, made)
    if begins and not made:
        made = Told(begins.value, begins.span, derived=True)  # "signed as of the Effective Date"
    runs = duration.read_duration(text, lower, of_term, begins.value if begins else None)
    law = jurisdictions.read_governing_law(text, of_law)
    return {
        "agreement_date": made,
        "effective_date": begins,
        "term": runs.term,
        "expiration": runs.expiration,
        "renewal": renewal.read_renewal(text, lower, of_renewal),
        "governing_law": Told(*law) if law else None,
        "amends": amendments.amends(text, title, opening),
        "redactions": amendments.redactions(text),
    }


def _date(document: Document, head: str) -> str | None:
    """The date the text gives for itself: of the last update, of the agreement, of a signature, or of a dateline."""
    for cue in (_UPDATED, _MADE, _EFFECTIVE):
        date = _near(head, cue)
        if date:
            return date
    signed = _near(document.text[-_TAIL:], _SIGNED)
    if signed:
        return signed
    first = next(dates.dates(head[:_FIRST]), None)
    if first:
        line = head[head.rfind("\n", 0, first.span.start) + 1 : head.find("\n", first.span.end)]
        # A date in running text is what an article tells of, and a contract's own.
        if len(line) < _LINE or re.search("agreement|contract", head[:_FIRST], re.I):
            return first.iso
    return None


def _near(text: str, cue: re.Pattern[str]) -> str | None:
    """The first date that follows such words closely."""
    for found in cue.finditer(text):
        date = next(dates.dates(text, found.end(), found.end() + _NEAR), None)
        if date and date.span.start - found.end() < _NEAR / 2:
            return date.iso
    return None
