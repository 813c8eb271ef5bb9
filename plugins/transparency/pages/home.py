"""The home page: the state of things in one screen."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from msgspec.structs import replace

from ..model import addresses
from ..model.dataset import Dataset
from ..model.dates import months_after
from ..progress.promises import Promise, overdue
from .bars import region_bars
from .edition import Edition
from .frames import make_page
from .page import Page
from .parts import article_items, promise_list, section, sections, status_tally
from .sheets import Sheet, single
from .views import Bar, Bars, Content, Item, Items, Paragraphs, Section

MOST_BARS = 4
MOST_NOTES = 3
MOST_ARTICLES = 5
DUE_WITHIN = 6
"""Months ahead in which a deadline counts as due soon."""


def sheets(data: Dataset) -> Iterator[Sheet]:
    yield single("home", _home_page)


def _home_page(edition: Edition) -> Page:
    site = edition.data.site
    content = Content(
        heading=edition.words(site.tagline),
        state=edition.words(site.promise),
        main=sections(
            section("state", edition.say("The state of the promises"), _tally(edition), _overdue(edition)),
            section("figures", edition.say("Reported figures"), Bars(_bars(edition))),
            _due_soon(edition),
            _corrected(edition),
            section("articles", edition.say("Articles"), article_items(edition, _newest_articles(edition))),
        ),
        aside=sections(_find(edition), *_countries(edition)),
    )
    return make_page(edition, addresses.HOME, content, template="home.html")


def _tally(edition: Edition):
    return status_tally(edition, edition.state.promises.values())


def _overdue(edition: Edition) -> Paragraphs | None:
    count = len(overdue(edition.state.promises.values()))
    if not count:
        return None
    text = edition.say_n(
        "%(n)s promise is past its deadline and not reported as kept.",
        "%(n)s promises are past their deadline and not reported as kept.",
        count,
    )
    return Paragraphs((text,))


def _bars(edition: Edition) -> tuple[Bar, ...]:
    """The first reported shares of the countries and their parts, without the longer notes."""
    upper = (region.key for region in edition.data.regions if region.key.count("/") <= 1)
    bars = (bar for key in upper for bar in region_bars(edition, key) if bar.shape in ("share", "over"))
    return tuple(replace(bar, notes=bar.notes[:MOST_NOTES], named=()) for bar in islice(bars, MOST_BARS))


def _due_soon(edition: Edition) -> Section | None:
    soon = sorted(_falling_due(edition), key=lambda promise: promise.verdict.deadline)
    listed = promise_list(edition, soon, with_region=True)
    if listed is None:
        text = edition.say_n(
            "No stated deadline falls within the next %(n)s month.",
            "No stated deadline falls within the next %(n)s months.",
            DUE_WITHIN,
        )
        return section("due", edition.say("Due soon"), Paragraphs((text,)))
    return section("due", edition.say("Due soon"), listed)


def _falling_due(edition: Edition) -> Iterator[Promise]:
    today = edition.state.today
    for promise in edition.state.promises.values():
        deadline = promise.verdict.deadline
        if deadline and today <= deadline <= months_after(today, DUE_WITHIN):
            yield promise


def _corrected(edition: Edition) -> Section | None:
    link = Item(edition.link(edition.say("What changed last"), addresses.CHANGES))
    return section("changes", edition.say("Changes"), Items((link,)))


def _newest_articles(edition: Edition):
    return sorted(edition.data.articles, key=lambda a: (a.date.text, a.slug), reverse=True)[:MOST_ARTICLES]


def _find(edition: Edition) -> Section:
    items = (
        Item(edition.link(edition.say("All names from A to Z"), addresses.SEARCH)),
        Item(edition.link(edition.say("All regions"), addresses.REGIONS)),
    )
    return section("find", edition.say("Find your place"), Items(items))


def _countries(edition: Edition) -> Iterator[Section]:
    for country in edition.data.countries():
        parts = edition.data.parts_of(country.key)
        known = [
            p for p in parts if edition.state.reported_within(p.key) or edition.state.promised_within(p.key)
        ]
        rows = [Item(edition.region_link(part.key)) for part in known]
        rows.append(Item(edition.link(edition.say("The whole country"), addresses.region(country.key))))
        name = str(edition.region_name(country.key))
        silent = _silent(edition, len(parts) - len(known))
        yield section(f"country-{country.id}", name, Items(tuple(rows)), silent)


def _silent(edition: Edition, regions: int) -> Paragraphs | None:
    if not regions:
        return None
    text = edition.say_n(
        "%(n)s region has reported nothing yet.", "%(n)s regions have reported nothing yet.", regions
    )
    return Paragraphs((text,))
