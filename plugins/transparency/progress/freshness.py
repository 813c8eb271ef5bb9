"""How old a figure is, measured by the indicator's own reporting period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from ..model.dates import months_after
from ..model.figures import Indicator

OUR_PERIOD = 12
"""Months; ours where no source sets a period (DESIGN §2), and marked as ours wherever it decides."""


class Freshness(Enum):
    FRESH = "fresh"
    AGEING = "ageing"
    STALE = "stale"
    ONE_OFF = "one-off"


@dataclass(frozen=True, slots=True)
class ReportingPeriod:
    """The months between two reports; None months: nothing can follow. `ours`: no source sets it."""

    months: int | None
    ours: bool


def reporting_period(indicator: Indicator) -> ReportingPeriod:
    if indicator.period == "one-off":
        return ReportingPeriod(None, ours=False)
    if indicator.period is None:
        return ReportingPeriod(OUR_PERIOD, ours=True)
    return ReportingPeriod(indicator.period, ours=indicator.period_source is None)


def freshness_of(last_day: date, period: ReportingPeriod, today: date) -> Freshness:
    """Fresh up to one period after the figure's last day, ageing up to two, then stale."""
    if period.months is None:
        return Freshness.ONE_OFF
    if today <= months_after(last_day, period.months):
        return Freshness.FRESH
    if today <= months_after(last_day, 2 * period.months):
        return Freshness.AGEING
    return Freshness.STALE
