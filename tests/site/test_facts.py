"""Every fact of the authority's list stands on the built pages, and nothing else passes for one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

import pytest
import yaml
from lxml.html import HtmlElement

from tests.built import TODAY, BuiltSite, text_of
from tests.programs import ROOT
from transparency.checking import load_site
from transparency.languages import Language, load_languages
from transparency.model.dataset import Dataset, is_within
from transparency.model.dates import Period
from transparency.progress.figures import share_of

# Every value stays the string that is written, so that dates and figures are ours to read.
FACTS = yaml.load((ROOT / "tests" / "facts.yml").read_text("utf-8"), Loader=yaml.BaseLoader)
LINES = FACTS["lines"]
LANGUAGES = ("kk", "ky", "ru", "en")
TRANSLATIONS = ROOT / "themes" / "transparency" / "translations"
TELEPHONE = r"\+\d[\d ()-]+"
ARTICLES = sorted((ROOT / "content" / "articles").glob("*.md"))

RECORDS = {
    "observation": lambda data: {one.id: one for one in data.observations},
    "commitment": lambda data: data.commitment,
    "source": lambda data: data.source,
    "meeting": lambda data: data.meeting,
    "programme": lambda data: data.programme,
    "service": lambda data: data.service,
    "organization": lambda data: {one.id: one for one in data.organizations if one.source},
    "person": lambda data: data.person,
    "reply-period": lambda data: {one.id: one for one in data.reply_periods},
    "channel": lambda data: {one.id: one for one in data.site.channels},
    "region": lambda data: {key: one for key, one in data.region.items() if one.source},
}
"""The records of each kind that a line may name, and that each need a line."""

COUNTS = {
    "observations": lambda data, key: _within(data.observations, key),
    "commitments": lambda data, key: _within(data.commitments, key),
    "services": lambda data, key: _within(data.services, key),
    "parts": lambda data, key: data.parts_of(key),
    "oblasts": lambda data, key: [one for one in data.parts_of(key) if one.level == "oblast"],
    "reporting": lambda data, key: [p for p in data.parts_of(key) if _within(data.observations, p.key)],
}
"""What a derived number may count in a region."""


@pytest.fixture(scope="module")
def data() -> Dataset:
    return load_site(ROOT, date.fromisoformat(TODAY)).data


@pytest.fixture(scope="module")
def spoken(data) -> dict[str, Language]:
    return {language.code: language for language in load_languages(data.site, TRANSLATIONS)}


def test_no_line_is_dropped():
    """The lines of each section are as many as its header says, numbered without a gap."""
    counted = Counter(line["id"].rpartition("-")[0] for line in LINES)

    assert {section: int(number) for section, number in FACTS["count"].items()} == counted
    assert [line["id"] for line in LINES] == [
        f"{section}-{number:02d}" for section in FACTS["count"] for number in range(1, counted[section] + 1)
    ]


def test_every_line_stands_on_records(data):
    """Each record that a line names is in the data."""
    _none(
        f"{line['id']}: there is no {kind} {name}"
        for line in LINES
        for kind, name in _records(line)
        if name not in RECORDS[kind](data)
    )


@pytest.mark.parametrize("kind", RECORDS)
def test_every_record_has_a_line(data, kind):
    """No record is published that does not stand on a line of the facts."""
    named = {name for line in LINES for of_kind, name in _records(line) if of_kind == kind}

    _none(sorted(set(RECORDS[kind](data)) - named))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_line_stands_on_its_pages(shipped, spoken, lang):
    """Each page of a line states each of its words in each language."""
    _none(
        f"{line['id']}: /{lang}/{page} does not state: {words}"
        for line in LINES
        for words in _stated(line, spoken[lang])
        for page in line["pages"]
        if words not in _text(shipped, f"{lang}/{page}")
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_line_leads_to_its_source(shipped, data, lang):
    """Each page that states a fact is its source's page or links to it."""
    _none(
        f"{line['id']}: /{lang}/{page} does not link to {source}"
        for line in LINES
        for page in line["pages"]
        if page != (source := f"sources/{_source(line, data)}/")
        and f"/{lang}/{source}" not in _links(shipped, f"{lang}/{page}")
    )


def test_every_line_speaks_every_language():
    """A line states something in each language, and says its fact once."""
    _none(line["id"] for line in LINES for lang in LANGUAGES if not _items(line, lang))
    assert len({line["says"] for line in LINES}) == len(LINES)


def test_every_figure_comes_from_a_line(shipped, spoken, data):
    """Each number in a bar or table is a line's figure, or computed from such figures."""
    names = [*_dates_in_words(spoken["en"]), *_titles_of_sources(data)]

    _none(
        f"/en/{page} shows {number} in: {text[:200]}"
        for page, text in _figures_shown(shipped)
        for number in _numbers(_without(text, names), "en") - _allowed(page)
    )


@pytest.mark.parametrize("derived", FACTS["derived"], ids=lambda derived: derived["says"])
def test_derived_number_is_recomputed(data, derived):
    """A computed number follows from figures that stand in lines, or from counting the records."""
    operation = next(name for name in OPERATIONS if name in derived)

    assert OPERATIONS[operation](derived[operation], data) == Decimal(derived["number"])
    if operation != "count":
        assert set(_terms(derived[operation])) <= _figures()


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.name.removesuffix(".md"))
def test_every_number_of_an_article_is_a_fact(data, article):
    """An article gives no number that its sources' lines do not say, or that is not computed from lines."""
    text, lang = article.read_text("utf-8"), article.name.split(".")[1]
    sources = re.search(r"^Sources: (.*)$", text, re.MULTILINE)[1].split(", ")
    said = [line["says"] for line in LINES if _source(line, data) in sources]
    known = {number for words in said for number in _numbers(re.sub(TELEPHONE, "", words), "en")}

    _none(sorted(_numbers(_prose(text), lang) - known - _derived()))


@pytest.mark.parametrize("forbidden", FACTS["forbidden"], ids=lambda forbidden: forbidden["says"])
def test_no_page_states_what_is_forbidden(shipped, spoken, forbidden):
    """No page in any language shows what the facts rule out."""
    _none(
        f"/{path} shows: {found}"
        for path, page in shipped.pages()
        for found in _offences(page, forbidden, spoken.get(path.partition("/")[0], spoken["en"]))
    )


def _none(problems: Iterable) -> None:
    """Fails with all problems, one a line."""
    found = [str(problem) for problem in problems]
    assert not found, "\n".join(["", *found])


def _terms(numbers: list[str]) -> list[Decimal]:
    return [Decimal(number) for number in numbers]


def _count(counted: dict, data: Dataset) -> int:
    ((kind, key),) = counted.items()
    return len(COUNTS[kind](data, key))


OPERATIONS = {
    "share": lambda terms, _: share_of(*_terms(terms)).percent.number,
    "sum": lambda terms, _: sum(_terms(terms)),
    "difference": lambda terms, _: _terms(terms)[0] - sum(_terms(terms)[1:]),
    "count": _count,
}
"""The arithmetic of a derived number."""


def _records(line: dict) -> Iterator[tuple[str, str]]:
    for record in line["record"]:
        kind, _, name = record.partition(" ")
        yield kind, name


def _source(line: dict, data: Dataset) -> str | None:
    """The source of the first of a line's records that has one; a source is its own."""
    for kind, name in _records(line):
        if kind == "source":
            return name
        if source := getattr(RECORDS[kind](data).get(name), "source", None):
            return source
    return None


def _text(site: BuiltSite, address: str) -> str:
    """The words of a page's main part; none where there is no such page."""
    return _plain(site.text(address)) if f"{address}index.html" in site.paths else ""


def _links(site: BuiltSite, address: str) -> set[str]:
    """Where a page's main part leads."""
    found = site.page(address).cssselect("main a") if f"{address}index.html" in site.paths else ()
    return {link.get("href") for link in found}


def _items(line: dict, lang: str) -> list:
    return [*line["states"].get("all", ()), *line["states"].get(lang, ())]


def _stated(line: dict, language: Language) -> list[str]:
    """What each page of a line must show, in the words of a language."""
    return [_words(item, language) for item in _items(line, language.code)]


def _words(item: str | dict | list, language: Language) -> str:
    if isinstance(item, list):
        return " ".join(_words(part, language) for part in item)
    if isinstance(item, str):
        return _plain(item)
    if "date" in item:
        return _plain(language.period(Period.parse(item["date"])))
    if "plural" in item:
        return _plain(language.say_n(item["message"], item["plural"], int(item["n"])))
    return _plain(language.say(item["message"], **_values(item.get("with", {}), language)))


def _values(values: dict[str, str], language: Language) -> dict[str, str]:
    """The values of a message; a date is said as the language says it."""
    return {
        name: language.period(Period.parse(value)) if re.fullmatch(r"\d{4}(-\d\d)*", value) else value
        for name, value in values.items()
    }


def _plain(text: str) -> str:
    """A text with every run of spaces, the no-break ones too, as one space."""
    return re.sub(r"\s+", " ", text).strip()


def _numbers(text: str, lang: str) -> set[Decimal]:
    """The numbers in a text, by the language's separators of thousands and decimals."""
    group, point = (",", r"\.") if lang == "en" else (" ", ",")
    found = re.findall(rf"\d{{1,3}}(?:{group}\d{{3}})+(?!\d)|\d+(?:{point}\d+)?", _plain(text))
    return {Decimal(number.replace(group, "").replace(",", ".")) for number in found}


def _figures() -> set[Decimal]:
    """The figures of all lines that stand on an observation or a promise; no dates, no percentages."""
    dates = r"\d+(?:–\d+)? (?:January|March|June|October|December)|\b(?:19|20)\d\d\b|[\d.]+ %"
    counting = ("observation", "commitment")
    said = [line["says"] for line in LINES if any(kind in counting for kind, _ in _records(line))]
    return {number for words in said for number in _numbers(re.sub(dates, "", words), "en")}


def _derived(page: str = "") -> set[Decimal]:
    """The computed numbers, with those that hold for one page only."""
    return {Decimal(one["number"]) for one in FACTS["derived"] if page in one.get("pages", [page])}


def _allowed(page: str) -> set[Decimal]:
    """The numbers that a bar or table of a page may show."""
    return _figures() | _derived(page)


def _figures_shown(site: BuiltSite) -> Iterator[tuple[str, str]]:
    """The text of every bar's figure and of every table in English, except what counts the site itself."""
    for path in site.paths:
        page = path.removeprefix("en/").removesuffix("index.html")
        if path.startswith("en/") and page not in FACTS["counts_of_ourselves"]:
            for element in site.page(path).cssselect("main .bar__figure, main table"):
                yield page, _plain(text_of(element))


def _dates_in_words(language: Language) -> list[str]:
    """Every date that a line states, as a table says it; the longest first."""
    items = [item for line in LINES for item in line["states"].get("all", ())]
    parts = [part for item in items for part in (item if isinstance(item, list) else [item])]
    dates = {part["date"] for part in parts if isinstance(part, dict) and "date" in part}
    return sorted((_words({"date": one}, language) for one in dates), key=len, reverse=True)


def _titles_of_sources(data: Dataset) -> list[str]:
    return [_plain(source.title["en"]) for source in data.sources]


def _without(text: str, names: list[str]) -> str:
    """A text without the dates and titles in it, whose numbers are no figures."""
    for name in names:
        text = text.replace(name, "")
    return text


def _within(records: tuple, key: str) -> list:
    return [record for record in records if is_within(record.region, key)]


def _prose(article: str) -> str:
    """An article's title, summary and text, without the keys of its head and the targets of its links."""
    head = re.sub(r"^(Date|Regions|Sources): .*$", "", article, count=3, flags=re.MULTILINE)
    return re.sub(r"\]\([^)]*\)", "]", head)


def _offences(page: HtmlElement, forbidden: dict, language: Language) -> Iterator[str]:
    """What a page shows against a rule: a link it bars, or a text it bars where nothing excuses it."""
    if "selector" in forbidden:
        yield from (element.get("href") for element in page.cssselect(forbidden["selector"]))
        return
    pattern = forbidden.get("pattern") or re.escape(_plain(language.say(forbidden["message"])))
    excuse = _plain(language.say(forbidden["unless"])) if "unless" in forbidden else ""
    for element in page.cssselect(forbidden.get("within", "main")):
        text = _plain(text_of(element))
        if re.search(pattern, text) and not (excuse and excuse in text):
            yield text[:200]
