"""The files for robots, for reporting a hole, and at addresses that moved."""

from __future__ import annotations

import re
import shutil
from datetime import date, timedelta
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import etree

from tests.built import INVENTED_TODAY, BuiltSite, built
from tests.hosting.servers import SERVERS
from tests.programs import ROOT
from transparency.hosting.moves import Move, moved_pages, moved_trees
from transparency.hosting.place import Place
from transparency.hosting.security_txt import expiry, security_text
from transparency.hosting.sitemap import Listed, sitemap_files
from transparency.model.site import Operator

NAMESPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
ADDRESS = "https://demo.example.org"
DAYS = [date(2026, 1, 1) + timedelta(days) for days in range(800)]


def listed_in(folder) -> dict[str, dict[str, str]]:
    """Each address of a sitemap with its alternates by language."""
    tree = etree.parse(str(folder / "sitemap.xml"))
    return {
        url.findtext("s:loc", namespaces=NAMESPACES): {
            link.get("hreflang"): link.get("href") for link in url.findall("x:link", NAMESPACES)
        }
        for url in tree.getroot().findall("s:url", NAMESPACES)
    }


def is_redirect(page) -> bool:
    return bool(page.cssselect("meta[http-equiv=refresh]"))


def test_the_sitemap_holds_every_page_once(demo):
    """Every page made is in the sitemap under its canonical address; redirects and "not found" are not."""
    pages = [page for path, page in demo.pages() if "/" in path and not is_redirect(page)]
    canonical = [page.cssselect("link[rel=canonical]")[0].get("href") for page in pages]

    root = etree.parse(str(demo.folder / "sitemap.xml")).getroot()
    addresses = [loc.text for loc in root.iterfind("s:url/s:loc", NAMESPACES)]
    assert sorted(addresses) == sorted([f"{ADDRESS}/", *canonical])
    assert len(pages) > 500


def test_the_sitemap_and_the_page_name_the_same_languages(demo):
    """A page's alternates in the sitemap are those it names itself: the languages it is written in."""
    sitemap = listed_in(demo.folder)
    for path, page in demo.pages():
        if "/" in path and not is_redirect(page):
            named = {one.get("hreflang"): one.get("href") for one in page.cssselect("head link[hreflang]")}
            assert sitemap[f"{ADDRESS}/{path.removesuffix('index.html')}"] == named, path
    assert set(sitemap[f"{ADDRESS}/ky/articles/museum-of-dreams/"]) == {"en"}


def test_what_is_named_as_another_language_names_it_back(demo):
    """Each alternate is itself in the sitemap, and with the same alternates (hreflang must be mutual)."""
    sitemap = listed_in(demo.folder)

    one_way = [(a, b) for a, others in sitemap.items() for b in others.values() if sitemap[b] != others]
    assert one_way == []


def test_without_an_address_there_is_no_sitemap(small):
    """A sitemap holds whole addresses only, so without one there is none and none is told of."""
    assert not (small.folder / "sitemap.xml").exists()
    assert "Sitemap:" not in (small.folder / "robots.txt").read_text("utf-8")


def test_robots_are_told_of_the_sitemap(demo):
    """Robots may read all but the editors' room, and find the sitemap."""
    assert (demo.folder / "robots.txt").read_text("utf-8").splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        f"Sitemap: {ADDRESS}/sitemap.xml",
    ]


def pages_of(count: int, length: int = 0):
    return (
        Listed(f"{ADDRESS}/{number}/{'a' * length}", (("ky", f"{ADDRESS}/?a&b"),)) for number in range(count)
    )


@pytest.mark.parametrize(
    ("count", "length", "parts"),
    [(1, 0, 0), (50_000, 0, 0), (50_001, 0, 2), (120_000, 0, 3), (30_000, 2000, 2)],
)
def test_a_large_sitemap_is_split(count, length, parts):
    """No file holds more than 50,000 addresses or 50 MB; an index leads to the parts, which hold all."""
    files = dict(sitemap_files(ADDRESS, pages_of(count, length)))

    index = etree.fromstring(files["sitemap.xml"].encode())
    named = [urlsplit(loc.text).path[1:] for loc in index.iterfind("s:sitemap/s:loc", NAMESPACES)]
    assert named == [name for name in files if name != "sitemap.xml"] and len(named) == parts
    bodies = [files[name] for name in named] or [files["sitemap.xml"]]
    counts = [body.count("<loc>") for body in bodies]
    assert sum(counts) == count and max(counts) <= 50_000
    assert max(len(body.encode()) for body in bodies) <= 50 * 1024 * 1024
    assert all(etree.fromstring(body.encode()) is not None for body in bodies[-1:])


# --- security.txt ---


def test_where_to_report_a_hole(demo):
    """With an operator the site says where to write, until when that holds, and in which languages."""
    lines = (demo.folder / ".well-known/security.txt").read_text("utf-8").splitlines()

    assert lines[0] == "Contact: mailto:office@example.org"
    assert "Expires: 2026-11-30T23:59:59Z" in lines
    assert "Preferred-Languages: kk, ky, ru, en" in lines
    assert f"Canonical: {ADDRESS}/.well-known/security.txt" in lines
    assert all(re.fullmatch(r"(Contact: (mailto|tel|https):|[A-Z][A-Za-z-]+: )\S.*", line) for line in lines)


def test_without_an_operator_nobody_is_named(small, shipped):
    """Nobody runs the site yet, or none can be reached: then there is no such file."""
    assert [s for s in (small, shipped) if (s.folder / ".well-known").exists()] == []
    unconfirmed = Operator.model_validate(
        {"name": {"en": "x"}, "contacts": ({"kind": "email", "value": "old@example.org"},)}
    )
    assert security_text(unconfirmed, ADDRESS, ("en",), DAYS[0]) is None


@pytest.mark.parametrize("today", DAYS[::7])
def test_the_day_it_expires_lies_ahead_and_not_too_far(today):
    """Never less than 30 days ahead, never the year that RFC 9116 advises as a bound."""
    assert timedelta(150) < expiry(today) - today < timedelta(365)


def test_the_day_it_expires_does_not_move_daily():
    """Two nights' builds write the same file but twice a year."""
    assert len({expiry(day) for day in DAYS if day.year == 2026}) == 2


# --- addresses that moved ---


def test_a_region_that_moved_leaves_a_page_behind(demo):
    """At a former address, in each language, a page leads to the one of today, in its own words."""
    for lang in ("kk", "ky", "ru", "en"):
        page = demo.page(f"{lang}/regions/qiyalia/ertek/")
        new = f"/{lang}/regions/qiyalia/ertegi/"
        assert page.cssselect("meta[http-equiv=refresh]")[0].get("content") == f"0; url={new}"
        assert page.cssselect("link[rel=canonical]")[0].get("href") == ADDRESS + new
        assert page.cssselect("main a")[0].get("href") == new
        assert page.get("lang") == lang
    assert demo.page("ky/regions/qiyalia/ertek/").findtext(".//h1") == "Бул барак башка дарекке көчтү"


def test_what_lies_below_moves_along(demo_data):
    """A region's parts moved with it, those too whose own keys had changed before."""
    moves = {move.old: move.new for move in moved_pages(demo_data)}

    village = "regions/qiyalia/ertegi/tulki/ushqan-kilem/aiqasyq/"
    assert moves["regions/qiyalia/ertek/tulki/"] == "regions/qiyalia/ertegi/tulki/"
    assert moves["regions/qiyalia/ertek/tulki/ushqan-kilem/kunqasyq/"] == village
    assert moves["regions/qiyalia/ertegi/tulki/ushqan-kilem/kunqasyq/"] == village
    assert set(moves.values()) <= {f"regions/{region.key}/" for region in demo_data.regions}
    assert not set(moves) & {f"regions/{region.key}/" for region in demo_data.regions}


def test_the_deeper_move_comes_first(demo_data):
    """A server takes the first rule that fits, so the narrower one stands before the wider."""
    assert [move.old.count("/") for move in moved_trees(demo_data)] == [6, 3]
    assert moved_trees(demo_data)[1] == Move("regions/qiyalia/ertek/", "regions/qiyalia/ertegi/")


# --- below a path ---


@pytest.fixture(scope="module")
def below(tmp_path_factory) -> BuiltSite:
    """The invented country at an address with a path."""
    root = tmp_path_factory.mktemp("below") / "root"
    shutil.copytree(ROOT / "tests/sites/demo", root)
    site = root / "data/site.yml"
    site.write_text(site.read_text("utf-8").replace(ADDRESS, "https://example.org/open/site"), "utf-8")
    output = root.parent / "www/open/site"
    return BuiltSite(built(output, "--root", root, "--today", INVENTED_TODAY))


@pytest.mark.parametrize("name", list(SERVERS))
def test_below_a_path_all_is_found(name, below, demo_data, tmp_path):
    """Under a path every link of a page leads to a page, also from one that was not found."""
    place = Place.of(demo_data, "https://example.org/open/site")
    with SERVERS[name](below.folder.parents[1], place, tmp_path) as server:
        for address, status in (
            ("/open/site/", 200),
            ("/open/site/ky/", 200),
            ("/open/site/ky/nothing/here/", 404),
            ("/open/site/_headers", 404),
        ):
            answer = server.get(address)
            assert answer.status == status
            assert "default-src 'none'" in answer["Content-Security-Policy"]
            links = re.findall(r'(?:href|src)="([^"#]+)', answer.body.decode())
            own = {urljoin(address, link) for link in links if not link.startswith("http")}
            assert own and {link: s for link in own if (s := server.get(link).status) != 200} == {}
        moved = server.get("/open/site/ky/regions/qiyalia/ertek/")
        assert moved["Location"] == "/open/site/ky/regions/qiyalia/ertegi/"
        assert (
            "immutable"
            in server.get(below.page("ky/").cssselect("link[rel=stylesheet]")[0].get("href"))["Cache-Control"]
        )


def test_below_a_path_the_files_name_it(below):
    """Sitemap, rules and redirects begin with the site's path."""
    assert "https://example.org/open/site/ky/" in listed_in(below.folder)
    assert "\n/open/site/ky/regions/*\n" in (below.folder / "_headers").read_text("utf-8")
    assert (below.folder / "_redirects").read_text("utf-8").count(" /open/site/") == 8
    page = below.page("ru/regions/qiyalia/ertek/")
    assert (
        page.cssselect("meta[http-equiv=refresh]")[0]
        .get("content")
        .endswith("url=/open/site/ru/regions/qiyalia/ertegi/")
    )
