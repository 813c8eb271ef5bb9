"""What a run has to show: every bound of the benchmark in one table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Bound:
    """A figure that must be at most or at least `limit`; `aim` is what we strive for beyond that."""

    figure: str
    what: str
    must: Literal["at least", "at most"]
    limit: float
    aim: float | None = None
    unit: str = ""

    @property
    def row(self) -> str:
        """The row of the benchmark that measures it."""
        return self.figure.split(".")[0]

    def holds(self, measured: float) -> bool:
        return measured >= self.limit if self.must == "at least" else measured <= self.limit


THIRD = round(1 / 3, 3)
NOISE = 1.05
"""Medians of equal work differ by as much on an idle machine."""

BOUNDS = (
    Bound("cold.differences", "peers' pages that say something else than ours", "at most", 0),
    Bound("cold.hugo_wall", "cold build: Hugo's wall time ÷ ours", "at least", 5, 10),
    Bound("cold.eleventy_wall", "cold build: Eleventy's wall time ÷ ours", "at least", 2.5, 5),
    Bound("cold.hugo_cpu", "cold build: Hugo's CPU time ÷ ours", "at least", 6),
    Bound("cold.memory_share", "cold build: our peak memory ÷ Hugo's", "at most", THIRD),
    Bound("edit.wall", "one edited line, new process", "at most", 1, 0.35, "s"),
    Bound("edit.server", "one edited line: `hugo server` ÷ ours", "at least", 20, 100),
    Bound("edit.unneeded", "one edited line: files written whose bytes did not change", "at most", 0),
    Bound("edit.lacking", "one edited line: files that differ from a clean build", "at most", 0),
    Bound("nothing.wall", "nothing changed, new process", "at most", 0.5, 0.2, "s"),
    Bound("nothing.written", "nothing changed: files written", "at most", 0),
    Bound("day.written", "`TODAY` moved by a day: files written", "at least", 1),
    Bound("day.unneeded", "`TODAY` moved by a day: files written whose bytes did not change", "at most", 0),
    Bound("day.lacking", "`TODAY` moved by a day: files that differ from a clean build", "at most", 0),
    Bound("check.cold", "`ashyq check`, nothing remembered", "at most", 8, unit="s"),
    Bound("check.warm", "`ashyq check`, unchanged files remembered", "at most", 1.5, unit="s"),
    Bound("growth.steepest", "growth: time per page, larger ÷ smaller size", "at most", NOISE),
    Bound("growth.memory", "growth: peak memory at the largest size", "at most", 3_000, unit="MB"),
    Bound("shipped.wall", "the shipped site built a second time", "at most", 1, unit="s"),
    Bound("shipped.written", "the shipped site built a second time: files written", "at most", 0),
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A bound with what was measured; None where its row was not run."""

    bound: Bound
    measured: float | None

    @property
    def held(self) -> bool | None:
        return None if self.measured is None else self.bound.holds(self.measured)


def verdicts(figures: Mapping[str, float]) -> tuple[Verdict, ...]:
    """Every bound, judged where its figure is known."""
    return tuple(Verdict(bound, figures.get(bound.figure)) for bound in BOUNDS)
