"""The register's files: drafts added to them, and a request taken out of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ..loading.files import Found
from ..loading.layout import REGISTER_FOLDER
from ..model.feedback import Forgotten, Request
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
