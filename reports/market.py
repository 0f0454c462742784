"""Where an offer stands among comparable documents, told so that no single document of the pool can be read off."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..nlp.codebook import Codebook
from ..nlp.companies import Companies
from ..nlp.protections import Protection
from ..nlp.standards import WEIGHT, Severity
from . import filters
from .assess import Assessment, Offer
from .findings import Findings, Row, split

# Small cells, by the threshold rule of statistical disclosure control: Hundepool et al., Statistical Disclosure Control (2012).
LEAST_DOCUMENTS = 5
LEAST_COMPANIES = 3
LEAST_CELL = 3  # a count of one or two, or all but one or two, could be told to somebody's contract
SERIES = ("contract", "terms")


@dataclass(frozen=True, slots=True)
class Standing:
    """One protection: how many comparable documents give it, and whether the offer does.

    given, n: None where they are withheld; `said` tells why or gives the sentence. has: None where it cannot be told.
    """

    protection: Protection
    has: bool | None
    given: int | None
    n: int | None
    said: str

    @property
    def share(self) -> float | None:
        return self.given / self.n if self.given is not None and self.n else None


@dataclass(frozen=True, slots=True)
class Ask:
    """A protection that the offer lacks. standards: (standard id, requirement id, severity) that ask for it."""

    standing: Standing
    standards: tuple[tuple[str, str, Severity], ...] = ()
    wording: tuple[Row, ...] = ()

    @property
    def weight(self) -> int:
        return max((WEIGHT[severity] for _, _, severity in self.standards), default=0)


@dataclass(frozen=True, slots=True)
class Market:
    """The pool an offer is compared with. withheld: why no counts are given, "" where they are."""

    described: str
    n: int
    companies: int
    withheld: str = ""
    standings: tuple[Standing, ...] = ()
    pool: tuple[str, ...] = field(default=(), repr=False)  # document ids, for wording only


def market(
    findings: Findings,
    offer: Offer,
    itself: str,
    against: str,
    protections: Iterable[Protection],
    book: Codebook,
    companies: Companies,
) -> Market:
    """Compare an offer with the documents of a workspace that fit `against`, the offer itself left out.

    against: a filter, see `filters.parse`; "" takes documents of the offer's kind. Near-identical documents count once.
    Raises SetupError for a filter that is not understood.
    """
    wanted = filters.parse(against, book, companies, known={d["company"] for d in findings.document_rows})
    group = next((d["group"] for d in findings.document_rows if d["document_id"] == itself), "")
    whole = [
        d
        for d in findings.per("group").document_rows
        if d["kind"] in SERIES and d["status"] == "coded" and d["group"] != group
    ]
    if "kind" not in wanted.fields:
        whole = [d for d in whole if d["kind"] == offer.kind]
    pool = [d for d in whole if wanted.takes_date(d["published"]) and wanted.takes(d, findings, companies)]
    described = _described(wanted.fields.get("kind", frozenset({offer.kind})), against)
    of = {d["company"] or d["document_id"] for d in pool}
    reason = _withheld(len(pool), len(of), len(whole) - len(pool))
    if reason:
        return Market(described, len(pool), len(of), reason)
    standings = tuple(_standing(p, offer, pool, findings, described) for p in protections)
    return Market(described, len(pool), len(of), "", standings, tuple(d["document_id"] for d in pool))


def _described(kinds: Collection[str], against: str) -> str:
    """The pool in words: "contracts (voice since=2023)"."""
    named = " and ".join({"contract": "contracts", "terms": "sets of terms"}[kind] for kind in SERIES if kind in kinds)
    more = " ".join(word for word in against.split() if not word.startswith("kind="))
    return (named or "documents") + (f" ({more})" if more else "")


def _withheld(n: int, companies: int, left_out: int) -> str:
    if not n:
        return "No document fits: there is nothing to compare with."
    if n < LEAST_DOCUMENTS or companies < LEAST_COMPANIES:
        return (
            f"Fewer than {LEAST_DOCUMENTS} documents of {LEAST_COMPANIES} companies fit: counts are withheld, since single contracts "
            "could be read off them. Widen --against."
        )
    if 0 < left_out < LEAST_CELL:
        return (
            f"The filter leaves out fewer than {LEAST_CELL} documents: counts are withheld, since those could be read off by comparing "
            "with all. Narrow or widen --against."
        )
    return ""


def _standing(
    protection: Protection, offer: Offer, pool: Sequence[Row], findings: Findings, described: str
) -> Standing:
    coded = findings.coded.get(protection.variable, {})
    answers = [gives(protection, coded.get(d["document_id"])) for d in pool]
    counted = [a for a in answers if a is not None]
    given, n = sum(counted), len(counted)
    own = offer.codings.get(protection.variable)
    has = gives(protection, own)
    this = {True: "this one does too", False: "this one does not", None: "for this one it cannot be told"}[has]
    if n < LEAST_DOCUMENTS:
        return Standing(
            protection,
            has,
            None,
            None,
            f"Fewer than {LEAST_DOCUMENTS} comparable documents can be read on this: withheld.",
        )
    if 0 < given < LEAST_CELL:
        return Standing(
            protection, has, None, n, f"Fewer than {LEAST_CELL} of {n} {described} {protection.does}; {this}."
        )
    if 0 < n - given < LEAST_CELL:
        return Standing(protection, has, None, n, f"All but one or two of {n} {described} {protection.does}; {this}.")
    count = "None" if not given else "All" if given == n else str(given)
    this = "this one does" if has and not given else "this one does not either" if has is False and not given else this
    return Standing(protection, has, given, n, f"{count} of {n} {described} {protection.does}; {this}.")


def gives(protection: Protection, coding: Any) -> bool | None:
    """Whether a document gives a protection; None where that cannot be told or does not arise. Silence does not give it."""
    if coding is None or coding["status"] in ("unclear", "redacted", "not_applicable"):
        return None
    values = coding["values"] if not isinstance(coding["values"], str) else split(coding["values"])
    return bool(set(values) & set(protection.values)) if coding["status"] == "stated" else False


def asks(
    offer: Offer, found: Market, assessments: Sequence[Assessment], protections: Iterable[Protection]
) -> list[Ask]:
    """What the offer lacks, the gravest by the standards first, then by how many comparable documents give it."""
    standings = {s.protection.id: s for s in found.standings}
    missing: list[Ask] = []
    for protection in protections:
        standing = standings.get(protection.id) or Standing(
            protection, gives(protection, offer.codings.get(protection.variable)), None, None, ""
        )
        if standing.has is False:
            missing.append(Ask(standing, _asked_by(protection, assessments)))
    asked = [ask for ask in missing if ask.standards or ask.standing.n]
    return sorted(asked, key=lambda ask: (-ask.weight, -(ask.standing.share or 0), ask.standing.protection.id))


def _asked_by(protection: Protection, assessments: Sequence[Assessment]) -> tuple[tuple[str, str, Severity], ...]:
    """The requirements that fail or meet silence, and that this protection would meet."""
    return tuple(
        (each.standard.id, t.requirement.id, t.requirement.severity)
        for each in assessments
        for t in each.tests
        if t.requirement.variable == protection.variable
        and t.outcome in ("fails", "silent")
        and set(protection.values) & {*t.requirement.required, *t.requirement.acceptable}
    )
