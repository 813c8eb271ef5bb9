"""`ashyq check`: all problems in data and content."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ..checking import Checked, load_site
from ..checking.against import check_against
from ..checking.remembering import COUNTED, Holds, Remembering, cache_of
from ..loading.problems import Problem, Refused
from ..owners import files_of_others
from ..revisions import Base, NoRevision, base_of, changed_since, revision_of
from ..telling import COUNTS, Teller, editors_language, editors_languages, told
from .options import root_option, today_option

CONTENT_REFUSED = 1
COMPARED = "compared with {base}"
NOT_COMPARED = "not compared with what was published: {why}"


_against = click.option(
    "--against",
    metavar="REV",
    help="The git revision that was published; its figures change only by a correction."
    "  [default: the merge base with main; on main the commit before]",
)
_strict = click.option(
    "--strict", is_flag=True, help="Let a warning fail the check too, as CI does; notices never do."
)
_form = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "gitlab"]),
    default="text",
    show_default=True,
    help="Plain lines, JSON for programs, or what marks the lines of a pull or merge request.",
)
_editor_of = click.option(
    "--editor-of",
    metavar="REGION",
    multiple=True,
    help="Refuse a change outside this region's folder, as kg/batken; may be given several times.",
)
_lang = click.option("--lang", type=click.Choice(editors_languages()), help="The language of the messages.")


@click.command()
@root_option
@today_option
@_against
@_strict
@_editor_of
@_form
@_lang
def command(
    root: Path,
    today: date | None,
    against: str | None,
    strict: bool,
    editor_of: tuple[str, ...],
    form: str,
    lang: str | None,
) -> int:
    """List all problems in data and content, as file:line:column lines: errors, warnings, notices."""
    teller = Teller(lang or editors_language())
    of_others = foreign_files(root, editor_of, against)
    check = Remembering(root, today, cache_of(root))
    holds = None if of_others else _known_to_hold(check, root, against)
    if holds is None:
        try:
            holds = _checked_whole(check, root, today, against, of_others)
        except Refused as refused:
            # Programs read standard output; people see standard error beside it.
            problems = (*of_others, *refused.problems, *refused.beside)
            click.echo(told(problems, form, teller), err=form == "text")
            return CONTENT_REFUSED
    beside = (*holds.warnings, *holds.notices)
    if beside or form in ("json", "gitlab"):
        click.echo(told(beside, form, teller), err=form == "text")
    if form == "text":
        click.echo(teller.say(COUNTS, **holds.counts, today=holds.today))
    return CONTENT_REFUSED if strict and holds.warnings else 0


def _known_to_hold(check: Remembering, root: Path, against: str | None) -> Holds | None:
    """What is found by reading only what changed; None where all has to be read."""
    try:
        base = revision_of(root, against)
    except NoRevision as why:
        if against:
            return None
        holds = check.holds(None)
        if holds is not None:
            click.echo(NOT_COMPARED.format(why=why), err=True)
        return holds
    holds = check.holds(base.commit)
    if holds is not None:
        click.echo(COMPARED.format(base=base), err=True)
    return holds


def _checked_whole(
    check: Remembering, root: Path, today: date | None, against: str | None, of_others: list[Problem]
) -> Holds:
    """All is read, checked and compared with what was published. Raises Refused with all problems."""
    checked = load_site(root, today)
    base = hold_against_base(root, checked, against)
    if of_others:
        raise Refused([*checked.warnings, *checked.notices])
    if base is not None and base.reservation is None:
        check.keep(base.revision.commit)
    counts = {name: len(getattr(checked.data, name)) for name in COUNTED}
    return Holds(counts, checked.today, checked.warnings, checked.notices)


def foreign_files(root: Path, editor_of: tuple[str, ...], against: str | None) -> list[Problem]:
    """The changed files that are not of these regions; none is foreign where no region is named."""
    if not editor_of:
        return []
    try:
        site, paths = changed_since(root, against)
    except NoRevision as why:
        raise click.ClickException(str(why)) from why
    return files_of_others(paths, editor_of, site)


def hold_against_base(root: Path, checked: Checked, name: str | None) -> Base | None:
    """Refuse what takes back or overwrites what was published, and say what that was compared with.

    Gives the base. Without a base one line says so; a base asked for by name must be there.
    """
    try:
        base = base_of(root, checked, name)
    except NoRevision as why:
        if name:
            raise click.ClickException(str(why)) from why
        click.echo(NOT_COMPARED.format(why=why), err=True)
        return None
    problems = check_against(base.site.data, checked.data, checked.found, base.site.found)
    click.echo(base.reservation or COMPARED.format(base=base.revision), err=True)
    if problems:
        raise Refused([*problems, *checked.warnings, *checked.notices])
    return base
