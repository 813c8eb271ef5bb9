"""Bare figures: a number of a place, of one thing, for a day, from a source, and nothing more said of it.

A nation is made of them. Nothing in them is told in words, so no rule about words has to look at them;
and what they name, many others name as well.
"""

from __future__ import annotations

from ..model.figures import Observation
from ..model.text import Record

BARE = frozenset({"region", "indicator", "date", "source", "value"})
"""What is written of a figure of which nothing more is said."""


def is_bare(record: Record) -> bool:
    """Whether a record is a figure with a day and a value, of which nothing more is said."""
    if type(record) is not Observation or record.__pydantic_fields_set__ != BARE:
        return False
    return record.date is not None and record.value is not None
