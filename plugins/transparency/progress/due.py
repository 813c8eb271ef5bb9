"""What the editors of the register have to do: answer, summarise, and ask whether it was really done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from .register import Entry, Register, day_of

ASK_AFTER = timedelta(weeks=4)
"""So long after "done" somebody asks whether it was."""

SOON = timedelta(days=7)
"""Answers that are due within so many days stand on the list."""


@dataclass(frozen=True, slots=True)
class Due:
    """The editors' list on one day, in each part the most urgent first."""

    overdue: tuple[Entry, ...]
    soon: tuple[Entry, ...]
    drafts: tuple[Entry, ...]
    to_confirm: tuple[Entry, ...]


def due_on(register: Register) -> Due:
    """What is due on the register's day."""
    entries, today = register.entries, register.today
    waiting = sorted((e for e in entries if e.standing == "waiting"), key=lambda e: (e.expected, e.id))
    return Due(
        overdue=_by(lambda e: e.expected, (e for e in entries if e.standing == "overdue")),
        soon=tuple(e for e in waiting if e.expected - today <= SOON),
        drafts=_by(lambda e: e.requested.first or date.min, (e for e in entries if e.is_draft)),
        to_confirm=_by(lambda e: day_of(e.done), (e for e in entries if _to_confirm(e, today))),
    )


def _to_confirm(entry: Entry, today: date) -> bool:
    done = day_of(entry.done)
    return done is not None and entry.follow_up is None and done + ASK_AFTER <= today


def _by(key, entries) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda entry: (key(entry), entry.id)))
