"""A page that many others are like, drawn once with gaps: all its gaps are filled at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import itemgetter

from markupsafe import escape

from .languages.language import special_in
from .pages.page import GAP


def filling_of(written: str) -> Callable[[Iterable[bytes]], bytes]:
    """The function that puts all words and parts of a page into its gaps, each by its number.

    What all pages have in common is encoded once: a page is fourteen thousand letters, and few are its own.
    """
    pieces = GAP.split(written)
    chosen = itemgetter(0, *map(int, pieces[1::2]))
    between = [piece.encode() for piece in pieces]

    def fill(values: Iterable[bytes]) -> bytes:
        filled = between.copy()
        filled[1::2] = chosen([*values])[1:]
        return b"".join(filled)

    return fill


def in_html(words: tuple[str, ...]) -> list[bytes]:
    """Words as they stand in HTML. No text of a site may hold a NUL, so they can be taken together."""
    together = "\0".join(words)
    if special_in(together) is not None:
        together = "\0".join(map(escape, words))
    return together.encode().split(b"\0")
