"""Is what was built fit to be published? Every page read again as a visitor gets it, all findings at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .figures import check_figures
from .findings import Finding, Unfit
from .links import check_links
from .private import check_private
from .reading import Built, read_built
from .shrinking import Excuse, Size, check_size
from .strays import check_strays
from .weights import check_weights

__all__ = ["Excuse", "Expected", "Finding", "Size", "Unfit", "size_of", "verify"]


@dataclass(frozen=True)
class Expected:
    """What the built tree is held against.

    `address` is the site's own; `contacts` are the values that offices publish; `declared` names every
    file the build made; `before` is the size of what is public, which the tree may fall short of by
    `share` percent, or by any amount with an `excuse`.
    """

    address: str
    contacts: tuple[str, ...]
    declared: frozenset[str]
    before: Size | None = None
    share: int = 10
    excuse: Excuse | None = None


def verify(folder: Path, expected: Expected) -> list[Finding]:
    """All that is wrong with a built tree, in the order of paths."""
    built = read_built(folder, expected.address)
    return sorted(set(_findings(built, expected)))


def size_of(folder: Path) -> Size:
    """How much a built tree says."""
    return Size.of((path, file.stat().st_size) for path, file in _pages(folder))


def _pages(folder: Path) -> Iterable[tuple[str, Path]]:
    return ((file.relative_to(folder).as_posix(), file) for file in folder.rglob("*.html"))


def _findings(built: Built, expected: Expected) -> Iterator[Finding]:
    yield from check_links(built)
    yield from check_figures(built)
    yield from check_weights(built)
    yield from check_private(built, expected.contacts)
    yield from check_strays(built, expected.declared)
    yield from check_size(Size.of(built.pages_with_sizes()), expected.before, expected.share, expected.excuse)
