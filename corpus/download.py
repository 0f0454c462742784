"""One address to one file: resumed where it broke off, checked, patient with servers that ask for it."""

import email.utils
import gzip
import hashlib
import http.client
import json
import os
import time
import urllib.error
import urllib.parse
import urllib.request
import zlib
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from . import work
from .errors import FetchError
from .store import version

TRIES = 6  # of one request; with the waits below they last about a minute
LONGEST_WAIT = 120.0  # seconds that a server may ask us to wait; more is a refusal
TIMEOUT = 60.0  # seconds without a byte
_PIECE = 1 << 18
_PASSING = {408, 425, 429, 500, 502, 503, 504}
_ADVICE = {
    401: "it asks for an account",
    403: "it refuses us; some services want to know who asks: give --email, and wait ten minutes if you asked for much",
    404: "it is not there (any more): check the name",
    410: "it is not there any more",
    451: "it may not be given out where you are",
}

Tell = Callable[[str, int, int], None]  # name, bytes done, bytes in all (0: unknown)


def _silent(_: str, __: int, ___: int) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Client:
    """How requests are made. contact: how the user can be reached; pause: seconds between two requests.

    hosts: where a server may send us on to, besides itself; any other is refused and named.
    """

    contact: str = ""
    pause: float = 0.0
    hosts: frozenset[str] = frozenset()
    tell: Tell = _silent
    sleep: Callable[[float], None] = time.sleep
    tries: int = TRIES
    headers: dict[str, str] = field(default_factory=dict[str, str])

    def json(self, url: str) -> Any:
        """The JSON at an address. Raises FetchError."""
        for attempt in range(self.tries):
            with self._answer(url, {"Accept": "application/json"}, attempt) as answer:
                if answer is None:
                    continue
                try:
                    return json.loads(_whole(answer))
                except http.client.IncompleteRead:
                    continue
                except ValueError:
                    raise FetchError(
                        f"{url} answers with something else than JSON: the service may have changed"
                    ) from None
        raise FetchError(f"{url} does not answer: try again later")

    def save(self, url: str, target: Path, checksum: str = "", size: int = 0) -> bool:
        """Bring the file at an address to `target`; False if it is there already.

        What an earlier call left in TARGET.part is gone on with. checksum: "md5:..." or any other that hashlib knows.
        Raises FetchError, and SetupError when the disk is full.
        """
        if target.exists() and (not checksum or _digest(target, checksum) == checksum):
            return False
        part = target.with_name(target.name + ".part")
        for attempt in range(self.tries):
            if self._take(url, target.name, part, size, attempt):
                break
        else:
            raise FetchError(f"{url} breaks off again and again: try later, what came so far is kept")
        if checksum and _digest(part, checksum) != checksum:
            _forget(part)
            raise FetchError(f"{url} is not the file that was published (its checksum is another): fetch it again")
        os.replace(part, target)
        _forget(part)
        return True

    def _take(self, url: str, name: str, part: Path, size: int, attempt: int) -> bool:
        """Go on with a file; whether it is whole then."""
        mark = _mark(part).read_text(encoding="utf-8") if _mark(part).exists() else ""
        if not mark and not size:  # nothing would tell whether what is there is of the same file
            _forget(part)
        have = part.stat().st_size if part.exists() else 0
        if size and have == size:
            return True
        resume = {"Range": f"bytes={have}-"} | ({"If-Range": mark} if mark else {}) if have else {}
        with self._answer(url, resume, attempt) as answer:
            if answer is None:
                return False
            if answer.status == 416:  # nothing is left, or the file is another now
                _forget(part)
                return False
            packed = answer.headers.get("Content-Encoding", "identity") != "identity"
            go_on = answer.status == 206
            if go_on and (packed or _starts(answer) != have or mark != (_validator(answer) or mark)):
                _forget(part)  # a part, but not the one that is missing
                return False
            done = have if go_on else 0
            left = 0 if packed else int(answer.headers.get("Content-Length") or 0)
            total = done + left if left else size
            with _room():
                _mark(part).write_text("" if packed else _validator(answer), encoding="utf-8")
                with open(part, "ab" if go_on else "wb") as file:
                    for piece in _pieces(_unpacked(answer)):
                        if piece is None:
                            return False
                        file.write(piece)
                        done += len(piece)
                        self.tell(name, done, total)
        return done == total if total else True

    @contextmanager
    def _answer(self, url: str, headers: dict[str, str], attempt: int) -> Generator[Any]:
        """The server's answer, or None when it is worth another try, after a wait."""
        if urllib.parse.urlsplit(url).scheme not in ("http", "https"):
            raise FetchError(f"{url}: only http and https addresses are fetched")
        if self.pause:
            self.sleep(self.pause)
        agent = f"Facevalue/{version()} {self.contact}".strip()
        asked = urllib.request.Request(url, headers={"User-Agent": agent, **self.headers, **headers})
        opener = urllib.request.build_opener(_Redirects(self.hosts))
        answer: Any = None
        try:
            answer = opener.open(asked, timeout=TIMEOUT)
        except urllib.error.HTTPError as error:
            if error.code == 416:
                answer = error
            elif error.code not in _PASSING:
                raise FetchError(f"{url} answers {error.code}: {_ADVICE.get(error.code, error.reason)}") from None
            else:
                self._wait(url, attempt, _asked(error.headers))
        except (urllib.error.URLError, http.client.HTTPException, TimeoutError, ConnectionError) as error:
            reason = getattr(error, "reason", None) or error
            if attempt + 1 == self.tries:
                raise FetchError(f"{url} cannot be reached ({reason}): is this machine online?") from None
            self._wait(url, attempt, None)
        try:
            yield answer
        finally:
            if answer is not None:
                answer.close()

    def _wait(self, url: str, attempt: int, asked: float | None) -> None:
        seconds = float(2**attempt) if asked is None else asked
        if seconds > LONGEST_WAIT:
            raise FetchError(f"{url} asks us to wait {seconds:.0f} seconds: run the same command again then")
        if attempt + 1 < self.tries:
            self.sleep(seconds)


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a server to itself and to hosts that were named, never to others."""

    def __init__(self, hosts: frozenset[str]) -> None:
        self._hosts = hosts

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        was, to = urllib.parse.urlsplit(req.full_url), urllib.parse.urlsplit(newurl)
        same = to.netloc == was.netloc or (to.hostname or "") in self._hosts
        if not same or to.scheme not in ("http", "https") or (was.scheme == "https" and to.scheme != "https"):
            raise FetchError(
                f"{req.full_url} sends us on to {to.scheme}://{to.netloc}, which was not asked for: not followed"
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _whole(answer: Any) -> bytes:
    """All bytes of an answer. Raises IncompleteRead when the connection breaks."""
    pieces = list(_pieces(_unpacked(answer)))
    data = b"".join(filter(None, pieces))
    packed = answer.headers.get("Content-Encoding", "identity") != "identity"
    left = 0 if packed else int(answer.headers.get("Content-Length") or 0)
    if len(data) < left or None in pieces:
        raise http.client.IncompleteRead(data)
    return data


def _unpacked(answer: Any) -> Any:
    """The answer as a file; some servers pack what was not asked for packed."""
    encoding = answer.headers.get("Content-Encoding", "identity")
    if encoding not in ("identity", "gzip", "x-gzip"):
        raise FetchError(f"{answer.url} is packed in a way that was not asked for ({encoding})")
    return answer if encoding == "identity" else gzip.GzipFile(fileobj=answer)


def _pieces(file: Any) -> Iterator[bytes | None]:
    """The bytes, piece by piece; None at the end when the connection breaks and says so."""
    while True:
        try:
            piece = cast(bytes, file.read(_PIECE))
        except http.client.IncompleteRead as error:
            yield error.partial
            yield None
            return
        except (OSError, http.client.HTTPException, EOFError, zlib.error):
            yield None
            return
        if not piece:
            return
        yield piece


def _validator(answer: Any) -> str:
    """What tells whether the file at an address is the same one later: a strong ETag, else when it changed."""
    tag = answer.headers.get("ETag") or ""
    return tag if tag and not tag.startswith("W/") else answer.headers.get("Last-Modified") or ""


def _asked(headers: Any) -> float | None:
    """The seconds that a server asks us to wait: until a limit on requests is lifted where it says no more."""
    if after := headers.get("Retry-After"):
        return _seconds(after)
    reset = headers.get("X-RateLimit-Reset") or ""
    return max(0.0, float(reset) - time.time()) if reset.isdecimal() else None


def _starts(answer: Any) -> int:
    """Where the bytes of a partial answer begin."""
    said = (answer.headers.get("Content-Range") or "").removeprefix("bytes ")
    start = said.partition("-")[0]
    return int(start) if start.isdecimal() else -1


def _seconds(asked: str) -> float:
    """What Retry-After says: seconds, or a date."""
    if asked.strip().isdecimal():
        return float(asked)
    with suppress(ValueError, TypeError):
        return max(0.0, (email.utils.parsedate_to_datetime(asked) - datetime.now(UTC)).total_seconds())
    return 1.0


def _digest(path: Path, checksum: str) -> str:
    name = checksum.partition(":")[0]
    try:
        with open(path, "rb") as file:
            return f"{name}:{hashlib.file_digest(file, name).hexdigest()}"
    except ValueError:
        raise FetchError(f"the checksum {checksum} is of a kind that is not known here") from None


def _mark(part: Path) -> Path:
    return part.with_name(part.name + ".bak")  # an ending that is skipped when the folder is read


def _forget(part: Path) -> None:
    for path in (part, _mark(part)):
        path.unlink(missing_ok=True)


@contextmanager
def _room() -> Generator[None]:
    try:
        yield
    except OSError as error:
        raise work.stopper(error) or error from None
