"""What no tool finds: our own rules for a page, each a function that yields its complaints.

A rule is given the parsed page and the language of its folder ("" for the pages of no language).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from lxml.html import HtmlElement

from tests.accessibility.letters import foreign_words
from tests.built import text_of

Rule = Callable[[HtmlElement, str], Iterator[str]]

OWN_NAMES = {"kk": "Қазақша", "ky": "Кыргызча", "ru": "Русский", "en": "English"}
"""The site's languages, each in its own script; kg and kz are countries."""

EMPTY_LINKS = re.compile(
    r"^(здесь|тут|сюда|подробнее|далее|ссылка|осында|мұнда|толығырақ|бул жерде|бул жерден|кененирээк|шилтеме"
    r"|here|more|click here|read more|link)\W*$",
    re.IGNORECASE,
)
"""Words that say nothing when a screen reader lists the links of a page."""

FILE = re.compile(r"\.(csv|json|pdf|xlsx|parquet|sqlite|zip|vcf|ics|txt|ya?ml)$")
SIZE = re.compile(r"\d[\d\s,.]*\s?(B|KB|MB|Б|КБ|МБ)\b")


def names_its_languages(page: HtmlElement, lang: str) -> Iterator[str]:
    """3.1.1, 3.1.2: the page and each entry of the switcher name a language of the site."""
    if lang and page.get("lang") != lang:
        yield f"the page says lang={page.get('lang')}"
    for element in page.cssselect("[lang], [hreflang]"):
        for name in ("lang", "hreflang"):
            if element.get(name, lang or "kk") not in OWN_NAMES:
                yield f"{name}={element.get(name)} is no language of the site"
    for entry in page.cssselect(".langs a, .choice h1 a"):
        code = entry.get("hreflang")
        marked = entry.get("lang") or entry.xpath("string(ancestor::*[@lang][1]/@lang)")
        if entry.text_content() in OWN_NAMES.values() and (entry.text_content(), marked) != (
            OWN_NAMES.get(code),
            code,
        ):
            yield f"the switcher's {entry.text_content()} is marked {marked}, {code}"


def marks_foreign_words(page: HtmlElement, lang: str) -> Iterator[str]:
    """3.1.2: a sentence of another language is marked with it."""
    for text, spoken in _texts(page.find(".//body"), lang):
        found = foreign_words(text, spoken)
        if found:
            yield f"{' '.join(text.split())[:60]!r} reads as {found}, not {spoken}"


def _texts(element: HtmlElement, lang: str) -> Iterator[tuple[str, str]]:
    spoken = element.get("lang", lang)
    if element.tag in ("svg", "code", "pre", "script", "style"):
        return
    for text in (element.text, element.get("aria-label"), element.get("alt")):
        if text and text.strip():
            yield text, spoken
    for child in element:
        if isinstance(child.tag, str):
            yield from _texts(child, spoken)
        if child.tail and child.tail.strip():
            yield child.tail, spoken


def says_each_bar(page: HtmlElement, _: str) -> Iterator[str]:
    """1.1.1: a bar is a sentence with its source, and drawn to its words; nothing is drawn for nothing."""
    for bar in page.cssselect(".bar"):
        said = bar.cssselect(".bar__said")
        name = text_of(bar.cssselect("h3")[0])
        if not said or not said[0].text_content().startswith(f"{name}: "):
            yield f"{name}: no sentence"
        if not bar.cssselect("h3 ~ p a[href]"):
            yield f"{name}: no source"
        yield from _drawn_as_said(bar, name)


def _drawn_as_said(bar: HtmlElement, name: str) -> Iterator[str]:
    drawn = bar.cssselect("svg .d")
    shape = next(word for word in bar.get("class").split() if word.startswith("bar--"))
    if drawn and shape in ("bar--share", "bar--progress"):
        percent = text_of(bar.cssselect(".bar__pct")[0])
        number = re.search(r"(\d+(?:[.,]\d+)?)\s%", percent)
        if not number or float(number[1].replace(",", ".")) != float(drawn[0].get("width").rstrip("%")):
            yield f"{name}: drawn {drawn[0].get('width')}, said {percent}"
    if shape in ("bar--promised", "bar--missing", "bar--number") and drawn:
        yield f"{name}: {shape} is drawn as if something were reported"


def silences_drawings(page: HtmlElement, _: str) -> Iterator[str]:
    """1.1.1: a drawing is silent beside its words; or it has a name and a table of its numbers."""
    for drawing in page.iter("svg"):
        if drawing.get("aria-hidden") == "true" and drawing.get("focusable") == "false":
            continue
        if not (drawing.get("role") == "img" and drawing.get("aria-label")):
            yield "a drawing is neither silent nor named"
        if not drawing.xpath("ancestor::section[1]//table"):
            yield f"the drawing {drawing.get('aria-label')!r} has no table of its numbers"


def says_each_status(page: HtmlElement, _: str) -> Iterator[str]:
    """1.4.1: a status or kind is a word and a shape; its colour only repeats them."""
    for tag in page.cssselect(".tag"):
        shapes = [word for word in tag.get("class").split() if word.startswith("tag--")]
        if not text_of(tag):
            yield "a tag without a word"
        if not shapes or shapes[0] in ("tag--plain", "tag--done", "tag--wait", "tag--late"):
            yield f"{text_of(tag)}: no shape"


def heads_tables(page: HtmlElement, _: str) -> Iterator[str]:
    """1.3.1, 2.1.1: a table has a caption, scoped heads, and a box one can scroll by keyboard."""
    for table in page.iter("table"):
        captions = [text_of(caption) for caption in table.iter("caption")]
        name = captions[0] if captions else "a table"
        if not captions or not captions[0]:
            yield "a table without a caption"
        if not table.cssselect("thead th") or table.cssselect("thead td"):
            yield f"{name}: no heads of columns"
        if any(not cell.get("scope") for cell in table.iter("th")):
            yield f"{name}: a head without a scope"
        if any(row[0].get("scope") != "row" for row in table.cssselect("tbody tr, tfoot tr")):
            yield f"{name}: a row without a head"
        box = table.getparent()
        if box.get("tabindex") != "0" or not box.get("aria-label") or not box.get("role"):
            yield f"{name}: its box cannot be scrolled by keyboard"


def leads_through_the_page(page: HtmlElement, _: str) -> Iterator[str]:
    """1.3.1, 2.4.1: one main part; what surrounds it is named; the first link skips to it."""
    if len(page.cssselect("main")) != 1:
        yield f"{len(page.cssselect('main'))} main parts"
    names = Counter(nav.get("aria-label") for nav in page.iter("nav"))
    yield from (
        f"{count} navigations are named {name!r}" for name, count in names.items() if count > 1 or not name
    )
    links = page.cssselect("body a[href]")
    if page.cssselect("header nav") and (
        links[0].get("class") != "skip" or page.cssselect(links[0].get("href")) != page.cssselect("main")
    ):
        yield "the first link does not skip to the main part"
    for heading in page.cssselect("h1, h2, h3, h4, h5, h6"):
        if not text_of(heading):
            yield "a heading without words"


def names_links(page: HtmlElement, _: str) -> Iterator[str]:
    """2.4.4: a link's words make sense alone; a file's link says its type and size; none opens a window."""
    for link in page.cssselect("a[href]"):
        words = text_of(link)
        if not words and not link.get("aria-label"):
            yield f"a link without words to {link.get('href')}"
        if EMPTY_LINKS.match(words):
            yield f"a link says only {words!r}"
        if link.get("target"):
            yield f"{words!r} opens another window"
        yield from _names_file(link, words)


def _names_file(link: HtmlElement, words: str) -> Iterator[str]:
    file = FILE.search(link.get("href"))
    if not file:
        return
    around = text_of(link.getparent())
    # A calendar's file weighs less than its link's page, and opens in the calendar at once.
    small = file[1].lower() == "ics"
    if file[1].upper() not in around.upper() or not (small or SIZE.search(around)):
        yield f"{words!r} does not say that it is {file[1]}, or how large"


def lets_readers_be(page: HtmlElement, _: str) -> Iterator[str]:
    """1.4.4, 2.2.1, 2.4.3: nothing forbids zooming, moves by itself, takes the focus or its order.

    A place that moved sends on at once (0 seconds), which 2.2.1 allows.
    """
    for viewport in page.cssselect("meta[name=viewport]"):
        if re.search("user-scalable|maximum-scale|minimum-scale", viewport.get("content")):
            yield "the page forbids zooming"
    for wrong in page.cssselect(
        "meta[http-equiv=refresh]:not([content^='0;']), marquee, blink, [autofocus], [accesskey]"
    ):
        yield f"<{wrong.tag}> moves or takes the focus"
    for element in page.cssselect("[tabindex]"):
        if element.get("tabindex") not in ("0", "-1"):
            yield f"tabindex={element.get('tabindex')}"


def labels_controls(page: HtmlElement, _: str) -> Iterator[str]:
    """1.3.5, 3.3.2: a control has a visible label; the browser may fill in a reader's own data."""
    for control in page.cssselect("input:not([type=hidden]):not([type=submit]), select, textarea"):
        labels = page.xpath("//label[@for=$id]", id=control.get("id", ""))
        if not any(text_of(label) and "unseen" not in label.get("class", "") for label in labels):
            yield f"the control {control.get('name')} has no visible label"
        if control.get("type") in ("email", "tel") and not control.get("autocomplete"):
            yield f"the control {control.get('name')} cannot be filled in by the browser"


RULES: tuple[Rule, ...] = (
    names_its_languages,
    marks_foreign_words,
    says_each_bar,
    silences_drawings,
    says_each_status,
    heads_tables,
    leads_through_the_page,
    names_links,
    lets_readers_be,
    labels_controls,
)


def complaints(page: HtmlElement, path: str) -> Iterator[str]:
    """All complaints of all rules about a page."""
    lang = path.split("/")[0] if "/" in path else ""
    for rule in RULES:
        yield from (f"{path}: {rule.__name__}: {complaint}" for complaint in rule(page, lang))
