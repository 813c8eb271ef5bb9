"""Everything a site shows, in a stable order."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.dataset import Dataset
from . import (
    about,
    articles,
    bodies,
    contacts,
    forms,
    home,
    indicators,
    meetings,
    programmes,
    promises,
    regions,
    register,
    services,
    sources,
)
from .sheets import Sheet

_SUBJECTS = (
    home,
    regions,
    indicators,
    sources,
    promises,
    programmes,
    services,
    meetings,
    bodies,
    contacts,
    register,
    forms,
    articles,
    about,
)
"""Indicators and sources list the same figures, so they are neighbours."""


def every_sheet(data: Dataset) -> Iterator[Sheet]:
    """What is to be made for a dataset, subject by subject."""
    for subject in _SUBJECTS:
        yield from subject.sheets(data)
