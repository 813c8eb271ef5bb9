"""The status of a promise, case by case: each row of the table in DESIGN §2, its edges, the shipped facts."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache

import pytest

from tests.programs import ROOT
from transparency.checking import load_site
from transparency.model.dates import Period
from transparency.model.promises import DeadlineMove
from transparency.progress.promises import Promise
from transparency.progress.state import State
from transparency.progress.status import Case, Reading, Status, Verdict, verdict_on

TODAY = "2026-06-01"


def period(text: str | None) -> Period | None:
    return None if text is None else Period.parse(text)


def case(
    *figures: tuple[object, str],
    kind: str = "promise",
    today: str = TODAY,
    target: object = None,
    baseline: object = 0,
    start: str | None = None,
    deadline: str | None = None,
    moves: tuple[tuple[str, str], ...] = (),
    news: tuple[str, ...] = (),
    withdrawn: str | None = None,
    months: int | None = None,
) -> Case:
    """A case in the words of an editor: figures are (value, date), moves (announced, new deadline)."""
    return Case(
        kind=kind,
        today=date.fromisoformat(today),
        target=None if target is None else Decimal(str(target)),
        baseline=Decimal(str(baseline)),
        start=period(start),
        deadline=period(deadline),
        moves=tuple(DeadlineMove(to=period(to), announced=period(on), source="news") for on, to in moves),
        readings=tuple(Reading(Decimal(str(value)), period(day)) for value, day in figures),
        news=tuple(map(Period.parse, news)),
        withdrawn=period(withdrawn),
        period_months=months,
    )


def verdict(*figures: tuple[object, str], **facts: object) -> Verdict:
    return verdict_on(case(*figures, **facts))


def status(*figures: tuple[object, str], **facts: object) -> Status:
    return verdict(*figures, **facts).status


# 1,000 days of which half are gone on the figure's day: e = 1/2.
HALFWAY = {"target": 1000, "start": "2024-01-01", "deadline": "2026-09-27"}
HALF_DAY = "2025-05-15"

WITHDRAWN = [
    ("a source of yesterday says so", case(target=100, withdrawn="2026-05-31")),
    ("a source of today says so", case(target=100, withdrawn=TODAY)),
    ("though it was kept", case((100, "2025-06-01"), target=100, deadline="2025-12-31", withdrawn="2026")),
    ("though it was a proposal", case(kind="proposal", withdrawn="../2026-01-01")),
]
PROPOSED = [
    ("a proposal without a number", case(kind="proposal")),
    ("a proposal with a number, a deadline gone by", case(kind="proposal", target=9, deadline="2020")),
    ("a proposal that came true", case((9, "2025-01-01"), kind="proposal", target=9)),
]
REACHED_NO_DEADLINE = [
    ("exactly", case((100, "2026-01-01"), target=100)),
    ("over plan", case((120, "2026-01-01"), target=100)),
    ("before it was to begin", case((100, "2026-01-01"), target=100, start="2026-12-01")),
]
KEPT = [
    ("on the last day", case((100, "2025-12-31"), target=100, deadline="2025-12-31")),
    ("in a month before the deadline", case((100, "2025-11"), target=100, deadline="2025-12-31")),
    ("and still kept after it", case((100, "2025-06-01"), (101, "2026-03-01"), target=100, deadline="2025")),
    ("long before it", case((100, "2026-05-01"), target=100, deadline="2027")),
    ("by a date open at its beginning", case((100, "../2025-06-01"), target=100, deadline="2025")),
]
KEPT_LATE = [
    (
        "missing some on the deadline",
        case((99, "2025-12-31"), (100, "2026-01-01"), target=100, deadline="2025-12-31"),
    ),
    ("missing some after it", case((99, "2026-01-15"), (100, "2026-03-01"), target=100, deadline="2025")),
    (
        "reached in time, lost, and reached again",
        case((100, "2025-06-01"), (90, "2026-01-15"), (100, "2026-03-01"), target=100, deadline="2025-12-31"),
    ),
]
REACHED_DAY_UNKNOWN = [
    ("an interval across the deadline", case((100, "2025-12-01/2026-01-31"), target=100, deadline="2025")),
    ("first reported after the deadline", case((100, "2026-03-01"), target=100, deadline="2025-12-31")),
    ("open at its beginning", case((100, "../2026-03-01"), target=100, deadline="2025-12-31")),
    (
        "not yet reached before the deadline, reached after it",
        case((99, "2025-12-30"), (100, "2026-01-01"), target=100, deadline="2025-12-31"),
    ),
]
MISSED = [
    ("one short on the deadline itself", case((99, "2025-12-31"), target=100, deadline="2025-12-31")),
    ("one short after it", case((99, "2026-02-01"), target=100, deadline="2025-12-31")),
    (
        "fallen back",
        case((100, "2025-06-01"), (98, "2026-02-01"), target=100, deadline="2025-12-31"),
    ),
    (
        "on the day of the deadline, a figure of that day",
        case((99, TODAY), target=100, deadline=TODAY, start="2025"),
    ),
]
SILENT = [
    ("no figure at all", case(target=100, deadline="2025-12-31")),
    ("no figure since", case((80, "2025-12-30"), target=100, deadline="2025-12-31")),
    ("a figure that may be older", case((80, "2025-12-01/2026-01-31"), target=100, deadline="2025-12-31")),
    ("no number, no evidence", case(deadline="2025-12-31")),
    ("no number, evidence from before", case(deadline="2025-12-31", news=("2025-12-30", "../2026-02-01"))),
    ("the day after the deadline", case(target=100, deadline="2026-05-31")),
]
NO_MEASURE = [
    ("no number, no date", case()),
    ("no number, the deadline is today", case(deadline=TODAY)),
    ("no number, evidence on the deadline", case(deadline="2025-12-31", news=("2025-12-31",))),
    ("no number, not begun", case(start="2027", deadline="2028")),
]
PLANNED = [
    ("begins tomorrow", case(target=100, start="2026-06-02", deadline="2027")),
    ("begins next year, no deadline", case(target=100, start="2027")),
    ("begins tomorrow, a figure already", case((5, "2026-01-01"), target=100, start="2026-06-02")),
]
NOT_REPORTED = [
    ("no figure, no deadline", case(target=100)),
    ("no figure, time left", case(target=100, start="2025", deadline="2027")),
    ("no figure, the deadline is today", case(target=100, deadline=TODAY)),
    ("no figure, begins today", case(target=100, start=TODAY, deadline="2027")),
]
NO_DEADLINE = [
    ("85 of 143", case((85, "2019-03-25"), target=143, kind="plan")),
    ("old news all the same", case((85, "2019-03-25"), target=143, months=1)),
    ("fallen back", case((143, "2018"), (85, "2019-03-25"), target=143)),
]
NO_RECENT_NEWS = [
    ("two years and a day", case((9, "2024-05-31"), target=100, start="2024", deadline="2027", months=12)),
    ("two months and a day", case((9, "2026-03-31"), target=100, deadline="2027", months=1)),
    ("calendar months", case((9, "2025-12-28"), target=100, deadline="2027", today="2026-03-01", months=1)),
]
TOO_EARLY = [
    ("no start", case((9, "2026-05-01"), target=100, deadline="2027")),
    ("a figure from before the start", case((9, "2025-12-31"), target=100, start="2026", deadline="2027")),
    ("a figure of the first day", case((9, "2026-01-01"), target=100, start="2026", deadline="2027")),
    (
        "two years to the day, no start",
        case((9, "2024-06-01"), target=100, deadline="2027", months=12),
    ),
]
ON_TRACK = [
    ("ahead", case((600, HALF_DAY), **HALFWAY)),
    ("95 % of the pace exactly", case((475, HALF_DAY), **HALFWAY)),
    ("the pace exactly", case((500, HALF_DAY), **HALFWAY)),
]
BEHIND = [
    ("just under 95 % of the pace", case(("474.999", HALF_DAY), **HALFWAY)),
    ("60 % of the pace exactly", case((300, HALF_DAY), **HALFWAY)),
]
FAR_BEHIND = [
    ("just under 60 % of the pace", case(("299.999", HALF_DAY), **HALFWAY)),
    ("nothing done", case((0, HALF_DAY), **HALFWAY)),
    ("worse than at the beginning", case((90, HALF_DAY), **{**HALFWAY, "baseline": 100})),
]

ROWS = {
    Status.WITHDRAWN: WITHDRAWN,
    Status.PROPOSED: PROPOSED,
    Status.REACHED_NO_DEADLINE: REACHED_NO_DEADLINE,
    Status.KEPT: KEPT,
    Status.KEPT_LATE: KEPT_LATE,
    Status.REACHED_DAY_UNKNOWN: REACHED_DAY_UNKNOWN,
    Status.MISSED: MISSED,
    Status.SILENT: SILENT,
    Status.NO_MEASURE: NO_MEASURE,
    Status.PLANNED: PLANNED,
    Status.NOT_REPORTED: NOT_REPORTED,
    Status.NO_DEADLINE: NO_DEADLINE,
    Status.NO_RECENT_NEWS: NO_RECENT_NEWS,
    Status.TOO_EARLY: TOO_EARLY,
    Status.ON_TRACK: ON_TRACK,
    Status.BEHIND: BEHIND,
    Status.FAR_BEHIND: FAR_BEHIND,
}
CASES = [
    pytest.param(row, facts, id=f"{row.value}: {name}")
    for row, cases in ROWS.items()
    for name, facts in cases
]


@pytest.mark.parametrize(("row", "facts"), CASES)
def test_the_first_row_that_holds_is_the_status(row, facts):
    """Each case has the status that the table of the design gives it."""
    assert verdict_on(facts).status is row


def test_every_status_has_cases():
    """Each of the seventeen rows is tried at least twice."""
    assert set(ROWS) == set(Status)
    assert min(map(len, ROWS.values())) >= 2


# --- today, and what lies after it ---


@pytest.mark.parametrize(
    ("today", "expected"),
    [("2026-05-31", Status.NOT_REPORTED), ("2026-06-01", Status.NOT_REPORTED), ("2026-06-02", Status.SILENT)],
)
def test_a_deadline_lasts_until_its_end(today, expected):
    """A promise without a figure is silent only when its deadline has passed, not on the day itself."""
    assert status(target=100, deadline="2026-06-01", today=today) is expected


def test_a_deadline_of_a_year_is_its_last_day():
    """Where only a year is given as the deadline, its last day counts."""
    assert verdict(target=100, deadline="2026").deadline == date(2026, 12, 31)


def test_a_withdrawal_to_come_does_not_count_yet():
    """A withdrawal dated in the future changes nothing before its day."""
    assert status(target=100, withdrawn="2026-06-02") is Status.NOT_REPORTED


def test_an_open_end_reads_until_today():
    """A figure open at its end is the newest, counts as of today, and all the time has gone by for it."""
    facts = {"target": 100, "start": "2025-01-01", "deadline": "2027-01-01"}
    newest = verdict((99, "2026-05-01"), (95, "2026-01-01/.."), **facts)
    assert (newest.newest.value, newest.elapsed, newest.status) == (95, 1, Status.ON_TRACK)
    assert status((94, "2026-01-01/.."), **facts) is Status.BEHIND


def test_elapsed_time_is_not_cut_to_today():
    """A figure for the whole year is measured by the whole year, also before the year is over."""
    found = verdict((50, "2026"), target=100, start="2025-12-31", deadline="2027-12-31")
    assert (found.elapsed, found.status) == (Fraction(1, 2), Status.ON_TRACK)


def test_elapsed_time_never_exceeds_the_whole():
    """After the deadline the pace is the progress itself: e is at most 1."""
    found = verdict((50, "2025-12-31/2026-02-01"), target=100, start="2025-01-01", deadline="2026-01-31")
    assert found.elapsed == 1


# --- moves of the deadline ---

MOVED = {"target": 100, "deadline": "2025-12-31"}


@pytest.mark.parametrize(
    ("announced", "expected"),
    [
        ("2025-12-30", Status.NOT_REPORTED),
        ("2025-12-31", Status.NOT_REPORTED),
        ("2026-01-01", Status.SILENT),
        ("2025-12", Status.NOT_REPORTED),
        ("2025-12-01/2026-01-01", Status.SILENT),
        ("2026-01", Status.SILENT),
        ("../2025-12-31", Status.NOT_REPORTED),
        ("2025-12-01/..", Status.SILENT),
    ],
)
def test_a_move_counts_from_its_last_possible_day(announced, expected):
    """A new deadline counts if it was surely announced by the day the old one fell due, else not."""
    assert status(**MOVED, moves=((announced, "2027-01-01"),)) is expected


def test_a_month_may_end_after_the_deadline():
    """An announcement dated to a month counts from the month's end, here after the deadline in mid-month."""
    facts = {"target": 100, "deadline": "2025-12-15", "moves": (("2025-12", "2027-01-01"),)}
    assert status(**facts) is Status.SILENT


def test_a_moved_deadline_can_be_moved_again():
    """A second move is judged by the deadline that the first one put in force."""
    moves = (("2025-12-01", "2026-03-31"), ("2026-03-31", "2027-01-01"))
    found = verdict(**MOVED, moves=moves)
    assert (found.deadline, found.moves_in_force) == (date(2027, 1, 1), 2)


def test_a_move_too_late_opens_no_door_for_the_next():
    """What follows a move that came too late came too late itself."""
    found = verdict(**MOVED, moves=(("2026-01-01", "2026-03-31"), ("2026-03-31", "2027-01-01")))
    assert (found.deadline, found.moves_in_force) == (date(2025, 12, 31), 0)


def test_a_deadline_can_be_brought_forward():
    """A move to an earlier day is a move like any other."""
    assert status(**MOVED, moves=(("2025-01-01", "2025-06-30"),), today="2025-07-01") is Status.SILENT


def test_a_deadline_brought_forward_cannot_be_put_back_late():
    """After the earlier day has passed, the old deadline does not come back by announcement."""
    moves = (("2025-01-01", "2025-06-30"), ("2025-07-01", "2025-12-31"))
    assert verdict(**MOVED, moves=moves).deadline == date(2025, 6, 30)


# --- which figure counts ---


def test_of_two_figures_of_one_day_the_less_favourable_counts():
    """Two sources that differ about one day are disputed, and the lower figure decides."""
    found = verdict((100, "2025-12-31"), (97, "2025-12-31"), target=100, deadline="2025-12-31")
    assert (found.status, found.disputed, found.newest.value) == (Status.MISSED, True, 97)


def test_where_less_is_better_the_higher_counts():
    """Of two figures of one day the higher is the less favourable where the target is below the baseline."""
    found = verdict((40, "2025-12-31"), (45, "2025-12-31"), target=40, baseline=80, deadline="2025")
    assert (found.status, found.newest.value) == (Status.MISSED, 45)


def test_a_tie_of_last_days_goes_to_the_less_favourable():
    """Figures of different intervals that end on one day tie, and the less favourable is the newest."""
    found = verdict((100, "2025-11-30"), (99, "2025-11"), target=100, deadline="2025-12-31")
    assert (found.newest.value, found.disputed, found.status) == (99, False, Status.SILENT)


@pytest.mark.parametrize("swap", [False, True])
def test_a_tie_after_today_goes_to_the_less_favourable(swap):
    """Of equal figures that both end after today the one for the longer time is the less favourable."""
    figures = [(50, "2025-01-01/2026-07-01"), (50, "2025-01-01/2026-12-31")]
    facts = {"target": 100, "start": "2025-01-01", "deadline": "2028-01-01"}
    found = verdict(*(reversed(figures) if swap else figures), **facts)
    assert (found.newest.period.last, found.status) == (date(2026, 12, 31), Status.BEHIND)


def test_equal_figures_of_two_sources_are_no_dispute():
    """Sources that agree about a day are not disputed."""
    assert not verdict((9, "2025-12-31"), (9, "2025-12-31"), target=100).disputed


def test_a_dispute_about_an_old_day_decides_nothing():
    """A dispute is shown whatever day it is about, but only the newest day decides."""
    found = verdict((1, "2025-01-01"), (2, "2025-01-01"), (100, "2025-06-01"), target=100, deadline="2025")
    assert (found.status, found.disputed) == (Status.KEPT, True)


def test_a_fall_back_is_said():
    """A promise once reached whose newest figure is below the target has fallen back."""
    found = verdict((100, "2025-06-01"), (98, "2026-02-01"), target=100, deadline="2025-12-31")
    assert (found.fallen_back, found.first_reached) == (True, None)


def test_the_unbroken_run_decides_the_day():
    """A promise kept, lost and reached again was reached on the first day of the last run."""
    figures = ((100, "2025-03-01"), (90, "2025-06-01"), (100, "2025-09-01"), (110, "2025-10-01"))
    found = verdict(*figures, target=100, deadline="2025-12-31")
    assert (found.status, found.first_reached.value) == (Status.KEPT, 100)
    assert found.first_reached.period.first == date(2025, 9, 1)


# --- other measures ---

LESS = {"target": 10, "baseline": 50, "start": "2024-01-01", "deadline": "2026-09-27"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (9, Status.KEPT),
        (10, Status.KEPT),
        (30, Status.ON_TRACK),
        (35, Status.BEHIND),
        (50, Status.FAR_BEHIND),
    ],
)
def test_less_is_better(value, expected):
    """Where the target lies below the baseline, p grows as the figure falls."""
    assert status((value, HALF_DAY), **LESS) is expected


@pytest.mark.parametrize(
    ("value", "day", "expected"),
    [
        (1, "2025-12-31", Status.KEPT),
        (1, "2026-01-02", Status.REACHED_DAY_UNKNOWN),
        (0, "2026-01-02", Status.MISSED),
        (0, "2025-12-30", Status.SILENT),
    ],
)
def test_yes_or_no_is_one_of_one(value, day, expected):
    """A yes/no promise is 0 or 1 of 1 and takes the same rows."""
    assert status((value, day), target=1, deadline="2025-12-31") is expected


def test_a_baseline_counts_from_where_it_stands():
    """Progress is measured from the baseline: 24 more of the 31 − 24 that were left is nothing done."""
    assert verdict((24, "2026-01-01"), target=31, baseline=24).progress == 0


def test_what_cannot_follow_is_never_old():
    """Where no further report can follow, there is no row for missing news."""
    facts = {"target": 1000, "start": "1990-01-01", "deadline": "2090-01-01"}
    assert status((400, "2000-01-01"), **facts, months=12) is Status.NO_RECENT_NEWS
    assert status((400, "2000-01-01"), **facts) is Status.ON_TRACK


@pytest.mark.parametrize(
    ("today", "expected"), [("2026-02-28", Status.TOO_EARLY), ("2026-03-01", Status.NO_RECENT_NEWS)]
)
def test_news_ages_by_calendar_months(today, expected):
    """Two periods of three months after 31 August end on the last day of February."""
    assert status((9, "2025-08-31"), target=100, deadline="2027", months=3, today=today) is expected


# --- the arithmetic beside the status ---


def test_the_pace_needed_is_from_the_day_of_the_figure():
    """What is left is divided by the time from the figure's day to the deadline, in average months."""
    found = verdict((40, "2025-01-01"), target=100, start="2024", deadline="2025-03-02")
    assert (found.left, found.needed_per_month) == (60, Fraction(60) / 60 * Fraction(1461, 48))


def test_nothing_is_left_of_what_was_reached():
    """Over plan leaves nothing to do and needs no pace."""
    found = verdict((120, "2025-01-01"), target=100, deadline="2027")
    assert (found.left, found.needed_per_month) == (0, None)


# --- the shipped facts ---


@cache
def shipped() -> State:
    return State(load_site(ROOT, date(2026, 11, 22)).data, date(2026, 11, 22))


def promise(name: str) -> Promise:
    return shipped().promises[name]


NOVEMBER = "2026-11-22"
FACTS = {
    "remaining-municipalities": (
        case(target=31, baseline=24, deadline="2019-12-31", today=NOVEMBER, months=12),
        Status.SILENT,
    ),
    "staff-training-2019": (
        case(target=3800, deadline="2019-12-31", today=NOVEMBER, months=12),
        Status.SILENT,
    ),
    "school-internet": (
        case((85, "2019-03-25"), kind="plan", target=143, today=NOVEMBER, months=12),
        Status.NO_DEADLINE,
    ),
    "schools-under-repair": (
        case(kind="under-way", target=41, today=NOVEMBER, months=12),
        Status.NOT_REPORTED,
    ),
    "heating-to-gas": (case(kind="instruction", target=100, today=NOVEMBER, months=12), Status.NOT_REPORTED),
    "indoor-toilets": (case(kind="instruction", target=105, today=NOVEMBER, months=12), Status.NOT_REPORTED),
    "schools-modernised": (
        case(kind="instruction", target=1300, today=NOVEMBER, months=12),
        Status.NOT_REPORTED,
    ),
    "akimat-telephone-wifi": (case(kind="proposal", today=NOVEMBER), Status.PROPOSED),
    "safe-school": (case(kind="instruction", today=NOVEMBER), Status.NO_MEASURE),
}


@pytest.mark.parametrize("name", FACTS)
def test_a_case_of_the_facts_has_its_status(name):
    """Each promise that the design names has the status that the design names."""
    facts, expected = FACTS[name]
    assert verdict_on(facts).status is expected


@pytest.mark.parametrize("name", FACTS)
def test_the_shipped_data_say_the_same(name):
    """The data we ship give each of those promises the same case, hence the same status."""
    facts, expected = FACTS[name]
    found = promise(name).verdict
    assert (found.case, found.status) == (facts, expected)


def test_a_baseline_is_no_progress():
    """The figure that is the baseline of the seven municipalities is not counted as progress towards them."""
    seven = promise("remaining-municipalities")
    assert (seven.baseline, seven.figures, seven.newest) == (24, (), None)


def test_58_schools_remained():
    """On 25 March 2019 there were 143 − 85 = 58 schools left."""
    assert promise("school-internet").verdict.left == 58
