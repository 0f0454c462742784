"""One coded document against one standard: every requirement by itself, then the combination and the dates.

Follows the section `evaluation` of standards.yaml rule by rule; each outcome says which rule gave it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from ..nlp.standards import Condition, Prong, Requirement, Standard

Outcome = Literal["meets", "fails", "silent", "not_assessable", "not_applicable"]
Force = Literal["binding", "older", "ended", "not_in_force", "date_unknown"]
Verdict = Literal["meets", "falls_short", "at_risk", "not_assessable", "not_applicable", "reference"]
OPEN = frozenset({"silent", "not_assessable"})


@dataclass(frozen=True, slots=True)
class Offer:
    """What is known of the document that is compared.

    codings: variable -> {values: tuple, status, attributes: dict, quote, page, start, end, score}.
    signed: ISO prefix of its date, "" if unknown; that of the recording where a law counts from it.
    """

    title: str
    kind: str
    doc_type: str
    signed: str
    human_likeness: bool
    codings: Mapping[str, Mapping[str, Any]]
    talent: str = ""


@dataclass(frozen=True, slots=True)
class Test:
    """One requirement on this document. apart: shown beside the others, not among them (training meant as improvement)."""

    requirement: Requirement
    outcome: Outcome
    why: str
    answer: str = ""
    quote: str = ""
    page: int | None = None
    start: int | None = None
    score: float | None = None
    apart: bool = False


@dataclass(frozen=True, slots=True)
class ProngResult:
    id: str
    outcome: Literal["holds", "fails", "not_assessable"]


@dataclass(frozen=True, slots=True)
class Assessment:
    """A document against a standard. note: what a reader must know before the verdict."""

    standard: Standard
    force: Force
    verdict: Verdict
    said: str
    tests: tuple[Test, ...] = ()
    prongs: tuple[ProngResult, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[Outcome, int]:
        """How many requirements had each outcome, those set apart left out."""
        order: tuple[Outcome, ...] = ("meets", "fails", "silent", "not_assessable", "not_applicable")
        return {name: sum(t.outcome == name and not t.apart for t in self.tests) for name in order}


def assess(offer: Offer, standard: Standard, today: date, verified_only: bool = False) -> Assessment:
    """Compare. verified_only leaves out requirements whose source was not read in full."""
    force = in_force(standard, offer.signed, today)
    if not offer.human_likeness:
        said = "The document concerns no person's likeness: it is not compared with any standard."
        return Assessment(standard, force, "not_applicable", said)
    chosen = [r for r in standard.requirements if r.verified is True or not verified_only]
    notes = [*_fit(offer, standard), *_dates(standard, force), *standard.cautions]
    if left := len(standard.requirements) - len(chosen):
        notes.append(
            f"{left} of {len(standard.requirements)} requirements are left out: their source is not fully verified."
        )
    if not chosen:
        return Assessment(
            standard, force, "not_assessable", "No requirement of this standard is fully verified.", notes=tuple(notes)
        )
    held = _holds(standard.trigger, offer) if standard.trigger else True
    if held is False and standard.trigger:
        spoken = _answer(offer, standard.trigger.variable or "")
        said = f"Not triggered: it concerns documents with {_words(standard.trigger)}; this one: {spoken}."
        return Assessment(standard, force, "not_applicable", said, notes=tuple(notes))
    tests = tuple(test(offer, requirement) for requirement in chosen)
    if held is None:
        notes.append(
            f"Whether it is triggered cannot be told: {_answer(offer, standard.trigger.variable or '')}."
            if standard.trigger
            else ""
        )
    prongs = tuple(_prong(each, tests) for each in standard.combination.prongs) if standard.combination else ()
    verdict, said = _verdict(standard, force, tests, prongs)
    if held is None and verdict == "falls_short":
        verdict, said = "at_risk", f"At risk, if it is triggered. {said}"
    return Assessment(standard, force, verdict, said, tests, prongs, tuple(filter(None, notes)))


def in_force(standard: Standard, signed: str, today: date) -> Force:
    """How the document's date lies to the standard's. A date known less precisely counts from its end: "2024" is 2024-12-31."""
    if standard.kind == "bill" or (standard.starts and standard.starts > today):
        return "not_in_force"
    if not signed:
        return "date_unknown"
    latest = f"{signed}-12-31" if len(signed) == 4 else f"{signed}-31" if len(signed) == 7 else signed
    if standard.starts and latest < standard.starts.isoformat():
        return "older"
    if standard.in_force_to and signed > standard.in_force_to.isoformat():
        return "ended"
    return "binding"


def test(offer: Offer, requirement: Requirement) -> Test:
    """One requirement by the values of its variable."""
    if not requirement.checkable or requirement.variable is None:
        return Test(requirement, "not_assessable", "No coding of a contract can show it.")
    if requirement.only_if:
        held = _holds(requirement.only_if, offer)
        if held is False:
            return Test(requirement, "not_applicable", f"Asked only of {_words(requirement.only_if)}.")
        if held is None:
            return Test(
                requirement,
                "not_assessable",
                f"Asked only of {_words(requirement.only_if)}, which cannot be told here.",
            )
    coding = offer.codings.get(requirement.variable)
    if coding is None:
        return Test(requirement, "not_assessable", "Not searched in this document.")
    place: dict[str, Any] = {name: coding.get(name) for name in ("page", "start", "score")}
    place["quote"] = coding.get("quote") or ""
    outcome, why = _outcome(requirement, coding)
    answer = ", ".join(coding["values"]) if coding["status"] == "stated" else coding["status"]
    apart = (
        requirement.variable == "model_training" and str(coding["attributes"].get("explicit", "")).lower() == "false"
    )
    place["quote"] = place["quote"] or ""
    if apart:
        why += " The text speaks of developing and improving services, not of training."
    return Test(requirement, outcome, why, answer, apart=apart, **place)


def _outcome(requirement: Requirement, coding: Mapping[str, Any]) -> tuple[Outcome, str]:
    status = coding["status"]
    if status == "not_stated":
        return "silent", "The document is silent."
    if status == "not_applicable":
        return "not_applicable", "The question does not arise in this document."
    if status != "stated":
        return "not_assessable", "The wording allows two readings." if status == "unclear" else "Blacked out."
    if requirement.variable == "consent_specificity" and coding["attributes"].get("subject") == "likeness":
        return "not_assessable", "What is described is a use of the likeness, not of a replica."
    values = set(coding["values"])
    full = bool(requirement.required) and set(requirement.required) <= values
    enough = bool(values & set(requirement.acceptable))
    if not (full or enough):
        wanted = " and ".join(requirement.required) or "one of " + ", ".join(requirement.acceptable)
        return "fails", f"Asked for: {wanted}."
    if requirement.attribute_test:
        return _attribute(requirement, coding)
    return "meets", "" if full or not requirement.required else "Accepted in place of what is asked for first."


def _attribute(requirement: Requirement, coding: Mapping[str, Any]) -> tuple[Outcome, str]:
    test = requirement.attribute_test
    assert test
    stated = coding["attributes"].get(test.attribute)
    asked = f"{test.op} {test.value if isinstance(test.value, bool) else f'{test.value:g}'}"
    wanted = f"{test.attribute.replace('_', ' ')} {asked}"
    if stated in (None, ""):
        return "not_assessable", f"Asked for: {wanted}; the document does not say."
    if isinstance(test.value, bool):
        held = str(stated).lower() == str(test.value).lower()
    else:
        try:
            number = float(stated)
        except ValueError:
            return "not_assessable", f"Asked for: {wanted}; the document says {stated}."
        held = {"<=": number <= test.value, ">=": number >= test.value, "==": number == test.value}[test.op]
    return ("meets" if held else "fails"), f"{test.attribute.replace('_', ' ')}: {stated} (asked for {asked})."


def _holds(condition: Condition, offer: Offer) -> bool | None:
    """Whether a condition holds; None where it cannot be told."""
    if condition.variable is None:
        return None
    if condition.variable == "doc_type":
        return offer.doc_type in condition.values if offer.doc_type else None
    coding = offer.codings.get(condition.variable)
    if coding is None or coding["status"] in ("unclear", "redacted"):
        return None
    if coding["status"] != "stated":
        return False
    if condition.attribute:
        stated = coding["attributes"].get(condition.attribute)
        return None if stated in (None, "") else str(stated).lower() == str(condition.value).lower()
    return bool(set(coding["values"]) & set(condition.values))


def _prong(prong: Prong, tests: tuple[Test, ...]) -> ProngResult:
    """A prong holds if all requirements of any of its lists are met. A silent representation leaves it open."""
    by_id = {t.requirement.id: t for t in tests}
    open_ = False
    for names in prong.any_of:
        of_list = [by_id.get(name) for name in names]
        if all(t and t.outcome == "meets" for t in of_list):
            return ProngResult(prong.id, "holds")
        outcomes = ["not_assessable" if t is None else _in_prong(t) for t in of_list]
        open_ |= "fails" not in outcomes
    return ProngResult(prong.id, "not_assessable" if open_ else "fails")


def _in_prong(test: Test) -> Outcome:
    if test.outcome == "silent":
        return "not_assessable" if test.requirement.variable == "representation_status" else "fails"
    return test.outcome if test.outcome in ("meets", "fails") else "not_assessable"


def _verdict(
    standard: Standard, force: Force, tests: tuple[Test, ...], prongs: tuple[ProngResult, ...]
) -> tuple[Verdict, str]:
    would = {
        "binding": "",
        "date_unknown": "",
        "older": "would today ",
        "ended": "would then ",
        "not_in_force": "would ",
    }[force]
    if not standard.benchmark:
        return "reference", "Recorded for comparison; not a benchmark of good practice."
    if prongs:
        if any(p.outcome == "holds" for p in prongs):
            return "meets", f"It {would or 'does '}not fall under the bar: at least one prong holds."
        if all(p.outcome == "fails" for p in prongs):
            return "falls_short", f"Every prong fails: the clause {would + 'be' if would else 'may be'} void."
        return "at_risk", "No prong is shown to hold, and at least one cannot be told from the text."
    asked = [t for t in tests if t.requirement.severity != "reference" and not t.apart]
    failed = [t for t in asked if t.outcome == "fails"]
    met = [t for t in asked if t.outcome == "meets"]
    left = [t for t in asked if t.outcome in OPEN]
    if failed:
        verb = {"older": "would fail today", "not_in_force": "would fail"}.get(force, "fails")
        return "falls_short", f"It {verb} {len(failed)} of {len(asked)} requirements."
    if left:
        silent = sum(t.outcome == "silent" for t in left)
        return ("at_risk" if silent else "not_assessable"), (
            f"Nothing fails; of {len(asked)} requirements {len(met)} are met, {silent} meet silence and {len(left) - silent} cannot be told."
        )
    if met:
        verb = {"older": "would meet today", "not_in_force": "would meet"}.get(force, "meets")
        return "meets", f"It {verb} every requirement that applies ({len(met)})."
    return "not_applicable", "No requirement applies to this document."


def _fit(offer: Offer, standard: Standard) -> list[str]:
    """Whether the standard is made for documents and people of this sort."""
    notes: list[str] = []
    types = standard.applies_to.doc_types
    if types and not offer.doc_type:
        notes.append(
            "What type of document this is was not recognised (--doc-type says it): compared as if the standard were made for it."
        )
    elif types and offer.doc_type not in types:
        notes.append(
            f"Made for {', '.join(map(_plain, types))}; this is of another type ({_plain(offer.doc_type)}): read it as a comparison only."
        )
    people = standard.applies_to.talent_categories
    if people and offer.talent and offer.talent not in people:
        notes.append(
            f"Made for {', '.join(map(_plain, people))}; here: {_plain(offer.talent)}. Read it as a comparison only."
        )
    elif people and not offer.talent:
        notes.append(
            f"Made for {', '.join(map(_plain, people))}: whether the person is one cannot be told from the text."
        )
    if standard.applies_to.note:
        notes.append(standard.applies_to.note)
    return notes


def _dates(standard: Standard, force: Force) -> list[str]:
    notes = {
        "older": f"The document is older than the standard ({standard.starts}): compared as if it were made today, never a breach.",
        "ended": f"The standard ended on {standard.in_force_to}, before the document: for comparison only.",
        "not_in_force": "Not in force: what follows would be asked if it were.",
        "date_unknown": "The document's date is not known: compared as if it were made today.",
    }
    lines = [notes[force]] if force in notes else []
    if not standard.date_verified:
        lines.append("The standard's own date is not verified.")
    return lines + ([standard.date_note] if standard.date_note else [])


def _answer(offer: Offer, variable: str) -> str:
    coding = offer.codings.get(variable)
    if coding is None:
        return "not searched"
    return f"{_plain(variable)} is {', '.join(map(_plain, coding['values'])) or _plain(coding['status'])}"


def _words(condition: Condition) -> str:
    if condition.variable is None:
        return condition.note or "some cases"
    if condition.attribute:
        return f"documents whose {_plain(condition.variable)} is {_plain(condition.attribute)}"
    return f"{_plain(condition.variable)} {' or '.join(map(_plain, condition.values))}"


def _plain(identifier: str) -> str:
    return identifier.replace("_", " ")
