"""How the talent side is paid: components, structure, and pay for later use."""

from .codebook import Codebook
from .decisions import SILENT, Decision, Decisions, multi, outcome, stated
from .findings import Findings
from .model import Status
from .structure import derive_structure


def components(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    """Every kind of pay named; "nothing is payable" only where nothing else is."""
    decision = multi(book["compensation_components"], found)
    paid = [v for v in decision.values if v != "no_payment"]
    if paid and "no_payment" in decision.values:
        tags = tuple(t for t in decision.tags if t.value != "no_payment")
        return Decision(tuple(paid), score=decision.score, tags=tags, note="no_payment beside other pay is dropped")
    return decision


def reuse_payment(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    """A royalty goes on with every sale; priced cases and bars on further pay are taken as said."""
    values = found.stated("reuse_payment")
    pay = made["compensation_components"]
    ongoing = [t for t in pay.tags if t.value in ("royalty", "revenue_pool", "usage_fee", "residuals")]
    if "each_use" in values:
        return stated(found, "reuse_payment", "each_use", "every further use is paid")
    if ongoing and ongoing[0].value in ("royalty", "revenue_pool"):
        if "listed_cases" in values or "no_further_pay" in values:
            return stated(found, "reuse_payment", "listed_cases", "a royalty beside uses that bring none", ongoing[:1])
        return stated(found, "reuse_payment", "each_use", "a royalty continues with every sale", ongoing[:1])
    if "no_further_pay" in values and not ongoing and "listed_cases" not in values:
        return stated(found, "reuse_payment", "no_further_pay", "further pay is ruled out")
    if "listed_cases" in values or ongoing:
        return stated(found, "reuse_payment", "listed_cases", "paid in named cases", ongoing[:1])
    for value in ("to_be_bargained", "no_further_pay"):
        if value in values:
            return stated(found, "reuse_payment", value, "as said")
    return SILENT


def structure(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    """The codebook's derivation, never chosen by feel."""
    pay = made["compensation_components"]
    optional = [t.attributes.get("option") == "true" for t in found.tags("compensation_components", "usage_fee")]
    # Fees due only if the company takes an option to expand never decide (rule 2).
    components = [v for v in pay.values if v != "usage_fee" or not all(optional)]
    value, note = derive_structure(
        book,
        components=components,
        grant_type=outcome(made["grant_type"]),
        licence_term=outcome(made["licence_term"]),
        withdrawal=outcome(made["withdrawal"]),
        reuse_payment=outcome(made["reuse_payment"]),
        promised=found.has("_promised") and kind == "contract",
    )
    if value == "not_stated":
        return SILENT
    status: Status = value if value in ("unclear", "not_applicable") else "stated"  # type: ignore[assignment]
    extra = made["licence_term"].tags[:1] if value in ("time_limited_fee", "buyout") else ()
    tags = (*(pay.tags or tuple(found.tags("_promised"))), *extra)
    return Decision((value,) if status == "stated" else (), status, pay.score * 0.9, tags, note)
