"""How far a build is: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from typing import Any

import click

PLAIN_LINE_EVERY = 5.0
"""Seconds between two lines of progress where there is no terminal."""


class Reporter:
    """Told after each page how many of how many are done, and what was made last."""

    def __init__(self) -> None:
        self._bar: Any = _bar() if sys.stderr.isatty() else None
        self._task: Any = None
        self._started = self._told = time.monotonic()

    def __enter__(self) -> Reporter:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()

    def __call__(self, done: int, total: int, what: str) -> None:
        if self._bar:
            self._draw(done, total, what)
        elif done == total or time.monotonic() - self._told >= PLAIN_LINE_EVERY:
            self._told = time.monotonic()
            click.echo(f"{done}/{total} · {self._speed(done)}", err=True)

    def _draw(self, done: int, total: int, what: str) -> None:
        if self._task is None:
            self._task = self._bar.add_task("", total=total)
        self._bar.update(self._task, completed=done, description=f"{self._speed(done)} · {what}"[:60])

    def _speed(self, done: int) -> str:
        return f"{done / max(time.monotonic() - self._started, 0.001):.0f} a second"


def _bar() -> Any:
    # Rich is slow to import, and needed only where somebody watches.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (MofNCompleteColumn(), BarColumn(), TextColumn("{task.description}"))
    return Progress(*columns, console=Console(stderr=True), transient=True)
