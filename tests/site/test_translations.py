"""The report of translations, and what a reader of a translation is told."""

from __future__ import annotations

from tests.built import text_of

REPORT = "about/translations/"


def rows_of(site, path: str, section: str) -> dict[str, list[str]]:
    """The rows of a section's table by the words of their first cell."""
    rows = site.page(path).xpath(f"//section[@aria-labelledby='{section}']//tbody/tr")
    return {text_of(row[0]): [text_of(cell) for cell in row[1:]] for row in rows}


def test_each_article_says_how_it_stands_in_each_language(demo):
    """An article is up to date, older than another language, or not translated; the report says which."""
    rows = rows_of(demo, f"en/{REPORT}", "articles")
    older = "older than another language"

    assert rows["How the wires reached the schools"] == ["up to date", older, older, older]
    assert rows["The Museum of Dreams opens"] == ["not translated"] * 3 + ["up to date"]


def test_the_languages_sum_up_their_articles(demo):
    """The table by language counts the articles that are not translated or out of date."""
    rows = rows_of(demo, f"ru/{REPORT}", "languages")

    assert rows["Кыргызча"][2:4] == ["2", "1"]
    assert rows["Қазақша"][2:4] == ["1", "0"]


def test_each_region_says_how_many_of_its_texts_are_shown_in_another_language(small):
    """A region's row counts the texts that each language lacks; the languages head the columns."""
    page = small.page(f"en/{REPORT}")
    heads = page.xpath("//section[@aria-labelledby='regions']//thead//th")
    rows = rows_of(small, f"en/{REPORT}", "regions")
    lacking = [[int(number) for number in row[1:]] for row in rows.values()]

    assert [text_of(head) for head in heads[2:]] == ["English", "Русский", "Кыргызча"]
    assert len(rows) == 3
    assert sum(english for english, _, _ in lacking) < sum(kyrgyz for *_, kyrgyz in lacking)


def test_a_reader_of_an_older_translation_is_told(demo):
    """The page of an outdated translation names the languages that are newer; the newest one says nothing."""
    assert "Қазақша" in text_of(demo.page("ru/articles/school-wires/").cssselect("p.notice")[0])
    assert demo.page("kk/articles/school-wires/").cssselect("p.notice") == []


def test_every_text_in_fallback_is_marked_with_its_language(demo, small):
    """A title, a summary and a body shown in another language each carry that language's code."""
    for site in (demo, small):
        for path, page in site.pages():
            for prose in page.cssselect("main .prose"):
                lang = path.split("/")[0]
                heading = page.find(".//main//h1").find("span")
                assert (prose.get("lang") or lang) == (lang if heading is None else heading.get("lang")), path
                if prose.get("lang"):
                    assert page.cssselect("p.notice"), path
