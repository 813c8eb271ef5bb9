"""The regions page, and one page per region at every level."""

from __future__ import annotations

from collections.abc import Iterator

from ..languages import Words
from ..model import addresses
from ..model.dataset import is_within
from ..model.places import Region
from ..progress.figures import Figure
from .bars import region_bars
from .contacts import channels_of, doors_in
from .edition import Edition
from .figures import observation_notes, share_in_words, value_in_words, value_with_kind
from .frames import crumbs_to, make_page
from .page import Link, Page
from .parts import (
    article_items,
    fact,
    meeting_items,
    nothing_here,
    promise_list,
    section,
    sections,
    source_items,
    status_tally,
)
from .views import Bars, Cell, Content, Fact, Facts, Item, Items, Names, Paragraphs, Section, Table

MOST_COLUMNS = 3
"""A table of parts stays readable on a phone with this many columns of figures."""


MANY_PROMISES = 5
"""From this many on, promises are counted by status before they are listed."""


def pages(edition: Edition) -> Iterator[Page]:
    yield _list_page(edition)
    for region in edition.data.regions:
        yield _region_page(edition, region)


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
    return section(country.id, str(name.text), items, _reach_table(edition, country, parts))


def _reach(edition: Edition, region: Region) -> str:
    figures, promises = edition.state.reported_within(region.key), edition.state.promised_within(region.key)
    return " · ".join(
        (
            edition.say_n("%(n)s figure reported", "%(n)s figures reported", figures),
            edition.say_n("%(n)s promise recorded", "%(n)s promises recorded", promises),
        )
    )


def _region_page(edition: Edition, region: Region) -> Page:
    chain = edition.data.chain_to(region.key)
    above = [edition.region_link(one.key) for one in chain[:-1]]
    regions = edition.link(edition.say("Regions"), addresses.REGIONS)
    content = Content(
        heading=edition.words(region.name),
        kicker=str(edition.words(edition.data.level[region.level].name)),
        state=_state(edition, region),
        main=sections(
            _named(edition, region),
            _figures(edition, region),
            _promises(edition, region),
            *_parts(edition, region),
            _meetings(edition, region),
            _articles(edition, region),
            _sources(edition, region),
            _about(edition, region),
        ),
        aside=sections(_whom_to_ask(edition, region), _take_away(edition)),
    )
    title = " – ".join([str(content.heading), *(str(link.text) for link in reversed(above))])
    path = addresses.region(region.key)
    return make_page(edition, path, content, crumbs=crumbs_to(edition, regions, *above), title=title)


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


def _figures(edition: Edition, region: Region) -> Section:
    bars = region_bars(edition, region.key)
    title = edition.say("Reported figures")
    if bars:
        return section("figures", title, Bars(bars))
    text = edition.say(
        "No figure has been reported for this place. Its administration could give one, or anyone who"
        " holds a document that can be cited."
    )
    return section("figures", title, nothing_here(edition, text))


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


def _parts(edition: Edition, region: Region) -> Iterator[Section]:
    parts = edition.data.parts_of(region.key)
    for level in edition.data.site.levels:
        of_level = tuple(part for part in parts if part.level == level.id)
        if of_level:
            table = _figures_table(edition, region, of_level) or _reach_table(edition, region, of_level)
            title = str(edition.words(level.plural))
            yield section(f"parts-{level.id}", title, table or _names(edition, of_level))


def _names(edition: Edition, parts: tuple[Region, ...]) -> Names:
    links = (edition.region_link(part.key) for part in parts)
    return Names(tuple(edition.sorted(links, lambda link: link.text)))


def _figures_table(edition: Edition, region: Region, parts: tuple[Region, ...]) -> Table | None:
    """The parts' newest figures of the same indicators; None where no part reported any."""
    newest = {part.key: _newest_by_indicator(edition, part.key) for part in parts}
    indicators = [i.id for i in edition.data.indicators if any(i.id in row for row in newest.values())]
    indicators = indicators[:MOST_COLUMNS]
    if not indicators:
        return None
    whole = _newest_by_indicator(edition, region.key)
    rows = edition.sorted(parts, lambda part: edition.region_name(part.key))
    dates = dict.fromkeys(
        edition.date(row[i].period)
        for row in newest.values()
        for i in indicators
        if i in row and row[i].period
    )
    head = (Cell(edition.say("Place")), *(Cell(edition.indicator_link(i), numeric=True) for i in indicators))
    total = (
        Cell(edition.region_name(region.key)),
        *(_figure_cell(edition, whole.get(i)) for i in indicators),
    )
    return Table(
        caption=edition.say("Newest figures: %(dates)s", dates="; ".join(dates)),
        head=head,
        rows=tuple(
            (
                Cell(edition.region_link(part.key)),
                *(_figure_cell(edition, newest[part.key].get(i)) for i in indicators),
            )
            for part in rows
        ),
        total=total if any(i in whole for i in indicators) else (),
    )


def _newest_by_indicator(edition: Edition, key: str) -> dict[str, Figure]:
    return {figure.observation.indicator: figure for figure in edition.state.headline_figures(key)}


def _figure_cell(edition: Edition, figure: Figure | None) -> Cell:
    if figure is None:
        return Cell(edition.say("not reported"), numeric=True)
    share = share_in_words(edition, figure)
    value = value_with_kind(edition, figure)
    return Cell(f"{value} ({share})" if share else value, numeric=True)


def _reach_table(edition: Edition, region: Region, parts: tuple[Region, ...]) -> Table | None:
    """How much is known of each part; None where nothing is known of any."""
    state = edition.state
    if not any(state.reported_within(p.key) or state.promised_within(p.key) for p in parts):
        return None
    reported = sum(1 for part in parts if state.reported_within(part.key))
    rows = edition.sorted(parts, lambda part: edition.region_name(part.key))
    return Table(
        caption=edition.say(
            "%(reported)s of %(parts)s have reported a figure",
            reported=edition.number(reported),
            parts=edition.number(len(parts)),
        ),
        head=(
            Cell(edition.say("Place")),
            Cell(edition.say("Figures"), numeric=True),
            Cell(edition.say("Promises"), numeric=True),
        ),
        rows=tuple(
            (
                Cell(edition.region_link(part.key)),
                _known(edition, state.reported_within(part.key)),
                _known(edition, state.promised_within(part.key)),
            )
            for part in rows
        ),
    )


def _known(edition: Edition, count: int) -> Cell:
    return edition.count_cell(count) if count else Cell(edition.say("none"), numeric=True)


def _meetings(edition: Edition, region: Region) -> Section | None:
    meetings = [meeting for meeting in edition.data.meetings if meeting.region == region.key]
    return section("meetings", edition.say("Meetings"), meeting_items(edition, meetings))


def _articles(edition: Edition, region: Region) -> Section | None:
    articles = [a for a in edition.data.articles if any(is_within(key, region.key) for key in a.regions)]
    return section("articles", edition.say("Articles"), article_items(edition, articles))


def _sources(edition: Edition, region: Region) -> Section:
    observed = [o.source for o in edition.data.observations_of(region.key)]
    promised = [c.source for c in edition.data.commitments_of(region.key)]
    named = [f.observation.source for f in edition.state.figures_naming(region.key)]
    items = source_items(edition, [*observed, *promised, *named])
    return section("sources", edition.say("Sources"), items)


def _about(edition: Edition, region: Region) -> Section | None:
    """What is known of the name itself."""
    rows = []
    if region.iso:
        rows.append(fact(edition.say("Code (ISO 3166-2)"), region.iso))
    if region.name_as_of:
        rows.append(fact(edition.say("The name is that of"), edition.date(region.name_as_of)))
    if region.printed:
        rows.append(fact(edition.say("Printed in the source as"), region.printed))
    for former in region.former_names:
        until = f" ({edition.date(former.until)})" if former.until else ""
        rows.append(fact(edition.say("Former name"), f"{edition.words(former.name)}{until}"))
    if edition.language.code in region.review:
        text = edition.say("The spelling in this language is ours and waits for a native reader's review.")
        rows.append(fact(edition.say("Spelling"), text))
    notes = edition.optional(region.note)
    blocks = (Facts(tuple(rows)) if rows else None, Paragraphs(notes) if notes else None)
    return section("name", edition.say("About the name"), *blocks)


def _whom_to_ask(edition: Edition, region: Region) -> Section:
    links = [
        edition.link(edition.say("How to be heard"), addresses.FEEDBACK),
        edition.link(edition.say("Directory of institutions"), addresses.INSTITUTIONS),
    ]
    blocks = (*channels_of(edition, region.key), doors_in(edition, region.key), _ways(links))
    return section("ask", edition.say("Whom to ask"), *blocks)


def _take_away(edition: Edition) -> Section:
    links = [
        edition.link(edition.say("Open data"), addresses.DATA),
        edition.link(edition.say("How to correct this page"), addresses.EDITING),
    ]
    return section("take", edition.say("Take it with you"), _ways(links))


def _ways(links: list[Link]) -> Items:
    return Items(tuple(Item(link) for link in links))
