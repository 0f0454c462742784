"""Templates: blanks to fill in, what is retained and what ends, and what only looks like a right."""

import pytest
from coding_cases import coded
from facevalue.nlp.blanks import filled

GRANT = "The Company may use the Artist's name, voice and likeness in its brochures. "

CASES = [
    ("until either ends it", "This licence remains in effect until terminated by either party.", "licence_term", "until_withdrawn"),
    ("a right to approve is no ownership", "The Artist retains the right to approve each picture before it is used.", "rights_retention", "not_stated"),
    ("what laws say of hire", "Laws on works made for hire vary by state.", "replica_ownership", "not_stated"),
    ("goods and no fee", "The Artist receives a gift voucher for a dinner. No fee is payable under this agreement.", "compensation_components", "in_kind|no_payment"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "text", "variable", "expected"), CASES, ids=[c[0] for c in CASES])
def test_templates(case: str, text: str, variable: str, expected: str) -> None:
    assert coded(GRANT + "\n\n" + text)[variable] == expected, case


@pytest.mark.parametrize(
    ("blank", "read"),
    [
        ("Session fee: ${{rate}} a day", "Session fee: $500 a day"),
        ("Rate / Fee: {{rate}}", "Rate / Fee: $500"),
        ("a fee of SGD {{FEE}}", "a fee of SGD 500"),
        ("on {{notice}} days' notice, for ___ months", "on 30 days' notice, for 30 months"),
        ("within [30 days] of the end", "within 30 days of the end"),
        ("[e.g., 90%] and ___% of sales", "10% and 10% of sales"),
        ("Name: ____ of {{town}}", "Name: ____ of {{town}}"),
    ],
)
def test_blanks_are_read_as_filled_in(blank: str, read: str) -> None:
    assert filled(blank) == read
