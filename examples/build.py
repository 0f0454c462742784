"""Rebuild the demonstration corpus, its manifest and its expected codings from the sources.

    python examples/build.py           # write what has changed
    python examples/build.py --check   # write nothing; exit 1 if something would change

A second run changes nothing: PDF, DOCX and HTML come out with the same bytes. Needs the `examples` extra.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
import textwrap
from pathlib import Path
from typing import Any

import yaml
from render_docx import render_docx
from render_html import render_html
from render_pdf import render_pdf
from source import Block, DemoSource, plain, read_sources

HERE = Path(__file__).parent
SOURCES = HERE / "sources"
CODINGS = SOURCES / "codings"
BROKEN = "corpus/contracts/broken-truncated-download.pdf"
CUT_FROM = "halden-roe-digital-twin-2024"
WIDTH = 79
TABLE_BEGINS, TABLE_ENDS = "<!-- table begins -->", "<!-- table ends -->"

CORE = (
    "identity_attributes", "compensation_components", "compensation_structure", "reuse_payment", "grant_type",
    "replica_ownership", "rights_retention", "licence_term", "purpose_scope", "replica_creation", "model_training",
    "novel_content", "consent_specificity", "retention_deletion", "withdrawal", "approval_rights",
)  # fmt: skip
EXTENDED = (
    "representation_status", "exclusivity", "transfer_sublicensing", "territory", "media_scope", "consent_form",
    "post_mortem_use", "moral_rights_credit", "reporting_audit", "public_disclosure", "capture_methods",
)  # fmt: skip
CLAIM_FIELDS = ("subject", "variable", "values", "claim_attribution", "claim_stance", "claim_certainty", "quote")


def render_text(source: DemoSource) -> bytes:
    """Plain text: contracts wrapped as a typist would, articles with one paragraph a line."""
    width = WIDTH if source.kind == "contract" else 10_000
    return ("\n\n".join(_as_text(block, width) for block in source.blocks()) + "\n").encode()


def render_markdown(source: DemoSource) -> bytes:
    """The body as it stands, with the rule that Markdown wants below the first row of a table."""
    lines: list[str] = []
    for line in source.body.splitlines():
        if line.startswith("|") and not (lines and lines[-1].startswith("|")):
            lines += [line, "|" + " --- |" * (line.count("|") - 1)]
        else:
            lines.append(line)
    return ("\n".join(lines) + "\n").encode()


RENDERERS = {
    "pdf": render_pdf, "docx": render_docx, "html": render_html, "txt": render_text, "md": render_markdown,
}  # fmt: skip


def build(sources: list[DemoSource]) -> dict[str, bytes]:
    """Every file of the corpus by its path below this folder."""
    files = {source.uri: RENDERERS[source.meta["format"]](source) for source in sources}
    whole = files[f"corpus/contracts/{CUT_FROM}.pdf"]
    files[BROKEN] = whole[: len(whole) * 2 // 5]
    files["manifest.csv"] = manifest(sources)
    files["README.md"] = readme(sources)
    files["expected.jsonl"] = _jsonl(expected_codings(sources))
    files["expected_claims.jsonl"] = _jsonl(expected_claims())
    return files


def manifest(sources: list[DemoSource]) -> bytes:
    """The table of documents; those whose source says `manifest: false` are left out on purpose."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("uri", "kind", "company", "published", "title"))
    for source in sources:
        if source.meta["manifest"]:
            meta = source.meta
            writer.writerow((source.uri, source.kind, meta["company"], meta["published"], meta["title"]))
    return out.getvalue().encode()


def readme(sources: list[DemoSource]) -> bytes:
    """The README with its table of documents made anew between the two marks."""
    before, mark, rest = (HERE / "README.md").read_text(encoding="utf-8").partition(TABLE_BEGINS)
    _, _, after = rest.partition(TABLE_ENDS)
    rows = ["| document | format | published | in the manifest | what it shows |", "| --- | --- | --- | --- | --- |"]
    for source in sources:
        meta = source.meta
        listed = "yes" if meta["manifest"] else "no"
        cells = (f"[{source.stem}]({source.uri})", meta["format"], str(meta["published"]), listed, meta["shows"])
        rows.append("| " + " | ".join(cells) + " |")
    return f"{before}{mark}\n{chr(10).join(rows)}\n{TABLE_ENDS}{after}".encode()


def expected_codings(sources: list[DemoSource]) -> list[dict[str, Any]]:
    """The codings of contracts and terms; a core variable with no line of its own is not_stated."""
    kinds = {source.stem: source.kind for source in sources}
    records: list[dict[str, Any]] = []
    for name in ("contracts", "terms"):
        for stem, lines in _read_yaml(CODINGS / f"{name}.yaml").items():
            default = "not_applicable" if lines.pop("negative", False) else "not_stated"
            names = (*CORE, *EXTENDED) if default == "not_applicable" else CORE
            codes = {variable: {"values": [default], "evidence": []} for variable in names}
            codes |= {variable: {"values": line[0], "evidence": line[1:]} for variable, line in lines.items()}
            records.append({"id": stem, "kind": kinds[stem], "codes": codes})
    return records


def expected_claims() -> list[dict[str, Any]]:
    """The claims of the press articles, one record an article."""
    records: list[dict[str, Any]] = []
    for stem, lines in _read_yaml(CODINGS / "press.yaml").items():
        claims = [dict(zip(CLAIM_FIELDS, line, strict=False)) | {"polarity": _polarity(line)} for line in lines]
        records.append({"id": stem, "claims": claims})
    return records


def _polarity(line: list[Any]) -> str:
    return line[len(CLAIM_FIELDS)] if len(line) > len(CLAIM_FIELDS) else "affirmed"


def _as_text(block: Block, width: int) -> str:
    if block.kind == "table":
        widths = [max(len(row[column]) for row in block.rows) for column in range(len(block.rows[0]))]
        return "\n".join(
            "  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in block.rows
        )
    if block.kind == "signature":
        return plain(block.text)
    label = {0: f"{block.label}. ", 1: f"{block.label} "}.get(block.level, f"({block.label}) ") if block.label else ""
    indent = "   " * max(block.level - 1, 0)
    return textwrap.fill(
        label + plain(block.text), width, initial_indent=indent, subsequent_indent=indent,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def _read_yaml(path: Path) -> dict[str, Any]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _jsonl(records: list[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()


def main() -> int:
    """Write the files that differ, remove those no longer built, and say how many."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if something would change")
    options = parser.parse_args()
    files = build(read_sources(SOURCES))
    changed = [name for name, data in files.items() if not _same(HERE / name, data)]
    stale = [path for path in (HERE / "corpus").rglob("*") if path.is_file() and _name(path) not in files]
    if not options.check:
        for name in changed:
            (HERE / name).parent.mkdir(parents=True, exist_ok=True)
            (HERE / name).write_bytes(files[name])
        for path in stale:
            path.unlink()
    print(f"{len(files)} files, {len(changed)} changed, {len(stale)} stale")
    return 1 if options.check and (changed or stale) else 0


def _name(path: Path) -> str:
    return path.relative_to(HERE).as_posix()


def _same(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data


if __name__ == "__main__":
    sys.exit(main())
