"""The command that uses the network: `facevalue fetch`."""

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from . import steps


def fetch(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help="cuad, edgar, ota:COLLECTION, or the address of an Open Terms Archive repository.", show_default=False
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER", help="Where it goes; made if it is not there.", show_default=False)],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask; needed where nobody can be asked.")] = False,
    query: Annotated[str, typer.Option(metavar="WORDS", help="edgar: what to search for, as on its search page.")] = "",
    forms: Annotated[str, typer.Option(metavar="FORM,...", help="edgar: forms of filing, e.g. 8-K,10-K.")] = "",
    exhibits: Annotated[str, typer.Option(metavar="TYPE", help="edgar: which exhibits, by how their type begins.")] = "EX-10",
    since: Annotated[str, typer.Option(metavar="DATE", help="edgar: filed on this day or later.")] = "",
    until: Annotated[str, typer.Option(metavar="DATE", help="edgar: filed on this day or before.")] = "",
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="edgar: how many exhibits at most.")] = 100,
    email: Annotated[
        str, typer.Option(metavar="ADDRESS", envvar="FACEVALUE_EMAIL", help="edgar: your address, which the SEC asks programs for.")
    ] = "",
    base_url: Annotated[
        str, typer.Option(metavar="URL", envvar="FACEVALUE_FETCH_URL", help="Another server that answers like the usual one.")
    ] = "",
) -> None:  # fmt: skip
    """Bring a public corpus to a local folder. Nothing is fetched unasked.

    Licence and citation are shown first. Run it again to go on with what broke off, or to get what is new.

    Example: facevalue fetch ota:genai-contrib --out corpora
    """
    from ..corpus import public
    from ..corpus.errors import FetchError

    wanted = public.Wanted(
        name, out, base_url.rstrip("/"), email, query, forms, exhibits, since, until, limit
    )  # fmt: skip
    found = public.corpus(wanted)
    for line in (found.title, found.what, f"From: {found.url}", f"Licence: {found.licence}", f"Cite: {found.citation}"):
        typer.echo(line, err=True)
    if not yes:
        if not sys.stdin.isatty():
            raise FetchError("nobody is there to be asked: give --yes to fetch it")
        if not typer.confirm(f"Fetch it into {out}?", err=True):
            raise typer.Exit()
    with _told() as tell:
        path = steps.fetch(wanted, tell)
    typer.echo(f"Fetched: {path}\nRead it: facevalue run {path} --out WORKSPACE{_manifest(path)}", err=True)
    typer.echo(str(path))


def _manifest(path: Path) -> str:
    return f" --manifest {path / 'manifest.csv'}" if (path / "manifest.csv").exists() else ""


@contextmanager
def _told() -> Generator[Callable[[str, int, int], None] | None]:
    """A bar on stderr while the `with` block lasts; none where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from .console import transfer_bar

    with transfer_bar() as tell:
        yield tell
