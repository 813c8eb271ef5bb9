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
    return now_of(environ).astimezone(ZoneInfo(timezone)).date()


def now_of(environ: Mapping[str, str] = os.environ) -> datetime:
    """The time of SOURCE_DATE_EPOCH, else the clock's. Raises EpochRefused where it is no time."""
    epoch = environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise EpochRefused(
            f"SOURCE_DATE_EPOCH is {epoch!r}; it must be seconds since 1970, like 1795305600"
        ) from error


class EpochRefused(Exception):
    """The variable that tells the time tells none."""

    exitcode = 2
