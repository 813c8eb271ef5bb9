"""One edited line: a school's newest figure in our file and in the peer's, and what a build made of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bench.builders import OURS, Workshop
from tests.bench.nation import LANGUAGES, Nation, Place
from tests.bench.national import figure_file

INDICATOR = "computers-online"


@dataclass(frozen=True)
class Edit:
    """A school whose newest count of computers online becomes another number."""

    place: Place
    day: str
    before: int
    after: int

    @property
    def pages(self) -> tuple[str, ...]:
        """The school's own pages, the first to look at."""
        return tuple(f"{lang}/regions/{self.place.key}/index.html" for lang in LANGUAGES)

    @property
    def shown(self) -> str:
        """What only the new number puts on the page."""
        return f'<b class="bar__n">{self.after}</b>'


def edits_of(nation: Nation) -> Iterator[Edit]:
    """One edit after another, each of another school; numbers that the page shows already are passed over."""
    schools = nation.of_level("school")
    for number in range(len(schools)):
        place = schools[(number * 997 + 101) % len(schools)]
        figures = list(nation.figures(place))
        *_, newest = (figure for figure in figures if figure.indicator == INDICATOR)
        after = newest.value - 1
        if after > 0 and after not in {figure.value for figure in figures}:
            yield Edit(place, newest.day, newest.value, after)


def edit_ours(workshop: Workshop, edit: Edit) -> None:
    path = workshop.site(OURS) / "data/regions" / figure_file(edit.place)
    row = f"- region: {edit.place.key}\n  indicator: {INDICATOR}\n  date: {edit.day}\n"
    _replace_value(path, row, edit, "  ")


def edit_peer(facts: Path, edit: Edit) -> None:
    """The same line in the file of the peer that holds the place."""
    start = f"- key: {edit.place.key}\n"
    path = next(p for p in sorted((facts / "places").iterdir()) if start in p.read_text("utf-8"))
    _replace_value(path, start, edit, "    ", f"  - indicator: {INDICATOR}\n    date: '{edit.day}'\n")


def _replace_value(path: Path, start: str, edit: Edit, indent: str, row: str = "") -> None:
    """Put the new value in place of the old one, the first after `start` and `row`."""
    text = path.read_text("utf-8")
    at = text.index(start)
    at = text.index(row, at) + len(row)
    old = f"{indent}value: {edit.before}\n"
    at = text.index(old, at)
    path.write_text(text[:at] + f"{indent}value: {edit.after}\n" + text[at + len(old) :], "utf-8")


# --- what a build made of it ---


def traces(output: Path) -> dict[str, tuple[int, int]]:
    """Every file with what changes when it is written: its number and its time."""
    found = ((path, (output / path).stat()) for path in _files(output))
    return {path: (status.st_ino, status.st_mtime_ns) for path, status in found}


def contents(output: Path) -> dict[str, bytes]:
    """Every file with the digest of its bytes."""
    return {path: hashlib.blake2b((output / path).read_bytes()).digest() for path in _files(output)}


def differing(before: dict, after: dict) -> set[str]:
    """The paths that were added, removed or changed."""
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def _files(folder: Path) -> Iterator[str]:
    for directory, _, names in os.walk(folder):
        for name in names:
            yield os.path.relpath(os.path.join(directory, name), folder)
