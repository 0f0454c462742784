"""Arrow arrays from Python values. `pyarrow.array` would load pandas first, which costs a worker more than its documents."""

from array import array as numbers
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import accumulate, chain
from typing import Any

import numpy as np
import pyarrow as pa

_PLAIN = {pa.int64(): "q", pa.float64(): "d"}  # their codes in the module `array`, which takes nothing but numbers


def array(values: Sequence[Any], type: Any) -> Any:
    """An arrow array of a type that the tables of a workspace have; None is null.

    Raises TypeError, ValueError or OverflowError for a value that is not of the type.
    """
    given = [value is not None for value in values]
    if not any(given):
        return pa.nulls(len(values), type)
    valid = None if all(given) else _bits(given)
    buffers, children = _content(values, type)
    return pa.Array.from_buffers(type, len(values), [valid, *buffers], children=children)


def texts(values: Iterable[str]) -> Any:
    """An arrow array of strings."""
    return array(list(values), pa.string())


def _content(values: Sequence[Any], type: Any) -> tuple[list[Any], list[Any] | None]:
    """The buffers and the child arrays of an array, without its nulls."""
    if code := _PLAIN.get(type):
        return [pa.py_buffer(numbers(code, [0 if value is None else value for value in values]))], None
    if pa.types.is_boolean(type):
        return [_bits(numbers("B", [bool(value) if value is None else value for value in values]))], None
    if pa.types.is_decimal(type):
        return [pa.py_buffer(b"".join(_decimal(value or Decimal(0), type) for value in values))], None
    if pa.types.is_list(type):
        flat = list(chain.from_iterable(value or () for value in values))
        return [_offsets(values)], [array(flat, type.value_type)]
    if pa.types.is_string(type):
        values = [None if value is None else str.encode(value) for value in values]
    return [_offsets(values), pa.py_buffer(b"".join(filter(None, values)))], None


def _bits(flags: Any) -> Any:
    return pa.py_buffer(np.packbits(flags, bitorder="little"))


def _offsets(values: Sequence[Any]) -> Any:
    """Where each value begins and ends among all of them."""
    return pa.py_buffer(numbers("i", accumulate((len(value) if value else 0 for value in values), initial=0)))


def _decimal(value: Decimal, type: Any) -> bytes:
    digits = int(value.scaleb(type.scale))
    if abs(digits) >= 10**type.precision:
        raise ValueError(f"{value} has more than {type.precision - type.scale} digits before the point")
    return digits.to_bytes(16, "little", signed=True)
