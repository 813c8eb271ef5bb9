"""What is translated: per language and region, what is shown in another language or out of date."""

from __future__ import annotations

from collections.abc import Iterator

from ..languages import Words
from ..languages.catalogues import mark
from ..model import addresses
from ..model.documents import Article
from .edition import Edition
from .frames import crumbs_to, make_page
from .page import Page
from .parts import article_item, section, sections
from .views import Cell, Content, Paragraphs, Section, Table

UP_TO_DATE, OLDER, MISSING = mark("up to date"), mark("older than another language"), mark("not translated")


def page(edition: Edition) -> Page:
    say = edition.say
    content = Content(
        heading=Words(say("Translations")),
        state=say(
            "What is translated, what is shown in another language, and what waits for a native reader."
        ),
        main=sections(
            section("languages", say("By language"), _by_language(edition)),
            section("regions", say("By region"), _by_region(edition)),
            _by_article(edition),
        ),
    )
    about = edition.link(say("About this site"), addresses.ABOUT)
    return make_page(edition, addresses.TRANSLATIONS, content, crumbs=crumbs_to(edition, about))


def _codes(edition: Edition) -> Iterator[str]:
    return (language.code for language in edition.site.languages)


def _language_cells(edition: Edition) -> Iterator[Cell]:
    return (
        Cell(edition.foreign(language.name, language.code), numeric=True)
        for language in edition.site.languages
    )


# --- by language ---


def _by_language(edition: Edition) -> Table:
    say = edition.say
    heads = (
        mark("Texts of the data"),
        mark("shown in another language"),
        mark("Articles not translated"),
        mark("Articles out of date"),
        mark("Names waiting for review"),
    )
    head = (Cell(say("Language")), *(Cell(say(one), numeric=True) for one in heads))
    rows = tuple(_language_row(edition, code) for code in _codes(edition))
    return Table(say("What each language holds"), head, rows)


def _language_row(edition: Edition, code: str) -> tuple[Cell, ...]:
    tally = edition.state.tally
    states = [article_state(article, code) for article in edition.data.articles]
    name = next(language.name for language in edition.site.languages if language.code == code)
    texts, waiting = (tally("texts:"), tally(f"lacking-{code}:")), tally(f"waiting:{code}")
    numbers = (*texts, states.count(MISSING), states.count(OLDER), waiting)
    return (Cell(edition.foreign(name, code)), *(edition.count_cell(number) for number in numbers))


# --- by region ---


def _by_region(edition: Edition) -> Table:
    """The countries and their parts: how many texts of each are shown in another language."""
    data = edition.data
    keys = [one.key for country in data.countries() for one in (country, *data.parts_of(country.key))]
    kinds = ("texts", *(f"lacking-{code}" for code in _codes(edition)))
    rows = tuple(
        (Cell(edition.region_link(key)), *(edition.count_cell(_tally(edition, kind, key)) for kind in kinds))
        for key in keys
    )
    head = (
        Cell(edition.say("Place")),
        Cell(edition.say("Texts of the data"), numeric=True),
        *_language_cells(edition),
    )
    return Table(edition.say("How many texts of each region are shown in another language"), head, rows)


def _tally(edition: Edition, kind: str, key: str) -> int:
    """A count of a part of a country with all below it, of a country by itself."""
    state = edition.state
    return state.tally_within(kind, key) if "/" in key else state.tally(f"{kind}:{key}")


# --- by article ---


def _by_article(edition: Edition) -> Section | None:
    articles = sorted(edition.data.articles, key=lambda one: (one.date.text, one.slug), reverse=True)
    if not articles:
        return None
    rows = tuple(
        (
            Cell(article_item(edition, article).link),
            *(Cell(edition.say(article_state(article, code))) for code in _codes(edition)),
        )
        for article in articles
    )
    heads = (Cell(cell.value) for cell in _language_cells(edition))
    caption = edition.say("Each article in each language")
    explained = edition.say(
        "A translation is out of date when the article's text in another language was changed after it."
    )
    table = Table(caption, (Cell(edition.say("Article")), *heads), rows)
    return section("articles", edition.say("Articles"), table, Paragraphs((explained,)))


def article_state(article: Article, code: str) -> str:
    """The message that says how an article stands in a language."""
    text = next((one for one in article.texts if one.lang == code), None)
    if text is None:
        return MISSING
    return OLDER if article.newer_than(text) else UP_TO_DATE
