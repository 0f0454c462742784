"""What contracts say of themselves: dates, term, renewal, governing law, amendments, redactions; each with its words."""

from time import process_time

import pytest
from facevalue.corpus import term_clause
from facevalue.corpus.dates import later
from facevalue.corpus.metadata import Metadata, describe
from facevalue.corpus.model import Document
from hypothesis import given
from hypothesis import strategies as st

OPENING = 'This Agreement is made as of March 4, 2021 (the "Effective Date") by and between Orlo, Inc. ("Orlo") and Hollin LLC ("Hollin"). '


def said(text: str) -> Metadata:
    return describe(Document("a", "text/plain", text), "a.txt", "contract")


# (what, text behind the opening, value)
CASES: list[tuple[str, str, str | None]] = [
    ("agreement_date", "", "2021-03-04"),
    ("effective_date", "", "2021-03-04"),
    ("expiration", "The term of this Agreement shall commence on the Effective Date and continue for two (2) years.", "2023-03-04"),
    ("term", "The term of this Agreement shall commence on the Effective Date and continue for two (2) years.", "2 years"),
    ("expiration", "The initial term of this Agreement shall be eighteen (18) months from the Effective Date.", "2022-09-04"),
    ("expiration", "This Agreement shall commence on July 1, 2021 and continue in effect for one (1) year.", "2022-07-01"),
    ("expiration", "This Agreement shall remain in effect until December 31, 2025, unless terminated earlier.", "2025-12-31"),
    ("expiration", "The term of this Agreement will end on the third anniversary of the Effective Date.", "2024-03-04"),
    ("expiration", "This Agreement shall remain in effect until terminated by either party.", "perpetual"),
    ("term", "This Agreement shall remain in effect until terminated by either party.", "until terminated"),
    # an event without a day gives a term and no date
    ("expiration", "The term of this Agreement is three (3) years from the Launch of the Service.", None),
    ("term", "The term of this Agreement is three (3) years from the Launch of the Service.", "3 years"),
    ("expiration", "The term of this Agreement is three (3) years from the date signed and renews for one year terms.", "2024-03-04"),
    ("expiration", "This Agreement begins on the Commencement Date and shall continue for an initial term of one (I) year (Initial Term) and indefinitely after that.", "2022-03-04"),
    ("expiration", "This Agreement shall remain in effect until March 18. 2022, unless sooner terminated by either party.", "2022-03-18"),
    ("expiration", "This Agreement shall remain in effect until the end of the current calendar year.", "2021-12-31"),
    ("expiration", "This Agreement shall continue until the earlier of (a) the fifth (5th) anniversary of this Agreement.", "2026-03-04"),
    ("expiration", 'This Agreement begins on the Effective Date and, where nobody ends it before, shall expire on the Expiration Date.\n\n1.4 "Expiration Date" means March 31, 2023.', "2023-03-31"),
    # "unless terminated earlier" is no term without end
    ("expiration", "The term of this Agreement shall begin on the Effective Date and, unless earlier terminated, shall end upon completion of the recordings.", None),
    ("term", "The term of this Agreement shall begin on the Effective Date and, unless earlier terminated, shall end upon completion of the recordings.", "until an event"),
    ("expiration", "This Agreement shall take effect today and shall govern their relations thereafter, unless terminated as set forth below.", "perpetual"),
    # not the term of the contract
    ("expiration", "If a provision is held invalid, the remaining provisions shall continue in full force and effect indefinitely.", None),
    ("expiration", "During the term of this Agreement and for a period of twelve (12) months thereafter Hollin shall not solicit employees.", None),
    ("expiration", '"Contract Year" means each period of twelve (12) months commencing on the Effective Date during the term.', None),
    ("expiration", "Each party shall keep records for three (3) years following the termination of this Agreement.", None),
    ("expiration", "Either party may terminate this Agreement upon ninety (90) days written notice.", None),
    ("renewal", "This Agreement shall automatically renew for successive one (1) year periods unless a party objects.", "successive 1 year"),
    ("renewal", "This Agreement may be renewed for an additional term of two years by mutual consent.", "2 years"),
    ("renewal", "This Agreement continues for one year and from year to year thereafter.", "successive 1 year"),
    ("renewal", "After the term this Agreement shall continue on a month to month basis.", "successive 1 month"),
    ("renewal", "This Agreement renews for a subsequent term of two (2) years.", "2 years"),
    ("renewal", "This Agreement runs for two years and shall continue thereafter until terminated by either party.", "perpetual"),
    ("governing_law", "This Agreement shall be governed by the laws ofthe State ofNew York.", "New York"),
    ("governing_law", "Hollin Audio has countersigned this licence in the State of Nevada, and it is governed by the laws thereof.", "Nevada"),
    ("governing_law", "This Agreement shall be governed by the laws of the State of New York.", "New York"),
    ("governing_law", "This Agreement is governed by and construed in accordance with English law.", "England"),
    ("governing_law", "This Agreement shall be governed by the laws of England and Wales.", "England and Wales"),
    ("governing_law", "This Agreement is governed by the laws of Ontario, Canada, without regard to conflicts.", "Ontario, Canada"),
    ("governing_law", "This Agreement was made in the State of Nevada and is governed by the laws thereof.", "Nevada"),
    ("governing_law", "This Agreement is governed by the laws of the United States of America and the State of Texas.", "Texas"),
    ("governing_law", "This Agreement shall be governed by the laws of [***].", "[redacted]"),
    ("governing_law", "Orlo is a corporation organized under the laws of the State of Delaware.", None),
    ("redactions", "The fee is [***] and the rate [ * * * ] per use.", "2"),
    ("redactions", "The fee is $5.", None),
]  # fmt: skip


@pytest.mark.parametrize(("fact", "text", "value"), CASES)
def test_facts_of_contracts(fact: str, text: str, value: str | None) -> None:
    assert said(f"VOICE LICENCE AGREEMENT\n\n{OPENING}\n\n1. General. {text}").value(fact) == value


def test_the_effective_date_is_its_own_where_the_text_names_one() -> None:
    text = OPENING.replace(' (the "Effective Date")', "") + '\n\n"Effective Date" means April 1, 2021.'
    found = said(text)
    assert (found.value("agreement_date"), found.value("effective_date")) == ("2021-03-04", "2021-04-01")


PARTIES = 'between Orlo, Inc. ("Orlo") and Hollin LLC ("Hollin"). '


@pytest.mark.parametrize(
    ("text", "made", "effective"),
    [
        ('VOICE AGREEMENT dated as of May 1, 2022 (this "Agreement"), by and ' + PARTIES, "2022-05-01", "2022-05-01"),
        ("VOICE AGREEMENT\n\nNovember ___, 2022\n\nThis Agreement is " + PARTIES, "2022-11", "2022-11"),
        (
            "VOICE AGREEMENT   , 2022\n\nThis Agreement is "
            + PARTIES
            + "It names depositors with balances as of September 30, 2020.",
            "2022",
            "2022",
        ),
        (
            'AGREEMENT made as of the _____ day of __________________, 2022 (the "Effective Date") by and ' + PARTIES,
            "2022",
            "2022",
        ),
        # signatures: the last, also where annexes follow them
        (
            "VOICE AGREEMENT\n\nThis Agreement is "
            + PARTIES
            + "The Effective Date is the later of the days beside the signatures. IN WITNESS WHEREOF, the parties signed.\n\n"
            "By: /s/ Ada Quill   By: /s/ Bo Stern\n\nDate: 3-7-22   Date: 3-14-22\n\nEXHIBIT A\n\n"
            + "The services are described here. "
            * 300,
            "2022-03-14",
            "2022-03-14",
        ),
        (
            "VOICE AGREEMENT\n\nThis Agreement is " + PARTIES + '\n\n1. "Effective Date" shall mean December 5, 2022.',
            "2022-12-05",
            "2022-12-05",
        ),
        # dates of other contracts
        (
            "AMENDMENT\n\nThis is made to that certain Voice Agreement, by and "
            + PARTIES[:-2]
            + ", dated November 5, 2020.",
            None,
            None,
        ),
        (
            "VOICE AGREEMENT\n\nThis Agreement is "
            + PARTIES
            + "The term of this Agreement shall commence upon April 1, 2022.",
            "2022-04-01",
            "2022-04-01",
        ),
    ],
)
def test_when_contracts_were_made_and_take_effect(text: str, made: str | None, effective: str | None) -> None:
    found = said(text)
    assert (found.value("agreement_date"), found.value("effective_date")) == (made, effective)


def test_a_date_that_was_worked_out_is_marked_so() -> None:
    found = said(OPENING + "The term of this Agreement is two years from the Effective Date.")
    assert {f.name: f.derived for f in found.facts if f.name in ("agreement_date", "expiration")} == {
        "agreement_date": False,
        "expiration": True,
    }


def test_an_amendment_says_what_it_amends() -> None:
    text = (
        'AMENDMENT NO. 2 TO LICENSE AGREEMENT\n\nThis Amendment No. 2 is made as of May 1, 2022 by and between Orlo, Inc. ("Orlo") and '
        "Hollin LLC (\"Hollin\") and amends the License Agreement dated as of March 4, 2021."
    )  # fmt: skip
    found = said(text)
    assert found.title == "AMENDMENT NO. 2 TO LICENSE AGREEMENT"
    assert found.value("amends") == "License Agreement of 2021-03-04"
    assert found.value("agreement_date") == "2022-05-01"


def test_every_feature_of_a_clause_on_the_term_has_its_weight() -> None:
    assert tuple(term_clause.WEIGHTS) == term_clause.NAMES


@pytest.mark.parametrize(
    ("cover", "title"),
    [
        ("Exhibit 10.1\n\nVOICE LICENCE AGREEMENT\n\n", "VOICE LICENCE AGREEMENT"),
        ("AMENDMENT #2 TO THE\n\nDISTRIBUTION AGREEMENT\n\n", "AMENDMENT #2 TO THE DISTRIBUTION AGREEMENT"),
        ("Exhibit 10.33 HOSTING AGREEMENT ", "HOSTING AGREEMENT"),
        ("ORLO INC. HOSTING AGREEMENT\n\n", "HOSTING AGREEMENT"),
        ("Distributorship agreement\n\nbetween\n\n", "Distributorship agreement"),
        (
            "Attachment B to Master Licence Agreement   GUARANTEES OF MASTER LICENCE AGREEMENT\n\n",
            "GUARANTEES OF MASTER LICENCE AGREEMENT",
        ),
        ("EXHIBIT 10   RESTATED   VOICE MAINTENANCE AGREEMENT\n\n", "RESTATED VOICE MAINTENANCE AGREEMENT"),
        (
            "PACIFIC CABLE NETWORK CONSTRUCTION AND MAINTENANCE\n\nAGREEMENT\n\n",
            "PACIFIC CABLE NETWORK CONSTRUCTION AND MAINTENANCE AGREEMENT",
        ),
        # a table stands before or behind the title
        (
            "VOICE PERFORMER ENGAGEMENT\n\nUnion | Guild of Voices, Interactive Agreement 2024\n\n",
            "VOICE PERFORMER ENGAGEMENT",
        ),
        (
            "Term | Agreed\nUnion | Guild of Voices, Interactive Agreement 2024\n\nVOICE LICENCE AGREEMENT\n\n",
            "VOICE LICENCE AGREEMENT",
        ),
        ("Portions of this exhibit have been omitted.\n\nSupply Agreement\n\n", "Supply Agreement"),
    ],
)
def test_names_of_contracts(cover: str, title: str) -> None:
    assert said(cover + OPENING).title == title


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        ("2021-03-04", {"years": 2}, "2023-03-04"),
        ("2020-02-29", {"years": 1}, "2021-02-28"),
        ("2020-01-31", {"months": 1}, "2020-02-29"),
        ("2021-03", {"months": 10}, "2022-01"),
        ("2021", {"years": 3}, "2024"),
        ("2021-12-30", {"days": 3}, "2022-01-02"),
    ],
)
def test_dates_are_added_to_as_exactly_as_they_are_known(start: str, length: dict[str, int], end: str) -> None:
    assert later(start, **length) == end


@pytest.mark.parametrize(
    ("start", "length"), [("2021", {"months": 1}), ("2021-03", {"days": 1}), ("9999-01-01", {"years": 1})]
)
def test_nothing_is_added_to_less_than_it_takes(start: str, length: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=start):
        later(start, **length)


WORDS = st.sampled_from(
    ["This Agreement", "is governed by", "the laws of", "New York", "term", "two (2) years", "from", "the Effective Date", ". ", "; ", "until",
     "terminated", "May 3, 2021", "effective date", "means", "\n\n", "renew", "successive", "[***]", "law", "England", "İ", "between", "Orlo, Inc."]
)  # fmt: skip


@given(st.lists(WORDS, max_size=80).map(" ".join))
def test_every_fact_rests_on_words_of_the_text(text: str) -> None:
    for fact in said(text).facts:
        assert 0 <= fact.span.start < fact.span.end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "\n" * 50_000,
        "between " * 8000,
        '("' * 20_000,
        "term of this agreement shall " * 2000,
        "1 " * 30_000,
        "/s/ Ada Quill\n" * 4000,
        "By: Orlo, Inc. " * 4000,
        '(the "Company") ' * 4000,
        "Company: Orlo " * 4000,
        "THIS AGREEMENT " * 4000,
        "until terminated unless " * 3000,
        "AGREEMENT, " * 6000,
        "March 5 " * 6000,
    ],
)
def test_hostile_text_costs_no_more_than_its_length(text: str) -> None:
    began = process_time()
    said(text)
    assert process_time() - began < 3  # seconds; these take less than a tenth, and minutes where a pattern is quadratic
