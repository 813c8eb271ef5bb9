"""Places: the levels a country is divided into, and its regions."""

from __future__ import annotations

from functools import cached_property

from .dates import Period
from .text import Id, Lang, Line, Record, RegionKey, Text


class Level(Record):
    """One level of division (country, oblast, district …); which there are is data.

    In a `large` one so many people live that a request and its topic do not tell who asked.
    """

    id: Id
    name: Text
    plural: Text
    large: bool = False


class FormerName(Record):
    """A name a region bore until a day."""

    name: Text
    until: Period | None = None
    source: Id | None = None


class Region(Record):
    """A place with a page of its own; its key is the chain of ids from the country down.

    `name_as_of` dates the name, `printed` keeps the spelling of the source where ours is mended, and
    `review` lists the languages in which a native reader has still to confirm the name. A region that
    is no longer kept says since when and why in `retired` and `retired_reason`.
    """

    id: Id
    parent: RegionKey | None = None
    level: Id
    name: Text
    name_as_of: Period | None = None
    printed: Line | None = None
    former_names: tuple[FormerName, ...] = ()
    former_keys: tuple[RegionKey, ...] = ()
    iso: Line | None = None
    source: Id | None = None
    review: tuple[Lang, ...] = ()
    retired: Period | None = None
    retired_reason: Text | None = None
    note: Text | None = None

    @cached_property
    def key(self) -> str:
        return f"{self.parent}/{self.id}" if self.parent else self.id
