"""What was published in a table stays as what was published in YAML does."""

from pathlib import Path

import pytest

from tests.changes.repository import BLUE, OBSERVATIONS, Repository, invented
from tests.tables import moved_into_tables

TABLE = OBSERVATIONS.replace(".yml", ".csv")
FIGURES = "blue-online,nowhere/blue-oblast,schools-online,2025-02-01,nowhere-gazette,8\n"


@pytest.fixture
def site(tmp_path: Path) -> Repository:
    """The small invented site, published in YAML; nothing in it is a table yet."""
    return invented(tmp_path / "site")


@pytest.fixture
def tables(site: Repository) -> Repository:
    """The same site, published with all its lists in tables."""
    moved_into_tables(site.root)
    return site.commit("tables")


def test_moving_a_list_into_a_table_changes_nothing_in_public(site):
    """A list that becomes a table, and one that becomes YAML again, is no edit of any fact."""
    moved_into_tables(site.root)

    assert (site.problems(), site.changes()) == ([], ())


def test_a_published_figure_is_not_overwritten_in_a_table(tables):
    """A cell written over is refused where it stands."""
    tables.rewrite(TABLE, FIGURES, FIGURES.replace(",8\n", ",9\n"))

    assert tables.placed() == [f"{TABLE}:3:75 published-figure-changed"]
    assert tables.kinds() == ["figure-changed"]


def test_a_published_row_is_not_deleted(tables):
    """A row that is gone is missed at the line on which it stood."""
    tables.append(TABLE, FIGURES.replace("blue-online", "blue-before").replace("2025-02-01", "2024-02-01"))
    tables.commit()
    tables.rewrite(TABLE, FIGURES, "")

    assert tables.placed() == [f"{TABLE}:3:1 published-figure-removed"]


def test_a_new_row_is_a_new_figure(tables):
    """A row that was added is told like any new figure, and is no problem."""
    tables.append(TABLE, FIGURES.replace("blue-online", "blue-later").replace("2025-02-01", "2025-11-01"))

    assert tables.problems() == []
    assert "figure-added" in tables.kinds()


def test_a_promise_in_a_table_keeps_its_deadline(tables):
    """A published deadline changes only with a reason, in a table too, and is refused at its cell."""
    table = f"{BLUE}/commitments.csv"
    tables.rewrite(table, ",2026-06-01,", ",2027-06-01,")

    (problem,) = tables.problems()
    line = (tables.root / table).read_text(encoding="utf-8").splitlines()[problem.line - 1]
    assert problem.rule == "published-promise-changed"
    assert line[problem.column - 1 :].startswith("2027-06-01")
