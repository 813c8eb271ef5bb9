"""Articles, and the site's own texts: Markdown made safe, links led to the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterator

import nh3
from markupsafe import Markup

from ..languages import Words
from ..model import addresses
from ..model.dataset import Dataset
from ..model.documents import Article, ArticleText
from .edition import Edition
from .frames import crumbs_to, make_page
from .page import Page
from .parts import article_items, fact, nothing_here, section, sections, source_items
from .prose_tables import with_heads
from .sheets import Sheet, one_each, single
from .views import Content, Facts, Item, Items, Prose, Section

ALLOWED_TAGS = {
    *("p", "h2", "h3", "h4", "ul", "ol", "li", "a", "em", "strong", "blockquote", "code", "pre"),
    *("table", "thead", "tbody", "tr", "th", "td", "hr", "br", "dl", "dt", "dd", "sup", "sub"),
}
ALLOWED_ATTRIBUTES = {"a": {"href"}}

_HREF = re.compile(r'href="(region|commitment|source|article|indicator|organization|programme|page):([^"]*)"')


def sheets(data: Dataset) -> Iterator[Sheet]:
    yield single("articles", _list_page)
    yield from one_each("article", data.article, _article_page)


def prose(edition: Edition, article: Article) -> Prose:
    """An article's body in the reader's language, or in the one shown instead, marked as such."""
    text = text_shown(edition, article)
    foreign = text.lang != edition.language.code
    html = Markup(with_heads(safe_html(edition, edition.site.html_of(text.body)), text.title))
    return Prose(html, text.lang if foreign else None, _remark(edition, article, text))


def _remark(edition: Edition, article: Article, text: ArticleText) -> str:
    """What a reader must know of the text: that it is another language's, or older than another one."""
    if text.lang != edition.language.code:
        return edition.say("This text has not been translated into this language yet.")
    newer = article.newer_than(text)
    if not newer:
        return ""
    names = (one.name for one in edition.site.languages if one.code in {other.lang for other in newer})
    return edition.say(
        "This translation is older than the text in: %(languages)s.", languages=", ".join(names)
    )


def text_shown(edition: Edition, article: Article) -> ArticleText:
    by_language = {text.lang: text for text in article.texts}
    if edition.language.code in by_language:
        return by_language[edition.language.code]
    return by_language[edition.language.shown_instead(by_language)]


def safe_html(edition: Edition, html: str) -> Markup:
    """HTML with only the tags an article needs; links by our own schemes lead to this edition's pages."""
    linked = _HREF.sub(lambda match: f'href="{_target(edition, match[1], match[2])}"', html)
    cleaned = nh3.clean(
        linked,
        tags=ALLOWED_TAGS,
        attributes=ALLOWED_ATTRIBUTES,
        url_schemes={"https"},
        link_rel="noopener noreferrer",
    )
    return Markup(cleaned.replace(' rel="noopener noreferrer"', ""))


def _target(edition: Edition, kind: str, key: str) -> str:
    if kind == "organization":
        return edition.organization_link(key).href
    if kind == "page":
        return edition.href(key)
    paths = {
        "region": addresses.region,
        "commitment": addresses.commitment,
        "source": addresses.source,
        "article": addresses.article,
        "indicator": addresses.indicator,
        "programme": addresses.programme,
    }
    return edition.href(paths[kind](key))


def _list_page(edition: Edition) -> Page:
    articles = sorted(edition.data.articles, key=lambda a: (a.date.text, a.slug), reverse=True)
    listed = article_items(edition, articles)
    if listed is None:
        listed = nothing_here(edition, edition.say("No article has been written yet."))
    content = Content(
        heading=Words(edition.say("Articles")),
        state=edition.say("What the documents say, in plain words."),
        main=sections(section("all", edition.say("All articles"), listed)),
    )
    return make_page(edition, addresses.ARTICLES, content, crumbs=crumbs_to(edition))


def _article_page(edition: Edition, slug: str) -> Page:
    article = edition.data.article[slug]
    text = text_shown(edition, article)
    content = Content(
        heading=edition.foreign(text.title, text.lang),
        kicker=edition.say("Article"),
        state=edition.foreign(text.summary, text.lang),
        main=(
            Section("text", "", (prose(edition, article),)),
            *sections(section("sources", edition.say("Sources"), source_items(edition, article.sources))),
        ),
        aside=sections(_regions(edition, article), _dated(edition, article)),
    )
    crumbs = crumbs_to(edition, edition.link(edition.say("Articles"), addresses.ARTICLES))
    written = [one.lang for one in article.texts]
    path = addresses.article(article.slug)
    return make_page(edition, path, content, crumbs=crumbs, written_in=written)


def _regions(edition: Edition, article: Article) -> Section | None:
    items = tuple(Item(edition.region_link(key)) for key in article.regions)
    return section("regions", edition.say("Regions"), Items(items) if items else None)


def _dated(edition: Edition, article: Article) -> Section:
    return section(
        "written", edition.say("Written on"), Facts((fact(edition.say("Date"), edition.date(article.date)),))
    )
