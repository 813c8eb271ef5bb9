"""Digests of what everything depends on: code, installed packages, settings, and whole folders of sources."""

from __future__ import annotations

import inspect
import json
import os
import sys
import sysconfig
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from .signs import digest
from .stamps import Seen
from .tree import files_below

UNIMPORTANT = frozenset(
    {"OUTPUT_PATH", "CACHE_PATH", "DEBUG", "VERBOSE", "PORT", "BIND", "LISTEN", "AUTORELOAD"}
)
"""Settings that change where or how loudly a site is built, never what it says."""


def of_folders(
    folders: Iterable[Path],
    suffix: str = "",
    seen: Seen | None = None,
    through_links: bool = False,
    hidden: bool = True,
) -> bytes:
    """The names and bytes of all files below some folders; what cannot be read counts by its name.

    So does a link, unless what is read there is read `through_links`. Files and folders whose names begin
    with a dot count where they are read although they are `hidden`.
    """
    seen = seen or Seen()
    folders = tuple(folders)
    key = *map(str, folders), suffix, through_links, hidden
    return seen.once(key, lambda: _of_folders(folders, suffix, seen, through_links, hidden))


def _of_folders(folders: Iterable[Path], suffix: str, seen: Seen, through_links: bool, hidden: bool) -> bytes:
    # What has come or gone changes its folder; where a suffix matters, other files may come and go.
    enter = (lambda _: None) if suffix else seen.look
    parts: list[bytes | str] = []
    for folder in folders:
        parts.append(f"\0{len(parts)}")
        for path in sorted(files_below(folder, through_links, hidden, enter)):
            if path.endswith(suffix) and "__pycache__" not in path:
                parts += [path, _signed(f"{folder}/{path}", seen, through_links)]
    return digest(*parts)


def of_settings(settings: Mapping[str, Any], own: str) -> bytes:
    """All of a site's settings but those that a plugin hands itself (they begin with `own`)."""
    told = {
        name: value
        for name, value in settings.items()
        if name not in UNIMPORTANT and not name.startswith(own) and name.isupper()
    }
    return digest(json.dumps(told, default=_told, sort_keys=True, skipkeys=True))


def of_installation() -> bytes:
    """The interpreter and every installed package with its version."""
    installed = Path(sysconfig.get_path("purelib"))
    packages = sorted(path.name for path in installed.glob("*.dist-info")) if installed.is_dir() else []
    return digest(sys.version, *packages)


def cache_of(program: str, environ: Mapping[str, str] = os.environ) -> Path:
    """The folder in the user's cache for what a program can do without."""
    return Path(environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / program


def _signed(path: str, seen: Seen, through_links: bool) -> bytes:
    if not os.path.isfile(path) or (not through_links and os.path.islink(path)):
        return b"not a file"
    return seen.digest(path)


def _told(value: Any) -> Any:
    """A setting that JSON does not know: code by the file it stands in, anything else by its type."""
    if isinstance(value, (set, frozenset)):
        return sorted(map(str, value))
    if isinstance(value, Path):
        return str(value)
    try:
        # The whole file: to find one piece of code in it takes longer than all else that is told here.
        return f"{value.__qualname__} {Path(inspect.getfile(value)).read_text('utf-8')}"
    except (AttributeError, TypeError, OSError):
        return f"{type(value).__module__}.{type(value).__qualname__}"
