"""What the rules of a server need to know of a site."""

from __future__ import annotations

from dataclasses import dataclass

from ..model.dataset import Dataset
from .moves import Move, moved_trees


@dataclass(frozen=True, slots=True)
class Place:
    """Where a site lies on its host, its languages, and the addresses that moved.

    `base` is the path below which it lies, "" at the root of a host.
    """

    base: str
    languages: tuple[str, ...]
    moves: tuple[Move, ...] = ()

    @classmethod
    def of(cls, data: Dataset, base: str) -> Place:
        return cls(base, tuple(language.code for language in data.site.languages), moved_trees(data))
