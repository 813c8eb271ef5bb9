"""Every page of a site, in every language, in a stable order."""

from __future__ import annotations

from collections.abc import Iterator

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
from .edition import Edition, Site
from .page import Page

_SUBJECTS = (
    home,
    regions,
    indicators,
    promises,
    programmes,
    services,
    meetings,
    bodies,
    contacts,
    register,
    forms,
    sources,
    articles,
    about,
)


def every_page(site: Site) -> Iterator[Page]:
    for language in site.languages:
        edition = Edition(site, language)
        for subject in _SUBJECTS:
            yield from subject.pages(edition)
