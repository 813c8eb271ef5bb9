"""The register of requests as it may be shown, with the law's clock on each, and what it adds up to.

Pages and exports are made from entries alone: a request itself may name a place that is too small.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import ceil
from typing import Literal

from ..model.dataset import Dataset, is_within
from ..model.dates import Period
from ..model.feedback import Attachment, FollowUp, Request
from ..model.site import ReplyPeriod
from ..model.text import Text
from .cover import FEWEST, places_shown
from .working_days import Calendar, calendars_of, period_on

CLOSED = frozenset({"answered", "done", "not-done"})
"""States in which whoever asked has an answer."""

Standing = Literal["waiting", "overdue", "in-time", "late", "passed-on", "unknown"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A request as it may be shown.

    `place` is where it may be said to come from; bodies and promises that would tell more are left out.
    `expected` is the day by which the law, or an extension told in time, wants the answer, and `days`
    the calendar days that the answer took; both are None where a date is not known to the day.
    """

    id: str
    place: str
    topic: str | None
    summary: Text | None
    attachments: tuple[Attachment, ...]
    organization: str | None
    commitment: str | None
    status: str
    requested: Period
    updated: Period | None
    answered: Period | None
    done: Period | None
    answer: Text | None
    sent_to: str | None
    follow_up: FollowUp | None
    expected: date | None
    extended: bool
    standing: Standing
    days: int | None

    @property
    def is_draft(self) -> bool:
        return self.summary is None


@dataclass(frozen=True, slots=True)
class Statistics:
    """What some requests add up to.

    `judged` are those of which one can say whether the answer came in time: answered, or overdue.
    Shares and days are None below `FEWEST`, so that no few requests are compared with others. The days
    are observed ones: `median` is the smallest number within which at least half of the answers came,
    `lower` and `upper` the same for a quarter and for three quarters.
    """

    n: int
    statuses: Mapping[str, int]
    drafts: int
    answered: int
    judged: int
    in_time: int
    overdue: int
    lower: int | None
    median: int | None
    upper: int | None

    @property
    def is_comparable(self) -> bool:
        return self.judged >= FEWEST


class Clock:
    """Says by when each request is to be answered."""

    def __init__(self, data: Dataset):
        self._calendars = calendars_of(data)
        self._periods = data.reply_periods

    def period(self, request: Request) -> ReplyPeriod | None:
        day = day_of(request.requested)
        return period_on(self._periods, _country(request), day) if day else None

    def by_law(self, request: Request) -> date | None:
        """The last day that the law gives for an answer; the count begins on the day after it was asked."""
        period = self.period(request)
        if period is None:
            return None
        calendar: Calendar = self._calendars[_country(request)]
        return calendar.after(day_of(request.requested), period.working_days)

    def extended(self, request: Request) -> bool:
        """Whether a longer period counts: it was told before the first one ended."""
        law, longer = self.by_law(request), request.extension
        if law is None or longer is None or longer.told.last is None or longer.to.last is None:
            return False
        return longer.told.last <= law < longer.to.last

    def expected(self, request: Request) -> date | None:
        return request.extension.to.last if self.extended(request) else self.by_law(request)


@dataclass(frozen=True)
class Register:
    """Every request of a site as it may be shown on one day, the newest first."""

    data: Dataset
    today: date

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        clock, places = Clock(self.data), places_shown(self.data)
        made = (_entry(one, places[one.id], clock, self.data, self.today) for one in self.data.requests)
        return tuple(sorted(made, key=_newest_first))

    @cached_property
    def _by_place(self) -> Mapping[str, tuple[Entry, ...]]:
        groups: dict[str, list[Entry]] = {}
        for entry in self.entries:
            steps = entry.place.split("/")
            for depth in range(len(steps)):
                groups.setdefault("/".join(steps[: depth + 1]), []).append(entry)
        return {key: tuple(group) for key, group in groups.items()}

    @property
    def places(self) -> tuple[str, ...]:
        """The regions that have an entry, or below which one is."""
        return tuple(sorted(self._by_place))

    def within(self, key: str) -> tuple[Entry, ...]:
        """The entries of a region and of all below it."""
        return self._by_place.get(key, ())

    @cached_property
    def _by_body(self) -> Mapping[str, tuple[Entry, ...]]:
        groups: dict[str, list[Entry]] = {}
        for entry in self.entries:
            if entry.organization:
                groups.setdefault(entry.organization, []).append(entry)
        return {key: tuple(group) for key, group in groups.items()}

    def of_body(self, organization: str) -> tuple[Entry, ...]:
        """The entries that may be shown as asked of a body."""
        return self._by_body.get(organization, ())

    @property
    def bodies(self) -> tuple[str, ...]:
        return tuple(sorted(self._by_body))


def statistics(entries: Iterable[Entry]) -> Statistics:
    """What these entries add up to."""
    entries = tuple(entries)
    standings = Counter(entry.standing for entry in entries)
    days = sorted(entry.days for entry in entries if entry.days is not None)
    lower, median, upper = (_nearest_rank(days, quarters) for quarters in (1, 2, 3))
    return Statistics(
        n=len(entries),
        statuses=Counter(entry.status for entry in entries),
        drafts=sum(entry.is_draft for entry in entries),
        answered=sum(entry.status in CLOSED for entry in entries),
        judged=standings["in-time"] + standings["late"] + standings["overdue"],
        in_time=standings["in-time"],
        overdue=standings["overdue"],
        lower=lower,
        median=median,
        upper=upper,
    )


def _nearest_rank(days: list[int], quarters: int) -> int | None:
    """The smallest number of days within which so many quarters of the answers had come."""
    return days[ceil(len(days) * quarters / 4) - 1] if len(days) >= FEWEST else None


def day_of(period: Period | None) -> date | None:
    """The day, where a date is known to the day."""
    return period.first if period and period.first and period.first == period.last else None


# --- one entry ---


def _entry(request: Request, place: str, clock: Clock, data: Dataset, today: date) -> Entry:
    expected = clock.expected(request)
    return Entry(
        **{name: getattr(request, name) for name in _AS_IT_IS},
        place=place,
        organization=_body_shown(request.organization, place, data),
        sent_to=_body_shown(request.sent_to, place, data),
        commitment=_commitment_shown(request.commitment, place, data),
        expected=expected,
        extended=clock.extended(request),
        standing=_standing(request, expected, today),
        days=_days(request),
    )


_AS_IT_IS = (
    *("id", "topic", "summary", "attachments", "status", "requested", "updated", "answered", "done"),
    *("answer", "follow_up"),
)


def _body_shown(organization: str | None, place: str, data: Dataset) -> str | None:
    if organization is None:
        return None
    return organization if _tells_no_more(data.organization[organization].region, place, data) else None


def _commitment_shown(commitment: str | None, place: str, data: Dataset) -> str | None:
    if commitment is None:
        return None
    return commitment if _tells_no_more(data.commitment[commitment].region, place, data) else None


def _tells_no_more(region: str, place: str, data: Dataset) -> bool:
    """Whether a region may stand beside a request from a place: it holds the place, or is large itself."""
    return is_within(place, region) or data.level[data.region[region].level].large


def _standing(request: Request, expected: date | None, today: date) -> Standing:
    if request.status == "not-ours":
        return "passed-on"
    if request.status not in CLOSED:
        if expected is None:
            return "unknown"
        return "overdue" if expected < today else "waiting"
    day = day_of(request.answered)
    if day is None or expected is None:
        return "unknown"
    return "in-time" if day <= expected else "late"


def _days(request: Request) -> int | None:
    asked, answered = day_of(request.requested), day_of(request.answered)
    return (answered - asked).days if asked and answered and request.status in CLOSED else None


def _newest_first(entry: Entry) -> tuple:
    return -(entry.requested.last or date.min).toordinal(), entry.id


def _country(request: Request) -> str:
    return request.region.split("/")[0]
