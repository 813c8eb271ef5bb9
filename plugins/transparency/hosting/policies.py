"""What a server says beside each file: the one source of all header policies, types and caches.

A policy is told by where a file lies below the site's base path. What is written for each server from
here lies in `static_hosts`, `nginx` and `caddy`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

CSP = "Content-Security-Policy"

Headers = Mapping[str, str]
Directives = Mapping[str, str]

EVERYWHERE: Headers = MappingProxyType(
    {
        "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
    }
)
"""Headers that no policy changes."""

_STRICT: Directives = MappingProxyType(
    {
        "default-src": "'none'",
        "style-src": "'self'",
        "img-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
        "upgrade-insecure-requests": "",
    }
)
_OURS: Headers = MappingProxyType(
    {
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
)


@dataclass(frozen=True, slots=True)
class Policy:
    """The headers for one part of the site.

    `folder` is where it lies, "" for all that lies in no other policy's folder; `spoken` says that it
    lies below the languages as well ("/embed/" and "/ky/embed/").
    """

    name: str
    folder: str
    spoken: bool
    directives: Directives
    others: Headers

    def headers(self, forms: str = "") -> dict[str, str]:
        """The headers in which policies differ; `forms` is another origin to which the site's forms post."""
        return {CSP: _joined(self.directives, forms), **self.others}


PAGES = Policy("pages", "", True, _STRICT, _OURS)
SEARCH = Policy(
    "search",
    "search/",
    True,
    {**_STRICT, "script-src": "'self' 'wasm-unsafe-eval'", "connect-src": "'self'"},
    _OURS,
)
EMBED = Policy(
    "embed",
    "embed/",
    True,
    {**_STRICT, "form-action": "'none'", "frame-ancestors": "*"},
    {"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "cross-origin"},
)
DATA = Policy(
    "data",
    "data/",
    False,
    {"default-src": "'none'", "form-action": "'none'", "base-uri": "'none'", "frame-ancestors": "'none'"},
    {**_OURS, "Cross-Origin-Resource-Policy": "cross-origin", "Access-Control-Allow-Origin": "*"},
)
ADMIN = Policy(
    "admin",
    "admin/",
    False,
    {
        **_STRICT,
        "script-src": "'self' 'unsafe-eval'",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "connect-src": "'self' blob: https:",
    },
    # Signing in at the repository's host happens in a window that must be able to answer.
    {**_OURS, "Cross-Origin-Opener-Policy": "same-origin-allow-popups", "X-Robots-Tag": "noindex"},
)
POLICIES = (PAGES, SEARCH, EMBED, DATA, ADMIN)
"""The first is for everything that lies in no other's folder."""

ASSETS = "assets/"
"""Where files lie whose names hold the hash of what is in them."""

IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATED = "public, max-age=300, must-revalidate"

NOT_FOUND = "404.html"

TYPES: Mapping[str, str] = MappingProxyType(
    {
        "html": "text/html",
        "css": "text/css",
        "js": "text/javascript",
        "txt": "text/plain",
        "csv": "text/csv",
        "ics": "text/calendar",
        "vcf": "text/vcard",
        "md": "text/markdown",
        "xml": "application/xml",
        "atom": "application/atom+xml",
        "json": "application/json",
        "jsonld": "application/ld+json",
        "geojson": "application/geo+json",
        "webmanifest": "application/manifest+json",
        "svg": "image/svg+xml",
        "png": "image/png",
        "jpg": "image/jpeg",
        "webp": "image/webp",
        "ico": "image/x-icon",
        "pdf": "application/pdf",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "parquet": "application/vnd.apache.parquet",
        "sqlite": "application/vnd.sqlite3",
        "zip": "application/zip",
        "gz": "application/gzip",
        "wasm": "application/wasm",
    }
)
"""The type of each kind of file that a site holds, by its ending; any other is told as plain bytes."""

UNKNOWN_TYPE = "application/octet-stream"

NOT_SERVED = ("_headers", "_redirects")
"""Files for a host to read, not for visitors."""


def type_of(path: str) -> str:
    """The whole Content-Type of a file; every text is in UTF-8."""
    return with_charset(TYPES.get(path.rsplit("/", 1)[-1].rpartition(".")[2], UNKNOWN_TYPE))


def with_charset(type_: str) -> str:
    return f"{type_}; charset=utf-8" if type_.startswith("text/") else type_


def cache_of(path: str) -> str:
    return IMMUTABLE if path.startswith(ASSETS) else REVALIDATED


def policy_of(path: str, languages: tuple[str, ...]) -> Policy:
    """The policy of a file by its path below the base."""
    first, _, rest = path.partition("/")
    for policy in POLICIES[1:]:
        below = rest if policy.spoken and first in languages else path
        if below.startswith(policy.folder):
            return policy
    return PAGES


def language_of(path: str, languages: tuple[str, ...]) -> str | None:
    """The Content-Language of a file: its folder's, all of them for the pages of all, else None."""
    first = path.partition("/")[0]
    if first in languages:
        return first
    return ", ".join(languages) if path in ("", "index.html", NOT_FOUND) else None


def headers_of(path: str, languages: tuple[str, ...], forms: str = "") -> dict[str, str]:
    """All that a server says about the file at a path below the base, beside what HTTP itself asks for."""
    language = language_of(path, languages)
    spoken = {"Content-Language": language} if language else {}
    policy = policy_of(path, languages).headers(forms)
    return {**EVERYWHERE, **policy, "Cache-Control": cache_of(path), **spoken}


def meta_policy(policy: Policy = PAGES, forms: str = "") -> str:
    """The policy as a `<meta>` element may say it, for hosts that send no headers of ours.

    A browser heeds neither `frame-ancestors` there nor any other header.
    """
    heeded = {name: value for name, value in policy.directives.items() if name != "frame-ancestors"}
    return _joined(heeded, forms)


def _joined(directives: Directives, forms: str = "") -> str:
    """The directives as one value. Where forms may post to the site itself, they may to its receiver."""
    posted = {"form-action": f"'self' {forms}"} if directives.get("form-action") == "'self'" else {}
    return "; ".join(f"{name} {value}".rstrip() for name, value in {**directives, **posted}.items())
