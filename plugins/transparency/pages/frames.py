"""The frame around every page, and the one way to make a page."""

from __future__ import annotations

from collections.abc import Collection

from ..languages import Words
from ..languages.catalogues import mark
from ..model import addresses
from .edition import Edition
from .page import Alternate, Door, Frame, Link, Page
from .views import Content


def make_page(
    edition: Edition,
    path: str,
    content: Content,
    template: str = "page.html",
    crumbs: tuple[Link, ...] = (),
    title: str = "",
    written_in: Collection[str] | None = None,
) -> Page:
    """A page at `path` of an edition.

    `title` is what the browser's tab says, the heading where not given; `written_in` names the
    languages in which the page has words of its own, all of them where not given.
    """
    lang = edition.language.code
    frame = Frame(
        lang=lang,
        title=_title(edition, title or _named(content), path),
        description=str(content.state) or str(edition.words(edition.data.site.promise)),
        site_name=edition.words(edition.data.site.name),
        home=edition.href(addresses.HOME),
        stylesheet=edition.site.base + edition.site.stylesheet,
        icon=edition.site.base + edition.site.icon,
        doors=_doors_of(edition, path),
        footer=edition.made.get("footer", lambda: _footer(edition)),
        licence=edition.made.get("licence", lambda: _licence(edition)),
        alternates=_alternates(edition, path, written_in),
        crumbs=crumbs,
        invented=edition.words(edition.data.site.invented) if edition.data.site.invented else None,
        canonical=f"{edition.site.address}/{lang}/{path}" if edition.site.address else None,
    )
    return Page(addresses.output_file(lang, path), template, frame, content)


def crumbs_to(edition: Edition, *links: Link) -> tuple[Link, ...]:
    """The way to a page below the home page."""
    return (edition.made.get("home", lambda: _home(edition)), *links)


def _home(edition: Edition) -> Link:
    return edition.link(edition.words(edition.data.site.name), addresses.HOME)


def _named(content: Content) -> str:
    """A heading with the kind of thing it is: a meeting and an article may share a name."""
    return f"{content.heading} – {content.kicker}" if content.kicker else str(content.heading)


def _title(edition: Edition, title: str, path: str) -> str:
    site = str(edition.words(edition.data.site.name))
    return site if path == addresses.HOME else f"{title} – {site}"


_DOORS = (
    (mark("Regions"), addresses.REGIONS),
    (mark("Promises"), addresses.COMMITMENTS),
    (mark("Whom to ask"), addresses.INSTITUTIONS),
    (mark("Services"), addresses.SERVICES),
    (mark("Be heard"), addresses.FEEDBACK),
)
"""Five doors in the header: what most people come for."""


def _doors_of(edition: Edition, path: str) -> tuple[Door, ...]:
    current = path.partition("/")[0]
    return edition.made.get(("doors", current), lambda: _doors(edition, path))


def _doors(edition: Edition, path: str) -> tuple[Door, ...]:
    return tuple(
        Door(Words(edition.say(name)), edition.href(door), path.startswith(door)) for name, door in _DOORS
    )


def _footer(edition: Edition) -> tuple[Link, ...]:
    say = edition.say
    return (
        edition.link(say("Indicators"), addresses.INDICATORS),
        edition.link(say("Programmes"), addresses.PROGRAMMES),
        edition.link(say("Meetings"), addresses.MEETINGS),
        edition.link(say("Help for residents"), addresses.HELP),
        edition.link(say("Articles"), addresses.ARTICLES),
        edition.link(say("Sources"), addresses.SOURCES),
        edition.link(say("Changes"), addresses.CHANGES),
        edition.link(say("Open data"), addresses.DATA),
        edition.link(say("Search"), addresses.SEARCH),
        edition.link(say("Contacts"), addresses.CONTACTS),
        edition.link(say("About this site"), addresses.ABOUT),
    )


def _licence(edition: Edition) -> Link:
    licence = edition.data.site.licence
    return Link(Words(licence.name, None if edition.language.code == "en" else "en"), str(licence.url))


def _alternates(edition: Edition, path: str, written_in: Collection[str] | None) -> tuple[Alternate, ...]:
    return tuple(
        Alternate(
            code=language.code,
            name=language.name,
            href=f"{edition.site.base}/{language.code}/{path}",
            absolute=f"{edition.site.address or ''}/{language.code}/{path}",
            current=language.code == edition.language.code,
            written=written_in is None or language.code in written_in,
        )
        for language in edition.site.languages
    )
