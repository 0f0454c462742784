"""Reading: sources become documents and passages, kept in a workspace."""

from .errors import (
    CodebookError,
    FacevalueError,
    ManifestError,
    SetupError,
    StoreError,
    Unreadable,
    UnsupportedFormat,
)
from .model import KINDS, Block, Document, Failure, Kind, Passage, Reading, Source, Span

__all__ = [
    "KINDS",
    "Block",
    "CodebookError",
    "Document",
    "FacevalueError",
    "Failure",
    "Kind",
    "ManifestError",
    "Passage",
    "Reading",
    "SetupError",
    "Source",
    "Span",
    "StoreError",
    "Unreadable",
    "UnsupportedFormat",
]
