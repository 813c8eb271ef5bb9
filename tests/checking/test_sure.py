"""What is not asked of each figure, because it surely holds, is found wanting wherever a rule would."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.programs import ROOT
from transparency.checking import load_site, truth
from transparency.checking.case import Case
from transparency.checking.library import Memory
from transparency.checking.opening import open_site
from transparency.checking.sure import SurelySound
from transparency.checking.truth import check_figures
from transparency.loading.files import Found, Origin
from transparency.loading.plain_yaml import PlainDocument, read_plain
from transparency.model.dataset import Dataset
from transparency.model.figures import Observation, is_bare
from transparency.progress.figures import Figures

TODAY = date(2026, 1, 1)
BASE = ROOT / "tests/sites/bad-base"
PLACES = ("nowhere/blue-oblast", "nowhere")

NUMBERS = st.sampled_from(("0", "-3", "1", "4", "5", "5.0", "7", "40", "41", "500"))
DAYS = st.sampled_from(("2024-02-01", "2025-02-01", "2025-03", "2027-01-01"))
FIGURES = st.builds(
    lambda place, name, day, number, more: (
        f"- region: {place}\n  indicator: {name}\n  date: {day}\n  source: nowhere-gazette\n"
        f"  value: {number}\n{more}"
    ),
    st.sampled_from(PLACES),
    st.sampled_from(("schools-online", "schools-total")),
    DAYS,
    NUMBERS,
    st.sampled_from(("", "", "", "  confirmed_jump: true\n", "  status: provisional\n")),
)


@cache
def base() -> Dataset:
    return load_site(BASE, TODAY).data


def as_found(text: str) -> list[Found]:
    """The figures of a text in the plain form, as they are found in a file."""
    rows = read_plain(text)
    document = PlainDocument(rows, text, "data/figures.yml")
    records = map(Observation.model_validate, rows)
    return [
        Found("observations", one, Origin("data/figures.yml", (i,), document))
        for i, one in enumerate(records)
    ]


def problems_of(found: list[Found]) -> list:
    data = replace(base(), observations=tuple(one.record for one in found))
    return check_figures(found, Case(data, Figures(data), TODAY))


@given(st.lists(FIGURES, min_size=1, max_size=8).map("".join))
def test_what_is_sure_is_what_every_rule_finds_sound(text):
    """For any figures the problems are those that are found when every rule looks at each of them."""
    found = as_found(text)
    with patch.object(truth, "SurelySound", lambda case: lambda record: False):
        asked = problems_of(found)
    assert problems_of(found) == asked


def test_most_figures_are_sure():
    """Figures of the usual kind are not asked one by one: else nothing would be spared."""
    kinds = ({"name": "schools-total", "value": "41"}, {"name": "schools-online", "value": "7"})
    rows = [{**USUAL, **kind, "day": day} for day in ("2024-02-01", "2025-02-01") for kind in kinds]
    found = as_found("".join(SOUND.format(**row) for row in rows))
    data = replace(base(), observations=tuple(one.record for one in found))
    is_sound = SurelySound(Case(data, Figures(data), TODAY))
    assert all(is_bare(one.record) and is_sound(one.record) for one in found)


SOUND = "- region: {place}\n  indicator: {name}\n  date: {day}\n  source: {source}\n  value: {value}\n"
USUAL = {
    "place": PLACES[0],
    "name": "schools-online",
    "day": "2025-02-01",
    "source": "nowhere-gazette",
    "value": "7",
}
FAULTS = {
    "a place that is not there": {"place": "nowhere/no-oblast"},
    "an indicator that is not there": {"name": "schools-no"},
    "a source that is not there": {"source": "no-gazette"},
    "another folder's place": {"place": PLACES[1]},
    "a day to come": {"day": "2027-02-01"},
    "less than nothing": {"value": "-1"},
    "the same figure": {"day": "2024-01-01"},
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_among_sound_figures_is_found(tmp_path: Path, fault: str):
    """One faulty figure after many that name the same things is found by the check of single files."""
    days = [f"2024-01-{day:02}" for day in range(1, 20)]
    rows = [SOUND.format(**{**USUAL, "day": day, "value": "8"}) for day in days]
    site = copied(tmp_path / "sound", "".join(rows))
    assert open_site(site, TODAY, Memory()) is not None
    faulty = copied(tmp_path / "faulty", "".join((*rows, SOUND.format(**{**USUAL, **FAULTS[fault]}))))
    assert open_site(faulty, TODAY, Memory()) is None


def copied(to: Path, figures: str) -> Path:
    shutil.copytree(BASE, to)
    with (to / "data/regions/nowhere/blue-oblast/observations.yml").open("a") as file:
        file.write(figures)
    return to
