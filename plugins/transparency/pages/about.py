"""About the site: how it counts, what its words mean, who reports what, what is translated, its limits."""

from __future__ import annotations

from collections.abc import Iterator

from ..languages import Words
from ..languages.catalogues import mark
from ..model import addresses
from ..model.dataset import Dataset
from ..progress.freshness import Freshness
from ..progress.status import ROWS
from . import translations
from .articles import prose, text_shown
from .edition import Edition
from .frames import crumbs_to, make_page
from .page import Link, Page
from .parts import fact, nothing_here, section, sections
from .sheets import Sheet, one_each, single
from .views import (
    Cell,
    Content,
    Facts,
    Item,
    Items,
    Notice,
    Paragraphs,
    Section,
    StatusRow,
    StatusRows,
    Table,
    TermItem,
    Terms,
)
from .wording import STATUS_RULES

TEXT_PAGES = {
    "method": addresses.METHOD,
    "accessibility": addresses.ACCESSIBILITY,
    "privacy": addresses.PRIVACY,
    "editing": addresses.EDITING,
    "data": addresses.DATA,
    "verify": addresses.VERIFY,
}
"""The site's own texts in content/pages/, and where they are shown."""


def sheets(_: Dataset) -> Iterator[Sheet]:
    yield single("about", _about_page)
    yield from one_each("text", TEXT_PAGES, _text_page)
    yield single("glossary", _glossary_page)
    yield single("completeness", _completeness_page)
    yield single("translations", translations.page)
    yield single("changes", _changes_page)
    # Every name of the site stands on its pages: nothing takes longer.
    yield single("search", _search_page, "search")


def _about_crumbs(edition: Edition) -> tuple[Link, ...]:
    return crumbs_to(edition, edition.link(edition.say("About this site"), addresses.ABOUT))


def _about_page(edition: Edition) -> Page:
    say = edition.say
    rows = (
        (say("Method"), addresses.METHOD, say("how figures and statuses are computed")),
        (say("Glossary"), addresses.GLOSSARY, say("what the words mean here")),
        (say("Completeness"), addresses.COMPLETENESS, say("who reports what, and how fresh it is")),
        (say("Translations"), addresses.TRANSLATIONS, say("what is translated, and what waits for review")),
        (say("How to add or correct a figure"), addresses.EDITING, say("for editors and readers")),
        (say("How to verify this site"), addresses.VERIFY, say("signatures that anyone can check")),
        (say("Accessibility"), addresses.ACCESSIBILITY, say("old phones, screen readers, paper")),
        (say("Privacy"), addresses.PRIVACY, say("what is kept about you, where and how long")),
    )
    items = Items(tuple(Item(edition.link(name, path), line) for name, path, line in rows))
    content = Content(
        heading=Words(say("About this site")),
        state=edition.words(edition.data.site.promise),
        main=sections(section("pages", say("How it works"), items)),
    )
    return make_page(edition, addresses.ABOUT, content, crumbs=crumbs_to(edition))


def _text_page(edition: Edition, name: str) -> Page:
    text = edition.data.text.get(name)
    path = TEXT_PAGES[name]
    if text is None:
        return _missing_text(edition, name, path)
    shown = text_shown(edition, text)
    content = Content(
        heading=edition.foreign(shown.title, shown.lang),
        state=edition.foreign(shown.summary, shown.lang),
        main=(*_method_rows(edition, name), Section("text", "", (prose(edition, text),))),
    )
    crumbs = _about_crumbs(edition) if path.startswith(addresses.ABOUT) else crumbs_to(edition)
    return make_page(edition, path, content, crumbs=crumbs, written_in=[one.lang for one in text.texts])


def _missing_text(edition: Edition, name: str, path: str) -> Page:
    titles = {
        "method": mark("Method"),
        "accessibility": mark("Accessibility"),
        "privacy": mark("Privacy"),
        "editing": mark("How to add or correct a figure"),
        "data": mark("Open data"),
        "verify": mark("How to verify this site"),
    }
    notice = Notice(edition.say("The operator of this site has not written this page yet."))
    content = Content(
        heading=Words(edition.say(titles[name])),
        main=(*_method_rows(edition, name), Section("none", "", (notice,))),
    )
    return make_page(edition, path, content, crumbs=_about_crumbs(edition))


def _method_rows(edition: Edition, name: str) -> tuple[Section, ...]:
    """On the method page: every status in its order, worded as on every other page."""
    if name != "method":
        return ()
    rows = tuple(
        StatusRow(edition.status_tag(status), edition.say(STATUS_RULES[status])) for status, _ in ROWS
    )
    explained = edition.say("The first rule that holds decides. Nobody types a status; it is computed.")
    return sections(
        section("statuses", edition.say("The statuses"), Paragraphs((explained,)), StatusRows(rows))
    )


def _glossary_page(edition: Edition) -> Page:
    terms = edition.sorted(edition.data.terms, lambda term: edition.words(term.name))
    views = tuple(TermItem(term.id, edition.words(term.name), edition.words(term.meaning)) for term in terms)
    listed = Terms(views) if views else nothing_here(edition, edition.say("No word has been explained yet."))
    content = Content(
        heading=Words(edition.say("Glossary")),
        state=edition.say("What the words mean on this site."),
        main=sections(section("terms", edition.say("Words"), listed)),
    )
    return make_page(edition, addresses.GLOSSARY, content, crumbs=_about_crumbs(edition))


# --- completeness ---


def _completeness_page(edition: Edition) -> Page:
    say = edition.say
    content = Content(
        heading=Words(say("Completeness")),
        state=say("Who reports what, how fresh it is, and who is silent."),
        main=sections(
            section("indicators", say("By indicator"), _by_indicator(edition)),
            *(_by_region(edition, country.key) for country in edition.data.countries()),
        ),
    )
    return make_page(edition, addresses.COMPLETENESS, content, crumbs=_about_crumbs(edition))


def _by_indicator(edition: Edition) -> Table:
    say = edition.say
    head = [Cell(say("Indicator"))]
    head += [
        Cell(say(word), numeric=True)
        for word in (mark("Regions"), mark("fresh"), mark("ageing"), mark("stale"))
    ]
    rows = tuple(_indicator_row(edition, i.id) for i in edition.data.indicators)
    return Table(
        say("How many regions report each indicator, and how fresh their newest figures are"),
        tuple(head),
        rows,
    )


def _indicator_row(edition: Edition, indicator: str) -> tuple[Cell, ...]:
    kinds = ("regions", *(one.value for one in (Freshness.FRESH, Freshness.AGEING, Freshness.STALE)))
    shown = (edition.state.tally(f"{kind}:{indicator}") for kind in kinds)
    return (Cell(edition.indicator_link(indicator)), *(edition.count_cell(count) for count in shown))


def _by_region(edition: Edition, country: str) -> Section:
    say, state = edition.say, edition.state
    parts = edition.sorted(edition.data.parts_of(country), lambda part: edition.region_name(part.key))
    rows = []
    for part in parts:
        reported, promised = state.reported_within(part.key), state.promised_within(part.key)
        silent = sum(1 for p in state.promises_within(part.key) if p.commitment.target and not p.newest)
        word = say("no figure yet") if not reported else say("has figures")
        cells = (edition.count_cell(reported), edition.count_cell(promised), edition.count_cell(silent))
        rows.append((Cell(edition.region_link(part.key)), *cells, Cell(word)))
    words = (mark("Figures"), mark("Promises"), mark("with a number but no result reported"))
    head = (Cell(say("Place")), *(Cell(say(word), numeric=True) for word in words), Cell(say("State")))
    caption = say(
        "%(reported)s of %(parts)s have reported a figure",
        reported=edition.number(sum(1 for part in parts if state.reported_within(part.key))),
        parts=edition.number(len(parts)),
    )
    return section(f"country-{country}", str(edition.region_name(country)), Table(caption, head, tuple(rows)))


# --- changes and search ---


def _changes_page(edition: Edition) -> Page:
    say = edition.say
    corrected = (edition.state.figures.of(one) for one in edition.data.corrected)
    figures = {figure.observation.key: figure for figure in corrected if figure.history}
    rows = []
    for figure in figures.values():
        for before, after in zip(figure.history, (*figure.history[1:], figure.observation), strict=True):
            change = f"{edition.number(before.value or 0)} → {edition.number(after.value or 0)}"
            region = edition.region_link(after.region)
            when = edition.date(after.correction.date)
            rows.append(
                fact(
                    when,
                    region,
                    edition.indicator_link(after.indicator),
                    change,
                    edition.words(after.correction.reason),
                )
            )
    none = say("No published figure has been corrected so far.")
    content = Content(
        heading=Words(say("Changes")),
        state=say("Every figure that was corrected: from what to what, when, and why."),
        main=sections(
            section("corrections", say("Corrections"), Facts(tuple(rows)) if rows else Notice(none))
        ),
    )
    return make_page(edition, addresses.CHANGES, content, crumbs=crumbs_to(edition))


def _search_page(edition: Edition) -> Page:
    """Every name in alphabetical order: found with the browser's own search, without scripts."""
    links = [edition.region_link(region.key) for region in edition.data.regions]
    links += [edition.organization_link(body.id) for body in edition.data.organizations]
    named = edition.sorted(links, lambda link: link.text)
    by_letter: dict[str, list[Link]] = {}
    for link in named:
        letter = next((c for c in str(link.text) if c.isalnum()), "#").upper()
        by_letter.setdefault(letter, []).append(link)
    groups = tuple(
        Section(f"letter-{position}", letter, (Items(tuple(Item(link) for link in links)),))
        for position, (letter, links) in enumerate(by_letter.items(), 1)
    )
    content = Content(
        heading=Words(edition.say("Search")),
        state=edition.say("All names from A to Z; on a phone, use “find in page”."),
        main=groups,
    )
    return make_page(edition, addresses.SEARCH, content, crumbs=crumbs_to(edition))
