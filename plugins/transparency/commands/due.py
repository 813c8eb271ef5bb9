"""`ashyq due`: what fell due, went silent or became stale by itself, for those who edit it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import click

from ..changes import Change, Speaker, calendar_changes
from ..checking import Checked, load_site
from ..checking.contacts import check_contacts
from ..loading.problems import Problem
from ..owners import group_of
from ..progress.state import State
from ..sentences import Places, escaped, record_of, speaker_of
from ..telling import Teller, editors_language, editors_languages
from .options import Day, root_option, today_option


@click.command()
@root_option
@today_option
@click.option("--since", type=Day(), help="The day of the last list.  [default: the day before today]")
@click.option("--lang", type=click.Choice(editors_languages()), help="The language of the sentences.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="Lines, an issue for the editors (nothing where there is nothing), or records for a program.",
)
def command(root: Path, today: date | None, since: date | None, lang: str | None, form: str) -> None:
    """List what the calendar alone changed since DAY: what fell due, went silent or became stale."""
    checked = load_site(root, today)
    since = since or checked.today - timedelta(days=1)
    if since >= checked.today:
        raise click.ClickException(f"--since {since} does not lie before today, {checked.today}")
    changes = calendar_changes(State(checked.data, since), State(checked.data, checked.today))
    code = lang or editors_language()
    listing = _FORMS[form](changes, _contacts(checked, since), checked, code, since)
    if listing:
        click.echo(listing)


def _contacts(checked: Checked, since: date) -> tuple[Problem, ...]:
    """The contacts that have to be asked again since that day."""
    then = {one for one in check_contacts(list(checked.found), since) if one.rule == "contact-old"}
    return tuple(one for one in checked.notices if one.rule == "contact-old" and one not in then)


def _as_text(
    changes: tuple[Change, ...], contacts: tuple[Problem, ...], checked: Checked, code: str, _: date
) -> str:
    speaker = speaker_of(checked.data.site, code)
    lines = [speaker.sentence(change.words) for change in changes]
    lines += map(Teller(code).line, contacts)
    return "\n".join(lines or [speaker.language.say("nothing fell due")])


def _as_markdown(
    changes: tuple[Change, ...], contacts: tuple[Problem, ...], checked: Checked, code: str, since: date
) -> str:
    if not changes and not contacts:
        return ""
    speaker, teller = speaker_of(checked.data.site, code), Teller(code)
    language = speaker.language
    days = f"{language.day(since)} – {language.day(checked.today)}"
    lines = ["### " + language.say("What fell due: %(days)s", days=days)]
    for heading, group in _by_group(changes, checked, speaker).items():
        lines += ["", *([heading, ""] if heading else [])]
        lines += [f"- {escaped(speaker.sentence(change.words))}" for change in group]
    if contacts:
        lines += ["", language.say("To be asked again:"), ""]
        lines += [f"- `{one.path}:{one.line}` {escaped(teller.message(one))}" for one in contacts]
    return "\n".join(lines)


def _by_group(changes: Iterable[Change], checked: Checked, speaker: Speaker) -> dict[str, list[Change]]:
    """The changes by the name of those who edit their region, with their team where one is named."""
    groups: dict[str, list[Change]] = {}
    for change in changes:
        group = group_of(change.region, checked.data.site.editors)
        name = escaped(str(speaker.language.text(group.name))) if group else ""
        heading = f"**{name}** {group.team or ''}".rstrip() if group else ""
        groups.setdefault(heading, []).append(change)
    return groups


def _as_json(
    changes: tuple[Change, ...], contacts: tuple[Problem, ...], checked: Checked, code: str, _: date
) -> str:
    speaker, places = speaker_of(checked.data.site, code), Places(checked.found)
    rows = [record_of(change, speaker, *places.of(change)) for change in changes]
    asked = [Teller(code).record(problem) for problem in contacts]
    return json.dumps({"changes": rows, "contacts": asked}, ensure_ascii=False, indent=2)


_FORMS = {"text": _as_text, "markdown": _as_markdown, "json": _as_json}
