"""The status of a promise: computed from its figures and dates, never typed (DESIGN §2).

The seventeen rows stand in their order in `ROWS`; the first whose condition holds is the status. That
the rows are total, and exclusive by order, is a property test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from ..model.dates import Period, months_after
from ..model.promises import DeadlineMove, Saying


class Status(Enum):
    WITHDRAWN = "withdrawn"
    PROPOSED = "proposed"
    REACHED_NO_DEADLINE = "reached-no-deadline"
    KEPT = "kept"
    KEPT_LATE = "kept-late"
    REACHED_DAY_UNKNOWN = "reached-day-unknown"
    MISSED = "missed"
    SILENT = "silent"
    NO_MEASURE = "no-measure"
    PLANNED = "planned"
    NOT_REPORTED = "not-reported"
    NO_DEADLINE = "no-deadline"
    NO_RECENT_NEWS = "no-recent-news"
    TOO_EARLY = "too-early"
    ON_TRACK = "on-track"
    BEHIND = "behind"
    FAR_BEHIND = "far-behind"


ON_TRACK_FROM = Fraction(95, 100)
BEHIND_FROM = Fraction(60, 100)
"""Thresholds of Open SDG's target method, applied to linear elapsed time."""

OVERDUE = frozenset({Status.MISSED, Status.SILENT})


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure on the way to a target: a value and the interval of days it may be from."""

    value: Decimal
    period: Period


@dataclass(frozen=True, slots=True)
class Case:
    """All that a verdict depends on, and nothing else.

    `news` are the periods of milestones done and evidence; they count only where there is no target.
    `period_months` is the indicator's reporting period, None where nothing can follow.
    """

    kind: Saying
    today: date
    target: Decimal | None = None
    baseline: Decimal = Decimal(0)
    start: Period | None = None
    deadline: Period | None = None
    moves: tuple[DeadlineMove, ...] = ()
    readings: tuple[Reading, ...] = ()
    news: tuple[Period, ...] = ()
    withdrawn: Period | None = None
    period_months: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """A status with every number that led to it, so that it can be printed.

    `deadline` and `start` are the days d and s; `newest` the reading that counts; `first_reached` the
    first of the unbroken run of reached readings that ends in it; `progress` is p, `elapsed` e.
    """

    status: Status
    case: Case
    deadline: date | None
    start: date | None
    newest: Reading | None
    first_reached: Reading | None
    progress: Fraction | None
    elapsed: Fraction | None
    fallen_back: bool
    moves_in_force: int
    disputed: bool

    @property
    def pace(self) -> Fraction | None:
        """p/e, where there is an e."""
        return self.progress / self.elapsed if self.elapsed else None

    @property
    def left(self) -> Decimal | None:
        """What was left to do on the newest reading's date: |N − n|, 0 when reached."""
        if self.case.target is None or self.newest is None:
            return None
        return Decimal(0) if self.progress >= 1 else abs(self.case.target - self.newest.value)

    @property
    def needed_per_month(self) -> Fraction | None:
        """The pace needed from the newest reading's date to the deadline, per month of 365.25/12 days."""
        if not self.left or self.deadline is None:
            return None
        days = (self.deadline - self.newest.period.last_by(self.case.today)).days
        return Fraction(self.left) * Fraction(1461, 48) / days if days > 0 else None


def verdict_on(case: Case) -> Verdict:
    """The status of a promise on `case.today`, with its arithmetic."""
    facts = _facts_of(case)
    status = next(status for status, holds in ROWS if holds(facts))
    return replace(facts, status=status)


def _facts_of(case: Case) -> Verdict:
    deadline, in_force = deadline_in_force(case.deadline, case.moves, case.today)
    ordered, disputed = _ordered(case)
    newest = ordered[-1] if ordered else None
    start = case.start.first if case.start else None
    return Verdict(
        status=Status.FAR_BEHIND,
        case=case,
        deadline=deadline,
        start=start,
        newest=newest,
        first_reached=_first_of_run(case, ordered),
        progress=progress_of(case, newest) if newest else None,
        elapsed=_elapsed(newest, start, deadline),
        fallen_back=_fallen_back(case, ordered),
        moves_in_force=in_force,
        disputed=disputed,
    )


def deadline_in_force(
    deadline: Period | None, moves: Iterable[DeadlineMove], today: date
) -> tuple[date | None, int]:
    """The last day of the deadline in force, and how many moves came in time to change it.

    A move announced after the deadline then in force had fallen due cures nothing; an announcement
    counts from its last possible day.
    """
    if deadline is None:
        return None, 0
    day, in_force = deadline.last, 0
    for move in sorted(moves, key=lambda move: (move.announced.last_by(today), move.to.last)):
        if move.announced.last_by(today) <= day:
            day, in_force = move.to.last, in_force + 1
    return day, in_force


def progress_of(case: Case, reading: Reading) -> Fraction:
    """p = (n − b)/(N − b)."""
    done = Fraction(reading.value) - Fraction(case.baseline)
    return done / (Fraction(case.target) - Fraction(case.baseline))


def _ordered(case: Case) -> tuple[tuple[Reading, ...], bool]:
    """Readings oldest first, the less favourable last of a day; and whether any date is disputed."""
    if case.target is None:
        return (), False
    by_date: dict[tuple, list[Reading]] = {}
    for reading in case.readings:
        by_date.setdefault((reading.period.first, reading.period.last), []).append(reading)
    disputed = any(len({reading.value for reading in group}) > 1 for group in by_date.values())
    counting = [min(group, key=lambda r: progress_of(case, r)) for group in by_date.values()]
    return tuple(sorted(counting, key=lambda r: _unfavourable(case, r))), disputed


def _unfavourable(case: Case, reading: Reading) -> tuple:
    """Sorts the newest last; of two equally new the less favourable, then the one that took longer."""
    uncut = reading.period.last or date.max
    return _a2(case, reading), -progress_of(case, reading), uncut, _a1(reading)


def _a1(reading: Reading) -> date:
    return reading.period.first or date.min


def _a2(case: Case, reading: Reading) -> date:
    return reading.period.last_by(case.today)


def _first_of_run(case: Case, ordered: tuple[Reading, ...]) -> Reading | None:
    first = None
    for reading in reversed(ordered):
        if progress_of(case, reading) < 1:
            break
        first = reading
    return first


def _fallen_back(case: Case, ordered: tuple[Reading, ...]) -> bool:
    reached = [progress_of(case, reading) >= 1 for reading in ordered]
    return bool(reached) and not reached[-1] and any(reached)


def _elapsed(newest: Reading | None, start: date | None, deadline: date | None) -> Fraction | None:
    """e = min(1, (a2 − s)/(d − s)); a2 here is not cut to today."""
    if newest is None or start is None or deadline is None:
        return None
    if newest.period.last is None:
        return Fraction(1)
    gone = (newest.period.last - start).days
    return min(Fraction(1), Fraction(gone, (deadline - start).days)) if gone > 0 else None


# --- The rows. Each reads like its line in DESIGN §2; v is the verdict so far, without its status. ---


def _is_withdrawn(v: Verdict) -> bool:
    return v.case.withdrawn is not None and not v.case.withdrawn.begins_after(v.case.today)


def _newest_reached(v: Verdict) -> bool:
    return v.progress is not None and v.progress >= 1


def _is_kept(v: Verdict) -> bool:
    return _newest_reached(v) and _a2(v.case, v.first_reached) <= v.deadline


def _is_kept_late(v: Verdict) -> bool:
    return (
        _newest_reached(v)
        and _a1(v.first_reached) > v.deadline
        and any(_a1(r) >= v.deadline and progress_of(v.case, r) < 1 for r in v.case.readings)
    )


def _has_figure_since_deadline(v: Verdict) -> bool:
    return any(_a1(reading) >= v.deadline for reading in v.case.readings)


def _is_missed(v: Verdict) -> bool:
    return v.deadline is not None and v.newest is not None and _has_figure_since_deadline(v)


def _is_silent(v: Verdict) -> bool:
    if v.deadline is None or v.case.today <= v.deadline:
        return False
    if v.case.target is not None:
        return not _has_figure_since_deadline(v)
    return not any((news.first or date.min) >= v.deadline for news in v.case.news)


def _has_no_recent_news(v: Verdict) -> bool:
    months = v.case.period_months
    return months is not None and v.case.today > months_after(_a2(v.case, v.newest), 2 * months)


def _is_too_early(v: Verdict) -> bool:
    return v.start is None or _a2(v.case, v.newest) <= v.start


Row = tuple[Status, Callable[[Verdict], bool]]

ROWS: tuple[Row, ...] = (
    (Status.WITHDRAWN, _is_withdrawn),
    (Status.PROPOSED, lambda v: v.case.kind == "proposal"),
    (Status.REACHED_NO_DEADLINE, lambda v: _newest_reached(v) and v.deadline is None),
    (Status.KEPT, _is_kept),
    (Status.KEPT_LATE, _is_kept_late),
    (Status.REACHED_DAY_UNKNOWN, _newest_reached),
    (Status.MISSED, _is_missed),
    (Status.SILENT, _is_silent),
    (Status.NO_MEASURE, lambda v: v.case.target is None),
    (Status.PLANNED, lambda v: v.start is not None and v.start > v.case.today),
    (Status.NOT_REPORTED, lambda v: v.newest is None),
    (Status.NO_DEADLINE, lambda v: v.deadline is None),
    (Status.NO_RECENT_NEWS, _has_no_recent_news),
    (Status.TOO_EARLY, _is_too_early),
    (Status.ON_TRACK, lambda v: v.pace >= ON_TRACK_FROM),
    (Status.BEHIND, lambda v: v.pace >= BEHIND_FROM),
    (Status.FAR_BEHIND, lambda v: True),
)
