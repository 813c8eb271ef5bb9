"""Dates as people report them: a day, a month, a year, an interval, open at one end."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Literal

from pydantic import GetCoreSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

Precision = Literal["day", "month", "year", "interval"]

OPEN = ".."
_POINT = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_DAY = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
_PATTERN = rf"^(\.\.|{_DAY})(/(\.\.|{_DAY}))?$"


@dataclass(frozen=True, slots=True)
class Period:
    """The interval of days in which something reported happened.

    `first` or `last` is None where the interval is open at that end. `text` is what the editor
    wrote (ISO 8601; open ends as in ISO 8601-2), so that a record can be written back unchanged.
    """

    text: str
    first: date | None
    last: date | None
    precision: Precision

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read `2019`, `2019-03`, `2019-03-25`, `2019-03-25/2019-12-31`, `../2019-03-25` or `2019/..`.

        Raises ValueError that names what is wrong.
        """
        return _parsed(text)

    @classmethod
    def of(cls, day: date) -> Period:
        """The period of one known day."""
        return cls(day.isoformat(), day, day, "day")

    def last_by(self, today: date) -> date:
        """The last possible day, cut to `today` (DESIGN §2: dates)."""
        return min(self.last or today, today)

    def begins_after(self, day: date) -> bool:
        return self.first is not None and self.first > day

    def __str__(self) -> str:
        return self.text

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            _period_of_value,
            json_schema_input_schema=core_schema.str_schema(pattern=_PATTERN),
            serialization=core_schema.to_string_ser_schema(),
        )


@lru_cache(maxsize=10_000)
def months_after(day: date, months: int) -> date:
    """The same day of the month `months` later, or that month's last day: calendar months."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


@lru_cache(maxsize=10_000)
def _parsed(text: str) -> Period:
    """A nation has hundreds of thousands of figures and few days on which they were counted."""
    if "/" not in text:
        first, last, precision = _point(text)
        return Period(text, first, last, precision)
    start, _, end = text.partition("/")
    first = None if start == OPEN else _point(start)[0]
    last = None if end == OPEN else _point(end)[1]
    if first is None and last is None:
        raise ValueError("both ends are open")
    if first and last and first > last:
        raise ValueError("the interval ends before it begins")
    return Period(text, first, last, "interval")


def _point(text: str) -> tuple[date, date, Precision]:
    match = _POINT.fullmatch(text)
    if not match:
        raise ValueError("not a date")
    year, month, day = (int(part) if part else None for part in match.groups())
    if month is None:
        return date(year, 1, 1), date(year, 12, 31), "year"
    if day is None:
        first = date(year, month, 1)
        return first, date(year, month, calendar.monthrange(year, month)[1]), "month"
    exact = date(year, month, day)
    return exact, exact, "day"


def _period_of_value(value: Any) -> Period:
    if isinstance(value, Period):
        return value
    # A bare year is an integer in YAML 1.2; it can mean nothing else in a date field.
    if isinstance(value, int) and not isinstance(value, bool) and 1900 <= value <= 2999:
        value = str(value)
    if not isinstance(value, str):
        raise PydanticCustomError("period", "not a date")
    try:
        return Period.parse(value)
    except ValueError as error:
        raise PydanticCustomError("period", "{reason}", {"reason": str(error)}) from None
