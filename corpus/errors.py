"""What can go wrong, in two classes: faults of one item become rows, faults of the set-up stop the run."""


class FacevalueError(Exception):
    """Any fault that Facevalue reports itself; its text says what to do next."""


class Unreadable(FacevalueError):
    """One document cannot be read (truncated, encrypted, no text): it becomes a Failure row."""


class UnsupportedFormat(FacevalueError):
    """No reader bids for this file: it becomes a Failure row."""


class SetupError(FacevalueError):
    """The run cannot go on for any document: it stops at once with one line (exit code 2)."""


class ManifestError(SetupError):
    """The manifest has rows that cannot be used; the text names file, line and fault."""


class CodebookError(SetupError):
    """A vocabulary file (codebook, rules, companies, standards) is invalid; the text names file, line and fault."""


class FetchError(SetupError):
    """A public corpus cannot be fetched; the text names the address, why, and what to do."""


class StoreError(SetupError):
    """The workspace cannot be read or written: wrong version, full or read-only target, not a workspace."""
