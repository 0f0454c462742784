"""From tags to what a document says: the codebook's derivation and precedence, one small decision a variable.

Each decision names the rule that made it (`Coding.note`), so that `show --why` can tell.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from .codebook import Codebook, Variable
from .findings import Findings
from .model import Coding, Status, Tag
from .structure import derive_structure

QUOTES = 3  # evidence kept for a coding
# Variables that have no answer where the likeness is withheld (rules of the variables in the codebook).
WITHHELD = frozenset(
    "compensation_structure reuse_payment rights_retention licence_term territory media_scope purpose_scope "
    "transfer_sublicensing withdrawal".split()
)


@dataclass(frozen=True, slots=True)
class Decision:
    """The value or values of one variable, before it is dressed as a Coding."""

    values: tuple[str, ...] = ()
    status: Status = "stated"
    score: float = 0.5
    tags: tuple[Tag, ...] = ()
    note: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict[str, str])


Decisions = dict[str, Decision]
SILENT = Decision(status="not_stated", score=0.8, note="no passage speaks to it")


def code(document_id: str, kind: str, book: Codebook, tags: Iterable[Tag], human_likeness: bool) -> list[Coding]:
    """The codings of one document: one for every variable that applies to its kind, in the codebook's order."""
    variables = book.document_variables(kind)
    if not human_likeness:
        nothing = Decision(
            status="not_applicable", score=0.85, note="nothing in the document concerns a human likeness"
        )
        return [_coding(document_id, v, nothing) for v in variables]
    found = Findings(tags)
    made: Decisions = {}
    for name, decide in _ORDER:
        made[name] = decide(found, made, book, kind)
    for variable in variables:
        made.setdefault(
            variable.id, _multi(variable, found) if variable.select == "multi" else _single(variable, found, book)
        )
    if made["grant_type"].values == ("no_grant",):
        for name in WITHHELD:
            made[name] = Decision(
                status="not_applicable", score=made["grant_type"].score, note="the likeness is withheld"
            )
    return [_coding(document_id, v, made[v.id]) for v in variables]


def _coding(document_id: str, variable: Variable, decision: Decision) -> Coding:
    evidence = tuple(dict.fromkeys(t.evidence for t in decision.tags))[:QUOTES]
    attributes = {k: v for t in decision.tags[:1] for k, v in t.attributes.items() if k in variable.attributes}
    attributes |= {k: v for k, v in decision.attributes.items() if k in variable.attributes}
    stated = decision.status == "stated"
    return Coding(
        document_id,
        variable.id,
        decision.values if stated else (),
        decision.status,
        round(min(max(decision.score, 0.01), 0.99), 3),
        evidence if decision.status not in ("not_stated", "not_applicable") else (),
        attributes if stated else {},
        decision.note,
    )


def _multi(variable: Variable, found: Findings) -> Decision:
    """Every value with enough support; of an exclusive pair the stronger one, both at odds if equally strong."""
    values = found.stated(variable.id)
    if set(values) == {"redacted"}:
        return Decision(status="redacted", score=values["redacted"], tags=tuple(found.tags(variable.id, "redacted")))
    for a, b in variable.exclusive_pairs:
        if a in values and b in values:
            if abs(values[a] - values[b]) < 0.1:
                tags = (*found.tags(variable.id, a)[:1], *found.tags(variable.id, b)[:1])
                return Decision(status="unclear", tags=tags, note=f"both {a} and {b} are said")
            values.pop(min((a, b), key=lambda x: values[x]))
    order = [x for x in variable.value_ids if x in values]
    if not order:
        return SILENT
    tags = tuple(found.tags(variable.id, x)[0] for x in order)
    return Decision(tuple(order), score=min(values[x] for x in order), tags=tags, note="named in the text")


def _single(variable: Variable, found: Findings, book: Codebook) -> Decision:
    """The value that prevails: by the variable's precedence, else the worst case for the talent (G4)."""
    values = found.stated(variable.id)
    plain = [x for x in values if x in variable.value_ids]
    if not plain:
        for status in ("redacted", "unclear"):
            if status in values:
                return Decision(status=status, score=values[status], tags=tuple(found.tags(variable.id, status)))
        return SILENT
    value = book.widest(variable.id, plain)
    note = "the only reading" if len(plain) == 1 else f"widest of {', '.join(sorted(plain))} (G4 or precedence)"
    return _stated(found, variable.id, value, note)


def _stated(
    found: Findings, variable: str, value: str, note: str, extra: Iterable[Tag] = (), **attributes: str
) -> Decision:
    tags = (*found.tags(variable, value), *extra)
    support = (
        found.support(variable, value) if found.tags(variable, value) else max((t.score for t in tags), default=0.5)
    )
    return Decision((value,), score=support, tags=tags, note=note, attributes=attributes)


def _grant_type(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    """Form follows substance: a granted right is a licence, a covenant not to grant it to others makes it exclusive."""
    values = found.stated("grant_type")
    licence, covenant = found.tags("_licence"), found.tags("_covenant")
    if "assignment" in values:
        return _stated(found, "grant_type", "assignment", "rights in the likeness pass")
    licensed = found.has("_licence") or "non_exclusive_licence" in values or "exclusive_licence" in values
    if licensed:
        if found.has("_covenant"):
            extra = (*licence[:1], *covenant[:1])
            return _stated(
                found, "grant_type", "exclusive_licence", "a covenant not to grant the same to others", extra
            )
        if "exclusive_licence" in values:
            return _stated(found, "grant_type", "exclusive_licence", "the grant says exclusive")
        return _stated(found, "grant_type", "non_exclusive_licence", "a licence without exclusivity", licence[:2])
    owned = found.tags("_assign_recordings")
    for value in ("work_made_for_hire", "consent_only"):
        if value in values:
            return _stated(found, "grant_type", value, "no right in the likeness is granted otherwise")
    if owned and found.has("_assign_recordings"):
        return _stated(
            found,
            "grant_type",
            "assignment",
            "recordings are assigned and no licence of the likeness stands beside",
            owned,
        )
    if "no_grant" in values:
        return _stated(found, "grant_type", "no_grant", "the use is withheld")
    return SILENT


def _replica_creation(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    """A named copy that is allowed; a bar with a door (further consent); a bar."""
    values = found.stated("replica_creation")
    if "permitted_express" in values and kind == "contract":
        return _stated(found, "replica_creation", "permitted_express", "a named copy of the person is allowed")
    for value in ("permitted_express", "separate_consent_required", "prohibited", "permitted_implied"):
        if value in values:
            return _stated(found, "replica_creation", value, "the text names a copy of the person")
    return SILENT


def _withdrawal(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    """A specific exit beats the label irrevocable (G1); without any, an irrevocable grant has none."""
    values = found.stated("withdrawal")
    for value in ("any_time", "on_notice", "listed_grounds"):
        if value in values:
            return _stated(found, "withdrawal", value, "an exit of the talent side is stated")
    if found.has("_irrevocable"):
        return _stated(
            found, "withdrawal", "not_possible", "irrevocable and no exit is stated", found.tags("_irrevocable")[:1]
        )
    if "not_possible" in values:
        return _stated(found, "withdrawal", "not_possible", "withdrawal is ruled out")
    return SILENT


def _licence_term(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    """How long the likeness may be used: an exit beats perpetual, use tied to a running term beats ownership for ever."""
    values = found.stated("licence_term")
    if "until_withdrawn" in values:
        return _stated(found, "licence_term", "until_withdrawn", "open-ended, the talent side can end it")
    if kind == "terms":
        values = {x: s for x, s in values.items() if x == "perpetual"}
    renews, fixed = "auto_renewing" in values, "fixed" in values
    if (renews or fixed) and ("perpetual" not in values or found.has("_during_term")):
        value = "auto_renewing" if renews else "fixed"
        return _stated(found, "licence_term", value, "the likeness may be used during a term with an end")
    if "perpetual" in values:
        return _stated(found, "licence_term", "perpetual", "said to have no end")
    exits = made["withdrawal"].values
    if found.has("_irrevocable") and exits in ((), ("not_possible",)):
        return _stated(
            found, "licence_term", "perpetual", "irrevocable with neither end nor exit", found.tags("_irrevocable")[:1]
        )
    if "project_only" in values:
        return _stated(found, "licence_term", "project_only", "ends with a named project")
    if exits == ("any_time",) and kind == "terms":
        return _stated(
            found, "licence_term", "until_withdrawn", "the talent side can end it", made["withdrawal"].tags[:1]
        )
    return SILENT


def _purpose_scope(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
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
            return _stated(found, "purpose_scope", value, "the widest purpose named")
    return SILENT


def _reuse_payment(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    """A royalty goes on with every sale; priced cases and bars on further pay are taken as said."""
    values = found.stated("reuse_payment")
    pay = made["compensation_components"]
    ongoing = [t for t in pay.tags if t.value in ("royalty", "revenue_pool", "usage_fee", "residuals")]
    if "each_use" in values:
        return _stated(found, "reuse_payment", "each_use", "every further use is paid")
    if ongoing and ongoing[0].value in ("royalty", "revenue_pool"):
        if "listed_cases" in values or "no_further_pay" in values:
            return _stated(found, "reuse_payment", "listed_cases", "a royalty beside uses that bring none", ongoing[:1])
        return _stated(found, "reuse_payment", "each_use", "a royalty continues with every sale", ongoing[:1])
    if "no_further_pay" in values and not ongoing and "listed_cases" not in values:
        return _stated(found, "reuse_payment", "no_further_pay", "further pay is ruled out")
    if "listed_cases" in values or ongoing:
        return _stated(found, "reuse_payment", "listed_cases", "paid in named cases", ongoing[:1])
    for value in ("to_be_bargained", "no_further_pay"):
        if value in values:
            return _stated(found, "reuse_payment", value, "as said")
    return SILENT


def _components(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    """Every kind of pay named; "nothing is payable" only where nothing else is."""
    decision = _multi(book["compensation_components"], found)
    paid = [v for v in decision.values if v != "no_payment"]
    if paid and "no_payment" in decision.values:
        tags = tuple(t for t in decision.tags if t.value != "no_payment")
        return Decision(tuple(paid), score=decision.score, tags=tags, note="no_payment beside other pay is dropped")
    return decision


def _rights_retention(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    """Who keeps the rights, cut back where a licence without end and for any purpose stands beside."""
    values = found.stated("rights_retention")
    perpetual = made["licence_term"].values == ("perpetual",)
    any_purpose = made["purpose_scope"].values in (("any_purpose",), ())
    if made["grant_type"].values == ("assignment",):
        return _stated(found, "rights_retention", "given_up", "the likeness is assigned", made["grant_type"].tags[:1])
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
        return _stated(found, "rights_retention", "retained", "rights stay with the talent side")
    if "partial" in values:
        return _stated(found, "rights_retention", "partial", "named rights are kept")
    return SILENT


def _approval(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    values = found.stated("approval_rights")
    for value in ("each_output", "none", "listed_cases", "consultation_only"):
        if value in values:
            return _stated(found, "approval_rights", value, "as said")
    return SILENT


def _specificity(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
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


def _novel(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
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
            return _stated(found, "novel_content", value, "as said")
    return SILENT


def _consent_form(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    replica, training = made["replica_creation"], made["model_training"]
    if replica.status == "not_stated" and (training.status == "not_stated" or training.values == ("prohibited",)):
        return Decision(status="not_applicable", score=0.8, note="no replica, scan or AI use is foreseen")
    decision = _single(book["consent_form"], found, book)
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


def _ownership(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    values = found.stated("replica_ownership")
    named = made["replica_creation"].values in (("permitted_express",),)
    subject = "replica" if named else "recordings"
    if "layered" in values or (named and {"talent", "company"} <= set(values)):
        value = "layered" if named else "company"
    else:
        value = next((x for x in ("company", "client", "joint", "talent") if x in values), "")
    return _stated(found, "replica_ownership", value, "owner named", subject=subject) if value else SILENT


def _structure(found: Findings, made: Decisions, book: Codebook, kind: str) -> Decision:
    """The codebook's derivation, never chosen by feel."""
    pay = made["compensation_components"]
    value, note = derive_structure(
        book,
        components=pay.values,
        grant_type=_value(made["grant_type"]),
        licence_term=_value(made["licence_term"]),
        withdrawal=_value(made["withdrawal"]),
        reuse_payment=_value(made["reuse_payment"]),
        promised=found.has("_promised") and kind == "contract",
    )
    if value == "not_stated":
        return SILENT
    status: Status = value if value in ("unclear", "not_applicable") else "stated"  # type: ignore[assignment]
    extra = made["licence_term"].tags[:1] if value in ("time_limited_fee", "buyout") else ()
    tags = (*(pay.tags or tuple(found.tags("_promised"))), *extra)
    return Decision((value,) if status == "stated" else (), status, pay.score * 0.9, tags, note)


def _value(decision: Decision) -> str:
    return decision.values[0] if decision.values else decision.status


def _plain(variable: str) -> Callable[[Findings, Decisions, Codebook, str], Decision]:
    return lambda found, made, book, kind: _single(book[variable], found, book)


# What depends on what decides the order.
_ORDER: tuple[tuple[str, Callable[[Findings, Decisions, Codebook, str], Decision]], ...] = (
    ("grant_type", _grant_type),
    ("compensation_components", _components),
    ("withdrawal", _withdrawal),
    ("licence_term", _licence_term),
    ("purpose_scope", _purpose_scope),
    ("reuse_payment", _reuse_payment),
    ("compensation_structure", _structure),
    ("rights_retention", _rights_retention),
    ("replica_creation", _replica_creation),
    ("replica_ownership", _ownership),
    ("model_training", _plain("model_training")),
    ("novel_content", _novel),
    ("approval_rights", _approval),
    ("consent_specificity", _specificity),
    ("consent_form", _consent_form),
)
