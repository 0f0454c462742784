"""Trends and comparisons: what counts as one, what is left out, and a clear line instead of a wrong number."""

import json
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from facevalue.corpus.errors import SetupError
from facevalue.nlp.codebook import Codebook
from facevalue.nlp.companies import Companies
from facevalue.reports import Counting, counting, disclosed, trend_words
from facevalue.reports.findings import Findings, load
from facevalue.reports.handcoded import read

Entry = tuple[str, str, str]  # company, date, answer: "buyout", "royalty|hybrid" or a status
STATUSES = ("not_stated", "unclear", "redacted", "not_applicable")
NEVER = "2100-01-01"  # the day from which on dates are not believed


@pytest.fixture(scope="module")
def companies() -> Companies:
    return Companies.load()


@pytest.fixture
def study_of(tables_of: Callable[..., Any]) -> Callable[..., Findings]:
    """Findings with one document for each entry."""

    def make(
        entries: Sequence[Entry], variable: str = "rights_retention", kind: str = "contract", **more: Any
    ) -> Findings:
        rows: dict[str, list[dict[str, Any]]] = {"sources": [], "documents": [], "profiles": [], "codings": []}
        for number, (company, published, answer) in enumerate(entries):
            key = f"{number:03d}" + "0" * 61
            status = answer if answer in STATUSES else "stated"
            rows["sources"].append({"uri": f"{kind}-{number}.txt", "document_id": key, "kind": kind})
            rows["documents"].append({"document_id": key, "language": "en", "chars": 10, "pages": 1})
            rows["profiles"].append(
                {"document_id": key, "kind": kind, "company": company or None, "company_name": company.title() or None,
                 "published": published or None, "title": more.get("title", "Agreement"), "human_likeness": True,
                 "talent": more.get("talent", "")}
            )  # fmt: skip
            rows["codings"].append(
                {"document_id": key, "variable": variable, "values": answer if status == "stated" else "", "status": status,
                 "score": 0.9, "quote": "words", "attributes": more.get("attributes", "{}"), "evidence": "[]"}
            )  # fmt: skip
        return load(tables_of(**rows))

    return make


def trends(
    findings: Findings, book: Codebook, companies: Companies, variable: str = "rights_retention", **how: Any
) -> pd.DataFrame:
    return counting.trends(findings, book, variable, Counting(**{"today": NEVER} | how), companies)


def cell(table: pd.DataFrame, group: str, answer: str, reading: str = "shared") -> dict[str, Any]:
    found = table[(table["group"] == group) & (table["answer"] == answer) & (table["reading"] == reading)]
    assert len(found) == 1, (group, answer, reading, len(found))
    return found.iloc[0].to_dict()


def no_number_without_reason(table: pd.DataFrame) -> None:
    for row in table.to_dict("records"):
        if math.isnan(row["share"]) or math.isnan(row["low"]):
            assert row["why"], row


def test_a_company_counts_once_however_many_documents_it_has(
    study_of: Callable[..., Findings], book: Codebook, companies: Companies
) -> None:
    entries = [("alpha", "2021", "retained")] * 9 + [("beta", "2021", "given_up")]
    table = trends(study_of(entries), book, companies)
    assert cell(table, "2021", "given_up")["share"] == 0.5
    assert cell(table, "2021", "given_up")["documents"] == 10
    by_document = trends(study_of(entries), book, companies, unit="document")
    assert cell(by_document, "2021", "given_up")["share"] == pytest.approx(0.1)
    assert any("Counted by company and year" in note for note in table.attrs["notes"])
    assert any("Counted by document" in note for note in by_document.attrs["notes"])


def test_a_company_that_says_both_is_read_by_its_least_and_its_most_protective_document(
    study_of: Callable[..., Findings], book: Codebook, companies: Companies
) -> None:
    table = trends(
        study_of([("alpha", "2021", "retained"), ("alpha", "2021", "given_up"), ("beta", "2021", "partial")]),
        book,
        companies,
    )
    assert cell(table, "2021", "given_up", "least")["count"] == 1
    assert cell(table, "2021", "retained", "most")["count"] == 1
    assert cell(table, "2021", "partial", "least")["count"] == cell(table, "2021", "partial", "most")["count"] == 1
    assert cell(table, "2021", "partial", "most")["of"] == 2


def test_values_without_an_order_share_the_one_count_of_their_company(
    study_of: Callable[..., Findings], book: Codebook, companies: Companies
) -> None:
    entries = [("alpha", "2021", "buyout"), ("alpha", "2021", "royalty"), ("beta", "2021", "buyout")]
    findings = study_of(entries, "compensation_structure")
    table = trends(findings, book, companies, "compensation_structure")
    assert cell(table, "2021", "buyout")["count"] == 1.5
    assert cell(table, "2021", "royalty")["count"] == 0.5


def test_terms_hold_until_their_next_version_and_not_beyond_the_last(
    study_of: Callable[..., Findings], book: Codebook, companies: Companies
) -> None:
    entries = [("alpha", "2019-05-01", "given_up"), ("alpha", "2019-12-01", "partial"), ("alpha", "2022-02-01", "retained"), ("beta", "2023-01-01", "partial")]  # fmt: skip
    table = trends(study_of(entries, kind="terms"), book, companies, kind="terms")
    said = {
        year: [r["answer"] for r in table.to_dict("records") if r["group"] == year and r["count"]]
        for year in ("2019", "2020", "2021", "2022", "2023")
    }
    assert said == {
        "2019": ["partial"],
        "2020": ["partial"],
        "2021": ["partial"],
        "2022": ["retained"],
        "2023": ["partial"],
    }
    assert cell(table, "2023", "partial")["companies"] == 1


def test_a_period_without_documents_stands_there_and_says_so(
    study_of: Callable[..., Findings], book: Codebook, companies: Companies
) -> None:
    table = trends(study_of([("alpha", "2019", "retained"), ("beta", "2022", "partial")]), book, companies)
    empty = cell(table, "2020", "retained")
    assert empty["n"] == 0
    assert math.isnan(empty["share"])
    assert empty["why"] == "No document here."
    no_number_without_reason(table)


@pytest.mark.parametrize("status", ["not_stated", "redacted", "unclear", "not_applicable"])
def test_all_silent_is_no_share_of_values_and_says_how_they_are_silent(
    study_of: Callable[..., Findings], book: Codebook, companies: Companies, status: str
) -> None:
    table = trends(study_of([("alpha", "2021", status), ("beta", "2021", status)]), book, companies)
    assert cell(table, "2021", status)["share"] == 1.0
    assert (table["role"] == "silence").all()
    no_number_without_reason(table)
    mixed = trends(study_of([("alpha", "2021", status), ("beta", "2022", "retained")]), book, companies)
    assert status.replace("_", " ") in cell(mixed, "2021", "retained")["why"]


def test_one_company_and_one_period_have_no_interval_and_no_test(
    study_of: Callable[..., Findings], book: Codebook, companies: Companies
) -> None:
    table = trends(study_of([("alpha", "2021", "retained"), ("alpha", "2021", "retained")]), book, companies)
    assert "one company" in cell(table, "2021", "retained")["why"]
    for row in table.attrs["movements"]:
        assert row["trend"]["slope"] is None
        assert "needed" in trend_words.trend(row["trend"])
        assert "nothing to compare" in trend_words.change(row["change"])
    assert all(m["value"] is None and m["why"] for m in table.attrs["standardisation"])


def test_dates_in_the_future_are_not_believed_and_are_counted(
    study_of: Callable[..., Findings], book: Codebook, companies: Companies
) -> None:
    entries = [("alpha", "2021", "retained"), ("beta", "2031-05-01", "retained"), ("gamma", "", "retained"), ("", "2021", "retained")]  # fmt: skip
    table = trends(study_of(entries), book, companies, today="2026-01-01")
    assert list(dict.fromkeys(table["group"])) == ["2021"]
    note = next(note for note in table.attrs["notes"] if "Left out" in note)
    assert "1 document dated after today (2031-05-01)" in note
    assert "1 document without a date" in note
    assert "1 document without a known company" in note


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ("since=2025 until=2023", "nothing lies between"),
        ("company=alpha company=beta", "contradicts itself"),
        ("since=soon", "write a date as 2023"),
        ("voise", "did you mean voice"),
        ("rights_retention=kept", "has no value 'kept'"),
        ("colour=red", "neither one of"),
        ("company=nobody", "no such company"),
        ("country=XX", "not one of"),
        ("company=", "write a value"),
        ('title="open', "quotation mark"),
        ("since=2030", "nothing to count: there is no contract about a person's likeness that fits"),
        ("kind=terms", "contradicts itself: kind=terms with --kind contract"),
    ],
)
def test_a_filter_that_cannot_be_followed_is_answered_in_a_line(
    study_of: Callable[..., Findings], book: Codebook, companies: Companies, where: str, message: str
) -> None:
    findings = study_of([("alpha", "2021", "retained"), ("beta", "2022", "partial")])
    with pytest.raises(SetupError, match=message):
        trends(findings, book, companies, kind="contract", where=where)


def test_filters_choose_documents(study_of: Callable[..., Findings], book: Codebook, companies: Companies) -> None:
    findings = study_of(
        [("synthesia", "2021-03", "retained"), ("heygen", "2022-07", "partial"), ("heygen", "2023", "given_up")]
    )

    def n(where: str) -> int:
        table = trends(findings, book, companies, where=where, unit="document")
        return int(table.drop_duplicates("group")["n"].sum())

    assert n("company=heygen") == 2
    assert n("company=Synthesia,heygen") == 3
    assert n("sector=avatar_platform country=gb") == 1
    assert n("avatar_platform since=2022") == 2
    assert n("since=2022-07 until=2022-07") == 1
    assert n("rights_retention=partial,retained") == 2


def test_comparisons_put_the_unknown_last_and_never_add_up_kinds(
    study_of: Callable[..., Findings], book: Codebook, companies: Companies
) -> None:
    findings = study_of([("synthesia", "2021", "retained"), ("hm", "2021", "given_up"), ("zara", "2022", "given_up"), ("nobody_known", "2022", "partial")])  # fmt: skip
    how = Counting(today=NEVER)
    table = counting.compare(findings, book, "rights_retention", "sector", how, companies)
    assert list(dict.fromkeys(table["group"])) == ["fashion_brand", "avatar_platform", "not known"]
    assert cell(table, "fashion_brand", "given_up")["share"] == 1.0
    assert set(counting.compare(findings, book, "rights_retention", "kind", how, companies)["group"]) == {"contract"}
    with pytest.raises(SetupError, match="compare by company, sector"):
        counting.compare(findings, book, "rights_retention", "colour", how, companies)


def test_ownership_of_different_things_is_never_compared(
    study_of: Callable[..., Findings], book: Codebook, companies: Companies
) -> None:
    replica = study_of(
        [("a", "2021", "talent"), ("b", "2021", "company")], "replica_ownership", attributes='{"subject": "replica"}'
    )
    table = trends(replica, book, companies, "replica_ownership")
    assert set(table[table["role"] == "value"]["subject"]) == {"replica"}
    assert cell(table, "2021", "talent")["of"] == 2


def hand_file(path: Path, findings: Findings, answers: dict[str, str], variable: str = "rights_retention") -> Path:
    lines = [
        json.dumps({"id": Path(d["uris"][0]).stem, "codes": {variable: {"values": [answers[d["document_id"]]]}}})
        for d in findings.document_rows
        if d["document_id"] in answers
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_shares_are_corrected_by_hand_coded_documents_and_withheld_where_they_are_few(
    study_of: Callable[..., Findings], book: Codebook, companies: Companies, tmp_path: Path
) -> None:
    # The machine says "retained" of every other document; people find half of those given up.
    entries = [(f"c{i}", "2021", "retained" if i % 2 else "partial") for i in range(200)] + [
        ("late", "2022", "partial")
    ]
    findings = study_of(entries)
    truth = {d["document_id"]: ("partial" if i % 2 == 0 else "given_up" if i % 4 == 1 else "retained") for i, d in enumerate(findings.document_rows)}  # fmt: skip
    coded = dict(list(truth.items())[:80])
    table = trends(findings, book, companies, gold=hand_file(tmp_path / "gold.jsonl", findings, coded))
    retained, given_up = cell(table, "2021", "retained"), cell(table, "2021", "given_up")
    assert retained["share"] == 0.5
    assert retained["corrected_low"] < 0.25 < retained["corrected_high"] < 0.5
    assert given_up["share"] == 0.0
    assert given_up["corrected_low"] < 0.25 < given_up["corrected_high"]
    late = cell(table, "2022", "partial")
    assert math.isnan(late["corrected"])
    assert "Withheld: 0 hand-coded" in late["corrected_why"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "holds no coded document"),
        ("{nonsense", "line 1: write"),
        ('{"id": "contract-0"}', "line 1: write"),
        ('{"id": "contract-0", "codes": {"rights_retention": {"values": "kept"}}}', "must be a list"),
        ('{"id": "a", "codes": {}}\n{"id": "a", "codes": {}}', "line 2: 'a' is coded twice"),
        ('{"id": "elsewhere", "codes": {"rights_retention": {"values": ["retained"]}}}', "none of its documents"),
        ('{"id": "contract-0", "codes": {"rights_retention": {"values": ["kept"]}}}', "no value 'kept'"),
    ],
)
def test_a_file_of_hand_codings_that_is_wrong_is_named(
    study_of: Callable[..., Findings], book: Codebook, companies: Companies, tmp_path: Path, text: str, message: str
) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SetupError, match=message):
        trends(study_of([("alpha", "2021", "retained")]), book, companies, gold=path)
    with pytest.raises(SetupError, match="cannot be read"):
        read(tmp_path / "missing.jsonl")


def test_unknown_variables_are_answered_with_the_nearest(
    study_of: Callable[..., Findings], book: Codebook, companies: Companies
) -> None:
    with pytest.raises(SetupError, match="did you mean rights_retention"):
        trends(study_of([("alpha", "2021", "retained")]), book, companies, "right_retention")


def test_a_trend_of_many_companies_is_found_and_one_that_is_none_is_not(
    study_of: Callable[..., Findings], book: Codebook, companies: Companies
) -> None:
    rising = [(f"c{i}", str(2018 + t), "retained" if t > i % 6 else "given_up") for i in range(24) for t in range(6)]
    table = trends(study_of(rising), book, companies)
    found = next(row for row in table.attrs["movements"] if row["answer"] == "retained")
    assert found["trend"]["low"] > 0.05
    assert found["trend"]["p"] < 0.01
    assert found["change"]["within"] == pytest.approx(found["change"]["change"])
    flat = [
        (f"c{i}", str(2018 + t), "retained" if (i * 7 + t * 5) % 11 < 5 else "given_up")
        for i in range(24)
        for t in range(6)
    ]
    still = next(
        row for row in trends(study_of(flat), book, companies).attrs["movements"] if row["answer"] == "retained"
    )
    assert still["trend"]["low"] < 0 < still["trend"]["high"]
    assert "no trend" in trend_words.trend(still["trend"])


def test_a_jump_is_found_where_it_is(study_of: Callable[..., Findings], book: Codebook, companies: Companies) -> None:
    entries = [
        (f"c{i}", str(2018 + t), "given_up" if t < 4 else "retained") for i in range(20) for t in range(i % 2, 7)
    ]
    table = trends(study_of(entries), book, companies)
    found = next(row for row in table.attrs["movements"] if row["answer"] == "retained")["jump"]
    assert (found["after"], found["before_share"], found["after_share"]) == ("2022", 0.0, 1.0)
    assert found["p"] < 0.01


def test_pay_is_set_apart_by_currency_and_basis_and_what_is_hidden_stands_beside(
    tables_of: Callable[..., Any], rows: dict[str, list[dict[str, Any]]]
) -> None:
    money = rows["amounts"][0]
    rows["amounts"] = [
        money | {"document_id": rows["profiles"][i]["document_id"], "amount": amount, "per": per, "redacted": False}
        for i, amount, per in [(0, 100, "month"), (1, 1200, "year"), (2, 2400, "year"), (3, 1200, "year"), (4, 1200, "year"), (5, 9, "use")]
    ]  # fmt: skip
    rows["amounts"].append(
        money | {"document_id": rows["profiles"][6]["document_id"], "amount": None, "redacted": True}
    )
    table = disclosed.concentrated(load(tables_of(**rows)))
    yearly = table[(table["basis"] == "year") & (table["holder"] == "document")].iloc[0]
    assert (yearly["n"], yearly["total"], yearly["redacted"]) == (5, 7200, 1)
    assert yearly["top_tenth"] == pytest.approx(1 / 3)
    assert yearly["hhi"] == pytest.approx((4 * 1200**2 + 2400**2) / 7200**2)
    assert "month x 12" in yearly["assumption"]
    single = table[table["basis"] == "use"].iloc[0]
    assert math.isnan(single["gini"])
    assert "at least 5" in single["why"]
