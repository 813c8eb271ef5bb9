"""A figure as it counts today: the last correction of each observation, its whole, its exact share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from incremental.reads import Remembered

from ..model.dataset import Dataset, is_within
from ..model.dates import Period
from ..model.figures import Observation, is_bare

_STEP = Decimal("0.1")


class Percent(Struct, frozen=True):
    """A fraction as the one percentage that every page prints.

    `bound` is "<" or ">" where rounding would have reached 0 % or 100 % falsely: then `number` is the
    nearest percentage that may be printed, and the fraction lies beyond it.
    """

    number: Decimal
    bound: str = ""


class Share(Struct, frozen=True):
    """n of N as one exact fraction, with its one rounded percentage."""

    n: Decimal
    whole: Decimal
    exact: Fraction
    percent: Percent

    @property
    def left(self) -> Decimal:
        return self.whole - self.n


def share_of(n: Decimal, whole: Decimal) -> Share | None:
    """The share n/N, or None where there is no whole to take it of (N = 0)."""
    if whole == 0:
        return None
    exact = Fraction(*_in_integers(n, whole))
    return Share(n, whole, exact, percent_of(exact))


def _in_integers(n: Decimal, whole: Decimal) -> tuple[int, int]:
    """Numerator and denominator of n/N: fractions of two decimals take five times as long."""
    (up, down), (whole_up, whole_down) = n.as_integer_ratio(), whole.as_integer_ratio()
    return up * whole_down, down * whole_up


def percent_of(exact: Fraction) -> Percent:
    """A fraction as a percentage with one decimal, half-even, in exact arithmetic.

    Never rounded up to 100 % nor down to 0 % (DESIGN §2).
    """
    number = Decimal(_nearest(exact.numerator * 1000, exact.denominator)) * _STEP
    if number >= 100 and exact < 1:
        return Percent(100 - _STEP, ">")
    if number <= 0 < exact:
        return Percent(_STEP, "<")
    return Percent(number)


def _nearest(numerator: int, denominator: int) -> int:
    """The nearest whole number to a fraction, half-even, as `round` says it of a Fraction."""
    below, rest = divmod(numerator, denominator)
    return below + (2 * rest > denominator or (2 * rest == denominator and below % 2))


class Figure(Struct, frozen=True):
    """One observation as it counts today.

    `value` is None where the observation gives a reason for having none. `terms` are the inputs of a
    derived figure. `history` holds the earlier states of a corrected one, oldest first.
    """

    observation: Observation
    value: Decimal | None
    terms: tuple[Figure, ...] = ()
    history: tuple[Observation, ...] = ()
    disputed_by: tuple[Observation, ...] = ()

    @property
    def period(self) -> Period | None:
        return self.observation.date

    @property
    def derived(self) -> bool:
        return self.observation.formula is not None or self.observation.count is not None

    @property
    def is_plain(self) -> bool:
        """Whether nothing more is said of it than of all figures of its indicator, day and source."""
        return is_bare(self.observation) and not (self.history or self.disputed_by)


class Figures:
    """All figures of a dataset, each computed when it is asked for, corrections applied."""

    def __init__(self, data: Dataset):
        self._data = data
        self._made = Remembered()

    def of(self, observation: Observation) -> Figure:
        """The figure that an observation's key stands for today."""
        # Nearly every record is the only one of its key, and is found without it: keys are long.
        plain = self._reported(observation.region).plain.get(id(observation))
        return self._of_key(observation) if plain is None else plain

    def _of_key(self, observation: Observation) -> Figure:
        return self._made.get(observation.key, lambda: self._make(observation))

    def by_id(self, observation_id: str) -> Figure:
        return self.of(self._data.observation[observation_id])

    def in_region(self, key: str, indicator: str | None = None) -> tuple[Figure, ...]:
        """The figures of a region without a split, in the order of the data; optionally of one indicator."""
        by_indicator = self._made.get(("in", key), lambda: self._in_region(key))
        return by_indicator.get(indicator, ())

    def with_splits_in(self, key: str) -> tuple[Figure, ...]:
        """Every figure of a region, those split into groups among them, in the order of the data."""
        return tuple(self.of(states[-1]) for states in self._reported(key).by_key.values())

    def splits_of(self, figure: Figure) -> tuple[Figure, ...]:
        """The same figure split by dimensions: same region, indicator, date and source."""
        chains = self._reported(figure.observation.region).by_key
        wanted = _unsplit(figure.observation.key)
        return tuple(
            self.of(states[-1])
            for key, states in chains.items()
            if states[-1].dimensions and _unsplit(key) == wanted
        )

    def newest(self, key: str, indicator: str, today: date) -> Figure | None:
        """The newest figure of an indicator in a region; of two of one day the less favourable."""
        return self._made.get(("newest", key, indicator, today), lambda: self._newest(key, indicator, today))

    def whole_of(self, figure: Figure, today: date) -> Figure | None:
        """The observation a figure is a share of: of the indicator's whole, nearest in date."""
        whole = self._data.indicator[figure.observation.indicator].whole
        if not whole:
            return None
        candidates = [f for f in self.in_region(figure.observation.region, whole) if f.value is not None]
        if len(candidates) == 1:
            return candidates[0]
        at = figure.period.last_by(today) if figure.period else today
        return min(candidates, key=lambda f: _distance(f, at, today), default=None)

    def share_of_whole(self, figure: Figure, today: date) -> Share | None:
        """The exact share that a figure is of its whole; None where either has no value."""
        made = self._made.get(("share", id(figure), today), lambda: (figure, self._share_of(figure, today)))
        return made[1]

    def _share_of(self, figure: Figure, today: date) -> Share | None:
        whole = self.whole_of(figure, today)
        if figure.value is None or whole is None or whole.value is None:
            return None
        return share_of(figure.value, whole.value)

    def _in_region(self, key: str) -> dict[str | None, tuple[Figure, ...]]:
        """The figures without a split by their indicators, and all of them under None."""
        last = (states[-1] for states in self._reported(key).by_key.values())
        figures = tuple(self.of(observation) for observation in last if not observation.dimensions)
        by_indicator: dict[str, list[Figure]] = {}
        for figure in figures:
            by_indicator.setdefault(figure.observation.indicator, []).append(figure)
        return {None: figures, **{name: tuple(group) for name, group in by_indicator.items()}}

    def _newest(self, key: str, indicator: str, today: date) -> Figure | None:
        better = self._data.indicator[indicator].better
        dated = [f for f in self.in_region(key, indicator) if f.period]
        return max(dated, key=lambda f: _recency(f, today, better), default=None)

    def _make(self, observation: Observation) -> Figure:
        reported = self._reported(observation.region)
        states = reported.by_key[observation.key]
        observation, history = states[-1], states[:-1]
        # A file that was read twice gives another record of the same figure.
        if (plain := reported.plain.get(id(observation))) is not None:
            return plain
        rivals = reported.rivals_of(observation)
        if observation.count is not None:
            return Figure(observation, self._counted(observation), (), history, rivals)
        if observation.formula is None:
            return Figure(observation, observation.value, (), history, rivals)
        signed = self.terms_of(observation.formula)
        terms = tuple(figure for _, figure in signed)
        values = [sign * figure.value for sign, figure in signed if figure.value is not None]
        value = sum(values, Decimal(0)) if len(values) == len(terms) else None
        return Figure(observation, value, terms, history, rivals)

    def _counted(self, observation: Observation) -> Decimal:
        listed = (service for service in self._data.services if service.source == observation.source)
        return Decimal(sum(1 for service in listed if is_within(service.region, observation.region)))

    def terms_of(self, formula: str) -> tuple[tuple[int, Figure], ...]:
        return tuple((sign, self.by_id(name)) for sign, name in parse_formula(formula))

    def _reported(self, region: str) -> Reported:
        return self._made.get(region, lambda: _reported_of(self._data, region))


@dataclass(frozen=True, slots=True)
class Reported:
    """The observations of one region: by key in the order in which they came to count; by date.

    `plain` are the figures of those that are the only one of their key and give a value themselves, by
    the identity of the record.
    """

    by_key: dict[tuple, tuple[Observation, ...]]
    by_date: dict[tuple, list[tuple[Observation, ...]]]
    plain: dict[int, Figure]

    def rivals_of(self, observation: Observation) -> tuple[Observation, ...]:
        """Observations of the same thing and date from another source with another value."""
        beside = self.by_date[observation.key[:4]]
        if len(beside) == 1:
            return ()
        return tuple(
            last
            for states in beside
            if (last := states[-1]).key != observation.key
            and last.value is not None
            and observation.value is not None
            and last.value != observation.value
        )


def parse_formula(formula: str) -> tuple[tuple[int, str], ...]:
    """`a + b - c` as signed ids. Raises ValueError where it is anything else."""
    words = formula.split()
    if len(words) % 2 == 0 or any(sign not in ("+", "-") for sign in words[1::2]):
        raise ValueError("a formula is ids joined by + or - with spaces around them")
    signs = ["+", *words[1::2]]
    return tuple((1 if sign == "+" else -1, name) for sign, name in zip(signs, words[::2], strict=True))


def _unsplit(key: tuple) -> tuple:
    region, indicator, _, days, source = key
    return region, indicator, days, source


def _reported_of(data: Dataset, region: str) -> Reported:
    """A region's observations by key; the last of each counts."""
    chains: dict[tuple, list[Observation]] = {}
    for observation in data.observations_of(region):
        chains.setdefault(observation.key, []).append(observation)
    reported = Reported({}, {}, {})
    for key, states in chains.items():
        in_order = reported.by_key[key] = _in_order(states, data)
        reported.by_date.setdefault(key[:4], []).append(in_order)
    for states in reported.by_key.values():
        only = states[0]
        if len(states) == 1 and only.formula is None and only.count is None:
            reported.plain[id(only)] = Figure(only, only.value, (), (), reported.rivals_of(only))
    return reported


def _in_order(states: list[Observation], data: Dataset) -> tuple[Observation, ...]:
    if len(states) == 1:
        return (states[0],)
    better = data.indicator[states[0].indicator].better
    return tuple(sorted(states, key=lambda one: _counts_since(one, better)))


def _counts_since(observation: Observation, better: str) -> tuple[date, Decimal]:
    """A correction counts from its last possible day; of two of one day the less favourable counts."""
    value = observation.value or Decimal(0)
    unfavourable = -value if better == "more" else value
    if observation.correction is None:
        return date.min, unfavourable
    return observation.correction.date.last or date.max, unfavourable


def _recency(figure: Figure, today: date, better: str) -> tuple:
    value = figure.value if figure.value is not None else Decimal(0)
    return figure.period.last_by(today), -value if better == "more" else value


def _distance(figure: Figure, at: date, today: date) -> tuple[int, int]:
    if figure.period is None:
        return 10**6, 0
    gap = (figure.period.last_by(today) - at).days
    return abs(gap), -gap
