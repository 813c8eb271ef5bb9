"""Figures: what is measured, in which unit, and what was observed where and when."""

from __future__ import annotations

from decimal import Decimal
from functools import cache, cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from .dates import Period
from .text import Counted, Id, Line, Record, RegionKey, Split, Text
from .voices import Reply

Missing = Literal["unknown", "not-applicable", "withheld"]
ObservationStatus = Literal["final", "provisional", "estimated"]
Better = Literal["more", "less"]


def _exact(value: Any) -> Any:
    # An integer is exact as it stands; the reader has made a Decimal of anything with a point.
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


Number = Annotated[Decimal, BeforeValidator(_exact), Field(allow_inf_nan=False, max_digits=18)]


class Unit(Record):
    """What a number counts. `counted` stands after a numeral, `out_of` after the numeral of the whole.

    `decimals` is how many digits after the point its figures may have; schools have none.
    """

    id: Id
    counted: Counted
    out_of: Counted
    decimals: Annotated[int, Field(ge=0, le=6)] = 0
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None


class DimensionValue(Record):
    id: Id
    name: Text


class Dimension(Record):
    """A way to split a figure (girls and boys, villages and towns, year of money)."""

    id: Id
    name: Text
    values: tuple[DimensionValue, ...]


class Indicator(Record):
    """Something measured. `whole` names the indicator whose observation is the N of a share.

    `period` is the reporting period in calendar months, "one-off" for what cannot have a successor,
    or None where no source sets one: then ours, one year, counts and is marked as ours.
    """

    id: Id
    name: Text
    unit: Id
    definition: Text
    whole: Id | None = None
    better: Better = "more"
    may_be_negative: bool = False
    period: Annotated[int, Field(ge=1, le=120)] | Literal["one-off"] | None = None
    period_source: Id | None = None
    dimensions: tuple[Id, ...] = ()
    unreported: Text | None = None
    note: Text | None = None


class Correction(Record):
    """Why a figure already published is put right, and on which day."""

    date: Period
    reason: Text


NO_SPLIT = Split({})


class Observation(Record):
    """One figure: n only, keyed by region, indicator, dimensions, date and source.

    Exactly one of `value`, `missing`, `formula` and `count` is given. `formula` is a sum over the ids of
    other observations ("online-before + online-by-project"), `count` counts the records that the same
    source lists: a derived figure never stores its value.
    `parts` lists the observations (or the commitments, for what they are to add) that must sum to
    this one; `named` the places a source names behind the number; `confirmed_jump` says that a leap
    from the figure before it is meant.
    """

    id: Id | None = None
    region: RegionKey
    indicator: Id
    date: Period | None
    source: Id
    value: Number | None = None
    missing: Missing | None = None
    formula: Line | None = None
    count: Literal["services"] | None = None
    assumption: Text | None = None
    status: ObservationStatus = "final"
    dimensions: Split = NO_SPLIT
    parts: tuple[Id, ...] = ()
    difference: Text | None = None
    named: tuple[RegionKey, ...] = ()
    names_note: Text | None = None
    date_note: Text | None = None
    note: Text | None = None
    confirmed_jump: bool = False
    replies: tuple[Reply, ...] = ()
    correction: Correction | None = None

    @cached_property
    def key(self) -> tuple:
        """What a correction repeats: region, indicator, dimensions, date, source."""
        days = (self.date.first, self.date.last) if self.date else None
        return self.region, self.indicator, self.dimensions, days, self.source


BARE = frozenset({"region", "indicator", "date", "source", "value"})
"""What is written of a figure of which nothing more is said."""


def is_bare(record: Record) -> bool:
    """Whether a record is a figure with a day and a value, of which nothing more is said.

    A nation is made of such figures: no rule about words has to look at them, and what they name, many
    others name as well.
    """
    if type(record) is not Observation or record.__pydantic_fields_set__ != BARE:
        return False
    return record.date is not None and record.value is not None


def bare(region: str, indicator: str, date: Period, source: str, value: Decimal) -> Observation:
    """A figure of which nothing more is said, as the model makes it; its values have been checked."""
    others, written = _others()
    values = {"region": region, "indicator": indicator, "date": date, "source": source, "value": value}
    record = Observation.__new__(Observation)
    _set(record, "__dict__", {**others, **values})
    _set(record, "__pydantic_fields_set__", written)
    _set(record, "__pydantic_extra__", None)
    _set(record, "__pydantic_private__", None)
    return record


@cache
def _others() -> tuple[dict[str, Any], frozenset[str]]:
    """What the model holds in the fields of which nothing is said, and the names of the others."""
    empty = Observation.model_construct(_fields_set=set(BARE))
    empty.share_fields()
    return dict.fromkeys(Observation.model_fields) | empty.__dict__, empty.__pydantic_fields_set__


_set = object.__setattr__
