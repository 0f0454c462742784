"""The data files that ship with Facevalue: where they lie, and what tells one version of them from another."""

import hashlib
from importlib.resources import files
from pathlib import Path


def packaged(name: str, folder: str = "data") -> Path:
    """Where the file `name` that ships with Facevalue lies."""
    return Path(str(files(f"{__package__}.{folder}").joinpath(name)))


def digest(*paths: Path) -> str:
    """A short fingerprint of the files' contents, in the order given."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.read_bytes())
    return total.hexdigest()[:12]
