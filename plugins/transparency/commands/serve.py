"""`ashyq serve`: a live preview on this machine."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import click

from ..preview import preview
from .options import PRODUCT, output_option, root_option, today_option


@click.command()
@root_option
@today_option
@output_option
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
def command(root: Path, today: date | None, output: Path | None, port: int) -> None:
    """Serve the site on this machine and build it again when data, content, theme or plugins change."""
    folder = output or root / "output"
    arguments = ["build", "--root", str(root), "--output", str(folder)]
    arguments += ["--today", today.isoformat()] if today else []

    def rebuild() -> int:
        # A new process each time: changed plugins must be read anew.
        return subprocess.run([sys.executable, "-m", "transparency", *arguments]).returncode

    watched = [root / "data", root / "content", PRODUCT / "themes", PRODUCT / "plugins"]
    preview(folder, watched, rebuild, port, click.echo)
