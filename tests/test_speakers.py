"""Who says so and how firmly: interviews, authors who say "we", polls, papers, lawsuits, reported promises."""

import pytest
from facevalue.corpus.model import Document
from facevalue.nlp.claims import Reader
from facevalue.nlp.companies import Companies
from facevalue.nlp.model import Claim
from facevalue.nlp.press import shipped

KNOWN = Companies.load()


def claims(text: str) -> list[Claim]:
    document = Document(id="d" * 64, media_type="text/plain", text=text, language="en")
    return Reader(shipped(), KNOWN).read(document)


def told(text: str, value: str) -> tuple[str, str]:
    """Who says so and how firmly, of the claim with this value."""
    found = next(c for c in claims(text) if c.values == (value,))
    return found.attribution, found.certainty


INTERVIEW = """HOST: Runa, the platform Velmora has a clone of your voice. What do you get?

RUNA VELDE: Each time it is used I get a royalty of ten per cent.

HOST: Is there a contract?

RUNA VELDE: Yes, for two years."""


def test_in_an_interview_each_turn_is_its_speakers() -> None:
    assert told(INTERVIEW, "royalty") == ("talent", "asserted")


def test_an_author_who_says_we_for_a_union_is_the_union() -> None:
    text = (
        "Colleagues, we signed an agreement with the broadcaster Velmora on cloned voices. "
        "The clone of a presenter's voice is deleted when the contract ends. We reached this in spring."
    )
    assert {c.attribution for c in claims(text)} == {"union_or_advocate"}


@pytest.mark.parametrize(
    ("text", "value", "who", "firm"),
    [
        (
            "According to the contract, the company Velmora pays her a royalty for each use of the clone of her voice.",
            "royalty",
            "document_or_official",
            "documented",
        ),
        (
            "Two narrators have sued the company Velmora over clones of their voices. They were paid a flat fee of 400 dollars, says Runa Velde, a narrator.",
            "fixed_fee",
            "talent",
            "disputed",
        ),
        (
            "The clone of her voice, made by the company Velmora with her consent, may be used in video games for a royalty.",
            "royalty",
            "journalist",
            "asserted",
        ),
        (
            "Velmora, an audiobook company, will clone the voices of narrators, and pays them a royalty, according to the union.",
            "royalty",
            "union_or_advocate",
            "planned",
        ),
        (
            "The company Velmora pays narrators a royalty for each use of the clones of their voices, the Daily Talheim has learnt.",
            "royalty",
            "unnamed_source",
            "asserted",
        ),
        (
            "A narrator who keeps her name out of it says that the company Velmora pays her a royalty for the clone of her voice.",
            "royalty",
            "unnamed_source",
            "asserted",
        ),
        (
            "Narrators get a royalty for each use of their cloned voices, the policy of the company Velmora states.",
            "royalty",
            "document_or_official",
            "documented",
        ),
        (
            "At the audiobook company Velmora narrators get a royalty for clones of their voices, says Runa Velde, who runs the place.",
            "royalty",
            "company",
            "asserted",
        ),
        (
            "The company Velmora pays narrators a royalty for clones of their voices, says Runa Velde.",
            "royalty",
            "journalist",
            "asserted",
        ),
        (
            "The audiobook company Velmora means to pay narrators a royalty for clones of their voices.",
            "royalty",
            "journalist",
            "planned",
        ),
        (
            "As a rule the audiobook company Velmora pays narrators a royalty for clones of their voices.",
            "royalty",
            "journalist",
            "hedged",
        ),
    ],
)
def test_speaker_and_certainty(text: str, value: str, who: str, firm: str) -> None:
    assert told(text, value) == (who, firm)


def test_an_author_who_tells_of_my_own_voice_is_the_talent() -> None:
    story = (
        "I have something to confess. Years ago I sat in a booth for the company Velmora, and they recorded me for a week. "
        "I gave my consent to a clone of my voice and got a royalty. I did not ask my agent, and I regret it."
    )
    assert {c.attribution for c in claims(story)} == {"talent"}
    quoted = f'The author of a letter to us says: "{story}" We did not find the author.'
    assert not any(c.attribution == "talent" for c in claims(quoted.replace("says: ", ": ")))


def test_a_poll_goes_on_in_the_figures_that_follow() -> None:
    text = (
        "Avatars of models are spreading. The union surveyed 300 models. "
        "Almost a fifth of them had been asked for a scan of the body to make a digital replica."
    )
    assert {c.attribution for c in claims(text)} == {"union_or_advocate"}
