"""Rules and encoder weighed: agreement is sure, what the encoder does not see gives way, what it is sure of is heard."""

import json
from dataclasses import replace

import pytest
from facevalue.corpus.model import Document, Span
from facevalue.corpus.segment import segment
from facevalue.nlp import codebook, weighing
from facevalue.nlp.analyst import Analyst
from facevalue.nlp.coding import DERIVED, settled
from facevalue.nlp.companies import Companies
from facevalue.nlp.decisions import Decision
from facevalue.nlp.endpoint import Endpoint
from facevalue.nlp.model import Evidence, Tag
from facevalue.nlp.shipped import packaged
from facevalue.nlp.weighing import Heard, Scales, features, logit

BOOK = codebook.load()
SHIPPED = weighing.load()
# Plain weights, so that the tests do not hang on what was fitted.
PLAIN = Scales(0.0, 1.5, -0.5, 0.5, 0.2, -0.2, -0.1, 0.5, 0.35)


def quote(start: int) -> Evidence:
    return Evidence("d", Span(start, start + 1), "x")


def tag(variable: str, value: str, score: float = 0.8, start: int = 0) -> Tag:
    return Tag(variable, value, score, "rules", quote(start))


def heard(**likely: float) -> dict[tuple[str, str], Heard]:
    """An opinion on every value of the variables; `withdrawal__any_time=0.9` says one, all others are unlikely."""
    opinion = {
        (v.id, x): Heard(0.001, 0.0, quote(50)) for v in BOOK.document_variables("contract") for x in v.value_ids
    }
    for name, chance in likely.items():
        variable, value = name.split("__")
        opinion[variable, value] = Heard(chance, chance / 3, quote(60))
    return opinion


def weighed(variable: str, *values: str, scales: Scales = PLAIN, **likely: float) -> Decision:
    found = Decision(values, tags=tuple(tag(variable, x, start=n) for n, x in enumerate(values)), note="as said") if values else Decision(status="not_stated")  # fmt: skip
    return scales.weigh(BOOK[variable], found, heard(**likely))


@pytest.mark.parametrize("scales", [PLAIN, SHIPPED], ids=["plain", "shipped"])
def test_what_both_say_is_surer_than_what_rules_say_alone_and_that_surer_than_what_nobody_says(scales: Scales) -> None:
    both = weighed("withdrawal", "any_time", scales=scales, withdrawal__any_time=0.98)
    rules = weighed("withdrawal", "any_time", scales=scales, withdrawal__any_time=0.3)
    assert both.values == rules.values == ("any_time",)
    assert both.score > rules.score
    assert both.note == "as said"
    assert weighed("withdrawal", scales=scales).status == "not_stated"


@pytest.mark.parametrize("scales", [PLAIN, SHIPPED], ids=["plain", "shipped"])
def test_the_encoder_is_heard_where_rules_are_silent_and_where_it_is_sure_of_something_else(scales: Scales) -> None:
    silent = weighed("withdrawal", scales=scales, withdrawal__on_notice=0.97)
    assert silent.values == ("on_notice",)
    assert [t.tagger for t in silent.tags] == ["encoder"]
    assert "rules know no wording" in silent.note
    other = weighed("withdrawal", "not_possible", scales=scales, withdrawal__on_notice=0.995)
    assert other.values == ("on_notice",)
    assert "rules say not_possible" in other.note


def test_what_only_rules_say_and_the_encoder_does_not_see_may_fall_silent_with_a_reason() -> None:
    strict = replace(PLAIN, enough=0.5)
    fallen = weighed("withdrawal", "any_time", scales=strict)
    assert (fallen.status, fallen.values, fallen.tags) == ("not_stated", (), ())
    assert "rules say any_time" in fallen.note


def test_of_several_values_each_is_weighed_and_keeps_its_own_words() -> None:
    found = weighed(
        "identity_attributes", "face", "motion", identity_attributes__face=0.9, identity_attributes__voice=0.95
    )
    assert "face" in found.values
    assert "voice" in found.values
    words = dict(zip(found.values, found.tags, strict=True))
    assert words["face"].tagger == "rules"
    assert words["voice"].tagger == "encoder"
    assert list(found.values) == [x for x in BOOK["identity_attributes"].value_ids if x in found.values]


def test_of_values_that_exclude_each_other_the_likelier_stays() -> None:
    found = weighed(
        "moral_rights_credit", moral_rights_credit__credit_promised=0.99, moral_rights_credit__credit_waived=0.97
    )
    assert found.values == ("credit_promised",)


def test_a_redacted_answer_stays_redacted() -> None:
    black = Decision(status="redacted", tags=(tag("licence_term", "redacted"),))
    assert PLAIN.weigh(BOOK["licence_term"], black, heard(licence_term__perpetual=0.99)) is black


def test_values_of_which_the_encoder_says_nothing_count_as_not_seen() -> None:
    assert features("any_time", ("any_time",), BOOK["withdrawal"], {})[:4] == (1.0, 0.0, logit(0.0), logit(0.0))
    assert weighed("withdrawal", "any_time").values == PLAIN.weigh(BOOK["withdrawal"], Decision(("any_time",), tags=(tag("withdrawal", "any_time"),)), {}).values  # fmt: skip


def test_what_the_codebook_derives_follows_from_what_was_weighed_and_is_not_weighed_itself() -> None:
    opinion = heard(
        compensation_components__royalty=0.99, compensation_structure__buyout=0.999, grant_type__exclusive_licence=0.99
    )
    made = settled([], BOOK, "contract", opinion)[1]
    assert made["compensation_components"].values == ("royalty",)
    assert made["compensation_structure"].values == ("royalty",)
    assert "compensation_structure" in DERIVED


def test_the_shipped_scales_are_read_from_their_file_and_trust_both_readers() -> None:
    held = json.loads(packaged("weighing.json").read_text("utf8"))
    assert Scales(**held) == SHIPPED
    assert SHIPPED.stated > 0 > SHIPPED.rival
    assert SHIPPED.likely > 0
    assert 0.2 <= SHIPPED.enough <= 0.6


def test_where_a_language_model_is_asked_the_encoder_is_not() -> None:
    text = "RELEASE\n\nBetween Hollin Ltd (the Company) and Ada Example (the Model).\n\nThe Model lets the Company use her photographs.\n"
    document = Document("r", "text/plain", text, language="en")
    model = Endpoint("http://localhost:1/v1", "any")
    alone, besides = (
        Analyst(BOOK, Companies.load(), asked).read(document, segment(document), "contract") for asked in (None, model)
    )
    assert alone.opinion
    assert alone.traits.weighed
    assert besides.opinion is None
    assert not besides.traits.weighed


def test_an_owner_that_the_encoder_reads_owns_the_copy_or_the_recordings_as_one_that_rules_read() -> None:
    owned = heard(replica_ownership__company=0.99, consent_specificity__blanket=0.99)
    recordings = settled([], BOOK, "contract", owned)[1]
    copy = settled(
        [tag("replica_creation", "permitted_express")],
        BOOK,
        "contract",
        {**owned, ("replica_creation", "permitted_express"): Heard(0.99, 0.5, quote(70))},
    )[1]
    for made, subjects in ((recordings, ("recordings", "likeness")), (copy, ("replica", "replica"))):
        assert made["replica_ownership"].tags[0].tagger == "encoder"
        assert (
            made["replica_ownership"].attributes["subject"],
            made["consent_specificity"].attributes["subject"],
        ) == subjects
