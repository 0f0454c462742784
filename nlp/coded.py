"""Sentences coded by hand, from which the encoder learns: of articles, of single clauses and of whole documents."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, cast

from ..corpus.errors import SetupError
from ..corpus.model import Document, Kind
from ..corpus.segment import segment
from .encoder import Answer, Sentence
from .mask import COMPANY, TALENT, Masker, spoken
from .opinions import asked_name
from .roles import read_roles
from .sentences import sentences
from .subjects import SECTOR, UNNAMED

_TAGGED = {"T": TALENT, "C": COMPANY}
_TAG = re.compile(r"<([TC])>.*?</\1>", re.DOTALL)
_UNSAID = frozenset(["not_stated", "unclear", "redacted", "not_applicable"])
_AT_LARGE = frozenset([SECTOR, UNNAMED])
_FRAMES = {"attribution": "claim_attribution", "certainty": "claim_certainty"}
_ONLY_SCORED = frozenset(["test", "held_out", "hold_out"])  # never learnt from
_EMPTY = 3  # of three sentences of a whole contract that say nothing, one is learnt from: there are so many
_MENTIONS = 3  # of a name in an article, from which is learnt what it names
_OVERLAP = 25  # characters of a quote, or half of it, that make a sentence part of it


@dataclass(frozen=True, slots=True)
class Coded:
    """A sentence, the answers that it gives, and the tasks it was coded for: it denies their other answers."""

    sentence: Sentence
    answers: frozenset[Answer]
    tasks: frozenset[str]


def read_coded(path: Path, texts: Path | None = None) -> Iterator[Coded]:
    """The coded sentences of a file, one document, article or clause a line.

    A line has `claims` (an article; with a `group`, a single sentence and pairs), `codes` as pairs (a clause, in whose text <T> and <C> mark the sides, with the
    sentence `before` it if there is one) or `codes` by variable with spans (a contract or terms); it may have `names`, by which is said what each name in it names.
    The text stands in the line or in `texts`/ID.*. Lines of a test half are left out. Raises SetupError.
    """
    for number, line in enumerate(path.read_text("utf8").splitlines(), 1):
        try:
            row = json.loads(line)
            if _ONLY_SCORED & {row.get("half"), row.get("split"), row.get("use")}:
                continue
            text = row.get("text") or next((texts or path.parent).glob(f"{row['id']}.*")).read_text("utf8")
            yield from _names(text, row.get("names", {}))
            if "claims" in row and row.get("group"):
                yield _single(text, row)
            elif "claims" in row:
                yield from _article(text, row["claims"])
            elif isinstance(row.get("codes"), list):
                yield _clause(row.get("before", ""), text, row["codes"])
            elif "names" not in row:
                yield from _document(text, row)
        except (ValueError, KeyError, TypeError, OSError, StopIteration) as error:
            raise SetupError(f"{path}, line {number}: no coded text ({type(error).__name__}: {error})") from error


def lessons(path: Path, texts: Path | None = None) -> list[Coded]:
    """The coded sentences of a file (`read_coded`) that are learnt from: of whole contracts not every one that says nothing.

    Raises SetupError.
    """
    found = list(read_coded(path, texts))
    whole = texts is not None and any("contract" in one.tasks for one in found)
    return [one for n, one in enumerate(found) if one.answers or not whole or n % _EMPTY == 0]


def _names(text: str, names: Mapping[str, str]) -> Iterator[Coded]:
    """The sentences of an article in which its names stand, once for each name: what does it name?"""
    plain = _plain(text)
    for name, what in names.items():
        for sentence in islice(asked_name(plain, name), _MENTIONS):
            yield Coded(sentence, frozenset({("name", "", what)}), frozenset({"name"}))


def _plain(text: str) -> list[str]:
    return [" ".join(text[a:b].split()) for a, b in sentences(text)]


def _article(text: str, claims: Sequence[Mapping[str, Any]]) -> Iterator[Coded]:
    """The sentences of an article, each with the claims whose quote it shares."""
    plain = _plain(text)
    made: list[set[Answer]] = [set() for _ in plain]
    subjects: list[set[str]] = [set() for _ in plain]
    for claim in claims:
        if claim["variable"] in _FRAMES.values():
            continue
        answers = {("press", cast(str, claim["variable"]), cast(str, value)) for value in claim["values"]}
        answers |= {(task, "", claim[name]) for task, name in _FRAMES.items() if claim.get(name)}
        for n in _quoted(" ".join(claim["quote"].split()), plain):
            made[n] |= answers
            subjects[n].add(claim["subject"])
    for before, sentence, answers, about in zip(["", *plain], plain, made, subjects, strict=False):
        answers |= {("at_large", "", subject) for subject in about & _AT_LARGE}
        tasks = {"press", *(task for task, _, _ in answers), *(["at_large"] if about else [])}
        yield Coded((before, sentence), frozenset(answers), frozenset(tasks))


def _single(text: str, row: Mapping[str, Any]) -> Coded:
    """A sentence that stands by itself, its claims given as pairs."""
    answers = {("press", cast(str, variable), cast(str, value)) for variable, value in row["claims"]}
    framed = {(task, "", cast(str, row[task])) for task in _FRAMES if answers and row.get(task)}
    tasks = frozenset({"press", *(task for task, _, _ in framed)})
    return Coded(("", " ".join(text.split())), frozenset(answers | framed), tasks)


def _quoted(quote: str, plain: Sequence[str]) -> list[int]:
    """The sentences of which a quote is part or that are part of it; else the one that shares most words with it."""
    whole = [n for n, sentence in enumerate(plain) if quote in sentence or (len(sentence) > 20 and sentence in quote)]
    if whole or not plain:
        return whole
    words = set(quote.lower().split())
    return [max(range(len(plain)), key=lambda n: len(words & set(plain[n].lower().split())))]


def _clause(before: str, text: str, codes: Sequence[Sequence[str]]) -> Coded:
    lead, own = (spoken(_TAG.sub(lambda tag: _TAGGED[tag[1]], each)) for each in (before, text))
    answers = frozenset(("contract", variable, value) for variable, value in codes)
    return Coded((lead, own), answers, frozenset({"contract"}))


def _document(text: str, row: Mapping[str, Any]) -> Iterator[Coded]:
    """The sentences of a contract or terms, each with the codes whose evidence it shares."""
    kind: Kind = row.get("kind", "contract")
    document = Document(row["id"], "text/plain", text, language="en")
    masker = Masker(read_roles(text, kind))
    proofs = [
        (a, b, ("contract", variable, value))
        for variable, code in row["codes"].items()
        for a, b in filter(None, code.get("spans", ()))
        for value in code["values"]
        if value not in _UNSAID
    ]
    before = ""
    for passage in segment(document):
        start = passage.span.start
        inside = document.blanked(passage.span)
        for a, b in sentences(inside):
            sentence = spoken(masker.mask(inside[a:b]).text)
            answers = frozenset(
                answer
                for first, last, answer in proofs
                if min(last, start + b) - max(first, start + a) >= min(_OVERLAP, (last - first) / 2)
            )
            yield Coded((before or " ".join(passage.path), sentence), answers, frozenset({"contract"}))
            before = sentence
