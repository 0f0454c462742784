"""Documents coded by hand: one JSON object a line, matched to documents by the sha256 of their bytes or the name of their file."""

import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from ..corpus.errors import SetupError
from ..nlp.codebook import Variable
from .findings import Findings
from .observations import Answer

Codes = Mapping[str, Mapping[str, Any]]


def read(path: Path) -> Codes:
    """Codes by document name and, where given, by digest. Each line holds {"id": NAME, "codes": {VARIABLE: {"values": [...]}}}.

    Raises SetupError naming the file, the line and what is wrong with it.
    """
    found: dict[str, Mapping[str, Any]] = {}
    for name, entry in entries(path).items():
        found[name] = entry["codes"]
        if entry.get("sha256"):
            found[str(entry["sha256"])] = entry["codes"]
    return found


def entries(path: Path) -> dict[str, dict[str, Any]]:
    """The coded documents of a file by name, whole: codes and what else was coded (amounts, claims).

    Raises SetupError naming the file, the line and what is wrong with it.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError(f"{path}: cannot be read ({error})") from error
    found: dict[str, dict[str, Any]] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{path.name}, line {number}"
        try:
            entry: Any = json.loads(line)
            name = entry["id"]
            if "claims" in entry:  # an article is coded claim by claim
                entry.setdefault("codes", {})
            wrong = [v for v, code in entry["codes"].items() if not isinstance(code["values"], list)]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise SetupError(f'{where}: write {{"id": NAME, "codes": {{VARIABLE: {{"values": [...]}}}}}}') from error
        if wrong:
            raise SetupError(f"{where}: values of {wrong[0]} must be a list")
        if str(name) in found:
            raise SetupError(f"{where}: {name!r} is coded twice; keep one line for each document")
        found[str(name)] = entry
    if not found:
        raise SetupError(f"{path.name} holds no coded document")
    return found


def matched(coded: Mapping[str, Mapping[str, Any]], findings: Findings) -> dict[str, str]:
    """The document id of each coded document that the workspace holds, by its digest or the name of a file of it."""
    found: dict[str, str] = {}
    names = {str(entry["sha256"]): name for name, entry in coded.items() if entry.get("sha256")}
    for document in findings.document_rows:
        stems = (PurePosixPath(uri.replace("\\", "/")).stem for uri in document["uris"])
        name = names.get(document["document_id"]) or next((stem for stem in sorted(stems) if stem in coded), None)
        if name and name not in found:
            found[name] = document["document_id"]
    return found


def answers(codes: Codes, findings: Findings, variable: Variable) -> dict[str, tuple[Answer, ...]]:
    """What people coded on one variable, by document id, for the documents of this workspace that were coded.

    Raises SetupError for a value that the codebook does not have.
    """
    known = {*variable.value_ids, "not_stated", "unclear", "redacted", "not_applicable"}
    found: dict[str, tuple[Answer, ...]] = {}
    for document in findings.document_rows:
        stems = sorted({PurePosixPath(uri.replace("\\", "/")).stem for uri in document["uris"]})
        names = (document["document_id"], *stems)
        code = next((codes[name][variable.id] for name in names if name in codes and variable.id in codes[name]), None)
        if code is None:
            continue
        values = [str(value) for value in code["values"]] or ["not_stated"]
        for value in values:
            if value not in known:
                raise SetupError(
                    f"{(*stems, document['document_id'])[0]}: {variable.id} has no value {value!r} in this codebook"
                )
        subject = str((code.get("attributes") or {}).get("subject", ""))
        found[document["document_id"]] = tuple(Answer(v, subject if v in variable.value_ids else "") for v in values)
    return found
