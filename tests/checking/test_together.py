"""One run lists the faults of every stage, and none that another fault only seems to cause."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

from tests.programs import ROOT
from transparency.checking import load_site
from transparency.loading.problems import Refused

FOLDER = "data/regions/nowhere/blue-oblast"

OBSERVATIONS = """
- id: blue-sum
  region: nowhere/blue-oblast
  indicator: schools-total
  date: 2025-03-01
  source: nowhere-gazette
  value: 21
  parts:
    - blue-schools
- region: nowhere/blue-oblast
  indicator: schools-online
  date: 2025-02-30
  source: nowhere-gazette
  value: 8
- region: nowhere/blue-oblast
  indicator: schools-online
  date: 2025-02-03
  value: 8
- region: nowhere/blue-oblast
  indicator: schools-online
  date: 2025-02-04
  source: nowhere-gazete
  valeu: 8
- region: nowhere/blue-oblast
  indicator: schools-online
  date: 2025-02-05
  source: nowhere-gazete
  value: 8
"""


@pytest.fixture
def site(tmp_path):
    return shutil.copytree(ROOT / "tests/sites/bad-base", tmp_path / "site")


def _rules(site) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        load_site(site, date(2026, 1, 1))
    return [(problem.path, problem.rule) for problem in refused.value.problems]


def test_faults_of_every_stage_are_listed_together(site):
    """An unreadable file, keys, a missing source, a dangling name, a sum and a date come in one list."""
    path = site / FOLDER / "observations.yml"
    path.write_text(path.read_text("utf-8") + OBSERVATIONS.lstrip(), "utf-8")
    article = site / "content/articles/first-report.en.md"
    article.write_bytes(article.read_bytes() + b"\xff")
    meetings = site / FOLDER / "meetings.yml"
    meetings.write_text("- id: one\n  id: two\n", "utf-8")

    rules = _rules(site)

    assert {rule for _, rule in rules} == {
        *("encoding", "duplicate-key", "unknown-key", "required", "reference", "sum", "date"),
    }


def test_what_a_broken_record_is_named_by_is_not_blamed(site):
    """A record that names another which cannot be read is not told to name nothing."""
    path = site / FOLDER / "observations.yml"
    path.write_text(path.read_text("utf-8").replace("value: 20", "value: twenty"), "utf-8")
    (site / FOLDER / "sources.yml").write_text("- id: extra\n  title: [\n", "utf-8")
    path.write_text(path.read_text("utf-8").replace("source: nowhere-gazette", "source: extra", 1), "utf-8")

    assert {rule for _, rule in _rules(site)} == {"type-number", "yaml-syntax"}
