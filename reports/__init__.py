"""Reporting: tables, charts, pages and the front door (command line and plain functions)."""

from .steps import Options, Result, export, ingest, query, report, run, show, status, tag

__all__ = ["Options", "Result", "export", "ingest", "query", "report", "run", "show", "status", "tag"]
