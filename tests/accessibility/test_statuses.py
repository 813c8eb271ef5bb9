"""Statuses and kinds keep apart without colour: in grey, in forced colours, by their shapes alone."""

from __future__ import annotations

import pytest

from tests.built import text_of
from tests.serving import serving
from transparency.pages.wording import OVERDUE_SHAPE, REQUEST_SHAPES, STATUS_SHAPES

METHOD = "about/method/"
REGISTER = "feedback/register/qiyalia/"
GREY = "html { filter: grayscale(1) } .tag { color: #000 !important; border-color: #000 !important }"
SHAPE = 26
"""So many pixels from the left a tag shows its shape and nothing of its word."""


def pictures_of_shapes(browser, folder, path: str, **colours) -> dict[str, bytes]:
    """Each word of a page's tags with a picture of its shape."""
    page = browser.new_page(viewport={"width": 1280, "height": 900}, device_scale_factor=2, **colours)
    with serving(folder) as site:
        page.goto(f"{site}/kk/{path}")
        page.add_style_tag(content=f"{GREY} .tag {{ position: absolute; left: 40px; top: 40px }}")
        pictures = {}
        for tag in page.locator("main .tag").all():
            tag.evaluate(
                "one => document.querySelectorAll('.tag').forEach("
                "other => other.style.visibility = other === one ? 'visible' : 'hidden')"
            )
            box = tag.bounding_box()
            clip = {"x": box["x"], "y": box["y"], "width": SHAPE, "height": 24}
            pictures[tag.inner_text().split(":")[0]] = page.screenshot(clip=clip, full_page=True)
    page.close()
    return pictures


@pytest.mark.parametrize("colours", [{}, {"forced_colors": "active"}, {"color_scheme": "dark"}], ids=str)
def test_no_two_shapes_look_alike(browser, demo, colours):
    """In grey, in forced colours and in the dark each status and each state of a request has its picture."""
    statuses = pictures_of_shapes(browser, demo.folder, METHOD, **colours)
    requests = pictures_of_shapes(browser, demo.folder, REGISTER, **colours)

    assert len(statuses) == len(STATUS_SHAPES)
    assert len(requests) == len({*REQUEST_SHAPES.values(), OVERDUE_SHAPE})
    assert len({*statuses.values(), *requests.values()}) == len(statuses) + len(requests)


def test_word_and_shape_belong_together(demo, shipped, small):
    """On every page the same word has the same shape, and another word another one."""
    shapes: dict[tuple[str, str], set[str]] = {}
    words: dict[tuple[str, str], set[str]] = {}
    for site in (demo, shipped, small):
        for path, page in site.pages():
            lang = path.split("/")[0]
            for tag in page.cssselect(".tag:not(.tag--kind)"):
                shape, word = tag.get("class").split()[1], text_of(tag).split(":")[0]
                shapes.setdefault((lang, word), set()).add(shape)
                words.setdefault((lang, shape), set()).add(word)

    assert {word: found for word, found in shapes.items() if len(found) > 1} == {}
    assert {shape: found for shape, found in words.items() if len(found) > 1} == {}


BARS = """() => [...document.querySelectorAll(".bar svg")].map(drawing => {
  const fill = name => { const one = drawing.querySelector(name); return one && getComputedStyle(one).fill };
  return {track: fill(".t"), done: fill(".d"), tick: fill(".k"), outline: fill(".e"),
    dashed: !!drawing.querySelector(".e") && getComputedStyle(drawing.querySelector(".e")).strokeDasharray};
})"""


@pytest.mark.parametrize("path", ["regions/qiyalia/ertegi/", "regions/qiyalia/yeles/", ""])
def test_bars_keep_apart_in_forced_colours(browser, demo, path):
    """In forced colours what is done differs from its track, and what nobody reported is a dashed outline."""
    page = browser.new_page(forced_colors="active")
    with serving(demo.folder) as site:
        page.goto(f"{site}/kk/{path}")
        bars = page.evaluate(BARS)
    page.close()

    assert bars
    for bar in bars:
        assert bar["done"] is None or bar["done"] != bar["track"]
        assert bar["outline"] is None or (bar["outline"] == "none" and bar["dashed"] not in ("none", False))
