"""`ashyq build`: the site, from a checked dataset to the output folder."""

from __future__ import annotations

import gc
import time
from datetime import date
from pathlib import Path

import click

from ..building import build_site
from .options import PRODUCT, output_option, root_option, today_option
from .progress import Reporter


@click.command()
@root_option
@today_option
@output_option
@click.option("--clean", is_flag=True, help="Make every page anew, whatever is remembered of earlier builds.")
def command(root: Path, today: date | None, output: Path | None, clean: bool) -> None:
    """Build the site. Nothing is replaced before everything has been checked and written."""
    started = time.monotonic()
    # What this process holds, it holds to its end: nothing of it is garbage.
    gc.disable()
    with Reporter() as report:
        folder = output or root / "output"
        result = build_site(PRODUCT / "pelicanconf.py", root, today, folder, report, clean)
    seconds = time.monotonic() - started
    unchanged = result.files - len(result.written)
    click.echo(
        f"{result.files} files, {len(result.written)} written, {unchanged} unchanged,"
        f" {len(result.removed)} removed, {seconds:.1f} s"
    )
