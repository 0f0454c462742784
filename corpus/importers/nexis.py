"""Nexis Uni: a download of articles as one DOCX or RTF file, each ending with "End of Document"."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..dates import iso
from ..errors import Unreadable
from .container import Importer, Member, Place, limited, stamp_of

_ENDINGS = (".docx", ".rtf")
_END = "end of document"
_MARKS = (
    re.compile(rb"[>\s}]End of Document\b", re.I),
    re.compile(rb"[>\s}]Body\b"),
    re.compile(rb"Length:|Load-Date:"),
)
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
# The line of the date stands alone, some papers put the day of the week or the edition with it.
_DAY = re.compile(
    rf"(?:\w+day,?\s+)?(?:{_MONTH}\s+\d{{1,2}},?\s+(?:19|20)\d\d|\d{{1,2}}\s+{_MONTH}\s+(?:19|20)\d\d)\b.{{0,60}}", re.I
)
_FIELD = re.compile(r"(Length|Byline|Section|Dateline|Highlight|Language|Load-Date)\s*:\s*(.*)", re.I)
_TAIL = re.compile(r"Classification|Load-Date:.*", re.I)  # an article may have a heading "Notes" of its own
_LANGUAGES = {"english": "en", "german": "de", "french": "fr", "spanish": "es", "dutch": "nl", "italian": "it"}


def wants(place: Place) -> bool:
    """By the three lines that every download has, looked for without reading the document."""
    name = place.name.lower()
    if not name.endswith(_ENDINGS):
        return False
    with place.open() as file:
        if name.endswith(".rtf"):
            data = limited(file)
        else:
            try:
                with zipfile.ZipFile(file) as package, package.open("word/document.xml") as part:
                    data = part.read(50_000_000)
            except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError, RuntimeError, ValueError):
                return False  # what is wrong with it is said when it is read
    return all(mark.search(data) for mark in _MARKS)


@dataclass(slots=True)
class Article:
    """One article: what stands above its body, and the body."""

    said: dict[str, str] = field(default_factory=dict[str, str])
    body: list[str] = field(default_factory=list[str])


class Download:
    """An opened download."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._articles: list[Article] | None = None

    def members(self) -> Iterator[Member]:
        """Each article, in the order of the download."""
        articles = self._read()
        if not articles:
            raise Unreadable(
                "looks like a Nexis download, but no article was found in it: save it as TXT or DOCX again"
            )
        for number, article in enumerate(articles, 1):
            data = _bytes(article)
            text = bool(data.strip())
            yield Member(f"article-{number}", str(number), len(data), stamp_of(data), article.said, ".txt", text=text)

    def read(self, address: str) -> bytes:
        """The body of one article."""
        return _bytes(self._read()[int(address) - 1])

    def place(self, member: Member) -> Place | None:
        return None

    def close(self) -> None:
        self._articles = None

    def _read(self) -> list[Article]:
        if self._articles is None:
            from .. import readers  # not before a download is met: the readers load slowly

            with self._place.open() as file:
                _, reading = readers.read(limited(file), self._place.name)
            self._articles = list(articles(reading.text.splitlines()))
        return self._articles


NEXIS = Importer("nexis", wants, Download)


def articles(lines: list[str]) -> Iterator[Article]:
    """The articles in the lines of a download."""
    part: list[str] = []
    for line in lines:
        words = " ".join(line.split())
        if words.lower() == _END:
            if article := _article(part):
                yield article
            part = []
        elif words:
            part.append(words)


def _article(lines: list[str]) -> Article | None:
    """One article; headline, outlet and date stand above it, in this order; a list of all headlines may come before."""
    start = next((at for at, line in enumerate(lines) if line.lower() == "body"), None)
    if start is None:
        return None
    head, found = lines[:start], Article({"kind": "press"})
    fields = [(at, match) for at, line in enumerate(head) if (match := _FIELD.fullmatch(line))]
    above = fields[0][0] if fields else len(head)
    dated = [at for at, line in enumerate(head[:above]) if _DAY.fullmatch(line)]
    if dated and dated[-1] >= 2:
        at = dated[-1]
        found.said |= {"published": iso(head[at]) or "", "outlet": head[at - 1], "title": head[at - 2]}
    elif dated:
        found.said |= {"published": iso(head[dated[-1]]) or "", "title": head[0] if dated[-1] else ""}
    else:
        found.said["title"] = head[0] if head else ""
    for line in lines:
        if (match := _FIELD.fullmatch(line)) and match[1].lower() in ("byline", "language"):
            name, value = match[1].lower(), match[2]
            if name == "byline":
                found.said.setdefault("author", re.sub(r"^by\s+", "", value, flags=re.I))
            else:
                found.said.setdefault("language", _LANGUAGES.get(value.split(";")[0].strip().lower(), ""))
    body = lines[start + 1 :]
    end = next((at for at, line in enumerate(body) if _TAIL.fullmatch(line)), len(body))
    found.body = body[:end]
    return found


def _bytes(article: Article) -> bytes:
    return "\n\n".join(article.body).encode("utf-8", "backslashreplace")
