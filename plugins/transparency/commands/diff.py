"""`ashyq diff`: what an edit changes in public, a sentence for each change."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from ..changes import Change, Speaker, changes_between
from ..checking import Checked, load_site
from ..progress.state import State
from ..revisions import Base, NoRevision, base_of
from ..sentences import Places, escaped, record_of, speaker_of
from .options import root_option, today_option


@click.command()
@click.argument("revision", metavar="[REV]", required=False)
@root_option
@today_option
@click.option(
    "--lang",
    type=click.Choice(["en", "kk", "ky", "ru"]),
    default="en",
    show_default=True,
    help="The language of the sentences.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="Lines, a comment for a pull request, or records for a program.",
)
def command(revision: str | None, root: Path, today: date | None, lang: str, form: str) -> None:
    """Say what the edits since REV change in public.

    Without REV: since the merge base with main; on main since the last commit, or, where there are no
    edits, what the last commit changed.
    """
    checked = load_site(root, today)
    try:
        base = base_of(root, checked, revision)
    except NoRevision as why:
        raise click.ClickException(str(why)) from why
    changes = changes_between(State(base.site.data, checked.today), State(checked.data, checked.today))
    speaker = speaker_of(checked.data.site, lang)
    click.echo(_FORMS[form](changes, speaker, base, checked))
    if form != "markdown":
        click.echo(base.reservation or f"compared with {base.revision}", err=True)


def _as_text(changes: tuple[Change, ...], speaker: Speaker, _: Base, __: Checked) -> str:
    return "\n".join(_sentences(changes, speaker))


def _as_markdown(changes: tuple[Change, ...], speaker: Speaker, base: Base, _: Checked) -> str:
    say = speaker.language.say
    lines = ["### " + say("What changes in public"), ""]
    lines += [f"- {escaped(sentence)}" for sentence in _sentences(changes, speaker)]
    lines += ["", say("Compared with: %(revision)s", revision=f"`{base.revision.commit[:12]}`")]
    if base.site.left_out:
        count = len(base.site.left_out)
        lines += ["", say("Not compared, because of faults under today's rules: %(count)s", count=count)]
    return "\n".join(lines)


def _as_json(changes: tuple[Change, ...], speaker: Speaker, base: Base, checked: Checked) -> str:
    places = Places((*base.site.found, *checked.found))
    rows = [record_of(change, speaker, *places.of(change)) for change in changes]
    return json.dumps(rows, ensure_ascii=False, indent=2)


_FORMS = {"text": _as_text, "markdown": _as_markdown, "json": _as_json}


def _sentences(changes: Iterable[Change], speaker: Speaker) -> list[str]:
    sentences = [speaker.sentence(change.words) for change in changes]
    return sentences or [speaker.language.say("nothing changes in public")]
