"""ProQuest: a text export of articles, each a record of fields, parted by lines of 60 underscores."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..dates import iso
from .container import MAX_BYTES, Importer, Member, Place, stamp_of, too_large

_RULE = re.compile(rb"_{60}\s*")
_MARKS = re.compile(
    rb"(?m)^(?:ProQuest document ID|Full text|Publication title|Document URL): ?|Report Information from ProQuest"
)
_HEAD = 65_536
# The fields that may follow the text; a line of an article that begins like one ends it only if it is one of these.
_FIELD = re.compile(
    r"(Subject|Business indexing term|Location|People|Company / organization|Title|Publication title|Publication year|"
    r"Publication date|Publication info|Publication subject|Section|Pages?|First page|Author|Publisher|"
    r"Place of publication|Country of publication|ISSN|Source type|Language of publication|Language|Document type|"
    r"ProQuest document ID|Document URL|Copyright|Last updated|Database|Abstract|Full text|Links|Credit|Illustration|"
    r"Caption|Dateline|Identifier / keyword|Classification|Word count|Column|Edition|Volume|Issue|DOI|Correction date)"
    r":(?:[ \t]+(.*))?"
)
_SURE = {"ProQuest document ID", "Publication title", "Source type", "Document type", "Database", "Document URL"}
_COUNT = re.compile(r"(?:Document )?\d+ of \d+", re.I)
_NAMES = {
    "Title": "title",
    "Publication title": "outlet",
    "Publication date": "published",
    "Author": "author",
    "Document URL": "url",
    "Language of publication": "language",
    "Language": "language",
}
_LANGUAGES = {"english": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it", "portuguese": "pt"}


def wants(place: Place) -> bool:
    """By a rule of 60 underscores and the names of ProQuest's fields."""
    if not place.name.lower().endswith(".txt"):
        return False
    head = place.head(_HEAD)
    return any(_RULE.fullmatch(line) for line in head.splitlines()) and bool(_MARKS.search(head))


@dataclass(slots=True)
class Record:
    """One record. text: where the text of the article lies, None if the record has none.

    tail: where fields may have begun again after the text; a line of the article may look like one of them.
    """

    facts: dict[str, str] = field(default_factory=dict[str, str])
    first: str = ""  # its first line: the title, where no field says it
    text: tuple[int, int] | None = None
    tail: int | None = None
    ended: bool = False

    @property
    def is_article(self) -> bool:
        return bool(self.facts.keys() & {"ProQuest document ID", "Full text", "Publication title", "Document URL"})

    def take(self, line: bytes, start: int, end: int) -> None:
        """The next line, and where it lies."""
        words = line.decode("utf-8-sig", "replace").strip()
        match = _FIELD.fullmatch(words)
        if match and match[1] == "Full text" and self.text is None:
            self.text = (start + line.index(b":") + 1, end)
        elif self.text and not self.ended:
            if match:
                self.tail = start if self.tail is None else self.tail
                self.ended = match[1] in _SURE
            elif words:
                self.tail = None  # what looked like a field was a line of the article
            self.text = (self.text[0], end if self.tail is None else self.tail)
        elif words and not match and not self.first and not _COUNT.fullmatch(words):
            self.first = words
        if match:
            self.facts[match[1]] = self.facts.get(match[1]) or match[2] or ""


class Export:
    """An opened export."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._file = place.open()

    def members(self) -> Iterator[Member]:
        """Each record; a record without text is a source without text."""
        names: set[str] = set()
        for number, record in enumerate(_records(self._place), 1):
            facts = record.facts
            said = {ours: facts[theirs] for theirs, ours in _NAMES.items() if theirs in facts}
            said.setdefault("title", record.first)
            said["kind"] = "press"
            said["published"] = iso(said.get("published", "")) or iso(facts.get("Publication info", "")) or ""
            said["outlet"] = said.get("outlet", "").split(";")[0].strip()
            said["language"] = _LANGUAGES.get(said.get("language", "").lower(), "")
            name = facts.get("ProQuest document ID") or f"record-{number}"
            name = f"{name}-{number}" if name in names else name
            names.add(name)
            start, end = record.text or (0, 0)
            if end - start > MAX_BYTES:
                yield Member(name, fault=too_large(end - start))
                continue
            self._file.seek(start)
            data = self._file.read(end - start)
            text = bool(data.strip()) and not re.fullmatch(rb"\s*(?:Full text )?not available\.?\s*", data, re.I)
            stamp = stamp_of(data or repr(sorted(facts.items())).encode())
            yield Member(name, f"{start} {end}", len(data), stamp, said, ".txt", text=text)

    def read(self, address: str) -> bytes:
        """The text of one article."""
        start, end = map(int, address.split())
        self._file.seek(start)
        return self._file.read(end - start)

    def place(self, member: Member) -> Place | None:
        return None

    def close(self) -> None:
        self._file.close()


PROQUEST = Importer("proquest", wants, Export)


def _records(place: Place) -> Iterator[Record]:
    """The records that have fields of an article; the cover, the list of contents and the imprint have none."""
    at = 0
    record = Record()
    with place.open() as file:
        for line in file:
            start, at = at, at + len(line)
            if _RULE.fullmatch(line):
                if record.is_article:
                    yield record
                record = Record()
            else:
                record.take(line, start, at)
    if record.is_article:
        yield record
