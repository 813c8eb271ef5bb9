"""What the calendar changes by itself: deadlines that pass, figures that age, contacts to be asked again."""

import json
from datetime import date, timedelta

import pytest

from tests.built import ashyq
from tests.changes.repository import BLUE, COMMITMENTS, REGION, Repository, invented
from transparency.changes import calendar_changes
from transparency.checking import load_site
from transparency.progress.state import State
from transparency.sentences import speaker_of

MILESTONE = """  milestones:
    - id: cables
      title:
        en: Cables are laid
      due: 2026-03
      source: nowhere-gazette
"""

TEAM = """editors:
  - region: nowhere
    name:
      en: Editors of the whole
    team: "@example/nowhere"
  - region: nowhere/blue-oblast
    name:
      en: Editors of *Blue* @everyone
    team: "@example/blue"
"""

BODY = """kinds:
  - id: akimat
    name:
      en: akimat
organizations:
  - id: hall
    name:
      en: Invented Hall
    kind: akimat
    region: nowhere/blue-oblast
    contacts:
      - kind: email
        value: hall@example.org
        confirmed: 2025-01-10
"""


@pytest.fixture
def site(tmp_path) -> Repository:
    return invented(tmp_path / "site")


def between(site: Repository, since: str, today: str):
    data = load_site(site.root, date(2026, 1, 1)).data
    return calendar_changes(State(data, date.fromisoformat(since)), State(data, date.fromisoformat(today)))


def told(site: Repository, since: str, today: str) -> list[tuple[str, str]]:
    speaker = speaker_of(load_site(site.root, date(2026, 1, 1)).data.site, "en")
    return [(one.kind, speaker.sentence(one.words)) for one in between(site, since, today)]


def due(site: Repository, *arguments: object):
    return ashyq("due", "--root", site.root, *arguments)


def test_a_deadline_has_passed_on_the_day_after_it(site):
    """A promise is listed once, on the first day on which it can no longer be kept in time."""
    assert told(site, "2026-05-31", "2026-06-01") == []
    assert told(site, "2026-06-01", "2026-06-02") == [
        (
            "deadline-passed",
            "Blue Oblast: Connect sixteen invented schools: deadline passed: 1 June 2026;"
            " status: On track → Deadline passed, result not reported",
        )
    ]
    assert told(site, "2026-06-02", "2026-06-03") == []


def test_a_promise_that_is_settled_is_not_listed(site):
    """When the deadline of a kept promise passes, nobody is asked for anything."""
    site.append(
        f"{BLUE}/observations.yml",
        "- region: nowhere/blue-oblast\n  indicator: schools-online\n"
        "  date: 2025-12-01\n  source: nowhere-gazette\n  value: 16\n",
    )
    assert told(site, "2026-05-30", "2026-06-05") == []


def test_a_promise_without_news_for_two_periods(site):
    """A status that the calendar changes before the deadline is listed too."""
    site.rewrite(COMMITMENTS, "deadline: 2026-06-01", "deadline: 2029-06-01")
    changes = between(site, "2027-02-01", "2027-02-02")
    assert [(one.kind, one.before, one.after) for one in changes] == [
        ("status-changed", "on-track", "no-recent-news"),
        ("figure-stale", "ageing", "stale"),
    ]


def test_a_figure_ages_by_its_own_period(site):
    """One period after the newest figure the next one is due; the whole of a share is not asked for."""
    assert told(site, "2026-02-01", "2026-02-02") == [
        (
            "report-due",
            "Blue Oblast: Invented schools online: the next figure is due; newest: 1 February 2025",
        )
    ]


def test_what_can_have_no_successor_never_ages(site):
    """A one-off figure is never called stale."""
    site.rewrite(
        "data/indicators.yml", "    whole: schools-total", "    whole: schools-total\n    period: one-off"
    )
    assert between(site, "2026-02-01", "2026-02-02") == ()


def test_a_region_no_longer_kept_is_not_asked(site):
    """Nobody is asked for figures of a region that is retired."""
    site.append(REGION, "retired: 2025-06\nretired_reason:\n  en: It was divided.\n")
    assert between(site, "2026-02-01", "2026-02-02") == ()


def test_a_milestone_that_is_not_done(site):
    """A milestone whose day has passed is listed until it is reported as done."""
    site.append(COMMITMENTS, MILESTONE)
    assert told(site, "2026-03-31", "2026-04-01") == [
        (
            "milestone-passed",
            "Blue Oblast: Connect sixteen invented schools: Cables are laid:"
            " milestone not reported as done; due: March 2026",
        )
    ]
    site.append(COMMITMENTS, "      done: 2025-12\n")
    assert between(site, "2026-03-31", "2026-04-01") == ()


def test_one_list_of_many_days_is_the_lists_of_each(site):
    """Nothing is lost or told twice, however often the list is made."""
    site.append(COMMITMENTS, MILESTONE)
    first, last = date(2026, 1, 1), date(2027, 6, 1)
    data = load_site(site.root, first).data
    days = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    states = [State(data, day) for day in days]
    daily = [
        one.name
        for earlier, later in zip(states, states[1:], strict=False)
        for one in calendar_changes(earlier, later)
    ]
    assert len(daily) == 4 and len(set(daily)) == 2
    assert {one.name for one in calendar_changes(states[0], states[-1])} == set(daily)


def test_the_list_goes_to_those_who_edit_the_region(site):
    """The issue names the nearest group of editors and calls its team, and nobody whom the data name."""
    site.append("data/site.yml", TEAM)
    text = due(site, "--since", "2026-06-01", "--today", "2026-06-02", "--format", "markdown").stdout
    assert text.startswith("### What fell due: 1 June 2026 – 2 June 2026\n")
    assert "**Editors of \\*Blue\\* @<!-- -->everyone** @example/blue\n\n- Blue Oblast" in text
    assert "@example/nowhere" not in text


def test_where_nothing_fell_due_there_is_no_issue(site):
    """The Markdown form is empty, so that no issue is made; the others say so."""
    days = ("--since", "2026-05-01", "--today", "2026-05-02")
    assert due(site, *days, "--format", "markdown").stdout == ""
    assert due(site, *days).stdout == "nothing fell due\n"
    assert json.loads(due(site, *days, "--format", "json").stdout) == {"changes": [], "contacts": []}


def test_contacts_are_asked_again_after_a_year(site):
    """A contact is listed on the day on which its confirmation has become a year old, at its line."""
    site.append("data/organizations.yml", BODY)
    assert due(site, "--today", "2026-01-10").stdout == "nothing fell due\n"
    text = due(site, "--today", "2026-01-11").stdout
    assert text.startswith("data/organizations.yml:14:20: hall@example.org was last confirmed on 2025-01-10")
    assert due(site, "--today", "2026-01-12").stdout == "nothing fell due\n"


def test_programs_read_places(site):
    """The JSON form has the kind, both statuses and the line of each change."""
    listing = json.loads(
        due(site, "--since", "2026-06-01", "--today", "2026-06-02", "--format", "json").stdout
    )
    (change,) = listing["changes"]
    assert (change["kind"], change["after"], change["path"]) == ("deadline-passed", "silent", COMMITMENTS)
    assert change["line"] == 1


def test_the_editors_language(site):
    """The list speaks the language that the editor's system asks for."""
    done = ashyq(
        "due", "--root", site.root, "--since", "2026-06-01", "--today", "2026-06-02", ASHYQ_LANG="ru"
    )
    assert "срок прошёл: 1 июня 2026" in done.stdout


def test_a_list_of_no_days_is_refused(site):
    """A day that does not lie before today is no beginning: the command says so and does nothing."""
    done = due(site, "--since", "2026-06-02", "--today", "2026-06-02")
    assert done.returncode == 2 and "does not lie before today" in done.stderr
