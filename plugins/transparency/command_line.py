"""The `ashyq` command: finds the verb, runs it, and turns every way to fail into an exit code.

0 done, 1 content refused and nothing changed, 2 could not run and nothing half-done, 130 and 143 on
signals.
"""

from __future__ import annotations

import atexit
import os
import signal
import sys
import traceback
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, NoReturn

import click

from incremental import OutputRefused, WorkerDied, WorkFailed

from . import commands

if TYPE_CHECKING:
    from .loading.problems import Refused

CONTENT_REFUSED, COULD_NOT_RUN, INTERRUPTED, TERMINATED = 1, 2, 130, 143

_NOT_VERBS = {"options", "progress"}


class Verbs(click.Group):
    """The modules of `commands` as commands, each imported only when it is asked for."""

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted(
            module.name for module in iter_modules(commands.__path__) if module.name not in _NOT_VERBS
        )

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in self.list_commands(context):
            return None
        return import_module(f".commands.{name}", __package__).command


@click.command(cls=Verbs)
def cli() -> None:
    """Ashyq Aimaq: YAML facts and Markdown articles in, a public transparency site out."""


def main() -> None:
    """Run the command; every way to fail ends in one of the exit codes and a plain message."""
    signal.signal(signal.SIGTERM, _terminate)
    try:
        # Click hands back the code of a command that ends itself with one.
        _end(cli(standalone_mode=False))
    except click.ClickException as error:
        error.show()
        sys.exit(COULD_NOT_RUN)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(INTERRUPTED)
    except (OutputRefused, WorkFailed, WorkerDied, OSError) as error:
        click.echo(f"ashyq: {error}", err=True)
        sys.exit(COULD_NOT_RUN)
    except Exception as error:
        _tell(error)
        sys.exit(getattr(error, "exitcode", COULD_NOT_RUN))


def _end(code: int | None) -> NoReturn:
    """End at once: to take a nation apart piece by piece takes longer than to find what changed in it."""
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code or 0)


def _tell(error: Exception) -> None:
    """A fault that carries its exit code says all there is to say; any other is a fault of the program."""
    # What tells problems takes longer to load than a build takes that has nothing to do.
    from .loading.problems import Refused

    if isinstance(error, Refused):
        _refuse(error)
    elif hasattr(error, "exitcode"):
        click.echo(f"ashyq: {error}", err=True)
    else:
        click.echo(traceback.format_exc(), err=True)
        click.echo("ashyq: this is a fault of the program; nothing was published", err=True)


def _refuse(refused: Refused) -> None:
    from .telling import UNCHANGED, Teller, editors_language

    teller = Teller(editors_language())
    click.echo(teller.lines((*refused.problems, *refused.beside)), err=True)
    click.echo(teller.say(UNCHANGED), err=True)
    sys.exit(CONTENT_REFUSED)


def _terminate(*_: object) -> None:
    sys.exit(TERMINATED)
