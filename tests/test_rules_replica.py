"""What the rules make of wordings on copies, training, new content, consent, deletion, exits and death (all invented)."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from coding_cases import coded

GRANT = "The Artist grants the Company the right to use the Artist's voice and likeness in its radio advertisements. "
COPY = GRANT + "The Company may create a digital replica of the Artist's voice from the session. "

CREATION = [
    ("The Company may build an AI voice clone from the recordings of the Artist.", "permitted_express"),
    ("Artist authorizes Company to create and use a digital double of Artist.", "permitted_express"),
    ("The Company shall make a synthetic voice modelled on the Artist's voice.", "permitted_express"),
    (
        "The Company may simulate or re-create the Artist's performance where a scene must be finished.",
        "permitted_implied",
    ),
    ("The Company shall not create a digital replica of the Artist.", "prohibited"),
    ("No clone of the Artist's voice may be made.", "prohibited"),
    ("The licence does not include the making of any synthetic version of the Artist.", "prohibited"),
    (
        "The Company shall not:\n\n(a) sell the photographs;\n\n(b) make or commission an AI avatar of the Artist;",
        "prohibited",
    ),
    ("The Company will not use artificial intelligence to imitate the Artist's voice.", "prohibited"),
    (
        "The Company shall not clone the Artist's voice without the Artist's separate written consent.",
        "separate_consent_required",
    ),
    ("Any digital double of the Artist requires a separate rider signed by the Artist.", "separate_consent_required"),
    (
        "The Company may not generate a digital replica of the Artist. If the Company wishes to do so it must first obtain a further agreement.",
        "separate_consent_required",
    ),
    ("The Company may edit, adapt, colour, dub and retouch the recordings and make derivative works.", "not_stated"),
    ("The Company sells replica jerseys and replica helmets.", "not_stated"),
    ("The Company may combine the pictures with others and remove noise.", "not_stated"),
]
TRAINING = [
    ("The Company may use the recordings to train machine learning models.", "permitted_general"),
    (
        "The footage may be used to develop and improve artificial intelligence and other technologies.",
        "permitted_general",
    ),
    ("The Company shall not use the recordings to train any artificial intelligence.", "prohibited"),
    ("The recordings may not be used for the development of AI or voice synthesis.", "prohibited"),
    ("No part of the recordings may be fed into any machine learning system.", "prohibited"),
    (
        "The Company shall not use the recordings to train AI models without the Artist's prior written consent.",
        "opt_in",
    ),
    ("We may use the recordings to train our models unless you opt out in writing.", "opt_out"),
    ("The Artist shall attend two training sessions and appear in the training videos for staff.", "not_stated"),
]
OWN_TRAINING = [
    (
        "The Company shall not use the recordings to train any model other than the digital replica of the Artist.",
        "own_replica_only",
    ),
    ("The recordings shall be used only to train the voice clone of the Artist.", "own_replica_only"),
]
NOVEL = [
    ("The Company will send the Artist the script for approval before any speech is generated.", "approved_scripts"),
    ("Customers may type any text and have the replica speak it.", "unbounded"),
    ("The replica may be used only to dub the Artist's own words into other languages.", "bounded"),
]
DELETION = [
    (
        "Within thirty days after the term ends the Company shall delete the recordings and the voice model.",
        "deleted_at_end",
    ),
    ("Upon termination the Company shall destroy all copies of the scans.", "deleted_at_end"),
    ("The Company will erase the recordings upon the Artist's request.", "deleted_on_request"),
    ("If the Artist asks, the Company will delete the footage and every copy of it.", "deleted_on_request"),
    ("The scan data shall be stored for five years after the production ends and then deleted.", "kept_fixed_period"),
    ("The Company may keep the recordings in its archive indefinitely.", "kept_indefinitely"),
    ("The Company is not required to delete the recordings.", "kept_indefinitely"),
    ("The Artist cannot demand that the synthetic voice be deleted.", "kept_indefinitely"),
    (
        "At the end of the term the Company shall cease all use, but may sell off its stock for ninety days.",
        "not_stated",
    ),
    ("The Company shall retain all rights in its trademarks and keep books of account for six years.", "not_stated"),
    ("On request each party shall return or destroy the other's confidential information.", "not_stated"),
]
EXITS = [
    ("The Artist may withdraw this consent at any time.", "any_time"),
    ("The Artist may revoke this consent at any time by written notice.", "any_time"),
    ("If the Artist asks for a picture to be taken down, the Company will take it down at once.", "any_time"),
    ("This permission lasts until the Artist revokes it.", "any_time"),
    ("Either party may terminate this Agreement on sixty days' written notice.", "on_notice"),
    ("The Artist may end this licence by giving the Company three months' notice.", "on_notice"),
    ("If the Company fails to pay the fee, the Artist may terminate this Agreement.", "listed_grounds"),
    ("Either party may terminate this Agreement if the other commits a material breach.", "listed_grounds"),
    (
        "The licence ends at once if the Company becomes insolvent and the Artist may end this licence.",
        "listed_grounds",
    ),
    ("The Artist irrevocably grants the Company the right to use the Artist's likeness.", "not_possible"),
    ("The consent cannot be withdrawn after the session.", "not_possible"),
    (
        "The Artist's remedies are limited to an action for damages and the Artist may not seek an injunction.",
        "not_possible",
    ),
    ("The licence is perpetual.", "not_stated"),
    ("The Company may terminate this Agreement at any time.", "not_stated"),
    ("The parties irrevocably submit to the jurisdiction of the courts.", "not_stated"),
    (
        "The licence renews each year unless either party gives sixty days' notice that it does not wish to renew.",
        "not_stated",
    ),
]
FORMS = [
    (COPY, "general_terms"),
    ("VOICE CLONE AGREEMENT\n\n" + COPY, "separate_signed"),
    (COPY + "Initial here to agree to this clause: [ ]", "initialled_clause"),
    (COPY + "Before the session the Artist will record a consent statement on camera.", "recorded_statement"),
    ("The Company shall not create a digital replica of the Artist.", "not_applicable"),
    (GRANT, "not_applicable"),
]
DEATH = [
    ("This release binds the Artist's heirs and executors.", "continues_as_agreed"),
    ("This agreement is binding upon my heirs, executors and assigns.", "continues_as_agreed"),
    ("The licence shall terminate upon the Artist's death.", "ends_at_death"),
    ("After the Artist's death any use requires the consent of the Artist's estate.", "heirs_consent"),
    ("This agreement continues after the Artist's death and the heirs shall have no claims.", "free_use"),
    ("This Agreement binds the successors and assigns of the parties.", "not_stated"),
]


@pytest.mark.parametrize(("text", "value"), CREATION)
def test_replica_creation(text: str, value: str) -> None:
    assert coded(GRANT + "\n\n" + text)["replica_creation"] == value


@pytest.mark.parametrize(("text", "value"), TRAINING)
def test_model_training(text: str, value: str) -> None:
    assert coded(GRANT + "\n\n" + text)["model_training"] == value


@pytest.mark.parametrize(("text", "value"), OWN_TRAINING)
def test_training_of_the_own_copy(text: str, value: str) -> None:
    assert coded(COPY + "\n\n" + text)["model_training"] == value


@pytest.mark.parametrize(("text", "value"), NOVEL)
def test_novel_content(text: str, value: str) -> None:
    assert coded(COPY + "\n\n" + text)["novel_content"] == value


def test_novel_content_needs_a_copy() -> None:
    assert coded(GRANT + "The Company may generate new speech from any text.")["novel_content"] == "not_stated"
    assert coded("The Company shall not create a digital replica of the Artist.")["novel_content"] == "none_allowed"


@pytest.mark.parametrize(("text", "value"), DELETION)
def test_retention_deletion(text: str, value: str) -> None:
    assert coded(GRANT + "\n\n" + text)["retention_deletion"] == value


@pytest.mark.parametrize(("text", "value"), EXITS)
def test_withdrawal(text: str, value: str) -> None:
    assert coded(GRANT + "\n\n" + text)["withdrawal"] == value


@pytest.mark.parametrize(("text", "value"), FORMS)
def test_consent_form(text: str, value: str) -> None:
    assert coded(text)["consent_form"] == value


@pytest.mark.parametrize(("text", "value"), DEATH)
def test_post_mortem_use(text: str, value: str) -> None:
    kind = "release" if "my heirs" in text else "contract"
    assert coded(text if kind == "release" else GRANT + "\n\n" + text, kind)["post_mortem_use"] == value


def test_a_specific_exit_beats_the_label_irrevocable() -> None:
    text = "The Artist irrevocably grants the Company the right to use the Artist's likeness. "
    assert coded(text + "The Artist may withdraw this consent at any time.")["withdrawal"] == "any_time"


TERMS = [
    (
        "You may not use the service to clone the voice of any person without their consent.",
        "replica_creation",
        "separate_consent_required",
    ),
    (
        "If you do not want us to train our models on your content, you can opt out in your settings.",
        "model_training",
        "opt_out",
    ),
    ("We will not train our models on your voice recordings unless you opt in.", "model_training", "opt_in"),
    ("We use your content to train our machine learning models.", "model_training", "permitted_general"),
    ("You may not use output to train competing models.", "model_training", "not_stated"),
    ("You can end this licence at any time by deleting your content.", "withdrawal", "any_time"),
    (
        "You grant us a licence to your content. The licence survives termination of your account.",
        "withdrawal",
        "not_possible",
    ),
    ("You may stop using the services at any time.", "withdrawal", "not_stated"),
    ("You can unsubscribe from our newsletter at any time.", "withdrawal", "not_stated"),
]


@pytest.mark.parametrize(("text", "variable", "value"), TERMS)
def test_platform_terms(text: str, variable: str, value: str) -> None:
    assert coded(text, "terms")[variable] == value
