"""The change log of terms, and press claims beside contracts: only changed words are a change, both quotes are there."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from facevalue.corpus import SetupError
from facevalue.corpus.model import Document, Span
from facevalue.nlp import codebook
from facevalue.nlp.companies import Companies
from facevalue.reports import cli, steps
from facevalue.reports.changelog import Text, apart, changes, compared, movers, redline
from facevalue.reports.findings import load
from facevalue.reports.gaps import compare, frame, gaps, overall
from facevalue.reports.versions import series
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from .conftest import coding, document, identify, profile, source

BOOK = codebook.load()
EXAMPLES = Path(__file__).parents[2] / "examples"
TRAIN = "We may use the voice recordings that you upload to train and to improve our speech models."
ASK = "We ask you before we use the voice recordings that you upload to train any of our speech models."
OTHER = "You must be eighteen years old to open an account, and you answer for what is done with it."


def version(
    n: int, company: str, published: str, text: str, answer: str, quote: str, title: str = "Terms"
) -> dict[str, Any]:
    start = text.index(quote) if quote else 0
    made = coding(identify(n), "model_training", answer, (start, start + len(quote)))
    made |= {"quote": quote, "evidence": "[]"}
    return {
        "sources": source(n, f"terms/{company}-{published}.txt"),
        "documents": document(n, text=text, chars=len(text)),
        "profiles": profile(n, "terms", company, published, title=f"{title} {published}"),
        "codings": made,
        "passages": {"document_id": identify(n), "n": 0, "start": 0, "end": len(text), "page": 1, "path": "", "kind": "clause"},
    }  # fmt: skip


def workspace(tables_of: Callable[..., Any], *versions: dict[str, Any]) -> Any:
    return tables_of(**{table: [v[table] for v in versions] for table in versions[0]})


def logged(store: Any) -> Any:
    return changes(store, load(store), ["model_training"])


def test_a_flip_with_its_words_is_a_change(tables_of: Callable[..., Any]) -> None:
    store = workspace(
        tables_of,
        version(0, "aldermoor", "2023-01-01", f"{OTHER} {TRAIN}", "stated:permitted_general", TRAIN),
        version(1, "aldermoor", "2024-05-01", f"{OTHER} {ASK}", "stated:opt_in", ASK),
    )
    log = logged(store)
    assert [(c.before, c.after, c.old.published, c.new.published) for c in log.changes] == [
        ("permitted_general", "opt_in", "2023-01-01", "2024-05-01")
    ]
    edits = log.changes[0].redline
    assert "".join(words for kind, words in edits if kind != "insert") == TRAIN
    assert "".join(words for kind, words in edits if kind != "delete") == ASK
    assert log.frame().iloc[0]["new_quote"] == ASK


def test_a_new_clause_has_no_old_words(tables_of: Callable[..., Any]) -> None:
    store = workspace(
        tables_of,
        version(0, "aldermoor", "2023", OTHER, "not_stated", ""),
        version(1, "aldermoor", "2024", f"{OTHER} {TRAIN}", "stated:permitted_general", TRAIN),
    )
    assert logged(store).changes[0].redline == (("insert", TRAIN),)


def test_noise_is_no_change(tables_of: Callable[..., Any]) -> None:
    noisy = f"## 7.2 {TRAIN.upper()}\n\n* (a) {OTHER}"
    store = workspace(
        tables_of,
        version(0, "aldermoor", "2023", f"{OTHER} {TRAIN}", "not_stated", ""),
        version(1, "aldermoor", "2024", noisy, "stated:permitted_general", TRAIN.upper()),
    )
    log = logged(store)
    assert not log.changes
    assert len(log.unstable) == 1


def test_what_could_not_be_read_or_searched_is_no_change(tables_of: Callable[..., Any]) -> None:
    store = workspace(
        tables_of,
        version(0, "aldermoor", "2023", TRAIN, "stated:permitted_general", TRAIN),
        version(1, "aldermoor", "2024", ASK, "redacted", ""),
        version(2, "aldermoor", "2025", TRAIN, "stated:permitted_general", TRAIN),
    )
    assert not logged(store).changes


def test_a_page_that_is_caught_in_two_forms_by_turns_is_no_change(tables_of: Callable[..., Any]) -> None:
    answers = [
        ("2024-01-01", TRAIN, "permitted_general"),
        ("2024-01-09", ASK, "opt_in"),
        ("2024-01-10", TRAIN, "permitted_general"),
    ]
    answers += [("2024-03-01", ASK, "opt_in"), ("2024-09-01", TRAIN, "permitted_general")]
    store = workspace(
        tables_of,
        *(
            version(n, "aldermoor", day, text, f"stated:{answer}", text)
            for n, (day, text, answer) in enumerate(answers)
        ),
    )
    assert [c.new.published for c in logged(store).changes] == ["2024-03-01", "2024-09-01"]


def test_who_moved_first_and_who_followed(tables_of: Callable[..., Any]) -> None:
    pairs = [("aldermoor", "2024-02-01"), ("brightvale", "2024-09-15"), ("castelan", "2025-06-01")]
    versions = [
        made
        for n, (company, moved) in enumerate(pairs)
        for made in (
            version(2 * n, company, "2023-01-01", TRAIN, "stated:permitted_general", TRAIN),
            version(2 * n + 1, company, moved, ASK, "stated:opt_in", ASK),
        )
    ]
    ((first, followers),) = movers(logged(workspace(tables_of, *versions)), 12)
    assert (first.company_name, [(m.company_name, m.months) for m in followers]) == ("Aldermoor", [("Brightvale", 7)])


def test_versions_belong_together_by_company_and_title_and_undated_ones_to_none(tables_of: Callable[..., Any]) -> None:
    store = workspace(
        tables_of,
        version(0, "aldermoor", "2023-01-01", TRAIN, "not_stated", "", "Aldermoor Terms of Service v1.2,"),
        version(1, "aldermoor", "2024-01-01", ASK, "not_stated", "", "Terms of Service (version 3)"),
        version(2, "aldermoor", "2024-01-01", OTHER, "not_stated", "", "Creator Terms"),
        version(3, "brightvale", "", OTHER, "not_stated", "", "Terms of Service"),
    )
    found = series(load(store))
    assert sorted((s.company, len(s.versions)) for s in found) == [("aldermoor", 1), ("aldermoor", 2)]
    assert found[0].at("2023-06-01") == found[0].versions[0]
    assert found[0].at("2022") is None


@given(st.text(alphabet="ab c.\n", max_size=60), st.text(alphabet="ab c.\n", max_size=60))
def test_a_redline_holds_both_wordings(before: str, after: str) -> None:
    edits = compared(before, after)
    assert "".join(w for kind, w in edits if kind != "insert") == before
    assert "".join(w for kind, w in edits if kind != "delete") == after


def test_equal_words_have_no_redline() -> None:
    text = Text(Document("x", "text/plain", f"{OTHER} {TRAIN}"), [Span(0, 10)])
    assert redline((TRAIN, f"3.1 **{TRAIN}**"), (text, text)) == ()


def test_months_between_dates() -> None:
    assert (apart("2023-11", "2024-02-28"), apart("2023", "2024")) == (3, 12)


@pytest.mark.parametrize(
    ("variable", "claimed", "denied", "answer", "expected"),
    [
        ("licence_term", ["perpetual"], False, "stated:perpetual", "supported"),
        ("licence_term", ["fixed"], False, "stated:perpetual", "contradicted"),
        ("licence_term", ["perpetual"], True, "stated:perpetual", "contradicted"),
        ("licence_term", ["perpetual"], True, "stated:fixed", "supported"),
        ("licence_term", ["perpetual"], False, "not_stated", "not addressed"),
        ("licence_term", ["perpetual"], False, "not_applicable", "not addressed"),
        ("licence_term", ["perpetual"], False, "unclear", "cannot be told"),
        ("licence_term", ["perpetual"], False, "redacted", "cannot be told"),
        ("compensation_structure", ["royalty"], False, "stated:hybrid", "supported in part"),
        ("compensation_components", ["royalty"], False, "stated:royalty|fixed_fee", "supported"),
        ("compensation_components", ["royalty", "equity"], False, "stated:royalty", "supported in part"),
        ("compensation_components", ["royalty"], False, "stated:fixed_fee", "not addressed"),
    ],
)  # fmt: skip
def test_a_claim_beside_a_coding(variable: str, claimed: list[str], denied: bool, answer: str, expected: str) -> None:
    status, _, values = answer.partition(":")
    assert compare(claimed, denied, {"status": status, "values": values}, BOOK[variable]) == expected
    assert compare(claimed, denied, None, BOOK[variable]) == "not addressed"


def test_documents_that_differ_are_both_ways() -> None:
    assert overall(["supported", "contradicted"]) == "both ways"
    assert overall(["not addressed", "supported in part"]) == "supported in part"
    assert overall([]) == "no document"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("demo") / "workspace"
    steps.run(
        [EXAMPLES / "corpus"], out, EXAMPLES / "manifest.csv", steps.Options(companies=EXAMPLES / "companies.yaml")
    )
    return out


def test_the_demonstration_terms_change(demo: Path) -> None:
    log = steps.changes(demo, ["model_training"], "company=tessitone", EXAMPLES / "companies.yaml")
    assert [(c.new.published[:4], c.after) for c in log.changes] == [
        ("2022", "permitted_general"),
        ("2024", "opt_out"),
        ("2025", "opt_in"),
    ]
    assert all(c.redline for c in log.changes)


def test_a_denial_that_the_contract_contradicts(demo: Path) -> None:
    found = steps.gap(demo, "ironquay_pictures", EXAMPLES / "companies.yaml")
    told = [g for g in found if g.claim["variable"] == "rights_retention" and g.claim["attribution"] == "company"]
    assert told
    assert {g.result for g in told} == {"contradicted"}
    assert all(g.claim["quote"] and g.beside[0].quote for g in told)
    assert {"claim_quote", "document_quote", "result"} <= set(frame(found).columns)


def test_pages_of_the_report(demo: Path) -> None:
    report = demo / "report"
    front = (report / "index.html").read_text(encoding="utf8")
    assert 'href="changes.html"' in front
    assert 'href="gap.html"' in front
    log = (report / "changes.html").read_text(encoding="utf8")
    assert "<del>" in log
    assert "<ins>" in log
    beside = (report / "gap.html").read_text(encoding="utf8")
    for page in (log, beside):
        for link in set(re.findall(r'href="(documents/[0-9a-f]+\.html)#([^"]+)"', page)):
            target = (report / link[0]).read_text(encoding="utf8")
            assert f'id="{link[1]}"' in target, link


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["changes", "{w}", "--variable", "mood"], "the codebook has no variable 'mood'"),
        (["changes", "{w}", "--where", "kind=press"], "changes are of platform terms"),
        (["changes", "{w}", "--where", "company=nobody_at_all"], "no such company"),
        (["gap", "{w}", "nobody at all"], "no press claim is about 'nobody at all'; there are claims about: "),
    ],
)
def test_wrong_questions_are_said_in_a_line(demo: Path, arguments: list[str], message: str) -> None:
    done = CliRunner().invoke(cli.app, [a.format(w=demo) for a in arguments])
    assert isinstance(done.exception, SetupError)
    assert message in str(done.exception)


def test_the_commands_print_lines_and_json(demo: Path) -> None:
    runner, own = CliRunner(), ["--companies", str(EXAMPLES / "companies.yaml")]
    printed = runner.invoke(cli.app, ["changes", str(demo), "--where", "company=tessitone", *own])
    assert "Model training" in printed.output or "training" in printed.output.lower()
    assert "[-" in printed.output
    assert "{+" in printed.output
    table = json.loads(runner.invoke(cli.app, ["gap", str(demo), "halden_roe", "--json", *own]).output)
    assert {row["result"] for row in table} & {"supported", "contradicted"}


def test_no_claims_and_no_versions_are_said(tables_of: Callable[..., Any]) -> None:
    store = workspace(tables_of, version(0, "aldermoor", "2023", TRAIN, "not_stated", ""))
    assert not logged(store).changes
    with pytest.raises(SetupError, match="there are claims about: no company"):
        gaps(load(store), "aldermoor", BOOK, Companies.load())
