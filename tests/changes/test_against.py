"""What was published stays: a figure changes by a correction, and no region falls silent unsaid."""

import shutil
from pathlib import Path

import pytest

from tests.built import ashyq
from tests.changes.repository import (
    BLUE,
    COMMITMENTS,
    OBSERVATIONS,
    REGION,
    TODAY,
    Repository,
    invented,
    shipped,
)
from transparency.checking import load_site
from transparency.checking.against import check_against
from transparency.loading.problems import Problem, Refused

CORRECTION = """
- region: nowhere/blue-oblast
  indicator: schools-online
  date: 2025-02-01
  source: nowhere-gazette
  value: 9
  correction:
    date: 2025-12-01
    reason:
      en: The gazette had misprinted it.
"""

NEWER = """
- region: nowhere/blue-oblast
  indicator: schools-online
  date: 2025-11-01
  source: nowhere-gazette
  value: {value}
"""

RETIRED = """retired: 2025-12-01
retired_reason:
  en: It was joined to another oblast that is not.
"""

GREEN = "data/regions/nowhere/green-oblast"


@pytest.fixture
def site(tmp_path: Path) -> Repository:
    return invented(tmp_path / "site")


# --- figures ---


def test_nothing_changed_is_no_problem(site):
    """A site that stayed as it was published has no problem against it."""
    assert site.commit().problems() == []


def test_a_newer_figure_is_no_problem(site):
    """A figure of a later date is added; nothing published changes."""
    site.append(OBSERVATIONS, NEWER.format(value=9))
    assert site.problems() == []


def test_a_published_figure_is_not_overwritten(site):
    """A figure written over is refused where it stands, with what was published."""
    site.rewrite(OBSERVATIONS, "value: 8", "value: 9")
    (problem,) = site.problems()
    assert str(problem).startswith(f"{OBSERVATIONS}:12:10: 8 was published for 2025-02-01, and 9 stands here")
    assert problem.rule == "published-figure-changed"


def test_the_shipped_85_is_not_overwritten(tmp_path):
    """One figure written over is one problem: what is computed from it follows, and answers for nothing."""
    site = shipped(tmp_path / "site")
    path = "data/regions/kg/batken/observations.yml"
    line = (site.root / path).read_text(encoding="utf-8").split("\n").index("  value: 85") + 1
    site.rewrite(path, "  value: 85\n", "  value: 97\n")
    assert site.placed() == [f"{path}:{line}:10 published-figure-changed"]


def test_a_correction_with_its_reason_is_accepted(site):
    """A published figure changes by a record that repeats its key and gives a reason."""
    site.append(OBSERVATIONS, CORRECTION)
    assert site.problems() == []


def test_a_correction_does_not_excuse_an_overwritten_figure(site):
    """The published record stays as it was beside its correction; otherwise its history would be false."""
    site.rewrite(OBSERVATIONS, "value: 8", "value: 9")
    site.append(OBSERVATIONS, CORRECTION)
    assert site.placed() == [f"{OBSERVATIONS}:12:10 published-figure-changed"]


def test_a_published_correction_is_neither_overwritten_nor_deleted(site):
    """A correction that was published counts as published; so does the figure before it."""
    before = (site.root / OBSERVATIONS).read_text(encoding="utf-8")
    site.append(OBSERVATIONS, CORRECTION)
    site.commit()
    site.rewrite(OBSERVATIONS, "value: 9", "value: 10")
    assert site.placed() == [f"{OBSERVATIONS}:18:10 published-figure-changed"]
    (site.root / OBSERVATIONS).write_text(before, encoding="utf-8")
    (problem,) = site.problems()
    assert "9 was published for 2025-02-01, and 8 stands here" in problem.message


def test_the_words_of_a_reason_may_be_mended(site):
    """A reason is text: its wording changes without another correction."""
    site.append(OBSERVATIONS, CORRECTION)
    site.commit()
    site.rewrite(OBSERVATIONS, "misprinted it", "printed it wrongly")
    assert site.problems() == []


def test_a_figure_is_not_exchanged_for_a_reason_to_have_none(site):
    """That a figure is unknown is a statement too, and replaces a published one only by a correction."""
    site.rewrite(OBSERVATIONS, "value: 8", "missing: unknown")
    (problem,) = site.problems()
    assert (problem.line, problem.column) == (12, 12)
    assert problem.message.startswith("8 was published for 2025-02-01, and unknown stands here")


def test_a_derived_figure_does_not_change_its_inputs_unsaid(site):
    """A formula that leads to other figures is a new figure, and needs a correction."""
    site.append(OBSERVATIONS, NEWER.format(value=9).replace("- region", "- id: newer\n  region"))
    derived = NEWER.replace("  value: {value}", "  formula: blue-online").replace("2025-11", "2025-12")
    site.append(OBSERVATIONS, derived)
    site.commit()
    site.rewrite(OBSERVATIONS, "formula: blue-online", "formula: newer")
    (problem,) = site.problems()
    assert problem.message.startswith("8 was published for 2025-12-01, and 9 stands here")


def test_ids_exchanged_between_figures_change_what_is_computed(site):
    """A formula that reads as before but leads to other figures is caught as well."""
    site.append(OBSERVATIONS, NEWER.format(value=9).replace("- region", "- id: newer\n  region"))
    derived = NEWER.replace("  value: {value}", "  formula: blue-online").replace("2025-11", "2025-12")
    site.append(OBSERVATIONS, derived)
    site.commit()
    for old, new in (("id: blue-online", "id: swapped"), ("id: newer", "id: blue-online")):
        site.rewrite(OBSERVATIONS, old, new)
    assert [problem.rule for problem in site.problems()] == ["published-figure-changed"]


@pytest.mark.parametrize("old, new", [("2025-02-01", "2025-02-02"), ("indicator: schools-online", "")])
def test_a_removed_figure_is_named_where_it_stood(site, old, new):
    """A figure that was published and is gone, or dated otherwise, is refused at its former place."""
    text = (site.root / OBSERVATIONS).read_text(encoding="utf-8")
    kept = text.replace(old, new) if new else text[: text.index("- id: blue-online")]
    (site.root / OBSERVATIONS).write_text(kept, encoding="utf-8")
    (problem,) = site.problems()
    assert (problem.path, problem.line, problem.rule) == (OBSERVATIONS, 7, "published-figure-removed")
    assert "8 was published (nowhere/blue-oblast, schools-online, 2025-02-01)" in problem.message


# --- promises ---

PUT_RIGHT = """  corrections:
    - date: 2025-12-01
      reason:
        en: The gazette says 15.
"""


def test_a_published_target_is_not_overwritten(site):
    """A target written over is refused where it stands, with what was published."""
    site.rewrite(COMMITMENTS, "target: 16", "target: 15")
    (problem,) = site.problems()
    assert problem.rule == "published-promise-changed"
    assert str(problem).startswith(f"{COMMITMENTS}:11:11: target was published as 16 and is 15 now")


def test_a_published_promise_is_neither_deleted_nor_renamed(site):
    """A promise is taken back by saying so; a region that keeps another promise does not excuse it."""
    text = (site.root / COMMITMENTS).read_text(encoding="utf-8")
    site.append(COMMITMENTS, text.replace("all-online", "also-online"))
    site.commit()
    site.rewrite(COMMITMENTS, "id: also-online", "id: another-name")
    (problem,) = site.problems()
    assert problem.rule == "published-promise-removed"
    assert "also-online" in problem.message


def test_a_target_is_put_right_with_a_reason(site):
    """A published target changes beside a new entry that says when and why."""
    site.rewrite(COMMITMENTS, "target: 16", "target: 15")
    site.append(COMMITMENTS, PUT_RIGHT)
    assert site.problems() == []


# --- coverage ---


def test_a_deleted_region_is_one_problem(site):
    """A region that was deleted with all it reported is refused once, where it stood."""
    (site.root / "content/articles/first-report.en.md").unlink()
    (site.root / "content/articles/first-report.ru.md").unlink()
    shutil.rmtree(site.root / BLUE)
    (problem,) = site.problems()
    assert (problem.path, problem.line, problem.rule) == (REGION, 1, "coverage-shrank")
    assert "nowhere/blue-oblast had figures and promises" in problem.message


def test_a_region_that_reported_nothing_may_not_vanish_either(site):
    """A page that was published stays, also where nothing is known of its region."""
    name = "- id: village\n  parent: nowhere/blue-oblast\n  level: town\n  name:\n    en: Village\n"
    level = "  - id: town\n    name:\n      en: town\n    plural:\n      en: towns\n"
    site.rewrite("data/site.yml", "licence:\n", f"{level}licence:\n")
    site.append(f"{BLUE}/places.yml", name)
    site.commit()
    (site.root / BLUE / "places.yml").unlink()
    (problem,) = site.problems()
    assert problem.rule == "coverage-shrank"
    assert "nowhere/blue-oblast/village had a page" in problem.message


@pytest.mark.parametrize("file, lost", [(OBSERVATIONS, "figures"), (COMMITMENTS, "promises")])
def test_a_region_that_falls_silent_is_refused(site, file, lost):
    """A region that keeps its page but lost all its figures or all its promises is refused at its record."""
    (site.root / file).unlink()
    (problem,) = site.problems()
    assert (problem.path, problem.rule) == (REGION, "coverage-shrank")
    assert f"had {lost} when" in problem.message


def test_a_region_retired_on_purpose_may_fall_silent(site):
    """A region that says since when and why it is not kept may lose what it reported."""
    (site.root / OBSERVATIONS).unlink()
    site.append(REGION, RETIRED)
    assert site.problems() == []


def test_retirement_needs_a_reason(site):
    """A date alone retires no region."""
    (site.root / OBSERVATIONS).unlink()
    site.append(REGION, "retired: 2025-12-01\n")
    assert [problem.rule for problem in site.problems()] == ["coverage-shrank"]


def test_a_retired_region_covers_those_below_it(site):
    """With a region its parts may go."""
    place = "- id: village\n  parent: nowhere/blue-oblast\n  level: town\n  name:\n    en: Village\n"
    level = "  - id: town\n    name:\n      en: town\n    plural:\n      en: towns\n"
    site.rewrite("data/site.yml", "licence:\n", f"{level}licence:\n")
    site.append(f"{BLUE}/places.yml", place)
    site.append(
        OBSERVATIONS, NEWER.format(value=3).replace("nowhere/blue-oblast", "nowhere/blue-oblast/village")
    )
    site.commit()
    (site.root / OBSERVATIONS).unlink()
    (site.root / BLUE / "places.yml").unlink()
    assert {problem.rule for problem in site.problems()} == {"coverage-shrank"}
    site.append(REGION, RETIRED)
    assert site.problems() == []


def test_a_renamed_region_keeps_its_figures(site):
    """A region with a new key names its former one, and its figures are the same figures."""
    (site.root / BLUE).rename(site.root / GREEN)
    for path in (*(site.root / GREEN).iterdir(), *(site.root / "content/articles").iterdir()):
        text = path.read_text(encoding="utf-8").replace("blue-oblast", "green-oblast")
        path.write_text(text, encoding="utf-8")
    assert {problem.rule for problem in site.problems()} == {"coverage-shrank"}
    site.append(f"{GREEN}/region.yml", "former_keys:\n  - nowhere/blue-oblast\n")
    assert site.problems() == []
    site.rewrite(f"{GREEN}/observations.yml", "value: 8", "value: 9")
    assert site.placed() == [f"{GREEN}/observations.yml:12:10 published-figure-changed"]


def test_without_the_places_of_before_nothing_is_lost(site):
    """Who compares two datasets without the files of the first still gets every problem."""
    before = site.checked().data
    (site.root / OBSERVATIONS).unlink()
    shutil.copy(site.root / COMMITMENTS, site.root / "kept.yml")
    after = site.checked()
    assert [str(problem.rule) for problem in check_against(before, after.data, after.found)] == [
        "coverage-shrank"
    ]


# --- jumps ---


def problems_in(site: Repository) -> tuple[Problem, ...]:
    try:
        load_site(site.root, TODAY)
    except Refused as refused:
        return refused.problems
    return ()


@pytest.mark.parametrize("value, is_one", [(9, False), (0, True), (1, False), (20, False)])
def test_a_jump_asks_for_confirmation(site, value, is_one):
    """A figure that differs from the one before it by more than a factor of ten is confirmed in the data."""
    site.append(OBSERVATIONS, NEWER.format(value=value))
    assert [(p.line, p.column, p.rule) for p in problems_in(site)] == ([(18, 10, "jump")] if is_one else [])


def test_a_confirmed_jump_is_accepted(site):
    """A leap that the editor confirms is no problem, neither up nor down."""
    site.rewrite(OBSERVATIONS, "value: 8", "value: 1")
    site.append(OBSERVATIONS, NEWER.format(value=11))
    assert [problem.rule for problem in problems_in(site)] == ["jump"]
    site.append(OBSERVATIONS, "  confirmed_jump: true\n")
    assert problems_in(site) == ()


def test_a_beginning_is_no_jump(site):
    """From zero there is no factor."""
    site.rewrite(OBSERVATIONS, "value: 8", "value: 0")
    site.append(OBSERVATIONS, NEWER.format(value=20))
    assert problems_in(site) == ()


# --- the command ---


def test_check_refuses_what_overwrites(site):
    """`ashyq check` lists it with its place and ends in exit 1; `ashyq build` does not ask."""
    site.rewrite(OBSERVATIONS, "value: 8", "value: 9")
    done = ashyq("check", "--root", site.root, "--today", TODAY)
    assert done.returncode == 1
    assert f"{OBSERVATIONS}:12:10: " in done.stderr
    assert "[published-figure-changed]" in done.stderr
    assert ashyq("check", "--root", site.root, "--today", TODAY, "--against", "HEAD").returncode == 1
    site.commit()
    done = ashyq("check", "--root", site.root, "--today", TODAY, "--against", "HEAD")
    assert (done.returncode, done.stderr) == (0, f"compared with {site.head[:12]} (HEAD)\n")


def test_build_does_not_ask(site, tmp_path):
    """What was published is the concern of `check` and `publish`; a build shows what stands there."""
    site.rewrite(OBSERVATIONS, "value: 8", "value: 9")
    done = ashyq("build", "--root", site.root, "--today", TODAY, "--output", tmp_path / "output")
    assert done.returncode == 0, done.stderr
