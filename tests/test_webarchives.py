"""Web archives: captured pages are sources with their address and the day of the capture."""

import gzip
import io
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from facevalue.corpus import Unreadable, find, ingest
from facevalue.corpus.importers import Opener, webarchives
from facevalue.corpus.ingest import Options
from facevalue.corpus.store import Store
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

sys.path.insert(0, str(Path(__file__).parent))  # workers import the stand-ins by name
import standins


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def page(text: str, charset: str = "utf-8") -> bytes:
    return f"<html><body><p>{text}</p></body></html>".encode(charset)


def archive(packed: bool = True, **more: tuple[str, bytes, str]) -> bytes:
    """A page packed by the server, a picture, a page that is gone, a PDF, a page captured again unchanged."""
    sink = io.BytesIO()
    writer = WARCWriter(sink, gzip=packed)

    def add(url: str, body: bytes, kind: str, status: str = "200 OK", day: str = "2024-03-05", **headers: str) -> Any:
        http = StatusAndHeaders(status, [("Content-Type", kind), *headers.items()], protocol="HTTP/1.1")
        dated = {"WARC-Date": f"{day}T10:00:00Z"}
        record = writer.create_warc_record(
            url, "response", payload=io.BytesIO(body), http_headers=http, warc_headers_dict=dated
        )
        writer.write_record(record)
        return record

    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "tests"}))
    terms = add(
        "https://a.example/terms",
        gzip.compress(page("A licence."), mtime=0),
        "text/html",
        **{"Content-Encoding": "gzip"},
    )
    add("https://a.example/logo.png", b"\x89PNG", "image/png")
    add("https://a.example/gone", page("Gone."), "text/html", "404 Not Found")
    add("https://a.example/offer.pdf", b"%PDF-1.4", "application/pdf; qs=1")
    add("https://a.example/latin", page("Caf\xe9.", "latin-1"), "text/html; charset=ISO-8859-1")
    for url, body, kind in more.values():
        add(url, body, kind)
    digest = terms.rec_headers.get_header("WARC-Payload-Digest")
    for name in (digest, "sha1:UNKNOWN"):
        again = writer.create_revisit_record(
            "https://a.example/terms", name, "https://a.example/terms", "2024-03-05T10:00:00Z",
            warc_headers_dict={"WARC-Date": "2024-06-01T10:00:00Z"},
        )  # fmt: skip
        writer.write_record(again)
    return sink.getvalue()


EXPECTED = {
    "https://a.example/terms@20240305100000": ("2024-03-05", page("A licence.")),
    "https://a.example/logo.png@20240305100000": "skipped",
    "https://a.example/gone@20240305100000": "skipped",
    "https://a.example/offer.pdf@20240305100000": ("2024-03-05", b"%PDF-1.4"),
    "https://a.example/latin@20240305100000": ("2024-03-05", b"\xef\xbb\xbf" + page("Café.")),
    "https://a.example/terms@20240601100000": ("2024-06-01", page("A licence.")),
    "https://a.example/terms@20240601100000-8": "no text",
}


def read(path: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    with Opener() as opener:
        for one in find.find([path]):
            name = one.uri.partition(path + "/")[2] or one.uri
            if one.skipped or one.failure or not one.to_read:
                found[name] = "skipped" if one.skipped else one.failure.message if one.failure else "no text"
            else:
                found[name] = (one.source.captured, opener.read(one.path, one.inside))
    return found


@pytest.mark.parametrize("packed", [True, False])
def test_pages_and_documents_are_sources(here: Path, packed: bool) -> None:
    name = "a.warc.gz" if packed else "a.warc"
    Path(name).write_bytes(archive(packed))
    assert read(name) == EXPECTED
    one = next(found for found in find.find([name]))
    assert (one.source.url, one.source.published, one.ending) == ("https://a.example/terms", None, ".html")


@pytest.mark.parametrize("how", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_wacz(here: Path, how: int) -> None:
    with zipfile.ZipFile("a.wacz", "w", how) as box:
        box.writestr("datapackage.json", "{}")
        box.writestr("indexes/index.cdx.gz", b"\x1f\x8b")
        box.writestr("pages/pages.jsonl", '{"url": "https://a.example", "text": "x"}')
        box.writestr("archive/data.warc.gz", archive())
    found = read("a.wacz")
    assert {
        name.removeprefix("archive/data.warc.gz/"): what for name, what in found.items()
    } == EXPECTED | dict.fromkeys(("datapackage.json", "indexes/index.cdx.gz", "pages/pages.jsonl"), "skipped")


def test_captures_added_are_read_alone_and_a_second_run_reads_nothing(here: Path) -> None:
    store = Store.open("workspace")

    def run() -> Any:
        options = Options(read=standins.read)
        done = ingest.ingest(["a.warc.gz"], store, engine="serial", analysis=standins.Analysis(), options=options)
        assert done.sources == done.documents + done.duplicates + done.failures + done.no_text
        return done

    Path("a.warc.gz").write_bytes(archive())
    done = run()
    assert (done.sources, done.documents, done.duplicates, done.no_text, done.skipped) == (5, 3, 1, 1, 2)
    assert (run().read, run().unchanged) == (0, 5)
    Path("a.warc.gz").write_bytes(archive(new=("https://a.example/new", page("A new licence."), "text/html")))
    done = run()
    assert (done.read, done.documents) == (1, 4)


@pytest.mark.parametrize("packed", [True, False])
def test_a_truncated_archive_keeps_what_comes_before(here: Path, packed: bool) -> None:
    name = "a.warc.gz" if packed else "a.warc"
    body = page("word " * 5000 + "".join(map(str, range(20_000))))
    data = archive(packed, long=("https://a.example/long", body, "text/html"))
    Path(name).write_bytes(data[: len(data) - (8000 if packed else 60_000)])
    found = read(name)
    assert found["https://a.example/terms@20240305100000"] == EXPECTED["https://a.example/terms@20240305100000"]
    wrong = [what for what in found.values() if isinstance(what, str) and what != "skipped"]
    assert wrong
    assert all("again" in what for what in wrong)


@pytest.mark.parametrize(
    "data", [b"", b"no web archive", b"WARC/1.0\r\nContent-Length: x\r\n\r\n", gzip.compress(b"x")]
)
def test_what_is_no_web_archive(here: Path, data: bytes) -> None:
    Path("a.warc.gz").write_bytes(data)
    (message,) = read("a.warc.gz").values()
    assert message.startswith("a web archive")
    assert message.endswith("fetch it again")


def test_a_page_that_unpacks_without_end(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webarchives, "MAX_BYTES", 50_000)
    bomb = gzip.compress(b"0" * 5_000_000)
    sink = io.BytesIO()
    writer = WARCWriter(sink, gzip=True)
    http = StatusAndHeaders(
        "200 OK", [("Content-Type", "text/html"), ("Content-Encoding", "gzip")], protocol="HTTP/1.1"
    )
    writer.write_record(
        writer.create_warc_record("https://a.example/", "response", payload=io.BytesIO(bomb), http_headers=http)
    )
    Path("a.warc.gz").write_bytes(sink.getvalue())
    (found,) = find.find(["a.warc.gz"])
    with Opener() as opener, pytest.raises(Unreadable, match="split it"):
        opener.read(found.path, found.inside)
