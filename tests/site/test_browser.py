"""Pages in a real browser, with scripts off: nothing complains, nothing leaves, nothing overflows."""

from __future__ import annotations

import pytest

from tests.serving import serving

TYPES = (
    "",
    "regions/",
    "regions/kg/",
    "regions/kg/batken/",
    "regions/kg/batken/leilek-district/",
    "regions/kg/batken/leilek-district/katran/",
    "regions/kz/turkistan/",
    "indicators/",
    "indicators/villages-online/",
    "commitments/",
    "commitments/remaining-municipalities/",
    "programmes/",
    "programmes/ashyq-turkistan/",
    "institutions/",
    "organizations/",
    "organizations/maxlink/",
    "centres/",
    "services/",
    "services/electronic-library/",
    "meetings/",
    "meetings/batken-digital-2019/",
    "help/",
    "articles/",
    "articles/batken-internet/",
    "feedback/",
    "contacts/",
    "data/",
    "sources/",
    "sources/batken-online-2019/",
    "changes/",
    "search/",
    "about/",
    "about/method/",
    "about/glossary/",
    "about/completeness/",
    "about/translations/",
    "about/accessibility/",
    "about/privacy/",
    "about/editing/",
)


@pytest.fixture(scope="module")
def origin(shipped):
    with serving(shipped.folder) as address:
        yield address.rstrip("/")


@pytest.fixture(params=[320, 1280], ids=["phone", "desk"])
def page(browser, request):
    context = browser.new_context(java_script_enabled=False, viewport={"width": request.param, "height": 800})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("lang", ["ky", "kk"])
def test_every_page_type_opens_quietly(page, origin, lang):
    """No page logs an error, asks another origin, fails a request or is wider than its window."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: request.url.startswith(origin) or said.append(request.url))
    page.on(
        "response", lambda response: response.status < 400 or said.append(f"{response.status} {response.url}")
    )

    for path in ("/", *(f"/{lang}/{path}" for path in TYPES)):
        page.goto(origin + path)
        wide = page.locator("html").evaluate("e => e.scrollWidth - e.clientWidth")
        if wide > 0:
            said.append(f"{path} overflows by {wide} px")

    assert list(dict.fromkeys(said)) == []


def test_bar_sentence_is_told_and_its_drawing_is_not(browser, origin):
    """In the accessibility tree a bar's words are there and its drawing is absent."""
    page = browser.new_page()
    page.goto(f"{origin}/ky/regions/kg/batken/")
    tree = page.locator("main").aria_snapshot()
    page.close()

    assert (
        "143 мектептен 85" in " ".join(tree.split()).replace('"', "").replace("strong: ", "") or "85" in tree
    )
    assert "img" not in tree and "graphics" not in tree


def test_bar_is_drawn_to_its_length(browser, origin):
    """The pixels of a bar are the percentage printed beside it, also under the strictest style policy."""
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(f"{origin}/en/regions/kg/batken/")
    drawn = page.locator(".bar--share").first.evaluate(
        "bar => [bar.querySelector('.d').getBoundingClientRect().width,"
        " bar.querySelector('.t').getBoundingClientRect().width]"
    )
    page.close()

    assert drawn[0] / drawn[1] == pytest.approx(0.594, abs=0.003)
