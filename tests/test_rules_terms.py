"""Platform terms: what concerns a likeness at all, and clauses on users' content in the wordings of services."""

import sys
from pathlib import Path

import pytest
from facevalue.corpus.model import Source
from facevalue.corpus.readers import document
from facevalue.corpus.segment import segment
from facevalue.nlp.apply import Coder
from facevalue.nlp.roles import read_roles

sys.path.insert(0, str(Path(__file__).parent))
from coding_cases import coded

LICENCE = (
    "By uploading Your Content you grant us a worldwide, royalty-free licence to host, copy and show Your Content "
)


def alone(text: str) -> dict[str, str]:
    """The codings of terms whose opening says nothing of a likeness."""
    return coded(text, "plain_terms")


CONCERNED = [
    (LICENCE + "to run the service. Your Content may include text, pictures and sound clips that you post.", True),
    (LICENCE + "to run the service.", True),  # open, and nothing confines it
    ("You may send us prompts. We may use your prompts to develop our models.", True),
    (LICENCE + "to run the service. The service is offered to businesses only and not to consumers.", False),
    ("Our coding assistant completes what you write. " + LICENCE + "to run the service.", False),
    (LICENCE + "to run the service. Your Content means stories, documents or other materials you enter.", False),
    (LICENCE + "to run the service. You must not upload personal data to the service.", False),
    (LICENCE + "to run the service. You must not upload personal data of other people without their consent.", True),
    ("You keep your files. We hold them for you and do nothing else with them.", False),
    ("If you send feedback, you grant us a licence to use the feedback.", False),
    ("You may not post content that shows the likeness of real people.", True),
    # rights that are no rights of the company in what users put in
    ("Except for the licence granted to you, Alderlight owns the pictures, text and other content of the site.", False),
    ("You confirm that you hold all rights and licences for us to handle your pictures and other content.", False),
    ("You grant us the right to look at reported content in order to improve the service.", False),
    ("Except for personal data, you grant us a licence to use your content, such as pictures, for our ends.", False),
    ("Prompts can be text or pictures. We may, within narrow bounds, use your prompts to improve the service.", True),
]


@pytest.mark.parametrize(("text", "concerned"), CONCERNED)
def test_whether_terms_concern_a_likeness(text: str, concerned: bool) -> None:
    assert (alone(text)["grant_type"] != "not_applicable") is concerned


SAID = [
    # what it is for
    (LICENCE + "for any lawful purpose.", "purpose_scope", "any_purpose"),
    (LICENCE + "in any way, for commercial, advertising and trade purposes.", "purpose_scope", "any_purpose"),
    (
        LICENCE + "in connection with the service and Alderlight's (and its affiliates') business.",
        "purpose_scope",
        "any_purpose",
    ),
    (
        LICENCE + "in connection with the service and Alderlight's (and its affiliates') business.",
        "consent_specificity",
        "broad_category",
    ),
    (
        LICENCE + "to operate the service. We may use usage data for any lawful purpose.",
        "purpose_scope",
        "platform_service",
    ),
    (
        LICENCE + "to operate the service. We may take back a user name at any time and for any reason.",
        "purpose_scope",
        "platform_service",
    ),
    (
        LICENCE + "to operate the service. You have all rights needed for the purposes described in these terms.",
        "purpose_scope",
        "platform_service",
    ),
    (LICENCE + "and your image and likeness, to operate the service.", "purpose_scope", "platform_service"),
    (
        LICENCE
        + "for any purpose. You also grant us a licence to use your name and likeness to identify you as its author.",
        "purpose_scope",
        "described_category",
    ),
    (
        "By posting User Content you grant the Company a licence to use it in any form or media for use in connection with the service.",
        "purpose_scope",
        "platform_service",
    ),
    # what is paid
    (LICENCE + "to operate the service.", "compensation_components", "not_stated"),
    (
        LICENCE + "to operate the service. Royalty-free means that no fees are payable for this licence.",
        "compensation_components",
        "no_payment",
    ),
    (LICENCE + "to operate the service. You grant a free licence to us.", "compensation_components", "no_payment"),
    # what is kept
    (
        "You keep all rights in Your Content. You grant us a perpetual licence to use Your Content to operate the service.",
        "rights_retention",
        "retained",
    ),
    (
        "You keep all rights in Your Content. You grant us a perpetual licence to use Your Content for any purpose.",
        "rights_retention",
        "partial",
    ),
    (
        LICENCE + "for any purpose.\n\nFor all of Your Content you hereby waive:\n\n(a) any rights of publicity;\n\n"
        "(b) any right to inspect or approve what we publish.",
        "rights_retention",
        "given_up",
    ),
    (
        LICENCE + "for any purpose.\n\nFor all of Your Content you hereby waive:\n\n(a) any rights of publicity;\n\n"
        "(b) any right to inspect or approve what we publish.",
        "approval_rights",
        "none",
    ),
    (
        LICENCE
        + "to run it. Your Content remains yours. We retain any intellectual property rights that we have in our content.",
        "replica_ownership",
        "talent",
    ),
    # for how long, and the way out
    (
        LICENCE
        + "to run the service. The licences you give us will end when you remove Your Content, unless others copied it.",
        "withdrawal",
        "any_time",
    ),
    (
        LICENCE + "to run the service. The licence lasts for as long as Your Content is protected by copyright.",
        "licence_term",
        "perpetual",
    ),
    (
        LICENCE + "to run the service. You can remove Your Content by simply deleting it in the editor.",
        "retention_deletion",
        "deleted_on_request",
    ),
    (
        LICENCE + "to run the service. We will delete your profile and Your Content within 60 days of cancellation.",
        "retention_deletion",
        "deleted_at_end",
    ),
    (
        LICENCE + "to run the service. Termination of your account also involves deletion of Your Content.",
        "retention_deletion",
        "deleted_at_end",
    ),
    (
        LICENCE + "to run the service. When you delete your account, we will delete your content within 30 days.",
        "retention_deletion",
        "deleted_at_end",
    ),
    (LICENCE + "to run the service. We will not retain Your Content for training.", "retention_deletion", "not_stated"),
    (
        LICENCE
        + "to run the service. We may require you to stop using outputs and delete any copies of them upon termination.",
        "retention_deletion",
        "not_stated",
    ),
    # training
    (
        LICENCE + "to run our AI service. You may bring claims before a jury unless you opt out of arbitration.",
        "model_training",
        "not_stated",
    ),
    (
        LICENCE + "to run our AI service. You can opt out of some kinds of notification.",
        "model_training",
        "not_stated",
    ),
    (
        "You consent to us using User Content that is not personal data to improve our machine learning models.",
        "model_training",
        "permitted_general",
    ),
    (
        "You grant, and you warrant that you have the right to grant, us a licence to use Your Content to train AI models.",
        "model_training",
        "permitted_general",
    ),
    # who is meant
    (
        LICENCE + "and to use your user name(s), image(s) and likeness(es).",
        "identity_attributes",
        "face|name_signature",
    ),
]


AWAY = "\n\n" + "The service is offered as it stands, and it may change from one day to the next. " * 25 + "\n\n"
GRANT = LICENCE + "to run the service."
OF_THE_GRANT = [
    (
        GRANT + AWAY + "Your content may not be used for any purpose that the law forbids.",
        "purpose_scope",
        "platform_service",
    ),
    (
        GRANT + AWAY + "You pay a fee for each use of a voice model, and receive an invoice each month.",
        "reuse_payment",
        "no_further_pay",
    ),
    (LICENCE + "for our other business purposes.", "purpose_scope", "any_purpose"),
    (LICENCE + "in connection with the operation of its businesses.", "purpose_scope", "any_purpose"),
    (
        "You grant us an unrestricted, free licence to use your content and to pass it on to others.",
        "purpose_scope",
        "any_purpose",
    ),
    (GRANT + " You will not permit others to license or promote the service.", "grant_type", "non_exclusive_licence"),
    ("You grant us a licence to use your content during the term of these terms.", "licence_term", "until_withdrawn"),
    ("You grant us a licence to use your content during the term of these terms.", "withdrawal", "any_time"),
    (GRANT + " The foregoing licences shall survive any termination of these terms.", "withdrawal", "not_possible"),
    (
        GRANT + " Your rights to use a tuned model will cease upon termination of your account.",
        "licence_term",
        "not_stated",
    ),
    (
        GRANT + " We will ask before we use your face. You may withdraw any such consent at any time.",
        "withdrawal",
        "not_stated",
    ),
    (
        "We may store, host, copy and use your pictures and other content to improve our products.",
        "grant_type",
        "consent_only",
    ),
    (GRANT + " You may terminate this agreement at any time by closing your account.", "withdrawal", "not_stated"),
    (
        GRANT + " If you remove your content, this licence ends within a reasonable time.",
        "licence_term",
        "until_withdrawn",
    ),
    (GRANT + " If you remove your content, this licence ends within a reasonable time.", "withdrawal", "any_time"),
    (
        GRANT + " Even after you delete your content, the licence continues for copies in use.",
        "withdrawal",
        "not_possible",
    ),
    # who owns what, what is kept
    (
        GRANT + " We may, but are not obliged to, delete your content when you leave.",
        "retention_deletion",
        "kept_indefinitely",
    ),
    ("We grant you a licence to use the service. " + GRANT, "rights_retention", "not_stated"),
    (
        "You own your content. You consent to our use of your recordings to make a voice clone.",
        "replica_ownership",
        "not_stated",
    ),
    (
        "You own your voice clone. You consent to our use of your recordings to make a voice clone.",
        "replica_ownership",
        "talent",
    ),
    (GRANT + " We do not keep your content after it was processed.", "retention_deletion", "deleted_at_end"),
    (GRANT + " You should retain copies of your content for good.", "retention_deletion", "not_stated"),
    (GRANT + " We do not promise that we will keep each model for ever.", "retention_deletion", "not_stated"),
    # parts of a person
    (GRANT + " Do not upload photos of people without their consent.", "identity_attributes", "face"),
    (GRANT + " Obey all laws on the processing of biometric information.", "identity_attributes", "not_stated"),
    # training
    (GRANT + " This includes checks but excludes model training with your content.", "model_training", "not_stated"),
    (
        GRANT + " We do not use your content to train AI models except when you have not opted out of training.",
        "model_training",
        "opt_out",
    ),
]


@pytest.mark.parametrize(("text", "variable", "value"), OF_THE_GRANT)
def test_a_grant_is_read_in_and_behind_its_clause(text: str, variable: str, value: str) -> None:
    assert alone(text)[variable] == value


@pytest.mark.parametrize(("text", "variable", "value"), SAID)
def test_what_terms_say(text: str, variable: str, value: str) -> None:
    assert coded(text, "plain_terms")[variable] == value


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The service is run by Orlo Ltd (including its successors, “**Orlo**,” “**we**,” or “**us**”).", "Orlo"),
        ("When we speak of ‘Orlo’, ‘we’ and ‘us’, we mean Orlo Ireland Limited.", "Orlo"),
        ("These terms are between you and Orlo AB. Below it is referred to as Orlo, “us” or “we”.", "Orlo"),
    ],
)
def test_the_name_of_the_service_stands_for_the_company(text: str, name: str) -> None:
    assert name in read_roles(document(text.encode(), "terms.txt").text, "terms").company


def test_the_service_is_known_by_what_only_a_service_does() -> None:
    text = "Orlo Voice may suspend your account. Orlo Voice does not guarantee anything. Apple is not responsible. Apple has no obligation."
    assert "Orlo Voice" in read_roles(text, "terms").company
    assert "Apple" not in read_roles(text, "terms").company


def test_what_is_offered_under_a_name_is_no_party() -> None:
    text = "Orlo Inc. (“Company”, “we”) offers its website and apps (collectively, the “Company Properties”)."
    assert "Company Properties" not in read_roles(text, "terms").company


def test_the_clause_that_grants_is_shown_and_no_permission_in_passing() -> None:
    text = (
        "TERMS OF SERVICE\n\nAlderlight Ltd (“Alderlight”, “we”, “us”) offers a service.\n\n"
        "By signing in through another service you give us permission to use your information from that service.\n\n"
        "You grant us an irrevocable, perpetual, royalty-free licence to use your content, such as pictures and recordings, to run the service.\n"
    )
    whole = document(text.encode(), "terms.txt")
    codings = Coder()(whole, segment(whole), Source("terms.txt", kind="terms"))["codings"]
    assert "royalty-free" in next(str(row["quote"]) for row in codings if row["variable"] == "grant_type")
