"""Our own rules for what no tool finds: they hold on every page, and each finds the fault it is for."""

from __future__ import annotations

import re

import pytest
from lxml import html

from tests.accessibility import rules
from tests.accessibility.letters import COMMON, foreign_words

FAULTS = {
    "names_its_languages": (
        ("the language of a country", 'lang="ky"', 'lang="kg"'),
        ("the page in another language than its folder", '<html lang="ky"', '<html lang="kk"'),
        ("a switcher's entry of another language", 'lang="kk" hreflang="kk"', 'lang="ru" hreflang="kk"'),
    ),
    "marks_foreign_words": (
        ("an unmarked Russian sentence", "</main>", "<p>Это не переведено на язык страницы</p></main>"),
        ("an unmarked Kazakh sentence", "</main>", "<p>Бұл мәтін әлі аударылмаған және күтуде</p></main>"),
        ("an unmarked English label", 'class="langs"', 'class="langs" aria-label="List of the languages"'),
    ),
    "says_each_bar": (
        ("a bar without its sentence", 'class="bar__said"', 'class="bar__gone"'),
        ("a bar drawn longer than said", 'class="d" width="59.4%"', 'class="d" width="69.4%"'),
        ("nothing reported, drawn as something", 'class="e"', 'class="d"'),
    ),
    "silences_drawings": (
        ("a drawing that speaks", 'aria-hidden="true" focusable="false"><rect', 'focusable="false"><rect'),
        ("a chart without its table", "</main>", '<svg role="img" aria-label="85 / 143"></svg></main>'),
    ),
    "says_each_status": (
        ("a status by colour alone", "tag--dots tag--late", "tag--late"),
        ("a status without a word", r"(?s)(<span class=\"tag[^>]*>).*?</span>", r"\1</span>"),
    ),
    "heads_tables": (
        ("a table without a caption", r"<caption>.*?</caption>", ""),
        ("a head without a scope", ' scope="col"', ""),
        ("a row without a head", r'<th scope="row">(.*?)</th>', r"<td>\1</td>"),
        ("a table that scrolls by mouse only", ' tabindex="0"', ""),
    ),
    "leads_through_the_page": (
        ("two navigations of one name", r'<nav aria-label="[^"]*"', '<nav aria-label="Тил"'),
        ("no skip link", 'class="skip" href="#main"', 'class="skip" href="#gone"'),
        ("an empty heading", "</main>", "<h2></h2></main>"),
    ),
    "names_links": (
        ("a link that says only here", "</main>", '<a href="/ky/">бул жерде</a></main>'),
        ("a file of unknown size", "</main>", '<a href="/data/all.csv">CSV</a></main>'),
        ("a new window", "</main>", '<a href="/ky/" target="_blank">Ачык аймак</a></main>'),
    ),
    "lets_readers_be": (
        ("zooming forbidden", "width=device-width", "width=device-width, user-scalable=no"),
        ("another order of focus", "</main>", '<p tabindex="3">1</p></main>'),
        ("a page that goes away", "</head>", '<meta http-equiv="refresh" content="9"></head>'),
    ),
    "labels_controls": (
        ("a control without a label", "</main>", '<input name="q"></main>'),
        (
            "a control that asks for what the browser knows",
            "</main>",
            '<label for="e">E</label><input id="e" type="email"></main>',
        ),
    ),
}  # fmt: skip
"""For each rule: a fault, a pattern in Batken's page in Kyrgyz, and what stands in its place."""

PLANTED = [(rule, *fault) for rule, faults in FAULTS.items() for fault in faults]


@pytest.fixture(params=["shipped", "small", "demo", "bare"])
def site(request):
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def batken(shipped) -> str:
    return (shipped.folder / "ky/regions/kg/batken/index.html").read_text("utf-8")


def test_every_page_obeys_every_rule(site):
    """No rule has a complaint about any page."""
    assert [one for path, page in site.pages() for one in rules.complaints(page, path)][:20] == []


@pytest.mark.parametrize(("rule", "fault", "pattern", "planted"), PLANTED, ids=lambda value: str(value)[:40])
def test_each_rule_finds_its_fault(batken, rule, fault, pattern, planted):
    """Planted into a page without complaints, each fault is found by the rule it belongs to."""
    source, count = re.subn(pattern, planted, batken)
    page = html.fromstring(source)

    assert count
    assert list(getattr(rules, rule)(html.fromstring(batken), "ky")) == []
    assert list(getattr(rules, rule)(page, "ky")), fault


def test_every_rule_has_a_fault():
    """No rule is kept that nothing shows at work."""
    assert {rule.__name__ for rule in rules.RULES} == FAULTS.keys()


@pytest.mark.parametrize("lang", COMMON)
@pytest.mark.parametrize("other", COMMON)
def test_languages_are_told_apart(lang, other):
    """A few of a language's commonest words are read as that language, and as no other."""
    text = (
        " ".join(word for word in COMMON[other].split() if word not in COMMON[lang].split()) or COMMON[other]
    )

    assert bool(foreign_words(text, lang)) is (lang != other)
