"""The steps of the main job as plain functions: each command of `facevalue` is a thin door onto one of these.

>>> from facevalue.reports import run
>>> result = run(["contracts/"], "workspace")
>>> result.codings[["variable", "values", "status", "quote"]]
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any

# pandas, spaCy and the rest take seconds to load: they are imported where they are used, so that `--help` is quick.
if TYPE_CHECKING:
    import pandas as pd

    from ..corpus.store import Store
    from .findings import Findings

StrPath = str | PathLike[str]
Progress = Callable[[int, int, int], None]  # documents done, failed, in all


@dataclass(frozen=True, slots=True)
class Options:
    """How the work is done; none of it changes what is found, except `companies`.

    engine:    "local" (all cores), "serial" (this process only) or "dask://host:port".
    processes: how many worker processes the local engine starts; None means one a core.
    companies: a YAML file of your own companies, read besides the one that ships with Facevalue.
    """

    engine: str = "local"
    processes: int | None = None
    companies: StrPath | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """A workspace as it stands, with its tables as pandas frames.

    report is the path of the HTML report, or None if none was written yet.
    """

    workspace: Path
    findings: "Findings"
    report: Path | None = None

    @property
    def sources(self) -> "pd.DataFrame":
        return self.findings.sources

    @property
    def documents(self) -> "pd.DataFrame":
        return self.findings.documents

    @property
    def codings(self) -> "pd.DataFrame":
        return self.findings.codings

    @property
    def claims(self) -> "pd.DataFrame":
        return self.findings.claims

    @property
    def amounts(self) -> "pd.DataFrame":
        return self.findings.amounts

    @property
    def failures(self) -> "pd.DataFrame":
        return self.findings.failures

    def summary(self) -> dict[str, Any]:
        """Counts a program can read: what was read, tagged, failed; kinds; how much has no company or date."""
        from .findings import summary

        return summary(self.findings) | {
            "workspace": str(self.workspace),
            "report": str(self.report) if self.report else None,
        }


def run(
    paths: Sequence[StrPath],
    out: StrPath,
    manifest: StrPath | None = None,
    options: Options = Options(),
    progress: Progress | None = None,
) -> Result:
    """Reads everything under `paths`, tags and codes it, stores it in the workspace `out` and writes its report.

    manifest: a CSV or JSONL file with uri and, as far as known, kind, company, published and title of each source.
    progress: called with the documents done, failed and in all, as the work goes on.
    Raises SetupError (or one of its kinds) when the run cannot start or go on: its text says what to do.
    """
    workspace = _ingest(paths, out, manifest, options, progress, analysed=True)
    return Result(workspace, _findings(workspace), report(workspace))


def ingest(
    paths: Sequence[StrPath],
    out: StrPath,
    manifest: StrPath | None = None,
    options: Options = Options(),
    progress: Progress | None = None,
) -> Result:
    """The first half of `run`: reads and segments everything under `paths` into the workspace `out`, without tagging."""
    workspace = _ingest(paths, out, manifest, options, progress, analysed=False)
    return Result(workspace, _findings(workspace))


def tag(workspace: StrPath, options: Options = Options(), progress: Progress | None = None) -> Result:
    """The second half of `run`: tags and codes the documents of a workspace that were not yet tagged by this version."""
    from ..corpus.ingest import analyse

    analyse(_open(workspace), _analysis(options), engine=_engine(options), progress=progress)
    return Result(Path(workspace), _findings(workspace))


def report(workspace: StrPath) -> Path:
    """Writes the HTML report of a workspace and returns the path of its first page."""
    from .render import write_report

    return write_report(_open(workspace), Path(workspace) / "report")


def export(workspace: StrPath, out: StrPath, format: str = "csv") -> list[Path]:
    """Writes the tables of a workspace to the folder `out` as csv, parquet, xlsx or sqlite; returns the files."""
    from .exports import write_tables

    return write_tables(_open(workspace), Path(out), format)


def query(workspace: StrPath, sql: str) -> "pd.DataFrame":
    """The answer of an SQL question over the tables of a workspace.

    Tables: sources, documents, passages, profiles, tags, codings, claims, amounts, failures. `values`, `start` and `end`
    are words of SQL: write them in double quotes. Raises SetupError when the question cannot be answered.
    """
    return _open(workspace).query(sql)


def status(workspace: StrPath) -> Result:
    """What a workspace holds, without changing it."""
    page = Path(workspace) / "report" / "index.html"
    return Result(Path(workspace), _findings(workspace), page if page.exists() else None)


def _open(workspace: StrPath) -> "Store":
    from ..corpus.store import Store

    return Store.open(fspath(workspace))


def _findings(workspace: StrPath) -> "Findings":
    from .findings import load

    return load(_open(workspace))


def _analysis(options: Options) -> Any:
    from ..nlp.apply import Coder

    return Coder(companies=Path(options.companies)) if options.companies else Coder()


def _engine(options: Options) -> str:
    return options.engine


def _ingest(
    paths: Sequence[StrPath],
    out: StrPath,
    manifest: StrPath | None,
    options: Options,
    progress: Progress | None,
    analysed: bool,
) -> Path:
    from ..corpus.ingest import ingest as read
    from ..corpus.store import Store

    store = Store.open(fspath(out))
    analysis = _analysis(options) if analysed else None
    read(
        [Path(p) for p in paths],
        store,
        manifest=manifest,
        analysis=analysis,
        engine=_engine(options),
        progress=progress,
    )
    return Path(out)
