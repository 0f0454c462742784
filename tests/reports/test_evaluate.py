"""`facevalue evaluate`: what a user reads off it, on hand-made workspaces."""

import json
from pathlib import Path
from typing import Any

import pytest
from facevalue.corpus.errors import SetupError
from facevalue.nlp import codebook
from facevalue.reports import agreement
from facevalue.reports.evaluation import evaluate
from facevalue.reports.findings import load


class _Made:
    """Filled by the fixture below, so that a workspace is one call in a test."""

    tables: Any = None


@pytest.fixture(autouse=True)
def _tables(tables_of: Any) -> None:
    _Made.tables = tables_of


def coding(document: str, variable: str, values: str, status: str = "stated", score: float = 0.9) -> dict[str, Any]:
    evidence = json.dumps([{"quote": "may end it at any time", "start": 10, "end": 32}]) if values else "[]"
    return {
        "document_id": document, "variable": variable, "values": values, "status": status, "score": score,
        "quote": "", "attributes": "{}", "evidence": evidence, "note": "",
    }  # fmt: skip


def workspace(*codings: dict[str, Any], amounts: tuple[dict[str, Any], ...] = ()) -> Any:
    ids = sorted({c["document_id"] for c in codings})
    sources = [{"uri": f"folder/{d}.txt", "document_id": d, "kind": "contract", "status": "read"} for d in ids]
    documents = [{"document_id": d, "text": "", "chars": 9, "pages": 1, "language": "en"} for d in ids]
    profiles = [{"document_id": d, "kind": "contract", "human_likeness": True} for d in ids]
    return load(
        _Made.tables(
            sources=sources, documents=documents, profiles=profiles, codings=list(codings), amounts=list(amounts)
        )
    )


def gold(tmp_path: Path, *entries: dict[str, Any]) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(json.dumps(e) for e in entries), encoding="utf-8")
    return path


def entry(name: str, values: dict[str, list[str]], **more: Any) -> dict[str, Any]:
    return {"id": name, "codes": {v: {"values": x, **more} for v, x in values.items()}}


def test_silence_on_both_sides_is_exact_and_earns_no_f1(tmp_path: Path):
    found = workspace(coding("a", "withdrawal", "any_time"), coding("b", "withdrawal", "", "not_stated"))
    coded = gold(tmp_path, entry("a", {"withdrawal": ["any_time"]}), entry("b", {"withdrawal": ["not_stated"]}))
    one = evaluate(found, codebook.load(), coded).measures[0]
    assert (one.f1, one.exact, one.documents) == (1.0, 1.0, 2)
    silent = workspace(coding("b", "withdrawal", "", "not_stated"))
    assert (
        evaluate(silent, codebook.load(), gold(tmp_path, entry("b", {"withdrawal": ["not_stated"]}))).measures[0].f1
        is None
    )


def test_a_missed_value_costs_recall_and_makes_a_silence_wrong(tmp_path: Path):
    found = workspace(
        coding("a", "identity_attributes", "face|body"), coding("b", "identity_attributes", "", "not_stated")
    )
    coded = gold(
        tmp_path,
        entry("a", {"identity_attributes": ["face", "voice"]}),
        entry("b", {"identity_attributes": ["voice"]}),
    )
    result = evaluate(found, codebook.load(), coded)
    total = result.measures[-1]
    assert total.variable == "total"
    assert (total.precision, total.recall) == (1 / 2, 1 / 3)
    assert (result.silence_missed, result.silences) == (1.0, 1)


def test_scores_are_held_against_the_share_that_is_right(tmp_path: Path):
    found = workspace(
        *(coding(d, "withdrawal", "any_time", score=0.8) for d in "abcde"),
    )
    coded = gold(
        tmp_path,
        *(entry(d, {"withdrawal": ["any_time" if d != "e" else "not_possible"]}) for d in "abcde"),
    )
    result = evaluate(found, codebook.load(), coded)
    assert result.measures[0].calibration_error == pytest.approx(0.0)
    assert [(b.answers, b.right) for b in result.reliability] == [(5, 0.8)]
    low, high = result.measures[0].f1_interval or (0, 0)
    assert low < 0.8 < high


@pytest.mark.parametrize(("spans", "share"), [([[0, 12]], 1.0), ([[40, 60]], 0.0)])
def test_evidence_counts_where_it_overlaps_the_coders(tmp_path: Path, spans: list[list[int]], share: float):
    found = workspace(coding("a", "withdrawal", "any_time"))
    coded = gold(tmp_path, entry("a", {"withdrawal": ["any_time"]}, spans=spans, evidence=["x"]))
    assert evaluate(found, codebook.load(), coded).measures[0].evidence == share


def test_amounts_are_compared_where_the_file_has_them(tmp_path: Path):
    row = {"document_id": "a", "amount": "150.00", "currency": "USD", "kind": "fixed_fee", "rate_percent": None}
    found = workspace(coding("a", "withdrawal", "any_time"), amounts=(row,))
    item = {"amount": 150, "currency": "USD", "kind": "fixed_fee", "rate_percent": None}
    coded = gold(tmp_path, {**entry("a", {"withdrawal": ["any_time"]}), "amounts": [item, {**item, "amount": 9}]})
    amounts = evaluate(found, codebook.load(), coded).amounts
    assert amounts
    assert (amounts["precision"], amounts["recall"]) == (1.0, 0.5)


def test_documents_the_workspace_lacks_are_named(tmp_path: Path):
    found = workspace(coding("a", "withdrawal", "any_time"))
    coded = gold(tmp_path, entry("a", {"withdrawal": ["any_time"]}), entry("z", {"withdrawal": ["any_time"]}))
    assert evaluate(found, codebook.load(), coded).absent == ("z",)
    with pytest.raises(SetupError, match="none of its 1 documents"):
        evaluate(found, codebook.load(), gold(tmp_path, entry("z", {"withdrawal": ["any_time"]})))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"id": "a"', "line 2"),
        ('{"id": "b", "codes": {"mood": {"values": ["x"]}}}', "no variable 'mood'"),
        ('{"id": "a", "codes": {"withdrawal": {"values": "x"}}}', "line 2: values of withdrawal"),
    ],
)
def test_faults_of_the_file_are_named(tmp_path: Path, line: str, message: str):
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(entry("c", {"withdrawal": ["any_time"]})) + "\n" + line, encoding="utf-8")
    with pytest.raises(SetupError, match=message):
        evaluate(workspace(coding("c", "withdrawal", "any_time")), codebook.load(), path)


def test_a_value_the_codebook_lacks_is_named(tmp_path: Path):
    coded = gold(tmp_path, entry("a", {"withdrawal": ["perhaps"]}))
    with pytest.raises(SetupError, match="no value 'perhaps'"):
        evaluate(workspace(coding("a", "withdrawal", "any_time")), codebook.load(), coded)


def test_alpha_of_a_worked_case():
    """Krippendorff's own example of two coders and binary data (Computing Krippendorff's alpha-reliability, 2011): 0.095."""
    a = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    b = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert agreement.nominal(list(zip(a, b, strict=True))) == pytest.approx(0.095, abs=0.001)


def test_ordinal_alpha_forgives_neighbours():
    order = ["low", "middle", "high"]
    near = [("low", "low"), ("middle", "high"), ("high", "high"), ("low", "middle")] * 3
    far = [("low", "low"), ("low", "high"), ("high", "high"), ("low", "high")] * 3
    assert (agreement.ordinal(near, order) or 0) > (agreement.ordinal(far, order) or 0)
    assert agreement.nominal([("low", "low")]) is None
