"""Against CLDR: numbers, plurals, months and names are as it has them, but for the differences listed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from babel import Locale
from babel.dates import format_date, format_skeleton, get_month_names
from babel.numbers import format_decimal, format_percent

from tests.built import TODAY
from tests.programs import ROOT
from transparency.checking import load_site
from transparency.languages import load_languages
from transparency.languages.alphabets import sort_key
from transparency.model.dates import Period
from transparency.model.text import Counted
from transparency.progress.figures import Percent

NBSP = "\N{NO-BREAK SPACE}"
CODES = ("kk", "ky", "ru", "en")
DAY = date(2019, 3, 25)

DIFFERENCES = {
    ("kk", "day"): (
        "2019 жылғы 25 наурыз",
        "CLDR abbreviates the year (ж.); it is read aloud here",
    ),
    ("kk", "month"): ("2019 жылғы наурыз", "as above"),
    ("ky", "day"): (
        "2019-жылдын 25-марты",
        "CLDR's «2019-ж., 25-март» is for tables, not sentences",
    ),
    ("ky", "month"): ("2019-жылдын марты", "as above"),
    ("ru", "day"): ("25 марта 2019 года", "CLDR abbreviates the year (г.); it is read aloud here"),
    ("ru", "month"): ("март 2019 года", "as above"),
    ("kk", "percent"): (f"59,4{NBSP}%", "one form in all four languages, so that figures can be compared"),
    ("ky", "percent"): (f"59,4{NBSP}%", "as above"),
    ("en", "percent"): (f"59.4{NBSP}%", "as above"),
    ("ru", "KG"): ("Кыргызстан", "CLDR's «Киргизия» is not the country's own name for itself in Russian"),
}
"""Where we differ from CLDR: what we write, and why. Everything else is as CLDR has it."""


@pytest.fixture(scope="module")
def site():
    return load_site(ROOT, date.fromisoformat(TODAY)).data


@pytest.fixture(scope="module")
def languages(site):
    return {one.code: one for one in load_languages(site.site, ROOT / "themes/transparency/translations")}


def cldr(code: str) -> Locale:
    return Locale.parse("en_GB" if code == "en" else code)


def theirs(code: str) -> dict[str, str]:
    """What CLDR writes."""
    locale = cldr(code)
    return {
        "day": format_date(DAY, "long", locale=locale),
        "month": format_skeleton("yMMMM", DAY, locale=locale),
        "percent": format_percent(Decimal("0.594"), locale=locale, decimal_quantization=False),
        "KG": locale.territories["KG"],
        "KZ": locale.territories["KZ"],
    }


def ours(code: str, languages, site) -> dict[str, str]:
    language = languages[code]
    return {
        "day": language.day(DAY),
        "month": language.period(Period.parse("2019-03")),
        "percent": language.percent(Percent(Decimal("59.4"), "")),
        "KG": str(language.text(site.region["kg"].name)),
        "KZ": str(language.text(site.region["kz"].name)),
    }


@pytest.mark.parametrize("code", CODES)
def test_we_write_as_cldr_but_for_the_listed_differences(code, languages, site):
    """A day, a month, a percentage and both countries' names are CLDR's, or stand on the list."""
    differing = {
        (code, what): written
        for what, written in ours(code, languages, site).items()
        if written != theirs(code)[what]
    }

    assert differing == {key: words for key, (words, _) in DIFFERENCES.items() if key[0] == code}


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("number", ["0", "0.5", "7", "1000", "1234.5", "123456789.25", "-3", "10000000"])
def test_numbers_are_those_of_cldr(languages, code, number):
    """Every digit is kept; the separators are CLDR's; groups are held together by a no-break space."""
    expected = format_decimal(Decimal(number), locale=cldr(code), decimal_quantization=False)

    assert languages[code].number(Decimal(number)) == expected.replace("\N{NARROW NO-BREAK SPACE}", NBSP)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("month", range(1, 13))
def test_months_are_those_of_cldr(languages, code, month):
    """In every date stands CLDR's name of the month; Kyrgyz adds only its possessive ending."""
    name = get_month_names("wide", locale=cldr(code))[month].casefold()
    said = languages[code].day(date(2024, month, 5)).casefold()

    assert (name if code != "ky" else name.removesuffix("ь")) in said


FORMS = {"one": "one", "few": "few", "many": "many", "other": "other"}


@pytest.mark.parametrize("code", ["ru", "en"])
@pytest.mark.parametrize("number", ["0", "1", "2", "5", "11", "21", "22", "101", "111", "1.5"])
def test_nouns_follow_the_plural_rules_of_cldr(languages, code, number):
    """The form of a noun beside a number is the one of CLDR's plural rule."""
    form = str(languages[code].noun(Counted({code: FORMS}), Decimal(number)))

    assert form == cldr(code).plural_form(Decimal(number))


def test_nouns_stay_singular_in_kazakh_and_kyrgyz(site):
    """No unit of the site has plural forms in Kazakh or Kyrgyz: a noun stays singular after a numeral."""
    assert all(isinstance(unit.counted[code], str) for unit in site.units for code in ("kk", "ky"))


BETWEEN = {
    "kk": ("аәб", "гғд", "кқл", "нңо", "оөп", "уұү", "ұүф", "хһц", "ыіь"),
    "ky": ("нңо", "оөп", "уүф"),
}  # fmt: skip


@pytest.mark.parametrize(("code", "letters"), [(code, one) for code, all in BETWEEN.items() for one in all])
@pytest.mark.parametrize("large", [str.lower, str.upper])
def test_a_letter_of_its_own_sorts_between_its_neighbours(code, letters, large):
    """Ә Ғ Қ Ң Ө Ұ Ү Һ І stand between the alphabet's neighbours of theirs, whatever their case."""
    before, own, after = (f"{large(letter)}а" for letter in letters)

    assert sorted([after, own, before], key=lambda name: sort_key(name, code)) == [before, own, after]
    assert sort_key(f"{before}яя", code) < sort_key(own, code) < sort_key(after, code)


@pytest.mark.parametrize("code", CODES)
def test_pages_list_names_in_the_order_of_the_alphabet(shipped, code):
    """On the page of all names the letters and the names below them stand in the language's own order."""
    page = shipped.page(f"{code}/search/")
    names = [link.text_content() for link in page.cssselect("main .items a")]

    assert len(names) > 60
    assert names == sorted(names, key=lambda name: sort_key(name, code))
