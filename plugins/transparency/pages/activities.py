"""What is done: programmes, services, centres, meetings, and the help that was promised."""

from __future__ import annotations

from collections.abc import Iterator

from ..languages import Words
from ..languages.catalogues import mark
from ..model import addresses
from ..model.dates import Period
from ..model.documents import Meeting, Participant, Point, Programme, Service
from .bars import figure_bar
from .edition import Edition
from .frames import crumbs_to, make_page
from .page import Page
from .parts import fact, meeting_items, nothing_here, promise_list, section, sections, source_items
from .views import Bars, Content, Fact, Facts, Item, Items, Paragraphs, Points, Section
from .wording import MEETING_KIND_WORDS, POINT_WORDS, PROGRAMME_STATE_WORDS, SERVICE_STATE_WORDS


def pages(edition: Edition) -> Iterator[Page]:
    yield _programmes_page(edition)
    yield from (_programme_page(edition, programme) for programme in edition.data.programmes)
    yield _services_page(edition)
    yield from (_service_page(edition, service) for service in edition.data.services)
    yield _centres_page(edition)
    yield _meetings_page(edition)
    yield from (_meeting_page(edition, meeting) for meeting in edition.data.meetings)
    yield _help_page(edition)


# --- programmes ---


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


def _programme_page(edition: Edition, programme: Programme) -> Page:
    say = edition.say
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
        yield fact(say("Printed in the source as"), _printed(edition, programme.printed, programme.source))
    yield fact(say("Source"), edition.source_link(programme.source))
    if programme.note:
        yield fact(say("Note"), edition.words(programme.note))


def _printed(edition: Edition, text: str, source: str) -> Words:
    return edition.foreign(text, edition.data.source[source].language or edition.language.code)


# --- services ---


def _services_page(edition: Edition) -> Page:
    by_region = dict.fromkeys(service.region for service in edition.data.services)
    listed = tuple(_services_of(edition, key) for key in by_region)
    if not listed:
        text = edition.say("No service has been reported yet.")
        listed = (section("none", edition.say("Services"), nothing_here(edition, text)),)
    content = Content(
        heading=Words(edition.say("Services")),
        state=edition.say("Digital services and systems that sources name, each with its state and date."),
        main=sections(*listed),
        aside=sections(section("see", edition.say("See also"), _see_also(edition))),
    )
    return make_page(edition, addresses.SERVICES, content, crumbs=crumbs_to(edition))


def _see_also(edition: Edition) -> Items:
    return Items(
        (
            Item(edition.link(edition.say("Education centres"), addresses.CENTRES)),
            Item(edition.link(edition.say("Help"), addresses.HELP)),
        )
    )


def _services_of(edition: Edition, key: str) -> Section:
    services = [service for service in edition.data.services if service.region == key]
    items = tuple(
        Item(_service_link(edition, service), _service_line(edition, service)) for service in services
    )
    counts = [f for f in edition.state.headline_figures(key) if f.observation.count == "services"]
    bars = Bars(tuple(figure_bar(edition, figure) for figure in counts)) if counts else None
    return section(key.replace("/", "-"), str(edition.region_name(key)), bars, Items(items))


def _service_link(edition: Edition, service: Service):
    return edition.link(edition.words(service.name), addresses.service(service.id))


def _service_line(edition: Edition, service: Service) -> str:
    return f"{edition.say(SERVICE_STATE_WORDS[service.state])} · {edition.date(service.as_of)}"


def _service_page(edition: Edition, service: Service) -> Page:
    say = edition.say
    content = Content(
        heading=edition.words(service.name),
        kicker=say("Service"),
        state=_service_line(edition, service),
        main=sections(
            section("facts", say("What is known"), Facts(tuple(_service_facts(edition, service)))),
            section("sources", say("Sources"), source_items(edition, [service.source])),
        ),
    )
    crumbs = crumbs_to(edition, edition.link(say("Services"), addresses.SERVICES))
    return make_page(edition, addresses.service(service.id), content, crumbs=crumbs)


def _service_facts(edition: Edition, service: Service) -> Iterator[Fact]:
    say = edition.say
    yield fact(say("Region"), edition.region_link(service.region))
    yield fact(say("For whom"), edition.words(service.audience) if service.audience else say("not stated"))
    yield fact(
        say("By whom"), edition.organization_link(service.provider) if service.provider else say("not named")
    )
    yield fact(say("State"), _service_line(edition, service))
    yield fact(say("Since"), edition.date(service.since))
    if service.channel:
        yield fact(say("Where"), service.channel)
    if service.printed:
        yield fact(say("Printed in the source as"), _printed(edition, service.printed, service.source))
    if service.note:
        yield fact(say("Note"), edition.words(service.note))


# --- centres ---


def _centres_page(edition: Edition) -> Page:
    centres = edition.data.site.centres
    content = Content(
        heading=Words(edition.say("Education centres")),
        state=_centres_state(edition),
        main=sections(*_centres_sections(edition)) if centres else sections(_no_centres(edition)),
    )
    return make_page(edition, addresses.CENTRES, content, crumbs=crumbs_to(edition))


def _no_centres(edition: Edition) -> Section:
    text = edition.say("No centre has been reported yet.")
    return section("none", edition.say("Education centres"), nothing_here(edition, text))


def _centres_state(edition: Edition) -> str:
    centres = edition.data.site.centres
    if centres is None:
        return edition.say("No centre has been reported yet.")
    listed = sum(1 for body in edition.data.organizations if body.kind == centres.kind)
    figures = [f for f in _reported_centres(edition) if f.value is not None]
    reported = edition.number(sum(f.value for f in figures)) if figures else edition.say("not known")
    return edition.say("Reported: %(reported)s. Listed here: %(listed)s.", reported=reported, listed=listed)


def _reported_centres(edition: Edition) -> list:
    indicator = edition.data.site.centres.indicator
    found = (
        edition.state.figures.newest(r.key, indicator, edition.state.today) for r in edition.data.regions
    )
    return [figure for figure in found if figure is not None]


def _centres_sections(edition: Edition) -> Iterator[Section]:
    centres, say = edition.data.site.centres, edition.say
    bars = tuple(
        figure_bar(edition, figure, edition.region_link(figure.observation.region))
        for figure in _reported_centres(edition)
    )
    yield section("reported", say("Reported"), Bars(bars) if bars else None)
    bodies = [body for body in edition.data.organizations if body.kind == centres.kind]
    text = say("The sources list none of the centres by name. The bodies that run them could give the list.")
    listed = Items(tuple(Item(edition.organization_link(body.id)) for body in bodies)) if bodies else None
    yield section("listed", say("Listed"), listed or nothing_here(edition, text))
    yield section("programme", say("Programme"), Items((Item(edition.programme_link(centres.programme)),)))


# --- meetings ---


def _meetings_page(edition: Edition) -> Page:
    today = edition.state.today
    coming = [m for m in edition.data.meetings if m.date and m.date.begins_after(today)]
    past = [m for m in edition.data.meetings if m not in coming]
    none = nothing_here(edition, edition.say("No coming meeting has been announced here."))
    content = Content(
        heading=Words(edition.say("Meetings")),
        state=edition.say("Who met, what was said and assigned, and what became of it."),
        main=sections(
            section("coming", edition.say("Coming"), meeting_items(edition, coming) or none),
            section("past", edition.say("Past"), meeting_items(edition, past)),
        ),
    )
    return make_page(edition, addresses.MEETINGS, content, crumbs=crumbs_to(edition))


def _meeting_page(edition: Edition, meeting: Meeting) -> Page:
    say = edition.say
    promises = [p for p in edition.state.promises.values() if p.commitment.meeting == meeting.id]
    content = Content(
        heading=edition.words(meeting.title),
        kicker=say(MEETING_KIND_WORDS[meeting.kind]),
        state=edition.words(meeting.topic),
        main=sections(
            section("facts", say("When, where, who"), Facts(tuple(_meeting_facts(edition, meeting)))),
            section("points", say("What was said"), _points(edition, meeting.points)),
            section("promises", say("What was promised or assigned"), promise_list(edition, promises, True)),
        ),
    )
    crumbs = crumbs_to(edition, edition.link(say("Meetings"), addresses.MEETINGS))
    return make_page(edition, addresses.meeting(meeting.id), content, crumbs=crumbs)


def _meeting_facts(edition: Edition, meeting: Meeting) -> Iterator[Fact]:
    say = edition.say
    yield fact(say("When"), *_when(edition, meeting.date), *edition.optional(meeting.date_note))
    yield fact(say("Where"), edition.words(meeting.place) if meeting.place else say("not stated"))
    yield fact(say("Region"), edition.region_link(meeting.region))
    if meeting.organizer:
        yield fact(say("Held by"), *edition.voice(meeting.organizer))
    for position, participant in enumerate(meeting.participants):
        yield fact(say("Took part") if position == 0 else "", *_participant(edition, participant))
    if meeting.take_part:
        yield fact(say("How to take part"), edition.words(meeting.take_part))
    yield fact(say("Source"), edition.source_link(meeting.source))
    if meeting.note:
        yield fact(say("Note"), edition.words(meeting.note))


def _when(edition: Edition, period: Period | None) -> tuple[str]:
    return (edition.date(period, mark("the day is not stated")),)


def _participant(edition: Edition, participant: Participant) -> tuple:
    named = participant.person or participant.post or participant.organization
    return (*(edition.voice(participant) if named else ()), *edition.optional(participant.role))


def _points(edition: Edition, points: tuple[Point, ...]) -> Facts | None:
    rows = tuple(fact(edition.say(POINT_WORDS[point.kind]), *_point(edition, point)) for point in points)
    return Facts(rows) if rows else None


def _point(edition: Edition, point: Point) -> tuple:
    speaker = edition.voice(point.by) if point.by else ()
    addressed = tuple(edition.organization_link(i) for i in point.to)
    return (edition.words(point.text), *speaker, *addressed)


# --- help ---


def _help_page(edition: Edition) -> Page:
    programme = edition.data.programme.get(edition.data.site.help_programme or "")
    say = edition.say
    state = edition.words(programme.summary) if programme else say("No help has been announced yet.")
    content = Content(
        heading=Words(say("Help")),
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
