"""The codebook's general rules, by name, as they show in codings and claims. G7 and G11 are tested with press claims as well."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from coding_cases import HEADS, coded
from facevalue.corpus import segment
from facevalue.corpus.model import Source
from facevalue.corpus.readers import document
from facevalue.nlp.apply import Coder
from facevalue.nlp.claims import read_claims
from facevalue.nlp.companies import Companies
from facevalue.nlp.model import Claim

GRANT = "The Artist hereby grants the Company the right to use the Artist's name, voice and likeness to advertise the Company's products. "


YEARS = "The Artist grants the Company the right to use the Artist's likeness for a period of two (2) years from signature. "


def attributes(text: str, variable: str) -> dict[str, str]:
    """The attributes of one coding of a contract."""
    whole = document((HEADS["contract"] + text).encode(), "case.txt")
    rows = Coder()(whole, segment.segment(whole), Source(uri="case.txt", kind="contract"))["codings"]
    return json.loads(next(str(r["attributes"]) for r in rows if r["variable"] == variable))


def claims(text: str) -> list[Claim]:
    whole = document(text.encode(), "case.txt")
    return read_claims(whole, (), Companies.load())


def test_g1_a_specific_exit_beats_the_label_irrevocable():
    said = coded(
        GRANT + "This grant is irrevocable. The Artist may withdraw the consent at any time by written notice."
    )
    assert said["withdrawal"] == "any_time"


def test_g2_what_an_amendment_takes_out_is_not_coded():
    deleted = "Clause 4 (“The Company may use the likeness in perpetuity”) is hereby deleted."
    assert coded(YEARS + deleted)["licence_term"] == "fixed"
    assert coded(YEARS + deleted.replace(" is hereby deleted", " stands"))["licence_term"] == "perpetual"


def test_g2_a_superseded_version_is_a_document_of_its_own():
    old, new = (
        document((HEADS["contract"] + text).encode(), "v.txt") for text in (GRANT + "This lasts for ever.", YEARS)
    )
    assert old.id != new.id
    assert coded(YEARS)["licence_term"] == "fixed"


def test_g3_a_recital_grants_nothing():
    said = coded("WHEREAS the Artist wishes to assign to the Company all rights in the Artist's voice and likeness;")
    assert said["grant_type"] == "not_stated"


def test_g4_the_widest_of_the_companys_options_counts():
    said = coded(
        GRANT + "The Company may use the likeness for any purpose. The Company may use the likeness to promote its tea."
    )
    assert said["purpose_scope"] == "any_purpose"


def test_g5_what_the_talent_may_choose_does_not_count():
    own = "You grant us a licence to use your voice and likeness to operate the service. "
    wider = "we may use your voice and likeness for any lawful purpose."
    assert coded(own + "If you tick the box, " + wider, "terms")["purpose_scope"] == "platform_service"
    assert coded(own + "From then on " + wider, "terms")["purpose_scope"] == "any_purpose"
    assert coded(YEARS + "If the Artist so chooses, the licence runs in perpetuity.")["licence_term"] == "fixed"


def test_g6_tiers_have_a_record_each():
    text = (
        "The Artists grant the Company the right to use their likeness. Principal performers receive a royalty of 5% of net sales. "
        "Background actors receive a flat fee of $500 and no further payment for any use."
    )
    told = dict(x.split(": ") for x in attributes(text, "compensation_components")["tiers"].split("; "))
    assert told == {"background": "fixed_fee", "principal": "royalty"}
    assert "tiers" not in attributes(GRANT + "The Artist receives a flat fee of $500.", "compensation_components")


def test_g7_words_of_praise_are_no_pay():
    assert coded(GRANT + "The Company treats artists fairly and ethically.")["compensation_components"] == "not_stated"


def test_g8_what_a_law_says_is_no_part_of_the_bargain():
    law = "The law of the State requires that digital replicas be used only with separate written consent."
    assert coded(GRANT + law)["replica_creation"] == "not_stated"
    data = "The Artist may have rights under data protection law to object to the processing of personal data."
    assert coded(GRANT + "This grant is irrevocable. " + data)["withdrawal"] == "not_possible"


def test_g9_every_value_is_shown():
    whole = document(
        (HEADS["contract"] + GRANT + "The Company shall pay the Artist a fee of $5,000.").encode(), "case.txt"
    )
    rows = Coder()(whole, segment.segment(whole), Source(uri="case.txt", kind="contract"))["codings"]
    stated = [r for r in rows if r["status"] == "stated"]
    assert stated
    assert all(r["quote"] and r["quote"] in whole.text for r in stated)


def test_g10_a_limit_that_may_be_agreed_away_counts_and_is_soft():
    assert (
        coded(YEARS.replace(" from signature", " from signature, unless otherwise agreed"))["licence_term"] == "fixed"
    )
    soft = attributes(YEARS.replace(" from signature", " from signature, unless otherwise agreed"), "licence_term")
    assert soft["soft"] == "true"
    assert "soft" not in attributes(YEARS, "licence_term")


def test_g12_a_denial_is_a_claim_denied_and_disputed():
    sold = "the singer had sold the rights to her face to the studio Velden for a digital double."
    (denied,) = [c for c in claims("Her manager denied that " + sold) if c.variable == "rights_retention"]
    assert (denied.values, denied.polarity, denied.certainty) == (("given_up",), "denied", "disputed")
    assert {c.polarity for c in claims("Her manager said that " + sold) if c.variable == "rights_retention"} == {
        "affirmed"
    }


def test_g13_a_blank_for_a_sum_counts_as_pay():
    said = coded(GRANT + "The Company shall pay the Artist a fee of $________.")
    assert said["compensation_components"] == "fixed_fee"
