"""Which sums of a document are pay of the talent, of which kind, and per what."""

import hashlib
from decimal import Decimal

import pytest
from facevalue.corpus.model import Document, Kind, Passage, Span
from facevalue.corpus.segment import segment
from facevalue.nlp.amounts import normalise, read_amounts
from facevalue.nlp.model import Amount, Evidence
from facevalue.nlp.roles import Roles
from facevalue.nlp.rows import amount_row
from hypothesis import given
from hypothesis import strategies as st

ROLES = Roles(talent=("Performer",), company=("Studio", "we", "our", "us"))
USER = Roles(talent=("you", "your", "creators"), company=("Voxmere", "we", "our", "us"))


def document(text: str) -> Document:
    return Document(hashlib.sha256(text.encode()).hexdigest(), "text/plain", text)


def amounts(text: str, roles: Roles = ROLES, kind: Kind = "contract") -> list[Amount]:
    read = document(text)
    found = read_amounts(read, segment(read), roles, kind)
    for amount in found:
        assert amount.evidence.holds(read)
    return found


def told(text: str, roles: Roles = ROLES, kind: Kind = "contract") -> list[tuple[str | None, str, str | None]]:
    """Each amount as (value or rate with %, kind, per)."""
    out: list[tuple[str | None, str, str | None]] = []
    for a in amounts(text, roles, kind):
        value = f"{a.rate_percent}%" if a.rate_percent is not None else None if a.amount is None else str(a.amount)
        out.append((value, a.kind, a.per))
    return out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Studio shall pay Performer a flat fee of $5,000.", ("5000", "fixed_fee", "total")),
        ("Studio shall pay Performer $900 per day.", ("900", "fixed_fee", "day")),
        ("Studio shall pay Performer a monthly retainer of 2,500 EUR.", ("2500", "fixed_fee", "month")),
        ("Performer shall receive $250 for each approved post.", ("250", "fixed_fee", "post")),
        ("Performer receives a royalty of four percent (4%) of Net Sales.", ("4%", "royalty", None)),
        ("Studio shall pay Performer 20% of net revenues into a voice pool.", ("20%", "revenue_pool", None)),
        ("Studio shall pay Performer a bonus of $7,000 if the film wins.", ("7000", "performance_bonus", None)),
        ("Studio guarantees Performer a minimum royalty of $40,000 per year.", ("40000", "minimum_guarantee", "year")),
        ("Performer receives the greater of a 5% royalty on sales or $9,000.", ("5%", "royalty", None)),
        ("For each further use of the voice Studio shall pay Performer $75.", ("75", "usage_fee", "use")),
        ("Studio shall pay Performer $0.40 per 1,000 characters.", ("0.4", "usage_fee", "character_1000")),
        ("Studio shall pay Performer a fee of $600 for the facial scan.", ("600", "creation_fee", "total")),
        ("Studio shall issue Performer 5,000 shares of common stock.", ("5000", "equity", "total")),
        ("Studio shall grant Performer options to purchase 300 ordinary shares.", ("300", "equity", "total")),
        ("Studio shall contribute 12% of the fee to the pension plan of Performer.", ("12%", "benefits_contribution", None)),
        ("Studio shall provide Performer with clothing with a value of $800.", ("800", "in_kind", "total")),
        ("Studio shall pay Performer $[***] per appearance.", (None, "fixed_fee", "appearance")),
        ("In addition to travel expenses, Studio shall pay Performer $450.", ("450", "fixed_fee", "total")),
        ("On signature Studio pays a non-refundable advance of $8,000, recoupable from royalties.", ("8000", "minimum_guarantee", None)),
        ("I was given eighty dollars ($80), which Performer received in cash.", ("80", "fixed_fee", "total")),
        ("In settlement of all claims Studio shall pay Performer the sum of $950.", ("950", "fixed_fee", "total")),
    ],
)  # fmt: skip
def test_pay(text: str, expected: tuple[str | None, str, str | None]) -> None:
    assert told(text)[:1] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Performer shall pay Studio $5,000 as liquidated damages.",
        "Studio's liability shall not exceed $10,000 and Performer receives no other remedy.",
        "Studio shall maintain insurance with limits of $1,000,000 per occurrence and pay the premiums.",
        "Studio shall reimburse Performer for travel expenses not to exceed $750.",
        "Studio shall pay Performer a per diem of $60.",
        "Each further hour is paid to Performer at 15% of the day fee.",
        "Late payments bear interest at 1.5% per month.",
        "Studio shall pay the agency commission of 10% to the agent.",
        "If an audit shows an underpayment of more than 5%, Studio shall pay for the audit.",
        "The fee is payable if Net Sales exceed $2,000,000.",
        "Studio shall spend a marketing budget of $3,000,000.",
        "The shares paid to Performer have a par value of $0.001 per share.",
        "For $1.00 and other good and valuable consideration paid by Studio, Performer agrees as follows.",
        "Fees below $25 are carried forward to the next payment.",
        "Performer may not sell more than fifty percent (50%) of the shares granted.",
        "Performer's agent receives ten percent of the fee paid by Studio.",
        "Studio shall pay a bonus once worldwide box office passes $90,000,000.",
        "The options paid to Performer may be exercised for common stock at $4.10.",
        "Studio may deduct 30% withholding tax from payments.",
    ],
)
def test_other_money_is_no_pay(text: str) -> None:
    assert told(text) == []


def test_platform_terms_count_only_what_users_are_paid() -> None:
    assert told("The Pro plan costs $29 per month. You pay all fees in advance.", USER, "terms") == []
    assert told("Our liability to you is limited to $100.", USER, "terms") == []
    assert told("We will pay you $50 for each approved voice.", USER, "terms")[0][0] == "50"
    assert told("We pay $150 for each year in which it is on.", USER, "terms") == [("150", "fixed_fee", "year")]
    share = "Of the price of each license you receive 80 percent and Voxmere keeps 20 percent."
    assert told(share, USER, "terms") == [("80%", "royalty", None)]
    assert told("Creators earn 20% of the subscription revenue.", USER, "terms") == [("20%", "royalty", None)]


def test_press_and_other_documents_have_no_amounts() -> None:
    assert amounts("The studio pays each performer $900 per day.", ROLES, "press") == []


def test_a_list_takes_its_meaning_from_the_words_above() -> None:
    text = (
        "4. BONUSES. Studio shall pay Performer the following bonuses:\n\n"
        "(a) Five Thousand Dollars ($5,000), each time Performer wins a gold medal; and\n\n"
        "(b) Two Thousand Dollars ($2,000), each time Performer wins a silver medal.\n"
    )
    assert told(text) == [("5000", "performance_bonus", None), ("2000", "performance_bonus", None)]


def test_a_flattened_schedule_by_year_counts_a_repeated_fee_once() -> None:
    text = (
        "Studio shall pay Performer the annual fee set forth in the schedule below.\n\n"
        "Year          Annual Fee\n\n2031          $70,000          2032          $70,000          2033          $90,000\n"
    )
    assert told(text) == [("70000", "fixed_fee", "year"), ("90000", "fixed_fee", "year")]


def test_the_steps_of_a_scale_are_no_pay() -> None:
    text = (
        "Performer will be paid an annual royalty based on Net Sales upon the following scale:\n\n"
        "Net Sales Royalty $1,000,001 to $2,000,000 $40,000 $2,000,001 to $9,000,000 $95,000 Greater than $9,000,000 $120,000\n"
    )
    assert [x[:2] for x in told(text)] == [("40000", "royalty"), ("95000", "royalty"), ("120000", "royalty")]


def test_a_ruled_table_is_read_by_row_and_column() -> None:
    text = "Studio shall pay Performer as follows:\nUnits sold | Fee\nSession | $300\nPickup session | $120\n"
    at = text.index("Units")
    read = document(text)
    passages = [Passage(read.id, Span(0, at - 1)), Passage(read.id, Span(at, len(text)), (), "table")]
    found = read_amounts(read, passages, ROLES, "contract")
    assert [(str(a.amount), a.kind) for a in found] == [("300", "fixed_fee"), ("120", "fixed_fee")]
    assert "Pickup session" in found[1].evidence.quote


def test_a_schedule_that_refers_to_its_clause_is_not_counted_again() -> None:
    text = "5.1 Studio shall pay Performer a fee of $800.\n\nSchedule of fees\nFee (clause 5.1) | $800\n"
    at = text.index("Fee (")
    read = document(text)
    passages = [
        Passage(read.id, Span(0, at - 1)),
        Passage(read.id, Span(at, len(text)), ("Schedule of fees",), "table"),
    ]
    assert len(read_amounts(read, passages, ROLES, "contract")) == 1


def test_equal_instalments_of_a_named_fee_are_not_counted_again() -> None:
    text = "Studio shall pay Performer a base fee of $36,000 per year. It is paid in four equal installments of $9,000."
    assert told(text) == [("36000", "fixed_fee", "year")]


def test_a_sum_named_again_counts_once() -> None:
    text = "Studio shall pay Performer a fee of $8,000. The $8,000 payment is due on signature."
    assert told(text) == [("8000", "fixed_fee", "total")]


def test_blacked_out_and_blank_sums() -> None:
    black, blank = (
        amounts("Studio shall pay Performer a fee of $[***].")[0],
        amounts("Studio shall pay Performer a fee of $____.")[0],
    )
    assert (black.amount, black.currency, black.redacted) == (None, "USD", True)
    assert (blank.amount, blank.currency, blank.redacted) == (None, "USD", False)


def test_evidence_is_the_phrase_and_not_the_sentence() -> None:
    text = (
        "Whenever filming takes place abroad, Studio shall pay Performer a day rate of $1,100 per day, within 30 days."
    )
    assert amounts(text)[0].evidence.quote == "day rate of $1,100 per day"


def test_a_sum_torn_by_a_page_footer_reads_whole() -> None:
    text = "Studio shall pay Performer a fee of ten percent\n\nPage 7\n\n(10%) of Net Sales."
    at = text.index("Page 7")
    read = Document("x", "text/plain", text, furniture=(Span(at, at + 6),))
    found = read_amounts(read, segment(read), ROLES, "contract")
    assert [a.rate_percent for a in found] == [Decimal(10)]
    assert "Page" not in found[0].evidence.quote
    assert found[0].evidence.holds(read)


@pytest.mark.parametrize(
    ("amount", "per", "expected"),
    [
        ("1000", "month", (Decimal(12000), None)),
        ("1000", "quarter", (Decimal(4000), None)),
        ("10", "week", (Decimal(520), None)),
        ("7", "year", (Decimal(7), None)),
        ("3", "use", (None, Decimal(3))),
        ("0.4", "character_1000", (None, Decimal("0.4"))),
        ("900", "day", (None, None)),
        ("900", None, (None, None)),
    ],
)
def test_normalise(amount: str, per: str | None, expected: tuple[Decimal | None, Decimal | None]) -> None:
    row = Amount("x", Decimal(amount), "USD", "fixed_fee", None, per, Evidence("x", Span(0, 1), "x"))
    *values, assumption = normalise(row)
    assert tuple(values) == expected
    assert assumption


PIECES = st.sampled_from(
    ["Studio shall pay Performer ", "a fee of ", "$5,000", "two percent (2%)", " of Net Sales", " per day", ". ", "\n\n", "(a) ", " | ", "$[***]", "$ ", "to ", "Year ", "royalty ", "1,000 shares", ", ", "expenses ", "Dollars ", "₿", "💶", "("]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join), st.sampled_from(["contract", "terms"]), st.booleans())
def test_evidence_holds_whatever_the_text(text: str, kind: Kind, table: bool) -> None:
    read = document(text)
    passages = [Passage(read.id, Span(0, len(text)), ("Fees",), "table")] if table else segment(read)
    for amount in read_amounts(read, passages, ROLES, kind):
        assert amount.evidence.holds(read)
        assert 0 <= amount.evidence.span.start < amount.evidence.span.end <= len(text)


@pytest.mark.parametrize(
    "text", ["", "\n", "$" * 3000, "$5 " * 2000, "5% of " * 2000, "one hundred " * 2000, "a | $5\n" * 1000]
)
def test_hostile_text(text: str) -> None:
    amounts(text)


def test_rows_show_the_sum_on_one_basis_with_the_assumption():
    text = "Studio shall pay Performer $500 per month."
    row = amount_row(amounts(text)[0], document(text))
    assert (row["per_year"], row["per_use"], row["assumption"]) == (Decimal(6000), None, "month × 12")
