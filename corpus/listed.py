"""Lists of articles and the texts they speak of: a row whose address is that of a text says what is known of the text."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode, urlsplit

from .find import Found
from .model import Source
from .store import Store
from .tables import SAID

# What sites and newsletters add to an address to tell where a reader came from.
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|cmpid|ocid|igshid", re.I)


@dataclass(frozen=True, slots=True)
class Joined:
    """The sources with what lists say of them; rows: how many rows of lists became part of a text's source."""

    files: dict[str, Found]
    rows: int = 0

    @property
    def notices(self) -> tuple[str, ...]:
        """What a user is told, one line."""
        told = "rows of lists describe texts that were read: they count with these, not as sources of their own"
        return (f"{self.rows:,} {told}",) if self.rows else ()


def address(url: str) -> str:
    """One spelling for the addresses of one page: scheme, "www.", fragment, tracking and last slash are left out."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    if not host:
        return ""
    query = [(name, value) for name, value in parse_qsl(parts.query) if not _TRACKING.fullmatch(name)]
    return f"{host}{parts.path.rstrip('/')}" + (f"?{urlencode(sorted(query))}" if query else "")


def join(files: Mapping[str, Found], addresses: Mapping[str, str]) -> Joined:
    """Give what rows without text say to the texts that lie under the same address.

    addresses: uri -> address that the text itself states. What is said of a text already stays. A row that found its
    text is no source any more: it is part of one.
    """
    rows = [found for found in files.values() if _is_row(found)]
    if not rows:
        return Joined(dict(files))
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for uri, found in files.items():
        if found.to_read and (key := address(found.source.url or addresses.get(uri, ""))):
            texts[key].append(uri)
    left = dict(files)
    count = 0
    for row in rows:
        uris = texts.get(address(row.source.url or ""), ())
        for uri in uris:
            left[uri] = replace(left[uri], source=_filled(left[uri].source, row.source))
        if uris:
            del left[row.uri]
            count += 1
    return Joined(left, count)


def _is_row(found: Found) -> bool:
    """Whether this is a row of a list; a capture without its text, in a web archive, tells of another day's text."""
    return found.source.status == "no text" and bool(found.source.url) and found.inside[-1].importer == "list"


def _filled(text: Source, row: Source) -> Source:
    facts = {name: value for name in SAID if not getattr(text, name) and (value := getattr(row, name))}
    return replace(text, **facts, from_container=(*text.from_container, *facts))


def stated(store: Store, fingerprint: str, sources: Iterable[Source]) -> dict[str, str]:
    """uri -> the address that its document states, of those that state one."""
    of: dict[str, str] = {}
    for shard in store.shards("documents", fingerprint):
        rows = store.read("documents", fingerprint, shard, ["document_id", "metadata"])
        for document_id, metadata in zip(rows["document_id"].to_pylist(), rows["metadata"].to_pylist(), strict=True):
            if '"url"' in metadata and (url := json.loads(metadata).get("url")):
                of[document_id] = url
    return {source.uri: of[source.document_id] for source in sources if source.document_id in of}
