"""Places whose figures are like those of their neighbours: of the same things, days and sources.

A nation is made of such: the schools of a district report the same things on the same days.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import Struct

from ..model.dataset import depth_of
from ..model.figures import Unit
from .figures import Figure, Share

if TYPE_CHECKING:
    from .state import State


class Likeness(Struct, frozen=True):
    """The figures of a place of which nothing more is said than of those of its neighbours.

    `shares` are those that are drawn as bars, each with what it counts; `others` those that stand beside
    them. `kind` is equal for places that are told of in the same words but for their names and numbers.
    """

    kind: tuple
    shares: tuple[tuple[Figure, Share, Unit], ...]
    others: tuple[Figure, ...]


def likeness_of(state: State, key: str) -> Likeness | None:
    """The likeness of a region; None where it has promises, or a figure of which more is to be said."""
    figures, shares = state.figures.in_region(key), tuple(state.headlines(key).values())
    if not shares or state.data.commitments_of(key) or not all(figure.is_plain for figure in figures):
        return None
    if any(share is None for _, share in shares):
        return None
    drawn = [figure for figure, _ in shares]
    shown = {id(figure) for figure in drawn} if depth_of(key) > state.listed_depth else None
    others = tuple(figure for figure in figures if shown and id(figure) not in shown)
    kind = _told(drawn), _told(others), state.sources_behind(key)
    return Likeness(kind, tuple((*share, _unit_of(state, share[0])) for share in shares), others)


def _unit_of(state: State, figure: Figure) -> Unit:
    return state.data.unit[state.data.indicator[figure.observation.indicator].unit]


def _told(figures: Iterable[Figure]) -> tuple:
    """What figures are told with besides their numbers."""
    observed = (figure.observation for figure in figures)
    return tuple((one.indicator, one.date.text, one.source) for one in observed)
