"""The codebook's general rules, by name, as they show in the coding of a contract. G7 and G11 are tested with press claims."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from coding_cases import coded

GRANT = "The Artist hereby grants the Company the right to use the Artist's name, voice and likeness to advertise the Company's products. "


def test_g1_a_specific_exit_beats_the_label_irrevocable():
    said = coded(
        GRANT + "This grant is irrevocable. The Artist may withdraw the consent at any time by written notice."
    )
    assert said["withdrawal"] == "any_time"


def test_g3_a_recital_grants_nothing():
    said = coded("WHEREAS the Artist wishes to assign to the Company all rights in the Artist's voice and likeness;")
    assert said["grant_type"] == "not_stated"


def test_g4_the_widest_of_the_companys_options_counts():
    said = coded(
        GRANT + "The Company may use the likeness for any purpose. The Company may use the likeness to promote its tea."
    )
    assert said["purpose_scope"] == "any_purpose"


def test_g7_words_of_praise_are_no_pay():
    assert coded(GRANT + "The Company treats artists fairly and ethically.")["compensation_components"] == "not_stated"


def test_g9_every_value_is_shown():
    from coding_cases import HEADS
    from facevalue.corpus import segment
    from facevalue.corpus.model import Source
    from facevalue.corpus.readers import document
    from facevalue.nlp.apply import Coder

    whole = document(
        (HEADS["contract"] + GRANT + "The Company shall pay the Artist a fee of $5,000.").encode(), "case.txt"
    )
    rows = Coder()(whole, segment.segment(whole), Source(uri="case.txt", kind="contract"))["codings"]
    stated = [r for r in rows if r["status"] == "stated"]
    assert stated
    assert all(r["quote"] and r["quote"] in whole.text for r in stated)


def test_g13_a_blank_for_a_sum_counts_as_pay():
    said = coded(GRANT + "The Company shall pay the Artist a fee of $________.")
    assert said["compensation_components"] == "fixed_fee"
