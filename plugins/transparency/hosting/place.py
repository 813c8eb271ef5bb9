"""What the rules of a server need to know of a site."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from ..model.dataset import Dataset
from .moves import Move, moved_trees


@dataclass(frozen=True, slots=True)
class Place:
    """Where a site lies on its host, its languages, and the addresses that moved.

    `base` is the path below which it lies, "" at the root of a host; `forms` the origin to which its forms
    post, "" where that is its own.
    """

    base: str
    languages: tuple[str, ...]
    moves: tuple[Move, ...] = ()
    forms: str = ""

    @classmethod
    def of(cls, data: Dataset, address: str | None) -> Place:
        """The place of a site at an address, or at the root of any host."""
        base = urlsplit(address).path.rstrip("/") if address else ""
        languages = tuple(language.code for language in data.site.languages)
        return cls(base, languages, moved_trees(data), _origin_beside(address, data.site.receiver))


def _origin_beside(address: str | None, receiver: str | None) -> str:
    """The receiver's origin where it is another one than the site's."""
    if not receiver:
        return ""
    ours, theirs = (urlsplit(one or "") for one in (address, receiver))
    return "" if ours[:2] == theirs[:2] else f"{theirs.scheme}://{theirs.netloc}"
