"""Coding as a step of a run: documents in, rows out, in whatever process it is called."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from ..corpus.model import Document, Passage, Source
from .endpoint import Endpoint
from .shipped import digest, packaged

if TYPE_CHECKING:
    from .analyst import Analyst, Row
    from .language_model import Estimate


@dataclass(frozen=True)
class Coder:
    """Codes documents by the codebook. Picklable; what it needs is loaded once in each process, at the first document.

    book, companies: the user's own codebook and further companies; None means what ships with Facevalue.
    model: a language model to be asked besides the rules; None, the default, asks none.
    clauses, encoder: models that `facevalue train` and `train-encoder` wrote, instead of those that ship.
    """

    book: Path | None = None
    companies: Path | None = None
    model: Endpoint | None = None
    clauses: Path | None = None
    encoder: Path | None = None

    @property
    def modules(self) -> tuple[str, ...]:
        """What a process that workers are forked from loads for all of them."""
        return (f"{__package__}.ready",)

    @cached_property
    def fingerprint(self) -> str:
        """A digest of everything that decides what is found: version, codebook, rules, companies, models."""
        data = packaged("codebook.yaml").parent
        own = [p for p in (self.book, self.companies, self.clauses, self.encoder) if p]
        shipped = sorted(
            p
            for p in (*data.iterdir(), *data.parent.joinpath("rules").iterdir())
            if p.suffix in (".yaml", ".npz", ".json")
        )
        code_files = sorted(data.parent.glob("*.py"))
        parts = f"{version('facevalue')} {digest(*shipped, *code_files, *own)}"
        if self.model:
            parts += f" {self.model.url} {self.model.model}"
        return hashlib.sha256(parts.encode()).hexdigest()[:12]

    def __call__(self, document: Document, passages: Sequence[Passage], source: Source) -> "dict[str, list[Row]]":
        """The rows of the tables profiles, parties, facts, tags, codings, claims and amounts for one document."""
        return self._analyst.rows(document, passages, source)

    def estimate(self, document: Document, passages: Sequence[Passage], source: Source) -> "Estimate":
        """What the model would be asked about one document; nothing is sent."""
        return self._analyst.estimate(document, passages, source)

    @property
    def _analyst(self) -> "Analyst":
        return _loaded(self.book, self.companies, self.model, self.clauses, self.encoder)


@lru_cache(maxsize=2)
def _loaded(
    book: Path | None, companies: Path | None, model: Endpoint | None, clauses: Path | None, encoder: Path | None
) -> "Analyst":
    # Here, for a process that hands documents to others needs none of it.
    from . import codebook
    from .analyst import Analyst
    from .companies import Companies

    known = Companies.load(extra=(companies,) if companies else ())
    return Analyst(codebook.load(book), known, model, clauses=clauses, encoder=encoder)
