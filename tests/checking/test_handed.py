"""Figures handed from the process that checked them to those that make pages are the ones that were read."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.programs import ROOT
from transparency.checking.handed import packed, unpacked
from transparency.loading.articles import read_articles
from transparency.loading.files import data_files, read_file
from transparency.loading.layout import kind_of
from transparency.model.figures import Observation

IDS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,4})?", fullmatch=True)
DAYS = st.dates(date(1991, 1, 1), date(2026, 11, 22))
PERIODS = st.one_of(
    DAYS.map(date.isoformat),
    DAYS.map(lambda day: day.isoformat()[:7]),
    st.builds(lambda day, days: f"{day}/{day + timedelta(days)}", DAYS, st.integers(1, 400)),
)
VALUES = st.decimals(-(10**9), 10**9, allow_nan=False, allow_infinity=False, places=3) | st.integers(0, 10**9)


@st.composite
def bare(draw) -> Observation:
    """A figure of which nothing more is said, read as from a file."""
    said = {"region": f"{draw(IDS)}/{draw(IDS)}", "indicator": draw(IDS), "date": draw(PERIODS)}
    value = draw(VALUES)
    record = Observation.model_validate(said | {"source": draw(IDS), "value": value})
    record.share_fields()
    return record


@given(st.lists(bare(), min_size=1, max_size=20))
def test_bare_figures_come_back_as_they_were(records):
    """Each field, given or not, is what it was, and so is the set of those that were written."""
    written = [("observations", record) for record in records]
    came = unpacked(packed(written).values())
    assert came == written
    for (_, after), (_, before) in zip(came, written, strict=True):
        assert (after.__dict__, after.model_fields_set) == (before.__dict__, before.model_fields_set)
        assert repr(after.value) == repr(before.value) and after.key == before.key
        assert hash(after) == hash(before) and after.model_copy(update={"value": Decimal(1)}).region


MORE = [
    {"status": "provisional"},
    {"note": {"en": "counted twice"}},
    {"named": ("qiyal/ertek",)},
    {"value": None, "missing": "unknown"},
    {"date": None},
    {"id": "a"},
]


@pytest.mark.parametrize("more", MORE, ids=[next(iter(one)) for one in MORE])
def test_nothing_else_is_handed_on(more):
    """A figure of which anything more is said is read again from its file."""
    said = {"region": "qiyal", "indicator": "schools", "date": "2025", "source": "a", "value": 3}
    plain = Observation.model_validate(said)
    assert packed([("observations", plain)])
    assert (
        packed([("observations", plain), ("observations", Observation.model_validate(said | more))]) is None
    )


def test_whatever_file_is_handed_on_is_the_one_that_was_read():
    """Of every data file of both sites: what is handed on is equal to it."""
    for site in (ROOT, ROOT / "tests/sites/demo"):
        for path, _ in data_files(site / "data")[0]:
            name = path.relative_to(site).as_posix()
            found, _ = read_file(path, name, kind_of(name))
            written = [(one.collection, one.record) for one in found]
            told = packed(written)
            assert told is None or unpacked(told.values()) == written
    assert packed([]) is None


@pytest.mark.parametrize("folder", ["articles", "pages"])
def test_articles_are_handed_on(folder):
    """Of every article of both sites: what is handed on is equal to what was read, and hashes alike."""
    for site in (ROOT, ROOT / "tests/sites/demo"):
        articles, _, problems = read_articles(site / "content", folder)
        written = [("articles", article) for article in articles]
        assert articles and not problems
        assert unpacked(packed(written).values()) == written
        assert hash(unpacked(packed(written).values())[0][1]) == hash(articles[0])
