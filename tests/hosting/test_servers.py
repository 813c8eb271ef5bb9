"""nginx and Caddy with our rules: every file, in every encoding, on 200, 304 and 404."""

from __future__ import annotations

import gzip

import brotli
import pytest

from tests.hosting.conftest import EXTRA, LANGUAGES
from tests.hosting.servers import Answer, files_served, url_of
from transparency.hosting.policies import EVERYWHERE, POLICIES, headers_of, type_of

DECODED = {"br": brotli.decompress, "gzip": gzip.decompress, "identity": bytes}
BESIDE = {"br": ".br", "gzip": ".gz", "identity": ""}

# Every header that one of the policies sets; where a policy does not, it must be absent.
OURS = {*EVERYWHERE, *(name for policy in POLICIES for name in policy.headers()), "Cache-Control"}
OURS |= {"Content-Language"}


def told(answer: Answer) -> dict[str, str]:
    """Those headers of ours that an answer carries."""
    return {name: value for name in OURS if (value := answer[name]) is not None}


def test_every_file_is_served_as_it_is_in_every_encoding(server, tree, place):
    """Each file arrives with its bytes, type, language, cache and headers, packed as the browser asked."""
    paths = files_served(tree, place)
    wrong = []
    for path in paths:
        raw, expected = (tree / path).read_bytes(), headers_of(path, LANGUAGES)
        for coding in DECODED:
            answer = server.get(url_of(path), Accept_Encoding=coding)
            packed = coding if (tree / (path + BESIDE[coding])).is_file() else "identity"
            said = answer["Content-Type"], answer["Content-Encoding"] or "identity"
            seen = (answer.status, told(answer), *said, DECODED[said[1]](answer.body) == raw)
            if seen != (200, expected, type_of(path), packed, True):
                wrong.append((path, coding, seen))

    assert wrong[:3] == []
    assert len(paths) > 700 and set(EXTRA) <= set(paths)


def test_what_a_browser_has_is_not_sent_again(server, tree, place):
    """Asked with the tag of what it has, a browser gets 304 with the same headers and no body."""
    wrong = []
    for path in files_served(tree, place):
        for coding in ("br", "identity"):
            tag = server.get(url_of(path), Accept_Encoding=coding)["ETag"]
            answer = server.get(url_of(path), Accept_Encoding=coding, If_None_Match=tag or "none")
            if (answer.status, told(answer), answer.body) != (304, headers_of(path, LANGUAGES), b""):
                wrong.append((path, coding, tag, answer))

    assert wrong[:3] == []


def test_a_text_says_that_it_comes_in_several_encodings(server, tree, place):
    """A cache between must not hand the packed file to a browser that cannot unpack it."""
    packed = [path for path in files_served(tree, place) if (tree / f"{path}.br").is_file()]

    silent = [
        (path, coding)
        for path in packed
        for coding in DECODED
        if "accept-encoding" not in (server.get(url_of(path), Accept_Encoding=coding)["Vary"] or "").lower()
    ]

    assert silent[:3] == [] and packed


@pytest.mark.parametrize(
    "address",
    [
        "/nothing",
        "/ky/nothing/here/",
        "/xx/",
        "/assets/site.0123456789.css",
        "/data/gone.csv",
        "/ky/search/gone",
        "/embed/gone.html",
        "/admin/gone",
        "/.incremental-output",
        "/.git/config",
        "/ky/.env",
        "/_headers",
        "/_redirects",
        "/nothing.html%0d%0aSet-Cookie:%20a=b",
    ],
)
@pytest.mark.parametrize("coding", DECODED)
def test_what_is_not_there_is_said_in_four_languages(server, tree, address, coding):
    """A wrong address, or a file not for visitors, gives the 404 page with all headers of a page."""
    answer = server.get(address, Accept_Encoding=coding)

    assert answer.status == 404
    assert told(answer) == headers_of("404.html", LANGUAGES)
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert DECODED[coding](answer.body) == (tree / "404.html").read_bytes()
    assert answer["Set-Cookie"] is None


def test_a_head_request_says_the_same(server):
    """HEAD is answered like GET, without the body."""
    asked, told_only = (server.get("/ky/", method=method, Accept_Encoding="br") for method in ("GET", "HEAD"))

    assert told(asked) == told(told_only) and asked["Content-Length"] == told_only["Content-Length"]
    assert told_only.body == b""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/ky/regions/qiyalia/ertek/", "/ky/regions/qiyalia/ertegi/"),
        ("/ru/regions/qiyalia/ertek", "/ru/regions/qiyalia/ertegi"),
        ("/en/regions/qiyalia/ertek/tulki/?from=list", "/en/regions/qiyalia/ertegi/tulki/?from=list"),
        (
            "/kk/regions/qiyalia/ertegi/tulki/ushqan-kilem/kunqasyq/",
            "/kk/regions/qiyalia/ertegi/tulki/ushqan-kilem/aiqasyq/",
        ),
    ],
)
def test_a_place_that_moved_is_found(server, old, new):
    """A former address of a region, or of what lies below it, leads to the one of today for good."""
    answer = server.get(old)

    assert (answer.status, answer["Location"]) == (301, new)
    assert told(answer).items() >= EVERYWHERE.items()


@pytest.mark.parametrize(
    "address",
    [
        "//example.com",
        "//example.com/%2e%2e",
        "///example.com/..",
        "/%5cexample.com",
        "/\\example.com/",
        "//example.com/ky/regions",
        "/ky/regions/qiyalia/ertek//example.com",
        "/ky/regions/qiyalia/ertek/%0d%0aLocation:%20https:%2f%2fexample.com",
    ],
)
def test_nobody_is_led_to_another_host(server, address):
    """No address of ours can be bent so that the server sends a visitor away."""
    answer = server.get(address)

    location = answer["Location"] or "/"
    assert location.startswith("/") and not location.startswith(("//", "/\\")), location


@pytest.mark.parametrize(
    "address", ["/../secret", "/%2e%2e/secret", "/ky/..%2f..%2f..%2fsecret", "/..%5csecret"]
)
def test_nothing_beside_the_site_is_served(server, tree, address):
    """No path climbs out of the folder that is served."""
    (tree.parent / "secret").write_text("not for visitors", encoding="utf-8")

    answer = server.get(address)

    assert answer.status in (400, 404) and b"not for visitors" not in answer.body


def test_no_server_names_its_version(server):
    """An attacker is not told which version answers."""
    assert not any(sign.isdigit() for sign in server.get("/ky/")["Server"] or "")
