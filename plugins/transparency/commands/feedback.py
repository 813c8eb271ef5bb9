"""`ashyq feedback`: from the mailbox into the register, what is due, and what is to be forgotten."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from ..checking import load_site
from ..loading.problems import did_you_mean
from ..mailbox.boxes import box_of
from ..mailbox.importing import APART, Importer, Outcome
from ..mailbox.ledger import Ledger, opened
from ..mailbox.letters import letter_of
from ..mailbox.words import WORDS, Unusable
from ..model.feedback import Forgotten, Request
from ..progress.due import due_on
from ..progress.register import Register
from ..telling import Teller, editors_language
from ..writing.disk import put, try_out
from ..writing.register import FORGOTTEN, with_drafts, without
from .options import PRODUCT, output_option, root_option, today_option

_ledger = click.option(
    "--ledger",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="ASHYQ_LEDGER",
    show_envvar=True,
    required=True,
    help="The file that remembers which letter became which request; outside of the repository.",
)


def _say(name: str, **values: object) -> str:
    """One sentence of the register's, in the editor's language."""
    return Teller(editors_language()).say(WORDS[name], **values)


def _tell(name: str, **values: object) -> None:
    click.echo(_say(name, **values))


def _failure(name: str, **values: object) -> click.ClickException:
    return click.ClickException(_say(name, **values))


@contextmanager
def _usable() -> Iterator[None]:
    """What keeps the mailbox or the ledger from being used is told; then nothing was changed."""
    try:
        yield
    except Unusable as why:
        raise _failure(why.name, **why.values) from why


@click.group()
def command() -> None:
    """The register of requests: drafts from the mailbox, what is due, what is to be forgotten."""


@command.command("import", short_help="Make one draft of each new letter in a mailbox.")
@click.argument("mailbox")
@root_option
@today_option
@_ledger
@click.option("--region", metavar="KEY", help="Where letters belong that name no page of the site.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and change nothing.")
def import_(
    mailbox: str, root: Path, today: date | None, ledger: Path, region: str | None, dry_run: bool
) -> None:
    """Make one draft of each new letter in MAILBOX: imaps://host/FOLDER, a Maildir or an mbox file.

    The mailbox is only read. Name and password of an IMAP server come from ASHYQ_IMAP_USER and
    ASHYQ_IMAP_PASSWORD. Drafts hold a random id, the place, the topic and the day; everything else
    stays in the mailbox.
    """
    checked = load_site(root, today)
    if region is not None and region not in checked.data.region:
        raise _unknown("no-region", region, checked.data.region)
    with _usable():
        box = box_of(mailbox, os.environ)
        with opened(ledger, root) as book:
            letters = (letter_of(one) for one in box(book.places()))
            outcome = Importer(checked.data, checked.today, book, region).take(letters)
            if not dry_run:
                _write(outcome, book, root, checked.today)
    _tell_all(outcome, dry_run)


def _write(outcome: Outcome, ledger: Ledger, root: Path, today: date) -> None:
    """The ledger first, then the register: who is cut off in between writes the same drafts again."""
    ledger.keep()
    files = with_drafts(root, [draft.row for draft in outcome.drafts])
    if files:
        try_out(root, files, today)
        put(root, files)
    ledger.settle(draft.id for draft in outcome.drafts)


def _unknown(name: str, seen: str, known: Iterable[str]) -> click.ClickException:
    """Something that an editor named is not there; perhaps they meant another."""
    hint = Teller(editors_language()).suggestion(did_you_mean(seen, known))
    return _failure(name, seen=seen, hint=hint)


def _tell_all(outcome: Outcome, dry_run: bool) -> None:
    for draft in outcome.drafts:
        row = {"id": draft.id, "region": draft.row["region"], "day": draft.row["requested"]}
        _tell("would-write" if dry_run else "written", **row, letter=draft.place)
    for request, place in outcome.joined:
        _tell("joined", id=request, letter=place)
    for request, place in outcome.forgotten:
        _tell("forgotten", id=request, letter=place)
    for kind, place in outcome.apart:
        _tell(kind, letter=place)
    for place in outcome.nowhere:
        click.echo(_say("nowhere", letter=place), err=True)
    _tell("sum", **_counts(outcome))
    if outcome.drafts and not dry_run:
        _tell("next")


def _counts(outcome: Outcome) -> dict[str, int]:
    apart = Counter(kind for kind, _ in outcome.apart)
    return {
        "drafts": len(outcome.drafts),
        "joined": len(outcome.joined) + len(outcome.forgotten),
        **{kind: apart[kind] for kind in APART},
        "nowhere": len(outcome.nowhere),
        "known": outcome.counts["known"],
    }


@command.command()
@click.argument("request")
@root_option
@_ledger
def find(request: str, root: Path, ledger: Path) -> None:
    """Say where in the mailbox the letters of REQUEST lie."""
    with _usable(), opened(ledger, root) as book:
        letters = book.letters_of(request)
    if not letters:
        raise _failure("no-letter", seen=request)
    for letter in letters:
        _tell("later" if letter.outcome == "joined" else "draft", letter=letter.place)


@command.command()
@root_option
@today_option
def due(root: Path, today: date | None) -> None:
    """List what is overdue or due soon, what lacks a summary, and what to ask again after four weeks."""
    checked = load_site(root, today)
    lists = due_on(Register(checked.data, checked.today))
    for name, entries, day in (
        ("overdue", lists.overdue, lambda entry: entry.expected),
        ("soon", lists.soon, lambda entry: entry.expected),
        ("summary", lists.drafts, lambda entry: entry.requested),
        ("confirm", lists.to_confirm, lambda entry: entry.done),
    ):
        _tell(name, n=len(entries))
        for entry in entries:
            click.echo("  " + _say(f"{name}-one", id=entry.id, place=entry.place, day=day(entry)))


@command.command()
@click.argument("request")
@root_option
@today_option
@output_option
@click.pass_context
def forget(context: click.Context, request: str, root: Path, today: date | None, output: Path | None) -> None:
    """Remove REQUEST from the data, the pages, and every kept release and archive; only its id is left.

    Where the site has releases, one without it is published. Letters stay in the mailbox, and the
    history of git has to be rewritten by hand: docs/register.md. It may be run again until it is done.
    """
    # Pelican takes its time to be loaded, and the other verbs do without it.
    from ..forgetting import words_of

    record = _remove(request, root, today)
    words = words_of(request, record)
    _publish_without(context, words, root, today, output)
    _tell("by-hand")


def _remove(request: str, root: Path, today: date | None) -> Request | None:
    """Take a request out of the data; None where that was done before."""
    checked = load_site(root, today)
    of_register = (one for one in checked.found if one.collection == "requests")
    found = next((one for one in of_register if one.record.id == request), None)
    if found is None:
        if Forgotten.group(request) not in {one.id for one in checked.data.forgotten}:
            raise _unknown("no-request", request, [one.id for one in checked.data.requests])
        return None
    files = without(root, found, checked.today)
    try_out(root, files, today)
    put(root, files)
    _tell("removed", path=found.origin.path, forgotten=FORGOTTEN, day=checked.today)
    return found.record


def _publish_without(
    context: click.Context, words: frozenset[bytes], root: Path, today: date | None, output: Path | None
) -> None:
    from release.store import Store

    from ..adapter import settings_of
    from ..building import build_site
    from ..forgetting import redact_all, withdrawn
    from ..publication import Settings
    from . import publish

    done = build_site(PRODUCT / "pelicanconf.py", root, today, output or root / "output")
    _tell("rebuilt", written=len(done.written), removed=len(done.removed))
    settings = Settings.of(settings_of(publish.CONFIGURATION), root)
    store = Store(settings.store)
    if store.current() is None:
        return
    signer = publish.signer_of(settings)
    plan = {"root": root, "today": today, "output": None, "against": None, "clean": False}
    if context.invoke(publish.command, **plan, withdraw=tuple(withdrawn(store, words))):
        raise _failure("still-public")
    with store.changing():
        for note in redact_all(store, words, signer):
            _tell("redacted", release=note.release, n=len(note.removed))
