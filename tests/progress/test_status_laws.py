"""Laws of the status that hold for every promise the check lets through.

`by_the_book` applies the table of DESIGN §2 to one case as a reader of the page would: row by row,
counting days, knowing nothing of the code. Both must agree on thousands of invented cases.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from transparency.model.dates import Period
from transparency.model.promises import DeadlineMove
from transparency.progress.status import OVERDUE, ROWS, Case, Reading, Status, verdict_on

TODAY = date(2025, 3, 10)
LONG_AGO, NEVER = date.min, date.max
MANY = settings(max_examples=4000)
SOME = settings(max_examples=500)

# --- the table, by the book ---


@dataclass(frozen=True)
class Figure:
    """What the table says of a figure: p, the dates a1 and a2, and a2 before it is cut to today."""

    p: Fraction
    a1: date
    a2: date
    uncut: date


def figures_of(c: Case) -> list[Figure]:
    if c.target is None:
        return []
    span = Fraction(c.target) - Fraction(c.baseline)
    return [
        Figure(
            p=(Fraction(r.value) - Fraction(c.baseline)) / span,
            a1=r.period.first or LONG_AGO,
            a2=min(r.period.last or NEVER, c.today),
            uncut=r.period.last or NEVER,
        )
        for r in c.readings
    ]


def deadline_of(c: Case) -> date | None:
    """The last day of the deadline, moved by each announcement that came before it fell due."""
    d = c.deadline and c.deadline.last
    waiting = [(min(move.announced.last or NEVER, c.today), move.to.last) for move in c.moves]
    while d and waiting and min(waiting)[0] <= d:
        d = min(waiting)[1]
        waiting.remove(min(waiting))
    return d


def newest_of(figures: list[Figure]) -> Figure | None:
    """The latest a2; of a tie the less favourable: less done, or as much in a longer time."""
    return max(figures, key=lambda f: (f.a2, -f.p, f.uncut), default=None)


def run_of(figures: list[Figure]) -> list[Figure]:
    """The reached figures after which none is unreached."""
    broken = max((f.a2 for f in figures if f.p < 1), default=LONG_AGO)
    return [f for f in figures if f.p >= 1 and f.a2 > broken]


def months_later(day: date, months: int) -> date:
    """The same day months later, or the last day of a shorter month."""
    year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
    after = date(year + month // 12, month % 12 + 1, 1)
    return min(date(year, month, 1) + timedelta(day.day - 1), after - timedelta(1))


def by_the_book(c: Case) -> Status:
    t, d, s = c.today, deadline_of(c), c.start and c.start.first
    figures = figures_of(c)
    newest = newest_of(figures)
    if c.withdrawn and (c.withdrawn.first or LONG_AGO) <= t:
        return Status.WITHDRAWN
    if c.kind == "proposal":
        return Status.PROPOSED
    if newest and newest.p >= 1:
        return reached(d, figures)
    if newest and d and any(f.a1 >= d for f in figures):
        return Status.MISSED
    shown = [f.a1 for f in figures] if c.target is not None else [n.first or LONG_AGO for n in c.news]
    if d and t > d and all(day < d for day in shown):
        return Status.SILENT
    if c.target is None:
        return Status.NO_MEASURE
    if s and s > t:
        return Status.PLANNED
    if newest is None:
        return Status.NOT_REPORTED
    return Status.NO_DEADLINE if d is None else on_the_way(c, newest, s, d)


def reached(d: date | None, figures: list[Figure]) -> Status:
    """Rows 3 to 6."""
    if d is None:
        return Status.REACHED_NO_DEADLINE
    run = run_of(figures)
    first_day = min(f.a2 for f in run)
    if first_day <= d:
        return Status.KEPT
    surely_late = all(f.a1 > d for f in run if f.a2 == first_day)
    if surely_late and any(f.p < 1 and f.a1 >= d for f in figures):
        return Status.KEPT_LATE
    return Status.REACHED_DAY_UNKNOWN


def on_the_way(c: Case, newest: Figure, s: date | None, d: date) -> Status:
    """Rows 13 to 17."""
    if c.period_months and c.today > months_later(newest.a2, 2 * c.period_months):
        return Status.NO_RECENT_NEWS
    if s is None or newest.a2 <= s:
        return Status.TOO_EARLY
    e = min(Fraction(1), Fraction((newest.uncut - s).days, (d - s).days))
    if newest.p / e >= Fraction("0.95"):
        return Status.ON_TRACK
    return Status.BEHIND if newest.p / e >= Fraction("0.60") else Status.FAR_BEHIND


# --- every case the check lets through ---

EARLIEST = date(2024, 12, 20)
FORMS = (
    "{begin}",
    "{begin}/{end}",
    "{begin:%Y-%m}",
    "{begin:%Y}",
    "../{end}",
    "{begin}/..",
)


def periods(before: date = date(2025, 5, 20), forms: tuple[str, ...] = FORMS) -> st.SearchStrategy[Period]:
    """A day, an interval, a month, a year, or an interval open at an end; it begins by the day given."""

    def period(form: str, begin: int, length: int) -> Period:
        first = EARLIEST + timedelta(begin)
        return Period.parse(form.format(begin=first, end=first + timedelta(length)))

    days = st.integers(0, (before - EARLIEST).days)
    return st.builds(period, st.sampled_from(forms), days, st.integers(0, 90))


reports = periods(before=TODAY)
closed = periods(forms=FORMS[:5])
moves = st.builds(DeadlineMove, to=closed, announced=reports, source=st.just("news"))
readings = st.builds(Reading, value=st.integers(-3, 24).map(Decimal), period=reports)

FACTS = {
    "kind": st.sampled_from(["promise", "instruction", "plan", "under-way"] * 4 + ["proposal"]),
    "target": st.sampled_from([None, *range(21)]).map(lambda n: n if n is None else Decimal(n)),
    "baseline": st.sampled_from([0, 0, 0, 4, 10, 21]).map(Decimal),
    "start": st.none() | periods(forms=FORMS[:4]),
    "deadline": st.none() | closed,
    "moves": st.lists(moves, max_size=3).map(tuple),
    "readings": st.lists(readings, max_size=5).map(tuple),
    "news": st.lists(reports, max_size=2).map(tuple),
    "withdrawn": st.sampled_from([None] * 15 + [Period.parse("2025-03")]),
    "period_months": st.none() | st.integers(1, 3),
}
DAY, SPAN = FORMS[:1], FORMS[:2]
days = st.builds(Reading, value=st.integers(-3, 12).map(Decimal), period=periods(before=TODAY, forms=DAY))
UNDER_WAY = {
    "kind": st.just("promise"),
    "target": st.integers(1, 10).map(Decimal),
    "start": periods(before=date(2025, 1, 20), forms=DAY),
    "deadline": periods(forms=SPAN),
    "readings": st.lists(days, min_size=1, max_size=4).map(tuple),
    "period_months": st.none() | st.just(1),
}
OVERDUE_CASE = FACTS | {
    "deadline": periods(before=date(2025, 1, 20), forms=DAY),
    "moves": st.lists(
        st.builds(
            DeadlineMove,
            to=periods(before=date(2025, 3, 1), forms=DAY),
            announced=periods(before=date(2025, 2, 1), forms=DAY),
            source=st.just("news"),
        ),
        max_size=2,
    ).map(tuple),
}


def checked(found: dict) -> Case:
    """A case as the check leaves it: N is not b, and s < d for each deadline."""
    c = Case(today=TODAY, **found)
    if c.target == c.baseline:
        c = replace(c, target=c.target + 1)
    if c.deadline is None:
        c = replace(c, moves=())
    ends = [p.last for p in (c.deadline, *(move.to for move in c.moves)) if p]
    return replace(c, start=None) if c.start and any(c.start.first >= end for end in ends) else c


under_way_cases = st.fixed_dictionaries(UNDER_WAY).map(checked)
overdue_cases = st.fixed_dictionaries(OVERDUE_CASE).map(checked)
cases = st.fixed_dictionaries(FACTS).map(checked) | under_way_cases


def at_different_days(c: Case) -> bool:
    """Whether no two deadlines were announced on one day; of such the design says nothing."""
    days = [move.announced.last_by(c.today) for move in c.moves]
    return len(set(days)) == len(days)


def on_the_run(c: Case) -> bool:
    """Whether the first day of the run is clear: the design does not say which of two tied figures is f."""
    d, run = deadline_of(c), run_of(figures_of(c))
    first = min((f.a2 for f in run), default=None)
    return d is None or len({f.a1 > d for f in run if f.a2 == first}) <= 1


# --- the laws ---


@MANY
@given(cases)
def test_the_code_agrees_with_the_book(c):
    """For every case the code gives the status that the table of the design gives."""
    assume(at_different_days(c) and on_the_run(c))
    assert verdict_on(c).status is by_the_book(c)


@SOME
@given(cases)
def test_every_case_has_one_status(c):
    """The rows are total and exclusive by order: exactly one status, and no case raises."""
    found = verdict_on(c)
    first = next(row for row, holds in ROWS if holds(found))
    assert found.status is first
    assert [row for row, _ in ROWS].count(first) == 1


def test_the_rows_stand_in_the_order_of_the_table():
    """Seventeen rows, one for each status, in the order of the design."""
    assert [row for row, _ in ROWS] == list(Status)
    assert len(ROWS) == 17


@SOME
@given(overdue_cases, closed)
def test_a_move_announced_too_late_changes_nothing(c, to):
    """A move announced after the deadline in force fell due is shown but never changes the status."""
    d = deadline_of(c)
    assume(d is not None and d < c.today)
    late = DeadlineMove(to=to, announced=Period.of(c.today), source="news")
    assert verdict_on(replace(c, moves=(*c.moves, late))).status is verdict_on(c).status


ENDING_AFTER_TODAY = tuple(
    Reading(Decimal(5), Period.parse(text)) for text in ("2025-01-01/2025-03-20", "2025-01-01/2025-06-20")
)
TIED = Case(
    kind="promise",
    today=TODAY,
    target=Decimal(10),
    start=Period.parse("2025-01-01"),
    deadline=Period.parse("2025-06-20"),
    readings=ENDING_AFTER_TODAY,
)


@SOME
@given(cases, st.randoms(use_true_random=False))
@example(TIED, None)
def test_the_order_of_the_data_never_matters(c, random):
    """Figures, moves and news in any order give the same status."""
    shuffled = {name: list(getattr(c, name)) for name in ("readings", "moves", "news")}
    for entries in shuffled.values():
        random.shuffle(entries) if random else entries.reverse()
    mixed = replace(c, **{name: tuple(entries) for name, entries in shuffled.items()})
    assert verdict_on(mixed).status is verdict_on(c).status


@SOME
@given(under_way_cases, st.integers(1, 9))
def test_a_worse_figure_never_helps(c, less):
    """Were the newest figure less favourable, an open promise would stand no better."""
    found = verdict_on(c)
    assume(found.newest is not None and found.progress < 1)
    step = less if c.target > c.baseline else -less
    worse = Reading(found.newest.value - step, found.newest.period)
    after = verdict_on(replace(c, readings=(*c.readings, worse))).status
    pace = [Status.ON_TRACK, Status.BEHIND, Status.FAR_BEHIND]
    if found.status in pace:
        assert pace.index(after) >= pace.index(found.status)
    else:
        assert after is found.status


@SOME
@given(cases)
def test_nothing_is_overdue_before_its_day(c):
    """A promise is missed on its deadline at the earliest, and silent only after it."""
    found = verdict_on(c)
    if found.status in OVERDUE:
        assert found.deadline <= c.today
    if found.status is Status.SILENT:
        assert found.deadline < c.today


@SOME
@given(cases)
def test_the_arithmetic_always_prints(c):
    """Pace, rest and pace needed can be asked of every verdict, and the rest is never negative."""
    found = verdict_on(c)
    assert found.left is None or found.left >= 0
    assert found.needed_per_month is None or found.needed_per_month > 0
    assert found.pace is None or found.elapsed > 0
