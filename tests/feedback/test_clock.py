"""The law's clock against cases counted by hand on the calendar of each country."""

from datetime import date

import pytest

from tests.programs import ROOT
from transparency.checking import load_site
from transparency.model.dataset import Dataset
from transparency.model.dates import Period
from transparency.model.feedback import Extension, Request
from transparency.model.site import ReplyPeriod, WorkingDay
from transparency.progress.register import Clock
from transparency.progress.working_days import Calendar, calendars_of, period_on

SHIPPED = load_site(ROOT, date(2026, 11, 22)).data

CASES = [
    # 17–20 March, 26–27 (23–25 are Nauryz, on working days), 30 March – 3 April, 6–9 April
    ("kz", "2026-03-16", 15, "2026-04-09"),
    # 3–6 February, 9–13, 16–20, 23
    ("kz", "2026-02-02", 15, "2026-02-23"),
    # asked on a Saturday: 2–6 March, 10–13 (the 8th is a Sunday, so the 9th is free), 16–20, 26
    ("kz", "2026-02-28", 15, "2026-03-26"),
    # 15 December, 17–18 (the 16th is free), 21–25, 28–31, 5–6 January (1, 2 and 4 are free), 8 (7 is free)
    ("kz", "2026-12-14", 15, "2027-01-08"),
    # 3–6 February, 9–13, 16–20
    ("kg", "2026-02-02", 14, "2026-02-20"),
    # 21–24 April, 27–30, 11–15 May (1–9 are free), 18
    ("kg", "2026-04-20", 14, "2026-05-18"),
    # 18–21 August, 24–28, 1–4 September (31 August is free), 7
    ("kg", "2026-08-17", 14, "2026-09-07"),
    # 17–19 March, 23–27 (the 20th is Orozo Ait), 30 March – 3 April, 6
    ("kg", "2026-03-16", 14, "2026-04-06"),
]


@pytest.mark.parametrize(("country", "asked", "days", "expected"), CASES)
def test_working_days_as_counted_by_hand(country, asked, days, expected):
    """The count begins on the day after, leaves out weekends and holidays, and ends on a working day."""
    calendar = calendars_of(SHIPPED)[country]
    assert calendar.after(date.fromisoformat(asked), days) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("region", "expected"), [("kz/turkistan", "2026-02-23"), ("kg/batken", "2026-02-20")]
)
def test_each_country_has_its_own_law(region, expected):
    """Kazakhstan gives fifteen working days and Kyrgyzstan fourteen, as the data say."""
    assert Clock(SHIPPED).expected(asked(region, "2026-02-02")) == date.fromisoformat(expected)


def test_the_present_periods_are_marked_unverified():
    """Nobody has held the periods against the text of the law yet, and every reader is told so."""
    assert [period.verified for period in SHIPPED.reply_periods] == [False, False]


# --- our own days ---


def test_what_the_data_say_of_a_day_stands_above_the_package():
    """A day off that was made a working day counts, and the other way round; the later row wins."""
    rows = [free("2026-02-05/2026-02-06"), free("2026-02-06", working=True), free("2026-02-07", working=True)]
    calendar = calendars_of(Dataset(site=SHIPPED.site, regions=SHIPPED.regions, working_days=tuple(rows)))
    assert calendar["kg"].after(date(2026, 2, 4), 2) == date(2026, 2, 7)


def test_an_unknown_year_promises_nothing():
    """Where nobody says which days of a year are free, no day is named; naming one day is saying it."""
    assert Calendar(None, {}).after(date(2026, 2, 4), 2) is None
    assert Calendar("QM", {date(2026, 1, 1): False}).after(date(2026, 12, 30), 2) is None
    assert Calendar("QM", {date(2026, 1, 1): False}).after(date(2026, 2, 6), 1) == date(2026, 2, 9)
    assert Calendar("KG", {}).after(date(1890, 2, 4), 2) is None


# --- the law changes ---


def test_a_change_of_law_is_a_new_row():
    """A request has the period that was in force on its day, also where the old row is left as it was."""
    old, new = period("old", 14), period("new", 10, "2026-07-01/..")
    assert [
        row.id for day in (date(2026, 6, 30), date(2026, 7, 1)) if (row := period_on([old, new], "kg", day))
    ] == [
        "old",
        "new",
    ]
    ended = period("ended", 10, "../2026-06-30")
    assert period_on([ended], "kg", date(2026, 7, 1)) is None
    assert period_on([new], "kz", date(2026, 7, 1)) is None


@pytest.mark.parametrize(
    ("told", "to", "expected"),
    [
        ("2026-02-20", "2026-04-02", "2026-04-02"),  # told on the last day
        ("2026-02-21", "2026-04-02", "2026-02-20"),  # told too late: it cures nothing
        ("2026-02-10", "2026-02-18", "2026-02-20"),  # shorter than the law: the law holds
    ],
)
def test_a_longer_period_counts_where_it_was_told_in_time(told, to, expected):
    """An extension counts only where whoever asked was told before the law's period had ended."""
    longer = Extension(told=Period.parse(told), to=Period.parse(to))
    request = asked("kg/batken", "2026-02-02", extension=longer)
    assert Clock(SHIPPED).expected(request) == date.fromisoformat(expected)


def asked(region: str, day: str, **more) -> Request:
    return Request(id="a", region=region, status="received", requested=Period.parse(day), **more)


def period(name: str, days: int, in_force: str | None = None) -> ReplyPeriod:
    held = Period.parse(in_force) if in_force else None
    texts = {"basis": {"en": "A law"}, "verified": False, "source": "s"}
    return ReplyPeriod(id=name, country="kg", working_days=days, in_force=held, **texts)


def free(days: str, working: bool = False) -> WorkingDay:
    return WorkingDay(country="kg", days=Period.parse(days), working=working, source="s")
