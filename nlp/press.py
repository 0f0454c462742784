"""The vocabulary of press claims (`rules/press.yaml`): how articles say things, who speaks, what is no claim."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import ahocorasick
import yaml
from pydantic import Field

from ..corpus.errors import CodebookError
from . import vocabulary
from .codebook import Codebook
from .shipped import packaged
from .vocabulary import Entry

# Claims less sure than this are not kept: below it, more were wrong than right on the coded articles.
LEAST_SCORE = 0.35
# A capitalised word and a name of up to four; bounded, so that hostile text costs no more than its length.
_CAPITAL = r"[A-Z][\w&’'-]{0,40}(?:\.(?:ai|AI|com|tech|Tech|io|de)\b)?"
NAME = rf"{_CAPITAL}(?: (?:& )?{_CAPITAL}){{0,3}}"
_MACRO = re.compile(r"\{([A-Z][A-Z_]+)\}")


class PressRule(Entry):
    """One wording and what it says. `denied`: the wording denies the values; `basic_pay`: dropped beside any other pay claim."""

    id: str
    says: tuple[str, ...] = Field(min_length=1)  # "variable=value"
    cues: tuple[str, ...] = Field(min_length=1)
    match: tuple[str, ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()
    score: float = Field(default=0.6, gt=0, lt=1)
    yields_to: tuple[str, ...] = ()  # rules beside whose overlapping match this one is not meant
    denied: bool = False
    basic_pay: bool = False


class Statements(Entry):
    """Patterns that decide whether a sentence is a claim, and how firm and how friendly it is."""

    demand: str
    advice: str
    law: str
    law_goes_on: str
    invented: str
    hedged: str
    quantity: str
    planned: str
    disputed: str
    rebuttal: str
    in_court: str
    bargain: str
    supportive: str
    critical: str


class SpeakerCue(Entry):
    who: str
    cue: str


class Speech(Entry):
    """Verbs of saying, and the words by which a speaker's class is told."""

    says: str
    speakers: tuple[SpeakerCue, ...]
    outlets: tuple[str, ...]
    scholar_byline: str
    talent_byline: str
    talent_author: str
    union_author: str


class SignCue(Entry):
    """What speaks for a company (weight above 0) or against one: patterns right before, right behind and within a name."""

    weight: float
    before: str = ""
    after: str = ""
    within: str = ""


class Subjects(Entry):
    """Words by which the company, the sector or an unnamed company is told."""

    company_nouns: str
    name_endings: str
    generic: str
    unnamed: str
    definite: str
    generic_cues: tuple[str, ...]
    signs: tuple[SignCue, ...]
    no_names: frozenset[str]
    no_party: str
    well_known: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    no_company: frozenset[str] = frozenset()
    given_names: frozenset[str] = frozenset()


class PressFile(Entry):
    macros: dict[str, str]
    statements: Statements
    speech: Speech
    anchors: tuple[str, ...] = Field(min_length=1)
    subjects: Subjects
    rules: tuple[PressRule, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """A rule ready to run."""

    rule: PressRule
    says: tuple[tuple[str, str], ...]
    match: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """What speaks for a company or against one, ready to be looked for around a name."""

    weight: float
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    within: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class PressBook:
    """Everything in the file, compiled. `gate`, `anchors` and `generic_cues` find their words in lower-case text in one pass."""

    wordings: tuple[Wording, ...]
    gate: Any
    anchors: Any
    generic_cues: Any
    statements: dict[str, re.Pattern[str]]
    subjects: dict[str, re.Pattern[str]]
    speakers: tuple[tuple[str, re.Pattern[str]], ...]
    says: re.Pattern[str]
    outlets: frozenset[str]
    scholar_byline: re.Pattern[str]
    talent_byline: re.Pattern[str]
    talent_author: re.Pattern[str]
    union_author: re.Pattern[str]
    replica: re.Pattern[str]
    human: re.Pattern[str]
    company_nouns: str
    trade: re.Pattern[str]
    name_endings: re.Pattern[str]
    signs: tuple[Sign, ...]
    well_known: re.Pattern[str]
    no_names: frozenset[str]
    no_party: re.Pattern[str]
    places: frozenset[str]
    no_company: frozenset[str]
    given_names: frozenset[str]


@lru_cache(maxsize=1)
def shipped() -> PressBook:
    """The vocabulary that ships with Facevalue, loaded once a process."""
    return load()


def load(path: Path | None = None, book: Codebook | None = None) -> PressBook:
    """The press vocabulary of `path` (default: the one that ships), checked against `book` where one is given.

    Raises CodebookError naming file, line and fault.
    """
    path = path or packaged("press.yaml", "rules")
    content = vocabulary.load(path, PressFile)
    build = _Builder(path, content.macros)
    wordings = tuple(build.wording(i, rule, book) for i, rule in enumerate(content.rules))
    speech, subjects = content.speech, content.subjects
    return PressBook(
        wordings=wordings,
        gate=_gate(wordings),
        anchors=_words(content.anchors),
        generic_cues=_words(subjects.generic_cues),
        statements={k: build.pattern(v, "statements", k) for k, v in content.statements.model_dump().items()},
        subjects={
            k: build.pattern(v, "subjects", k)
            for k, v in subjects.model_dump().items()
            if isinstance(v, str) and k not in ("company_nouns", "name_endings", "no_party")
        },
        speakers=tuple((s.who, build.pattern(s.cue, "speech", "speakers", i)) for i, s in enumerate(speech.speakers)),
        says=build.pattern(rf"\b(?:{speech.says})\b", "speech", "says"),
        outlets=frozenset(speech.outlets),
        scholar_byline=build.pattern(speech.scholar_byline, "speech", "scholar_byline"),
        talent_byline=build.pattern(speech.talent_byline, "speech", "talent_byline"),
        talent_author=build.pattern(speech.talent_author, "speech", "talent_author"),
        union_author=build.pattern(speech.union_author, "speech", "union_author"),
        replica=build.pattern("{REPLICA}", "macros", "REPLICA"),
        human=build.pattern(r"\b{HUMAN}\b", "macros", "HUMAN"),
        company_nouns=(nouns := build.expand(subjects.company_nouns, ("subjects", "company_nouns"))),
        trade=re.compile(nouns, re.IGNORECASE),
        name_endings=re.compile(rf"(?:{subjects.name_endings})\Z"),
        signs=tuple(build.sign(sign, subjects, i) for i, sign in enumerate(subjects.signs)),
        well_known=re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, subjects.well_known)) or '(?!)'})(?![\w-])"),
        no_names=subjects.no_names,
        no_party=re.compile(subjects.no_party),
        places=frozenset(subjects.places),
        no_company=subjects.no_company,
        given_names=subjects.given_names,
    )


class _Builder:
    """Compiles the patterns of one file; faults name the line they stand on."""

    def __init__(self, path: Path, macros: dict[str, str]) -> None:
        self._path = path
        self._macros = macros

    def wording(self, n: int, rule: PressRule, book: Codebook | None) -> Wording:
        says: list[tuple[str, str]] = []
        for text in rule.says:
            variable, _, value = text.partition("=")
            known = book is None or (variable in book.by_id and value in book[variable].value_ids)
            if not value or not known:
                raise self._fault(f"rule {rule.id}: the codebook has no {text!r}", "rules", n, "says")
            says.append((variable, value))
        return Wording(
            rule,
            tuple(says),
            tuple(self.pattern(p, "rules", n, "match", i) for i, p in enumerate(rule.match)),
            tuple(self.pattern(p, "rules", n, "unless", i) for i, p in enumerate(rule.unless)),
        )

    def pattern(self, text: str, *place: str | int) -> re.Pattern[str]:
        try:
            return re.compile(self.expand(text, place), re.IGNORECASE)
        except re.error as error:
            raise self._fault(f"pattern {text!r} does not compile: {error}", *place) from error

    def sign(self, cue: SignCue, subjects: Subjects, n: int) -> Sign:
        """Patterns around names: case counts but for the words of {NOUNS}."""
        parts = {"NAME": NAME, "NOUNS": f"(?i:{subjects.company_nouns})", "ENDINGS": subjects.name_endings}

        def pattern(text: str, form: str, place: str) -> re.Pattern[str] | None:
            try:
                filled = _MACRO.sub(lambda m: f"(?:{parts[m[1]]})", text)
                return re.compile(form.format(filled)) if text else None
            except (re.error, KeyError) as error:
                raise self._fault(
                    f"pattern {text!r} does not compile: {error}", "subjects", "signs", n, place
                ) from error

        return Sign(
            cue.weight,
            pattern(cue.before, r"(?:{})\Z", "before"),
            pattern(cue.after, "{}", "after"),
            pattern(cue.within, "{}", "within"),
        )

    def expand(self, text: str, place: tuple[str | int, ...]) -> str:
        for _ in range(5):  # macros may use macros, a few levels deep
            text = _MACRO.sub(lambda m: f"(?:{self._macros[m[1]]})" if m[1] in self._macros else m[0], text)
        if unknown := _MACRO.search(text):
            raise self._fault(f"unknown macro {unknown[0]}", *place)
        return text

    def _fault(self, message: str, *place: str | int) -> CodebookError:
        node: Any = yaml.compose(self._path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        for part in place:
            inner = {k.value: v for k, v in node.value} if isinstance(node, yaml.MappingNode) else node.value
            node = inner[part]
        return CodebookError(f"{self._path.name}, line {node.start_mark.line + 1}: {message}")


def _words(words: tuple[str, ...]) -> Any:
    """An automaton that finds any of the words."""
    automaton: Any = ahocorasick.Automaton()
    for word in words:
        automaton.add_word(word, word)
    automaton.make_automaton()
    return automaton


def _gate(wordings: tuple[Wording, ...]) -> Any:
    """An automaton over the cues: each cue leads to the numbers of the wordings it opens."""
    openers: dict[str, list[int]] = {}
    for n, wording in enumerate(wordings):
        for cue in wording.rule.cues:
            openers.setdefault(cue.lower(), []).append(n)
    automaton: Any = ahocorasick.Automaton()
    for cue, numbers in openers.items():
        automaton.add_word(cue, tuple(numbers))
    automaton.make_automaton()
    return automaton
