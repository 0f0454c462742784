"""How the talent side is paid: components, structure, and pay for later use."""

from .codebook import Codebook
from .decisions import SILENT, Decision, Decisions, multi, outcome, stated
from .findings import Findings
from .model import Status
from .structure import derive_structure


def components(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    """Every kind of pay named; "nothing is payable" only where nothing else is."""
    decision = multi(book["compensation_components"], found)
    values = {t.value: t for t in decision.tags}
    if found.has("_session_fee"):
        # A recording session is creation work where it makes a replica, and ordinary work elsewhere.
        replica = made["replica_creation"].values in (("permitted_express",), ("permitted_implied",))
        values.setdefault("creation_fee" if replica else "fixed_fee", found.tags("_session_fee")[0])
    paper = found.tags("_royalty_in_paper") if found.has("_royalty_in_paper") else []
    if paper:
        values.pop("royalty", None)  # paid in warrants or shares: equity, whatever it is called
    if not {"no_payment", "in_kind", "equity"}.issuperset(values):  # goods may be all that is given for no fee
        values.pop("no_payment", None)
    if not values:
        nominal = tuple(found.tags("_nominal"))
        return (
            Decision(status="unclear", tags=nominal, note="nominal consideration and nothing else")
            if nominal
            else decision
        )
    order = [v for v in book["compensation_components"].value_ids if v in values]
    tags = (*(values[v] for v in order), *paper[:1])
    return Decision(tuple(order), score=decision.score, tags=tags, note="named in the text")


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
    for value in ("to_be_bargained", "paid_basis_unstated", "no_further_pay"):
        if value in values:
            return stated(found, "reuse_payment", value, "as said")
    return SILENT


def structure(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    """The codebook's derivation, never chosen by feel."""
    pay = made["compensation_components"]
    if pay.status == "unclear":
        return Decision(status="unclear", tags=pay.tags, note="rule 2: nominal consideration and nothing else")
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
