"""`ashyq check`: all problems in data and content."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ..checking import load_site
from .options import root_option, today_option


@click.command()
@root_option
@today_option
def command(root: Path, today: date | None) -> None:
    """List all problems in data and content, as file:line:column lines."""
    checked = load_site(root, today)
    data = checked.data
    click.echo(
        f"no problems: {len(data.regions)} regions, {len(data.observations)} observations,"
        f" {len(data.commitments)} commitments, {len(data.sources)} sources,"
        f" {len(data.articles)} articles; today is {checked.today}"
    )
