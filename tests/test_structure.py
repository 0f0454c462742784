"""The derivation of compensation_structure: the codebook's table of hybrid cases and its numbered order, case by case."""

import pytest
from facevalue.nlp import codebook
from facevalue.nlp.structure import derive_structure

BOOK = codebook.load()
SILENT = {
    "grant_type": "not_stated",
    "licence_term": "not_stated",
    "withdrawal": "not_stated",
    "reuse_payment": "not_stated",
}

# (what it is, components, the other facts, structure): the table of docs/codebook.md first, then each rule by number.
CASES = [
    ("scan day paid, then a share of each licence", "creation_fee royalty", {}, "hybrid"),
    ("recoupable advance, then a percentage", "minimum_guarantee royalty", {}, "royalty"),
    ("flat fee for three years", "fixed_fee", {"licence_term": "fixed"}, "time_limited_fee"),
    (
        "flat fee for three years, in full consideration",
        "fixed_fee",
        {"licence_term": "fixed", "reuse_payment": "no_further_pay"},
        "time_limited_fee",
    ),
    ("set sum per item sold", "royalty", {}, "royalty"),
    (
        "fee per shoot day, one year, bonus for a title",
        "fixed_fee performance_bonus",
        {"licence_term": "fixed"},
        "time_limited_fee",
    ),
    ("likeness granted free of charge", "no_payment", {}, "unpaid"),
    ("flat fee, perpetual", "fixed_fee", {"licence_term": "perpetual"}, "buyout"),
    (
        "flat fee, silence on term, no additional compensation",
        "fixed_fee",
        {"reuse_payment": "no_further_pay"},
        "buyout",
    ),
    ("flat fee, silence on both", "fixed_fee", {}, "unclear"),
    ("flat fee, open-ended, talent may end it", "fixed_fee", {"licence_term": "until_withdrawn"}, "time_limited_fee"),
    (
        "flat fee for two years, likeness assigned",
        "fixed_fee",
        {"licence_term": "fixed", "grant_type": "assignment"},
        "buyout",
    ),
    ("flat fee for three years, shares besides", "fixed_fee equity", {"licence_term": "fixed"}, "time_limited_fee"),
    ("cents per thousand characters", "usage_fee", {}, "usage_based"),
    ("session fee plus share of a model's revenue", "creation_fee revenue_pool", {}, "hybrid"),
    ("platform credits", "in_kind", {}, "in_kind_only"),
    ("continued payment, no basis given", "ongoing_unspecified", {}, "ongoing_unspecified"),
    ("rule 1: likeness withheld", "fixed_fee royalty", {"grant_type": "no_grant"}, "not_applicable"),
    ("rule 2: only bonuses and benefits", "performance_bonus benefits_contribution", {}, "unclear"),
    ("rule 2: equity with goods", "equity in_kind", {}, "equity_only"),
    ("rule 2: no payment beside goods is dropped", "no_payment in_kind", {}, "in_kind_only"),
    (
        "rule 2: a guarantee with no royalty behind it is a fee",
        "minimum_guarantee",
        {"licence_term": "fixed"},
        "time_limited_fee",
    ),
    ("rule 4: usage fee beside a royalty", "royalty usage_fee", {}, "royalty"),
    ("rule 5: residuals", "residuals", {}, "usage_based"),
    ("rule 6: no way out and no end", "fixed_fee", {"withdrawal": "not_possible"}, "buyout"),
    (
        "rule 6: no way out but an end",
        "fixed_fee",
        {"withdrawal": "not_possible", "licence_term": "fixed"},
        "time_limited_fee",
    ),
    ("rule 6: work made for hire", "fixed_fee", {"grant_type": "work_made_for_hire"}, "buyout"),
    (
        "rule 8: the term is blacked out",
        "fixed_fee",
        {"licence_term": "redacted", "reuse_payment": "no_further_pay"},
        "unclear",
    ),
    ("nothing said", "", {}, "not_stated"),
]


@pytest.mark.parametrize(("components", "facts", "structure"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_structure_follows_from_the_facts(components: str, facts: dict[str, str], structure: str) -> None:
    value, note = derive_structure(BOOK, components=components.split(), **(SILENT | facts))
    assert value == structure, note


def test_rule_9_payment_promised_without_a_basis() -> None:
    assert derive_structure(BOOK, components=[], promised=True, **SILENT)[0] == "to_be_agreed"
    assert derive_structure(BOOK, components=["royalty"], promised=True, **SILENT)[0] == "royalty"


def test_every_component_is_known_to_the_derivation() -> None:
    for component in BOOK["compensation_components"].value_ids:
        assert derive_structure(BOOK, components=[component], **SILENT)[0] != "not_stated", component
