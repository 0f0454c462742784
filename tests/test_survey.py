"""What only a whole document shows: tables of contents without a name, lists of annexes, lines that pages repeat."""

from facevalue.corpus import Document, readers
from facevalue.corpus.segment import segment

CONTENTS = """NORTHMERE VOICE LICENCE

1. Definitions 1
2. Grant of Rights 2
3. Fees 3
4. Term 5
5. Notices 6
"""
BODY = """
1. Definitions
In this Agreement the words below have the meanings that are given to them here, in the singular and in the plural, and the headings are for reading only.
2. Grant of Rights
The Artist grants Northmere the right to record and to synthesise the voice, for the narration of the books that are listed in the schedule and for nothing else.
3. Fees
Northmere pays the Artist a fee for every finished hour of audio, and a share of what it receives from the sale of each book in which the voice is heard.
4. Term
This licence runs for two years from the date of signature and ends without notice, and the copies of the voice that were made are then deleted.
5. Notices
Notices are given in writing to the addresses that stand above the signatures, and take effect on the day on which they are received.
"""


def paths(text: str) -> dict[str, tuple[str, ...]]:
    """The path of each passage by its first words."""
    document = Document("d", "text/plain", text)
    return {text[p.span.start : p.span.end].partition("\n")[0][:40]: p.path for p in segment(document)}


def test_contents_without_a_name_are_told_by_headings_that_come_again() -> None:
    found = paths(CONTENTS + BODY)
    assert found["1. Definitions 1"] == ("TABLE OF CONTENTS",)
    assert found["Northmere pays the Artist a fee for ever"] == ("3. Fees",)
    assert not any("3. Fees 3" in path for path in found.values())


def test_headings_that_come_once_are_no_contents() -> None:
    found = paths(BODY)
    assert ("TABLE OF CONTENTS",) not in found.values()


def test_annexes_named_one_after_the_other_stand_above_nothing() -> None:
    listed = "NORTHMERE VOICE LICENCE\n\nThis licence has these schedules:\n\nSCHEDULE A\nBooks\n\nSCHEDULE B\nFees\n\nSCHEDULE C\nHouse Rules\n"
    found = paths(
        listed
        + BODY
        + "\nSCHEDULE A\nBooks\n\nThe first book is the one that the parties have named in their letter of today.\n"
    )
    assert found["Northmere pays the Artist a fee for ever"] == ("3. Fees",)
    assert found["The first book is the one that the parti"][0].startswith("SCHEDULE A")


def test_a_line_that_pages_repeat_is_no_heading() -> None:
    pages = [
        f"{n}. {name}\n\nThe parties agree on {name.lower()} as they have set it out in their letter of today.\n"
        for n, name in enumerate(("Fees", "Term", "Audits", "Notices", "Deletion", "Costs"), 1)
    ]
    found = paths("\n\n\n\n\nNORTHMERE HOUSE COPY\n\n".join(["VOICE LICENCE\n", *pages]))
    assert found["The parties agree on audits as they have"] == ("3. Audits",)
    assert not any("HOUSE COPY" in step for path in found.values() for step in path)


def test_recitals_end_where_the_parties_agree_as_follows() -> None:
    recitals = "VOICE LICENCE\n\nWHEREAS:\n\n1. The Artist reads books aloud.\n\n2. Northmere sells books that are read aloud.\n\nThe parties therefore agree to amend their earlier licence as follows:\n"
    found = paths(recitals + BODY)
    assert found["Northmere pays the Artist a fee for ever"] == ("3. Fees",)


def test_a_caption_within_a_numbered_clause_heads_nothing() -> None:
    clauses = "ARTICLE 6\nPAY\n\n6.1 The fees are these.\n\nEVENT AND AMOUNT\n\nThe first book is worth nine hundred euros to the parties.\n\n6.2 They are paid at once.\n"
    found = paths(clauses)
    assert found["The first book is worth nine hundred eur"] == ("ARTICLE 6 PAY", "6.1")
    assert found["6.2 They are paid at once."] == ("ARTICLE 6 PAY", "6.2")


def test_clauses_of_an_article_whose_heading_is_missing_stand_under_no_other() -> None:
    clauses = "ARTICLE 8\nFEES\n\n8.1 The fee is nine euros.\n\n8.2 It is paid at once.\n\n9.2 The voice is deleted.\n"
    assert paths(clauses)["9.2 The voice is deleted."] == ("9.2",)


def test_numbers_of_headings_count_for_more_than_their_markup() -> None:
    text = "# Voice terms\n\n### 5\\. Models\n\nThe models are listed on our page.\n\n5.2 Users\n---------\n\nYour users keep these terms.\n\n### 6\\. Fees\n\nFees are paid at once.\n"
    document = readers.document(text.encode(), "terms.md")
    found = {text[p.span.start : p.span.end]: p.path for p in segment(document)}
    assert found["Your users keep these terms."] == ("Voice terms", "5. Models", "5.2 Users")
    assert found["Fees are paid at once."] == ("Voice terms", "6. Fees")


def test_a_list_in_a_clause_is_told_by_the_clause_that_comes_after_it() -> None:
    clauses = (
        "VOICE LICENCE\n\n4. Termination. The licence ends early as follows.\n\n1. By either party on a notice of seven days.\n\n"
        "2. By Northmere when the book is withdrawn.\n\n3. By the Artist when a fee is late.\n\n5. Notices. They are given in writing.\n"
    )
    found = paths(BODY.partition("\n4.")[0].strip() + clauses.partition("VOICE LICENCE\n")[2])
    assert found["2. By Northmere when the book is withdra"] == ("4. Termination", "2.")
    assert found["5. Notices. They are given in writing."] == ("5. Notices",)


def test_a_number_that_its_series_lacks_is_found_within_a_line() -> None:
    clauses = "1.1 Fees. They are due monthly.\n\n6.1 Voice. It is recorded once, at the house of the Artist, iNorth says 6.2 Copies. They are deleted.\n\n6.3 Costs. Northmere bears them.\n"
    text = (
        "\n\n".join(f"{n}. Part\n\n{n}.1 Text. It is short." for n in range(1, 6))
        + "\n\n6. Work\n\n"
        + clauses.partition("\n\n")[2]
    )
    found = paths(text)
    assert found["6.2 Copies. They are deleted."] == ("6. Work", "6.2 Copies")
    assert not any(
        "6.2" in step for path in paths(text.replace("says 6.2", "in Section 6.2")).values() for step in path
    )


def test_a_clause_whose_number_has_no_stop_is_found_between_its_neighbours() -> None:
    text = BODY.replace("3. Fees", "3    Fees")
    assert paths(text)["Northmere pays the Artist a fee for ever"] == ("3 Fees",)


def test_an_item_that_its_list_lacks_is_found_in_the_next_line() -> None:
    found = paths(
        "6. Fees\n\n(c) Travel. The fee covers\n(d) Photographs. They are paid by Northmere.\n\n(e) Films. They are free.\n"
    )
    assert found["(d) Photographs. They are paid by Northm"] == ("6. Fees", "(d) Photographs")
