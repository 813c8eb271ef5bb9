"""A check that remembers: what held the last time and has not changed since is not checked again."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec

from incremental import index, world
from incremental.signs import digest
from incremental.stamps import Seen

from ..loading.problems import Problem, of_severity
from .library import Library, Memory
from .opening import check_units

CODE = Path(__file__).resolve().parents[2]
COUNTED = ("regions", "observations", "commitments", "sources", "articles")


@dataclass(frozen=True)
class Holds:
    """A site without an error: how much of what it holds, the day, and what is to be told all the same."""

    counts: Mapping[str, int]
    today: date
    warnings: tuple[Problem, ...]
    notices: tuple[Problem, ...]


def cache_of(root: Path, environ: Mapping[str, str] = os.environ) -> Path:
    """Where the check of a site folder remembers: a file in the user's cache, needed by nothing."""
    return world.cache_of("ashyq", environ) / f"{digest(str(root)).hex()}.check"


class Remembering:
    """The check of one site folder on one day, beside what is remembered of the last one."""

    def __init__(self, root: Path, given: date | None, cache: Path):
        self._cache = cache
        self._code = digest(world.of_folders([CODE], ".py", through_links=True), world.of_installation())
        saved = index.load(cache)
        is_ours = saved.index.world == self._code
        self._known = saved.index if is_ours else index.Index()
        self._seen = Seen(self._known.seen)
        memory = _memory(saved.made().memory if is_ours else b"")
        self._checked = check_units(root, given, memory, self._seen)

    def holds(self, base: str | None) -> Holds | None:
        """What a site holds; None where an error is in it, or it has to be compared with what was published.

        `base` is the commit with whose figures it must be compared, if there is one. A comparison reads
        all: it is spared only where nothing at all has changed since it found nothing.
        """
        if self._checked is None or (base is not None and self._known.sources != self._state(base)):
            return None
        self.keep(base)
        return _holds(*self._checked)

    def keep(self, base: str | None) -> None:
        """Remember that all holds, and that a comparison with a commit found nothing.

        Where a file has changed meanwhile, it is not known which of its states was checked.
        """
        if self._checked is None or not self._seen.is_as_looked_at:
            return
        library, today = self._checked
        memory = msgspec.msgpack.encode(library.remember(today.isoformat()))
        kept = index.Index(world=self._code, sources=self._state(base), seen=self._seen.stamped)
        # A check never fails because nothing can be remembered.
        with suppress(OSError):
            self._cache.parent.mkdir(parents=True, exist_ok=True)
            index.save(self._cache, kept, index.Made(memory=memory))

    def _state(self, base: str | None) -> bytes:
        library, today = self._checked
        units = (part for name, one in library.facts.items() for part in (name, one.digest))
        return digest(base or "", today.isoformat(), *units)


def _memory(raw: bytes) -> Memory:
    try:
        return msgspec.msgpack.decode(raw, type=Memory) if raw else Memory()
    except (msgspec.DecodeError, msgspec.ValidationError):
        return Memory()


def _holds(library: Library, today: date) -> Holds:
    counts = {name: library.count(name) for name in COUNTED}
    warnings, notices = of_severity(library.beside, "warning"), of_severity(library.beside, "notice")
    return Holds(counts, today, warnings, notices)
