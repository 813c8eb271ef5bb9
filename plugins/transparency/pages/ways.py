"""The ways in from a page: whom to call or write to, where to walk in, and where to write with a form."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..model import addresses
from ..model.people import Door, Organization
from .contacts import channels_of, door_line, doors
from .edition import Edition
from .forms import mail_link, writing_link
from .page import Link
from .parts import contact_views, fact, section
from .subjects import Subject
from .views import Fact, Facts, Item, Items, Section


def ways_in(edition: Edition, about: Subject, bodies: tuple[Organization, ...] = ()) -> Section:
    """Every way to be heard about a page; `bodies` are those that answer for it."""
    blocks = (
        *channels_of(edition, about),
        *_contacts_of(edition, about, bodies),
        doors(edition, _nearest(edition, about.region, "door")),
        Facts(tuple(_facts(edition, about))),
        Items(tuple(Item(link) for link in _links(edition, about))),
    )
    return section("ask", edition.say("Whom to ask"), *blocks)


def _contacts_of(edition: Edition, about: Subject, bodies: tuple[Organization, ...]) -> Iterator:
    for body in bodies:
        contacts = contact_views(edition, body.contacts, about)
        if contacts:
            yield Items((Item(edition.organization_link(body.id)),))
            yield contacts


def _facts(edition: Edition, about: Subject) -> Iterator[Fact]:
    say, listed = edition.say, _nearest(edition, about.region, "door")
    for body in _nearest(edition, about.region, "line"):
        hours = "" if body in listed else door_line(edition, body)
        yield fact(
            say("The nearest public telephone or wireless Internet"),
            edition.organization_link(body.id),
            *filter(None, (*_public(edition, body.door), hours)),
        )
    for body in _nearest(edition, about.region, "address"):
        yield fact(say("Postal address"), edition.words(body.name), edition.words(body.door.address))
    yield fact(say("Reference of this page"), edition.foreign(str(about.reference), "en"))


def _public(edition: Edition, door: Door) -> Iterator[str]:
    if door.public_telephone:
        yield edition.say("public telephone")
    if door.public_wifi:
        yield edition.say("public wireless Internet")


_OFFERS: dict[str, Callable[[Door], object]] = {
    "door": lambda door: True,
    "line": lambda door: door.public_telephone or door.public_wifi,
    "address": lambda door: door.address,
}


def _nearest(edition: Edition, key: str, offer: str) -> tuple[Organization, ...]:
    """The institutions whose door offers something, in the region or the nearest one above it."""
    return edition.made.get(("nearest", offer, key), lambda: _found_nearest(edition, key, offer))


def _found_nearest(edition: Edition, key: str, offer: str) -> tuple[Organization, ...]:
    bodies = (body for body in edition.data.doors_of(key) if body.door is not None)
    found = tuple(body for body in bodies if _OFFERS[offer](body.door))
    above = key.rpartition("/")[0]
    return found or (_nearest(edition, above, offer) if above else ())


def _links(edition: Edition, about: Subject) -> Iterator[Link]:
    yield writing_link(edition, about)
    mail = mail_link(edition, about)
    if mail:
        yield mail
    if edition.data.site.receiver:
        yield edition.link(edition.say("How to be heard"), addresses.FEEDBACK)
    yield edition.link(edition.say("Directory of institutions"), addresses.INSTITUTIONS)
