"""A site opened: checked as far as it has changed, on all cores, and read as far as is needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from pathlib import Path

import msgspec

from incremental.crew import Crew, Rounds
from incremental.reads import noted
from incremental.stamps import Seen
from incremental.workers import cores, uncollected

from ..loading.today import today_of
from ..progress.noted import Present, ShelvedDataset
from ..progress.state import State
from ..progress.surface import is_shared
from .handed import Packs, packed
from .library import Facts, Library, Memory
from .one_unit import Checker
from .units import Unit

MUCH = 2_000_000
"""From so many bytes on, files are read and checked by several processes."""

Found = dict[str, Facts]


class Answer(msgspec.Struct, array_like=True, frozen=True):
    """What one process has checked, None where something is wrong; and the records that it hands on."""

    found: Found | None
    handed: dict[str, Packs] = {}


@dataclass(frozen=True)
class Opened:
    """A site in which all holds: its state, and what is to be remembered of it."""

    state: State
    library: Library
    today: date

    @property
    def memory(self) -> Memory:
        return self.library.remember(self.today.isoformat())


@uncollected()
def open_site(
    root: Path,
    given: date | None,
    memory: Memory,
    present: Present = lambda site: site,
    seen: Seen | None = None,
    processes: int | None = None,
) -> Opened | None:
    """The site as it stands; None where anything is wrong with it: then the whole check says what.

    `present` gives the site's own record as this build presents it; `seen` the digests of files.
    """
    library = Library(root, memory, seen or Seen())
    opening = _Opening(library, given, present, cores() if processes is None else processes, counted=True)
    if not opening.holds():
        return None
    # Another set: what checks have made of records is not needed for pages.
    state = State(ShelvedDataset(library, present), opening.today, _tallies(library))
    return Opened(state, library, opening.today)


@uncollected()
def check_units(root: Path, given: date | None, memory: Memory, seen: Seen) -> tuple[Library, date] | None:
    """The units of a site in which all holds, and the day; None where anything is wrong with it."""
    library = Library(root, memory, seen)
    opening = _Opening(library, given, lambda site: site, cores(), counted=False)
    return (library, opening.today) if opening.holds() else None


class _Opening:
    """One run through the units of a library: first all that changed are read, then checked.

    What units add to the counts is found out only where it is `counted`.
    """

    def __init__(self, library: Library, given: date | None, present: Present, processes: int, counted: bool):
        self._library, self._given, self._present = library, given, present
        self._processes, self._counted = processes, counted

    def holds(self) -> bool:
        """Whether nothing is wrong in any unit."""
        unread = self._library.unread()
        if not self._library.is_sound:
            return False
        if self._processes > 1 and sum(unit.size for unit in unread) >= MUCH:
            return self._by_many(unread)
        return self._learn(_read(unread)) and self._checks([*self._library.to_check(self._day)])

    def _learn(self, found: Found | None) -> bool:
        if found is None:
            return False
        self._library.learn(found)
        return self._library.count("site") > 0

    def _checks(self, units: Iterable[Unit]) -> bool:
        found = _checked(self._library, units, self._data, self.today, self._counted)
        return found is not None and self._learn(found)

    # --- by many ---

    def _by_many(self, unread: list[Unit]) -> bool:
        crew = Crew(_shares(unread, self._processes), self._rounds)
        try:
            if not self._learn(_together(crew.hear())):
                return False
            ours = {unit.name for unit in unread}
            crew.tell(msgspec.msgpack.encode((self._library.facts, self.today)))
            checked = self._handed(crew.hear())
        finally:
            crew.stop()
        others = [unit for unit in self._library.to_check(self._day) if unit.name not in ours]
        return self._learn(checked) and self._checks(others)

    def _handed(self, told: Iterable[bytes]) -> Found | None:
        """What all have checked; what they hand on is kept, unless one of them found something wrong."""
        answers = [msgspec.msgpack.decode(one, type=Answer) for one in told]
        for answer in answers:
            self._library.handed |= answer.handed
        return _merged([answer.found for answer in answers])

    def _rounds(self, share: list[Unit]) -> Rounds:
        """What one process does: reads its share, hears what all have read, checks its share."""
        told = yield msgspec.msgpack.encode(_read(share))
        facts, today = msgspec.msgpack.decode(told, type=tuple[Found, date])
        self._library.learn(facts)
        yield msgspec.msgpack.encode(self._checked_by_folder(share, today))

    def _checked_by_folder(self, share: list[Unit], today: date) -> Answer:
        """What lies in one folder is checked together, handed on, and then held no longer."""
        found: Found = {}
        handed: dict[str, Packs] = {}
        for _, folder in groupby(share, _folder_of):
            units = list(folder)
            checked = _checked(self._library, units, self._data, today, self._counted)
            if checked is None:
                return Answer(None)
            found |= checked
            if self._counted:
                handed |= _handed_on(units)
            self._library.forget(units)
        return Answer(found, handed)

    # --- what is looked at ---

    @cached_property
    def _data(self) -> ShelvedDataset:
        return ShelvedDataset(self._library, self._present)

    @cached_property
    def today(self) -> date:
        return today_of(self._given, self._data.site.timezone)

    @property
    def _day(self) -> str:
        return self.today.isoformat()


def _together(told: Iterable[bytes]) -> Found | None:
    """What several processes found; None where one of them found something wrong."""
    return _merged([msgspec.msgpack.decode(part, type=Found | None) for part in told])


def _merged(parts: list[Found | None]) -> Found | None:
    return None if None in parts else {name: facts for part in parts for name, facts in part.items()}


def _handed_on(units: Iterable[Unit]) -> dict[str, Packs]:
    told = ((unit.name, packed(unit.contents.written)) for unit in units)
    return {name: records for name, records in told if records is not None}


def _shares(units: list[Unit], processes: int) -> list[list[Unit]]:
    """As many shares as processes, of one size; what lies in one folder is read together."""
    folders: dict[str, list[Unit]] = {}
    for unit in units:
        folders.setdefault(_folder_of(unit), []).append(unit)
    shares: list[list[Unit]] = [[] for _ in range(processes)]
    sizes = [0] * processes
    for folder in sorted(folders.values(), key=lambda folder: -sum(unit.size for unit in folder)):
        smallest = sizes.index(min(sizes))
        shares[smallest] += folder
        sizes[smallest] += sum(unit.size for unit in folder)
    return shares


def _folder_of(unit: Unit) -> str:
    """The folder of a file; a text in all its languages needs no other."""
    return unit.name if unit.folder else unit.name.rpartition("/")[0]


def _read(units: Iterable[Unit]) -> Found | None:
    """The facts of units that were read; None where one cannot be."""
    found: Found = {}
    for unit in units:
        contents = unit.signed()
        if not contents.is_readable:
            return None
        found[unit.name] = Facts(unit.digest, contents.signed())
    return found


def _checked(
    library: Library, units: Iterable[Unit], data: ShelvedDataset, today: date, counted: bool
) -> Found | None:
    """The facts of units in which all holds; None where anything is wrong."""
    checker = Checker(library, data, today)
    found: Found = {}
    for unit in units:
        beside, names = noted(lambda unit=unit: checker.beside(unit))
        if beside is None:
            return None
        tallies, besides = noted(lambda unit=unit: checker.tallies(unit) if counted else {})
        facts = library.facts[unit.name]
        own = {name for name in facts.names if not is_shared(name)}
        found[unit.name] = Facts(facts.digest, facts.names, sorted((names | besides) - own), tallies, beside)
    return found


def _tallies(library: Library) -> Counter[str]:
    counts: Counter[str] = Counter()
    for facts in library.facts.values():
        counts.update(facts.tallies)
    return counts
