"""The command line: each command is a thin door onto one function of `steps`."""

import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..corpus.errors import FacevalueError, SetupError
from . import cli_evaluate, cli_fetch, cli_offers, cli_train, cli_trends, steps

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..corpus.ingest import Progress
    from ..nlp.endpoint import Endpoint

app = typer.Typer(
    name="facevalue",
    help="What contracts, platform terms and the press say about how people are paid, and which rights they keep, when a face, "
    "a voice or a body is copied.\n\nStart with: facevalue run FOLDER --out WORKSPACE. Nothing leaves this machine unless you name where to.",
    epilog="Exit codes: 0 done; 2 wrong use or set-up; 3 finished, but with failures under --strict.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Tables(StrEnum):
    csv = "csv"
    parquet = "parquet"
    xlsx = "xlsx"
    sqlite = "sqlite"


class Counts(StrEnum):
    default = "default"
    document = "document"
    group = "group"
    source = "source"


class Answers(StrEnum):
    table = "table"
    csv = "csv"
    json = "json"


Paths = Annotated[
    list[Path],
    typer.Argument(
        metavar="PATH",
        help="Files, folders, archives and collections; docs/formats.md lists them.",
        show_default=False,
    ),
]
Out = Annotated[
    Path,
    typer.Option(
        "--out",
        "-o",
        metavar="WORKSPACE",
        help="Folder for everything found; made if it is not there.",
        show_default=False,
    ),
]
Workspace = Annotated[
    Path,
    typer.Argument(metavar="WORKSPACE", help="A folder that 'facevalue run' or 'ingest' made.", show_default=False),
]
Manifest = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="CSV or JSONL with uri and, as far as known, kind (contract, terms, press, other), company, published and title. "
        "What it does not say is recognised from the text.",
        show_default=False,
    ),
]
Engine = Annotated[
    str,
    typer.Option(
        metavar="ENGINE", help="Where the work is done: local (processes), serial (this one) or dask://host:port."
    ),
]
Processes = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        min=1,
        help="Worker processes of the local engine; by default one for each core.",
        show_default=False,
    ),
]
Companies = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Your own companies.yaml: names and aliases to recognise.", show_default=False),
]
Clauses = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Clause types that you taught with `facevalue train`.", show_default=False),
]
Encoder = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="The encoder that you taught with `facevalue train-encoder`.", show_default=False
    ),
]
Columns = Annotated[
    str | None,
    typer.Option(
        metavar="FACT=COLUMN,...",
        help="What the columns of a CSV or JSON Lines file of texts hold, e.g. text=body,published=date; or a YAML file that says so.",
        show_default=False,
    ),
]
Files = Annotated[
    list[Path] | None,
    typer.Option(
        "--from",
        metavar="PATH",
        help="For pictures: what was read, if it does not lie where it did; may be given again.",
        show_default=False,
    ),
]
NoOcr = Annotated[
    bool, typer.Option("--no-ocr", help="Leave pages that are pictures unread: quicker; they count as not searched.")
]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with code 3 if any document failed.")]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON, for a program to read.")]


@app.callback(invoke_without_command=True)
def facevalue(version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False) -> None:
    if version:
        from importlib.metadata import version as version_of

        typer.echo(f"facevalue {version_of('facevalue')}")
        raise typer.Exit()


@app.command()
def run(
    paths: Paths, out: Out, manifest: Manifest = None, engine: Engine = "local", processes: Processes = None,
    companies: Companies = None, clauses: Clauses = None, encoder: Encoder = None, columns: Columns = None,
    no_ocr: NoOcr = False, strict: Strict = False, json: Json = False,
) -> None:  # fmt: skip
    """Read documents, find how people are paid and what they keep, and write a report.

    The whole job: ingest, tag and report. Run it again after files changed: only what changed is read again.

    Example: facevalue run contracts/ articles/ --out study --manifest sources.csv
    """
    with _progress() as progress:
        options = steps.Options(
            engine,
            processes,
            companies,
            progress,
            columns=_columns(columns),
            ocr=not no_ocr,
            clauses=clauses,
            encoder=encoder,
        )
        result = steps.run(paths, out, manifest, options)
    _summary(result, strict, json)


@app.command()
def ingest(
    paths: Paths, out: Out, manifest: Manifest = None, engine: Engine = "local", processes: Processes = None,
    columns: Columns = None, no_ocr: NoOcr = False, strict: Strict = False, json: Json = False,
) -> None:  # fmt: skip
    """Only read documents into a workspace, without looking for anything in them."""
    with _progress() as progress:
        options = steps.Options(engine, processes, progress=progress, columns=_columns(columns), ocr=not no_ocr)
        result = steps.ingest(paths, out, manifest, options)
    _summary(result, strict, json)


@app.command()
def tag(
    workspace: Workspace, engine: Engine = "local", processes: Processes = None, companies: Companies = None,
    clauses: Clauses = None, encoder: Encoder = None,
    model: Annotated[str | None, typer.Option(metavar="NAME", help="Also ask this language model. What it may cost is shown first.", show_default=False)] = None,
    endpoint: Annotated[str | None, typer.Option(metavar="URL", help="Where the model answers in OpenAI's chat protocol, e.g. http://localhost:11434/v1.", show_default=False)] = None,
    key: Annotated[str, typer.Option(metavar="VARIABLE", help="Environment variable that holds the key of the endpoint.")] = "",
    prices: Annotated[tuple[float, float] | None, typer.Option(metavar="IN OUT", help="Price of a million tokens read and written.", show_default=False)] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before the model is asked.")] = False,
    strict: Strict = False, json: Json = False,
) -> None:  # fmt: skip
    """Tag and code the documents that a workspace holds, without reading the files again.

    With --model and --endpoint a language model reads the contracts and terms too. Its answers count only with a quote that stands
    in the text word for word, and are kept in the workspace. Nothing is sent anywhere without these options.
    """
    options = steps.Options(engine, processes, companies, clauses=clauses, encoder=encoder)
    if model or endpoint:
        options = replace(options, model=_model(workspace, options, (model, endpoint, key, prices), yes))
    with _progress() as progress:
        result = steps.tag(workspace, replace(options, progress=progress))
    _summary(result, strict, json)
    if options.model and not json:
        from .console import print_thrown

        print_thrown(workspace, options.model)


def _model(
    workspace: Path,
    options: steps.Options,
    said: tuple[str | None, str | None, str, tuple[float, float] | None],
    yes: bool,
) -> "Endpoint":
    """The model to ask, once the user knows what it will be asked and agrees."""
    from ..nlp.endpoint import Endpoint
    from .console import print_estimate

    model, endpoint, key, prices = said
    if not (model and endpoint):
        raise SetupError("a language model needs both --model NAME and --endpoint URL")
    at = Endpoint(endpoint, model, key, prices)
    planned = steps.model_estimate(workspace, replace(options, model=at))
    print_estimate(planned, at)
    if planned.questions > planned.kept and not yes:
        if not sys.stdin.isatty():
            raise SetupError("nothing was sent: give --yes to agree to this")
        if not typer.confirm("Ask the model?", err=True):
            raise SetupError("nothing was sent")
    return at


@app.command()
def report(
    workspace: Workspace,
    count: Annotated[
        Counts,
        typer.Option(
            help="What counts as one: document, group (near-identical documents once), source (every place it was found in); "
            "by default press by group, contracts and terms by document."
        ),
    ] = Counts.default,
    gold: cli_trends.Gold = None,
    pictures: Annotated[
        bool, typer.Option("--pictures", help="Show pages of PDFs as pictures, with the quotes marked.")
    ] = False,
    files: Files = None,
    json: Json = False,
) -> None:
    """Write the HTML report of a workspace: WORKSPACE/report/index.html, to be opened in any browser."""
    path = steps.report(workspace, count.value, gold, pictures, files or ())
    _print_json({"report": str(path)}) if json else typer.echo(f"Report: {path}")


@app.command()
def export(
    workspace: Workspace,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Folder for the files.", show_default=False)],
    format: Annotated[
        Tables, typer.Option(help="One file a table (csv, parquet), one workbook or one database.")
    ] = Tables.csv,
    json: Json = False,
) -> None:
    """Write the tables of a workspace as files: documents, passages, tags, codings, claims, amounts, failures.

    One row for every pair of document and source, so that a document found in two places stands twice, with both addresses.
    """
    files = [str(path) for path in steps.export(workspace, out, format.value)]
    _print_json({"files": files}) if json else typer.echo("\n".join(files))


@app.command()
def query(
    workspace: Workspace,
    sql: Annotated[str, typer.Argument(metavar="SQL", help="One SELECT.", show_default=False)],
    format: Annotated[Answers, typer.Option(help="How to print the answer.")] = Answers.table,
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Ask a workspace in SQL.

    Tables: sources, documents, passages, profiles, tags, codings, claims, amounts, groups, failures. Write "values", "start" and
    "end" in double quotes: they are words of SQL.

    Example: facevalue query study 'select status, count(*) from codings group by status'
    """
    frame = steps.query(workspace, sql)
    if json or format is Answers.json:
        typer.echo(frame.to_json(orient="records", date_format="iso", force_ascii=False, indent=1, default_handler=str))
    elif format is Answers.csv:
        sys.stdout.write(frame.to_csv(index=False, lineterminator="\n"))
    else:
        from .console import print_frame

        print_frame(frame)


@app.command()
def show(
    workspace: Workspace,
    document: Annotated[
        str,
        typer.Argument(metavar="DOCUMENT", help="Start of its id, its uri, or a part of its uri.", show_default=False),
    ],
    why: Annotated[
        str | None,
        typer.Option(
            metavar="VARIABLE", help="Tell what led to one coding, e.g. rights_retention.", show_default=False
        ),
    ] = None,
    pictures: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Of a PDF: write pictures of the pages with the evidence marked, of one coding with --why.",
            show_default=False,
        ),
    ] = None,
    files: Files = None,
) -> None:
    """Print a document with the evidence marked in its text, and what was coded from it."""
    if pictures:
        for path in steps.pictures(workspace, document, pictures, why or "", files or ()):
            typer.echo(path)
        return
    from .console import print_text

    print_text(steps.show(workspace, document, why))


@app.command()
def status(workspace: Workspace, json: Json = False) -> None:
    """Say what a workspace holds: documents, kinds, failures, and where the report is."""
    _summary(steps.status(workspace), False, json)


def _columns(said: str | None) -> dict[str, str]:
    from ..corpus.importers.lists import columns_of

    return columns_of(said) if said else {}


app.command()(cli_evaluate.evaluate)
app.command()(cli_train.train)
app.command()(cli_train.train_encoder)
app.command()(cli_trends.trends)
app.command()(cli_trends.compare)
for command in (cli_offers.benchmark, cli_offers.changes, cli_offers.gap, cli_offers.standards, cli_fetch.fetch):
    app.command()(command)


def _summary(result: steps.Result, strict: bool, json: bool) -> None:
    """Prints how it went; leaves with code 3 if anything failed and that was not to be."""
    if json:
        _print_json(result.summary())
    else:
        from .console import print_summary

        print_summary(result)
    if strict and len(result.failures):
        raise typer.Exit(3)


def _print_json(content: Any) -> None:
    import json

    typer.echo(json.dumps(content, ensure_ascii=False, indent=1))


@contextmanager
def _progress() -> "Generator[Callable[[Progress], None] | None]":
    """A progress bar on stderr while the `with` block lasts; none where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from .console import progress_bar

    with progress_bar() as report_progress:
        yield report_progress


def main() -> None:
    """The program `facevalue`: faults of the set-up end it with one line and code 2."""
    try:
        app()
    except FacevalueError as error:
        _leave(f"facevalue: {error}", 2)
    except SystemExit as end:
        if end.code == 130:
            _leave("facevalue: stopped. What was finished is kept; run the same command again to go on.", 130)
        raise


def _leave(line: str, code: int) -> None:
    print(line, file=sys.stderr)
    raise SystemExit(code)


if __name__ == "__main__":
    main()
