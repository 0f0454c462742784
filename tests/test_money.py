"""Sums, rates and counts of shares as people write them."""

from decimal import Decimal

import pytest
from facevalue.nlp.currencies import habits
from facevalue.nlp.money import find_money
from facevalue.nlp.numerals import read_digits, read_words
from hypothesis import given
from hypothesis import strategies as st

SUMS = [
    ("Thirty-Six Thousand Dollars ($36,000)", "36000", "USD"),
    ("fifteen hundred dollars", "1500", "USD"),
    ("Ten Thousand and NO/100 Dollars ($10,000)", "10000", "USD"),
    ("Two Hundred Twelve and 50/100 Dollars", "212.5", "USD"),
    ("One Million, Five Hundred Thousand Dollars", "1500000", "USD"),
    ("a million dollars", "1000000", "USD"),
    ("120.000 USD", "120000", "USD"),
    ("120.000 EUR", "120000", "EUR"),
    ("€ 1.250,50", "1250.5", "EUR"),
    ("80 000 €", "80000", "EUR"),
    ("EUR 5.000,-", "5000", "EUR"),
    ("USD 1.2 million", "1200000", "USD"),
    ("2,5 Mio. EUR", "2500000", "EUR"),
    ("$1.2m", "1200000", "USD"),
    ("£500k", "500000", "GBP"),
    ("€2bn", "2000000000", "EUR"),
    ("US$ 1,500", "1500", "USD"),
    ("USD $4,000,000.00", "4000000", "USD"),
    ("US\u202f$5\u202f000", "5000", "USD"),
    ("$500 USD", "500", "USD"),
    ("CAD 60,000", "60000", "CAD"),
    ("C$400", "400", "CAD"),
    ("A$300", "300", "AUD"),
    ("HK$1,000", "1000", "HKD"),
    ("NZ$20", "20", "NZD"),
    ("CHF 5'000.–", "5000", "CHF"),
    ("12.000 DKK", "12000", "DKK"),
    ("Rs. 1,50,000", "150000", "INR"),
    ("INR 5 lakh", "500000", "INR"),
    ("¥300,000", "300000", "JPY"),
    ("five hundred pounds sterling (£500)", "500", "GBP"),
    ("10,000 (ten thousand) Euros", "10000", "EUR"),
    ("€10,000 (ten thousand euros)", "10000", "EUR"),
    ("five thousand (5,000) US dollars", "5000", "USD"),
    ("5 cents", "0.05", "USD"),
    ("$.05", "0.05", "USD"),
    ("$0.125", "0.125", "USD"),
    # misprints: letters for figures, a comma for the point, a stray space, an 8 for the currency sign
    ("$1,5OO", "1500", "USD"),
    ("$l0,000", "10000", "USD"),
    ("$10,000,00", "10000", "USD"),
    ("$ 10, 000", "10000", "USD"),
    ("Sixty Thousand Dollars and No/100's (860,000.00)", "60000", "USD"),
    ("Twenty Seven Thousand Five Hundred ($27,500)", "27500", "USD"),
    ("four\u00admillion U.S. Dollars (USD $4,000,000.00)", "4000000", "USD"),
    ("Forty Thousand U.S. (May 1, 2001-May 1, 2002)     Dollars ($40,000)", "40000", "USD"),
    ("Forty Thousand U.S. (May 1, 2001)     Dollars (40,000)", "40000", "USD"),
]


@pytest.mark.parametrize(("written", "value", "currency"), SUMS)
def test_a_sum_is_found_once_and_whole(written: str, value: str, currency: str) -> None:
    text = f"The fee is {written} for the shoot."
    found = find_money(text, habits(text))
    assert [(m.value, m.currency, m.measure) for m in found] == [(Decimal(value), currency, "sum")]
    shown = text[found[0].start : found[0].end]
    assert shown.strip(".–,-") in written
    assert len(shown) >= len(written) - 2


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("two percent (2%)", "2"),
        ("fifteen (15) percent", "15"),
        ("one (1%) percent", "1"),
        ("one half of one percent (0.5%)", "0.5"),
        ("one half of one percent\n\n(0.5%)", "0.5"),
        ("three quarters of one percent", "0.75"),
        ("seven and a half percent", "7.5"),
        ("twelve and one-half percent (12.5%)", "12.5"),
        ("7 1/2%", "7.5"),
        ("1-1/2%", "1.5"),
        ("7½%", "7.5"),
        ("0,5 %", "0.5"),
        ("18 %", "18"),
        ("one per cent (1%)", "1"),
    ],
)
def test_a_rate(written: str, value: str) -> None:
    found = find_money(f"a royalty of {written} of sales")
    assert [(m.value, m.measure) for m in found] == [(Decimal(value), "rate")]


@pytest.mark.parametrize(
    ("written", "measure", "redacted"),
    [
        ("$[***]", "sum", True),
        ("US$*****", "sum", True),
        ("***** dollars (US$*****)", "sum", True),
        ("$ [ * ]", "sum", True),
        ("[$●]", "sum", True),
        ("£[redacted]", "sum", True),
        ("[●]%", "rate", True),
        ("[●%]", "rate", True),
        ("***** percent (*****%)", "rate", True),
        ("$____", "sum", False),
        ("$[amount]", "sum", False),
        ("$XX", "sum", False),
        ("$        ", "sum", False),
        ("____%", "rate", False),
        (" %", "rate", False),
    ],
)
def test_blanks_and_black_bars_are_no_sums_of_their_own(written: str, measure: str, redacted: bool) -> None:
    found = find_money(f"shall pay {written} of it")
    assert [(m.value, m.measure, m.redacted) for m in found] == [(None, measure, redacted)]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("one-million (1,000,000) shares of restricted common stock", "1000000"),
        ('25,000 shares (the "Grant") of common stock', "25000"),
        ("one (1) common stock purchase warrant", "1"),
        ("300 ordinary shares", "300"),
        ("500 governance tokens", "500"),
    ],
)
def test_shares(written: str, value: str) -> None:
    found = find_money(f"The company issues {written} to the singer.")
    assert [(m.value, m.measure) for m in found] == [(Decimal(value), "shares")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "In 2012 the 3 parties met in Room 14.",
        "five (5) days' notice",
        "Section 4.1",
        "weighs 12 pounds",
        "%",
        "2 of 3",
        "A.1,000",
        "6.1 The Seller warrants that it may sign.",
    ],
)
def test_other_numbers_are_no_money(text: str) -> None:
    assert [m for m in find_money(text, habits(text)) if m.value is not None] == []


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("All dollar amounts are in Canadian dollars. The fee is $500.", "CAD"),
        ("$ means the lawful currency of Australia. The fee is $500.", "AUD"),
        ("Governed by the laws of Ontario. The fee is $500.", "CAD"),
        ("Governed by the laws of Ontario. All payments in U.S. dollars. The fee is $500.", "USD"),
        ("The fee is $500.", "USD"),
    ],
)
def test_what_a_bare_dollar_means(text: str, currency: str) -> None:
    assert find_money(text, habits(text))[-1].currency == currency


def test_several_sums_in_a_row() -> None:
    found = find_money("$5,000-$10,000, then £160 and 20 % - 30 %; (i) $200,000 or (ii) $5")
    assert [str(m.value) for m in found] == ["5000", "10000", "160", "20", "30", "200000", "5"]


@given(st.integers(0, 10**12 - 1))
def test_grouped_figures_come_back(number: int) -> None:
    assert read_digits(f"{number:,}") == number
    assert read_digits(f"{number:,}.25") == number + Decimal("0.25")
    if number >= 10_000:
        assert read_digits(f"{number:,}".replace(",", ".")) == number
        assert read_digits(f"{number:,}".replace(",", "'")) == number


ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def spell(number: int) -> str:
    """The number in words."""
    for power, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= power:
            rest = number % power
            return f"{spell(number // power)} {name}" + (f" {spell(rest)}" if rest else "")
    if number < 20:
        return ONES.split()[number]
    return TENS.split()[number // 10 - 2] + (f"-{ONES.split()[number % 10]}" if number % 10 else "")


@given(st.integers(0, 10**12 - 1))
def test_words_come_back(number: int) -> None:
    assert read_words(spell(number)) == number
    found = find_money(f"the sum of {spell(number)} dollars is due")
    assert [m.value for m in found] == [number]


@pytest.mark.parametrize(
    "written", ["two five", "hundred hundred hundred thousand million", "twenty thirty", "", "and"]
)
def test_words_that_are_no_number(written: str) -> None:
    assert read_words(written) is None


PIECES = st.sampled_from(
    ["$", "€", "5", "1,000", "1.5", "million", "one", "hundred", " ", "\n", "(", ")", "%", "percent", "dollars", "[", "]", "*", "_", "●", "/", "100", "and", "no", "shares", "of", "stock", "USD", ".", "-", "½", "\u00a0", "kr", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16")]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join))
def test_spans_lie_inside_the_text_in_order_without_overlap(text: str) -> None:
    at = 0
    for money in find_money(text, habits(text)):
        assert at <= money.start < money.end <= len(text)
        at = money.end


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("A $____ fee is paid.", "USD"),
        ("Paid: C$____.", "CAD"),
        ("Paid: EUR ____.", "EUR"),
        ("He gets 900 kr. under Danish law.", "DKK"),
        ("He gets 900 kroner; Denmark.", "DKK"),
        ("He gets 900 kroner.", "NOK"),
        ("He gets 900 kr in Oslo, Norway.", "NOK"),
        ("He gets 900 kr. Swedish law, sums in NOK.", "NOK"),
        ("He gets 900 kr.", "SEK"),
        ("He gets 60 pounds in cash.", "GBP"),
    ],
)
def test_currencies_of_blanks_and_crowns(text: str, currency: str) -> None:
    assert [m.currency for m in find_money(text, habits(text))] == [currency]


def test_parts_in_words_are_rates_of_money_only() -> None:
    assert [(m.value, m.measure) for m in find_money("two thirds of the net receipts")] == [
        (Decimal("66.6667"), "rate")
    ]
    assert find_money("half of the session, a third of the pictures") == []
