"""Names in articles: which are companies, which are people, and which company a sentence is about."""

from functools import partial

import pytest
from facevalue.corpus.model import Document
from facevalue.nlp.cast import Cast
from facevalue.nlp.claims import Reader
from facevalue.nlp.companies import Companies
from facevalue.nlp.encoder import load_encoder
from facevalue.nlp.names import weigh
from facevalue.nlp.opinions import Opinions
from facevalue.nlp.press import shipped

KNOWN = Companies.load()


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("Velmora, a dubbing house in two ports, copies the voices of its students.", "Velmora"),
        ("Listeners ring Tessalo about a bill. Tessalo's customers hear a cloned voice.", "Tessalo"),
        ("Three novels came out at Brandt & Lohe, read by a clone of the narrator.", "Brandt & Lohe"),
        ("The ski racer advertises the Talheim Kantonalbank, which owns her digital twin.", "Talheim Kantonalbank"),
        ("Ilko Sand said it intends to make digital twins of 30 models.", "Ilko Sand"),
        ("She signed a contract with Oremi, and a clone of her voice reads the news.", "Oremi"),
        ("The company xVelmo and its partners sell portraits; she signed a release for a clone.", "xVelmo"),
        ("Channel 4 of Norrby will have its news read by avatars of actors.", "Channel 4"),
    ],
)
def test_a_company_is_told_by_what_stands_around_its_name(text: str, company: str) -> None:
    assert company in Cast(text, KNOWN, shipped()).subjects


def test_the_encoder_knows_companies_that_no_sign_gives_away() -> None:
    text = "Brumvale has cloned 30 voices.\nEach narrator was asked. Runa Velde told Tidewatch that she was paid twice. In Norrby nobody was."
    ask = partial(Opinions(load_encoder()).companies, text.replace("\n", " ").replace(". ", ".\n").split("\n"))
    heard = ask(["Brumvale", "Runa Velde", "Norrby", "Nobody Here"])
    assert "Nobody Here" not in heard
    assert heard["Brumvale"] > 1 + max(heard["Runa Velde"], heard["Norrby"])
    assert Cast(text, KNOWN, shipped()).subjects == ()
    assert Cast(text, KNOWN, shipped(), ask).subjects == ("Brumvale",)


def test_shortened_words_months_and_labels_are_no_names() -> None:
    text = "PRESS RELEASE. Brumvale signed in Sept. with 30 voices. “We’ll pay each,” it said; I'd ask for more."
    assert [name.form for name in weigh(text, shipped())] == ["Brumvale"]


def test_without_an_encoder_names_weigh_what_their_signs_do() -> None:
    assert Opinions(None).companies(["Brumvale cloned voices."], ["Brumvale"]) == {}


def test_a_short_name_is_the_longer_one_only_where_that_was_named_first() -> None:
    later = "Velmora, a start-up, clones voices. Its new service, Velmora Vault, keeps what is needed."
    assert Cast(later, KNOWN, shipped()).subjects[0] == "Velmora"
    first = "Velmora Voices, a start-up, clones voices. Narrators signed with Velmora for a year."
    assert Cast(first, KNOWN, shipped()).subjects == ("Velmora Voices",)


@pytest.mark.parametrize(
    "text",
    [
        "The actor Runa Velde signed with nobody. Velde sells clones of his voice.",
        "Runa Velde, 34, lent her face to an avatar.",
        "Runa Velde, a narrator from Norrby, recalls how the scan was done.",
        "Law firm Brook Marlin, which acts for two models, published a note on avatars.",
        "She starred in the series Tallow Street before the avatar was made.",
    ],
)
def test_people_law_firms_and_works_are_no_companies(text: str) -> None:
    assert Cast(text, KNOWN, shipped()).subjects == ()


def test_the_first_and_last_name_of_a_person_name_no_company() -> None:
    text = "The singer Runa Velde licensed her voice. Velde pays for the studio, and Runa offers the clone to fans."
    assert {n.form: n.weight <= -1 for n in weigh(text, shipped())} == {"Runa Velde": True, "Velde": True, "Runa": True}


def subjects(text: str) -> set[str]:
    return {
        c.subject
        for c in Reader(shipped(), KNOWN).read(Document(id="d" * 64, media_type="text/plain", text=text, language="en"))
    }


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Tessalo's Velmora will clone narrators' voices with their consent and pay them a royalty.", "Velmora"),
        (
            "The retailer Tessalo shows digital twins of its models, made by the studio Velmora. Each model gets a royalty.",
            "Tessalo",
        ),
        (
            "The label Tessalo promises much to its singers. With the start-up Velmora it is making clones of their voices, for which each singer gets a royalty.",
            "Tessalo",
        ),
    ],
)
def test_owners_and_makers_stand_in_the_second_row(text: str, subject: str) -> None:
    assert subjects(text) == {subject}


def test_a_product_named_after_a_well_known_company_is_that_company() -> None:
    text = "Google Labs lets an author be asked for advice. Google had signed her a year before."
    assert Cast(text, KNOWN, shipped()).subjects == ("Google",)


def test_ai_ends_a_name_and_an_outlet_that_was_told_is_no_company() -> None:
    assert Cast(
        "Ormel AI sells clones of voices, and the start-up Ormel AI pays for them.", KNOWN, shipped()
    ).subjects == ("Ormel AI",)
    text = "The start-up Velmora clones voices. Its founder told Tessalo Beat that narrators are paid."
    assert Cast(text, KNOWN, shipped()).subjects == ("Velmora",)


def test_neither_firm_means_both_companies_last_named_together() -> None:
    text = (
        "The publisher Tessalo and the platform Velmora cloned the voice of a narrator, who agreed to it in a contract. "
        "Neither firm trains its AI models on the narrators' recordings without their consent, they say."
    )
    assert subjects(text) == {"Tessalo", "Velmora"}


def test_one_company_under_three_names_is_one() -> None:
    text = (
        "Guild and Orbelmoor settle on voice replicas\n"
        "The guild and Orbelmoor Games Corp. have agreed terms on synthetic voices, both said on Friday. "
        "Under the settlement Orbelmoor will need a performer's signed consent for each project in which a digital replica of the voice is used. "
        "Orbelmoor Games will pay performers a fee for every line that is generated."
    )
    document = Document(id="d", media_type="text/plain", text=text, language="en")
    subjects = {claim.subject for claim in Reader(shipped(), KNOWN).read(document)}
    assert subjects <= {"Orbelmoor Games", "sector"}
    assert "Orbelmoor Games" in subjects
