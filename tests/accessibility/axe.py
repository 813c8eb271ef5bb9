"""axe-core in Chromium: the violations of WCAG 2.2 AA that a program can find on a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from playwright.sync_api import Browser, Page

from tests.programs import NODE_MODULES, give_up

SCRIPT = NODE_MODULES / "axe-core/axe.min.js"
_LEADS_ON = re.compile(r'<meta http-equiv="refresh"[^>]*>')
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

_RUN = """runOnly => axe.run(document, {runOnly, resultTypes: ["violations"], preload: false})
  .then(found => found.violations.flatMap(rule => rule.nodes.map(node =>
    [rule.id, node.target.join(" "), node.failureSummary.split("\\n").slice(1).join(";")].join(": "))))"""


@cache
def axe_source() -> str:
    if not SCRIPT.is_file():
        give_up("axe-core is not installed: it judges pages (install Node, then: make test)")
    return SCRIPT.read_text("utf-8")


def violations_on(page: Page) -> list[str]:
    """What axe finds on the page that is open, one line for each element."""
    page.evaluate(axe_source())
    return page.evaluate(_RUN, {"type": "tag", "values": TAGS})


def contrasts_in_the_dark(page: Page) -> list[str]:
    """What axe says of the open page's colours in the dark; nothing else changes there."""
    page.emulate_media(color_scheme="dark")
    found = page.evaluate(_RUN, {"type": "rule", "values": ["color-contrast"]})
    page.emulate_media(color_scheme="light")
    return [f"in the dark: {one}" for one in found]


def _hold(page: Page, url: str) -> None:
    """Keep a page that leads on by itself in the window: it is judged like any other."""
    text = page.request.get(url).text()
    if _LEADS_ON.search(text):
        held = _LEADS_ON.sub("", text)
        page.route(url, lambda route: route.fulfill(body=held, content_type="text/html; charset=utf-8"))


def violations(
    browser: Browser, site: str, addresses: Iterable[str], dark: bool = False
) -> Iterator[tuple[str, list[str]]]:
    """Each address of a served site with what axe finds there, in the light and, if asked, in the `dark`."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    for address in addresses:
        _hold(page, site + address)
        answer = page.goto(site + address)
        if answer is None or not answer.ok and address != "/404.html":
            yield address, [f"answered {answer.status if answer else 'nothing'}"]
        else:
            yield address, violations_on(page) + (contrasts_in_the_dark(page) if dark else [])
    context.close()
