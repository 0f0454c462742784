"""Rules as data: patterns over masked sentences, read from YAML and checked against the codebook."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Literal

from pydantic import Field

from ..corpus.errors import CodebookError
from . import vocabulary
from .codebook import Codebook, Word
from .shelf import Shelf
from .shipped import digest, packaged
from .sieve import Wording
from .vocabulary import Entry

Setting = Literal[
    "recital",
    "feedback",
    "insurance",
    "indemnity",
    "warranty",
    "confidentiality",
    "definition",
    "user_rules",
    "service_licence",
    "billing",
    "dispute",
    "barred",
    "superseded",
    "statute",
    "chosen",
    "data_protection",
]
_MACRO = re.compile(r"\{([A-Z][A-Z_]+)\}")


class Rule(Entry):
    """One way of saying one value.

    cues:    lower-case words of which one must stand in the sentence (the cheap gate before any pattern).
    match:   patterns, any of which must match the masked sentence; the match is the heart of the evidence.
    needs:   pattern of plain words without which no match is tried (cheap, where cues are too common).
    near:    patterns that must all match the sentence or the headings above it.
    unless:  patterns none of which may match the sentence.
    within:  patterns that must all match the whole passage or its headings.
    without: patterns none of which may match the whole passage or its headings.
    heading: pattern that the headings above must match.
    settings: kinds of passage, skipped by default, in which the rule holds all the same.
    A variable that starts with "_" is a signal for the derivation of other variables and is not exported.
    """

    id: str
    variable: str
    value: Word
    kinds: tuple[Literal["contract", "terms"], ...] = ("contract", "terms")
    cues: tuple[str, ...] = Field(min_length=1)
    match: tuple[str, ...] = Field(min_length=1)
    needs: str | None = None
    near: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    heading: str | None = None
    settings: tuple[Setting, ...] = ()
    score: float = Field(default=0.8, gt=0, lt=1)
    attributes: dict[str, str] = Field(default_factory=dict)


class RuleFile(Entry):
    """One file of rules; macros are written {NAME} inside patterns."""

    macros: dict[str, str] = Field(default_factory=dict)
    rules: tuple[Rule, ...] = ()


class Compiled:
    """A rule with its patterns read."""

    __slots__ = ("heading", "match", "near", "needs", "rule", "unless", "within", "without")

    def __init__(self, rule: Rule, macros: dict[str, str], wording: Callable[[str], Wording]) -> None:
        def build(pattern: str) -> Wording:
            for _ in range(4):  # macros may use macros, a few levels deep
                pattern = _MACRO.sub(lambda m: f"(?:{macros[m[1]]})" if m[1] in macros else m[0], pattern)
            if unknown := _MACRO.search(pattern):
                raise CodebookError(f"rule {rule.id}: unknown macro {unknown[0]}")
            try:
                return wording(pattern)
            except re.error as error:
                raise CodebookError(f"rule {rule.id}: pattern {pattern!r} does not compile: {error}") from error

        self.rule = rule
        self.match = tuple(map(build, rule.match))
        self.needs = build(rule.needs) if rule.needs else None
        self.near = tuple(map(build, rule.near))
        self.unless = tuple(map(build, rule.unless))
        self.within = tuple(map(build, rule.within))
        self.without = tuple(map(build, rule.without))
        self.heading = build(rule.heading) if rule.heading else None

    @property
    def wordings(self) -> tuple[Wording, ...]:
        """All its patterns."""
        single = (w for w in (self.needs, self.heading) if w)
        return (*self.match, *self.near, *self.unless, *self.within, *self.without, *single)


def files() -> tuple[Path, ...]:
    """The rule files that ship with Facevalue, macros first."""
    folder = packaged("macros.yaml", "rules").parent
    return tuple(
        sorted((p for p in folder.glob("*.yaml") if p.stem != "press"), key=lambda p: (p.stem != "macros", p.stem))
    )


def load(book: Codebook, paths: Iterable[Path] = ()) -> tuple[Compiled, ...]:
    """The rules of `paths` (default: the shipped ones), compiled.

    Raises CodebookError naming file and rule for unknown variables, values and macros and for patterns that do not compile.
    """
    macros: dict[str, str] = {}
    compiled: dict[str, Compiled] = {}
    chosen = tuple(paths) or files()
    shelf = Shelf.open(digest(*(path for path in chosen if path.exists())))
    for path in chosen:
        content = vocabulary.load(path, RuleFile)
        macros |= content.macros
        for rule in content.rules:
            where = f"{path.name}, rule {rule.id}"
            if rule.id in compiled:
                raise CodebookError(f"{where}: the id is used twice")
            if not rule.variable.startswith("_"):
                if rule.variable not in book.by_id:
                    raise CodebookError(f"{where}: the codebook has no variable {rule.variable!r}")
                allowed = (*book[rule.variable].value_ids, "unclear", "redacted", "not_applicable")
                if rule.value not in allowed:
                    raise CodebookError(f"{where}: {rule.variable} has no value {rule.value!r}")
            compiled[rule.id] = Compiled(rule, macros, shelf.wording)
    shelf.keep()
    return tuple(compiled.values())
