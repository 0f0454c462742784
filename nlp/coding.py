"""From tags to what a document says: the codebook's derivation and precedence, one small decision a variable.

Each decision names the rule that made it (`Coding.note`), so that `show --why` can tell.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ..corpus.model import Span
from . import calibration, weighing
from . import decide_pay as pay
from . import decide_replica as replica
from . import decide_rights as rights
from .calibration import Traits
from .codebook import Codebook, Variable
from .decisions import Decide, Decision, Decisions, as_said
from .findings import Findings
from .model import Coding, Evidence, Tag
from .proof import HEADING, QUOTES, proof
from .weighing import Opinion

# Variables that have no answer where the likeness is withheld (rules of the variables in the codebook).
WITHHELD = frozenset(
    [
        "compensation_structure",
        "reuse_payment",
        "rights_retention",
        "licence_term",
        "territory",
        "media_scope",
        "purpose_scope",
        "transfer_sublicensing",
        "withdrawal",
    ]
)

# In terms these are read in and behind the clauses by which the company gets its right, where they are told there at all:
# other clauses speak of purposes and prices of other things.
OF_THE_GRANT = frozenset({"purpose_scope", "_own_business", "reuse_payment", "licence_term", "_irrevocable"})
GRANTING = frozenset({"_content_right", "_licence", "_consent_likeness"})
OWNED = frozenset({"replica_ownership", "rights_retention"})
LEAVING = re.compile(
    r"\b(?:terminat\w*|cancel\w*|end|clos\w*|leav\w*)\b[^.;]{0,40}\b(?:agreement|terms|contract|accounts?|subscription|services?)\b",
    re.IGNORECASE,
)
LICENSED = re.compile(
    r"\b(?:licen[sc]es?|consents?|permission|content|inputs?|uploads?|recordings?|voices?|avatars?|likeness|rights?|survives?)\b",
    re.IGNORECASE,
)
REACH = 1500  # characters behind a granting sentence in which its lists and conditions stand

# What the codebook derives from other variables, "never by feel": no opinion is heard on it.
DERIVED = frozenset({"compensation_structure"})

# Of what an answer speaks: of the copy, where these answers to `replica_creation` tell of one, else of what shows the person.
SUBJECTS = {
    "replica_ownership": (frozenset({"permitted_express"}), "recordings"),
    "consent_specificity": (frozenset({"permitted_express", "permitted_implied"}), "likeness"),
}

# What depends on what decides the order.
ORDER: Mapping[str, Decide] = {
    "identity_attributes": replica.identity,
    "replica_creation": replica.replica_creation,
    "grant_type": rights.grant_type,
    "compensation_components": pay.components,
    "withdrawal": replica.withdrawal,
    "licence_term": rights.licence_term,
    "purpose_scope": rights.purpose_scope,
    "reuse_payment": pay.reuse_payment,
    "compensation_structure": pay.structure,
    "rights_retention": rights.rights_retention,
    "replica_ownership": rights.ownership,
    "exclusivity": rights.exclusivity,
    "transfer_sublicensing": rights.transfer,
    "model_training": replica.training,
    "approval_rights": replica.approval,
    "novel_content": replica.novel,
    "consent_specificity": replica.specificity,
    "consent_form": replica.consent_form,
    "capture_methods": replica.capture,
}


def code(
    document_id: str,
    kind: str,
    book: Codebook,
    tags: Iterable[Tag],
    human_likeness: bool,
    traits: Traits = Traits(),  # noqa: B008 (it cannot change)
    opinion: Opinion | None = None,
) -> tuple[list[Coding], list[Tag]]:
    """The codings of one document, one for every variable that applies to its kind, in the codebook's order; and the tags by
    which the encoder's opinion counts in them.

    traits: what of the document tells how sure its codings are. opinion: the encoder's, if it was asked.
    """
    variables = book.document_variables(kind)
    held = calibration.load()
    if not human_likeness:
        nothing = Decision(status="not_applicable", note="nothing in the document concerns a human likeness")
        return [_coding(document_id, v, nothing, held.negative.chance(traits)) for v in variables], []
    found, made = settled(tags, book, kind, opinion)
    apart = _by_tier(found.every, book, kind)
    codings = [
        _coding(
            document_id,
            v,
            made[v.id],
            held.chance(v.id, made[v.id].status, made[v.id].score, quotes(made[v.id]), traits),
            proof(made[v.id], found),
            _told_apart(v.id, apart),
        )
        for v in variables
    ]
    heard = {(t.variable, t.value): t for v in variables for t in made[v.id].tags if t.tagger == weighing.TAGGER}
    return codings, list(heard.values())


def settled(
    tags: Iterable[Tag], book: Codebook, kind: str, opinion: Opinion | None = None
) -> tuple[Findings, Decisions]:
    """What the tags of a document that concerns a human likeness come to: those that count, and what is decided by them."""
    tags = _operative(tuple(tags)) if kind == "terms" else tuple(tags)
    found = Findings(tags, _told(tags) if kind == "terms" else None)
    return found, decided(found, book, kind, opinion)


def quotes(decision: Decision) -> int:
    """How many passages a decision rests on, so far as more of them make it surer."""
    return min(len({t.evidence for t in decision.tags}), QUOTES)


def _leaves(quote: str) -> bool:
    """Whether a sentence ends the use of the service alone: leaving says nothing of the licence."""
    return bool(LEAVING.search(quote)) and not LICENSED.search(quote)


def _operative(tags: tuple[Tag, ...]) -> tuple[Tag, ...]:
    """The tags without those of the grant that stand away from it, for each variable that has some in it."""
    grants = [t.evidence.span for t in tags if t.variable in GRANTING]

    def stands(tag: Tag) -> bool:
        return any(g.start <= tag.evidence.span.start <= g.end + REACH for g in grants)

    tags = tuple(t for t in tags if t.variable != "withdrawal" or not _leaves(t.evidence.quote))
    told = {t.variable for t in tags if t.variable in OF_THE_GRANT and t.value != "until_withdrawn" and stands(t)}
    return tuple(t for t in tags if t.variable not in told or t.value == "until_withdrawn" or stands(t))


def _told(tags: tuple[Tag, ...]) -> dict[Span, int]:
    """How many things each sentence says of the grant: the clause that grants proves a value better than words in passing."""
    said = {(t.evidence.span, t.variable) for t in tags if t.variable in OF_THE_GRANT | GRANTING | OWNED}
    # Of a long sentence each tag quotes what stands around its own words.
    return {
        a: len({variable for b, variable in said if a.start < b.end and b.start < a.end})
        for a, _ in said
        if a.end - a.start > HEADING
    }


def _by_tier(tags: Sequence[Tag], book: Codebook, kind: str) -> dict[str, Decisions]:
    """What the document says for each kind of talent that it treats apart (G6): its own clauses and those for all."""
    tiers = sorted({t.attributes["tier"] for t in tags if "tier" in t.attributes})
    if len(tiers) < 2:
        return {}
    return {x: decided(Findings(t for t in tags if t.attributes.get("tier", x) == x), book, kind) for x in tiers}


def _told_apart(variable: str, apart: dict[str, Decisions]) -> str:
    """The record of each kind of talent, where they differ: "background: no_further_pay; principal: each_use"."""
    said = {x: "|".join(made[variable].values) or made[variable].status for x, made in apart.items()}
    return "; ".join(f"{x}: {value}" for x, value in said.items()) if len(set(said.values())) > 1 else ""


def decided(found: Findings, book: Codebook, kind: str, opinion: Opinion | None = None) -> Decisions:
    """What each variable comes to in a document that concerns a human likeness; scores are support, not yet chances."""
    made: Decisions = {}
    for name in dict.fromkeys((*ORDER, *(v.id for v in book.document_variables(kind)))):
        decide = ORDER.get(name) or as_said(book[name])
        made[name] = decide(found, made, book, kind)
        if opinion is not None and name not in DERIVED:
            made[name] = weighing.load().weigh(book[name], made[name], opinion)
        if name in SUBJECTS:
            copied, shown = SUBJECTS[name]
            subject = shown if copied.isdisjoint(made["replica_creation"].values) else "replica"
            made[name] = replace(made[name], attributes={**made[name].attributes, "subject": subject})
    if made["grant_type"].values == ("no_grant",):
        for name in WITHHELD:
            made[name] = Decision(
                status="not_applicable", score=made["grant_type"].score, note="the likeness is withheld"
            )
    return made


def _coding(
    document_id: str,
    variable: Variable,
    decision: Decision,
    chance: float,
    evidence: tuple[Evidence, ...] = (),
    tiers: str = "",
) -> Coding:
    attributes = {
        k: v for t in decision.tags[:1] for k, v in t.attributes.items() if k in variable.attributes or k == "soft"
    }
    attributes |= {k: v for k, v in decision.attributes.items() if k in variable.attributes}
    if tiers:
        attributes["tiers"] = tiers
    stated = decision.status == "stated"
    return Coding(
        document_id,
        variable.id,
        decision.values if stated else (),
        decision.status,
        round(min(max(chance, 0.01), 0.99), 3),
        evidence if decision.status not in ("not_stated", "not_applicable") else (),
        attributes if stated else {},
        decision.note,
    )
