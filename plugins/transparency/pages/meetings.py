"""Meetings: who met, what was said and assigned, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..languages import Words
from ..languages.catalogues import mark
from ..model import addresses
from ..model.dataset import Dataset
from ..model.dates import Period
from ..model.documents import Meeting, Participant, Point
from .edition import Edition
from .frames import crumbs_to, make_page
from .page import Page
from .parts import (
    fact,
    meeting_items,
    nothing_here,
    promise_list,
    section,
    sections,
)
from .sheets import Sheet, one_each, single
from .views import Content, Fact, Facts
from .wording import MEETING_KIND_WORDS, POINT_WORDS


def sheets(data: Dataset) -> Iterator[Sheet]:
    yield single("meetings", _meetings_page)
    yield from one_each("meeting", data.meeting, _meeting_page)


def _meetings_page(edition: Edition) -> Page:
    today = edition.state.today
    dated = sorted(edition.data.meetings, key=_day)
    coming = [meeting for meeting in dated if meeting.date and meeting.date.begins_after(today)]
    past = [meeting for meeting in reversed(dated) if meeting not in coming]
    none = nothing_here(edition, edition.say("No coming meeting has been announced here."))
    content = Content(
        heading=Words(edition.say("Meetings")),
        state=edition.say("Who met, what was said and assigned, and what became of it."),
        main=sections(
            section("coming", edition.say("Coming"), meeting_items(edition, coming) or none),
            section("past", edition.say("Past"), meeting_items(edition, past)),
        ),
    )
    return make_page(edition, addresses.MEETINGS, content, crumbs=crumbs_to(edition))


def _day(meeting: Meeting) -> tuple[date, str]:
    """Meetings in the order of their days; those without a day before all."""
    return (meeting.date.first or date.min) if meeting.date else date.min, meeting.id


def _meeting_page(edition: Edition, meeting_id: str) -> Page:
    meeting, say = edition.data.meeting[meeting_id], edition.say
    promises = [p for p in edition.state.promises.values() if p.commitment.meeting == meeting.id]
    content = Content(
        heading=edition.words(meeting.title),
        kicker=say(MEETING_KIND_WORDS[meeting.kind]),
        state=edition.words(meeting.topic),
        main=sections(
            section("facts", say("When, where, who"), Facts(tuple(_meeting_facts(edition, meeting)))),
            section("points", say("What was said"), _points(edition, meeting.points)),
            section("promises", say("What was promised or assigned"), promise_list(edition, promises, True)),
        ),
    )
    crumbs = crumbs_to(edition, edition.link(say("Meetings"), addresses.MEETINGS))
    return make_page(edition, addresses.meeting(meeting.id), content, crumbs=crumbs)


def _meeting_facts(edition: Edition, meeting: Meeting) -> Iterator[Fact]:
    say = edition.say
    yield fact(say("When"), *_when(edition, meeting.date), *edition.optional(meeting.date_note))
    yield fact(say("Where"), edition.words(meeting.place) if meeting.place else say("not stated"))
    yield fact(say("Region"), edition.region_link(meeting.region))
    if meeting.organizer:
        yield fact(say("Held by"), *edition.voice(meeting.organizer))
    for position, participant in enumerate(meeting.participants):
        yield fact(say("Took part") if position == 0 else "", *_participant(edition, participant))
    if meeting.take_part:
        yield fact(say("How to take part"), edition.words(meeting.take_part))
    yield fact(say("Source"), edition.source_link(meeting.source))
    if meeting.note:
        yield fact(say("Note"), edition.words(meeting.note))


def _when(edition: Edition, period: Period | None) -> tuple[str]:
    return (edition.date(period, mark("the day is not stated")),)


def _participant(edition: Edition, participant: Participant) -> tuple:
    named = participant.person or participant.post or participant.organization
    return (*(edition.voice(participant) if named else ()), *edition.optional(participant.role))


def _points(edition: Edition, points: tuple[Point, ...]) -> Facts | None:
    rows = tuple(fact(edition.say(POINT_WORDS[point.kind]), *_point(edition, point)) for point in points)
    return Facts(rows) if rows else None


def _point(edition: Edition, point: Point) -> tuple:
    speaker = edition.voice(point.by) if point.by else ()
    addressed = tuple(edition.organization_link(i) for i in point.to)
    return (edition.words(point.text), *speaker, *addressed)
