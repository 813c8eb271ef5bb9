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
from .library import Memory
from .opening import Opened, open_site

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
    caches = Path(environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return caches / "ashyq" / f"{digest(str(root)).hex()}.check"


class Remembering:
    """The check of one site folder on one day, beside what is remembered of the last one."""

    def __init__(self, root: Path, given: date | None, cache: Path):
        self._cache = cache
        self._code = digest(world.of_folders([CODE], ".py"), world.of_installation())
        known = index.load(cache)
        self._known = known if known.world == self._code else index.Index()
        self._seen = Seen(self._known.seen)
        self._opened = open_site(root, given, _memory(self._known.memory), seen=self._seen)

    def holds(self, base: str | None) -> Holds | None:
        """What a site holds; None where an error is in it, or it has to be compared with what was published.

        `base` is the commit with whose figures it must be compared, if there is one. A comparison reads
        all: it is spared only where nothing at all has changed since it found nothing.
        """
        if self._opened is None or (base is not None and self._known.sources != self._state(base)):
            return None
        self.keep(base)
        return _holds(self._opened)

    def keep(self, base: str | None) -> None:
        """Remember that all holds, and that a comparison with a commit found nothing."""
        if self._opened is None:
            return
        memory = msgspec.msgpack.encode(self._opened.memory)
        kept = index.Index(
            world=self._code, sources=self._state(base), seen=self._seen.stamped, memory=memory
        )
        # A check never fails because nothing can be remembered.
        with suppress(OSError):
            self._cache.parent.mkdir(parents=True, exist_ok=True)
            index.save(self._cache, kept)

    def _state(self, base: str | None) -> bytes:
        facts = self._opened.library.facts.items()
        units = (part for name, one in facts for part in (name, one.digest))
        return digest(base or "", self._opened.today.isoformat(), *units)


def _memory(raw: bytes) -> Memory:
    try:
        return msgspec.msgpack.decode(raw, type=Memory) if raw else Memory()
    except (msgspec.DecodeError, msgspec.ValidationError):
        return Memory()


def _holds(opened: Opened) -> Holds:
    counts = {name: opened.library.count(name) for name in COUNTED}
    warnings, notices = of_severity(opened.beside, "warning"), of_severity(opened.beside, "notice")
    return Holds(counts, opened.today, warnings, notices)
