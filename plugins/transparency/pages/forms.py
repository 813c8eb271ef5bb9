"""Writing to the office: the form, what happens to a message, and e-mail where there is no form.

A page without scripts cannot read what a link says after its question mark, so the reference of a page
reaches the form by a form of its own: a small page for each region, institution, promise and coming
meeting, `/feedback/about/<reference>/`. They are made only where a receiver is set; without one the
links on the pages themselves carry the reference into the reader's own mail program.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from ..languages import Words
from ..languages.catalogues import mark
from ..model import addresses
from ..model.dataset import Dataset, is_within
from ..model.dates import Period
from ..model.documents import Meeting
from ..model.reference import COMMITMENT, INSTITUTION, MEETING, REGION
from ..model.site import ReplyPeriod
from .edition import Edition
from .frames import crumbs_to, make_page
from .page import Link, Page
from .parts import ready_words, section, sections
from .sheets import Sheet
from .subjects import Subject, about_body, about_meeting, about_promise, about_region
from .views import Choice, Content, Form, Item, Items, Notice, Paragraphs, Points, Section

LONGEST_MESSAGE = 4000
"""Characters; about two written pages, and far below what a receiver takes in."""

MESSAGE_HINT = mark("Do not write anybody's identity number, address or telephone.")


def sheets(data: Dataset) -> Iterator[Sheet]:
    """A form for each page that can be written about, where something receives it."""
    if data.site.receiver:
        for kind, keys, _ in _SUBJECTS:
            yield from (Sheet(f"writing {kind}:{key}", partial(_pages_of, kind, key)) for key in keys(data))


def _pages_of(kind: str, key: str, edition: Edition) -> Iterator[Page]:
    subject = subject_of(edition, kind, key)
    if subject:
        yield _writing_page(edition, *subject)


def subjects(edition: Edition) -> Iterator[tuple[Subject, Link]]:
    """Everything that can be written about, with the link to its page."""
    found = (subject_of(edition, kind, key) for kind, keys, _ in _SUBJECTS for key in keys(edition.data))
    return (subject for subject in found if subject)


def subject_of(edition: Edition, kind: str, key: str) -> tuple[Subject, Link] | None:
    """What a reference names, with the link to its page; None for a meeting that is over."""
    return next(find(edition, key) for known, _, find in _SUBJECTS if known == kind)


def _region(edition: Edition, key: str) -> tuple[Subject, Link]:
    link = edition.region_link(key)
    return about_region(edition.data.region[key], link.text), link


def _body(edition: Edition, key: str) -> tuple[Subject, Link]:
    link = edition.organization_link(key)
    return about_body(edition.data.organization[key], link.text), link


def _promise(edition: Edition, key: str) -> tuple[Subject, Link]:
    link = edition.commitment_link(key)
    return about_promise(edition.data.commitment[key], link.text), link


def _meeting(edition: Edition, key: str) -> tuple[Subject, Link] | None:
    meeting = edition.data.meeting[key]
    if not is_coming(edition, meeting):
        return None
    link = edition.meeting_link(key)
    return about_meeting(meeting, link.text), link


_SUBJECTS = (
    (REGION, lambda data: data.region, _region),
    (INSTITUTION, lambda data: data.organization, _body),
    (COMMITMENT, lambda data: data.commitment, _promise),
    (MEETING, lambda data: data.meeting, _meeting),
)
"""Each kind of reference: the keys there are, and how one of them is found."""


def is_coming(edition: Edition, meeting: Meeting) -> bool:
    """Whether a meeting is still ahead, so that questions can be sent to it."""
    return meeting.date is not None and meeting.date.begins_after(edition.state.today)


def writing_link(edition: Edition, about: Subject) -> Link:
    """Where one writes about a page: its own form, or the page that says how to be heard."""
    if edition.data.site.receiver:
        return edition.link(edition.say("Write to the office"), addresses.writing(*about.reference))
    return edition.link(edition.say("How to be heard"), addresses.FEEDBACK)


def mail_link(edition: Edition, about: Subject) -> Link | None:
    """A letter to the office that is ready but for its words, where the office has a mailbox."""
    mailbox = edition.data.mailbox_of(about.region)
    if mailbox is None:
        return None
    query = about.query("email", ready_words(edition, about))
    return Link(Words(edition.say("Write an e-mail about this page")), f"mailto:{mailbox}{query}")


def _writing_page(edition: Edition, about: Subject, parent: Link) -> Page:
    heard = edition.link(edition.say("Be heard"), addresses.FEEDBACK)
    back = Items((Item(parent), Item(heard)))
    content = Content(
        heading=Words(edition.say("Write to the office")),
        kicker=str(about.name),
        state=ready_words(edition, about),
        main=sections(
            *writing_sections(edition, about), section("back", edition.say("Where you came from"), back)
        ),
    )
    path = addresses.writing(*about.reference)
    # A body, a promise and two villages may share a name; the reference tells the titles apart.
    title = f"{edition.say('Write to the office')} – {about.name} – {about.reference}"
    return make_page(edition, path, content, crumbs=crumbs_to(edition, heard), title=title)


def writing_sections(edition: Edition, about: Subject | None = None) -> Iterator[Section]:
    """What happens to a message, and the form; the hand-over to e-mail; or that nobody reads here yet."""
    say, site = edition.say, edition.data.site
    if site.receiver:
        yield section("before", say("Before you write"), *before_sending(edition, about))
        yield section("write", say("Your message"), form_of(edition, about))
    elif edition.data.operators_mailbox() or any(group.mailbox for group in site.editors):
        yield section("write", say("Write to the office"), *_by_mail(edition))
    else:
        nobody = Notice(say("No operator yet: nobody reads messages here."))
        yield section("write", say("Write to the office"), nobody)


def _by_mail(edition: Edition) -> Iterator[Paragraphs | Items | Points]:
    text = edition.say(
        "This site has no form of its own: you write from your own e-mail. On the page of a region, an"
        " institution or a promise the letter is ready, with the reference of that page in its subject."
    )
    yield Paragraphs((text,))
    yield from before_sending(edition, None)
    countries = edition.data.countries()
    found = [about_region(country, edition.region_name(country.key)) for country in countries]
    mails = [(about.name, mail_link(edition, about)) for about in found]
    yield Items(tuple(Item(Link(name, mail.href)) for name, mail in mails if mail))


def form_of(edition: Edition, about: Subject | None) -> Form:
    """The form of one page, or of the whole site, where the reader chooses the region."""
    return Form(
        id="write",
        action=str(edition.data.site.receiver),
        lang=edition.language.code,
        reference=str(about.reference) if about else "",
        regions=() if about else _regions(edition),
        topics=tuple(Choice(topic.id, edition.words(topic.name)) for topic in edition.data.site.topics),
        hint=edition.say(MESSAGE_HINT),
        longest=str(LONGEST_MESSAGE),
    )


def _regions(edition: Edition) -> tuple[Choice, ...]:
    """Countries and their parts; smaller places are written about from their own pages."""
    keys = [
        region.key
        for country in edition.data.countries()
        for region in (country, *edition.sorted(edition.data.parts_of(country.key), lambda one: one.key))
    ]
    return tuple(Choice(f"r:{key}", edition.region_name(key)) for key in keys)


def before_sending(edition: Edition, about: Subject | None) -> Iterator[Points]:
    """What will be public, what will not, and how long an answer may take: said before anything is sent."""
    say = edition.say
    public = say("Public: the region, the topic, the days, a summary in the editor's words, and the answer.")
    private = say(
        "Not public: your words, your name and your address. They stay in the mailbox of the office."
    )
    yield Points((public, private, *_how_long(edition, about)))


def _how_long(edition: Edition, about: Subject | None) -> Iterator[str]:
    if edition.data.site.operator is None:
        yield edition.say("No operator yet: no reply period is promised.")
    for period in _periods(edition, about):
        days = edition.say_n("%(n)s working day", "%(n)s working days", period.working_days)
        country = edition.region_name(period.country)
        text = edition.say("The law gives an office: %(days)s (%(country)s).", days=days, country=country)
        unsure = "" if period.verified else edition.say("Not verified against the text of the law.")
        yield f"{text} {unsure}".strip()


def _periods(edition: Edition, about: Subject | None) -> Iterator[ReplyPeriod]:
    """The reply periods that may hold today for a page; all countries' where it has no region."""
    for period in edition.data.reply_periods:
        within = about is None or is_within(about.region, period.country)
        if within and (period.in_force is None or _holds(period.in_force, edition.state.today)):
            yield period


def _holds(period: Period, today: date) -> bool:
    return not period.begins_after(today) and (period.last is None or period.last >= today)
