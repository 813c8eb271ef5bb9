"""The `ashyq` command: check, build, serve.

Exit codes: 0 done, 1 content refused and nothing changed, 2 could not run and nothing half-done,
130 and 143 on signals.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from .loading.problems import Refused
from .output import OutputRefused

PRODUCT = Path(__file__).resolve().parents[2]
"""The folder that holds the theme, the plugins and, unless --root says otherwise, the site."""

CONTENT_REFUSED, COULD_NOT_RUN = 1, 2


class Day(click.ParamType):
    name = "day"

    def convert(self, value, param, context) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no day; write 2026-11-22", param, context)


_ROOT = click.option(
    "--root",
    type=click.Path(path_type=Path, exists=True, file_okay=False, resolve_path=True),
    default=PRODUCT,
    help="The site folder: its data/ and content/.  [default: this one]",
)
_TODAY = click.option("--today", type=Day(), help="The day to build for, as 2026-11-22.  [default: today]")
_OUTPUT = click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False, resolve_path=True),
    help="Where to build.  [default: output/ in the site folder]",
)


@click.group()
def cli() -> None:
    """Ashyq Aimaq: YAML facts and Markdown articles in, a public transparency site out."""


@cli.command()
@_ROOT
@_TODAY
def check(root: Path, today: date | None) -> None:
    """List all problems in data and content, as file:line:column lines."""
    from .checking import load_site

    checked = load_site(root, today)
    data = checked.data
    click.echo(
        f"no problems: {len(data.regions)} regions, {len(data.observations)} observations,"
        f" {len(data.commitments)} commitments, {len(data.sources)} sources,"
        f" {len(data.articles)} articles; today is {checked.today}"
    )


@cli.command()
@_ROOT
@_TODAY
@_OUTPUT
def build(root: Path, today: date | None, output: Path | None) -> None:
    """Build the site. Nothing is replaced before everything has been checked and written."""
    started = time.monotonic()
    from .adapter import build_site

    result = build_site(PRODUCT / "pelicanconf.py", root, today, output or root / "output", _reporter())
    seconds = time.monotonic() - started
    click.echo(
        f"{result.files} files, {result.written} written, {result.files - result.written} unchanged,"
        f" {result.removed} removed, {seconds:.1f} s"
    )


@cli.command()
@_ROOT
@_TODAY
@_OUTPUT
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
def serve(root: Path, today: date | None, output: Path | None, port: int) -> None:
    """Serve the site on this machine and build it again when data, content, theme or plugins change."""
    from .preview import preview

    folder = output or root / "output"
    arguments = ["build", "--root", str(root), "--output", str(folder)]
    arguments += ["--today", today.isoformat()] if today else []

    def rebuild() -> int:
        # A new process each time: changed plugins must be read anew.
        return subprocess.run([sys.executable, "-m", "transparency", *arguments]).returncode

    watched = [root / "data", root / "content", PRODUCT / "themes", PRODUCT / "plugins"]
    preview(folder, watched, rebuild, port, click.echo)


def _reporter() -> Callable[[str], None]:
    """A progress bar on a terminal, a plain line every thousand pages elsewhere."""
    count = 0
    terminal = sys.stderr.isatty()

    def report(path: str) -> None:
        nonlocal count
        count += 1
        if terminal:
            click.echo(f"\r{count} pages  {path[:50]:<50}", nl=False, err=True)
        elif count % 1000 == 0:
            click.echo(f"{count} pages", err=True)

    return report


def main() -> None:
    """Run the command; every way to fail ends in one of the exit codes and a plain message."""
    signal.signal(signal.SIGTERM, _terminate)
    try:
        cli(standalone_mode=False)
    except click.exceptions.Exit as exit:
        sys.exit(exit.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(COULD_NOT_RUN)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except Refused as refused:
        click.echo(refused, err=True)
        click.echo(_summary(refused), err=True)
        sys.exit(CONTENT_REFUSED)
    except (OutputRefused, OSError) as error:
        click.echo(f"ashyq: {error}", err=True)
        sys.exit(COULD_NOT_RUN)
    except Exception:
        click.echo(traceback.format_exc(), err=True)
        click.echo("ashyq: this is a fault of the program; nothing was published", err=True)
        sys.exit(COULD_NOT_RUN)


def _summary(refused: Refused) -> str:
    count = len(refused.problems)
    return f"{count} problem{'s' if count > 1 else ''}; nothing was changed"


def _terminate(*_: object) -> None:
    sys.exit(143)
