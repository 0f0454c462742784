"""Reporting: tables, charts, pages and the front door (command line and plain functions)."""

from .steps import Options, Result, estimate, export, ingest, query, report, run, show, status, tag

__all__ = ["Options", "Result", "estimate", "export", "ingest", "query", "report", "run", "show", "status", "tag"]
