"""`ashyq check`: all problems in data and content."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ..checking import Checked, load_site
from ..checking.against import check_against
from ..loading.problems import Refused
from ..revisions import NoRevision, base_of
from .options import root_option, today_option


@click.command()
@root_option
@today_option
@click.option(
    "--against",
    metavar="REV",
    help="The git revision that was published; its figures change only by a correction."
    "  [default: the merge base with main; on main the commit before]",
)
def command(root: Path, today: date | None, against: str | None) -> None:
    """List all problems in data and content, as file:line:column lines."""
    checked = load_site(root, today)
    hold_against_base(root, checked, against)
    data = checked.data
    click.echo(
        f"no problems: {len(data.regions)} regions, {len(data.observations)} observations,"
        f" {len(data.commitments)} commitments, {len(data.sources)} sources,"
        f" {len(data.articles)} articles; today is {checked.today}"
    )


def hold_against_base(root: Path, checked: Checked, name: str | None) -> None:
    """Refuse what takes back or overwrites what was published, and say what that was compared with.

    Without a base one line says so; a base asked for by name must be there.
    """
    try:
        base = base_of(root, checked, name)
    except NoRevision as why:
        if name:
            raise click.ClickException(str(why)) from why
        click.echo(f"not compared with what was published: {why}", err=True)
        return
    problems = check_against(base.site.data, checked.data, checked.found, base.site.found)
    click.echo(base.reservation or f"compared with {base.revision}", err=True)
    if problems:
        raise Refused(problems)
