"""The files of a site that are no pages: for robots, for hosts, and at addresses that moved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ..languages import Words
from ..languages.catalogues import mark
from ..model import addresses
from ..pages.edition import Edition, Site
from ..pages.page import Link
from .moves import Move, moved_pages
from .place import Place
from .security_txt import SECURITY, security_text
from .sitemap import SITEMAP, listed, sitemap_files
from .snippets import NOTE
from .static_hosts import headers_file, redirects_file

MOVED = mark("This page has moved")

Draw = Callable[..., str]
"""Renders a template in a language: `draw("ky", "moved.html", name=value …)`."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What a page at a former address says: where it lies now."""

    lang: str
    old: str
    link: Link
    canonical: str | None
    heading: str
    stylesheet: str
    icon: str
    invented: Words | None


def site_files(site: Site, draw: Draw) -> Iterator[tuple[str, str]]:
    """Each file by its path below the output folder."""
    data, today = site.state.data, site.state.today
    place = Place.of(data, site.address)
    yield "robots.txt", robots(site.address)
    yield "_headers", NOTE + headers_file(place)
    if place.moves:
        yield "_redirects", NOTE + redirects_file(place)
    security = security_text(data.site.operator, site.address, place.languages, today)
    if security:
        yield SECURITY, security
    yield from _redirect_pages(site, draw)


def map_of_site(site: Site, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The sitemap's files, of the files of a whole site; none where the site has no address."""
    if site.address:
        former = {move.old for move in moved_pages(site.state.data)}
        yield from sitemap_files(site.address, listed(site.address, site.state.data, paths, former))


def robots(address: str | None) -> str:
    """Everything may be read by everyone; the sitemap is told where the site has an address."""
    lines = ["User-agent: *", "Disallow: /admin/"]
    return "\n".join([*lines, *([f"Sitemap: {address}/{SITEMAP}"] if address else [])]) + "\n"


def _redirect_pages(site: Site, draw: Draw) -> Iterator[tuple[str, str]]:
    """A page at each former address, for hosts that know no redirects."""
    moves = moved_pages(site.state.data)
    for language in site.languages:
        edition = Edition(site, language)
        for move in moves:
            page = _moved(edition, move)
            yield addresses.output_file(language.code, move.old), draw(page.lang, "moved.html", page=page)


def _moved(edition: Edition, move: Move) -> Moved:
    site, invented = edition.site, edition.data.site.invented
    return Moved(
        lang=edition.language.code,
        old=move.old,
        link=edition.region_link(move.new.removeprefix(addresses.REGIONS).rstrip("/")),
        canonical=f"{site.address}/{edition.language.code}/{move.new}" if site.address else None,
        heading=edition.say(MOVED),
        stylesheet=site.base + site.stylesheet,
        icon=site.base + site.icon,
        invented=edition.words(invented) if invented else None,
    )
