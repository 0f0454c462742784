"""Who signed a contract: the names that stand over its signature lines."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import re2

from .named import ROLE_BEFORE
from .names import ends_in_form, is_name, name_end, tidy
from .parties import Party, make

_TAIL = 12_000  # characters at the end in which signatures stand
_LAST = 3000  # of them, where no witness clause begins the signatures
_ABOVE = 320  # characters before a signature line in which the name stands
_CLOSE = 70  # characters behind a signature in which the signer's own name and office stand
_WITNESS: Any = re2.compile(r"IN\s+WITNESS\s+WHEREOF|(?i:in witness whereof)|\bSIGNATURES?\b|\bDated?:")
_BEHALF = re.compile(r"\b(?:[Ff]or\s+and\s+on|[Oo]n)\s+behalf\s+of:?\s+(?=[A-Z])")
# What stands in a signature block beside the name of the party, each with a colon behind it.
_MARK = re.compile(
    r"(?:\b(?P<by>By|BY|Per|PER)|\b(?:Signature|SIGNATURE|Signed|SIGNED|Name|NAME|Title|TITLE|Its|ITS|Date|DATE|Dated|Attest|ATTEST|Witness|WITNESS|Address))\s*:|(?P<signed>/[sS]/)|_{8,}|-{12,}"
)
_CELL = re.compile(r"\n|\s*\|\s*|\s{3,}|(?<=[.)])\s{2,}|\t")  # lines, and columns side by side
# What a line of a signature block begins with before the name of the next party, where lines were run together.
_BEFORE = re.compile(
    r"^.*?(?:\b(?:Officer|Director|President|Secretary|Treasurer|Manager|Partner|Signatory|Counsel|Chairman|Chairperson|Chairwoman|Attorney-in-[Ff]act|Attorney|Esq\.?|Co-Trustee|CEO|CFO|COO|Principal"
    r"|Representative|Accepted\s+(?:and\s+agreed(?:\s+to)?\s+)?by|ACCEPTED(?:\s+AND\s+AGREED(?:\s+TO)?)?(?:\s+BY)?|Agreed\s+(?:and\s+accepted\s+)?by|Acceptance\s+by|\d{1,2}/\d{1,2}/\d{2,4}|(?:19|20)\d\d|above\s+written|above|(?i:signed|executed(?:\s+as\s+a\s+deed)?)(?:\s+(?:for|by)(?:\s+and\s+on\s+behalf\s+of)?)?)\b[.:,;]?)\s+(?=[A-Z])",
    re.S,
)
_CHAIN = re.compile(
    r"\bits?\s+(?:sole\s+|managing\s+|general\s+)*(?:general\s+)?(?:partner|member|manager|\w+\s+advis[eo]r|trustee|attorney)",
    re.I,
)
_OFFICE = re.compile(
    r"\b(?:Title|Its|By|Officer|Director|President|Secretary|Signatory|Trustee|Manager|Partner|Member)\b"
)
_NAME = r"(?:[A-Z][\w.'’-]*\s){1,3}?[A-Z][\w'’-]+"
_TWICE = re.compile(
    rf"\s*(?P<signed>{_NAME})[\s_-]+(?:Name:\s*)?(?P<name>(?i:(?P=signed)))\b"
)  # signed, and printed below
_ONCE = re.compile(rf"\s*(?P<name>{_NAME})(?:\s+By:\s*(?i:(?P=name)))?(?=\s*(?:\n|\s{{3}}|$|By:|/s/))")
_REPEATED = re.compile(r"(.{6,}?)\s+\1")  # the same name over two columns
# Where somebody who signs for themselves prints their name.
_PRINTED = re.compile(
    r"(?:[Nn]ame\s*\((?:please\s+)?print(?:ed)?\)|[Pp]rint(?:ed)?\s+[Nn]ame|[Ff]ull\s+(?:legal\s+)?[Nn]ame)\s*:\s*(?P<name>(?:[A-Z][\w.'’-]*\s){1,3}[A-Z][\w'’-]+)(?=\s*(?:\n(?!\s*Title)|\s{3}(?!\s*Title)|$))"
)
_WITNESSED = re.compile(r"\b[Ww]itness|\bWITNESS")
_NO_SIGNER = re.compile(r"\b(?:AGREEMENT|ADDENDUM|AMENDMENT|Agreement|Addendum|Amendment|SCHEDULE|Schedule)\b")


def signed(text: str) -> Iterator[Party]:
    """Parties by their signatures: names over signature lines, not those of partners and officers who sign for them."""
    start = max(0, len(text) - _TAIL)
    behalf = [(m.end(), name_end(text, m.end(), len(text))) for m in _BEHALF.finditer(text, start)]
    named = [(a, b, tidy(text[a:b])) for a, b in behalf]
    if sum(is_name(name) for _, _, name in named) > 1:
        yield from (make(text, name, a, b, b) for a, b, name in named if is_name(name))
        return
    witness = _WITNESS.search(text[start:])
    start = start + witness.end() if witness else max(0, len(text) - _LAST)
    before, follows_by = start, False
    for mark in _MARK.finditer(text, start):
        low = max(before, mark.start() - _ABOVE)
        if low > before and (gap := _CELL.search(text, low, mark.start())):
            low = gap.end()  # not from the middle of a name
        found = [
            party
            for a, b in _cells(text, low, mark.start(), follows_by and low == before)
            if (party := _entity(text, a, b))
        ]
        yield from found
        if not found and mark["signed"] and not follows_by and (person := _person(text, mark.start(), mark.end())):
            yield person
        before, follows_by = mark.end(), bool(mark["by"])
    for printed in _PRINTED.finditer(text, max(0, len(text) - _LAST)):
        if is_name(printed["name"]) and not _WITNESSED.search(text, max(0, printed.start() - _CLOSE), printed.start()):
            yield make(text, printed["name"], *printed.span("name"), printed.end("name"))


def _cells(text: str, start: int, stop: int, chained: bool) -> Iterator[tuple[int, int]]:
    """The lines and columns between two signature marks. chained: the first is behind "By:", so it signs for another."""
    at = start
    for gap in _CELL.finditer(text, start, stop):
        if text[at : gap.start()].strip():
            if not chained:
                yield at, gap.start()
            chained = False
        at = gap.end()
    if text[at:stop].strip() and not chained:
        yield at, stop


def _entity(text: str, start: int, stop: int) -> Party | None:
    """The company, bank or trust that a line of a signature block names."""
    words = text[start:stop]
    while before := _BEFORE.match(words):
        words = words[before.end() :]
    words = ROLE_BEFORE.sub("", words.lstrip(" ,.;:*"))
    start = stop - len(words)
    end = name_end(text, start, stop)
    name = tidy(text[start:end])
    if twice := _REPEATED.fullmatch(name):
        name, end = twice[1], start + len(twice[1])
    if (
        not ends_in_form(name)
        or not is_name(name)
        or len(name.split()) < 2
        or _NO_SIGNER.search(name)
        or _CHAIN.search(text[end:stop].partition(" by ")[0])
    ):
        return None
    return make(text, name, start, end, end)


def _person(text: str, before: int, behind: int) -> Party | None:
    """Somebody who signed for themselves: their name is printed above or below the signature, and no office."""
    signer = _TWICE.match(text, behind, behind + _CLOSE) or _ONCE.match(text, behind, behind + _CLOSE)
    if not signer or _OFFICE.search(text[signer.end() : signer.end() + _CLOSE].partition("\n\n")[0]):
        return None
    start, end = signer.span("name")
    if signer.re is _ONCE:  # its letters may be capitals, and have their accents, where it is printed
        above = text[max(0, before - _ABOVE) : before]
        end = before - len(above) + len(above.rstrip(" \n_-"))
        start = end - len(signer["name"])
        if _unaccented(text[max(0, start) : end]) != _unaccented(signer["name"]):
            return None
    name = tidy(text[start:end])
    return make(text, name, start, end, end) if is_name(name) else None


def _unaccented(words: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", words.casefold()) if not unicodedata.combining(c))
