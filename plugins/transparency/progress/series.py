"""Figures of one thing in the order of time: which came before which."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date

from .figures import Figure


class Series:
    """Dated figures by region, indicator and split; a date open at its end has no place in the order."""

    def __init__(self, figures: Iterable[Figure]):
        lines: dict[tuple, dict[date, list[Figure]]] = {}
        for figure in figures:
            day = _last_day(figure)
            if figure.value is not None and day:
                lines.setdefault(figure.observation.key[:3], {}).setdefault(day, []).append(figure)
        self._lines = lines
        self._days = {key: sorted(line) for key, line in lines.items()}

    def before(self, figure: Figure) -> tuple[Figure, ...]:
        """The figures of the latest earlier day; several where several sources report for it."""
        key, day = figure.observation.key[:3], _last_day(figure)
        days = self._days.get(key, ()) if day else ()
        position = bisect_left(days, day) if days else 0
        return tuple(self._lines[key][days[position - 1]]) if position else ()


def _last_day(figure: Figure) -> date | None:
    return figure.period.last if figure.period else None
