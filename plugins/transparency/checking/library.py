"""A site's files, each read only when something in it is asked for.

What can be known of a file without reading it again is remembered from the run before: the names under
which its records are read, with their digests, and what its check looked at elsewhere. A file is checked
again when its bytes have changed, or anything that its check looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

import msgspec

from incremental.signs import SIGN, digest
from incremental.stamps import Seen

from ..loading.problems import Problem, errors_in
from ..model.text import Record
from ..progress.surface import is_shared, names_of
from .handed import Packs, unpacked
from .units import Contents, Name, Unit, shelf_of, units_of

HELD = 4_000_000
"""Bytes of files whose records are held while pages are made; it takes some thirty times as much memory."""


class Facts(msgspec.Struct, array_like=True, frozen=True):
    """What is known of one unit.

    `names` has for each name a digest of its records, and how many they are; `reads` are the names that
    its check looked at besides its own records; `tallies` is what it adds to the counts over all records;
    `beside` are its warnings and notices.
    """

    digest: bytes
    names: dict[Name, bytes]
    reads: list[Name] = []
    tallies: dict[str, int] = {}
    beside: list[Problem] = []


class Memory(msgspec.Struct, array_like=True, frozen=True):
    """The facts of all units of a site that held on one day."""

    today: str = ""
    units: dict[str, Facts] = {}


class Library:
    """The units of a site folder in their order, and what is known of each."""

    def __init__(self, root: Path, memory: Memory, seen: Seen):
        self.units, self.problems = units_of(root, seen)
        self.remembered = memory
        self.facts: dict[str, Facts] = {}
        self._read: dict[Name, tuple[Record, ...]] = {}
        self._shelves: dict[tuple[str, str], dict[Name, list[Record]]] = {}
        self._held: dict[str, int] = {}
        self.handed: dict[str, Packs] = {}
        for name, unit in self.units.items():
            known = memory.units.get(name)
            if known is not None and known.digest == unit.digest:
                self.facts[name] = known

    @property
    def is_sound(self) -> bool:
        """Whether all files are ones that a site may hold."""
        return not errors_in(self.problems)

    def unread(self) -> list[Unit]:
        """The units of which nothing is known."""
        return [unit for name, unit in self.units.items() if name not in self.facts]

    def learn(self, facts: Mapping[str, Facts]) -> None:
        """Take down what was found out of some units, in the order of all."""
        before, known = self.facts, {**self.facts, **facts}
        self.facts = {name: known[name] for name in self.units if name in known}
        if all(name in before and before[name].names is now.names for name, now in facts.items()):
            return
        self._read.clear()
        self._shelves.clear()
        for found in ("holders", "ids", "moved"):
            self.__dict__.pop(found, None)

    def changed(self) -> Iterator[Unit]:
        """The units that are not, byte for byte, as they were remembered."""
        known = self.remembered.units
        return (unit for name, unit in self.units.items() if self.facts[name] is not known.get(name))

    def to_check(self, day: str) -> list[Unit]:
        """The units that changed, and those that looked at something which did; on another day all."""
        if self.remembered.today != day:
            return list(self.units.values())
        changed = {unit.name for unit in self.changed()}
        moved = self.moved
        # A record of its own may have got a twin in another file.
        own = {name for name in moved if not is_shared(name)}
        return [
            unit
            for name, unit in self.units.items()
            if name in changed
            or not moved.isdisjoint(self.facts[name].reads)
            or not own.isdisjoint(self.facts[name].names)
        ]

    @cached_property
    def moved(self) -> frozenset[Name]:
        """The names under which something else is read than in the run that is remembered."""
        return frozenset(self._moved_names())

    def _moved_names(self) -> Iterator[Name]:
        known = self.remembered.units
        changed = (unit.name for unit in self.changed())
        for name in {*changed, *(known.keys() - self.facts.keys())}:
            before = known[name].names if name in known else {}
            after = self.facts[name].names if name in self.facts else {}
            yield from (one for one in before.keys() | after.keys() if before.get(one) != after.get(one))

    @property
    def beside(self) -> tuple[Problem, ...]:
        """The warnings and notices of all units."""
        return tuple(problem for facts in self.facts.values() for problem in facts.beside)

    @property
    def counts_as_before(self) -> bool:
        """Whether every unit adds to the counts what it did in the run that is remembered."""
        known = self.remembered.units
        return known.keys() == self.facts.keys() and all(
            known[unit.name].tallies == self.facts[unit.name].tallies for unit in self.changed()
        )

    # --- what is read of it ---

    @cached_property
    def holders(self) -> dict[Name, list[str]]:
        """The units that hold records under a name."""
        holders: dict[Name, list[str]] = {}
        for unit, facts in self.facts.items():
            for name in facts.names:
                holders.setdefault(name, []).append(unit)
        return holders

    @cached_property
    def ids(self) -> dict[str, list[str]]:
        """The ids of each collection, in order."""
        ids: dict[str, dict[str, None]] = {}
        for name in self.holders:
            collection, colon, identity = name.partition(":")
            if colon:
                ids.setdefault(collection, {})[identity] = None
        return {collection: list(known) for collection, known in ids.items()}

    def records(self, name: Name) -> tuple[Record, ...]:
        found = self._read.get(name)
        if found is None:
            holders = self.holders.get(name, ())
            found = tuple(record for unit in holders for record in self._under(unit, name))
            self._read[name] = found
        return found

    def _under(self, unit: str, name: Name) -> Iterable[Record]:
        shelf = shelf_of(name)
        if shelf is None:
            return self._contents(unit).under(name)
        if (unit, shelf) not in self._shelves:
            self._shelves[unit, shelf] = self._shelf(unit, shelf)
        return self._shelves[unit, shelf][name]

    def _shelf(self, unit: str, shelf: str) -> dict[Name, list[Record]]:
        """The records of one shelf; of a unit that was handed over nothing else is unpacked for it."""
        packs = self.handed.get(unit)
        if packs is None or self.units[unit].is_held:
            return self._contents(unit).shelf(shelf)
        found: dict[Name, list[Record]] = {}
        for collection, record in unpacked([packs[shelf]]):
            for name in names_of(collection, record):
                found.setdefault(name, []).append(record)
        return found

    def _contents(self, name: str) -> Contents:
        """What is in a unit; those read last are held."""
        unit = self.units[name]
        if name in self.handed and not unit.is_held:
            unit.take(unpacked(self.handed[name].values()))
        self._held[name] = self._held.pop(name, None) or unit.size
        while len(self._held) > 1 and sum(self._held.values()) > HELD:
            self._release(next(iter(self._held)))
        if (name, "") not in self._shelves:
            self._shelves[name, ""] = unit.contents.shelf("")
        return unit.contents

    def _release(self, name: str) -> None:
        self.units[name].release()
        self._held.pop(name, None)

    def forget(self, units: Iterable[Unit] = ()) -> None:
        """Hold those units and all that were looked at no longer, nor any figures; whoever asks for them
        again has them read again."""
        for name in [*(unit.name for unit in units), *self._held]:
            self._release(name)
        self._read.clear()
        self._shelves = {key: kept for key, kept in self._shelves.items() if not key[1]}

    def count(self, name: Name) -> int:
        """How many records are read under a name, without reading them."""
        holders = self.holders.get(name, ())
        return sum(int.from_bytes(self.facts[unit].names[name][SIGN:]) for unit in holders)

    def digest(self, name: Name) -> bytes:
        holders = self.holders.get(name)
        return digest(*(self.facts[unit].names[name] for unit in holders)) if holders else b""

    def remember(self, today: str) -> Memory:
        return Memory(today, self.facts)
