"""The register's files: drafts added, a request taken out, and all of it as it may be shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ..checking import Checked
from ..loading.files import Found
from ..loading.layout import REGISTER_FOLDER
from ..model.feedback import Forgotten, Request
from ..progress.register import Entry, Register
from .disk import put
from .drafts import appended, folder_of
from .fields import in_order
from .form import written

FORGOTTEN = "data/forgotten.yml"


def with_drafts(root: Path, rows: Iterable[Mapping[str, Any]]) -> dict[str, bytes]:
    """The register's files with more requests in them, each in its region's file of its year."""
    by_file: dict[str, list[dict]] = {}
    for row in rows:
        name = f"{folder_of(root, row['region'])}/{REGISTER_FOLDER}/{row['requested'][:4]}.yml"
        by_file.setdefault(name, []).append(in_order(Request, row, ()))
    return {name: appended(root, name, tuple(of_file)).files[name] for name, of_file in by_file.items()}


def without(root: Path, found: Found, day: date) -> dict[str, bytes | None]:
    """The files without one request, and with what is left of it; None where a file is gone with it."""
    name = found.origin.path
    position = found.origin.at[0]
    rows = tuple(row for at, row in enumerate(found.origin.document.value) if at != position)
    left = {"id": Forgotten.group(found.record.id), "forgotten": day.isoformat()}
    tombstone = appended(root, FORGOTTEN, (in_order(Forgotten, left, ()),)).files
    return {name: written(rows).encode() if rows else None, **tombstone}


def put_as_shown(data: Path, checked: Checked) -> None:
    """In a copy of a site's data folder, put the register as it may be shown: no small place, no drafts.

    What is published of the data is made from such a copy.
    """
    root = data.parent
    found = [one for one in checked.found if one.collection == "requests"]
    for name in {one.origin.path for one in found}:
        (root / name).unlink()
    entries = {entry.id: entry for entry in Register(checked.data, checked.today).entries}
    rows = (
        _row_as_shown(one, entries[one.record.id]) for one in checked.found if one.collection == "requests"
    )
    put(root, with_drafts(root, [row for row in rows if row is not None]))


def _row_as_shown(found: Found, entry: Entry) -> dict[str, Any] | None:
    """A row of a file with the place of its entry, and without what the entry does not tell."""
    if entry.is_draft:
        return None
    row = found.origin.document.value[found.origin.at[0]]
    told = {name: value for name, value in row.items() if name not in _PLACED or getattr(entry, name)}
    return told | {"region": entry.place, "requested": str(entry.requested)}


_PLACED = ("organization", "commitment", "sent_to")
"""Fields that could tell a place that is not shown."""
