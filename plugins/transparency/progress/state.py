"""The state of things on one day: a dataset with its figures and verdicts, the same in every language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from itertools import accumulate

from incremental.reads import Remembered, note

from ..model.dataset import Dataset, with_all_above
from ..model.figures import Observation
from .figures import Figure, Figures, Share
from .likeness import Likeness, likeness_of
from .noted import NotedDataset, ShelvedDataset
from .noted_register import NotedRegister
from .promises import Promise, Promises
from .tallies import Tallies, tallies_of

MOST_LISTED = 400
"""With more regions than this, only the upper ones are listed together; each of the others has its page."""


class State:
    """What every page is made from. Each thing is computed once; pages only choose and word it.

    `data` notes what is read of it, and so does everything here: see `incremental.reads`.
    """

    def __init__(self, data: Dataset | ShelvedDataset, today: date, tallies: Tallies | None = None):
        self.data: Dataset = NotedDataset(data) if isinstance(data, Dataset) else data
        self.figures = Figures(self.data)
        self.promises = Promises(self.data, self.figures, lambda: self.today)
        self._tallies = tallies_of(data, today) if tallies is None else tallies
        self._today = today
        self._made = Remembered()
        self._sums: dict[str, Counter[str]] = {}

    @property
    def today(self) -> date:
        note("today")
        return self._today

    @cached_property
    def register(self) -> NotedRegister:
        return NotedRegister(self.data, self._today)

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

    def headlines(self, key: str) -> Mapping[str, tuple[Figure, Share | None]]:
        """The headline figures of a region by their indicators, each with the share it is of its whole."""
        return self._made.get(("shares", key), lambda: self._headlines(key))

    def _headlines(self, key: str) -> Mapping[str, tuple[Figure, Share | None]]:
        figures, share_of = self.headline_figures(key), self.figures.share_of_whole
        return {one.observation.indicator: (one, share_of(one, self.today)) for one in figures}

    def sources_behind(self, key: str) -> tuple[str, ...]:
        """The sources on which what is known of a region itself stands."""
        return self._made.get(("sources", key), lambda: self._sources_behind(key))

    def _sources_behind(self, key: str) -> tuple[str, ...]:
        observed = [o.source for o in self.data.observations_of(key)]
        promised = [c.source for c in self.data.commitments_of(key)]
        named = [f.observation.source for f in self.figures_naming(key)]
        return tuple(dict.fromkeys((*observed, *promised, *named)))

    def is_told_of(self, key: str) -> bool:
        """Whether more than figures is known of a region: promises, meetings, articles, requests, or that a
        source names it."""
        return self._made.get(("told", key), lambda: self._is_told_of(key))

    def _is_told_of(self, key: str) -> bool:
        data = self.data
        ways = data.commitments_within, data.meetings_of, data.articles_within, data.observations_naming
        return any(way(key) for way in (*ways, self.register.within))

    def likeness(self, key: str) -> Likeness | None:
        """What the figures of a region have in common with those of its neighbours; None where they
        need words of their own."""
        return self._made.get(("likeness", key), lambda: likeness_of(self, key))

    # --- counts ---

    def tally(self, name: str) -> int:
        """One of the counts over all records, such as `figures:schools-online`."""
        note(f"tally:{name}")
        return self._tallies.get(name, 0)

    def tally_within(self, kind: str, key: str) -> int:
        """What a kind of count comes to in a region and all below it."""
        note(f"tally-within:{kind}:{key}")
        return self._within(kind)[key]

    def _within(self, kind: str) -> Counter[str]:
        """The counts of one kind by region, each with those of all regions below it."""
        if kind not in self._sums:
            self._sums[kind] = self._add_up(f"{kind}:")
        return self._sums[kind]

    def _add_up(self, kind: str) -> Counter[str]:
        counts: Counter[str] = Counter()
        for name, count in self._tallies.items():
            if name.startswith(kind):
                for above in with_all_above(name[len(kind) :]):
                    counts[above] += count
        return counts

    def reported_within(self, key: str) -> int:
        """How many figures with a value are reported for a region and all below it."""
        return self.tally_within("reported", key)

    def promised_within(self, key: str) -> int:
        return self.tally_within("promised", key)

    # --- figures of many regions ---

    @property
    def listed_depth(self) -> int:
        """How deep regions lie whose figures are listed together: all of few regions, of many the upper."""
        note("listed-depth")
        return self._depths[0]

    @property
    def lists_all(self) -> bool:
        """Whether figures of all regions are listed together."""
        note("lists-all")
        return self._depths[0] == self._depths[1]

    @cached_property
    def _depths(self) -> tuple[int, int]:
        """The depth down to which there are few regions, and that of the deepest."""
        depths = {int(name.removeprefix("depth:")) for name in self._tallies if name.startswith("depth:")}
        sums = accumulate(self._tallies[f"depth:{depth}"] for depth in sorted(depths))
        few = [depth for depth, regions in zip(sorted(depths), sums, strict=True) if regions <= MOST_LISTED]
        return max(few, default=0), max(depths, default=0)

    def figures_measuring(self, indicator: str) -> tuple[Figure, ...]:
        """The listed figures of an indicator, without those split into groups."""
        return self._listed(self.data.observations_measuring, indicator)

    def figures_from(self, source: str) -> tuple[Figure, ...]:
        """The listed figures that stand on a source."""
        return self._listed(self.data.observations_from, source)

    def _listed(self, group: Callable[[str], tuple[Observation, ...]], key: str) -> tuple[Figure, ...]:
        depths = range(self.listed_depth + 1)
        found = {one.key: one for depth in depths for one in group(f"{key}@{depth}")}
        return tuple(self.figures.of(observation) for observation in found.values())

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
