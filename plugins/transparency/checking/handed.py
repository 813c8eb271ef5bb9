"""What is handed from the process that read and checked it to those that make pages: a file is read once.

These are files in which nothing but bare figures stands (a nation is made of such), and articles; every
other is read again by whoever needs it.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import msgspec

from ..model.dates import Period
from ..model.documents import Article
from ..model.figures import Observation
from ..model.text import Record
from .bare import BARE, is_bare

Row = tuple[str, str, str, str, str]
Written = list[tuple[str, Record]]


_FIGURES, _ARTICLES = b"f", b"a"


def packed(written: Written) -> bytes | None:
    """The records of a file: bare figures as plain values, or articles; None where any is something else."""
    records = [record for _, record in written]
    if all(is_bare(record) for record in records):
        rows = [(one.region, one.indicator, one.date.text, one.source, str(one.value)) for one in records]
        return _FIGURES + zlib.compress(msgspec.msgpack.encode(rows), 1) if rows else None
    if all(type(record) is Article for record in records):
        return _ARTICLES + zlib.compress(pickle.dumps(written), 1)
    return None


def unpacked(told: bytes) -> Written:
    """The records as they were packed by a process of this run: equal to those that the file was read as."""
    kind, packed = told[:1], zlib.decompress(told[1:])
    if kind == _ARTICLES:
        return pickle.loads(packed)
    return [("observations", record) for record in _records(msgspec.msgpack.decode(packed, type=list[Row]))]


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
