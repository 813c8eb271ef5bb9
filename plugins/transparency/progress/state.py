"""The state of things on one day: a dataset with its figures and verdicts, the same in every language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from incremental.reads import Remembered, note

from ..model.dataset import Dataset, with_all_above
from .figures import Figure, Figures
from .noted import NotedDataset, ShelvedDataset
from .promises import Promise, Promises


@dataclass(frozen=True, slots=True)
class Reach:
    """How many figures with a value each region has itself, and how many promises."""

    reported: Mapping[str, int]
    promised: Mapping[str, int]


class State:
    """What every page is made from. Each thing is computed once; pages only choose and word it.

    `data` notes what is read of it, and so does everything here: see `incremental.reads`.
    """

    def __init__(self, data: Dataset | ShelvedDataset, today: date, reach: Reach | None = None):
        self.data: Dataset = NotedDataset(data) if isinstance(data, Dataset) else data
        self.figures = Figures(self.data)
        self.promises = Promises(self.data, self.figures, lambda: self.today)
        self._reach = reach or _reach_of(data)
        self._today = today
        self._made = Remembered()

    @property
    def today(self) -> date:
        note("today")
        return self._today

    def promises_in(self, key: str) -> tuple[Promise, ...]:
        """The promises of a region itself, in the order of the data."""
        return tuple(self.promises[c.id] for c in self.data.commitments_of(key))

    def promises_within(self, key: str) -> tuple[Promise, ...]:
        """The promises of a region and of all below it."""
        return tuple(self.promises[c.id] for c in self.data.commitments_within(key))

    def headline_figures(self, key: str) -> tuple[Figure, ...]:
        """The newest figure of each indicator reported for a region, in the order of the indicators.

        Baselines and wholes are no headlines where something is measured against them.
        """
        return self._made.get(("headlines", key), lambda: self._headline_figures(key))

    def _headline_figures(self, key: str) -> tuple[Figure, ...]:
        reported = {f.observation.indicator for f in self.figures.in_region(key)}
        if not reported:
            return ()
        indicators = [indicator for indicator in self.data.indicators if indicator.id in reported]
        wholes = {indicator.whole for indicator in indicators}
        newest = (self.figures.newest(key, i.id, self.today) for i in indicators if i.id not in wholes)
        return tuple(figure for figure in newest if figure is not None)

    @cached_property
    def _reported_within(self) -> Counter[str]:
        return _counted_upwards(self._reach.reported)

    @cached_property
    def _promised_within(self) -> Counter[str]:
        return _counted_upwards(self._reach.promised)

    def reported_within(self, key: str) -> int:
        """How many figures with a value are reported for a region and all below it."""
        note(f"reported-within:{key}")
        return self._reported_within[key]

    def promised_within(self, key: str) -> int:
        note(f"promised-within:{key}")
        return self._promised_within[key]

    def figures_naming(self, key: str) -> tuple[Figure, ...]:
        """The figures whose source names this place among those they count."""
        figures = (self.figures.of(observation) for observation in self.data.observations_naming(key))
        naming = {figure.observation.key: figure for figure in figures if key in figure.observation.named}
        return tuple(naming.values())

    def named_behind(self, figure: Figure) -> tuple[str, ...]:
        """The places named behind a figure: its own list, else those of its parts."""
        if figure.observation.named:
            return figure.observation.named
        parts = (name for name in figure.observation.parts if name in self.data.observation)
        return tuple(place for name in parts for place in self.named_behind(self.figures.by_id(name)))


def _reach_of(data: Dataset) -> Reach:
    figures = Figures(data)
    valued = (
        one.region
        for one in {o.key: o for o in data.observations}.values()
        if figures.of(one).value is not None
    )
    return Reach(Counter(valued), Counter(commitment.region for commitment in data.commitments))


def _counted_upwards(own: Mapping[str, int]) -> Counter[str]:
    """The counts of each region with those of all regions below it."""
    counts: Counter[str] = Counter()
    for key, count in own.items():
        for above in with_all_above(key):
            counts[above] += count
    return counts
