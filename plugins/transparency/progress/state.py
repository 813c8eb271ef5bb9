"""The state of things on one day: a dataset with its figures and verdicts, the same in every language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ..model.dataset import Dataset, is_within
from .figures import Figure, Figures
from .promises import Promise, promises_of
from .register import Register


@dataclass(frozen=True)
class State:
    """What every page is made from. Computed once a build; pages only choose and word it."""

    data: Dataset
    today: date

    @cached_property
    def figures(self) -> Figures:
        return Figures(self.data)

    @cached_property
    def promises(self) -> dict[str, Promise]:
        return promises_of(self.data, self.figures, self.today)

    @cached_property
    def register(self) -> Register:
        return Register(self.data, self.today)

    def promises_in(self, key: str) -> tuple[Promise, ...]:
        """The promises of a region itself, in the order of the data."""
        return tuple(self.promises[c.id] for c in self.data.commitments_of(key))

    def promises_within(self, key: str) -> tuple[Promise, ...]:
        """The promises of a region and of all below it."""
        return tuple(p for p in self.promises.values() if is_within(p.commitment.region, key))

    def headline_figures(self, key: str) -> tuple[Figure, ...]:
        """The newest figure of each indicator reported for a region, in the order of the indicators.

        Baselines and wholes are no headlines where something is measured against them.
        """
        reported = {f.observation.indicator for f in self.figures.in_region(key)}
        wholes = {i.whole for i in self.data.indicators if i.whole and i.id in reported}
        newest = (
            self.figures.newest(key, indicator.id, self.today)
            for indicator in self.data.indicators
            if indicator.id in reported and indicator.id not in wholes
        )
        return tuple(figure for figure in newest if figure is not None)

    @cached_property
    def _reported_within(self) -> Counter[str]:
        return _counted_upwards(
            figure.observation.region
            for key in {o.key: o for o in self.data.observations}.values()
            if (figure := self.figures.of(key)).value is not None
        )

    @cached_property
    def _promised_within(self) -> Counter[str]:
        return _counted_upwards(commitment.region for commitment in self.data.commitments)

    def reported_within(self, key: str) -> int:
        """How many figures with a value are reported for a region and all below it."""
        return self._reported_within[key]

    def promised_within(self, key: str) -> int:
        return self._promised_within[key]

    @cached_property
    def _named(self) -> dict[str, tuple[Figure, ...]]:
        named: dict[str, dict] = {}
        for observation in self.data.observations:
            figure = self.figures.of(observation)
            for place in figure.observation.named:
                named.setdefault(place, {})[id(figure)] = figure
        return {place: tuple(figures.values()) for place, figures in named.items()}

    def figures_naming(self, key: str) -> tuple[Figure, ...]:
        """The figures whose source names this place among those they count."""
        return self._named.get(key, ())

    def named_behind(self, figure: Figure) -> tuple[str, ...]:
        """The places named behind a figure: its own list, else those of its parts."""
        if figure.observation.named:
            return figure.observation.named
        parts = (name for name in figure.observation.parts if name in self.data.observation)
        return tuple(place for name in parts for place in self.named_behind(self.figures.by_id(name)))


def _counted_upwards(keys: Iterable[str]) -> Counter[str]:
    """How often each key or a key below it occurs."""
    counts: Counter[str] = Counter()
    for key in keys:
        parts = key.split("/")
        counts.update("/".join(parts[: depth + 1]) for depth in range(len(parts)))
    return counts
