"""Changed files of a site: tried on a copy first, then put in place one rename each."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from ..checking import CONTENT, DATA, Checked, load_site


def try_out(root: Path, files: Mapping[str, bytes | None], today: date | None) -> Checked:
    """The site as it would be with these files; raises Refused where the check would refuse it.

    The site as it stands has passed the check, so that nothing in it can hold up the copying.
    """
    with TemporaryDirectory(prefix="ashyq-") as folder:
        copy = Path(folder).resolve()
        for name in (DATA, CONTENT):
            if (root / name).is_dir():
                shutil.copytree(root / name, copy / name, symlinks=True)
        put(copy, files)
        return load_site(copy, today)


def put(root: Path, files: Mapping[str, bytes | None]) -> None:
    """Write files below a folder, and remove those without content; each is there whole, or as it was."""
    for name, content in files.items():
        if content is None:
            (root / name).unlink(missing_ok=True)
        else:
            _replace(root / name, content)


def _replace(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # The loader passes over names that begin with a point, should one of them be left behind.
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_bytes(content)
        if path.exists():
            shutil.copymode(path, draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
