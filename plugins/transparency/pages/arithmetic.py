"""A verdict in sentences: the rule that held, and every number that led to it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..languages import Words
from ..progress.figures import percent_of
from ..progress.promises import Promise
from ..progress.status import Status
from .edition import Edition
from .wording import STATUS_RULES

_PACED = (Status.ON_TRACK, Status.BEHIND, Status.FAR_BEHIND)


def reasons(edition: Edition, promise: Promise) -> Iterator[Words | str]:
    """The sentences printed beside a status, the rule first."""
    yield edition.say(STATUS_RULES[promise.status])
    yield from _dates(edition, promise)
    yield from _progress(edition, promise)
    yield from _pace(edition, promise)
    yield from _remarks(edition, promise)


def _dates(edition: Edition, promise: Promise) -> Iterator[str]:
    verdict = promise.verdict
    if verdict.deadline:
        yield edition.say("The deadline in force is %(date)s.", date=edition.language.day(verdict.deadline))
    withdrawn = promise.commitment.withdrawn
    if promise.status is Status.WITHDRAWN:
        yield edition.say("Withdrawn: %(date)s.", date=edition.date(withdrawn.date))
        if withdrawn.reason:
            yield str(edition.words(withdrawn.reason))
    moves = len(promise.commitment.moves)
    if moves:
        yield edition.say_n(
            "The deadline was moved %(n)s time.", "The deadline was moved %(n)s times.", moves
        )


def _progress(edition: Edition, promise: Promise) -> Iterator[str]:
    verdict, newest = promise.verdict, promise.newest
    if newest is None:
        return
    n, target, b = newest.value, promise.commitment.target, promise.baseline
    yield edition.say(
        "Progress by %(date)s: (%(n)s − %(b)s) ÷ (%(target)s − %(b)s) = %(percent)s.",
        date=edition.date(newest.period),
        n=edition.number(n),
        b=edition.number(b),
        target=edition.number(target),
        percent=edition.language.percent(percent_of(verdict.progress)),
    )
    if verdict.left:
        yield edition.say("Left on that day: %(left)s.", left=edition.number(verdict.left))


def _pace(edition: Edition, promise: Promise) -> Iterator[str]:
    verdict = promise.verdict
    if promise.status in _PACED:
        yield edition.say(
            "Time elapsed by then: %(percent)s of the way from %(start)s to %(deadline)s.",
            percent=edition.language.percent(percent_of(verdict.elapsed)),
            start=edition.language.day(verdict.start),
            deadline=edition.language.day(verdict.deadline),
        )
        ratio = round(verdict.pace, 2)
        yield edition.say(
            "Progress divided by time: %(ratio)s.",
            ratio=edition.number(Decimal(ratio.numerator) / ratio.denominator),
        )
    needed = verdict.needed_per_month
    if needed and verdict.deadline >= edition.state.today:
        yield edition.say(
            "Pace needed from that day to the deadline: %(pace)s a month.",
            pace=edition.number(round(Decimal(needed.numerator) / needed.denominator, 1)),
        )


def _remarks(edition: Edition, promise: Promise) -> Iterator[str]:
    if promise.verdict.fallen_back:
        yield edition.say("It had been reached before and has fallen back.")
    if promise.verdict.disputed:
        yield edition.say("Two sources differ for one date; the less favourable figure counts.")
    if promise.baseline_figure is not None:
        yield edition.say(
            "The baseline of %(baseline)s is what had been reached before; it does not count as progress.",
            baseline=edition.number(promise.baseline),
        )
