"""What can still be used of a site folder that today's rules would refuse: an older revision."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from ..loading.files import Found
from ..loading.problems import Problem
from ..model.dataset import Dataset
from .references import check_references
from .truth import check_truth

BREAKING = frozenset(
    {
        *("reference", "one-value", "formula", "formula-cycle", "formula-depth", "measure"),
        *("open-date", "start-after-deadline", "target-equals-baseline", "baseline-figure"),
    }
)
"""Faults with which no figure or verdict can be computed; a record with any other fault is kept."""


def without_broken(
    found: list[Found], dataset_of: Callable[[list[Found]], Dataset], today: date
) -> tuple[list[Found], list[Problem]]:
    """The records that can be used together, and the faults of those that were left out.

    Leaving a record out can break another that names it, so this goes on until nothing breaks.
    """
    left_out: list[Problem] = []
    while True:
        faults = _breaking(check_references(found))
        faults = faults or _breaking(check_truth(found, dataset_of(found), today))
        broken = {id(owner_of(fault, found)) for fault in faults}
        usable = [item for item in found if id(item) not in broken or item.collection == "site"]
        if len(usable) == len(found):
            return found, left_out
        found, left_out = usable, left_out + faults


def _breaking(problems: Iterable[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.rule in BREAKING]


def owner_of(problem: Problem, found: list[Found]) -> Found | None:
    """The record in which a problem lies: of its file the last that begins before it."""
    of_file = (item for item in found if item.origin.path == problem.path)
    before = (item for item in of_file if _begin(item) <= (problem.line, problem.column))
    return max(before, key=_begin, default=None)


def _begin(item: Found) -> tuple[int, int]:
    return item.origin.document.place_of(item.origin.at)
