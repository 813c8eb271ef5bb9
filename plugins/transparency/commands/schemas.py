"""`ashyq schemas`: the schemas, settings and field reference that editors of data work with."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..field_reference import PATH, field_reference
from ..rule_reference import PATH as RULES_PATH
from ..rule_reference import rules_page
from ..schemas import ENDING, FOLDER, SETTINGS, as_json, editor_settings, schema_files
from .options import PRODUCT

OUT_OF_DATE = 1


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; fail where a file is not as it would be written.")
def command(check: bool) -> None:
    """Write schemas/, docs/fields.md, docs/rules.md and the editor's settings from model and rules."""
    files = made_files()
    stale = stale_files(PRODUCT, files)
    for path in stale:
        click.echo(path)
    if check and stale:
        click.echo("these files are not as the record model makes them; run: ashyq schemas", err=True)
        sys.exit(OUT_OF_DATE)
    for path in stale:
        _put(PRODUCT / path, files.get(path))


def made_files() -> dict[str, str]:
    """The text of each file that is made from the record model, by its path."""
    pages = {PATH: field_reference(), RULES_PATH: rules_page()}
    return schema_files() | pages | {SETTINGS: as_json(editor_settings())}


def stale_files(root: Path, files: dict[str, str]) -> list[str]:
    """The paths below `root` whose files are missing, not as they would be written, or no longer made."""
    there = {f"{FOLDER}/{path.name}" for path in (root / FOLDER).glob(f"*{ENDING}")}
    return sorted(path for path in there | set(files) if _read(root / path) != files.get(path))


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _put(path: Path, text: str | None) -> None:
    if text is None:
        path.unlink()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
