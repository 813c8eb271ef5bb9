"""A page that many others are like, drawn once with gaps: all its gaps are filled at once."""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter

from markupsafe import escape

from .languages.language import special_in
from .pages.page import GAP


def filling_all(written: str) -> Callable[[tuple[str, ...]], str]:
    """The function that puts all words and parts of a page into its gaps, each by its number."""
    pieces = GAP.split(written)
    chosen = itemgetter(0, *map(int, pieces[1::2]))

    def fill(values: tuple[str, ...]) -> str:
        filled = pieces.copy()
        filled[1::2] = chosen(values)[1:]
        return "".join(filled)

    return fill


def in_html(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words as they stand in HTML."""
    # To look at all of them at once costs less than a call for each.
    return words if special_in("".join(words)) is None else tuple(map(escape, words))
