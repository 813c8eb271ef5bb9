"""What is translated: per language and region, what is shown in another language or out of date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..languages import Words
from ..languages.catalogues import mark
from ..model import addresses
from ..model.dataset import is_within
from ..model.documents import Article
from ..model.text import texts_in
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
    texts = all_texts(edition)
    states = [article_state(article, code) for article in edition.data.articles]
    reviewed = (edition.data.regions, edition.data.organizations, edition.data.persons)
    waiting = sum(1 for records in reviewed for record in records if code in record.review)
    name = next(language.name for language in edition.site.languages if language.code == code)
    numbers = (len(texts), _lacking(texts, code), states.count(MISSING), states.count(OLDER), waiting)
    return (Cell(edition.foreign(name, code)), *(edition.count_cell(number) for number in numbers))


def _lacking(texts: Iterable[Mapping[str, str]], code: str) -> int:
    return sum(1 for text in texts if code not in text)


def all_texts(edition: Edition) -> list:
    """Every text for people in the data."""
    data = edition.data
    groups = (
        *((data.site,), data.regions, data.units, data.indicators, data.observations, data.commitments),
        *(data.organizations, data.persons, data.sources, data.meetings, data.programmes),
        *(data.services, data.reply_periods, data.terms),
    )
    return [text for group in groups for record in group for _, text in texts_in(record)]


# --- by region ---


def _by_region(edition: Edition) -> Table:
    """The countries and their parts: how many texts of each are shown in another language."""
    data = edition.data
    keys = [one.key for country in data.countries() for one in (country, *data.parts_of(country.key))]
    texts = {key: _texts_of(edition, key) for key in keys}
    rows = tuple(
        (
            Cell(edition.region_link(key)),
            edition.count_cell(len(found)),
            *(edition.count_cell(_lacking(found, code)) for code in _codes(edition)),
        )
        for key, found in texts.items()
    )
    head = (
        Cell(edition.say("Place")),
        Cell(edition.say("Texts of the data"), numeric=True),
        *_language_cells(edition),
    )
    return Table(edition.say("How many texts of each region are shown in another language"), head, rows)


def _texts_of(edition: Edition, key: str) -> list:
    """The texts of a region's records; a part of a country with all below it, a country with its own only."""
    data = edition.data
    whole = "/" in key
    records = [one for one in data.regions if _belongs(one.key, key, whole)]
    for group in (data.commitments, data.observations, data.organizations, data.meetings, data.services):
        records += [one for one in group if _belongs(one.region, key, whole)]
    return [text for record in records for _, text in texts_in(record)]


def _belongs(region: str, key: str, whole: bool) -> bool:
    return is_within(region, key) if whole else region == key


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
