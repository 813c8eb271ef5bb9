"""How each language counts, dates, sorts and falls back."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.built import TODAY
from tests.programs import ROOT
from transparency.checking import load_site
from transparency.languages import load_languages
from transparency.languages.alphabets import sort_key
from transparency.model.dates import Period
from transparency.model.text import Counted, Text
from transparency.progress.figures import percent_of

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture(scope="module")
def languages():
    site = load_site(ROOT, date.fromisoformat(TODAY)).data.site
    return {one.code: one for one in load_languages(site, ROOT / "themes/transparency/translations")}


@pytest.mark.parametrize(
    ("lang", "written"),
    [("kk", f"1{NBSP}234,5"), ("ky", f"1{NBSP}234,5"), ("ru", f"1{NBSP}234,5"), ("en", "1,234.5")],
)
def test_numbers_have_the_separators_of_the_language(languages, lang, written):
    """A decimal comma and no-break groups in kk, ky and ru; a point and commas in English."""
    assert languages[lang].number(Decimal("1234.5")) == written


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("kk", ("2019 жылғы 25 наурыз", "2019 жылғы наурыз", "2019 жыл")),
        ("ky", ("2019-жылдын 25-марты", "2019-жылдын марты", "2019-жыл")),
        ("ru", ("25 марта 2019 года", "март 2019 года", "2019 год")),
        ("en", ("25 March 2019", "March 2019", "the year 2019")),
    ],
)
def test_dates_read_as_people_write_them(languages, lang, words):
    """A day, a month and a year are each said as precisely as the source allows, and no more."""
    periods = ("2019-03-25", "2019-03", "2019")

    assert tuple(languages[lang].period(Period.parse(text)) for text in periods) == words


@pytest.mark.parametrize("lang", ["kk", "ky", "ru", "en"])
def test_every_month_has_its_own_words(languages, lang):
    """No two days of different months read alike."""
    assert len({languages[lang].day(date(2024, month, 5)) for month in range(1, 13)}) == 12


@pytest.mark.parametrize(
    ("number", "noun"),
    [(0, "школ"), (1, "школа"), (2, "школы"), (5, "школ"), (11, "школ"), (21, "школа"), (101, "школа")],
)
def test_a_russian_noun_follows_its_number(languages, number, noun):
    """Russian has three forms beside whole numbers."""
    forms = Counted(
        {"ru": {"one": "школа", "few": "школы", "many": "школ", "other": "школы"}, "ky": "мектеп"}
    )

    assert str(languages["ru"].noun(forms, Decimal(number))) == noun
    assert str(languages["ky"].noun(forms, Decimal(number))) == "мектеп"


def test_a_percentage_never_lies_by_rounding(languages):
    """What would round to 0 % or 100 % says "under" or "over" instead."""
    english = languages["en"]

    assert english.percent(percent_of(Fraction(1, 4000))) == f"under 0.1{NBSP}%"
    assert english.percent(percent_of(Fraction(3999, 4000))) == f"over 99.9{NBSP}%"
    assert english.percent(percent_of(Fraction(1))) == f"100{NBSP}%"
    assert english.percent(percent_of(Fraction(0))) == f"0{NBSP}%"


@pytest.mark.parametrize(
    ("lang", "ordered"),
    [
        ("kk", "Абай Әулие Баян Ғабит Дала Жаңа Қала Лау Нұра Өзен Тас Ұзын Үшарал Хан Һиндустан Ыбырай Іле"),
        ("ky", "Айыл Бел Жаңы Кара Наукат Оош Өзгөн Талас Узун Үч Чүй Ысык"),
        ("ru", "Абай Ёлка Жар Йод Орёл Эхо Юг Яр"),
    ],
)
def test_names_sort_by_the_alphabet_of_the_language(lang, ordered):
    """Ә Ғ Қ Ң Ө Ұ Ү Һ І stand where the language's alphabet has them."""
    names = ordered.split()
    shuffled = random.Random(7).sample(names, len(names))

    assert sorted(shuffled, key=lambda name: sort_key(name, lang)) == names


@pytest.mark.parametrize(("lang", "shown"), [("kk", "ru"), ("ky", "ru"), ("ru", "en"), ("en", "ru")])
def test_a_missing_text_falls_back_and_is_marked(languages, lang, shown):
    """A text that a language lacks is shown in the next one of its chain, marked with that language."""
    text = Text({code: code for code in ("kk", "ky", "ru", "en") if code != lang})

    words = languages[lang].text(text)

    assert (words.text, words.lang) == (shown, shown)
    assert f'lang="{shown}"' in words.__html__()
