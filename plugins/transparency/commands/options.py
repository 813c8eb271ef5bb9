"""Options that several commands share."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

PRODUCT = Path(__file__).resolve().parents[3]
"""The folder that holds the theme, the plugins and, unless --root says otherwise, the site."""


class Day(click.ParamType):
    """A day as 2026-11-22."""

    name = "day"

    def convert(self, value, param, context) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no day; write 2026-11-22", param, context)


root_option = click.option(
    "--root",
    type=click.Path(path_type=Path, exists=True, file_okay=False, resolve_path=True),
    default=PRODUCT,
    help="The site folder: its data/ and content/.  [default: this one]",
)
today_option = click.option(
    "--today", type=Day(), help="The day to take as today, as 2026-11-22.  [default: today]"
)
output_option = click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False, resolve_path=True),
    help="Where to build.  [default: output/ in the site folder]",
)
