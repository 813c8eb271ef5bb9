"""The ways in from a page: whom to call or write to, where to walk in, and where to write with a form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

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
        doors(edition, _nearest(edition, about.region)["door"]),
        Facts(tuple(_facts(edition, about))),
        _writing(edition, about),
    )
    return section("ask", edition.say("Whom to ask"), *blocks)


def _contacts_of(edition: Edition, about: Subject, bodies: tuple[Organization, ...]) -> Iterator:
    for body in bodies:
        contacts = contact_views(edition, body.contacts, about)
        if contacts:
            yield Items((Item(edition.organization_link(body.id)),))
            yield contacts


def _facts(edition: Edition, about: Subject) -> Iterator[Fact]:
    say, nearest = edition.say, _nearest(edition, about.region)
    for body in nearest["line"]:
        hours = "" if body in nearest["door"] else door_line(edition, body)
        yield fact(
            say("The nearest public telephone or wireless Internet"),
            edition.organization_link(body.id),
            *filter(None, (*_public(edition, body.door), hours)),
        )
    for body in nearest["address"]:
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


def _nearest(edition: Edition, key: str) -> Mapping[str, tuple[Organization, ...]]:
    """The institutions whose door offers something, in the region or the nearest one above it."""
    return edition.made.get(("nearest", key), lambda: _found_nearest(edition, key))


def _found_nearest(edition: Edition, key: str) -> Mapping[str, tuple[Organization, ...]]:
    bodies = [body for body in edition.data.doors_of(key) if body.door is not None]
    above = key.rpartition("/")[0]
    farther = _nearest(edition, above) if above else dict.fromkeys(_OFFERS, ())
    if not bodies:
        return farther
    return {
        offer: tuple(body for body in bodies if is_offered(body.door)) or farther[offer]
        for offer, is_offered in _OFFERS.items()
    }


def _writing(edition: Edition, about: Subject) -> Items:
    """The ways to write; where no way is a page's own they are the same on all."""
    if edition.data.site.receiver or edition.data.mailbox_of(about.region):
        return _ways(_links(edition, about))
    return edition.made.get("ways to write", lambda: _ways(_links(edition, about)))


def _ways(links: Iterator[Link]) -> Items:
    return Items(tuple(Item(link) for link in links))


def _links(edition: Edition, about: Subject) -> Iterator[Link]:
    yield writing_link(edition, about)
    mail = mail_link(edition, about)
    if mail:
        yield mail
    if edition.data.site.receiver:
        yield edition.link(edition.say("How to be heard"), addresses.FEEDBACK)
    yield edition.link(edition.say("Directory of institutions"), addresses.INSTITUTIONS)
