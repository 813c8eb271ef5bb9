"""Figures that are new, corrected, overwritten or gone, with what follows for their promises."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from ..languages.catalogues import mark
from ..model.figures import Observation
from ..progress.figures import Figure
from ..progress.lineage import Step
from ..progress.promises import Promise
from ..progress.state import State
from .change import Change, Comparison, Kind
from .words import ARROW, COLON, COMMA, SEMICOLON, Coded, Row, Said, row, said


def figure_changes(case: Comparison) -> Iterator[Change]:
    for step in case.lineage.steps:
        if step.before is None:
            yield _added(step.after, case)
        elif step.after is None:
            yield _removed(step.before, case)
        elif step.differs or step.lost:
            yield _changed(step, case)


def _added(figure: Figure, case: Comparison) -> Change:
    earlier = next(iter(case.series.before(figure)), None)
    rival = next(iter(figure.disputed_by), None)
    dispute = said(mark("another source, same date: %(number)s"), number=rival.value) if rival else None
    return _change("figure-added", earlier, figure, case, dispute)


def _changed(step: Step, case: Comparison) -> Change:
    if step.differs and step.corrected:
        correction = step.after.observation.correction
        reason = mark("corrected, %(date)s: %(reason)s")
        how = said(reason, date=correction.date, reason=correction.reason)
        return _change("figure-corrected", step.before, step.after, case, how)
    if step.recomputed:
        how = said(mark("computed again from other figures"))
        return _change("figure-recomputed", step.before, step.after, case, how)
    how = said(mark("changed without a correction"))
    return _change("figure-changed", step.before, step.after, case, how)


def _removed(figure: Figure, case: Comparison) -> Change:
    gone = said(mark("figure removed: %(figure)s"), figure=_dated(_value(figure), figure, case.before))
    promises = tuple(_promises(case, figure, None))
    return Change(
        kind="figure-removed",
        name=name_of(figure.observation),
        record=figure.observation,
        words=row(
            SEMICOLON, row(COLON, *_about(figure, case, case.before), gone), *_statuses(case, promises)
        ),
        region=figure.observation.region,
        before=_plain(figure),
        also=_also(promises),
    )


def _change(kind: Kind, before: Figure | None, after: Figure, case: Comparison, how: Said | None) -> Change:
    promises = tuple(_promises(case, before, after))
    differs = before is not None and _plain(before) != _plain(after)
    number = row(ARROW, _value(before), _value(after)) if differs else _value(after)
    head = row(COLON, *_about(after, case, case.after), _dated(number, after, case.after))
    source = after.observation.source if kind == "figure-added" else None
    new = (source,) if source in case.new_sources else ()
    return Change(
        kind=kind,
        name=name_of(after.observation),
        record=after.observation,
        words=row(SEMICOLON, head, how, *_statuses(case, promises), *(_source(case, one) for one in new)),
        region=after.observation.region,
        before=_plain(before) if before else None,
        after=_plain(after),
        inside=("value",),
        also=(*_also(promises), *(f"sources/{one}" for one in new)),
    )


# --- the figure in words ---


def name_of(observation: Observation) -> str:
    """How files name a figure: by its id, else by its key."""
    key = (observation.region, observation.indicator, str(observation.date or ""), observation.source)
    return "observations/" + (observation.id or " ".join(filter(None, key)))


def _about(figure: Figure, case: Comparison, state: State) -> tuple[Any, ...]:
    """Where, what, and of which part."""
    observation = figure.observation
    split = [
        value.name
        for name, chosen in observation.dimensions.items()
        for value in state.data.dimension[name].values
        if value.id == chosen
    ]
    indicator = state.data.indicator[observation.indicator].name
    return case.place(observation.region), indicator, row(COMMA, *split) if split else None


def _dated(number: Any, figure: Figure, state: State) -> Row:
    """A number with what it is of, its date, and the word for one that is not final."""
    whole = _whole(figure, state)
    if whole is not None and figure.value is not None:
        number = said(mark("%(number)s of %(whole)s"), number=number, whole=whole)
    observation = figure.observation
    day = observation.date or observation.date_note or said(mark("date not stated"))
    status = Coded("certainty", observation.status) if observation.status != "final" else None
    return row(COMMA, number, day, status)


def _whole(figure: Figure, state: State) -> Decimal | None:
    """N: the target of the promise that the figure counts for, else the whole it is a share of."""
    if figure.observation.dimensions:
        return None
    for promise in _measured(state, figure):
        if any(counting.observation.key == figure.observation.key for counting in promise.figures):
            return promise.commitment.target
    whole = state.figures.whole_of(figure, state.today)
    return whole.value if whole else None


def _value(figure: Figure) -> Any:
    if figure.value is not None:
        return figure.value
    return Coded("missing", figure.observation.missing or "unknown")


def _plain(figure: Figure) -> str:
    return str(figure.value) if figure.value is not None else figure.observation.missing or "unknown"


def _source(case: Comparison, source: str) -> Said:
    return said(mark("source added: %(name)s"), name=case.after.data.source[source].title)


# --- its promises ---


def _promises(
    case: Comparison, before: Figure | None, after: Figure | None
) -> Iterator[tuple[Promise, Promise]]:
    """The promises in both states for which the figure is, or was, the newest."""
    for now in _measured(case.after, after or before):
        old = case.before.promises.get(now.commitment.id)
        if old and (_is_newest(after, now) or _is_newest(before, old)):
            yield old, now


def _measured(state: State, figure: Figure) -> Iterator[Promise]:
    observation = figure.observation
    for promise in state.promises_in(observation.region):
        if promise.commitment.indicator == observation.indicator:
            yield promise


def _is_newest(figure: Figure | None, promise: Promise) -> bool:
    newest = promise.newest
    return bool(figure and newest and newest.observation.key == figure.observation.key)


def _also(promises: tuple[tuple[Promise, Promise], ...]) -> tuple[str, ...]:
    return tuple(f"commitments/{now.commitment.id}" for _, now in promises)


def _statuses(case: Comparison, promises: tuple[tuple[Promise, Promise], ...]) -> Iterator[Any]:
    """What each promise's status becomes; with its title where there are several."""
    for old, now in promises:
        title = now.commitment.title if len(promises) > 1 else None
        yield row(COLON, title, status_step(old, now))


def status_step(before: Promise, after: Promise) -> Said:
    """A status before and after the edit, or that it stays."""
    old, new = Coded("status", before.status), Coded("status", after.status)
    if before.status is after.status:
        return said(mark("status unchanged: %(status)s"), status=new)
    return said(mark("status: %(status)s"), status=row(ARROW, old, new))
