"""The command line: thin doors, one clear line for a fault, exit codes that a script can rely on."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from facevalue import reports
from facevalue.reports import cli, steps
from typer.testing import CliRunner

COMMANDS = (
    "run",
    "ingest",
    "tag",
    "trends",
    "compare",
    "report",
    "export",
    "query",
    "show",
    "train",
    "train_encoder",
    "status",
    "benchmark",
    "standards",
    "changes",
    "gap",
    "fetch",
    "evaluate",
)
CONTRACT = """AVATAR LICENCE AGREEMENT

This Agreement is made on 4 May 2023 between Pelmorant Studios Ltd (the "Company") and Odalys Finch (the "Model").

1. Grant
The Model grants the Company a non-exclusive licence to create and use a digital replica of the Model's face and voice for
two years.

2. Pay
The Company shall pay the Model a royalty of five percent (5%) of net receipts for every use of the Model's digital replica.

3. Rights
All rights in the Model's likeness that are not expressly granted in this Agreement are reserved to the Model.

4. Governing law
This Agreement is governed by the laws of England.

Signed by the parties.
"""


def program(*arguments: str, **more: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "facevalue.reports.cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False, **more)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "avatar-release.txt").write_text(CONTRACT)
    (folder / "empty.pdf").write_bytes(b"")
    out = folder.parent / "workspace"
    steps.run([folder], out, options=steps.Options("serial"))
    return out


def test_every_command_has_a_function_and_help() -> None:
    runner = CliRunner()
    for name in COMMANDS:
        assert callable(getattr(reports, name))
        answer = runner.invoke(cli.app, [name.replace("_", "-"), "--help"])
        assert answer.exit_code == 0
        assert "Usage" in answer.output
    assert {command.callback.__name__ for command in cli.app.registered_commands if command.callback} == set(COMMANDS)


def test_no_module_takes_the_name_of_a_function() -> None:
    modules = {path.stem for path in Path(reports.__file__).parent.glob("*.py")}
    assert not modules & set(reports.__all__), "importing the module would replace the function"


def test_run_reads_tags_and_reports_and_says_how_it_went(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "avatar-release.txt").write_text(CONTRACT)
    (tmp_path / "in" / "empty.pdf").write_bytes(b"")
    done = program("run", "in", "--out", "out", "--engine", "serial", "--strict", cwd=tmp_path)
    assert done.returncode == 3, done.stderr
    assert "2 sources: 1 document read, 1 not readable." in done.stdout
    assert "in/empty.pdf: " in done.stdout
    assert "Report: out/report/index.html" in done.stdout
    assert (tmp_path / "out" / "report" / "index.html").exists()
    assert "\x1b" not in done.stdout + done.stderr


def test_a_result_holds_frames(workspace: Path) -> None:
    result = steps.status(workspace)
    assert len(result.sources) == 2
    assert result.documents["kind"].tolist() == ["contract"]
    assert result.failures["uri"].iloc[0].endswith("empty.pdf")
    assert {"variable", "values", "status", "quote"} <= set(result.codings.columns)
    assert result.report == workspace / "report" / "index.html"


def test_a_program_can_read_the_status(workspace: Path) -> None:
    facts = json.loads(program("status", str(workspace), "--json").stdout)
    assert (facts["sources"], facts["documents"], facts["unread"]) == (2, 1, 1)
    assert facts["sources"] == facts["documents"] + facts["copies"] + facts["unread"]


@pytest.mark.parametrize(("format", "begins"), [("csv", "n\n2\n"), ("json", "[\n"), ("table", "n\n2")])
def test_query_answers_in_three_ways(workspace: Path, format: str, begins: str) -> None:
    answer = CliRunner().invoke(
        cli.app, ["query", str(workspace), "select count(*) as n from sources", "--format", format]
    )
    assert answer.output.startswith(begins)


def test_export_names_its_files(workspace: Path, tmp_path: Path) -> None:
    answer = CliRunner().invoke(cli.app, ["export", str(workspace), "--out", str(tmp_path), "--json"])
    files = json.loads(answer.output)["files"]
    assert sorted(Path(file).stem for file in files) == sorted(
        ["documents", "parties", "facts", "passages", "tags", "codings", "claims", "amounts", "failures"]
    )


def test_show_prints_the_text(workspace: Path) -> None:
    answer = CliRunner().invoke(cli.app, ["show", str(workspace), "avatar-release"])
    assert "a royalty of five percent (5%) of net receipts" in answer.output


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("run", "nowhere", "--out", "out"), "nowhere"),
        (("status", "nowhere"), "nowhere is not a workspace"),
        (("query", "WORKSPACE", "drop table sources"), "only one SELECT"),
        (("query", "WORKSPACE", "select nothing"), "the query failed"),
        (("show", "WORKSPACE", "nothing-like-it"), "no document fits"),
        (("show", "WORKSPACE", "avatar", "--why", "pay"), "the codebook has no variable"),
        (("run", "WORKSPACE", "--out", "out", "--engine", "steam"), "steam"),
        (("run", "WORKSPACE", "--out", "out", "--manifest", "nowhere.csv"), "nowhere.csv"),
        (("export", "WORKSPACE", "--out", "/dev/null/x"), "cannot write to"),
    ],
)
def test_a_wrong_set_up_is_one_line_and_code_2(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any, arguments: tuple[str, ...], line: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["facevalue", *(str(workspace) if a == "WORKSPACE" else a for a in arguments)])
    with pytest.raises(SystemExit) as end:
        cli.main()
    told = capsys.readouterr()
    assert end.value.code == 2
    assert line in told.err
    assert told.err.startswith("facevalue: ")
    assert "Traceback" not in told.err
    assert told.out == ""


def test_wrong_use_is_code_2() -> None:
    assert CliRunner().invoke(cli.app, ["run"]).exit_code == 2
    assert CliRunner().invoke(cli.app, ["run", "--nonsense"]).exit_code == 2


def test_stopping_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(steps, "status", interrupted)
    monkeypatch.setattr(sys, "argv", ["facevalue", "status", "x"])
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert end.value.code == 130
    assert capsys.readouterr().err.strip() == (
        "facevalue: stopped. What was finished is kept; run the same command again to go on."
    )


@pytest.mark.skipif(os.name == "nt", reason="pipes close differently on Windows")
def test_a_reader_that_leaves_is_no_fault(workspace: Path) -> None:
    sql = "select * from range(200000)"
    command = f'"{sys.executable}" -m facevalue.reports.cli query "{workspace}" "{sql}" --format csv | head -1'
    done = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout == "range\n"
    assert done.stderr == ""


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from facevalue.reports import cli; "
        "print([m for m in ('pandas','duckdb','spacy','altair','pyarrow','sklearn') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"


def test_version_is_one_line() -> None:
    answer = CliRunner().invoke(cli.app, ["--version"])
    assert answer.exit_code == 0
    assert answer.output.startswith("facevalue ")


def test_trends_and_compare_print_tables_and_json_without_a_missing_number(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "avatar.txt").write_text(CONTRACT, encoding="utf-8")
    runner = CliRunner()
    space = str(tmp_path / "out")
    assert runner.invoke(cli.app, ["run", str(tmp_path / "in"), "--out", space, "--engine", "serial"]).exit_code == 0
    for command in (["trends", space, "rights_retention"], ["compare", space, "rights_retention", "--by", "sector"]):
        printed = runner.invoke(cli.app, command)
        assert printed.exit_code == 0, printed.output
        assert "Counted by company and year" in printed.output
        assert "nan" not in printed.output.casefold().split()
        answer = runner.invoke(cli.app, [*command, "--json"])
        content = json.loads(answer.output, parse_constant=lambda word: pytest.fail(word))
        assert {row["kind"] for row in content["shares"]} == {"contract"}
        assert all(row["low"] is not None or row["why"] for row in content["shares"])
