"""`ashyq releases`: which releases are kept, and which one is public."""

from __future__ import annotations

from pathlib import Path

import click

from release.manifest import Manifest
from release.store import DIGITS, Store

from ..adapter import settings_of
from ..publication import Settings
from .options import PRODUCT, root_option


@click.command()
@root_option
@click.option("--remove", metavar="RELEASE", help="Remove one that is not public, for good.")
def command(root: Path, remove: str | None) -> None:
    """List the kept releases, newest last; a star marks the public one."""
    store = Store(Settings.of(settings_of(PRODUCT / "publishconf.py"), root).store)
    if remove:
        with store.changing():
            store.remove(remove.zfill(DIGITS))
    for name in store.releases():
        click.echo(f"{'*' if name == store.current() else ' '} {_line(store.manifest(name))}")
    if not store.releases():
        click.echo(f"no release in {store.folder}", err=True)


def _line(manifest: Manifest) -> str:
    commit = manifest.commit[:12] if manifest.commit else "no commit"
    size = sum(entry.size for entry in manifest.files)
    return (
        f"{manifest.release}  {manifest.made:%Y-%m-%d %H:%M} UTC  {commit}"
        f"  {len(manifest.files)} files  {size} bytes"
    )
