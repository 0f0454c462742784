"""The outline of a legal text: what number follows what, and the path of headings above a passage."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import takewhile

from .headings import LABEL, run_in
from .numbers import Mark, Value, letter_value, roman_value, steps

_NAMED = ("annex", "chapter", "article")  # levels that are announced by a word
# Ranks below the six that formats name: of a heading that is only printed in bold, and of one that begins its paragraph.
BOLD, LEADING = 7, 8
_BEFORE = "h9"  # a heading that stands before the number of its clause
_WHOLE = re.compile(r"(?:(?:SECTION|Section|CLAUSE|Clause)\s)?(\d{1,3})(?:\.0)?[.)]?\s")


@dataclass(slots=True)
class _Level:
    style: str
    label: str
    value: Value = ()
    lead: str = ""
    listed: bool = False
    inside: bool = False  # an item in the middle of a paragraph, which ends with it
    halves: bool = False  # the items before it ended like parts of one sentence
    within: Value | None = None  # of a heading without a number: the number of the clause it stands in
    # The levels that a heading without a number, the first number of a series or the next whole number ended: where
    # they go on, it was none.
    ended: tuple["_Level", ...] = ()

    @property
    def number(self) -> int:
        """The whole number of a clause or of a heading with a number; 0 for all else."""
        found = _WHOLE.match(self.label) if self.style[0] == "h" or self.style == "dec1" else None
        return int(found[1]) if found else 0


@dataclass(slots=True)
class Outline:
    """Where in the outline we are: a stack of levels, and the last number of every series."""

    levels: list[_Level] = field(default_factory=list[_Level])
    last: dict[str, Value] = field(default_factory=dict[str, Value])
    left: _Level | None = None  # a list that a paragraph ended; its next item goes on with it
    ahead: tuple[
        _Level, ...
    ] = ()  # a clause that was begun before the last of the one above: "SECTION 15", "14.02", "15.01"
    empty: bool = False  # the innermost level is a lettered item of which only the heading was read

    @property
    def path(self) -> tuple[str, ...]:
        return tuple([f"{level.lead} {level.label}" if level.lead else level.label for level in self.levels])

    @property
    def ranked(self) -> bool:
        """Whether the innermost level is a clause, an article, a chapter or an annex."""
        return bool(self.levels) and (self.levels[-1].style in _NAMED or self.levels[-1].style.startswith("dec"))

    def above(self, style: str) -> tuple[str, ...]:
        """The path above the open level of a style; all of it if none is open."""
        at = next((n for n, level in enumerate(self.levels) if level.style == style), len(self.levels))
        return self.path[:at]

    def settled(self, mark: Mark, following: str = "") -> Mark:
        """A mark with letters told from roman numerals by what came before, and by what follows an "(i)"."""
        words, shape = mark.letters, mark.style
        if not words:
            return mark
        case = "A" if words.isupper() else "a"
        letter, roman = letter_value(words), roman_value(words)
        alpha_style, roman_style = f"{case}{shape}", f"{'I' if case == 'A' else 'i'}{shape}"
        # "(h) Training." and, below it, "(i) The parties"
        if letter and roman == 1 and (self.empty or following == "ii"):
            letter = 0
        if letter and roman:
            follows_letter = self.last.get(alpha_style) == (letter - 1,) and any(
                level.style == alpha_style for level in self.levels
            )
            follows_roman = roman == 1 or self.last.get(roman_style) == (roman - 1,)
            if follows_letter and not (roman > 1 and follows_roman and self._deeper(roman_style, alpha_style)):
                roman = 0
            elif not follows_roman:
                roman = 0 if letter == 1 or words in "cClL" or self.last.get(alpha_style) else roman
        if roman:
            return replace(mark, style=roman_style, value=(roman,), letters="")
        return replace(mark, style=alpha_style, value=(letter,), letters="")

    def _deeper(self, style: str, other: str) -> bool:
        styles = [level.style for level in self.levels]
        return style in styles and other in styles and styles.index(style) > styles.index(other)

    def nested(self, mark: Mark, introduced: bool, words: str) -> Mark:
        """A whole number as the item of a list in a numbered clause, where it is one: "4.1 ... following:", "1. ...".

        introduced: the words before end with a colon. words: those behind the number.
        """
        above = next((level.label for level in self.levels if level.style[:3] == "dec"), "")
        if above and mark.text.endswith(")") and not above.split()[0].endswith(")"):
            return replace(mark, style="1)")
        last = self.last.get("n.")
        if last is not None and mark.value == (last[0] + 1,) and any(level.style == "n." for level in self.levels):
            outer = self.last.get("dec1")
            clause = outer is not None and mark.value == (outer[0] + 1,) and run_in(words)[0] != ""
            return mark if clause else replace(mark, style="n.")
        inside = any(level.style[:3] in ("dec", "cod") for level in self.levels)
        return replace(mark, style="n.") if mark.value == (1,) and introduced and inside else mark

    def in_clause(self, value: Value) -> bool:
        """Whether a clause is open that is no item of a list in markup, and that a list item with this number does not follow."""
        clause = next((level for level in self.levels if level.style == "dec1"), None)
        return clause is not None and not clause.listed and value != (clause.value[0] + 1,)

    def follows(self, mark: Mark) -> bool:
        """Whether this number is the next of its series, or opens one."""
        value, style = mark.value, mark.style
        if style in ("annex", "bullet"):
            return True
        if style in ("article", "chapter"):
            last = self.last.get(style, (0,))
            return 0 < value[0] - last[0] <= 2 or value == (1,)
        if mark.inserted:
            return (self.last.get("dec") or (0,))[:1] == value
        if style.startswith("dec") or style == "bare":
            return self._decimal_follows(value)
        last = self.last.get(style)
        if style.startswith("code"):
            return value[-1] == 1 or (last is not None and value[:-1] == last[:-1] and 0 < value[-1] - last[-1] <= 3)
        open_now = any(level.style == style for level in (*self.levels, self.left) if level is not None)
        goes_on = last is not None and open_now and 0 < value[0] - last[0] <= 2
        return value == (1,) or goes_on or self._broken_off(style, value) is not None

    def begins_next(self, mark: Mark) -> bool:
        """Whether a decimal is the first of the next clause: 5.1 behind 4.6."""
        return len(mark.value) == 2 and mark.value == (self.last.get("dec", (0,))[0] + 1, 1)

    def _decimal_follows(self, value: Value) -> bool:
        current = self.last.get("dec")
        if value == (1,) and current is not None and current[0] >= 3:
            return True  # a new series, behind a table of contents or in the next part
        if current is None:
            return value[-1] in (0, 1) and (len(value) == 1 or value[0] == self.last.get("article", (1,))[0])
        depth = len(value)
        if depth <= len(current):
            return value[:-1] == current[: depth - 1] and 0 < value[-1] - current[depth - 1] <= 2
        if value[-1] > 1:
            return False
        parent = value[:-1]
        return parent == current or (depth == 2 and parent == self.last.get("article"))

    def enter(
        self, mark: Mark, label: str, lead: str = "", listed: bool = False, inside: bool = False, halves: bool = False
    ) -> None:
        """Steps to a numbered clause. lead: the words that introduce its list, kept for all items of the list.

        listed: an item of a list in markup, which a plain paragraph ends. inside: it stands in the middle of a paragraph. halves: the words before end like an item in
        the middle of a sentence.
        """
        style = "dec1" if mark.style == "bare" else mark.style
        if mark.style == "bare":
            self.last["bare"] = mark.value
        if (at := self._broken_off(style, mark.value)) is not None:
            if len(mark.value) > 1 and self.levels[at].number == mark.value[0] + 1:
                self.ahead = tuple(self.levels[at : at + 1])
            self.levels[at:] = self.levels[at].ended
        self._drop_false_levels(style, mark.value)
        if style in _NAMED or style.startswith("dec"):
            self.leave_leading()
        open_styles = [level.style for level in self.levels]
        halves = halves and style in open_styles
        begins = mark.value == (1,)
        ended: tuple[_Level, ...] = ()
        if style in open_styles:
            at = open_styles.index(style)
            replaced = self.levels[at]
            ended = tuple(self.levels[at:]) if begins else replaced.ended
            if style == "dec1" and not begins:  # which may be the number of a page
                whole = replaced.value[0]
                ended = tuple(takewhile(lambda v: v.style[:3] == "dec" and v.value[0] == whole, self.levels[at:]))
            if mark.value != (1,) or not lead.endswith(":"):  # another list begins with words of its own
                lead = self.levels[at].lead
            del self.levels[at:]
            if style == "annex":
                self.last.clear()
        else:
            above = self.levels[:]
            self._make_room(style)
            if (begins or style == "chapter") and style != "annex":
                ended = tuple(above[len(self.levels) :])
            another = mark.value == (1,) or (not mark.value and lead.endswith(":"))  # bullets have no first
            if self.left is not None and self.left.style == style and not another:
                lead = self.left.lead
        self.left = None
        if style.startswith("dec"):
            self.last["dec"] = mark.value
        elif style == "article":
            self.last.pop("dec", None)
        self.last[style] = mark.value
        self.levels.append(_Level(style, label, mark.value, lead, listed, inside, halves, ended=ended))

    def _drop_false_levels(self, style: str, value: Value) -> None:
        """Drops what a number shows to be no level above it.

        A heading without a number between 3.37 and 3.38 heads neither; a roman "I." before 2. was a 1. to the scanner.
        """
        if not style.startswith("dec"):
            return
        if len(value) > 1:
            self._restore(lambda within: len(within) > 1 and within[0] == value[0])
            # The heading of clause 9 was missed: 8 is not above 9.6.
            at = next((n for n, v in enumerate(self.levels) if v.number not in (0, value[0])), len(self.levels))
            if at < len(self.levels) and self.levels[at].number == value[0] + 1:
                self.ahead = tuple(self.levels[at : at + 1])
            del self.levels[at:]
            if self.ahead and self.ahead[0].number == value[0]:
                at = next((n for n, v in enumerate(self.levels) if v.style.startswith("dec")), len(self.levels))
                self.levels[at:], self.ahead = self.ahead, ()
            # So was that of Article 9, where 8.1 stood under Article 8.
            article = next((n for n, v in enumerate(self.levels) if v.style == "article"), None)
            if article is not None and self.last.get("dec", value)[0] == self.levels[article].value[0] < value[0]:
                del self.levels[article:]
        elif self.last.get("I.") == (1,) and value == (2,) and (self.last.get("dec") or (0,))[0] == 1:
            self.levels = [v for v in self.levels if v.style != "I."]

    def _broken_off(self, style: str, value: Value) -> int | None:
        """Which level ended a series that this number goes on with: a heading between two items of one list, a list
        inside an item whose numbers look the same, the number of a page; None if the open one goes on or none does."""
        if not any(level.ended for level in self.levels):  # most times
            return None
        if any(level.style == style and value in steps(level.value) for level in self.levels):
            return None
        for at, level in enumerate(self.levels):
            if any(item.style == style and value in steps(item.value) for item in level.ended):
                return at
        return None

    def _restore(self, false: Callable[[Value], bool]) -> None:
        """Takes out the headings that stand in a clause for which `false` holds, and puts back what they ended."""
        at = 0
        while at < len(self.levels):
            within = self.levels[at].within
            if within is not None and false(within):
                self.levels[at:] = self.levels[at].ended
            else:
                at += 1

    def begin_series(self, value: Value) -> None:
        """Steps out of headings that text of their own stands under, for a number that begins or goes on with a series.

        What a heading introduces follows it at once: "GENERAL TERMS", "1. Definitions". A heading with text below it
        ("Why we sign this", a name in an address) does not stand above the clauses that come later.
        """
        self._restore(lambda within: 0 <= value[0] - within[0] <= 2)
        while value == (1,) and self.levels and self.levels[-1].style[0] in "hr":
            self.levels.pop()

    def is_next(self, mark: Mark) -> bool:
        """Whether a number is the next behind that of the innermost level."""
        inner = self.levels[-1] if self.levels else None
        return inner is not None and inner.style == mark.style and mark.value in steps(inner.value)[-1:]

    def repeats(self, mark: Mark) -> bool:
        """Whether a number is one that is open already: the "13." of a broken line under Article 13, or under 13.4."""
        current = self.last.get("dec") or self.last.get("article")
        late = mark.text.endswith(".0") and () < self.last.get("dec1", ()) < mark.value  # "4.0 Pay" behind 4.1
        inner = self.levels[-1].label if self.levels else ""
        false = inner.isdigit() and mark.text != inner  # a page number was taken for "1."
        return current is not None and mark.value == current[: len(mark.value)] and not (late or false)

    def has_stops(self) -> bool:
        """Whether the numbers so far had a full stop or a bracket: then a bare figure is none of them."""
        return "dec1" in self.last and "bare" not in self.last

    def leave_list(self) -> None:
        """Steps out of bullets, and of a list that makes one sentence with its introduction: a paragraph is no item."""
        if self.levels and self.levels[-1].lead and self.levels[-1].halves:
            self.left = self.levels.pop()
        while self.levels and (self.levels[-1].style.startswith("bullet") or self.levels[-1].inside):
            level = self.levels.pop()
            self.left = level if level.inside else self.left

    def leave_items(self) -> None:
        """Steps out of lettered items: a definition that has no number is none of them."""
        while (
            self.levels
            and self.levels[-1].style not in (*_NAMED, "A.", "I.")
            and self.levels[-1].style[:3] not in ("dec", "cod")
            and self.levels[-1].style[0] not in "hr"
        ):
            self.levels.pop()

    def _make_room(self, style: str) -> None:
        """Drops the levels that the first number of a series ends: decimals go under their parents only."""
        if style == "annex":
            self.levels.clear()
            self.last.clear()
        elif style.startswith("code"):
            keep = 0
            for level in self.levels:
                if level.style.startswith("dec") or (level.style.startswith("code") and level.style >= style):
                    break
                keep += 1
            del self.levels[keep:]
            self.leave_items()
        elif style in ("article", "chapter") or style.startswith("dec"):
            keep = 0
            for level in self.levels:
                above = (
                    level.style == "annex" or level.style[0] == "h" or (style != "chapter" and level.style == "chapter")
                )
                if style not in ("article", "chapter"):
                    above = above or level.style in ("article", "A.", "I.")
                    above = above or (level.style.startswith("dec") and level.style < style)
                if not above:
                    break
                keep += 1
            del self.levels[keep:]

    def head(self, rank: int, label: str, style: str = "h") -> None:
        """Steps under a heading without a number (or one whose rank, from 1, the markup gives)."""
        keep = 0
        for level in self.levels:
            above = level.style in _NAMED or (level.style[0] == "h" and int(level.style[1:]) < rank)
            if not above and not (rank >= BOLD and level.style.startswith(("dec", "A.", "I."))):
                break
            keep += 1
        ended = tuple(self.levels[keep:])
        del self.levels[keep:]
        self.levels.append(_Level(f"{style}{rank}", label, within=self.last.get("dec"), ended=ended))

    def head_number(self, style: str, label: str) -> None:
        """Steps under a heading that stands before the number of a clause: "Term", "3. It runs". style: of the number."""
        keep = 0
        for level in self.levels:
            above = level.style in _NAMED or (level.style[0] == "h" and level.style != _BEFORE)
            if not above and not (level.style.startswith("dec") and level.style < style):
                break
            keep += 1
        self.levels[keep:] = [_Level(_BEFORE, label)]

    def rank_of(self, value: Value, rank: int) -> int:
        """The rank of a numbered heading: 5.2 stands below 5 whatever rank (`rank`) the markup gives it."""
        above = next(
            (level for level in reversed(self.levels) if level.style[0] == "h" and level.number == value[0]), None
        )
        return max(rank, int(above.style[1:]) + 1) if len(value) > 1 and above is not None else rank

    def leave_leading(self) -> None:
        """Steps out of a heading that began a paragraph: it stands above what its paragraph introduces only."""
        at = next((n for n, level in enumerate(self.levels) if level.style == f"h{LEADING}"), len(self.levels))
        del self.levels[at:]

    def leave_lists(self, kept: int) -> None:
        """Steps out of lists in markup, but for the clause with the whole number `kept`."""
        while self.levels and self.levels[-1].listed and not (kept and self.levels[-1].value == (kept,)):
            self.levels.pop()

    def leave_headings(self) -> None:
        """Steps out of everything but annexes, chapters and articles: what follows is the agreement itself."""
        self.levels = [level for level in self.levels if level.style in _NAMED]

    def leave_agreement(self) -> None:
        """Steps out of everything but annexes: what follows is behind the signatures."""
        self.levels = [level for level in self.levels if level.style == "annex"]

    def rename(self, more: str) -> None:
        """Gives the innermost level a fuller label: "ARTICLE III" and, on the next line, "GRANT"."""
        if self.levels:
            level = self.levels[-1]
            level.label = f"{level.label} {more}"[:LABEL]
