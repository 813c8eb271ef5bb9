"""One change in public, and the two states it is found in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from ..model.text import Record, Text
from ..progress.lineage import Lineage
from ..progress.series import Series
from ..progress.state import State

Kind = Literal[
    "figure-added",
    "figure-corrected",
    "figure-changed",
    "figure-recomputed",
    "figure-removed",
    "promise-added",
    "promise-removed",
    "status-changed",
    "deadline-moved",
    "target-changed",
    "region-added",
    "region-retired",
    "region-removed",
    "contact-changed",
    "source-added",
    "source-removed",
    "record-added",
    "record-changed",
    "record-removed",
    "text-changed",
    "article-added",
    "article-changed",
    "article-removed",
    "deadline-passed",
    "milestone-passed",
    "report-due",
    "figure-stale",
]


@dataclass(frozen=True)
class Change:
    """Something that reads differently after an edit.

    `record` is the record as it stands after, or as it stood where it is gone, `inside` the path of
    what changed in it, and `name` how files call it. `words` are one sentence, for a `Speaker`; `also`
    names the records whose change this sentence tells too.
    """

    kind: Kind
    name: str
    record: Record
    words: Any
    region: str | None = None
    before: str | None = None
    after: str | None = None
    inside: tuple[str | int, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """Two states of one site: other facts on one day, or the same facts on two."""

    before: State
    after: State

    @cached_property
    def lineage(self) -> Lineage:
        return Lineage(self.before.data, self.after.data)

    @cached_property
    def series(self) -> Series:
        return Series(step.after for step in self.lineage.steps if step.after)

    @cached_property
    def new_sources(self) -> frozenset[str]:
        return frozenset(self.after.data.source) - frozenset(self.before.data.source)

    def place(self, key: str) -> Text | str:
        """The name of a region, of before where it is there no more."""
        now = self.lineage.region_now(key)
        region = self.after.data.region.get(now) or self.before.data.region.get(key)
        return region.name if region else key
