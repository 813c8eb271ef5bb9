"""Figures of one thing in the order of time: which came before which."""

from __future__ import annotations

from collections.abc import Iterable

from .figures import Figure


class Series:
    """Dated figures by region, indicator and split; a date open at its end has no place in the order."""

    def __init__(self, figures: Iterable[Figure]):
        self._lines: dict[tuple, list[Figure]] = {}
        for figure in figures:
            if figure.value is not None and _last_day(figure):
                self._lines.setdefault(figure.observation.key[:3], []).append(figure)

    def before(self, figure: Figure) -> tuple[Figure, ...]:
        """The figures of the latest earlier day; several where several sources report for it."""
        day = _last_day(figure)
        line = self._lines.get(figure.observation.key[:3], ()) if day else ()
        earlier = [other for other in line if _last_day(other) < day]
        newest = max(map(_last_day, earlier), default=None)
        return tuple(other for other in earlier if _last_day(other) == newest)


def _last_day(figure: Figure):
    return figure.period.last if figure.period else None
