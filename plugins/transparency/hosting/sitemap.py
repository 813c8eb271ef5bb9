"""The sitemap: every page with the same page in the other languages (sitemaps.org 0.9, hreflang)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from ..model import addresses
from ..model.dataset import Dataset
from ..pages.about import TEXT_PAGES

INDEX = "index.html"
SITEMAP = "sitemap.xml"
MOST_PAGES = 50_000
MOST_BYTES = 50 * 1024 * 1024
"""The protocol's bounds for one file, uncompressed."""

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_BEGIN = f'{_DECLARATION}<urlset xmlns="{_SITEMAPS}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
_END = "</urlset>\n"
_SPECIAL = re.compile('[&<>"]').search


@dataclass(frozen=True, slots=True)
class Listed:
    """A page in the sitemap: its whole address, and by language those editions that are written."""

    address: str
    alternates: tuple[tuple[str, str], ...] = ()


def listed(address: str, data: Dataset, paths: Iterable[str], former: Collection[str]) -> Iterator[Listed]:
    """The choice of languages at the root, then every page among the files of a site.

    `former` are addresses that moved; what lies there is no page.
    """
    yield Listed(f"{address}/")
    languages = [language.code for language in data.site.languages]
    pages = _by_language(paths, languages)
    written = written_in(data)
    alternates = {
        page: tuple(
            (lang, f"{address}/{lang}/{page}")
            for lang in languages
            if page in pages[lang] and lang in written.get(page, languages)
        )
        for page in set().union(*pages.values()) - set(former)
    }
    for lang in languages:
        yield from (
            Listed(f"{address}/{lang}/{page}", alternates[page])
            for page in sorted(pages[lang] & alternates.keys())
        )


def written_in(data: Dataset) -> dict[str, list[str]]:
    """The languages of those pages that are not written in every one."""
    texts = {addresses.article(one.slug): one.texts for one in data.articles}
    texts |= {TEXT_PAGES[one.slug]: one.texts for one in data.texts if one.slug in TEXT_PAGES}
    return {page: [text.lang for text in some] for page, some in texts.items()}


def _by_language(paths: Iterable[str], languages: Collection[str]) -> dict[str, set[str]]:
    """The addresses below each language."""
    pages: dict[str, set[str]] = {language: set() for language in languages}
    for path in paths:
        lang, _, rest = path.partition("/")
        if lang in pages and rest.endswith(INDEX):
            pages[lang].add(rest.removesuffix(INDEX))
    return pages


def sitemap_files(
    address: str, pages: Iterable[Listed], most_pages: int = MOST_PAGES, most_bytes: int = MOST_BYTES
) -> Iterator[tuple[str, str]]:
    """The sitemap's files by their paths: one, or an index and as many as the bounds ask for."""
    parts = list(_parts(pages, most_pages, most_bytes))
    if len(parts) == 1:
        yield SITEMAP, parts[0]
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    yield SITEMAP, _index(f"{address}/{name}" for name in names)
    yield from zip(names, parts, strict=True)


def _parts(pages: Iterable[Listed], most_pages: int, most_bytes: int) -> Iterator[str]:
    entries: list[str] = []
    entry_of = _Entries()
    room = most_bytes - len(_BEGIN) - len(_END)
    for entry in map(entry_of, pages):
        size = len(entry) if entry.isascii() else len(entry.encode())
        if entries and (len(entries) == most_pages or size > room):
            yield _BEGIN + "".join(entries) + _END
            entries, room = [], most_bytes - len(_BEGIN) - len(_END)
        entries.append(entry)
        room -= size
    yield _BEGIN + "".join(entries) + _END


class _Entries(dict[tuple[tuple[str, str], ...], str]):
    """Entries of pages; the links from one language to the others are written once for all of them."""

    def __call__(self, page: Listed) -> str:
        return f"<url><loc>{_escaped(page.address)}</loc>{self[page.alternates]}</url>\n"

    def __missing__(self, alternates: tuple[tuple[str, str], ...]) -> str:
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{code}" href="{_escaped(href)}"/>'
            for code, href in alternates
        )
        return self.setdefault(alternates, links)


def _escaped(address: str) -> str:
    # Hardly any needs it, and to look costs a tenth of doing it.
    return address if _SPECIAL(address) is None else escape(address, {'"': "&quot;"})


def _index(addresses: Iterable[str]) -> str:
    rows = "".join(f"<sitemap><loc>{_escaped(one)}</loc></sitemap>\n" for one in addresses)
    return f'{_DECLARATION}<sitemapindex xmlns="{_SITEMAPS}">\n{rows}</sitemapindex>\n'
