"""Every source, and what stands on it."""

from __future__ import annotations

from collections.abc import Iterator

from ..languages import Words
from ..languages.catalogues import mark
from ..model import addresses
from ..model.dataset import Dataset
from ..model.documents import Source
from .edition import Edition
from .figures import date_in_words, value_with_kind
from .frames import crumbs_to, make_page
from .page import Link, Page
from .parts import (
    article_items,
    fact,
    figures_elsewhere,
    meeting_items,
    promise_list,
    section,
    sections,
    source_items,
)
from .sheets import Sheet, one_each, single
from .views import Cell, Content, Fact, Facts, Item, Items, Section, Table

_LANGUAGES = {
    "kk": mark("Kazakh"),
    "ky": mark("Kyrgyz"),
    "ru": mark("Russian"),
    "en": mark("English"),
}


def sheets(data: Dataset) -> Iterator[Sheet]:
    yield single("sources", _list_page, "listed")
    yield from one_each("source", data.source, _source_page, lambda _: "listed")


def _list_page(edition: Edition) -> Page:
    content = Content(
        heading=Words(edition.say("Sources")),
        state=edition.say(
            "No figure stands here without a source; what is not known about a source is said."
        ),
        main=sections(
            section(
                "all", edition.say("All sources"), source_items(edition, (s.id for s in edition.data.sources))
            )
        ),
    )
    return make_page(edition, addresses.SOURCES, content, crumbs=crumbs_to(edition))


def _source_page(edition: Edition, source_id: str) -> Page:
    source = edition.data.source[source_id]
    articles = [article for article in edition.data.articles if source.id in article.sources]
    meetings = [meeting for meeting in edition.data.meetings if meeting.source == source.id]
    promises = [p for p in edition.state.promises.values() if p.commitment.source == source.id]
    content = Content(
        heading=edition.words(source.title),
        kicker=edition.say("Source"),
        state=edition.say("What this document reports, and what is known about it."),
        main=sections(
            section("facts", edition.say("The document"), Facts(tuple(_facts(edition, source)))),
            _figures(edition, source),
            section("promises", edition.say("Promises"), promise_list(edition, promises, with_region=True)),
            section("meetings", edition.say("Meetings"), meeting_items(edition, meetings)),
            section("programmes", edition.say("Programmes"), _programmes(edition, source)),
            section("services", edition.say("Services"), _services(edition, source)),
            section("articles", edition.say("Articles"), article_items(edition, articles)),
        ),
    )
    crumbs = crumbs_to(edition, edition.link(edition.say("Sources"), addresses.SOURCES))
    return make_page(edition, addresses.source(source.id), content, crumbs=crumbs)


def _facts(edition: Edition, source: Source) -> Iterator[Fact]:
    say = edition.say
    yield fact(say("Publisher"), edition.words(source.publisher) if source.publisher else say("not stated"))
    author = _author(edition, source) if source.author else say("not stated")
    yield fact(say("Author"), author)
    yield fact(say("Date"), edition.date(source.date), *edition.optional(source.date_note))
    yield fact(say("Language"), _language(edition, source))
    yield fact(say("Web address"), _address(edition, source))
    if source.accessed:
        yield fact(say("Date read"), edition.date(source.accessed))
    if source.sha256:
        yield fact(say("Fingerprint of the text received (SHA-256)"), source.sha256)
    if not source.verified:
        yield fact(say("Checked"), say("not verified"))
    if source.note:
        yield fact(say("Note"), edition.words(source.note))


def _author(edition: Edition, source: Source) -> Words:
    return edition.foreign(source.author, source.language or edition.language.code)


def _language(edition: Edition, source: Source) -> str:
    if source.language is None:
        return edition.say("not stated")
    return edition.say(_LANGUAGES[source.language]) if source.language in _LANGUAGES else source.language


def _address(edition: Edition, source: Source) -> Link | str:
    return Link(Words(source.url), source.url) if source.url else edition.say("not known")


def _figures(edition: Edition, source: Source) -> Section | None:
    figures, say = edition.state.figures_from(source.id), edition.say
    elsewhere = figures_elsewhere(edition, f"from:{source.id}", len(figures))
    if not figures:
        return section("figures", say("Figures"), elsewhere)
    rows = tuple(
        (
            Cell(edition.indicator_link(figure.observation.indicator)),
            Cell(edition.region_link(figure.observation.region)),
            Cell(value_with_kind(edition, figure), numeric=True),
            Cell(date_in_words(edition, figure)),
        )
        for figure in figures
    )
    head = (Cell(say("Indicator")), Cell(say("Place")), Cell(say("Figure"), numeric=True), Cell(say("Date")))
    table = Table(say("Figures that stand on this source"), head, rows)
    return section("figures", say("Figures"), table, elsewhere)


def _programmes(edition: Edition, source: Source) -> Items | None:
    found = [p for p in edition.data.programmes if p.source == source.id]
    return Items(tuple(Item(edition.programme_link(p.id)) for p in found)) if found else None


def _services(edition: Edition, source: Source) -> Items | None:
    found = [s for s in edition.data.services if s.source == source.id]
    items = (Item(edition.link(edition.words(s.name), addresses.service(s.id))) for s in found)
    return Items(tuple(items)) if found else None
