"""Public corpora that `facevalue fetch` brings: what they are, under which licence, and how they are had."""

import csv
import json
import os
import re
import subprocess
import urllib.parse
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .download import Client
from .errors import FetchError
from .manifest import iso_prefix

_CUAD_RECORD = "4595826"
_PAUSE = 0.5  # seconds between two requests to the SEC, which allows ten a second
_EDGAR_MOST = 10_000  # hits that its search gives out for one question


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be fetched, and where to. base: another server that answers like the usual one.

    email, query, forms, exhibits, since, until, limit: for EDGAR.
    """

    name: str
    out: Path
    base: str = ""
    email: str = ""
    query: str = ""
    forms: str = ""
    exhibits: str = "EX-10"
    since: str = ""
    until: str = ""
    limit: int = 100


@dataclass(frozen=True, slots=True)
class Corpus:
    """A public corpus. what, licence, citation: shown before anything is fetched."""

    title: str
    url: str
    what: str
    licence: str
    citation: str
    fetch: Callable[[Wanted, Client], Path] = field(repr=False)


def corpus(wanted: Wanted) -> Corpus:
    """The corpus of this name: cuad, edgar, ota:COLLECTION, or the address of a git repository of Open Terms Archive.

    Raises FetchError for any other name, and where what the corpus asks for is missing.
    """
    name = wanted.name
    if name == "cuad":
        return _CUAD
    if name == "edgar":
        _check_edgar(wanted)
        return _EDGAR
    if name.startswith("ota:") or re.match(r"https?://|git@|ssh://", name):
        return _ota(wanted)
    raise FetchError(
        f"no public corpus {name!r} is known: fetch cuad, edgar, ota:COLLECTION or the address of a git repository"
    )


def fetch(wanted: Wanted, client: Client) -> Path:
    """Bring a corpus under the folder `wanted.out`; return what to give to `facevalue run`. Raises FetchError."""
    found = corpus(wanted)
    try:
        wanted.out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FetchError(f"cannot write to {wanted.out}: {error.strerror}") from None
    path = found.fetch(wanted, client)
    # JSON: a companion of the documents, not one of them.
    note = {"title": found.title, "url": found.url, "licence": found.licence, "citation": found.citation}
    note["fetched"] = datetime.now(UTC).date().isoformat()
    (wanted.out / f"{re.sub('[^A-Za-z0-9]+', '-', path.stem)}-source.json").write_text(
        json.dumps(note, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    return path


def _cuad(wanted: Wanted, client: Client) -> Path:
    record = client.json(f"{wanted.base or 'https://zenodo.org'}/api/records/{_CUAD_RECORD}")
    try:
        url, name, checksum, size = next(each for each in _record_files(record) if each[1].lower().endswith(".zip"))
    except (KeyError, TypeError, ValueError, AttributeError, StopIteration):
        raise FetchError("the record of CUAD has no zip file where it had one: the service may have changed") from None
    target = wanted.out / Path(name).name
    client.save(url, target, checksum, size)
    return target


def _record_files(record: Any) -> Iterator[tuple[str, str, str, int]]:
    """(address, name, checksum, size) of the files of a Zenodo record, in the forms that its service has given them.

    Since October 2023 records come from InvenioRDM: its own form has `entries`, the one for older clients other names.
    """
    files = record["files"]
    entries = files["entries"] if isinstance(files, dict) else files
    for file in entries.values() if isinstance(entries, dict) else entries:
        links = file.get("links") or {}
        url = links.get("content") or links.get("download") or links.get("self")
        name, size, checksum = (file.get(key) for key in ("key", "size", "checksum"))
        name, size = name or file.get("filename"), size or file.get("filesize")
        if url and name and checksum:
            yield str(url), str(name), str(checksum) if ":" in checksum else f"md5:{checksum}", int(size or 0)


_CUAD = Corpus(
    "CUAD v1: Contract Understanding Atticus Dataset",
    f"https://zenodo.org/records/{_CUAD_RECORD}",
    "510 commercial contracts from EDGAR as PDF and text, with lawyers' labels of 41 clause types; one zip archive",
    "CC BY 4.0",
    "Hendrycks, Burns, Chen, Ball: CUAD: An Expert-Annotated NLP Dataset for Legal Contract Review. NeurIPS Datasets "
    f"and Benchmarks, 2021. The Atticus Project, https://doi.org/10.5281/zenodo.{_CUAD_RECORD}",
    _cuad,
)


def _ota(wanted: Wanted) -> Corpus:
    if wanted.name.startswith("ota:"):
        collection = wanted.name.removeprefix("ota:")
        if not re.fullmatch(r"[A-Za-z0-9][\w.-]*", collection):
            raise FetchError(f"{collection!r} is no name of a collection: see https://opentermsarchive.org/collections")
        url = f"{wanted.base or 'https://github.com/OpenTermsArchive'}/{collection}-versions.git"
    else:
        url = wanted.name
        collection = url.rstrip("/").rsplit("/", 1)[-1].removesuffix(".git")
    return Corpus(
        f"Open Terms Archive: {collection}",
        url,
        "every recorded version of the terms of a collection's services; a git repository, fetched whole the first time, "
        "what is new after that",
        "ODC-BY 1.0, unless the repository says otherwise",
        f"Open Terms Archive contributors: versions of {collection}, {url}",
        lambda wanted, client: _clone(url, wanted, client),
    )


def _clone(url: str, wanted: Wanted, client: Client) -> Path:
    target = wanted.out / (url.rstrip("/").rsplit("/", 1)[-1].removesuffix(".git") + ".git")
    name = target.name
    client.tell(name, 0, 0)
    if target.exists():
        _git(["-C", str(target), "fetch", "--quiet", "--prune", "origin", "+refs/heads/*:refs/heads/*"], url)
        return target
    part = target.with_name(name + ".part")
    if part.exists():
        import shutil

        shutil.rmtree(part)  # git cannot go on with a clone that broke off
    _git(["clone", "--quiet", "--bare", "--", url, str(part)], url)
    os.replace(part, target)
    return target


def _git(words: list[str], url: str) -> None:
    # A repository elsewhere that the server sends us on to was not asked for; nobody is asked for a password.
    safe = ["-c", "http.followRedirects=false", "-c", "core.hooksPath=/dev/null"]
    environment = os.environ | {"GIT_TERMINAL_PROMPT": "0", "GIT_ALLOW_PROTOCOL": "https:http:ssh", "LC_ALL": "C"}
    try:
        done = subprocess.run(["git", *safe, *words], capture_output=True, env=environment, stdin=subprocess.DEVNULL)
    except FileNotFoundError:
        raise FetchError("this needs git: install it from https://git-scm.com") from None
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no reason given"]
        raise FetchError(f"git cannot fetch {url} ({lines[-1][:200]}): check the name of the collection")


def _check_edgar(wanted: Wanted) -> None:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", wanted.email):
        raise FetchError(
            "the SEC asks programs to say whom they work for: give your address with --email YOU@EXAMPLE.ORG"
        )
    if not wanted.query.strip():
        raise FetchError("say what to search for, e.g. --query '\"name and likeness\"'")
    for day in filter(None, (wanted.since, wanted.until)):
        try:
            iso_prefix(day)
        except ValueError as error:
            raise FetchError(str(error)) from None


def _edgar(wanted: Wanted, client: Client) -> Path:
    """Exhibits that a full-text search finds, a folder a filing, and a manifest of what the search knows of them."""
    folder = wanted.out / "edgar"
    folder.mkdir(exist_ok=True)
    rows: list[Mapping[str, str]] = []
    for hit in _hits(wanted, client):
        target = folder / hit["accession"] / hit["file"]
        target.parent.mkdir(exist_ok=True)
        try:
            client.save(hit["url"], target)
        except FetchError as error:
            if "answers 404" not in str(error):
                raise
            continue  # withdrawn since it was indexed
        rows.append({"uri": f"{hit['accession']}/{hit['file']}"} | {name: hit[name] for name in _ROW})
        if len(rows) >= wanted.limit:
            break
    if not rows:
        raise FetchError(
            f"the search for {wanted.query} found no exhibit {wanted.exhibits}: ask for other words or dates"
        )
    with open(folder / "manifest.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["uri", *_ROW])
        writer.writeheader()
        writer.writerows(rows)
    return folder


_ROW = ("kind", "company", "published", "title", "url")


def _hits(wanted: Wanted, client: Client) -> Iterator[dict[str, str]]:
    """What the search gives, page by page, those of the wanted exhibits only, each once."""
    search = wanted.base or "https://efts.sec.gov"
    archives = wanted.base or "https://www.sec.gov"
    asked = {"q": wanted.query, "forms": wanted.forms}
    if wanted.since or wanted.until:
        asked |= {"dateRange": "custom", "startdt": wanted.since or "2001-01-01"}
        asked["enddt"] = wanted.until or datetime.now(UTC).date().isoformat()
    asked = {name: value for name, value in asked.items() if value}
    seen: set[str] = set()
    at = 0
    while at < _EDGAR_MOST:
        page = client.json(f"{search}/LATEST/search-index?{urllib.parse.urlencode(asked | {'from': str(at)})}")
        try:
            hits, total = page["hits"]["hits"], page["hits"].get("total", _EDGAR_MOST)
            most = total["value"] if isinstance(total, dict) else total
            new = {hit["_id"]: hit for hit in hits if hit["_id"] not in seen}
            found = [_hit(hit, archives) for hit in new.values() if _type(hit).startswith(wanted.exhibits.upper())]
        except (KeyError, TypeError, IndexError, ValueError, AttributeError):
            raise FetchError("the search of the SEC answers in a form that is not known: it may have changed") from None
        at += len(hits)
        seen |= new.keys()
        yield from found
        if not new or at >= most:  # a page that brings nothing new would come again for ever
            return


def _type(hit: Any) -> str:
    """The type of the document that was found: that of an exhibit, else the form of the filing."""
    source = hit["_source"]
    return str(source.get("file_type") or source.get("form") or "").upper()


def _hit(hit: Any, archives: str) -> dict[str, str]:
    accession, _, file = str(hit["_id"]).partition(":")
    source, kind = hit["_source"], _type(hit)
    if not re.fullmatch(r"\d{10}-\d{2}-\d{6}", accession) or not re.fullmatch(r"[\w.-]+", file) or file.startswith("."):
        raise ValueError("no name of a file")
    names = source.get("display_names") or [""]
    return {
        "accession": accession,
        "file": file,
        "kind": "contract" if kind.startswith("EX-10") else "",
        "company": re.sub(r"\s*(?:\([A-Z0-9, ./-]+\)\s*)?\(CIK\s+\d+\)\s*$", "", str(names[0])).strip(),
        "published": str(source.get("file_date") or "")[:10],
        "title": " ".join(filter(None, (kind, str(source.get("file_description") or "")))),
        "url": f"{archives}/Archives/edgar/data/{int(source['ciks'][0])}/{accession.replace('-', '')}/{file}",
    }


_EDGAR = Corpus(
    "SEC EDGAR: exhibits found by full-text search",
    "https://www.sec.gov/edgar/search/",
    "exhibits of filings since 2001, material contracts (EX-10) unless you say otherwise, with a manifest of filer, date and title",
    "public record; the texts remain their authors'",
    "U.S. Securities and Exchange Commission, EDGAR; cite each exhibit by its address, which the manifest gives",
    _edgar,
)


# Hosts of one service, which send requests on to each other.
_HOSTS = {
    "cuad": frozenset({"zenodo.org", "www.zenodo.org"}),
    "edgar": frozenset({"sec.gov", "www.sec.gov", "efts.sec.gov"}),
}


def client_for(wanted: Wanted, tell: Any = None) -> Client:
    """How the servers of this corpus want to be asked."""
    pause = _PAUSE if wanted.name == "edgar" else 0.0
    hosts = _HOSTS.get(wanted.name, frozenset())
    return Client(contact=wanted.email, pause=pause, hosts=hosts, **({"tell": tell} if tell else {}))
