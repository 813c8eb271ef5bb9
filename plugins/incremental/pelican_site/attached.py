"""Files that an article attaches (`{attach}`) get their places before anything is written.

Pelican moves such a file when the article is first rendered; an article that is spared would leave it
behind. So all are moved first, in the order in which Pelican would write the articles and pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from pelican.contents import Content
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator

ARTICLES = ("translations", "articles", "hidden_translations", "hidden_articles")
DRAFTS = ("drafts_translations", "drafts")
PAGES = (
    *("translations", "pages", "hidden_translations", "hidden_pages"),
    *("draft_translations", "draft_pages"),
)


def attach_all(generators: Iterable[Generator]) -> None:
    """Move every attached file to the article or page that attaches it."""
    for content in chain.from_iterable(map(_contents, generators)):
        _attach(content)


def _contents(generator: Generator) -> Iterator[Content]:
    lists: tuple[str, ...] = ()
    if isinstance(generator, ArticlesGenerator):
        lists = ARTICLES + DRAFTS
    elif isinstance(generator, PagesGenerator):
        lists = PAGES
    return chain.from_iterable(getattr(generator, name) for name in lists)


def _attach(content: Content) -> None:
    for link in content._get_intrasite_link_regex().finditer(content._content or ""):
        if link.group("what") == "attach":
            content._link_replacer(content.get_siteurl(), link)
