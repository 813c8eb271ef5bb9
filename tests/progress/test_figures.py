"""Figures as they count: percentages, shares, corrections, sums, wholes, roll-ups, freshness."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.programs import ROOT
from transparency.checking import load_site
from transparency.model.dataset import Dataset
from transparency.model.dates import months_after
from transparency.model.documents import Service
from transparency.model.figures import Indicator, Observation
from transparency.model.places import Region
from transparency.progress.figures import Figure, Figures, Percent, parse_formula, percent_of, share_of
from transparency.progress.freshness import (
    OUR_PERIOD,
    Freshness,
    ReportingPeriod,
    freshness_of,
    reporting_period,
)
from transparency.progress.rollup import RollUp, roll_up

TODAY = date(2026, 1, 1)
BLUE = "nowhere/blue-oblast"


@cache
def base() -> Dataset:
    return load_site(ROOT / "tests/sites/bad-base", TODAY).data


def observed(value: object = None, date: str | None = "2025-02-01", **facts: object) -> Observation:
    """One observation of schools online in Blue Oblast, but for what is said otherwise."""
    usual = {"region": BLUE, "indicator": "schools-online", "source": "nowhere-gazette", "value": value}
    return Observation.model_validate(usual | {"date": date} | facts)


def corrected(value: object, on: str, **facts: object) -> Observation:
    return observed(value, correction={"date": on, "reason": {"en": "Counted again."}}, **facts)


def figures(*observations: Observation, better: str = "more", **collections: tuple) -> Figures:
    indicators = tuple(i.model_copy(update={"better": better}) for i in base().indicators)
    return Figures(replace(base(), observations=observations, indicators=indicators, **collections))


def figure(*observations: Observation, **facts: object) -> Figure:
    """What the first of the observations counts as today."""
    return figures(*observations, **facts).of(observations[0])


# --- percentages ---

wholes = st.integers(1, 10**9)
fractions = st.builds(lambda n, whole: Fraction(n % (whole + 1), whole), st.integers(0, 10**9), wholes)


@given(st.fractions(max_denominator=10**7))
def test_a_percentage_is_rounded_half_even(exact):
    """The percentage of a fraction is the one that exact arithmetic rounds it to."""
    rounded = Decimal(round(exact * 1000)) / 10
    found = percent_of(exact)
    assert found.number == rounded or found.bound


@given(fractions)
def test_a_percentage_is_never_rounded_up_to_100_or_down_to_0(exact):
    """100 % stands only for all, 0 % only for none."""
    assert (percent_of(exact).number == 100) == (exact == 1)
    assert (percent_of(exact).number == 0) == (exact == 0)


@given(fractions)
def test_a_percentage_is_near_its_fraction(exact):
    """Printed without a mark it is within half a tenth of the fraction; with one the fraction lies beyond."""
    percent = percent_of(exact)
    if percent.bound == ">":
        assert exact * 100 > Fraction(percent.number) == Fraction("99.9")
    elif percent.bound == "<":
        assert exact * 100 < Fraction(percent.number) == Fraction("0.1")
    else:
        assert abs(Fraction(percent.number) - exact * 100) <= Fraction("0.05")


@given(fractions, fractions)
def test_more_is_never_printed_as_less(one, other):
    """Of two fractions the larger never has the smaller percentage."""
    less, more = sorted((one, other))
    assert percent_of(less).number <= percent_of(more).number


@given(st.integers(1, 998))
def test_a_tie_goes_to_the_even_tenth(tenths):
    """Exactly between two tenths the even one is printed."""
    between = Fraction(2 * tenths + 1, 2000)
    assert percent_of(between).number * 10 == tenths + tenths % 2


@pytest.mark.parametrize(
    ("n", "whole", "percent"),
    [
        (85, 143, Percent(Decimal("59.4"))),
        (57, 202, Percent(Decimal("28.2"))),
        (24, 31, Percent(Decimal("77.4"))),
        (176, 234, Percent(Decimal("75.2"))),
        (1, 10_000, Percent(Decimal("0.1"), "<")),
        (9_999, 10_000, Percent(Decimal("99.9"), ">")),
        (0, 5, Percent(Decimal(0))),
        (5, 5, Percent(Decimal(100))),
        (120, 100, Percent(Decimal(120))),
    ],
)
def test_the_percentages_of_the_facts(n, whole, percent):
    """The percentages we publish, and the ends of the scale."""
    assert share_of(Decimal(n), Decimal(whole)).percent == percent


def test_nothing_is_a_share_of_nothing():
    """Where the whole is 0 there is no share."""
    assert share_of(Decimal(0), Decimal(0)) is None


def test_a_share_is_exact():
    """A share keeps its fraction whole and says what is left."""
    share = share_of(Decimal("0.1"), Decimal("0.3"))
    assert (share.exact, share.left) == (Fraction(1, 3), Decimal("0.2"))


# --- corrections ---


def test_the_last_correction_counts():
    """Of several corrections the one made last counts, and the earlier states stay, oldest first."""
    first, second, third = observed(8), corrected(9, "2025-03-01"), corrected(7, "2025-04-01")
    for states in permutations((first, second, third)):
        found = figure(*states)
        assert (found.value, found.history) == (7, (first, second))


@pytest.mark.parametrize(("better", "counts"), [("more", 7), ("less", 9)])
@pytest.mark.parametrize("swap", [False, True])
def test_of_two_corrections_of_one_day_the_less_favourable_counts(better, counts, swap):
    """A tie of corrections is broken towards the less favourable, never by the order of the file."""
    states = [corrected(9, "2025-03-01"), corrected(7, "2025-03-01")]
    found = figure(observed(8), *(reversed(states) if swap else states), better=better)
    assert found.value == counts


@pytest.mark.parametrize("day", ["2025-03-01", "2025-03", "2025", "../2025-03-01", "2025-03-01/.."])
@pytest.mark.parametrize("value", [7, 9])
def test_a_correction_counts_however_it_is_dated(day, value):
    """A correction replaces what it corrects, also where its own day is known only roughly."""
    assert figure(observed(8), corrected(value, day)).value == value


def test_a_correction_can_take_a_figure_back():
    """A figure can be corrected to unknown: then there is none."""
    found = figure(observed(8), corrected(None, "2025-03-01", missing="unknown"))
    assert (found.value, found.observation.missing) == (None, "unknown")


def test_only_its_own_key_is_corrected():
    """A correction for another date, source or region leaves a figure as it is."""
    others = (observed(1, "2025-02-02"), observed(2, source="other"), observed(3, region="nowhere"))
    assert figure(observed(8), *others).value == 8


# --- derived figures ---


@pytest.mark.parametrize(
    ("formula", "terms"),
    [
        ("a", ((1, "a"),)),
        ("a + b", ((1, "a"), (1, "b"))),
        ("a - b", ((1, "a"), (-1, "b"))),
        ("schools-total - a-1 + b", ((1, "schools-total"), (-1, "a-1"), (1, "b"))),
        ("  a   +  b ", ((1, "a"), (1, "b"))),
    ],
)
def test_a_formula_is_signed_ids(formula, terms):
    """A formula reads as ids joined by + and -."""
    assert parse_formula(formula) == terms


@pytest.mark.parametrize("formula", ["", " ", "a +", "+ a", "a b", "a * b", "a / b", "a + + b", "a +- b"])
def test_anything_else_is_no_formula(formula):
    """What is not ids joined by + and - is refused."""
    with pytest.raises(ValueError):
        parse_formula(formula)


def derived(formula: str, *inputs: Observation) -> Figure:
    return figure(observed(formula=formula, date="2025-12-31"), *inputs)


@given(st.integers(0, 10**6), st.lists(st.tuples(st.sampled_from("+-"), st.integers(0, 10**6)), max_size=5))
def test_a_derived_figure_is_its_sum(first, others):
    """A derived figure is the signed sum of its inputs, exactly."""
    values = [first, *(n for _, n in others)]
    inputs = [observed(n, f"2025-01-{day:02}", id=f"in-{day}") for day, n in enumerate(values, 1)]
    formula = " ".join(["in-1", *(f"{sign} in-{day}" for day, (sign, _) in enumerate(others, 2))])
    found = derived(formula, *inputs)
    assert found.value == first + sum(n if sign == "+" else -n for sign, n in others)
    assert [term.value for term in found.terms] == values


def test_a_derived_figure_follows_a_correction():
    """A sum is made of the inputs as they count today."""
    inputs = (observed(91, None, id="before"), observed(85, id="since"), corrected(86, "2025-03-01"))
    assert derived("before + since", *inputs).value == 177


def test_a_sum_of_something_unknown_is_unknown():
    """Where one input has no value the sum has none."""
    inputs = (observed(91, None, id="before"), observed(id="since", missing="unknown"))
    assert derived("before + since", *inputs).value is None


def service(name: str, region: str = BLUE, source: str = "nowhere-gazette") -> Service:
    facts = {"id": name, "name": {"en": name}, "region": region, "state": "in-use"}
    return Service.model_validate(facts | {"as_of": "2025-02-01", "source": source})


def test_services_are_counted_where_their_source_lists_them():
    """A count is of the services that the same source lists for the region or a place in it."""
    services = (
        service("one"),
        service("two", BLUE + "/village"),
        service("of-the-country", "nowhere"),
        service("of-a-namesake", BLUE + "-2"),
        service("of-another-source", source="nowhere-times"),
    )
    found = figure(observed(count="services"), services=services)
    assert (found.value, found.derived) == (2, True)


# --- several sources ---


def test_sources_that_differ_are_rivals():
    """A source with another value for the same thing and date disputes a figure; one that agrees does not."""
    rival = observed(9, source="nowhere-times")
    found = figure(observed(8), rival, observed(8, source="nowhere-herald"), observed(7, "2025-03-01"))
    assert found.disputed_by == (rival,)


def test_a_rival_counts_as_corrected():
    """A source that corrected its figure to ours disputes it no longer."""
    rival = observed(9, source="nowhere-times")
    mended = corrected(8, "2025-03-01", source="nowhere-times")
    assert figure(observed(8), rival, mended).disputed_by == ()


@pytest.mark.parametrize(("better", "value"), [("more", 8), ("less", 9)])
def test_the_newest_of_one_day_is_the_less_favourable(better, value):
    """Of two sources for the newest day the less favourable figure is the newest."""
    reports = (observed(9), observed(8, source="nowhere-times"), observed(99, "2025-01-01"))
    found = figures(*reports, better=better)
    assert found.newest(BLUE, "schools-online", TODAY).value == value


# --- wholes ---


def whole(value: int, date: str | None) -> Observation:
    return observed(value, date, indicator="schools-total")


@pytest.mark.parametrize(
    ("day", "value"), [("2025-02-01", 20), ("2025-06-01", 22), ("2030-01-01", 22), ("2019", 20), (None, 22)]
)
def test_a_whole_is_the_nearest_in_date(day, value):
    """A share is taken of the whole reported nearest to the figure's own date."""
    found = figures(observed(8, day), whole(20, "2025-01-01"), whole(22, "2025-07-01"), whole(99, None))
    assert found.whole_of(found.of(observed(8, day)), TODAY).value == value


def test_a_whole_without_a_value_is_none():
    """A whole that is unknown is no denominator."""
    unknown = observed(None, indicator="schools-total", missing="unknown")
    found = figures(observed(8), unknown)
    assert found.whole_of(found.of(observed(8)), TODAY) is None


def test_a_whole_is_of_the_same_region():
    """The whole of another region is no denominator."""
    found = figures(observed(8), whole(20, "2025-01-01").model_copy(update={"region": "nowhere"}))
    assert found.whole_of(found.of(observed(8)), TODAY) is None


# --- roll-ups ---

PARTS = ("blue-oblast", "red-oblast", "green-oblast")


def part(name: str) -> Region:
    facts = {"id": name, "parent": "nowhere", "level": "oblast", "name": {"en": name}}
    return Region.model_validate(facts)


def rolled(*observations: Observation) -> RollUp | None:
    regions = (base().region["nowhere"], *map(part, PARTS))
    data = replace(base(), regions=regions, observations=observations)
    return roll_up(data, Figures(data), "nowhere", "schools-online", "oblast", TODAY)


def of(place: str, value: object, date: str = "2025-02-01", **facts: object) -> Observation:
    return observed(value, date, region=f"nowhere/{place}-oblast", **facts)


def total(place: str, value: int) -> Observation:
    return of(place, value, "2025-01-01", indicator="schools-total")


def test_a_roll_up_is_sum_over_sum():
    """The share of several regions is SUM(n)/SUM(N), never the mean of their percentages."""
    found = rolled(of("blue", 1), total("blue", 1), of("red", 9), total("red", 99))
    assert (found.total, found.share.exact) == (10, Fraction(1, 10))


def test_a_roll_up_says_how_many_reported():
    """A sum over two of three regions says so."""
    found = rolled(of("blue", 1), of("red", 2))
    assert (found.total, found.reported, found.parts) == (3, 2, 3)


def test_a_share_needs_every_whole():
    """Where one region's whole is missing there is a sum but no share."""
    found = rolled(of("blue", 1), total("blue", 2), of("red", 2))
    assert (found.total, found.share) == (3, None)


def test_only_figures_of_one_date_are_added():
    """Figures of different dates are never added; the newest date with two of them is taken."""
    newer = [of("blue", 5, "2025-03-01"), of("red", 6, "2025-04-01")]
    assert rolled(*newer) is None
    assert rolled(of("blue", 1), of("red", 2), *newer).total == 3


def test_one_region_is_no_roll_up():
    """A sum is never made of fewer than two regions."""
    assert rolled(of("blue", 1)) is None


@pytest.mark.parametrize("kind", [{"status": "estimated"}, {"status": "provisional"}])
def test_only_figures_of_one_kind_are_added(kind):
    """Final figures are not added to estimated or provisional ones."""
    assert rolled(of("blue", 1), of("red", 2, **kind)) is None


def test_two_sources_for_one_region_are_not_added():
    """Where a region has two figures for a date, that date has no sum: neither source is counted twice."""
    assert rolled(of("blue", 1), of("blue", 1, source="nowhere-times"), of("red", 2)) is None


# --- freshness ---

HALF_YEAR = ReportingPeriod(6, ours=False)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2025-08-31", Freshness.FRESH),
        ("2026-02-28", Freshness.FRESH),
        ("2026-03-01", Freshness.AGEING),
        ("2026-08-31", Freshness.AGEING),
        ("2026-09-01", Freshness.STALE),
    ],
)
def test_a_figure_ages_by_its_own_period(today, expected):
    """A figure is fresh for one period of calendar months, ageing for the next, then stale."""
    assert freshness_of(date(2025, 8, 31), HALF_YEAR, date.fromisoformat(today)) is expected


def test_what_cannot_follow_never_ages():
    """A one-off figure is never stale."""
    assert freshness_of(date(1990, 1, 1), ReportingPeriod(None, ours=False), TODAY) is Freshness.ONE_OFF


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 12, 31), 1, date(2026, 1, 31)),
        (date(2025, 1, 31), 13, date(2026, 2, 28)),
        (date(2025, 1, 31), 0, date(2025, 1, 31)),
    ],
)
def test_periods_are_calendar_months(day, months, later):
    """A month later is the same day of the next month, or that month's last day."""
    assert months_after(day, months) == later


@given(st.dates(date(1900, 1, 1), date(2900, 1, 1)), st.integers(0, 600))
def test_months_never_spill_over(day, months):
    """Adding months changes the month by exactly that many, whatever the day."""
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(1)).day == 1


def indicator(**facts: object) -> Indicator:
    named = {"id": "schools", "name": {"en": "Schools"}, "unit": "school", "definition": {"en": "Schools."}}
    return Indicator.model_validate(named | facts)


@pytest.mark.parametrize(
    ("facts", "period"),
    [
        ({}, ReportingPeriod(OUR_PERIOD, ours=True)),
        ({"period": 3}, ReportingPeriod(3, ours=True)),
        ({"period": 3, "period_source": "nowhere-gazette"}, ReportingPeriod(3, ours=False)),
        ({"period": "one-off"}, ReportingPeriod(None, ours=False)),
    ],
)
def test_a_period_without_a_source_is_ours(facts, period):
    """Where no source sets the period it is one year or what we set, and marked as ours."""
    assert reporting_period(indicator(**facts)) == period
    assert OUR_PERIOD == 12
