"""The names in an article: which of them are companies, by what stands around each mention of them."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from .press import PressBook

_TOKEN = r"(?:[a-z0-9]{1,2}(?=[A-Z]))?[A-ZÀ-ÖØ-Þ](?:[\w&]|[’'](?!s\b)(?=\w)|-(?=\w)){0,40}(?:\.(?:ai|AI|com|tech|Tech|io|de)\b)?\+?"
_NUMBER = r"\d{1,2}(?![\w.,-]*\d)"
_NAME = re.compile(rf"(?<![\w.’'&@#-]){_TOKEN}(?: (?:& )?(?:{_TOKEN}|{_NUMBER})){{0,4}}")
_REACH = 90  # characters before and behind a mention that can tell what it is
_OPENS = re.compile(r"(?:^|[.!?:\n]|[\n.!?:,]\s?[\"“‘'(]|\s[-–—])\s*\Z")
_PLAIN = re.compile(r"(?<![\w-])[a-z]\w+")
_PERSON_AGAIN = re.compile(r"[^.!?\nA-Z]*[.!?][\"”’']?\s(?:He|She|His|Her)\b")
_SHORTENED = re.compile(r"[’'](?:ll|d|ve|re|m|t)\Z")  # "We'll" and "I'd" are words with a capital
_LABEL = re.compile(r"[A-Z]{5,}(?: [A-Z]{5,})+")  # "PRESS RELEASE": words in capitals are a label of the page
_LONG_WORD = re.compile(r"\b[^\W\d_]{4,}")
_COMPANY = 1.0  # names that weigh this much are companies, and those that weigh as much below nothing are people
_LIKELIEST = 0.4  # enough for the heaviest name of an article in which no other is a company
_GIVEN_NAME, _PRONOUN, _ONLY_OPENING, _EARLY, _AGAIN = -3.0, -1.0, -0.4, 0.3, 0.25
# What the logit of the encoder counts, and what it counts where it is undecided: then the signs have to tell less.
_HEARD, _EVEN = 0.5, 0.8
_FIRST = 2  # sentences of an article in which a name stands early: its headline and what follows

Asked = Callable[[Sequence[str]], Mapping[str, float]]  # of names, how likely each is a company's (logits)


@dataclass
class Name:
    """A name as the article writes it, the mentions that were found and what speaks for a company (above 0) or a person."""

    form: str
    mentions: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    weight: float = 0.0


def weigh(text: str, book: PressBook, ask: Asked | None = None) -> list[Name]:
    """The names of `text`, each with its weight: companies from 1 on, people from -1 down. What `ask` answers counts besides."""
    names = _names(text, book)
    heard = ask(list(names)) if ask else {}
    for name in names.values():
        name.weight = _weight(name, text, book)
        if name.form in heard:
            name.weight += _EVEN + _HEARD * heard[name.form]
    people = [n.form.split(" ") for n in names.values() if n.weight <= -_COMPANY and " " in n.form]
    short = {words[0] for words in people} | {words[-1] for words in people}  # Ada and Marsh for Ada Marsh
    for name in names.values():
        if name.form in short:
            name.weight = min(name.weight, -_COMPANY)
    return list(names.values())


def companies_among(names: list[Name], may_be: Callable[[str], bool]) -> list[str]:
    """The forms that are companies; if none is, the likeliest, where one is likely at all."""
    able = [n for n in names if n.weight >= _LIKELIEST and may_be(n.form)]
    return [n.form for n in able if n.weight >= _COMPANY] or [n.form for n in sorted(able, key=lambda n: -n.weight)[:1]]


def _names(text: str, book: PressBook) -> Mapping[str, Name]:
    plain = frozenset(_PLAIN.findall(text))
    shouted = [range(*line.span()) for line in re.finditer(r"[^\n]+", text) if _in_title_case(line[0])]
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    sure: set[str] = set()  # forms of which a mention is more than the first word of a sentence or a title
    for hit in _NAME.finditer(text):
        start, words = hit.start(), hit[0].split(" ")
        opens = bool(_OPENS.search(text, max(0, start - 4), start))
        while words and (
            words[0] in book.no_names or _SHORTENED.search(words[0]) or (opens and _only_opens(words, plain, book))
        ):
            start, opens = start + len(words.pop(0)) + 1, False
        while words and (words[-1] in book.no_names or words[-1] == "&") and not (words[-1] == "AI" and len(words) > 1):
            words.pop()
        form = " ".join(words)
        if len(form) < 2 or book.trade.fullmatch(form) or _LABEL.fullmatch(form):
            continue
        found[form].append((start, start + len(form)))
        if not (opens and " " not in form and form.lower() in plain) and not any(start in line for line in shouted):
            sure.add(form)
    return {form: Name(form, places) for form, places in found.items() if form in sure}


def _only_opens(words: list[str], plain: frozenset[str], book: PressBook) -> bool:
    """Whether the first of several words has its capital from the sentence alone: "Retailer Olma", but not "Channel 1"."""
    if len(words) < 2:
        return False
    form, first = " ".join(words), words[0].lower()
    named = any(sign.within and sign.weight > 0 and sign.within.search(form) for sign in book.signs)
    return not named and (first in plain or bool(book.trade.fullmatch(first)))


def _in_title_case(line: str) -> bool:
    """Whether nearly every longer word of a line has a capital, so that capitals tell nothing."""
    words = _LONG_WORD.findall(line)
    return len(words) > 3 and line.rstrip()[-1:] not in ".!?" and sum(w[0].isupper() for w in words) > 0.7 * len(words)


def _weight(name: Name, text: str, book: PressBook) -> float:
    words = name.form.split(" ")
    seen: set[int] = set()
    again = 0.0
    for start, end in name.mentions:
        seen.update(
            n
            for n, sign in enumerate(book.signs)
            if n not in seen
            and (not sign.before or sign.before.search(text, max(0, start - _REACH), start))
            and (not sign.after or sign.after.match(text, end, end + _REACH))
            and (not sign.within or sign.within.search(name.form))
        )
        if _PERSON_AGAIN.match(text, end, end + 250) and _OPENS.search(text, max(0, start - 4), start):
            again = _PRONOUN
    weight = sum(book.signs[n].weight for n in seen) + again
    if len(words) < 4 and words[0] in book.given_names and "&" not in words:
        weight += _GIVEN_NAME if len(words) > 1 else _GIVEN_NAME / 2
    early = text.count("\n", 0, name.mentions[0][0]) < _FIRST
    if any(book.signs[n].weight > 0 for n in seen):  # being named often, and early, makes no company by itself
        weight += _AGAIN * min(len(name.mentions) - 1, 2) + _EARLY * early
    start = name.mentions[0][0]
    if not early and len(name.mentions) == len(words) == 1 and _OPENS.search(text, max(0, start - 4), start):
        weight += _ONLY_OPENING  # every first word has a capital
    return weight
