"""The page of one place, put together from its parts; where neighbours' are like it, by filling theirs."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import NamedTuple

from ..languages import Words
from ..model import addresses
from ..progress.figures import Figure
from ..progress.likeness import Likeness
from .bars import Said, plain_share_bar, said_of
from .edition import Edition
from .figures import date_in_words, value_with_kind
from .frames import crumbs_to, make_page
from .page import Filled, Link, Page, Slot, gap
from .parts import nothing_here, section, source_items
from .views import Bar, Bars, Cell, Content, Item, Items, Section, Table


class Place(NamedTuple):
    """A place by its words: `key` makes its address, `above` are the places it lies in, the upper first."""

    key: str
    name: Words
    level: str
    above: tuple[Link, ...]


class Own(NamedTuple):
    """What only the page of this place shows, in its order around the figures, and in the column beside."""

    first: tuple[Section | Slot, ...]
    then: tuple[Section | Slot, ...]
    last: tuple[Section | Slot, ...]
    aside: tuple[Section | Slot, ...]


class Shown(NamedTuple):
    """What is known of a place, in words: one sentence, its figures and its sources."""

    state: str
    figures: Section
    others: Section | None
    sources: Section | None


def place_page(edition: Edition, place: Place, own: Own, shown: Shown) -> Page:
    """The page of a place."""
    known = (shown.figures, shown.others)
    content = Content(
        heading=place.name,
        kicker=str(edition.words(edition.data.level[place.level].name)),
        state=shown.state,
        main=(*own.first, *filter(None, known), *own.then, *filter(None, (shown.sources,)), *own.last),
        aside=(*own.aside, _to_take_away(edition)),
    )
    title = " – ".join([str(place.name), *(str(link.text) for link in reversed(place.above))])
    regions = edition.link(edition.say("Regions"), addresses.REGIONS)
    crumbs = crumbs_to(edition, regions, *place.above)
    return make_page(edition, addresses.region(place.key), content, crumbs=crumbs, title=title)


def figures_section(edition: Edition, bars: tuple[Bar, ...]) -> Section:
    title = edition.say("Reported figures")
    if bars:
        return section("figures", title, Bars(bars))
    text = edition.say(
        "No figure has been reported for this place. Its administration could give one, or anyone who"
        " holds a document that can be cited."
    )
    return section("figures", title, nothing_here(edition, text))


def others_section(edition: Edition, rows: tuple[tuple[Cell, ...], ...]) -> Section | None:
    """The figures that stand beside the bars, as rows."""
    if not rows:
        return None
    say = edition.say
    head = (Cell(say("Indicator")), Cell(say("Figure"), numeric=True), Cell(say("Date")), Cell(say("Source")))
    table = Table(say("Every other reported figure, each with its own date"), head, rows)
    return section("other-figures", say("Other figures of this place"), table)


def figure_row(edition: Edition, figure: Figure, value: str) -> tuple[Cell, ...]:
    """A figure's value with what it counts, its day and its source."""
    return (
        Cell(edition.indicator_link(figure.observation.indicator)),
        Cell(value, numeric=True),
        Cell(date_in_words(edition, figure)),
        Cell(edition.source_link(figure.observation.source)),
    )


def sources_section(edition: Edition, source_ids: tuple[str, ...]) -> Section | None:
    """The sources of a place; its neighbours stand on the same ones."""
    if not source_ids:
        return None
    return edition.made.get(
        ("sources", source_ids),
        lambda: section("sources", edition.say("Sources"), source_items(edition, source_ids)),
    )


def _to_take_away(edition: Edition) -> Section:
    return edition.made.get("take", lambda: _made_to_take(edition))


def _made_to_take(edition: Edition) -> Section:
    ways = (
        edition.link(edition.say("Open data"), addresses.DATA),
        edition.link(edition.say("How to correct this page"), addresses.EDITING),
    )
    return section("take", edition.say("Take it with you"), Items(tuple(map(Item, ways))))


# --- like its neighbours ---


def page_like_others(edition: Edition, place: Place, own: Own) -> Filled | None:
    """The page of a place that differs from its neighbours' in names, numbers and what is its own.

    None where its figures need words of their own.
    """
    likeness = edition.state.likeness(place.key)
    if likeness is None:
        return None
    said = [said_of(edition, share, unit) for _, share, unit in likeness.shares]
    langs = place.name.lang, *(link.text.lang for link in place.above), *(lang for _, lang in said)
    key = "place", likeness.kind, place.level, langs, *map(len, own)
    pattern = edition.made.get(key, lambda: _pattern(edition, likeness, place, own, langs))
    if pattern is None:
        return None
    words = [place.key, place.name.text]
    for link in place.above:
        words += link.text.text, link.href
    for share, _ in said:
        words += share
    words += (value_with_kind(edition, figure) for figure in likeness.others)
    return Filled(pattern, tuple(words), tuple(part for parts in own for part in parts))


def _pattern(edition: Edition, likeness: Likeness, place: Place, own: Own, langs: tuple) -> Page | None:
    """What the pages of such places have in common; None where more than words would have to be put in."""
    indicators = (edition.data.indicator[figure.observation.indicator] for figure, *_ in likeness.shares)
    if any(langs[len(place.above) + 1 :]) or any(
        one.unreported or edition.words(one.name).lang for one in indicators
    ):
        return None
    numbers, slots = count(), count()
    new: Callable[[], str] = lambda: gap(next(numbers))  # noqa: E731
    key, name = new(), Words(new(), place.name.lang)
    above = tuple(Link(Words(new(), link.text.lang), new()) for link in place.above)
    bars = tuple(
        plain_share_bar(edition, figure, Said(*(new() for _ in Said._fields)))
        for figure, *_ in likeness.shares
    )
    rows = tuple(figure_row(edition, figure, new()) for figure in likeness.others)
    shown = Shown(
        bars[0].sentence,
        figures_section(edition, bars),
        others_section(edition, rows),
        sources_section(edition, likeness.kind[-1]),
    )
    places = Own(*(tuple(Slot(next(slots)) for _ in parts) for parts in own))
    return place_page(edition, Place(key, name, place.level, above), places, shown)
