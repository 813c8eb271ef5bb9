"""The register and its statistics: what is shown, what is not, and an independent count in plain SQL."""

from __future__ import annotations

import random
import re
import shutil
import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.built import INVENTED_TODAY, ashyq
from tests.programs import ROOT
from transparency.checking import load_site
from transparency.model.dataset import Dataset
from transparency.model.dates import Period
from transparency.model.feedback import Request
from transparency.progress.cover import FEWEST
from transparency.progress.due import due_on
from transparency.progress.register import CLOSED, Register, Statistics, statistics
from transparency.writing.register import put_as_shown

TODAY = date.fromisoformat(INVENTED_TODAY)
DEMO = load_site(ROOT / "tests/sites/demo", TODAY).data
SQL = (Path(__file__).parent / "statistics.sql").read_text("utf-8")

REGIONS = [region.key for region in DEMO.regions]
BODIES = [body.id for body in DEMO.organizations if body.door]
TOPICS = [topic.id for topic in DEMO.site.topics]


# --- two hundred requests, counted twice ---


def two_hundred() -> tuple[Request, ...]:
    """Requests of every status, place, topic and speed, the same each time."""
    chance = random.Random(8)
    return tuple(_request(f"x{number:03}", chance) for number in range(200))


def _request(name: str, chance: random.Random) -> Request:
    status = chance.choice(
        ("received", "being-answered", "answered", "answered", "done", "not-done", "not-ours")
    )
    asked = TODAY - timedelta(days=chance.randrange(1, 400))
    answered = min(asked + timedelta(days=int(chance.paretovariate(1)) + chance.randrange(20)), TODAY)
    return Request(
        id=name,
        region=chance.choice(REGIONS),
        organization=chance.choice((*BODIES, None)),
        topic=chance.choice((*TOPICS[:3], None)),
        summary={"en": "A lamp is out."} if chance.random() < 0.9 else None,
        status=status,
        requested=Period.of(asked),
        answered=Period.of(answered) if status in CLOSED else None,
    )


@pytest.fixture(scope="module")
def counted() -> sqlite3.Connection:
    """The two hundred in a database, with the calendar and the laws, and the questions asked of them."""
    data = with_requests(two_hundred())
    book = sqlite3.connect(":memory:")
    book.executescript(SQL.split("-- questions")[0])
    large = {level.id for level in data.site.levels if level.large}
    book.executemany(
        "insert into places values (?, ?, ?)",
        [(r.key, r.parent, int(r.level not in large and r.parent is not None)) for r in data.regions],
    )
    book.executemany("insert into bodies values (?, ?)", [(b.id, b.region) for b in data.organizations])
    book.executemany(
        "insert into laws values (?, ?, ?)",
        [(str(p.in_force.first), str(p.in_force.last or "9999"), p.working_days) for p in data.reply_periods],
    )
    book.executemany(
        "insert into given_days values (?, ?)",
        [
            (str(row.days.first + timedelta(days=n)), int(row.working))
            for row in data.working_days
            for n in range((row.days.last - row.days.first).days + 1)
        ],
    )
    book.executemany("insert into requests values (?, ?, ?, ?, ?, ?, ?, ?)", [_row(r) for r in data.requests])
    book.executescript(SQL.split("-- questions")[1].replace(":today", f"'{TODAY}'"))
    return book


def _row(request: Request) -> tuple:
    answered = str(request.answered) if request.answered else None
    draft = int(request.summary is None)
    about = (request.id, request.region, request.organization, request.topic or "")
    return (*about, request.status, str(request.requested), answered, draft)


def with_requests(requests: tuple[Request, ...]) -> Dataset:
    names = (name for name in DEMO.__dataclass_fields__ if name != "requests")
    return Dataset(**{name: getattr(DEMO, name) for name in names}, requests=requests)


COLUMNS = ("n", "drafts", "answered", "judged", "in_time", "overdue", "lower", "median", "upper")


def test_statistics_of_two_hundred_equal_those_of_plain_sql(counted):
    """Every number of every place and body is the one that SQLite counts from the same rows by itself."""
    register = Register(with_requests(two_hundred()), TODAY)
    ours = {("place", key): numbers(statistics(register.within(key))) for key in register.places}
    ours |= {("body", key): numbers(statistics(register.of_body(key))) for key in register.bodies}
    theirs = {
        (kind, key): tuple(row) for kind, key, *row in counted.execute("select * from answers order by 1, 2")
    }

    assert ours == theirs
    assert len(ours) > 10 and any(row[-1] is None for row in ours.values())


def test_expected_days_of_two_hundred_equal_those_of_plain_sql(counted):
    """The law's clock of every request is the one that SQLite counts on a calendar of its own."""
    register = Register(with_requests(two_hundred()), TODAY)
    ours = {entry.id: (entry.place, str(entry.expected)) for entry in register.entries}
    theirs = {
        one: (place, day) for one, place, day in counted.execute("select id, place, expected from shown")
    }
    assert ours == theirs


def numbers(sums: Statistics) -> tuple:
    return tuple(getattr(sums, name) for name in COLUMNS)


# --- what is not compared, and not shown ---


def test_below_five_nothing_is_compared():
    """Four answers give no share and no days; five do."""
    asked = [one for one in two_hundred() if one.status == "answered" and one.region == "qiyalia"]
    some = [_as(one, number) for number, one in enumerate((asked * FEWEST)[:FEWEST])]
    few, enough = (
        statistics(Register(with_requests(tuple(some[:n])), TODAY).entries) for n in (FEWEST - 1, FEWEST)
    )
    assert not few.is_comparable and (few.median, few.lower, few.upper) == (None, None, None)
    assert enough.is_comparable and None not in (enough.median, enough.lower, enough.upper)


def _as(request: Request, number: int) -> Request:
    return request.model_copy(update={"id": f"y{number}"})


def test_quartiles_are_observed_days():
    """The median is the fewest days within which half of the answers came, never one between two."""
    asked = TODAY - timedelta(days=200)
    requests = tuple(
        Request(
            id=f"z{days}",
            region="qiyalia",
            summary={"en": "A lamp is out."},
            status="answered",
            requested=Period.of(asked),
            answered=Period.of(asked + timedelta(days=days)),
        )
        for days in (1, 2, 3, 10, 50, 100)
    )
    sums = statistics(Register(with_requests(requests), TODAY).entries)
    assert (sums.lower, sums.median, sums.upper) == (2, 3, 50)


def test_a_small_place_is_not_told_by_a_body_or_a_promise():
    """Where the place is covered, its administration does not stand beside the request either."""
    small = next(b for b in DEMO.organizations if b.region.count("/") > 2)
    asked = [
        one.model_copy(update={"region": small.region, "organization": small.id}) for one in two_hundred()[:1]
    ]
    (entry,) = Register(with_requests(tuple(asked)), TODAY).entries
    assert entry.place != small.region and entry.organization is None


# --- the pages ---


def test_every_request_that_is_shown_can_be_found_by_its_number(demo):
    """Each request stands on its region's page under its number; a draft on none."""
    register = Register(DEMO, TODAY)
    for entry in register.entries:
        page = demo.page(f"en/feedback/register/{entry.place}/")
        assert bool(page.xpath(f"//li[@id='r-{entry.id}']")) != entry.is_draft


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("answer expected by: 30 June 2026", "overdue since: 20 May 2026", "In part.", "f0r6t-0p0aq")),
        ("ru", ("ответ ожидается до: 30 июня 2026", "просрочено с: 20 мая 2026", "Частично.", "f0r6t-0p0aq")),
        (
            "ky",
            ("жооп күтүлгөн акыркы күн: 2026", "мөөнөтү өткөн күн: 2026", "Жарым-жартылай.", "f0r6t-0p0aq"),
        ),
        ("kk", ("жауап күтілетін соңғы күн: 2026", "мерзімі өткен күн: 2026", "Жартылай.", "f0r6t-0p0aq")),
    ],
)
def test_the_register_says_what_is_expected_overdue_confirmed_and_removed(demo, lang, words):
    """Expected days, delays, what came out four weeks after, and tombstones stand in every language."""
    text = demo.text(f"{lang}/feedback/register/") + demo.text(f"{lang}/feedback/register/qiyalia/ertegi/")
    assert [word for word in words if word not in text] == []


def test_no_page_names_the_place_of_a_covered_request(demo):
    """The village with one request about roads has no page of the register, and no row."""
    covered = "qiyalia/ertegi/tulki/ushqan-kilem/altyntuime"
    assert any(request.region == covered for request in DEMO.requests)
    assert f"en/feedback/register/{covered}/index.html" not in demo.paths
    assert "Altyntuime" not in demo.text("en/feedback/register/qiyalia/ertegi/tulki/")


def test_a_register_that_is_long_is_split_by_month():
    """No page lists more than a hundred requests where they can be told apart by month."""
    from transparency.pages.register import LONGEST_LIST, _months

    entries = Register(with_requests(two_hundred()), TODAY).entries
    months = _months(entries)
    assert sum(map(len, months.values())) == len(entries) == 200
    assert max(map(len, months.values())) <= LONGEST_LIST and _months(entries[:100]) == {}


def test_what_is_archived_for_good_is_the_register_as_shown(tmp_path):
    """The data of a release name no covered place and no draft, and still pass the check."""
    site = Path(shutil.copytree(ROOT / "tests/sites/demo", tmp_path / "site"))
    put_as_shown(site / "data", load_site(site, TODAY))

    archived = {one.id: one for one in load_site(site, TODAY).data.requests}
    entries = {entry.id: entry for entry in Register(DEMO, TODAY).entries if not entry.is_draft}

    assert {key: (one.region, one.organization) for key, one in archived.items()} == {
        key: (entry.place, entry.organization) for key, entry in entries.items()
    }
    assert len(archived) == len(DEMO.requests) - 1


# --- the editors' list ---


def test_four_weeks_after_done_somebody_asks():
    """What was called done is on the list from the 28th day on, until the follow-up is written."""
    register = Register(DEMO, TODAY)
    waiting = {entry.id for entry in due_on(register).to_confirm}
    for request in DEMO.requests:
        due = request.done and request.done.first + timedelta(days=28) <= TODAY and not request.follow_up
        assert (request.id in waiting) == bool(due)
    assert waiting == {"c2j9v6p0ak", "d6w3q1p0am"}


def told_due(lang: str) -> str:
    at = ("--root", ROOT / "tests/sites/demo", "--today", INVENTED_TODAY)
    done = ashyq("feedback", "due", *at, ASHYQ_LANG=lang)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_editors_list_is_told():
    """`ashyq feedback due` names what is overdue, due soon, without a summary, and to be confirmed."""
    told = told_due("en")
    for line in ("Overdue: 1", "m3x7e4p0ah · qiyalia/ertegi · since 2026-05-20", "Due within a week: 1"):
        assert line in told
    assert "n5g2f8p0aj" in told


@pytest.mark.parametrize(
    ("lang", "words"), {"kk": "Мерзімі өткені: 1", "ky": "Мөөнөтү өткөнү: 1", "ru": "Просрочено: 1"}.items()
)
def test_the_editors_list_speaks_their_language(lang, words):
    """In each language the list names the same requests, and no word of it is left in English."""
    told = told_due(lang)
    requests = re.compile(r"\b[a-z0-9]{10}\b")
    assert words in told and "Overdue" not in told
    assert requests.findall(told) == requests.findall(told_due("en"))
