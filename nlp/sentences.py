"""Where sentences begin and end in contracts, terms and press text."""

# ruff: noqa: SIM905 (word lists read better as text)

import re

# A candidate end: a terminal with its closing quotes and brackets before a space, a wide-script full stop,
# an empty line, or a line end (wrapped line, paragraph or list item: decided by what stands around it). They are told
# apart behind their first character, to which the search skips. A line end before a small letter that numbers no item is a wrap.
_CANDIDATE = re.compile(
    r"[.!?…\n。！？](?:(?P<stop>(?<=[.!?…])(?<![.!?…].)[.!?…]*+)[\"'”’»)\]*_]*(?=\s)|(?P<wide>(?<=[。！？]))[”’」』）]*"
    r"|(?P<gap>(?<=\n)\s*\n)|(?P<line>(?<=\n)(?!\s*[a-z]++[^.)])))"
)
# What the next sentence starts with, opening quotes and brackets aside.
_NEXT = re.compile(r"\s*(?P<open>[\"'“‘«(\[*_]*)\s*(?P<word>[^\s\"'“”‘’«»()\[\],;:*_]*)")
_OPENED = re.compile(r"[\"“”‘(\[]")  # what may stand before a word
_SPACE = re.compile(r"\s*")
# Only a number so far ("2.1.", "ARTICLE IV.", "(a)", "Sec. 3."): the stop belongs to it, not to a sentence.
_NUMBERING = re.compile(
    r"[\"“(\[*_#\s]*(?:(?:article|section|sec|clause|part|exhibit|schedule|annex|appendix|item|chapter|rule)\.?\s+)?"
    r"(?:\d{1,3}(?:\.\d{1,3})*|[ivxlc]{1,6}|[a-z]{1,2})\)?\\?\Z",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"[^\S\n]*[*_]{0,2}(?:(?P<bullet>[•●▪◦*]\s)|[‣–—-]\s|\(?(?:\d{1,3}(?:\.\d{1,3})*|[ivxIVX]{1,5}|[a-zA-Z]{1,2})[.)]\s|\d{1,2}\.\d)"
)

_REFERRED = re.compile(r"\b(?:sections?|clauses?|paragraphs?|articles?)\Z", re.I)
_BEFORE_ITEM = re.compile(r"(?:[.;:!?,)]|\b(?:and|or))\s*\Z")

# Before a name or number these are never the end.
_TITLES = frozenset(
    "mr mrs ms dr prof hon rev gen col sgt capt lt cmdr gov sen rep messrs mme st mt ft vs v cf viz e.g i.e eg ie al "
    "attn wm geo chas tel fax ph esp incl approx ca est jan feb mar apr jun jul aug sept sep oct nov dec dept univ assn".split()
)
# Before a number or a numeral these are references ("No. 5", "Sec. 3344(a)"); elsewhere a word like any other.
_REFERENCES = frozenset(
    "no nos art arts sec secs sect sects para paras fig figs ex exh vol vols ch cl pt p pp reg".split()
)
# These may end a sentence: they do when the next word is one that sentences start with.
_SHORT_FORMS = frozenset(
    "inc corp ltd co cos llc llp lp plc bros jr sr etc a.m p.m ph.d m.d esq ave blvd rd u.s u.k u.n e.u n.a s.a b.v "
    "n.v d.c n.y s.p.a u.s.c c.f.r l.l.c l.p s.r.l pty gmbh cal civ stat supp cir proc".split()
)
_STARTERS = frozenset(
    "a additionally after all also although an and any as at because before both but by during each either every except "
    "failure following for from further furthermore he her here his however i if in it its licensee licensor moreover "
    "neither no nor not notwithstanding nothing on once one or our payment provided she should since so some subject "
    "such that the their then there therefore these they this those to under unless until upon we what when where "
    "whether which while who with within without you your".split()
)
_ROMAN = re.compile(r"[IVXLC]+\Z")
_UNWRAPPED = 200  # a longer line is a paragraph of its own: no print or mail is wrapped so wide
_LONGEST_NUMBER = 6  # characters of an item's number without its brackets: "(xviii)"
LONGEST = 10_000  # characters; a longer run without any end (tables, hostile input) is cut at a space


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of `text` in order: (start, end) without the white space around them.

    Together they hold every character of `text` that is not white space, each once. A sentence goes on over
    wrapped lines, page breaks and runs of spaces; a heading, a list item and a paragraph end where they end.
    """
    spans: list[tuple[int, int]] = []
    short = _short_line(text)
    start = _skip(text, 0)
    for match in _CANDIDATE.finditer(text):
        if match.start() <= start or not _ends(text, start, match, short):
            continue
        _add(spans, text, start, match.end())
        start = _skip(text, match.end())
    _add(spans, text, start, len(text))
    return spans


def _ends(text: str, start: int, match: re.Match[str], short: int) -> bool:
    """Whether the sentence that began at `start` ends at this candidate."""
    kind = match.lastgroup
    following = None if kind == "wide" else _NEXT.match(text, match.end())
    if not following:
        return True
    word, opener = following["word"], following["open"]
    if kind == "gap":
        return not _runs_on(text, match.start(), match.end(), word)
    if kind == "line":
        return _line_ends(text, start, match.start(), following, short)
    if word and not opener and ((word[0].islower() and not word[1:2].isupper()) or word[0] == "§"):
        return False
    stop = match.start()
    if match["stop"] or text[stop] != ".":
        return True
    if stop == start or text[stop - 1].isspace():
        return True
    last = text[max(start, stop - 40) : stop].rsplit(None, 1)[-1]
    if not last.isalnum():
        last = _OPENED.split(last)[-1]
    return not last or not _abbreviation(text, start, last, stop, word)


def _abbreviation(text: str, start: int, last: str, stop: int, word: str) -> bool:
    """Whether the stop belongs to the word before it, `last`, so that `word` goes on with the sentence."""
    short = last.lower()
    if short in _TITLES:
        return True
    if len(short) < 5 and text[max(start, stop - len(last) - 2)] in ";:" and _NUMBERING.fullmatch(short):
        return True  # "; ii. Totally retires"
    if short in _REFERENCES and (word[:1].isdigit() or _ROMAN.match(word)):
        return True
    if stop - start <= 24 and _NUMBERING.match(text[start:stop]):
        return True
    # An initial ("J. Smith", "U.S. District") is a short form; a numeral that ends "Section 8." is not.
    initial = (len(short) == 1 and last.isalpha() and last.isupper()) or ("." in short and _dotted(short))
    return (initial or short in _SHORT_FORMS) and word.lower() not in _STARTERS


def _dotted(word: str) -> bool:
    """Whether `word` is single letters with stops between: "u.s", "d.b.a"."""
    return all(len(part) == 1 and part.isalpha() for part in word.split("."))


def _runs_on(text: str, end: int, begin: int, word: str) -> bool:
    """Whether a sentence goes on behind the empty line at `end`: no terminal before it and a small letter behind."""
    before = text[max(0, end - 40) : end].rstrip()
    if not before or before[-1] in ".!?:;":
        return False
    if _ITEM.match(text, begin):
        return _REFERRED.search(before) is not None
    return word[:1].islower() and len(word) > 1


def _line_ends(text: str, start: int, end: int, following: re.Match[str], short: int) -> bool:
    """Whether the line end at `end` is the end of a paragraph, heading or item rather than a wrap."""
    word = following["word"]
    if len(word) > _LONGEST_NUMBER and word[0].islower() and not following["open"]:  # most line ends are wraps
        return False
    item = _ITEM.match(text, end + 1)
    if item:
        if item["bullet"]:  # no line of a sentence begins with these
            return True
        # "... pursuant to Section\n2.1": a line that breaks off mid-phrase is no end, a list item comes after a stop.
        return bool(_BEFORE_ITEM.search(text, max(start, end - 6), end)) or end - _line_start(text, end) < short
    if word[:1].islower() or text[end - 1] in ",;-–—":
        return False
    length = end - _line_start(text, end)
    return length < short or length > _UNWRAPPED


def _line_start(text: str, end: int) -> int:
    return text.rfind("\n", 0, end) + 1


def _short_line(text: str) -> int:
    """The length below which a line is taken to have ended by itself: 0.6 of the width most lines are wrapped at."""
    lengths = sorted(len(line) for line in text.split("\n") if line and not line.isspace())
    return int(0.6 * lengths[int(0.9 * (len(lengths) - 1))]) if len(lengths) > 1 else 0


def _skip(text: str, at: int) -> int:
    """The next offset from `at` that is not white space."""
    space = _SPACE.match(text, at)
    return space.end() if space else at


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    """Append text[start:end] without the space around it, cut into parts of at most LONGEST."""
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = space if space > 0 else start + LONGEST
        _add(spans, text, start, cut)
        start = _skip(text, cut)
    if end > start:
        spans.append((start, end))
