"""What belongs together under one name, and the help that one programme set out to give."""

from __future__ import annotations

from collections.abc import Iterator

from ..languages import Words
from ..model import addresses
from ..model.dataset import Dataset
from ..model.documents import Programme
from .edition import Edition
from .frames import crumbs_to, make_page
from .page import Page
from .parts import (
    fact,
    nothing_here,
    printed_form,
    promise_list,
    section,
    sections,
)
from .sheets import Sheet, one_each, single
from .views import Content, Fact, Facts, Item, Items, Paragraphs, Points
from .wording import PROGRAMME_STATE_WORDS


def sheets(data: Dataset) -> Iterator[Sheet]:
    yield single("programmes", _programmes_page)
    yield from one_each("programme", data.programme, _programme_page)
    yield single("help", _help_page)


def _programmes_page(edition: Edition) -> Page:
    items = tuple(
        Item(
            edition.programme_link(p.id), f"{edition.region_name(p.region)} · {_programme_state(edition, p)}"
        )
        for p in edition.data.programmes
    )
    listed = (
        Items(items) if items else nothing_here(edition, edition.say("No programme has been recorded yet."))
    )
    content = Content(
        heading=Words(edition.say("Programmes")),
        state=edition.say("What belongs together, and what is promised under each name."),
        main=sections(section("all", edition.say("All programmes"), listed)),
    )
    return make_page(edition, addresses.PROGRAMMES, content, crumbs=crumbs_to(edition))


def _programme_state(edition: Edition, programme: Programme) -> str:
    return edition.say(PROGRAMME_STATE_WORDS[programme.state])


def _programme_page(edition: Edition, programme_id: str) -> Page:
    programme, say = edition.data.programme[programme_id], edition.say
    promises = [p for p in edition.state.promises.values() if p.commitment.programme == programme.id]
    content = Content(
        heading=edition.words(programme.name),
        kicker=say("Programme"),
        state=edition.words(programme.summary),
        main=sections(
            section("aims", say("Aims"), _aims(edition, programme)),
            section("promises", say("Promises"), promise_list(edition, promises, with_region=True)),
            section("facts", say("What is known"), Facts(tuple(_programme_facts(edition, programme)))),
        ),
    )
    crumbs = crumbs_to(edition, edition.link(say("Programmes"), addresses.PROGRAMMES))
    return make_page(edition, addresses.programme(programme.id), content, crumbs=crumbs)


def _aims(edition: Edition, programme: Programme) -> Points | None:
    return Points(edition.optional(*programme.aims)) if programme.aims else None


def _programme_facts(edition: Edition, programme: Programme) -> Iterator[Fact]:
    say = edition.say
    yield fact(say("Region"), edition.region_link(programme.region))
    yield fact(say("State"), _programme_state(edition, programme))
    yield fact(say("Since"), edition.date(programme.since))
    bodies = tuple(edition.organization_link(i) for i in programme.run_by)
    yield fact(say("Run by"), *(bodies or (say("not named"),)))
    if programme.printed:
        yield fact(
            say("Printed in the source as"), printed_form(edition, programme.printed, programme.source)
        )
    yield fact(say("Source"), edition.source_link(programme.source))
    if programme.note:
        yield fact(say("Note"), edition.words(programme.note))


def _help_page(edition: Edition) -> Page:
    programme = edition.data.programme.get(edition.data.site.help_programme or "")
    say = edition.say
    state = edition.words(programme.summary) if programme else say("No help has been announced yet.")
    content = Content(
        heading=Words(say("Help for residents")),
        state=state,
        main=sections(
            section(
                "aims", say("What it sets out to give"), _aims(edition, programme) if programme else None
            ),
            section(
                "promises", say("Proposed besides"), _proposed(edition, programme) if programme else None
            ),
            section(
                "programme", say("Programme"), _about_programme(edition, programme) if programme else None
            ),
            section("ask", say("Whom to ask"), Paragraphs((_where_to_turn(edition),)), _turn_to(edition)),
        ),
    )
    return make_page(edition, addresses.HELP, content, crumbs=crumbs_to(edition))


def _about_programme(edition: Edition, programme: Programme) -> Facts:
    return Facts(
        (fact(edition.say("Programme"), edition.programme_link(programme.id)), *_state_of(edition, programme))
    )


def _state_of(edition: Edition, programme: Programme) -> tuple[Fact, ...]:
    return tuple(_programme_facts(edition, programme))


def _proposed(edition: Edition, programme: Programme):
    found = [
        p
        for p in edition.state.promises.values()
        if p.commitment.kind == "proposal" and p.commitment.region == programme.region
    ]
    return promise_list(edition, found)


def _where_to_turn(edition: Edition) -> str:
    return edition.say("No place that gives this help has been reported yet. These pages lead on:")


def _turn_to(edition: Edition) -> Items:
    say = edition.say
    return Items(
        (
            Item(edition.link(say("Directory of institutions"), addresses.INSTITUTIONS)),
            Item(edition.link(say("How to be heard"), addresses.FEEDBACK)),
        )
    )
