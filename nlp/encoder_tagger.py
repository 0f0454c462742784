"""The encoder's reading of contracts and terms as tags: a second opinion where rules know no wording."""

from collections.abc import Iterable, Iterator, Sequence

from ..corpus.model import Document, Passage, Span
from .codebook import Codebook
from .encoder import Encoder
from .findings import ENOUGH, Findings
from .mask import Masker, spoken
from .model import Evidence, Tag
from .roles import Roles
from .sentences import sentences


class EncoderTagger:
    """Asks the encoder about every sentence that speaks of a side or of a likeness."""

    name = "encoder"

    def __init__(self, encoder: Encoder, roles: Roles) -> None:
        self._encoder = encoder
        self._masker = Masker(roles)

    def tag(self, document: Document, passages: Sequence[Passage]) -> Iterator[Tag]:
        """A tag for each answer that a sentence likely gives."""
        spans: list[Span] = []
        read: list[tuple[str, str]] = []
        before = ""
        for passage in passages:
            text = document.blanked(passage.span)
            for start, end in sentences(text):
                masked = self._masker.mask(text[start:end]).text
                sentence = spoken(masked)
                if sentence != masked:  # a sign stood in it
                    spans.append(Span(passage.span.start + start, passage.span.start + end))
                    read.append((before or " ".join(passage.path), sentence))
                before = sentence
        columns = [(n, v, x) for n, (task, v, x) in enumerate(self._encoder.answers) if task == "contract"]
        for span, row in zip(spans, self._encoder.read(read), strict=True):
            evidence = Evidence(document.id, span, document.prose(span))
            for n, variable, value in columns:
                if row[n] >= ENOUGH:
                    yield Tag(variable, value, float(row[n]), self.name, evidence)


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
