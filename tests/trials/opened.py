"""Every page of a folder opened in Chromium: what it did that a text must not do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html
from playwright.sync_api import Browser, Page, Request

LOOK = """known => {
    const usual = new Set(known), alive = [];
    const addresses = /^(href|src|action|formaction|data|poster|background|srcset|xlink:href)$/;
    for (const element of document.querySelectorAll('*')) {
        const names = [...element.attributes].map(one => element.localName + ' ' + one.name);
        const runs = [...element.attributes].some(one =>
            addresses.test(one.name) && /^[\\s\\x00-\\x1f]*(javascript|vbscript|data):/i.test(one.value));
        if (runs || ![element.localName, ...names].every(name => usual.has(name.toLowerCase())))
            alive.push(element.outerHTML.slice(0, 200));
    }
    return {title: document.title, alive, violated: window.violated || []};
}"""

_REFRESH = b'<meta http-equiv="refresh"'

LISTEN = """document.addEventListener('securitypolicyviolation', event =>
    (window.violated = window.violated || []).push(event.violatedDirective + ' ' + event.blockedURI));"""


@dataclass(frozen=True, slots=True)
class Deed:
    """Something a page did: which page, what kind of deed, and what was seen of it."""

    page: str
    kind: str
    seen: str

    def __str__(self) -> str:
        return f"{self.page}: {self.kind}: {self.seen}"


class Watch:
    """One tab of the browser on the pages of one folder, served at an address."""

    def __init__(self, browser: Browser, address: str, folder: Path, known: frozenset[str]):
        self._address, self._folder, self._known = address, folder, sorted(known)
        self._path, self.deeds = "", []
        self._context = browser.new_context()
        self._context.add_init_script(LISTEN)
        self._tab: Page = self._context.new_page()
        self._tab.on("dialog", self._dialog)
        self._tab.on("pageerror", lambda error: self._did("script error", str(error)))
        self._context.on("request", self._request)
        self._context.on("page", lambda page: self._did("window", page.url) if page != self._tab else None)

    def open(self, path: str) -> None:
        """Open one page and note all it does that it must not."""
        self._path = path
        asked = f"{self._address}/{path.removesuffix('index.html')}"
        self._tab.goto(asked, wait_until="load")
        if _REFRESH in (self._folder / path).read_bytes():
            # A page at a former address goes on to the one of today.
            self._tab.wait_for_url(lambda url: url != asked)
        seen = self._tab.evaluate(LOOK, self._known)
        expected = title_in(self._file_of(self._tab.url))
        if seen["title"] != expected:
            self._did("title", f"{seen['title']!r} instead of {expected!r}")
        for element in seen["alive"]:
            self._did("element", element)
        for violation in seen["violated"]:
            self._did("violation", violation)

    def close(self) -> None:
        for cookie in self._context.cookies():
            self._did("cookie", str(cookie))
        self._context.close()

    def _file_of(self, url: str) -> Path:
        """The file that a server sends for an address; the page of unknown ones where there is none."""
        path = self._folder / unquote(urlsplit(url).path).lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        return path if path.is_file() else self._folder / "404.html"

    def _dialog(self, dialog) -> None:
        self._did("dialog", dialog.message)
        dialog.dismiss()

    def _request(self, request: Request) -> None:
        if not request.url.startswith(self._address + "/"):
            self._did("request", request.url)

    def _did(self, kind: str, seen: str) -> None:
        self.deeds.append(Deed(self._path, kind, seen))


@contextmanager
def watching(browser: Browser, address: str, folder: Path, known: frozenset[str]) -> Iterator[Watch]:
    watch = Watch(browser, address, folder, known)
    try:
        yield watch
    finally:
        watch.close()


def open_all(
    browser: Browser, address: str, folder: Path, paths: Iterable[str], known: frozenset[str]
) -> list[Deed]:
    """What the pages of a served folder did; `known` are the elements and attributes of harmless pages."""
    with watching(browser, address, folder, known) as watch:
        for path in paths:
            watch.open(path)
    return watch.deeds


def parts_of(folder: Path) -> frozenset[str]:
    """Every element, and every element with an attribute, that the pages of a folder are made of."""
    parts = set()
    for path in folder.rglob("*.html"):
        for element in html.fromstring(path.read_bytes()).iter():
            if isinstance(element.tag, str):
                names = {element.tag, *(f"{element.tag} {name}" for name in element.attrib)}
                parts |= {name.lower() for name in names}
    return frozenset(parts)


def title_in(path: Path) -> str:
    """The title that stands in a page's file, its spaces folded as a browser folds them."""
    title = html.fromstring(path.read_bytes()).findtext(".//title") or ""
    return re.sub(r"[ \t\n\f\r]+", " ", title).strip(" ")
