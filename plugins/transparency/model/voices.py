"""Who says something, and the right of those it concerns to answer back."""

from __future__ import annotations

from .dates import Period
from .text import Id, Record, Text


class Voice(Record):
    """Who said it: a post, the person who held it, or an organization; any of them may be unknown."""

    post: Id | None = None
    person: Id | None = None
    organization: Id | None = None


class Reply(Record):
    """An official's dated answer to a figure or status; it stands beside what it disputes and changes
    neither. A figure that the answer proves wrong is put right by a correction of its own."""

    date: Period
    by: Voice
    text: Text
    source: Id
