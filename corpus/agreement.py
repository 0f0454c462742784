"""When a contract was made: by its preamble, its cover or its signatures."""

import re
from collections.abc import Iterator
from typing import Any

import re2

from . import dates
from .dates import Written
from .model import Span
from .preamble import Preamble
from .wording import Told

_BEFORE = 700  # characters before the parties in which the date of the contract stands
_BEHIND = 400  # and behind them
_HEAD = 30_000  # characters in which "This Agreement is made" stands, behind tables of contents
_COVER = 4000  # characters of a cover
_TAIL = 6000  # characters at the end in which signatures are dated
_CUE = re.compile(
    r"(?:\bdated(?:\s+(?:for\s+reference|as\s+of|effective|this|the|on))*|\b(?:made|entered\s+into|executed|signed|effective|entered|concluded|given|reached|agreed)\b(?:\s+(?:and|made|entered|into|executed|effective|signed|delivered|is|at|in))*[^.;()]{0,50}?\b(?:as\s+of|on|this|of|effective|dated|the)|\bas\s+of(?:\s+the)?"
    r"|\bthis|\bon\s+the|\bas\s+at|\beffective|(?<!effective\s)\bdate\b|[\"“](?:effective|execution|agreement|signing|signature|contract|commencement)\s+date[\"”])(?:\s+(?:and\s+)?(?:as\s+of|\d{1,2}:\d\d\s*[ap]\.?m\.?,?(?:\s+[A-Z]\w+\s+time,?)?|is\s+entered|effective|on|this|the|of|date|dated|day))*\W{0,14}$",
    re.I,
)
# A date of something else: of another document, or of an end.
_OTHERS = re.compile(
    r"\b(?:certain|agreements?|amendment|lease|plan|note|order|letter|prospectus|proposal|statement|contract)\b(?:[^.;\"”]{0,60}|\s\(the\s[\"“][^\"”]{2,30}\s(?:Agreement|Contract|Lease|Plan)[\"”]\)\s)\b(?:dated|as\s+of|effective|of)\b[^.;\"”]{0,25}$|\b(?:agreement|amendment|contract)\s+on\b[^.;\"”]{0,15}$"
    r"|\b(?:on\s+or\s+(?:about|before)|until|expir\w+|terminat\w+|ending|through|since|incorporated)\b[^.;]{0,30}$",
    re.I,
)
_THIS = re.compile(r"\b(?i:th(?:is|ese))\b|^\W*(?:[A-Z][\w&,-]*\s+){0,6}AGREEMENT\b")
_OF_THE = re.compile(r"\b(?:to|(?<!as\s)of|under|amends?)\s+(?:the|that|an?)\s", re.I)
_IS_MADE = re.compile(
    r"(?<!which\s)(?<!that\s)\b(?:is|are)\s+(?:hereby\s+)?(?:made|entered|executed|effective)\b", re.I
)
# A paragraph that begins with its own title: "Security Agreement, dated as of".
_HEAD_OF_TEXT = re.compile(
    r"\n\s*\n\W*(?:(?:[A-Z][\w&/-]*|and|of|for|to),?\s+){0,8}(?:Agreement|Contract|Lease|Deed),?\s+(?:is\s+)?(?:dated|made|effective)\b[^.;\n]{0,30}$"
)
_VERB = re.compile(r"\b(?:is|are|was)\s+(?!the\s|an?\s)|,\s+(?:is\s+)?(?:made|entered|executed|effective)\b", re.I)
_MADE_AT = re.compile(r"\b(?:made|entered\s+into|executed|signed)\b[^.;]{0,20}\bat\b[^.;]{0,60},\s*$", re.I)
_THAT = re.compile(r"\b(?:that|certain)\b[^.]{0,120}$")
IS_AMENDED = re.compile(
    r"[^.;]{0,80}?\b(?:is|are|be)\s+(?:hereby\s+)?(?:amended|modified|changed|supplemented|terminated)\b", re.I
)
_IS_AMENDMENT = re.compile(r"\bis\s+(?:the|an?)\s+(?:\w+\s+)?amendment\b[^.]{0,20}\bto\s+the\b", re.I)
_IN_WITNESS = re.compile(r"(?:IN|In|in)\s+(?:WITNESS|Witness|witness)\s+(?:WHERE|Where|where)")
_BEHIND_WITNESS = 2500  # characters of signatures
_LEFT_BLANK = re.compile(
    r"\b(?:dated|as\s+of|day\s+of|this|(?:made|entered\s+into|executed|effective)\s+on)\b\W{0,12}", re.I
)
_TITLE_BEHIND = re.compile(r"\s+(?:[A-Z][A-Z-]+\s+){1,6}AGREEMENT\b")
_ENDED = re.compile(r"(?<![A-Z])(?<!\bInc)(?<!\bLtd)(?<!Corp)(?<!\bNo)[.;]\s+(?=[A-Z])")
_NEAR = 160  # characters before the parties in which "that certain Agreement" stands
_DATED = re.compile(
    r"\b(?:dated(?!\s*:)|executed|made|entered\s+into|effective|last\s+(?:updated|modified|revised)\s*:?)\b[^.;\n]{0,30}?(?:as\s+of|on|this|:)?\W{0,12}(?:the\s+)?|\bdate\s+of\s+(?:this\s+)?(?:agreement|contract)\W{0,12}|\bas\s+of\s+(?:the\s+)?",
    re.I,
)
# How a contract speaks of itself: "This Agreement", "VOICE AGREEMENT (the "Agreement") dated", "Agreement made this".
# Patterns for long stretches begin with a plain letter and look back for the word's edge, so that the search skips to it.
_ITSELF = re.compile(
    r"T(?<=\bT)(?:HIS|his)\s+(?:[^\s.;]+\s+){0,9}?(?i:agreement|amendment|contract|addendum|lease|letter|deed|release|licen[cs]e|supplement)\b|[A-Z](?<=\b[A-Z])[A-Z/&,-]+\s+(?:[A-Z][A-Z/&,-]+\s+){0,7}(?:AGREEMENT|AMENDMENT|CONTRACT|LEASE)\b|A(?<=\bA)greement\s+(?=made|dated|entered)"
)
_SENTENCE = 450  # characters of a sentence that tells the date
_PLACE_AND = re.compile(r"\n\W{0,6}(?:[A-Z][a-z]+(?:[ /-][A-Z][a-z]+)?,\s+)+(?=[\dA-Z])")
_WITNESS: Any = re2.compile(
    r"(?i)\bin\s+witness\s+where?of\b|\bintending\s+to\s+be\s+(?:legally\s+)?bound\b|\b(?:executed|agreed\s+and\s+accepted|accepted\s+and\s+agreed|entered\s+into\s+and\s+agreed)\b[^.;]{0,60}\b(?:as\s+of|on|this)\b|\bsign(?:ed|ature)\b[^.;]{0,60}\b(?:as\s+of|on|this)\b|\bthis\s+(?:agreement|contract)\s+is\s+dated\b"
)
_BEGINS = re.compile(r"\b(?:begin|commenc|start)\w*\W{0,20}$")
_SIGNED_ON = re.compile(
    r"D(?<=\bD)(?<![Ee]ffective\sD)(?<!EFFECTIVE\sD)(?:ate|ATE)[dsDS]?\b(?:\s+(?i:signed|of\s+(?:signature|execution)|executed))?\W{0,14}|d(?<=\bd)ate:\s{0,3}|\((?:signature|signed|seal)\)\s{1,3}"
)
_CELL = re.compile(r"\S(?:[^\n\t]*?\S)??(?=\s{3}|\n|\t|\s*$)")
_LONGEST = 300  # characters of a line that are looked at; a longer one is running text
_LINE = 90  # characters of a line of a cover
_NEAR_SIGNED = 60  # characters before a signature in which its date stands
_BEHIND_SIGNED = 400  # and behind it
_SIGNATURE = re.compile(r"/s/|S(?<=\bS)(?:ignature|IGNATURE)\b(?!\s+[Pp]ages?\b)")
_ABOVE_SIGNATURE, _BEHIND_SIGNATURE = 400, 2500  # characters around a signature that annexes follow
_DATE_BEHIND = re.compile(r"(?<=\d)\s{1,12}(?:Place\s+)?Date\b(?!\s*[:_\d])")  # the label below its line
_BLOCK = re.compile(r"/s/|B(?<=\bB)y\s*:|[Ii](?i:n\s+witness\s+where)")  # where signatures begin
_LAST = 1500  # characters at the end in which a date alone is that of a signature
_RUNNING = re.compile(r"\b[a-z]{4,}\b|\b(?:Filed|Expires|Rule|Act|Page)\b")  # no title: running text
_DATE_WORDS = re.compile(r"\b(?:dated?|as\s+of|effective|execution|made|this|day|between)\b", re.I)
# "November ___, 2006", ", 2009": a date left blank.
_BLANK_CELL = re.compile(
    r"(?:(?:[Dd]ated|DATED|[Aa]s\s+of|this)\W*)*(?:[\s_\[\]*●•]*(?:day\s+of)?[\s_\[\]*●•]*(?:,|_|\])[\s_]*(?P<year>(?:19|20)\d\d))"
)


def agreement_date(text: str, opening: Preamble) -> Told | None:
    """The date a contract bears: in its preamble, else on its cover, else by its signatures."""
    found = (
        _in_preamble(text, opening) or _on_cover(text, opening) or _said(text, opening) or signing_date(text, opening)
    )
    return Told(found.iso, found.span) if found else None


def _in_preamble(text: str, opening: Preamble) -> Written | None:
    """The date with which the sentence that introduces the parties begins or ends."""
    if opening.start < 0:
        return None
    start = _beginning(text, opening.start, max(0, opening.start - _BEFORE))
    end = min(opening.end + _BEHIND, len(text))
    written = list(dates.dates(text, start, end))
    for date in written:
        if _of_changed(text, opening, date) or _ENDED.search(text, opening.end, date.span.start):
            break
        said = _CUE.search(text[max(0, date.span.start - 90) : date.span.start]) or (
            date.span.start < opening.start and _MADE_AT.search(text, start, date.span.start)
        )
        if said and not of_another(text, date.span.start):
            return date
    days = [date.span for date in written if len(date.iso) == len("2021-01-01")]
    for blank in _LEFT_BLANK.finditer(text, start, end):
        date = dates.at(text, blank.end() - 1, 30)
        if date and len(date.iso) < len("2021-01-01") and not any(d.start < date.span.end <= d.end for d in days):
            return date
    return None


def _said(text: str, opening: Preamble) -> Written | None:
    """The date of "this Agreement", or one that stands behind "Dated" at the head of a line."""
    for cue in _DATED.finditer(text, 0, min(len(text), _COVER)):
        date = dates.at(text, cue.end(), 12)
        before = text[max(0, cue.start() - _NEAR) : cue.start()]
        if (
            date
            and not of_another(text, date.span.start)
            and not _of_changed(text, opening, date)
            and (not before.rstrip(" ") or before[-1:] == "\n" or before.endswith("  ") or _THIS.search(before))
        ):
            return date
    for own in _ITSELF.finditer(text, 0, min(len(text), _HEAD)):
        ended = _ENDED.search(text, own.end(), own.end() + _SENTENCE)
        for date in dates.dates(text, own.end(), ended.start() if ended else min(len(text), own.end() + _SENTENCE)):
            said = _CUE.search(text[max(own.start(), date.span.start - 90) : date.span.start])
            if said and not of_another(text, date.span.start) and not _of_changed(text, opening, date):
                return date
    return None


def _of_changed(text: str, opening: Preamble, date: Written) -> bool:
    """Whether a date is that of the contract which is changed: "to that Agreement by and between A and B, dated"."""
    if not 0 <= opening.start < date.span.start:
        return False
    if opening.end <= date.span.start and IS_AMENDED.match(text, date.span.end):
        return True  # "The Agreement between A and B, dated 3 May, is hereby amended"
    before = text[max(0, opening.start - _NEAR) : opening.start]
    return _THAT.search(before) is not None or (
        _IS_AMENDMENT.search(before) is not None and not _VERB.search(text, opening.end, date.span.start)
    )


def of_another(text: str, at: int) -> bool:
    """Whether the date at `at` is that of another document, or of an end."""
    before = text[max(0, at - 120) : at]
    others = _OTHERS.search(before)
    if others is None:
        return False
    if others[0].split()[0].strip(",").isupper() and "This " not in others[0]:
        return False  # "LICENCE AGREEMENT dated": its own title
    if _IS_MADE.search(others[0]) or _HEAD_OF_TEXT.search(before):
        return False
    own = _THIS.search(before, max(0, others.start() - 30))
    if own is None:
        return True
    # "This Amendment to the Agreement dated" is of the agreement, "is made as of" of the amendment.
    between = before[own.end() :]
    return _OF_THE.search(between) is not None and not _VERB.search(between)


def _beginning(text: str, at: int, low: int) -> int:
    """Where the sentence of the preamble begins: with "This Agreement", as far as it is near."""
    found = [m.start() for m in re.finditer(r"(?<!\()\b(?:THIS|This|this)\b", text[low:at])]
    return low + found[0] if found else low


def _on_cover(text: str, opening: Preamble) -> Written | None:
    """A date that is a line of a cover, alone or beside words of a title; a line that was left blank but for its year."""
    line = text.find("\n", opening.start) if 0 < opening.start < _COVER else _COVER
    for at, stop in _cells(text, 0, min(len(text), line if line >= 0 else len(text))):
        cell = text[at : min(stop, at + _LONGEST)]
        date = next(dates.dates(cell), None)
        if date and not _OTHERS.search(cell[: date.span.start]):
            rest = cell[: date.span.start] + cell[date.span.end :]
            if date.span.start == 0 and _TITLE_BEHIND.match(rest):
                return Written(date.iso, Span(at, at + date.span.end))
            if (
                len(rest) < _LINE
                and not _RUNNING.search(_DATE_WORDS.sub("", rest))
                and (date.span.start == 0 or date.span.end == len(cell))
            ):
                return Written(date.iso, Span(at + date.span.start, at + date.span.end))
        elif not date and (blank := _BLANK_CELL.fullmatch(cell)):
            return Written(blank["year"], Span(at, stop))
    return None


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The lines, and the columns of lines, between two offsets, without the white space around them."""
    for found in _CELL.finditer(text, start, end):
        yield found.span()


def signing_date(text: str, opening: Preamble) -> Written | None:
    """The date in the witness clause, else the last that stands beside a signature: at the end, in front, before annexes."""
    witness = _IN_WITNESS.search(text, max(opening.end, 0))
    zones = [(max(0, len(text) - _TAIL), len(text)), (0, min(len(text), _TAIL))]
    if witness and witness.start() < zones[0][0]:
        zones.insert(0, (witness.start(), witness.start() + _BEHIND_WITNESS))
    elif signature := _SIGNATURE.search(text, max(opening.end, _TAIL), zones[0][0]):
        zones.append((signature.start() - _ABOVE_SIGNATURE, signature.end() + _BEHIND_SIGNATURE))
    return next((date for start, end in zones if (date := _signed(text, start, end))), None)


def _signed(text: str, start: int, end: int) -> Written | None:
    for cue in _WITNESS.finditer(text[start:end]):
        at, behind = start + cue.start(), start + cue.end()
        stop = re.search(r"\.\s|\n\s*\n", text[behind : behind + 300])
        limit = behind + (stop.start() if stop else 300)
        for date in dates.dates(text, at, limit):
            if not of_another(text, date.span.start) and not _BEGINS.search(text, behind, date.span.start):
                return date
    signed = [date for cue in _SIGNED_ON.finditer(text, start, end) if (date := dates.at(text, cue.end(), 14))]
    signed += [date for place in _PLACE_AND.finditer(text, start, end) if (date := dates.at(text, place.end(), 1))]
    block = _BLOCK.search(text, start, end)
    for at, stop in _cells(text, max(start, block.start() - _NEAR_SIGNED if block else end - _LAST), end):
        date = next(dates.dates(text, at, stop), None)
        alone = date and not re.search(r"\w", text[at : date.span.start] + text[date.span.end : stop])
        if date and (alone or (date.span.end == stop and "/s/" in text[at:stop])):
            signed.append(date)
    for label in _DATE_BEHIND.finditer(text, start, end):
        signed += [
            d
            for d in dates.dates(text, max(start, label.start() - _NEAR_SIGNED), label.start() + 1)
            if d.span.end >= label.start()
        ]
    near = [d for d in signed if "/s/" in text[max(start, d.span.start - _BEHIND_SIGNED) : d.span.end + _NEAR_SIGNED]]
    return max(near or signed, key=lambda date: date.iso, default=None)
