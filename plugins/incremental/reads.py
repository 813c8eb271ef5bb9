"""What a value was made from: the names of its inputs, noted while it is made.

A page that says what it reads can be left alone until one of those things changes. Accessors call
`note`; whoever needs to know calls `noted`. A cache between the two must replay what its values were
made from, or a second page that takes a value from it would seem not to read anything: `Remembered`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar
from weakref import WeakSet

T = TypeVar("T")

_names: set[str] | None = None
"""The names noted for the value that is being made; None while nobody asks. One thread makes pages."""


_all: WeakSet[Remembered] = WeakSet()
"""Every cache of this process."""


def note(name: str) -> None:
    """Say that an input is read."""
    if _names is not None:
        _names.add(name)


def note_all(names: Iterable[str]) -> None:
    """Say that some inputs are read."""
    if _names is not None:
        _names.update(names)


def forget() -> None:
    """Let every cache of this process be empty: what follows will hardly need what is in them."""
    for one in _all:
        one._made.clear()


def is_asked() -> bool:
    """Whether anybody wants to know what is read now."""
    return _names is not None


def noted(make: Callable[[], T]) -> tuple[T, frozenset[str]]:
    """Make a value, and tell the names of all inputs that were read for it."""
    global _names
    outer, _names = _names, set()
    try:
        value = make()
        return value, frozenset(_names)
    finally:
        _names = outer


class Remembered:
    """Values made once, until all is forgotten; whoever takes one has read what it was made from.

    With so many values as `most` it begins anew: that is for values that are soon made again.
    """

    def __init__(self, most: int | None = None) -> None:
        self._most = most
        self._made: dict[Hashable, tuple[object, frozenset[str]]] = {}
        _all.add(self)

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        made = self._made.get(key)
        if made is None:
            made = noted(make)
            if len(self._made) == self._most:
                self._made.clear()
            self._made[key] = made
        if _names is not None:
            _names.update(made[1])
        return made[0]
