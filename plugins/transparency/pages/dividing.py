"""A long list divided by region, then by letter, then by year, into parts with addresses that stay."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from ..languages import Language, Words
from .page import Link
from .views import Bar, Fact, Item, PromiseItem

MOST_ROWS = 100
"""A page shows at most so many rows (DESIGN §1)."""

DEEPEST = 8
"""Levels of regions below which rows are no longer divided by region."""

_DIGITS = "0–9"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list: its view, its name, the key of the region it belongs to, and all its words."""

    view: Any
    name: str
    region: str | None
    words: str

    @classmethod
    def of(cls, view: Any, regions: str) -> Row:
        """A view as a row; `regions` is how the address of a region's page begins."""
        links, words = _links_in(view), [str(word) for word in _words_in(view)]
        keys = (link.href.removeprefix(regions).strip("/") for link in links if link.href.startswith(regions))
        return cls(view, words[0] if words else "", next(keys, None), " ".join(words))


@dataclass(frozen=True, slots=True)
class Part:
    """A list, or a part of one: its address, its rows, and its own parts where it is divided.

    `lettered` parts have an address that only this language has; `most` rows fit on a page.
    """

    path: str
    title: Words
    rows: tuple[Row, ...]
    parts: tuple[Part, ...] = ()
    lettered: bool = False
    most: int = MOST_ROWS
    count: int = field(default=0)

    def __post_init__(self) -> None:
        object.__setattr__(self, "count", self.count or len(self.rows))


def divide(part: Part, language: Language, region_name: Callable[[str], Words]) -> Part:
    """A list as it is where it is short, else divided until every part is."""
    if len(part.rows) <= part.most:
        return part
    return _Division(part.path, language, region_name).of(part)


@dataclass(frozen=True)
class _Division:
    """The ways to divide a list that begins at an address."""

    root: str
    language: Language
    region_name: Callable[[str], Words]

    def of(self, part: Part) -> Part:
        if len(part.rows) <= part.most:
            return part
        parts = next(filter(None, self._ways(part)), None) or self._by_run(part)
        return replace(part, rows=(), parts=tuple(map(self.of, parts)))

    def _ways(self, part: Part) -> Iterator[list[Part]]:
        """What each way makes of a list, the best way first; nothing where it does not help."""
        yield from (self._by_region(part, depth) for depth in range(1, DEEPEST))
        yield self._by_letter(part)
        yield self._by_year(part)

    def _by_region(self, part: Part, depth: int) -> list[Part]:
        """By the regions of one level; what belongs to a region above them stands for itself."""
        if any(row.region is None for row in part.rows):
            return []
        groups = _grouped(part.rows, lambda row: "/".join(row.region.split("/")[:depth]))
        if not _helps(groups, part):
            return []
        found = (self._of_region(part, key, rows) for key, rows in groups.items())
        return sorted(found, key=lambda one: self.language.sort_key(one.title))

    def _of_region(self, part: Part, key: str, rows: tuple[Row, ...]) -> Part:
        path = f"{self.root}{key}/"
        if path == part.path:
            path += "list--own/"
        return replace(part, path=path, title=self.region_name(key), rows=rows, count=0)

    def _by_letter(self, part: Part) -> list[Part]:
        groups = _grouped(part.rows, lambda row: _letter(row.name))
        if not _helps(groups, part) or len(groups.get(_DIGITS, ())) * 2 > len(part.rows):
            return []
        return [
            replace(
                part,
                path=f"{part.path}u{ord(letter[0]):04x}/",
                title=Words(letter.upper()),
                rows=groups[letter],
                lettered=True,
                count=0,
            )
            for letter in sorted(groups, key=self.language.sort_key)
        ]

    def _by_year(self, part: Part) -> list[Part]:
        groups = _grouped(part.rows, lambda row: max(_YEAR.findall(row.words), default=""))
        if not _helps(groups, part) or "" in groups:
            return []
        return [
            replace(part, path=f"{part.path}{year}/", title=Words(year), rows=groups[year], count=0)
            for year in sorted(groups, reverse=True)
        ]

    def _by_run(self, part: Part) -> Iterator[Part]:
        """Where nothing tells the rows apart: a hundred after a hundred, in the list's own order."""
        for number, first in enumerate(range(0, len(part.rows), part.most), 1):
            rows = part.rows[first : first + part.most]
            title = Words(f"{first + 1}–{first + len(rows)}")
            yield replace(part, path=f"{part.path}{number}/", title=title, rows=rows, count=0)


def _grouped(rows: Iterable[Row], key: Callable[[Row], Hashable]) -> dict[Any, tuple[Row, ...]]:
    groups: dict[Any, list[Row]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return {name: tuple(members) for name, members in groups.items()}


def _helps(groups: dict, part: Part) -> bool:
    """A way divides where it makes some groups, and not nearly one for each row."""
    return 1 < len(groups) <= min(MOST_ROWS, len(part.rows) // 2)


def _letter(name: str) -> str:
    """The first letter of a name; all that begin with a number or have no letter stand together."""
    first = next((character for character in name.casefold() if character.isalnum()), "0")
    return _DIGITS if first.isdigit() else first


def _links_in(view: Any) -> list[Link]:
    """The links of a row's view that may lead to its region, the likeliest first."""
    if isinstance(view, PromiseItem):
        return [view.region] if view.region else []
    if isinstance(view, tuple):
        return [cell.value for cell in view if isinstance(cell.value, Link)]
    return [one for one in (view, getattr(view, "link", None)) if isinstance(one, Link)]


def _words_in(view: Any) -> list[Any]:
    """The words of a row's view, its name first."""
    if isinstance(view, tuple):
        return [_plain(cell.value) for cell in view]
    if isinstance(view, Fact):
        return [_plain(view.name), *map(_plain, view.answers)]
    if isinstance(view, Bar):
        return [view.label.text, view.date]
    if isinstance(view, Item | PromiseItem):
        return [view.link.text, view.line]
    return [_plain(view)]


def _plain(value: Any) -> Any:
    return value.text if isinstance(value, Link) else value
