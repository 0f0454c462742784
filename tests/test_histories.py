"""Open Terms Archive repositories: every version of every document is a source with its date."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from facevalue.corpus import find, ingest
from facevalue.corpus.importers import Opener, histories
from facevalue.corpus.ingest import Options, Summary
from facevalue.corpus.store import Store

sys.path.insert(0, str(Path(__file__).parent))  # workers import the stand-ins by name
import standins

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
RECORD = "Record new changes of"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def git(folder: Path | str, *words: str, day: str = "2025-03-01") -> str:
    who = {
        f"GIT_{role}_{what}": "archive@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    when = {"GIT_AUTHOR_DATE": f"{day}T07:00:00Z", "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z"}
    done = subprocess.run(
        ["git", "-c", "init.defaultBranch=main", "-c", "protocol.file.allow=always", *words],
        cwd=folder,
        env=os.environ | who | when,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def commit(folder: Path, files: dict[str, str | None], day: str, message: str = f"{RECORD} Alder Terms") -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink() if text is None else path.write_text(text, encoding="utf-8")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message, day=day)


@pytest.fixture
def archive(here: Path) -> Path:
    """Three versions of one document, one of another, a licence; the last version is the first again."""
    folder = here / "archive"
    folder.mkdir()
    git(folder, "init", "--quiet")
    commit(folder, {"LICENSE": "ODC-BY", "README.md": "# Versions"}, "2025-01-01", "First record of Alder Terms")
    commit(folder, {"Alder É/Terms of Service.md": "# Terms\n\nA licence."}, "2025-02-01")
    commit(folder, {"Alder É/Terms of Service.md": "# Terms\n\nA wider licence."}, "2025-03-01")
    commit(
        folder, {"Birch/Privacy Policy.md": "# Privacy\n\nNo licence."}, "2025-03-01", "First record of Birch Privacy"
    )
    commit(folder, {"Alder É/Terms of Service.md": "# Terms\n\nA licence."}, "2025-04-01")
    commit(folder, {"Birch/Privacy Policy.md": None}, "2025-05-01")
    return folder


def run(path: Path | str, engine: str = "serial", **more: Any) -> tuple[Summary, Store]:
    store = Store.open("workspace")
    options = Options(read=standins.read, seconds=30)
    summary = ingest.ingest(
        [path], store, engine=engine, processes=2, analysis=standins.Analysis(), options=options, **more
    )
    assert summary.sources == summary.documents + summary.duplicates + summary.failures + summary.no_text
    assert not store.scratch.exists()
    return summary, store


def bundle(archive: Path, *what: str, name: str = "ota.bundle") -> Path:
    git(archive, "bundle", "create", "--quiet", f"../{name}", *(what or ("--all",)))
    return archive.parent / name


def dated(store: Store, columns: str = "company, title, published, kind, status") -> list[tuple[Any, ...]]:
    frame = store.query(f"select {columns} from sources order by uri")
    return list(frame.itertuples(index=False, name=None))


VERSIONS = [
    ("Alder É", "Alder É Terms of Service", "2025-02-01", "terms", "read"),
    ("Alder É", "Alder É Terms of Service", "2025-03-01", "terms", "read"),
    ("Alder É", "Alder É Terms of Service", "2025-04-01", "terms", "read"),
    ("Birch", "Birch Privacy Policy", "2025-03-01", "terms", "read"),
]


@pytest.mark.parametrize("form", ["checkout", "bare", "bundle", "inside"])
@pytest.mark.parametrize("engine", ["serial", "local"])
def test_every_version_is_a_source(archive: Path, form: str, engine: str) -> None:
    path = archive
    if form == "bare":
        git(archive.parent, "clone", "--quiet", "--bare", "archive", "archive.git")
        path = archive.parent / "archive.git"
    elif form == "bundle":
        path = bundle(archive)
    elif form == "inside":
        path = archive.parent / "box.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as box:
            box.write(bundle(archive), "deep/ota.bundle")
    summary, store = run(path, engine)
    assert (summary.sources, summary.documents, summary.duplicates, summary.failures) == (4, 3, 1, 0)
    assert dated(store) == VERSIONS
    first = store.query("select uri from sources order by uri")["uri"][0]
    stem = {"inside": "box.zip/deep/ota.bundle"}.get(form, path.name)
    assert first.startswith(f"{stem}/Alder É/Terms of Service.md@2025-02-01-")
    again, _ = run(path, engine)
    assert (again.read, again.unchanged, again.analysed) == (0, 4, 0)


def test_only_new_commits_are_read(archive: Path) -> None:
    run(bundle(archive))
    commit(archive, {"Birch/Privacy Policy.md": "# Privacy\n\nA licence again."}, "2025-06-01")
    summary, store = run(bundle(archive))
    assert (summary.read, summary.unchanged, summary.sources, summary.analysed) == (1, 4, 5, 1)
    assert dated(store)[-1] == ("Birch", "Birch Privacy Policy", "2025-06-01", "terms", "read")


def test_what_a_person_says_goes_before_what_the_archive_says(archive: Path) -> None:
    uri = next(found.uri for found in find.find(["archive"]))
    Path("list.csv").write_text(f"uri,company\n{uri},Alder Group\n", encoding="utf-8")
    _, store = run("archive", manifest="list.csv")
    said = dated(store, "company, from_container")
    assert said[0] == ("Alder Group", "kind published title")
    assert said[1] == ("Alder É", "kind company published title")


def test_other_repositories_stay_folders(here: Path) -> None:
    folder = here / "notes"
    folder.mkdir()
    git(folder, "init", "--quiet")
    commit(folder, {"drafts/offer.md": "# Offer\n\nA licence."}, "2025-01-01", "Write the offer")
    commit(folder, {"drafts/offer.md": "# Offer\n\nNo licence."}, "2025-01-02", "Mend the offer")
    assert [found.uri for found in find.find(["notes"])] == ["notes/drafts/offer.md"]
    git(here, "clone", "--quiet", "--bare", "notes", "notes.git")
    (found,) = find.find(["notes.git"])
    assert found.failure
    assert "no Open Terms Archive" in found.failure.message


def faults(*paths: str, scratch: Path | None = None) -> list[str]:
    search = find.Search(scratch=scratch)
    return [found.failure.message for found in find.find(paths, search=search) if found.failure]


def test_bundles_that_cannot_be_read(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = archive.parent / "scratch"
    bundle(archive, "main~2..main", name="late.bundle")
    (message,) = faults("late.bundle", scratch=scratch)
    assert "lacks earlier commits" in message
    assert "git bundle create" in message
    whole = bundle(archive).read_bytes()
    Path("cut.bundle").write_bytes(whole[:-200])
    (message,) = faults("cut.bundle", scratch=scratch)
    assert "git cannot read it" in message
    assert str(archive.parent) not in message
    git(archive.parent, "clone", "--quiet", "--depth=1", f"file://{archive}", "shallow")
    (message,) = faults("shallow")
    assert "git fetch --unshallow" in message
    monkeypatch.setattr(histories, "_command", lambda *words: ["git-that-is-not-there", *words])
    (message,) = faults("ota.bundle", scratch=scratch)
    assert "git is not installed" in message
    assert not list(scratch.glob("*.git.*"))


def test_a_repository_runs_no_program(archive: Path) -> None:
    trap = archive.parent / "trap.sh"
    trap.write_text("#!/bin/sh\ntouch sprung\n")
    trap.chmod(0o755)
    for name in ("core.fsmonitor", "core.pager", "diff.external", "gpg.program", "core.sshCommand"):
        git(archive, "config", name, str(trap))
    git(archive, "config", "log.showSignature", "true")
    found = list(find.find(["archive"]))
    assert len(found) == 4
    with Opener() as opener:
        assert opener.read(found[0].path, found[0].inside) == b"# Terms\n\nA licence."
    assert not list(archive.parent.rglob("sprung"))


OTA = Path(__file__).parents[2] / "shared" / "data" / "ota" / "genai-contrib-versions.bundle"


@pytest.mark.skipif(not OTA.exists(), reason="the real archive is not here")
def test_a_real_archive_is_listed_whole(here: Path) -> None:
    found = list(find.find([OTA], search=find.Search(scratch=here / "scratch")))
    assert len(found) == 4226  # of 4,232 changes, 6 are of the licence and the readme
    assert not any(each.failure for each in found)
    assert {each.source.kind for each in found} == {"terms"}
    assert len({each.source.company for each in found}) > 40
