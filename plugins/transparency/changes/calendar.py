"""What the calendar changes by itself: the same facts on an earlier and on a later day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..languages.catalogues import mark
from ..progress.figures import Figure
from ..progress.freshness import Freshness, freshness_of, reporting_period
from ..progress.promises import Promise
from ..progress.state import State
from ..progress.status import Status
from .change import Change, Comparison, Kind
from .figures import name_of, status_step
from .words import COLON, SEMICOLON, Said, row, said

SETTLED = frozenset(
    {
        *(Status.WITHDRAWN, Status.PROPOSED, Status.REACHED_NO_DEADLINE),
        *(Status.KEPT, Status.KEPT_LATE, Status.REACHED_DAY_UNKNOWN),
    }
)
"""Statuses in which nobody is asked for anything when a day has passed."""

_OLDER: dict[Freshness, tuple[Kind, str]] = {
    Freshness.AGEING: ("report-due", mark("the next figure is due; newest: %(date)s")),
    Freshness.STALE: ("figure-stale", mark("no newer figure for two periods; newest: %(date)s")),
}


def calendar_changes(earlier: State, later: State) -> tuple[Change, ...]:
    """What fell due, went silent or became stale between two days, the facts being the same.

    A day has passed on the day after it: of `earlier`'s day until the one before `later`'s.
    """
    case = Comparison(earlier, later)
    promises = (_of_promise(case, promise) for promise in later.promises.values())
    return (*(change for group in promises for change in group), *_figures(case))


def _of_promise(case: Comparison, promise: Promise) -> Iterator[Change]:
    before = case.before.promises[promise.commitment.id]
    if _passed(case, promise.verdict.deadline) and promise.status not in SETTLED:
        words = said(mark("deadline passed: %(date)s"), date=promise.verdict.deadline)
        yield _promise_change("deadline-passed", case, before, promise, words)
    elif before.status is not promise.status:
        yield _promise_change("status-changed", case, before, promise)
    if promise.status not in SETTLED:
        yield from _milestones(case, promise)


def _promise_change(
    kind: Kind, case: Comparison, before: Promise, promise: Promise, words: Said | None = None
) -> Change:
    commitment = promise.commitment
    head = row(COLON, case.place(commitment.region), commitment.title, words)
    return Change(
        kind,
        f"commitments/{commitment.id}",
        commitment,
        row(SEMICOLON, head, status_step(before, promise)),
        region=commitment.region,
        before=before.status.value,
        after=promise.status.value,
    )


def _milestones(case: Comparison, promise: Promise) -> Iterator[Change]:
    commitment = promise.commitment
    for position, milestone in enumerate(commitment.milestones):
        if milestone.done is None and milestone.due and _passed(case, milestone.due.last):
            words = said(mark("milestone not reported as done; due: %(date)s"), date=milestone.due)
            yield Change(
                "milestone-passed",
                f"commitments/{commitment.id}",
                commitment,
                row(COLON, case.place(commitment.region), commitment.title, milestone.title, words),
                region=commitment.region,
                inside=("milestones", position),
            )


def _passed(case: Comparison, day: date | None) -> bool:
    return day is not None and case.before.today <= day < case.after.today


def _figures(case: Comparison) -> Iterator[Change]:
    for region in case.after.data.regions:
        # nobody reports any more for a place that is no longer kept
        if region.retired is None:
            for figure in case.after.headline_figures(region.key):
                yield from _of_figure(case, figure)


def _of_figure(case: Comparison, figure: Figure) -> Iterator[Change]:
    if figure.value is None or figure.period is None:
        return
    before, after = (_freshness(state, figure) for state in (case.before, case.after))
    if before is after or after not in _OLDER:
        return
    observation = figure.observation
    kind, message = _OLDER[after]
    indicator = case.after.data.indicator[observation.indicator].name
    words = row(COLON, case.place(observation.region), indicator, said(message, date=figure.period))
    values = {"before": before.value, "after": after.value}
    yield Change(kind, name_of(observation), observation, words, region=observation.region, **values)


def _freshness(state: State, figure: Figure) -> Freshness:
    period = reporting_period(state.data.indicator[figure.observation.indicator])
    return freshness_of(figure.period.last_by(state.today), period, state.today)
