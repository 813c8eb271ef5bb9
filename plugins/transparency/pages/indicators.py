"""What is measured: all indicators, and one page each that sets the regions side by side."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..languages import Words
from ..model import addresses
from ..model.dataset import Dataset
from ..model.figures import Indicator
from ..progress.figures import Figure
from ..progress.freshness import reporting_period
from .bars import figure_bar
from .edition import Edition
from .figures import freshness_word, observation_notes, share_in_words, value_in_words, value_with_kind
from .frames import crumbs_to, make_page
from .page import Page
from .parts import fact, figures_elsewhere, nothing_here, promise_list, section, sections, source_items
from .replies import replies_among
from .sheets import Sheet, one_each, single
from .views import Bars, Cell, Content, Fact, Facts, Item, Items, Replies, Section, Table


def sheets(data: Dataset) -> Iterator[Sheet]:
    yield single("indicators", _list_page, "listed")
    yield from one_each("indicator", data.indicator, _indicator_page, lambda _: "listed")


def _list_page(edition: Edition) -> Page:
    indicators = edition.sorted(edition.data.indicators, lambda i: edition.words(i.name))
    items = tuple(Item(edition.indicator_link(i.id), _how_many(edition, i)) for i in indicators)
    content = Content(
        heading=Words(edition.say("Indicators")),
        state=edition.say("What is measured, in which unit, and who has reported it."),
        main=sections(section("all", edition.say("All indicators"), Items(items))),
    )
    return make_page(edition, addresses.INDICATORS, content, crumbs=crumbs_to(edition))


def _how_many(edition: Edition, indicator: Indicator) -> str:
    figures = edition.state.tally(f"figures:{indicator.id}")
    return edition.say_n("%(n)s figure reported", "%(n)s figures reported", figures)


def _indicator_page(edition: Edition, indicator_id: str) -> Page:
    indicator = edition.data.indicator[indicator_id]
    figures = list(edition.state.figures_measuring(indicator.id))
    promises = [p for p in edition.state.promises.values() if p.commitment.indicator == indicator.id]
    content = Content(
        heading=edition.words(indicator.name),
        kicker=edition.say("Indicator"),
        state=edition.words(indicator.definition),
        main=sections(
            _figures(edition, indicator, figures),
            _splits(edition, figures),
            section("promises", edition.say("Promises"), promise_list(edition, promises, with_region=True)),
            section("sources", edition.say("Sources"), source_items(edition, _sources(figures))),
        ),
        aside=sections(
            section("facts", edition.say("How it is counted"), Facts(tuple(_facts(edition, indicator))))
        ),
    )
    crumbs = crumbs_to(edition, edition.link(edition.say("Indicators"), addresses.INDICATORS))
    return make_page(edition, addresses.indicator(indicator.id), content, crumbs=crumbs)


def _sources(figures: list[Figure]) -> list[str]:
    return [figure.observation.source for figure in figures]


def _facts(edition: Edition, indicator: Indicator) -> Iterator[Fact]:
    say = edition.say
    unit = edition.data.unit[indicator.unit]
    noun = edition.language.noun(unit.counted, Decimal(1))
    yield fact(say("Unit"), noun, *([unit.currency] if unit.currency else []))
    if indicator.whole:
        yield fact(edition.term(say("Share of"), "whole"), edition.indicator_link(indicator.whole))
    better = say("more is better") if indicator.better == "more" else say("less is better")
    yield fact(say("Direction"), better)
    yield fact(edition.term(say("Reporting period"), "reporting-period"), *_period(edition, indicator))
    if indicator.note:
        yield fact(say("Note"), edition.words(indicator.note))


def _period(edition: Edition, indicator: Indicator) -> tuple:
    period = reporting_period(indicator)
    if period.months is None:
        return (edition.say("one-off: nothing can follow it"),)
    months = edition.say_n("%(n)s month", "%(n)s months", period.months)
    if period.ours:
        return (months, edition.say("set by this site, since no source sets one"))
    return months, edition.source_link(indicator.period_source)


def _figures(edition: Edition, indicator: Indicator, figures: list[Figure]) -> Section:
    title = edition.say("By region")
    elsewhere = figures_elsewhere(edition, f"figures:{indicator.id}", len(figures))
    if not figures and elsewhere is None:
        text = edition.say("No figure has been reported. The body responsible could give one.")
        return section("regions", title, nothing_here(edition, text))
    if len(figures) == 1 and elsewhere is None:
        region = edition.region_link(figures[0].observation.region)
        return section("regions", title, Bars((figure_bar(edition, figures[0], region),)))
    return section("regions", title, *(_tabled(edition, figures) if figures else ()), elsewhere)


def _tabled(edition: Edition, figures: list[Figure]) -> tuple[Table | Facts | Replies | None, ...]:
    """The table of a figure's regions, and below it what is said of single ones."""
    return _table(edition, figures), _notes(edition, figures), replies_among(edition, figures)


def _table(edition: Edition, figures: list[Figure]) -> Table:
    say = edition.say
    ordered = edition.sorted(figures, lambda f: edition.region_name(f.observation.region))
    return Table(
        caption=say("Every reported figure, each with its own date; no sum is made over different dates"),
        head=(
            Cell(say("Place")),
            Cell(say("Figure"), numeric=True),
            Cell(say("Share"), numeric=True),
            Cell(say("Date")),
            Cell(say("Source")),
        ),
        rows=tuple(_row(edition, figure) for figure in ordered),
    )


def _row(edition: Edition, figure: Figure) -> tuple[Cell, ...]:
    observation = figure.observation
    date = edition.date(figure.period) if figure.period else ""
    if not figure.period and observation.date_note:
        date = str(edition.words(observation.date_note))
    dated = " · ".join(word for word in (date, freshness_word(edition, observation)) if word)
    return (
        Cell(edition.region_link(observation.region)),
        Cell(value_with_kind(edition, figure), numeric=True),
        Cell(share_in_words(edition, figure) or "–", numeric=True),
        Cell(dated),
        Cell(edition.source_link(observation.source)),
    )


def _notes(edition: Edition, figures: list[Figure]) -> Facts | None:
    rows = []
    for figure in figures:
        notes = observation_notes(edition, figure)
        if notes:
            name = f"{edition.region_name(figure.observation.region)} · {value_in_words(edition, figure)}"
            rows.append(fact(name, *notes))
    return Facts(tuple(rows)) if rows else None


def _splits(edition: Edition, figures: list[Figure]) -> Section | None:
    rows = [
        (
            Cell(edition.region_link(split.observation.region)),
            Cell(_split_words(edition, split)),
            Cell(value_with_kind(edition, split), numeric=True),
            Cell(edition.date(split.period)),
        )
        for figure in figures
        for split in edition.state.figures.splits_of(figure)
    ]
    if not rows:
        return None
    say = edition.say
    head = (Cell(say("Place")), Cell(say("Group")), Cell(say("Figure"), numeric=True), Cell(say("Date")))
    return section("groups", say("By group"), Table(say("The same figures by group"), head, tuple(rows)))


def _split_words(edition: Edition, figure: Figure) -> str:
    words = []
    for name, value in figure.observation.dimensions.items():
        dimension = edition.data.dimension[name]
        found = next((one for one in dimension.values if one.id == value), None)
        words.append(str(edition.words(found.name)) if found else value)
    return ", ".join(words)
