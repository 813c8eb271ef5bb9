"""`ashyq rollback`: an earlier release is public again, in seconds and byte for byte."""

from __future__ import annotations

from pathlib import Path

import click

from release.publishing import rollback
from release.store import DIGITS, Store

from ..adapter import settings_of
from ..publication import Settings
from .options import PRODUCT, root_option
from .publish import signer_of


@click.command()
@click.argument("release", required=False)
@root_option
def command(release: str | None, root: Path) -> None:
    """Make RELEASE public again, by default the one before the public one.

    Its signature and every file are checked first; nothing is built and nothing is lost.
    """
    settings = Settings.of(settings_of(PRODUCT / "publishconf.py"), root)
    store = Store(settings.store)
    with store.changing():
        name = rollback(store, signer_of(settings).allowed_signers(), release and release.zfill(DIGITS))
    click.echo(f"release {name} is public in {store.folder / 'current'}")
