"""The units that a site is read by: a data file, or one text in all its languages; and what is in each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from incremental.signs import digest
from incremental.stamps import Seen

from ..loading.articles import Head, read_article_files
from ..loading.files import Found, data_files, read_file, walk
from ..loading.layout import ARTICLES, PAGES, FileKind
from ..loading.plain_yaml import PlainDocument
from ..loading.problems import Problem, errors_in
from ..model.dataset import depth_of
from ..model.text import Record
from ..progress.noted import CHOSEN, TOLD
from ..progress.surface import names_of

Name = str


@dataclass(frozen=True)
class Unit:
    """A data file, or one text in all its languages; read once."""

    name: str
    paths: tuple[Path, ...]
    root: Path
    seen: Seen
    kind: FileKind | None = None
    folder: str = ""

    @cached_property
    def digest(self) -> bytes:
        return digest(*(part for path in self.paths for part in (path.name, self.seen.digest(str(path)))))

    @cached_property
    def size(self) -> int:
        """How many bytes its files have."""
        return sum(path.stat().st_size for path in self.paths)

    def take(self, written: list[tuple[str, Record]]) -> None:
        """Hold records that another process has read and checked."""
        self.__dict__["contents"] = Contents.of(written)

    def release(self) -> None:
        """Hold what was read no longer."""
        self.__dict__.pop("contents", None)

    @cached_property
    def contents(self) -> Contents:
        """What is in it, without digests."""
        return self._read(signed=False)

    @property
    def is_held(self) -> bool:
        return "contents" in self.__dict__

    def signed(self) -> Contents:
        """What is in it, each record with what was written for it; read now."""
        contents = self.__dict__["contents"] = self._read(signed=True)
        return contents

    def _read(self, signed: bool) -> Contents:
        if self.kind:
            found, problems = read_file(self.paths[0], self.name, self.kind)
            signs = [one.origin.written() for one in found] if signed else []
            for one in found:
                # What was written stands in the records now; a nation of it would take much room.
                if isinstance(one.origin.document, PlainDocument):
                    one.origin.document.value = None
            return Contents([(one.collection, one.record) for one in found], signs, problems, found)
        articles, heads, problems = read_article_files(self.paths, self.root / "content", self.folder)
        collection = "texts" if self.folder == PAGES else "articles"
        group = [head for heads_of_one in heads.values() for head in heads_of_one]
        signs = [digest(*(head.digest() for head in group))] * len(articles) if signed else []
        return Contents([(collection, article) for article in articles], signs, problems, [], group)


@dataclass(frozen=True)
class Contents:
    """The records of a unit, each with its collection; where they are signed, also with what was written."""

    written: list[tuple[str, Record]]
    signs: list[bytes]
    problems: list[Problem]
    found: list[Found]
    heads: list[Head] = field(default_factory=list)

    @classmethod
    def of(cls, written: list[tuple[str, Record]]) -> Contents:
        """Records of which it is known that they hold."""
        return cls(written, [], [], [])

    @cached_property
    def _positions(self) -> dict[Name, list[int]]:
        """Which of the records are read under each name."""
        names: dict[Name, list[int]] = {}
        for position, (collection, record) in enumerate(self.written):
            for name in names_of(collection, record):
                names.setdefault(name, []).append(position)
        return names

    @property
    def names(self) -> Iterable[Name]:
        return self._positions

    def under(self, name: Name) -> Iterator[Record]:
        """The records that are read under a name."""
        return (self.written[position][1] for position in self._positions[name])

    @property
    def is_readable(self) -> bool:
        """Whether the whole unit could be read."""
        return not errors_in(self.problems)

    def shelf(self, shelf: str) -> dict[Name, list[Record]]:
        """The records of a shelf, under each name."""
        return {name: list(self.under(name)) for name in self._positions if shelf_of(name) == shelf}

    def signed(self) -> dict[Name, bytes]:
        """The digest of what is read under each name."""
        signs = self.signs
        return {name: _signed([signs[one] for one in places]) for name, places in self._positions.items()}


def shelf_of(name: Name) -> str | None:
    """Which records of a unit are kept together when it is not held: all but figures; figures by depth."""
    kind, _, key = name.partition(":")
    # What is told of a region is read under other names.
    if kind in CHOSEN or kind == TOLD:
        return None
    if not kind.startswith("observations"):
        return ""
    if kind == "observations-of":
        return str(depth_of(key))
    return key.rpartition("@")[2] if "@" in key else None


def _signed(parts: list[bytes]) -> bytes:
    """One digest of what was written for several records, and behind it how many they are."""
    return digest(b"\0".join(parts)) + len(parts).to_bytes(3)


def units_of(root: Path, seen: Seen) -> tuple[dict[str, Unit], list[Problem]]:
    """The units of a site folder by their names, in their order, and what is wrong with its folders."""
    files, problems = data_files(root / "data")
    units = [Unit(path.relative_to(root).as_posix(), (path,), root, seen, kind) for path, kind in files]
    for folder in (ARTICLES, PAGES):
        groups: dict[str, list[Path]] = {}
        for path in walk(root / "content" / folder, problems, root / "content"):
            groups.setdefault(path.name.partition(".")[0], []).append(path)
        units += [
            Unit(f"content/{folder}/{slug}", tuple(paths), root, seen, None, folder)
            for slug, paths in sorted(groups.items())
        ]
    return {unit.name: unit for unit in units}, problems
