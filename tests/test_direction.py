"""Whose right a sentence gives: words that give none are no right, and their neighbours that give one stay. Texts are invented."""

import sys
from pathlib import Path

import pytest
from facevalue.corpus.model import Span
from facevalue.corpus.readers import document
from facevalue.corpus.segment import segment
from facevalue.nlp.mask import Masker
from facevalue.nlp.roles import Roles, read_roles
from facevalue.nlp.tagger import RuleTagger

sys.path.insert(0, str(Path(__file__).parent))
from coding_cases import HEADS, tagger_scan

CONTRACT, RELEASE, TERMS = "contract", "release", "plain_terms"


def said(text: str, kind: str, head: str | None = None) -> set[tuple[str, str]]:
    """(variable, value) of every tag of a case."""
    whole = document(((HEADS[kind] if head is None else head) + text).encode(), "case.txt")
    as_kind = "terms" if kind.endswith("terms") else "contract"
    roles = read_roles(whole.blanked(Span(0, len(whole.text))), as_kind)
    return {(t.variable, t.value) for t in RuleTagger(tagger_scan(as_kind), roles).tag(whole, segment(whole))}


# (kind, words that give the right, words that do not, the right)
PAIRS = [
    (
        CONTRACT,
        "The Artist agrees to the use of film of the show by the Company.",
        "The Artist agrees to use the tea of the Company in every film of the show.",
        ("grant_type", "consent_only"),
    ),
    (
        CONTRACT,
        "The Artist agrees that the Company may use photographs of the Artist.",
        "The Artist agrees that, for tea, she will use only the brands of the Company.",
        ("grant_type", "consent_only"),
    ),
    (
        CONTRACT,
        "The Artist grants the Company the right to use the name of the Artist.",
        "The Artist shall have the right, but no duty, to use the Artist's name.",
        ("_licence", "yes"),
    ),
    (
        CONTRACT,
        "The Company may use the Artist's likeness on its tins.",
        "Nothing prevents the Artist from granting licences of the Artist's likeness to florists.",
        ("_licence", "yes"),
    ),
    (
        CONTRACT,
        "The film is a work made for hire.",
        "The film is made as a work for hire by a studio that assigns to the Artist whatever it owns.",
        ("grant_type", "work_made_for_hire"),
    ),
    (
        CONTRACT,
        "The Company may not transfer its rights without the Artist's consent.",
        "The Artist may not, before May, transfer the shares without the consent of the Company and its bank.",
        ("transfer_sublicensing", "with_consent"),
    ),
    (
        CONTRACT,
        "If the Company is in default, either party may terminate this agreement.",
        "In such an event nor shall any delay give either party the right to terminate this agreement.",
        ("withdrawal", "listed_grounds"),
    ),
    (
        CONTRACT,
        "The Company may use the pictures at its sole discretion.",
        "The Company may in its sole discretion exercise some of the rights and has no duty to use them.",
        ("approval_rights", "none"),
    ),
    (
        CONTRACT,
        "The Artist has the opportunity to review the advertisements.",
        "The Artist has had the opportunity to review the books of the Company.",
        ("approval_rights", "consultation_only"),
    ),
    (
        CONTRACT,
        "The Artist is not shown the pictures before they are printed.",
        "The Artist is not shown in an unkind or silly light.",
        ("approval_rights", "none"),
    ),
    (
        CONTRACT,
        "The Company acquires title to the recordings and the copyright.",
        "The Company acquires no title to the voice of the Artist.",
        ("replica_ownership", "company"),
    ),
    (
        CONTRACT,
        "The Artist owns the photographs.",
        "The Artist will show the tea in her own photographs.",
        ("replica_ownership", "talent"),
    ),
    (
        CONTRACT,
        "During the term of this agreement, the Artist will not endorse the tea of any competitor.",
        "During the term of this agreement, the Company will not endorse the songs of any competitor.",
        ("exclusivity", "category"),
    ),
    (
        CONTRACT,
        "The Artist has no right to see or approve the pictures.",
        "The Company asks for no right in pictures of the Artist but this permission.",
        ("approval_rights", "none"),
    ),
    (
        CONTRACT,
        "The Artist retains the rights in her likeness.",
        "The Artist retains the right to receive her fee.",
        ("rights_retention", "retained"),
    ),
    (
        TERMS,
        "You can withdraw your consent at any time.",
        "We use cookies for this. You can withdraw your consent at any time.",
        ("withdrawal", "any_time"),
    ),
    (
        TERMS,
        "You grant us a non-transferable licence to use your content.",
        "You grant us a non-transferable licence to incorporate any suggestions you send about your content.",
        ("transfer_sublicensing", "prohibited"),
    ),
    (
        TERMS,
        "You keep all your posts.",
        "You keep control over who sees your posts.",
        ("replica_ownership", "talent"),
    ),
    (
        CONTRACT,
        "The Company may use the Artist's likeness on its tins.",
        "Neither the Company nor the Client may use the Artist's likeness on its tins.",
        ("_licence", "yes"),
    ),
    (
        TERMS,
        "You agree to our use of your photos on your profile.",
        "The customer agrees to use the service, photos included, with care for the rights of others.",
        ("grant_type", "consent_only"),
    ),
    (
        TERMS,
        "You grant us, on a non-exclusive basis, the right to show your content.",
        "You may, on a non-exclusive basis, use our tools to send us your content.",
        ("exclusivity", "none"),
    ),
    (
        TERMS,
        "You own the rights to the content you post.",
        "You affirm you own the rights to the content you post.",
        ("replica_ownership", "talent"),
    ),
    (
        TERMS,
        "You grant us a non-exclusive right to use your content.",
        "You represent that you have a non-exclusive right to use your content.",
        ("grant_type", "non_exclusive_licence"),
    ),
    (
        TERMS,
        "You retain all rights in your content.",
        "Their helpers have no access to your files and retain such inputs for a week.",
        ("rights_retention", "retained"),
    ),
    (
        TERMS,
        "Your content is and remains yours.",
        "This information helps us to choose which of our content is shown to you.",
        ("replica_ownership", "talent"),
    ),
    (
        TERMS,
        "You own your content.",
        "Showing your own content elsewhere is allowed, as is filming yourself.",
        ("replica_ownership", "talent"),
    ),
    (
        TERMS,
        "We claim no ownership of your content.",
        "We claim no ownership of generated content.",
        ("rights_retention", "retained"),
    ),
    (
        TERMS,
        "You give us permission to use your photos.",
        "If you give us permission to look into your camera roll, we collect the dates of your photos.",
        ("_licence", "yes"),
    ),
    (
        TERMS,
        "You hereby grant us a licence to show your content.",
        "You have every consent that is needed for your content and to grant us all rights.",
        ("_licence", "yes"),
    ),
    (
        TERMS,
        "We may use your content to improve the service.",
        "We may use metrics on your content and its load times to improve the service.",
        ("grant_type", "consent_only"),
    ),
    (
        TERMS,
        "You consent to our use of your photos.",
        "You have the right to withdraw your consent to our use of your photos.",
        ("grant_type", "consent_only"),
    ),
    (
        TERMS,
        "The licence that you give us is:\n\n* not exclusive, so that you can license your content to others",
        "The licence of our tools that we give you is:\n\n* not exclusive, so that we can license our content to others",
        ("exclusivity", "none"),
    ),
    (
        TERMS,
        "We may pass these rights to companies of our group, and we grant rights to our affiliates.",
        "You have full power to grant us the rights and to bind any of your affiliates.",
        ("transfer_sublicensing", "limited_circle"),
    ),
    (
        TERMS,
        "We own the custom avatar.",
        "There are avatars of people who work for us under their own contracts, and custom avatars.",
        ("replica_ownership", "company"),
    ),
    (
        TERMS,
        "We may sublicense these rights to third parties.",
        "On request we hand over your personal data in a transferable form, with a note of your rights.",
        ("transfer_sublicensing", "unrestricted"),
    ),
    (
        RELEASE,
        "I grant the Company the right to show the film and my story.",
        "The shop is paid for by grants, whose givers like to hear of recordings and of my story.",
        ("_licence", "yes"),
    ),
    (
        RELEASE,
        "I agree that the Company may use the film.",
        "I agree that no further sum is owed for any use.",
        ("grant_type", "consent_only"),
    ),
    (
        RELEASE,
        "Nobody has to ask me before the film is shown.",
        "Nobody asks me why I came, nobody will ask me why I left before the film is shown.",
        ("approval_rights", "none"),
    ),
    (
        RELEASE,
        "The film may be shown without approval from me.",
        "Guests in the film are not permitted without prior approval from the crew.",
        ("approval_rights", "none"),
    ),
    (
        RELEASE,
        "The film may be shown without permission from me.",
        "I may not film without permission from the Company.",
        ("approval_rights", "none"),
    ),
    (
        TERMS,
        "You can withdraw your consent at any time by deleting your content.",
        "You can withdraw your consent to promotional messages at any time by leaving the list.",
        ("withdrawal", "any_time"),
    ),
    (
        RELEASE,
        "My consent cannot be withdrawn.",
        "Upon withdrawal of my consent, films that are out cannot be recalled.",
        ("withdrawal", "not_possible"),
    ),
    (
        CONTRACT,
        "The rights may be assigned by the Company only with the consent of the Artist.",
        "This agreement may not be assigned by the Artist without the consent of the Company.",
        ("transfer_sublicensing", "with_consent"),
    ),
    (
        CONTRACT,
        "The Company may use the Artist's name and likeness.",
        "The Artist shall have the right to use the Company's name and likeness.",
        ("_licence", "yes"),
    ),
    (
        CONTRACT,
        "The recordings are owned by the Company.",
        "The slides and recordings of the course are owned by the Company or licensed to the Company.",
        ("replica_ownership", "company"),
    ),
    (
        CONTRACT,
        "The Artist shall not endorse the tea of any other maker.",
        "The Artist may not copy, publish or share the slides with any third party.",
        ("exclusivity", "category"),
    ),
    (
        CONTRACT,
        "The parties are co-owners of the recording.",
        "The parties are co-owners of the underlying composition in the recording.",
        ("replica_ownership", "joint"),
    ),
    (
        TERMS,
        "You consent to our use of your photos.",
        "Before we post a photo we will obtain your consent to the use of your photos.",
        ("grant_type", "consent_only"),
    ),
    (
        TERMS,
        "You grant us a licence to use your content.",
        "If you did not grant a licence to use your content, you may tell us.",
        ("_licence", "yes"),
    ),
    (
        TERMS,
        "You consent to our use of your photos.",
        "4. Privacy\n\nYou consent to the collection and use of your information, as our notice says.",
        ("grant_type", "consent_only"),
    ),
    (
        TERMS,
        "You grant us rights to your content.",
        "4. Your Grant of Rights to Your Content\n\nIt follows below.",
        ("_licence", "yes"),
    ),
]


@pytest.mark.parametrize(("kind", "gives", "gives_none", "right"), PAIRS)
def test_words_that_give_a_right_and_words_that_do_not(
    kind: str, gives: str, gives_none: str, right: tuple[str, str]
) -> None:
    assert right in said(gives, kind)
    assert right not in said(gives_none, kind)


NOTICE = "Alderlight\n\nPrivacy Notice\n\nThis notice tells what we (“Alderlight”, “we”, “us”) do with data.\n\n"


def test_consents_of_a_privacy_notice_are_the_laws_unless_they_concern_what_shows_a_person() -> None:
    withdrawn = "You can withdraw your consent at any time."
    assert ("withdrawal", "any_time") in said(withdrawn, TERMS)
    assert ("withdrawal", "any_time") not in said(withdrawn, TERMS, NOTICE)
    assert ("withdrawal", "any_time") in said(
        "You can withdraw your consent to the use of your voice at any time.", TERMS, NOTICE
    )
    used = "We may use your {} to train our models for the service."
    assert ("grant_type", "consent_only") in said(used.format("photos"), TERMS, NOTICE)
    assert ("grant_type", "consent_only") not in said(used.format("data"), TERMS, NOTICE)


def test_a_notice_without_a_title_is_known_by_how_often_it_speaks_of_personal_data() -> None:
    head = "Alderlight (“we”, “us”) collects personal data. We hold personal information and delete personal data.\n\n"
    withdrawn = "You can withdraw your consent at any time."
    assert ("withdrawal", "any_time") not in said(withdrawn, TERMS, head)


def test_ones_own_is_read_with_whose_it_is() -> None:
    roles = Roles(talent=("you", "your"))
    text = "You own your own scan; your ownership lasts."
    masked = Masker(roles).mask(text)
    assert masked.text == "Ⓣ own Ⓣ scan; Ⓣ ownership lasts."
    start = masked.text.index("Ⓣ scan")
    assert text[slice(*masked.original(start, start + 1))] == "your own"


NOBODY = 'This Agreement is made between Orlo Films Inc. (the "Licensor") and Quill Games Ltd. (the "Licensee"). The Licensee shall pay the Licensor.\n\n'


def test_where_no_side_is_a_persons_only_sentences_on_a_likeness_give_its_rights() -> None:
    assert not read_roles(NOBODY, "contract").talent
    clip = "Orlo grants the Licensee an exclusive licence to distribute the recordings. Orlo may transfer its rights."
    assert not {v for v, _ in said(clip, CONTRACT, NOBODY)} & {"grant_type", "_licence", "transfer_sublicensing"}
    assert ("withdrawal", "listed_grounds") in said(
        "If one is in default, the other party may end this agreement.", CONTRACT, NOBODY
    )
    actor = "The Licensee shall not use the likeness of the leading actor."
    assert ("grant_type", "no_grant") in said(actor, CONTRACT, NOBODY)


@pytest.mark.parametrize(
    "thing",
    [
        'Orlo Films lets the Licensee use its name and likeness (collectively the "Trademarks").',
        "The Licensor, its people and Orlo shall not use words that imply an endorsement by the Licensee, its affiliates or its staff.",
        "Two episodes are to be filmed in May for use by the Licensee.",
        "The form asks for password, name, Model's licence number and the Model's photo for use in the app.",
        "The Licensee knows that some states protect a person's image and likeness from use without consent.",
    ],
)
def test_marks_films_and_accounts_show_no_likeness(thing: str) -> None:
    assert ("_likeness", "yes") not in said(thing, CONTRACT, NOBODY)
    assert ("_likeness", "yes") in said("The Model lets Quill use his voice.", CONTRACT, NOBODY)
