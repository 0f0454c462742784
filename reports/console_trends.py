"""What `trends` and `compare` print: a table for each kind of document, then what may be said about it."""

import sys
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

from . import trend_words as words
from .composition import span
from .findings import Row, rows
from .grids import label_of

if TYPE_CHECKING:
    import pandas as pd


def print_shares(table: "pd.DataFrame") -> None:
    """The shares that occur, group by group; then tests and measures in sentences."""
    # Piped output has no width of its own: it must not be folded to 80 columns.
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 10_000)
    everything = rows(table)
    for kind in dict.fromkeys(row["kind"] for row in everything):
        part = [row for row in everything if row["kind"] == kind]
        console.print(_table(part, kind))
        for note in table.attrs["notes"]:
            if note.startswith(f"{kind}: "):
                console.print(note.removeprefix(f"{kind}: "), style="dim", markup=False)
        _print_movements(console, [row for row in table.attrs.get("movements", ()) if row["kind"] == kind])
        _print_agreement(console, [row for row in table.attrs.get("standardisation", ()) if row["kind"] == kind])
        console.print()


def _table(part: list[Row], kind: str) -> Table:
    hand = "corrected" in part[0]
    found = Table(title=kind, title_justify="left", title_style="bold", box=None, pad_edge=False, header_style="bold")
    for name in (
        "",
        "answer",
        "count",
        "share",
        "95 % interval",
        "n",
        "companies",
        *(("corrected", "95 % interval") if hand else ()),
    ):
        found.add_column(name, justify="left" if name in ("", "answer") else "right", overflow="fold")
    last, gap = "", list[str]()
    for row in part:
        reading = words.READINGS[row["reading"]]
        group = f"{row['group']}, {reading}" if reading else str(row["group"])
        if not row["n"]:
            gap.append(str(row["group"]))
            continue
        if gap:
            found.add_row(span(list(dict.fromkeys(gap))), "no document")
            gap = []
        if not (row["count"] or row["answer"] == "not_stated" or row.get("corrected", 0) > 0):
            continue
        cells = [
            "" if group == last else group, label_of(row["answer"], row["subject"]), f"{row['count']:g} of {row['of']:g}",
            words.share(row["share"]), words.interval(row["low"], row["high"]) or _short(row["why"]), f"{row['n']}", f"{row['companies']}",
        ]  # fmt: skip
        if hand:
            cells += [
                words.share(row["corrected"]),
                words.interval(row["corrected_low"], row["corrected_high"]) or _withheld(row),
            ]
        found.add_row(*cells)
        last = group
    return found


def _short(why: str) -> str:
    return "none: one company" if "one company" in why else ""


def _withheld(row: Row) -> str:
    return f"withheld, {row['hand_coded']:g} coded" if "Withheld" in row["corrected_why"] else ""


def _print_movements(console: Console, found: list[Row]) -> None:
    for row in found:
        if row["answer"] == "not_stated" and not row["trend"]["companies"]:
            continue
        told = [words.trend(row["trend"]), words.jump(row["jump"]), words.change(row["change"])]
        # Several tests that could not be run for one reason are said once.
        said = dict.fromkeys(sentence.rstrip(".") for sentence in told if not sentence.startswith("Not looked for"))
        console.print(f"{words.head(row)}: {'. '.join(said)}.", markup=False)


def _print_agreement(console: Console, found: list[Row]) -> None:
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in found:
        groups.setdefault((row["group"], row["reading"], row["subject"]), []).append(row)
    for (group, reading, subject), measures in groups.items():
        if measures[0]["value"] is None:
            continue
        told = ", ".join(f"{m['name']} {words.measure(m)}" for m in measures)
        about = ", ".join(x for x in (words.READINGS[reading], subject) if x)
        console.print(
            f"How alike, {group}{f' ({about})' if about else ''}: {told}; n {measures[0]['n']:g}.", markup=False
        )
