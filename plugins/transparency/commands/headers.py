"""`ashyq headers`: what web servers are told about the site, for nginx, Caddy and static hosts."""

from __future__ import annotations

from pathlib import Path

import click

from ..checking import load_site
from ..hosting.place import Place
from ..hosting.snippets import server_files
from .options import PRODUCT, root_option


@click.command()
@root_option
@click.option("--address", help="The site's address.  [default: the one in data/site.yml, else the root]")
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False, resolve_path=True),
    default=PRODUCT / "deploy",
    help="Where to write them.  [default: deploy/]",
)
def command(root: Path, address: str | None, output: Path) -> None:
    """Write the rules for web servers: headers, caches, types, and redirects of places that moved."""
    data = load_site(root).data
    place = Place.of(data, address or data.site.address)
    for name, text in server_files(place).items():
        target = output / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
        click.echo(target)
