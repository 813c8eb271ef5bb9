"""From what was published to what is to be: which region and which figure became which."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ..model.dataset import Dataset
from ..model.figures import Observation
from .figures import Figure, Figures


@dataclass(frozen=True, slots=True)
class Step:
    """One figure before and after; None where it was not there yet, or is there no more.

    `same_inputs` tells of a derived figure whether it still stands on the same figures.
    """

    before: Figure | None
    after: Figure | None
    same_inputs: bool = True

    @property
    def differs(self) -> bool:
        return _shown(self.before) != _shown(self.after)

    @property
    def lost(self) -> Observation | None:
        """The first published state that stands no more."""
        kept = {_said(state) for state in states_of(self.after)}
        return next((state for state in states_of(self.before) if _said(state) not in kept), None)

    @property
    def new(self) -> Observation | None:
        """The first state that was not published before."""
        known = {_said(state) for state in states_of(self.before)}
        return next((state for state in states_of(self.after) if _said(state) not in known), None)

    @property
    def corrected(self) -> bool:
        """Everything published still stands, and a correction follows it."""
        return self.lost is None and self.new is not None and self.new.correction is not None

    @property
    def recomputed(self) -> bool:
        """Nothing was written anew; the value follows other figures, each of which answers for itself."""
        formula = self.after.observation.formula is not None
        return formula and self.same_inputs and self.lost is None and self.new is None

    @property
    def explained(self) -> bool:
        """Whether a published figure stayed, was corrected with a reason, or follows its inputs."""
        if not self.differs:
            return self.lost is None
        return self.corrected or self.recomputed


def states_of(figure: Figure | None) -> tuple[Observation, ...]:
    """All states of a figure, oldest first."""
    return (*figure.history, figure.observation) if figure else ()


@dataclass(frozen=True)
class Lineage:
    """The ways from the records of one state to those of a later one."""

    before: Dataset
    after: Dataset

    @cached_property
    def _renamed(self) -> dict[str, str]:
        return {former: region.key for region in self.after.regions for former in region.former_keys}

    def region_now(self, key: str) -> str:
        """A region's key of before as it reads after: the same, or what a region above it became."""
        head, tail = key, ""
        while head and key not in self.after.region:
            if head in self._renamed:
                return self._renamed[head] + tail
            head, _, last = head.rpartition("/")
            tail = f"/{last}{tail}"
        return key

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Every figure of both, in the order of the later one; what is gone stands at the end."""
        old = {self._key_now(figure): figure for figure in _all_figures(self.before)}
        new = {figure.observation.key: figure for figure in _all_figures(self.after)}
        gone = (Step(figure, None) for key, figure in old.items() if key not in new)
        return (*(self._step(old.get(key), figure) for key, figure in new.items()), *gone)

    def _step(self, before: Figure | None, after: Figure) -> Step:
        inputs = {self._key_now(figure) for figure in _inputs(before)}
        return Step(before, after, inputs == {figure.observation.key for figure in _inputs(after)})

    def _key_now(self, figure: Figure) -> tuple:
        region, *rest = figure.observation.key
        return self.region_now(region), *rest


def _all_figures(data: Dataset) -> Iterator[Figure]:
    figures = Figures(data)
    for observation in {o.key: o for o in data.observations}.values():
        yield figures.of(observation)


def _inputs(figure: Figure | None) -> Iterator[Figure]:
    """Every figure that one stands on, each once: formulas may share their inputs."""
    seen: set[int] = set()
    waiting = list(figure.terms) if figure else []
    while waiting:
        term = waiting.pop()
        if id(term) not in seen:
            seen.add(id(term))
            waiting += term.terms
            yield term


def _shown(figure: Figure | None) -> tuple:
    return (figure.value, figure.observation.missing) if figure else ()


def _said(state: Observation) -> tuple:
    """What a state says of the figure; its notes and the words of a reason may be mended."""
    day = str(state.correction.date) if state.correction else None
    return state.value, state.missing, state.formula, state.count, day
