"""Reading as people do: small windows, large type, wide spacing, by keyboard, in forced colours, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page

from tests.accessibility.hard_cases import REGION
from tests.page_types import address_of, largest_pages
from tests.serving import serving

WIDE = """() => {
  const width = document.documentElement.clientWidth, found = [];
  const page = document.documentElement.scrollWidth;
  if (page > width) found.push(`the page is ${page} px wide`);
  for (const one of document.querySelectorAll("main *, header *, footer *")) {
    const style = getComputedStyle(one), box = one.getBoundingClientRect();
    if (one.closest(".scroll, .unseen, .bar__said, svg") || style.position === "absolute") continue;
    if (box.width && (box.right > width + 1 || box.left < -1))
      found.push(`${one.tagName}.${one.className}: ${Math.round(box.left)}–${Math.round(box.right)}`);
    if (/hidden|clip/.test(style.overflowX) && one.scrollWidth > one.clientWidth + 1)
      found.push(`${one.className} is cut`);
  }
  return found.slice(0, 3);
}"""
"""What reaches beyond the window or is cut off; a table may scroll in a box of its own."""

LARGE_TYPE = "html { font-size: 200% }"
WIDE_SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
    " p { margin-bottom: 2em !important }"
)
"""WCAG 1.4.12."""

WINDOWS = {
    "reflow": (320, ""),
    "large type": (640, LARGE_TYPE),
    "large type on a phone": (320, LARGE_TYPE),
    "wide spacing": (320, WIDE_SPACING),
}


@contextmanager
def opened(browser, folder, width=320, **options) -> Iterator[tuple[Page, str]]:
    """A page in a window, and the address that the folder is served at."""
    context = browser.new_context(viewport={"width": width, "height": 640}, **options)
    with serving(folder) as origin:
        yield context.new_page(), origin
    context.close()


def overflowing(browser, folder, addresses, width: int, style: str) -> dict[str, list[str]]:
    found = {}
    with opened(browser, folder, width) as (page, origin):
        for address in addresses:
            page.goto(origin + address)
            if style:
                page.add_style_tag(content=style)
            if wide := page.evaluate(WIDE):
                found[address] = wide
    return found


@pytest.mark.parametrize("window", WINDOWS)
def test_every_type_of_page_flows_into_the_window(browser, demo, window):
    """At 320 px, at 200 % text and with WCAG's text spacing nothing is cut or reaches out of the window."""
    addresses = [address_of(path) for path in largest_pages(demo, "kk").values()]

    assert overflowing(browser, demo.folder, addresses, *WINDOWS[window]) == {}


HARD = [
    f"regions/{REGION}/", f"regions/{REGION}/endless/", f"regions/{REGION}/emoji/",
    f"regions/{REGION}/right-to-left/", f"regions/{REGION}/list--promises/",
    f"regions/{REGION}/list--figures/", f"regions/{REGION}/list--promises/u0432/", "commitments/hard-0/",
    "commitments/hard-1/",
    "commitments/hard-2/", "commitments/hard-over/", "articles/hard-words/", "articles/", "search/", "",
]  # fmt: skip


@pytest.mark.parametrize("window", ["reflow", "large type on a phone"])
def test_hard_words_keep_the_layout(browser, hard, window):
    """A name of 300 letters, emoji and a word from right to left break into lines, in each kind of page."""
    types = (address_of(path) for path in largest_pages(hard, "ru").values())
    addresses = dict.fromkeys([*(f"/kk/{path}" for path in HARD), *types])

    assert overflowing(browser, hard.folder, addresses, *WINDOWS[window]) == {}


def test_a_bare_site_keeps_the_layout(browser, bare):
    """With one language and nobody to reach every page is whole, and nothing leads to a contact."""
    assert overflowing(browser, bare.folder, map(address_of, bare.paths), 320, "") == {}
    assert not bare.page("ru/contacts/").cssselect("a[href^=tel], a[href^=mailto]")


def test_over_plan_and_nothing_of_nothing_are_told(hard):
    """120 of 100 is said to be over the plan and drawn with its mark; 0 of 0 is no share and draws no bar."""
    over = hard.page(f"en/regions/{REGION}/emoji/").cssselect(".bar--over")
    nothing = hard.page(f"en/regions/{REGION}/right-to-left/").cssselect(".bar")

    assert "over plan: 120 of 100" in over[0].cssselect(".bar__said")[0].text
    assert over[0].cssselect("svg .k")
    assert nothing and all(not bar.cssselect("svg .d, .bar__pct") for bar in nothing)


FOCUS = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  return {tag: one.tagName, text: one.textContent.trim().slice(0, 30),
    outline: style.outlineStyle !== "none" ? parseFloat(style.outlineWidth) : 0,
    seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth};
}"""


STOPS = ":is(a[href], summary, [tabindex='0'], input, button):not(details:not([open]) > :not(summary) *)"


@pytest.mark.parametrize("path", ["", "regions/qiyalia/ertegi/", "feedback/", "commitments/"])
@pytest.mark.parametrize("colours", ["none", "active"])
def test_whoever_has_no_mouse_sees_where_they_are(browser, demo, path, colours):
    """Tabbing through a page, every stop is in the window, outlined, and comes once, the skip link first."""
    with opened(browser, demo.folder, 360, forced_colors=colours) as (page, origin):
        page.goto(f"{origin}/ky/{path}")
        stops = page.locator(STOPS).locator("visible=true").count()
        found = []
        for _ in range(stops):
            page.keyboard.press("Tab")
            found.append(page.evaluate(FOCUS))

    assert [stop for stop in found if stop["outline"] < 2 or not stop["seen"]] == []
    assert found[0]["text"] == "Мазмунга өтүү"
    assert len(found) == stops and found[-1]["tag"] != "BODY"


def test_the_skip_link_skips(browser, demo):
    """Enter on the first stop leads past the header to the main part."""
    with opened(browser, demo.folder, 360) as (page, origin):
        page.goto(f"{origin}/ky/regions/qiyalia/ertegi/")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        inside = page.evaluate("() => document.querySelector('main').contains(document.activeElement)")

    assert inside


TARGETS = """() => [...document.querySelectorAll("nav a, .items a, .names a, .tally a, summary, h3 a, .skip")]
  .map(one => [one, one.getBoundingClientRect()])
  .filter(([one, box]) => box.height && (box.height < 24 || box.width < 24))
  .map(([one, box]) => `${one.textContent.trim()}: ${Math.round(box.width)} × ${Math.round(box.height)}`)"""


def test_targets_are_large_enough_for_a_thumb(browser, demo):
    """Every link of a list, of the navigation and of a heading is at least 24 × 24 px."""
    small = {}
    with opened(browser, demo.folder, 360) as (page, origin):
        for path in largest_pages(demo, "ru").values():
            page.goto(origin + address_of(path))
            if found := page.evaluate(TARGETS):
                small[path] = found[:3]

    assert small == {}


MOTION = """() => [...document.querySelectorAll("*")].flatMap(one => ["", "::before", "::after"].map(part =>
  getComputedStyle(one, part))).filter(style => style.animationName !== "none" ||
  parseFloat(style.transitionDuration) > 0 || style.scrollBehavior === "smooth").length"""


def test_nothing_moves(browser, demo):
    """No element moves by itself or on a change, whatever the reader has asked for."""
    with opened(browser, demo.folder) as (page, origin):
        page.goto(f"{origin}/kk/regions/qiyalia/ertegi/")
        assert page.evaluate(MOTION) == 0


def test_paper_holds_figures_and_no_navigation(browser, demo):
    """On a sheet of A4 every figure and source stands in black, the navigation is gone, nothing is cut."""
    with opened(browser, demo.folder, 718) as (page, origin):
        page.emulate_media(media="print", color_scheme="dark")
        page.goto(f"{origin}/kk/regions/qiyalia/ertegi/")
        wide = page.evaluate(WIDE)
        figures = page.locator(".bar__figure").all_inner_texts()
        hidden = page.locator("header nav, .skip").all()
        colours = page.evaluate(
            "() => (style => [style.color, style.backgroundColor])(getComputedStyle(document.body))"
        )

        assert wide == []
        assert figures and all(text.strip() for text in figures)
        assert not any(one.is_visible() for one in hidden)
        assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
