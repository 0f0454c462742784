"""SEC EDGAR: a full submission text file as its documents, with filer, form, date and exhibit.

The tags are those of the EDGAR Filer Manual; https://www.sec.gov/search-filings/edgar-search-assistance/accessing-edgar-data.
"""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..errors import Unreadable
from .container import MAX_BYTES, Importer, Member, Place, stamp_of, too_large

_ENDINGS = (".txt", ".nc", ".sgml")
_START = re.compile(rb"\s*(?:-----BEGIN PRIVACY-ENHANCED MESSAGE-----|<SEC-DOCUMENT>|<SUBMISSION>|<DOCUMENT>\s*<TYPE>)")
_TAG = re.compile(rb"<([A-Z-]+)>[ \t]*(.*?)\s*$")
_HEADER = {
    b"COMPANY CONFORMED NAME": "company",
    b"FILED AS OF DATE": "published",
    b"CONFORMED SUBMISSION TYPE": "form",
    b"ACCESSION NUMBER": "accession",
    b"CENTRAL INDEX KEY": "cik",
    # The same in submissions as they are disseminated.
    b"CONFORMED-NAME": "company",
    b"FILING-DATE": "published",
    b"TYPE": "form",
    b"ACCESSION-NUMBER": "accession",
    b"CIK": "cik",
}
# Pictures, data and what a viewer needs: no text of the filing.
_DATA = re.compile(r"GRAPHIC|ZIP|EXCEL|XML|JSON|EX-(?:10[14]|27)(?:\..+)?", re.I)
_DATA_FILE = re.compile(r"\.(?:jpe?g|gif|png|xsd|xml|zip|xlsx?|js|css|json)$", re.I)
_PAGE = re.compile(rb"(?m)^[ \t]*<PAGE>[ \t]*\d*[ \t]*\r?$", re.I)
# Lines that lay out tables in plain text: <S> starts the names of rows, <C> each column.
_LAYOUT = re.compile(rb"(?m)^[ \t]*(?:</?(?:TABLE|CAPTION|FN|S|C)>[ \t]*)+\r?\n", re.I)
_WRAPPED = re.compile(rb"\s*<(PDF|XBRL|XML)>\s*\n(.*?)\s*</\1>\s*\Z", re.S)
_LONGEST = 1_000_000  # bytes of a line: whole documents stand in one


def wants(place: Place) -> bool:
    """By the tag that a submission, or a document cut out of one, begins with."""
    return place.name.lower().endswith(_ENDINGS) and bool(_START.match(place.head(200)))


@dataclass(slots=True)
class Part:
    """One document of a submission. start, end: where its text lies; end is None where the file is cut off."""

    facts: dict[str, str] = field(default_factory=dict[str, str])
    start: int = 0
    end: int | None = None


class Submission:
    """An opened submission."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._file = place.open()

    def members(self) -> Iterator[Member]:
        """Each document, in the order of the filing; pictures and data are companions."""
        filing: dict[str, str] = {}
        names: set[str] = set()
        count = 0
        for part in _parts(self._place, filing):
            count += 1
            facts = part.facts
            kind = facts.get("TYPE", "")
            file = facts.get("FILENAME", "") or f"document-{facts.get('SEQUENCE', count)}"
            name = "/".join(filter(None, (filing.get("form", ""), kind.replace("/", "-"), file)))
            if name in names:
                name = f"{name}-{count}"
            names.add(name)
            if _DATA.fullmatch(kind) or _DATA_FILE.search(file):
                yield Member(name, companion=True)
            elif part.end is None:
                yield Member(name, fault="the filing is cut off in this document: fetch it again")
            elif part.end - part.start > MAX_BYTES:
                yield Member(name, fault=too_large(part.end - part.start))
            else:
                self._file.seek(part.start)
                stamp = stamp_of(self._file.read(part.end - part.start))
                address = f"{part.start} {part.end}"
                yield Member(name, address, part.end - part.start, stamp, _said(filing, facts), _ending(file))
        if not count:
            raise Unreadable("a submission without documents: fetch it again")

    def read(self, address: str) -> bytes:
        """The text of a document, or the file that was encoded in it."""
        start, end = map(int, address.split())
        self._file.seek(start)
        data = self._file.read(end - start)
        wrapped = _WRAPPED.match(data)
        if wrapped and wrapped[1].upper() == b"PDF":
            return _decoded(wrapped[2])
        if wrapped:
            data = wrapped[2]
        if re.match(rb"\s*begin \d{3} ", data):
            return _decoded(data)
        if re.match(rb"\s*(?:<!DOCTYPE|<\?xml|<html)", data, re.I):
            return data
        return _LAYOUT.sub(b"", _PAGE.sub(b"\f", data))

    def place(self, member: Member) -> Place | None:
        return None

    def close(self) -> None:
        self._file.close()


EDGAR = Importer("edgar", wants, Submission)


def _parts(place: Place, filing: dict[str, str]) -> Iterator[Part]:
    """The documents of a submission; what its header says goes into `filing` before the first of them."""
    at = 0
    part: Part | None = None
    inside = False
    with place.open() as file:
        while line := file.readline(_LONGEST):
            at += len(line)
            head = line[:40].strip().upper()
            if inside and part:
                if head.startswith(b"</TEXT>"):
                    part.end, inside = at - len(line), False
            elif head.startswith(b"<DOCUMENT>"):
                if part:
                    yield part
                part = Part()
            elif head.startswith(b"<TEXT>") and part:
                part.start, inside = at, True
            elif part is None:
                _note(filing, line)
            elif tag := _TAG.match(line):
                part.facts.setdefault(tag[1].decode("ascii"), _text(tag[2]))
    if part:
        yield part


def _note(filing: dict[str, str], line: bytes) -> None:
    name, _, value = line.strip().partition(b":")
    if tag := _TAG.match(line):
        name, value = tag[1], tag[2]
    if (fact := _HEADER.get(name.strip())) and value.strip():
        filing.setdefault(fact, _text(value))


def _text(value: bytes) -> str:
    return " ".join(value.decode("utf-8", "replace").split())


def _said(filing: dict[str, str], facts: dict[str, str]) -> dict[str, str]:
    kind, description = facts.get("TYPE", ""), facts.get("DESCRIPTION", "")
    said = {"company": filing.get("company", "")}
    if kind.upper().startswith("EX-10"):  # material contracts, Regulation S-K, Item 601(b)(10)
        said["kind"] = "contract"
    if description and description.upper() != kind.upper():
        said["title"] = description if description.upper().startswith(kind.upper()) else f"{kind} {description}"
    day = filing.get("published", "")
    if re.fullmatch(r"(?:19|20)\d{6}", day):
        said["published"] = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    cik, accession, file = filing.get("cik", ""), filing.get("accession", ""), facts.get("FILENAME", "")
    if cik.isdigit() and accession and file:
        said["url"] = f"https://www.sec.gov/Archives/edgar/data/{int(cik)}/{accession.replace('-', '')}/{file}"
    return said


def _ending(file: str) -> str:
    found = re.search(r"\.(?:html?|pdf|txt)$", file, re.I)
    return found[0].lower() if found else ".txt"


def _decoded(data: bytes) -> bytes:
    """What was encoded as text (uuencode). Raises Unreadable when it is damaged."""
    out: list[bytes] = []
    lines = iter(data.splitlines())
    if not any(re.match(rb"begin \d{3} ", line.strip()) for line in lines):
        raise Unreadable("an encoded file without its beginning: fetch the filing again")
    for line in lines:
        if line.strip() in (b"end", b"`", b""):
            continue
        try:
            out.append(binascii.a2b_uu(line))
        except binascii.Error:
            # Some encoders leave the length of the last line wrong; it says how many bytes count.
            size = ((line[0] - 32) & 63) * 4 // 3 + 1
            try:
                out.append(binascii.a2b_uu(line[: size + 1]))
            except binascii.Error:
                raise Unreadable("an encoded file that is damaged: fetch the filing again") from None
    return b"".join(out)
