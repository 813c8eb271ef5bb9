"""Lists over 100 rows: divided by region, then by letter, then by year, at addresses that stay."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from urllib.parse import urldefrag

import pytest

from tests.accessibility.hard_cases import PROMISES, REGION
from tests.built import INVENTED_TODAY
from tests.programs import ROOT
from transparency.checking import load_site
from transparency.languages import Words, load_languages
from transparency.pages.dividing import MOST_ROWS, Part, Row, divide

ROWS = ".promises > li, .items > li, .names > li, main tbody tr, .facts > dt"
FOLDER = f"regions/{REGION}/"


@pytest.fixture(scope="module")
def kazakh():
    site = load_site(ROOT / "tests/sites/demo", date.fromisoformat(INVENTED_TODAY)).data.site
    return next(
        one for one in load_languages(site, ROOT / "themes/transparency/translations") if one.code == "kk"
    )


def rows(names, region=None, words="") -> tuple[Row, ...]:
    return tuple(Row(name, name, region, f"{name} {words}") for name in names)


def divided(rows, kazakh) -> Part:
    return divide(Part("list/", Words("all"), rows), kazakh, Words)


def leaves(part: Part):
    if part.parts:
        for smaller in part.parts:
            yield from leaves(smaller)
    else:
        yield part


@pytest.mark.parametrize("lang", ["kk", "en"])
def test_every_promise_of_a_crowded_region_stands_on_one_of_its_pages(hard, lang):
    """The parts of a list hold every row, and each only once."""
    found = Counter(
        link.get("href")
        for path in hard.paths
        if path.startswith(f"{lang}/{FOLDER}list--promises/")
        for link in hard.page(path).cssselect(".promises h3 a")
    )
    assert {href for href in found if "/hard-" in href} == {
        f"/{lang}/commitments/hard-{number}/" for number in range(PROMISES)
    }
    assert set(found.values()) == {1}


def test_the_first_part_carries_the_totals(hard):
    """The region's own page counts its promises by status and leads to every part with its number."""
    page = hard.page(f"ky/{FOLDER}")
    counted = sum(int(number.text) for number in page.cssselect(".tally b"))
    listed = [link for link in page.cssselect(".items a") if "/list--promises/" in link.get("href")]
    numbers = [re.search(r"\d+", link.getnext().text) for link in listed]

    of_places_below = len(page.cssselect(".promises > li"))

    assert len(listed) > 10
    assert sum(int(number[0]) for number in numbers) + of_places_below == counted > PROMISES


def test_no_page_shows_more_rows_than_it_may(hard):
    """However much is reported, no page of lists is longer than an old phone bears."""
    long = {path: n for path, page in hard.pages() if (n := len(page.cssselect(ROWS))) > MOST_ROWS}
    crowded = {path: n for path, page in hard.pages() if (n := len(page.cssselect(".bar"))) > MOST_ROWS // 4}

    assert (long, crowded) == ({}, {})


def test_every_way_into_a_part_leads_somewhere(hard):
    """Links to parts, from parts, and to the same part in other languages lead to pages that exist."""
    dead = {
        link.get("href")
        for path, page in hard.pages()
        if "list--" in path or path.endswith(f"{FOLDER}index.html")
        for link in page.cssselect("a[href^='/']")
        if not (hard.folder / urldefrag(link.get("href"))[0].lstrip("/") / "index.html").is_file()
    }
    assert dead == set()


def test_a_letter_leads_to_the_whole_list_in_other_languages(hard):
    """Other languages have other letters: the switcher leads from a letter to the page it belongs to."""
    page = hard.page(f"ky/{FOLDER}list--promises/u0430/")
    hrefs = {link.get("hreflang"): link.get("href") for link in page.cssselect(".langs a")}

    assert hrefs["ky"].endswith("list--promises/u0430/")
    assert hrefs["en"] == f"/en/{FOLDER}"


def test_short_lists_stay(demo):
    """No page of a site whose lists are short is divided."""
    assert [path for path in demo.paths if "list--" in path] == []


def test_a_list_is_divided_by_region_first(kazakh):
    """Rows of several regions are divided by region; what is above them stands for itself."""
    names = [f"Ауыл {number}" for number in range(90)]
    whole = divided(rows(names, "kg/batken") + rows(names, "kg/osh/alay") + rows(names, "kz"), kazakh)
    assert [(part.path, part.count) for part in leaves(whole)] == [
        ("list/kg/batken/", 90), ("list/kg/osh/", 90), ("list/kz/", 90),
    ]  # fmt: skip


def test_a_region_is_divided_by_the_letters_of_the_alphabet(kazakh):
    """Within one region rows are divided by letter, in the order of the reader's alphabet."""
    names = [f"{letter}ауыл {number}" for letter in "қабәғ" for number in range(40)]
    whole = divided(rows(names, "kg/batken"), kazakh)

    assert [(str(part.title), part.path) for part in whole.parts] == [
        ("А", "list/u0430/"), ("Ә", "list/u04d9/"), ("Б", "list/u0431/"),
        ("Ғ", "list/u0493/"), ("Қ", "list/u049b/"),
    ]  # fmt: skip
    assert all(part.lettered for part in whole.parts)


def test_dates_are_divided_by_year_newest_first(kazakh):
    """Rows that are named by their days are divided by year."""
    days = [f"2{year:03d} жылғы {day} наурыз" for year in (19, 24, 21) for day in range(1, 60)]

    assert [part.path for part in divided(rows(days), kazakh).parts] == [
        "list/2024/",
        "list/2021/",
        "list/2019/",
    ]


def test_rows_that_nothing_tells_apart_are_divided_by_hundreds(kazakh):
    """Rows without region, letter or year are divided in their own order."""
    whole = divided(rows([f"{number}" for number in range(250)]), kazakh)

    assert [(part.path, str(part.title), part.count) for part in whole.parts] == [
        ("list/1/", "1–100", 100), ("list/2/", "101–200", 100), ("list/3/", "201–250", 50),
    ]  # fmt: skip


def test_an_address_stays_when_rows_come(kazakh):
    """A new row changes no address of a part that was there before."""
    names = [f"{letter}ауыл {number}" for letter in "абвг" for number in range(60)]
    before = {row.name: part.path for part in leaves(divided(rows(names), kazakh)) for row in part.rows}
    after = {
        row.name: part.path for part in leaves(divided(rows(["Дала", *names]), kazakh)) for row in part.rows
    }

    assert {name: after[name] for name in before} == before
