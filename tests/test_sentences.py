"""Sentences of legal and press text: where they end, and that nothing is lost."""

from itertools import pairwise

import pytest
from facevalue.nlp.sentences import LONGEST, sentences
from hypothesis import given
from hypothesis import strategies as st


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


CASES = {
    "plain": "The studio pays.| The actor agrees.",
    "question": "Who owns the voice?| Nobody said.| We asked twice!| They left.",
    "company forms": "Blue Heron Inc. and Fen Corp. Holdings signed.| It was late.",
    "form ends sentence": "The avatar was built by Blue Heron Inc.| The model was paid.",
    "reference": "Sec. 3344(a) of the code and Art. 6 apply, see No. 4 and p. 12.| Nothing else does.",
    "word no": "The answer was no.| Then came the strike.",
    "code": "See 17 U.S.C. § 512 and Cal. Civ. Code.| Nothing else applies.",
    "escaped number": "1\\. Using our voices.| **VI. How we keep them.**| It is safe.",
    "short names": "Attn: Wm. Gordon Oak and Robert W. Elm.| They sign.",
    "titles": "Mr. Oak met Dr. Elm vs. Ms. Ash in Jan. 2021.| They agreed.",
    "latin": "Uses (e.g. Games, i.e. Titles) are barred.| Others are not.",
    "initials": "J. R. Oak and the U.S. District Court agree.| Fine.",
    "country ends": "It was sold in the U.S.| The fee was small.",
    "decimals": "The fee is $1.5 million at 2.5% a year.| It ends in 2030.| Then it stops.",
    "numbering stays": '2.1. Grant of Rights.| "Image" means a face.| Section 3. Pay.| (a) The fee is due.',
    "reference ends": "This is subject to Section 8.| Licensee shall pay.",
    "quotes": 'She said: "We own it." |They did not.|',
    "quote goes on": '"Do you own it?" she asked.| "No," he said.',
    "small letter": "The brand uses www. example pages. and so on.| iPhone owners pay.",
    "wide": "模特同意。| 公司付款。",
    "other script": "Студия платит.| Актёр согласен.",
}


@pytest.mark.parametrize("marked", CASES.values(), ids=CASES.keys())
def test_cases(marked: str):
    expected = [part.strip() for part in marked.split("|") if part.strip()]
    assert split(marked.replace("|", "")) == expected


def test_wrapped_lines_and_page_breaks_do_not_end_a_sentence():
    text = "The Company may use the digital double of the Artist\nin any film it makes until the\n\n   \n\nend of the Term. It pays\nfor each use of the likeness that it makes."
    assert len(split(text)) == 2


def test_items_behind_an_empty_line_end_what_stands_before_them():
    assert split("The term begins on July 1\n\n(ii) it ends in 2022") == [
        "The term begins on July 1",
        "(ii) it ends in 2022",
    ]
    assert len(split("The fee is due as set out in Section\n\n(b) above and not before")) == 1
    long = (
        "The Company may not judge a person by what it thinks to be the age of that person or to change their behaviour"
    )
    assert split(f"{long}\n    *   Classify persons by the way they behave") == [
        long,
        "*   Classify persons by the way they behave",
    ]


def test_headings_items_and_paragraphs_end():
    text = (
        "USE OF VOICE\n\nThe Company may use the voice:\n(a) in games;\n(b) in films; and\n(c) in toys\n\n"
        "PAYMENT\n\nThe fee is due on signing"
    )
    assert split(text) == [
        "USE OF VOICE",
        "The Company may use the voice:",
        "(a) in games;",
        "(b) in films; and",
        "(c) in toys",
        "PAYMENT",
        "The fee is due on signing",
    ]


def test_a_page_of_one_line_paragraphs():
    headline = "Retailer makes twins of its models"
    body = (
        "The retailer said on Monday that it would make digital twins of thirty of its models, who keep the rights. "
        * 2
    )
    assert split(f"{headline}\n{body.strip()}\n{body.strip()}") == [headline, *split(body) * 2]


def test_runs_of_spaces_in_flattened_text():
    text = (
        "8.  Assignment.    Neither party may assign          this Agreement.   9. Notices. All notices are in writing."
    )
    assert split(text) == [
        "8.  Assignment.",
        "Neither party may assign          this Agreement.",
        "9. Notices.",
        "All notices are in writing.",
    ]


@pytest.mark.parametrize("text", ["", "   \n\n ", "\n", "."])
def test_empty(text: str):
    assert split(text) == ([text] if text.strip() else [])


@pytest.mark.parametrize(
    "text",
    [
        "x" * 50_000,
        "word " * 20_000,
        "." * 50_000 + "x",
        "Pay" + "\n " * 50_000,
        "。" * 50_000,
        "a." * 30_000,
        "." * 50_000,
        "\n" * 50_000,
        "1\n" * 20_000,
    ],
)
def test_huge_text_without_ends_is_cut(text: str):
    assert all(end - start <= LONGEST for start, end in sentences(text))


PIECES = st.sampled_from(
    [
        "The",
        "fee",
        "Inc.",
        "U.S.",
        "No.",
        "4",
        "2.1",
        "(a)",
        ".",
        "?",
        '"',
        ")",
        "\n",
        "\n\n",
        " ",
        "   ",
        "…",
        "。",
        ";",
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=60).map(" ".join), st.lists(PIECES, max_size=60).map("".join)))
def test_every_character_is_in_one_sentence(text: str):
    spans = sentences(text)
    assert all(a < b and text[a:b] == text[a:b].strip() for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
