"""The tables of a workspace: their columns, and documents and passages as rows and back."""

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal, cast

import pyarrow as pa

from .arrays import array
from .model import Block, Document, Failure, Passage, Source, Span

Row = Mapping[str, Any]
Step = Literal["read", "tag"]

_TEXT, _INT, _FLOAT, _BOOL = pa.string(), pa.int64(), pa.float64(), pa.bool_()
_MONEY = pa.decimal128(24, 6)  # a millionth of a dollar: some royalties are stated in hundredths of a cent
_COMMON = dict.fromkeys(("n", "start", "end", "page", "pages", "size", "stamp", "chars", "redactions"), _INT)
_TYPES: dict[str, pa.DataType] = {
    **_COMMON,
    "score": _FLOAT,
    "kind_score": _FLOAT,
    "human_likeness": _BOOL,
    "redacted": _BOOL,
    "amount": _MONEY,
    "rate_percent": _MONEY,
    "per_year": _MONEY,
    "per_use": _MONEY,
    "page_starts": pa.list_(_INT),
    "sketch": pa.binary(),
    "path": pa.list_(_TEXT),  # stored as a list, shown joined: a heading may hold the joint
}

# Columns as a reader of the workspace sees them, in order.
COLUMNS: dict[str, str] = {
    "sources": "uri document_id kind company published title outlet author url language captured status from_container size stamp",
    "documents": "document_id media_type text chars pages page_starts language blocks furniture metadata",
    "passages": "document_id n start end page path kind",
    "profiles": "document_id kind kind_score kind_from company company_name company_from published published_from title"
    " human_likeness talent companies agreement_date effective_date term expiration renewal governing_law amends"
    " redactions service last_updated outlet author dateline",
    "parties": "document_id name defined_as role side company quote start end page",
    "facts": "document_id fact value how quote start end page",
    "tags": "document_id variable value score tagger start end page quote attributes",
    "codings": "document_id variable values status score quote start end page attributes evidence note",
    "claims": "document_id subject variable values attribution stance certainty polarity score quote start end page",
    "amounts": "document_id amount currency kind rate_percent per quote start end page redacted per_year per_use assumption",
    "groups": "document_id group_id",
    "failures": "uri step error message",
}
# Kept for our own use: whose failure it is, what a document's analysis was told about its sources, and the sketch by
# which documents are compared.
# Failures of the two steps lie apart, since each goes when its step's version goes; they are shown as one table.
_INTERNAL = {
    "failures": f"{COLUMNS['failures']} document_id",
    "tag_failures": f"{COLUMNS['failures']} document_id",
    "analysed": "document_id seen",
    "documents": f"{COLUMNS['documents']} sketch",
}
SHOWN_WITH = {"failures": ("failures", "tag_failures")}

SCHEMAS: dict[str, pa.Schema] = {
    table: pa.schema([pa.field(name, _TYPES.get(name, _TEXT)) for name in columns.split()])
    for table, columns in {**COLUMNS, **_INTERNAL}.items()
}

# Tables that are written together. The last one is written last: a shard that it lacks was never finished.
GROUPS: dict[str, tuple[str, ...]] = {
    "sources": ("failures", "sources"),
    "documents": ("passages", "documents"),
    "analysed": ("profiles", "parties", "facts", "tags", "codings", "claims", "amounts", "tag_failures", "analysed"),
    "groups": ("groups",),
}
STEPS: dict[str, Step] = {"sources": "read", "documents": "read", "analysed": "tag", "groups": "tag"}
ANALYSIS = GROUPS["analysed"][:7]  # what an analysis returns rows for


def arrow(table: str, rows: Sequence[Row]) -> Any:
    """`rows` as an arrow table with the columns of `table`; a key left out is null.

    Raises ValueError, TypeError or OverflowError for rows that do not fit.
    """
    schema = SCHEMAS[table]
    names = frozenset(schema.names)
    for row in rows:
        if not row.keys() <= names:
            raise ValueError(f"{table} has no column {', '.join(sorted(row.keys() - names))}")
    columns = [array(_values(rows, field), field.type) for field in schema]
    return pa.Table.from_arrays(columns, schema=schema)


def _values(rows: Sequence[Row], field: Any) -> list[Any]:
    values = [row.get(field.name) for row in rows]
    if field.type == _MONEY:
        return [None if value is None else round(Decimal(str(value)), 6) for value in values]
    return values


SAID = (
    "kind",
    "company",
    "published",
    "title",
    "outlet",
    "author",
    "url",
    "language",
    "captured",
)  # what a source may be told of


def source_row(source: Source, size: int, stamp: int) -> Row:
    """What is known of a source, as a row of `sources`."""
    return {
        "uri": source.uri,
        "document_id": source.document_id,
        **{name: getattr(source, name) for name in SAID},
        "status": source.status,
        "from_container": " ".join(source.from_container),
        "size": size,
        "stamp": stamp,
    }


def source(row: Row) -> Source:
    """The source that `source_row` made a row of."""
    return Source(
        row["uri"],
        document_id=row["document_id"],
        **{name: row.get(name) for name in SAID},
        status=row["status"],
        from_container=tuple(row["from_container"].split()),
    )


def failure_row(failure: Failure, document_id: str | None = None) -> Row:
    """A failure as a row; `document_id` if the document was read and something later failed."""
    message = failure.message.encode("utf-8", "backslashreplace").decode()
    return {
        "uri": failure.item,
        "step": failure.step,
        "error": failure.error,
        "message": message,
        "document_id": document_id,
    }


def document_row(document: Document, sketch: bytes | None = None) -> Row:
    """A document as a row of `documents`; sketch: of its prose, from `similar`."""
    return {
        "document_id": document.id,
        "media_type": document.media_type,
        "text": document.text,
        "chars": len(document.text),
        "pages": len(document.pages),
        "page_starts": document.pages,
        "language": document.language,
        "blocks": json.dumps([[b.span.start, b.span.end, b.kind, b.level] for b in document.blocks]),
        "furniture": json.dumps([[span.start, span.end] for span in document.furniture]),
        "metadata": json.dumps(dict(document.metadata), ensure_ascii=False, sort_keys=True),
        "sketch": sketch,
    }


def passage_rows(document: Document, passages: Iterable[Passage]) -> list[Row]:
    """The passages of a document as rows of `passages`, numbered from 0."""
    return [
        {
            "document_id": document.id,
            "n": n,
            "start": passage.span.start,
            "end": passage.span.end,
            "page": bisect_right(document.pages, passage.span.start) or 1,
            "path": passage.path,
            "kind": passage.kind,
        }
        for n, passage in enumerate(passages)
    ]


def document(row: Row) -> Document:
    """The document that `document_row` made a row of."""
    return Document(
        id=row["document_id"],
        media_type=row["media_type"],
        text=row["text"],
        pages=tuple(row["page_starts"]),
        language=row["language"],
        blocks=tuple(Block(Span(start, end), kind, level) for start, end, kind, level in json.loads(row["blocks"])),
        furniture=tuple(Span(start, end) for start, end in json.loads(row["furniture"])),
        metadata=cast(dict[str, str], json.loads(row["metadata"])),
    )


def passage(row: Row) -> Passage:
    """The passage that `passage_rows` made a row of."""
    return Passage(row["document_id"], Span(row["start"], row["end"]), tuple(row["path"]), row["kind"])
