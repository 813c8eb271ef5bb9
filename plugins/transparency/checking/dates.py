"""What has been seen or said lies in the past, and no figure is younger than the source that reports it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from ..loading.files import Found
from ..loading.problems import Problem
from ..model.dates import Period
from ..model.documents import Source
from ..model.text import Record, fields_with
from ..model.voices import Reply
from .passages import records_in

if TYPE_CHECKING:
    from .case import Case

Path = tuple[str | int, ...]

SEEN = ("accessed", "as_of", "confirmed", "name_as_of", "published")
"""Fields with the day on which somebody saw that it is so."""


def future(item: Found, dates: Iterable[tuple[Path, Period | None]], today: date) -> Iterator[Problem]:
    for path, period in dates:
        if period is not None and period.begins_after(today):
            values = {"field": path[-1], "seen": period, "today": today}
            yield item.origin.problem("future", path, **values)


def seen_by_today(item: Found, case: Case) -> Iterator[Problem]:
    """Nobody has seen anything after today, and no source is dated after it."""
    if not _tells_a_day(type(item.record), frozenset(item.record.model_fields_set)):
        return iter(())
    dates = [
        ((*path, name), getattr(record, name))
        for path, record in records_in(item.record, Record)
        for name in _seen_in(type(record))
    ]
    dates += [((*path, "date"), reply.date) for path, reply in records_in(item.record, Reply)]
    if item.collection == "sources":
        dates.append((("date",), item.record.date))
    return future(item, dates, case.today)


@cache
def _tells_a_day(kind: type[Record], written: frozenset[str]) -> bool:
    """Whether a record with those fields can hold such a day: most figures cannot."""
    return any(name in written for name in fields_with(kind, _is_such_a_day))


def _is_such_a_day(kind: type[Record], name: str) -> bool:
    return name in SEEN or (name == "date" and kind in (Reply, Source))


@cache
def _seen_in(kind: type[Record]) -> tuple[str, ...]:
    return tuple(name for name in SEEN if name in kind.model_fields)


def ends_after_it_begins(item: Found, case: Case) -> Iterator[Problem]:
    """A meeting's end needs a beginning before it; both are hours of one day."""
    begins, ends = item.record.begins, item.record.ends
    if ends is not None and (begins is None or ends <= begins):
        yield item.origin.problem("meeting-hours", ("ends",), seen=ends, begins=begins)


def not_after_its_source(item: Found, case: Case) -> Iterator[Problem]:
    """A source cannot report what came after its last day."""
    observed, source = item.record.date, case.source(item.record.source)
    if observed is None or observed.begins_after(case.today) or source.date is None:
        return
    if source.date.last and observed.begins_after(source.date.last):
        values = {"seen": observed, "source": source.id, "date": source.date}
        yield item.origin.problem("after-source", ("date",), **values)
