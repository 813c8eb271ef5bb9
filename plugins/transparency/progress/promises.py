"""Each commitment of a dataset with its verdict, its figures and its dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from incremental.reads import Remembered

from ..model.dataset import Dataset
from ..model.dates import Period
from ..model.promises import Commitment
from .figures import Figure, Figures
from .freshness import reporting_period
from .status import OVERDUE, Case, Reading, Status, Verdict, verdict_on


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment, the verdict on it today, and the figures that count for it, oldest first."""

    commitment: Commitment
    verdict: Verdict
    figures: tuple[Figure, ...]
    newest: Figure | None
    baseline: Decimal
    baseline_figure: Figure | None

    @property
    def status(self) -> Status:
        return self.verdict.status


class Promises(Mapping[str, Promise]):
    """Every commitment's promise by id, in the order of the data; each computed when it is asked for."""

    def __init__(self, data: Dataset, figures: Figures, today_of: Callable[[], date]):
        self._data = data
        self._figures = figures
        self._today_of = today_of
        self._made = Remembered()

    def __getitem__(self, commitment_id: str) -> Promise:
        return self._made.get(commitment_id, lambda: self._make(commitment_id))

    def __iter__(self) -> Iterator[str]:
        return iter(self._data.commitment)

    def __len__(self) -> int:
        return len(self._data.commitment)

    def _make(self, commitment_id: str) -> Promise:
        return _promise(self._data.commitment[commitment_id], self._data, self._figures, self._today_of())


def tally(promises: Iterable[Promise]) -> Counter[Status]:
    return Counter(promise.status for promise in promises)


def overdue(promises: Iterable[Promise]) -> tuple[Promise, ...]:
    """Missed or silent: what the home page counts as overdue."""
    return tuple(promise for promise in promises if promise.status in OVERDUE)


def _promise(commitment: Commitment, data: Dataset, figures: Figures, today: date) -> Promise:
    baseline_figure = _baseline_figure(commitment, figures)
    baseline = _baseline(commitment, baseline_figure)
    counting = _progress_figures(commitment, figures, baseline_figure)
    verdict = verdict_on(_case(commitment, data, counting, baseline, today))
    newest = next((f for f in counting if verdict.newest and _is_reading(f, verdict.newest)), None)
    return Promise(commitment, verdict, counting, newest, baseline, baseline_figure)


def _case(
    commitment: Commitment, data: Dataset, counting: tuple[Figure, ...], baseline: Decimal, today: date
) -> Case:
    period = reporting_period(data.indicator[commitment.indicator]) if commitment.indicator else None
    return Case(
        kind=commitment.kind,
        today=today,
        target=commitment.target,
        baseline=baseline,
        start=commitment.start,
        deadline=commitment.deadline,
        moves=commitment.moves,
        readings=tuple(Reading(figure.value, figure.period) for figure in counting),
        news=_news(commitment),
        withdrawn=commitment.withdrawn.date if commitment.withdrawn else None,
        period_months=period.months if period else None,
    )


def _baseline_figure(commitment: Commitment, figures: Figures) -> Figure | None:
    return figures.by_id(commitment.baseline) if isinstance(commitment.baseline, str) else None


def _baseline(commitment: Commitment, figure: Figure | None) -> Decimal:
    if figure is not None:
        return figure.value
    return commitment.baseline if isinstance(commitment.baseline, Decimal) else Decimal(0)


def _progress_figures(
    commitment: Commitment, figures: Figures, baseline_figure: Figure | None
) -> tuple[Figure, ...]:
    """Dated figures of the promise's indicator and region; the one that is its baseline is not progress."""
    if commitment.indicator is None or commitment.target is None:
        return ()
    found = (
        figure
        for figure in figures.in_region(commitment.region, commitment.indicator)
        if figure.value is not None and figure.period and figure is not baseline_figure
    )
    return tuple(sorted(found, key=lambda f: (f.period.last or date.max, f.observation.source)))


def _news(commitment: Commitment) -> tuple[Period, ...]:
    done = (milestone.done for milestone in commitment.milestones if milestone.done)
    return (*done, *(evidence.date for evidence in commitment.evidence))


def _is_reading(figure: Figure, reading: Reading) -> bool:
    return figure.value == reading.value and figure.period == reading.period
