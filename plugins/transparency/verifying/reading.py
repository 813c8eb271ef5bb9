"""A built tree as a visitor gets it: what each page links to, loads, says and draws."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

from .numbers import numbers_in

_LINKS = {"a": "href", "area": "href", "form": "action"}
_RESOURCES = {
    **dict.fromkeys(("img", "script", "iframe", "embed", "source", "audio", "video", "track"), "src"),
    "object": "data",
}
_LOADING_RELS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon"}
_SAID = ("content", "alt", "title", "aria-label", "placeholder", "value")
"""Attributes in which words or numbers can stand."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference leads to: a path within the site with its place there, or an address elsewhere."""

    written: str
    path: str | None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """The numbers said of one record in one place of a page, and how wide its bar is drawn.

    `described` are the numbers of the page's description where it speaks of this record.
    """

    record: str
    said: tuple[str, ...]
    share: tuple[str, ...] = ()
    drawn: tuple[str, ...] = ()
    described: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Everything the checks ask of one page.

    `lang` is the folder of its language and `name` its path there; `described_alike` whether the page
    begins with the sentence of its description.
    """

    path: str
    size: int
    links: tuple[Target, ...]
    resources: tuple[Target, ...]
    places: frozenset[str]
    figures: tuple[Figure, ...]
    described_alike: bool
    texts: tuple[str, ...]

    @property
    def lang(self) -> str:
        return self.path.partition("/")[0]

    @property
    def name(self) -> str:
        return self.path.partition("/")[2]


@dataclass(frozen=True)
class Built:
    """A built tree: its files, and the facts of each of its pages."""

    folder: Path
    address: str
    files: frozenset[str]
    pages: tuple[PageFacts, ...]

    def pages_with_sizes(self) -> Iterator[tuple[str, int]]:
        return ((page.path, page.size) for page in self.pages)

    def bytes_of(self, path: str) -> bytes:
        return (self.folder / path).read_bytes()


def read_built(folder: Path, address: str) -> Built:
    """Read every page of a built tree; `address` is where it will lie."""
    paths = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())
    reader = _Reader(address)
    pages = (reader.facts(path, (folder / path).read_bytes()) for path in paths if path.endswith(".html"))
    return Built(folder, address, frozenset(paths), tuple(pages))


class _Reader:
    def __init__(self, address: str):
        self._site = urlsplit(address)
        self._base = self._site.path.rstrip("/") + "/"

    def facts(self, path: str, content: bytes) -> PageFacts:
        page = html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))
        lang = path.partition("/")[0]
        described = _folded(page.xpath('string(//meta[@name="description"]/@content)'))
        state = page.find('.//p[@class="state"]')
        return PageFacts(
            path=path,
            size=len(content),
            links=tuple(self._target(path, one) for one in _references(page, _LINKS, loading=False)),
            resources=tuple(self._target(path, one) for one in _references(page, _RESOURCES, loading=True)),
            places=frozenset(page.xpath("//@id")) | frozenset(page.xpath("//a/@name")),
            figures=(*_bars(page, lang, described), *_rows(page, lang)),
            described_alike=state is None or _folded(state.text_content()) == described,
            texts=tuple(_texts(page)),
        )

    def _target(self, path: str, written: str) -> Target:
        """Where a reference of a page leads, its language's folder left to the caller."""
        at = f"{self._site.scheme}://{self._site.netloc}{self._base}{path}"
        parts = urlsplit(urljoin(at, written))
        inside = (parts.scheme, parts.netloc) == (self._site.scheme, self._site.netloc)
        if not inside or not parts.path.startswith(self._base):
            return Target(written, None)
        file = unquote(parts.path.removeprefix(self._base))
        return Target(
            written, f"{file}index.html" if not file or file.endswith("/") else file, unquote(parts.fragment)
        )


def _references(page: html.HtmlElement, of: dict[str, str], loading: bool) -> Iterator[str]:
    for element in page.iter(*of, "link", "use"):
        if element.tag == "link":
            rels = set((element.get("rel") or "").split())
            written = element.get("href") if bool(rels & _LOADING_RELS) == loading else None
        elif element.tag == "form" and element.get("method", "").lower() == "post":
            written = None  # what is posted goes to a program, not to a page
        else:
            written = element.get("href" if element.tag == "use" else of[element.tag])
        if written is not None:
            yield written.strip()


def _bars(page: html.HtmlElement, lang: str, described: str) -> Iterator[Figure]:
    for bar in page.iter("article"):
        said, label = bar.find('p[@class="bar__figure"]'), bar.find("h3")
        if said is not None and label is not None:
            yield Figure(
                record=_record(label),
                said=numbers_in(said.text_content(), lang),
                share=_share(bar, said, lang),
                drawn=tuple(
                    (one.get("width") or "").rstrip("%") for one in bar.iterfind('.//rect[@class="d"]')
                ),
                described=_described(label, described, lang),
            )


def _share(bar: html.HtmlElement, said: html.HtmlElement, lang: str) -> tuple[str, ...]:
    """The share in words; a bar over its plan is full and has none."""
    share = said.find('span[@class="bar__pct"]')
    over = "bar--over" in (bar.get("class") or "")
    return () if share is None or over else numbers_in(share.text_content(), lang)


def _described(label: html.HtmlElement, described: str, lang: str) -> tuple[str, ...] | None:
    _, names_it, rest = described.partition(f"{_folded(label.text_content())}: ")
    return numbers_in(rest, lang) if names_it else None


def _rows(page: html.HtmlElement, lang: str) -> Iterator[Figure]:
    """Rows of tables whose first cell links a record."""
    for row in page.iter("tr"):
        head = row.find('th[@scope="row"]')
        cells = [cell for cell in row.iterfind("td") if cell.get("class") == "num"]
        if head is not None and head.find(".//a") is not None and cells:
            said = tuple(" ".join(numbers_in(cell.text_content(), lang)) for cell in cells)
            yield Figure(_record(head), said)


def _record(label: html.HtmlElement) -> str:
    """The address of what a figure is about, the same in each language; "" where it links nothing."""
    link = label.find(".//a")
    return "" if link is None else "/".join(link.get("href", "").split("/")[2:])


def _texts(page: html.HtmlElement) -> Iterator[str]:
    """Every piece of text, and every attribute in which one can stand; never two pieces as one."""
    for element in page.iter():
        pieces: Iterable[str | None] = (element.text, element.tail, *map(element.get, _SAID))
        href = element.get("href") or ""
        if href.startswith(("tel:", "mailto:", "sms:")):
            pieces = (*pieces, unquote(href.partition(":")[2]))
        yield from (piece for piece in pieces if piece and not piece.isspace())


def _folded(text: str) -> str:
    return " ".join(text.split())
