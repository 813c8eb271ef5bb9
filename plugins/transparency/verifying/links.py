"""Every link within the site leads to a page, and to a place on it that is there."""

from __future__ import annotations

from collections.abc import Iterator

from .findings import Finding
from .reading import Built


def check_links(built: Built) -> Iterator[Finding]:
    places = {page.path: page.places for page in built.pages}
    for page in built.pages:
        for target in (*page.links, *page.resources):
            if target.path is None:
                continue
            if target.path not in built.files:
                yield Finding.at(page.path, "dead-link", target=target.written)
            elif target.place and target.place not in places.get(target.path, ()):
                yield Finding.at(page.path, "dead-anchor", target=target.written)
