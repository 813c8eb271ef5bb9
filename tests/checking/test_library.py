"""A site's files are read when something in them is asked for, and held no longer than there is room."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from incremental.reads import Remembered, forget, noted
from incremental.stamps import Seen
from tests.bench.nation import SIZES, Nation
from tests.bench.nation import TODAY as NATIONAL_TODAY
from tests.bench.national import write_site
from tests.built import INVENTED_TODAY
from tests.programs import ROOT
from transparency.checking import library
from transparency.checking.handed import packed
from transparency.checking.library import Library, Memory
from transparency.checking.opening import open_site

SITE = ROOT / "tests/sites/demo"
TODAY = date.fromisoformat(INVENTED_TODAY)


@pytest.fixture(scope="module")
def memory() -> Memory:
    return open_site(SITE, TODAY, Memory()).memory


def test_what_is_held_no_longer_reads_as_before(memory, monkeypatch):
    """With room for no more than one file, every name gives the records that it gives with room for all."""
    roomy = Library(SITE, memory, Seen())
    monkeypatch.setattr(library, "HELD", 1)
    narrow = Library(SITE, memory, Seen())
    for name in roomy.holders:
        assert narrow.records(name) == roomy.records(name)
        assert sum("contents" in unit.__dict__ for unit in narrow.units.values()) <= 1
    narrow.forget(narrow.units.values())
    assert all(narrow.records(name) == roomy.records(name) for name in sorted(roomy.holders))


def test_what_was_handed_over_reads_as_the_files_do(tmp_path):
    """A library that was handed what other processes have read gives the same records under every name."""
    write_site(Nation(SIZES["tiny"]), tmp_path)
    day = date.fromisoformat(NATIONAL_TODAY)
    read = open_site(tmp_path, day, Memory(), processes=1).library
    handed = open_site(tmp_path, day, Memory(), processes=1).library
    for name, unit in handed.units.items():
        packs = packed(unit.contents.written)
        if packs is not None:
            handed.handed[name] = packs
    assert {"observations", "places"} <= {Path(name).stem for name in handed.handed}
    handed.forget(handed.units.values())
    handed._shelves.clear()
    assert all(handed.records(name) == read.records(name) for name in read.holders)


def test_figures_are_forgotten(memory):
    """After a group of pages no figure is held any more; what is small and asked for everywhere stays."""
    held = Library(SITE, memory, Seen())
    for name in held.holders:
        held.records(name)
    held.forget(held.units.values())
    shelves = [shelf for _, shelf in held._shelves]
    assert shelves and set(shelves) == {""}
    kept = (record for kept in held._shelves.values() for under in kept.values() for record in under)
    assert "Observation" not in {type(record).__name__ for record in kept}


def test_a_cache_that_was_emptied_still_tells_what_it_reads():
    """What is made again after all was forgotten notes again what it is made from."""
    cache = Remembered()
    first = noted(lambda: cache.get("a", lambda: 1))
    forget()
    assert noted(lambda: cache.get("a", lambda: 2)) == (2, first[1])
