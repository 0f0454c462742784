"""Arrow arrays made without pandas are those that pyarrow makes, and refuse what is not of their type."""

import subprocess
import sys
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from facevalue.corpus.arrays import array
from hypothesis import given, settings
from hypothesis import strategies as st

MONEY = pa.decimal128(24, 6)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
VALUES = {
    pa.string(): TEXT,
    pa.binary(): st.binary(max_size=8),
    pa.int64(): st.integers(-(2**63), 2**63 - 1),
    pa.float64(): st.floats(allow_nan=False),
    pa.bool_(): st.booleans(),
    MONEY: st.decimals(-(10**12), 10**12, places=6),
    pa.list_(pa.int64()): st.lists(st.integers(-9, 9), max_size=3),
    pa.list_(pa.string()): st.lists(TEXT, max_size=3),
}


@pytest.mark.parametrize("type", VALUES, ids=str)
@settings(deadline=None)  # the first one loads pandas
@given(data=st.data())
def test_they_are_what_pyarrow_makes(type: Any, data: st.DataObject) -> None:
    values = data.draw(st.lists(st.none() | VALUES[type], max_size=12))
    made = array(values, type)
    made.validate(full=True)
    assert made.equals(pa.array(values, type=type))


@pytest.mark.parametrize(
    ("value", "type"),
    [
        (1, pa.string()),
        ("\ud800", pa.string()),
        (1.5, pa.int64()),
        ("3", pa.int64()),
        (2**70, pa.int64()),
        ("1", pa.float64()),
        ("x", pa.bool_()),
        (Decimal(10) ** 18, MONEY),
        (3, pa.list_(pa.int64())),
        (["x"], pa.list_(pa.int64())),
    ],
)
def test_a_value_of_another_type_is_refused(value: object, type: Any) -> None:
    with pytest.raises((TypeError, ValueError, OverflowError)):
        array([None, value], type)


def test_pandas_stays_out() -> None:
    code = (
        "import sys; from facevalue.corpus.tables import arrow\n"
        "arrow('amounts', [{'document_id': 'd', 'amount': 1, 'redacted': True}]); assert 'pandas' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
