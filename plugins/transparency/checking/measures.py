"""Numbers against what they measure: below zero, finer than the unit, a whole that is its own part."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from ..loading.files import Found
from ..loading.problems import Problem
from ..model.figures import Indicator, Observation
from ..model.promises import Commitment

if TYPE_CHECKING:
    from .case import Case

Path = tuple[str | int, ...]


def not_below_zero(item: Found, case: Case) -> Iterator[Problem]:
    """Nothing is counted below zero unless the indicator says that it can be."""
    indicator = _indicator_of(item, case)
    if indicator is None or indicator.may_be_negative:
        return
    for path, number in _numbers_of(item.record, case):
        if number < 0:
            values = {"field": path[-1], "seen": number, "indicator": indicator.id}
            yield item.origin.problem("negative", path, **values)


def as_fine_as_the_unit(item: Found, case: Case) -> Iterator[Problem]:
    """Schools are whole; only a unit that says so has decimals."""
    indicator = _indicator_of(item, case)
    if indicator is None:
        return
    unit = case.unit(indicator.unit)
    for path, number in _numbers_of(item.record, case):
        if -number.as_tuple().exponent > unit.decimals:
            values = {"field": path[-1], "seen": number, "unit": unit.id, "decimals": unit.decimals}
            yield item.origin.problem("decimals", path, **values)


def whole_leads_on(item: Found, case: Case) -> Iterator[Problem]:
    """Following wholes from an indicator never leads back to it."""
    chain = [item.record.id]
    while (whole := case.data.indicator[chain[-1]].whole) and whole not in chain:
        chain.append(whole)
    if whole == item.record.id:
        values = {"seen": whole, "chain": " → ".join([*chain, whole])}
        yield item.origin.problem("whole-itself", ("whole",), **values)


def _indicator_of(item: Found, case: Case) -> Indicator | None:
    return case.indicator(item.record.indicator) if item.record.indicator else None


def _numbers_of(record: Observation | Commitment, case: Case) -> Iterator[tuple[Path, Decimal]]:
    """The numbers that are written in a record, and the one that its formula gives."""
    for name in ("value", "target", "baseline"):
        number = record.__dict__.get(name)
        if isinstance(number, Decimal):
            yield (name,), number
    if record.__dict__.get("formula"):
        figure = case.figures.of(record)
        if figure.observation is record and figure.value is not None:
            yield ("formula",), figure.value
