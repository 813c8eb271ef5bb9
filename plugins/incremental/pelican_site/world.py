"""What every page depends on, and which code has run: with another world nothing is remembered."""

from __future__ import annotations

import locale
import logging
import os
import sys
import sysconfig
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .. import world
from ..signs import digest
from ..stamps import Seen
from .values import Untold, of_setting

logger = logging.getLogger(__name__)

OWN = frozenset({"INCREMENTAL_CLEAN"})

INSTALLED = ("stdlib", "platstdlib", "purelib", "platlib", "scripts")
"""Folders of what is told by its version."""

_seen: dict[str, bytes] = {}
"""Files of code with their digests when they were first seen. A process runs what it has loaded, whatever
becomes of the files, so they are not looked at twice."""


def of_settings(settings: Mapping[str, Any]) -> bytes:
    """The settings, the interpreter, the packages and what the machine says of words and hours."""
    told = [_told(name, settings[name]) for name in sorted(settings) if _matters(name)]
    machine = [locale.setlocale(locale.LC_ALL), *time.tzname, os.environ.get("TZ", "")]
    return digest(*told, *machine, world.of_installation())


def of_files(paths: list[Path]) -> bytes:
    """Further files and folders that the site says it depends on."""
    folders = world.of_folders([path for path in paths if path.is_dir()], through_links=True)
    files = [path.read_bytes() if path.is_file() else b"" for path in paths]
    return digest(folders, *map(str, paths), *files)


def look_at_templates(settings: Mapping[str, Any], seen: Seen) -> None:
    """Know how the templates are before any is read: each is loaded at one time, and signed at another."""
    folders = [f"{settings['THEME']}/templates", *settings["THEME_TEMPLATES_OVERRIDES"]]
    world.of_folders(map(Path, folders), seen=seen, through_links=True)
    for page in settings["TEMPLATE_PAGES"]:
        seen.look(os.path.join(settings["PATH"], page))


def loaded_code() -> dict[str, bytes]:
    """Each file of code that this process has loaded, but the interpreter's own and installed packages."""
    installed = tuple(sysconfig.get_path(name) for name in INSTALLED)
    for module in list(sys.modules.values()):
        path = getattr(module, "__file__", None)
        if path and not path.startswith(installed) and path not in _seen:
            _seen[path] = code_now(path)
    return dict(_seen)


def code_now(path: str) -> bytes:
    """The digest of a file of code as it lies there."""
    try:
        return digest(Path(path).read_bytes())
    except OSError:
        return b""


def is_same_code(known: Mapping[str, bytes]) -> bool:
    """Whether the code that ran the last time is what would run now."""
    now = loaded_code()
    return all(known.get(path) == signed for path, signed in now.items()) and all(
        signed == (now.get(path) or code_now(path)) for path, signed in known.items()
    )


def _matters(name: str) -> bool:
    return name.isupper() and name not in world.UNIMPORTANT | OWN


def _told(name: str, value: Any) -> bytes:
    try:
        return digest(name, of_setting(value))
    except Untold as untold:
        logger.info("nothing is remembered, as nothing can be told of the setting %s: %s", name, untold)
        return os.urandom(16)
