"""What the rules make of wordings on approval, credit, reports, labels, capture and representation (all invented)."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from coding_cases import coded

GRANT = "The Artist grants the Company the right to use the Artist's voice and likeness in its radio advertisements. "
COPY = GRANT + "The Company may create a digital replica of the Artist's voice from the session. "

APPROVAL = [
    ("The Company shall submit all advertisements to the Artist for prior written approval.", "each_output"),
    ("No photograph may be published until the Artist has approved it.", "each_output"),
    (
        "Every use of the likeness is subject to the prior approval of the Artist, deemed given after ten days.",
        "each_output",
    ),
    ("The Company shall obtain the Artist's written approval of each commercial.", "each_output"),
    ("The Artist may reject any script within three days.", "each_output"),
    ("No other edit may be published unless the Artist has approved it.", "listed_cases"),
    ("The Company may use an approved photograph of the Artist on the cover.", "listed_cases"),
    ("Material changes to the pictures require the approval of the Artist.", "listed_cases"),
    ("The Artist may switch off the categories politics and gambling.", "listed_cases"),
    ("The Company will edit the film in consultation with the Artist.", "consultation_only"),
    (
        "The Company will show the Artist the film and ask what the Artist thinks; the final decision is the Company's.",
        "consultation_only",
    ),
    ("The Artist waives any right to inspect or approve the finished product.", "none"),
    ("The Artist has no right of approval over the finished advertisements.", "none"),
    ("The Company may edit the recordings in its sole discretion.", "none"),
    ("The Company shall approve all posts by the Artist before they go live.", "not_stated"),
    ("This Agreement is subject to the approval of the board of the Company.", "not_stated"),
]
CREDIT = [
    ("The Company shall give the Artist a credit on screen.", "credit_promised"),
    ("The Artist will be credited as narrator in the closing titles.", "credit_promised"),
    ("The Company may, but is not required to, credit the Artist.", "credit_waived"),
    ("The Company has no obligation to give any credit to the Artist.", "credit_waived"),
    ("The Artist waives all moral rights.", "moral_rights_waived"),
    ("The Artist agrees not to assert any moral rights in the recordings.", "moral_rights_waived"),
    ("The Company shall not use the likeness in a derogatory or defamatory manner.", "integrity_protected"),
    ("No photograph may be used in a way that holds the Artist up to ridicule.", "integrity_protected"),
    ("The Company may end this Agreement under its morals clause.", "not_stated"),
    ("Payment is made by credit card.", "not_stated"),
]
REPORTS = [
    ("The Company shall send the Artist quarterly royalty statements showing net sales.", "payment_statement"),
    ("The Artist may inspect the books and records of the Company once a year.", "audit_right"),
    ("The dashboard shows the use of the voice day by day.", "usage_report"),
    ("The Company shall notify the Artist of each use of the voice.", "usage_report"),
    ("The Artist has no right to an accounting.", "excluded"),
    ("The Company has no duty to report or account to the Artist.", "excluded"),
    ("The Company may inspect the records of the Artist.", "not_stated"),
]
LABELS = [
    ("Every advertisement shall be labelled as AI-generated.", "visible_label"),
    ("The agent will identify itself as an AI assistant at the start of each call.", "visible_label"),
    ("The Company adds an inaudible watermark to all output.", "embedded_marking"),
    ("The Company shall notify the union when the digital replica is used.", "union_notice"),
    ("The Company is not required to disclose that a digital replica was used.", "no_disclosure_duty"),
    ("The Artist shall not disclose confidential information.", "not_stated"),
    ("The Company shall not mislead the public about AI.", "not_stated"),
]
CAPTURE = [
    ("The Artist shall stand for a full body scan from which the digital replica is built.", "body_scan"),
    ("The Company will make a facial scan of the Artist.", "face_scan"),
    ("The replica is built from voice samples recorded at the session.", "voice_recording"),
    ("The Artist will wear a motion capture suit.", "motion_capture"),
]
REPRESENTED = [
    ("This engagement is subject to the collective bargaining agreement of the guild.", "union_agreement"),
    ("The Artist was represented in the negotiation by Nora Pell, Esq.", "own_lawyer"),
    ("Notices to the Artist: c/o Marlow Talent Agency, Leeds.", "agent_or_manager"),
    ("The Artist has had the opportunity to consult independent legal counsel.", "acknowledged_alone"),
    ("The Artist represents and warrants that she is of age.", "not_stated"),
    ("The services shall not be subject to any guild agreement.", "not_stated"),
]


@pytest.mark.parametrize(("text", "value"), APPROVAL)
def test_approval_rights(text: str, value: str) -> None:
    assert coded(GRANT + "\n\n" + text)["approval_rights"] == value


@pytest.mark.parametrize(("text", "value"), CREDIT)
def test_moral_rights_credit(text: str, value: str) -> None:
    assert coded(GRANT + "\n\n" + text)["moral_rights_credit"] == value


@pytest.mark.parametrize(("text", "value"), REPORTS)
def test_reporting_audit(text: str, value: str) -> None:
    assert coded(GRANT + "\n\n" + text)["reporting_audit"] == value


@pytest.mark.parametrize(("text", "value"), LABELS)
def test_public_disclosure(text: str, value: str) -> None:
    assert coded(COPY + "\n\n" + text)["public_disclosure"] == value


@pytest.mark.parametrize(("text", "value"), CAPTURE)
def test_capture_methods(text: str, value: str) -> None:
    assert value in coded(COPY + "\n\n" + text)["capture_methods"].split("|")


def test_an_ordinary_shoot_is_no_capture() -> None:
    assert coded(GRANT + "The Artist will be filmed and photographed on two days.")["capture_methods"] == "not_stated"


@pytest.mark.parametrize(("text", "value"), REPRESENTED)
def test_representation_status(text: str, value: str) -> None:
    assert coded(GRANT + "\n\n" + text)["representation_status"] == value


def test_moderation_is_no_say_over_uses() -> None:
    text = "You grant us a licence to your content. We may remove any content at our sole discretion."
    assert coded(text, "terms")["approval_rights"] == "not_stated"


def test_approval_of_every_use_is_consent_per_use() -> None:
    text = GRANT + "The Company shall submit all advertisements to the Artist for prior written approval."
    assert coded(text)["consent_specificity"] == "per_use"
