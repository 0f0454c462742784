"""A language model as a tagger, against a stand-in server on this machine: nothing unproved gets in, nothing is asked twice."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from facevalue.corpus import SetupError, readers
from facevalue.corpus.model import Span
from facevalue.corpus.segment import segment
from facevalue.nlp import codebook
from facevalue.nlp.apply import Coder
from facevalue.nlp.endpoint import Endpoint
from facevalue.nlp.language_model import CHUNK, ModelTagger, chunks
from facevalue.nlp.model import Tag
from facevalue.nlp.roles import Roles
from facevalue.reports import cli, steps
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

CONTRACT = """VOICE LICENCE

This Agreement is made between Pelmorant Studios Ltd (the "Company") and Odalys Finch (the "Artist").

1. Grant
The Artist grants the Company a non-exclusive licence to use the Artist's voice and likeness for two years.

2. Leaving
The Artist may call the licence off whenever she
likes by writing to us.
"""
QUOTE = "may call the licence off whenever she likes by writing to us"
Reply = tuple[int, dict[str, str], bytes]


def chat(content: str) -> Reply:
    said = {"choices": [{"message": {"content": content}}], "usage": {"prompt_tokens": 100, "completion_tokens": 7}}
    return 200, {}, json.dumps(said).encode()


def finding(variable: str = "withdrawal", value: str = "any_time", quote: str = QUOTE) -> str:
    return json.dumps({"findings": [{"variable": variable, "value": value, "quote": quote}]})


class Server:
    """Answers with the replies it was given, the last one again and again, and keeps what it was asked."""

    def __init__(self, *replies: Reply) -> None:
        self.replies = list(replies)
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.asked.append(body | {"path": self.path})
                outer.keys.append(self.headers.get("Authorization"))
                status, headers, content = outer.replies.pop(0) if len(outer.replies) > 1 else outer.replies[0]
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    started: list[Server] = []

    def start(*replies: Reply) -> Server:
        started.append(Server(*replies))
        return started[-1]

    yield start
    for each in started:
        each.server.shutdown()
        each.server.server_close()


def tagged(server: Server, cache: Path | None = None) -> tuple[list[Tag], dict[str, int]]:
    document = readers.document(CONTRACT.encode(), "voice.txt")
    at = Endpoint(server.url, "stand-in", cache=cache)
    tagger = ModelTagger(at, codebook.load(), "contract", Roles())
    tags = list(tagger.tag(document, segment(document)))
    assert all(tag.evidence.holds(document) for tag in tags)
    return tags, tagger.thrown


def test_a_value_with_its_words_becomes_a_tag(serve: Callable[..., Server]) -> None:
    server = serve(chat(finding()))
    tags, thrown = tagged(server)
    assert [(t.variable, t.value, t.tagger) for t in tags] == [("withdrawal", "any_time", "model:stand-in")]
    assert "whenever she\nlikes" in tags[0].evidence.quote, "the words as the document has them, line end included"
    assert not thrown
    question = server.asked[0]
    assert question["path"] == "/v1/chat/completions"
    assert question["temperature"] == 0
    assert question["response_format"]["json_schema"]["strict"] is True
    assert "Odalys Finch" in question["messages"][1]["content"]
    assert "- compensation_structure:" not in question["messages"][1]["content"], "it is derived, not asked"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (finding(quote="may withdraw the licence whenever she likes"), "a quote that is not in the text"),
        (finding(quote="the"), "a quote that is not in the text"),
        (finding(quote="for two years.\n\n2. Leaving"), "a quote that is not in the text"),
        (finding(value="whenever"), "a value that the codebook does not have"),
        (finding(variable="mood"), "a value that the codebook does not have"),
        ("I am sorry, I cannot.", "no answer in the form that was asked for"),
        ('{"findings": [{"variable": "withdrawal"}]}', "no answer in the form that was asked for"),
    ],
)
def test_what_is_not_proved_is_thrown_away_and_counted(serve: Callable[..., Server], content: str, reason: str) -> None:
    assert tagged(serve(chat(content))) == ([], {reason: 1})


def test_an_answer_in_a_code_fence_is_read(serve: Callable[..., Server]) -> None:
    tags, _ = tagged(serve(chat(f"```json\n{finding()}\n```")))
    assert len(tags) == 1


def test_an_answer_is_asked_for_once(serve: Callable[..., Server], tmp_path: Path) -> None:
    server = serve(chat(finding()))
    first = tagged(server, tmp_path / "answers.sqlite")
    assert tagged(server, tmp_path / "answers.sqlite") == first
    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_asked_again(serve: Callable[..., Server], status: int) -> None:
    tags, _ = tagged(serve((status, {"Retry-After": "0"}, b"later"), chat(finding())))
    assert len(tags) == 1


def test_a_server_that_knows_no_schema_is_asked_without(serve: Callable[..., Server]) -> None:
    server = serve((400, {}, b'{"error": "response_format is not supported"}'), chat(finding()))
    tags, _ = tagged(server)
    assert len(tags) == 1
    assert "response_format" not in server.asked[1]


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        ((401, {}, b'{"error": "no such key"}'), r"127.0.0.1 refused the question \(401\): .*no such key"),
        ((302, {"Location": "http://127.0.0.1:1/elsewhere"}, b""), r"refused the question \(302\)"),
        ((200, {}, b"<html>hello</html>"), "does not answer as a chat model does"),
        ((200, {}, b'{"choices": []}'), "does not answer as a chat model does"),
    ],
)
def test_a_server_that_will_never_answer_stops_the_run(
    serve: Callable[..., Server], reply: Reply, message: str
) -> None:
    with pytest.raises(SetupError, match=message):
        tagged(serve(reply))


def test_no_server_at_all_is_said_in_one_line() -> None:
    document = readers.document(CONTRACT.encode(), "voice.txt")
    tagger = ModelTagger(Endpoint("http://127.0.0.1:9/v1", "none"), codebook.load(), "contract", Roles())
    with pytest.raises(SetupError, match=r"no model answers at http://127.0.0.1:9/v1 .*start it, or check the address"):
        list(tagger.tag(document, segment(document)))


def test_a_key_comes_from_the_environment_only(serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SetupError, match="variable FACEVALUE_TEST_KEY is empty"):
        Endpoint("http://localhost/v1", "m", key="FACEVALUE_TEST_KEY")
    monkeypatch.setenv("FACEVALUE_TEST_KEY", "secret")
    server = serve(chat(finding()))
    document = readers.document(CONTRACT.encode(), "voice.txt")
    at = Endpoint(server.url, "m", key="FACEVALUE_TEST_KEY")
    list(ModelTagger(at, codebook.load(), "contract", Roles()).tag(document, segment(document)))
    assert server.keys == ["Bearer secret"]
    assert "secret" not in repr(at)


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("http://localhost:11434/v1", True),
        ("http://127.0.0.1/v1", True),
        ("http://[::1]:8/v1", True),
        ("https://api.example/v1", False),
    ],
)
def test_it_is_said_whether_text_leaves_the_machine(url: str, local: bool) -> None:
    assert Endpoint(url, "m").local is local


@pytest.mark.parametrize("url", ["", "localhost:11434", "file:///etc/passwd", "ftp://host/v1"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(SetupError, match="is no address of a model"):
        Endpoint(url, "m")


@settings(deadline=None)
@given(st.lists(st.text(alphabet="ab .\n", min_size=1, max_size=CHUNK // 2), max_size=6))
def test_chunks_lose_no_passage_and_find_its_words(parts: list[str]) -> None:
    text = "\n\n".join(f"Clause number {n} says {part}" for n, part in enumerate(parts))
    document = readers.document((text or "nothing at all").encode(), "a.txt")
    passages = segment(document)
    found = list(chunks(document, passages))
    assert sum(len(chunk.places) for chunk in found) == len(passages)
    for chunk in found:
        for start, at, length in chunk.places:
            assert chunk.text[start : start + length] == document.blanked(Span(at, at + length))


def test_the_command_asks_first_and_adds_the_models_tags(serve: Callable[..., Server], tmp_path: Path) -> None:
    server = serve(chat(finding()))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "voice-licence.txt").write_text(CONTRACT)
    out = str(tmp_path / "out")
    steps.run([tmp_path / "in"], out, options=steps.Options("serial"))
    assert not server.asked

    runner = CliRunner()
    given_ = ["tag", out, "--engine", "serial", "--model", "stand-in", "--endpoint", server.url, "--prices", "1", "2"]
    refused = runner.invoke(cli.app, given_)
    assert isinstance(refused.exception, SetupError)
    assert "nothing was sent" in str(refused.exception)
    assert not server.asked

    done = runner.invoke(cli.app, [*given_, "--yes"])
    assert done.exit_code == 0, done.output
    assert "stand-in: 1 documents, 1 questions to ask" in done.stderr
    assert "stays on this machine" in done.stderr
    tags = steps.query(out, "select * from tags where tagger = 'model:stand-in'")
    assert tags["variable"].tolist() == ["withdrawal"]
    coded = steps.query(out, "select \"values\" from codings where variable = 'withdrawal'")
    assert coded["values"].tolist() == ["any_time"]

    steps.tag(out, steps.Options("serial"))
    assert steps.query(out, "select count(*) n from tags where tagger like 'model:%'")["n"].tolist() == [0]
    assert len(server.asked) == 1


def test_half_a_model_is_no_model(tmp_path: Path) -> None:
    out = CliRunner().invoke(cli.app, ["tag", str(tmp_path), "--model", "x"])
    assert "needs both --model NAME and --endpoint URL" in str(out.exception)


def test_another_model_is_another_fingerprint() -> None:
    plain, one, two = (
        Coder(),
        Coder(model=Endpoint("http://localhost/v1", "a")),
        Coder(model=Endpoint("http://localhost/v1", "b")),
    )
    assert len({plain.fingerprint, one.fingerprint, two.fingerprint}) == 3
