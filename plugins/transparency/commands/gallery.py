"""`ashyq gallery`: every component of the theme with every example, to look at."""

from __future__ import annotations

from pathlib import Path

import click

from incremental import Build, Task

from ..gallery import gallery_languages, gallery_pages
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
    files = gallery_pages(THEME, gallery_languages(THEME))
    build = Build(output, b"", clean=True)
    try:
        build.begin()
        build.make([Task("gallery", lambda: ((path, text.encode()) for path, text in files))], lambda _: b"")
        build.finish()
    except BaseException:
        build.drop()
        raise
    click.echo(output / "index.html")
