"""The copy of the person: whether, what for, with whose yes, and the way out."""

from .codebook import Codebook
from .decisions import SILENT, Decision, Decisions, multi, single, stated
from .findings import Findings

TIMES = (("fixed",), ("project_only",), ("auto_renewing",))
BY_PURPOSE = {
    "any_purpose": "blanket",
    "platform_service": "broad_category",
    "described_category": "broad_category",
    "named_client_or_brand": "described_uses",
    "single_work": "described_uses",
}


def identity(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    """What is named for use; what is only barred or withheld counts where nothing else is named."""
    decision = multi(book["identity_attributes"], found)
    if decision.status != "not_stated":
        return decision
    barred = found.stated("_barred_attribute")
    values = tuple(x for x in book["identity_attributes"].value_ids if x in barred)
    tags = tuple(found.tags("_barred_attribute", x)[0] for x in values)
    return Decision(values, score=0.55, tags=tags, note="named only to be barred") if values else decision


def replica_creation(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    """A named copy that is allowed; a bar with a door (further consent); a bar."""
    values = found.stated("replica_creation")
    awaited = {t.evidence for t in found.tags("replica_creation", "separate_consent_required")}
    if awaited and all(t.evidence in awaited for t in found.tags("replica_creation", "permitted_express")):
        values.pop(
            "permitted_express", None
        )  # the only words that name a copy are those that ask for a further consent
    if "permitted_express" in values and kind == "contract":
        return stated(found, "replica_creation", "permitted_express", "a named copy of the person is allowed")
    for value in ("permitted_express", "separate_consent_required", "prohibited", "permitted_implied"):
        if value in values:
            return stated(found, "replica_creation", value, "the text names a copy of the person")
    return SILENT


def withdrawal(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    """A specific exit beats the label irrevocable (G1); without any, an irrevocable grant has none."""
    values = found.stated("withdrawal")
    for value in ("any_time", "on_notice", "listed_grounds"):
        if value in values:
            return stated(found, "withdrawal", value, "an exit of the talent side is stated")
    if kind == "terms" and "until_withdrawn" in found.stated("licence_term"):
        tags = tuple(found.tags("licence_term", "until_withdrawn"))
        return Decision(
            ("any_time",), score=tags[0].score, tags=tags, note="the licence ends when the talent side ends it"
        )
    if found.has("_irrevocable"):
        return stated(
            found, "withdrawal", "not_possible", "irrevocable and no exit is stated", found.tags("_irrevocable")[:1]
        )
    if "not_possible" in values:
        return stated(found, "withdrawal", "not_possible", "withdrawal is ruled out")
    return SILENT


def training(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    """A choice of the talent side beats the general permission it limits (G1), and a door beats the bar it stands in."""
    values = found.stated("model_training")
    order = ["opt_out", "opt_in", "permitted_general", "own_replica_only", "prohibited"]
    if not any(t.attributes.get("explicit") == "true" for t in found.tags("model_training", "permitted_general")):
        order = ["opt_out", "opt_in", "own_replica_only", "prohibited", "permitted_general"]
    if "own_replica_only" in values and made["replica_creation"].values == ("prohibited",):
        del values["own_replica_only"]  # no copy of one's own to train
    for value in order:
        if value in values:
            return stated(found, "model_training", value, "as said" if len(values) == 1 else "the specific word (G1)")
    return SILENT


def approval(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    """A specific say beats a general waiver (G1); a waiver as clear as the claim to approve everything beats that."""
    values = found.stated("approval_rights")
    if "none" in values and values["none"] > values.get("each_output", 0):
        values.pop("each_output", None)
    for value in ("each_output", "listed_cases", "consultation_only", "none"):
        if value in values:
            return stated(found, "approval_rights", value, "as said" if len(values) == 1 else "the specific word (G1)")
    return SILENT


def specificity(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    """Approval of every use is consent per use; else how exactly purpose, media and time are told."""
    purpose, approval = made["purpose_scope"], made["approval_rights"]
    if approval.values == ("each_output",):
        score = approval.score * 0.9
        return Decision(("per_use",), score=score, tags=approval.tags, note="every use is approved")
    if found.has("_each_use_asked"):
        return Decision(
            ("per_use",),
            score=0.6,
            tags=tuple(found.tags("_each_use_asked")),
            note="each use is asked for",
        )
    if made["grant_type"].status == "not_stated" or made["grant_type"].values == ("no_grant",):
        return SILENT
    named = purpose.values[0] if purpose.values else ""
    times = made["licence_term"].tags if made["licence_term"].values in TIMES else ()
    media = found.tags("media_scope", "listed_media") if found.has("media_scope", "listed_media") else []
    bounds = bool(times) + bool(media)
    told = bounds == 2 or found.has("_uses_described")
    broad = "broad_category" if found.has("_broad_use") else "blanket"
    value = BY_PURPOSE.get(named, "described_uses" if told else broad)
    if any(t.variable == "_own_business" for t in purpose.tags):
        value = "broad_category"
    if named == "described_category" and bounds:
        value = "described_uses"
    tags = (*(purpose.tags or made["grant_type"].tags), *times[:1], *media[:1])
    note = f"purpose is {named}, {bounds} of time and medium told" if named else "a grant without a description of uses"
    return Decision((value,), score=0.55, tags=tags, note=note)


def novel(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    """Only where a replica is permitted or barred; if nothing is said of new content, as far as the purpose reaches."""
    replica, purpose = made["replica_creation"], made["purpose_scope"].values
    if replica.values == ("prohibited",):
        return Decision(("none_allowed",), score=0.6, tags=replica.tags, note="a copy is barred altogether")
    if replica.values not in (("permitted_express",), ("permitted_implied",)):
        return SILENT
    values = found.stated("novel_content")
    if not values and made["approval_rights"].values == ("each_output",):
        tags = made["approval_rights"].tags
        return Decision(("approved_scripts",), score=0.5, tags=tags, note="every output is approved")
    if values.get("unbounded", 0) > values.get("bounded", 0):
        values.pop("bounded", None)
    for value in ("approved_scripts", "bounded", "unbounded", "none_allowed"):
        if value in values:
            return stated(found, "novel_content", value, "as said")
    if kind == "terms" or not purpose:
        return SILENT
    value = "unbounded" if purpose == ("any_purpose",) else "bounded"
    return Decision((value,), score=0.5, tags=replica.tags[:1], note=f"a copy for {purpose[0]}")


def capture(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    """What is said to feed the copy and, where a copy is allowed, what else is taken from the person."""
    decision = multi(book["capture_methods"], found)
    if made["replica_creation"].values != ("permitted_express",):
        return decision
    taken = [x for x in found.stated("_captured") if x not in decision.values]
    values = tuple(x for x in book["capture_methods"].value_ids if x in (*decision.values, *taken))
    tags = (*decision.tags, *(found.tags("_captured", x)[0] for x in taken))
    return Decision(values, score=0.6, tags=tags, note="taken from the person for the copy") if taken else decision


def consent_form(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    """Only where a copy, scan or AI use of the person is allowed or foreseen; a document wholly about it is its own consent."""
    replica, training = made["replica_creation"], made["model_training"]
    trained = (
        bool(training.values) and training.values != ("prohibited",) and training.attributes.get("explicit") != "false"
    )
    copied = bool(replica.values) and replica.values != ("prohibited",)
    if not trained and not copied:
        return Decision(status="not_applicable", score=0.8, note="no replica, scan or AI use is foreseen")
    if found.has("_about_replica"):
        tags = found.tags("_about_replica")
        return Decision(
            ("separate_signed",), score=0.65, tags=tuple(tags), note="a document of its own about the replica"
        )
    decision = single(book["consent_form"], found, book)
    if decision.values:
        return decision
    awaited = replica.values == ("separate_consent_required",)
    if awaited and kind == "contract":
        note = "a further consent is asked for, its form is not told"
        return Decision(("written_unspecified",), score=0.5, tags=replica.tags, note=note)
    if awaited and not trained:
        return SILENT
    tags = (replica.tags or training.tags)[:1]
    return Decision(("general_terms",), score=0.6, tags=tags, note="by signing or accepting the whole")
