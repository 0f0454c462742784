"""What a variable's value is: the decision type, and the two plain ways of deciding (all values said; the one that prevails)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from .codebook import Codebook, Variable
from .findings import Findings
from .model import Status, Tag


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
Decide = Callable[[Findings, Decisions, Codebook, str], Decision]
SILENT = Decision(status="not_stated", score=0.8, note="no passage speaks to it")


def multi(variable: Variable, found: Findings) -> Decision:
    """Every value with enough support; of an exclusive pair the stronger one, both at odds if equally strong."""
    values = found.stated(variable.id, together=True)
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


def single(variable: Variable, found: Findings, book: Codebook) -> Decision:
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
    return stated(found, variable.id, value, note)


def stated(found: Findings, variable: str, value: str, note: str, extra: Iterable[Tag] = ()) -> Decision:
    tags = (*found.tags(variable, value), *extra)
    support = (
        found.support(variable, value) if found.tags(variable, value) else max((t.score for t in tags), default=0.5)
    )
    return Decision((value,), score=support, tags=tags, note=note)


def outcome(decision: Decision) -> str:
    return decision.values[0] if decision.values else decision.status


def as_said(variable: Variable) -> Decide:
    """The plain way of a variable that has no decision of its own."""
    if variable.select == "multi":
        return lambda found, made, book, kind: multi(variable, found)
    return lambda found, made, book, kind: single(variable, found, book)
