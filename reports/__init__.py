"""Reporting: tables, charts, pages and the front door (command line and plain functions)."""

from .steps import (
    Counting,
    Options,
    Result,
    compare,
    concentration,
    estimate,
    export,
    ingest,
    query,
    report,
    run,
    show,
    status,
    tag,
    train,
    trends,
)

__all__ = [
    "Counting",
    "Options",
    "Result",
    "compare",
    "concentration",
    "estimate",
    "export",
    "ingest",
    "query",
    "report",
    "run",
    "show",
    "status",
    "tag",
    "train",
    "trends",
]
