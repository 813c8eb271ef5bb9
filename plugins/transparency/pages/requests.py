"""Requests of the register in words: one by one, and added up. No other module words a request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from ..languages import Words
from ..languages.catalogues import mark
from ..progress.cover import FEWEST
from ..progress.figures import share_of
from ..progress.register import Entry, Statistics
from .edition import Edition
from .page import Link
from .parts import fact
from .views import Cell, Fact, RequestItem, Requests, Table, Tag
from .wording import ATTACHMENT_WORDS, FOLLOW_UP_WORDS, OVERDUE_SHAPE, REQUEST_SHAPES, REQUEST_WORDS

Line = tuple[Words | Link | str, ...]


def request_list(edition: Edition, entries: Iterable[Entry]) -> Requests:
    """Requests that have a summary, in their order."""
    return Requests(tuple(_item(edition, entry) for entry in entries if not entry.is_draft))


def _item(edition: Edition, entry: Entry) -> RequestItem:
    return RequestItem(
        id=entry.id,
        topic=topic_in_words(edition, entry),
        tags=tuple(_tags(edition, entry)),
        said=edition.words(entry.summary),
        did=_did(edition, entry),
        lines=tuple(line for line in _lines(edition, entry) if line),
    )


def _did(edition: Edition, entry: Entry) -> Words | str:
    if entry.answer:
        return edition.words(entry.answer)
    if entry.standing == "passed-on":
        return edition.say("It was not for this body to answer, and was passed on.")
    return edition.say("no answer yet")


def topic_in_words(edition: Edition, entry: Entry) -> Words | str:
    return edition.words(edition.data.topic[entry.topic].name) if entry.topic else edition.say("Request")


def _tags(edition: Edition, entry: Entry) -> Iterator[Tag]:
    yield Tag(edition.say(REQUEST_WORDS[entry.status]), REQUEST_SHAPES[entry.status])
    if entry.standing == "overdue":
        since = edition.language.day(entry.expected)
        yield Tag(edition.say("overdue since: %(date)s", date=since), OVERDUE_SHAPE)


def _lines(edition: Edition, entry: Entry) -> Iterator[Line]:
    yield tuple(_whence(edition, entry))
    yield tuple(_dates(edition, entry))
    yield tuple(
        edition.say(ATTACHMENT_WORDS[one.kind], n=edition.number(one.count)) for one in entry.attachments
    )
    if entry.follow_up:
        words = FOLLOW_UP_WORDS[entry.follow_up.outcome]
        yield (
            edition.say(words, date=edition.date(entry.follow_up.date)),
            *edition.optional(entry.follow_up.note),
        )


def _whence(edition: Edition, entry: Entry) -> Line:
    yield edition.region_link(entry.place)
    if entry.organization:
        yield edition.organization_link(entry.organization)
    if entry.sent_to:
        yield edition.say("sent to: %(name)s", name=edition.organization_link(entry.sent_to).text)
    if entry.commitment:
        yield edition.commitment_link(entry.commitment)


def _dates(edition: Edition, entry: Entry) -> Iterator[str]:
    say, day = edition.say, edition.language.day
    yield say("asked: %(date)s", date=edition.date(entry.requested))
    if entry.expected and entry.status != "not-ours":
        longer = mark("answer expected by, after a longer period: %(date)s")
        message = longer if entry.extended else mark("answer expected by: %(date)s")
        yield say(message, date=day(entry.expected))
    if entry.answered:
        yield say("answered: %(date)s", date=edition.date(entry.answered))
    if entry.standing == "late":
        yield say("later than expected")
    if entry.done:
        yield say("done: %(date)s", date=edition.date(entry.done))
    if entry.updated:
        yield say("last change: %(date)s", date=edition.date(entry.updated))


# --- added up ---


def in_one_sentence(edition: Edition, sums: Statistics) -> str:
    if not sums.n:
        return edition.say("No request has been registered yet.")
    asked = edition.say_n("%(n)s request", "%(n)s requests", sums.n)
    answered = edition.say("answered: %(n)s", n=edition.number(sums.answered))
    return " · ".join((asked, answered, edition.say("in time: %(counts)s", counts=_in_time(edition, sums))))


def _in_time(edition: Edition, sums: Statistics) -> str:
    """How many were answered in time, of how many of which that can be said; a share only of enough."""
    words = edition.say("%(n)s of %(of)s", n=edition.number(sums.in_time), of=edition.number(sums.judged))
    if not sums.is_comparable:
        return words
    share = share_of(Decimal(sums.in_time), Decimal(sums.judged))
    return f"{words} · {edition.language.percent(share.percent)}"


def statistics_facts(edition: Edition, sums: Statistics) -> Iterator[Fact]:
    """What some requests add up to, each number with what it counts."""
    say, number = edition.say, edition.number
    yield fact(say("Requests"), number(sums.n))
    states = (f"{say(word)}: {number(sums.statuses[one])}" for one, word in REQUEST_WORDS.items())
    yield fact(say("State"), *states)
    yield fact(say("Answered in time"), _in_time(edition, sums))
    yield fact(say("Overdue"), number(sums.overdue))
    yield fact(say("Days until the answer"), *_days_in_words(edition, sums))
    if sums.drafts:
        words = edition.say_n(
            "%(n)s request waits for a summary without names; it is counted and not shown.",
            "%(n)s requests wait for a summary without names; they are counted and not shown.",
            sums.drafts,
        )
        yield fact(say("Not shown yet"), words)


def _days_in_words(edition: Edition, sums: Statistics) -> Iterator[str]:
    if sums.median is None:
        yield edition.say("fewer than %(fewest)s answers: not given", fewest=edition.number(FEWEST))
        return
    for message, days in (
        (mark("half of the answers within: %(n)s"), sums.median),
        (mark("a quarter within: %(n)s"), sums.lower),
        (mark("three quarters within: %(n)s"), sums.upper),
    ):
        yield edition.say(message, n=edition.number(days))


def statistics_table(edition: Edition, first: str, rows: Sequence[tuple[Link, Statistics]]) -> Table | None:
    """One row for each place or body, in the order of their names."""
    if not rows:
        return None
    say = edition.say
    words = (
        *(mark("Requests"), mark("Answered"), mark("In time"), mark("Overdue")),
        *(mark("Half of the answers within, in days"), mark("A quarter"), mark("Three quarters")),
    )
    head = (Cell(first), *(Cell(say(word), numeric=True) for word in words))
    caption = say(
        "Shares and days are given from %(fewest)s requests on; the order is that of the names.",
        fewest=edition.number(FEWEST),
    )
    return Table(caption, head, tuple(_row(edition, link, sums) for link, sums in rows))


def _row(edition: Edition, link: Link, sums: Statistics) -> tuple[Cell, ...]:
    return (
        Cell(link),
        edition.count_cell(sums.n),
        edition.count_cell(sums.answered),
        Cell(_in_time(edition, sums), numeric=True),
        edition.count_cell(sums.overdue),
        *(_days_cell(edition, days) for days in (sums.median, sums.lower, sums.upper)),
    )


def _days_cell(edition: Edition, days: int | None) -> Cell:
    return Cell(edition.say("too few"), numeric=True) if days is None else edition.count_cell(days)
