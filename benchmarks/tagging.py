"""How fast text is tagged, part by part: python benchmarks/tagging.py [--rounds N] [--kind KIND] PATH ...

A PATH is a file or a folder of texts; each is measured by itself. Figures are megabytes of text per second of this
process's CPU time (other load on the machine hardly counts), the best of the rounds for each part:

    kind       what kind of document it is
    roles      who is who (contracts and terms)
    gate       whether a likeness is spoken of
    rules      every rule on every document, whether its gate opens or not
    codings    tags to codings
    amounts    sums of money, where pay for a likeness is coded
    clauses    clause types of contracts
    claims     claims of press articles (a PATH of another kind is cut into articles of 4,000 characters)
    all        what a run does with each document: everything that its kind calls for, rows included
"""

import argparse
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from facevalue.corpus.kind import recognise
from facevalue.corpus.model import Document, Kind, Passage, Source, Span
from facevalue.corpus.readers import document
from facevalue.corpus.segment import segment
from facevalue.nlp import codebook, rulebook
from facevalue.nlp.amounts import read_amounts
from facevalue.nlp.analyst import TAGGED, Analyst
from facevalue.nlp.claims import read_claims
from facevalue.nlp.clauses import ClauseTagger
from facevalue.nlp.coding import code
from facevalue.nlp.companies import Companies
from facevalue.nlp.roles import Roles, read_roles
from facevalue.nlp.tagger import CueScan, RuleTagger
from threadpoolctl import threadpool_limits

SUFFIXES = (".txt", ".md", ".html")
ARTICLE = 4000  # characters


def read(path: Path, kind: Kind | None) -> list[tuple[Document, list[Passage], Kind]]:
    """The documents of a file or folder, cut into passages, each with its kind."""
    files = sorted(f for f in (path.rglob("*") if path.is_dir() else [path]) if f.suffix in SUFFIXES)
    texts = [document(f.read_bytes(), f.name) for f in files]
    return [(d, segment(d), kind or recognise(d, f.name)[0]) for d, f in zip(texts, files, strict=True)]


def articles(documents: Iterable[Document]) -> list[Document]:
    """The texts as they stand where they are short, else cut into pieces as long as an article."""
    return [
        replace(d, text=d.text[at : at + ARTICLE], pages=(0,), blocks=(), furniture=())
        for d in documents
        for at in range(0, len(d.text), ARTICLE)
    ]


class Parts:
    """The parts of tagging over one set of documents; each is called by itself and measured."""

    def __init__(self, corpus: list[tuple[Document, list[Passage], Kind]], analyst: Analyst) -> None:
        rules = rulebook.load(analyst.book)
        self._analyst = analyst
        self._corpus = corpus
        self._articles = articles(d for d, _, _ in corpus)
        self._tagged = [(d, p, k) for d, p, k in corpus if k in TAGGED]
        self._text = {d.id: d.blanked(Span(0, len(d.text))) for d, _, _ in corpus}
        self._roles = {d.id: read_roles(self._text[d.id], k) for d, _, k in self._tagged}
        self._scans = {k: CueScan(rules, k) for k in TAGGED}
        self._gates = {k: CueScan((r for r in rules if r.rule.variable == "_likeness"), k) for k in TAGGED}
        self._found = {d.id: self._tags(self._scans[k], d, p) for d, p, k in self._tagged}

    def measures(self) -> dict[str, Callable[[], object]]:
        """Name and work of each part that these documents have."""
        analyst, tagged, clauses = self._analyst, self._tagged, ClauseTagger()
        parts: dict[str, Callable[[], object]] = {"kind": lambda: [recognise(d, "") for d, _, _ in self._corpus]}
        if tagged:
            parts |= {
                "roles": lambda: [read_roles(self._text[d.id], k) for d, _, k in tagged],
                "gate": lambda: [self._tags(self._gates[k], d, p) for d, p, k in tagged],
                "rules": lambda: [self._tags(self._scans[k], d, p) for d, p, k in tagged],
                "codings": lambda: [code(d.id, k, analyst.book, self._found[d.id], True) for d, _, k in tagged],
                "amounts": lambda: [read_amounts(d, p, self._roles[d.id], k) for d, p, k in tagged],
                "clauses": lambda: [list(clauses.tag(d, p)) for d, p, _ in tagged],
            }
        parts["claims"] = lambda: [read_claims(d, (), analyst.companies) for d in self._articles]
        parts["all"] = lambda: [analyst.rows(d, p, Source("", kind=k)) for d, p, k in self._corpus]
        return parts

    def _tags(self, scan: CueScan, document: Document, passages: list[Passage]) -> list[object]:
        return list(RuleTagger(scan, self._roles.get(document.id, Roles())).tag(document, passages))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--kind", choices=("contract", "terms", "press", "other"))
    parser.add_argument("--parts", help="only these, joined with commas")
    given = parser.parse_args()
    threadpool_limits(1)  # as in the workers
    analyst = Analyst(codebook.load(), Companies.load())
    for path in given.paths:
        corpus = read(path, given.kind)
        size = sum(len(d.text.encode()) for d, _, _ in corpus) / 1e6
        print(f"{path}: {len(corpus)} documents, {size:.2f} MB", flush=True)
        for name, work in Parts(corpus, analyst).measures().items():
            if given.parts and name not in given.parts.split(","):
                continue
            best = float("inf")
            for _ in range(given.rounds):
                start = time.process_time()
                work()
                best = min(best, time.process_time() - start)
            print(f"  {name:8} {size / best:8.2f} MB/s  {best * 1e3 / len(corpus):8.2f} ms a document", flush=True)


if __name__ == "__main__":
    main()
