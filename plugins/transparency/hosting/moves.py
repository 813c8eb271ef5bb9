"""Addresses that moved: where each page lay under its region's former keys, and where it lies now."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from ..model import addresses
from ..model.dataset import Dataset


@dataclass(frozen=True, slots=True, order=True)
class Move:
    """A page's former address and its address of today, as paths below a language."""

    old: str
    new: str


def moved_trees(data: Dataset) -> tuple[Move, ...]:
    """Each former address of a region; everything below it moved as well. The deeper stand first."""
    moves = (
        Move(addresses.region(key), addresses.region(region.key))
        for region in data.renamed
        for key in region.former_keys
    )
    return tuple(sorted(_settled(moves), key=lambda move: (-move.old.count("/"), move)))


def moved_pages(data: Dataset) -> tuple[Move, ...]:
    """Each address at which a page lay before: a region's own, and those of its parts then and now."""
    trees = moved_trees(data)
    # Where nothing has moved, a nation's regions need not be put in order.
    known = sorted(map(addresses.region, data.region)) if trees else []
    led: dict[str, str] = {}
    for tree in trees:
        today = {address: address for address in _below(tree.new, known)}
        for address, new in {**today, **led}.items():
            if address.startswith(tree.new):
                led.setdefault(tree.old + address.removeprefix(tree.new), new)
    return tuple(sorted(Move(old, new) for old, new in led.items() if old != new))


def _below(tree: str, known: list[str]) -> Iterator[str]:
    """The addresses, of all in their order, that begin with one: the region's and its parts'."""
    return takewhile(lambda address: address.startswith(tree), known[bisect_left(known, tree) :])


def _settled(moves: Iterator[Move]) -> Iterator[Move]:
    """Each old address once: of two regions that bore one key the first keeps it."""
    seen: set[str] = set()
    for move in moves:
        if move.old not in seen:
            seen.add(move.old)
            yield move
