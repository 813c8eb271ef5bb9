"""The rules for nginx: maps that choose a header's value by the path, and what a site's `server` includes.

One `add_header` in a `location` would drop all those outside it, and one without `always` is absent from
a 404. So no location sets a header: all stand in the `server`, with values from maps, and nginx leaves
out a header whose value is empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from .place import Place
from .policies import (
    ASSETS,
    CSP,
    EVERYWHERE,
    IMMUTABLE,
    NOT_FOUND,
    NOT_SERVED,
    PAGES,
    POLICIES,
    REVALIDATED,
    TYPES,
    UNKNOWN_TYPE,
    Policy,
)

_VARIABLES = {
    CSP: "$ashyq_content",
    "X-Frame-Options": "$ashyq_frames",
    "X-Robots-Tag": "$ashyq_robots",
    "Cross-Origin-Opener-Policy": "$ashyq_opener",
    "Cross-Origin-Resource-Policy": "$ashyq_resources",
    "Access-Control-Allow-Origin": "$ashyq_origin",
}
"""The headers in which policies differ, each with the variable that holds its value."""


def nginx_maps(place: Place) -> str:
    """What belongs into `http`: which policy, cache and language a path has."""
    maps = [_map("$uri", "$ashyq_policy", {"default": PAGES.name, **_folders(place)})]
    maps += [_map("$ashyq_policy", name, _values(header, place.forms)) for header, name in _VARIABLES.items()]
    assets = {"default": REVALIDATED, f"~^{re.escape(place.base)}/{ASSETS}": IMMUTABLE}
    maps += [_map("$uri", "$ashyq_cache", assets), _map("$uri", "$ashyq_language", _languages(place))]
    return "\n".join(maps)


def nginx_site(place: Place) -> str:
    """What belongs into the site's `server`, beside its name, its certificate and its `root`."""
    headers = {**EVERYWHERE, **_VARIABLES, "Cache-Control": "$ashyq_cache"}
    headers["Content-Language"] = "$ashyq_language"
    not_served = "|".join(NOT_SERVED)
    lines = [
        "index index.html;",
        f"error_page 404 {place.base}/{NOT_FOUND};",
        "server_tokens off;",
        "absolute_redirect off;",
        "",
        "# the files that lie beside each text, compressed; the first needs the module brotli_static",
        "brotli_static on;",
        "gzip_static on;",
        "gzip_proxied any;",
        "gzip_vary on;",
        "",
        *_types(),
        "",
        "# every subdomain must speak TLS, or includeSubDomains is to be taken out",
        *(f'add_header {name} "{value}" always;' for name, value in headers.items()),
        "",
        "# marks and rules that lie in the site's folder, not for visitors",
        rf"location ~ /\.(?!well-known/)|^{re.escape(place.base)}/({not_served})$ {{ return 404; }}",
        *_redirects(place),
    ]
    return "\n".join(lines) + "\n"


def _map(source: str, target: str, values: Mapping[str, str]) -> str:
    rows = (f'    {_quoted(key)} "{value}";' for key, value in values.items())
    return "\n".join([f"map {source} {target} {{", *rows, "}", ""])


def _quoted(key: str) -> str:
    return f'"{key}"' if key.startswith("~") else key


def _folders(place: Place) -> dict[str, str]:
    return {f"~^{re.escape(place.base)}/{_under(place, policy)}": policy.name for policy in POLICIES[1:]}


def _under(place: Place, policy: Policy) -> str:
    return f"(({'|'.join(place.languages)})/)?{policy.folder}" if policy.spoken else policy.folder


def _values(header: str, forms: str) -> dict[str, str]:
    """A header's value for each policy, that of most pages being the default."""
    usual = PAGES.headers(forms).get(header, "")
    others = {policy.name: policy.headers(forms).get(header, "") for policy in POLICIES}
    return {"default": usual, **{name: value for name, value in others.items() if value != usual}}


def _languages(place: Place) -> dict[str, str]:
    shared = {f"{place.base}/{name}": ", ".join(place.languages) for name in ("index.html", NOT_FOUND)}
    own = {f"~^{re.escape(place.base)}/{language}/": language for language in place.languages}
    return {"default": "", **shared, **own}


def _types() -> Iterator[str]:
    yield "charset utf-8;"
    yield f"charset_types {' '.join(sorted(t for t in TYPES.values() if t.startswith('text/')))};"
    yield f"default_type {UNKNOWN_TYPE};"
    yield "types {"
    yield from (f"    {type_} {ending};" for ending, type_ in TYPES.items())
    yield "}"


def _redirects(place: Place) -> Iterator[str]:
    """A region that moved takes with it all that lies below it."""
    if place.moves:
        yield from ("", "# places whose key was another one")
    languages = "|".join(place.languages)
    for move in place.moves:
        old, new = move.old.rstrip("/"), move.new.rstrip("/")
        yield f"rewrite ^{place.base}/({languages})/{old}(/.*)?$ {place.base}/$1/{new}$2 permanent;"
