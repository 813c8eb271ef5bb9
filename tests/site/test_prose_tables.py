"""Tables in articles: what Markdown makes of them gets a caption, heads and a box that scrolls."""

from __future__ import annotations

import markdown
from lxml import html

from tests.accessibility.rules import heads_tables
from transparency.pages.prose_tables import with_heads

ROWS = "| Айыл | Мектеп |\n|---|---|\n| Катран | 2 |\n| Кара-Булак | 3 |\n"


def headed(text: str):
    source = with_heads(markdown.markdown(text, extensions=["tables"]), 'Эки "айыл"')
    return html.fromstring(f"<main>{source}</main>")


def test_a_table_of_an_article_obeys_the_rule_for_tables():
    """The paragraph before a table becomes its caption; its first row and column become heads."""
    page = headed(f"Мектептер айылдар боюнча\n\n{ROWS}")

    assert list(heads_tables(page, "ky")) == []
    assert page.findtext(".//caption") == "Мектептер айылдар боюнча"
    assert [head.text for head in page.iter("th")] == ["Айыл", "Мектеп", "Катран", "Кара-Булак"]
    assert not page.xpath("//p")


def test_a_table_without_words_before_it_is_named_by_the_article():
    """Where no plain paragraph stands before it, the article's title names the table; other text stays."""
    page = headed(f"## Айылдар\n\n*Эскертүү*\n\n{ROWS}")

    assert list(heads_tables(page, "ky")) == []
    assert page.findtext(".//caption") == 'Эки "айыл"'
    assert page.find(".//em") is not None
