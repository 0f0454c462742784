"""One contract beside standards and a market: the file's evaluation rules by name, and no contract of the pool read off."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from facevalue.corpus import SetupError
from facevalue.nlp import codebook, protections, standards
from facevalue.nlp.companies import Companies
from facevalue.reports import cli, steps
from facevalue.reports.assess import Offer, assess, in_force
from facevalue.reports.assess import test as judge
from facevalue.reports.findings import load
from facevalue.reports.market import asks, gives, market
from facevalue.reports.offers import Request
from typer.testing import CliRunner

from .conftest import coding, document, identify, profile, source

BOOK = codebook.load()
STANDARDS = standards.load(BOOK)
TODAY = date(2026, 11, 28)
EXAMPLES = Path(__file__).parents[2] / "examples"


def code(answer: str = "not_stated", **attributes: Any) -> dict[str, Any]:
    """A coding: "stated:a|b", or a status."""
    status, _, values = answer.partition(":")
    return {"values": tuple(filter(None, values.split("|"))), "status": status, "attributes": attributes, "quote": "", "page": None, "start": None, "score": 0.9}  # fmt: skip


def offer(signed: str = "2025-06-01", doc_type: str = "service_agreement", human: bool = True, **codings: Any) -> Offer:
    silent = {v.id: code() for v in BOOK.document_variables("contract")}
    said = {name: each if isinstance(each, dict) else code(each) for name, each in codings.items()}
    return Offer("Offer", "contract", doc_type, signed, human, silent | said)


def outcome(requirement: str, given: Offer) -> tuple[str, str]:
    found = next(r for s in STANDARDS.values() for r in s.requirements if r.id == requirement)
    result = judge(given, found)
    return result.outcome, result.why


REPLICA = {"replica_creation": "stated:permitted_express"}


@pytest.mark.parametrize(
    ("requirement", "codings", "expected"),
    [
        ("src24_per_project", {"consent_specificity": code("stated:per_use", subject="replica")}, "meets"),
        ("src24_per_project", {"consent_specificity": code("stated:described_uses", subject="replica")}, "fails"),
        ("src24_per_project", {"consent_specificity": code("stated:per_use", subject="likeness")}, "not_assessable"),
        ("src24_per_project", {}, "silent"),
        ("src24_per_project", {"consent_specificity": "unclear"}, "not_assessable"),
        ("src24_pay", {"compensation_structure": "redacted"}, "not_assessable"),
        ("src24_pay", {"compensation_structure": "not_applicable"}, "not_applicable"),
        ("tvt23_use_pay", {"compensation_components": "stated:fixed_fee|residuals"}, "meets"),
        ("tvt23_use_pay", {"compensation_components": "stated:performance_bonus"}, "fails"),
        ("eqv_moral", {"moral_rights_credit": "stated:integrity_protected"}, "fails"),
        ("eqv_moral", {"moral_rights_credit": "stated:integrity_protected|credit_promised"}, "meets"),
        ("tvt23_other_project", {"purpose_scope": "stated:platform_service"}, "fails"),
        ("eth24_optin", {"model_training": "stated:prohibited"}, "meets"),
        ("nofakes_term_adult", {"licence_term": code("stated:fixed", months="60")}, "meets"),
        ("nofakes_term_adult", {"licence_term": code("stated:fixed", months="180")}, "fails"),
        ("nofakes_term_adult", {"licence_term": code("stated:fixed")}, "not_assessable"),
        ("nofakes_term_adult", {"licence_term": code("stated:fixed", months="some")}, "not_assessable"),
        ("nofakes_term_adult", {"licence_term": "stated:perpetual"}, "fails"),
        ("nofakes_term_minor", {"licence_term": code("stated:fixed", months="12")}, "not_assessable"),
        ("tvt23_notice", {"consent_form": code("stated:separate_signed", notice_hours=24)}, "fails"),
        ("actra_refuse", {"consent_form": code("stated:separate_signed", refusal_protected="true")}, "meets"),
        ("actra_refuse", {"consent_form": code("stated:separate_signed", refusal_protected="false")}, "fails"),
        ("ima25_realtime", {"novel_content": code("stated:bounded", realtime="true"), "reuse_payment": "stated:each_use"}, "meets"),
        ("ima25_realtime", {"novel_content": code("stated:bounded", realtime="false"), "reuse_payment": "stated:each_use"}, "not_applicable"),
        ("ima25_realtime", {"reuse_payment": "stated:each_use"}, "not_applicable"),
        ("tvt26_reason", {}, "not_assessable"),
        ("fwa_rep_term", {"licence_term": code("stated:fixed", months="24")}, "not_applicable"),
    ],
)  # fmt: skip
def test_a_requirement_is_judged_by_the_evaluation_rules(
    requirement: str, codings: dict[str, Any], expected: str
) -> None:
    assert outcome(requirement, offer(**codings))[0] == expected


def test_training_meant_as_improvement_is_shown_apart() -> None:
    found = assess(
        offer(**REPLICA, model_training=code("stated:permitted_general", explicit="false")),
        STANDARDS["nava_guidance"],
        TODAY,
    )
    training = next(t for t in found.tests if t.requirement.id == "nava_training")
    assert training.outcome == "fails"
    assert training.apart
    assert found.counts["fails"] == sum(t.outcome == "fails" for t in found.tests) - 1


@pytest.mark.parametrize(
    ("codings", "verdict", "prongs"),
    [
        ({}, "at_risk", ["fails", "not_assessable"]),
        ({"representation_status": "stated:acknowledged_alone"}, "falls_short", ["fails", "fails"]),
        ({"representation_status": "stated:union_agreement"}, "meets", ["fails", "holds"]),
        ({"representation_status": "stated:own_lawyer", "consent_form": "stated:separate_signed"}, "meets", ["fails", "holds"]),
        ({"representation_status": "stated:own_lawyer", "consent_form": "stated:general_terms"}, "falls_short", ["fails", "fails"]),
        ({"consent_specificity": code("stated:described_uses", subject="replica")}, "meets", ["holds", "not_assessable"]),
        ({"consent_specificity": code("stated:blanket", subject="replica"), "representation_status": "redacted"}, "at_risk", ["fails", "not_assessable"]),
    ],
)  # fmt: skip
def test_a_combination_is_failed_only_when_every_prong_fails(
    codings: dict[str, Any], verdict: str, prongs: list[str]
) -> None:
    found = assess(offer(**REPLICA, **codings), STANDARDS["ca_labor_927"], TODAY)
    assert (found.verdict, [p.outcome for p in found.prongs]) == (verdict, prongs)


def test_a_standard_that_is_not_triggered_does_not_apply() -> None:
    found = assess(offer(replica_creation="stated:prohibited"), STANDARDS["ca_labor_927"], TODAY)
    assert found.verdict == "not_applicable"
    assert "replica creation is prohibited" in found.said
    unclear = assess(
        offer(replica_creation="unclear", representation_status="stated:acknowledged_alone"),
        STANDARDS["ca_labor_927"],
        TODAY,
    )
    assert unclear.verdict == "at_risk", "whether it is triggered cannot be told"


def test_a_negative_is_compared_with_nothing() -> None:
    found = assess(offer(human=False), STANDARDS["nava_guidance"], TODAY)
    assert (found.verdict, found.tests) == ("not_applicable", ())


@pytest.mark.parametrize(
    ("standard", "signed", "force"),
    [
        ("ca_labor_927", "2024-12-31", "older"),
        ("ca_labor_927", "2025-01-01", "binding"),
        ("ca_labor_927", "2025", "binding"),
        ("ca_labor_927", "2024", "older"),
        ("ca_labor_927", "", "date_unknown"),
        ("sag_tvt_2023", "2026-07-02", "ended"),
        ("us_no_fakes_2026", "2026-08-01", "not_in_force"),
        ("sag_dynamic_audio_waiver", "2026-01-01", "binding"),
    ],
)
def test_dates_are_applied_as_the_file_says(standard: str, signed: str, force: str) -> None:
    assert in_force(STANDARDS[standard], signed, TODAY) == force


def test_an_older_contract_would_fail_today_and_breaches_nothing() -> None:
    found = assess(offer("2019", licence_term="stated:perpetual"), STANDARDS["equity_vision"], TODAY)
    assert found.said.startswith("It would fail today")
    assert any("never a breach" in note for note in found.notes)


def test_unverified_requirements_can_be_left_out() -> None:
    whole = assess(offer(), STANDARDS["us_no_fakes_2026"], TODAY)
    strict = assess(offer(), STANDARDS["us_no_fakes_2026"], TODAY, verified_only=True)
    assert len(whole.tests) == 3
    assert not strict.tests
    assert strict.said == "No requirement of this standard is fully verified."


def test_every_standard_gives_a_verdict_for_every_sort_of_offer() -> None:
    sorts = [
        offer(),
        offer("", ""),
        offer(**REPLICA),
        offer(human=False),
        offer(**dict.fromkeys(BOOK.by_id, "redacted")),
    ]
    for given in sorts:
        for standard in STANDARDS.values():
            found = assess(given, standard, TODAY)
            assert found.said.endswith(".")
            assert "would would" not in found.said


def pool(tables_of: Callable[..., Any], answers: list[str], companies: int = 4, variable: str = "withdrawal") -> Any:
    rows: dict[str, list[Any]] = {"sources": [], "documents": [], "profiles": [], "codings": []}
    for n, answer in enumerate(answers):
        rows["sources"].append(source(n, f"c{n}.txt"))
        rows["documents"].append(document(n))
        rows["profiles"].append(profile(n, "contract", f"company{n % companies}", "2024-01-01", title=f"Secret {n}"))
        rows["codings"].append(coding(identify(n), variable, answer, (10, 20)))
    return load(tables_of(**rows))


def standing(findings: Any, against: str = "", itself: str = "", **codings: Any) -> Any:
    chosen = [p for p in protections.load(BOOK) if p.id == "withdraw"]
    given = offer(**codings)
    return given, market(findings, given, itself, against, chosen, BOOK, Companies.load()), chosen


def test_the_offer_is_placed_among_comparable_documents(tables_of: Callable[..., Any]) -> None:
    findings = pool(tables_of, ["stated:any_time"] * 9 + ["not_stated"] * 5 + ["unclear"] * 2)
    _, found, _ = standing(findings)
    assert found.standings[0].said == "9 of 14 contracts let the person withdraw; this one does not."


def test_the_offer_itself_is_not_counted(tables_of: Callable[..., Any]) -> None:
    findings = pool(tables_of, ["stated:any_time"] * 5 + ["not_stated"] * 5)
    _, found, _ = standing(findings, itself=identify(0))
    assert (found.standings[0].given, found.standings[0].n) == (4, 9)


@pytest.mark.parametrize(
    ("answers", "companies", "against", "told"),
    [
        (["stated:any_time"] * 4, 4, "", "withheld"),
        (["stated:any_time"] * 9, 2, "", "withheld"),
        (["stated:any_time"] * 2 + ["not_stated"] * 8, 4, "", "Fewer than 3 of 10"),
        (["stated:any_time"] * 9 + ["not_stated"], 4, "", "All but one or two of 10"),
        (["stated:any_time"] * 5 + ["not_stated"] * 5, 4, "withdrawal=any_time", "5 of 5"),
        ([], 1, "", "nothing to compare"),
        (["stated:any_time"] * 8 + ["not_stated"] * 2, 4, "withdrawal=any_time", "leaves out fewer than 3"),
    ],
)
def test_no_single_contract_can_be_read_off(
    tables_of: Callable[..., Any], answers: list[str], companies: int, against: str, told: str
) -> None:
    _, found, _ = standing(pool(tables_of, answers, companies), against)
    said = found.withheld or found.standings[0].said.replace("All of", "5 of")
    assert told in said
    if "5 of" not in told:
        assert not found.standings or found.standings[0].given is None


def test_what_to_ask_for_is_ranked_by_severity_then_by_the_market(tables_of: Callable[..., Any]) -> None:
    findings = pool(tables_of, ["stated:any_time"] * 9 + ["not_stated"] * 5)
    given = offer(licence_term="stated:perpetual")
    wanted = protections.load(BOOK)
    found = market(findings, given, "", "", wanted, BOOK, Companies.load())
    listed = asks(given, found, [assess(given, STANDARDS["nava_guidance"], TODAY)], wanted)
    names = [ask.standing.protection.id for ask in listed]
    assert names.index("end_date") < names.index("withdraw"), (
        "the standard asks for an end, the market only for an exit"
    )
    assert [ask.weight for ask in listed] == sorted((ask.weight for ask in listed), reverse=True)


def test_silence_gives_no_protection_and_unclear_is_left_out() -> None:
    withdraw = next(p for p in protections.load(BOOK) if p.id == "withdraw")
    answers = [
        gives(withdraw, code(a))
        for a in ("stated:any_time", "stated:not_possible", "not_stated", "unclear", "redacted")
    ]
    assert answers == [True, False, False, None, None]
    assert gives(withdraw, None) is None


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("pool") / "workspace"
    steps.run([EXAMPLES / "corpus" / "contracts"], out, options=steps.Options(companies=EXAMPLES / "companies.yaml"))
    return out


def test_a_file_is_compared_and_its_page_shows_the_marked_contract(workspace: Path, tmp_path: Path) -> None:
    file = EXAMPLES / "corpus" / "contracts" / "copperlantern-presenter-deed-2021.docx"
    request = Request(("equity_vision", "ca_labor_927"), workspace=workspace, against="", today=TODAY)
    result, page = steps.benchmark(file, request, tmp_path / "out")
    assert {a.standard.id for a in result.assessments} == {"equity_vision", "ca_labor_927"}
    equity = result.assessments[0]
    failed = {t.requirement.id: t for t in equity.tests if t.outcome == "fails"}
    assert "eqv_time" in failed
    assert failed["eqv_time"].quote
    assert result.market
    assert result.market.standings
    assert page
    text = page.read_text(encoding="utf8")
    assert failed["eqv_time"].quote[:40] in text.replace("&#39;", "'").replace("&#34;", '"')
    assert "<mark" in text
    assert text.count("not legal advice") == 2, "once on top, once at the foot as on every page"
    pooled = {d["title"] for d in result.asks[0].wording} if result.asks else set()
    assert not pooled, "no wording from contracts unless it is asked for"


def test_the_command_prints_json_that_says_the_same(workspace: Path) -> None:
    given = [
        "benchmark",
        "halden-roe",
        "--workspace",
        str(workspace),
        "--standard",
        "nava_guidance",
        "--against",
        "",
        "--json",
    ]
    done = CliRunner().invoke(cli.app, given)
    assert done.exit_code == 0, done.output
    said = json.loads(done.output)
    assert said["standards"][0]["standard"] == "nava_guidance"
    assert {r["outcome"] for r in said["standards"][0]["requirements"]} <= {
        "meets",
        "fails",
        "silent",
        "not_assessable",
        "not_applicable",
    }
    assert said["market"]["standings"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere.pdf"], "nowhere.pdf does not exist"),
        (["halden-roe", "--workspace", "{w}", "--standard", "nava"], "no standard 'nava': did you mean nava_guidance"),
        (["halden-roe", "--workspace", "{w}", "--against", "colour=red"], "colour"),
        (["halden-roe", "--workspace", "{w}", "--against", "since=2025 until=2021"], "contradicts itself"),
        (["{e}/corpus/contracts/halden-roe-digital-twin-2024.pdf", "--against", "voice"], "name it with --workspace"),
        (["{e}/corpus/contracts/broken-truncated-download.pdf"], "damaged or truncated"),
        (["{e}/corpus/press/review-avatars-sequel-2022.txt"], "only contracts and terms can be compared"),
        (["{e}/corpus/contracts"], "documents: give one contract at a time"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_said_in_a_line(workspace: Path, arguments: list[str], message: str) -> None:
    filled = [a.format(w=workspace, e=EXAMPLES) for a in arguments]
    done = CliRunner().invoke(cli.app, ["benchmark", *filled])
    assert isinstance(done.exception, SetupError)
    assert message in str(done.exception)


def test_standards_are_listed_and_checked(tmp_path: Path) -> None:
    listed = CliRunner().invoke(cli.app, ["standards", "--json"])
    assert len(json.loads(listed.output)) == 26
    bad = tmp_path / "bad.yaml"
    bad.write_text("version: '1'\nstandards: [{id: x}]\n", encoding="utf8")
    done = CliRunner().invoke(cli.app, ["standards", "check", str(bad)])
    assert "bad.yaml, line 2" in str(done.exception)
