"""The bank of invented clauses, coded and scored: python tests/rules/score_bank.py [--errors VARIABLE ...]

Each line of bank.jsonl is one clause: `codes` are all values that it states of a variable, `not` values that it must not
bring ("*": any). Even lines (counting from 0) may be studied; odd ones are held out, and only their totals are printed.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NotRequired, TypedDict, cast

from facevalue.corpus import segment
from facevalue.corpus.model import Kind, Span
from facevalue.corpus.readers import document
from facevalue.nlp import codebook, rulebook
from facevalue.nlp.codebook import Codebook
from facevalue.nlp.coding import code
from facevalue.nlp.roles import read_roles
from facevalue.nlp.tagger import CueScan, RuleTagger

BANK = Path(__file__).parent / "bank.jsonl"
PEOPLE = (
    "Talent|Artist|Model|Performer|Actor|Athlete|Player|Endorser|Narrator|Voice Talent|Voice Actor|Voice Owner|Influencer|"
    "Creator|Contributor|Ambassador|Celebrity|Presenter|Participant|Releasor|Licensor"
)
FIRMS = "Company|Producer|Studio|Brand|Client|Sponsor|Licensee|Publisher|Platform|Broadcaster|Agency"
CONTRACT = (
    'AGREEMENT between Alderlight Ltd, a company of Utopia (the "{firm}"), and Mara Quill, an individual (the "{person}").'
    "\n\nThe {firm} is a maker of goods. The {person} is known to the public.\n\n"
)
RELEASE = (
    'RELEASE to Alderlight Ltd (the "Company")\n\nI acknowledge that I have read this.\n\nI understand what I sign. '
    "The Company is a maker of goods.\n\n"
)
TERMS = "TERMS OF SERVICE\n\nAlderlight Ltd (“Alderlight”, “we”, “us”) offers a service.\n\n"


# One line of the bank; "not" is no name in Python, hence the other way of writing the type.
Clause = TypedDict(
    "Clause",
    {
        "kind": Kind,
        "text": str,
        "codes": NotRequired[dict[str, str | list[str]]],
        "not": NotRequired[dict[str, list[str]]],
    },
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one clause says of one variable: expected, found, and found although it must not be."""

    line: int
    text: str
    variable: str
    expected: frozenset[str]
    found: frozenset[str]
    barred: frozenset[str]

    @property
    def right(self) -> bool:
        return self.found == self.expected if self.expected else not self.barred


def head(text: str, kind: str) -> str:
    """The least that must stand before a clause for a reader to know who is who."""
    if kind == "terms":
        return TERMS
    person, firm = (re.search(rf"\b(?:{x})\b", text) for x in (PEOPLE, FIRMS))
    if re.search(r"\b(?:I|me|my|undersigned)\b", text) and not person:
        return RELEASE
    return CONTRACT.format(person=person[0] if person else "Talent", firm=firm[0] if firm else "Company")


@cache
def _rules() -> tuple[Codebook, tuple[rulebook.Compiled, ...]]:
    book = codebook.load()
    return book, rulebook.load(book)


@cache
def _scan(kind: Kind) -> tuple[Codebook, CueScan]:
    book, rules = _rules()
    return book, CueScan(rules, kind)


def answers() -> Iterator[Answer]:
    """Each clause of the bank, coded as the whole of a document that is known to concern a likeness."""
    for line, row in enumerate(BANK.read_text(encoding="utf-8").splitlines()):
        case = cast(Clause, json.loads(row))
        kind, text = case["kind"], case["text"]
        book, scan = _scan(kind)
        whole = document((head(text, kind) + text).encode(), "clause.txt")
        roles = read_roles(whole.blanked(Span(0, len(whole.text))), kind)
        tags = list(RuleTagger(scan, roles).tag(whole, segment.segment(whole)))
        found = {c.variable: frozenset(c.values) for c in code(whole.id, kind, book, tags, True)[0]}
        for variable, values in case.get("codes", {}).items():
            expected = frozenset([values] if isinstance(values, str) else values)
            yield Answer(line, text, variable, expected, found[variable], frozenset())
        for variable, values in case.get("not", {}).items():
            barred = found[variable] if "*" in values else found[variable] & set(values)
            yield Answer(line, text, variable, frozenset(), found[variable], barred)


def tally(some: list[Answer]) -> Counter[str]:
    """Values right, false and missed, over answers to one or more variables."""
    counts: Counter[str] = Counter()
    for a in some:
        counts["right"] += len(a.found & a.expected)
        counts["false"] += len(a.found - a.expected) if a.expected else len(a.barred)
        counts["missed"] += len(a.expected - a.found)
    return counts


def line(name: str, some: list[Answer]) -> str:
    n = tally(some)
    p = n["right"] / max(n["right"] + n["false"], 1)
    r = n["right"] / max(n["right"] + n["missed"], 1)
    exact = sum(a.right for a in some) / max(len(some), 1)
    return f"{name:26} {len(some):4}  P {p:.2f}  R {r:.2f}  F1 {2 * p * r / max(p + r, 0.01):.2f}  exact {exact:.2f}"


def main(wanted: list[str]) -> None:
    every = list(answers())
    halves = ([a for a in every if a.line % 2 == 0], [a for a in every if a.line % 2])
    for name, half in zip(("studied", "held out"), halves, strict=True):
        print(line(name, half))
    for variable in dict.fromkeys(a.variable for a in every):
        print(" | ".join(line(variable, [a for a in half if a.variable == variable]) for half in halves))
    for a in halves[0]:
        if not a.right and (a.variable in wanted or wanted == ["all"]):
            expected = "|".join(sorted(a.expected)) or "not " + "|".join(sorted(a.barred))
            print(f"{a.line} {a.variable}: {expected} GOT {'|'.join(sorted(a.found)) or '-'} :: {a.text}")


if __name__ == "__main__":
    main(sys.argv[2:])
