"""The lists of a real site moved into tables, as an editor may move them."""

from __future__ import annotations

from pathlib import Path

from transparency.loading.layout import TABLE, kind_of
from transparency.loading.strict_yaml import read_yaml
from transparency.writing.table_form import PLAIN, written_table


class Unreadable(Exception):
    """What lies there is no list that the strict reader takes."""


def lists_of(root: Path) -> list[Path]:
    """Every file of a site that is one list in YAML."""
    paths = sorted((root / "data").rglob("*.yml"))
    kinds = {path: kind_of(path.relative_to(root).as_posix()) for path in paths}
    return [path for path, kind in kinds.items() if kind and kind.shape == "list"]


def moved_into_table(path: Path, root: Path, separator: str = PLAIN) -> Path:
    """One list as a table in the same place; the list in YAML goes.

    Raises NotTheSame where a table cannot say it, and Unreadable where it is no list.
    """
    kind = kind_of(path.relative_to(root).as_posix())
    document, problems = read_yaml(path.read_text(encoding="utf-8"), path.name)
    if document is None or problems or not isinstance(document.value, tuple):
        raise Unreadable(path)
    table = path.with_suffix(TABLE)
    table.write_bytes(written_table(document.value, kind.only.record, separator).encode())
    path.unlink()
    return table


def moved_into_tables(root: Path, separator: str = PLAIN) -> list[Path]:
    """All lists of a site as tables."""
    return [moved_into_table(path, root, separator) for path in lists_of(root)]
