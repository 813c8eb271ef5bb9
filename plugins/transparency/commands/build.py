"""`ashyq build`: the site, from a checked dataset to the output folder."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from release.lock import held

from ..adapter import build_site
from ..publication import lock_of
from .options import PRODUCT, output_option, root_option, today_option

PLAIN_LINE_EVERY = 1000
"""Pages between two lines of progress where there is no terminal."""


@click.command()
@root_option
@today_option
@output_option
def command(root: Path, today: date | None, output: Path | None) -> None:
    """Build the site. Nothing is replaced before everything has been checked and written."""
    started = time.monotonic()
    folder = output or root / "output"
    with held(lock_of(folder)), Reporter() as report:
        result = build_site(PRODUCT / "pelicanconf.py", root, today, folder, report)
    seconds = time.monotonic() - started
    click.echo(
        f"{result.files} files, {result.written} written, {result.files - result.written} unchanged,"
        f" {result.removed} removed, {seconds:.1f} s"
    )


class Reporter:
    """Tells how far a build is: a progress bar on a terminal, plain lines elsewhere."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        self._bar = Progress(*columns, console=console, transient=True) if console.is_terminal else None
        self._task = None

    def __enter__(self) -> Reporter:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()

    def __call__(self, done: int, total: int, path: str) -> None:
        if self._bar:
            if self._task is None:
                self._task = self._bar.add_task("pages", total=total)
            self._bar.update(self._task, completed=done)
        elif done % PLAIN_LINE_EVERY == 0 or done == total:
            click.echo(f"{done}/{total} pages", err=True)
