"""Who answers: institutions with a door, other organizations, their posts, people and contacts."""

from __future__ import annotations

from collections.abc import Iterator

from ..languages import Words
from ..languages.catalogues import mark
from ..model import addresses
from ..model.dataset import Dataset
from ..model.people import Door, Organization, Post
from .contacts import all_channels, door_line, hours_in_words
from .edition import Edition
from .frames import crumbs_to, make_page
from .page import Page
from .parts import (
    contact_views,
    fact,
    nothing_here,
    printed_form,
    promise_list,
    section,
    sections,
    source_items,
)
from .register import body_blocks
from .sheets import Sheet, one_each, single
from .subjects import about_body
from .views import Content, Fact, Facts, Item, Items, Section
from .ways import ways_in


def sheets(data: Dataset) -> Iterator[Sheet]:
    yield single("institutions", _institutions_page)
    yield single("organizations", _organizations_page)
    yield from one_each("organization", data.organization, _body_page)


def _institutions_page(edition: Edition) -> Page:
    open_doors = [body for body in edition.data.organizations if body.door]
    content = Content(
        heading=Words(edition.say("Whom to ask")),
        state=edition.say(
            "Heads, rooms, reception hours and telephones, each with the day it was last confirmed."
        ),
        main=sections(
            section("doors", edition.say("Open doors"), _doors(edition, open_doors)),
            section("announced", edition.say("Announced, not yet reported as done"), _announced(edition)),
            section("channels", edition.say("Published channels"), *all_channels(edition)),
            section("bodies", edition.say("Other bodies"), _ways(edition)),
        ),
    )
    return make_page(edition, addresses.INSTITUTIONS, content, crumbs=crumbs_to(edition))


def _doors(edition: Edition, bodies: list[Organization]):
    if not bodies:
        text = edition.say(
            "No institution has confirmed its head, room, hours or telephone yet. Each could do so itself."
        )
        return nothing_here(edition, text)
    ordered = edition.sorted(bodies, lambda body: edition.words(body.name))
    return Items(tuple(Item(edition.organization_link(b.id), _door_item(edition, b)) for b in ordered))


def _door_item(edition: Edition, body: Organization) -> str:
    return " · ".join(
        word for word in (str(edition.region_name(body.region)), door_line(edition, body)) if word
    )


def _announced(edition: Edition):
    """Promises of programmes about open doors stand here until a door is reported."""
    doors = [
        p for p in edition.state.promises.values() if p.commitment.programme in _door_programmes(edition)
    ]
    return promise_list(edition, doors, with_region=True)


def _door_programmes(edition: Edition) -> set[str]:
    return {programme.id for programme in edition.data.programmes if programme.open_door}


def _ways(edition: Edition) -> Items:
    return Items((Item(edition.link(edition.say("Bodies and providers"), addresses.ORGANIZATIONS)),))


def _organizations_page(edition: Edition) -> Page:
    bodies = [body for body in edition.data.organizations if not body.door]
    by_region = dict.fromkeys(body.region for body in bodies)
    content = Content(
        heading=Words(edition.say("Bodies and providers")),
        state=edition.say("What each promised, runs, or was assigned."),
        main=sections(*(_bodies_of(edition, key, bodies) for key in by_region)),
    )
    return make_page(edition, addresses.ORGANIZATIONS, content, crumbs=crumbs_to(edition))


def _bodies_of(edition: Edition, key: str, bodies: list[Organization]) -> Section:
    found = edition.sorted((b for b in bodies if b.region == key), lambda body: edition.words(body.name))
    items = Items(tuple(Item(edition.organization_link(b.id), _kind(edition, b)) for b in found))
    return section(key.replace("/", "-"), str(edition.region_name(key)), items)


def _kind(edition: Edition, body: Organization) -> str:
    return str(edition.words(edition.data.organization_kind[body.kind].name))


def _body_page(edition: Edition, organization_id: str) -> Page:
    body, say = edition.data.organization[organization_id], edition.say
    about = about_body(body, edition.words(body.name))
    content = Content(
        heading=edition.words(body.name),
        kicker=_kind(edition, body),
        state=_state(edition, body),
        main=sections(
            section("door", say("The door"), Facts(tuple(_door(edition, body.door))) if body.door else None),
            section("posts", say("Who holds which post"), _posts(edition, body)),
            section("contacts", say("Contacts"), contact_views(edition, body.contacts, about)),
            *_answers_for(edition, body),
            section("register", say("You said – we did"), *body_blocks(edition, body.id)),
            section("runs", say("What it runs"), _runs(edition, body)),
            section("sources", say("Sources"), source_items(edition, [body.source] if body.source else [])),
            section("facts", say("About this body"), Facts(tuple(_facts(edition, body)))),
        ),
        aside=sections(ways_in(edition, about)),
    )
    has_door = body.door is not None
    parent = addresses.INSTITUTIONS if has_door else addresses.ORGANIZATIONS
    name = say("Whom to ask") if has_door else say("Bodies and providers")
    crumbs = crumbs_to(edition, edition.link(name, parent))
    return make_page(edition, addresses.organization(body.id, has_door), content, crumbs=crumbs)


def _state(edition: Edition, body: Organization) -> str:
    if body.door and body.door.walk_in:
        return edition.say("Walk in, no secretary.")
    return f"{_kind(edition, body)} · {edition.region_name(body.region)}"


def _door(edition: Edition, door: Door) -> Iterator[Fact]:
    say = edition.say
    if door.address:
        yield fact(say("Address"), edition.words(door.address))
    yield fact(say("Room"), door.room or say("not stated"))
    hours = tuple(hours_in_words(edition, one) for one in door.hours)
    yield fact(say("Reception hours"), *(hours or (say("not stated"),)))
    answers = {True: say("yes"), False: say("no"), None: say("not stated")}
    yield fact(say("Walk in without a secretary"), answers[door.walk_in])
    yield fact(say("Public telephone"), answers[door.public_telephone])
    yield fact(say("Public wireless Internet"), answers[door.public_wifi])
    yield fact(say("Last confirmed"), edition.date(door.confirmed, mark("never confirmed")))
    if door.note:
        yield fact(say("Note"), edition.words(door.note))


def _posts(edition: Edition, body: Organization) -> Facts | None:
    rows = tuple(_post(edition, post) for post in body.posts)
    return Facts(rows) if rows else None


def _post(edition: Edition, post: Post) -> Fact:
    answers: list = []
    for holder in post.holders:
        person = edition.data.person[holder.person]
        answers.append(edition.words(person.name))
        if holder.since:
            answers.append(edition.say("since: %(date)s", date=edition.date(holder.since)))
        if holder.until:
            answers.append(edition.say("until: %(date)s", date=edition.date(holder.until)))
        if holder.as_of:
            answers.append(edition.say("as of: %(date)s", date=edition.date(holder.as_of)))
        if person.printed:
            answers.append(edition.say("printed in the source as: %(name)s", name=person.printed))
        answers += edition.optional(person.note)
    return fact(str(edition.words(post.title)), *(answers or [edition.say("not named")]))


def _answers_for(edition: Edition, body: Organization) -> Iterator[Section | None]:
    say = edition.say
    promises = tuple(edition.state.promises.values())
    posts = {post.id for post in body.posts}
    promised = [
        p for p in promises if (v := p.commitment.said_by) and (v.post in posts or v.organization == body.id)
    ]
    responsible = [p for p in promises if body.id in p.commitment.responsible]
    carried_out = [p for p in promises if body.id in p.commitment.carried_out_by]
    yield section("promised", say("Said on its behalf"), promise_list(edition, promised, with_region=True))
    yield section("answers", say("Answers for"), promise_list(edition, responsible, with_region=True))
    yield section("carries-out", say("Carries out"), promise_list(edition, carried_out, with_region=True))


def _runs(edition: Edition, body: Organization) -> Items | None:
    items = [Item(edition.programme_link(p.id)) for p in edition.data.programmes if body.id in p.run_by]
    services = [s for s in edition.data.services if s.provider == body.id]
    items += [Item(edition.link(edition.words(s.name), addresses.service(s.id))) for s in services]
    return Items(tuple(items)) if items else None


def _facts(edition: Edition, body: Organization) -> Iterator[Fact]:
    say = edition.say
    yield fact(say("Region"), edition.region_link(body.region))
    if body.part_of:
        yield fact(say("Part of"), edition.organization_link(body.part_of))
    if body.printed:
        yield fact(say("Printed in the source as"), printed_form(edition, body.printed, body.source))
    if body.as_of:
        yield fact(say("As of"), edition.date(body.as_of))
    if body.note:
        yield fact(say("Note"), edition.words(body.note))
