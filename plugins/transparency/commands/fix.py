"""`ashyq fix`: what is safe to mend in data and content, and the one form that both are written in."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from difflib import unified_diff
from pathlib import Path

import click

from ..checking import CONTENT, DATA
from ..loading.files import walk
from ..loading.layout import ARTICLES, PAGES, TABLE, kind_of
from ..loading.problems import Problem, Refused
from ..writing.disk import put
from ..writing.form import NotTheSame
from ..writing.lookalikes import swaps_of
from ..writing.mending import Mended, mend_article, mend_data
from ..writing.scalars import Swap
from ..writing.tables import mend_table
from .options import root_option

Swaps = Mapping[str, tuple[Swap, ...]]


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
@root_option
@click.option("--yes", is_flag=True, help="Mend look-alike letters too, without asking.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
def command(paths: tuple[Path, ...], root: Path, yes: bool, dry_run: bool) -> None:
    """Mend what is safe: spaces, line ends, letters made of two signs, quotes, the one form.

    Without PATHS all of data/ and content/. Look-alike letters are shown first, and mended after a yes.
    """
    names = _names(root, paths)
    swaps = _agreed({name: found for name, found in swaps_of(root).items() if name in names}, yes, dry_run)
    mended = [one for one in _mended(root, names, swaps) if one]
    changed = [one for one in mended if one.is_changed]
    if not dry_run:
        put(root, {one.name: one.after for one in changed})
    for one in changed:
        click.echo(_diff(one) if dry_run else f"{one.name}: {', '.join(one.mends)}", nl=not dry_run)
    for one in mended:
        for why in one.left:
            click.echo(f"left: {one.name}: {why}", err=True)
    click.echo(_summary(len(changed), dry_run), err=True)


def _summary(count: int, dry_run: bool) -> str:
    files = "1 file" if count == 1 else f"{count} files"
    if not count:
        return "nothing to mend"
    return f"{files} would change" if dry_run else f"{files} mended"


# --- files ---


def _names(root: Path, paths: tuple[Path, ...]) -> list[str]:
    """The files to look at by their names below the site's folder; only those that the loader reads."""
    wanted = [_located(path) for path in paths] or [root]
    inside = (*walk(root / DATA, [], root / DATA), *walk(root / CONTENT, [], root / CONTENT))
    known = [path for path in inside if _is_known(path.relative_to(root).as_posix())]
    for path in wanted:
        if not any(one.is_relative_to(path) for one in known):
            raise click.UsageError(f"{path} holds no data file and no article of the site in {root}")
    return sorted(
        path.relative_to(root).as_posix() for path in known if any(path.is_relative_to(one) for one in wanted)
    )


def _located(path: Path) -> Path:
    """A path without links on the way to it; a link at its end stays one."""
    path = path.absolute()
    return path.resolve() if path.is_dir() else path.parent.resolve() / path.name


def _is_known(name: str) -> bool:
    folder = name.split("/")[:2]
    is_text = folder in ([CONTENT, ARTICLES], [CONTENT, PAGES]) and name.endswith(".md")
    return is_text or kind_of(name) is not None


# --- mends ---


def _mended(root: Path, names: list[str], swaps: Swaps) -> Iterator[Mended | None]:
    """Every file mended; refused with all problems where one cannot be read, for then nothing is changed."""
    problems: list[Problem] = []
    done = []
    for name in names:
        mended, faults = _mend(root, name, swaps.get(name, ()))
        done.append(mended)
        problems += faults
    if problems:
        raise Refused(problems)
    yield from done


def _mend(root: Path, name: str, swaps: tuple[Swap, ...]) -> tuple[Mended | None, list[Problem]]:
    kind = kind_of(name)
    try:
        if kind is None:
            return mend_article(root / name, name, swaps)
        if name.endswith(TABLE):
            return mend_table(root / name, name, kind, swaps)
        return mend_data(root / name, name, kind, swaps)
    except NotTheSame as why:
        raise click.ClickException(
            f"{name} would not say the same afterwards; nothing was changed. Please report this."
        ) from why


def _agreed(swaps: Swaps, yes: bool, dry_run: bool) -> Swaps:
    """The look-alikes to mend, after they were shown."""
    if not swaps:
        return {}
    click.echo("letters that look alike:", err=True)
    for name, found in swaps.items():
        for swap in found:
            click.echo(f"  {name}:{swap.line}:{swap.column}: {swap}", err=True)
    if yes or (not dry_run and sys.stdin.isatty() and click.confirm("Mend these?", err=True)):
        return swaps
    click.echo("left as they are; --yes mends them", err=True)
    return {}


def _diff(one: Mended) -> str:
    """What would change, line by line; signs that end a line in another way show as escapes."""
    before = one.before.decode("utf-8").replace("\r\n", "␍\n").replace("\r", "␍\n")
    lines = unified_diff(
        before.splitlines(keepends=True),
        one.text.splitlines(keepends=True),
        f"a/{one.name}",
        f"b/{one.name}",
    )
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )
