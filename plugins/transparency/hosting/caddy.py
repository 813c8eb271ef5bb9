"""The rules for Caddy, as a whole Caddyfile: address and folder come from its environment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import indent

from .place import Place
from .policies import (
    ASSETS,
    EVERYWHERE,
    IMMUTABLE,
    NOT_FOUND,
    NOT_SERVED,
    PAGES,
    POLICIES,
    REVALIDATED,
    TYPES,
    UNKNOWN_TYPE,
    Headers,
    Policy,
    headers_of,
    language_of,
    type_of,
    with_charset,
)

_HEAD = """\
# ASHYQ_ADDRESS is the site's address (https://example.org), ASHYQ_ROOT the folder of its releases' current
# one; under a path the folder that holds it.
{$ASHYQ_ADDRESS::8080} {
"""
_ROOT = "root * {$ASHYQ_ROOT:/srv/ashyq/current}"


def caddyfile(place: Place) -> str:
    lines = [
        _ROOT,
        "",
        *_headers(place),
        "",
        *_types(),
        "",
        "# marks and rules that lie in the site's folder, not for visitors",
        "@hidden {",
        f"\tpath */.* {' '.join(f'{place.base}/{name}' for name in NOT_SERVED)}",
        f"\tnot path {place.base}/.well-known/*",
        "}",
        "error @hidden 404",
        "",
        *_redirects(place),
        "file_server {",
        "\tprecompressed br gzip",
        "}",
        "",
        *_errors(place),
    ]
    return _HEAD + indent("\n".join(lines), "\t") + "\n}\n"


def _headers(place: Place) -> Iterator[str]:
    yield "# every subdomain must speak TLS, or includeSubDomains is to be taken out"
    yield from _block("", EVERYWHERE)
    # Caddy may reorder lines that set one header, so no two match the same path.
    for name, matcher, cache in (("assets", "path", IMMUTABLE), ("changing", "not path", REVALIDATED)):
        yield f"@{name} {matcher} {place.base}/{ASSETS}*"
        yield f'header @{name} Cache-Control "{cache}"'
    others = " ".join(path for policy in POLICIES[1:] for path in _paths(place, policy))
    yield f"@{PAGES.name} not path {others}"
    yield from _block(f"@{PAGES.name} ", PAGES.headers(place.forms))
    for policy in POLICIES[1:]:
        yield f"@{policy.name} path {' '.join(_paths(place, policy))}"
        yield from _block(f"@{policy.name} ", policy.headers(place.forms))
    for path in ("", "index.html", NOT_FOUND):
        yield f'header {place.base}/{path} Content-Language "{language_of(path, place.languages)}"'
    yield from (f"header {place.base}/{lang}/* Content-Language {lang}" for lang in place.languages)


def _paths(place: Place, policy: Policy) -> list[str]:
    folders = [f"{lang}/{policy.folder}" for lang in place.languages] if policy.spoken else []
    return [f"{place.base}/{folder}*" for folder in (policy.folder, *folders)]


def _block(matcher: str, headers: Headers) -> Iterator[str]:
    yield f"header {matcher}{{"
    yield from (f'\t{name} "{value}"' if value else f"\t{name}" for name, value in headers.items())
    yield "}"


def _types() -> Iterator[str]:
    yield "# told last, since what the machine's own table says differs from one to the next"
    for ending, type_ in TYPES.items():
        yield f"@{ending} path *.{ending}"
        yield from _last(f"@{ending} ", {"Content-Type": with_charset(type_)})
    yield f"@unknown not path */ {' '.join(f'*.{ending}' for ending in TYPES)}"
    yield from _last("@unknown ", {"Content-Type": UNKNOWN_TYPE})
    yield from _last("", {"Vary": "Accept-Encoding", "-Server": ""})


def _last(matcher: str, headers: Headers) -> list[str]:
    """Headers that are set when the answer leaves, over those of the file server."""
    return [*list(_block(matcher, headers))[:-1], "\tdefer", "}"]


def _redirects(place: Place) -> Iterator[str]:
    """A region that moved takes with it all that lies below it."""
    if place.moves:
        yield "# places whose key was another one"
    for number, move in enumerate(place.moves, 1):
        old, new = move.old.rstrip("/"), move.new.rstrip("/")
        pattern = f"^{re.escape(place.base)}/({'|'.join(place.languages)})/{old}(/.*)?$"
        yield f"@moved{number} path_regexp {pattern}"
        yield f"route @moved{number} {{"
        yield f"\turi path_regexp {pattern} {place.base}/$1/{new}$2"
        # The whole address, so that what stands after its question mark is kept.
        yield "\tredir {uri} permanent"
        yield "}"
    if place.moves:
        yield ""


def _errors(place: Place) -> Iterator[str]:
    yield "handle_errors {"
    yield "\t@missing expression `{http.error.status_code} == 404`"
    yield f"\trewrite @missing {place.base}/{NOT_FOUND}"
    # What was set for the address asked for stays when an error begins, so all is set again.
    missing = {**headers_of(NOT_FOUND, place.languages, place.forms), "Content-Type": type_of(NOT_FOUND)}
    others = {name for policy in POLICIES for name in policy.headers()} - missing.keys()
    missing |= {f"-{name}": "" for name in (*sorted(others), "Server")}
    yield from (f"\t{line}" for line in _block("", missing))
    yield "\tfile_server {"
    yield "\t\tprecompressed br gzip"
    yield "\t}"
    yield "}"
