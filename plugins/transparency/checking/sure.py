"""What surely holds of the figures of a place, found out for all of one thing at once.

Rules about numbers look at each figure and at those beside it. Where even the least and the greatest of
a series could not break them, no figure of it can, and the rules need not be asked. Where that is not
so, nothing is said: then the rules look at each.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from ..model.figures import Observation

if TYPE_CHECKING:
    from .case import Case

JUMP = 10
"""Two figures in a row that differ by more than this factor are confirmed in the data or mistyped."""


class SurelySound:
    """Tells of a figure's record whether no rule about numbers can find fault with it."""

    def __init__(self, case: Case):
        self._case = case
        # The records are held, so that no other can come to bear the identity of one of them.
        self._found: dict[str, dict[int, Observation]] = {}

    def __call__(self, record: Observation) -> bool:
        found = self._found.get(record.region)
        if found is None:
            found = self._found[record.region] = {id(one): one for one in self._in(record.region)}
        return id(record) in found

    def _in(self, region: str) -> Iterator[Observation]:
        """The records of those series of a region in which all figures are surely sound."""
        figures = self._case.figures
        for indicator in dict.fromkeys(one.observation.indicator for one in figures.in_region(region)):
            series = figures.in_region(region, indicator)
            if self._is_sound(region, indicator, [figure.value for figure in series]):
                yield from (figure.observation for figure in series)

    def _is_sound(self, region: str, name: str, values: list[Decimal | None]) -> bool:
        if None in values or not _differ_little(values):
            return False
        indicator = self._case.indicator(name)
        decimals = self._case.unit(indicator.unit).decimals
        if any(-value.as_tuple().exponent > decimals for value in values):
            return False
        wholes = self._case.figures.in_region(region, indicator.whole) if indicator.whole else ()
        highest = max(values)
        return all(whole.value is not None and highest <= whole.value for whole in wholes)


def _differ_little(values: list[Decimal]) -> bool:
    """Whether none is negative or zero, and none is out of proportion to any other."""
    lowest = min(values)
    return lowest > 0 and max(values) <= JUMP * lowest
