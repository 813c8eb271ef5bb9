"""The five header policies: what they say, and that each server's rules say the same."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.hosting.conftest import EXTRA, LANGUAGES
from tests.hosting.servers import files_served
from tests.programs import ROOT
from transparency.checking import load_site
from transparency.hosting.place import Place
from transparency.hosting.policies import EVERYWHERE, NOT_FOUND, POLICIES, headers_of, meta_policy
from transparency.hosting.snippets import server_files
from transparency.hosting.static_hosts import LONGEST_LINE, MOST_RULES, headers_file

PAGE = {
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "upgrade-insecure-requests",
}


def directives(path: str) -> set[str]:
    return set(headers_of(path, LANGUAGES)["Content-Security-Policy"].split("; "))


def test_a_page_may_load_only_styles_and_pictures_of_its_own():
    """The pages' policy is the one agreed on, and no page may be framed."""
    headers = headers_of("ky/regions/kg/index.html", LANGUAGES)

    assert directives("ky/regions/kg/index.html") == PAGE
    assert headers == {
        "Content-Security-Policy": headers["Content-Security-Policy"],
        "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
        "Cache-Control": "public, max-age=300, must-revalidate",
        "Content-Language": "ky",
    }


@pytest.mark.parametrize("path", ["ky/search/index.html", "search/index.js"])
def test_only_the_search_may_run_a_program(path):
    """Search adds scripts of its own and WebAssembly, nothing else."""
    added = {"script-src 'self' 'wasm-unsafe-eval'", "connect-src 'self'"}

    assert directives(path) == PAGE | added


@pytest.mark.parametrize("path", ["embed/x.html", "kk/embed/x.html"])
def test_only_an_embedded_part_may_be_framed(path):
    """What is made to be framed may be, by anyone, and posts nothing."""
    headers = headers_of(path, LANGUAGES)

    assert "frame-ancestors *" in directives(path) and "form-action 'none'" in directives(path)
    assert "X-Frame-Options" not in headers
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_data_may_be_read_from_anywhere_and_run_nothing():
    """Open data is readable from any origin; the page about it keeps the pages' policy."""
    headers = headers_of("data/observations.csv", LANGUAGES)

    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "default-src 'none'" in directives("data/observations.csv")
    assert directives("ky/data/index.html") == PAGE


def test_the_editors_room_keeps_to_itself():
    """What the editors' program needs is allowed nowhere else."""
    unsafe = {path for path in ("admin/index.html", *EXTRA) if "unsafe-inline" in str(directives(path))}

    assert unsafe == {"admin/index.html"}


def test_only_files_named_by_their_hash_are_kept_for_a_year():
    """A cached asset is never asked for again, everything else after five minutes."""
    assert (
        headers_of("assets/site.1.css", LANGUAGES)["Cache-Control"] == "public, max-age=31536000, immutable"
    )
    assert "immutable" not in headers_of("ky/assets/x.html", LANGUAGES)["Cache-Control"]


def test_a_page_with_a_script_is_one_that_may_run_it(demo, shipped):
    """Where a page loads a script its policy lets it; elsewhere no script is allowed."""
    for site in (demo, shipped):
        for path, page in site.pages():
            allowed = "script-src" in headers_of(path, LANGUAGES)["Content-Security-Policy"]
            assert allowed or not page.findall(".//script"), path


def test_assets_bear_their_hash(demo):
    """All that is cached for a year has its hash in its name."""
    names = [path.name for path in (demo.folder / "assets").rglob("*") if path.is_file()]

    assert names and [name for name in names if not re.search(r"\.[0-9a-f]{10,}\.", name)] == []


def test_the_not_found_page_carries_the_policy_itself(demo):
    """A host that chooses headers by the address asked for sends none with it."""
    (meta,) = demo.page("404.html").cssselect("meta[http-equiv=Content-Security-Policy]")

    assert set(meta.get("content").split("; ")) == PAGE - {"frame-ancestors 'none'"}
    assert meta.get("content") == meta_policy()


# --- the files for servers ---


def test_what_is_committed_is_what_the_source_says():
    """The files in deploy/ are those that `ashyq headers` writes."""
    expected = server_files(Place.of(load_site(ROOT).data, None))

    committed = {name: (ROOT / "deploy" / name).read_text("utf-8") for name in expected}
    assert committed == expected


def test_static_hosts_say_the_same_of_every_file(tree, place):
    """By `_headers` each page, asset and open file gets all its headers, each from one rule only."""
    rules = _rules(headers_file(place))
    wrong = []
    for path in files_served(tree, place):
        told = _told(rules, "/" + path.removesuffix("index.html"))
        expected = headers_of(path, LANGUAGES)
        joined = {name: ", ".join(values) for name, values in told.items()}
        if joined.items() - expected.items() or (_is_ruled(path) and joined != expected):
            wrong.append((path, told))

    assert wrong[:3] == []


def _is_ruled(path: str) -> bool:
    """Files at the root, the sitemap's parts and search's own aside, which are no pages."""
    return path.endswith(".html") or path.startswith(("assets/", "data/", "embed/", "admin/"))


def _rules(text: str) -> list[tuple[re.Pattern, list[tuple[str, str]]]]:
    rules: list[tuple[re.Pattern, list[tuple[str, str]]]] = []
    for line in text.splitlines():
        if line.startswith("/"):
            rules.append((re.compile(re.escape(line).replace(r"\*", ".*")), []))
        elif line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            rules[-1][1].append((name, value))
    return rules


def _told(rules, address: str) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    for pattern, headers in rules:
        if pattern.fullmatch(address):
            for name, value in headers:
                told.setdefault(name, []).append(value)
    return told


def test_an_unknown_address_on_a_static_host_gets_what_is_the_same_everywhere(place):
    """A rule for every address gives the headers in which no policies differ."""
    told = _told(_rules(headers_file(place)), "/nothing/here")

    assert {name: values[0] for name, values in told.items()} == EVERYWHERE


def test_the_rules_keep_to_the_hosts_bounds(place):
    """Cloudflare reads a hundred rules, none of them longer than 2,000 letters."""
    text = headers_file(place)

    assert len(_rules(text)) <= MOST_RULES
    assert max(map(len, text.splitlines())) <= LONGEST_LINE


def test_a_form_may_post_to_the_receiver_and_nowhere_else(demo_data):
    """Where messages are taken in on another host, its exact origin stands in the policy of the pages."""
    site = demo_data.site.model_copy(update={"receiver": "https://in.example.org:8443/receive?x=1"})
    place = Place.of(replace(demo_data, site=site), demo_data.site.address)

    for name in ("nginx/maps.conf", "Caddyfile", "_headers"):
        posts = set(re.findall(r"form-action ([^;]*);", server_files(place)[name]))
        assert posts == {"'self' https://in.example.org:8443", "'none'"}
    assert Place.of(demo_data, demo_data.site.address).forms == ""


def test_no_rule_is_made_of_what_could_end_it(place):
    """No value holds a sign that could end a line or a quoted value of a server's rules."""
    values = {value for policy in POLICIES for value in policy.headers().values()} | set(EVERYWHERE.values())

    assert not any(sign in value for value in values for sign in '"\n\\{}$')
    assert NOT_FOUND in server_files(place)["nginx/site.conf"]
