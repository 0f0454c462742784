"""Headings and openings: which words head, define, recite or sign, by how they are written."""

# ruff: noqa: SIM905 (word lists read better as text)
import re
from collections import Counter
from typing import Literal

Opening = Literal["contents", "recital", "operative", "witness", "signature"]

LONGEST = 110  # characters; longer lines in capitals are notices
_LONGEST_CLAUSE, _LONGEST_COPULA, _LONGEST_PHRASE = 9, 6, 12  # words
LABEL = 120  # characters of a heading that a path keeps
_SIGNING = frozenset(["By:", "BY:", "Per:", "PER:", "For:", "On behalf of:", "Agreed to:", "AGREED BY:", "AGREED TO:"])
_SAMPLE = 40_000  # characters in which names are looked for

_OPENING = re.compile(
    r"""(?P<contents>(?:TABLE\s+OF\s+CONTENTS|Table\s+of\s+Contents|CONTENTS|INDEX)\s*$)
      | (?P<recital>R\ E\ C\ I\ T\ A\ L\ S\b|(?:WHEREAS|Whereas)\b(?!\s+(?:[Cc]lause|CLAUSE))[,:]?|(?:RECITALS?|Recitals?|BACKGROUND|Background)\s*:?\s*$|(?:WITNESSETH|Witnesseth)\b|W\s?I\s?T\s?N\s?E\s?S\s?S\s?E\s?T\s?H)
      | (?P<operative>(?:AGREEMENT\s+|Agreement\s+)?NOW,?\s+THEREFORE|THEREFORE,?\s+(?:in|the|for)\b|(?:Therefore|Accordingly),?\s+the\s+parties|(?:IT|It)\s+(?:IS|is)\s+(?:HEREBY\s+|hereby\s+)?(?:AGREED|agreed)|Now,?\s+therefore|NOW\s+IT\s+IS|(?:THE|The)\s+(?:PARTIES|Parties|parties)\s+(?:(?:HEREBY|hereby)\s+)?(?:AGREE\s+AS\s+FOLLOWS|agree\s+as\s+follows))
      | (?P<witness>IN\s+WITNESS,?\s+WHERE?OF|In\s+witness,?\s+whereof|IN\s+WITNESS,?\s+THEREOF|WHEREFORE,?\s+the\s+parties)
      | (?P<signature>(?:By|BY|Per|PER)\s*:\s*(?:_|/s/|\\s\\|$|(?:Name|By|BY)\b|[-–—]{3})|/s/|\\s\\|(?:SIGNATURES|Signatures|SIGNED|Signed)\s*:?\s*$|(?:Yours\s+(?:sincerely|faithfully|truly)|Very\s+truly\s+yours|Sincerely(?:\s+yours)?|Kind\s+regards),?\s*$|SIGNED\s+(?:by|for|BY|FOR)\b|(?:ACCEPTED\s+AND\s+AGREED|AGREED\s+AND\s+ACCEPTED)\b)
    """,
    re.X,
)
_DEFINES = re.compile(
    r"""(?:the\s+(?:term|word)s?\s+)?[*_]*["“][^"”\n]{2,80}["”][*_]*\s*(?:\([^)]{1,60}\)\s*|(?:or|and)\s["“][^"”\n]{2,60}["”]\s*)?(?:,\s[^,]{1,80},\s|(?:of|for|as)\s[\w\s]{1,50}?)?\s*
        (?:shall\s+|will\s+)?(?:means?|ha(?:s|ve)\s+the\s+(?:same\s+)?meaning|refers?\s+to|is\s+defined|are\s+defined|includes?)\b""",
    re.I | re.X,
)
_RUN_IN = re.compile(
    r"\s*[*_\[]*([A-Z\"“][^.:;!?*]{1,60}+(?:;\s[A-Z][^.:;!?*]{1,40}){1,3}|[A-Z\"“](?:[^.:;!?*]{1,90}?|[^.:;!?*]{1,40}+\.[a-z]{3}[^.:;!?*]{0,60}?))[*_\]]*\s*(?:[.:](?=[\s*_\x00]|[A-Z][a-z]|$)|[-–—]{1,2}\s)"
)
# A heading that runs into its text without a stop: words like a title, then a word that sentences begin with, whose own
# follower is written small: "Notices All notices", "Payment In the event".
_GLUED = re.compile(
    r"\s*([A-Z][^.:;!?*]{2,80}?(?:;\s[A-Z][^.:;!?*]{2,40}?)?)\s+(?=[A-Z\"“])(?=(?:The|This|These|All|Any|Each|Either|Neither|Both|Every|No|None|Nothing|In|If|It|For|Upon|At|On|"
    r"During|Within|Except|Subject|Should|Where|When|While|You|We|To|By|As|Such|There|With|Without|After|Before|Following|From|Until|Prior|Save)\s+[a-z\d]"
    r"|(?:If|Once|Unless|Notwithstanding)\s"
    r"|[\"“][A-Z][^\"”]{2,60}[\"”]\s(?:means?|shall\smean|has\sthe|is)\b"
    r"|(?:This|The)\s+(?:[A-Z]\w+\s+|(?:of|and)\s+){1,5}(?:shall|will|may|must|is|are|has|can|agrees?|acknowledges?|supersedes|constitutes)\b"
    r"|(?:The|Each|Either|Neither|No|Any|Both)\s(?:Party|Parties)\b|(?:Licensee|Licensor|Franchisee|Franchisor)\s+(?:shall|will|may|must|agrees|represents|acknowledges)\b)"
)
_BOLD = re.compile(r"\*\*\s*([^*\n]{2,80}?)\s*\*\*(.*)", re.S)
_BRACKETED = re.compile(r"\s*\[((?!.*OMITTED)[A-Z][^\[\]]+)\]\s*", re.I)
_ANNOUNCED = re.compile(r"[.;:]\s+([A-Z][A-Z &,]{4,60}):?\s*$")
# The last word has three letters or more: "Mr. Oak" and "St. Louis" begin with no heading.
_LEADING = re.compile(
    r"[*_]*([A-Z][\w’'&/-]*(?:,?\s[\w’'&/-]+){0,7}(?<=\w{3}))(?:[*_]*\.[*_]*|:?[*_]{2}:?)\s+[*_]*(?=[A-Z“\"(][^.]{20})"
)
# The same in capitals, before a word that is not or before those that notices in capitals begin with.
_GLUED_CAPITALS = re.compile(
    r"\s*([A-Z]{2,}(?:,?\s[A-Z&/-]{2,}){1,8}?|[A-Z]{4,})\s+(?=THERE (?:ARE|IS)\b|EXCEPT (?:AS|FOR)\b|IN NO EVENT\b|NEITHER PARTY\b"
    r"|NOTWITHSTANDING\b|TO THE (?:MAXIMUM|FULLEST)\b|UNDER NO\b|THIS AGREEMENT\b|EACH PARTY\b)"
    r"|\s*([A-Z]{2,}(?:,?\s[A-Z&/-]{2,}){1,8})\s+(?=[A-Z][a-z]+\s[a-z]|(?:This|The|Each|Either|Neither|Both|All|Any|No)\s[A-Z])"
    r"|\s*([A-Z]{5,})\s+(?=This\s[A-Z])"
)
_MAY_RUN = re.compile(r"[\[(*-]|[A-Z]{4}|[CDEFPRST][a-z]")
_RUNNING = re.compile(
    r"\[(?:REDACTED|RESERVED|OMITTED)\]|\[[^\[\]]*(?:PAGE|BLANK|SIGNATURE|FOLLOW|GRAPHIC|LOGO|PICTURE|PHOTO)[^\[\]]*\]|[\[(]?(?:\S+\s){0,3}CONFIDENTIAL(?:\sTREATMENT\b.*)?[\])]?|(?:CONFIDENTIAL\s)?(?:EXECUTION|CONFORMED|FINAL)\s(?:COPY|VERSION|FORM)"
    r"|(?:CONFIDENTIAL\s)?DRAFT|PAGE(?:\s\d+(?:\sOF\s\d+)?)?|CONTINUED|[-*\s]*END OF DOCUMENT.*|SIGNATURES? PAGES?\b.*|.*\bSIGNATURES? (?:PAGES? )?FOLLOWS?\b.*|.*\bINTENTIONALLY (?:LEFT )?BLANK\b.*",
    re.I | re.S,
)
_TITLE = re.compile(
    r"\b(?:AGREEMENT|CONTRACT|RELEASE|AMENDMENT|ADDENDUM|LEASE|DEED|LETTER|TERMS|POLICY|LICEN[CS]E|CONSENT)\b", re.I
)
_CONTENTS_LINE = re.compile(r".{0,140}?(?:\.{3,}|\s)\s*(?:\d{1,3}|[ivx]+|[A-Z]-\d+)\s*", re.S)
_PREAMBLE = re.compile(
    r"th(?:is|ese)\s+(?:\S+\s+){0,8}?(?:agreement|contract|release|terms|amendment|addendum)\b", re.I
)
_LEADERS = re.compile(r"\.(?:\.{4}|(?:\s+\.){4}\s)")  # the first dot stands alone: a search skips to it
_VERBS = re.compile(
    r"\b(?:shall|will|may|must|is|are|has|have|agrees?|means?|can|does|do|was|were|be|owns|pays|acknowledges|represents|appoints|provides|accepts"
    r"|makes|keeps|reserves|retains|belongs|applies|governs|begins|takes|holds|undertakes|confirms|wishes|desires)\b"
    r"|^(?:We|You|It|They|He|She|I|There|This|These)\s"
)
_PROVIDES = re.compile(r"\b(?:shall|hereby|agrees?)\b")
_SAYS = re.compile(r"\b(?:SHALL|WILL|MAY|MUST|MAKES|HEREBY|DISCLAIMS|HAS BEEN|HAVE BEEN)\b")
_COMPANY = re.compile(  # a name alone: "DUTIES OF ORLO, INC." is a heading
    r"(?!.*\b(?:OF|BY|TO|FOR|WITH|AND|THE)\s).*[\s,](?:INC|LLC|L\.L\.C|LTD|LIMITED|CORP|CORPORATION|COMPANY|GMBH|PLC|L\.?P|LLP|S\.?A|N\.?V|B\.?V|CO)\.?,?"
)
_SOMEBODY = re.compile(
    r"(?:We|You|It|They|He|She|I|There|This|These|If|Please|By|The following)\s|.*\b(?:agree|understand|shall|must)\b"
)
_COPULA = re.compile(r"\b(?:is|are|be)\b")  # these stand in titles too: "Time is of the Essence"
_REFERENCE = re.compile(r"\b(?:Sections?|Articles?|Clauses?|Exhibits?|Schedules?|Paragraphs?)\s+\S+$")
_MARKUP = re.compile(r"[*_#`\x00\\\u200b\u200d\ufeff]+|={3,}|-{3,}|\]\([^)]*\)|\[|\]")
# Names that a text has its sentences begin with, and what such a sentence goes on with.
_SUBJECT = re.compile(r"[.;:] +((?:[A-Z][\w&'’-]*)(?: [A-Z][\w&'’-]*){0,2}) (?:shall|will|may|must|agrees)\b")
_SUBJECTS = 3  # sentences
_PREDICATE = r"(?:shall|will|may|must|agrees|hereby|acknowledges|represents|warrants|undertakes|covenants)\b"
_BROKEN = re.compile(r"[\d.:;]|,$")
_DETERMINERS = frozenset(
    ["The", "This", "Each", "Either", "Neither", "Any", "All", "No", "Both", "Such", "There", "It"]
)
# Words that begin what stands before the subject of a sentence ("During the Term Orlo shall"), or the subject itself.
_BEGINNINGS = _DETERMINERS | frozenset(
    "In For During At On By As When Where To With After Before From Following Until Throughout Under Without If Once".split()
)
# Words that begin headings in plain language, verbs and all: "What we may not do".
_ASKING = frozenset(["What", "How", "When", "Who", "Whose", "Where", "Which", "Why", "If"])
_DATING = frozenset(["On", "By", "At", "From", "Until", "Within", "Before", "After"])  # words that dates stand behind
# Short forms: a stop behind them ends no heading.
_SHORT_FORMS = frozenset(
    ["inc", "ltd", "corp", "co", "llc", "no", "nos", "mr", "mrs", "ms", "dr", "st", "jr", "sr", "vs", "u.s"]
)
# Words that begin sentences and hardly ever a heading, and those that are none by themselves.
_OPENERS = frozenset(
    "Subject Neither Either If Notwithstanding Upon Unless Except Each Such Provided Should Within Nothing".split()
)
_ALONE = frozenset("In For During At On By As It The When Where All Any No This These To You We With Party".split())
_PARTICIPLES = ("ing", "ed")  # "Services to be Provided by Orlo" is written with a small one too
# Small words that titles leave without a capital.
_MINOR = frozenset(
    (
        "a an the of and or to in on for by with from as at its it is be not no nor per re under upon into "
        "than that this outside between among within without during after before against through over via any "
        "their our your"
    ).split()
)


def opening(text: str, start: int, end: int) -> Opening | None:
    """The fixed opening that stands at `start`, if any."""
    found = _OPENING.match(text, start, end)
    return found.lastgroup if found else None  # pyright: ignore[reportReturnType]


def defines(words: str) -> bool:
    """Whether words define a term: '"Likeness" means ...'."""
    return _DEFINES.match(words.lstrip(" *_")) is not None


def is_title(words: str) -> bool:
    """Whether a heading names the whole document."""
    return _TITLE.search(words) is not None


def is_capitals(words: str) -> bool:
    """Whether a line in capitals heads something: not a notice of many lines, not a blank to fill in."""
    return (
        len(words) < LONGEST
        and words.isupper()
        and sum(map(str.isalpha, words)) > 3
        and words.count("_") < 4
        and any(len(word) > 2 for word in words.split())
    )


def lists_contents(words: str) -> bool:
    """Whether a line could stand in a table of contents."""
    return not _PREAMBLE.match(words) and (len(words) < 90 or _CONTENTS_LINE.fullmatch(words) is not None)


def is_notice(words: str) -> bool:
    """Whether a line in capitals is a page header or part of a sentence: "ORLO AGREEMENT PAGE 1", "THIS ADDENDUM"."""
    return (
        _SAYS.search(words) is not None
        or re.search(
            r"\bPAGE\s+\d|^(?:THIS|THESE)\b|\b(?:HEREBY|SUBMIT|PLEASE|SHALL|HAS BEEN|HAVE BEEN|NOT MATERIAL)\b|FOLLOWS?\]?\.?$",
            words,
        )
        is not None
    )


def names_company(words: str) -> bool:
    """Whether a line in capitals is the name of a company: "ORLO, INC."."""
    return _COMPANY.fullmatch(words.strip()) is not None


def is_running(words: str) -> bool:
    """Whether a line is of the printed page and no part of the text: "CONFIDENTIAL", "[Signature page follows]"."""
    if len(words) >= LONGEST or _MAY_RUN.match(words) is None:  # asked of every line
        return False
    return _RUNNING.fullmatch(" ".join(words.split())) is not None


def is_worded(words: str) -> bool:
    """Whether words could head something without a number: no figures, and more than the mark of a trade name."""
    return not any(map(str.isdigit, words)) and any(sum(map(str.isalpha, word)) > 2 for word in words.split())


def addresses(words: str) -> bool:
    """Whether a short line begins an address or a letter, or is the label of something to fill in."""
    return (
        re.match(
            r"(?:If\sto|To|With\s(?:a\s)?cop(?:y|ies)|cc|Attn|Attention|Dear|Ladies|Gentlemen|Sirs|By|Name|Date|Title)\b|(?:Phone|Tel|Telephone|Telefax|Fax|E-?mail|Address|(?:By\sand\s)?Between|Among|And|Dated|Effective\sDate)\b(?!\s\w+\s\w)|Party\s[A-Z]\b",
            words,
            re.I,
        )
        is not None
    )


def testifies(words: str) -> bool:
    """Whether words say that the parties sign: they stand above signatures."""
    return (
        re.search(
            r"\b(?:executed|signed|accepted and agreed|agreed (?:to )?and accepted|set (?:my|their|our) hands?)\b|Dated?:?$",
            words,
            re.I,
        )
        is not None
        and "counterpart" not in words
    )


def signs(words: str) -> bool:
    """Whether words fill in a signature: "By:", "Name:", a line to sign on."""
    return re.search(r"\b(?:By|Name|Title|Its|Date)\s*:|/s/|_{4,}", words, re.I) is not None


def provides(words: str) -> bool:
    """Whether words are those of a clause, however much they look like a list of headings otherwise."""
    return _PROVIDES.search(words) is not None


def names_signer(words: str) -> bool:
    """Whether a line before a signature is part of it: a name or "By"; no clause, no address."""
    return (
        len(words) < LONGEST
        and not any(map(str.isdigit, words))
        and not is_prose(words)
        and (words[0].isupper() or words[0] == "(")
        and (words[-1] != ":" or words in _SIGNING)
    )


def is_prose(words: str) -> bool:
    """Whether words could be text under a heading: some small words, or many in capitals; no cells, no address."""
    small = [part for part in words.split() if part[:1].islower()]
    return (
        len(small) > 2
        or (words[-1:] in (".", ";", ":") and any(part.strip(".,;:()") not in _MINOR for part in small))
        or (len(words) > 60 and words.count(" ") > 7 and words.isupper())
    )


def has_leaders(words: str) -> bool:
    """Whether a line leads by dots to its page number."""
    return _LEADERS.search(words) is not None


def is_preamble(words: str) -> bool:
    """Whether a paragraph begins the agreement: "This Agreement ... between"."""
    return (
        _PREAMBLE.match(words) is not None and re.search(r"\b(?:between|among|by|parties)\b", words, re.I) is not None
    )


def is_operative(label: str) -> bool:
    """Whether a heading only says that the agreement itself begins: "AGREEMENT", behind the recitals."""
    return (
        re.fullmatch(
            r"(?:AGREEMENTS?|Agreements?|TERMS AND CONDITIONS|OPERATIVE PROVISIONS|Operative Provisions|TERMS|STATEMENT OF AGREEMENT)",
            label,
        )
        is not None
    )


def is_short(words: str) -> bool:
    """Whether a line of its own behind a number is a heading in small letters: "6. Instruction of staff"."""
    stripped = words.strip(" \n\x00*_")
    return (
        0 < len(stripped) < 60
        and stripped[0].isalpha()
        and not stripped[0].islower()
        and stripped[-1] not in ".,;:。；：，"
        and not _VERBS.search(stripped)
        and not _is_open(stripped)
        and not _dates(stripped)
    )


def is_line(words: str) -> bool:
    """Whether words could be a heading above numbered clauses: short, and no sentence."""
    stripped = words.strip(" \n\x00*_")
    return (
        0 < len(stripped) < LONGEST
        and stripped[0].isupper()
        and stripped[-1] not in ".,;:"
        and not re.search(r"\b(?:shall|will|may|must|agrees?|hereby)\b", stripped)
    )


def is_phrase(words: str) -> bool:
    """Whether words printed in bold could be a heading: no sentence about somebody, no stop behind them."""
    stripped = plain(words)
    return len(stripped.split()) <= _LONGEST_PHRASE and stripped[-1:] not in ".,;" and not _SOMEBODY.match(stripped)


def is_title_case(words: str) -> bool:
    """Whether words are written like a title, with capitals on all but the small ones."""
    return _is_titled(words, strict=True)


def plain(words: str) -> str:
    """A heading without markup, on one line."""
    return " ".join(_MARKUP.sub(" ", words.replace("\\", "")).split())[:LABEL]


def run_in(words: str) -> tuple[str, bool]:
    """The heading that words begin with ("" if none), and whether it is all of them."""
    stripped = words.strip(" \n\x00*_")
    if not stripped:
        return "", True
    bracketed = _BRACKETED.fullmatch(words)
    if bracketed is not None:
        words = stripped = bracketed[1]
    glued = _glued_capitals(words) if stripped.isupper() else ""
    if glued:
        return glued, False
    found = _RUN_IN.match(words)
    if found is None or found[1].rpartition(" ")[2].lower() in _SHORT_FORMS:
        whole = len(stripped) <= LABEL and stripped[-1] not in ",;" and _is_titled(stripped, strict=True)
        return (plain(stripped), True) if whole and not _breaks_off(stripped) else (_glued(words), False)
    candidate = found[1].strip()
    hyphen = words[found.end(1) : found.end(1) + 1] == "-"  # and no space before it: the word may go on
    if not _is_titled(candidate, strict=hyphen):
        return _glued(words), False
    return plain(candidate), not words[found.end() :].strip(" *_\n\x00]")


def begins_titled(words: str) -> bool:
    """Whether words begin like a title: with no article or preposition, and a second word as titles have."""
    first, second = [*words[:80].split(None, 2), "", ""][:2]
    return first[:1].isupper() and first not in _BEGINNINGS and (second[:1].isupper() or second in _MINOR)


def subjects(text: str) -> re.Pattern[str] | None:
    """The names that sentences of a text begin with again and again ("Orlo shall"), before such a verb; None without any."""
    count = Counter(_SUBJECT.findall(text, 0, _SAMPLE))
    names = [name for name, times in count.items() if times >= _SUBJECTS and name.split()[0] not in _DETERMINERS]
    if not names:
        return None
    return re.compile(rf"\s(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})\s{_PREDICATE}")


def before_subject(words: str, subject: re.Pattern[str]) -> str:
    """The heading that runs into a sentence with one of the `subjects`: "Records Orlo shall keep"; "" if there is none."""
    found = subject.search(words, 0, LABEL)
    heading = words[: found.start()].strip() if found is not None else ""
    if not heading or _BROKEN.search(heading) or _breaks_off(heading):
        return ""
    return plain(heading) if _is_titled(heading, strict=True) else ""


def bold(before: str, words: str) -> tuple[str, bool]:
    """The heading printed in bold behind a number in Markdown, and whether it is all of them; "" if there is none."""
    inside = before.lstrip().startswith("**") and before.count("**") == 1
    found = _BOLD.match(("**" if inside else "") + words.lstrip())
    if found is None:
        return "", False
    return plain(found[1]), not found[2].strip(" *_.:：\n\x00")


def announced(words: str) -> str:
    """The heading in capitals that a paragraph ends with: "... of the Principal. CONDITIONS:"; "" if there is none."""
    found = _ANNOUNCED.search(words)
    return plain(found[1]) if found is not None else ""


def leads(words: str) -> str:
    """The heading without a number that a paragraph begins with, as in "Term. This licence runs"; "" if there is none."""
    found = _LEADING.match(words)
    if found is None or _breaks_off(found[1]) or found[1].rpartition(" ")[2].lower() in _SHORT_FORMS:
        return ""
    if found[0].startswith("**") and found[0].count("**") > 1:  # printed in bold: small letters do
        return plain(found[1])
    return plain(found[1]) if _is_titled(found[1], strict=True) else ""


def _breaks_off(words: str) -> bool:
    """Whether words are the first line of a sentence: "Subject to the General Terms of Transporter's"."""
    return words.split(None, 1)[0].capitalize() in _OPENERS or _is_open(words)


def _dates(words: str) -> bool:
    """Whether words say when: "On 1 May 2021"."""
    first, *rest = words.split()
    return first in _DATING and any(part[0].isdigit() for part in rest)


def _is_open(words: str) -> bool:
    """Whether the last word is one that others follow: "of the", but not "Party A"."""
    last = words.split()[-1]
    return (last.lower() in _MINOR and last != "A") or last.endswith(("'s", "’s", "-"))


def _glued_capitals(words: str) -> str:
    found = _GLUED_CAPITALS.match(words)
    heading = (found[1] or found[2] or found[3]) if found is not None else ""
    return "" if _breaks_off(heading or "-") else plain(heading)


def _glued(words: str) -> str:
    """The heading that runs into its text without a stop; "" if there is none."""
    capitals = _glued_capitals(words)
    if capitals:
        return capitals
    found = _GLUED.match(words)
    if found is None or _breaks_off(found[1]) or found[1] in _ALONE or found[1].count(" ") > 8:
        return ""
    if words[found.end()] in '"“' and found[1].split()[0] in _BEGINNINGS:  # 'The term "Fee" means'
        return ""
    return plain(found[1]) if _is_titled(found[1], strict=found[1].count(" ") > 2) else ""


def _is_titled(words: str, strict: bool) -> bool:
    """Whether words are written like a title: capitals on all but small words; if not strict, a short noun phrase."""
    parts = words.strip("\"“”‘’'").split()
    if not 0 < len(parts) <= (18 if strict else 12) or parts[-1].lower() in ("following", "follows"):
        return False
    main = [part for part in parts if part.lower().strip(",()/&") not in _MINOR]
    if _dates(words):
        return False
    if not main or not parts[0][0].isupper() or all(len(part) == 1 for part in main):
        return False
    if parts[0] in _ASKING:  # a clause by itself, so no sentence: "If we cancel", "What we can do with the recordings"
        return len(parts) <= _LONGEST_CLAUSE and "," not in words
    if len(parts) > _LONGEST_COPULA and words.isupper() and _SAYS.search(words):
        return False  # the first line of a notice
    small = any(part[0].islower() and part[1:2].islower() for part in main)
    if _VERBS.search(words) and (
        small or not 1 < len(main) <= len(parts) <= _LONGEST_COPULA or not _COPULA.search(words)
    ):
        return False
    if small and (_REFERENCE.search(words) or any(map(str.isdigit, words))):
        return False
    # "cGMPs" and "iOS" have their capital inside.
    if not small or (not strict and 1 < len(parts) <= 5):
        return True
    lower = [part for part in main if part[0].islower()]
    return not strict and len(lower) == 1 and lower[0].endswith(_PARTICIPLES)
