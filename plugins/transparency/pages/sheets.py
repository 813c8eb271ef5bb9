"""What pages there are to be made: each says what it is of, and makes itself in any edition."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

from .edition import Edition
from .page import Page


class Sheet(NamedTuple):
    """One subject, whose page every language has; `name` is unique on the site.

    `make` gives the page or pages of one edition, from nothing but what it reads through the edition.
    Neighbours that are `near` to the same read much of the same files.
    """

    name: str
    make: Callable[[Edition], Iterable[Page]]
    near: str = ""


def single(name: str, make: Callable[[Edition], Page], near: str = "") -> Sheet:
    """A subject with one page."""
    return Sheet(name, lambda edition: (make(edition),), near)


def one_each(
    kind: str,
    keys: Iterable[str],
    make: Callable[[Edition, str], Page],
    near: Callable[[str], str] = lambda key: "",
) -> Iterator[Sheet]:
    """A page for each key. Records are fetched by it while the page is made: then it is noted."""
    return (single(f"{kind} {key}", partial(_made, make, key), near(key)) for key in keys)


def _made(make: Callable[[Edition, str], Page], key: str, edition: Edition) -> Page:
    return make(edition, key)
