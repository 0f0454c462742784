"""What heads a passage and what only looks like it: each case is a way in which contracts and terms are written."""

import re

import pytest
from facevalue.corpus import Document, Passage, Span, readers
from facevalue.corpus.segment import segment

LONG = "The parties act in good faith and answer each other's letters within a reasonable time. " * 8


def paths(text: str, name: str = "a.txt") -> list[str]:
    document = readers.document(text.encode(), name)
    return [" > ".join(passage.path) for passage in segment(document)]


def path_of(text: str, words: str, name: str = "a.txt") -> str:
    """The path of the passage that begins with `words`."""
    return " > ".join(passage(text, words, name).path)


def passage(text: str, words: str, name: str = "a.txt") -> Passage:
    document = readers.document(text.encode(), name)
    found = [p for p in segment(document) if document.prose(p.span).startswith(words)]
    assert found, [document.prose(p.span)[:60] for p in segment(document)]
    return found[0]


@pytest.mark.parametrize(
    ("clause", "label"),
    [
        ("4. Notices All notices under this licence are sent by letter.", "4. Notices"),
        ("4. Term and Termination This licence runs for two years.", "4. Term and Termination"),
        ("4. Payment In the event of late payment interest is due.", "4. Payment"),
        ("4. Reports After the end of each year a report is due.", "4. Reports"),
        ("4. Withdrawal If Orlo leaves the market, this licence ends.", "4. Withdrawal"),
        ("4. Entire Agreement This Licence supersedes all others.", "4. Entire Agreement"),
        (
            "4. Royalties on Recordings Sold outside the Union. They are due in May.",
            "4. Royalties on Recordings Sold outside the Union",
        ),
        ("4. Orlo grants rights non- exclusive in kind to Lund.", "4."),
        ("4. RELOCATION- Orlo moves the studio.", "4. RELOCATION"),
        ("4. Law application It is governed by the law of Denmark.", "4. Law application"),
        ("4. Assignment Neither Party may assign this licence.", "4. Assignment"),
        ("4. [Printing of Cards]. The Company prints cards.", "4. Printing of Cards"),
        ("4. Time is of the Essence. Time matters to both parties.", "4. Time is of the Essence"),
        ("4. The job. You will read eleven modules.", "4. The job"),
        ("4. What we can do with the recordings. You give us a licence.", "4. What we can do with the recordings"),
        ("4. If a module is shelved. We pay all the same.", "4. If a module is shelved"),
        ("4. LIMITED WARRANTY AND USE THERE ARE NO WARRANTIES OF ANY KIND.", "4. LIMITED WARRANTY AND USE"),
        ("4. CHANGE IN CIRCUMSTANCES Any party that changes says so.", "4. CHANGE IN CIRCUMSTANCES"),
        # No headings: a sentence from its first word on.
        ("4. Subject to the General Terms of the Carrier this licence runs on.", "4."),
        ("4. The text of Section 2. A. and B. of the licence is deleted.", "4."),
        ("4. Party A shall pay. Party B shall not.", "4."),
        ("4. Our Platform may link to other pages. We do not check them.", "4."),
        ("4. Lumen Avatars, Inc. keeps a collection of faces.", "4."),
        ("4. In The event of death the licence ends.", "4."),
        ("4. EXCEPT AS SAID HERE NEITHER PARTY SHALL OWE THE OTHER ANYTHING", "4."),
    ],
)
def test_a_heading_that_runs_into_its_text(clause: str, label: str) -> None:
    assert path_of(f"3. Fee. The fee is USD 900.\n\n{clause}\n\n5. Law. Danish law.", "4.") == label


@pytest.mark.parametrize(
    "lines",
    [
        "If to the Company:\n\nLumen Avatars Limited\n\n8 Fen Road, Suite 2\n\nAttention: Ada Quill",
        "EXECUTION COPY",
        "CONFIDENTIAL",
        "[Signature page follows]",
        "[REDACTED]",
        "Page 7 of 9",
        "Use\n\nFee\n\n$900 | 12%",
        "UNIT RATE\n\n0-10 US$7.50\n\n10-20 US$7.00",
        "N u m b e r\n\n12",
        "Dear Ada:",
        "Ladies and Gentlemen:",
        "TM TM",
        "CERTAIN INFORMATION HAS BEEN LEFT OUT OF THIS LICENCE",
        "CHAIRMAN AND GENERAL MANAGER\n\nNationality: Danish",
    ],
)
def test_names_cells_and_lines_of_the_page_head_nothing(lines: str) -> None:
    """What stands between two clauses leaves the second where it would be without it."""
    text = f"ARTICLE I\n\nUSE\n\n1.1 Notices are sent by letter.\n\n{lines}\n\n1.2 Letters reach the other party in three days."
    assert path_of(text, "1.2") == "ARTICLE I USE > 1.2"
    assert len(set(paths(text))) == 3  # the article and its two clauses


def test_a_running_head_does_not_cut_a_sentence() -> None:
    text = "1. Fee. The Company pays the Performer within\n\nEXECUTION COPY\n\nthirty days.\n\n2. Tax. None."
    assert paths(text) == ["1. Fee", "2. Tax"]


def test_the_title_of_the_document_on_a_later_page_is_no_heading() -> None:
    text = f"VOICE LICENCE AGREEMENT\n\nThis Agreement is made today. {LONG}\n\n1. Fee. It is USD 9.\n\nVOICE LICENCE AGREEMENT\n\n2. Tax. None."
    assert path_of(text, "2. Tax") == "2. Tax"


def test_spaces_with_which_a_line_is_filled_part_nothing() -> None:
    filled = "The  licensee  and the  licensor act in  good faith.  They  answer all  letters soon. " * 40
    text = f"{filled}\n\n     SECTION  6.  Return  of  Property.  The licensee  returns all  of it.\n\n     (a)   At  once  it returns  the scans."
    assert paths(text)[-2:] == ["SECTION 6. Return of Property", "SECTION 6. Return of Property > (a)"]
    assert path_of(text, "(a)") == "SECTION 6. Return of Property > (a)"


def test_a_number_goes_with_the_word_section_before_it() -> None:
    text = f"SECTION 1. SERVICES\n\nSection\n\n      1.1 The Agent sells what the Fund names.\n\nSection\n\n      1.2 The Agent reports what it sold. {LONG}"
    assert paths(text)[1:] == ["SECTION 1. SERVICES > Section 1.1", "SECTION 1. SERVICES > Section 1.2"]


def test_a_section_called_by_its_name_in_brackets_is_a_reference() -> None:
    text = "9.1 Survival. The provisions of\n\nSection 12 (Confidentiality) and\n\nSection 15 (Disputes) will survive.\n\n9.2 Law. It is Danish."
    assert set(paths(text)) == {"9.1 Survival", "9.2 Law"}


def test_a_clause_that_was_put_in_later() -> None:
    text = (
        f"6. Pay\n\nThe fee is USD 9.\n\n6A. Expenses\n\nThe Company pays for travel. {LONG}\n\n7. Law\n\nIt is Danish."
    )
    assert path_of(text, "The Company pays") == "6A. Expenses"
    assert path_of(text, "It is") == "7. Law"


def test_whole_numbers_between_two_clauses_are_items() -> None:
    rows = "\n\n".join(f"{n}. USD {n},000 on sale number {n} of the Products" for n in (1, 2, 3))
    text = f"7. Pay\n\n7.1 Fee. The fee is due.\n\n7.2 Bonus. These sums are due.\n\n{rows}\n\n7.3 Tax. {LONG}"
    assert path_of(text, "2. USD") == "7. Pay > 7.2 Bonus > 2."
    assert path_of(text, "7.3") == "7. Pay > 7.3 Tax"


def test_a_heading_before_its_first_item_in_one_run_of_text() -> None:
    text = f"1. Term. It is a year. {LONG}2. GRANT OF RIGHTS (a) Voice The Speaker shall lend the voice. {LONG}(b) Face None is granted."
    assert paths(text)[1:] == ["2. GRANT OF RIGHTS", "2. GRANT OF RIGHTS > (a) Voice", "2. GRANT OF RIGHTS > (b) Face"]


def test_items_of_one_sentence_in_one_run_of_text_are_no_passages() -> None:
    text = f"1. Term. It is a year. {LONG}\n\n2.1 The Speaker promises the following: (i) The voice is real; (ii) the face is real; and (iii) both are free. {LONG}"
    assert paths(text) == ["1. Term", "2.1"]


@pytest.mark.parametrize("apart", [" ", "\n"])
def test_headings_before_the_numbers_of_clauses(apart: str) -> None:
    clauses = [
        "Term of the Licence 1. This licence runs for a year.",
        "2. It may be renewed by the parties in writing.",
        "Fees 3. The Company pays each month what it owes.",
        "4. No other fee is due from the Company.",
        "Duty of Care 5. Each party keeps what it knows to itself.",
        "6. This duty outlives the licence and binds heirs.",
    ]
    text = apart.join([f"VOICE LICENCE\n\nThis Licence is made today by the parties. {LONG.strip()}", *clauses, LONG])
    text = text if apart == " " else re.sub(r"([a-z]) (\d\.)", r"\1\n\2", text)
    found = {passage.rpartition(" > ")[2]: passage for passage in paths(text)}
    assert found["2."] == "Term of the Licence > 2."
    assert [found[f"{n}."] for n in (3, 4, 5, 6)] == [
        "Fees > 3.",
        "Fees > 4.",
        "Duty of Care > 5.",
        "Duty of Care > 6.",
    ]


def test_headings_before_decimals_that_stand_alone() -> None:
    heads = ["Time", "Entire Agreement", "Amendments", "Waiver"]
    clauses = [
        f"{head}\n\n4.{n} Whatever the parties wrote on {n} of their letters holds between them."
        for n, head in enumerate(heads, 1)
    ]
    text = f"LICENCE\n\nThis Licence is made today. {LONG}\n\nGENERAL PROVISIONS\n\n" + "\n\n".join(clauses)
    assert path_of(text, "4.3") == "GENERAL PROVISIONS > Amendments > 4.3"


def test_an_article_and_its_heading_behind_a_colon() -> None:
    assert (
        path_of("ARTICLE V   : REPORTS, RECORDS\n\n5.1 Accounts. The Agent keeps them.", "5.1")
        == "ARTICLE V REPORTS, RECORDS > 5.1 Accounts"
    )


def test_words_before_a_number_are_no_heading_where_clauses_have_their_own() -> None:
    clauses = [f"{n}. Notice {word}. Letters go to the office.\nGeneral Counsel" for n, word in enumerate("ABCD", 1)]
    assert paths("\n".join(clauses) + f"\n{LONG}")[:4] == [f"{n}. Notice {word}" for n, word in enumerate("ABCD", 1)]


@pytest.mark.parametrize(
    "agreed",
    [
        "The parties agree as follows:",
        "In consideration of the promises below, the parties agree to change the licence of 2019 together so that it reads as follows:",
        "The parties thank each other.",
    ],
)
def test_recitals_with_letters_stand_above_no_clause(agreed: str) -> None:
    recitals = "A. Orlo makes films for the cinema and for its own site.\n\nB. Lund lends a voice to films such as those of Orlo.\n\nC. Both want a licence of that voice for a year."
    text = f"VOICE LICENCE\n\nThis Licence is made today. {LONG}\n\nWHEREAS:\n\n{recitals}\n\n{agreed}\n\n1. GRANT\n\n1.1 Lund grants a licence of the voice to Orlo."
    assert path_of(text, "1.1") == "1. GRANT > 1.1"


@pytest.mark.parametrize(
    ("clause", "label"),
    [
        ("4.1 Keeping of Records Orlo shall keep all records.", "4.1 Keeping of Records"),
        ("4.1 During the Term Orlo shall keep all records.", "4.1"),
        ("4.1 Orlo shall keep all records.", "4.1"),
        ("4.1 Orlo Films shall keep all records.", "4.1"),
    ],
)
def test_a_heading_before_one_of_whom_the_text_speaks(clause: str, label: str) -> None:
    known = (
        "Orlo shall answer letters. Orlo may speak first. Lund agrees to it. Orlo will be kind. Orlo must be on time. "
    )
    films = "Orlo Films shall help. Orlo Films will pay. Orlo Films may go. Orlo Films must stay. "
    text = f"4. Duties\n\n{clause} {known}{films if 'Films' in clause else ''}{LONG}"
    assert paths(text)[1] == f"4. Duties > {label}"


def test_numbers_with_a_bracket_are_items_below_numbers_with_a_stop() -> None:
    text = f"4. DUTIES\n\nOrlo shall\n\n1) manage all suppliers of parts; and\n\n2) pay for those parts in time.\n\n5. Law. It is Danish. {LONG}"
    assert path_of(text, "2) pay") == "4. DUTIES > Orlo shall 2)"
    assert path_of(text, "5. Law") == "5. Law"
    assert paths(f"1) Term. It is a year.\n\n2) Law. It is Danish. {LONG}") == ["1) Term", "2) Law"]


def test_that_the_parties_agree_is_no_heading() -> None:
    text = f"LICENCE\n\nThis Licence is made today. {LONG}\n\nRECITALS\n\nOrlo makes films.\n\nTHE PARTIES AGREE AS FOLLOWS:\n\n1. GRANT\n\n1.1 Orlo may use the voice of Lund in its films."
    assert path_of(text, "1.1") == "1. GRANT > 1.1"


def test_an_annex_that_is_one_of_a_list_is_only_named() -> None:
    text = f"This Agreement holds with the following:\n\nAttachment A: Facilities;\n\nThe Base Terms and nothing else.\n\n1. Fee. {LONG}\n\n2. Law. It is Danish."
    assert path_of(text, "2. Law") == "2. Law"


def test_a_heading_in_brackets() -> None:
    text = "ARTICLE V [Payments]\n\nSection 5.01. [Due Date]. It is due in May."
    assert paths(text) == ["ARTICLE V Payments", "ARTICLE V Payments > Section 5.01. Due Date"]


def test_a_reference_on_a_new_line_is_no_clause() -> None:
    text = f"7. Liability. EXCEPT FOR THE CLAIMS DISCUSSED IN\n\nSECTION 9 OF THIS LICENCE, NONE IS MADE. {LONG}\n\n8. Law. It is Danish."
    assert set(paths(text)) == {"7. Liability", "8. Law"}


def test_a_filing_number_between_clauses_is_no_annex() -> None:
    text = f"5. Pay\n\n5.1 Fee. {LONG}\n\nExhibit 10.22\n\n5.2 Bonus. {LONG}\n\n6. Law\n\n6.1 It is Danish."
    assert path_of(text, "5.2") == "5. Pay > 5.2 Bonus"


def test_a_page_number_before_a_filing_number_is_no_clause() -> None:
    text = f"1                  EXHIBIT 10.13\n\nORLO AGENCY AGREEMENT\n\nThis Agreement is made today. {LONG}\n\n1. Fee. It is USD 9."
    assert path_of(text, "1. Fee") == "1. Fee"


def test_a_heading_broken_over_wide_spaces() -> None:
    filled = "The licensee and the    licensor act in good    faith and answer all    letters soon. " * 40
    text = f"{filled}\n\n6.  Return of Company    Property. The licensee returns all of it.\n\n7.  Law.  It is Danish."
    assert paths(text)[1:] == ["6. Return of Company Property", "7. Law"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CHAPTER 1 GENERAL\n\nArticle 1\n\nThe parties agree.\n\nCHAPTER 2 SHARES\n\nArticle 2\n\nNone is sold.", "CHAPTER 2 SHARES > Article 2"),
        ("6. MARKS.\n\n6.A. Use. It is free.\n\n6.B. Ending. It ends.\n\nIt ends at once.", "6. MARKS > 6.B. Ending"),
        (f"1. Fee. {LONG}\n\nRIDER A\n\nA1. Meaning. A replica is a copy.\n\nA2. Fee. It is USD 9.\n\nIt is paid once.", "RIDER A > A2. Fee"),
        ("4. Specific terms\n4.1 The fee is paid once.\n4.2 It is paid late.", "4. Specific terms > 4.2"),
        ("9.03 Marks. They are kept.\n\n9.04 Fees. None, except as set forth in\nSection 9.03), which is kept.", "9.04 Fees"),
        ("5.1 Term. It ends under paragraphs 5.2, 5.3 or\n5.4. and not before.", "5.1 Term"),
        ("CLAUSE FIRST OBJECT\n\n1.1 It is a voice.\n\nCLAUSE SECOND TERM\n\n2.1 It is a year.", "CLAUSE SECOND TERM > 2.1"),
        ("3.5 Parties. They help each other.\n\n(h) Training.\n\n(i) The parties train staff.\n\n(ii) They pay for it.", "3.5 Parties > (h) Training > (ii)"),
        ("1.1 Terms. They hold.\n\n2     Owner's Duties\n\n2.1   The Owner shall help.\n\n3     Payment\n\nIt is free.", "3 Payment"),
        ("1.1 Price. It is paid.\n\n1.1.2020 - 31.12.2020: 9 a ton", "1.1 Price"),
        ("9、知识产权\n\n9.1 公司享有权利。\n\n9.2 你享有权利：\n\n（1）复制；\n\n（2）编辑。", "9、 知识产权 > 9.2 > 你享有权利： （2）"),
        ("I. Scope\n\nAll of it.\n\nII. Licence\n\n2.00 The Owner lends it.\n\n2.01 The Owner keeps it.", "II. Licence > 2.01"),
        ("1. The parties replace the schedule by this:\n\nSchedule C-1. The fees are as follows:\n\n2. All other terms stay as they were before.", "2."),
        ("1. Ending. She may end it if:\n\n(a) a fee is late; or\n\n(b) Fen passes into administration.", "1. Ending > She may end it if: (b)"),
        ("1. DEFINITIONS: These terms are defined as follows:\n\n(a) fees as money.\n\n(b) faces as pictures.", "1. DEFINITIONS > These terms are defined as follows: (b)"),
        ("2.1 Rate. It is paid.\n\n24.9 3.485 29.8 4.22 34.7", "2.1 Rate"),
        ("ARTICLE 10. WARRANTIES AND COVENANTS;\nLIMITATION OF LIABILITY\n10.1 Orlo warrants the voice.\n10.2 Lund does not.", "ARTICLE 10 WARRANTIES AND COVENANTS; LIMITATION OF LIABILITY > 10.2"),
        ("8. Insurance. It is full.\n\nCertificate of Insurance\n\nIt is sent to Orlo by the insurer and kept there.\n\n10. Law. It is Danish.", "10. Law"),
        ("ARTICLE V [Payments]\n\nPayments\n\nSection 5.01. Fee. It is due in May.", "ARTICLE V Payments > Section 5.01. Fee"),
        ("4. Reversals a) Reversals All of them are paid by Orlo. b) Costs All of them are paid by Lund.\n\n5. Law. It is Danish.", "5. Law"),
        ('1.1 Act "Act" means the law of the land.\n\n1.2 The term "Fee" means what is paid.\n\n1.3 Law This Letter of Consent will be Danish.', "1.3 Law"),
        ("3. Work. Orlo does this for Lund (the \"Work\"):\n\n3.1 It records the voice;\n\n3.2 It deletes it.\n\nLund agrees that Orlo does so.", "3. Work"),
        ('1.1 Terms. They mean this:\n\na) "Box" means any of these;\n\nb) "Work" means;\n\n[* * *];\n\nc) "Fee" means what is paid.', '1.1 Terms > They mean this: c)'),
        ("14 LAW\n\n14.1 It is Danish.\n\n15 TERM\n\n14.2 The courts are those of Aarhus.\n\n15.1 It is a year.", "15 TERM > 15.1"),
        ("2. Work. The works are these:\n\n- a book;\n\n- a film.\n\nWith regard to games, the works are those:\n\n- a chase;\n\n- a race.", "2. Work > With regard to games, the works are those: •"),
        ("2. Games\n\n(i) Orlo makes one game. (\"LUND Game\")\n\n(ii) Lund plays it.", "2. Games > (ii)"),
        ("9. Pay. It is due as follows:\n\n9.1 On 30 May 1998\n\n9.2 On 6 June 1998\n\n10. Law. It is Danish.\n\n11. On 6 June 1998", "11."),
        (f"1. Sale. {LONG}\n\nBy: _______\n\nExhibit B Form of Bill\n\n1. Sale. {LONG}\n\nSchedule A to Bill of Sale\n\n1. Two tanks are sold.", "Schedule A > 1."),
        (f"5. Release. {LONG}\n\nOrlo Media, Inc. Lund Films, Inc. By: /s/ A. Orlo By: /s/ B. Lund", ""),
        ("5. Copy.\n\na.ORLO pays for the copy of it.\n\nb. Lund keeps the copy of it.", "5. Copy > b."),
        ("1. Bid.\n\n(i) The lowest rate is taken.\n\nTariff Rate\n\n(ii) The highest is not taken.", "1. Bid > (ii)"),
        ("4. Business Plan Prior to the signing of it Orlo shows a plan.\n\n5. Law. It is Danish.\n\n6. Audit Within 9 days Lund may look.", "6. Audit"),
        (f"ADDENDUM TO\n\nORLO VOICE LICENCE\n\nTHIS ADDENDUM is made between Orlo and Lund. {LONG}\n\n1. Fee. It is USD 9.", "1. Fee"),
        (f"9. Law. It is Danish.\n\nIN WITNESS WHEREOF, the parties sign.\n\nBy: ________\n\n\n\n\nAnnex A THIS IMAGE AND ALL COPIES OF IT {LONG}{LONG}", "Annex A"),
    ],
)  # fmt: skip
def test_numbers(text: str, expected: str) -> None:
    assert paths(text)[-1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"8. Costs. {LONG}9. Property 9.1 Reseller owns none. {LONG}9.2 Marks are kept.", ["8. Costs", "9. Property", "9. Property > 9.1", "9. Property > 9.2"]),
        (f"{LONG}ARTICLE 1\n\nSUPPLY 1.1 Sale. {LONG}ARTICLE 2\n\nSERVICES 2.1 Work. {LONG}", ["", "ARTICLE 1 SUPPLY", "ARTICLE 1 SUPPLY > 1.1 Sale", "ARTICLE 2 SERVICES", "ARTICLE 2 SERVICES > 2.1 Work"]),
        (f"18. Delay. {LONG}the price of the penalty 19. ARBITRATION: All disputes go to Berne.", ["18. Delay", "19. ARBITRATION"]),
        ("7.5.3 Cover. It is full.\n\n7.5.4 Car. It is half, and paid by the Company at the end. 7.5.5 Life. It is none.", ["7.5.3 Cover", "7.5.4 Car", "7.5.5 Life"]),
        (f"Section 1. Fee. {LONG}\n\nSection 2. Promoter's Costs. {LONG}", ["Section 1. Fee", "Section 2. Promoter's Costs"]),
        ("4. PAY. (a) The fee is USD 9 for every use of the face and voice.\n\n(b) It is paid once.", ["4. PAY", "4. PAY > (a)", "4. PAY > (b)"]),
        (f"{LONG}the products of the Principal. CONDITIONS: 1. The Principal appoints the Agent. 2. The Agent accepts.", ["", "CONDITIONS > 1.", "CONDITIONS > 2."]),
    ],
)  # fmt: skip
def test_clauses_in_one_run_of_text(text: str, expected: list[str]) -> None:
    assert paths(text) == expected


def test_a_page_head_before_the_first_clause_of_a_page() -> None:
    text = "1.34 Patents are listed below.\n\n\n\n\n\nConfidential Execution Version 1.35 Invention means an idea of the Performer."
    assert path_of(text, "1.35") == "1.35"


def test_what_stands_above_signatures_is_no_clause() -> None:
    text = "1. Law. Danish law.\n\nThis licence was executed in duplicate on 5 May 2024 in Aarhus.\n\nLUMEN LTD.\n\nBy: ________\n\nName: A. Quill"
    assert paths(text) == ["1. Law", ""]


def test_the_number_under_which_a_contract_was_filed_is_no_annex_on_later_pages() -> None:
    text = f"Exhibit 10.22\n\nVOICE LICENCE AGREEMENT\n\nThis Agreement is made today. {LONG}\n\n5. Pay\n\n5.1 It is due.\n\nExhibit 10.22\n\n5.2 It is paid."
    assert path_of(text, "5.2") == "5. Pay > 5.2"


def test_bold_headings_stand_below_lettered_ones() -> None:
    text = f"# Policies\n\n**A. Use**\n\n{LONG}\n\n**B. Conduct**\n\n{LONG}\n\n**Prohibited Uses**\n\nNone is named.\n\n**C. Law**\n\nDanish law."
    assert path_of(text, "None", "a.md") == "Policies > B. Conduct > Prohibited Uses"
    assert path_of(text, "Danish", "a.md") == "Policies > C. Law"


def test_a_numbered_list_in_a_numbered_clause() -> None:
    text = "4. PURPOSE\n\n4.1 We use your data for the following:\n\n1. to serve you;\n\n2. to answer you.\n\n4.2 We ask first.\n\n5. LAW\n\nDanish law."
    lead = "4. PURPOSE > 4.1 > We use your data for the following:"
    assert paths(text) == [
        "4. PURPOSE",
        "4. PURPOSE > 4.1",
        f"{lead} 1.",
        f"{lead} 2.",
        "4. PURPOSE > 4.2",
        "5. LAW",
        "5. LAW",
    ]


def test_a_paragraph_behind_a_list_of_half_sentences_is_none_of_its_items() -> None:
    text = "1. Grant. The Company may use the face as follows:\n\n(a) in films; and\n\n(b) in games.\n\nEvery use shows the name of the Performer."
    assert path_of(text, "Every use") == "1. Grant"


def test_recitals_end_where_the_parties_agree() -> None:
    text = "WHEREAS:\n\nA. The Company makes doubles.\n\nB. The Performer wishes to help, so the parties agree as follows:\n\n1. GRANT\n\nShe grants it."
    assert paths(text)[-1] == "1. GRANT"
    text = "RECITALS\n\nA. The Company makes doubles.\n\nTHEREFORE, in consideration of the promises, the parties agree as follows:\n\n1. Grant\n\nShe grants it."
    assert paths(text)[-1] == "1. Grant"


def test_paragraphs_that_begin_with_a_heading() -> None:
    text = "TERMS\n\nTerm. This licence runs for one year from today.\n\nPayment. The Company pays USD 900 for every use.\n\nGoverning Law. The laws of Denmark govern this licence."
    assert paths(text)[1:] == ["Term", "Payment", "Governing Law"]
    names = "NEWS\n\nMr. Oak left the studio on a rainy Monday morning.\n\nSt. Brannock saw him go and told the other actors of it.\n\nBlue Heron Inc. The studio that he left is not pleased with it."
    assert set(paths(names)) == {""}


def test_paragraphs_that_begin_with_words_in_bold() -> None:
    text = f"# Terms\n\n## Paid accounts\n\n**Billing.** You pay the fee by card in every month. {LONG}\n\n**Cooling off period.** You may ask for the fee back. {LONG}\n\n**Trade controls.** {LONG}"
    assert paths(text, "a.md")[-2:] == [
        "Terms > Paid accounts > Cooling off period",
        "Terms > Paid accounts > Trade controls",
    ]


def test_short_paragraphs_of_a_page_with_headings_are_cells() -> None:
    text = "# Cookies\n\n## Necessary\n\nlang\n\nSession\n\nKeeps the language that you chose.\n\n## Statistics\n\n**Google**\n\nCounts how often you come and from where.\n\n## More\n\nThere are none.\n\n## Choice\n\nYou may refuse them.\n\n## Law\n\nDanish law applies."
    assert path_of(text, "Keeps", "a.md") == "Cookies > Necessary"
    assert path_of(text, "Counts", "a.md") == "Cookies > Statistics > Google"


def test_a_heading_of_markdown_that_was_made_a_list_item() -> None:
    text = "# Privacy\n\n1.  Our use of your data\n    ====================\n\nWe use it well."
    assert path_of(text, "We use", "a.md") == "1. Our use of your data"


def test_an_annex_is_not_taken_for_part_of_the_running_head() -> None:
    head = "[***] INDICATES MATERIAL THAT WAS LEFT OUT ON REQUEST OF THE PARTIES"
    pages = [f"{head}\n\nEXHIBIT {letter}\n\nLIST OF {letter * 5}\n\n{letter} {LONG}{letter}" for letter in "ABCDE"]
    found = paths(f"1. Fee. {LONG}\n\n" + "\n\n\n\n\n\n".join(pages))
    assert found[-1] == "EXHIBIT E LIST OF EEEEE"


def test_links_at_the_foot_of_a_page_belong_to_no_section() -> None:
    links = "\n".join(f"* [{word}](https://example.org/{word})" for word in ("News", "Jobs", "Press", "Help", "Status"))
    text = f"# Terms\n\n## 1. Licence\n\nYou license your voice to us.\n\n## 2. Law\n\nDanish law applies.\n\n#### Company\n\n{links}\n\nAll rights reserved"
    assert path_of(text, "Danish", "a.md") == "Terms > 2. Law"
    assert path_of(text, "* [Jobs]", "a.md") == "Company > •"


def test_furniture_keeps_its_place() -> None:
    text = "1. Fee. The Company pays.\n\nCONFIDENTIAL\n\n2. Tax. None."
    document = Document("x", "text/plain", text)
    spans = [p.span for p in segment(document)]
    assert spans == [Span(0, text.index("\n\n2.")), Span(text.index("2. Tax"), len(text))]


def test_signatures_end_the_last_clause() -> None:
    named = f"1. Fee. {LONG}\n\n2. Law. {LONG}\n\nDated:                ORLO STUDIOS, INC.\n\n----------------\n\n       By\n       ----------------       Title:"
    assert path_of(named, "Dated:") == ""
    agreed = f"1. Fee. {LONG}\n\n2. Law. {LONG}\n\nAgreed and signed on the first day of May in Aarhus.\n\nOrlo Studios\n\nBy: /s/ Ada Quill"
    assert path_of(agreed, "Agreed") == ""
    counterparts = f"1. Fee. {LONG}\n\n2. Copies. It may be signed in counterparts.\n\nEach copy signed in counterparts counts.\n\nOrlo Studios\n\nBy: /s/ Ada Quill"
    assert path_of(counterparts, "Each copy") == "2. Copies"


def test_marks_for_pictures_and_rules_at_the_foot_of_a_page_head_nothing() -> None:
    text = f"1. Fee. {LONG}\n\n[GRAPHIC OMITTED]\n\nThe studio pays the fee in May.\n\n- ------------------------- 2 May 1998\n\nIt pays in euros."
    assert path_of(text, "The studio") == "1. Fee"
    assert path_of(text, "It pays") == "1. Fee"


def test_articles_by_roman_numbers_and_dashes() -> None:
    text = f"I - DEFINITIONS\n\n1.1 {LONG}\n\nII - TERM; END; RETURN\n\n2.1 {LONG}"
    assert path_of(text, "2.1") == "II TERM; END; RETURN > 2.1"


def test_headings_behind_an_article_or_an_exhibit() -> None:
    text = (
        f"Article 1 Prices and payment\n\n1) {LONG}\n\nEXHIBIT A FORM OF CONSENT This CONSENT is given to Orlo. {LONG}"
    )
    assert path_of(text, "1) The") == "Article 1 Prices and payment > 1)"
    assert path_of(text, "EXHIBIT") == "EXHIBIT A FORM OF CONSENT"


def test_the_first_item_in_the_line_of_its_heading() -> None:
    text = "4. PAY. (a) The studio pays the fee that stands in the table\nbelow this paragraph.\n(b) It pays in May."
    assert path_of(text, "(a)") == "4. PAY > (a)"


def test_a_page_number_before_the_next_item() -> None:
    text = f"1. Pay. {LONG}\n\n(a) {LONG}\n\n(b) {LONG}\n\n\n\n\n\n2 (c) {LONG}"
    assert path_of(text, "(c)") == "1. Pay > (c)"


@pytest.mark.parametrize(
    ("text", "words", "path"),
    [
        (f"1. Pay. (a) The studio pays; and (b) Orlo keeps books. {LONG}", "(b)", "1. Pay > (b)"),
        (f"1. Pay. a. The studio pays. b. Orlo keeps books. {LONG}", "b.", "1. Pay > b."),
        (f"1. Notices. {LONG}Attention: Ada Quill 2. Law. Danish law applies.", "2.", "2. Law"),
        (f"1. Pay. 1.1 It is due to Ada Quill in Aarhus 1.2 It is paid in euros. {LONG}", "1.2", "1. Pay > 1.2"),
        (f"1. Terms\n\n1.99 It ends. 1.100 It begins. {LONG}", "1.100", "1. Terms > 1.100"),
        (
            f"1. Pay. {LONG}\n\n2.0 RETURN OF COPIES 2.1 The studio returns all that it was given.",
            "2.1",
            "2.0 RETURN OF COPIES > 2.1",
        ),
    ],
)
def test_numbers_inside_unbroken_text_that_follow_their_series(text: str, words: str, path: str) -> None:
    assert path_of(text, words) == path


@pytest.mark.parametrize(
    "text",
    [
        f"1. Pay. 1.1 It is due under the laws named in 1.2 Danish Law is meant. {LONG}",
        f"1. Pay. 1.1 It is due in accordance with such Section 1.2. Danish law is meant. {LONG}",
        f"1. Pay. There are two ways: (1) in cash and (2) by card. {LONG}",
    ],
)
def test_numbers_inside_a_sentence_begin_no_clause(text: str) -> None:
    assert set(paths(text)) <= {"1. Pay", "1. Pay > 1.1"}


def test_a_definition_of_two_words_is_no_item() -> None:
    text = f'1. Terms. "Use" means (a) showing it or {LONG}\n\n(b) sending it.\n\n"Copy" or "Double" means a likeness.'
    assert path_of(text, '"Copy"') == "1. Terms"


def test_a_heading_with_nought_that_stands_behind_its_first_clause() -> None:
    text = f"1.0 Pay\n\n1.1 {LONG}\n\n2.1 {LONG}\n\n2.0 Term\n\n2.2 {LONG}"
    assert path_of(text, "2.2") == "2.0 Term > 2.2"


def test_numbers_behind_rules_and_after_letters() -> None:
    rule = "-" * 60
    text = f"{rule} 1.0 Pay\n\na. The studio pays in May.\n\nb. It pays in euros.\n\n{rule} 2.0 Term\n\n2.1 {LONG}"
    assert path_of(text, "2.1") == "2.0 Term > 2.1"
    letters = f"1. Pay\n\na. it is due; or\n\nb. it is paid; or\n\nc. the studio left; or\n\nd. Orlo has left for good.\n\n2. Law. {LONG}"
    assert path_of(letters, "d.") == "1. Pay > d."
    roman = (
        "1. Pay\n\n"
        + "".join(f"({c}) The studio pays {c}.\n\n" for c in "abcdefgh")
        + "(i) to Ada; and\n\n(ii) to Orlo."
    )
    assert path_of(roman, "(ii)") == "1. Pay > (h) > (ii)"


def test_annexes_named_before_the_preamble_head_nothing() -> None:
    names = "Annex 1: Fees of the Studio\n\nAnnex 2: Care of Copies\n\n"
    text = f"1.1 Pay 3 1.2 Law 4\n\n{names}This Licence Agreement is made on 3 May between Orlo and Ada Quill, who agree.\n\n1. Pay. {LONG}"
    assert path_of(text, "1. Pay.") == "1. Pay"


def test_paragraphs_in_bold_head_what_follows() -> None:
    page = "# Privacy\n\n## Data\n\n**Why the data are used:**\u00a0\n\nTo pay you.\n\n_**Who sees the data**_\n\nThe studio does.\n\n## Law\n\nIt is Danish.\n\n## Name\n\nOrlo."
    assert path_of(page, "To pay", "a.md") == "Privacy > Data > Why the data are used"
    assert path_of(page, "The studio", "a.md") == "Privacy > Data > Who sees the data"
    said = "# Terms\n\n## Use\n\n**You agree that:**\n\n* you pay.\n\n## Law\n\nIt is Danish.\n\n## Name\n\nOrlo."
    assert path_of(said, "* you pay", "a.md") == "Terms > Use > **You agree that:** •"


def test_list_items_of_a_clause_in_markdown() -> None:
    text = f"# Terms\n\n**1\\. Law.**\n\nIt is Danish. {LONG}\n\n**2\\. Content.**\n\n1. **Posting.** You post.\n2. **Care.** You care.\n\n**3\\. End.**\n\nIt ends."
    assert path_of(text, "2. **Care", "a.md").endswith("2. Content > 2. Care")
    assert path_of(text, "It ends", "a.md").endswith("3. End")


def test_clause_numbers_with_the_letter_of_their_part() -> None:
    page = "# Terms\n\n## A. Names\n\nA.1. **Use.** It means showing.\n\nA.2. **Copy.** It means a likeness.\n\n## B. Care\n\nB.1. The studio will not:\n\nB.1.a. sell it; or\n\nB.1.b. lend it.\n\n## C. Law\n\nIt is Danish."
    assert path_of(page, "A.2.", "a.md") == "Terms > A. Names > A.2. Copy"
    assert path_of(page, "B.1.b", "a.md").startswith("Terms > B. Care > B.1. > ")


def test_what_introduces_another_list_is_no_item_of_the_one_before() -> None:
    text = f"1. Care\n\nThe studio keeps:\n\n(a) all copies;\n\n(b) all letters.\n\nIt returns to Ada Quill:\n\n(a) her copies;\n\n(b) her letters.\n\n2. Law. {LONG}"
    found = paths(text)
    assert found[4:6] == ["1. Care", "1. Care > It returns to Ada Quill: (a)"]


def test_small_roman_numbers_at_the_start_of_lines() -> None:
    text = "1. Pay\n\na) The studio pays:\n\ni) a fee to Ada Quill,\nfor each use;\nii) a fee to Orlo; and\niii) the tax.\n\n2. Law."
    assert path_of(text, "ii)") == "1. Pay > a) > The studio pays: ii)"
    assert path_of(text, "iii)") == "1. Pay > a) > The studio pays: iii)"


def test_a_list_in_the_middle_of_a_paragraph_ends_with_it() -> None:
    text = f"1. Pay. The studio pays: (a) Ada Quill; (b) Orlo; and (c) The tax. {LONG}\n\nIt pays in May.\n\n(d) It keeps books. {LONG}"
    assert path_of(text, "It pays") == "1. Pay"
    assert path_of(text, "(d)") == "1. Pay > The studio pays: (d)"
    short = (
        "1. Pay\n\na. The studio pays Ada Quill and Orlo in every May. b. It keeps the books.\n\n2. Law. It is Danish."
    )
    assert path_of(short, "b.") == "1. Pay > b."


def test_headings_in_small_letters_behind_wide_spaces() -> None:
    text = f"1     Care of copies\n\n1.1   Use by the studio (all of it)\n\n      {LONG}\n\n1.2   {LONG}"
    assert path_of(text, "The parties").startswith("1 Care of copies > 1.1 Use by the studio (all of it)")


def test_what_is_not_filled_in_heads_nothing() -> None:
    text = f"1. Capacity:\n\nN/A\n\n2. Law:\n\nIt is agreed that Danish law applies. {LONG}"
    assert path_of(text, "N/A") == "1. Capacity"
    assert path_of(text, "It is agreed") == "2. Law"


def test_recitals_with_letters_that_stand_apart() -> None:
    text = f"R E C I T A L S\n---------------\n\nA. {LONG}\n\nB. {LONG}\n\nNOW, THEREFORE, the parties agree:\n\n1. Pay. {LONG}"
    assert path_of(text, "B.") == "RECITALS > B."
    assert path_of(text, "1. Pay") == "1. Pay"


def test_rules_of_markdown_are_no_items() -> None:
    assert paths("# Terms\n\n- - -\n\nYou pay.", "a.md") == ["Terms", "Terms"]


def test_an_outer_list_goes_on_behind_a_list_of_its_items_that_looks_the_same() -> None:
    text = (
        f'1. Words\n\nThese words mean:\n\n(i) "Voice": a voice;\n\n(ii) "Copy": a copy.\n\nA likeness is what shows Ada Quill and:\n\n'
        f'(i) was made by Orlo; or\n\n(ii) was lent to Orlo.\n\n(iii) "Film": a film.\n\n2. Law. {LONG}'
    )
    assert path_of(text, "(ii) was") == "1. Words > A likeness is what shows Ada Quill and: (ii)"
    twice = text.replace('(iii) "Film"', '(iv) "Film"').replace("(i) was", "(iii) Or:\n\n(i) was")
    assert path_of(twice, "(iv)") == '1. Words > These words mean: (iv) "Film"'
    letters = f"I. WORK\n\nA. {LONG}\n\nB. {LONG}\n\nI. {LONG}\n\nII. {LONG}\n\nC. {LONG}\n\nII. LAW\n\n{LONG}"
    assert path_of(letters, "C.") == "I. WORK > C."
    assert paths(letters)[-1] == "II. LAW"


def test_an_article_goes_on_behind_the_parts_of_the_work_that_it_lists() -> None:
    text = f"ARTICLE I WORK\n\n{LONG}\n\nPART II FILMS\n\n{LONG}\n\nARTICLE II LAW\n\n{LONG}"
    assert paths(text)[-2:] == ["ARTICLE II LAW"] * 2


def test_an_article_before_its_first_clause_in_the_middle_of_unbroken_text() -> None:
    text = f"ARTICLE ONE WORK 1.1 Films. {LONG} 1.2 Notices. They go to 4 Mill Road, Orlo Town ARTICLE TWO LAW 2.1 Danish law. {LONG} 2.2 Courts. {LONG} {LONG}"
    assert path_of(text, "2.2") == "ARTICLE TWO LAW > 2.2 Courts"
    bare = f"3 WORK 3.1 Films. {LONG} 3.2 Notices. They go to Orlo Town 4 LAWS 4.1 Danish law. {LONG} 4.2 Courts. {LONG} {LONG}"
    assert path_of(bare, "4.2") == "4 LAWS > 4.2 Courts"


def test_recitals_in_a_clause_are_its_text() -> None:
    assert (
        path_of(f"1. WORK\n\n{LONG}\n\n2. TESTS\n\nWhereas Orlo has tested the voice, {LONG}", "Whereas") == "2. TESTS"
    )


def test_who_signs_stands_under_no_clause() -> None:
    names = ["Ada Quill", "(Artist)", "Bo Lind", "Orlo Films", "Cal Reeve", "(Orlo)", "Per:"]
    text = f"1. Pay. {LONG}\n\n2. Law. {LONG}\n\n" + "\n\n".join(names) + "\n\nName: Bo Lind\n"
    document = readers.document(text.encode(), "a.txt")
    behind = [passage for passage in segment(document) if passage.span.start >= text.index("Ada Quill")]
    assert {(passage.kind, passage.path) for passage in behind} == {("signature", ())}


def test_clauses_behind_displaced_signatures_stand_under_their_section() -> None:
    text = f"3. General\n\n3.1 Law. {LONG}\n\nIN WITNESS WHEREOF the parties sign.\n\nBy: ____\n\n3.2 Courts. {LONG}"
    assert path_of(text, "3.2") == "3. General > 3.2 Courts"


def test_letters_before_words_without_a_space() -> None:
    text = "1. Pay\n\na)The studio pays Ada Quill.\n\nb)The studio keeps books."
    assert path_of(text, "b)") == "1. Pay > b)"


def test_numbers_with_spaces_around_their_stop_are_found_between_their_neighbours() -> None:
    text = f"3. Work\n\n3.1 Films. {LONG}\n\n3 .2 Books. {LONG}\n\n3.3 Plays. {LONG}"
    assert path_of(text, "3 .2") == "3. Work > 3 .2 Books"


def test_a_line_in_the_middle_of_a_sentence_heads_no_paragraph() -> None:
    lead = "Term. This licence runs for a year from today.\n\nFees. They are due in every May of the year.\n\nLaw. It is the law of Denmark that governs.\n\n"
    text = f"{lead}The board meets at the\n\nAnnual Meeting. It hears what the owners of Orlo have to say.\n"
    assert path_of(text, "Annual") == "Law"


def test_names_before_the_preamble_head_nothing() -> None:
    text = f"RESELLER AGREEMENT\n\nBETWEEN\n\nORLO FILMS\n\nThis Reseller Agreement is made between Orlo and Ada Quill.\n\n1. Pay. {LONG}"
    assert path_of(text, "This") == ""


def test_deep_numbers_with_a_letter_in_lines_of_their_own() -> None:
    text = (
        f"1. Law. {LONG}\n\nEXHIBIT A WORK\n\nA.2.3.1 Tones\n\n{LONG}\n\nA.2.3.1.1\n\nSingle Tones\n\n{LONG}\n\nIt needs two rings:\n\n1. It rings once.\n\n2. It rings twice.\n\n"
        f"A.2.3.1.2\n\nDual Tones\n\n{LONG}"
    )
    assert path_of(text, "2. It") == "EXHIBIT A WORK > A.2.3.1 Tones > A.2.3.1.1 Single Tones > It needs two rings: 2."
    assert paths(text)[-1] == "EXHIBIT A WORK > A.2.3.1 Tones > A.2.3.1.2 Dual Tones"


def test_a_reference_behind_a_page_break_begins_no_clause() -> None:
    text = f'1. Words\n\n"Use" has the meaning given in\n\n\n\n\n\nSection 2.2(a)(i) of this licence.\n\n"Copy" means a copy.\n\n2. Law. {LONG}'
    assert path_of(text, '"Copy"') == "1. Words"


def test_a_number_in_an_address_is_no_clause() -> None:
    text = f'This licence is made between Ada Quill and Orlo Ltd. 1 Mill Road, Orlo Town, is the seat of Orlo. {LONG} {LONG} 1. WORDS 1.1 "Copy" means a copy. {LONG} {LONG} 2. LAW {LONG}'
    assert path_of(text, "1.1") == "1. WORDS > 1.1"


def test_a_clause_goes_on_behind_a_number_of_a_page() -> None:
    text = f"1. Pay\n\n1.1 Fees. {LONG}\n\n1.2 Tax. {LONG}\n\n2. Orlo Films Page\n\n1.3 Costs. {LONG}"
    assert path_of(text, "1.3") == "1. Pay > 1.3 Costs"


def test_headings_with_a_participle_in_small_letters() -> None:
    text = f"1. Safety and Costs of Films including Their Copies. Orlo keeps {LONG}\n\n2. Whole Agreement; Amendment This Agreement constitutes all. {LONG}"
    assert paths(text) == ["1. Safety and Costs of Films including Their Copies", "2. Whole Agreement; Amendment"]


def test_an_annex_at_the_beginning_of_a_page_behind_what_is_no_sentence() -> None:
    text = f"1. Pay. {LONG}\n\nExhibit 1 Films\n\n{{***}}\n\n\n\n\n\nExhibit 2 Books\n\nSizes and prices\n\n\n\n\n\nExhibit 3   FILM AGREEMENT   1. Law. {LONG}"
    assert paths(text)[-1] == "Exhibit 3 FILM AGREEMENT > 1. Law"
    assert path_of(text, "Sizes") == "Exhibit 2 Books"
    listed = "1. Pay. The films are listed in\n\n\n\n\n\nExhibit 2 Books\n\nand no others."
    assert paths(listed) == ["1. Pay"]


def test_articles_whose_number_stands_behind_two_spaces() -> None:
    text = f"ARTICLE  I PAY\n\n1.01.  Fees. {LONG}\n\nARTICLE  IX LAW\n\n9.01.  Courts. {LONG}"
    assert paths(text)[-1] == "ARTICLE IX LAW > 9.01 Courts"


def test_a_label_behind_bullets_introduces_another_list() -> None:
    text = "1. Pay\n\nThe studio pays for films:   • a fee in May.   • a fee in June.   It pays for books:   • a fee in July   2. Law"
    assert path_of(text, "• a fee in July") == "1. Pay > It pays for books: •"


def test_a_heading_with_a_stop_inside_a_name() -> None:
    assert path_of(f"1. Work\n\n1.1 Orlo.com Films. The site shows {LONG}", "1.1") == "1. Work > 1.1 Orlo.com Films"


def test_a_heading_before_the_subject_behind_a_number_that_stands_apart() -> None:
    text = "".join(
        f"{n}.      {head} MMI will answer. MMI will pay. {LONG}\n\n"
        for n, head in enumerate(("WORK", "SERVICES", "COSTS", "LAW"), 1)
    )
    assert path_of(text, "2.") == "2. SERVICES"


def test_signatures_with_backslashes() -> None:
    text = f"1. Law. {LONG}\n\nOrlo Films\n\n\\s\\ Ada Quill\n\nOwner\n"
    document = readers.document(text.encode(), "a.txt")
    assert segment(document)[-1].kind == "signature"
