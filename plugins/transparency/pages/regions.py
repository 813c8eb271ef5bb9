"""The regions page, and one page per region at every level."""

from __future__ import annotations

from collections.abc import Iterator

from ..languages import Words
from ..model import addresses
from ..model.dataset import Dataset, depth_of
from ..model.places import Region
from ..progress.figures import Figure
from .bars import region_bars
from .edition import Edition
from .figures import observation_notes, value_in_words, value_with_kind
from .frames import crumbs_to, make_page
from .page import Filled, Page
from .parts import (
    article_items,
    fact,
    meeting_items,
    printed_form,
    promise_list,
    section,
    sections,
    status_tally,
)
from .places import (
    Own,
    Place,
    Shown,
    figure_row,
    figures_section,
    others_section,
    page_like_others,
    place_page,
    sources_section,
)
from .register import place_blocks
from .sheets import Sheet, one_each, single
from .subjects import about_region
from .subregions import part_sections, reach_table
from .views import Content, Fact, Facts, Item, Items, Paragraphs, Section
from .ways import ways_in

MANY_PROMISES = 5
"""From this many on, promises are counted by status before they are listed."""


def sheets(data: Dataset) -> Iterator[Sheet]:
    yield single("regions", _list_page)
    # Whoever makes the page of an oblast has read what the pages below it are made from.
    yield from one_each("region", sorted(data.region, key=_oblast_of), _region_page, _oblast_of)


def _oblast_of(key: str) -> str:
    """The region at the second level in which a region lies: its files lie in one folder."""
    return "/".join(key.split("/")[:2])


def _list_page(edition: Edition) -> Page:
    content = Content(
        heading=Words(edition.say("Regions")),
        state=edition.say("Every region has a page, also where nothing has been reported yet."),
        main=tuple(_country_section(edition, country) for country in edition.data.countries()),
    )
    return make_page(edition, addresses.REGIONS, content, crumbs=crumbs_to(edition))


def _country_section(edition: Edition, country: Region) -> Section:
    parts = edition.data.parts_of(country.key)
    name = edition.region_link(country.key)
    items = Items((Item(name, _reach(edition, country)),))
    return section(country.id, str(name.text), items, reach_table(edition, country, parts))


def _reach(edition: Edition, region: Region) -> str:
    figures, promises = edition.state.reported_within(region.key), edition.state.promised_within(region.key)
    return " · ".join(
        (
            edition.say_n("%(n)s figure reported", "%(n)s figures reported", figures),
            edition.say_n("%(n)s promise recorded", "%(n)s promises recorded", promises),
        )
    )


def _region_page(edition: Edition, key: str) -> Page | Filled:
    region = edition.data.region[key]
    above = tuple(edition.region_link(one.key) for one in edition.data.chain_to(key)[:-1])
    place, own = Place(key, edition.words(region.name), region.level, above), _own(edition, region)
    like_others = page_like_others(edition, place, own)
    return like_others or place_page(edition, place, own, _shown(edition, region))


def _own(edition: Edition, region: Region) -> Own:
    """What only the page of this place shows."""
    last, about = sections(_about(edition, region)), about_region(region, edition.words(region.name))
    aside = sections(ways_in(edition, about))
    if not edition.state.is_told_of(region.key):
        return Own((), sections(*part_sections(edition, region)), last, aside)
    asked = section("register", edition.say("You said – we did"), *place_blocks(edition, region.key))
    then = sections(
        _promises(edition, region),
        *part_sections(edition, region),
        _meetings(edition, region),
        asked,
        _articles(edition, region),
    )
    return Own(sections(_named(edition, region)), then, last, aside)


def _shown(edition: Edition, region: Region) -> Shown:
    return Shown(
        _state(edition, region),
        figures_section(edition, region_bars(edition, region.key)),
        _other_figures(edition, region),
        sources_section(edition, edition.state.sources_behind(region.key)),
    )


def _state(edition: Edition, region: Region) -> str:
    """One sentence: the first figure on the way to a target, else how much is promised and unreported."""
    bars = [bar for bar in region_bars(edition, region.key) if bar.shape in ("share", "over", "number")]
    if bars:
        return bars[0].sentence
    promises = edition.state.promises_within(region.key)
    if promises:
        silent = sum(1 for promise in promises if promise.newest is None)
        recorded = edition.say_n(
            "%(n)s promise, instruction, plan or proposal is recorded here.",
            "%(n)s promises, instructions, plans and proposals are recorded here.",
            len(promises),
        )
        nothing = edition.say_n(
            "On %(n)s of them no result has been reported.",
            "On %(n)s of them no result has been reported.",
            silent,
        )
        return f"{recorded} {nothing}" if silent else recorded
    naming = edition.state.figures_naming(region.key)
    if naming:
        return edition.say("A source names this place among those reached.")
    return edition.say("Nothing has been reported here yet.")


def _other_figures(edition: Edition, region: Region) -> Section | None:
    """The figures without a bar, of a place whose figures stand on no other page: earlier ones, wholes."""
    if depth_of(region.key) <= edition.state.listed_depth:
        return None
    drawn = {id(figure) for figure in edition.state.headline_figures(region.key)}
    figures = [one for one in edition.state.figures.in_region(region.key) if id(one) not in drawn]
    rows = tuple(figure_row(edition, one, value_with_kind(edition, one)) for one in figures)
    return others_section(edition, rows)


def _named(edition: Edition, region: Region) -> Section | None:
    figures = edition.state.figures_naming(region.key)
    if not figures:
        return None
    return section("named", edition.say("What sources say of this place"), Facts(_naming(edition, figures)))


def _naming(edition: Edition, figures: tuple[Figure, ...]) -> tuple[Fact, ...]:
    rows = []
    for figure in figures:
        observation = figure.observation
        within = edition.region_link(observation.region)
        indicator = edition.indicator_link(observation.indicator)
        answers = (
            edition.say("named among those counted in this figure:"),
            within,
            value_in_words(edition, figure),
            edition.date(figure.period),
            edition.source_link(observation.source),
            *observation_notes(edition, figure),
        )
        rows.append(fact(str(indicator.text), *answers))
    return tuple(rows)


def _promises(edition: Edition, region: Region) -> Section | None:
    own = edition.state.promises_in(region.key)
    below = [p for p in edition.state.promises_within(region.key) if p.commitment.region != region.key]
    if not own and not below:
        return None
    blocks = (
        status_tally(edition, (*own, *below)) if len(own) + len(below) >= MANY_PROMISES else None,
        promise_list(edition, own),
        promise_list(edition, below, with_region=True),
    )
    return section("promises", edition.say("Promises"), *blocks)


def _meetings(edition: Edition, region: Region) -> Section | None:
    meetings = edition.data.meetings_of(region.key)
    return section("meetings", edition.say("Meetings"), meeting_items(edition, meetings))


def _articles(edition: Edition, region: Region) -> Section | None:
    articles = edition.data.articles_within(region.key)
    return section("articles", edition.say("Articles"), article_items(edition, articles))


def _about(edition: Edition, region: Region) -> Section | None:
    """What is known of the name itself."""
    rows = []
    if region.iso:
        rows.append(fact(edition.say("Code (ISO 3166-2)"), region.iso))
    if region.name_as_of:
        rows.append(fact(edition.say("The name is that of"), edition.date(region.name_as_of)))
    if region.printed:
        rows.append(
            fact(
                edition.say("Printed in the source as"), printed_form(edition, region.printed, region.source)
            )
        )
    for former in region.former_names:
        until = f" ({edition.date(former.until)})" if former.until else ""
        rows.append(fact(edition.say("Former name"), f"{edition.words(former.name)}{until}"))
    if edition.language.code in region.review:
        text = edition.say("The spelling in this language is ours and waits for a native reader's review.")
        rows.append(fact(edition.say("Spelling"), text))
    notes = edition.optional(region.note)
    blocks = (Facts(tuple(rows)) if rows else None, Paragraphs(notes) if notes else None)
    return section("name", edition.say("About the name"), *blocks)
