"""The copy of the person: whether, what for, with whose yes, and the way out."""

from .codebook import Codebook
from .decisions import SILENT, Decision, Decisions, single, stated
from .findings import Findings


def replica_creation(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    """A named copy that is allowed; a bar with a door (further consent); a bar."""
    values = found.stated("replica_creation")
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
    if found.has("_irrevocable"):
        return stated(
            found, "withdrawal", "not_possible", "irrevocable and no exit is stated", found.tags("_irrevocable")[:1]
        )
    if "not_possible" in values:
        return stated(found, "withdrawal", "not_possible", "withdrawal is ruled out")
    return SILENT


def approval(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    values = found.stated("approval_rights")
    for value in ("each_output", "none", "listed_cases", "consultation_only"):
        if value in values:
            return stated(found, "approval_rights", value, "as said")
    return SILENT


def specificity(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    """Approval of every use is consent per use; else how exactly purpose, media and time are told."""
    purpose, approval = made["purpose_scope"], made["approval_rights"]
    subject = (
        "replica" if made["replica_creation"].values in (("permitted_express",), ("permitted_implied",)) else "likeness"
    )
    if approval.values == ("each_output",):
        return Decision(
            ("per_use",),
            score=approval.score * 0.9,
            tags=approval.tags,
            note="every use is approved",
            attributes={"subject": subject},
        )
    if made["grant_type"].status == "not_stated" or made["grant_type"].values == ("no_grant",):
        return SILENT
    by_purpose = {
        "any_purpose": "blanket",
        "platform_service": "broad_category",
        "described_category": "broad_category",
        "named_client_or_brand": "described_uses",
        "single_work": "described_uses",
    }
    value = by_purpose[purpose.values[0]] if purpose.values else "blanket"
    tags = purpose.tags or made["grant_type"].tags
    note = f"purpose is {purpose.values[0]}" if purpose.values else "a grant without a description of uses"
    return Decision((value,), score=0.55, tags=tags, note=note, attributes={"subject": subject})


def novel(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    """Only where a replica is permitted or barred."""
    replica = made["replica_creation"].values
    if replica == ("prohibited",):
        return Decision(
            ("none_allowed",), score=0.6, tags=made["replica_creation"].tags, note="a copy is barred altogether"
        )
    if replica not in (("permitted_express",), ("permitted_implied",)):
        return SILENT
    values = found.stated("novel_content")
    for value in ("approved_scripts", "none_allowed", "bounded", "unbounded"):
        if value in values:
            return stated(found, "novel_content", value, "as said")
    return SILENT


def consent_form(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    replica, training = made["replica_creation"], made["model_training"]
    if replica.status == "not_stated" and (training.status == "not_stated" or training.values == ("prohibited",)):
        return Decision(status="not_applicable", score=0.8, note="no replica, scan or AI use is foreseen")
    decision = single(book["consent_form"], found, book)
    if decision.values or replica.values == ("prohibited",):
        return decision
    if replica.values == ("separate_consent_required",):
        return Decision(
            ("written_unspecified",),
            score=0.5,
            tags=replica.tags,
            note="a further consent is asked for, its form is not told",
        )
    return Decision(
        ("general_terms",),
        score=0.6,
        tags=(replica.tags or training.tags)[:1],
        note="by signing or accepting the whole",
    )
