"""Figures of many regions: the upper ones are listed together, every other figure on its place's own page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from msgspec import Struct

from tests.built import INVENTED_TODAY
from tests.programs import ROOT
from transparency.checking import load_site
from transparency.languages import load_languages
from transparency.model.dataset import depth_of
from transparency.pages.edition import Edition, Site
from transparency.pages.every import every_sheet
from transparency.pages.figures import date_in_words, value_in_words
from transparency.pages.splitting import pages_of
from transparency.pages.views import Section
from transparency.progress import state
from transparency.progress.figures import Figure

TODAY = date.fromisoformat(INVENTED_TODAY)
DATA = load_site(ROOT / "tests/sites/demo", TODAY).data
DEEPEST = max(depth_of(region.key) for region in DATA.regions)


def edition_with(most: int, monkeypatch) -> Edition:
    """The invented country, with so many regions as may be listed together."""
    monkeypatch.setattr(state, "MOST_LISTED", most)
    languages = load_languages(DATA.site, ROOT / "themes/transparency/translations")
    site = Site(state.State(DATA, TODAY), languages, "", None, "", "", lambda _: "")
    return Edition(site, next(one for one in languages if one.code == "kk"))


def words_of(view) -> Iterator[str]:
    """Every word of a view, however deep it lies."""
    if isinstance(view, str):
        yield view
    elif isinstance(view, tuple):
        for one in view:
            yield from words_of(one)
    elif isinstance(view, Struct):
        for name in view.__struct_fields__:
            yield from words_of(getattr(view, name))


def sections(edition: Edition, sheet: str) -> tuple[Section, ...]:
    made = pages_of(edition, next(one for one in every_sheet(edition.data) if one.name == sheet))
    return tuple(section for page in made for section in page.content.main)


def unsplit_figures(edition: Edition) -> list[Figure]:
    figures = {one.key: edition.state.figures.of(one) for one in DATA.observations if not one.dimensions}
    return list(figures.values())


@pytest.mark.parametrize("most", [0, 3, 8, 400])
def test_no_figure_is_lost(most, monkeypatch):
    """Each figure stands on its indicator's page or on its place's, however many regions are listed."""
    edition = edition_with(most, monkeypatch)
    told: dict[str, set[str]] = {}
    for figure in unsplit_figures(edition):
        one = figure.observation
        listed = depth_of(one.region) <= edition.state.listed_depth
        sheet = f"indicator {one.indicator}" if listed else f"region {one.region}"
        if sheet not in told:
            told[sheet] = set(words_of(sections(edition, sheet)))
        for words in (value_in_words(edition, figure), date_in_words(edition, figure)):
            assert any(words in line for line in told[sheet]), (sheet, words)


@pytest.mark.parametrize("most", [3, 400])
def test_where_the_other_figures_are_is_said(most, monkeypatch):
    """A page that leaves smaller places out says that they have pages of their own."""
    edition = edition_with(most, monkeypatch)
    message = edition.say("Figures of smaller places stand on the pages of those places.")
    for sheet in ("indicator schools-online", "source annual-report-2026"):
        assert (message in set(words_of(sections(edition, sheet)))) == (most == 3)


def test_where_nothing_is_left_out_nothing_is_said(monkeypatch):
    """A page whose figures are all shown, or that has none, does not lead to smaller places."""
    edition = edition_with(3, monkeypatch)
    message = edition.say("Figures of smaller places stand on the pages of those places.")
    deep = [one for one in DATA.observations if depth_of(one.region) > edition.state.listed_depth]
    for kind, all_of in (("indicator", DATA.indicators), ("source", DATA.sources)):
        left_out = {getattr(one, kind) for one in deep}
        assert left_out and left_out != {one.id for one in all_of}
        for one in all_of:
            told = set(words_of(sections(edition, f"{kind} {one.id}")))
            assert (message in told) == (one.id in left_out), one.id


def test_few_regions_are_listed_together(monkeypatch):
    """With few regions every depth is listed, with too many as many of the upper depths as fit."""
    assert edition_with(400, monkeypatch).state.listed_depth == DEEPEST
    assert edition_with(3, monkeypatch).state.listed_depth < DEEPEST
