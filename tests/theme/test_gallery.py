"""The gallery: one page a language with every example, built on demand and like the site itself."""

import json
import re
import subprocess
import sys

import pytest

from incremental import MARK
from tests.programs import ROOT, java_path, vnu_jar
from tests.serving import serving
from tests.theme.drawn import COMPONENTS, LANGUAGES, THEME, elements, gallery, page_tree, text_of
from transparency.gallery import gallery_pages
from transparency.theme import stylesheet_of

PAGES = ("index.html", *(f"{lang}/index.html" for lang in LANGUAGES))
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
ENGLISH = re.compile(r"[A-Za-z]{2,}")

by_language = pytest.mark.parametrize("lang", LANGUAGES)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The gallery as the command writes it."""
    folder = tmp_path_factory.mktemp("built") / "gallery"
    command = [sys.executable, "-m", "transparency", "gallery", "--output", str(folder)]
    subprocess.run(command, cwd=ROOT / "plugins", check=True, capture_output=True)
    return folder


def test_command_writes_every_file(built):
    """The command writes the pages of both languages, the page that links them, and the stylesheet."""
    written = {
        file.relative_to(built).as_posix(): file.read_text("utf-8")
        for file in built.rglob("*")
        if file.is_file() and file.name != MARK
    }

    assert written == gallery()
    assert written.keys() == {*PAGES, "site.css"}


def test_gallery_wears_the_sites_stylesheet():
    """The gallery is drawn with the stylesheet that the site has."""
    assert gallery()["site.css"] == stylesheet_of(THEME).text


def test_gallery_is_the_same_each_time():
    """Two galleries of the same theme are equal to the byte."""
    assert gallery() == dict(gallery_pages(THEME, LANGUAGES.values()))


@by_language
def test_every_example_is_shown_under_its_name(lang):
    """Each example of each component stands on the page, below a heading with its name."""
    tree = page_tree(gallery()[f"{lang}/index.html"])
    shown = {
        section.get("aria-labelledby").removeprefix("part-"): [
            text_of(heading) for heading in elements(section, "h3") if heading.get("lang") == "en"
        ]
        for section in elements(tree, "section")
        if (section.get("aria-labelledby") or "").startswith("part-")
    }

    assert shown == {name: list(component.examples) for name, component in COMPONENTS.items()}


@pytest.mark.parametrize("path", PAGES)
def test_only_ids_are_english(path):
    """A visible English word in the gallery is the id of a component or an example, and marked so.

    An address keeps its letters in every language.
    """
    words = [word for text in texts_of(page_tree(gallery()[path])) for word in text.split()]

    assert not [word for word in words if ENGLISH.search(word) and "@" not in word and "://" not in word]


def texts_of(element, english=False):
    """Texts and spoken labels outside of what is marked as English."""
    english = element.get("lang", "en" if english else "") == "en"
    if not english:
        yield element.get("aria-label") or ""
        yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from texts_of(child, english)
        if not english:
            yield child.tail or ""


def test_gallery_is_valid_html(built):
    """The HTML checker finds no error in any page of the gallery."""
    pages = [str(built / path) for path in PAGES]
    run = subprocess.run(
        [java_path(), "-jar", vnu_jar(), "--errors-only", "--format", "json", *pages],
        capture_output=True,
        text=True,
    )

    assert json.loads(run.stderr)["messages"] == []


@by_language
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_no_example_is_wider_than_the_window(browser, built, lang, width):
    """Even the longest word or the widest table never makes a reader scroll the page sideways."""
    page = browser.new_page(viewport={"width": width, "height": 740})
    with serving(built) as site:
        page.goto(f"{site}/{lang}/index.html")
        overflow = page.evaluate(OVERFLOW)
    page.close()

    assert overflow == 0
