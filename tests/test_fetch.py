"""Public corpora, fetched from a server on this machine that behaves as servers do."""

import email.utils
import gzip
import hashlib
import json
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from facevalue.corpus import SetupError, find, public
from facevalue.corpus.download import Client
from facevalue.corpus.errors import FetchError
from facevalue.reports import cli
from typer.testing import CliRunner

DATA = bytes(range(256)) * 4000
MD5 = "md5:" + hashlib.md5(DATA).hexdigest()
Answer = Callable[[BaseHTTPRequestHandler], None]


class Server:
    """Answers from a list for each path, the last again and again; notes what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, list[Answer]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append((self.path, dict(self.headers)))
                answers = server.answers.get(self.path.partition("?")[0], [status(404)])
                (answers.pop(0) if len(answers) > 1 else answers[0])(self)

            def log_message(self, *_: Any) -> None: ...

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.handle_error = lambda *_: None  # type: ignore[method-assign]  # we hang up on some answers
        self.url = f"http://127.0.0.1:{self.http.server_port}"


def status(code: int, body: bytes = b"", **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in ({"Content-Length": str(len(body))} | given).items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def whole(handler: BaseHTTPRequestHandler, cut: int | None = None, tag: str = '"one"', data: bytes = DATA) -> None:
    """The file, or the part of it that was asked for; `cut` bytes before the connection breaks."""
    asked = handler.headers.get("Range")
    start = int(asked.removeprefix("bytes=").rstrip("-")) if asked else 0
    part = bool(asked) and handler.headers.get("If-Range") in (None, tag)
    body = data[start:] if part else data
    handler.send_response(206 if part else 200)
    handler.send_header("Content-Length", str(len(body)))
    handler.send_header("ETag", tag)
    if part:
        handler.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
    handler.end_headers()
    handler.wfile.write(body[:cut])
    handler.close_connection = True


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    threading.Thread(target=server.http.serve_forever, daemon=True).start()
    yield server
    server.http.shutdown()
    server.http.server_close()


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def client(waits: list[float]) -> Client:
    return Client(contact="tests@example.org", sleep=waits.append)


def test_a_file_is_fetched_and_checked_once(server: Server, client: Client, tmp_path: Path) -> None:
    server.answers["/f"] = [whole]
    assert client.save(f"{server.url}/f", tmp_path / "f", MD5, len(DATA))
    assert (tmp_path / "f").read_bytes() == DATA
    assert not client.save(f"{server.url}/f", tmp_path / "f", MD5)
    assert len(server.asked) == 1
    assert server.asked[0][1]["User-Agent"].endswith("tests@example.org")
    assert [path.name for path in tmp_path.iterdir()] == ["f"]


def test_a_body_that_breaks_off_is_gone_on_with(server: Server, client: Client, tmp_path: Path) -> None:
    server.answers["/f"] = [partial(whole, cut=300_000), partial(whole, cut=200_000), whole]
    client.save(f"{server.url}/f", tmp_path / "f", MD5)
    assert (tmp_path / "f").read_bytes() == DATA
    assert [headers.get("Range") for _, headers in server.asked] == [None, "bytes=300000-", "bytes=500000-"]


def test_an_interrupted_call_is_gone_on_with(server: Server, tmp_path: Path) -> None:
    server.answers["/f"] = [partial(whole, cut=300_000)]
    with pytest.raises(FetchError, match="what came so far is kept"):
        Client(tries=1).save(f"{server.url}/f", tmp_path / "f", MD5)
    assert (tmp_path / "f.part").stat().st_size == 300_000
    assert not (tmp_path / "f").exists()
    server.answers["/f"] = [whole]
    Client(tries=1).save(f"{server.url}/f", tmp_path / "f", MD5)
    assert (tmp_path / "f").read_bytes() == DATA


def test_a_file_that_changed_meanwhile_is_begun_again(server: Server, client: Client, tmp_path: Path) -> None:
    (tmp_path / "f.part").write_bytes(b"of another version")
    (tmp_path / "f.part.bak").write_text('"zero"')
    server.answers["/f"] = [whole]
    client.save(f"{server.url}/f", tmp_path / "f", MD5)
    assert (tmp_path / "f").read_bytes() == DATA


def part_of(data: bytes, start: int, tag: str = "", **headers: str) -> Answer:
    """A part of the file that nobody can prove to be of the file that was begun, whatever was asked."""
    more = {"Content_Range": f"bytes {start}-{len(data) - 1}/{len(data)}"} | ({"ETag": tag} if tag else {}) | headers
    return status(206, data[start:], **more)


def chunked(handler: BaseHTTPRequestHandler, data: bytes = DATA, cut: bool = False, packed: bool = False) -> None:
    """The file without its length, as servers send what they make or pack on the way; cut: it breaks in the middle."""
    handler.protocol_version = "HTTP/1.1"
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    if packed:
        handler.send_header("Content-Encoding", "gzip")
        data = gzip.compress(data)
    handler.end_headers()
    size = len(data) // 4
    for start in range(0, len(data), size):
        piece = data[start : start + size]
        if cut and start >= len(data) // 2:
            handler.wfile.write(b"%x\r\n" % len(piece) + piece[: len(piece) // 2])
            break
        handler.wfile.write(b"%x\r\n" % len(piece) + piece + b"\r\n")
    else:
        handler.wfile.write(b"0\r\n\r\n")
    handler.close_connection = True


@pytest.mark.parametrize(
    "wrong",
    [
        part_of(b"x" * len(DATA), 300_000, '"two"'),  # If-Range is not known there, and the file is another now
        part_of(DATA, 0, '"one"'),  # not the part that is missing
        status(206, DATA[300_000:], ETag='"one"'),  # it does not say which part
    ],
)
def test_a_part_of_another_file_is_never_put_to_what_came(
    server: Server, client: Client, tmp_path: Path, wrong: Answer
) -> None:
    server.answers["/f"] = [partial(whole, cut=300_000), wrong, whole]
    client.save(f"{server.url}/f", tmp_path / "f")  # no checksum that would tell
    assert (tmp_path / "f").read_bytes() == DATA
    assert [headers.get("Range") for _, headers in server.asked] == [None, "bytes=300000-", None]


@pytest.mark.parametrize(
    ("headers", "condition"),
    [({}, None), ({"ETag": 'W/"weak"'}, None), ({"ETag": 'W/"weak"', "Last_Modified": "Tue, 05 Mar 2024 10:00:00 GMT"}, "Tue, 05 Mar 2024 10:00:00 GMT")],
)  # fmt: skip
def test_what_came_is_gone_on_with_only_where_the_server_can_say_it_is_the_same(
    server: Server, client: Client, tmp_path: Path, headers: dict[str, str], condition: str | None
) -> None:
    broken = status(200, DATA[:300_000], Content_Length=str(len(DATA)), **headers)
    server.answers["/f"] = [broken, part_of(DATA, 300_000, **headers) if condition else status(200, DATA)]
    client.save(f"{server.url}/f", tmp_path / "f")
    assert (tmp_path / "f").read_bytes() == DATA
    assert server.asked[1][1].get("If-Range") == condition
    assert server.asked[1][1].get("Range") == ("bytes=300000-" if condition else None)


@pytest.mark.parametrize("packed", [False, True])
def test_a_file_without_its_length_is_whole_only_if_it_ends(
    server: Server, client: Client, tmp_path: Path, packed: bool
) -> None:
    server.answers["/f"] = [partial(chunked, cut=True, packed=packed), partial(chunked, packed=packed)]
    client.save(f"{server.url}/f", tmp_path / "f")
    assert (tmp_path / "f").read_bytes() == DATA
    assert len(server.asked) == 2


def test_an_answer_without_its_length_is_asked_for_again_when_it_breaks(server: Server, client: Client) -> None:
    body = json.dumps({"a": "x" * 300_000}).encode()
    server.answers["/j"] = [partial(chunked, data=body, cut=True), partial(chunked, data=body, packed=True)]
    assert client.json(f"{server.url}/j") == json.loads(body)


def test_redirects_keep_the_part_that_is_asked_for_and_end(server: Server, client: Client, tmp_path: Path) -> None:
    server.answers["/old"] = [status(302, Location="/f")]
    server.answers["/f"] = [partial(whole, cut=300_000), whole]
    client.save(f"{server.url}/old", tmp_path / "f", MD5)
    assert [headers.get("Range") for path, headers in server.asked if path == "/f"] == [None, "bytes=300000-"]
    server.answers["/round"] = [status(301, Location="/round")]
    with pytest.raises(FetchError, match="answers 301"):
        client.save(f"{server.url}/round", tmp_path / "g")


def test_a_wrong_checksum_leaves_nothing(server: Server, client: Client, tmp_path: Path) -> None:
    server.answers["/f"] = [partial(whole, data=b"something else")]
    with pytest.raises(FetchError, match="its checksum is another"):
        client.save(f"{server.url}/f", tmp_path / "f", MD5)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("code", "message"), [(404, "it is not there"), (403, "give --email"), (410, "any more")])
def test_refusals(server: Server, client: Client, waits: list[float], tmp_path: Path, code: int, message: str) -> None:
    server.answers["/f"] = [status(code)]
    with pytest.raises(FetchError, match=f"answers {code}: .*{message}"):
        client.save(f"{server.url}/f", tmp_path / "f")
    assert (len(server.asked), waits) == (1, [])


@pytest.mark.parametrize(("code", "asks", "waited"), [(429, "7", 7.0), (503, "", 1.0), (503, "soon", 1.0)])
def test_a_server_that_asks_for_time_gets_it(
    server: Server, client: Client, waits: list[float], tmp_path: Path, code: int, asks: str, waited: float
) -> None:
    server.answers["/f"] = [status(code, **({"Retry_After": asks} if asks else {})), whole]
    client.save(f"{server.url}/f", tmp_path / "f", MD5)
    assert waits == [waited]


def test_a_date_or_the_end_of_a_limit_is_waited_for(
    server: Server, client: Client, waits: list[float], tmp_path: Path
) -> None:
    soon = datetime.now(UTC) + timedelta(seconds=40)
    server.answers["/f"] = [
        status(429, Retry_After=email.utils.format_datetime(soon, usegmt=True)),
        status(429, X_RateLimit_Reset=str(int(soon.timestamp()) + 1)),
        whole,
    ]
    client.save(f"{server.url}/f", tmp_path / "f", MD5)
    assert waits == [pytest.approx(39, abs=3), pytest.approx(40, abs=3)]


def test_patience_ends(server: Server, client: Client, waits: list[float], tmp_path: Path) -> None:
    server.answers["/f"] = [status(503, Retry_After="3600")]
    with pytest.raises(FetchError, match="asks us to wait 3600 seconds"):
        client.save(f"{server.url}/f", tmp_path / "f")
    server.answers["/f"] = [status(500)]
    with pytest.raises(FetchError, match="again and again"):
        client.save(f"{server.url}/f", tmp_path / "f")
    assert waits == [1.0, 2.0, 4.0, 8.0, 16.0]
    server.http.server_close()
    with pytest.raises(FetchError):
        Client(tries=1).save("http://127.0.0.1:9/f", tmp_path / "f")


def test_other_hosts_are_not_followed(server: Server, client: Client, tmp_path: Path) -> None:
    server.answers["/here"] = [status(302, Location="/f")]
    server.answers["/f"] = [whole]
    client.save(f"{server.url}/here", tmp_path / "f", MD5)
    for there in ("http://elsewhere.example/f", "ftp://127.0.0.1/f", "file:///etc/passwd"):
        server.answers["/away"] = [status(302, Location=there)]
        with pytest.raises(FetchError):
            client.save(f"{server.url}/away", tmp_path / "g")
    server.answers["/away"] = [status(302, Location="http://elsewhere.example/f")]
    with pytest.raises(FetchError, match=r"sends us on to http://elsewhere\.example.* not followed"):
        client.save(f"{server.url}/away", tmp_path / "g")
    with pytest.raises(FetchError, match="only http and https"):
        client.save("file:///etc/passwd", tmp_path / "g")
    assert not (tmp_path / "g").exists()


def record(server: Server, **more: Any) -> bytes:
    file = {"key": "CUAD_v1.zip", "size": len(DATA), "checksum": MD5, "links": {"self": f"{server.url}/zip"}} | more
    return json.dumps({"files": [{"key": "readme.txt"}, file]}).encode()


def run(*words: str, **more: Any) -> Any:
    return CliRunner().invoke(cli.app, ["fetch", *words], catch_exceptions=True, **more)


def test_cuad(server: Server, tmp_path: Path) -> None:
    server.answers["/api/records/4595826"] = [status(200, record(server))]
    server.answers["/zip"] = [whole]
    done = run("cuad", "--out", str(tmp_path / "c"), "--yes", "--base-url", server.url)
    assert done.exit_code == 0, done.output
    assert done.stdout.strip() == str(tmp_path / "c" / "CUAD_v1.zip")
    assert "CC BY 4.0" in done.stderr
    assert "Hendrycks" in done.stderr
    assert (tmp_path / "c" / "CUAD_v1.zip").read_bytes() == DATA
    note = json.loads((tmp_path / "c" / "CUAD-v1-source.json").read_text())
    assert note["licence"] == "CC BY 4.0"


# How Zenodo has described files: now, in the weeks after its move to InvenioRDM, and in InvenioRDM's own form.
RECORDS = [
    {"files": [{"id": "a", "key": "CUAD_v1.zip", "size": len(DATA), "checksum": MD5, "links": {"self": "URL/zip"}}]},
    {"files": [{"id": "a", "filename": "CUAD_v1.zip", "filesize": len(DATA), "checksum": MD5[4:], "links": {"self": "URL/none", "download": "URL/zip"}}]},
    {"files": {"enabled": True, "entries": {"CUAD_v1.zip": {"key": "CUAD_v1.zip", "size": len(DATA), "checksum": MD5, "links": {"self": "URL/none", "content": "URL/zip"}}}}},
]  # fmt: skip


@pytest.mark.parametrize("form", RECORDS)
def test_the_forms_of_a_record(server: Server, client: Client, tmp_path: Path, form: dict[str, Any]) -> None:
    body = json.dumps({"id": 4595826, "metadata": {"title": "CUAD v1"}} | form).replace("URL", server.url).encode()
    server.answers["/api/records/4595826"] = [status(200, body)]
    server.answers["/zip"] = [whole]
    path = public.fetch(public.Wanted("cuad", tmp_path, server.url), client)
    assert path.read_bytes() == DATA


def test_nothing_is_fetched_unasked(server: Server, tmp_path: Path) -> None:
    done = run("cuad", "--out", str(tmp_path / "c"), "--base-url", server.url)
    assert isinstance(done.exception, SetupError)
    assert "--yes" in str(done.exception)
    assert server.asked == []
    assert not (tmp_path / "c").exists()


@pytest.mark.parametrize("body", [b"<html>", b"{}", b'{"files": []}'])
def test_a_service_that_changed(server: Server, client: Client, tmp_path: Path, body: bytes) -> None:
    server.answers["/api/records/4595826"] = [status(200, body)]
    with pytest.raises(FetchError, match="may have changed"):
        public.fetch(public.Wanted("cuad", tmp_path, server.url), client)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["none"], "no public corpus 'none'"),
        (["ota:../x"], "no name of a collection"),
        (["edgar", "--query", "x"], "--email"),
        (["edgar", "--email", "a@b.example"], "--query"),
        (["edgar", "--email", "a@b.example", "--query", "x", "--since", "May"], "no ISO date"),
    ],
)
def test_what_is_missing_is_said_first(tmp_path: Path, words: list[str], message: str) -> None:
    done = run(*words, "--out", str(tmp_path / "c"), "--yes", "--base-url", "http://127.0.0.1:9")
    assert message in str(done.exception)


def hit(number: int, kind: str = "EX-10.1", file: str = "ex.htm") -> dict[str, Any]:
    accession = f"0000123456-24-{number:06}"
    source = {
        "ciks": ["0000123456"], "display_names": ["ALDER CORP  (ALDR)  (CIK 0000123456)"], "file_type": kind,
        "file_date": "2024-03-05", "file_description": "ENDORSEMENT AGREEMENT",
    }  # fmt: skip
    return {"_id": f"{accession}:{file}", "_source": source}


def test_edgar(server: Server, tmp_path: Path, waits: list[float]) -> None:
    pages = [[hit(1), hit(2, "8-K")], [hit(1), hit(3), hit(4)], []]
    server.answers["/LATEST/search-index"] = [
        status(200, json.dumps({"hits": {"hits": page}}).encode()) for page in pages
    ]
    at = "/Archives/edgar/data/123456/00001234562400000"
    server.answers |= {f"{at}{n}/ex.htm": [status(200, b"<p>A licence.</p>")] for n in (1, 4)}
    wanted = public.Wanted("edgar", tmp_path, server.url, "tests@example.org", '"name and likeness"', since="2024")
    client = Client(contact=wanted.email, pause=0.5, sleep=waits.append)
    folder = public.fetch(wanted, client)
    files = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.htm"))]
    assert files == ["0000123456-24-000001/ex.htm", "0000123456-24-000004/ex.htm"]
    first, second = (folder / "manifest.csv").read_text().splitlines()[:2]
    assert first == "uri,kind,company,published,title,url"
    assert second.startswith(
        "0000123456-24-000001/ex.htm,contract,ALDER CORP,2024-03-05,EX-10.1 ENDORSEMENT AGREEMENT,http"
    )
    assert all(headers["User-Agent"].endswith("tests@example.org") for _, headers in server.asked)
    assert waits == [0.5] * len(server.asked)
    assert "q=%22name+and+likeness%22" in server.asked[0][0]


def found(server: Server, pages: list[list[dict[str, Any]]], total: int) -> None:
    """The search answers as the SEC's does."""
    bodies = [
        {
            "took": 9,
            "timed_out": False,
            "hits": {"total": {"value": total, "relation": "eq"}, "max_score": 9.1, "hits": page},
        }
        for page in pages
    ]
    server.answers["/LATEST/search-index"] = [status(200, json.dumps(body).encode()) for body in bodies]
    at = "/Archives/edgar/data/123456/00001234562400000"
    server.answers |= {f"{at}{n}/ex.htm": [status(200, b"<p>A licence.</p>")] for n in range(1, 10)}


def searched(server: Server) -> list[str]:
    return [path.partition("from=")[2] for path, _ in server.asked if "search-index" in path]


def test_edgar_is_asked_for_no_page_beyond_its_hits(server: Server, client: Client, tmp_path: Path) -> None:
    found(server, [[hit(n) for n in (1, 2, 3)], [hit(n) for n in (4, 5)]], total=5)
    folder = public.fetch(public.Wanted("edgar", tmp_path, server.url, "a@b.example", "x"), client)
    assert len(list(folder.rglob("*.htm"))) == 5
    assert searched(server) == ["0", "3"]


def test_edgar_that_gives_the_same_page_again_is_not_asked_for_ever(
    server: Server, client: Client, tmp_path: Path
) -> None:
    found(server, [[hit(1), hit(2)]], total=9000)
    folder = public.fetch(public.Wanted("edgar", tmp_path, server.url, "a@b.example", "x"), client)
    assert len(list(folder.rglob("*.htm"))) == 2
    assert searched(server) == ["0", "2"]


def test_edgar_hits_of_other_forms_may_be_of_any_shape(server: Server, client: Client, tmp_path: Path) -> None:
    odd = {"_id": "0000123456-24-000007:xslF345X03/doc.xml", "_source": {"ciks": [], "file_type": None, "form": "4"}}
    named = hit(1)
    named["_source"]["display_names"] = ["9F Inc. (Holdings)  (JFU, JFU-P1)  (CIK 0001762417)"]
    found(server, [[odd, named]], total=2)
    folder = public.fetch(public.Wanted("edgar", tmp_path, server.url, "a@b.example", "x"), client)
    assert ",9F Inc. (Holdings)," in (folder / "manifest.csv").read_text()


def test_edgar_answers_that_would_lead_elsewhere(server: Server, client: Client, tmp_path: Path) -> None:
    bad = hit(1, file="../../etc/passwd")
    server.answers["/LATEST/search-index"] = [status(200, json.dumps({"hits": {"hits": [bad]}}).encode())]
    with pytest.raises(FetchError, match="in a form that is not known"):
        public.fetch(public.Wanted("edgar", tmp_path, server.url, "a@b.example", "x"), client)


@pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
def test_a_collection_is_cloned_and_brought_up_to_date(tmp_path: Path, client: Client) -> None:
    site, work = tmp_path / "site", tmp_path / "work"
    work.mkdir()

    def git(*words: str, at: Path = work) -> None:
        who = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "init.defaultBranch=main"]
        subprocess.run(["git", *who, *words], cwd=at, check=True, capture_output=True)

    def put(text: str) -> None:
        (work / "Alder").mkdir(exist_ok=True)
        (work / "Alder" / "Terms of Service.md").write_text(text)
        git("add", "--all")
        git("commit", "-m", "Record new changes of Alder Terms of Service")
        shutil.rmtree(site, ignore_errors=True)
        git("clone", "--bare", str(work), str(site / "alder-versions.git"))
        git("update-server-info", at=site / "alder-versions.git")

    git("init")
    put("A licence.")
    http = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=http.serve_forever, daemon=True).start()
    try:
        wanted = public.Wanted("ota:alder", tmp_path / "out", f"http://127.0.0.1:{http.server_port}")
        path = public.fetch(wanted, client)
        assert path == tmp_path / "out" / "alder-versions.git"
        assert len(list(find.find([path]))) == 1
        put("A wider licence.")
        assert public.fetch(wanted, client) == path
        assert len(list(find.find([path]))) == 2
        with pytest.raises(FetchError, match="git cannot fetch"):
            public.fetch(public.Wanted("ota:none", tmp_path / "out", wanted.base), client)
        assert "ODC-BY" in json.loads(next((tmp_path / "out").glob("*.json")).read_text())["licence"]
    finally:
        http.shutdown()
        http.server_close()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None: ...
