"""What is granted, for how long and for what, who owns the recordings, and what the talent side keeps."""

import re
from dataclasses import replace

from .codebook import Codebook
from .decisions import SILENT, Decision, Decisions, stated
from .findings import Findings

COPY = re.compile(r"clon|avatar|replica|twin|double|synth|\bmodels?\b", re.IGNORECASE)


def grant_type(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    """Form follows substance: a granted right is a licence, a covenant not to grant it to others makes it exclusive."""
    values = found.stated("grant_type")
    special = _likeness_apart(found, values) if kind == "terms" else _performance_passes(found, values)
    if special:
        return special
    licence, covenant = found.tags("_licence"), found.tags("_covenant")
    if "assignment" in values:
        return stated(found, "grant_type", "assignment", "rights in the likeness pass")
    licensed = found.has("_licence") or "non_exclusive_licence" in values or "exclusive_licence" in values
    if licensed:
        if kind == "contract" and found.has("_covenant"):
            extra = (*licence[:1], *covenant[:1])
            return stated(found, "grant_type", "exclusive_licence", "a covenant not to grant the same to others", extra)
        if "exclusive_licence" in values:
            return stated(found, "grant_type", "exclusive_licence", "the grant says exclusive")
        decision = stated(found, "grant_type", "non_exclusive_licence", "a licence without exclusivity", licence[:2])
        if kind == "terms":
            return replace(decision, tags=found.telling((*found.tags("grant_type", "non_exclusive_licence"), *licence)))
        return decision
    if found.has("_assign_recordings"):
        owned = found.tags("_assign_recordings")
        note = "recordings are assigned and no licence of the likeness stands beside"
        return stated(found, "grant_type", "assignment", note, owned)
    for value in ("work_made_for_hire", "no_grant", "consent_only"):
        if value in values:
            return stated(found, "grant_type", value, "no right in the likeness is granted otherwise")
    if found.has("_bar_likeness"):
        return stated(found, "grant_type", "no_grant", "only a bar, nothing granted", found.tags("_bar_likeness"))
    return SILENT


def _likeness_apart(found: Findings, values: dict[str, float]) -> Decision | None:
    """In terms, a separate treatment of voice or likeness beats the general content licence (G1)."""
    if "no_grant" in values:
        return stated(found, "grant_type", "no_grant", "content with a person's likeness is barred")
    if found.has("_consent_likeness"):
        tags = found.tags("_consent_likeness")
        return stated(found, "grant_type", "consent_only", "a separate consent covers the voice or likeness", tags)
    return None


def _performance_passes(found: Findings, values: dict[str, float]) -> Decision | None:
    """Where the performance itself passes, a licence of name and photographs for publicity beside it changes nothing."""
    single = "single_work" in found.stated("purpose_scope")
    results = found.has("_assign_results") and single and found.has("_assign_recordings")
    if found.has("_assign_performance") or results:
        tags = found.tags("_assign_performance") or found.tags("_assign_results")
        return stated(found, "grant_type", "assignment", "the performance and the rights in it pass", tags)
    if found.has("_hire_performance") or ("work_made_for_hire" in values and found.has("_assign_results") and single):
        tags = found.tags("_hire_performance")
        return stated(found, "grant_type", "work_made_for_hire", "the performance is made for hire", tags)
    return None


def licence_term(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    """How long the likeness may be used: an exit beats perpetual, use tied to a running term beats ownership for ever."""
    values = found.stated("licence_term")
    if "until_withdrawn" in values:
        return stated(found, "licence_term", "until_withdrawn", "open-ended, the talent side can end it")
    if kind == "terms":
        if set(values) == {"unclear"}:
            tags = tuple(found.tags("licence_term", "unclear"))
            return Decision(status="unclear", score=values["unclear"], tags=tags, note="as long as it is stored")
        values = {x: s for x, s in values.items() if x == "perpetual"}
    renews, fixed = "auto_renewing" in values, "fixed" in values
    if (renews or fixed) and ("perpetual" not in values or found.has("_during_term")):
        value = "auto_renewing" if renews else "fixed"
        during = found.tags("_during_term")[:1]
        return stated(found, "licence_term", value, "the likeness may be used during a term with an end", during)
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
    """The widest purpose named; the publicity of a work belongs to that work, unless products are endorsed."""
    values = found.stated("purpose_scope")
    order = ["any_purpose", "platform_service"]
    if kind == "contract":
        order = ["any_purpose", "named_client_or_brand", "single_work", "described_category"]
        if "single_work" in values and not found.has("_products"):
            order = ["any_purpose", "single_work"]
        elif values.get("named_client_or_brand", 0) > values.get("any_purpose", 1):
            order.remove("any_purpose")
        elif found.has("_open_clients") and "described_category" in values:
            order = ["any_purpose", "described_category"]
    elif "described_category" in values:
        order = ["described_category"]  # the likeness has a licence of its own (G1)
    elif found.has("_own_business") and "any_purpose" not in values:
        tags = tuple(found.tags("_own_business"))
        return Decision(("any_purpose",), score=tags[0].score, tags=tags, note="the company's whole business")
    for value in order:
        if value in values:
            return stated(found, "purpose_scope", value, "the widest purpose named")
    return SILENT


def rights_retention(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    """Who keeps the rights, cut back where a licence without end and for any purpose stands beside."""
    values = found.stated("rights_retention")
    grant = made["grant_type"].values
    perpetual = made["licence_term"].values == ("perpetual",)
    # In terms a purpose told for name and image alone leaves the licence of the content open.
    open_ended = (("any_purpose",), ()) if kind == "contract" else (("any_purpose",), ("described_category",), ())
    any_purpose = made["purpose_scope"].values in open_ended
    # Recordings that are assigned leave the likeness where it was; "results and proceeds" of the services do not.
    passes = "assignment" in found.stated("grant_type") or found.has("_assign_results")
    if grant == ("assignment",) and passes:
        return stated(found, "rights_retention", "given_up", "the likeness is assigned", made["grant_type"].tags[:1])
    if "given_up" in values:
        value = "given_up" if any_purpose and not found.has("_release_limited") else "partial"
        if value == "given_up" or "retained" not in values:
            note = f"claims are released for {'any use' if value == 'given_up' else 'the uses described'}"
            tags = tuple(found.tags("rights_retention", "given_up"))
            return Decision((value,), score=values["given_up"], tags=tags, note=note)
    named = {t.evidence for t in found.tags("rights_retention", "partial")}
    if "partial" in values and all(t.evidence in named for t in found.tags("rights_retention", "retained")):
        return stated(found, "rights_retention", "partial", "named rights are kept")
    if "retained" in values:
        cut = perpetual and any_purpose
        if cut or grant == ("work_made_for_hire",):
            tags = (*found.tags("rights_retention", "retained")[:1], *made["licence_term"].tags[:1])
            note = (
                "kept, but cut back by a licence without end" if cut else "some rights come back, the work is for hire"
            )
            return Decision(("partial",), score=values["retained"], tags=tags, note=note)
        return stated(found, "rights_retention", "retained", "rights stay with the talent side")
    return SILENT


def ownership(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    """The owner of a named replica, else of the recordings; in terms the user's content and the company's model are layers."""
    values = found.stated("replica_ownership")
    named = made["replica_creation"].values == ("permitted_express",)
    apart = found.has("_company_system") and found.has("_person_layer")
    if apart or (named and kind == "terms" and {"talent", "company"} <= set(values)):
        value = "layered"
    else:
        if named and kind == "contract":
            # To own the finished commercials is not to own the copy in them.
            copies = {
                x for x in values if any(COPY.search(t.evidence.quote) for t in found.tags("replica_ownership", x))
            }
            values = {x: s for x, s in values.items() if x in copies} or values
        value = next((x for x in ("joint", "client", "company", "talent") if x in values), "")
    if named and kind == "terms" and value == "talent":
        # To own what one uploads is not to own the copy that is made of it.
        tags = tuple(t for t in found.tags("replica_ownership", "talent") if COPY.search(t.evidence.quote))
        note = "the copy's owner named"
        return Decision(("talent",), score=tags[0].score, tags=tags, note=note) if tags else SILENT
    return stated(found, "replica_ownership", value, "owner named") if value else SILENT


def exclusivity(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    """A bar on the talent side, by field, by replica or altogether; an exclusive grant is one within its field."""
    values = found.stated("exclusivity")
    grant = made["grant_type"]
    for value in ("full", "category", "replica_only"):
        if value in values:
            return stated(found, "exclusivity", value, "a bar on the talent side")
    if grant.values == ("exclusive_licence",):
        return stated(found, "exclusivity", "category", "an exclusive grant in its field", grant.tags[:1])
    if "none" in values and grant.values != ("no_grant",):
        return stated(found, "exclusivity", "none", "free to give the same to others")
    return SILENT


def transfer(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    """The widest circle reached without asking; "not to be passed on, except" is that exception."""
    values = found.stated("transfer_sublicensing")
    if "limited_circle" in values and "unrestricted" in values and found.has("_not_passed_on"):
        return stated(found, "transfer_sublicensing", "limited_circle", "not passed on beyond the circle named")
    for value in ("unrestricted", "limited_circle", "with_consent", "prohibited"):
        if value in values:
            return stated(found, "transfer_sublicensing", value, "the widest circle reached without asking")
    return SILENT
