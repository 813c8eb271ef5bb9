"""Dates as editors write them: every form, every refusal, and what each means in days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from transparency.model.dates import Period

DATES = TypeAdapter(Period)


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2019-03-25", date(2019, 3, 25), date(2019, 3, 25), "day"),
        ("2019-03", date(2019, 3, 1), date(2019, 3, 31), "month"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "month"),
        ("2019", date(2019, 1, 1), date(2019, 12, 31), "year"),
        ("2019-03-25/2019-12-31", date(2019, 3, 25), date(2019, 12, 31), "interval"),
        ("2019-03/2019-04", date(2019, 3, 1), date(2019, 4, 30), "interval"),
        ("2018/2019", date(2018, 1, 1), date(2019, 12, 31), "interval"),
        ("2019-03-25/2019", date(2019, 3, 25), date(2019, 12, 31), "interval"),
        ("2019-03-25/2019-03-25", date(2019, 3, 25), date(2019, 3, 25), "interval"),
        ("../2019-03-25", None, date(2019, 3, 25), "interval"),
        ("../2019", None, date(2019, 12, 31), "interval"),
        ("2019-03-25/..", date(2019, 3, 25), None, "interval"),
        ("2019/..", date(2019, 1, 1), None, "interval"),
    ],
)
def test_a_date_reads_as_an_interval(text, first, last, precision):
    """A day, month, year or interval is the interval from its first day to its last."""
    assert Period.parse(text) == Period(text, first, last, precision)


REFUSED = [
    "",
    "..",
    "../..",
    "/",
    "2019/",
    "/2019",
    "05.01.2026",
    "5 January 2026",
    "01/05/2026",
    "2026-1-5",
    "26-01-05",
    "20260105",
    "2026-02-30",
    "2025-02-29",
    "2026-13",
    "2026-13-45",
    "2026-00-01",
    "0000",
    " 2026",
    "2026\n",
    "2026-01-05T10:00",
    "2026-01-05 - 2026-02-01",
    "2026-02-01/2026-01-01",
    "2026/2025",
    "2024/2025/2026",
    "-2026",
    "2026-W01",
    "٢٠٢٦",
    "2026-01-0٥",
]


@pytest.mark.parametrize("text", REFUSED)
def test_anything_else_is_no_date(text):
    """Only ISO dates in plain digits are read; nothing ambiguous is guessed at."""
    with pytest.raises(ValueError):
        Period.parse(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1.5.2026", "not a date"),
        ("2026-02-30", "day is out of range"),
        ("2026-02-01/2026-01-01", "ends before it begins"),
        ("../..", "both ends are open"),
    ],
)
def test_a_refusal_says_why(text, reason):
    """A refused date says what is wrong with it."""
    with pytest.raises(ValueError, match=reason):
        Period.parse(text)


def test_a_bare_year_is_a_number_in_yaml():
    """The integer 2019 in a date field is the year 2019."""
    assert DATES.validate_python(2019) == Period.parse("2019")


@pytest.mark.parametrize("value", [True, 85, 20190325, -2019, 2019.5, date(2019, 3, 25), None, ["2019"]])
def test_no_other_value_is_a_date(value):
    """A field for a date takes text or a year and converts nothing else."""
    with pytest.raises(ValidationError):
        DATES.validate_python(value)


days = st.dates(date(1900, 1, 1), date(2999, 12, 31))
points = st.builds(lambda day, form: f"{day:{form}}", days, st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d"]))
texts = (
    points
    | points.map(lambda point: f"../{point}")
    | points.map(lambda point: f"{point}/..")
    | st.builds(lambda a, b: "/".join(f"{day}" for day in sorted((a, b))), days, days)
)


@given(texts)
def test_a_date_is_written_back_as_it_was(text):
    """What is read and written again is the same text, and reads as the same interval."""
    found = DATES.validate_python(text)
    assert (str(found), DATES.dump_python(found, mode="json")) == (text, text)
    assert Period.parse(str(found)) == found


@given(texts)
def test_no_interval_ends_before_it_begins(text):
    """The first day never lies after the last."""
    found = Period.parse(text)
    assert found.first is None or found.last is None or found.first <= found.last


@given(days)
def test_a_known_day_is_its_own_interval(day):
    """The period of one day begins and ends on it."""
    assert Period.of(day) == Period.parse(f"{day}")
    assert Period.of(day).first == Period.of(day).last == day


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2026-05-31", date(2026, 5, 31)),
        ("2026-06-01", date(2026, 6, 1)),
        ("2026", date(2026, 6, 1)),
        ("2026-05", date(2026, 5, 31)),
        ("2026-06", date(2026, 6, 1)),
        ("2026-01-01/..", date(2026, 6, 1)),
        ("../2019", date(2019, 12, 31)),
    ],
)
def test_the_last_day_is_cut_to_today(text, last):
    """The last possible day of a figure is never later than today."""
    assert Period.parse(text).last_by(date(2026, 6, 1)) == last


@pytest.mark.parametrize(
    ("text", "after"),
    [("2026-06-02", True), ("2026-06-01", False), ("2026", False), ("2027", True), ("../2027", False)],
)
def test_only_what_surely_lies_ahead_begins_after_today(text, after):
    """A period begins after a day only if its first day does; open at its beginning it never does."""
    assert Period.parse(text).begins_after(date(2026, 6, 1)) is after
