"""The pages of changes and of claims beside contracts, for the report and for a terminal."""

from collections.abc import Iterator
from typing import Any

from rich.text import Text

from ..nlp.codebook import Codebook
from .changelog import Change, Edit, Log, changes, movers
from .document_pages import file_of
from .findings import Findings, Queryable, Row, split
from .gaps import Gap, gaps_of
from .grids import label_of
from .terminal import plain

FOLLOWED = 12  # months within which another company counts as a follower
STYLES = {"equal": "", "delete": "red strike", "insert": "green underline"}
RESULTS = (
    "contradicted",
    "both ways",
    "supported",
    "supported in part",
    "not addressed",
    "cannot be told",
    "no document",
)


def change_context(store: Queryable, findings: Findings, book: Codebook) -> Row | None:
    """Everything the template changes.html speaks of; None where no terms have two versions."""
    log = changes(store, findings, core(book))
    if not any(len(s.versions) > 1 for s in log.series):
        return None
    return {
        "entries": [_entry(c, book) for c in reversed(log.changes)],
        "unstable": len(log.unstable),
        "series": [s for s in log.series if len(s.versions) > 1],
        "single": sum(len(s.versions) == 1 for s in log.series),
        "movers": [
            {"label": _label(first.variable, book), "answer": label(first.answer), "first": first, "followers": rest}
            for first, rest in movers(log, FOLLOWED)
            if rest
        ],
        "within": FOLLOWED,
    }


def core(book: Codebook) -> list[str]:
    """The core variables of platform terms."""
    return [v.id for v in book.document_variables("terms") if v.tier == "core"]


def label(answer: str) -> str:
    """An answer of a change in words."""
    return ", ".join(map(label_of, split(answer)))


def _label(variable: str, book: Codebook) -> str:
    return book[variable].label if variable in book.by_id else label_of(variable)


def _entry(change: Change, book: Codebook) -> Row:
    return {
        "change": change, "label": _label(change.variable, book), "before": label(change.before), "after": label(change.after),
        "old_href": f"documents/{file_of(change.old.document_id)}#v-{change.variable}", "new_href": f"documents/{file_of(change.new.document_id)}#v-{change.variable}",
    }  # fmt: skip


def gap_context(findings: Findings, book: Codebook) -> Row | None:
    """Everything the template gap.html speaks of; None where no company has both claims and documents."""
    found = {name: of for name, of in gaps_of(findings, book).items() if any(g.beside for g in of)}
    if not found:
        return None
    names = {d["company"]: d["company_name"] for d in findings.document_rows if d["company"]}
    companies: list[Row] = []
    for name, of in sorted(found.items(), key=lambda item: names.get(item[0], item[0]).casefold()):
        counts = {result: sum(g.result == result for g in of) for result in RESULTS}
        listed = sorted(of, key=lambda g: RESULTS.index(g.result))
        companies.append(
            {"id": name, "name": names.get(name, name), "counts": counts, "gaps": [_gap(g, book) for g in listed]}
        )
    return {"companies": companies, "results": RESULTS}


def _gap(gap: Gap, book: Codebook) -> Row:
    claim = gap.claim
    return {
        "gap": gap, "label": _label(claim["variable"], book), "claimed": label(claim["values"]),
        "href": f"documents/{file_of(claim['document_id'])}#v-claim-{claim['number']}",
        "beside": [{"of": b, "says": label(b.answer), "href": f"documents/{file_of(b.document_id)}#v-{claim['variable']}"} for b in gap.beside],
    }  # fmt: skip


def printed_changes(log: Log, months: int, book: Codebook) -> Iterator[Text]:
    """The change log for a terminal, oldest first, then who followed whom."""
    versions = sum(len(s.versions) for s in log.series)
    yield Text(f"{len(log.series)} series of terms with {versions} versions: {len(log.changes)} changes.", "bold")
    if log.unstable:
        yield Text(
            f"{len(log.unstable)} more codings differ over equal words: readings of the machine, not changes.", "dim"
        )
    for c in log.changes:
        head = Text(f"\n{c.new.published}  ", "bold").append(
            plain(f"{c.company_name or 'no company'}, {c.series}"), "bold"
        )
        head.append(
            f"\n  {_label(c.variable, book)}: {label(c.before)} -> {label(c.after)}  (since {c.old.published})\n  "
        )
        yield head.append_text(_redlined(c.redline))
    told = [(first, rest) for first, rest in movers(log, months) if rest]
    if told:
        yield Text(f"\nWho moved first, and who followed within {months} months", "bold")
    for first, rest in told:
        followers = ", ".join(f"{plain(m.company_name)} (+{m.months})" for m in rest)
        yield Text(
            f"  {_label(first.variable, book)}, {label(first.answer)}: {plain(first.company_name)} {first.published}; then {followers}"
        )


def _redlined(edits: tuple[Edit, ...]) -> Text:
    text = Text()
    marks = {"equal": ("", ""), "delete": ("[-", "-]"), "insert": ("{+", "+}")}  # readable without colour
    for operation, words in edits:
        left, right = marks[operation]
        text.append(
            left + plain(" ".join(words.split()) if operation == "equal" and len(words) > 200 else words) + right,
            STYLES[operation],
        )
    return text


def printed_gaps(found: list[Gap], book: Codebook) -> Iterator[Text]:
    """Claims beside documents for a terminal."""
    counts = {result: sum(g.result == result for g in found) for result in RESULTS}
    yield Text(", ".join(f"{n} {result}" for result, n in counts.items() if n), "bold")
    yield Text("A contract with one person says nothing of another's: where they differ, read both.", "dim")
    colours: dict[str, Any] = {
        "contradicted": "red",
        "both ways": "yellow",
        "supported": "green",
        "supported in part": "green",
    }
    for g in found:
        claim = g.claim
        denied = " (denied)" if claim["polarity"] == "denied" else ""
        yield Text(f"\n{g.result}  ", f"bold {colours.get(g.result, '')}".strip()).append(
            f"{_label(claim['variable'], book)}: {label(claim['values'])}{denied}", "bold"
        )
        said = f"{plain(g.article['title'])}, {g.article['published'] or 'no date'}; {label_of(claim['attribution'])}, {label_of(claim['certainty'])}"
        yield Text(f"  press: “{plain(claim['quote'])}”  ({said})")
        for b in g.beside:
            quote = f"“{plain(b.quote)}”" if b.quote else ""
            when = f"{b.published or 'no date'}{', later than the claim' if g.later and b.published > g.article['published'] else ''}"
            yield Text(f"  {b.kind}: {label(b.answer)} {quote}  ({plain(b.title)}, {when})", "" if b.quote else "dim")
