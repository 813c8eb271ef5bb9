"""Sums over regions: SUM(n)/SUM(N) of the same unit, kind and date only; never a mean of percentages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..model.dataset import Dataset
from ..model.dates import Period
from .figures import Figure, Figures, Share, share_of


@dataclass(frozen=True, slots=True)
class RollUp:
    """A sum over the parts of a region that reported the same indicator for the same date.

    `reported` of `parts` regions gave a figure; `share` is None where some whole is missing.
    """

    region: str
    indicator: str
    period: Period
    total: Decimal
    share: Share | None
    reported: int
    parts: int
    figures: tuple[Figure, ...]


def roll_up(
    data: Dataset, figures: Figures, region: str, indicator: str, level: str, today: date
) -> RollUp | None:
    """The newest date for which at least two parts of one level reported; None where there is none."""
    parts = [part for part in data.parts_of(region) if part.level == level]
    by_date: dict[Period, list[Figure]] = {}
    for part in parts:
        for figure in figures.in_region(part.key, indicator):
            if figure.value is not None and figure.period and _is_plain(figure):
                by_date.setdefault(figure.period, []).append(figure)
    usable = {day: found for day, found in by_date.items() if _one_each(found) and len(found) > 1}
    if not usable:
        return None
    period = max(usable, key=lambda day: (day.last_by(today), len(usable[day])))
    return _sum(figures, region, indicator, period, tuple(usable[period]), len(parts), today)


def _sum(
    figures: Figures,
    region: str,
    indicator: str,
    period: Period,
    found: tuple[Figure, ...],
    parts: int,
    today: date,
) -> RollUp:
    total = sum((figure.value for figure in found), Decimal(0))
    wholes = [figures.whole_of(figure, today) for figure in found]
    share = None
    if all(whole is not None and whole.value is not None for whole in wholes):
        share = share_of(total, sum((whole.value for whole in wholes), Decimal(0)))
    return RollUp(region, indicator, period, total, share, len(found), parts, found)


def _is_plain(figure: Figure) -> bool:
    return not figure.derived and figure.observation.status == "final"


def _one_each(found: list[Figure]) -> bool:
    return len({figure.observation.region for figure in found}) == len(found)
