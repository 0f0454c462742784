"""What is granted, for how long and for what, who owns the recordings, and what the talent side keeps."""

from .codebook import Codebook
from .decisions import SILENT, Decision, Decisions, stated
from .findings import Findings


def grant_type(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    """Form follows substance: a granted right is a licence, a covenant not to grant it to others makes it exclusive."""
    values = found.stated("grant_type")
    licence, covenant = found.tags("_licence"), found.tags("_covenant")
    if "assignment" in values:
        return stated(found, "grant_type", "assignment", "rights in the likeness pass")
    licensed = found.has("_licence") or "non_exclusive_licence" in values or "exclusive_licence" in values
    if licensed:
        if found.has("_covenant"):
            extra = (*licence[:1], *covenant[:1])
            return stated(found, "grant_type", "exclusive_licence", "a covenant not to grant the same to others", extra)
        if "exclusive_licence" in values:
            return stated(found, "grant_type", "exclusive_licence", "the grant says exclusive")
        return stated(found, "grant_type", "non_exclusive_licence", "a licence without exclusivity", licence[:2])
    owned = found.tags("_assign_recordings")
    for value in ("work_made_for_hire", "consent_only"):
        if value in values:
            return stated(found, "grant_type", value, "no right in the likeness is granted otherwise")
    if owned and found.has("_assign_recordings"):
        return stated(
            found,
            "grant_type",
            "assignment",
            "recordings are assigned and no licence of the likeness stands beside",
            owned,
        )
    if "no_grant" in values:
        return stated(found, "grant_type", "no_grant", "the use is withheld")
    return SILENT


def licence_term(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    """How long the likeness may be used: an exit beats perpetual, use tied to a running term beats ownership for ever."""
    values = found.stated("licence_term")
    if "until_withdrawn" in values:
        return stated(found, "licence_term", "until_withdrawn", "open-ended, the talent side can end it")
    if kind == "terms":
        values = {x: s for x, s in values.items() if x == "perpetual"}
    renews, fixed = "auto_renewing" in values, "fixed" in values
    if (renews or fixed) and ("perpetual" not in values or found.has("_during_term")):
        value = "auto_renewing" if renews else "fixed"
        return stated(found, "licence_term", value, "the likeness may be used during a term with an end")
    if "perpetual" in values:
        return stated(found, "licence_term", "perpetual", "said to have no end")
    exits = made["withdrawal"].values
    if found.has("_irrevocable") and exits in ((), ("not_possible",)):
        return stated(
            found, "licence_term", "perpetual", "irrevocable with neither end nor exit", found.tags("_irrevocable")[:1]
        )
    if "project_only" in values:
        return stated(found, "licence_term", "project_only", "ends with a named project")
    if exits == ("any_time",) and kind == "terms":
        return stated(
            found, "licence_term", "until_withdrawn", "the talent side can end it", made["withdrawal"].tags[:1]
        )
    return SILENT


def purpose_scope(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    values = found.stated("purpose_scope")
    order = (
        ("any_purpose", "platform_service")
        if kind == "terms"
        else ("any_purpose", "named_client_or_brand", "single_work", "described_category")
    )
    if (
        kind == "contract"
        and "any_purpose" in values
        and values.get("named_client_or_brand", 0) > values["any_purpose"]
    ):
        order = order[1:]
    for value in order:
        if value in values:
            return stated(found, "purpose_scope", value, "the widest purpose named")
    return SILENT


def rights_retention(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    """Who keeps the rights, cut back where a licence without end and for any purpose stands beside."""
    values = found.stated("rights_retention")
    perpetual = made["licence_term"].values == ("perpetual",)
    any_purpose = made["purpose_scope"].values in (("any_purpose",), ())
    if made["grant_type"].values == ("assignment",):
        return stated(found, "rights_retention", "given_up", "the likeness is assigned", made["grant_type"].tags[:1])
    if "given_up" in values and "retained" not in values:
        value = "given_up" if any_purpose else "partial"
        return Decision(
            (value,),
            score=values["given_up"],
            tags=tuple(found.tags("rights_retention", "given_up")),
            note="claims are released",
        )
    if "retained" in values:
        if perpetual and (any_purpose or kind == "terms"):
            tags = (*found.tags("rights_retention", "retained")[:1], *made["licence_term"].tags[:1])
            return Decision(
                ("partial",), score=values["retained"], tags=tags, note="kept, but cut back by a licence without end"
            )
        return stated(found, "rights_retention", "retained", "rights stay with the talent side")
    if "partial" in values:
        return stated(found, "rights_retention", "partial", "named rights are kept")
    return SILENT


def ownership(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    values = found.stated("replica_ownership")
    named = made["replica_creation"].values in (("permitted_express",),)
    subject = "replica" if named else "recordings"
    if "layered" in values or (named and {"talent", "company"} <= set(values)):
        value = "layered" if named else "company"
    else:
        value = next((x for x in ("company", "client", "joint", "talent") if x in values), "")
    return stated(found, "replica_ownership", value, "owner named", subject=subject) if value else SILENT
