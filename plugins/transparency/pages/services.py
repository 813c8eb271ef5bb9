"""Digital services and systems, and the centres where their use is taught."""

from __future__ import annotations

from collections.abc import Iterator

from ..languages import Words
from ..model import addresses
from ..model.dataset import Dataset
from ..model.documents import Service
from .bars import figure_bar
from .edition import Edition
from .frames import crumbs_to, make_page
from .page import Page
from .parts import (
    fact,
    nothing_here,
    printed_form,
    section,
    sections,
    source_items,
)
from .sheets import Sheet, one_each, single
from .views import Bars, Content, Fact, Facts, Item, Items, Section
from .wording import SERVICE_STATE_WORDS


def sheets(data: Dataset) -> Iterator[Sheet]:
    yield single("services", _services_page)
    yield from one_each("service", data.service, _service_page)
    yield single("centres", _centres_page)


def _services_page(edition: Edition) -> Page:
    by_region = dict.fromkeys(service.region for service in edition.data.services)
    listed = tuple(_services_of(edition, key) for key in by_region)
    if not listed:
        text = edition.say("No service has been reported yet.")
        listed = (section("none", edition.say("Services"), nothing_here(edition, text)),)
    content = Content(
        heading=Words(edition.say("Services")),
        state=edition.say("Digital services and systems that sources name, each with its state and date."),
        main=sections(*listed),
        aside=sections(section("see", edition.say("See also"), _see_also(edition))),
    )
    return make_page(edition, addresses.SERVICES, content, crumbs=crumbs_to(edition))


def _see_also(edition: Edition) -> Items:
    return Items(
        (
            Item(edition.link(edition.say("Education centres"), addresses.CENTRES)),
            Item(edition.link(edition.say("Help for residents"), addresses.HELP)),
        )
    )


def _services_of(edition: Edition, key: str) -> Section:
    services = [service for service in edition.data.services if service.region == key]
    items = tuple(
        Item(_service_link(edition, service), _service_line(edition, service)) for service in services
    )
    counts = [f for f in edition.state.headline_figures(key) if f.observation.count == "services"]
    bars = Bars(tuple(figure_bar(edition, figure) for figure in counts)) if counts else None
    return section(key.replace("/", "-"), str(edition.region_name(key)), bars, Items(items))


def _service_link(edition: Edition, service: Service):
    return edition.link(edition.words(service.name), addresses.service(service.id))


def _service_line(edition: Edition, service: Service) -> str:
    return f"{edition.say(SERVICE_STATE_WORDS[service.state])} · {edition.date(service.as_of)}"


def _service_page(edition: Edition, service_id: str) -> Page:
    service, say = edition.data.service[service_id], edition.say
    content = Content(
        heading=edition.words(service.name),
        kicker=say("Service"),
        state=_service_line(edition, service),
        main=sections(
            section("facts", say("What is known"), Facts(tuple(_service_facts(edition, service)))),
            section("sources", say("Sources"), source_items(edition, [service.source])),
        ),
    )
    crumbs = crumbs_to(edition, edition.link(say("Services"), addresses.SERVICES))
    return make_page(edition, addresses.service(service.id), content, crumbs=crumbs)


def _service_facts(edition: Edition, service: Service) -> Iterator[Fact]:
    say = edition.say
    yield fact(say("Region"), edition.region_link(service.region))
    yield fact(say("For whom"), edition.words(service.audience) if service.audience else say("not stated"))
    yield fact(
        say("By whom"), edition.organization_link(service.provider) if service.provider else say("not named")
    )
    yield fact(say("State"), _service_line(edition, service))
    yield fact(say("Since"), edition.date(service.since))
    if service.channel:
        yield fact(say("Where"), service.channel)
    if service.printed:
        yield fact(say("Printed in the source as"), printed_form(edition, service.printed, service.source))
    if service.note:
        yield fact(say("Note"), edition.words(service.note))


def _centres_page(edition: Edition) -> Page:
    centres = edition.data.site.centres
    content = Content(
        heading=Words(edition.say("Education centres")),
        state=_centres_state(edition),
        main=sections(*_centres_sections(edition)) if centres else sections(_no_centres(edition)),
    )
    return make_page(edition, addresses.CENTRES, content, crumbs=crumbs_to(edition))


def _no_centres(edition: Edition) -> Section:
    text = edition.say("No centre has been reported yet.")
    return section("none", edition.say("Education centres"), nothing_here(edition, text))


def _centres_state(edition: Edition) -> str:
    centres = edition.data.site.centres
    if centres is None:
        return edition.say("No centre has been reported yet.")
    listed = sum(1 for body in edition.data.organizations if body.kind == centres.kind)
    figures = [f for f in _reported_centres(edition) if f.value is not None]
    reported = edition.number(sum(f.value for f in figures)) if figures else edition.say("not known")
    return edition.say("Reported: %(reported)s. Listed here: %(listed)s.", reported=reported, listed=listed)


def _reported_centres(edition: Edition) -> list:
    indicator = edition.data.site.centres.indicator
    found = (
        edition.state.figures.newest(r.key, indicator, edition.state.today) for r in edition.data.regions
    )
    return [figure for figure in found if figure is not None]


def _centres_sections(edition: Edition) -> Iterator[Section]:
    centres, say = edition.data.site.centres, edition.say
    bars = tuple(
        figure_bar(edition, figure, edition.region_link(figure.observation.region))
        for figure in _reported_centres(edition)
    )
    yield section("reported", say("Reported"), Bars(bars) if bars else None)
    bodies = [body for body in edition.data.organizations if body.kind == centres.kind]
    text = say("The sources list none of the centres by name. The bodies that run them could give the list.")
    listed = Items(tuple(Item(edition.organization_link(body.id)) for body in bodies)) if bodies else None
    yield section("listed", say("Listed"), listed or nothing_here(edition, text))
    yield section("programme", say("Programme"), Items((Item(edition.programme_link(centres.programme)),)))
