"""Pieces that several kinds of page show: lists of promises, articles and sources, contacts, counts."""

from __future__ import annotations

from collections.abc import Iterable

from ..languages import Words
from ..languages.catalogues import mark
from ..model import addresses
from ..model.dates import months_after
from ..model.documents import Article, Meeting
from ..model.people import ContactDetail
from ..progress.promises import Promise, tally
from ..progress.status import Status
from .bars import promise_bar
from .edition import Edition
from .page import Link
from .subjects import Subject
from .views import (
    Contact,
    Contacts,
    Count,
    Fact,
    Item,
    Items,
    Notice,
    PromiseItem,
    Promises,
    Section,
    Tally,
)
from .wording import CONTACT_WORDS, KIND_WORDS, STATUS_RULES

CONFIRMED_FOR = 12
"""Months for which a confirmed contact counts as verified; after that it is text with its date."""

_LINK_SCHEMES = {
    "phone": "tel:",
    "sms": "sms:",
    "email": "mailto:",
    "website": "",
    "whatsapp": "https://wa.me/",
    "telegram": "https://t.me/",
}


def section(id: str, title: str, *blocks) -> Section:
    return Section(id, title, tuple(block for block in blocks if block is not None))


def sections(*candidates: Section | None) -> tuple[Section, ...]:
    """Those sections that have something to say."""
    return tuple(one for one in candidates if one is not None and one.blocks)


def figures_elsewhere(edition: Edition, tally: str, shown: int) -> Notice | None:
    """Where the figures of smaller places are to be found, if all of them are more than are shown."""
    if edition.state.lists_all or edition.state.tally(tally) <= shown:
        return None
    text = edition.say("Figures of smaller places stand on the pages of those places.")
    return Notice(text, edition.link(edition.say("Regions"), addresses.REGIONS))


def promise_item(edition: Edition, promise: Promise, with_region: bool = False) -> PromiseItem:
    commitment = promise.commitment
    return PromiseItem(
        link=edition.commitment_link(commitment.id),
        status=edition.status_tag(promise.status),
        kind=edition.say(KIND_WORDS[commitment.kind]),
        line=promise_line(edition, promise),
        region=edition.region_link(commitment.region) if with_region else None,
    )


def promise_line(edition: Edition, promise: Promise) -> str:
    """How far it got and until when, in one line."""
    words = []
    if promise.commitment.target is not None:
        bar = promise_bar(edition, promise)
        words += [word for word in (bar.figure, bar.percent) if word]
        words += [bar.date] if promise.newest else []
    if promise.verdict.deadline:
        words.append(edition.say("deadline: %(date)s", date=edition.language.day(promise.verdict.deadline)))
    if promise.commitment.replies:
        words.append(edition.say("a reply stands beside the status"))
    return " · ".join(words) or edition.say(STATUS_RULES[promise.status])


def promise_list(edition: Edition, promises: Iterable[Promise], with_region: bool = False) -> Promises | None:
    items = tuple(promise_item(edition, promise, with_region) for promise in promises)
    return Promises(items) if items else None


def status_tally(edition: Edition, promises: Iterable[Promise]) -> Tally | None:
    counts = tally(promises)
    rows = tuple(
        Count(
            number=edition.number(counts[status]),
            tag=edition.status_tag(status),
            href=f"{edition.href(addresses.COMMITMENTS)}#{status.value}",
        )
        for status in Status
        if counts[status]
    )
    return Tally(rows) if rows else None


def article_items(edition: Edition, articles: Iterable[Article]) -> Items | None:
    items = tuple(article_item(edition, article) for article in articles)
    return Items(items) if items else None


def article_item(edition: Edition, article: Article) -> Item:
    titles = {text.lang: text.title for text in article.texts}
    summaries = {text.lang: text.summary for text in article.texts}
    link = edition.link(edition.words(titles), addresses.article(article.slug))
    return Item(link, str(edition.words(summaries)) if edition.language.code in summaries else "")


def source_items(edition: Edition, source_ids: Iterable[str]) -> Items | None:
    items = tuple(source_item(edition, source_id) for source_id in dict.fromkeys(source_ids))
    return Items(items) if items else None


def source_item(edition: Edition, source_id: str) -> Item:
    """A source with its publisher and its day; neighbours stand on the same ones."""
    return edition.made.get(("source item", source_id), lambda: _source_item(edition, source_id))


def _source_item(edition: Edition, source_id: str) -> Item:
    source = edition.data.source[source_id]
    publisher = (
        str(edition.words(source.publisher)) if source.publisher else edition.say("publisher not stated")
    )
    date = edition.date(source.date, mark("day not stated"))
    return Item(edition.source_link(source_id), f"{publisher} · {date}")


def meeting_items(edition: Edition, meetings: Iterable[Meeting]) -> Items | None:
    items = tuple(
        Item(edition.meeting_link(m.id), edition.date(m.date, mark("the day is not stated")))
        for m in meetings
    )
    return Items(items) if items else None


def contact_views(
    edition: Edition, contacts: Iterable[ContactDetail], about: Subject | None = None
) -> Contacts | None:
    """Ways to reach somebody; from the page of a subject their links carry its reference."""
    views = tuple(_contact(edition, contact, about) for contact in contacts)
    return Contacts(views) if views else None


def _contact(edition: Edition, contact: ContactDetail, about: Subject | None) -> Contact:
    href = _contact_href(edition, contact)
    return Contact(
        kind=edition.say(CONTACT_WORDS[contact.kind]),
        value=printed_form(edition, contact.value, contact.source if contact.kind == "address" else None),
        href=href + about.query(contact.kind, ready_words(edition, about)) if href and about else href,
        dated=_contact_dated(edition, contact),
        notes=edition.optional(contact.note),
    )


def ready_words(edition: Edition, about: Subject) -> str:
    """The words with which a message about a page begins."""
    return edition.say("I write about: %(name)s", name=about.name)


def _contact_href(edition: Edition, contact: ContactDetail) -> str:
    """A link only where the contact was confirmed within the last year; else it is text."""
    if contact.confirmed is None or contact.kind not in _LINK_SCHEMES:
        return ""
    if months_after(contact.confirmed.last_by(edition.state.today), CONFIRMED_FOR) < edition.state.today:
        return ""
    value = contact.value
    if contact.kind == "website" and not value.startswith("https://"):
        return ""
    if contact.kind in ("phone", "sms", "whatsapp"):
        digits = "".join(character for character in value if character.isdigit())
        value = digits if contact.kind == "whatsapp" else f"+{digits}"
    return _LINK_SCHEMES[contact.kind] + value.removeprefix(_LINK_SCHEMES[contact.kind]).removeprefix("@")


def _contact_dated(edition: Edition, contact: ContactDetail) -> str:
    if contact.confirmed:
        return edition.say("confirmed: %(date)s", date=edition.date(contact.confirmed))
    if contact.published:
        year = edition.language.period(contact.published)
        return edition.say("as published: %(date)s; not confirmed since", date=year)
    return edition.say("never confirmed")


def nothing_here(edition: Edition, text: str) -> Notice:
    """What is missing; who could give it; and how."""
    return Notice(text, edition.link(edition.say("How to add or correct a figure"), addresses.EDITING))


def fact(name: Link | str, *answers) -> Fact:
    return Fact(name, tuple(answers))


def printed_form(edition: Edition, text: str, source: str | None) -> Words:
    """A spelling as a source prints it, marked with the source's language where that is known."""
    lang = edition.data.source[source].language if source else None
    return edition.foreign(text, lang or edition.language.code)
