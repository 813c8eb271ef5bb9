"""How a date is read aloud. The patterns are messages: CLDR's are not what people write in ky and kk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ..model.dates import Period
from .catalogues import mark

Say = Callable[..., str]

_DAYS = (
    mark("%(day)s January %(year)s"),
    mark("%(day)s February %(year)s"),
    mark("%(day)s March %(year)s"),
    mark("%(day)s April %(year)s"),
    mark("%(day)s May %(year)s"),
    mark("%(day)s June %(year)s"),
    mark("%(day)s July %(year)s"),
    mark("%(day)s August %(year)s"),
    mark("%(day)s September %(year)s"),
    mark("%(day)s October %(year)s"),
    mark("%(day)s November %(year)s"),
    mark("%(day)s December %(year)s"),
)
_MONTHS = (
    mark("January %(year)s"),
    mark("February %(year)s"),
    mark("March %(year)s"),
    mark("April %(year)s"),
    mark("May %(year)s"),
    mark("June %(year)s"),
    mark("July %(year)s"),
    mark("August %(year)s"),
    mark("September %(year)s"),
    mark("October %(year)s"),
    mark("November %(year)s"),
    mark("December %(year)s"),
)
_YEAR = mark("the year %(year)s")
_INTERVAL = mark("between %(first)s and %(last)s")
_BEFORE = mark("not after %(last)s")
_AFTER = mark("since %(first)s")


def day_in_words(day: date, say: Say) -> str:
    return say(_DAYS[day.month - 1], day=day.day, year=day.year)


def period_in_words(period: Period, say: Say) -> str:
    """A period as the source allows: a day, a month, a year, an interval, open at one end."""
    if period.precision == "day":
        return day_in_words(period.first, say)
    if period.precision == "month":
        return say(_MONTHS[period.first.month - 1], year=period.first.year)
    if period.precision == "year":
        return say(_YEAR, year=period.first.year)
    if period.first is None:
        return say(_BEFORE, last=day_in_words(period.last, say))
    if period.last is None:
        return say(_AFTER, first=day_in_words(period.first, say))
    first, last = day_in_words(period.first, say), day_in_words(period.last, say)
    return say(_INTERVAL, first=first, last=last)
