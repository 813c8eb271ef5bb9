"""What stands beside a figure's number: its day, its source, its marks and notes, and replies to it."""

from __future__ import annotations

from typing import NamedTuple

from ..languages import Words
from ..progress.figures import Figure
from .edition import Edition
from .figures import date_in_words, marks_of, observation_notes
from .page import Link
from .replies import replies_to
from .views import Reply


class Beside(NamedTuple):
    """What stands beside a figure's number."""

    date: str
    source: Link
    marks: tuple[Link | str, ...]
    notes: tuple[Words, ...]
    named: tuple[Link, ...]
    replies: tuple[Reply, ...]


def beside_of(edition: Edition, figure: Figure) -> Beside:
    """All that is said of a figure besides its number."""
    said = figure.observation
    if not figure.is_plain:
        return _all_beside(edition, figure)
    key = "beside a bar", said.indicator, said.date.text, said.source
    return edition.made.get(key, lambda: _all_beside(edition, figure))


def _all_beside(edition: Edition, figure: Figure) -> Beside:
    return Beside(
        date=date_in_words(edition, figure),
        source=edition.source_link(figure.observation.source),
        marks=tuple(marks_of(edition, figure)),
        notes=observation_notes(edition, figure),
        named=tuple(edition.region_link(key) for key in edition.state.named_behind(figure)),
        replies=replies_to(edition, figure),
    )
