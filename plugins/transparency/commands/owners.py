"""`ashyq owners`: the file from which a forge knows whom to ask about a change."""

from __future__ import annotations

from pathlib import Path

import click

from ..checking import load_site
from ..owners import PATH, owners_file
from .options import root_option

OUT_OF_DATE = 1


@click.command()
@root_option
@click.option("--check", is_flag=True, help="Write nothing; fail where the file is not current.")
def command(root: Path, check: bool) -> int:
    """Write CODEOWNERS from data/site.yml: each region's folder and the team that edits it."""
    text = owners_file(load_site(root).data.site)
    path = root / PATH
    if path.is_file() and path.read_bytes() == text.encode():
        return 0
    if check:
        click.echo(f"{PATH} is not as data/site.yml has it; run: ashyq owners", err=True)
        return OUT_OF_DATE
    path.write_text(text, encoding="utf-8", newline="\n")
    click.echo(PATH)
    return 0
