"""The codebook file: loaded whole, and every fault named by its line."""

from pathlib import Path

import pytest
import yaml
from facevalue.corpus import CodebookError
from facevalue.nlp import codebook, rulebook
from facevalue.nlp.shipped import packaged

SHIPPED = packaged("codebook.yaml")


def edited(tmp_path: Path, old: str, new: str) -> Path:
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "codebook.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_shipped_codebook_has_its_thirty_hand_coded_variables() -> None:
    book = codebook.load()
    by_hand = [v for v in book.variables if v.id != "clause_type"]
    documents = book.document_variables("contract")
    assert (len(by_hand), len(documents), sum(v.tier == "core" for v in documents)) == (30, 27, 16)
    assert book.document_variables("terms") == documents
    assert book.document_variables("press") == ()


def test_value_ids_are_words_even_where_yaml_reads_something_else() -> None:
    assert "none" in codebook.load()["approval_rights"].value_ids


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("tier: core", "tier: cor", "tier"),
        ("  group: Compensation\n", "  grup: Compensation\n", "grup"),
        ("group: Compensation\n", "group: Pay\n", "'Pay'"),
        ("precedence: [perpetual, auto_renewing,", "precedence: [perpetual,", "licence_term"),
        ("- id: licence_term", "- id: grant_type", "grant_type is listed twice"),
        ("  unit: document\n  select: multi", "  unit: document\n  select: several", "select"),
    ],
)
def test_a_fault_is_named(tmp_path: Path, old: str, new: str, fault: str) -> None:
    with pytest.raises(CodebookError, match=r"codebook\.yaml, line \d+: ") as caught:
        codebook.load(edited(tmp_path, old, new))
    assert fault in str(caught.value)


def test_the_line_named_is_the_line_of_the_fault(tmp_path: Path) -> None:
    path = edited(tmp_path, "tier: core", "tier: cor")
    line = path.read_text(encoding="utf-8").split("\n").index("  tier: cor") + 1
    with pytest.raises(CodebookError, match=f"line {line}: "):
        codebook.load(path)


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "a: [1, 2", "\t- x"])
def test_what_is_no_codebook_is_refused_in_words(tmp_path: Path, text: str) -> None:
    path = tmp_path / "codebook.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CodebookError, match=r"codebook\.yaml"):
        codebook.load(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match=r"mine\.yaml: cannot be read"):
        codebook.load(tmp_path / "mine.yaml")


def test_the_worst_case_prevails_where_no_precedence_is_given() -> None:
    book = codebook.load()
    assert book.widest("purpose_scope", ["single_work", "any_purpose"]) == "any_purpose"
    assert book.widest("grant_type", ["consent_only", "assignment"]) == "assignment"


RULE = {"id": "r", "variable": "territory", "value": "worldwide", "cues": ["world"], "match": ["world"]}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"variable": "teritory"}, "no variable 'teritory'"),
        ({"value": "everywhere"}, "no value 'everywhere'"),
        ({"match": ["(world"]}, "does not compile"),
        ({"match": ["{WORLD}"]}, "unknown macro"),
        ({"score": 2}, "score"),
        ({"cues": []}, "cues"),
    ],
)
def test_a_wrong_rule_is_named(tmp_path: Path, change: dict[str, object], fault: str) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(yaml.safe_dump({"rules": [RULE | change]}), encoding="utf-8")
    with pytest.raises(CodebookError, match=fault.replace("(", r"\(")):
        rulebook.load(codebook.load(), [path])


def test_two_rules_must_not_share_an_id(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(yaml.safe_dump({"rules": [RULE, RULE]}), encoding="utf-8")
    with pytest.raises(CodebookError, match="twice"):
        rulebook.load(codebook.load(), [path])


def test_shipped_standards_companies_and_timeline_agree_with_the_codebook() -> None:
    book = codebook.load()
    standards = yaml.safe_load(packaged("standards.yaml").read_text(encoding="utf-8"))
    for standard in standards["standards"]:
        for requirement in standard["requirements"]:
            if requirement["variable"] is not None:
                known = set(book[requirement["variable"]].value_ids)
                assert known.issuperset([*requirement["required"], *requirement["acceptable"]]), requirement["id"]
    companies = yaml.safe_load(packaged("companies.yaml").read_text(encoding="utf-8"))
    ids = {c["id"] for c in companies["companies"]}
    timeline = yaml.safe_load(packaged("timeline.yaml").read_text(encoding="utf-8"))
    for event in timeline["events"]:
        assert ids.issuperset(event.get("companies", [])), event["id"]
