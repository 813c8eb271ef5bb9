"""A site opened for a build: checked as far as it has changed, and read as far as is needed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from incremental.reads import noted
from incremental.stamps import Seen
from incremental.workers import uncollected

from ..loading.today import today_of
from ..progress.noted import Present, ShelvedDataset
from ..progress.state import State
from ..progress.surface import is_shared
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


@uncollected()
def open_site(
    root: Path,
    given: date | None,
    memory: Memory,
    present: Present = lambda site: site,
    seen: Seen | None = None,
) -> Opened | None:
    """The site as it stands; None where anything is wrong with it: then the whole check says what.

    `present` gives the site's own record as this build presents it; `seen` the digests of files.
    """
    library = Library(root, memory, seen or Seen())
    if not library.is_readable or not library.count("site"):
        return None
    data = ShelvedDataset(library, present)
    today = today_of(given, data.site.timezone)
    same_day = memory.today == today.isoformat()
    checker = Checker(library, data, today)
    for unit in library.to_check() if same_day else library.units.values():
        holds, names = noted(lambda unit=unit: checker.holds(unit))
        if not holds:
            return None
        _know(library, checker, unit, names)
    return Opened(State(ShelvedDataset(library, present), today, _tallies(library)), library, today)


def _know(library: Library, checker: Checker, unit: Unit, names: frozenset[str]) -> None:
    tallies, besides = noted(lambda: checker.tallies(unit))
    facts = library.facts[unit.name]
    own = {name for name in facts.names if not is_shared(name)}
    reads = sorted((names | besides) - own)
    library.facts[unit.name] = Facts(facts.digest, facts.names, reads, tallies)


def _tallies(library: Library) -> Counter[str]:
    counts: Counter[str] = Counter()
    for facts in library.facts.values():
        counts.update(facts.tallies)
    return counts
