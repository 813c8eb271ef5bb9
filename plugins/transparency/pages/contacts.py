"""How to be heard and whom to reach: feedback, contacts, and the open doors of institutions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..languages import Words
from ..model import addresses
from ..model.dataset import Dataset, is_within
from ..model.people import Hours, Organization
from ..model.site import Channel, ReplyPeriod
from .edition import Edition
from .forms import writing_sections
from .frames import crumbs_to, make_page
from .page import Page
from .parts import contact_views, fact, nothing_here, section, sections
from .register import register_blocks
from .sheets import Sheet, single
from .subjects import Subject
from .views import (
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
)
from .wording import WEEKDAY_WORDS


def sheets(data: Dataset) -> Iterator[Sheet]:
    yield single("feedback", _feedback_page)
    yield single("contacts", _contacts_page)


def channels_of(edition: Edition, about: Subject) -> Iterator[Facts | Contacts]:
    """The published channels that concern a page's region: its own and those of the regions above it."""
    for channel in edition.data.site.channels:
        if is_within(about.region, channel.region):
            yield _channel_facts(edition, channel)
            yield contact_views(edition, channel.contacts, about)


def doors(edition: Edition, bodies: Iterable[Organization]) -> Items | None:
    """Institutions one can walk up to, each with its room and hours."""
    items = tuple(Item(edition.organization_link(body.id), door_line(edition, body)) for body in bodies)
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
            *writing_sections(edition),
            _channels(edition),
            section("reply", edition.say("How long an answer may take"), *_reply_periods(edition)),
            section("register", edition.say("You said – we did"), *register_blocks(edition)),
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
