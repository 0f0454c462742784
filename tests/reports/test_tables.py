"""Counts: every kind of silence apart, negatives kept out, contracts and press never pooled."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from facevalue.nlp.codebook import Codebook
from facevalue.reports import tables
from facevalue.reports.findings import Findings, load, summary
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("published", "unit", "expected"),
    [
        ("2021-05-30", "year", "2021"),
        ("2021-05-30", "quarter", "2021 Q2"),
        ("2021-05", "quarter", "2021 Q2"),
        ("2021-12-01", "quarter", "2021 Q4"),
        ("2021-05-30", "month", "2021-05"),
        ("2021", "month", "2021, month not known"),
        ("2021", "quarter", "2021, month not known"),
        ("2021", "year", "2021"),
        ("", "year", "undated"),
        ("May 2021", "year", "undated"),
        ("21", "month", "undated"),
    ],
)
def test_a_date_falls_in_a_period_only_as_precisely_as_it_is_known(published: str, unit: str, expected: str) -> None:
    assert tables.period(published, unit) == expected


def row(table: pd.DataFrame, group: str) -> dict[str, Any]:
    return tables.wide(table[table["group"] == group]).to_dict("records")[0]


def test_each_silence_has_its_own_count(findings: Findings, book: Codebook) -> None:
    table = tables.distribution(findings, book, "compensation_structure", "company")
    aldermoor = row(table, "aldermoor")
    assert (aldermoor["n"], aldermoor["stated"]) == (3, 2)
    assert (aldermoor["buyout"], aldermoor["royalty"], aldermoor["redacted"], aldermoor["not read"]) == (1, 1, 1, 1)
    assert row(table, "brightvale")["unclear"] == 1
    assert row(table, "castelan")["not searched"] == 1
    nobody = row(table, "")
    assert (nobody["group_label"], nobody["not stated"], nobody["not read"]) == ("no company known", 1, 1)


def test_values_and_silences_add_up_to_n_for_a_single_valued_variable(findings: Findings, book: Codebook) -> None:
    for by in tables.UNITS:
        table = tables.distribution(findings, book, "compensation_structure", by)
        counted = table[table["answer"] != "not_read"].groupby("group")[["count"]].sum()["count"]
        assert counted.to_dict() == table.groupby("group")["n"].first().to_dict()


def test_a_document_without_a_likeness_is_in_no_share_and_is_counted(findings: Findings, book: Codebook) -> None:
    table = tables.distribution(findings, book, "compensation_structure", "all")
    assert table["n"].iloc[0] == 7
    assert findings.negatives("contract") == 1


def test_shares_of_values_are_of_the_stated_and_shares_of_silence_of_all(findings: Findings, book: Codebook) -> None:
    table = tables.distribution(findings, book, "compensation_structure", "all").set_index("answer")
    assert table.loc["buyout", "share"] == pytest.approx(1 / 3)
    assert table.loc["not_stated", "share"] == pytest.approx(1 / 7)
    assert pd.isna(table.loc["not_read", "share"])


def test_a_multi_select_variable_is_counted_value_by_value(findings: Findings, book: Codebook) -> None:
    table = tables.distribution(findings, book, "compensation_components", "all").set_index("answer")
    assert table.loc[["royalty", "minimum_guarantee"], "count"].tolist() == [6, 6]
    assert table.loc["royalty", "stated"] == 6


def test_ownership_of_the_replica_and_of_recordings_stand_apart(
    rows: dict[str, Any], tables_of: Callable[..., Any], book: Codebook
) -> None:
    ownership = [c for c in rows["codings"] if c["variable"] == "replica_ownership"]
    ownership[0]["attributes"] = '{"subject": "recordings"}'
    table = tables.distribution(load(tables_of(**rows)), book, "replica_ownership", "all")
    talent = table[table["answer"] == "talent"].set_index("subject")
    assert talent["count"].to_dict() == {"recordings": 1, "replica": 5}
    assert talent["share"].to_dict() == {"recordings": 1.0, "replica": 1.0}


def test_contracts_and_terms_are_separate_series(findings: Findings, book: Codebook) -> None:
    terms = tables.distribution(findings, book, "compensation_structure", "all", "terms").set_index("answer")
    assert terms.loc["usage_based", "count"] == 1
    assert terms.loc["buyout", "count"] == 0


def test_the_unknown_comes_last_and_keeps_its_own_row(findings: Findings) -> None:
    assert tables.counts(findings, "year")["group_label"].tolist() == ["2021", "2022", "2023", "2024", "undated"]
    assert tables.counts(findings, "company")["group_label"].iloc[-1] == "no company known"


def test_counts_place_what_could_not_be_read_by_what_the_manifest_says(findings: Findings) -> None:
    table = tables.counts(findings, "year").set_index("group")
    assert table.loc["2022", "unread"] == 2
    assert table["total"].sum() == len(findings.documents)


def test_a_denied_claim_never_adds_to_an_affirmed_one(findings: Findings) -> None:
    table = tables.claim_counts(findings, "compensation_structure")
    denied = table[table["polarity"] == "denied"]
    assert denied["answer"].tolist() == ["buyout"]
    affirmed = table[(table["subject"] == "brightvale") & (table["polarity"] == "affirmed")]
    assert affirmed["answer"].tolist() == ["ongoing_unspecified"]


def test_an_empty_workspace_has_empty_tables(tables_of: Callable[..., Any], book: Codebook) -> None:
    nothing = load(tables_of())
    assert tables.counts(nothing).empty
    assert tables.distribution(nothing, book, "rights_retention", "year").empty
    assert tables.claim_counts(nothing).empty
    assert summary(nothing)["sources"] == 0


def test_sources_are_documents_copies_and_unread(findings: Findings) -> None:
    facts = summary(findings)
    assert facts["sources"] == facts["documents"] + facts["copies"] + facts["unread"]


def test_a_value_of_another_codebook_stays_visible(
    rows: dict[str, Any], tables_of: Callable[..., Any], book: Codebook
) -> None:
    rows["codings"][0]["values"] = "barter"
    table = tables.distribution(load(tables_of(**rows)), book, "compensation_structure", "all")
    assert table.set_index("answer").loc["barter", "count"] == 1


@given(st.lists(st.tuples(st.sampled_from(["", "2020", "2021-03", "2021-04-05"]), st.sampled_from(["", "a", "b"]))))
def test_no_row_is_lost_or_counted_twice_by_grouping(pairs: list[tuple[str, str]]) -> None:
    rows = [{"published": published, "company": company, "company_name": company} for published, company in pairs]
    for by in tables.UNITS:
        assert sum(len(part) for _, _, part in tables.groups(rows, by)) == len(rows)


def test_a_story_counts_once_by_group_and_in_every_place_by_source(
    rows: dict[str, list[dict[str, Any]]], tables_of: Callable[..., Any], book: Codebook
) -> None:
    first, second = rows["documents"][6]["document_id"], rows["documents"][7]["document_id"]
    rows["groups"] = [{"document_id": key, "group_id": first} for key in (first, second)]
    rows["sources"].append(rows["sources"][8] | {"uri": "corpus/elsewhere.txt"})
    findings = load(tables_of(**rows))

    def n(count: Any) -> int:
        table = tables.distribution(findings.per(count), book, "compensation_structure", "all", "terms")
        return int(table["n"].iloc[0])

    assert (n("default"), n("document"), n("group"), n("source")) == (3, 3, 2, 4)
    articles = {count: tables.claim_counts(findings.per(count))["articles"].max() for count in ("document", "source")}
    assert articles == {"document": 1, "source": 2}
