"""What the rules of truth may look at: the records, the figures as they count, the day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from ..loading.files import Found
from ..model.dataset import Dataset
from ..model.documents import Source
from ..model.figures import Indicator, Unit
from ..progress.cover import places_shown
from ..progress.figures import Figure, Figures
from ..progress.register import Clock
from ..progress.series import Series


@dataclass(frozen=True)
class Case:
    """What every truth rule may look at."""

    data: Dataset
    figures: Figures
    today: date

    @cached_property
    def _named(self) -> dict[tuple[str, str], Any]:
        return {}

    def indicator(self, name: str) -> Indicator:
        return self._once("indicator", name)

    def unit(self, name: str) -> Unit:
        return self._once("unit", name)

    def source(self, name: str) -> Source:
        return self._once("source", name)

    def _once(self, kind: str, name: str) -> Any:
        """A record by its id; neighbours name the same ones, and it is looked for, and that noted, once."""
        if (kind, name) not in self._named:
            self._named[kind, name] = getattr(self.data, kind)[name]
        return self._named[kind, name]

    @cached_property
    def _last(self) -> list[tuple[Found | None, Figure | None]]:
        return [(None, None)]

    def figure_of(self, item: Found) -> Figure:
        """The figure that an observation stands for; the rules ask for it one after the other."""
        last, figure = self._last[0]
        if last is not item:
            figure = self.figures.of(item.record)
            self._last[0] = item, figure
        return figure

    @cached_property
    def _series(self) -> dict[str, Series]:
        return {}

    def series_in(self, region: str) -> Series:
        """The dated figures of a region, with and without a split."""
        if region not in self._series:
            keys = {one.key: one for one in self.data.observations_of(region)}
            self._series[region] = Series(map(self.figures.of, keys.values()))
        return self._series[region]

    @cached_property
    def places_shown(self) -> Mapping[str, str]:
        return places_shown(self.data)

    @cached_property
    def clock(self) -> Clock:
        return Clock(self.data)
