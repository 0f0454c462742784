"""The architecture holds: layers import downwards only, by relative imports, and every package is listed for the wheel."""

import ast
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LAYERS = ("corpus", "nlp", "reports")  # each may import those before it
MODULES = sorted(p for layer in LAYERS for p in (ROOT / layer).rglob("*.py"))


def imports(path: Path) -> list[tuple[int, str, int]]:
    """(relative level, module, line) of each import in a file, also those inside functions."""
    found: list[tuple[int, str, int]] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            if node.module is None or (node.level and not node.module):
                found += [(node.level, alias.name, node.lineno) for alias in node.names]
            else:
                found.append((node.level, node.module, node.lineno))
        elif isinstance(node, ast.Import):
            found += [(0, alias.name, node.lineno) for alias in node.names]
    return found


def layer_of(path: Path, level: int, module: str) -> str | None:
    """The layer that a relative import reaches, None for an import of somebody else's package."""
    if level == 0:
        return None
    package = path.relative_to(ROOT).parts[:-1]
    base = package[: len(package) - (level - 1)]
    return (base + tuple(module.split(".")))[0]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_go_down_and_are_relative(path: Path) -> None:
    own = LAYERS.index(path.relative_to(ROOT).parts[0])
    for level, module, line in imports(path):
        assert module.split(".")[0] != "facevalue", f"{path}:{line}: imports of our own modules are relative"
        reached = layer_of(path, level, module)
        if reached in LAYERS:
            assert LAYERS.index(reached) <= own, f"{path}:{line}: {LAYERS[own]} must not import {reached}"


def test_a_wrong_import_would_be_seen() -> None:
    path = ROOT / "corpus" / "readers" / "pdf.py"
    assert layer_of(path, 3, "nlp.model") == "nlp"
    assert layer_of(path, 2, "model") == "corpus"
    assert layer_of(path, 0, "nlp") is None


def test_every_package_is_listed_for_the_wheel() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    listed = set(project["tool"]["setuptools"]["packages"])
    folders = {p.parent for layer in LAYERS for p in (ROOT / layer).rglob("__init__.py")}
    assert listed == {"facevalue." + ".".join(f.relative_to(ROOT).parts) for f in folders}
