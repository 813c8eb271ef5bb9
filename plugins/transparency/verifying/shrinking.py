"""A site that has become much smaller is not published unasked: something may have been lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from .findings import Finding

SITE = "data/site.yml"


@dataclass(frozen=True, slots=True)
class Size:
    """How much a site says: its pages, and their bytes."""

    pages: int
    bytes: int

    @classmethod
    def of(cls, files: Iterable[tuple[str, int]]) -> Size:
        """The size of a site with these files."""
        sizes = [size for path, size in files if path.endswith(".html")]
        return cls(len(sizes), sum(sizes))


@dataclass(frozen=True, slots=True)
class Excuse:
    """The editors' word, dated, that the site is to become smaller; it holds for one release.

    `given` is its day, `since` that of the release before, `today` the day of this one.
    """

    given: date
    since: date
    today: date

    @property
    def holds(self) -> bool:
        return self.since <= self.given <= self.today


def check_size(now: Size, before: Size | None, share: int, excuse: Excuse | None) -> Iterator[Finding]:
    """Whether the site falls short of what is public by more than a share in percent."""
    if before is None or (excuse and excuse.holds):
        return
    if _falls_short(now.pages, before.pages, share) or _falls_short(now.bytes, before.bytes, share):
        values = {"seen": now.pages, "size": now.bytes, "before": before.pages, "was": before.bytes}
        yield Finding.at(SITE, "shrunk", **values, share=share)


def _falls_short(now: int, before: int, share: int) -> bool:
    return now * 100 < before * (100 - share)
