"""Open Terms Archive: a git repository, bare repository or bundle as every recorded version of every document.

An archive of versions holds one file a document, SERVICE/DOCUMENT TYPE.md, and records each change of it as a commit.
Git itself reads it, in one pass over the history and one over the texts; see https://docs.opentermsarchive.org.
"""

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, cast

from ..errors import Unreadable
from .container import MAX_BYTES, Importer, Member, Place, too_large

_BUNDLE = re.compile(rb"# v\d+ git bundle\n")
# How the engine words its commits; a person's corrections of the archive come between them.
_RECORDS = re.compile(r"(?:First record of|Record new changes of|Apply technical or declaration upgrade on|Refilter) ")
_LEAST_RECORDS = 0.5  # of the commits looked at; of real archives 0.99 are such
_LOOKED_AT = 200  # of the newest commits
_ENDINGS = {".md", ".html", ".pdf"}  # versions are Markdown, snapshots HTML and PDF
_SHORT = 7  # digits of a commit, as git shows it
# Git asks nobody anything, fetches nothing, runs no program that the repository names.
_ENVIRONMENT = {"GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "file", "LC_ALL": "C"}
_SAFE = ("-c", "log.showSignature=false", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")


@dataclass(frozen=True, slots=True)
class Version:
    """A file as a commit left it."""

    commit: str
    date: str  # the author's, ISO: when the version was recorded
    path: str
    blob: str


def wants(place: Place) -> bool:
    """A bundle by its first line; a repository only if its commits are an archive's records."""
    if place.name.lower().endswith(".bundle"):
        return bool(_BUNDLE.match(place.head(40)))
    folder = _repository(place.path) if place.path else None
    # A bare repository has nothing else to read: what is wrong with it is said when it is opened.
    return folder is not None and (folder == place.path or _is_archive(folder))


def is_repository(path: str) -> bool:
    """Whether a folder is a git repository, bare or with a working tree."""
    return _repository(path) is not None


class History:
    """An opened archive of versions."""

    def __init__(self, place: Place) -> None:
        self._reader: subprocess.Popen[bytes] | None = None
        folder = _repository(place.path) if place.path and os.path.isdir(place.path) else None
        self._folder = folder or _unbundled(place)

    def members(self) -> Iterator[Member]:
        """Every version of every document, oldest first."""
        head = _head(self._folder)
        if _git(self._folder, "rev-parse", "--is-shallow-repository").strip() == b"true":
            raise Unreadable("its history is cut off (a shallow clone): run 'git fetch --unshallow' in it")
        if not _is_archive(self._folder, head):
            raise Unreadable("a git repository, but no Open Terms Archive: check out its files and give their folder")
        versions = list(_versions(self._folder, head))
        sizes = _sizes(self._folder, sorted({version.blob for version in versions}))
        names: set[str] = set()
        for version in versions:
            service, _, file = version.path.partition("/")
            kind = PurePosixPath(file).stem
            name = f"{version.path}@{version.date[:10]}-{version.commit[:_SHORT]}"
            if name in names:
                name = f"{version.path}@{version.date[:10]}-{version.commit}"
            names.add(name)
            size = sizes.get(version.blob, 0)
            yield Member(
                name,
                version.blob,
                size,
                int(version.blob[:15], 16),
                said={
                    "kind": "terms",
                    "company": service,
                    "published": version.date[:10],
                    "title": f"{service} {kind}",
                },
                ending=PurePosixPath(file).suffix,
                fault=too_large(size) if size > MAX_BYTES else "",
            )

    def read(self, address: str) -> bytes:
        """One version, from a git process that stays at work."""
        if self._reader is None:
            self._reader = subprocess.Popen(
                _command(self._folder, "cat-file", "--batch"),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
            )
        asked, answers = cast(IO[bytes], self._reader.stdin), cast(IO[bytes], self._reader.stdout)
        asked.write(address.encode() + b"\n")
        asked.flush()
        head = answers.readline().split()
        if len(head) != 3:
            raise Unreadable("git does not find this version: run 'git fsck' in the repository")
        data = answers.read(int(head[2]) + 1)
        return data[:-1]

    def place(self, member: Member) -> Place | None:
        return None

    def close(self) -> None:
        if self._reader:
            for pipe in (self._reader.stdin, self._reader.stdout):
                cast(IO[bytes], pipe).close()
            self._reader.wait()


OTA = Importer("ota", wants, History, folders=True)


def _repository(path: str) -> str | None:
    """The git folder of a repository: itself if it is bare, or a real folder .git in it (no file that leads away)."""
    for folder in (os.path.join(path, ".git"), path):
        if (
            os.path.isfile(os.path.join(folder, "HEAD"))
            and os.path.isdir(os.path.join(folder, "objects"))
            and os.path.isdir(os.path.join(folder, "refs"))
            and not os.path.islink(folder)
        ):
            return folder
    return None


def _unbundled(place: Place) -> str:
    """A bare repository made of a bundle, in the scratch folder; made once a run, whichever process comes first."""
    if place.scratch is None:
        raise Unreadable("a git bundle: unpack it with 'git clone' and give the folder")
    folder = place.scratch / f"{_key(place)}.git"
    if folder.is_dir():
        return str(folder)
    partial_folder = place.scratch / f"{folder.name}.{os.getpid()}"
    place.scratch.mkdir(parents=True, exist_ok=True)
    path = place.path
    if not path:  # git reads files only
        path = str(place.scratch / f"{folder.name}.{os.getpid()}.bundle")
        with place.open() as file, open(path, "wb") as copy:
            shutil.copyfileobj(file, copy)
    try:
        _run(
            ["git", *_SAFE, "clone", "--quiet", "--bare", "--no-hardlinks", os.path.abspath(path), str(partial_folder)]
        )
        os.replace(partial_folder, folder)
    except OSError:
        if not folder.is_dir():  # else another process was quicker
            raise
    finally:
        shutil.rmtree(partial_folder, ignore_errors=True)
        if not place.path:
            Path(path).unlink(missing_ok=True)
    return str(folder)


def _key(place: Place) -> str:
    """A name for the bytes of a bundle; a file's size and time of change stand for them."""
    key = hashlib.blake2b(place.path.encode("utf-8", "surrogateescape"), digest_size=8)
    if place.path:
        status = os.stat(place.path)
        key.update(f"{status.st_size} {status.st_mtime_ns}".encode())
    else:
        with place.open() as file:
            while piece := file.read(1 << 20):
                key.update(piece)
    return key.hexdigest()


def _head(folder: str) -> str:
    """The commit that a reader of the archive starts from: HEAD, or the one main branch of a bundle that names none."""
    for name in ("HEAD", "refs/heads/main", "refs/heads/master"):
        found = _git(folder, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}", check=False).strip()
        if found:
            return found.decode()
    branches = _git(folder, "for-each-ref", "--format=%(objectname)", "refs/heads").split()
    if len(branches) == 1:
        return branches[0].decode()
    raise Unreadable("a git repository without a branch to read: check out the branch that holds the archive")


def _is_archive(folder: str, head: str = "HEAD") -> bool:
    try:
        words = _git(folder, "log", f"--max-count={_LOOKED_AT}", "--no-merges", "--format=%s", head, "--")
    except Unreadable:
        return False
    subjects = words.decode("utf-8", "replace").splitlines()
    return sum(bool(_RECORDS.match(subject)) for subject in subjects) > _LEAST_RECORDS * len(subjects)


def _versions(folder: str, head: str) -> Iterator[Version]:
    """Each file that each commit adds or changes, oldest commit first; licences and readmes are no documents."""
    words = _git(
        folder,
        "log",
        "-z",
        "--raw",
        "--no-abbrev",
        "--no-renames",
        "--no-ext-diff",
        "--no-textconv",
        "--topo-order",
        "--reverse",
        "--format=%x01%H %aI",
        head,
        "--",
    )
    commit = date = ""
    tokens = iter(words.decode("utf-8", "backslashreplace").split("\0"))
    for token in tokens:
        token = token.lstrip("\n")
        if token.startswith("\x01"):
            commit, date = token[1:].split(" ")
        elif token.startswith(":"):
            _, mode, _, blob, change = token.split(" ")
            path = next(tokens)
            service, _, file = path.partition("/")
            regular = mode.startswith("100") and change != "D"
            if regular and file and "/" not in file and service[0] != "." and PurePosixPath(file).suffix in _ENDINGS:
                yield Version(commit, date, path, blob)


def _sizes(folder: str, blobs: Sequence[str]) -> dict[str, int]:
    said = _git(folder, "cat-file", "--batch-check", given="\n".join(blobs).encode() + b"\n")
    fields = (line.split() for line in said.decode().splitlines())
    return {field[0]: int(field[2]) for field in fields if len(field) == 3}


def _command(folder: str, *words: str) -> list[str]:
    return ["git", "--no-pager", f"--git-dir={folder}", *_SAFE, *words]


def _git(folder: str, *words: str, given: bytes | None = None, check: bool = True) -> bytes:
    return _run(_command(folder, *words), given, check)


def _run(command: Sequence[str], given: bytes | None = None, check: bool = True) -> bytes:
    """What git answers. Raises Unreadable with git's own words when it refuses."""
    act = partial(subprocess.run, command, input=given, capture_output=True, env=_environment())
    try:
        done = act() if given is not None else act(stdin=subprocess.DEVNULL)
    except FileNotFoundError:
        raise Unreadable("a git repository, and git is not installed: install it from https://git-scm.com") from None
    if check and done.returncode:
        raise Unreadable(_advice(done.stderr.decode("utf-8", "replace")))
    return done.stdout


def _advice(words: str) -> str:
    if "prerequisite" in words:
        return "the bundle lacks earlier commits that it builds on: make it with 'git bundle create FILE --all'"
    lines = [line.split(": ", 1)[-1] for line in words.splitlines() if line.startswith(("fatal", "error"))]
    # The rest of a line may give a path on this machine.
    said = re.sub(r"'?(?:[A-Za-z]:)?[\\/][^\s']+'?", "...", lines[0]) if lines else "no reason given"
    return f"git cannot read it ({said[:200]}): fetch it again, or run 'git fsck' in it"


def _environment() -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | _ENVIRONMENT
