"""Every page as a document: valid, linked, light, and free of what a reader should never see."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from urllib.parse import urldefrag

import brotli
import pytest

from tests.programs import java_path, vnu_jar

MOST_HTML = 14 * 1024
MOST_CSS = 8 * 1024
MOST_NODES = 1500


@pytest.fixture(params=["shipped", "small", "demo"])
def site(request):
    return request.getfixturevalue(request.param)


def test_every_page_is_valid_html(site):
    """The Nu HTML checker finds no error on any page."""
    command = [
        str(java_path()),
        "-Xss4m",
        "-jar",
        str(vnu_jar()),
        "--format",
        "json",
        "--skip-non-html",
        "--errors-only",
    ]
    done = subprocess.run([*command, str(site.folder)], capture_output=True, text=True)

    messages = json.loads(done.stderr)["messages"]
    assert [f"{m['url']}:{m.get('lastLine')}: {m['message']}" for m in messages][:20] == []


def test_every_internal_link_leads_to_a_page(site):
    """Each link within the site leads to a page that exists, and each anchor to an element on it."""
    anchors = {path: {e.get("id") for e in page.cssselect("[id]")} for path, page in site.pages()}
    dead = []
    for path, page in site.pages():
        for link in page.cssselect("a[href], link[href]"):
            address, anchor = urldefrag(link.get("href"))
            if re.match(r"[a-z]+:", address):
                continue
            target = path if not address else _file_of(address)
            if not (site.folder / target).is_file() or (anchor and anchor not in anchors[target]):
                dead.append(f"{path}: {link.get('href')}")
    assert dead[:20] == []


def _file_of(address: str) -> str:
    assert address.startswith("/"), address
    return address.lstrip("/") + ("index.html" if address.endswith("/") else "")


def test_every_page_is_light(site):
    """No page is heavier than its budget on the wire, nor has more elements than an old phone bears."""
    heavy = {path: size for path in site.paths if (size := _wire(site, path)) > MOST_HTML}
    large = {path: n for path, page in site.pages() if (n := sum(1 for _ in page.iter())) > MOST_NODES}

    assert (heavy, large) == ({}, {})


def _wire(site, path: str) -> int:
    return len(brotli.compress((site.folder / path).read_bytes(), quality=11))


def test_stylesheet_is_light(site):
    """The whole site's CSS is one file within its budget."""
    (stylesheet,) = site.folder.rglob("*.css")

    assert len(brotli.compress(stylesheet.read_bytes(), quality=11)) <= MOST_CSS


def test_no_page_asks_for_anything_but_its_stylesheet(site):
    """A page loads one stylesheet and one icon of its own origin: no script, font, picture or frame."""
    for path, page in site.pages():
        loaded = page.cssselect(
            "script, img, iframe, object, embed, video, audio, source, link:not([rel=stylesheet])"
        )
        assert [e for e in loaded if e.get("rel") not in ("canonical", "alternate", "icon")] == [], path
        (stylesheet,) = page.cssselect("link[rel=stylesheet]")
        (icon,) = page.cssselect("link[rel=icon]")
        assert stylesheet.get("href").startswith("/assets/site."), path
        assert icon.get("href").startswith("/assets/icon."), path


def test_no_style_attribute(site):
    """No element carries a style: a strict policy blocks it, and a blocked width draws a false bar."""
    assert [path for path, page in site.pages() if page.cssselect("[style], meter, progress")] == []


def test_titles_are_unique_within_a_language(site):
    """No two pages of a language share a title."""
    titles = Counter((path.split("/")[0], page.findtext(".//title")) for path, page in site.pages())

    assert [title for title, count in titles.items() if count > 1] == []


@pytest.mark.parametrize("word", ["None", "nan", "Undefined", "{{", "{%", "Words(", "Link(", "%("])
def test_no_trace_of_the_machinery(site, word):
    """No page shows a word of the program instead of a word for people."""
    pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)" if word.isalpha() else re.escape(word))
    shown = [path for path, page in site.pages() if pattern.search(page.find(".//body").text_content())]

    assert shown == []


def test_language_codes_are_right(site):
    """Every lang and hreflang is a language of the site; kg and kz are countries, not languages."""
    codes = {
        element.get(name)
        for _, page in site.pages()
        for name in ("lang", "hreflang")
        for element in page.cssselect(f"[{name}]")
    }

    assert codes <= {"kk", "ky", "ru", "en"}


def test_one_heading_first_and_none_skipped(site):
    """Each page has one h1 (the pages of no language: one a language), and no level of heading is skipped."""
    for path, page in site.pages():
        levels = [int(e.tag[1]) for e in page.find(".//main").iter("h1", "h2", "h3", "h4")]
        if "/" in path:
            assert levels.count(1) == 1, path
        assert levels[0] == 1 and all(b - a <= 1 for a, b in zip(levels, levels[1:], strict=False)), path


def test_tables_have_caption_and_scopes(site):
    """Every table says what it holds, and every heading cell what it heads."""
    for path, page in site.pages():
        for table in page.cssselect("main table"):
            if table.xpath("ancestor::*[contains(@class, 'prose')]"):
                continue
            assert table.cssselect("caption"), path
            assert all(th.get("scope") for th in table.cssselect("th")), path
