"""What formulas stand on: none leads back to itself, and none stands on a tower of others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from graphlib import TopologicalSorter

from ..model.dataset import Dataset
from ..model.figures import Observation
from ..progress.figures import parse_formula

DEEPEST = 10
"""How many formulas may stand one upon another; a reader has to follow them down."""

Key = tuple
Graph = dict[Key, set[Key]]


@dataclass(frozen=True)
class Formulas:
    """The figures of a dataset, each with those it is computed from, through every state of it."""

    data: Dataset

    @cached_property
    def inputs(self) -> Graph:
        graph: Graph = {}
        for observation in self.data.formulas:
            below = set(self._keys_in(observation))
            graph.setdefault(observation.key, set()).update(below)
            for key in below:
                graph.setdefault(key, set())
        return graph

    @cached_property
    def in_circles(self) -> frozenset[Key]:
        """Figures that lead back to themselves, and those that lead from one such circle to another."""
        return frozenset(_peeled(_turned(_peeled(self.inputs))))

    @cached_property
    def too_deep(self) -> frozenset[Key]:
        return frozenset(key for key, depth in self._depths.items() if depth > DEEPEST)

    @cached_property
    def _depths(self) -> dict[Key, int]:
        """How many formulas stand one upon another in a figure: none in one that was observed."""
        straight = {key: below - self.in_circles for key, below in self.inputs.items()}
        sorter = TopologicalSorter({key: straight[key] for key in straight.keys() - self.in_circles})
        depths: dict[Key, int] = {}
        for key in sorter.static_order():
            depths[key] = max((depths[one] + 1 for one in straight[key]), default=0)
        return depths

    def _keys_in(self, observation: Observation) -> Iterator[Key]:
        known = self.data.observation
        return (known[name].key for name in _names_in(observation) if name in known)


def _names_in(observation: Observation) -> tuple[str, ...]:
    try:
        return tuple(name for _, name in parse_formula(observation.formula)) if observation.formula else ()
    except ValueError:
        return ()


def _peeled(graph: Graph) -> Graph:
    """What is left when all that stands on nothing is taken away, and again, until nothing does."""
    left = {key: set(below) for key, below in graph.items()}
    above = _turned(graph)
    free = [key for key, below in left.items() if not below]
    while free:
        gone = free.pop()
        del left[gone]
        for key in above[gone]:
            left[key].discard(gone)
            if not left[key]:
                free.append(key)
    return left


def _turned(graph: Graph) -> Graph:
    turned: Graph = {key: set() for key in graph}
    for key, below in graph.items():
        for one in below:
            turned[one].add(key)
    return turned
