"""Questions to a workspace in SQL, through DuckDB, which is given the tables and nothing else."""

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from .errors import StoreError
from .tables import COLUMNS, GROUPS, SCHEMAS, SHOWN_WITH, STEPS

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

    from .store import Store

_STORED = {"passages": "passages_stored"}
_PASSAGES = "create view passages as select * replace (array_to_string(path, ' > ') as path) from passages_stored"

# After this no statement can reach a file, the network, the caller's Python variables or an extension.
_CLOSED = (
    "set python_enable_replacements = false",
    "set autoinstall_known_extensions = false",
    "set autoload_known_extensions = false",
    "set enable_external_access = false",
    "set lock_configuration = true",
)


def views(store: "Store") -> dict[str, Any]:
    """Each table as an arrow dataset over its current shards, with the columns that a reader sees.

    DuckDB reads them through arrow, so that it needs no access to files at all: what a query cannot name it cannot read.
    """
    import pyarrow.dataset as ds  # loads pandas: only those who ask pay for it

    steps = store.state().steps
    return {
        table: ds.dataset(
            [
                str(store.file(stored, fingerprint, shard))
                for group, tables in GROUPS.items()
                for stored in SHOWN_WITH.get(table, (table,))
                if stored in tables and (fingerprint := steps.get(STEPS[group]))
                for shard in store.shards(stored, fingerprint)
            ],
            schema=pa.schema([SCHEMAS[table].field(name) for name in columns.split()]),
            format="parquet",
        )
        for table, columns in COLUMNS.items()
    }


@contextmanager
def connected(tables: Mapping[str, Any]) -> "Generator[duckdb.DuckDBPyConnection]":
    """A DuckDB connection that sees these tables only; 30 ms to open, so keep it for many queries."""
    import duckdb

    connection = duckdb.connect(":memory:")
    try:
        for table, rows in tables.items():
            connection.register(_STORED.get(table, table), rows)
        connection.execute(_PASSAGES)
        for setting in _CLOSED:
            connection.execute(setting)
        yield connection
    finally:
        connection.close()


def select(
    connection: "duckdb.DuckDBPyConnection",
    sql: str,
    params: Sequence[object] = (),
    check: Callable[[], None] | None = None,
) -> "pd.DataFrame":
    """The result of one SELECT as a pandas frame; `check` looks for damaged shards when it fails.

    Raises StoreError for SQL that is wrong or no SELECT.
    """
    import duckdb

    try:
        statements = connection.extract_statements(sql)
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise StoreError("only one SELECT can be run here: the tables of a workspace are read-only")
        return connection.execute(statements[0], list(params)).df()
    except duckdb.Error as error:
        if check:
            check()
        raise StoreError(f"the query failed: {str(error).strip()}") from None
