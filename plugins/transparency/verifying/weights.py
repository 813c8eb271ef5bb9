"""What a page costs on the wire: the bounds of an old phone on a slow link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

import brotli

from .findings import Finding
from .reading import Built, PageFacts

PAGE, STYLES, SCRIPTS, VIEW = 14 * 1024, 8 * 1024, 5 * 1024, 30 * 1024
REQUESTS = 3
FONTS = (".woff", ".woff2", ".ttf", ".otf", ".eot")
ASIDE = ("admin/",)
"""What editors use lies outside these bounds."""

SEARCHING = ("search/", "pagefind/")
"""What is loaded only after a visitor has asked for something."""

_ELSEWHERE = re.compile(rb"""(?:url\(\s*["']?|@import\s+["'])((?:https?:)?//[^"')\s]+)""")


def check_weights(built: Built) -> Iterator[Finding]:
    weights = _Weights(built)
    pages = [page for page in built.pages if not page.path.startswith(ASIDE)]
    for page in pages:
        yield from _page(page, weights)
    yield from _sums(built, weights)
    for path in sorted(built.files):
        if path.endswith(FONTS):
            yield Finding.at(path, "font")
        elif path.endswith(".css"):
            elsewhere = _ELSEWHERE.findall(built.bytes_of(path))
            yield from (
                Finding.at(path, "third-party", target=one.decode("utf-8", "replace")) for one in elsewhere
            )


def _page(page: PageFacts, weights: _Weights) -> Iterator[Finding]:
    at = partial(Finding.at, page.path)
    own = weights.of(page.path, PAGE)
    if own > PAGE:
        yield at("page-weight", seen=own, limit=PAGE)
    loaded = {target.path for target in page.resources if target.path in weights.files}
    if len(loaded) + 1 > REQUESTS:
        yield at("view-requests", seen=len(loaded) + 1, limit=REQUESTS)
    view = own + sum(weights.of(path, 0) for path in loaded)
    if view > VIEW:
        yield at("view-weight", seen=view, limit=VIEW)
    for target in page.resources:
        if target.path is None:
            yield at("third-party", target=target.written)


def _sums(built: Built, weights: _Weights) -> Iterator[Finding]:
    """The styles of the whole site, and its scripts."""
    counted = [path for path in sorted(built.files) if not path.startswith((*ASIDE, *SEARCHING))]
    for suffix, rule, limit in ((".css", "style-weight", STYLES), (".js", "script-weight", SCRIPTS)):
        paths = [path for path in counted if path.endswith(suffix)]
        weight = sum(weights.of(path, 0) for path in paths)
        if weight > limit:
            yield Finding.at(paths[0], rule, seen=weight, limit=limit)


class _Weights:
    """How many bytes a file is on the wire."""

    def __init__(self, built: Built):
        self.files = built.files
        self._built = built
        self._known: dict[str, int] = {}

    def of(self, path: str, enough: int) -> int:
        """The weight, or an upper bound of it that is within `enough`: then nothing need be compressed."""
        if path not in self._known:
            self._known[path] = _weight(self._built.bytes_of(path), enough)
        return self._known[path]


def _weight(content: bytes, enough: int) -> int:
    for quality in (None, 5, 11):
        size = len(content) if quality is None else len(brotli.compress(content, quality=quality))
        if size <= enough:
            break
    return size
