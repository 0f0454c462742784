"""Companies and bodies of this trade: loaded from YAML, found in text, resolved from names as contracts and articles write them."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal, Self

import ahocorasick
from cleanco import basename
from pydantic import Field

from ..corpus.model import Span
from . import vocabulary
from .shipped import packaged
from .vocabulary import Entry

# How far from an ambiguous name one of its context words may stand, in characters: about a paragraph either side.
CONTEXT_REACH = 600
_AND_CO = re.compile(r"\bCo(?:mpany)?\.?$")  # part of a name in the press
# What ends a name beside the legal forms that cleanco knows: they tell entities apart, not companies.
_FURTHER_FORM = re.compile(r"[\s,]+(?:company|co|holdings?|limited|n\.\s?a|national\s+association)\.?$", re.IGNORECASE)
# Other names of a party: "Orlo, Inc. d/b/a Orlo Voices", "Orlo Inc. (f/k/a Sorrel)".
_OTHER_NAME = re.compile(
    r"[\s,(]+(?:d[./]?\s?b[./]?\s?a|f[./]?k[./]?a|a[./]?k[./]?a|t/a|doing\s+business\s+as|formerly\s+known\s+as|f/s/o)[./]?:?\s.*$",
    re.IGNORECASE | re.DOTALL,
)
_PUNCTUATION = re.compile(r"[^\w&]+|_+")
PARTY_BODIES = frozenset({"union_or_guild", "employer_body", "advocacy"})


class Company(Entry):
    """One company or body. `ambiguous`: the bare name is a common word and counts only near one of the `context` words."""

    id: str = Field(pattern=r"^[a-z0-9_]+$")
    name: str = Field(min_length=1)
    aliases: tuple[str, ...] = ()
    sector: str
    country: str | None = None
    founded: int | None = None
    founded_source: str | None = None
    sources: tuple[str, ...] = ()
    verified: bool | Literal["partial"] = False
    ambiguous: bool = False
    context: tuple[str, ...] = ()
    practice: str | None = None
    note: str | None = None

    @cached_property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


class CompanyFile(Entry):
    """A file of companies; a later file replaces entries of the same id and adds the others."""

    version: str = ""
    sectors: tuple[str, ...] = ()
    companies: tuple[Company, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A company named in a text. `name` is the name as written there."""

    span: Span
    company_id: str
    name: str


class Companies:
    """Every company known, to be found in texts and resolved from names. Build it once: `Companies.load()`."""

    def __init__(self, companies: Iterable[Company]) -> None:
        self.by_id = {company.id: company for company in companies}
        self._keys = {key: c.id for c in self.by_id.values() for name in (c.id, *c.names) if (key := _key(name))}
        self._bare_keys = {_bare(name): c.id for c in self.by_id.values() for name in c.names if _bare(name)}
        self._contexts = {c.id: _any_word(c.context) for c in self.by_id.values() if c.ambiguous}

    @classmethod
    def load(cls, path: Path | None = None, extra: Sequence[Path] = ()) -> Self:
        """The companies of `path` (default: the list that ships), with those of the `extra` files added or replaced.

        Raises CodebookError naming file, line and fault.
        """
        merged: dict[str, Company] = {}
        for file in (path or packaged("companies.yaml"), *extra):
            merged |= {c.id: c for c in vocabulary.load(file, CompanyFile).companies}
        return cls(merged.values())

    def find(self, text: str) -> list[Mention]:
        """The companies named in `text`, in order, without overlap; the longest name wins.

        Names are matched by case ("Guess" is no "guess"). An ambiguous name counts where one of its context words
        stands near; once it has counted, it counts in the rest of the text too, except as the first word of a sentence.
        """
        found: list[tuple[int, int, str]] = []
        for last, (company_id, length) in self._automaton.iter(text):
            start, end = last + 1 - length, last + 1
            if _at_edges(text, start, end):
                found.append((start, end, company_id))
        kept = _longest(found)
        settled = {c for start, end, c in kept if c not in self._contexts or self._in_context(text, start, end, c)}
        return [
            Mention(Span(start, end), c, text[start:end])
            for start, end, c in kept
            if c in settled
            and (c not in self._contexts or self._in_context(text, start, end, c) or not _opens_sentence(text, start))
        ]

    def resolve(self, name: str) -> str | None:
        """The id of the company that `name` names, legal form and article aside; None if it is not known."""
        return self._keys.get(_key(name)) or self._bare_keys.get(_bare(name))

    def identify(self, name: str) -> str:
        """The id of the company that `name` names, or a stable slug of the name if it is not known."""
        return self.resolve(name) or slug(name)

    @cached_property
    def _automaton(self) -> Any:
        automaton = ahocorasick.Automaton()
        for company in self.by_id.values():
            for name in company.names:
                for form in {name, name.replace("'", "’")}:
                    automaton.add_word(form, (company.id, len(form)))
        automaton.make_automaton()
        return automaton

    def _in_context(self, text: str, start: int, end: int, company_id: str) -> bool:
        name = text[start:end]
        if len(name.split()) > 1 and name == name.title():
            return True  # two capitalised words are no chance word: "Levi Strauss", "Hour One"
        around = text[max(0, start - CONTEXT_REACH) : start] + " \n " + text[end : end + CONTEXT_REACH]
        return bool(self._contexts[company_id].search(around))


def slug(name: str) -> str:
    """A stable id made of the name as written: lower case, legal form dropped, everything else joined by "_"."""
    return _bare(name).replace(" ", "_").replace("&", "and") or "unknown"


def without_form(name: str) -> str:
    """The name as the press writes it, without a legal form at its end: "Olma Games Corp" is "Olma Games"; "Olma & Co." stays."""
    return name if _AND_CO.search(name) else basename(name) or name


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name.replace("’", "'").casefold())
    return _PUNCTUATION.sub(" ", "".join(c for c in folded if not unicodedata.combining(c))).strip()


@lru_cache(maxsize=4096)  # a party is looked up several times a document
def _key(name: str) -> str:
    return _plain(name).removeprefix("the ")


@lru_cache(maxsize=4096)
def _bare(name: str) -> str:
    """The name without its legal forms and its other names: "Guess?, Inc." and "GUESS" are one."""
    previous, name = "", _OTHER_NAME.sub("", name.strip())
    while name != previous:
        # A form that stands alone is a name: nothing is left of "SAS" without it.
        previous, name = name, _FURTHER_FORM.sub("", basename(name) or name).rstrip(" &,(")
    return _key(name)


def _any_word(words: Sequence[str]) -> re.Pattern[str]:
    """Matches any of the context words, from a word's beginning; words of capitals keep their case ("AI" is not "ai")."""
    # "celebrity" finds "celebrities" too: the last letter of a longer word is left open.
    parts = [re.escape(w) if w.isupper() else f"(?i:{re.escape(w[:-1] if len(w) > 5 else w)})" for w in words]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})" if parts else r"(?!)")


def _at_edges(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not (before.isalnum() or before in "@#/_-.") and not (after.isalnum() or after in "_@")


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip(" \"'“‘(")
    return not before or before[-1] in ".!?:\n"


def _longest(found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Without overlaps, from left to right: of names that start together the longest, then what follows it."""
    kept: list[tuple[int, int, str]] = []
    for start, end, company_id in sorted(found, key=lambda f: (f[0], -f[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, company_id))
    return kept
