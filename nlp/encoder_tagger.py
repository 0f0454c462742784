"""The encoder's reading of contracts and terms as tags: a second opinion where rules know no wording."""

import re
from collections.abc import Iterable, Iterator, Sequence

from ..corpus.model import Document, Kind, Passage, Span
from .codebook import Codebook
from .concern import persons_shown
from .encoder import Encoder, Sentence
from .findings import Findings
from .mask import SIGNS, Masker, spoken
from .model import Evidence, Tag
from .roles import Roles
from .sentences import sentences

_HEARD = 0.6  # from this probability on an answer is told; on the demonstration documents 0.3 to 0.9 come to the same
_LIKENESS = frozenset([("contract", "identity_attributes"), ("contract", "replica_creation")])
_CERTAIN, _TWICE = 0.85, 0.8  # one sentence as likely as the first, or two as likely as the second, show a likeness

# Characters of a contract up to which the encoder is asked. Longer ones are drafted in words that rules know: there it took two
# thirds of all time and gave one answer in seventy sentences (docs/measurements.md).
_LONGEST = 12_000

# "Nothing in this agreement licenses the picture of a player": a supply contract that says so concerns no likeness.
_WITHHOLDS = re.compile(
    r"\bnothing\b|\bno (?:rights?|licen[cs]es?|names?|likeness(?:es)?|images?|pictures?|photographs?)\b|"
    r"\bnot (?:grant|licen[cs]e|include|extend|cover|convey)\w*",
    re.IGNORECASE,
)


def worth_asking(document: Document, kind: Kind) -> bool:
    """Whether the encoder is asked about a document: about short contracts; on platform terms it adds more errors than answers."""
    return kind == "contract" and len(document.text) <= _LONGEST


class EncoderTagger:
    """Asks the encoder about every sentence that speaks of a side or of a likeness."""

    name = "encoder"

    def __init__(self, encoder: Encoder, roles: Roles) -> None:
        self._encoder = encoder
        self._masker = Masker(roles)

    def tag(self, document: Document, passages: Sequence[Passage]) -> Iterator[Tag]:
        """A tag for each answer that a sentence likely gives."""
        read = list(self._sentences(document, passages))
        columns = [(n, v, x) for n, (task, v, x) in enumerate(self._encoder.answers) if task == "contract"]
        for (span, _), row in zip(read, self._encoder.read([sentence for _, sentence in read]), strict=True):
            evidence = Evidence(document.id, span, document.prose(span))
            for n, variable, value in columns:
                if row[n] >= _HEARD:
                    yield Tag(variable, value, float(row[n]), self.name, evidence)

    def concerns_likeness(self, document: Document, passages: Sequence[Passage]) -> bool:
        """Whether sentences about a person's voice, face or pictures speak of what may be copied or used."""
        read = [sentence for _, sentence in self._sentences(document, passages, shown=True)]
        asked = [n for n, (task, variable, _) in enumerate(self._encoder.answers) if (task, variable) in _LIKENESS]
        chances = sorted(self._encoder.read(read)[:, asked].max(axis=1, initial=0), reverse=True)
        return any(chance >= _CERTAIN for chance in chances[:1]) or any(chance >= _TWICE for chance in chances[1:2])

    def _sentences(
        self, document: Document, passages: Sequence[Passage], shown: bool = False
    ) -> Iterator[tuple[Span, Sentence]]:
        """The sentences that name a side, or those that show a person, as the encoder reads them:
        behind the one before, or behind their headings."""
        before = ""
        for passage in passages:
            text = document.blanked(passage.span)
            wanted = not shown or persons_shown(text) > 0
            for start, end in sentences(text) if wanted else ():
                own = text[start:end]
                masked = self._masker.mask(own).text
                if _shows_person(own) if shown else not SIGNS.isdisjoint(masked):
                    span = Span(passage.span.start + start, passage.span.start + end)
                    yield span, (before or " ".join(passage.path), spoken(masked))
                before = spoken(masked)
            before = before if wanted else ""


def _shows_person(text: str) -> bool:
    """Whether words speak of a person's looks or voice, and not only to withhold them."""
    return persons_shown(text) > 0 and not _WITHHOLDS.search(text)


def where_silent(tags: Iterable[Tag], opinions: Iterable[Tag], book: Codebook) -> Iterator[Tag]:
    """Of the encoder's opinions those on variables on which the tags state nothing: of each value the likeliest, and of
    values that exclude each other only the likeliest."""
    found = Findings(tags)
    best: dict[tuple[str, str], Tag] = {}
    for tag in opinions:
        key = (tag.variable, tag.value if book[tag.variable].select == "multi" else "")
        if key not in best or tag.score > best[key].score:
            best[key] = tag
    return (tag for tag in best.values() if not found.stated(tag.variable))
