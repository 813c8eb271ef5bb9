"""The promises: all of them by status, and one page each with its arithmetic."""

from __future__ import annotations

from collections.abc import Iterator

from ..languages import Words
from ..languages.catalogues import mark
from ..model import addresses
from ..model.dataset import Dataset
from ..model.promises import Commitment
from ..progress.figures import Figure
from ..progress.promises import Promise
from ..progress.status import Status
from .arithmetic import reasons
from .bars import promise_bar
from .edition import Edition
from .figures import freshness_word, value_with_kind
from .frames import crumbs_to, make_page
from .page import Page
from .parts import fact, nothing_here, promise_list, section, sections, status_tally
from .sheets import Sheet, one_each, single
from .views import Bars, Cell, Content, Fact, Facts, Notice, Paragraphs, Points, Section, Table, Tag
from .wording import KIND_WORDS, STATUS_RULES, STATUS_WORDS

_SAYER = {
    "promise": mark("Who promised"),
    "instruction": mark("Who instructed"),
    "plan": mark("Who told of it"),
    "proposal": mark("Who proposed"),
    "under-way": mark("Who told of it"),
}


def sheets(data: Dataset) -> Iterator[Sheet]:
    yield single("commitments", _list_page)
    yield from one_each("commitment", data.commitment, _promise_page)


def _list_page(edition: Edition) -> Page:
    promises = tuple(edition.state.promises.values())
    content = Content(
        heading=Words(edition.say("Promises")),
        state=edition.say(
            "What was promised, instructed, planned, proposed or begun, and what became of it."
        ),
        main=sections(
            section("state", edition.say("The state today"), status_tally(edition, promises)),
            *(_status_section(edition, status, promises) for status in Status),
        ),
    )
    return make_page(edition, addresses.COMMITMENTS, content, crumbs=crumbs_to(edition))


def _status_section(edition: Edition, status: Status, promises: tuple[Promise, ...]) -> Section:
    found = [promise for promise in promises if promise.status is status]
    listed = promise_list(edition, found, with_region=True)
    blocks = (Paragraphs((edition.say(STATUS_RULES[status]),)), listed) if listed else ()
    return section(status.value, edition.say(STATUS_WORDS[status]), *blocks)


def _promise_page(edition: Edition, commitment_id: str) -> Page:
    promise = edition.state.promises[commitment_id]
    commitment = promise.commitment
    has_bar = commitment.target is not None
    bar = promise_bar(edition, promise, edition.indicator_link(commitment.indicator)) if has_bar else None
    content = Content(
        heading=edition.words(commitment.title),
        kicker=edition.say(KIND_WORDS[commitment.kind]),
        state=edition.words(commitment.statement),
        tags=(
            edition.status_tag(promise.status),
            Tag(edition.say(KIND_WORDS[commitment.kind]), "kind plain"),
        ),
        main=sections(
            section("figure", edition.say("Where it stands"), Bars((bar,)) if bar else None),
            section("status", edition.say("Why this status"), Points(tuple(reasons(edition, promise)))),
            section("facts", edition.say("What was said"), Facts(tuple(_facts(edition, promise)))),
            _figures(edition, promise),
            _milestones(edition, commitment),
            _evidence(edition, commitment),
            _moves(edition, promise),
            _corrections(edition, commitment),
        ),
        aside=sections(_belongs_to(edition, commitment)),
    )
    commitments = edition.link(edition.say("Promises"), addresses.COMMITMENTS)
    crumbs = crumbs_to(edition, commitments)
    return make_page(edition, addresses.commitment(commitment.id), content, crumbs=crumbs)


def _facts(edition: Edition, promise: Promise) -> Iterator[Fact]:
    """Who, when, where, until when; whatever is not known says so."""
    c, say = promise.commitment, edition.say
    yield fact(say(_SAYER[c.kind]), *edition.voice(c.said_by))
    yield fact(say("When it was said"), edition.date(c.said))
    if c.meeting:
        yield fact(say("Where it was said"), edition.meeting_link(c.meeting))
    yield fact(say("Region"), edition.region_link(c.region), *edition.optional(c.scope_note))
    yield fact(say("Who is responsible"), *_bodies(edition, c.responsible))
    if c.carried_out_by:
        yield fact(say("Carried out by"), *_bodies(edition, c.carried_out_by))
    yield from _measure(edition, promise)
    if c.start:
        yield fact(say("Start"), edition.date(c.start))
    yield fact(say("Deadline"), edition.date(c.deadline))
    yield fact(say("Source"), edition.source_link(c.source))
    if c.note:
        yield fact(say("Note"), edition.words(c.note))


def _bodies(edition: Edition, ids: tuple[str, ...]) -> tuple:
    return tuple(edition.organization_link(i) for i in ids) or (edition.say("not named"),)


def _measure(edition: Edition, promise: Promise) -> Iterator[Fact]:
    c, say = promise.commitment, edition.say
    if c.target is None:
        yield fact(say("Target"), say("no number stated"))
        return
    unit = edition.data.unit[edition.data.indicator[c.indicator].unit]
    noun = edition.language.noun(unit.counted, c.target)
    yield fact(edition.term(say("Measured by"), "indicator"), edition.indicator_link(c.indicator))
    yield fact(edition.term(say("Target"), "target"), Words(f"{edition.number(c.target)} {noun}", noun.lang))
    if c.baseline is not None:
        yield fact(edition.term(say("Baseline"), "baseline"), edition.number(promise.baseline))


def _figures(edition: Edition, promise: Promise) -> Section | None:
    if promise.commitment.target is None:
        return None
    title = edition.say("Figures over time")
    if not promise.figures:
        text = edition.say("No figure has been reported. The body responsible could give one.")
        return section("over-time", title, nothing_here(edition, text))
    return section("over-time", title, _figures_table(edition, promise.figures))


def _figures_table(edition: Edition, figures: tuple[Figure, ...]) -> Table:
    say = edition.say
    return Table(
        caption=say("Every reported figure, oldest first"),
        head=(Cell(say("Date")), Cell(say("Figure"), numeric=True), Cell(say("Source"))),
        rows=tuple(
            (
                Cell(
                    " · ".join(
                        w for w in (edition.date(f.period), freshness_word(edition, f.observation)) if w
                    )
                ),
                Cell(value_with_kind(edition, f), numeric=True),
                Cell(edition.source_link(f.observation.source)),
            )
            for f in figures
        ),
    )


def _milestones(edition: Edition, commitment: Commitment) -> Section | None:
    if not commitment.milestones:
        return None
    say = edition.say
    rows = tuple(
        (
            Cell(edition.words(one.title)),
            Cell(edition.date(one.due)),
            Cell(edition.date(one.done, mark("not reported"))),
            Cell(edition.source_link(one.source)),
        )
        for one in commitment.milestones
    )
    head = (Cell(say("Step")), Cell(say("Due")), Cell(say("Done on")), Cell(say("Source")))
    return section("milestones", say("Milestones"), Table(say("Steps on the way"), head, rows))


def _evidence(edition: Edition, commitment: Commitment) -> Section | None:
    if not commitment.evidence:
        return None
    rows = tuple(
        fact(edition.date(one.date), edition.words(one.text), edition.source_link(one.source))
        for one in commitment.evidence
    )
    return section("evidence", edition.say("Evidence"), Facts(rows))


def _moves(edition: Edition, promise: Promise) -> Section | None:
    moves = promise.commitment.moves
    if not moves:
        return None
    say = edition.say
    rows = tuple(
        (
            Cell(edition.date(move.to)),
            Cell(edition.date(move.announced)),
            Cell(edition.words(move.reason) if move.reason else say("not stated")),
            Cell(edition.source_link(move.source)),
        )
        for move in moves
    )
    head = (Cell(say("New deadline")), Cell(say("Announced")), Cell(say("Reason")), Cell(say("Source")))
    table = Table(say("Every move of the deadline"), head, rows)
    late = len(moves) - promise.verdict.moves_in_force
    remark = (
        Notice(
            say("A move announced after the deadline had passed is shown, but does not change the status.")
        )
        if late
        else None
    )
    return section("moves", say("Moves of the deadline"), table, remark)


def _corrections(edition: Edition, commitment: Commitment) -> Section | None:
    if not commitment.corrections:
        return None
    rows = (fact(edition.date(one.date), edition.words(one.reason)) for one in commitment.corrections)
    return section("corrections", edition.say("Corrections"), Facts(tuple(rows)))


def _belongs_to(edition: Edition, commitment: Commitment) -> Section | None:
    rows = [fact(edition.say("Region"), edition.region_link(commitment.region))]
    if commitment.programme:
        rows.append(fact(edition.say("Programme"), edition.programme_link(commitment.programme)))
    heard = edition.link(edition.say("How to be heard"), addresses.FEEDBACK)
    rows.append(fact(edition.say("Ask about it"), heard))
    return section("belongs", edition.say("Belongs to"), Facts(tuple(rows)))
