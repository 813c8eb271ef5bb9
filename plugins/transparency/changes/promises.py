"""Promises whose status, deadline or target reads differently."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..languages.catalogues import mark
from ..model.promises import Commitment
from ..progress.promises import Promise
from .change import Change, Comparison, Kind
from .figures import status_step
from .words import ARROW, COLON, SEMICOLON, Said, row, said


def promise_changes(case: Comparison, told: frozenset[str]) -> Iterator[Change]:
    """Changes of promises in both states; `told` names those whose status a figure's change has told."""
    for commitment_id, after in case.after.promises.items():
        before = case.before.promises.get(commitment_id)
        if before:
            yield from _changes(before, after, case, f"commitments/{commitment_id}" in told)


def _changes(before: Promise, after: Promise, case: Comparison, told: bool) -> Iterator[Change]:
    moved = [*_deadline(before, after), *_target(before, after)]
    for kind, inside, was, now, words in moved:
        status = None if told else status_step(before, after)
        told = True
        yield _change(kind, after, case, words, status, before=was, after=now, inside=(inside,))
    if not told and before.status is not after.status:
        values = {"before": before.status.value, "after": after.status.value}
        yield _change("status-changed", after, case, status_step(before, after), **values)


def _change(
    kind: Kind, promise: Promise, case: Comparison, words: Said, status: Said | None = None, **values: Any
) -> Change:
    commitment = promise.commitment
    head = row(COLON, case.place(commitment.region), commitment.title, words)
    name = f"commitments/{commitment.id}"
    return Change(kind, name, commitment, row(SEMICOLON, head, status), region=commitment.region, **values)


Move = tuple[Kind, str, str | None, str | None, Said]


def _deadline(before: Promise, after: Promise) -> Iterator[Move]:
    old, new = before.verdict.deadline, after.verdict.deadline
    inside = "moves" if after.commitment.moves else "deadline"
    was, now = _last_date(before.commitment), _last_date(after.commitment)
    if old != new:
        days = row(ARROW, old, new) if old and new else new or old
        message = mark("deadline: %(date)s") if new else mark("deadline taken away: %(date)s")
        yield "deadline-moved", inside, old and str(old), new and str(new), said(message, date=days)
    elif was != now:
        dates = {"date": now or was, "deadline": new}
        words = said(mark("another date named: %(date)s; deadline in force: %(deadline)s"), **dates)
        yield "deadline-moved", inside, was and was.text, now and now.text, words


def _last_date(commitment: Commitment):
    """The date named last, whether or not it came in time to count."""
    return commitment.moves[-1].to if commitment.moves else commitment.deadline


def _target(before: Promise, after: Promise) -> Iterator[Move]:
    old, new = before.commitment.target, after.commitment.target
    if old == new:
        return
    both = old is not None and new is not None
    number = row(ARROW, old, new) if both else (old if new is None else new)
    message = mark("target: %(number)s") if new is not None else mark("target taken away: %(number)s")
    was, now = (None if value is None else str(value) for value in (old, new))
    yield "target-changed", "target", was, now, said(message, number=number)
