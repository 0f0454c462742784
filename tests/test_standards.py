"""Standards: what ships fits the codebook, what a union adds is checked with the line of the fault."""

from pathlib import Path

import pytest
from facevalue.corpus import CodebookError
from facevalue.nlp import codebook, protections, standards

OWN = """version: "1"
standards:
- id: our_template
  name: Our template
  kind: union_template
  jurisdiction: GB
  status: published
  in_force_from: 2024-01-01
  verified: true
  applies_to: {doc_types: [talent_release]}
  requirements:
  - {id: our_exit, text: The person may leave., variable: withdrawal, required: [], acceptable: [any_time, on_notice], severity: recommended, citation: clause 4, verified: true}
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "ours.yaml"
    path.write_text(OWN, encoding="utf8")
    return path


def test_what_ships_fits_the_codebook() -> None:
    book = codebook.load()
    found = standards.load(book)
    assert len(found) == 26
    assert found["us_no_fakes_2026"].starts is None, "a bill binds nobody"
    assert str(found["il_dvlpa"].starts) == "2024-08-09"
    assert protections.load(book)


def test_a_unions_own_standard_stands_beside_them(own: Path) -> None:
    found = standards.load(codebook.load(), [own])
    assert len(found) == 27
    assert found["our_template"].requirements[0].acceptable == ("any_time", "on_notice")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("any_time, on_notice", "whenever", r"ours.yaml, line 12: standard our_template: requirement our_exit: withdrawal has no value whenever"),
        ("variable: withdrawal", "variable: leaving", "line 12: .*the codebook has no variable leaving"),
        ("doc_types: [talent_release]", "doc_types: [napkin]", "line 3: standard our_template: no doc_type napkin"),
        ("severity: recommended", "severity: severe", "line 12: .*Input should be"),
        ("acceptable: [any_time, on_notice]", "acceptable: []", "requirement our_exit: name a variable and required or acceptable values"),
        ("  status: published\n", "", "line 3: .*status.*[Ff]ield required"),
        ("  verified: true\n", "  verified: true\n  colour: red\n", "colour.*Extra inputs are not permitted"),
        ("  verified: true\n", "  verified: [true\n", "not valid YAML"),
        (
            "  requirements:",
            "  combination: {type: void_only_if_all_prongs_fail, prongs: [{id: a, any_of: [[gone]]}]}\n  requirements:",
            "prong a: no requirement gone",
        ),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_line(own: Path, old: str, new: str, message: str) -> None:
    own.write_text(OWN.replace(old, new), encoding="utf8")
    with pytest.raises(CodebookError, match=message):
        standards.load(codebook.load(), [own])


def test_a_standard_listed_twice_is_a_fault(own: Path) -> None:
    own.write_text(OWN + OWN.split("standards:\n")[1], encoding="utf8")
    with pytest.raises(CodebookError, match="our_template is listed twice"):
        standards.check(own, codebook.load())


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="cannot be read"):
        standards.check(tmp_path / "none.yaml", codebook.load())
