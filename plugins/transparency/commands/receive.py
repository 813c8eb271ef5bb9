"""`ashyq receive`: takes what the feedback form sends, here to try it out or as one file for a server."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import click

from ..checking import load_site
from ..receiver import NotPrepared, pack, prepare
from ..receiving.application import receiver_for
from ..receiving.prepared import Prepared
from ..receiving.serving import PORT, serve
from ..writing.disk import put
from .options import PRODUCT, root_option, today_option

THEME = PRODUCT / "themes" / "transparency"

_write = click.option(
    "--write",
    type=click.Path(path_type=Path, dir_okay=False, resolve_path=True),
    help="Write the receiver as one file that needs only Python, and end.",
)
_port = click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True)
_maildir = click.option(
    "--maildir", type=click.Path(file_okay=False), help="The Maildir that takes the messages."
)
_state = click.option(
    "--state", type=click.Path(file_okay=False), help="A folder for what must be remembered for a day."
)


@click.command()
@root_option
@today_option
@_write
@_port
@_maildir
@_state
def command(
    root: Path, today: date | None, write: Path | None, port: int, maildir: str | None, state: str | None
) -> None:
    """Take in messages of the feedback form on this machine, or --write the receiver for a server.

    Where letters go is told by --maildir and --state or by ASHYQ_MAILDIR, ASHYQ_SMTP and ASHYQ_STATE.
    """
    try:
        prepared = prepare(load_site(root, today), THEME, os.environ.get("ASHYQ_ADDRESS"))
        if write:
            put(write.parent, {write.name: pack(prepared)})
            click.echo(write)
            return
        given = {"ASHYQ_MAILDIR": maildir, "ASHYQ_STATE": state}
        environment = {**os.environ, **{name: value for name, value in given.items() if value}}
        receiver = receiver_for(Prepared.read(prepared), environment)
    except (NotPrepared, ValueError) as error:
        raise click.ClickException(str(error)) from error
    serve(receiver, port)
