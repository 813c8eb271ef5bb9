"""Which day "today" is: one day per build, in the site's time zone."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from .files import read_text
from .strict_yaml import read_yaml


def today_of(given: date | None, timezone: str, environ: Mapping[str, str] = os.environ) -> date:
    """The given day, else the day of SOURCE_DATE_EPOCH, else the clock's, in `timezone`."""
    if given is not None:
        return given
    epoch = environ.get("SOURCE_DATE_EPOCH")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return now.astimezone(ZoneInfo(timezone)).date()


def timezone_in(path: Path) -> str | None:
    """The time zone that a site.yml states; None where it cannot be read or states none that there is."""
    text, _ = read_text(path, path.name)
    document = read_yaml(text, path.name)[0] if text else None
    name = document.value.get("timezone") if document and isinstance(document.value, dict) else None
    try:
        return ZoneInfo(name).key if isinstance(name, str) else None
    except (ValueError, OSError, KeyError):
        return None
