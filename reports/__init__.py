"""Reporting: tables, charts, pages and the front door (command line and plain functions)."""
