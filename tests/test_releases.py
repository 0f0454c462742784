"""Releases and talent agreements in their own words: who is who, whether a person is shown, what is paid and what comes later."""

import pytest
from coding_cases import coded
from facevalue.corpus import segment
from facevalue.corpus.model import Source
from facevalue.corpus.readers import document
from facevalue.nlp import codebook
from facevalue.nlp.analyst import Analyst
from facevalue.nlp.companies import Companies
from facevalue.nlp.roles import read_roles

ANALYST = Analyst(codebook.load(), Companies.load())
GRANT = "The Company may use the Artist's name, voice and likeness in its brochures. "

CASES = [
    ("a real or a made-up name", "They may publish the recordings of the Artist in conjunction with her own name or a fictitious name.", "identity_attributes", "name_signature"),
    ("gestures are tracked", "Six cameras record the Artist's gait and her gestures.", "identity_attributes", "motion"),
    ("a box is ticked", "[x] full body", "identity_attributes", "body"),
    ("nobody pays", "Neither of us pays the other.", "compensation_components", "no_payment"),
    ("pictures for time", "The Artist receives fifteen retouched images.", "compensation_components", "in_kind"),
    ("pictures to choose from", "The Artist receives twenty images for review.", "compensation_components", "not_stated"),
    ("clothes are kept", "The Artist may keep the clothes of the shoot.", "compensation_components", "in_kind"),
    ("each clip", "For every clip generated with the replica the Company pays the Artist EUR 40.", "compensation_components", "usage_fee"),
    ("each clip again", "For every clip generated with the replica the Company pays the Artist EUR 40.", "reuse_payment", "each_use"),
    ("each day of work", "The Company pays the Artist a fee of EUR 400 for each day.", "reuse_payment", "not_stated"),
    ("a further year at the same fee", "The Company pays the Artist a fee of $900. It may go on for one further year on payment of the same fee.", "reuse_payment", "listed_cases"),
    ("other media", "Use in any other medium is to be negotiated, and a fee agreed, beforehand.", "reuse_payment", "to_be_bargained"),
    ("no later payment", "There will be no later payments for the recordings.", "reuse_payment", "no_further_pay"),
    ("whatever it earns", "Apart from the fee nothing is owed to the Artist, whatever the film earns.", "reuse_payment", "no_further_pay"),
    ("no share", "The Artist does not have a share in the receipts of the film.", "reuse_payment", "no_further_pay"),
    ("nothing for travel", "Apart from this no sum is payable for travel.", "reuse_payment", "not_stated"),
    ("for nothing beyond them", "The Artist consents to the use of her replica as described in boxes 1 to 3 and for nothing beyond them.", "compensation_components", "not_stated"),
    ("for nothing", "The Artist will receive nothing for this.", "compensation_components", "no_payment"),
    ("nothing if late", "The Artist receives nothing if she is late.", "compensation_components", "not_stated"),
    ("no share is no royalty", "The Artist receives no share of what customers pay.", "compensation_components", "not_stated"),
    ("settled for every use", "The Company shall pay the Artist a fee of $90, which the Artist accepts as full and final compensation for every use of the recordings.", "compensation_structure", "buyout"),
    ("full pay by the use", "As full compensation the Company shall pay the Artist $90 for each use of the recordings.", "reuse_payment", "each_use"),
    ("a scan day in a row", "Scan day: $1,800.", "compensation_components", "creation_fee"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "text", "variable", "expected"), CASES, ids=[c[0] for c in CASES])
def test_releases(case: str, text: str, variable: str, expected: str):
    assert expected in coded(GRANT + "\n\n" + text)[variable].split("|"), case


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Photographer: Orlo Quay\nModel: Ada Quill\n\nI give Orlo Quay the right to publish every picture made of me.", True),
        ("I grant Alder Radio the right to keep and air the recording of my interview. I am not paid.", True),
        ("Dear Ada,\nWe book you for a voice-over session on Monday. Your session fee is £200. You will voice two spots. You license Orlo Ltd to air them.", True),
        ("I let Orlo Ltd photograph my house and garden. I am paid $300. I may ask for copies of the photographs of the house.", False),
        ("Owner grants Licensee the right to use photographs taken of the building during the shoot.", False),
    ],
)  # fmt: skip
def test_who_is_shown(text: str, seen: bool):
    assert (coded(text, "bare")["grant_type"] != "not_applicable") is seen


BOOKING = """{title}

{talent}: {{{{name}}}}
Brand: {{{{brand}}}}

1. WORK
The {talent} attends two events a year and writes for the Brand's newsletter. {work}

2. FEE
The Brand pays {{{{fee}}}} a month.

3. RIGHTS
{rights}
"""


@pytest.mark.parametrize(
    ("title", "talent", "work", "rights", "seen"),
    [
        ("AMBASSADOR AGREEMENT", "Ambassador", "", "The Brand receives a two-year licence to use approved content.", True),
        ("AMBASSADOR AGREEMENT", "Ambassador", "", "The Brand owns its decks and hand-outs. They are returned at the end.", False),
        ("INFLUENCER AGREEMENT", "Influencer", "", "The Brand may repost the Influencer's content for a year.", True),
        ("INFLUENCER AGREEMENT", "Influencer", "", "The Influencer may use the Brand's logo. The Brand is granted no more than a mention.", False),
        ("MODELLING AGREEMENT", "Model", "Shoot: {{date}}, {{place}}.", "USAGE RIGHTS\nWebsite and catalogues, one year, Europe.", True),
        ("ACTING AGREEMENT", "Actor", "Rehearsals begin at nine.", "A buyout for cinema and streaming is included.", True),
        ("ACTOR'S AGENCY AGREEMENT", "Actor", "The Brand finds roles and takes a tenth.", "The Actor keeps all that is made before this date.", False),
        ("UGC AGREEMENT", "Creator", "Three TikTok videos by {{date}}.", "USAGE RIGHTS\nPaid advertising, six months.", True),
        ("SONG AGREEMENT", "Artist", "Two songs by {{date}}.", "USAGE RIGHTS\nPaid advertising, six months.", False),
        ("ILLUSTRATION AGREEMENT", "Creator", "Three drawings by {{date}}.", "USAGE RIGHTS\nPaid advertising, six months.", False),
    ],
)  # fmt: skip
def test_what_those_who_are_shown_make_may_be_used(title: str, talent: str, work: str, rights: str, seen: bool):
    """Neither face nor voice need be named: who is booked, and that what they make is used, tell it."""
    text = BOOKING.format(title=title, talent=talent, work=work, rights=rights)
    assert human(text) is seen


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Digital Replica Rider\n\nPerformer: ${performer.name}\nMedia: ${media}\nTerm: ${start} to ${end}\nSigned by: ${typed_name}", True),
        ("Replica Jersey Licence\n\nClub: ${club.name}\nShirts: ${number}\nTerm: ${start} to ${end}\nSigned by: ${typed_name}", False),
        ("Photo and Media Consent Form\n\nChild: ______\nGroup: ______\nParent: ______\nDate: ______", True),
        ("Pet Photo and Media Consent Form\n\nPet: ______\nOwner: ______\nDate: ______", False),
        ("SPEAKER RELEASE\n\nThe speaker grants to Quill Days the right to record and publish the speaker's talk.", True),
        ("I let Quill Days film my lecture and show it.", True),
        ("SPEAKER RELEASE\n\nThe speaker grants to Quill Days the right to print the speaker's slides.", False),
        ("CONSENT\n\nI agree to take part in an oral history video interview about the mill. I give the Archive leave to show it.", True),
        ("CONSENT\n\nI agree to take part in a written survey about the mill. I give the Archive leave to print it.", False),
        ("RELEASE\n\nI permit Quill Spas to use my testimonial in advertising.", True),
        ("RELEASE\n\nI permit Quill Spas to use my name for deliveries.", False),
    ],
)  # fmt: skip
def test_a_title_and_a_talk(text: str, seen: bool):
    assert human(text) is seen


def human(text: str) -> bool:
    whole = document(text.encode(), "case.txt")
    return ANALYST.read(whole, segment.segment(whole), "contract").human


def test_code_of_contributors_shows_nobody():
    text = "Contributions\n\nYou grant the Owner a licence to use and publish your contributions, in source or object form."
    assert coded(text, "plain_terms")["grant_type"] == "not_applicable"
    assert coded(text.replace("source or object form", "any form"), "plain_terms")["grant_type"] != "not_applicable"


def test_an_animal_is_no_person():
    text = "ANIMAL RELEASE\n\nI own the Animal. I give Orlo Ltd the right to film and photograph the Animal and to use its picture, voice and likeness in advertising. I am paid $300."
    whole = document(text.encode(), "animal.txt")
    rows = ANALYST.rows(whole, segment.segment(whole), Source(uri="animal.txt", kind="contract"))
    assert rows["profiles"][0]["human_likeness"] is False


def test_roles_in_brackets():
    roles = read_roles(
        "between Orlo Quay (photographer) and Ada Quill (model)\n\nThe model may keep the pictures.", "contract"
    )
    assert "model" in roles.talent
    assert "Ada Quill" in roles.talent
    assert "photographer" in roles.company
    assert "Orlo Quay" in roles.company


def test_a_role_defined_with_its_article():
    roles = read_roles(
        'Between Cadence Ltd ("Cadence") and Hedda Moberg ("the Rider"). The Rider rides its bicycles.', "contract"
    )
    assert "Rider" in roles.talent


def test_roles_in_a_letter():
    roles = read_roles(
        "Dear Ada,\n\nWe book you for two spots. Your agent has the scripts. You license us to air your voice. We own the master.",
        "contract",
    )
    assert "you" in roles.talent
    assert "we" in roles.company


def test_a_sum_names_what_the_rules_do_not():
    text = 'Agreement between Orlo Ltd (the "Company") and Ada Quill (the "Model"). The Model lets the Company use her likeness.\n\nShe is paid EUR 15,000 a year in four parts and EUR 2,000 for a podium in a race.'
    whole = document(text.encode(), "sums.txt")
    rows = ANALYST.rows(whole, segment.segment(whole), Source(uri="sums.txt", kind="contract"))
    told = {tag["value"]: tag["tagger"] for tag in rows["tags"] if tag["variable"] == "compensation_components"}
    assert told.keys() == {"fixed_fee", "performance_bonus"}
    assert "amounts" in told.values()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Company gets a licence to use the photographs of the Artist on its site.", "non_exclusive_licence"),
        ("The licence covers the Artist's name, face and voice as they appear in the films.", "non_exclusive_licence"),
        ("The Artist's likeness is shown. The Company gets a licence to use the software.", "not_stated"),
        ("The Artist's likeness is shown. The licence covers the software, not the Artist's voice.", "not_stated"),
    ],
)
def test_a_licence_that_is_got_and_what_it_covers(text: str, expected: str):
    assert coded(text)["grant_type"] == expected
