"""The files that documents were read from, found again: a workspace keeps their text and digest, not the files or where they lie."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from . import find
from .errors import SetupError, Unreadable
from .find import Found
from .importers import Opener


@dataclass(frozen=True, slots=True)
class Originals:
    """Files that may be those of documents, by the last part of their uri. uris: document id -> its uris."""

    uris: Mapping[str, Sequence[str]]
    found: Mapping[str, Sequence[Found]]

    def bytes_of(self, document_id: str) -> bytes | None:
        """The bytes of a document; None if no file that was found has its digest (it changed, or lies elsewhere)."""
        with Opener() as opener:
            for name in {_last(uri) for uri in self.uris.get(document_id, ())}:
                for found in self.found.get(name, ()):
                    try:
                        data = opener.read(found.path, found.inside)
                    except (OSError, Unreadable):
                        continue
                    if hashlib.sha256(data).hexdigest() == document_id:
                        return data
        return None


def originals(sources: Iterable[tuple[str, str]], paths: Sequence[Path | str] = ()) -> Originals:
    """Looks for the files of documents. sources: (uri, document id).

    paths: what was read, given anew; without it the uris are taken as paths from the folder one is in.
    Raises SetupError when nothing is there.
    """
    uris: defaultdict[str, list[str]] = defaultdict(list)
    for uri, document_id in sources:
        uris[document_id].append(uri)
    names = {_last(uri) for each in uris.values() for uri in each}
    places = list(paths) or sorted({path for each in uris.values() for uri in each if (path := _existing(uri))})
    if not places:
        raise SetupError("the files are not where they were when they were read: say where with --from PATH")
    found: defaultdict[str, list[Found]] = defaultdict(list)
    for each in find.find(places):
        if each.to_read and _last(each.uri) in names:
            found[_last(each.uri)].append(each)
    return Originals(uris, found)


def _existing(uri: str) -> str:
    """The file that a uri begins with, a container for one; "" if there is none."""
    place = PurePosixPath(uri)
    return next((str(path) for path in (place, *place.parents) if Path(path).is_file()), "")


def _last(uri: str) -> str:
    return uri.rpartition("/")[2]
