"""What cannot be true: sums that do not add up, figures above their whole, dates out of order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache

from ..loading.files import Found
from ..loading.problems import Problem, did_you_mean, listed
from ..model.dataset import Dataset
from ..model.dates import Period
from ..model.figures import Observation, is_bare
from ..model.promises import Commitment
from ..progress.figures import Figures, parse_formula
from .case import Case
from .dates import ends_after_it_begins, future, not_after_its_source, seen_by_today
from .formulas import DEEPEST, Formulas
from .measures import as_fine_as_the_unit, not_below_zero, whole_leads_on
from .requests import RULES as REQUEST_RULES
from .sure import JUMP, SurelySound


def check_truth(found: list[Found], data: Dataset, today: date) -> list[Problem]:
    """All problems of meaning. Formulas come first: without them no figure has a value."""
    observations = [item for item in found if item.collection == "observations"]
    problems = check_formulas(observations, Formulas(data)) + check_repeated(observations)
    return problems or check_figures(found, Case(data, Figures(data), today))


def check_formulas(observations: list[Found], formulas: Formulas) -> list[Problem]:
    return [problem for item in observations for problem in _formula_problems(item, formulas)]


def check_repeated(observations: list[Found]) -> list[Problem]:
    """Figures given twice, and corrections of none; takes all observations of the regions concerned."""
    return list(_repeated(observations))


def check_figures(found: list[Found], case: Case) -> list[Problem]:
    """What cannot be true where every figure has a value."""
    problems: list[Problem] = []
    sound: set[tuple[str, str]] = set()
    has_sound_number = SurelySound(case)
    for item in found:
        when = (item.record.date.text, item.record.source) if is_bare(item.record) else None
        has_sound_day = when in sound
        if has_sound_day and has_sound_number(item.record):
            continue
        for rule in _rules_of(item.collection, frozenset(item.record.model_fields_set), has_sound_day):
            problems += rule(item, case)
        if when is not None and not problems:
            sound.add(when)
    return problems


@cache
def _rules_of(collection: str, written: frozenset[str], has_sound_day: bool) -> tuple[Rule, ...]:
    """The rules for records of a collection in which those fields are written, without those of day and
    source where what they say of these was found to hold before."""
    rules = (*_RULES.get(collection, ()), seen_by_today)
    asked = (rule for rule in rules if not (has_sound_day and rule in _OF_DAY_AND_SOURCE))
    return tuple(rule for rule in asked if rule not in _ABOUT or _ABOUT[rule] in written)


# --- observations ---


def _formula_problems(item: Found, formulas: Formulas) -> Iterator[Problem]:
    observation: Observation = item.record
    given = [
        name for name in ("value", "missing", "formula", "count") if getattr(observation, name) is not None
    ]
    if len(given) != 1:
        yield item.origin.problem("one-value", seen=" and ".join(given) or "none")
    if observation.formula is None:
        return
    try:
        names = [name for _, name in parse_formula(observation.formula)]
    except ValueError as error:
        yield item.origin.problem("formula", ("formula",), seen=observation.formula, reason=error)
        return
    for name in names:
        if name not in formulas.data.observation:
            reason = f"there is no observation {name}"
            yield item.origin.problem("formula", ("formula",), seen=observation.formula, reason=reason)
    if observation.key in formulas.in_circles:
        yield item.origin.problem("formula-cycle", ("formula",), seen=observation.formula)
    if observation.key in formulas.too_deep:
        yield item.origin.problem("formula-depth", ("formula",), seen=observation.formula, limit=DEEPEST)


def _repeated(observations: list[Found]) -> Iterator[Problem]:
    first: dict[tuple, Found] = {}
    for item in observations:
        key = item.record.key
        if item.record.correction is not None:
            continue
        if key in first:
            yield item.origin.problem("duplicate-observation", first=first[key].origin.label())
        first.setdefault(key, item)
    for item in observations:
        if item.record.correction is not None:
            yield from _misdirected(item, first.get(item.record.key))


def _misdirected(item: Found, corrected: Found | None) -> Iterator[Problem]:
    """A correction corrects a figure that is there, and bears its name or none."""
    if corrected is None:
        yield item.origin.problem("correction-of-nothing", ("correction",))
    elif item.record.id and item.record.id != corrected.record.id:
        values = {"seen": item.record.id, "first": corrected.record.id or "none"}
        yield item.origin.problem("correction-id", ("id",), **values)


def _not_in_future(item: Found, case: Case) -> Iterator[Problem]:
    observation: Observation = item.record
    dates = [(("date",), observation.date)]
    if observation.correction:
        dates.append((("correction", "date"), observation.correction.date))
    yield from future(item, dates, case.today)


def _whole_holds(item: Found, case: Case) -> Iterator[Problem]:
    figure = case.figure_of(item)
    whole = case.figures.whole_of(figure, case.today)
    if figure.observation is not item.record or figure.value is None or whole is None or whole.value is None:
        return
    if figure.value > whole.value:
        values = {"seen": figure.value, "whole": whole.value, "source": whole.observation.source}
        yield item.origin.problem("above-whole", ("value",), **values)


def _parts_sum(item: Found, case: Case) -> Iterator[Problem]:
    observation: Observation = item.record
    figure = case.figure_of(item)
    if figure.observation is not observation or figure.value is None:
        return
    if not observation.parts or observation.difference is not None:
        return
    if not all(_is_countable(name, case) for name in observation.parts):
        return
    total = sum((_part(name, case) for name in observation.parts), Decimal(0))
    if total != figure.value:
        yield item.origin.problem("sum", ("parts",), sum=total, seen=figure.value)


def _is_countable(name: str, case: Case) -> bool:
    commitment = None if name in case.data.observation else case.data.commitment[name]
    return commitment is None or _baseline_holds(commitment, case)


def _part(name: str, case: Case) -> Decimal:
    """The value of an observation, or what a commitment is to add: its target less its baseline."""
    if name in case.data.observation:
        return case.figures.by_id(name).value or Decimal(0)
    commitment = case.data.commitment[name]
    return (commitment.target or Decimal(0)) - _baseline(commitment, case)


def _names_counted(item: Found, case: Case) -> Iterator[Problem]:
    observation: Observation = item.record
    figure = case.figure_of(item)
    if figure.observation is not observation or figure.value is None:
        return
    if observation.named and len(observation.named) > figure.value:
        values = {"seen": len(observation.named), "value": figure.value}
        yield item.origin.problem("named-count", ("named",), **values)


def _no_jump(item: Found, case: Case) -> Iterator[Problem]:
    figure = case.figure_of(item)
    if figure.observation is not item.record or figure.derived or item.record.confirmed_jump:
        return
    earlier = case.series_in(item.record.region).before(figure) if figure.value is not None else ()
    if earlier and all(_leaps(other.value, figure.value) for other in earlier):
        values = {"seen": figure.value, "before": earlier[0].value, "date": earlier[0].period}
        yield item.origin.problem("jump", ("value",), **values, factor=JUMP)


def _leaps(before: Decimal, after: Decimal) -> bool:
    # Nothing is a factor above zero, so a beginning is no leap; a fall to zero is one.
    low, high = sorted((abs(before), abs(after)))
    return before != 0 and high > JUMP * low


# --- commitments ---


def _measure_whole(item: Found, case: Case) -> Iterator[Problem]:
    commitment: Commitment = item.record
    if commitment.target is not None and commitment.indicator is None:
        yield item.origin.problem("measure", ("target",), seen="indicator")
    if isinstance(commitment.baseline, str) and not _baseline_holds(commitment, case):
        yield item.origin.problem("baseline-figure", ("baseline",), seen=commitment.baseline)


def _baseline_holds(commitment: Commitment, case: Case) -> bool:
    """A baseline that is a figure is one of the same thing in the same place, and has a value."""
    if not isinstance(commitment.baseline, str):
        return True
    observation = case.data.observation.get(commitment.baseline)
    if observation is None or observation.region != commitment.region:
        return False
    return observation.indicator == commitment.indicator and case.figures.of(observation).value is not None


def _target_side(item: Found, case: Case) -> Iterator[Problem]:
    commitment: Commitment = item.record
    if commitment.target is None or commitment.indicator is None:
        return
    if not _baseline_holds(commitment, case):
        return
    better = case.data.indicator[commitment.indicator].better
    baseline = _baseline(commitment, case)
    if better == "less" and commitment.baseline is None:
        yield item.origin.problem("baseline-required")
    elif commitment.target == baseline:
        yield item.origin.problem("target-equals-baseline", ("target",), seen=commitment.target)
    elif (commitment.target > baseline) != (better == "more"):
        values = {"seen": commitment.target, "baseline": baseline, "better": better}
        yield item.origin.problem("target-side", ("target",), **values)


def _baseline(commitment: Commitment, case: Case) -> Decimal:
    if isinstance(commitment.baseline, str):
        return case.figures.by_id(commitment.baseline).value or Decimal(0)
    return commitment.baseline or Decimal(0)


def _dates_in_order(item: Found, case: Case) -> Iterator[Problem]:
    commitment: Commitment = item.record
    start, deadline = commitment.start, commitment.deadline
    ends = [*((("moves", i, "to"), move.to) for i, move in enumerate(commitment.moves))]
    ends += [(("deadline",), deadline)] if deadline else []
    for path, period in ends:
        if period.last is None:
            yield item.origin.problem("open-date", path, field=path[-1], seen=period)
        elif start and start.first and start.first >= period.last:
            yield item.origin.problem("start-after-deadline", ("start",), seen=start, deadline=period)
    if start and start.first is None:
        yield item.origin.problem("open-date", ("start",), field="start", seen=start)
    yield from future(item, _past_dates_of(commitment), case.today)


def _past_dates_of(commitment: Commitment) -> Iterator[tuple[tuple, Period | None]]:
    """Dates of what a source reports to have happened; plans may lie in the future, reports not."""
    yield ("said",), commitment.said
    for position, move in enumerate(commitment.moves):
        yield ("moves", position, "announced"), move.announced
    for position, milestone in enumerate(commitment.milestones):
        yield ("milestones", position, "done"), milestone.done
    for position, evidence in enumerate(commitment.evidence):
        yield ("evidence", position, "date"), evidence.date
    if commitment.withdrawn:
        yield ("withdrawn", "date"), commitment.withdrawn.date


# --- indicators ---


def _whole_in_same_unit(item: Found, case: Case) -> Iterator[Problem]:
    whole = item.record.whole
    if whole and case.data.indicator[whole].unit != item.record.unit:
        unit = case.data.indicator[whole].unit
        yield item.origin.problem("whole-unit", ("whole",), seen=item.record.unit, whole=unit)


def _split_known(item: Found, case: Case) -> Iterator[Problem]:
    """An observation is split only as its indicator says, into values that the dimension has."""
    observation: Observation = item.record
    allowed = case.indicator(observation.indicator).dimensions
    for name, value in observation.dimensions.items():
        known = [one.id for one in case.data.dimension[name].values]
        if name not in allowed:
            values = {"seen": name, "known": listed(allowed), "hint": did_you_mean(name, allowed)}
            yield item.origin.problem("choice", ("dimensions", name), **values)
        elif value not in known:
            values = {"seen": value, "known": listed(known), "hint": did_you_mean(value, known)}
            yield item.origin.problem("choice", ("dimensions", name), **values)


Rule = Callable[[Found, Case], Iterator[Problem]]

_ABOUT: dict[Rule, str] = {_split_known: "dimensions", _parts_sum: "parts", _names_counted: "named"}
"""Rules that are about one field and have nothing to say where it is not written."""

_OF_DAY_AND_SOURCE = frozenset({_not_in_future, not_after_its_source, seen_by_today})
"""Rules that look at nothing else in a bare figure; of all others it needs a sound number."""

_RULES: dict[str, tuple[Rule, ...]] = {
    "observations": (
        *(_not_in_future, not_after_its_source, _split_known, _whole_holds, _parts_sum, _names_counted),
        *(_no_jump, not_below_zero, as_fine_as_the_unit),
    ),
    "commitments": (_measure_whole, _target_side, _dates_in_order, not_below_zero, as_fine_as_the_unit),
    "meetings": (ends_after_it_begins,),
    "indicators": (_whole_in_same_unit, whole_leads_on),
    "requests": REQUEST_RULES,
}
