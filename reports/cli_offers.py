"""The commands that compare: `facevalue benchmark` and `standards`, `changes` and `gap`."""

import json as jsons
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ..corpus.errors import SetupError
from . import steps
from .cli_trends import Where, Workspace

Companies = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Your own companies.yaml: names and aliases to recognise.", show_default=False),
]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON, for a program to read.")]


def benchmark(
    offer: Annotated[str, typer.Argument(metavar="OFFER", help="A file, or with --workspace a document of it.", show_default=False)],
    standard: Annotated[list[str] | None, typer.Option(metavar="ID", help="A standard to compare with; may be given again. All benchmarks if none is.", show_default=False)] = None,
    file: Annotated[list[Path] | None, typer.Option("--standards", metavar="FILE", help="Your own standards as YAML, besides those that ship.", show_default=False)] = None,
    workspace: Annotated[Path | None, typer.Option(metavar="WORKSPACE", help="Compare with its documents too.", show_default=False)] = None,
    against: Annotated[str | None, typer.Option(metavar="FILTER", help='Which of them, e.g. "kind=contract voice since=2023".', show_default=False)] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="DIR", help="Write a page with the marked contract into this folder.", show_default=False)] = None,
    verified_only: Annotated[bool, typer.Option("--verified-only", help="Leave out requirements whose source is not fully verified.")] = False,
    doc_type: Annotated[str, typer.Option(metavar="TYPE", help="What type of document it is, if it is not recognised, e.g. talent_release.")] = "",
    signed: Annotated[str, typer.Option(metavar="DATE", help="Its date, or that of the recording, if the text does not give it.")] = "",
    show_pool: Annotated[bool, typer.Option("--show-pool", help="Wordings may also be quoted from contracts of the workspace.")] = False,
    companies: Companies = None, json: Json = False,
) -> None:  # fmt: skip
    """Compare one contract with laws, collective agreements and union templates, and with comparable documents.

    Says for each requirement whether the contract meets it, fails it, is silent or cannot be judged, with the words; where it
    stands among comparable documents; and what to ask for. Not legal advice.

    Example: facevalue benchmark offer.pdf --standard nava_guidance --workspace study --against "voice since=2023" --out offer
    """
    from .offers import Request, as_json

    request = Request(
        tuple(standard or ()), tuple(file or ()), workspace, against, verified_only, doc_type, signed, show_pool, companies=companies
    )  # fmt: skip
    result, page = steps.benchmark(offer, request, out)
    if json:
        typer.echo(jsons.dumps(as_json(result) | {"page": str(page) if page else None}, ensure_ascii=False, indent=1))
        return
    from .console import print_benchmark

    print_benchmark(result, page)


def changes(
    workspace: Workspace,
    variable: Annotated[list[str] | None, typer.Option(metavar="VARIABLE", help="A variable; may be given again. The core ones if none is.", show_default=False)] = None,
    where: Where = "",
    within: Annotated[int, typer.Option(metavar="MONTHS", min=0, help="Months within which another company counts as a follower.")] = 12,
    companies: Companies = None, json: Json = False,
) -> None:  # fmt: skip
    """Tell when platform terms changed what they say, with the old and new words, and who moved first.

    Example: facevalue changes study --variable model_training --where since=2024
    """
    log = steps.changes(workspace, variable or (), where, companies)
    if json:
        typer.echo(log.frame().to_json(orient="records", force_ascii=False, indent=1))
        return
    from .console import print_changes

    print_changes(log, within)


def gap(
    workspace: Workspace,
    company: Annotated[str, typer.Argument(metavar="COMPANY", help="Its id, name or alias.", show_default=False)],
    companies: Companies = None, json: Json = False,
) -> None:  # fmt: skip
    """Put what the press says of a company beside what its contracts and terms said at that date, with both quotes.

    Example: facevalue gap study halden_roe
    """
    found = steps.gap(workspace, company, companies)
    if json:
        from .gaps import frame

        typer.echo(frame(found).to_json(orient="records", force_ascii=False, indent=1))
        return
    from .console import print_gaps

    print_gaps(found)


class Action(StrEnum):
    list = "list"
    check = "check"


def standards(
    action: Annotated[Action, typer.Argument(help="list: name them all. check: say whether files can be used.")] = Action.list,
    files: Annotated[list[Path] | None, typer.Argument(metavar="[FILE]...", help="Your own standards as YAML.", show_default=False)] = None,
    json: Json = False,
) -> None:  # fmt: skip
    """The standards that contracts can be compared with; check your own.

    Example: facevalue standards check our-template.yaml
    """
    if action is Action.check and not files:
        raise SetupError("name the files to check: facevalue standards check FILE")
    frame = steps.standards(files or [])
    if json:
        typer.echo(frame.to_json(orient="records", force_ascii=False, indent=1))
    elif action is Action.check:
        typer.echo(
            f"{', '.join(str(file) for file in files or ())}: in order. {len(frame)} standards with those that ship."
        )
    else:
        from .console import print_frame

        print_frame(frame)
