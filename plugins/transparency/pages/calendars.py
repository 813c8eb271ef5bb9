"""Calendar files of coming meetings, one a meeting and language, and one of all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from ..model import addresses
from ..model.documents import Meeting
from .edition import Edition
from .forms import is_coming
from .page import Link

if TYPE_CHECKING:
    from icalendar import Event

PRODUCT = "-//Ashyq Aimaq//Meetings//"
NO_HOST = "meetings.invalid"
"""Ends the ids of events of a site that has no address yet."""


def calendar_files(editions: Iterable[Edition]) -> Iterator[tuple[str, str]]:
    """Each calendar file's path below the output folder, and its text."""
    for edition in editions:
        coming = [meeting for meeting in edition.data.meetings if has_calendar(edition, meeting)]
        for meeting in coming:
            yield f"{edition.language.code}/{addresses.calendar(meeting.id)}", _calendar(edition, [meeting])
        if coming:
            yield f"{edition.language.code}/{addresses.CALENDAR}", _calendar(edition, coming)


def has_calendar(edition: Edition, meeting: Meeting) -> bool:
    """Whether a meeting is ahead and its day is known; a month is no entry for a calendar."""
    return is_coming(edition, meeting) and meeting.date is not None and meeting.date.precision == "day"


def calendar_links(edition: Edition, meeting: Meeting) -> tuple[Link, ...]:
    if not has_calendar(edition, meeting):
        return ()
    return (edition.link(edition.say("For your calendar (.ics)"), addresses.calendar(meeting.id)),)


def _calendar(edition: Edition, meetings: list[Meeting]) -> str:
    # Slow to import, and few builds make a calendar.
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"{PRODUCT}{edition.language.code.upper()}")
    calendar.add("version", "2.0")
    for meeting in meetings:
        calendar.add_component(_event(edition, meeting))
    return calendar.to_ical().decode()


def _event(edition: Edition, meeting: Meeting) -> Event:
    from icalendar import Event

    host = urlsplit(edition.site.address or "").hostname or NO_HOST
    event = Event()
    event.add("uid", f"{meeting.id}@{host}")
    # The stamp is the day of the source, so that a file changes only when its facts do.
    event.add("dtstamp", datetime.combine(_announced(edition, meeting), time(), UTC))
    event.add("summary", str(edition.words(meeting.title)))
    event.add("description", "\n".join(str(words) for words in _description(edition, meeting)))
    for name, value in _times(edition, meeting).items():
        event.add(name, value)
    if meeting.place:
        event.add("location", str(edition.words(meeting.place)))
    if edition.site.address:
        event.add("url", f"{edition.site.address}/{edition.language.code}/{addresses.meeting(meeting.id)}")
    return event


def _announced(edition: Edition, meeting: Meeting) -> date:
    source = edition.data.source[meeting.source]
    return (source.date.first if source.date else None) or meeting.date.first


def _description(edition: Edition, meeting: Meeting) -> Iterator:
    yield edition.words(meeting.topic)
    yield from edition.optional(meeting.take_part)


def _times(edition: Edition, meeting: Meeting) -> dict[str, date]:
    """Beginning and end: instants where hours are known, else the whole day; no end is made up."""
    day = meeting.date.first
    if meeting.begins is None:
        return {"dtstart": day, "dtend": day + timedelta(days=1)}
    zone = ZoneInfo(edition.data.site.timezone)
    clocks = {"dtstart": meeting.begins, "dtend": meeting.ends}
    return {
        name: datetime.combine(day, time.fromisoformat(clock), zone).astimezone(UTC)
        for name, clock in clocks.items()
        if clock
    }
