"""What documents say about themselves: dates, titles, authors, language."""

import pytest
from facevalue.corpus import readers
from facevalue.corpus.language import detect
from facevalue.corpus.metadata import describe, iso


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("2021-03-04", "2021-03-04"),
        ("2021-03-04T10:00:00Z", "2021-03-04"),
        ("2021-03", "2021-03"),
        ("2021", "2021"),
        ("March 4, 2021", "2021-03-04"),
        ("Sept. 4th, 2021", "2021-09-04"),
        ("4 March 2021", "2021-03-04"),
        ("the 4th day of March, 2021", "2021-03-04"),
        ("this 1s t day of October 2008", "2008-10-01"),
        ("20 March day of 1998", "1998-03-20"),
        ("3/4/2021", "2021-03-04"),
        ("25/12/2021", "2021-12-25"),
        ("4.3.2021", "2021-03-04"),
        ("7/7/98", "1998-07-07"),
        ("March 2021", "2021-03"),
        ("31/31/2021", None),
        ("version 12", None),
        ("", None),
    ],
)
def test_dates_become_iso_prefixes(words: str, date: str | None) -> None:
    assert iso(words) == date


@pytest.mark.parametrize(
    ("text", "title", "published"),
    [
        (
            "Exhibit 10.1\n\nTALENT RELEASE AND VOICE LICENCE AGREEMENT\n\nThis Agreement is made as of May 3, 2024 by and between "
            "Lumen Avatars and Ada Quill.",
            "TALENT RELEASE AND VOICE LICENCE AGREEMENT",
            "2024-05-03",
        ),
        (
            "Voice Terms of Service\n\nLast updated: 3 May 2024\n\nThese terms were first posted on 1 May 2019.",
            "Voice Terms of Service",
            "2024-05-03",
        ),
        (
            "Release\n\nI grant Lumen my voice. It may be used until 1 January 2030 and no longer than that by anybody else.\n\nDate: 2 May 2024",
            "Release",
            "2024-05-02",
        ),
        (
            "Actors sell their faces\n\nBy Ada Quill\n3 February 2024\n\nA studio buys faces.",
            "Actors sell their faces",
            "2024-02-03",
        ),
        (
            "A studio in Lyon buys faces, and has done so since 4 May 2019, as its owner told a newspaper that asked for the date.",
            None,
            None,
        ),
    ],
)
def test_title_and_date_from_the_text(text: str, title: str | None, published: str | None) -> None:
    found = describe(readers.document(text.encode(), "a.txt"), "a.txt")
    assert (found.title, found.published) == (title, published)


def test_the_page_itself_is_believed_first() -> None:
    page = (
        """<html><head><meta property="og:type" content="article"><meta property="og:title" content="Faces for sale">
    <meta property="article:published_time" content="2024-02-03T10:00:00Z"><meta property="og:site_name" content="The Example">
    <meta name="author" content="Ada Quill"></head><body><article><h1>Faces for sale</h1>"""
        + "<p>A studio buys faces since 2019.</p>" * 20
    )
    found = describe(readers.document(page.encode(), "a.html"), "a.html")
    assert (found.title, found.published, found.outlet, found.author) == (
        "Faces for sale",
        "2024-02-03",
        "The Example",
        "Ada Quill",
    )


def test_a_byline_names_the_author() -> None:
    text = "Faces for sale\n\nBy Ada Quill and Bo Stern\n\nA studio buys faces, people said."
    assert describe(readers.document(text.encode(), "a.txt"), "a.txt").author == "Ada Quill and Bo Stern"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "The performer grants the company the right to use her voice in the films of the company and in its games.",
            "en",
        ),
        ("Die Künstlerin räumt der Gesellschaft das Recht ein, ihre Stimme in Filmen und Spielen zu verwenden.", "de"),
        (
            "L'artiste accorde à la société le droit d'utiliser sa voix dans les films et dans les jeux de la société.",
            "fr",
        ),
        (
            "表演者授予公司在其电影和游戏中使用其声音的权利，期限为两年，并应获得报酬。该权利不得转让给任何第三方。",
            "zh",
        ),
        ("OK 12", "und"),
        ("", "und"),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "El artista concede a la sociedad el derecho de utilizar su voz en las películas y los juegos de la sociedad.",
            "es",
        ),
        # a cover in English does not make a German contract English, nor the other way round
        (
            "VOICE LICENCE AGREEMENT\n\nOrlo Ltd.\n\n"
            + "Die Künstlerin räumt der Gesellschaft das Recht ein, ihre Stimme in Filmen und Spielen zu verwenden. "
            * 40,
            "de",
        ),
        (
            "Vertrag über eine Stimme\n\n"
            + "The performer grants the company the right to use her voice in films, and is paid for each of the uses. "
            * 40,
            "en",
        ),
        ("Fee: EUR 500", "und"),
    ],
)
def test_the_language_is_that_of_most_of_the_text(text: str, language: str) -> None:
    assert detect(text) == language


TERMS = "# Voxhill Terms of Service\n\n**Last updated: 3 May 2024**\n\nThese Terms govern your use of Voxhill. Effective 1 June 2024."


def test_terms_name_their_service_and_their_last_update() -> None:
    found = describe(readers.document(TERMS.encode(), "a.md"), "a.md", "terms")
    assert (found.value("service"), found.value("last_updated"), found.published) == (
        "Voxhill",
        "2024-05-03",
        "2024-05-03",
    )
    assert found.parties == ()


@pytest.mark.parametrize(
    ("text", "dateline", "outlet"),
    [
        (
            "Faces for sale\n\nLONDON, March 3 (The Wire) - A studio buys faces.",
            "LONDON, March 3 (The Wire)",
            "The Wire",
        ),
        ("Faces for sale\n\nLOS ANGELES — A studio buys faces.", "LOS ANGELES", None),
        ("DEMONSTRATION DOCUMENT - invented.\n\nA studio buys faces.", None, None),
        ("A studio buys faces - and voices.", None, None),
    ],
)
def test_articles_say_where_they_were_filed(text: str, dateline: str | None, outlet: str | None) -> None:
    found = describe(readers.document(text.encode(), "a.txt"), "a.txt", "press")
    assert (found.value("dateline"), found.outlet) == (dateline, outlet)


def test_no_break_spaces_are_spaces() -> None:
    text = (
        'This Agreement is made on 1 March 2020 between Orlo Inc. ("Orlo") and Hollin LLC ("Hollin").\n\n'
        "The term of this Agreement shall be two (2) years from the Effective Date.\n\n"
        "This Agreement shall be governed by and construed under New York law.\n"
    )
    plain, held = (
        describe(readers.document(words.encode(), "a.txt"), "a.txt") for words in (text, text.replace(" ", "\xa0"))
    )
    assert plain.value("term") == "2 years"
    assert plain.value("governing_law") == "New York"
    assert [(fact.name, fact.value) for fact in held.facts] == [(fact.name, fact.value) for fact in plain.facts]
    assert [party.name for party in held.parties] == [party.name for party in plain.parties]
