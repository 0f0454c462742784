"""The steps of the main job as plain functions: each command of `facevalue` is a thin door onto one of these.

>>> from facevalue.reports import run
>>> result = run(["contracts/"], "workspace")
>>> result.codings[["variable", "values", "status", "quote"]]
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..corpus.errors import SetupError

# pandas, spaCy and the rest take seconds to load: they are imported where they are used, so that `--help` is quick.
if TYPE_CHECKING:
    import pandas as pd
    from rich.text import Text

    from ..corpus.ingest import Progress, Summary
    from ..corpus.originals import Originals
    from ..corpus.public import Wanted
    from ..corpus.store import Store
    from ..nlp.codebook import Codebook
    from ..nlp.companies import Companies
    from ..nlp.encoder import Encoder
    from ..nlp.endpoint import Endpoint
    from ..nlp.language_model import Estimate
    from ..nlp.train import Trained
    from .changelog import Log
    from .evaluation import Evaluation
    from .findings import Count, Findings
    from .gaps import Gap
    from .offers import Benchmark, Request

StrPath = str | PathLike[str]


@dataclass(frozen=True, slots=True)
class Options:
    """How the work is done.

    engine:    "local" (as many processes as cores), "serial" (this process only) or "dask://host:port".
    processes: how many worker processes the local engine starts; None means one a core.
    companies: a YAML file of companies to recognise instead of the one that ships with Facevalue.
    model:     a language model to be asked besides the rules, by `tag` only; its answers are kept in the workspace.
    columns:   of tables of texts: our name of a fact ("text", "published", ...) -> name of the column.
    ocr:       whether pages that are pictures are read, where Tesseract is installed.
    progress:  called as the work goes on with the step ("read" or "tag"), documents done, failed and in all.
    clauses, encoder: models that `train` and `train_encoder` wrote, to be asked instead of those that ship.
    """

    engine: str = "local"
    processes: int | None = None
    companies: StrPath | None = None
    progress: "Callable[[Progress], None] | None" = None
    model: "Endpoint | None" = None
    columns: Mapping[str, str] = field(default_factory=dict[str, str])
    ocr: bool = True
    clauses: StrPath | None = None
    encoder: StrPath | None = None


@dataclass(frozen=True, slots=True)
class Counting:
    """How to count.

    kind: contract, terms or press; None for each that occurs, one after the other, never added up.
    by: decade, year, quarter or month. unit: company (a company once in each period), document, or group (near-identical ones once).
    where: a filter such as "company=a,b since=2023 voice". gold: a JSONL file of hand-coded documents to correct shares by.
    companies: a YAML file of your own companies with their sector and country. today: later dates are not believed.
    between: two periods whose change is taken apart, such as ("2021", "2024"); by default the earlier and the later half.
    """

    kind: str | None = None
    by: str = "year"
    unit: str = "company"
    where: str = ""
    gold: StrPath | None = None
    companies: StrPath | None = None
    today: str = ""
    between: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """A workspace as it stands, with its tables as pandas frames.

    report: path of the HTML report, None if none was written yet. work: what this run did, None if it only looked.
    """

    workspace: Path
    findings: "Findings"
    report: Path | None = None
    work: "Summary | None" = None

    @property
    def sources(self) -> "pd.DataFrame":
        """One row a source: uri, document_id ("" if it could not be read) and what the manifest says of it."""
        return self.findings.sources

    @property
    def documents(self) -> "pd.DataFrame":
        """One row a document: kind, company, published, title, each with where it is known from, language and status."""
        return self.findings.documents

    @property
    def codings(self) -> "pd.DataFrame":
        """One row for every variable of every contract and set of terms: values, status, score, quote, place."""
        return self.findings.codings

    @property
    def claims(self) -> "pd.DataFrame":
        """One row for every statement in an article: subject, variable, values, attribution, certainty, quote."""
        return self.findings.claims

    @property
    def amounts(self) -> "pd.DataFrame":
        """One row for every sum or rate that the talent side is to receive."""
        return self.findings.amounts

    @property
    def failures(self) -> "pd.DataFrame":
        """One row for every source that could not be read or tagged: uri, step, error, message."""
        return self.findings.failures

    def summary(self) -> dict[str, Any]:
        """Counts that a program can read: sources, documents, failures, kinds, how much has no company or date."""
        from .findings import summary

        found = summary(self.findings)
        return {"workspace": str(self.workspace), "report": str(self.report) if self.report else None, **found}


def run(
    paths: Sequence[StrPath], out: StrPath, manifest: StrPath | None = None, options: Options = Options()
) -> Result:
    """Reads everything under `paths`, tags and codes it, stores it in the workspace `out` and writes its report.

    manifest: a CSV or JSONL file with uri and, as far as known, kind, company, published and title of each source.
    Raises SetupError (or one of its kinds) when the run cannot start or go on: its text says what to do.
    """
    done = _read(paths, out, manifest, options, _analysis(options))
    return Result(Path(out), _findings(out), report(out), done)


def ingest(
    paths: Sequence[StrPath], out: StrPath, manifest: StrPath | None = None, options: Options = Options()
) -> Result:
    """The first half of `run`: reads and segments everything under `paths` into the workspace `out`, without tagging."""
    done = _read(paths, out, manifest, options, None)
    return Result(Path(out), _findings(out), None, done)


def tag(workspace: StrPath, options: Options = Options()) -> Result:
    """The second half of `run`: tags and codes the documents of a workspace; no file is opened."""
    from ..corpus.ingest import analyse

    done = analyse(
        _open(workspace),
        _analysis(_with_cache(workspace, options)),
        engine=options.engine,
        processes=options.processes,
        progress=options.progress,
    )
    return Result(Path(workspace), _findings(workspace), None, done)


def model_estimate(workspace: StrPath, options: Options) -> "Estimate":
    """How much `tag` would ask the model of `options`: documents, questions, tokens. Nothing is sent."""
    from ..corpus.model import Passage, Source
    from ..nlp.language_model import NOTHING
    from .passages import document_batches, documents, passages

    store, coder, total = _open(workspace), _analysis(_with_cache(workspace, options)), NOTHING
    sources = {row["document_id"]: row for row in store.query("select * from sources order by uri").to_dict("records")}
    for ids in document_batches(store):
        texts, places = documents(store, ids), passages(store, ids)
        for key in ids:
            told = Source(sources[key]["uri"], kind=sources[key]["kind"] or None)
            total += coder.estimate(texts[key], [Passage(key, span) for span, _, _ in places.get(key, [])], told)
    return total


def report(
    workspace: StrPath, count: "Count" = "default", gold: StrPath | None = None, pictures: bool = False,
    files: Sequence[StrPath] = (),
) -> Path:  # fmt: skip
    """Writes the HTML report of a workspace and returns the path of its first page.

    count: what counts as one: document, group (of near-duplicates), source, or default: press by group, the rest by document.
    gold: a JSONL file of hand-coded documents; the shares on the page of trends are then corrected by them.
    pictures: show pages of PDFs with the quotes marked; files: what was read, where it does not lie where it did.
    """
    from .handcoded import read
    from .render import write_report

    path, store = Path(workspace), _open(workspace)
    hand = read(Path(gold)) if gold else None
    found = _originals(store, files) if pictures else None
    return write_report(store, path / "report", path.absolute().name, store.state().steps, count, hand, found)


def export(workspace: StrPath, out: StrPath, format: str = "csv") -> list[Path]:
    """Writes the tables of a workspace to the folder `out` as csv, parquet, xlsx or sqlite; returns the files."""
    from .exports import write_tables

    return write_tables(_open(workspace), Path(out), format)


def query(workspace: StrPath, sql: str) -> "pd.DataFrame":
    """The answer to one SELECT over the tables of a workspace.

    Tables: sources, documents, passages, profiles, tags, codings, claims, amounts, groups, failures. `values`, `start` and `end`
    are words of SQL: write "values", "start" and "end" in double quotes. Raises StoreError for SQL that is wrong.
    """
    return _open(workspace).query(sql)


def show(workspace: StrPath, document: str, why: str | None = None) -> "Text":
    """A document's text with its evidence in place, for a terminal; `str()` of it is plain text.

    document: the start of its id, its uri, or a part of its uri that no other source has.
    why: a variable; then what led to its coding is told instead. Raises SetupError when no or several documents fit.
    """
    from .terminal import explained, find, marked

    store = _open(workspace)
    key = find(store, document)
    return explained(store, key, why) if why else marked(store, key)


def pictures(
    workspace: StrPath, document: str, out: StrPath, variable: str = "", files: Sequence[StrPath] = ()
) -> list[Path]:
    """Writes pictures (PNG) of the pages of a PDF on which something was coded into the folder `out`, the words in yellow.

    document: as in `show`. variable: only the words of this coding. files: what was read, if it lies elsewhere now.
    Raises SetupError when there is nothing to show or the file is not found.
    """
    from .page_pictures import write_pictures
    from .terminal import find

    store = _open(workspace)
    key = find(store, document)
    return write_pictures(store, key, _originals(store, files, key), Path(out), variable)


def benchmark(offer: StrPath, request: "Request", out: StrPath | None = None) -> "tuple[Benchmark, Path | None]":
    """Compares one contract with standards and, if `request` names a workspace, with comparable documents.

    offer: a file, or a document of the workspace by the start of its id or a part of its uri. out: a folder for the page
    with the marked contract. Returns the result and the page. Raises SetupError when there is no such document or standard.
    """
    from .offer_page import write_page
    from .offers import comparison

    with comparison(str(offer), request) as (result, store, findings):
        found = _originals(store, [offer], result.document_id) if out and Path(offer).exists() else None
        return result, write_page(result, store, findings, Path(out), found) if out else None


def changes(
    workspace: StrPath, variables: Sequence[str] = (), where: str = "", companies: StrPath | None = None
) -> "Log":
    """When the coding of platform terms flipped, in which words, with who moved first (`changelog.movers`).

    variables: of the codebook; the core ones if none is named. where: a filter, see docs/commands.md. `Log.frame()` is a
    pandas frame, one row a change. Raises SetupError for a variable or filter that is not understood.
    """
    from .change_pages import core
    from .changelog import changes as log
    from .filters import parse
    from .versions import series

    store, findings, book, people = _open(workspace), _findings(workspace), _book(), _companies(companies)
    for name in variables:
        if name not in book.by_id:
            raise SetupError(f"the codebook has no variable {name!r}")
    wanted = parse(where, book, people, known={d["company"] for d in findings.document_rows})
    if wanted.fields.get("kind", frozenset({"terms"})).isdisjoint({"terms"}):
        raise SetupError("changes are of platform terms: leave kind= out of the filter")
    chosen = series(findings, wanted=lambda d: wanted.takes_date(d["published"]) and wanted.takes(d, findings, people))
    return log(store, findings, variables or core(book), chosen)


def gap(workspace: StrPath, company: str, companies: StrPath | None = None) -> "list[Gap]":
    """What the press says of a company beside what its contracts and terms said at that date; `gaps.frame` makes a frame.

    Raises SetupError, naming companies with claims, when no claim is about it.
    """
    from .gaps import gaps

    return gaps(_findings(workspace), company, _book(), _companies(companies))


def standards(files: Sequence[StrPath] = ()) -> "pd.DataFrame":
    """The standards that ship with Facevalue and those of further files, one row each.

    Columns: id, name, kind, jurisdiction, status, from, requirements, verified. Raises CodebookError that names file, line
    and fault of a file that does not fit.
    """
    import pandas as pd

    from ..nlp import codebook
    from ..nlp.standards import load

    found = load(codebook.load(), [Path(file) for file in files]).values()
    rows = [
        (
            s.id,
            s.name,
            s.kind,
            s.jurisdiction,
            s.status,
            str(s.starts or ""),
            len(s.requirements),
            str(s.verified).lower(),
        )
        for s in found
    ]
    return pd.DataFrame(
        rows, columns=["id", "name", "kind", "jurisdiction", "status", "from", "requirements", "verified"]
    )


def status(workspace: StrPath) -> Result:
    """What a workspace holds, without changing it."""
    page = Path(workspace) / "report" / "index.html"
    return Result(Path(workspace), _findings(workspace), page if page.exists() else None)


def train(labels: StrPath, texts: StrPath, out: StrPath, written: StrPath | None = None) -> "Trained":
    """Learns the clause types from labelled contracts; writes the model to `out` (.npz) and its card beside it (.md).

    labels: JSON lines in the layout of CUAD; texts: the folder with ID.txt for each; written: JSON lines of further clauses
    (`text`, `types`) to learn from, which are never scored. The same labels give the same file. Raises SetupError for
    labels or clauses that cannot be read, and for another ending than .npz.
    """
    from ..nlp.train import train as learn

    return learn(Path(labels), Path(texts), Path(out), Path(written) if written else None)


def train_encoder(
    coded: Sequence[tuple[StrPath, StrPath | None]],
    base: StrPath | None,
    out: StrPath,
    texts: Sequence[StrPath] = (),
    rounds: int = 3,
    average: StrPath | None = None,
) -> "Encoder":
    """Trains the encoder further on coded sentences and writes it to `out` (.npz).

    coded: files of coded articles, clauses, documents and names (`facevalue.nlp.coded.read_coded`), each with the folder of its
    texts, or None where they stand in it; test halves are left out. base: an encoder (.npz)
    to teach further, by default the one that ships with Facevalue; or a folder with `model.safetensors` and `vocab.txt` of
    all-MiniLM-L6-v2 to begin from. texts: folders whose texts settle then, with the coded ones, which word pieces stay in
    the vocabulary. average: another encoder (.npz) that was taught from the same base, with which the weights are averaged:
    what either learnt by chance falls away; where the two cannot be averaged, `out` holds the one just taught.
    Raises SetupError for what cannot be read, learnt from or averaged, and where the extra "train" is missing.
    """
    from ..nlp.coded import lessons
    from ..nlp.encoder import load_encoder
    from ..nlp.encoder_training import train_encoder as learn
    from ..nlp.shipped import packaged

    if Path(out).suffix != ".npz":
        raise SetupError(f"{out}: name the model with the ending .npz")
    learnt = [one for path, folder in coded for one in lessons(Path(path), Path(folder) if folder else None)]
    if not learnt:
        raise SetupError("no coded sentences to learn from: the files are empty or hold test halves only")
    files = (path for folder in texts for path in sorted(Path(folder).iterdir()) if path.is_file())
    start = Path(base) if base else packaged("encoder.npz")
    other = load_encoder(Path(average)) if average else None
    encoder = learn(learnt, (path.read_text("utf8") for path in files), start, rounds)
    encoder.save(Path(out))  # kept should averaging fail: teaching takes long
    if other:
        encoder = encoder.averaged(other)
        encoder.save(Path(out))
    return encoder


def evaluate(workspace: StrPath, gold: StrPath, variables: Sequence[str] = ()) -> "Evaluation":
    """How right the codings of a workspace are, against documents coded by hand (JSON lines).

    variables: only these; by default the core variables that the file codes. Raises SetupError for a broken line, an unknown
    variable or value, and where the workspace holds none of the documents.
    """
    from .evaluation import evaluate as measure

    return measure(_findings(workspace), _book(), Path(gold), variables)


def trends(workspace: StrPath, variable: str, counting: Counting = Counting()) -> "pd.DataFrame":
    """Shares of a variable's values period by period, with intervals; columns as in `shares.by_period`, after `kind`.

    counting: how to count; by default companies by year. The frame's attrs hold notes,
    movements (trend, jump, what a change is made of) and standardisation. Raises SetupError when nothing can be counted.
    """
    from .counting import trends as count

    return count(_findings(workspace), _book(), variable, counting, _companies(counting.companies))


def compare(workspace: StrPath, variable: str, by: str, counting: Counting = Counting()) -> "pd.DataFrame":
    """Shares of all periods together by company, sector, country, talent or kind; otherwise as `trends`."""
    from .counting import compare as count

    return count(_findings(workspace), _book(), variable, by, counting, _companies(counting.companies))


def concentration(workspace: StrPath) -> "pd.DataFrame":
    """How unevenly disclosed pay and press attention are shared out; columns as in `disclosed.concentrated`."""
    from .disclosed import concentrated

    return concentrated(_findings(workspace))


def _book() -> "Codebook":
    from ..nlp.codebook import load

    return load()


def _companies(own: StrPath | None) -> "Companies":
    from ..nlp.companies import Companies

    return Companies.load(extra=(Path(own),) if own else ())


def fetch(wanted: "Wanted", tell: "Callable[[str, int, int], None] | None" = None) -> Path:
    """Brings a public corpus to a local folder and returns what to give to `run`. Nothing else here uses the network.

    tell: called with a name, bytes done and bytes in all as it goes on. Raises FetchError.
    """
    from ..corpus import public

    return public.fetch(wanted, public.client_for(wanted, tell))


def _open(workspace: StrPath, create: bool = False) -> "Store":
    from ..corpus.store import Store

    return Store.open(Path(workspace), create=create)


def _originals(store: "Store", files: Sequence[StrPath], document_id: str = "") -> "Originals":
    """Where the files of all documents, or of one, may be."""
    from ..corpus.originals import originals

    sql = "select uri, document_id from sources where document_id is not null and document_id like ?"
    found = store.query(sql, [document_id or "%"])
    return originals(found.itertuples(index=False, name=None), [Path(path) for path in files])


def _findings(workspace: StrPath) -> "Findings":
    from .findings import load

    return load(_open(workspace))


def _analysis(options: Options) -> Any:  # an Analysis, whose fingerprint is a cached_property: no property to pyright
    from ..nlp.apply import Coder

    own = {name: Path(file) for name in ("companies", "clauses", "encoder") if (file := getattr(options, name))}
    _check_models(own)
    return Coder(model=options.model, **own)


def _check_models(own: Mapping[str, Path]) -> None:
    """Raises SetupError where a file of the user is no model: before the first document, not at each."""
    if "clauses" in own:
        from ..nlp import clauses

        clauses.load_clauses(own["clauses"])
    if "encoder" in own:
        from ..nlp import encoder

        encoder.load_encoder(own["encoder"])


def _with_cache(workspace: StrPath, options: Options) -> Options:
    """The options, with a place for the model's answers in the workspace."""
    if options.model is None or options.model.cache:
        return options
    return replace(options, model=replace(options.model, cache=Path(workspace).absolute() / "answers.sqlite"))


def _read(
    paths: Sequence[StrPath], out: StrPath, manifest: StrPath | None, options: Options, analysis: Any
) -> "Summary":
    from ..corpus import ingest
    from ..corpus.batch import read_document, read_without_ocr

    return ingest.ingest(
        [Path(path) for path in paths],
        _open(out, create=True),
        manifest=Path(manifest) if manifest else None,
        options=ingest.Options(columns=options.columns, read=read_document if options.ocr else read_without_ocr),
        analysis=analysis,
        engine=options.engine,
        processes=options.processes,
        progress=options.progress,
    )
