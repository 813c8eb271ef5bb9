"""What is told to who hears or reads plain text: Chromium's accessibility tree, and w3m."""

from __future__ import annotations

import re
import subprocess

import pytest

from tests.built import BuiltSite, text_of
from tests.page_types import largest_pages
from tests.programs import require
from tests.serving import serving

DRAWN = {"image", "img", "SvgRoot", "graphics-document", "graphics-object", "graphics-symbol", "Canvas"}
FIGURES = ".bar__figure, main table td, .tally b, .facts dd, .promises p"
"""Where figures stand on a page."""


def accessibility_tree(browser, url: str) -> list[tuple[str, str]]:
    """The role and the name of every node that Chromium tells to screen readers."""
    page = browser.new_page()
    page.goto(url)
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    page.close()
    return [
        (node["role"]["value"], node.get("name", {}).get("value", ""))
        for node in nodes
        if not node["ignored"] and "role" in node
    ]


def folded(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@pytest.mark.parametrize("lang", ["kk", "ky", "ru", "en"])
@pytest.mark.parametrize(
    "path", ["", "regions/qiyalia/ertegi/", "regions/qiyalia/yeles/", "regions/qiyalia/"]
)
def test_each_bar_is_told_by_its_sentence_and_not_by_its_drawing(browser, demo, lang, path):
    """The tree holds each bar's one sentence, and no drawing of any kind."""
    with serving(demo.folder) as site:
        tree = accessibility_tree(browser, f"{site}/{lang}/{path}")
    told = folded("".join(name for role, name in tree if role == "StaticText"))
    sentences = [folded(one.text_content()) for one in demo.page(f"{lang}/{path}").cssselect(".bar__said")]

    assert sentences
    assert [sentence for sentence in sentences if sentence not in told] == []
    assert [node for node in tree if node[0] in DRAWN] == []


def test_what_is_seen_of_a_figure_is_not_told_twice(browser, demo):
    """The large number is for the eye: in the tree stands its sentence instead."""
    with serving(demo.folder) as site:
        tree = accessibility_tree(browser, f"{site}/ky/regions/qiyalia/ertegi/")
    numbers = {text_of(one) for one in demo.page("ky/regions/qiyalia/ertegi/").cssselect(".bar__n")}

    assert numbers and not numbers & {name for role, name in tree if role == "StaticText"}


def shown_by_w3m(site: BuiltSite, path: str) -> str:
    """A page as a text browser shows it, without spaces: w3m breaks lines and pads columns."""
    w3m = require("w3m", "it shows the pages as plain text (apt-get install w3m)")
    command = [str(w3m), "-dump", "-cols", "400", "-I", "UTF-8", "-O", "UTF-8", "-T", "text/html"]
    page = (site.folder / path).read_bytes()
    done = subprocess.run(command, input=page, capture_output=True, check=True)
    return without_spaces(done.stdout.decode())


def without_spaces(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_a_text_browser_shows_every_figure(demo, lang):
    """In w3m every number, date and status of every type of page is there, without style or drawing."""
    lost = {}
    for kind, path in largest_pages(demo, lang).items():
        shown = shown_by_w3m(demo, path)
        figures = [text_of(one) for one in demo.page(path).cssselect(f"{FIGURES}, .tag")]
        missing = [
            one for one in figures if any(part not in shown for part in map(without_spaces, one.split("  ")))
        ]
        if missing:
            lost[kind] = missing[:3]

    assert lost == {}
