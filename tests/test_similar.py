"""Near-duplicates: the same story and the same template are found, other documents are left alone."""

import importlib.util
import random
from pathlib import Path
from typing import Any

import pytest
from facevalue.corpus import similar
from facevalue.corpus.ingest import ingest
from facevalue.corpus.store import Store
from facevalue.nlp.apply import Coder
from hypothesis import given, settings
from hypothesis import strategies as st

ROOT = Path(__file__).parent.parent
TERMS = """Contributor terms. Last updated: {date}.

You grant us a licence to use the recordings that you upload. We pay {sum} cents for every thousand characters spoken with your
voice. You may remove your voice at any time; we delete the model within {days} days. See https://example.org/{page} for more.
These terms are governed by the law of the place where our company has its seat, and courts there decide.
"""


def benchmark() -> Any:
    spec = importlib.util.spec_from_file_location("duplicates", ROOT / "benchmarks" / "duplicates.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def grouped(kind: str, *texts: str) -> list[int]:
    """For every text, which of them names its group."""
    keys = [f"{n:03d}" for n in range(len(texts))]
    groups = similar.group((key, kind, similar.sketch(text)) for key, text in zip(keys, texts, strict=True))
    return [int(groups[key]) for key in keys]


@pytest.mark.parametrize("kind", ["press", "contract"])
def test_planted_variants_are_found_and_nothing_else(kind: str) -> None:
    planting = benchmark()
    folder = ROOT / "examples" / "sources" / {"press": "press", "contract": "contracts"}[kind]
    texts = [path.read_text(encoding="utf8").split("\n---\n", 1)[-1] for path in sorted(folder.glob("*.md"))]
    # One story of the demonstration corpus stands there twice.
    texts = [text for path, text in zip(sorted(folder.glob("*.md")), texts, strict=True) if "ledger-" not in path.name]
    # Many variants lie close to the limit: one planting alone is decided by chance.
    scores = [planting.score(planting.planted(texts, kind, seed), kind) for seed in range(5)]
    assert sum(pairs for _, _, pairs in scores) > 500
    assert min(precision for precision, _, _ in scores) >= 0.98
    assert sum(recall for _, recall, _ in scores) / len(scores) >= 0.9


def test_terms_are_one_group_only_while_their_words_and_numbers_stay() -> None:
    first = TERMS.format(date="3 March 2024", sum=4, days=30, page="a")
    same = TERMS.format(date="November 11, 2024", sum=4, days=30, page="b").replace("; ", " -- ").upper()
    changed = TERMS.format(date="3 March 2025", sum=4, days=90, page="a")
    assert grouped("terms", first, same, changed) == [0, 0, 2]


def test_kinds_are_never_grouped_together() -> None:
    packed = similar.sketch(TERMS)
    assert similar.group([("a", "contract", packed), ("b", "press", packed)]) == {"a": "a", "b": "b"}


@pytest.mark.parametrize("text", ["", "one two", "\ud800 broken", "数字分身合同" * 50, "123 456 " * 100])
def test_texts_that_are_hardly_text_have_a_group_of_their_own(text: str) -> None:
    assert grouped("press", text, TERMS) == [0, 1]


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 2**32), st.sampled_from(["press", "contract", "terms", ""]))
def test_the_order_of_documents_does_not_matter(seed: int, kind: str) -> None:
    chance = random.Random(seed)
    words = [f"word{n}" for n in range(400)]
    texts = [" ".join(chance.choices(words, k=200)) for _ in range(4)]
    texts += [benchmark().reworded(texts[0], chance, 0.05)]
    told = [(f"{n}", kind, similar.sketch(text)) for n, text in enumerate(texts)]
    groups = similar.group(told)
    chance.shuffle(told)
    assert similar.group(told) == groups
    assert set(groups) == {key for key, _, _ in told}
    assert all(groups[name] == name for name in groups.values())


def test_groups_follow_what_the_workspace_holds(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    article = (ROOT / "examples" / "sources" / "press" / "wire-halden-roe-twins-2024.md").read_text(encoding="utf8")
    (folder / "wire.txt").write_text(article, encoding="utf8")
    (folder / "paper.txt").write_text(article.replace("said", "told us"), encoding="utf8")
    (folder / "copy.txt").write_text(article, encoding="utf8")
    store = Store.open(tmp_path / "workspace")

    def groups() -> tuple[int, int]:
        frame = store.query("select count(*) documents, count(distinct group_id) groups from groups")
        return int(frame["documents"][0]), int(frame["groups"][0])

    ingest([folder], store, analysis=Coder(), engine="serial")
    assert groups() == (2, 1)
    shard = store.file("groups", store.state().steps["tag"], "all")
    before = shard.stat().st_mtime_ns
    ingest([folder], store, analysis=Coder(), engine="serial")
    assert shard.stat().st_mtime_ns == before, "nothing changed"
    (folder / "paper.txt").unlink()
    ingest([folder], store, analysis=Coder(), engine="serial")
    assert groups() == (1, 1)
