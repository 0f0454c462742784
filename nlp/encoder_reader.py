"""The encoder's reading of short contracts and terms: a second opinion beside the rules."""

import re
from collections.abc import Iterator, Sequence

import numpy as np

from ..corpus.model import Document, Passage, Span
from .blanks import filled
from .concern import persons_shown
from .encoder import Encoder, Sentence
from .mask import Masker, spoken
from .model import Evidence
from .roles import Roles
from .sentences import sentences
from .weighing import Heard, Opinion

_LIKENESS = frozenset([("contract", "identity_attributes"), ("contract", "replica_creation")])
_CERTAIN = 0.6  # one sentence as likely as this shows a likeness

# Characters of a document up to which the encoder is asked. Longer ones are drafted in words that rules know: there it took two
# thirds of all time and gave one answer in seventy sentences of contracts, and adds more errors than answers on terms (docs/measurements.md).
_LONGEST = 12_000

# "Nothing in this agreement licenses the picture of a player": a supply contract that says so concerns no likeness.
_WITHHOLDS = re.compile(
    r"\bnothing\b|\bno (?:rights?|licen[cs]es?|names?|likeness(?:es)?|images?|pictures?|photographs?)\b|"
    r"\bnot (?:grant|licen[cs]e|include|extend|cover|convey)\w*",
    re.IGNORECASE,
)


def worth_asking(document: Document) -> bool:
    """Whether the encoder is asked about a contract or terms: about short ones."""
    return len(document.text) <= _LONGEST


class EncoderReader:
    """Asks the encoder about every sentence: what is agreed of a person is often said without naming a side."""

    def __init__(self, encoder: Encoder, roles: Roles) -> None:
        self._encoder = encoder
        self._masker = Masker(roles)

    def opinion(self, document: Document, passages: Sequence[Passage]) -> Opinion:
        """What the sentences of a document say: of each value the likeliest, and how likely the second is."""
        read = list(self._sentences(document, passages))
        if not read:
            return {}
        chances = self._encoder.read([sentence for _, sentence in read])
        proofs = [Evidence(document.id, span, document.prose(span)) for span, _ in read]
        order = np.argsort(-chances, axis=0, kind="stable")
        found: dict[tuple[str, str], Heard] = {}
        for n, (task, variable, value) in enumerate(self._encoder.answers):
            if task == "contract":
                first = order[0, n]
                again = float(chances[order[1, n], n]) if len(read) > 1 else 0.0
                found[variable, value] = Heard(float(chances[first, n]), again, proofs[first])
        return found

    def concerns_likeness(self, document: Document, passages: Sequence[Passage]) -> bool:
        """Whether sentences about a person's voice, face or pictures speak of what may be copied or used."""
        read = [sentence for _, sentence in self._sentences(document, passages, shown=True)]
        asked = [n for n, (task, variable, _) in enumerate(self._encoder.answers) if (task, variable) in _LIKENESS]
        return bool(self._encoder.read(read)[:, asked].max(initial=0) >= _CERTAIN)

    def _sentences(
        self, document: Document, passages: Sequence[Passage], shown: bool = False
    ) -> Iterator[tuple[Span, Sentence]]:
        """The sentences, or those that show a person, as the encoder reads them: behind the one before, or behind their headings, blanks filled in."""
        before = ""
        for passage in passages:
            text = document.blanked(passage.span)
            wanted = not shown or persons_shown(text) > 0
            for start, end in sentences(text) if wanted else ():
                own = text[start:end]
                masked = spoken(self._masker.mask(own).text)
                if not shown or _shows_person(own):
                    span = Span(passage.span.start + start, passage.span.start + end)
                    yield span, (before or " ".join(passage.path), filled(masked))
                before = masked
            before = before if wanted else ""


def _shows_person(text: str) -> bool:
    """Whether words speak of a person's looks or voice, and not only to withhold them."""
    return persons_shown(text) > 0 and not _WITHHOLDS.search(text)
