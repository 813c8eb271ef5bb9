"""The law's clock: on which day an answer is due, in working days of the country.

Holidays come from the `holidays` package, and what the data say of single days stands above it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from ..model.dataset import Dataset
from ..model.site import ReplyPeriod, WorkingDay

if TYPE_CHECKING:
    import holidays

WEEKEND = (5, 6)
DAY = timedelta(days=1)
LONGEST_ROW = 31
"""So many days one row of the data may name; a longer row would be no list of holidays."""


@dataclass(frozen=True)
class Calendar:
    """The working days of one country; `code` is its code in ISO 3166, None where it has none."""

    code: str | None
    given: Mapping[date, bool]

    @cached_property
    def _holidays(self) -> holidays.HolidayBase | None:
        # It names the holidays of every country, and is slow to import.
        import holidays

        if self.code not in holidays.list_supported_countries():
            return None
        return holidays.country_holidays(self.code)

    @cached_property
    def _years_given(self) -> frozenset[int]:
        return frozenset(day.year for day in self.given)

    def knows(self, year: int) -> bool:
        """Whether anybody says which days of a year are free: the package, or the data."""
        table = self._holidays
        return year in self._years_given or (table is not None and table.start_year <= year <= table.end_year)

    def is_working(self, day: date) -> bool:
        if day in self.given:
            return self.given[day]
        if self._holidays is not None:
            return self._holidays.is_working_day(day)
        return day.weekday() not in WEEKEND

    def after(self, day: date, working_days: int) -> date | None:
        """The last of so many working days after a day; None where a year on the way is not known."""
        left = working_days
        while left:
            day += DAY
            if not self.knows(day.year):
                return None
            left -= self.is_working(day)
        return day


def calendars_of(data: Dataset) -> Mapping[str, Calendar]:
    """The calendar of each country by its key."""
    rows = {country.key: [] for country in data.countries()}
    for row in data.working_days:
        rows[row.country].append(row)
    return {key: Calendar(data.region[key].iso, _given(given)) for key, given in rows.items()}


def _given(rows: Iterable[WorkingDay]) -> dict[date, bool]:
    """Each day that the data name; of two rows for one day the later one counts."""
    return {day: row.working for row in rows for day in _days_of(row)}


def _days_of(row: WorkingDay) -> Iterable[date]:
    first, last = row.days.first, row.days.last
    if first is None or last is None:
        return ()
    return (first + DAY * n for n in range(min((last - first).days + 1, LONGEST_ROW)))


def period_on(periods: Iterable[ReplyPeriod], country: str, day: date) -> ReplyPeriod | None:
    """The reply period in force on a day: of several the one that came into force last."""
    held = [period for period in periods if period.country == country and _held(period, day)]
    return max(held, key=_since, default=None)


def _held(period: ReplyPeriod, day: date) -> bool:
    return period.in_force is None or (
        _since(period) <= day and (period.in_force.last is None or day <= period.in_force.last)
    )


def _since(period: ReplyPeriod) -> date:
    first = period.in_force.first if period.in_force else None
    return first or date.min
