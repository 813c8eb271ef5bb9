"""The types of page of a built site, found in its addresses, so that a new page is never forgotten."""

from __future__ import annotations

from pathlib import PurePosixPath

from tests.built import BuiltSite
from transparency.model import addresses

ROOT_PAGES = ("index.html", "404.html")
"""Pages that belong to no language."""

_OVERVIEWS = addresses.FIXED - {addresses.HOME}


def page_type(path: str) -> str:
    """The type of the page in a file: "ky/regions/kg/batken/index.html" is a "regions/*/*"."""
    if path in ROOT_PAGES:
        return path
    address = path.partition("/")[2].removesuffix("index.html")
    if address == addresses.HOME:
        return "home"
    if address in _OVERVIEWS:
        return address.rstrip("/")
    first, *rest = PurePosixPath(address).parts
    listed = next((place for place, name in enumerate(rest) if name.startswith("list--")), None)
    return "/".join([first, *("*" for _ in rest)] if listed is None else [first, "list"])


def languages_of(site: BuiltSite) -> tuple[str, ...]:
    return tuple(sorted({path.split("/")[0] for path in site.paths if "/" in path}))


def largest_pages(site: BuiltSite, lang: str) -> dict[str, str]:
    """Each type with the file of its largest page in a language: what holds there holds on the others."""
    size = {path: (site.folder / path).stat().st_size for path in site.paths}
    own = (path for path in site.paths if path.startswith(f"{lang}/"))
    return {page_type(path): path for path in sorted(own, key=size.__getitem__)}


def address_of(path: str) -> str:
    """The address of a file: "ky/index.html" is read at "/ky/"."""
    return "/" + path.removesuffix("index.html")
