"""The command that says how right the codings are: `facevalue evaluate`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from . import steps

if TYPE_CHECKING:
    from .evaluation import Evaluation


def evaluate(
    workspace: Annotated[
        Path, typer.Argument(metavar="WORKSPACE", help="A folder that 'facevalue run' made.", show_default=False)
    ],
    gold: Annotated[
        Path, typer.Option(metavar="FILE", help="Documents coded by hand, one JSON object a line.", show_default=False)
    ],
    variables: Annotated[
        str,
        typer.Option(
            metavar="A,B",
            help="Only these variables; by default the core ones that the file codes.",
            show_default=False,
        ),
    ] = "",
    json: Annotated[bool, typer.Option("--json", help="Print the result as JSON, for a program to read.")] = False,
) -> None:
    """How right the codings are, by variable, against documents coded by hand.

    Example: facevalue evaluate study --gold coded.jsonl
    """
    result = steps.evaluate(workspace, gold, [v.strip() for v in variables.split(",") if v.strip()])
    if json:
        import json as writer

        typer.echo(writer.dumps(result.as_dict(), ensure_ascii=False, indent=1))
    else:
        _show(result)


def _show(result: "Evaluation") -> None:
    from rich.console import Console
    from rich.table import Table

    # Piped output has no width of its own: it must not be folded to 80 columns.
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 10_000)
    if result.measures:
        table = Table(title=f"{result.documents} hand-coded documents of this workspace", title_justify="left")
        table.add_column("variable")
        for head in (
            "documents",
            "precision",
            "recall",
            "F1",
            "95 %",
            "exact",
            "alpha",
            "ordinal",
            "evidence",
            "score off by",
        ):
            table.add_column(head, justify="right")
        for m in result.measures:
            interval = f"{m.f1_interval[0]:.2f}-{m.f1_interval[1]:.2f}" if m.f1_interval else "-"
            shares = (m.exact, m.alpha, m.alpha_ordinal, m.evidence, m.calibration_error)
            table.add_row(
                m.variable, str(m.documents), *(_two(x) for x in (m.precision, m.recall, m.f1)), interval, *(_two(x) for x in shares)
            )  # fmt: skip
        console.print(table)
    if result.reliability:
        table = Table(title="Scores and how often such answers are right", title_justify="left")
        for head in ("score", "answers", "mean score", "right"):
            table.add_column(head, justify="right")
        for b in result.reliability:
            table.add_row(f"{b.low:.1f}-{b.high:.1f}", str(b.answers), _two(b.mean_score), _two(b.right))
        console.print(table)
    if result.silence_missed is not None:
        console.print(
            f"Silence: of {result.silences} answers 'not stated' or 'not applicable' {_two(result.silence_missed)} are wrong: the coder found something."
        )
    for name, found in (("Amounts", result.amounts), ("Press claims", result.claims)):
        if found:
            console.print(
                f"{name} ({found['documents']:.0f} documents): precision {_two(found['precision'])}, recall {_two(found['recall'])}, F1 {_two(found['f1'])}"
            )
    if result.absent:
        more = ", ..." if len(result.absent) > 8 else ""
        console.print(
            f"Not in this workspace, so not counted: {', '.join(result.absent[:8])}{more} ({len(result.absent)})",
            markup=False,
        )


def _two(number: float | None) -> str:
    return "-" if number is None else f"{number:.2f}"
