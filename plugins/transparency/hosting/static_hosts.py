"""The rules for hosts of static sites: `_headers` and `_redirects`, as Netlify and Cloudflare read them.

Where several rules match, these hosts join the values of one header by commas. So every path is given a
header by one rule only: what is the same everywhere stands once, the rest under paths that exclude each
other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..model import addresses
from .place import Place
from .policies import ADMIN, ASSETS, DATA, EMBED, EVERYWHERE, NOT_FOUND, headers_of

MOST_RULES = 100
LONGEST_LINE = 2000
"""Cloudflare's bounds."""

_AT_THE_ROOT = ("", "index.html", NOT_FOUND, "robots.txt", "sitemap.xml")


def headers_file(place: Place) -> str:
    blocks = [_block(f"{place.base}/*", EVERYWHERE)]
    for path in _paths(place.languages):
        rest = headers_of(path, place.languages, place.forms).items() - EVERYWHERE.items()
        pattern = path + "*" if path.endswith("/") and path.rstrip("/") not in place.languages else path
        blocks.append(_block(f"{place.base}/{pattern}", dict(sorted(rest))))
    return "\n".join(blocks)


def redirects_file(place: Place) -> str:
    """One line for each region that moved, in each language; what lies below it follows."""
    return "".join(
        f"{place.base}/{lang}/{move.old}* {place.base}/{lang}/{move.new}:splat 301\n"
        for move in place.moves
        for lang in place.languages
    )


def _paths(languages: tuple[str, ...]) -> Iterator[str]:
    """Paths that exclude each other: those at the root, then each language's home and its sections."""
    yield from _AT_THE_ROOT
    yield from (ASSETS, ".well-known/", *(policy.folder for policy in (EMBED, DATA, ADMIN)))
    for language in languages:
        yield from (f"{language}/{section}" for section in _sections())


def _sections() -> list[str]:
    first = {address.partition("/")[0] for address in addresses.FIXED} - {""}
    return ["", *sorted(f"{section}/" for section in {*first, EMBED.folder.rstrip("/")})]


def _block(pattern: str, headers: Mapping[str, str]) -> str:
    return "\n".join([pattern, *(f"  {name}: {value}" for name, value in headers.items()), ""])
