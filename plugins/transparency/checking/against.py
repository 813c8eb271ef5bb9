"""What was published stays: figures change only by a correction, and no region falls silent unsaid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ..loading.files import Found, Origin
from ..loading.problems import Problem
from ..model.dataset import Dataset
from ..model.figures import Observation
from ..model.places import Region
from ..model.promises import Commitment
from ..progress.lineage import Lineage, Step


@dataclass(frozen=True)
class _Case:
    """What was published, what stands now, and where each record of either was written."""

    before: Dataset
    after: Dataset
    origins: dict[int, Origin]

    @cached_property
    def lineage(self) -> Lineage:
        return Lineage(self.before, self.after)

    def problem(self, record: object, rule: str, inside: tuple[str, ...] = (), **values: object) -> Problem:
        origin = self.origins.get(id(record))
        return (
            origin.problem(rule, inside, **values) if origin else Problem.at("data", (0, 0), rule, **values)
        )


def check_against(
    before: Dataset, after: Dataset, found: Iterable[Found], stood: Iterable[Found] = ()
) -> list[Problem]:
    """All problems of a dataset against the one published before it.

    `found` tells where the records of `after` are written, `stood` where those of `before` were: what
    is gone is reported at the place where it stood.
    """
    origins = {id(item.record): item.origin for item in (*stood, *found)}
    case = _Case(before, after, origins)
    return [*_figure_problems(case), *_promise_problems(case), *_coverage_problems(case)]


# --- figures ---


def _figure_problems(case: _Case) -> Iterator[Problem]:
    for step in case.lineage.steps:
        if step.before is None:
            continue
        if step.after is None:
            yield from _removed(step, case)
        elif not step.explained:
            yield _changed(step, case)


def _removed(step: Step, case: _Case) -> Iterator[Problem]:
    gone = step.before.observation
    # A region that lost all its figures is one problem, not one for each of them.
    if "figures" in _lost(case, gone.region) or _is_retired(case, gone.region):
        return
    values = {"before": _in_words(gone), "region": gone.region, "indicator": gone.indicator}
    yield case.problem(gone, "published-figure-removed", **values, date=gone.date)


def _changed(step: Step, case: _Case) -> Problem:
    now = step.new or step.after.observation
    before, seen = step.lost or step.before.observation, now
    values = {"before": _in_words(before, step.before.value), "seen": _in_words(seen, step.after.value)}
    return case.problem(
        now, "published-figure-changed", (_field(now),), **values, date=before.date or "no date"
    )


def _field(observation: Observation) -> str:
    names = ("value", "missing", "formula", "count")
    return next(name for name in names if getattr(observation, name) is not None)


def _in_words(observation: Observation, computed: object = None) -> str:
    """The figure as an editor wrote it, or as it was computed."""
    written = observation.value if observation.value is not None else observation.missing
    return str(written if written is not None else computed)


# --- promises ---

_PUBLISHED = ("kind", "indicator", "target", "baseline", "start", "deadline")
"""What a verdict rests on; a promise that was published keeps it, or says why it is put right."""


def _promise_problems(case: _Case) -> Iterator[Problem]:
    for before in case.before.commitments:
        after = case.after.commitment.get(before.id)
        if after is None:
            yield from _promise_removed(before, case)
            continue
        if len(after.corrections) > len(before.corrections):
            continue
        for field in _PUBLISHED:
            old, new = getattr(before, field), getattr(after, field)
            if old is not None and old != new:
                values = {"field": field, "before": old, "seen": new}
                yield case.problem(after, "published-promise-changed", (field,), **values)


def _promise_removed(gone: Commitment, case: _Case) -> Iterator[Problem]:
    # As with figures: a region that lost all its promises is one problem.
    if "promises" not in _lost(case, gone.region) and not _is_retired(case, gone.region):
        yield case.problem(gone, "published-promise-removed", seen=gone.id)


# --- coverage ---


def _coverage_problems(case: _Case) -> Iterator[Problem]:
    for region in case.before.regions:
        lost = " and ".join(_lost(case, region.key)) or _lost_page(case, region)
        if lost and not _is_retired(case, region.key):
            record = case.after.region.get(case.lineage.region_now(region.key)) or region
            yield case.problem(record, "coverage-shrank", region=region.key, lost=lost)


def _lost(case: _Case, key: str) -> Iterator[str]:
    """What a region has lost all of."""
    now = case.lineage.region_now(key)
    if case.before.observations_of(key) and not case.after.observations_of(now):
        yield "figures"
    if case.before.commitments_of(key) and not case.after.commitments_of(now):
        yield "promises"


def _lost_page(case: _Case, region: Region) -> str:
    """A region without figures may not vanish either; those below one that is gone go with it."""
    now = case.lineage.region_now(region.key)
    above = case.lineage.region_now(region.parent) if region.parent else None
    is_gone = now not in case.after.region and (above is None or above in case.after.region)
    return "a page" if is_gone else ""


def _is_retired(case: _Case, key: str) -> bool:
    """Whether a region, or one above it, is no longer kept and says why."""
    parts = case.lineage.region_now(key).split("/")
    chain = ("/".join(parts[: depth + 1]) for depth in range(len(parts)))
    return any(_says_why(case.after.region[link]) for link in chain if link in case.after.region)


def _says_why(region: Region) -> bool:
    return region.retired is not None and region.retired_reason is not None
