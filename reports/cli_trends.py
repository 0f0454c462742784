"""The commands that count: `facevalue trends` and `facevalue compare`."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from . import steps

if TYPE_CHECKING:
    import pandas as pd


class Kinds(StrEnum):
    contract = "contract"
    terms = "terms"
    press = "press"


class Periods(StrEnum):
    decade = "decade"
    year = "year"
    quarter = "quarter"
    month = "month"


class Units(StrEnum):
    company = "company"
    document = "document"
    group = "group"


class Groupings(StrEnum):
    company = "company"
    sector = "sector"
    country = "country"
    talent = "talent"
    kind = "kind"


Workspace = Annotated[
    Path, typer.Argument(metavar="WORKSPACE", help="A folder that 'facevalue run' made.", show_default=False)
]
Variable = Annotated[
    str,
    typer.Argument(metavar="VARIABLE", help="A variable of the codebook, e.g. rights_retention.", show_default=False),
]
Kind = Annotated[
    Kinds | None,
    typer.Option(help="Only contracts, terms or press claims; all three, apart, if not given.", show_default=False),
]
Unit = Annotated[
    Units,
    typer.Option(
        help="What counts as one: a company in each period (terms in force on its last day), a document, or a group of "
        "near-identical documents."
    ),
]
Where = Annotated[
    str,
    typer.Option(
        metavar="FILTER", help="Which documents, e.g. 'company=a,b since=2023 until=2025 voice'.", show_default=False
    ),
]
Gold = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="Hand-coded documents (JSONL): every share is corrected by them too.", show_default=False
    ),
]
Companies = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Your own companies.yaml with sectors and countries.", show_default=False),
]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON, for a program to read.")]


def trends(
    workspace: Workspace, variable: Variable, by: Annotated[Periods, typer.Option(help="Length of a period.")] = Periods.year,
    kind: Kind = None, unit: Unit = Units.company, where: Where = "", gold: Gold = None, companies: Companies = None,
    between: Annotated[
        str, typer.Option(metavar="P,P", help="Two periods whose change is taken apart, e.g. 2021,2024.", show_default=False)
    ] = "",
    json: Json = False,
) -> None:  # fmt: skip
    """Shares of a variable's values over time, with intervals, tests, and what a change is made of.

    Example: facevalue trends study rights_retention --kind terms --where "since=2020 voice"
    """
    early, _, late = between.partition(",")
    counting = steps.Counting(
        kind.value if kind else None, by.value, unit.value, where, gold, companies,
        between=(early.strip(), late.strip()) if between else None,
    )  # fmt: skip
    _show(steps.trends(workspace, variable, counting), json)


def compare(
    workspace: Workspace, variable: Variable,
    by: Annotated[Groupings, typer.Option(help="What to set side by side.", show_default=False)],
    kind: Kind = None, unit: Unit = Units.company, where: Where = "", gold: Gold = None, companies: Companies = None,
    json: Json = False,
) -> None:  # fmt: skip
    """Shares of a variable's values side by side: by company, sector, country, talent category or kind of document.

    Example: facevalue compare study compensation_structure --by sector --kind contract
    """
    counting = steps.Counting(kind.value if kind else None, "year", unit.value, where, gold, companies)
    _show(steps.compare(workspace, variable, by.value, counting), json)


def _show(table: "pd.DataFrame", json: bool) -> None:
    if not json:
        from .console_trends import print_shares

        print_shares(table)
        return
    import json as writer

    from .counting import without_nan

    content: dict[str, Any] = {"notes": table.attrs["notes"], "shares": without_nan(table.to_dict("records"))}  # pyright: ignore[reportArgumentType]
    content |= {
        name: without_nan(table.attrs[name]) for name in ("movements", "standardisation") if name in table.attrs
    }
    typer.echo(writer.dumps(content, ensure_ascii=False, indent=1))
