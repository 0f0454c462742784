"""Who says so: the origin of each statement in an article, through reported speech, quotations and pronouns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .companies import PARTY_BODIES, Companies, Mention
from .press import PressBook

_NAME = r"(?:[A-Z][\w’'-]+)(?:\s(?:(?:de|van|von|al|da|der|bin)\s)?[A-Z][\w’'.-]+){1,2}"
_PERSON = re.compile(_NAME)
# ", says X" and '" said X': the speaker stands behind the verb.
_BEHIND = re.compile(r"\s*(?:(?:the|a|an|one|its|their|his|her|some|two|three)\b|people\b|those\b|[A-Z])")
_BREAK = re.compile(r"[;:]|,?\s(?:but|while|whereas)\s|\s[-–—]\s")
_ACCORDING = re.compile(r"\baccording to\b|\bin the words of\b|\bas reported by\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(he|she|they|it|who)\s*(?:also|later|now|has|have|had)?\s*$", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“”]")
_PASSIVE_TOLD = re.compile(r"\b(?:was|were|been|being|is|are|not|to be)\s+(?:\w+\s+)?$", re.IGNORECASE)
_OUTLET_WORD = re.compile(
    r"\b(?:the (?:article|piece|paper|magazine|writer|newspaper|author|story)|this (?:article|newspaper))\b", re.I
)
_NOT_PERSONS = frozenset(
    "The A An In On At For But And By It He She They Its His Her This That When Under After As If".split()
)
JOURNALIST = "journalist"


@dataclass(frozen=True, slots=True)
class Utterance:
    """A stretch of a sentence and who stands behind it. `frame` is where the words of saying are."""

    start: int
    end: int
    who: str
    frame: tuple[int, int]


@dataclass
class Speech:
    """Follows one article from sentence to sentence. Call `read` on each sentence in order."""

    book: PressBook
    companies: Companies
    text: str
    mentions: Sequence[Mention] = ()
    people: dict[str, str] = field(default_factory=dict[str, str])  # surname -> class of speaker
    default: str = JOURNALIST
    _last: str = JOURNALIST
    _last_by_pronoun: dict[str, str] = field(default_factory=dict[str, str])
    _in_quote: bool = False

    def __post_init__(self) -> None:
        head = self.text[:400]
        if self.book.scholar_byline.search(head):
            self.default = "expert"
        elif self.book.talent_byline.search(self.text[:1500]):
            self.default = "talent"

    def read(self, sentence: str) -> list[Utterance]:
        """Who says which part of `sentence`; parts that nobody is named for are left out."""
        self._meet(sentence)
        found = self._frames(sentence)
        quote_goes_on = self._in_quote or (sentence[:1] in '"“' and not found)
        if sentence.count('"') % 2 or sentence.count("“") != sentence.count("”"):
            self._in_quote = not self._in_quote
        if not found and quote_goes_on and self._last != JOURNALIST:
            return [Utterance(0, len(sentence), self._last, (0, 0))]
        if found:
            self._last = found[-1].who
        return found

    def who(self, utterances: Sequence[Utterance], at: int) -> str:
        """The class of the speaker of what stands at `at` in the sentence that was read."""
        covering = [u for u in utterances if u.start <= at < u.end]
        if not covering:
            return self.default
        return min(covering, key=lambda u: abs((u.frame[0] + u.frame[1]) / 2 - at)).who

    # ---- frames of saying

    def _frames(self, sentence: str) -> list[Utterance]:
        found: list[Utterance] = []
        for verb in self.book.says.finditer(sentence):
            if frame := self._frame(sentence, verb):
                found.append(frame)
        for according in _ACCORDING.finditer(sentence):
            window = sentence[according.end() : according.end() + 90]
            if who := self._speaker(window, behind=True):
                found.append(Utterance(0, len(sentence), who, (according.start(), according.end())))
        who, cue = self.book.speakers[0]
        if paper := cue.search(sentence):
            found.append(Utterance(0, len(sentence), who, (paper.start(), paper.end())))
        elif unnamed := self._unnamed(sentence):
            found.append(unnamed)
        return self._without_overlap(found, sentence)

    def _frame(self, sentence: str, verb: re.Match[str]) -> Utterance | None:
        before, after = sentence[: verb.start()], sentence[verb.end() :]
        if _PASSIVE_TOLD.search(before) or before.rstrip().endswith((" to", " can", " may")):
            return None
        clause = _last_break(before)
        if before.rstrip().endswith((",", '"', "”", "'")) and _BEHIND.match(after):  # ..., says X
            who = self._speaker(after[:90], behind=True)
            # Frames in the middle (", says X, ...") govern both sides.
            return Utterance(clause, len(sentence), who, (verb.start(), verb.end() + 20)) if who else None
        window = before[clause:][-140:]
        who = self._speaker(window)
        if not who:
            return None
        comma = window.rfind(", ")
        ends = not after.strip(" .\"”'") or after.lstrip().startswith(("in a ", "on ", "at ", "to this", "this "))
        if comma >= 0 and (ends or after.startswith(",")):  # "..., the union said."
            return Utterance(clause, len(sentence), who, (clause + comma, verb.end()))
        return Utterance(clause, len(sentence), who, (max(clause, verb.start() - 30), verb.end()))

    def _unnamed(self, sentence: str) -> Utterance | None:
        cue = next(c for who, c in self.book.speakers if who == "unnamed_source")
        hit = cue.search(sentence)
        return Utterance(0, len(sentence), "unnamed_source", hit.span()) if hit else None

    @staticmethod
    def _without_overlap(found: list[Utterance], sentence: str) -> list[Utterance]:
        """Cut each frame's stretch where the clause of another begins, so that two speakers share a sentence."""
        found.sort(key=lambda u: u.frame)
        cut: list[Utterance] = []
        for n, u in enumerate(found):
            end = u.end
            for other in found[n + 1 :]:
                if other.start > u.frame[1]:
                    end = min(end, other.start)
            edge = (
                _BREAK.search(sentence, u.frame[1])
                if not sentence[u.frame[1] :].lstrip().startswith(("that", ":"))
                else None
            )
            if edge and edge[0].strip() in (";", "but", ", but", "whereas", "while"):
                end = min(end, edge.start())
            cut.append(Utterance(u.start, max(end, u.start), u.who, u.frame))
        return cut

    # ---- speakers

    def _speaker(self, window: str, *, behind: bool = False) -> str | None:
        """The class of whoever is named in `window`, the words before (or behind) a verb of saying."""
        if behind:
            stop = re.search(r"[;.](?:\s|$)|,\s(?:and|but|which|who)\b", window)
            window = window[: stop.start()] if stop else window
        if self._is_outlet(window) or _OUTLET_WORD.search(window):
            return JOURNALIST
        pronoun = _PRONOUN.search(window)
        if pronoun and not behind:
            word = pronoun[1].lower()
            if word == "it":
                return "company" if self._last in ("company", JOURNALIST) else self._last
            if word == "they":
                return self._last_by_pronoun.get("they", self._last if self._last != JOURNALIST else "talent")
            if word in ("he", "she"):
                who = self._last_by_pronoun.get("he", self._last if self._last != JOURNALIST else "talent")
                return who
        for who, cue in self.book.speakers:
            if cue.search(window):
                return self._remember(window, who)
        for surname in reversed(re.findall(r"[A-Z][\w’'-]+", window)):
            key = re.sub(r"[’']s$", "", surname)
            if key in self.people:
                self._last_by_pronoun["he"] = self.people[key]
                return self.people[key]
        return self._body(window)

    def _body(self, window: str) -> str | None:
        """A union or company named as the speaker itself ("Synthesia said")."""
        for mention in reversed(self.companies.find(window)):
            company = self.companies.by_id[mention.company_id]
            return "union_or_advocate" if company.sector in PARTY_BODIES else "company"
        names = [m.name for m in self.mentions if m.name in window]
        if names:
            return "company"
        return None

    def _remember(self, window: str, who: str) -> str:
        if re.search(r"\b(?:union|guild|sag-aftra)", window, re.I) and who == "company" and not _PERSON.search(window):
            who = "union_or_advocate"
        if _PERSON.search(window) or re.search(r"\b(?:spokes|a |the )", window):
            self._last_by_pronoun["he"] = who
        if re.search(r"\b(?:people|actors|models|narrators|artists|sources|authors|singers|of them)\b", window):
            self._last_by_pronoun["they"] = who
        return who

    def _is_outlet(self, window: str) -> bool:
        tail = window.strip(" ,")
        return any(tail.endswith(name) or tail.startswith(name) for name in self.book.outlets)

    def _meet(self, sentence: str) -> None:
        """Note the people whom this sentence introduces, with the class their description gives them."""
        for name in _PERSON.finditer(sentence):
            words = name[0].split()
            if words[0] in _NOT_PERSONS or words[-1] in self.people:
                continue
            around = sentence[max(0, name.start() - 60) : name.start()] + " | " + _apposition(sentence, name.end())
            for who, cue in self.book.speakers[1:]:
                if cue.search(around):
                    self.people[re.sub(r"[’']s$", "", words[-1])] = who
                    break


def _apposition(sentence: str, end: int) -> str:
    """What stands right behind a name: ", a lawyer for ...", " of the ...", up to the next comma."""
    rest = sentence[end : end + 90]
    if rest.startswith(", "):
        return rest[2:].split(",")[0]
    if rest.startswith((" of ", " from ", " at ")):
        return rest.split(",")[0][:50]
    return ""


def _last_break(before: str) -> int:
    """Where the clause that ends `before` begins."""
    at = 0
    for edge in _BREAK.finditer(before):
        at = edge.end()
    return at
