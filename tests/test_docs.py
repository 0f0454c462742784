"""What the documents promise: every command and every variable is described, and the README's layout is true."""

import re
from pathlib import Path

from facevalue.nlp import codebook
from facevalue.reports import cli
from typer.main import get_command

ROOT = Path(__file__).parents[1]


def test_every_command_is_documented() -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    commands = get_command(cli.app).commands  # type: ignore[attr-defined]
    assert set(re.findall(r"^## facevalue ([\w-]+)", text, re.MULTILINE)) == set(commands)


def test_every_variable_and_value_is_documented() -> None:
    text = (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")
    for variable in codebook.load().variables:
        assert f'<a id="{variable.id}">' in text, variable.id
        for value in variable.value_ids:
            assert f"`{value}`" in text, (variable.id, value)


def test_the_layout_in_the_readme_is_true() -> None:
    layout = (ROOT / "README.md").read_text(encoding="utf-8").split("## Layout")[1]
    named = set(re.findall(r"^\| `(\w+)/`", layout, re.MULTILINE))
    there = {p.name for p in ROOT.iterdir() if p.is_dir() and not p.name.startswith(".")}
    made = {"build", "dist", "facevalue.egg-info", "demo-workspace", "__pycache__"}
    assert named == there - made


def test_links_between_documents_lead_somewhere() -> None:
    for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), (page.name, link)
