"""Promises: what was said, by whom, until when, and what has been shown since."""

from __future__ import annotations

from typing import Literal

from .dates import Period
from .figures import Correction, Number
from .text import Id, Record, RegionKey, Text
from .voices import Reply, Voice

Saying = Literal["promise", "instruction", "plan", "proposal", "under-way"]


class DeadlineMove(Record):
    """A new deadline. One announced after the old one fell due is shown but cures nothing."""

    to: Period
    announced: Period
    source: Id
    reason: Text | None = None


class Milestone(Record):
    id: Id
    title: Text
    due: Period | None = None
    done: Period | None = None
    source: Id


class Evidence(Record):
    """Something dated that shows what became of a promise without a number."""

    date: Period
    text: Text
    source: Id


class Withdrawal(Record):
    date: Period
    source: Id
    reason: Text | None = None


class Commitment(Record):
    """A promise, instruction, plan, proposal or work under way, with what it is to be measured by.

    `target` is N of the progress formula and `baseline` its b: a number, or the id of the observation
    that is the baseline (which then is not progress). The status is computed, never written.
    """

    id: Id
    title: Text
    statement: Text
    kind: Saying
    region: RegionKey
    scope_note: Text | None = None
    said: Period | None = None
    said_by: Voice | None = None
    meeting: Id | None = None
    programme: Id | None = None
    responsible: tuple[Id, ...] = ()
    carried_out_by: tuple[Id, ...] = ()
    indicator: Id | None = None
    target: Number | None = None
    baseline: Number | Id | None = None
    start: Period | None = None
    deadline: Period | None = None
    moves: tuple[DeadlineMove, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    withdrawn: Withdrawal | None = None
    corrections: tuple[Correction, ...] = ()
    replies: tuple[Reply, ...] = ()
    source: Id
    note: Text | None = None
