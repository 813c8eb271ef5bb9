"""Rows of bare figures: what many of them say alike is fitted to the model once."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from operator import itemgetter
from typing import Any

from ..model.figures import BARE, Observation, bare, is_bare
from ..model.text import Record

_TOO_LARGE = 10**18
"""The model bears so many digits; it says itself which number has more."""

_words_of = itemgetter("region", "indicator", "date", "source")


class BareRows:
    """Makes figures of rows in which nothing is new but a whole number.

    The model looks at each field by itself, so what it made of a word once it makes of it each time.
    """

    def __init__(self) -> None:
        self._known: tuple[dict[str, Any], ...] = ({}, {}, {}, {})

    def made_of(self, row: Any) -> Observation | None:
        """The figure of a row; None where the model has to look at it."""
        if type(row) is not dict or row.keys() != BARE:
            return None
        region, indicator, date, source = words = _words_of(row)
        value = row["value"]
        # What is equal need not be written alike: the year 2019 is no text, and True no number.
        if not all(type(word) is str for word in words) or type(value) is not int or abs(value) >= _TOO_LARGE:
            return None
        regions, indicators, dates, sources = self._known
        try:
            return bare(regions[region], indicators[indicator], dates[date], sources[source], Decimal(value))
        except KeyError:
            return None

    def learn(self, row: Mapping[str, Any], record: Record) -> None:
        """Keep what the model made of a row's words."""
        if is_bare(record):
            for known, word, made in zip(self._known, _words_of(row), _made(record), strict=True):
                known[word] = made


def _made(record: Observation) -> tuple[Any, ...]:
    return record.region, record.indicator, record.date, record.source
