"""How to be heard and whom to reach: feedback, contacts, and the open doors of institutions."""

from __future__ import annotations

from collections.abc import Iterator

from ..languages import Words
from ..languages.catalogues import mark
from ..model import addresses
from ..model.dataset import Dataset, is_within
from ..model.feedback import Request
from ..model.people import Hours, Organization
from ..model.site import Channel, ReplyPeriod
from .edition import Edition
from .frames import crumbs_to, make_page
from .page import Page
from .parts import contact_views, fact, nothing_here, section, sections
from .sheets import Sheet, single
from .views import (
    Cell,
    Contacts,
    Content,
    Fact,
    Facts,
    Item,
    Items,
    Notice,
    Paragraphs,
    Points,
    Section,
    Table,
)
from .wording import REQUEST_WORDS, WEEKDAY_WORDS


def sheets(data: Dataset) -> Iterator[Sheet]:
    yield single("feedback", _feedback_page)
    yield single("contacts", _contacts_page)


def channels_of(edition: Edition, key: str) -> Iterator[Facts | Contacts]:
    """The published channels that concern a region: its own and those of the regions above it."""
    for channel in edition.data.site.channels:
        if is_within(key, channel.region):
            yield _channel_facts(edition, channel)
            yield contact_views(edition, channel.contacts)


def doors_in(edition: Edition, key: str) -> Items | None:
    """The institutions with a door in a region."""
    doors = edition.data.doors_of(key)
    items = tuple(Item(edition.organization_link(body.id), door_line(edition, body)) for body in doors)
    return Items(items) if items else None


def door_line(edition: Edition, body: Organization) -> str:
    door = body.door
    words = [hours_in_words(edition, hours) for hours in door.hours]
    if door.room:
        words.insert(0, edition.say("room %(room)s", room=door.room))
    if door.walk_in:
        words.append(edition.say("walk in, no secretary"))
    return " · ".join(words)


def hours_in_words(edition: Edition, hours: Hours) -> str:
    days = ", ".join(edition.say(WEEKDAY_WORDS[day]) for day in hours.days)
    return f"{days} {hours.opens}–{hours.closes}"


def _feedback_page(edition: Edition) -> Page:
    content = Content(
        heading=Words(edition.say("Be heard")),
        state=edition.say("Ask, complain, suggest; and see what became of it."),
        main=sections(
            _channels(edition),
            section("reply", edition.say("How long an answer may take"), *_reply_periods(edition)),
            section("register", edition.say("You said – we did"), _register(edition)),
        ),
    )
    return make_page(edition, addresses.FEEDBACK, content, crumbs=crumbs_to(edition))


def _channels(edition: Edition) -> Section:
    title = edition.say("Published channels")
    blocks = list(all_channels(edition))
    if not blocks:
        text = edition.say(
            "No channel has been published. The administrations of the regions could name one."
        )
        blocks = [nothing_here(edition, text)]
    return section("channels", title, *blocks)


def _channel_facts(edition: Edition, channel: Channel) -> Facts:
    return Facts(
        (
            fact(edition.say("For"), edition.words(channel.purpose)),
            fact(edition.say("Region"), edition.region_link(channel.region)),
            fact(edition.say("Source"), edition.source_link(channel.source)),
        )
    )


def _reply_periods(edition: Edition) -> Iterator[Facts | Points | Paragraphs | Notice]:
    if edition.data.site.operator is None:
        text = edition.say("This site has no operator yet, so it promises no reply period of its own.")
        yield Notice(text)
    for period in edition.data.reply_periods:
        yield Facts(_reply_facts(edition, period))
        if period.rules:
            yield Points(tuple(edition.words(rule) for rule in period.rules))


def _reply_facts(edition: Edition, period: ReplyPeriod) -> tuple[Fact, ...]:
    days = edition.say_n("%(n)s working day", "%(n)s working days", period.working_days)
    rows = [
        fact(edition.say("Country"), edition.region_link(period.country)),
        fact(edition.say("The law gives"), days),
        fact(edition.say("Basis"), edition.words(period.basis)),
        fact(edition.say("As of"), edition.date(period.as_of)),
        fact(edition.say("Source"), edition.source_link(period.source)),
    ]
    if not period.verified:
        rows.append(fact(edition.say("Checked"), edition.say("not verified against the text of the law")))
    if period.note:
        rows.append(fact(edition.say("Note"), edition.words(period.note)))
    return tuple(rows)


def _register(edition: Edition) -> Table | Notice:
    requests = sorted(edition.data.requests, key=lambda r: (r.requested.last_by(edition.state.today), r.id))
    if not requests:
        text = edition.say(
            "No request has been registered yet. When the administrations keep the register, each request and"
            " its answer will stand here, without names."
        )
        return nothing_here(edition, text)
    say = edition.say
    names = (
        mark("Region"),
        mark("You said"),
        mark("We did"),
        mark("State"),
        mark("Asked on"),
        mark("Answered on"),
    )
    head = tuple(Cell(say(name)) for name in names)
    caption = say_count(edition, len(requests))
    return Table(caption, head, tuple(_request_row(edition, request) for request in reversed(requests)))


def say_count(edition: Edition, requests: int) -> str:
    return edition.say_n("%(n)s request, the newest first", "%(n)s requests, the newest first", requests)


def _request_row(edition: Edition, request: Request) -> tuple[Cell, ...]:
    state = edition.say(REQUEST_WORDS[request.status])
    if request.sent_to:
        state = f"{state}: {edition.organization_link(request.sent_to).text}"
    answer = edition.words(request.answer) if request.answer else edition.say("no answer yet")
    return (
        Cell(edition.region_link(request.region)),
        Cell(edition.words(request.summary)),
        Cell(answer),
        Cell(state),
        Cell(edition.date(request.requested)),
        Cell(edition.date(request.updated, mark("not yet"))),
    )


def _contacts_page(edition: Edition) -> Page:
    content = Content(
        heading=Words(edition.say("Contacts")),
        state=edition.say("Who runs this site, who edits which region, and how to correct a figure."),
        main=sections(
            section("operator", edition.say("Who runs this site"), *_operator(edition)),
            section("editors", edition.say("Who edits which region"), *_editors(edition)),
            section(
                "correct", edition.say("How to correct a figure"), Paragraphs((_how_to_correct(edition),))
            ),
            section("channels", edition.say("Published channels"), *all_channels(edition)),
        ),
    )
    return make_page(edition, addresses.CONTACTS, content, crumbs=crumbs_to(edition))


def _operator(edition: Edition) -> Iterator:
    operator = edition.data.site.operator
    if operator is None:
        yield Notice(edition.say("This site has no operator yet. Whoever publishes it is named here."))
        return
    yield Facts((fact(edition.say("Operator"), edition.words(operator.name)),))
    contacts = contact_views(edition, operator.contacts)
    if contacts:
        yield contacts


def _editors(edition: Edition) -> Iterator[Facts | Notice]:
    editors = edition.data.site.editors
    if not editors:
        yield Notice(edition.say("No editors have been named for any region yet."))
        return
    yield Facts(tuple(fact(str(edition.region_name(e.region)), edition.words(e.name)) for e in editors))


def _how_to_correct(edition: Edition) -> str:
    return edition.say(
        "Every figure on this site names its source. Whoever holds a newer or better document can have the"
        " figure corrected; the earlier one stays visible in the list of changes."
    )


def all_channels(edition: Edition) -> Iterator[Facts | Contacts]:
    for channel in edition.data.site.channels:
        yield _channel_facts(edition, channel)
        yield contact_views(edition, channel.contacts)
