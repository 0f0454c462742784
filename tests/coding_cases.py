"""Codings of an invented text, for the tables of cases in the rule tests."""

from functools import cache

from facevalue.corpus import segment
from facevalue.corpus.model import Kind, Span
from facevalue.corpus.readers import document
from facevalue.nlp import codebook, rulebook
from facevalue.nlp.codebook import Codebook
from facevalue.nlp.coding import code
from facevalue.nlp.concern import concerns_likeness
from facevalue.nlp.findings import Findings
from facevalue.nlp.model import Coding
from facevalue.nlp.roles import read_roles
from facevalue.nlp.tagger import CueScan, RuleTagger

# What stands before a case: who is who, and that a likeness is at stake, without a word of grant.
HEADS = {
    "bare": "",
    "contract": 'This Agreement is made between Alderlight Ltd (the "Company") and Mara Quill, an individual (the "Artist").\n\n'
    "The Company is a maker of tea. It concerns rights in the Artist's voice and likeness.\n\n",
    "release": 'RELEASE to Alderlight Ltd (the "Company")\n\nI understand that this is about rights in my voice and my likeness.\n\n'
    "I acknowledge that I have read it. The Company is a maker of tea.\n\n",
    "terms": "TERMS OF SERVICE\n\nAlderlight Ltd (“Alderlight”, “we”, “us”) offers a service. We may store your voice recordings.\n\n",
    "plain_terms": "TERMS OF SERVICE\n\nAlderlight Ltd (“Alderlight”, “we”, “us”) offers a service.\n\n",
}


@cache
def _scan(kind: Kind) -> tuple[Codebook, CueScan]:
    book = codebook.load()
    return book, CueScan(rulebook.load(book), kind)


def tagger_scan(kind: Kind) -> CueScan:
    """The shipped rules for a kind of document."""
    return _scan(kind)[1]


def codings(text: str, kind: str = "contract") -> dict[str, Coding]:
    """The codings of a text by variable. Kinds: the keys of HEADS, which are put before it."""
    as_kind: Kind = "terms" if kind.endswith("terms") else "contract"
    whole = document((HEADS[kind] + text).encode(), "case.txt")
    book, scan = _scan(as_kind)
    roles = read_roles(whole.blanked(Span(0, len(whole.text))), as_kind)
    tags = list(RuleTagger(scan, roles).tag(whole, segment.segment(whole)))
    human = concerns_likeness(Findings(tags), roles)
    return {c.variable: c for c in code(whole.id, as_kind, book, tags, human)[0]}


def coded(text: str, kind: str = "contract") -> dict[str, str]:
    """Variable to its values joined with "|", or to its missing code."""
    return {variable: "|".join(c.values) or c.status for variable, c in codings(text, kind).items()}
