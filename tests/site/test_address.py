"""With an address: canonical links, hreflang, and a site that lies below a path."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.built import BuiltSite
from tests.programs import ROOT

ADDRESS = "https://example.org/sub"


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> BuiltSite:
    """The shipped site with an address from the environment, as publishconf.py takes it."""
    output = tmp_path_factory.mktemp("published") / "output"
    command = [sys.executable, "-m", "pelican", "content", "-s", "publishconf.py", "-o", str(output)]
    environment = {**os.environ, "ASHYQ_ADDRESS": ADDRESS, "SOURCE_DATE_EPOCH": "1795305600"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return BuiltSite(output)


def test_links_lie_below_the_path_of_the_address(published):
    """On a host's sub-folder every link of the site's own begins with that folder."""
    links = {
        link.get("href")
        for _, page in published.pages()
        for link in page.cssselect("a[href], link[rel=stylesheet], link[rel=icon]")
    }

    assert [href for href in links if href.startswith("/") and not href.startswith("/sub/")] == []


def test_every_page_names_its_own_address_and_its_languages(published):
    """A page's canonical link is its address; hreflang names each language it is written in, itself too."""
    for path, page in published.pages():
        if "/" not in path:
            continue
        address = f"{ADDRESS}/{path.removesuffix('index.html')}"
        assert [link.get("href") for link in page.cssselect("link[rel=canonical]")] == [address]
        hreflang = {link.get("hreflang"): link.get("href") for link in page.cssselect("head link[hreflang]")}
        assert hreflang[path.split("/")[0]] == address


def test_a_site_without_an_address_names_none(small):
    """Without an address no page names a canonical link or another language's address."""
    assert [
        path for path, page in small.pages() if page.cssselect("link[rel=canonical], head link[hreflang]")
    ] == []


def test_an_untranslated_article_is_offered_only_where_it_is_written(demo):
    """An article's hreflang leaves out the languages in which another one is shown instead."""
    page = demo.page("ky/articles/museum-of-dreams/")

    assert {link.get("hreflang") for link in page.cssselect("head link[hreflang]")} == {"en"}
    assert page.cssselect("main .prose[lang=en]")
