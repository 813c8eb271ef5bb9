"""Which day "today" is: one day per build, in the site's time zone."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def today_of(given: date | None, timezone: str, environ: Mapping[str, str] = os.environ) -> date:
    """The given day, else the day of SOURCE_DATE_EPOCH, else the clock's, in `timezone`."""
    if given is not None:
        return given
    epoch = environ.get("SOURCE_DATE_EPOCH")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return now.astimezone(ZoneInfo(timezone)).date()
