"""`ashyq gallery`: every component of the theme with every example, to look at."""

from __future__ import annotations

from pathlib import Path

import click

from ..gallery import gallery_languages, gallery_pages
from ..output import Staging
from .options import PRODUCT

THEME = PRODUCT / "themes" / "transparency"


@click.command()
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False, resolve_path=True),
    default=PRODUCT / "build" / "gallery",
    help="Where to write it.  [default: build/gallery]",
)
def command(output: Path) -> None:
    """Write the gallery: every component with every example, in Kazakh and in Russian."""
    files = dict(gallery_pages(THEME, gallery_languages(THEME)))
    staging = Staging(output)
    staging.begin()
    try:
        for path, text in files.items():
            staging.write(path, text)
        staging.finish()
    except BaseException:
        staging.drop()
        raise
    click.echo(output / "index.html")
