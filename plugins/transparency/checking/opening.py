"""A site opened for a build: checked as far as it has changed, and read as far as is needed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from incremental.reads import noted

from ..loading.today import today_of
from ..progress.noted import ShelvedDataset
from ..progress.state import Reach, State
from .library import Facts, Library, Memory, Unit
from .one_unit import Checker


@dataclass(frozen=True)
class Opened:
    """A site in which all holds: its state, and what is to be remembered of it."""

    state: State
    library: Library
    today: date

    @property
    def memory(self) -> Memory:
        return self.library.remember(self.today.isoformat())


def open_site(root: Path, given: date | None, memory: Memory) -> Opened | None:
    """The site as it stands; None where anything is wrong with it: then the whole check says what."""
    library = Library(root, memory)
    if not library.is_readable or not library.count("site"):
        return None
    data = ShelvedDataset(library)
    today = today_of(given, data.site.timezone)
    same_day = memory.today == today.isoformat()
    checker = Checker(library, data, today)
    for unit in library.to_check() if same_day else library.units.values():
        holds, names = noted(lambda unit=unit: checker.holds(unit))
        if not holds:
            return None
        _know(library, checker, unit, names)
    return Opened(State(data, today, _reach(library)), library, today)


def _know(library: Library, checker: Checker, unit: Unit, names: frozenset[str]) -> None:
    reported, besides = noted(lambda: checker.reported(unit))
    facts = library.facts[unit.name]
    reads = sorted((names | besides) - facts.names.keys())
    library.facts[unit.name] = Facts(facts.digest, facts.names, reads, reported)


def _reach(library: Library) -> Reach:
    reported: Counter[str] = Counter()
    for facts in library.facts.values():
        reported.update(facts.reported)
    promised = {key: library.count(f"commitments-of:{key}") for key in library.ids.get("commitments-of", ())}
    return Reach(reported, promised)
