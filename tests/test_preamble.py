"""Parties of contracts: names, defined terms, and what is no party."""

import pytest
from facevalue.corpus.characters import lowered
from facevalue.corpus.preamble import Preamble, read_preamble
from hypothesis import given
from hypothesis import strategies as st


def parties(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(p.name, p.defined_as) for p in read_preamble(text, lowered(text)).parties]


# (case, text, parties with the terms that stand for them)
CASES: list[tuple[str, str, list[tuple[str, tuple[str, ...]]]]] = [
    (
        "two companies with quoted terms",
        'This Agreement is made as of May 3, 2024 by and between Orlo Studios, Inc., a Delaware corporation with offices at 12 Mill '
        'Lane, Tampa, Florida 33601 (the "Producer"), and Hollin Audio, LLC ("Hollin" or the "Licensor").',
        [("Orlo Studios, Inc.", ("Producer",)), ("Hollin Audio, LLC", ("Hollin", "Licensor"))],
    ),
    (
        "a person",
        'THIS VOICE LICENCE is entered into between Lumen Avatars Ltd ("Lumen") and Ada Quill, an individual (the "Artist").',
        [("Lumen Avatars Ltd", ("Lumen",)), ("Ada Quill", ("Artist",))],
    ),
    (
        "an address goes on to the next party",
        "This Agreement is made between Orlo Press Limited, of 2 Broad Street, Oxford, England and Hollin A/S, a Danish company.",
        [("Orlo Press Limited", ()), ("Hollin A/S", ())],
    ),
    (
        "numbered parties with terms without quotation marks",
        "THIS AGREEMENT is made on 1 October 2019 BETWEEN: (1) ORLO 2005 LIMITED (registered number 01003653) whose registered office "
        "is at 19 Upper Ground, London SE1 9GL (the Company); and (2) ADA QUILL (the Executive). IT IS AGREED as follows:",
        [("ORLO 2005 LIMITED", ("Company",)), ("ADA QUILL", ("Executive",))],
    ),
    (
        '"and" inside a name',
        'This Agreement is between The Orlo Film and Music Corporation ("Licensee") and Reed & Stone, Inc. ("Licensor").',
        [("Orlo Film and Music Corporation", ("Licensee",)), ("Reed & Stone, Inc.", ("Licensor",))],
    ),
    (
        "other names belong to the name",
        'This Agreement is by and between Orlo, Inc. d/b/a Orlo Voices ("Orlo") and Hollin B.V. (UK) ("Hollin").',
        [("Orlo, Inc. d/b/a Orlo Voices", ("Orlo",)), ("Hollin B.V.", ("Hollin",))],
    ),
    (
        "labels of a form",
        "Cooperation Agreement\n\nParty A: Orlo Technology Co., Ltd. Address: 1 Long Road\n\nParty B: Hollin Supply Ltd.\n\nThe parties cooperate.",
        [("Orlo Technology Co., Ltd.", ("Party A",)), ("Hollin Supply Ltd.", ("Party B",))],
    ),
    (
        "a letter",
        'Ladies and Gentlemen:\n\nOrlo, Inc., a Delaware corporation (the "Company"), hereby confirms its agreement with Hollin Partners LLC (the "Agent").',
        [("Orlo, Inc.", ("Company",)), ("Hollin Partners LLC", ("Agent",))],
    ),
    (
        "a party whose name was taken out",
        'This Agreement is entered into by and between [***] (the "Provider") and Hollin Ltd. (the "Recipient").',
        [("", ("Provider",)), ("Hollin Ltd.", ("Recipient",))],
    ),
    (
        "the agreement that is amended comes later",
        'This Amendment is made between Orlo, Inc. ("Orlo") and Hollin LLC ("Hollin"). WHEREAS the parties entered into that certain '
        'Agreement between Tarn Corp. ("Tarn") and Veld Corp. ("Veld");',
        [("Orlo, Inc.", ("Orlo",)), ("Hollin LLC", ("Hollin",))],
    ),
    (
        "a loan-out company and the person",
        'This Agreement is made by and between Quill Enterprises, Inc. ("Lender"), furnishing the services of Ada Quill ("Artist"), and Orlo, Inc. ("Company").',
        [("Quill Enterprises, Inc.", ("Lender",)), ("Ada Quill", ("Artist",)), ("Orlo, Inc.", ("Company",))],
    ),
    (
        "a party named elsewhere is known by what it is called",
        'This Agreement is made by and between Orlo, Inc., a Delaware corporation (the "Company") and the Agent named on the last page hereof (the "Agent").',
        [("Orlo, Inc.", ("Company",)), ("", ("Agent",))],
    ),
    (
        "a party named elsewhere, by a label",
        'This Agreement is made between Orlo, Inc. ("Orlo") and the company set forth below ("Reseller"):\n\nReseller: Hollin Solutions, LLC\n\nAddress: 1 Long Road',
        [("Orlo, Inc.", ("Orlo",)), ("Hollin Solutions, LLC", ("Reseller",))],
    ),
    (
        "a forgotten \"and\", and what the term stands for said again",
        'This Amendment, entered into by and between Orlo Foods, LLC ("Orlo") Hollin Corporation ("Hollin") is effective as of June 11, 2018 and amends the Agreement between '
        "Orlo and Hollin dated July 1, 2017.",
        [("Orlo Foods, LLC", ("Orlo",)), ("Hollin Corporation", ("Hollin",))],
    ),
    (
        "who acts for a company is not the party",
        'This Agreement is entered into by and between Ada Quill, director of Orlo Limited ("Client") and Hollin Web, PLC ("Company").',
        [("Orlo Limited", ("Client",)), ("Hollin Web, PLC", ("Company",))],
    ),
    (
        "groups of parties",
        'This Addendum is made between the following parties: Orlo International, LLC, with an office in Lincoln ("Orlo");\n\nOrlo Voices Corporation, a company of Austin, Texas ("Voices");\n\n'
        '(collectively "Orlo")\n\nAND\n\nHollin, Inc., a company of Greenville ("Hollin") as an amendment to that certain Agreement by and among Veld Ltd ("Veld") and Tarn AB ("Tarn").',
        [("Orlo International, LLC", ("Orlo",)), ("Orlo Voices Corporation", ("Voices",)), ("Hollin, Inc.", ("Hollin",))],
    ),
    (
        "no preamble, but names with their terms",
        'IP RIGHTS AGREEMENT\n\nQuillon, a California corporation with offices at 3 Court Road, Tampa (the "Investor"), and Orlo Resources Ltd., an Ontario Corporation (hereinafter referred to as '
        "Company), agree as follows: Investor shall pay Company. The Company grants a licence to the Investor.",
        [("Quillon", ("Investor",)), ("Orlo Resources Ltd.", ("Company",))],
    ),
    (
        "a firm of several names",
        'Ladies and Gentlemen:\n\nOrlo Bancshares Corporation, a Tennessee corporation (the "Company"), hereby confirms its agreement with Reed, Stone &  Hall, Inc. (the "Agent").',
        [("Orlo Bancshares Corporation", ("Company",)), ("Reed, Stone & Hall, Inc.", ("Agent",))],
    ),
    (
        "rows of a table",
        "TEST SHOOT AGREEMENT\n\n| Photographer | Ines Waldvogel, Basel |\n| Model | ____________ (age: __) |\n| Client | Hollin Outdoor AG, Kiel |\n| Fee | EUR 1.400 |\n\n1. The photographer keeps her rights.",
        [("Ines Waldvogel", ("Photographer",)), ("Hollin Outdoor AG", ("Client",))],
    ),
    (
        "a release of one who prints their name",
        "MODEL RELEASE\n\nPhotographer / Filmmaker: Corin Haldane, Tucson\n\nI allow the Photographer to use the pictures.\n\nName (print): Ada R. Quill\n\nSignature: A. Quill\n\n"
        "Witness\nName (print): Bo Stern\n",
        [("Corin Haldane", ("Photographer",)), ("Ada R. Quill", ())],
    ),
    (
        "a blank to be filled in",
        'This Agreement is made by and between ORLO-HALEY, INC., a Colorado corporation (the "Company"), and _________________ (hereinafter referred to as the "Professional").',
        [("ORLO-HALEY, INC.", ("Company",)), ("", ("Professional",))],
    ),
    (
        "an address in lines is no name",
        'OUTSOURCING AGREEMENT\n\nBETWEEN:\n\nORLO MEDIA INTERNATIONAL\nLANGESTRAAT 51\n7327 GM APELDOORN\n(HEREINAFTER "OMI")\n\nAND\n\nHOLLIN SYSTEMS, INC.\n320 MILL STREET\n(HEREAFTER "HOLLIN")',
        [("ORLO MEDIA INTERNATIONAL", ("OMI",)), ("HOLLIN SYSTEMS, INC.", ("HOLLIN",))],
    ),
    ("no contract", "A studio in Lyon buys faces, and people asked between May and June why it does.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_parties(text: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    assert parties(text) == expected


def test_signers_are_the_parties_where_no_preamble_names_them() -> None:
    text = (
        "JOINT FILING AGREEMENT\n\nThe undersigned agree to the joint filing of a statement.\n\nIN WITNESS WHEREOF, they signed.\n\n"
        "ORLO HOLDINGS L.P. By: /s/ Ada Quill Ada Quill Chief Legal Officer HOLLIN GP LLC By: /s/ Bo Stern Bo Stern Director"
    )
    assert [name for name, _ in parties(text)] == ["ORLO HOLDINGS L.P.", "HOLLIN GP LLC"]


def test_partners_and_officers_who_sign_for_a_party_are_none() -> None:
    text = (
        "JOINT FILING AGREEMENT\n\nThe undersigned agree to the joint filing of a statement.\n\nIN WITNESS WHEREOF, they signed. Dated: 4/8/2020 ORLO II PN, Ltd. By: /s/ Ada Quill "
        "Date: 4/8/2020 Ada Quill Chief Compliance Officer ORLO GLOBAL, LP By: Veld Partners, LLC, its general partner By: /s/ Ada Quill Ada Quill Chief Compliance Officer "
        "/s/ Bo Stern Bo Stern"
    )
    assert [name for name, _ in parties(text)] == ["ORLO II PN, Ltd.", "ORLO GLOBAL, LP", "Bo Stern"]


@pytest.mark.parametrize(
    "text", ["", "between", "by and between (", "between A", '("""' * 50, "and " * 500, "\x00" * 50]
)
def test_hostile_text_gives_no_party_and_no_error(text: str) -> None:
    assert read_preamble(text, lowered(text)) == Preamble()


WORDS = st.sampled_from(
    ["between", " ", ", ", "Orlo", "Inc.", "and", '("Orlo")', "the", "(", ")", "Ltd", "\n\n", ". ", "a Delaware corporation", "[***]", "İ", "1."]
)  # fmt: skip


@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_spans_lie_in_the_text_and_hold_the_name(text: str) -> None:
    for party in read_preamble(text, lowered(text)).parties:
        assert 0 <= party.span.start <= party.span.end <= len(text)
        assert party.within.start <= party.span.start
        assert party.span.end <= party.within.end <= len(text)
        assert " ".join(text[party.span.start : party.span.end].split()) == party.name or not party.name
