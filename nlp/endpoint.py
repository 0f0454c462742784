"""Asking a language model: any server that speaks OpenAI's chat protocol, each answer asked for once and kept.

Nothing here runs unless a person names the address. Answers are kept in a SQLite file in the workspace, so that a run that
was stopped, or is repeated, pays for nothing twice.
"""

import hashlib
import ipaddress
import json
import os
import sqlite3
import time
import urllib.error
import urllib.request
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from ..corpus.errors import SetupError

TRIES = 4  # an overloaded server is asked again after 1, 2 and 4 s, or after what it asks for
LONGEST_PAUSE = 30.0  # seconds
_TABLES = (
    "answers (key text primary key, text text, tokens_in integer, tokens_out integer)",
    "thrown (document text, reason text, count integer, primary key (document, reason))",
)
_BUSY = frozenset({408, 409, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A model and where it answers.

    url:    the base of the API, such as http://localhost:11434/v1.
    key:    NAME of the environment variable that holds the key, so that no key is ever stored; "" for none.
    prices: dollars (or whatever currency) for a million tokens read and written; None if not known.
    cache:  SQLite file of answers; None keeps none.
    """

    url: str
    model: str
    key: str = ""
    prices: tuple[float, float] | None = None
    cache: Path | None = None
    seconds: float = 120.0

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise SetupError(f"{self.url} is no address of a model: give one like http://localhost:11434/v1")
        if self.key and not os.environ.get(self.key):
            raise SetupError(f"the environment variable {self.key} is empty: put the key of {parts.hostname} into it")

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""

    @property
    def local(self) -> bool:
        """Whether what is sent stays on this machine."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


class Answer(NamedTuple):
    """What a model said. tokens_in, tokens_out: as the server counted them, 0 where it did not. kept: from the cache."""

    text: str
    tokens_in: int
    tokens_out: int
    kept: bool = False


def ask(at: Endpoint, system: str, question: str, schema: dict[str, Any]) -> Answer:
    """The model's answer to a question, as JSON that should fit `schema`.

    Raises SetupError when no answer can be had: every further question would end alike.
    """
    key = _key(at, system, question, schema)
    with _cache(at.cache) as kept:
        if kept and (
            row := kept.execute("select text, tokens_in, tokens_out from answers where key = ?", [key]).fetchone()
        ):
            return Answer(*row, kept=True)
    answer = _answer(_posted(at, _request(at, system, question, schema)), at)
    with _cache(at.cache) as kept:
        if kept:
            kept.execute("insert or replace into answers values (?, ?, ?, ?)", [key, *answer[:3]])
    return answer


def known(at: Endpoint, system: str, question: str, schema: dict[str, Any]) -> bool:
    """Whether the answer is in the cache."""
    with _cache(at.cache) as kept:
        found = (
            kept
            and kept.execute("select 1 from answers where key = ?", [_key(at, system, question, schema)]).fetchone()
        )
    return bool(found)


def note_thrown(at: Endpoint, document_id: str, counts: Mapping[str, int]) -> None:
    """Keep how many answers about a document did not hold, by reason."""
    with _cache(at.cache) as kept:
        if kept:
            kept.execute("delete from thrown where document = ?", [document_id])
            kept.executemany("insert into thrown values (?, ?, ?)", [(document_id, *each) for each in counts.items()])


def thrown(at: Endpoint) -> dict[str, int]:
    """How many answers did not hold, by reason, over all documents."""
    with _cache(at.cache) as kept:
        return dict(kept.execute("select reason, sum(count) from thrown group by reason").fetchall()) if kept else {}


def _key(at: Endpoint, system: str, question: str, schema: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps([at.url, at.model, system, question, schema]).encode()).hexdigest()


def _request(at: Endpoint, system: str, question: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "model": at.model,
        "temperature": 0,
        "messages": [{"role": "system", "content": system}, {"role": "user", "content": question}],
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "findings", "strict": True, "schema": schema},
        },
    }


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A contract goes where the user said and nowhere else."""

    def redirect_request(self, *given: Any, **more: Any) -> None:
        return None


def _posted(at: Endpoint, body: dict[str, Any]) -> bytes:
    opener = urllib.request.build_opener(_NoRedirect)
    headers = {"Content-Type": "application/json"}
    if at.key:
        headers["Authorization"] = f"Bearer {os.environ.get(at.key, '')}"
    for attempt in range(1, TRIES + 1):
        data = json.dumps(body).encode()
        request = urllib.request.Request(f"{at.url.rstrip('/')}/chat/completions", data, headers)
        try:
            with opener.open(request, timeout=at.seconds) as reply:
                return reply.read()
        except urllib.error.HTTPError as error:
            said = error.read(2000).decode("utf-8", "replace")
            if error.code == 400 and "response_format" in body and "response_format" in said:
                body = {name: value for name, value in body.items() if name != "response_format"}
            elif error.code not in _BUSY or attempt == TRIES:
                raise SetupError(f"{at.host} refused the question ({error.code}): {_line(said)}") from None
            else:
                time.sleep(_pause(error.headers.get("Retry-After"), attempt))
        except (OSError, ValueError) as error:
            if attempt == TRIES or isinstance(getattr(error, "reason", error), ConnectionRefusedError):
                reason = getattr(error, "reason", error)
                raise SetupError(f"no model answers at {at.url} ({reason}): start it, or check the address") from None
            time.sleep(_pause(None, attempt))
    raise SetupError(f"{at.host} takes no question in a form that Facevalue speaks")


def _pause(asked: str | None, attempt: int) -> float:
    return min(float(asked) if asked and asked.isdigit() else 2.0 ** (attempt - 1), LONGEST_PAUSE)


def _answer(reply: bytes, at: Endpoint) -> Answer:
    try:
        said = json.loads(reply)
        text = said["choices"][0]["message"]["content"] or ""
        used = said.get("usage") or {}
        return Answer(str(text), int(used.get("prompt_tokens") or 0), int(used.get("completion_tokens") or 0))
    except (ValueError, LookupError, TypeError, AttributeError):
        raise SetupError(
            f"{at.host} does not answer as a chat model does: {_line(reply[:300].decode('utf-8', 'replace'))}"
        ) from None


def _line(text: str) -> str:
    return " ".join(text.split())[:300] or "no reason given"


@contextmanager
def _cache(path: Path | None) -> "Generator[sqlite3.Connection | None]":
    if path is None:
        yield None
        return
    connection = sqlite3.connect(path, timeout=30)
    try:
        with connection:
            for table in _TABLES:
                connection.execute(f"create table if not exists {table}")
            yield connection
    finally:
        connection.close()
