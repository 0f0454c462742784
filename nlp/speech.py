"""Who says so: the origin of each statement in an article, through reported speech, quotations and pronouns."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from .companies import PARTY_BODIES, Companies
from .press import PressBook

_NAME = r"(?<!\w)[A-Z][\w’'-]{1,40}(?: (?:(?:de|van|von|al|da|der|bin) )?[A-Z][\w’'-]{1,40}){1,2}"
_PERSON = re.compile(_NAME)
# ", says X" and '" said X': the speaker stands behind the verb, not what was said.
_BEHIND = re.compile(r"\s+(?!that\b|to\b|how\b|if\b|in\b|on\b|at\b|it\b|there\b|\"|:|,|[-–—])\w")
_BREAK = re.compile(r"[;:]|,?\s(?:but|while|whereas)\s|\s[-–—]\s")
_TURN = re.compile(r";|,?\s(?:but|while|whereas)\s")  # here another speaker may take over
_ACCORDING = re.compile(r"\baccording to\b|\bin the words of\b|\bas reported by\b", re.IGNORECASE)
_PRONOUN = re.compile(
    r"(?<!\bof )\b(he|she|they|it|who)\s*(?:also|later|now|has|have|had|did|\w{2,}ly)?\s*$", re.IGNORECASE
)
_PASSIVE = re.compile(
    r"\b(?:was|were|been|being|is|are|not|to|to be|can|may|could|might)\s+(?:\w+\s+)?$", re.IGNORECASE
)
_OUTLET_WORD = re.compile(
    r"\b(?:the|this|our) (?:\w+ ){0,2}?(?:article|piece|paper|magazine|writer|newspaper|author|story|digest|reporter)\b"
    r"|\bindustry daily\b|\btabloid\b",
    re.IGNORECASE,
)
_ENDING = re.compile(
    r"\s*(?:[.;:\"”']|,|$|in an? |on (?:mon|tues|wednes|thurs|fri|satur|sun)day|at an? |to this )", re.IGNORECASE
)
_AUXILIARY = re.compile(r"\s(?:also|now|has|have|had)$")
_AGE = re.compile(r",? \(?\d\d\)?[,.)]|,[^,.;]{0,30} aged \d\d")
_OFFICE = re.compile(
    r"\b(?:head|chief|founder|director|president|manager|boss|spokes\w+|officer|chair\w*|partner)\b", re.IGNORECASE
)
_ACTS = re.compile(r"\s(?:said|says|told|was told|recalls?|remembers?|discovered|heard|saw|sold|signed|posed|never)\b")
# Once a paper is quoted, a sentence that has the paper for its subject goes on quoting it.
_GOES_ON = re.compile(
    r"^(?:But |And |Yet )?(?:(?:The|Its|A|One|Another|This|That|Such) (?:[\w-]{1,40} ){0,2}?(?:contracts?|agreements?|terms|clauses?"
    r"|documents?|filing|release|licen[cs]e|form|rider|paragraph|section|schedule)\b"
    r"|It (?:also |further )?(?:says|states|gives|grants|allows|lets|bars|forbids|provides|covers|runs|requires|limits)\b)"
    r"|\bunder the (?:terms|contract|agreement|clause)\b"
)
# Whose turn it is in an interview: "MOULIN: Not me." A paper or a host asks in the article's own voice.
_TURN_OF = re.compile(r"^((?:[A-ZÀ-Ý][\w.’'-]* ){0,2}[A-ZÀ-Ý][\w’'-]+): (?=[\"“A-ZÀ-Ý])")
_ASKS = re.compile(r"(?:host|presenter|interviewer|moderator|reporter|question|q|we)\Z", re.IGNORECASE)
_TURNS = 3  # so many make an interview
_POLL = re.compile(r"\b(?:survey(?:ed|s)?|polled|polls?|questionnaire|study)\b", re.IGNORECASE)
_POLLSTERS = frozenset({"union_or_advocate", "expert"})
_FIGURES = re.compile(
    r"(?:They|Of these|Of them|Only|Close to|About|Around|Nearly|Almost|More than|Some|One in|Half|A (?:third|quarter|fifth|few)|\d|Two|Three|Four|Five|Most|Many|Few)\b"
)
# First persons outside quotations: an author who speaks for a union or advises clients.
_WE = re.compile(r"\b(?:we|our|us)\b", re.IGNORECASE)
_I = re.compile(r"\b(?:I|me|my|mine|myself)\b")
# So many outside quotations, and the author tells what happened to the author; reporters say less of themselves.
_OWN_STORY = 6
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
_POSSESSIVE = re.compile(r"[’']s?$")
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
    names: Collection[str] = ()  # companies as the article names them
    people: Mapping[str, str] = field(default_factory=dict[str, str])  # surname -> class of speaker
    default: str = JOURNALIST
    _last: str = JOURNALIST
    _pronouns: dict[str, str] = field(default_factory=dict[str, str])
    _in_quote: bool = False
    _paper: bool = False  # the article has quoted a contract, terms or a filing
    _poll: str = ""  # who asked the people whose answers are being told
    _interview: bool = False
    _turn: str = JOURNALIST  # who is speaking in an interview

    def __post_init__(self) -> None:
        self.people = {surname: who for surname, who in self.people.items() if surname not in self.names}
        own = _QUOTED.sub(" ", self.text)
        self._interview = len([line for line in self.text.split("\n") if _TURN_OF.match(line)]) >= _TURNS
        if self.book.scholar_byline.search(self.text[:400]):
            self.default = "expert"
        elif len(_WE.findall(own)) > 1 and self.book.union_author.search(own):
            self.default = "union_or_advocate"
        elif self.book.talent_byline.search(self.text[:1500]) or (
            len(_I.findall(own)) >= _OWN_STORY and self.book.talent_author.search(own)
        ):
            self.default = "talent"

    def read(self, sentence: str) -> list[Utterance]:
        """Who says which part of `sentence`; parts that nobody is named for are left out."""
        if self._interview and (turn := _TURN_OF.match(sentence)):
            self._turn = self._speaker_of_turn(turn[1])
        found = self._frames(sentence)
        if not found and self._interview and self._turn != JOURNALIST:
            return [Utterance(0, len(sentence), self._turn, (0, 0))]
        if _POLL.search(sentence):
            self._poll = next(
                (who for who, cue in self.book.speakers if who in _POLLSTERS and cue.search(sentence)), ""
            )
        elif not found and self._poll and _FIGURES.match(sentence):
            return [Utterance(0, len(sentence), self._poll, (0, 0))]
        else:
            self._poll = ""
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

    def _speaker_of_turn(self, name: str) -> str:
        """Who stands behind a turn of an interview: the host asks for the article; a person without a description is the one copied."""
        if _ASKS.search(name) or self._is_outlet(name):
            return JOURNALIST
        surname = name.rsplit(None, 1)[-1].lower()
        return next((who for known, who in self.people.items() if known.lower() == surname), "talent")

    # ---- frames of saying

    def _frames(self, sentence: str) -> list[Utterance]:
        found: list[Utterance] = []
        for verb in self.book.says.finditer(sentence):
            if frame := self._frame(sentence, verb):
                found.append(frame)
        for according in _ACCORDING.finditer(sentence):
            if self.book.speakers[0][1].match(sentence, according.start()):
                continue  # a paper, which is looked for below
            window = sentence[according.end() : according.end() + 90]
            first = window.split(", ")[0]  # "according to the union, the models ..."
            if who := self._speaker(first, behind=True) or self._speaker(window, behind=True):
                found.append(Utterance(0, len(sentence), who, (according.start(), according.end())))
        who, cue = self.book.speakers[0]
        goes_on = not found and self._paper and (_GOES_ON.search(sentence) or _QUOTED.search(sentence))
        if paper := cue.search(sentence) or goes_on:
            self._paper = True
            found.append(Utterance(0, len(sentence), who, (paper.start(), paper.end())))
        elif unnamed := self._unnamed(sentence):
            found.append(unnamed)
        return self._without_overlap(found, sentence)

    def _frame(self, sentence: str, verb: re.Match[str]) -> Utterance | None:
        before, after = sentence[: verb.start()], sentence[verb.end() :]
        if _PASSIVE.search(before):
            return None
        clause = _last_break(before)
        lead = before.rstrip()
        if lead.endswith((",", '"', "'")) and _BEHIND.match(
            after
        ):  # "..., says X" and, in the middle, "..., says X, ..."
            who = self._speaker(after[:90], behind=True)
            return Utterance(clause, len(sentence), who, (verb.start(), verb.end() + 20)) if who else None
        window = before[clause:][-140:]
        inner = window.rfind(" that ")  # "two models confirmed that Olma told them": Olma is the origin
        if inner >= 0 and self.book.says.search(window, 0, inner + 5):
            window = window[inner + 6 :]
        comma = max(window.rfind(", "), window.rfind('" '))
        if comma >= 0 and _ENDING.match(after):  # "..., the union said."
            who = self._speaker(window[comma + 2 :], verb=verb[0])
            return Utterance(clause, len(sentence), who, (clause + comma, verb.end())) if who else None
        who = self._speaker(window, verb=verb[0])
        return Utterance(clause, len(sentence), who, (max(clause, verb.start() - 30), verb.end())) if who else None

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
            if edge := _TURN.search(sentence, u.frame[1]):
                end = min(end, edge.start())
            cut.append(Utterance(u.start, max(end, u.start), u.who, u.frame))
        return cut

    # ---- speakers

    def _speaker(self, window: str, *, behind: bool = False, verb: str = "") -> str | None:
        """The class of whoever is named in `window`, the words before (or behind) a verb of saying."""
        if behind and (stop := re.search(r"[;.:](?:\s|$)|,\s(?:and|but|which|who)\b", window)):
            window = window[: stop.start()]
        if self._is_outlet(window) or _OUTLET_WORD.search(window):
            return JOURNALIST
        if not behind and (pronoun := _PRONOUN.search(window)):
            return self._meant(pronoun[1].lower())
        for who, cue in self.book.speakers:
            if cue.search(f"{window}{verb}"):
                return self._noted(window, who)
        for word in reversed(re.findall(r"[A-Z][\w’'-]+", window)):
            if found := self.people.get(_POSSESSIVE.sub("", word)):
                return self._noted(window, found)
        return self._body(window)

    def _meant(self, pronoun: str) -> str:
        """Whom a pronoun stands for: the last speaker that it fits."""
        recent = self._last if self._last != JOURNALIST else None
        if pronoun == "it":
            return recent if recent in ("union_or_advocate", "document_or_official") else "company"
        if recent == "document_or_official":
            recent = None
        return self._pronouns.get("they" if pronoun == "they" else "he") or recent or "talent"

    def _body(self, window: str) -> str | None:
        """A union or company named as the speaker itself. A person without a description is nobody known."""
        for mention in reversed(self.companies.find(window)):
            company = self.companies.by_id[mention.company_id]
            return "union_or_advocate" if company.sector in PARTY_BODIES else "company"
        return "company" if any(name in window for name in self.names) else None

    def _noted(self, window: str, who: str) -> str:
        """Keep the speaker for the pronouns to come."""
        if re.search(
            r"\b(?:people|actors|models|narrators|artists|sources|authors|singers|performers|of them)\b", window
        ):
            self._pronouns["they"] = who
        else:
            self._pronouns["he"] = who
        return who

    def _is_outlet(self, window: str) -> bool:
        tail = _AUXILIARY.sub("", window.strip(" ,"))
        return any(tail.endswith(name) or tail.startswith(name) for name in self.book.outlets)


def people(text: str, book: PressBook, companies: Collection[str] = ()) -> dict[str, str]:
    """The people whom an article introduces: surname -> the class of speaker that their description gives them.

    A name without a description counts only with an age behind it, as talent.
    """
    found: dict[str, str] = {}
    company = re.compile(rf"\b(?:{book.company_nouns})(?:\s(?:called|named))?\s*$", re.IGNORECASE)
    for name in _PERSON.finditer(text):
        words = [_POSSESSIVE.sub("", w) for w in name[0].split()]
        while words and words[0] in book.no_names:
            words.pop(0)
        full = " ".join(words)
        if not words or words[-1] in found or words[-1] in book.outlets or any(c in full for c in companies):
            continue
        before = text[max(0, name.start() - 35) : name.start() + len(name[0]) - len(full)]
        lead = next((part for part in reversed(re.split(r"[.;:,\n]\s*", before)) if part.strip()), "")
        if company.search(lead) and not _OFFICE.search(lead):
            continue  # "the firm Cadence Clone", but "the head of the studio, Ada Marsh"
        around = f"{lead} | {_apposition(text, name.end())}"
        who = next((who for who, cue in book.speakers[1:] if cue.search(around)), None)
        if not who and _AGE.match(text, name.end()):
            who = "talent"
        if who and (len(words) > 1 or _AGE.match(text, name.end())):
            found[words[-1]] = who
        elif len(words) > 1 and _ACTS.match(text, name.end()):
            found[words[-1]] = "talent"  # a name without a description is most often the person copied
    return found


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
