"""The codebook: which variables there are, which values they take, and the order in which rules decide."""

from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from . import vocabulary
from .shipped import packaged
from .vocabulary import Entry

# YAML reads bare `none`, `no` or a number as something else than text; value ids are always text.
Word = Annotated[str, BeforeValidator(lambda v: v if isinstance(v, str) else str(v))]


class Value(Entry):
    id: Word
    definition: str


class Cues(Entry):
    strong: tuple[Word, ...] = ()
    weak: tuple[Word, ...] = ()


class Negative(Entry):
    phrase: str
    reason: str


class Derivation(Entry):
    """How `compensation_structure` follows from components: the groups of components the order speaks of."""

    one_off: tuple[str, ...]
    ongoing_revenue: tuple[str, ...]
    ongoing_other: tuple[str, ...]
    ongoing_unknown: tuple[str, ...]
    ignored: tuple[str, ...]
    order: tuple[str, ...]


class AppliesTo(Entry):
    contract: bool
    terms: bool
    press: bool


class Variable(Entry):
    """One question of the codebook."""

    id: str
    label: str
    group: str
    tier: Literal["core", "extended"]
    question: str
    unit: Literal["document", "clause", "claim"]
    select: Literal["single", "multi"]
    values: tuple[Value, ...] = Field(min_length=1)
    attributes: dict[str, str] = Field(default_factory=dict)
    derivation: Derivation | None = None
    ordinal: tuple[str, ...] = ()
    ordinal_excludes: tuple[str, ...] = ()
    precedence: tuple[str, ...] = ()
    exclusive_pairs: tuple[tuple[str, str], ...] = ()
    rules: tuple[str, ...] = ()
    cues: Cues = Cues()
    negatives: tuple[Negative, ...] = ()
    applies_to: AppliesTo
    cuad: tuple[str, ...] = ()

    @cached_property
    def value_ids(self) -> tuple[str, ...]:
        return tuple(v.id for v in self.values)

    @model_validator(mode="after")
    def _orders_cover_values(self) -> Self:
        ids = self.value_ids
        if len(set(ids)) != len(ids):
            raise ValueError(f"variable {self.id}: a value is listed twice")
        if self.ordinal and set(self.ordinal) | set(self.ordinal_excludes) != set(ids):
            raise ValueError(f"variable {self.id}: ordinal and ordinal_excludes must name every value once")
        if self.precedence and set(self.precedence) != set(ids):
            raise ValueError(f"variable {self.id}: precedence must name every value once")
        for pair in self.exclusive_pairs:
            if not set(pair) <= set(ids):
                raise ValueError(f"variable {self.id}: exclusive pair {pair} names an unknown value")
        return self


class Codebook(Entry):
    """The coding scheme as its YAML file states it."""

    version: Word
    name: str
    language: str
    scope: str
    units: dict[str, str]
    missing_codes: tuple[Value, ...]
    metadata: tuple[dict[str, Any], ...]
    party_roles: dict[str, Any]
    general_rules: tuple[dict[str, str], ...]
    groups: tuple[str, ...]
    variables: tuple[Variable, ...]

    @model_validator(mode="after")
    def _variables_fit(self) -> Self:
        seen: set[str] = set()
        for variable in self.variables:
            if variable.id in seen:
                raise ValueError(f"variable {variable.id} is listed twice")
            seen.add(variable.id)
            if variable.group not in self.groups:
                raise ValueError(f"variable {variable.id}: group {variable.group!r} is not one of the groups")
        return self

    @cached_property
    def by_id(self) -> dict[str, Variable]:
        return {v.id: v for v in self.variables}

    def __getitem__(self, variable: str) -> Variable:
        return self.by_id[variable]

    def document_variables(self, kind: str) -> tuple[Variable, ...]:
        """The variables coded once for a whole contract or set of terms (press has claims instead)."""
        if kind not in ("contract", "terms"):
            return ()
        return tuple(v for v in self.variables if getattr(v.applies_to, kind) and v.id != "clause_type")

    def widest(self, variable: str, values: list[str]) -> str:
        """Of several values found, the one that prevails: by precedence, else the worst case for the talent (G4)."""
        order = self[variable].precedence or self[variable].ordinal or self[variable].value_ids
        return min(values, key=lambda v: order.index(v) if v in order else len(order))


def load(path: Path | None = None) -> Codebook:
    """The codebook at `path`, or the one that ships with Facevalue.

    Raises CodebookError naming file, line and fault.
    """
    return _load(path or packaged("codebook.yaml"))


@lru_cache(maxsize=4)
def _load(path: Path) -> Codebook:
    return vocabulary.load(path, Codebook)
