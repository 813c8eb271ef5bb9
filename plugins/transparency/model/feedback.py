"""The public register of requests: "you said – we did" (Open311 GeoReport), without a person in it."""

from __future__ import annotations

from typing import Literal

from .dates import Period
from .text import Id, Record, RegionKey, Text

RequestStatus = Literal["received", "being-answered", "answered", "done", "not-done", "not-ours"]


class Request(Record):
    """One request of a citizen and what became of it; who asked is never recorded.

    `requested`, `updated` and `expected` are Open311's datetimes, kept to the day.
    """

    id: Id
    region: RegionKey
    organization: Id | None = None
    topic: Text
    summary: Text
    status: RequestStatus
    requested: Period
    updated: Period | None = None
    expected: Period | None = None
    answer: Text | None = None
    sent_to: Id | None = None
