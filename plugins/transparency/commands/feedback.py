"""`ashyq feedback`: from the mailbox into the register, what is due, and what is to be forgotten."""

from __future__ import annotations

import os
from collections import Counter
from datetime import date
from pathlib import Path

import click

from ..checking import load_site
from ..loading.problems import did_you_mean
from ..mailbox.boxes import BoxUnusable, box_of
from ..mailbox.importing import APART, Importer, Outcome
from ..mailbox.ledger import Ledger, LedgerUnusable, opened
from ..mailbox.letters import letter_of
from ..model.feedback import Forgotten, Request
from ..progress.due import due_on
from ..progress.register import Register
from ..writing.disk import put, try_out
from ..writing.register import FORGOTTEN, with_drafts, without
from .options import PRODUCT, output_option, root_option, today_option

NEXT = "next: write a summary of each that does not tell who asked; `ashyq feedback find ID` names the letter"

STILL = (
    "still by hand: the letters in the mailbox, copies elsewhere, the history of git; see docs/register.md"
)

_ledger = click.option(
    "--ledger",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="ASHYQ_LEDGER",
    show_envvar=True,
    required=True,
    help="The file that remembers which letter became which request; outside of the repository.",
)


class Unusable(click.ClickException):
    """The mailbox or the ledger cannot be used; nothing was changed."""


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
        raise click.UsageError(f"there is no region {region}{did_you_mean(region, checked.data.region)}")
    try:
        box = box_of(mailbox, os.environ)
        with opened(ledger, root) as book:
            letters = (letter_of(one) for one in box(book.places()))
            outcome = Importer(checked.data, checked.today, book, region).take(letters)
            if not dry_run:
                _write(outcome, book, root, checked.today)
    except (BoxUnusable, LedgerUnusable) as why:
        raise Unusable(str(why)) from why
    _tell(outcome, dry_run)


def _write(outcome: Outcome, ledger: Ledger, root: Path, today: date) -> None:
    """The ledger first, then the register: who is cut off in between writes the same drafts again."""
    ledger.keep()
    files = with_drafts(root, [draft.row for draft in outcome.drafts])
    if files:
        try_out(root, files, today)
        put(root, files)
    ledger.settle(draft.id for draft in outcome.drafts)


def _tell(outcome: Outcome, dry_run: bool) -> None:
    verb = "would be written" if dry_run else "written"
    for draft in outcome.drafts:
        click.echo(f"{verb}: {draft.id} · {draft.row['region']} · {draft.row['requested']} ← {draft.place}")
    for request, place in outcome.joined:
        click.echo(f"belongs to {request}: {place}")
    for request, place in outcome.forgotten:
        click.echo(f"belongs to {request}, which was forgotten; delete it from the mailbox: {place}")
    for kind, place in outcome.apart:
        click.echo(f"set apart as {kind}: {place}")
    for place in outcome.nowhere:
        click.echo(f"names no page of this site; give --region KEY: {place}", err=True)
    click.echo(_sum(outcome))
    if outcome.drafts and not dry_run:
        click.echo(NEXT)


def _sum(outcome: Outcome) -> str:
    apart = Counter(kind for kind, _ in outcome.apart)
    counts = {
        "drafts": len(outcome.drafts),
        "joined": len(outcome.joined) + len(outcome.forgotten),
        **{f"{kind}s" if kind == "bounce" else kind: apart[kind] for kind in sorted(APART)},
        "without a region": len(outcome.nowhere),
        "seen again": outcome.counts["known"],
    }
    return ", ".join(f"{name}: {count}" for name, count in counts.items())


@command.command()
@click.argument("request")
@root_option
@_ledger
def find(request: str, root: Path, ledger: Path) -> None:
    """Say where in the mailbox the letters of REQUEST lie."""
    try:
        with opened(ledger, root) as book:
            letters = book.letters_of(request)
    except LedgerUnusable as why:
        raise Unusable(str(why)) from why
    if not letters:
        raise click.ClickException(f"the ledger has no letter of {request}")
    for letter in letters:
        click.echo(f"{letter.outcome}: {letter.place}")


@command.command()
@root_option
@today_option
def due(root: Path, today: date | None) -> None:
    """List what is overdue or due soon, what lacks a summary, and what to ask again after four weeks."""
    checked = load_site(root, today)
    lists = due_on(Register(checked.data, checked.today))
    for title, entries, day in (
        ("overdue", lists.overdue, lambda entry: f"since {entry.expected}"),
        ("due soon", lists.soon, lambda entry: f"by {entry.expected}"),
        ("without a summary", lists.drafts, lambda entry: f"asked {entry.requested}"),
        ("was it really done? ask, and write 'follow_up'", lists.to_confirm, lambda e: f"done {e.done}"),
    ):
        click.echo(f"{title}: {len(entries)}")
        for entry in entries:
            click.echo(f"  {entry.id} · {entry.place} · {day(entry)}")


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
    click.echo(STILL)


def _remove(request: str, root: Path, today: date | None) -> Request | None:
    """Take a request out of the data; None where that was done before."""
    checked = load_site(root, today)
    of_register = (one for one in checked.found if one.collection == "requests")
    found = next((one for one in of_register if one.record.id == request), None)
    if found is None:
        if Forgotten.group(request) not in {one.id for one in checked.data.forgotten}:
            hint = did_you_mean(request, [one.id for one in checked.data.requests])
            raise click.ClickException(f"there is no request {request}{hint}")
        return None
    files = without(root, found, checked.today)
    try_out(root, files, today)
    put(root, files)
    click.echo(f"removed from {found.origin.path}; left in {FORGOTTEN}: its id and {checked.today}")
    return found.record


def _publish_without(
    context: click.Context, words: frozenset[bytes], root: Path, today: date | None, output: Path | None
) -> None:
    from release.store import Store

    from ..adapter import build_site, settings_of
    from ..forgetting import redact_all, withdrawn
    from ..publication import Settings
    from . import publish

    done = build_site(PRODUCT / "pelicanconf.py", root, today, output or root / "output")
    click.echo(f"built without it: {len(done.written)} files written, {len(done.removed)} removed")
    settings = Settings.of(settings_of(publish.CONFIGURATION), root)
    store = Store(settings.store)
    if store.current() is None:
        return
    signer = publish.signer_of(settings)
    plan = {"root": root, "today": today, "output": None, "against": None, "clean": False}
    if context.invoke(publish.command, **plan, withdraw=tuple(withdrawn(store, words))):
        raise click.ClickException(
            "what is public still holds it; mend what is said above and run this again"
        )
    with store.changing():
        for note in redact_all(store, words, signer):
            click.echo(f"release {note.release}: {len(note.removed)} files taken out")
