"""A region's parts side by side: their newest figures, or how much is known of each."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.places import Region
from ..progress.figures import Figure, Share
from ..progress.rollup import RollUp, roll_up
from .edition import Edition
from .figures import value_with_kind
from .parts import section
from .views import Cell, Names, Section, Table

MOST_COLUMNS = 3
"""A table of parts stays readable on a phone with this many columns of figures."""


def part_sections(edition: Edition, region: Region) -> Iterator[Section]:
    parts = edition.data.parts_of(region.key)
    for level in edition.data.site.levels:
        of_level = tuple(part for part in parts if part.level == level.id)
        if of_level:
            table = _figures_table(edition, region, of_level) or reach_table(edition, region, of_level)
            title = str(edition.words(level.plural))
            yield section(f"parts-{level.id}", title, table or _names(edition, of_level))


def _names(edition: Edition, parts: tuple[Region, ...]) -> Names:
    links = (edition.region_link(part.key) for part in parts)
    return Names(tuple(edition.sorted(links, lambda link: link.text)))


def _figures_table(edition: Edition, region: Region, parts: tuple[Region, ...]) -> Table | None:
    """The parts' newest figures of the same indicators; None where no part reported any."""
    newest = {part.key: edition.state.headlines(part.key) for part in parts}
    reported = set().union(*newest.values())
    indicators = [i.id for i in edition.data.indicators if i.id in reported][:MOST_COLUMNS]
    if not indicators:
        return None
    rows = edition.sorted(parts, lambda part: edition.region_name(part.key))
    dates = dict.fromkeys(
        edition.date(figure.period)
        for row in newest.values()
        for figure, _ in (row[i] for i in indicators if i in row)
        if figure.period
    )
    head = (Cell(edition.say("Place")), *(Cell(edition.indicator_link(i), numeric=True) for i in indicators))
    totals = [_total(edition, region, parts, i, newest) for i in indicators]
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
        total=_total_row(edition, region, totals),
    )


def _total_row(edition: Edition, region: Region, totals: list[str]) -> tuple[Cell, ...]:
    if not any(totals):
        return ()
    not_reported = edition.say("not reported")
    cells = (Cell(total or not_reported, numeric=True) for total in totals)
    return (Cell(edition.region_name(region.key)), *cells)


def _total(
    edition: Edition, region: Region, parts: tuple[Region, ...], indicator: str, newest: dict[str, dict]
) -> str:
    """The region's own figure; else the sum of its parts, where all that is shown is of one date."""
    own = edition.state.headlines(region.key).get(indicator)
    if own is not None:
        return _in_words(edition, *own)
    state = edition.state
    summed = roll_up(state.data, state.figures, region.key, indicator, parts[0].level, state.today)
    shown = [row[indicator][0] for row in newest.values() if indicator in row]
    if summed is None or {id(figure) for figure in shown} != {id(figure) for figure in summed.figures}:
        return ""
    return _sum_in_words(edition, summed)


def _sum_in_words(edition: Edition, summed: RollUp) -> str:
    """ "107 (73.3 %, derived; 2 of 3 have reported a figure)"."""
    share = [edition.language.percent(summed.share.percent)] if summed.share else []
    reported = edition.say(
        "%(reported)s of %(parts)s have reported a figure",
        reported=edition.number(summed.reported),
        parts=edition.number(summed.parts),
    )
    return f"{edition.number(summed.total)} ({', '.join([*share, edition.say('derived')])}; {reported})"


def _figure_cell(edition: Edition, headline: tuple[Figure, Share | None] | None) -> Cell:
    if headline is None:
        return Cell(edition.say("not reported"), numeric=True)
    return Cell(_in_words(edition, *headline), numeric=True)


def _in_words(edition: Edition, figure: Figure, share: Share | None) -> str:
    value = value_with_kind(edition, figure)
    return f"{value} ({edition.language.percent(share.percent)})" if share else value


def reach_table(edition: Edition, region: Region, parts: tuple[Region, ...]) -> Table | None:
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
