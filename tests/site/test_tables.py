"""A site whose lists are tables is the same site."""

import shutil

import pytest

from tests.built import INVENTED_TODAY, ashyq, built, files_of
from tests.programs import ROOT
from tests.tables import moved_into_tables

DEMO = ROOT / "tests/sites/demo"


@pytest.mark.parametrize("separator", [",", ";"], ids=["commas", "semicolons"])
def test_a_site_of_tables_is_the_same_site(separator, demo, tmp_path):
    """The invented country, each of its lists moved into a table, gives the same bytes on every page."""
    root = tmp_path / "site"
    shutil.copytree(DEMO, root)
    moved = moved_into_tables(root, separator)

    output = built(tmp_path / "output", "--root", root, "--today", INVENTED_TODAY)

    kinds = {path.name for path in moved}
    assert {"observations.csv", "places.csv", "sources.csv", "institutions.csv", "2026.csv"} <= kinds
    assert files_of(output) == files_of(demo.folder)


def test_an_edited_cell_reaches_its_pages_and_no_other(tmp_path):
    """After an edit of one cell, what is built upon the earlier output is what a clean build gives."""
    root, output = tmp_path / "site", tmp_path / "output"
    shutil.copytree(DEMO, root)
    moved_into_tables(root)
    arguments = ("--root", root, "--today", INVENTED_TODAY)
    before = files_of(built(output, *arguments))
    table = root / "data/regions/qiyalia/yeles/observations.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",36,", ",37,"), encoding="utf-8")

    after = files_of(built(output, *arguments))

    changed = {name for name in after if after[name] != before.get(name)}
    assert "ky/regions/qiyalia/yeles/index.html" in changed
    assert "ky/regions/qiyalia/anyz/index.html" not in changed
    assert after == files_of(built(tmp_path / "clean", *arguments))


def test_a_fault_in_a_table_stops_the_build(tmp_path):
    """A cell that cannot be is refused at its row and column, and nothing is written."""
    root = tmp_path / "site"
    shutil.copytree(DEMO, root)
    moved_into_tables(root)
    table = root / "data/regions/qiyalia/yeles/observations.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",48,", ",48%,"), encoding="utf-8")

    done = ashyq("build", "--root", root, "--output", tmp_path / "output", "--today", INVENTED_TODAY)

    assert done.returncode == 1
    assert "data/regions/qiyalia/yeles/observations.csv:2:84: value must be a number" in done.stderr
    assert not (tmp_path / "output").exists()
