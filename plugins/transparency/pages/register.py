"""The public register "you said – we did": every request as it may be shown, and what they add up to."""

from __future__ import annotations

from collections.abc import Iterator

from ..languages import Words
from ..model import addresses
from ..model.dataset import Dataset
from ..model.dates import Period
from ..progress.cover import FEWEST
from ..progress.register import Entry, statistics
from .edition import Edition
from .frames import crumbs_to, make_page
from .page import Link, Page
from .parts import nothing_here, section, sections
from .requests import in_one_sentence, request_list, statistics_facts, statistics_table
from .sheets import Sheet
from .views import Content, Facts, Item, Items, Notice, Paragraphs, Points, Requests, Table

LONGEST_LIST = 100
"""Longer lists are split: by part of the region, then by month."""

NEWEST = 10
"""So many requests stand on pages that lead to the whole list."""

Block = Facts | Items | Notice | Paragraphs | Points | Requests | Table


def sheets(data: Dataset) -> Iterator[Sheet]:
    """All pages at once: they are made from the same entries and lead to each other."""
    yield Sheet("register", _pages)


def _pages(edition: Edition) -> Iterator[Page]:
    yield _register_page(edition)
    for key in edition.state.register.places:
        yield _place_page(edition, key)
        for month, entries in _months(_listed(edition, key)).items():
            yield _month_page(edition, key, month, entries)


def register_blocks(edition: Edition) -> Iterator[Block]:
    """The register in short: its numbers, its newest requests and the way to all of them."""
    entries = edition.state.register.entries
    if not entries:
        yield _empty(edition)
    else:
        yield Facts(tuple(statistics_facts(edition, statistics(entries))))
        yield from _newest(edition, entries)
    yield _ways(edition.link(edition.say("The whole register"), addresses.REGISTER))


def place_blocks(edition: Edition, key: str) -> Iterator[Block]:
    """What was asked in a region, in short; nothing where nobody asked."""
    entries = edition.state.register.within(key)
    if entries:
        yield Facts(tuple(statistics_facts(edition, statistics(entries))))
        yield _ways(edition.link(edition.say("All requests from here"), addresses.register(key)))


def body_blocks(edition: Edition, organization: str) -> Iterator[Block]:
    """What a body was asked: its numbers and its newest requests."""
    entries = edition.state.register.of_body(organization)
    if entries:
        yield Facts(tuple(statistics_facts(edition, statistics(entries))))
        yield from _newest(edition, entries)
        place = edition.data.organization[organization].region
        if edition.state.register.within(place):
            yield _ways(edition.link(edition.say("All requests from this region"), addresses.register(place)))


# --- pages ---


def _register_page(edition: Edition) -> Page:
    say, entries = edition.say, edition.state.register.entries
    content = Content(
        heading=Words(say("You said – we did")),
        state=in_one_sentence(edition, statistics(entries)),
        main=sections(
            section("sum", say("In sum"), *_sum(edition, entries)),
            section("regions", say("By region"), *_countries(edition)),
            section("bodies", say("By body"), _bodies(edition)),
            section("newest", say("The newest"), *_newest(edition, entries)),
            section("rules", say("What is not shown"), *_rules(edition)),
            section("removed", say("Removed on demand"), _removed(edition)),
        ),
    )
    return make_page(edition, addresses.REGISTER, content, crumbs=_crumbs(edition)[:-1])


def _place_page(edition: Edition, key: str) -> Page:
    entries = edition.state.register.within(key)
    parts = _parts_asked(edition, key)
    listed = _listed(edition, key)
    content = Content(
        heading=edition.region_name(key),
        kicker=edition.say("You said – we did"),
        state=in_one_sentence(edition, statistics(entries)),
        main=sections(
            section("sum", edition.say("In sum"), *_sum(edition, entries)),
            section("parts", edition.say("By part"), _parts(edition, parts)),
            section("requests", edition.say("Requests"), *_list(edition, key, listed)),
        ),
    )
    crumbs = (*_crumbs(edition), *(_place_link(edition, one.key) for one in edition.data.chain_to(key)[:-1]))
    return make_page(edition, addresses.register(key), content, crumbs=crumbs, title=_title(edition, key))


def _month_page(edition: Edition, key: str, month: str, entries: list[Entry]) -> Page:
    place = _place_link(edition, key)
    name = edition.date(Period.parse(month))
    content = Content(
        heading=edition.region_name(key),
        kicker=edition.say("You said – we did"),
        state=name,
        main=sections(section("requests", edition.say("Requests"), request_list(edition, entries))),
    )
    path = addresses.register_month(month, key)
    title = f"{_title(edition, key)} – {name}"
    return make_page(edition, path, content, crumbs=(*_crumbs(edition), place), title=title)


def _crumbs(edition: Edition) -> tuple[Link, ...]:
    heard = edition.link(edition.say("Be heard"), addresses.FEEDBACK)
    return crumbs_to(edition, heard, edition.link(edition.say("You said – we did"), addresses.REGISTER))


def _title(edition: Edition, key: str) -> str:
    names = [str(edition.region_name(one.key)) for one in reversed(edition.data.chain_to(key))]
    return f"{edition.say('You said – we did')}: {', '.join(names)}"


# --- what stands on them ---


def _sum(edition: Edition, entries: tuple[Entry, ...]) -> Iterator[Block]:
    if not entries:
        yield _empty(edition)
        return
    yield Facts(tuple(statistics_facts(edition, statistics(entries))))
    if not all(period.verified for period in edition.data.reply_periods):
        text = edition.say("The reply periods of the law were not all checked against its text.")
        yield Notice(text, edition.link(edition.say("How long an answer may take"), addresses.FEEDBACK))


def _empty(edition: Edition) -> Notice:
    text = edition.say(
        "No request has been registered yet. When the administrations keep the register, each request and"
        " its answer will stand here, without names."
    )
    return nothing_here(edition, text)


def _countries(edition: Edition) -> Iterator[Block]:
    """A table of the parts of each country; the country's own page has what was asked of it itself."""
    register = edition.state.register
    for country in edition.data.countries():
        if register.within(country.key):
            yield _ways(_place_link(edition, country.key))
            yield from filter(None, (_parts(edition, _parts_asked(edition, country.key)),))


def _parts_asked(edition: Edition, key: str) -> list[str]:
    parts = [part.key for part in edition.data.parts_of(key) if edition.state.register.within(part.key)]
    return edition.sorted(parts, edition.region_name)


def _parts(edition: Edition, keys: list[str]) -> Table | None:
    within = edition.state.register.within
    rows = [(_place_link(edition, key), statistics(within(key))) for key in keys]
    return statistics_table(edition, edition.say("Place"), rows)


def _bodies(edition: Edition) -> Table | None:
    register = edition.state.register
    bodies = edition.sorted(register.bodies, lambda body: edition.words(edition.data.organization[body].name))
    rows = [(edition.organization_link(body), statistics(register.of_body(body))) for body in bodies]
    return statistics_table(edition, edition.say("Body"), rows)


def _newest(edition: Edition, entries: tuple[Entry, ...]) -> Iterator[Block]:
    shown = [entry for entry in entries if not entry.is_draft][:NEWEST]
    if shown:
        yield request_list(edition, shown)


def _listed(edition: Edition, key: str) -> tuple[Entry, ...]:
    """The requests that a region's page lists: all from there, or without its parts where they are many."""
    entries = tuple(entry for entry in edition.state.register.within(key) if not entry.is_draft)
    if len(entries) <= LONGEST_LIST:
        return entries
    return tuple(entry for entry in entries if entry.place == key)


def _months(entries: tuple[Entry, ...]) -> dict[str, list[Entry]]:
    """The requests of each month, where they are too many for one page."""
    months: dict[str, list[Entry]] = {}
    for entry in entries if len(entries) > LONGEST_LIST else ():
        months.setdefault((entry.requested.first or entry.requested.last).isoformat()[:7], []).append(entry)
    return months


def _list(edition: Edition, key: str, listed: tuple[Entry, ...]) -> Iterator[Block]:
    months = _months(listed)
    links = [
        edition.link(edition.date(Period.parse(month)), addresses.register_month(month, key))
        for month in months
    ]
    if links:
        yield _ways(*links)
    elif listed:
        yield request_list(edition, listed)
    if any(entry.place != key for entry in edition.state.register.within(key) if entry not in listed):
        yield Paragraphs((edition.say("What was asked in its parts stands on their pages."),))


def _rules(edition: Edition) -> Iterator[Block]:
    fewest = edition.number(FEWEST)
    yield Points(
        (
            edition.say(
                "Who asked is not written down anywhere on this site: no name, address or telephone."
            ),
            edition.say(
                "In a small place a topic could tell who asked. A request from there is shown as one from the"
                " larger place around it, unless there are at least %(fewest)s about this topic.",
                fewest=fewest,
            ),
            edition.say(
                "All numbers are counted from what is shown, so that nothing can be worked out from them."
            ),
            edition.say(
                "Below %(fewest)s no share and no days are given, and nothing is compared.",
                fewest=fewest,
            ),
        )
    )
    yield _ways(edition.link(edition.say("Method"), addresses.METHOD))


def _removed(edition: Edition) -> Points | None:
    gone = edition.data.forgotten
    return Points(tuple(f"{one.id} · {edition.date(one.forgotten)}" for one in gone)) if gone else None


def _place_link(edition: Edition, key: str) -> Link:
    return edition.link(edition.region_name(key), addresses.register(key))


def _ways(*links: Link) -> Items:
    return Items(tuple(Item(link) for link in links))
