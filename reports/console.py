"""What the commands print: summaries, tables, marked text and progress, with rich."""

import sys
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from .terminal import plain

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from ..corpus import ingest
    from ..nlp.endpoint import Endpoint
    from ..nlp.language_model import Estimate
    from .changelog import Log
    from .gaps import Gap
    from .offers import Benchmark
    from .steps import Result

_STEPS = {"read": "Reading", "tag": "Tagging"}
_KINDS = {
    "contract": "contracts",
    "terms": "platform terms",
    "press": "press articles",
    "other": "other",
    "untagged": "not yet tagged",
}
CELL = 60  # characters of a cell in a printed table; --format csv has them whole
ROWS = 200  # rows of a printed table


@contextmanager
def progress_bar() -> "Generator[Callable[[ingest.Progress], None]]":
    """A bar on stderr: step, documents done, failed, time left."""
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[failed]}"), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def update(now: "ingest.Progress") -> None:
            if now.step not in tasks:
                tasks[now.step] = bar.add_task(_STEPS.get(now.step, now.step), total=now.total, failed="")
            failed = f"[red]{now.failed} failed[/red]" if now.failed else ""
            bar.update(tasks[now.step], completed=now.done, total=now.total, failed=failed)

        yield update


def print_estimate(planned: "Estimate", at: "Endpoint") -> None:
    """What a model will be asked, where the text goes and what it may cost, on stderr."""
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    fresh = planned.questions - planned.kept
    kept = f" ({planned.kept} more are answered already)" if planned.kept else ""
    cost = planned.cost(at)
    price = "" if cost is None else f", some {cost:,.2f} at the prices given"
    console.print(
        f"{at.model}: {planned.documents} documents, {fresh} questions to ask{kept}, "
        f"about {planned.tokens_in:,} tokens in and {planned.tokens_out:,} out{price}.",
        markup=False,
    )
    where = "stays on this machine" if at.local else f"LEAVES THIS MACHINE for {at.host}"
    if fresh:
        console.print(f"The text of these documents {where}.", markup=False)


def print_thrown(workspace: "Path", at: "Endpoint") -> None:
    """How many of the model's answers were thrown away, and why."""
    from ..nlp.endpoint import thrown

    counts = thrown(replace(at, cache=workspace.absolute() / "answers.sqlite"))
    if counts:
        said = "; ".join(f"{count} with {reason}" for reason, count in sorted(counts.items()))
        Console(highlight=False, soft_wrap=True).print(f"Answers of {at.model} thrown away: {said}.", markup=False)


def print_benchmark(result: "Benchmark", page: "Path | None") -> None:
    """The comparison of one contract, and where its page is."""
    from .offer_page import printed

    console = Console(highlight=False)
    console.print(printed(result))
    if page:
        console.print(f"\nPage: {page}", markup=False, soft_wrap=True)


def print_changes(log: "Log", months: int) -> None:
    """The change log, and who followed whom within so many months."""
    from ..nlp import codebook
    from .change_pages import printed_changes

    _print_lines(printed_changes(log, months, codebook.load()))


def print_gaps(found: "list[Gap]") -> None:
    """Press claims beside documents."""
    from ..nlp import codebook
    from .change_pages import printed_gaps

    _print_lines(printed_gaps(found, codebook.load()))


def _print_lines(lines: "Iterable[Text]") -> None:
    console = Console(highlight=False, soft_wrap=True)
    for line in lines:
        console.print(line)


@contextmanager
def transfer_bar() -> "Generator[Callable[[str, int, int], None]]":
    """A bar on stderr: name of a file, bytes done and in all, time left."""
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def update(name: str, done: int, total: int) -> None:
            if name not in tasks:
                tasks[name] = bar.add_task(name, total=total or None)
            bar.update(tasks[name], completed=done, total=total or None)

        yield update


def print_summary(result: "Result") -> None:
    """How a run went, in lines that a person reads: read, tagged, failed and why, kinds, what is missing, the report."""
    facts, console = result.summary(), Console(highlight=False, soft_wrap=True)
    console.print(_read_line(facts), markup=False)
    kinds = [f"{count} {_KINDS.get(kind, kind)}" for kind, count in facts["kinds"].items()]
    if kinds:
        console.print(f"Kinds: {', '.join(kinds)}.", markup=False)
    if facts["tagged"]:
        console.print(_tagged_line(facts), markup=False)
    if facts["failures"]:
        console.print(f"{facts['failures']} failed:", style="bold red")
        for failure in facts["first_failures"]:
            told = failure["message"].removeprefix(f"{failure['uri']}: ")
            console.print(f"  {plain(failure['uri'])}: {plain(told)}", markup=False)
        rest = facts["failures"] - len(facts["first_failures"])
        if rest:
            console.print(
                f"  and {rest} more: facevalue query {result.workspace} 'select * from failures'", markup=False
            )
    for notice in result.work.notices if result.work else ():
        console.print(f"Note: {plain(notice)}", markup=False)
    console.print(
        f"Report: {result.report}" if result.report else f"Workspace: {result.workspace}", style="bold", markup=False
    )


def _read_line(facts: dict[str, Any]) -> str:
    line = f"{_count(facts['sources'], 'source')}: {_count(facts['documents'], 'document')} read"
    if facts["copies"]:
        line += f", {_count(facts['copies'], 'exact copy', 'exact copies')}"
    line += f", {facts['unread']} not readable" if facts["unread"] else ""
    return line + (f", {facts['no_text']:,} named without text." if facts["no_text"] else ".")


def _tagged_line(facts: dict[str, Any]) -> str:
    parts = [f"{facts['tagged']} tagged"]
    parts += [f"{facts['no_likeness']} concern no person's likeness"] * bool(facts["no_likeness"])
    parts += [f"{facts['not_searched']} not searched (language or bad scan)"] * bool(facts["not_searched"])
    parts += [f"{facts['no_company']} without a company"] * bool(facts["no_company"])
    parts += [f"{facts['no_date']} without a date"] * bool(facts["no_date"])
    found = f"{_count(facts['codings'], 'coding')}, {_count(facts['claims'], 'press claim')}, {_count(facts['amounts'], 'amount')}"
    return f"{', '.join(parts)}. {found}."


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def print_frame(frame: "pd.DataFrame") -> None:
    """A frame as a table; long cells and long tables are cut, and it says so."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in frame.columns:
        table.add_column(
            plain(str(column)), justify="right" if frame[column].dtype.kind in "iuf" else "left", overflow="fold"
        )
    for row in frame.head(ROWS).itertuples(index=False, name=None):
        table.add_row(*(Text(_cell(cell)) for cell in row))
    # Piped output has no width of its own: it must not be folded to 80 columns.
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 10_000)
    console.print(table)
    if len(frame) > ROWS:
        console.print(f"{ROWS} of {len(frame):,} rows shown: --format csv prints them all.", style="dim")


def _cell(cell: Any) -> str:
    if cell is None or cell != cell:
        return ""
    text = plain(str(cell)).replace("\n", " ")
    return text if len(text) <= CELL else text[: CELL - 1] + "\N{HORIZONTAL ELLIPSIS}"


def print_text(text: Text) -> None:
    """Marked text, folded at words; in plain letters where stdout is no terminal."""
    Console(highlight=False, soft_wrap=not sys.stdout.isatty()).print(text)
