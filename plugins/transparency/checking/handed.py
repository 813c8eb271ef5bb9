"""What is handed from the process that read and checked it to those that make pages: a file is read once.

These are files in which nothing but bare figures stands (a nation is made of such), those of nothing but
regions, and articles; every other is read again by whoever needs it.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterable
from decimal import Decimal
from operator import itemgetter

import msgspec

from ..model.dataset import depth_of
from ..model.dates import Period
from ..model.documents import Article
from ..model.figures import Observation, bare, is_bare
from ..model.places import Region
from ..model.text import Record

Row = tuple[int, str, str, str, str, str]
Written = list[tuple[str, Record]]
Packs = dict[str, bytes]
"""The records of a file by the shelf that they lie on; see `units.shelf_of`."""

_FIGURES, _PICKLED = b"f", b"p"

_MANY = frozenset({Region, Article})
"""Of these there are thousands, and many pages read them."""


def packed(written: Written) -> Packs | None:
    """The records of a file of bare figures, of regions or of articles; None of any other."""
    records = [record for _, record in written]
    if not records:
        return None
    if all(is_bare(record) for record in records):
        return {shelf: _FIGURES + zlib.compress(rows, 1) for shelf, rows in _by_depth(records)}
    if all(type(record) in _MANY for record in records):
        return {"": _PICKLED + zlib.compress(pickle.dumps(written), 1)}
    return None


def _by_depth(records: Iterable[Observation]) -> Iterable[tuple[str, bytes]]:
    """Figures by the depth of their regions, each with its place among all: lists need the upper alone."""
    shelves: dict[str, list[Row]] = {}
    for place, one in enumerate(records):
        row = place, one.region, one.indicator, one.date.text, one.source, str(one.value)
        shelves.setdefault(str(depth_of(one.region)), []).append(row)
    return ((shelf, msgspec.msgpack.encode(rows)) for shelf, rows in shelves.items())


def unpacked(packs: Iterable[bytes]) -> Written:
    """The records of some shelves as they were packed by a process of this run, in the order of the file:
    equal to those that it was read as."""
    rows: list[Row] = []
    for pack in packs:
        told = zlib.decompress(pack[1:])
        if pack[:1] == _PICKLED:
            return pickle.loads(told)
        rows += msgspec.msgpack.decode(told, type=list[Row])
    return [("observations", record) for record in _records(sorted(rows, key=itemgetter(0)))]


def _records(rows: Iterable[Row]) -> Iterable[Observation]:
    """They were checked when they were read."""
    same: dict[str, str] = {}
    for _, region, indicator, date, source, value in rows:
        yield bare(
            same.setdefault(region, region),
            same.setdefault(indicator, indicator),
            Period.parse(date),
            same.setdefault(source, source),
            Decimal(value),
        )
