"""The workspace: tables in Parquet shards, one folder for each version of what made them, queried through DuckDB."""

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Collection, Generator, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as package_version
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pyarrow as pa
import pyarrow.parquet as pq

from . import query, work
from .arrays import texts
from .errors import StoreError
from .find import WORKSPACE_FILE
from .lock import take
from .tables import GROUPS, SCHEMAS, Row, arrow

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

FORMAT = 2  # of the layout; another number is another layout
PARTIAL = ".partial"
_NO_PERMISSION = "no permission to write there: choose another workspace"
_IN_THE_WAY = "a file stands where a folder is needed: choose another workspace"
REASONS = work.STOPPERS | {
    errno.EACCES: _NO_PERMISSION,
    errno.EPERM: _NO_PERMISSION,
    errno.ENOTDIR: _IN_THE_WAY,
    errno.EEXIST: _IN_THE_WAY,
}


@dataclass(frozen=True, slots=True)
class State:
    """What workspace.json says. steps: step -> fingerprint of the version whose rows are current."""

    steps: Mapping[str, str]
    made_by: str
    created: str


@dataclass(frozen=True, slots=True)
class Store:
    """A workspace on disk; small enough to be sent to workers."""

    root: Path

    @classmethod
    def open(cls, path: Path | str, create: bool = True) -> "Store":
        """The workspace at `path`, made if it is not there and `create`.

        Raises StoreError when it is none, was made by another format, or cannot be written.
        """
        store = cls(Path(path).absolute())
        file = store.root / WORKSPACE_FILE
        if file.exists():
            store.state()
            return store
        if not create:
            raise StoreError(f"{path} is not a workspace: make one with 'facevalue run PATH --out {path}'")
        # A creation that was cut short leaves these two.
        started = {"lock", WORKSPACE_FILE + PARTIAL}
        if store.root.is_dir() and any(path.name not in started for path in store.root.iterdir()):
            raise StoreError(f"{path} holds other files and is not a workspace: choose a new or an empty folder")
        with _writing(store.root):
            store.root.mkdir(parents=True, exist_ok=True)
        store._save({}, datetime.now(UTC).isoformat(timespec="seconds"))
        return store

    def state(self) -> State:
        """What workspace.json says. Raises StoreError when it cannot be understood."""
        file = self.root / WORKSPACE_FILE
        try:
            said = json.loads(file.read_bytes())
            made_by, form = str(said["facevalue"]), said["format"]
            state = State(dict(said["steps"]), made_by, str(said["created"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StoreError(f"{file} is not what Facevalue writes ({error}): choose another workspace") from None
        if form != FORMAT:
            raise StoreError(
                f"{self.root} was made by Facevalue {made_by} (format {form}; this is {version()}, format {FORMAT}): "
                "use that version, or run again into a new workspace"
            )
        return state

    def switch(self, steps: Mapping[str, str]) -> None:
        """Make the rows under these fingerprints the current ones and remove all others."""
        state = self.state()
        if dict(state.steps) != dict(steps):
            self._save(steps, state.created)
        for table in SCHEMAS:
            for folder in self._folders(table):
                if folder.name not in steps.values():
                    shutil.rmtree(folder, ignore_errors=True)

    @property
    def scratch(self) -> Path:
        """A folder for what must be unpacked to be read; every run empties it."""
        return self.root / "scratch"

    @contextmanager
    def lock(self) -> Generator[None]:
        """Keep other runs out while the `with` block lasts. Raises StoreError when one is at work."""
        with _writing(self.root):
            lock = take(self.root / "lock")
        try:
            yield
        finally:
            lock.close()

    def write(self, table: str, fingerprint: str, shard: str, rows: Sequence[Row]) -> None:
        """Write one shard of one table, whole or not at all. Raises StoreError when the target refuses."""
        self._put(table, fingerprint, shard, arrow(table, rows))

    def save(self, group: str, fingerprint: str, shard: str, parts: Mapping[str, Sequence[Any]]) -> None:
        """Write one shard of every table of a group; parts: table -> arrow tables, none for no rows."""
        for table in GROUPS[group]:
            self._put(table, fingerprint, shard, pa.concat_tables([arrow(table, ()), *parts.get(table, ())]))

    def read(self, table: str, fingerprint: str, shard: str, columns: list[str] | None = None) -> Any:
        """One shard as an arrow table. Raises StoreError when the file is damaged."""
        path = self.file(table, fingerprint, shard)
        try:
            # One thread: shards are small, and the cores are at work with other shards.
            return pq.ParquetFile(path).read(columns=columns, use_threads=False)
        except (pa.ArrowException, OSError) as error:
            raise _damaged(path, error) from None

    def shards(self, table: str, fingerprint: str | None) -> list[str]:
        """The names of the shards of a table, sorted."""
        folder = self.root / table / (fingerprint or "none")
        return sorted(path.stem for path in folder.glob("*.parquet"))

    def rows(self, table: str, fingerprint: str, shard: str) -> int:
        """How many rows a shard has."""
        path = self.file(table, fingerprint, shard)
        try:
            return pq.ParquetFile(path).metadata.num_rows
        except (pa.ArrowException, OSError) as error:
            raise _damaged(path, error) from None

    def size(self, group: str, fingerprint: str, shard: str) -> int:
        """How many bytes a shard has in all tables of its group."""
        return sum(self.file(table, fingerprint, shard).stat().st_size for table in GROUPS[group])

    def drop(self, group: str, fingerprint: str, shard: str, documents: Collection[str]) -> None:
        """Remove every row of these documents from one shard of a group of tables."""
        import pyarrow.compute as pc  # 0.15 s that a first run does without

        kept = {table: self.read(table, fingerprint, shard) for table in GROUPS[group]}
        for table, rows in kept.items():
            kept[table] = rows.filter(~pc.field("document_id").isin(texts(documents)))
        if kept[GROUPS[group][-1]].num_rows:
            self.save(group, fingerprint, shard, {table: [rows] for table, rows in kept.items()})
        else:
            self.remove(group, fingerprint, shard)

    def remove(self, group: str, fingerprint: str, shard: str) -> None:
        """Remove one shard of a group of tables."""
        for table in reversed(GROUPS[group]):
            self.file(table, fingerprint, shard).unlink(missing_ok=True)

    def merge(self, group: str, fingerprint: str, shards: Sequence[str]) -> None:
        """Make one shard of several. Interrupted, it leaves rows twice, which the next run mends."""
        parts = {table: [self.read(table, fingerprint, shard) for shard in shards] for table in GROUPS[group]}
        into = digest(shards)
        self.save(group, fingerprint, into, parts)
        for shard in set(shards) - {into}:
            self.remove(group, fingerprint, shard)

    def clean(self) -> None:
        """Remove what interrupted runs left: partial files, and shards that lack a table of their group."""
        shutil.rmtree(self.scratch, ignore_errors=True)
        for partial in self.root.glob(f"*/*/*{PARTIAL}"):
            partial.unlink(missing_ok=True)
        for group, tables in GROUPS.items():
            for fingerprint in {folder.name for table in tables for folder in self._folders(table)}:
                names = [set(self.shards(table, fingerprint)) for table in tables]
                for shard in set[str]().union(*names) - set[str].intersection(*names):
                    self.remove(group, fingerprint, shard)

    def query(self, sql: str, params: Sequence[object] = ()) -> "pd.DataFrame":
        """The result of one SELECT over the tables, as a pandas frame.

        The query sees the tables and nothing else: no other file, no network, nothing to write to.
        Raises StoreError for SQL that is wrong or no SELECT, and for damaged shards.
        """
        with self.connect() as connection:
            return query.select(connection, sql, params, self.check)

    def connect(self) -> "AbstractContextManager[duckdb.DuckDBPyConnection]":
        """A DuckDB connection with one view a table, for many queries with `query.select`."""
        return query.connected(query.views(self))

    def file(self, table: str, fingerprint: str, shard: str) -> Path:
        """Where a shard lies."""
        return self.root / table / fingerprint / f"{shard}.parquet"

    def check(self) -> None:
        """Raise StoreError that names the first damaged shard, if there is one."""
        for path in sorted(self.root.glob("*/*/*.parquet")):
            try:
                pq.ParquetFile(path).read()
            except (pa.ArrowException, OSError) as error:
                raise _damaged(path, error) from None

    def _put(self, table: str, fingerprint: str, shard: str, rows: Any) -> None:
        sink = pa.BufferOutputStream()
        pq.write_table(rows.combine_chunks(), sink, compression="zstd")
        path = self.file(table, fingerprint, shard)
        with _writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, memoryview(sink.getvalue()))

    def _folders(self, table: str) -> list[Path]:
        return sorted(path for path in (self.root / table).glob("*") if path.is_dir())

    def _save(self, steps: Mapping[str, str], created: str) -> None:
        said = {"format": FORMAT, "facevalue": version(), "created": created, "steps": dict(steps)}
        path = self.root / WORKSPACE_FILE
        with _writing(path):
            replace_file(path, json.dumps(said, indent=2).encode() + b"\n")


def replace_file(path: Path, data: bytes | memoryview) -> None:
    """Write a file whole or not at all."""
    partial = path.with_name(path.name + PARTIAL)
    try:
        partial.write_bytes(data)
        os.replace(partial, path)
    except OSError:
        partial.unlink(missing_ok=True)
        raise


def digest(parts: Iterable[str]) -> str:
    """A short name for these strings, the same in whatever order they come: 2 in 10**19 pairs share one."""
    return hashlib.blake2b("\n".join(sorted(parts)).encode(), digest_size=8).hexdigest()


@cache
def version() -> str:
    """The version of Facevalue that is running."""
    try:
        return package_version("facevalue")
    except PackageNotFoundError:
        return "unknown"


@contextmanager
def _writing(path: Path) -> Generator[None]:
    try:
        yield
    except OSError as error:
        reason = REASONS.get(cast(int, error.errno), error.strerror or str(error))
        raise StoreError(f"cannot write {path}: {reason}") from None


def _damaged(path: Path, error: Exception) -> StoreError:
    reason = str(error).splitlines()[0][:200]
    return StoreError(f"{path} is damaged ({reason}): delete it and run again, its documents are then read anew")
