"""Figures handed from the process that read and checked them to those that make pages: a file is read once.

Only a file in which nothing but bare figures stands is handed on (a nation is made of such); every other
is read again by whoever needs it.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import msgspec

from ..model.dates import Period
from ..model.figures import Observation
from ..model.text import Record
from .bare import BARE, is_bare

Row = tuple[str, str, str, str, str]
Written = list[tuple[str, Record]]


def packed(written: Written) -> bytes | None:
    """The records of a file as plain values; None where any is more than a bare figure."""
    rows = []
    for _, record in written:
        if not is_bare(record):
            return None
        rows.append((record.region, record.indicator, record.date.text, record.source, str(record.value)))
    return zlib.compress(msgspec.msgpack.encode(rows), 1) if rows else None


def unpacked(told: bytes) -> Written:
    """The records as they were packed: equal to those that the file was read as."""
    rows = msgspec.msgpack.decode(zlib.decompress(told), type=list[Row])
    return [("observations", record) for record in _records(rows)]


def _records(rows: Iterable[Row]) -> Iterable[Observation]:
    """They were checked when they were read, so each only takes its five values and the model's others."""
    others: dict[str, Any] = {}
    same: dict[str, str] = {}
    for region, indicator, date, source, value in rows:
        values = {
            "region": same.setdefault(region, region),
            "indicator": same.setdefault(indicator, indicator),
            "date": Period.parse(date),
            "source": same.setdefault(source, source),
            "value": Decimal(value),
        }
        if not others:
            first = Observation.model_construct(_fields_set=set(BARE), **values)
            first.share_fields()
            others, shared = first.__dict__, first.__pydantic_fields_set__
        record = Observation.__new__(Observation)
        _set(record, "__dict__", {**others, **values})
        _set(record, "__pydantic_fields_set__", shared)
        _set(record, "__pydantic_extra__", None)
        _set(record, "__pydantic_private__", None)
        yield record


_set = object.__setattr__
